/* op_tsort.c -- the watermark sort: rows leave in order of event time as the watermark passes them. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Rows wait in a heap by time, then by further keys, then by arrival. When W - lateness reaches a limit
 * L, the rows of times up to L leave; with further keys those before L, as an equal time may still come
 * with a smaller key. Within a batch this is done before the first row whose W_before reaches L. The
 * rows that left stay in memory, behind the heap, until the batch that they are in is pushed.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/op_over.h"
#include "op/out.h"
#include "op/timely.h"

struct waiting {
    int64_t ts;
    struct lm_row *row; /* tag: number of arrival */
};

struct tsort {
    struct lm_op op;
    const struct lm_sort_key *key;
    uint32_t nkey;
    int64_t lateness;
    int32_t arrival;
    bool tells_arrival;
    struct lm_eval x;
    uint16_t *good;
    const struct lm_col **keycol;
    struct lm_rows rows;  /* keys, then columns */
    struct lm_val *value; /* [nkey + ncol]; NULL: there was no batch yet */
    struct lm_val *a, *b; /* [nkey] being compared */
    uint32_t ncol;
    uint64_t arrived;
    struct lm_pool pool;
    struct waiting *heap; /* [nheap] waiting, then [nleft] that left */
    uint32_t nheap, nleft, cap;
    struct lm_out out;
    int64_t w;     /* the watermark reached, runs ahead of op.mark within a batch */
    int64_t limit; /* rows up to here have left */
    uint64_t counted;
};

static lm_op_batch_f tsort_batch;
static lm_op_mark_f tsort_mark;
static lm_op_close_f tsort_close;

static const struct lm_op_type tsort_type = {
    .name = "watermark sort",
    .batch = tsort_batch,
    .mark = tsort_mark,
    .close = tsort_close,
};

struct lm_op *
lm_tsort_new(struct lm_op_ctx *ctx, const struct lm_tsort_spec *spec)
{
    uint32_t n = spec->nkey;
    struct tsort *s = lm_alloc(ctx->arena, sizeof *s);

    assert(n == 0 || spec->key != NULL);
    lm_op_init(&s->op, &tsort_type, ctx, 1);
    lm_op_eval_init(&s->op, &s->x);
    s->key = lm_alloc_copy(ctx->arena, spec->key, n * sizeof *spec->key);
    s->nkey = n;
    s->lateness = spec->lateness_us;
    s->arrival = spec->arrival;
    s->tells_arrival = spec->tells_arrival;
    s->good = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *s->good);
    s->keycol = lm_alloc(ctx->arena, (n + 1) * sizeof *s->keycol);
    s->a = lm_alloc(ctx->arena, (n + 1) * sizeof *s->a);
    s->b = lm_alloc(ctx->arena, (n + 1) * sizeof *s->b);
    s->w = s->limit = LM_MARK_MIN;
    return &s->op;
}

static void
tsort_open(struct tsort *s, const struct lm_batch *b)
{
    s->ncol = b->ncol;
    s->value = lm_alloc(s->op.ctx->arena, (s->nkey + b->ncol + 1) * sizeof *s->value);
    lm_rows_init(&s->rows, s->nkey + b->ncol, false);
    lm_pool_init(&s->pool, &s->rows.home);
    lm_out_init(&s->out, &s->op, b->ncol + s->tells_arrival, LM_OUT_BORROW | LM_OUT_TIMES);
}

static bool
waits_before(struct tsort *s, const struct waiting *x, const struct waiting *y)
{
    if (x->ts != y->ts)
        return x->ts < y->ts;
    int order = 0;
    if (s->nkey > 0) {
        lm_row_get(x->row, s->nkey, s->a);
        lm_row_get(y->row, s->nkey, s->b);
    }
    for (uint32_t i = 0; i < s->nkey && order == 0; i++)
        order = lm_sort_order(&s->a[i], &s->b[i], s->key[i].flags);
    return order != 0 ? order < 0 : x->row->tag < y->row->tag;
}

