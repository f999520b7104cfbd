/* op_changes_join.c -- joins of changing sides: every change of a side tells the changes of the result. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Both sides are kept by key, in order of arrival. Each row knows how many partners it has, so an outer
 * row gives and takes back its row of NULLs when the first comes and the last goes, and SEMI and ANTI
 * rows come and go the same way. SINGLE is an outer join whose rows have one partner at most: a second one
 * fails. A row that is taken back is found by its values, the newest first.
 *
 * Within windows a row is forgotten when its window closes. With a time to live it is forgotten, counted,
 * that long after its event time by the watermark, or after its arrival by the clock where it has none.
 *
 * The time of a pair is that of its left row, so the watermark is held back to the oldest left row that is
 * kept, while right rows may still come; and to the oldest right row of a right outer join.
 */
#include <assert.h>
#include <string.h>

#include "op/op_time_join.h"
#include "op/sides.h"
#include "op/told.h"

static lm_op_batch_f changes_batch;
static lm_op_mark_f changes_mark;
static lm_op_close_f changes_close;

static const struct lm_op_type lm_op_changes = {
    .name = "changes join",
    .batch = changes_batch,
    .mark = changes_mark,
    .close = changes_close,
};

struct changes {
    struct lm_op op;
    struct lm_sides s;
    struct lm_told told;
    struct lm_join_windows windows;
    bool windowed;     /* rows go with their window */
    bool timed;        /* rows have event times */
    int64_t oldest[2]; /* least time of a row so far */
    struct lm_val *own; /* [nleft or nright] half of a row, kept while NULLs or another one stand there */
};

struct lm_op *
lm_changes_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec, const struct lm_join_windows *windows)
{
    struct changes *j = lm_alloc(ctx->arena, sizeof *j);
    bool outer = spec->mode != LM_JOIN_MODE_INNER && spec->mode != LM_JOIN_MODE_SEMI;
    bool changing = spec->changes[0] || spec->changes[1];

    assert(spec->mode <= LM_JOIN_MODE_ANTI || spec->mode == LM_JOIN_MODE_SINGLE);
    lm_op_init(&j->op, &lm_op_changes, ctx, 2);
    lm_sides_init(&j->s, &j->op, spec, NULL,
                  LM_OUT_TIMES | (outer || changing ? LM_OUT_CHANGES : 0));
    j->windowed = windows != NULL;
    if (j->windowed)
        j->windows = *windows;
    j->oldest[0] = j->oldest[1] = LM_MARK_END;
    lm_told_init(&j->told, ctx->arena, &j->s.out);
    j->own = lm_alloc(ctx->arena, (spec->nleft + spec->nright + 1) * sizeof *j->own);
    return &j->op;
}

static void
changes_close(struct lm_op *op)
{
    struct changes *j = (struct changes *)op;

    lm_told_fini(&j->told);
    lm_sides_fini(&j->s);
}

/* Output --------------------------------------------------------------------------------------------- */

/* A row of the result: what is in s.row. */
static void
put(struct changes *j, const struct lm_out_row *like, int32_t weight, uint8_t pair)
{
    struct lm_out_row head = *like;

    head.weight = weight;
    head.pair = pair;
    lm_told_put(&j->told, &head, j->s.row);
}

/* Forgetting ------------------------------------------------------------------------------------------ */

/* Windows close by the watermark. Rows with an event time are due by it too, the others by the clock: the
 * two are never mixed in one stream. */
static void
expire(struct changes *j)
{
    int64_t w = j->s.wm[0] < j->s.wm[1] ? j->s.wm[0] : j->s.wm[1];
    int64_t until = j->timed || j->windowed ? w : j->op.ctx->now_us;

    if (j->windowed)
        until = lm_mark_less(until, j->windows.lateness_us);
    else if (j->s.spec.ttl_us == 0 || until == LM_MARK_END)
        return;
    for (uint32_t i = 0; i < 2; i++) {
        struct lm_timed *row;
        while ((row = lm_times_first(&j->s.side[i])) != NULL && row->due - j->windowed < until) {
            j->op.ctx->expired_rows += !j->windowed;
            lm_times_drop(&j->s.side[i], row);
        }
    }
}

static void
set_due(struct changes *j, uint32_t port, struct lm_timed *row, int64_t end)
{
    int64_t from = row->row->ts != LM_NO_TIME ? row->row->ts : j->op.ctx->now_us;

    if (j->windowed)
        lm_times_due(&j->s.side[port], row, end);
    else if (j->s.spec.ttl_us > 0)
        lm_times_due(&j->s.side[port], row, lm_mark_less(from, -j->s.spec.ttl_us));
}

