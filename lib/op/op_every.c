/* op_every.c -- EMIT EVERY: what has changed, at most once in a stretch of wall-clock time. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * An entry is the difference that one row makes since the last time: the row as it was told (`old`)
 * and as it is now (`new`), either of them may be missing. A change from x finds the entry whose
 * new row is x and moves it on, so a chain of changes becomes one; an insertion of what an entry
 * took away undoes that entry. Only entries are kept, not the state: what did not change costs
 * nothing. New rows, and old rows that were taken away without a new one, are found by their
 * values; tag says whose they are.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"

struct entry {
    struct lm_row *old; /* in `gone` where new is NULL, else in `told`; NULL: a fresh row */
    struct lm_row *new; /* in `now` */
};

struct every {
    struct lm_op op;
    int64_t every_us;
    int64_t due_us; /* wall clock; 0: the clock has not been told yet */
    bool changes;   /* a consolidated changelog, not final rows */
    bool times;     /* the stream has event times */
    struct lm_rows now, gone, told;
    struct lm_pool pool; /* of `now`'s home: entries */
    struct entry *entry; /* [n], by their first change */
    uint64_t n, cap;
    struct lm_val *value; /* [2 * ncol]; NULL: there was no batch yet */
    uint64_t counted_now, counted_gone, counted_told;
};

static lm_op_batch_f every_batch;
static lm_op_mark_f every_mark;
static lm_op_tick_f every_tick;
static lm_op_close_f every_close;

static const struct lm_op_type every_type = {
    .name = "every",
    .batch = every_batch,
    .mark = every_mark,
    .tick = every_tick,
    .close = every_close,
};

struct lm_op *
lm_every_new(struct lm_op_ctx *ctx, int64_t every_us, bool changes)
{
    struct every *e = lm_alloc(ctx->arena, sizeof *e);

    assert(every_us > 0);
    lm_op_init(&e->op, &every_type, ctx, 1);
    e->every_us = every_us;
    e->changes = changes;
    e->due_us = ctx->now_us > 0 ? ctx->now_us + every_us : 0;
    return &e->op;
}

static struct entry *
entry_add(struct every *e)
{
    if (e->n == e->cap) {
        uint64_t cap = e->cap == 0 ? 64 : e->cap * 2;
        struct entry *grown = lm_pool_take(&e->pool, cap * sizeof *grown);
        if (e->n > 0)
            memcpy(grown, e->entry, e->n * sizeof *grown);
        if (e->entry != NULL)
            lm_pool_give(&e->pool, e->entry, e->cap * sizeof *grown);
        e->entry = grown;
        e->cap = cap;
    }
    e->entry[e->n] = (struct entry){NULL, NULL};
    return &e->entry[e->n++];
}

static struct lm_row *
every_keep(struct every *e, struct lm_rows *s, const struct lm_batch *b, uint32_t r,
           const struct entry *of)
{
    lm_row_of_batch(b, r, e->value);
    struct lm_row *row = lm_rows_add(s, e->value, lm_keep_seq(b, r), lm_keep_ts(b, r));
    row->tag = (uint64_t)(of - e->entry);
    return row;
}

/* Moves the row of entry x between `told` and `gone`. */
static void
every_move_old(struct every *e, struct lm_rows *from, struct lm_rows *to, struct entry *x)
{
    struct lm_row *old = x->old;

    assert(old != NULL);
    lm_row_get(old, from->ncol, e->value);
    x->old = lm_rows_add(to, e->value, old->seq, old->ts);
    x->old->tag = (uint64_t)(x - e->entry);
    lm_rows_drop(from, old);
}

/* Row r is there. */
static void
every_insert(struct every *e, const struct lm_batch *b, uint32_t r)
{
    lm_row_of_batch(b, r, e->value);
    struct lm_row *undone = e->gone.live > 0 ? lm_rows_find(&e->gone, e->value) : NULL;

    if (undone != NULL) {
        struct entry *x = &e->entry[undone->tag];
        assert(x->old == undone && x->new == NULL);
        every_move_old(e, &e->gone, &e->told, x);
        x->new = every_keep(e, &e->now, b, r, x);
        return;
    }
    struct entry *x = entry_add(e);
    x->new = every_keep(e, &e->now, b, r, x);
}

/* Row r is there no more. */
static void
every_remove(struct every *e, const struct lm_batch *b, uint32_t r)
{
    lm_row_of_batch(b, r, e->value);
    struct lm_row *now = lm_rows_find(&e->now, e->value);

    if (now == NULL) {
        struct entry *x = entry_add(e);
        x->old = every_keep(e, &e->gone, b, r, x);
        return;
    }
    struct entry *x = &e->entry[now->tag];
    lm_rows_drop(&e->now, now);
    x->new = NULL;
    if (x->old != NULL)
        every_move_old(e, &e->told, &e->gone, x);
}

