/* op_temporal.c -- conditions on now() under EMIT CHANGES: rows come when their time comes, and go. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * ts > now() - d holds for a row until now() reaches ts + d; ts < now() - d begins to hold then. So each
 * row has a stretch of time, [from, until), in which it is there. One that is there, or comes later,
 * is kept until its stretch is over, in a heap by when something is to be done with it: to be told, then
 * to be taken back. The clock is what the core tells, with each batch and at each tick; where the condition
 * is on the declared event time it is the watermark, so that what is told follows from the rows alone.
 *
 * The watermark is held back to the oldest row kept, as it may still come or go.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"
#include "op/timely.h"
#include "state/times.h"

/* The stretch in which a row is there; empty: never. */
struct stretch {
    int64_t from, until;
};

enum { ROW_COMES, ROW_IS_THERE }; /* lm_timed.user; its count is the end of its stretch */

struct temporal {
    struct lm_op op;
    struct lm_expr **bound[2]; /* from, until */
    uint32_t nbound[2];
    bool changing;
    bool by_mark; /* the clock is the watermark */
    int64_t now;  /* what it says */
    bool failed;
    struct lm_eval x;
    struct lm_times rows; /* begun with the first batch */
    struct lm_out out;
    struct stretch *stretch; /* [LM_BATCH_ROWS] of the batch at hand */
    uint16_t *good;
    struct lm_val *value; /* [ncol]; NULL: no batch yet */
    uint32_t ncol;
    uint64_t arrived, turns; /* turns of the clock at which something was done */
    uint64_t counted;
};

static lm_op_batch_f temporal_batch;
static lm_op_mark_f temporal_mark;
static lm_op_tick_f temporal_tick;
static lm_op_close_f temporal_close;

static const struct lm_op_type temporal_type = {
    .name = "temporal filter",
    .batch = temporal_batch,
    .mark = temporal_mark,
    .tick = temporal_tick,
    .close = temporal_close,
};

struct lm_op *
lm_temporal_new(struct lm_op_ctx *ctx, const struct lm_temporal_spec *spec)
{
    struct temporal *t = lm_alloc(ctx->arena, sizeof *t);

    assert(spec->nfrom + spec->nuntil > 0);
    lm_op_init(&t->op, &temporal_type, ctx, 1);
    lm_op_eval_init(&t->op, &t->x);
    t->bound[0] = spec->from;
    t->bound[1] = spec->until;
    t->nbound[0] = spec->nfrom;
    t->nbound[1] = spec->nuntil;
    t->changing = spec->changing;
    t->by_mark = spec->by_mark;
    t->now = INT64_MIN;
    t->stretch = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *t->stretch);
    t->good = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *t->good);
    return &t->op;
}

static void
begin(struct temporal *t, const struct lm_batch *b)
{
    if (t->value != NULL)
        return;
    t->ncol = b->ncol;
    t->value = lm_alloc(t->op.ctx->arena, (b->ncol + 1) * sizeof *t->value);
    lm_times_init(&t->rows, b->ncol, t->changing);
    t->rows.aged = true;
    lm_out_init(&t->out, &t->op, b->ncol, LM_OUT_CHANGES | LM_OUT_TIMES);
}

/* Bounds of the selected rows: from the greatest of the one kind, up to the least of the other. */
static void
stretches(struct temporal *t, struct lm_sel sel)
{
    for (uint32_t k = 0; k < sel.n; k++)
        t->stretch[lm_sel_row(sel, k)] = (struct stretch){INT64_MIN, INT64_MAX};
    for (int end = 0; end < 2; end++)
        for (uint32_t i = 0; i < t->nbound[end]; i++) {
            const struct lm_col *col = lm_expr_eval(t->bound[end][i], &t->x, sel);
            for (uint32_t k = 0; k < sel.n; k++) {
                uint32_t r = lm_sel_row(sel, k);
                struct lm_val v = lm_col_get(col, r);
                struct stretch *s = &t->stretch[r];
                if (lm_val_is_null(&v))
                    *s = (struct stretch){INT64_MAX, INT64_MIN};
                else if (end == 0)
                    s->from = v.i > s->from ? v.i : s->from;
                else
                    s->until = v.i < s->until ? v.i : s->until;
            }
        }
}

