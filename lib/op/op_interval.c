/* op_interval.c -- interval joins: equal keys, and times no further apart than bounds say. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Both sides are kept by key and time. Each row has a last time that a partner may have: its own time and
 * the bound, or its second time and the bound. Two rows are partners if neither is behind the last time
 * of the other. A row asks the other side for its partners, then it is kept until the other side's
 * watermark (less the lateness) is past that last time: then it is due. Rows that are due leave together,
 * by that time and then by arrival; those of an outer side that found nothing are given with NULLs.
 *
 * Marks of the two ports come one after the other even where one source feeds both, so due rows are not
 * let go by the mark of one port but when the least of both rises, or before the next row, or with
 * the clock: rows of both sides then leave in one order.
 *
 * Where rows may be taken back, a row that is not late finds all that it gave: its partners are still
 * kept, as their last times are not before its own. It stays itself until its own side's watermark has
 * passed it too; it is asked about that again and again, a fourth of its age apart, or, when the other
 * side has ended, by its own side's watermark: those are due that FAR behind their time.
 *
 * SEMI and ANTI keep a left row only while it has no partner, unless partners may be taken back.
 */
#include "op/op_time_join.h"

#include <assert.h>
#include <stdlib.h>

#include "op/sides.h"
#include "op/told.h"

#define INTERVAL_FAR (INT64_C(1) << 62)

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
    struct lm_sides s; /* of its rows `count`: partners, `user`: it was given with NULLs */
    struct lm_told told;
    struct lm_join_bound bound[2]; /* low, high */
    struct lm_stamp *unit;
    int64_t low, high;
    int64_t mark; /* what rows given now are told as theirs: no later one is older */
    bool changing; /* rows may be taken back */
    bool fixed;    /* low and high are known */
};

struct lm_op *
lm_interval_new(struct lm_op_ctx *ctx, const struct lm_interval_spec *spec)
{
    struct interval *j = lm_alloc(ctx->arena, sizeof *j);
    bool changing = spec->join.changes[0] || spec->join.changes[1];

    assert(spec->join.mode <= LM_JOIN_MODE_ANTI);
    assert(spec->time.until[0] == NULL || spec->time.until[1] == NULL);
    lm_op_init(&j->op, &lm_op_interval, ctx, 2);
    lm_sides_init(&j->s, &j->op, &spec->join, &spec->time, LM_OUT_TIMES | (changing ? LM_OUT_CHANGES : 0));
    for (int i = 0; i < 2; i++)
        j->s.side[i].aged = spec->time.until[i] != NULL;
    lm_told_init(&j->told, ctx->arena, &j->s.out);
    j->bound[0] = spec->low;
    j->bound[1] = spec->high;
    j->unit = spec->unit;
    j->changing = changing;
    j->mark = LM_MARK_MIN;
    return &j->op;
}

