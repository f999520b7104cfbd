/* op_interval.c -- interval joins: equal keys, and times no further apart than bounds say. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Both sides are kept by key and time. A row asks the other side for its partners, then it is kept
 * until the other side's watermark (less the lateness) is past its last possible partner: it is due
 * at ts + high on the left, ts - low on the right. Rows that are due leave together, by that time and
 * then by arrival; those of an outer side that found nothing are given with NULLs.
 *
 * Marks of the two ports come one after the other even where one source feeds both, so due rows are not
 * let go by the mark of one port but when the least of both rises, or before the next row, or with
 * the clock: rows of both sides then leave in one order.
 *
 * SEMI and ANTI keep a left row only while it has no partner.
 */
#include "op/op_time_join.h"

#include <assert.h>
#include <stdlib.h>

#include "op/sides.h"

static lm_op_batch_f interval_batch;
static lm_op_mark_f interval_mark;
static lm_op_tick_f interval_tick;
static lm_op_close_f interval_close;

static const struct lm_op_type lm_op_interval = {
    .name = "interval join",
    .batch = interval_batch,
    .mark = interval_mark,
    .tick = interval_tick,
    .close = interval_close,
};

struct interval {
    struct lm_op op;
    struct lm_sides s;
    struct lm_times side[2];
    struct lm_join_bound bound[2]; /* low, high */
    struct lm_stamp *unit;
    int64_t low, high;
    int64_t mark; /* what rows given now are told as theirs: no later one is older */
    bool fixed;   /* low and high are known */
};

struct lm_op *
lm_interval_new(struct lm_op_ctx *ctx, const struct lm_interval_spec *spec)
{
    struct interval *j = lm_alloc(ctx->arena, sizeof *j);

    assert(spec->join.mode <= LM_JOIN_MODE_ANTI);
    lm_op_init(&j->op, &lm_op_interval, ctx, 2);
    lm_sides_init(&j->s, &j->op, &spec->join, &spec->time, LM_OUT_TIMES);
    lm_times_init(&j->side[0], spec->join.nleft, false);
    lm_times_init(&j->side[1], spec->join.nright, false);
    j->bound[0] = spec->low;
    j->bound[1] = spec->high;
    j->unit = spec->unit;
    j->mark = LM_MARK_MIN;
    return &j->op;
}

static void
interval_close(struct lm_op *op)
{
    struct interval *j = (struct interval *)op;

    lm_times_fini(&j->side[0]);
    lm_times_fini(&j->side[1]);
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->side[0], &j->side[1]});
    lm_sides_fini(&j->s);
}

/* Bounds -------------------------------------------------------------------------------------------- */

/* Plain numbers are in the unit of the times, which is known when the first row is there. */
static void
fix_bounds(struct interval *j)
{
    j->low = lm_join_distance(j->bound[0], j->unit) + j->bound[0].strict;
    j->high = lm_join_distance(j->bound[1], j->unit) - j->bound[1].strict;
    j->fixed = true;
}

/* Emission ------------------------------------------------------------------------------------------ */

static bool
keeps_unmatched(const struct interval *j, uint32_t port)
{
    switch (j->s.spec.mode) {
    case LM_JOIN_MODE_FULL:
        return true;
    case LM_JOIN_MODE_LEFT:
    case LM_JOIN_MODE_ANTI:
        return port == 0;
    default:
        return port == 1 && j->s.spec.mode == LM_JOIN_MODE_RIGHT;
    }
}

/* The smallest time that may still be given: that of a partner to come less the bounds between. */
static int64_t
mark_out(const struct interval *j)
{
    int64_t left = lm_mark_less(j->s.wm[0], j->s.time.lateness_us - (j->low < 0 ? j->low : 0));
    int64_t right = lm_mark_less(j->s.wm[1], j->s.time.lateness_us + (j->high > 0 ? j->high : 0));

    return left < right ? left : right;
}

static void
put(struct interval *j, int64_t ts, uint64_t seq)
{
    struct lm_out_row head = {.weight = 1, .ts = ts, .mark = j->mark, .seq = seq};

    lm_out_add(&j->s.out, &head, j->s.row);
}

/* Rows that the watermarks have passed leave, by the time that set them free, then by arrival. */
static void
release(struct interval *j)
{
    for (;;) {
        const struct lm_timed *best = NULL;
        uint32_t port = 0;
        for (uint32_t p = 0; p < 2; p++) {
            const struct lm_timed *first = lm_times_first(&j->side[p]);
            if (first == NULL || first->due >= lm_mark_less(j->s.wm[1 - p], j->s.time.lateness_us))
                continue;
            if (best == NULL || first->due < best->due ||
                (first->due == best->due && first->arrival < best->arrival)) {
                best = first;
                port = p;
            }
        }
        if (best == NULL)
            break;
        if (best->count == 0 && keeps_unmatched(j, port)) {
            lm_sides_of_row(&j->s, port, best);
            lm_sides_of_none(&j->s, 1 - port);
            put(j, best->ts, best->row->seq);
        }
        lm_times_drop(&j->side[port], (struct lm_timed *)best);
    }
    if (j->fixed)
        j->mark = mark_out(j);
}

/* Rows ---------------------------------------------------------------------------------------------- */

