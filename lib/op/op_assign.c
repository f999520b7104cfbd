/* op_assign.c -- a window as a table function: each row once for each of its windows. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * window_start and window_end stand behind the columns of the input. Where each row has one window
 * (TUMBLE) the rows stay in their batch and get two columns; else they are copied, by end, then
 * start. With `hold` rows wait in hold.c until the watermark closes their window; windows leave by
 * end, then start, their rows by arrival.
 */
#include <assert.h>

#include "op/hold.h"
#include "op/late.h"
#include "op/ops.h"
#include "op/out.h"

struct assign {
    struct lm_op op;
    struct lm_window window;
    struct lm_expr *time;
    struct lm_stamp *stamp;
    int64_t lateness;
    bool hold;
    struct lm_eval x;
    struct lm_late late;
    uint16_t *rows; /* [LM_BATCH_ROWS] rows that have a time */
    uint32_t ncol;  /* of the input */
    bool open;      /* ncol is known, what follows is made */
    struct lm_out out;
    struct lm_hold held;
    struct lm_val *value; /* [ncol + 2] */
    int64_t wm;           /* runs ahead of op.mark within a batch */
    uint64_t counted;
};

static lm_op_batch_f assign_batch;
static lm_op_mark_f assign_mark;
static lm_op_tick_f assign_tick;
static lm_op_close_f assign_close;

static const struct lm_op_type assign_type = {
    .name = "window",
    .batch = assign_batch,
    .mark = assign_mark,
    .tick = assign_tick,
    .close = assign_close,
};

struct lm_op *
lm_assign_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec, bool hold)
{
    struct assign *a = lm_alloc(ctx->arena, sizeof *a);

    assert(spec->window.kind != LM_WINDOW_SESSION && spec->window.size > 0);
    lm_op_init(&a->op, &assign_type, ctx, 1);
    lm_op_eval_init(&a->op, &a->x);
    lm_late_init(&a->late, &a->op, spec);
    a->window = spec->window;
    a->time = spec->time;
    a->stamp = spec->stamp;
    a->lateness = spec->lateness_us;
    a->hold = hold;
    a->wm = LM_MARK_MIN;
    a->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *a->rows);
    return &a->op;
}

static void
assign_open(struct assign *a, const struct lm_batch *b)
{
    a->open = true;
    a->ncol = b->ncol;
    a->value = lm_alloc(a->op.ctx->arena, (b->ncol + 2) * sizeof *a->value);
    lm_out_init(&a->out, &a->op, b->ncol + 2, LM_OUT_BORROW | LM_OUT_TIMES);
    lm_hold_init(&a->held, b->ncol);
}

/* Two columns for rows that have one window each. Neighbours are mostly in the same window. */
static enum lm_flow
assign_in_place(struct assign *a, struct lm_batch *b, const int64_t *ts)
{
    struct lm_col *cols = lm_alloc_raw(b->arena, (b->ncol + 2) * sizeof *cols);
    struct lm_span span = {0, 0};
    struct lm_val bound[2] = {LM_VAL_NULL, LM_VAL_NULL};

    if (b->ncol > 0)
        memcpy(cols, b->cols, b->ncol * sizeof *cols);
    lm_col_init(&cols[b->ncol], LM_K_NULL, b->nrow, b->arena);
    lm_col_init(&cols[b->ncol + 1], LM_K_NULL, b->nrow, b->arena);
    for (uint32_t r = 0; r < b->nrow; r++) {
        if (ts[r] != LM_NO_TIME && (ts[r] < span.start || ts[r] >= span.end)) {
            uint32_t n = lm_window_spans(&a->window, ts[r], &span);
            assert(n == 1);
            bound[0] = lm_stamp_bound(a->stamp, span.start);
            bound[1] = lm_stamp_bound(a->stamp, span.end);
        }
        for (uint32_t i = 0; i < 2; i++)
            lm_col_set(&cols[b->ncol + i], r, &bound[i], b->nrow, b->arena);
    }
    b->cols = cols;
    b->ncol += 2;
    return lm_op_push(&a->op, b);
}

/* Row r of b in one window. */
static void
assign_put(struct assign *a, const struct lm_batch *b, const struct lm_out_row *head, uint32_t r,
           struct lm_span span)
{
    lm_row_of_batch(b, r, a->value);
    a->value[a->ncol] = lm_stamp_bound(a->stamp, span.start);
    a->value[a->ncol + 1] = lm_stamp_bound(a->stamp, span.end);
    lm_out_add(&a->out, head, a->value);
}

