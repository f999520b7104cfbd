/* op_final.c -- the rows that are left of a changing stream, by arrival, when it ends. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"

struct final {
    struct lm_op op;
    struct lm_rows rows;  /* ncol is known with the first batch */
    struct lm_val *value; /* [ncol] of the row at hand; NULL: there was no batch yet */
    bool times;           /* the stream has event times */
    uint64_t counted;
};

static lm_op_batch_f final_batch;
static lm_op_mark_f final_mark;
static lm_op_close_f final_close;

static const struct lm_op_type final_type = {
    .name = "final rows",
    .batch = final_batch,
    .mark = final_mark,
    .close = final_close,
};

struct lm_op *
lm_final_new(struct lm_op_ctx *ctx)
{
    struct final *f = lm_alloc(ctx->arena, sizeof *f);

    lm_op_init(&f->op, &final_type, ctx, 1);
    return &f->op;
}

static enum lm_flow
final_change(struct final *f, const struct lm_batch *b, struct lm_change c)
{
    uint64_t seq = lm_keep_seq(b, c.row);
    int64_t ts = lm_keep_ts(b, c.row);
    struct lm_row *old = NULL;

    if (c.replaces) {
        lm_row_of_batch(b, c.old, f->value);
        old = lm_rows_find(&f->rows, f->value);
        if (old == NULL && lm_keep_refuse(&f->op, b, c.old) != LM_MORE)
            return LM_FAIL;
    }
    lm_row_of_batch(b, c.row, f->value);
    if (old != NULL) {
        lm_rows_replace(&f->rows, old, f->value, seq, ts);
        return LM_MORE;
    }
    for (int64_t w = 0; w < c.weight; w++)
        lm_rows_add(&f->rows, f->value, seq, ts);
    for (int64_t w = 0; w > c.weight; w--) {
        old = lm_rows_find(&f->rows, f->value);
        if (old == NULL)
            return lm_keep_refuse(&f->op, b, c.row);
        lm_rows_drop(&f->rows, old);
    }
    return LM_MORE;
}

static enum lm_flow
final_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct final *f = (struct final *)op;
    enum lm_flow flow = LM_MORE;

    assert(port == 0);
    if (f->value == NULL) {
        lm_rows_init(&f->rows, b->ncol, true);
        f->value = lm_alloc(op->ctx->arena, (b->ncol + 1) * sizeof *f->value);
    }
    assert(b->ncol == f->rows.ncol);
    f->times = f->times || b->ts != NULL;
    for (uint32_t k = 0; k < b->sel.n && flow == LM_MORE;)
        flow = final_change(f, b, lm_change_next(b, &k));
    lm_keep_count(op, &f->rows, &f->counted);
    return flow;
}

static enum lm_flow
final_speak(struct final *f)
{
    struct lm_out out;
    enum lm_flow flow = LM_MORE;

    lm_out_init(&out, &f->op, f->rows.ncol, LM_OUT_BORROW | (f->times ? LM_OUT_TIMES : 0));
    for (uint32_t i = 0; i < f->rows.n && out.flow == LM_MORE; i++) {
        const struct lm_row *row = f->rows.at[i];
        if (row == NULL)
            continue;
        struct lm_out_row head = {.weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq};
        lm_row_get(row, f->rows.ncol, f->value);
        lm_out_add(&out, &head, f->value);
    }
    flow = lm_out_flush(&out);
    lm_out_fini(&out);
    return flow;
}

/* Before the end nothing is certain: marks wait with the rows. */
static enum lm_flow
final_mark(struct lm_op *op, int64_t mark)
{
    struct final *f = (struct final *)op;

    if (mark != LM_MARK_END)
        return LM_MORE;
    if (f->value != NULL && final_speak(f) == LM_FAIL)
        return LM_FAIL;
    return lm_op_push_mark(op, LM_MARK_END);
}

static void
final_close(struct lm_op *op)
{
    struct final *f = (struct final *)op;

    if (f->value == NULL)
        return;
    lm_rows_fini(&f->rows);
    lm_keep_count(op, &f->rows, &f->counted);
    f->value = NULL;
}