/* Rows ----------------------------------------------------------------------------------------------- */

/* A partner alone. What stands in the other half of s.row is kept. */
static void
put_alone(struct changes *j, uint32_t port, struct lm_timed *q, const struct lm_out_row *like, int32_t w)
{
    struct lm_out_row head = *like;
    struct lm_val *own = lm_sides_half(&j->s, port);
    size_t n = port == 0 ? j->s.spec.nleft : j->s.spec.nright;

    head.ts = q->row->ts;
    memcpy(j->own, own, n * sizeof *own);
    lm_sides_of_none(&j->s, port);
    put(j, &head, w, w < 0 ? LM_PAIR_OLD : LM_PAIR_NEW);
    memcpy(own, j->own, n * sizeof *own);
}

/* The row of NULLs of a partner goes when it finds its first, and comes when it loses its last. */
static void
pair(struct changes *j, uint32_t port, struct lm_timed *q, const struct lm_out_row *like, int32_t w)
{
    struct lm_out_row head = *like;
    int64_t before = q->count;
    bool turns = lm_join_keeps(j->s.spec.mode, 1 - port) && (before == 0 || before + w == 0);

    q->count += w;
    lm_sides_of_row(&j->s, 1 - port, q);
    if (port == 1)
        head.ts = q->row->ts;
    if (turns && w > 0)
        put_alone(j, port, q, like, -1);
    put(j, &head, w, !turns ? LM_PAIR_NONE : w > 0 ? LM_PAIR_NEW : LM_PAIR_OLD);
    if (turns && w < 0)
        put_alone(j, port, q, like, 1);
}

/* SEMI and ANTI: left rows that find their first partner, or lose their last. */
static void
answer_left(struct changes *j, struct lm_timed *left, const struct lm_out_row *like, int32_t w)
{
    struct lm_out_row head = *like;
    int64_t before = left->count;

    left->count += w;
    if (before != 0 && left->count != 0)
        return;
    bool has = left->count != 0;
    head.ts = left->row->ts;
    lm_sides_of_row(&j->s, 0, left);
    put(j, &head, has == (j->s.spec.mode == LM_JOIN_MODE_SEMI) ? 1 : -1, LM_PAIR_NONE);
}

/* SINGLE: whether a left row has more than one partner now. The query fails then. */
static bool
too_many(struct changes *j, uint32_t port)
{
    bool many = j->s.spec.mode == LM_JOIN_MODE_SINGLE && port == 0 && j->s.nfound > 1;

    for (uint32_t i = 0; j->s.spec.mode == LM_JOIN_MODE_SINGLE && port == 1 && i < j->s.nfound && !many; i++)
        many = lm_sides_at(&j->s, i)->count > 0;
    if (many)
        lm_fail(j->op.ctx->err, LM_E_DOMAIN, LM_NOWHERE, "a subquery used as a value gave more than one row");
    return many;
}

/* What a row in s.row that comes (w 1) or goes (w -1) tells, with its partners found. */
static void
tell(struct changes *j, uint32_t port, const struct lm_out_row *like, int32_t w)
{
    bool pairs = j->s.spec.mode <= LM_JOIN_MODE_FULL || j->s.spec.mode == LM_JOIN_MODE_SINGLE;

    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *q = lm_sides_at(&j->s, i);
        if (pairs)
            pair(j, port, q, like, w);
        else if (port == 1)
            answer_left(j, q, like, w);
        else
            q->count += w;
    }
    if (pairs && j->s.nfound == 0 && lm_join_keeps(j->s.spec.mode, port)) {
        lm_sides_of_none(&j->s, 1 - port);
        put(j, like, w, LM_PAIR_NONE);
    }
    if (!pairs && port == 0 && (j->s.nfound > 0) == (j->s.spec.mode == LM_JOIN_MODE_SEMI))
        put(j, like, w, LM_PAIR_NONE);
}

static enum lm_flow
insert(struct changes *j, uint32_t port, const struct lm_key *key, const struct lm_out_row *head, int64_t end)
{
    struct lm_timed like = {.arrival = j->s.narrived++};
    struct lm_timed *row = lm_times_add(&j->s.side[port], key, lm_sides_half(&j->s, port), &like, head->seq);

    row->row->ts = head->ts;
    if (head->ts < j->oldest[port])
        j->oldest[port] = head->ts;
    set_due(j, port, row, end);
    lm_sides_partners(&j->s, port, key);
    if (too_many(j, port))
        return LM_FAIL;
    row->count = j->s.nfound;
    tell(j, port, head, 1);
    return LM_MORE;
}