static void
heap_add(struct tsort *s, struct waiting x)
{
    assert(s->nleft == 0 || s->nheap + s->nleft <= s->cap);
    if (s->nheap + s->nleft == s->cap)
        s->heap = lm_pool_more(&s->pool, s->heap, &s->cap, 64, sizeof *s->heap);
    s->heap[s->nheap + s->nleft] = s->heap[s->nheap]; /* one of those that left makes room */
    uint32_t i = s->nheap++;
    for (; i > 0 && waits_before(s, &x, &s->heap[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = x;
}

/* Takes the first one out and puts it where the heap ended. */
static struct waiting
heap_take(struct tsort *s)
{
    struct waiting first = s->heap[0], x = s->heap[--s->nheap];
    uint32_t i = 0, n = s->nheap;

    for (uint32_t child = 1; child < n; child = 2 * i + 1) {
        if (child + 1 < n && waits_before(s, &s->heap[child + 1], &s->heap[child]))
            child++;
        if (!waits_before(s, &s->heap[child], &x))
            break;
        s->heap[i] = s->heap[child];
        i = child;
    }
    s->heap[i] = x;
    s->heap[n] = first;
    s->nleft++;
    return first;
}

/* The watermark is w. */
static void
tsort_advance(struct tsort *s, int64_t w)
{
    int64_t limit = lm_timely_less(w, s->lateness);

    s->w = w;
    if (limit <= s->limit)
        return;
    while (s->nheap > 0 && s->out.flow == LM_MORE) {
        int64_t ts = s->heap[0].ts;
        if (ts > limit || (ts == limit && s->nkey > 0 && limit != LM_MARK_END))
            break;
        struct lm_row *row = heap_take(s).row;
        struct lm_out_row head = {.weight = 1, .ts = ts, .mark = s->limit, .seq = row->seq};
        lm_row_get(row, s->nkey + s->ncol, s->value);
        s->value[s->nkey + s->ncol] = lm_val_int((int64_t)row->tag);
        lm_out_add(&s->out, &head, s->value + s->nkey); /* the tag is only looked at if it is told */
    }
    s->limit = limit;
}

/* Pushes what left, and forgets it. */
static enum lm_flow
tsort_push(struct tsort *s)
{
    enum lm_flow flow = lm_out_flush(&s->out);

    for (uint32_t i = 0; i < s->nleft; i++)
        lm_rows_drop(&s->rows, s->heap[s->nheap + i].row);
    s->nleft = 0;
    lm_keep_count(&s->op, &s->rows, &s->counted);
    return flow;
}

static enum lm_flow
tsort_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct tsort *s = (struct tsort *)op;
    bool stop = false;

    assert(port == 0);
    if (s->value == NULL)
        tsort_open(s, b);
    assert(b->ncol == s->ncol);
    lm_op_eval_begin(op, &s->x, b);
    for (uint32_t i = 0; i < s->nkey; i++)
        s->keycol[i] = lm_expr_eval(s->key[i].expr, &s->x, b->sel);
    struct lm_sel sel = lm_op_refuse(op, &s->x, b->sel, s->good, &stop);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        int64_t w = lm_timely_low(b, r, s->w);
        if (w > s->w)
            tsort_advance(s, w);
        if (!lm_timely(op, b, r, s->w, s->lateness))
            continue;
        for (uint32_t i = 0; i < s->nkey; i++)
            s->value[i] = lm_col_get(s->keycol[i], r);
        lm_row_of_batch(b, r, s->value + s->nkey);
        struct lm_row *row = lm_rows_add(&s->rows, s->value, lm_keep_seq(b, r), b->ts[r]);
        row->tag = s->arrival < 0 ? s->arrived++ : (uint64_t)lm_col_get(&b->cols[s->arrival], r).i;
        heap_add(s, (struct waiting){b->ts[r], row});
    }
    enum lm_flow flow = tsort_push(s);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
tsort_mark(struct lm_op *op, int64_t mark)
{
    struct tsort *s = (struct tsort *)op;

    if (s->value == NULL)
        s->limit = lm_timely_less(mark, s->lateness);
    if (mark > s->w)
        s->w = mark;
    if (s->value != NULL) {
        tsort_advance(s, s->w);
        if (tsort_push(s) == LM_FAIL)
            return LM_FAIL;
    }
    return lm_op_push_mark(op, s->limit);
}

static void
tsort_close(struct lm_op *op)
{
    struct tsort *s = (struct tsort *)op;

    if (s->value == NULL)
        return;
    lm_out_fini(&s->out);
    lm_pool_reset(&s->pool);
    lm_rows_fini(&s->rows);
    lm_keep_count(op, &s->rows, &s->counted);
    s->value = NULL;
}
