/* late.c -- what becomes of late rows and of rows without event time. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/late.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

static lm_op_batch_f tap_batch;

/* The tap only has an output; nothing is ever pushed into it. */
static const struct lm_op_type tap_type = {
    .name = "late",
    .batch = tap_batch,
};

static enum lm_flow
tap_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    assert(port == 0);
    return lm_op_push(op, b);
}

void
lm_late_init(struct lm_late *l, struct lm_op *op, const struct lm_wgroup_spec *spec)
{
    assert(spec->stamp != NULL);
    memset(l, 0, sizeof *l);
    l->op = op;
    l->stamp = spec->stamp;
    l->branch = spec->late;
    if (l->branch == NULL)
        return;
    lm_op_init(&l->tap, &tap_type, op->ctx, 1);
    lm_op_connect(&l->tap, l->branch, 0);
    if (spec->final) {
        l->branch = NULL; /* it exists, and is told that it ends, but nothing goes there */
        return;
    }
    l->rows = lm_alloc_raw(op->ctx->arena, LM_BATCH_ROWS * sizeof *l->rows);
    l->ends = lm_alloc_raw(op->ctx->arena, LM_BATCH_ROWS * sizeof *l->ends);
}

static void
print_time(struct lm_buf *b, int64_t us)
{
    struct lm_val v = {.kind = LM_K_TS, .i = us};

    if (us == LM_MARK_END)
        lm_buf_addz(b, "the end of the input");
    else
        lm_val_print(b, &v);
}

static void
late_refuse(struct lm_late *l, const struct lm_batch *b, uint32_t row, int64_t end, int64_t w)
{
    struct lm_buf what = {0};

    lm_buf_addz(&what, "late: its window ended at ");
    print_time(&what, end);
    lm_buf_addz(&what, ", the watermark is ");
    print_time(&what, w);
    lm_op_refuse_row(l->op, b, row, LM_E_LATE, lm_buf_str(&what));
    lm_buf_fini(&what);
}

void
lm_late_row(struct lm_late *l, const struct lm_batch *b, uint32_t row, int64_t end, int64_t w)
{
    assert(row < b->nrow);
    if (l->branch == NULL) {
        late_refuse(l, b, row, end, w);
        return;
    }
    lm_op_late(l->op);
    assert(l->n < LM_BATCH_ROWS);
    l->rows[l->n] = (uint16_t)row;
    l->ends[l->n++] = lm_stamp_bound(l->stamp, end);
}

void
lm_late_no_time(struct lm_late *l, const struct lm_batch *b, uint32_t row)
{
    assert(row < b->nrow);
    lm_op_refuse_row(l->op, b, row, LM_E_NO_EVENT_TIME, lm_str_of("no event time"));
}

/* The column of _window_end: values at the late rows, NULL elsewhere. */
static void
late_ends(struct lm_late *l, const struct lm_batch *b, struct lm_col *c)
{
    uint32_t k = 0;

    lm_col_init(c, LM_K_NULL, b->nrow, b->arena);
    for (uint32_t r = 0; r < b->nrow; r++) {
        bool late = k < l->n && l->rows[k] == r;
        lm_col_set(c, r, late ? &l->ends[k] : &LM_VAL_NULL, b->nrow, b->arena);
        k += late;
    }
    assert(k == l->n);
}

void
lm_late_flush(struct lm_late *l, const struct lm_batch *b)
{
    struct lm_batch late = *b;

    if (l->n == 0)
        return;
    late.cols = lm_alloc_raw(b->arena, (b->ncol + 1) * sizeof *late.cols);
    memcpy(late.cols, b->cols, b->ncol * sizeof *late.cols);
    late_ends(l, b, &late.cols[b->ncol]);
    late.ncol = b->ncol + 1;
    late.sel = (struct lm_sel){l->rows, l->n};
    lm_op_push(&l->tap, &late);
    l->n = 0;
}

void
lm_late_end(struct lm_late *l)
{
    if (l->tap.next != NULL)
        lm_op_push_mark(&l->tap, LM_MARK_END);
}

void
lm_late_tick(struct lm_late *l, int64_t now_us)
{
    if (l->tap.next != NULL)
        lm_op_push_tick(&l->tap, now_us);
}

void
lm_late_close(struct lm_late *l)
{
    if (l->tap.next != NULL)
        lm_op_close(l->tap.next);
}