static void
tell_kept(struct temporal *t, const struct lm_timed *row, int32_t weight, uint64_t seq)
{
    struct lm_out_row head = {.weight = weight, .ts = row->row->ts, .mark = t->op.mark, .seq = seq};

    lm_row_get(row->row, t->ncol, t->value);
    lm_out_add(&t->out, &head, t->value);
}

/* The clock has reached now: rows come and go. */
static void
turn(struct temporal *t, int64_t now)
{
    struct lm_timed *row = t->value != NULL ? lm_times_first(&t->rows) : NULL;

    t->now = now > t->now ? now : t->now;
    if (row == NULL || row->due > now)
        return;
    uint64_t seq = ++t->turns | UINT64_C(1) << 63; /* that of no input row */
    for (; row != NULL && row->due <= now; row = lm_times_first(&t->rows)) {
        if (row->user == ROW_COMES && row->count > now)
            tell_kept(t, row, 1, seq);
        else if (row->user == ROW_IS_THERE)
            tell_kept(t, row, -1, seq);
        bool over = row->user == ROW_IS_THERE || row->count <= now;
        if (over || (row->count == INT64_MAX && !t->changing)) {
            lm_times_drop(&t->rows, row);
            continue;
        }
        row->user = ROW_IS_THERE;
        lm_times_due(&t->rows, row, row->count);
    }
}

/* A row of the batch is told now. */
static void
tell(struct temporal *t, const struct lm_batch *b, uint32_t r, int32_t weight, uint8_t pair)
{
    const int64_t *low = b->low != NULL ? b->low : b->mark;
    struct lm_out_row head = {
        .weight = weight,
        .pair = pair,
        .ts = lm_keep_ts(b, r),
        .mark = low != NULL ? low[r] : t->op.mark,
        .seq = lm_keep_seq(b, r),
    };

    lm_row_of_batch(b, r, t->value);
    lm_out_add(&t->out, &head, t->value);
}

/* Row r comes; whether it is there at once. */
static bool
insert(struct temporal *t, const struct lm_batch *b, uint32_t r)
{
    const struct stretch *s = &t->stretch[r];
    int64_t now = t->now, ts = lm_keep_ts(b, r);
    bool there = s->from <= now;

    if (s->until <= now || s->until <= s->from)
        return false;
    if (there && s->until == INT64_MAX && !t->changing)
        return true;
    struct lm_timed like = {.ts = ts != LM_NO_TIME ? ts : LM_MARK_END, .arrival = t->arrived++};
    lm_row_of_batch(b, r, t->value);
    struct lm_timed *row = lm_times_add(&t->rows, NULL, t->value, &like, lm_keep_seq(b, r));
    row->row->ts = ts;
    row->count = s->until;
    row->user = there ? ROW_IS_THERE : ROW_COMES;
    lm_times_due(&t->rows, row, there ? s->until : s->from);
    return there;
}

/* Row r goes; whether it was there. One whose stretch is over has gone before. */
static bool
retract(struct temporal *t, const struct lm_batch *b, uint32_t r)
{
    lm_row_of_batch(b, r, t->value);
    struct lm_timed *row = t->changing ? lm_times_find_row(&t->rows, t->value) : NULL;

    if (row == NULL) {
        const struct stretch *s = &t->stretch[r];
        if (s->until > t->now && s->from < s->until)
            t->failed = lm_keep_refuse(&t->op, b, r) != LM_MORE;
        return false;
    }
    bool there = row->user == ROW_IS_THERE;
    lm_times_drop(&t->rows, row);
    return there;
}