/* Row r stands in the place of the row before it. */
static void
every_replace(struct every *e, const struct lm_batch *b, uint32_t r, uint32_t was)
{
    lm_row_of_batch(b, was, e->value);
    struct lm_row *now = lm_rows_find(&e->now, e->value);
    struct entry *x = now != NULL ? &e->entry[now->tag] : entry_add(e);

    if (now != NULL)
        lm_rows_drop(&e->now, now);
    else
        x->old = every_keep(e, &e->told, b, was, x);
    x->new = every_keep(e, &e->now, b, r, x);
}

static void
every_count(struct every *e)
{
    lm_keep_count(&e->op, &e->now, &e->counted_now);
    lm_keep_count(&e->op, &e->gone, &e->counted_gone);
    lm_keep_count(&e->op, &e->told, &e->counted_told);
}

static enum lm_flow
every_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct every *e = (struct every *)op;

    assert(port == 0);
    if (e->value == NULL) {
        lm_rows_init(&e->now, b->ncol, true);
        lm_rows_init(&e->gone, b->ncol, true);
        lm_rows_init(&e->told, b->ncol, false);
        lm_pool_init(&e->pool, &e->now.home);
        e->value = lm_alloc(op->ctx->arena, (2 * b->ncol + 1) * sizeof *e->value);
    }
    assert(b->ncol == e->now.ncol);
    e->times = e->times || b->ts != NULL;
    for (uint32_t k = 0; k < b->sel.n;) {
        struct lm_change c = lm_change_next(b, &k);
        if (c.replaces) {
            every_replace(e, b, c.row, c.old);
            continue;
        }
        for (int64_t w = 0; w < c.weight; w++)
            every_insert(e, b, c.row);
        for (int64_t w = 0; w > c.weight; w--)
            every_remove(e, b, c.row);
    }
    every_count(e);
    return LM_MORE;
}

static void
every_tell(struct every *e, struct lm_out *out, const struct entry *x)
{
    uint32_t ncol = e->now.ncol;
    struct lm_out_row head = {.mark = LM_MARK_MIN};

    if (x->old != NULL)
        lm_row_get(x->old, ncol, e->value);
    if (x->new != NULL)
        lm_row_get(x->new, ncol, e->value + ncol);
    bool both = x->old != NULL && x->new != NULL;
    if (both && lm_row_same(e->value, e->value + ncol, ncol))
        return;
    if (x->old != NULL && e->changes) {
        head.weight = -1;
        head.pair = both ? LM_PAIR_OLD : LM_PAIR_NONE;
        head.ts = x->old->ts;
        head.seq = both ? x->new->seq : x->old->seq;
        lm_out_add(out, &head, e->value);
    }
    if (x->new != NULL) {
        head.weight = 1;
        head.pair = both && e->changes ? LM_PAIR_NEW : LM_PAIR_NONE;
        head.ts = x->new->ts;
        head.seq = x->new->seq;
        lm_out_add(out, &head, e->value + ncol);
    }
}

static enum lm_flow
every_flush(struct every *e)
{
    struct lm_out out;

    if (e->n == 0)
        return LM_MORE;
    lm_out_init(&out, &e->op, e->now.ncol,
                LM_OUT_BORROW | (e->changes ? LM_OUT_CHANGES : 0) | (e->times ? LM_OUT_TIMES : 0));
    for (uint64_t i = 0; i < e->n && out.flow == LM_MORE; i++)
        every_tell(e, &out, &e->entry[i]);
    enum lm_flow flow = lm_out_flush(&out);
    lm_out_fini(&out);
    lm_pool_reset(&e->pool);
    e->entry = NULL;
    e->n = e->cap = 0;
    lm_rows_reset(&e->now);
    lm_rows_reset(&e->gone);
    lm_rows_reset(&e->told);
    every_count(e);
    return flow;
}

static enum lm_flow
every_mark(struct lm_op *op, int64_t mark)
{
    struct every *e = (struct every *)op;

    if (mark != LM_MARK_END)
        return LM_MORE; /* rows are still held: nothing may be closed by this mark */
    enum lm_flow flow = every_flush(e);
    return flow == LM_MORE ? lm_op_push_mark(op, mark) : flow;
}

static enum lm_flow
every_tick(struct lm_op *op, int64_t now_us)
{
    struct every *e = (struct every *)op;

    if (e->due_us == 0)
        e->due_us = now_us + e->every_us;
    if (now_us >= e->due_us) {
        enum lm_flow flow = every_flush(e);
        if (flow != LM_MORE)
            return flow;
        e->due_us += (now_us - e->due_us) / e->every_us * e->every_us + e->every_us;
    }
    assert(e->due_us > now_us);
    return lm_op_push_tick(op, now_us);
}

static void
every_close(struct lm_op *op)
{
    struct every *e = (struct every *)op;

    if (e->value == NULL)
        return;
    lm_pool_reset(&e->pool);
    lm_rows_fini(&e->now);
    lm_rows_fini(&e->gone);
    lm_rows_fini(&e->told);
    every_count(e);
    e->value = NULL;
}
