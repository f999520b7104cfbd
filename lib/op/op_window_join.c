/* op_window_join.c -- joins within windows: rows wait for the close, then meet. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Rows of both sides are kept by key; one of the keys is the window, so partners are always of the same
 * one. Each row is due at the end of its window. When both watermarks (less the lateness) have reached it
 * the left rows of that end are given with their partners, by arrival; then the right rows that none
 * of them met. As nothing is given before, a row that is taken back is just forgotten.
 */
#include <assert.h>

#include "op/op_time_join.h"
#include "op/sides.h"

static lm_op_batch_f window_join_batch;
static lm_op_mark_f window_join_mark;
static lm_op_close_f window_join_close;

static const struct lm_op_type lm_op_window_join = {
    .name = "window join",
    .batch = window_join_batch,
    .mark = window_join_mark,
    .close = window_join_close,
};

struct window_join {
    struct lm_op op;
    struct lm_sides s;
    struct lm_join_windows windows;
};

struct lm_op *
lm_window_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec, const struct lm_join_windows *windows)
{
    struct window_join *j = lm_alloc(ctx->arena, sizeof *j);

    assert(spec->mode <= LM_JOIN_MODE_ANTI && windows->key < spec->nkey);
    lm_op_init(&j->op, &lm_op_window_join, ctx, 2);
    lm_sides_init(&j->s, &j->op, spec, NULL, LM_OUT_TIMES);
    j->windows = *windows;
    return &j->op;
}

static void
window_join_close(struct lm_op *op)
{
    struct window_join *j = (struct window_join *)op;

    lm_sides_fini(&j->s);
}

/* Closing -------------------------------------------------------------------------------------------- */

static void
put(struct window_join *j, const struct lm_timed *row)
{
    struct lm_out_row head = {
        .weight = 1, .ts = row->row->ts, .mark = LM_MARK_MIN, .seq = row->row->seq};

    if (head.ts == LM_NO_TIME || head.ts >= row->due)
        head.ts = row->due - 1;
    lm_out_add(&j->s.out, &head, j->s.row);
}

static void
meet(struct window_join *j, const struct lm_timed *left)
{
    enum lm_join_mode mode = j->s.spec.mode;
    struct lm_key key = {0};

    if (left->series != NULL)
        key = lm_group_key(&left->series->group);
    lm_sides_of_row(&j->s, 0, left);
    lm_sides_partners(&j->s, 0, left->series != NULL ? &key : NULL);
    if (mode >= LM_JOIN_MODE_SEMI) {
        if ((j->s.nfound > 0) == (mode == LM_JOIN_MODE_SEMI))
            put(j, left);
        return;
    }
    for (uint32_t i = 0; i < j->s.nfound; i++) {
        struct lm_timed *q = lm_sides_at(&j->s, i);
        q->count++;
        lm_sides_of_row(&j->s, 1, q);
        put(j, left);
    }
    if (j->s.nfound == 0 && lm_join_keeps(mode, 0)) {
        lm_sides_of_none(&j->s, 1);
        put(j, left);
    }
}

/* Everything of windows that end at `end`. A right row may be met until all left rows are through. */
static void
close_one(struct window_join *j, int64_t end)
{
    bool keeps = lm_join_keeps(j->s.spec.mode, 1);
    struct lm_timed *row;

    while ((row = lm_times_first(&j->s.side[0])) != NULL && row->due == end) {
        meet(j, row);
        lm_times_drop(&j->s.side[0], row);
    }
    while ((row = lm_times_first(&j->s.side[1])) != NULL && row->due == end) {
        if (row->count == 0 && keeps) {
            lm_sides_of_row(&j->s, 1, row);
            lm_sides_of_none(&j->s, 0);
            put(j, row);
        }
        lm_times_drop(&j->s.side[1], row);
    }
}

static void
close_all(struct window_join *j)
{
    int64_t w = j->s.wm[0] < j->s.wm[1] ? j->s.wm[0] : j->s.wm[1];

    w = lm_mark_less(w, j->windows.lateness_us);
    for (;;) {
        const struct lm_timed *l = lm_times_first(&j->s.side[0]), *r = lm_times_first(&j->s.side[1]);
        int64_t end = l != NULL ? l->due : LM_MARK_END;
        if (r != NULL && r->due < end)
            end = r->due;
        if ((l == NULL && r == NULL) || end > w)
            break;
        close_one(j, end);
    }
}

/* Rows ----------------------------------------------------------------------------------------------- */

static void
insert(struct window_join *j, uint32_t port, const struct lm_batch *b, uint32_t r, int64_t end)
{
    struct lm_timed like = {.arrival = j->s.narrived++};
    struct lm_key key;
    bool whole = lm_sides_key(&j->s, r, &key);

    lm_sides_of_batch(&j->s, port, b, r);
    struct lm_timed *row =
        lm_times_add(&j->s.side[port], whole ? &key : NULL, lm_sides_half(&j->s, port), &like, lm_keep_seq(b, r));
    row->row->ts = lm_keep_ts(b, r);
    lm_times_due(&j->s.side[port], row, end);
}

static enum lm_flow
retract(struct window_join *j, uint32_t port, const struct lm_batch *b, uint32_t r)
{
    lm_sides_of_batch(&j->s, port, b, r);
    struct lm_timed *row = lm_times_find_row(&j->s.side[port], lm_sides_half(&j->s, port));
    if (row == NULL)
        return lm_keep_refuse(&j->op, b, r);
    lm_times_drop(&j->s.side[port], row);
    return LM_MORE;
}

static enum lm_flow
window_join_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct window_join *j = (struct window_join *)op;
    bool stop = lm_sides_begin(&j->s, port, b, false);
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < b->sel.n && flow == LM_MORE; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        int64_t end = lm_sides_window(&j->s, &j->windows, port, b, r);
        int64_t w = end == LM_NO_TIME ? 0 : b->weight != NULL ? b->weight[r] : 1;
        for (; w > 0; w--)
            insert(j, port, b, r, end);
        for (; w < 0 && flow == LM_MORE; w++)
            flow = retract(j, port, b, r);
    }
    lm_sides_count(&j->s);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
window_join_mark(struct lm_op *op, int64_t mark)
{
    struct window_join *j = (struct window_join *)op;

    lm_sides_marks(&j->s);
    close_all(j);
    lm_sides_count(&j->s);
    enum lm_flow flow = lm_out_flush(&j->s.out);
    mark = lm_mark_less(mark, j->windows.lateness_us + j->windows.span_us);
    return flow == LM_MORE ? lm_op_push_mark(op, mark) : flow;
}