static struct lm_span *
assign_spans(const struct assign *a, struct lm_arena *arena, int64_t t, uint32_t *n)
{
    *n = lm_window_spans(&a->window, t, NULL);
    struct lm_span *spans = lm_alloc_raw(arena, *n * sizeof *spans);
    lm_window_spans(&a->window, t, spans);
    return spans;
}

/* The copies of row r. One that replaces the row before it is told window by window, old then new,
 * when both are in the same windows, else after the retractions of the other. */
static void
assign_copy(struct assign *a, const struct lm_batch *b, const int64_t *ts, struct lm_change c)
{
    uint32_t n = 0, nold = 0;
    struct lm_span *spans = assign_spans(a, b->arena, ts[c.row], &n), *old = NULL;
    int64_t mark = b->mark != NULL ? b->mark[c.row] : LM_MARK_MIN;
    struct lm_out_row head = {(int32_t)c.weight, LM_PAIR_NONE, ts[c.row], mark,
                              lm_keep_seq(b, c.row)};
    struct lm_out_row before = {-1, LM_PAIR_NONE, 0, mark, head.seq};

    if (c.replaces) {
        old = assign_spans(a, b->arena, ts[c.old], &nold);
        before.ts = ts[c.old];
    }
    bool pairs = nold > 0 && n == nold && memcmp(spans, old, n * sizeof *spans) == 0;
    for (uint32_t i = 0; i < nold && !pairs; i++)
        assign_put(a, b, &before, c.old, old[i]);
    if (pairs) {
        before.pair = LM_PAIR_OLD;
        head.pair = LM_PAIR_NEW;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (pairs)
            assign_put(a, b, &before, c.old, spans[i]);
        assign_put(a, b, &head, c.row, spans[i]);
    }
}

/* A window is closed at watermark w when it ends no later than this. */
static int64_t
assign_closed(const struct assign *a, int64_t w)
{
    int64_t closed;

    if (w == LM_MARK_END || w == LM_MARK_MIN || a->lateness == 0)
        return w;
    return __builtin_sub_overflow(w, a->lateness, &closed) ? LM_MARK_MIN : closed;
}

static void
assign_tell_window(struct assign *a, const struct lm_hold_window *w)
{
    a->value[a->ncol] = lm_stamp_bound(a->stamp, w->span.start);
    a->value[a->ncol + 1] = lm_stamp_bound(a->stamp, w->span.end);
    for (uint32_t i = 0; i < w->n && a->out.flow == LM_MORE; i++) {
        struct lm_out_row head = {1, LM_PAIR_NONE, w->row[i]->ts, LM_MARK_MIN, w->row[i]->seq};
        lm_row_get(w->row[i], a->ncol, a->value);
        lm_out_add(&a->out, &head, a->value);
    }
}

/* The watermark is w: the windows that it closes leave. Their rows must be pushed before they are
 * forgotten, because their texts are borrowed. */
static enum lm_flow
assign_advance(struct assign *a, int64_t w)
{
    int64_t closed = assign_closed(a, w);

    assert(a->hold && a->open);
    for (;;) {
        struct lm_hold_window *first = lm_hold_first(&a->held);
        if (first == NULL || first->span.end > closed)
            break;
        assign_tell_window(a, first);
        lm_out_flush(&a->out);
        lm_hold_pop(&a->held);
    }
    return a->out.flow;
}

/* Rows of b that are kept for their windows that are still open. */
static enum lm_flow
assign_hold_row(struct assign *a, const struct lm_batch *b, const int64_t *ts, uint32_t r)
{
    uint32_t n = 0, gone = 0;
    struct lm_span *spans = assign_spans(a, b->arena, ts[r], &n);
    int64_t mark = b->mark != NULL && b->mark[r] > a->wm ? b->mark[r] : a->wm;
    int64_t w = b->weight != NULL ? b->weight[r] : 1;
    struct lm_row like = {.seq = lm_keep_seq(b, r), .ts = ts[r]};

    while (gone < n && spans[gone].end <= assign_closed(a, mark))
        gone++;
    if (gone == n) {
        if (n >
            0) /* none contains a row in the gap of CUMULATE or HOP: it is in no window, not late */
            lm_late_row(&a->late, b, r, spans[n - 1].end, mark);
        return LM_MORE;
    }
    lm_row_of_batch(b, r, a->value);
    for (; w > 0; w--)
        lm_hold_add(&a->held, a->value, &like, spans + gone, n - gone);
    for (; w < 0; w++) {
        if (!lm_hold_remove(&a->held, a->value, spans + gone, n - gone))
            return lm_keep_refuse(&a->op, b, r);
    }
    return LM_MORE;
}