static void
change(struct temporal *t, const struct lm_batch *b, struct lm_change c)
{
    if (c.replaces) {
        bool was = retract(t, b, c.old), is = !t->failed && insert(t, b, c.row);
        if (was)
            tell(t, b, c.old, -1, is ? LM_PAIR_OLD : LM_PAIR_NONE);
        if (is)
            tell(t, b, c.row, 1, was ? LM_PAIR_NEW : LM_PAIR_NONE);
        return;
    }
    for (int64_t w = c.weight; w < 0 && !t->failed; w++)
        if (retract(t, b, c.row))
            tell(t, b, c.row, -1, LM_PAIR_NONE);
    for (int64_t w = 0; w < c.weight; w++)
        if (insert(t, b, c.row))
            tell(t, b, c.row, 1, LM_PAIR_NONE);
}

/* The input has ended, and the watermark with it: what only waited for its time comes. What is there stays:
 * the view is as it was at the last row. */
static void
turn_last(struct temporal *t)
{
    struct lm_timed *row = lm_times_first(&t->rows);
    uint64_t seq = ++t->turns | UINT64_C(1) << 63;

    for (; row != NULL; row = lm_times_first(&t->rows)) {
        if (row->user == ROW_COMES && row->count == INT64_MAX)
            tell_kept(t, row, 1, seq);
        lm_times_drop(&t->rows, row);
    }
}

/* What has been told leaves; then the watermark as far as no row kept may still say something before. */
static enum lm_flow
leave(struct temporal *t, int64_t mark)
{
    if (t->value == NULL)
        return lm_op_push_mark(&t->op, mark);
    enum lm_flow flow = lm_out_flush(&t->out);
    int64_t oldest = mark != LM_MARK_END ? lm_times_oldest(&t->rows) : LM_MARK_END;

    lm_keep_count(&t->op, &t->rows.rows, &t->counted);
    if (flow != LM_MORE || mark == LM_MARK_MIN)
        return flow;
    return lm_op_push_mark(&t->op, oldest < mark ? oldest : mark);
}

static enum lm_flow
temporal_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct temporal *t = (struct temporal *)op;
    bool stop = false;

    assert(port == 0);
    begin(t, b);
    if (!t->by_mark)
        turn(t, op->ctx->now_us);
    lm_op_eval_begin(op, &t->x, b);
    stretches(t, b->sel);
    struct lm_batch in = *b;
    in.sel = lm_op_refuse(op, &t->x, b->sel, t->good, &stop);
    for (uint32_t k = 0; k < in.sel.n && !t->failed;) {
        if (t->by_mark)
            turn(t, lm_timely_low(b, lm_sel_row(in.sel, k), t->now));
        change(t, &in, lm_change_next(&in, &k));
    }
    enum lm_flow flow = lm_out_flush(&t->out);
    lm_keep_count(op, &t->rows.rows, &t->counted);
    return stop || t->failed ? LM_FAIL : flow;
}

static enum lm_flow
temporal_mark(struct lm_op *op, int64_t mark)
{
    struct temporal *t = (struct temporal *)op;

    if (t->by_mark && mark != LM_MARK_END)
        turn(t, mark);
    else if (t->by_mark && t->value != NULL)
        turn_last(t);
    return leave(t, mark);
}

static enum lm_flow
temporal_tick(struct lm_op *op, int64_t now_us)
{
    struct temporal *t = (struct temporal *)op;

    if (!t->by_mark)
        turn(t, now_us);
    enum lm_flow flow = leave(t, op->mark);
    return flow != LM_MORE ? flow : lm_op_push_tick(op, now_us);
}

static void
temporal_close(struct lm_op *op)
{
    struct temporal *t = (struct temporal *)op;

    if (t->value == NULL)
        return;
    lm_out_fini(&t->out);
    lm_times_fini(&t->rows);
    lm_keep_count(op, &t->rows.rows, &t->counted);
    t->value = NULL;
}