static int
by_arrival(const void *a, const void *b)
{
    uint64_t x = (*(struct lm_timed *const *)a)->arrival, y = (*(struct lm_timed *const *)b)->arrival;

    return x < y ? -1 : x > y;
}

/* The partners of a row with that key and time, by arrival. */
static void
partners(struct interval *j, uint32_t port, const struct lm_key *key, int64_t ts)
{
    const struct lm_series *other = lm_times_find(&j->side[1 - port], key);
    int64_t from = port == 0 ? ts + j->low : ts - j->high;
    int64_t to = port == 0 ? ts + j->high : ts - j->low;
    bool sorted = true;
    uint64_t last = 0;

    lm_sides_clear(&j->s);
    if (other == NULL)
        return;
    for (uint32_t i = lm_series_place(other, from); i < other->to && other->at[i]->ts <= to; i++) {
        sorted = sorted && other->at[i]->arrival >= last;
        last = other->at[i]->arrival;
        lm_sides_found(&j->s, other->at[i]);
    }
    if (!sorted)
        qsort(j->s.found.p, j->s.nfound, sizeof(struct lm_timed *), by_arrival);
    lm_sides_judge(&j->s, port);
}

/* SEMI and ANTI: the left rows among the candidates are decided. */
static void
decide_left(struct interval *j, uint64_t seq)
{
    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *left = lm_sides_at(&j->s, i);
        if (j->s.spec.mode == LM_JOIN_MODE_SEMI) {
            lm_sides_of_row(&j->s, 0, left);
            put(j, left->ts, seq);
        }
        lm_times_drop(&j->side[0], left);
    }
}

/* The pairs of the row at hand with its partners. True: it need not be kept. */
static bool
match(struct interval *j, uint32_t port, int64_t ts, uint64_t seq)
{
    enum lm_join_mode mode = j->s.spec.mode;

    if (mode >= LM_JOIN_MODE_SEMI && port == 1) {
        decide_left(j, seq);
        return false;
    }
    if (mode >= LM_JOIN_MODE_SEMI) {
        if (mode == LM_JOIN_MODE_SEMI && j->s.nfound > 0)
            put(j, ts, seq);
        return j->s.nfound > 0;
    }
    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *partner = lm_sides_at(&j->s, i);
        partner->count++;
        lm_sides_of_row(&j->s, 1 - port, partner);
        put(j, port == 0 ? ts : partner->ts, seq);
    }
    return false;
}

static void
take(struct interval *j, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    struct lm_timed like = {.ts = j->s.ts[r], .arrival = j->s.narrived++};
    struct lm_key key;
    bool whole = lm_sides_key(&j->s, r, &key);
    int64_t due = port == 0 ? like.ts + j->high : like.ts - j->low;
    bool done = !whole || due < lm_mark_less(j->s.wm[1 - port], j->s.time.lateness_us);

    lm_sides_of_batch(&j->s, port, b, r);
    lm_sides_clear(&j->s);
    if (whole)
        partners(j, port, &key, like.ts);
    uint32_t nfound = j->s.nfound;
    if (match(j, port, like.ts, lm_keep_seq(b, r)))
        return;
    if (done) {
        if (nfound == 0 && keeps_unmatched(j, port)) {
            lm_sides_of_none(&j->s, 1 - port);
            put(j, like.ts, lm_keep_seq(b, r));
        }
        return;
    }
    const struct lm_val *v = port == 0 ? j->s.row : j->s.row + j->s.spec.nleft;
    struct lm_timed *kept = lm_times_add(&j->side[port], &key, v, &like, lm_keep_seq(b, r));
    kept->count = nfound;
    lm_times_due(&j->side[port], kept, due);
}

static enum lm_flow
interval_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct interval *j = (struct interval *)op;
    bool stop = lm_sides_begin(&j->s, port, b, true);

    lm_sides_marks(&j->s);
    for (uint32_t k = 0; k < b->sel.n && j->s.out.flow == LM_MORE; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        if (!j->fixed && j->s.ts[r] != LM_NO_TIME)
            fix_bounds(j);
        lm_sides_row_mark(&j->s, port, b, r);
        release(j);
        if (lm_sides_in_time(&j->s, b, r))
            take(j, port, b, r);
    }
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->side[0], &j->side[1]});
    enum lm_flow flow = lm_out_flush(&j->s.out);
    return stop ? LM_FAIL : flow;
}

/* Marks --------------------------------------------------------------------------------------------- */

static enum lm_flow
advance(struct interval *j)
{
    lm_sides_marks(&j->s);
    release(j);
    lm_sides_count(&j->s, (struct lm_times *const[2]){&j->side[0], &j->side[1]});
    return lm_out_flush(&j->s.out);
}

static enum lm_flow
interval_mark(struct lm_op *op, int64_t mark)
{
    struct interval *j = (struct interval *)op;
    enum lm_flow flow = advance(j);

    if (flow != LM_MORE)
        return flow;
    if (mark == LM_MARK_END)
        return lm_op_push_mark(op, mark);
    return j->mark > LM_MARK_MIN ? lm_op_push_mark(op, j->mark) : flow;
}

static enum lm_flow
interval_tick(struct lm_op *op, int64_t now_us)
{
    enum lm_flow flow = advance((struct interval *)op);

    return flow == LM_MORE ? lm_op_push_tick(op, now_us) : flow;
}