static enum lm_flow
assign_hold(struct assign *a, struct lm_batch *b, const int64_t *ts)
{
    const int64_t *low = b->low != NULL ? b->low : b->mark;
    enum lm_flow flow = LM_MORE;

    for (uint32_t k = 0; k < b->sel.n && flow == LM_MORE; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        if (low != NULL && low[r] > a->wm) {
            a->wm = low[r];
            flow = assign_advance(a, a->wm);
        }
        if (flow == LM_MORE)
            flow = assign_hold_row(a, b, ts, r);
    }
    lm_late_flush(&a->late, b);
    lm_keep_count(&a->op, &a->held.rows, &a->counted);
    return flow;
}

static enum lm_flow
assign_copies(struct assign *a, struct lm_batch *b, const int64_t *ts)
{
    a->out.flags = LM_OUT_BORROW | LM_OUT_TIMES | (b->weight != NULL ? LM_OUT_CHANGES : 0);
    for (uint32_t k = 0; k < b->sel.n && a->out.flow == LM_MORE;) {
        struct lm_change c = lm_change_next(b, &k);
        assign_copy(a, b, ts, c);
    }
    return lm_out_flush(&a->out);
}

/* The times of the rows that did not fail and have one; these become b->sel. */
static const int64_t *
assign_times(struct assign *a, struct lm_batch *b, bool *stop)
{
    int64_t *own = NULL;
    uint32_t n = 0;

    if (a->time != NULL || b->ts == NULL) {
        own = lm_alloc_raw(b->arena, b->nrow * sizeof *own);
        for (uint32_t r = 0; r < b->nrow; r++)
            own[r] = LM_NO_TIME;
    }
    if (a->time != NULL) {
        lm_op_eval_begin(&a->op, &a->x, b);
        const struct lm_col *c = lm_expr_eval(a->time, &a->x, b->sel);
        b->sel = lm_op_refuse(&a->op, &a->x, b->sel, a->rows, stop);
        lm_stamp_col(a->stamp, c, b->sel, own);
    }
    const int64_t *ts = own != NULL ? own : b->ts;
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        if (ts[r] == LM_NO_TIME)
            lm_late_no_time(&a->late, b, r);
        else
            a->rows[n++] = (uint16_t)r;
    }
    b->sel = (struct lm_sel){a->rows, n};
    if (b->ts == NULL)
        b->ts = ts;
    return ts;
}

static enum lm_flow
assign_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct assign *a = (struct assign *)op;
    bool stop = false;
    enum lm_flow flow = LM_MORE;

    assert(port == 0);
    if (!a->open)
        assign_open(a, b);
    assert(b->ncol == a->ncol);
    const int64_t *ts = assign_times(a, b, &stop);
    if (a->hold)
        flow = assign_hold(a, b, ts);
    else if (a->window.kind == LM_WINDOW_TUMBLE)
        flow = assign_in_place(a, b, ts);
    else
        flow = assign_copies(a, b, ts);
    return stop ? LM_FAIL : flow;
}

/* Held rows may be older than the watermark by a window and the lateness: so is the mark passed
 * on. */
static enum lm_flow
assign_mark(struct lm_op *op, int64_t mark)
{
    struct assign *a = (struct assign *)op;
    int64_t behind;

    if (!a->hold) {
        if (mark == LM_MARK_END)
            lm_late_end(&a->late);
        return lm_op_push_mark(op, mark);
    }
    if (mark > a->wm)
        a->wm = mark;
    if (a->open && assign_advance(a, mark) != LM_MORE)
        return a->out.flow;
    if (a->open)
        lm_keep_count(op, &a->held.rows, &a->counted);
    if (mark == LM_MARK_END) {
        lm_late_end(&a->late);
        return lm_op_push_mark(op, mark);
    }
    behind = assign_closed(a, mark);
    if (__builtin_sub_overflow(behind, a->window.size, &behind) || behind <= LM_MARK_MIN)
        return LM_MORE;
    return lm_op_push_mark(op, behind);
}

static enum lm_flow
assign_tick(struct lm_op *op, int64_t now_us)
{
    struct assign *a = (struct assign *)op;

    lm_late_tick(&a->late, now_us);
    return lm_op_push_tick(op, now_us);
}

static void
assign_close(struct lm_op *op)
{
    struct assign *a = (struct assign *)op;

    lm_late_close(&a->late);
    if (!a->open)
        return;
    a->open = false;
    lm_out_fini(&a->out);
    lm_hold_fini(&a->held);
    lm_keep_count(op, &a->held.rows, &a->counted);
}