static enum lm_flow
take(struct changes *j, uint32_t port, const struct lm_batch *b, uint32_t r, int32_t w)
{
    struct lm_out_row head = {.ts = lm_keep_ts(b, r), .mark = LM_MARK_MIN, .seq = lm_keep_seq(b, r)};
    int64_t end = j->windowed ? lm_sides_window(&j->s, &j->windows, port, b, r) : 0;
    struct lm_key key;

    if (end == LM_NO_TIME)
        return LM_MORE;
    lm_sides_of_batch(&j->s, port, b, r);
    lm_sides_clear(&j->s);
    if (!lm_sides_key(&j->s, r, &key)) {
        tell(j, port, &head, w);
        return LM_MORE;
    }
    if (w > 0)
        return insert(j, port, &key, &head, end);
    struct lm_timed *row = lm_times_find_row(&j->s.side[port], lm_sides_half(&j->s, port));
    if (row == NULL)
        return j->s.spec.ttl_us > 0 ? LM_MORE : lm_keep_refuse(&j->op, b, r);
    lm_sides_partners(&j->s, port, &key);
    tell(j, port, &head, w);
    lm_times_drop(&j->s.side[port], row);
    return LM_MORE;
}

/* Batches --------------------------------------------------------------------------------------------- */

static enum lm_flow
replace(struct changes *j, uint32_t port, const struct lm_batch *b, struct lm_change c)
{
    struct lm_out_row head = {.mark = LM_MARK_MIN, .seq = lm_keep_seq(b, c.row)};
    size_t n = port == 0 ? j->s.spec.nleft : j->s.spec.nright;

    lm_row_of_batch(b, c.old, j->own);
    lm_row_of_batch(b, c.row, lm_sides_half(&j->s, port));
    if (!j->timed && !j->windowed && lm_row_same(j->own, lm_sides_half(&j->s, port), (uint32_t)n))
        return LM_MORE; /* nothing else of the row counts */
    lm_told_old(&j->told);
    enum lm_flow flow = take(j, port, b, c.old, -1);
    lm_told_new(&j->told);
    if (flow == LM_MORE)
        flow = take(j, port, b, c.row, 1);
    lm_told_end(&j->told, &head);
    return flow;
}

static enum lm_flow
changes_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct changes *j = (struct changes *)op;
    bool stop = lm_sides_begin(&j->s, port, b, false);
    enum lm_flow flow = LM_MORE;

    lm_sides_marks(&j->s);
    j->timed = b->ts != NULL;
    for (uint32_t k = 0; k < b->sel.n && flow == LM_MORE && j->s.out.flow == LM_MORE;) {
        struct lm_change c = lm_change_next(b, &k);
        lm_sides_row_mark(&j->s, port, b, c.row);
        expire(j);
        if (c.replaces)
            flow = replace(j, port, b, c);
        for (int64_t w = c.replaces ? 0 : c.weight; w != 0 && flow == LM_MORE; w += w < 0 ? 1 : -1)
            flow = take(j, port, b, c.row, w < 0 ? -1 : 1);
    }
    lm_sides_count(&j->s);
    enum lm_flow out = lm_out_flush(&j->s.out);
    return stop || flow == LM_FAIL ? LM_FAIL : out;
}

/* The least time of a row of that side which may still be given: nothing comes that could meet it when the
 * other side has ended. */
static int64_t
oldest(const struct changes *j, uint32_t port)
{
    const struct lm_timed *first = lm_times_first(&j->s.side[port]);

    if (j->s.wm[1 - port] == LM_MARK_END)
        return LM_MARK_END;
    if (j->s.spec.ttl_us == 0)
        return j->oldest[port];
    return first != NULL ? lm_mark_less(first->due, j->s.spec.ttl_us) : LM_MARK_END;
}

static int64_t
mark_out(const struct changes *j, int64_t mark)
{
    if (j->windowed)
        return lm_mark_less(mark, j->windows.lateness_us + j->windows.span_us);
    if (!j->timed)
        return LM_MARK_MIN;
    int64_t left = oldest(j, 0), right = lm_join_keeps(j->s.spec.mode, 1) ? oldest(j, 1) : LM_MARK_END;
    int64_t held = left < right ? left : right;
    return held < mark ? held : mark;
}

static enum lm_flow
changes_mark(struct lm_op *op, int64_t mark)
{
    struct changes *j = (struct changes *)op;

    if (mark == LM_MARK_END)
        return lm_op_push_mark(op, mark);
    lm_sides_marks(&j->s);
    expire(j);
    mark = mark_out(j, mark);
    return mark > LM_MARK_MIN ? lm_op_push_mark(op, mark) : op->flow;
}