static void
interval_close(struct lm_op *op)
{
    struct interval *j = (struct interval *)op;

    lm_told_fini(&j->told);
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

/* How far behind its time, or its second one, the last partner of a row may lie. */
static int64_t
reach(const struct interval *j, uint32_t port)
{
    return port == 0 ? j->high : -j->low;
}

/* The last time of a partner of row r. Without a second time, where there should be one, there is none. */
static int64_t
last_of(const struct interval *j, uint32_t port, uint32_t r)
{
    int64_t from = j->s.until != NULL ? j->s.until[r] : j->s.ts[r];

    return from == LM_NO_TIME ? LM_MARK_MIN : lm_mark_less(from, -reach(j, port));
}

/* Emission ------------------------------------------------------------------------------------------ */

static bool
keeps_unmatched(const struct interval *j, uint32_t port)
{
    return lm_join_keeps(j->s.spec.mode, port) || (j->s.spec.mode == LM_JOIN_MODE_ANTI && port == 0);
}

/* What a side's watermark has passed. */
static int64_t
mark_in(const struct interval *j, uint32_t port)
{
    return lm_mark_less(j->s.wm[port], j->s.time.lateness_us);
}

/* The smallest time of a row of that side which may still be given, alone or in a pair: that of the oldest
 * which waits for a partner, or that of a partner to come less the bound between. So the watermark speaks of
 * the times of both sides. */
static int64_t
mark_of(const struct interval *j, uint32_t port)
{
    int64_t w = mark_in(j, 1 - port);
    int64_t far = reach(j, port);

    if (!j->s.side[port].aged)
        return lm_mark_less(w, far > 0 ? far : 0);
    int64_t oldest = lm_times_oldest(&j->s.side[port]);
    return oldest < w ? oldest : w;
}

static int64_t
mark_out(const struct interval *j)
{
    int64_t left = mark_of(j, 0), right = mark_of(j, 1);
    int64_t mark = left < right ? left : right;

    return mark > j->mark ? mark : j->mark;
}

static void
put(struct interval *j, int64_t ts, uint64_t seq, int32_t weight)
{
    struct lm_out_row head = {.weight = weight, .ts = ts, .mark = j->mark, .seq = seq};

    lm_told_put(&j->told, &head, j->s.row);
}

/* Rows that are due -------------------------------------------------------------------------------- */

static bool
is_passed(const struct interval *j, uint32_t port, const struct lm_timed *row)
{
    int64_t w = mark_in(j, 1 - port);

    if (w != LM_MARK_END || row->due < INTERVAL_FAR)
        return row->due < w;
    return row->due - INTERVAL_FAR < mark_in(j, port);
}

/* The row that is due first and has been passed, of either side, or NULL. */
static struct lm_timed *
first_passed(const struct interval *j, uint32_t *port)
{
    struct lm_timed *best = NULL;

    for (uint32_t p = 0; p < 2; p++) {
        struct lm_timed *first = lm_times_first(&j->s.side[p]);
        if (first == NULL || !is_passed(j, p, first))
            continue;
        if (best == NULL || first->due < best->due ||
            (first->due == best->due && first->arrival < best->arrival)) {
            best = first;
            *port = p;
        }
    }
    return best;
}

/* Whether a row that was passed may still be taken back; it is asked again some time later. */
static bool
stays(struct interval *j, uint32_t port, struct lm_timed *row)
{
    int64_t w = mark_in(j, 1 - port), later = 0;

    if (!j->changing || row->ts < mark_in(j, port))
        return false;
    if (w == LM_MARK_END)
        w = lm_mark_less(row->ts, -INTERVAL_FAR);
    else if (w > row->ts)
        later = (int64_t)(((uint64_t)w - (uint64_t)row->ts) / 4);
    lm_times_due(&j->s.side[port], row, lm_mark_less(w, -later));
    return true;
}

static void
release(struct interval *j)
{
    uint32_t port = 0;

    for (struct lm_timed *row; (row = first_passed(j, &port)) != NULL;) {
        if (row->count == 0 && row->user == 0 && keeps_unmatched(j, port)) {
            lm_sides_of_row(&j->s, port, row);
            lm_sides_of_none(&j->s, 1 - port);
            put(j, row->ts, row->row->seq, 1);
            row->user = 1;
        }
        if (!stays(j, port, row))
            lm_times_drop(&j->s.side[port], row);
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

/* The partners of a row with that key and those times, by arrival. */
static void
partners(struct interval *j, uint32_t port, const struct lm_key *key, int64_t ts, int64_t last)
{
    const struct lm_series *other = lm_times_find(&j->s.side[1 - port], key);
    bool sorted = true;
    uint64_t newest = 0;

    lm_sides_clear(&j->s);
    if (other == NULL)
        return;
    bool any_age = j->s.time.until[1 - port] != NULL;
    uint32_t i = any_age ? other->from : lm_series_place(other, lm_mark_less(ts, reach(j, 1 - port)));
    for (; i < other->to && other->at[i]->ts <= last; i++) {
        if (other->at[i]->last < ts)
            continue;
        sorted = sorted && other->at[i]->arrival >= newest;
        newest = other->at[i]->arrival;
        lm_sides_found(&j->s, other->at[i]);
    }
    if (!sorted)
        qsort(j->s.found.p, j->s.nfound, sizeof(struct lm_timed *), by_arrival);
    lm_sides_judge(&j->s, port);
}

/* SEMI and ANTI: left rows among the candidates get, or lose, a partner. */
static void
decide_left(struct interval *j, uint64_t seq, int32_t w)
{
    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *left = lm_sides_at(&j->s, i);
        bool turns = left->count == 0 || left->count + w == 0;
        left->count += w;
        if (j->s.spec.mode == LM_JOIN_MODE_SEMI && turns) {
            lm_sides_of_row(&j->s, 0, left);
            put(j, left->ts, seq, w);
        }
        if (!j->changing)
            lm_times_drop(&j->s.side[0], left);
    }
}

/* What the row in s.row gives (w 1) or takes back (w -1) with the partners found. */
static void
match(struct interval *j, uint32_t port, int64_t ts, uint64_t seq, int32_t w)
{
    if (j->s.spec.mode >= LM_JOIN_MODE_SEMI) {
        if (port == 1)
            decide_left(j, seq, w);
        else if (j->s.spec.mode == LM_JOIN_MODE_SEMI && j->s.nfound > 0)
            put(j, ts, seq, w);
        return;
    }
    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *partner = lm_sides_at(&j->s, i);
        partner->count += w;
        lm_sides_of_row(&j->s, 1 - port, partner);
        put(j, port == 0 ? ts : partner->ts, seq, w);
    }
}

/* A row that finds nothing, and never will. */
static void
alone(struct interval *j, uint32_t port, int64_t ts, uint64_t seq, int32_t w)
{
    if (!keeps_unmatched(j, port))
        return;
    lm_sides_of_none(&j->s, 1 - port);
    put(j, ts, seq, w);
}

static void
insert(struct interval *j, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    struct lm_timed like = {.ts = j->s.ts[r], .arrival = j->s.narrived++, .last = last_of(j, port, r)};
    struct lm_key key;
    uint64_t seq = lm_keep_seq(b, r);

    lm_sides_of_batch(&j->s, port, b, r);
    if (!lm_sides_key(&j->s, r, &key)) {
        alone(j, port, like.ts, seq, 1);
        return;
    }
    partners(j, port, &key, like.ts, like.last);
    uint32_t nfound = j->s.nfound;
    bool done = like.last < mark_in(j, 1 - port);
    match(j, port, like.ts, seq, 1);
    if (done && nfound == 0)
        alone(j, port, like.ts, seq, 1);
    bool decided = j->s.spec.mode >= LM_JOIN_MODE_SEMI && port == 0 && nfound > 0;
    if (!j->changing && (done || decided))
        return;
    struct lm_timed *kept = lm_times_add(&j->s.side[port], &key, lm_sides_half(&j->s, port), &like, seq);
    kept->count = nfound;
    kept->user = done && nfound == 0;
    lm_times_due(&j->s.side[port], kept, like.last);
}

static enum lm_flow
retract(struct interval *j, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    struct lm_key key;
    uint64_t seq = lm_keep_seq(b, r);

    lm_sides_of_batch(&j->s, port, b, r);
    if (!lm_sides_key(&j->s, r, &key)) {
        alone(j, port, j->s.ts[r], seq, -1);
        return LM_MORE;
    }
    struct lm_timed *row = lm_times_find_row(&j->s.side[port], lm_sides_half(&j->s, port));
    if (row == NULL)
        return lm_keep_refuse(&j->op, b, r);
    partners(j, port, &key, row->ts, row->last);
    match(j, port, row->ts, seq, -1);
    if (row->user != 0)
        alone(j, port, row->ts, seq, -1);
    lm_times_drop(&j->s.side[port], row);
    return LM_MORE;
}

static enum lm_flow
change(struct interval *j, uint32_t port, const struct lm_batch *b, uint32_t r, int64_t w)
{
    enum lm_flow flow = LM_MORE;

    if (!lm_sides_in_time(&j->s, port, b, r))
        return LM_MORE;
    for (; w > 0; w--)
        insert(j, port, b, r);
    for (; w < 0 && flow == LM_MORE; w++)
        flow = retract(j, port, b, r);
    return flow;
}

static enum lm_flow
replace(struct interval *j, uint32_t port, const struct lm_batch *b, struct lm_change c)
{
    struct lm_out_row head = {.mark = j->mark, .seq = lm_keep_seq(b, c.row)};

    lm_told_old(&j->told);
    enum lm_flow flow = change(j, port, b, c.old, -1);
    lm_told_new(&j->told);
    if (flow == LM_MORE)
        flow = change(j, port, b, c.row, 1);
    lm_told_end(&j->told, &head);
    return flow;
}

static enum lm_flow
interval_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct interval *j = (struct interval *)op;
    bool stop = lm_sides_begin(&j->s, port, b, true);
    enum lm_flow bad = LM_MORE;

    lm_sides_marks(&j->s);
    for (uint32_t k = 0; k < b->sel.n && j->s.out.flow == LM_MORE && bad == LM_MORE;) {
        struct lm_change c = lm_change_next(b, &k);
        if (!j->fixed && j->s.ts[c.row] != LM_NO_TIME)
            fix_bounds(j);
        lm_sides_row_mark(&j->s, port, b, c.row);
        release(j);
        bad = c.replaces ? replace(j, port, b, c) : change(j, port, b, c.row, c.weight);
    }
    lm_sides_count(&j->s);
    enum lm_flow flow = lm_out_flush(&j->s.out);
    return stop || bad == LM_FAIL ? LM_FAIL : flow;
}

/* Marks --------------------------------------------------------------------------------------------- */

static enum lm_flow
advance(struct interval *j)
{
    lm_sides_marks(&j->s);
    release(j);
    lm_sides_count(&j->s);
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
    return j->mark > LM_MARK_MIN && j->mark < LM_MARK_END ? lm_op_push_mark(op, j->mark) : flow;
}

static enum lm_flow
interval_tick(struct lm_op *op, int64_t now_us)
{
    enum lm_flow flow = advance((struct interval *)op);

    return flow == LM_MORE ? lm_op_push_tick(op, now_us) : flow;
}
