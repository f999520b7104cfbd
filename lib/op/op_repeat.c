/* op_repeat.c -- EXCEPT ALL and INTERSECT ALL: each row as often as an expression says. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row comes n times, n being its number, or not at all where that is NULL or not above zero. Of a change
 * the old and the new row are the same but for their numbers: only the difference goes out.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"

struct repeat {
    struct lm_op op;
    struct lm_expr *times;
    struct lm_eval x;
    bool changes;
    bool opened; /* `out` and `value` are there: a batch has come */
    struct lm_out out;
    struct lm_val *value; /* [ncol] of the row at hand */
};

static lm_op_batch_f repeat_batch;
static lm_op_close_f repeat_close;

static const struct lm_op_type repeat_type = {
    .name = "repeat",
    .batch = repeat_batch,
    .close = repeat_close,
};

struct lm_op *
lm_repeat_new(struct lm_op_ctx *ctx, struct lm_expr *times, bool changes)
{
    struct repeat *p = lm_alloc(ctx->arena, sizeof *p);

    assert(times != NULL);
    lm_op_init(&p->op, &repeat_type, ctx, 1);
    lm_op_eval_init(&p->op, &p->x);
    p->times = times;
    p->changes = changes;
    return &p->op;
}

static int64_t
repeat_times(const struct lm_col *c, uint32_t row)
{
    struct lm_val v = lm_col_get(c, row);

    assert(v.kind == LM_K_INT || lm_val_is_null(&v));
    return lm_val_is_null(&v) || v.i < 0 ? 0 : v.i;
}

static void
repeat_out(struct repeat *p, const struct lm_batch *b, uint32_t row, int64_t n)
{
    struct lm_out_row head = {
        .weight = n < 0 ? -1 : 1,
        .ts = b->ts != NULL ? b->ts[row] : LM_NO_TIME,
        .mark = b->mark != NULL ? b->mark[row] : LM_MARK_MIN,
        .seq = lm_keep_seq(b, row),
    };

    lm_row_of_batch(b, row, p->value);
    for (int64_t k = n < 0 ? -n : n; k > 0 && p->out.flow == LM_MORE; k--)
        lm_out_add(&p->out, &head, p->value);
}

static enum lm_flow
repeat_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct repeat *p = (struct repeat *)op;

    assert(port == 0);
    if (!p->opened) {
        lm_out_init(&p->out, op, b->ncol,
                    (p->changes ? LM_OUT_CHANGES : 0) | (b->ts != NULL ? LM_OUT_TIMES : 0));
        p->value = lm_alloc(op->ctx->arena, (b->ncol + 1) * sizeof *p->value);
        p->opened = true;
    }
    lm_op_eval_begin(op, &p->x, b);
    const struct lm_col *times = lm_expr_eval(p->times, &p->x, b->sel);
    for (uint32_t k = 0; k < b->sel.n;) {
        struct lm_change c = lm_change_next(b, &k);
        int64_t n = repeat_times(times, c.row) * c.weight;
        if (c.replaces)
            n -= repeat_times(times, c.old);
        assert(n >= 0 || p->changes);
        repeat_out(p, b, c.row, n);
    }
    return lm_out_flush(&p->out);
}

static void
repeat_close(struct lm_op *op)
{
    struct repeat *p = (struct repeat *)op;

    if (p->opened)
        lm_out_fini(&p->out);
    p->opened = false;
}
