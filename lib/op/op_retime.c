/* op_retime.c -- another event time for what follows: windows over the start of other windows. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/op_retime.h"

#include <assert.h>

static lm_op_batch_f retime_batch;
static lm_op_mark_f retime_mark;

static const struct lm_op_type lm_op_retime = {
    .name = "retime",
    .batch = retime_batch,
    .mark = retime_mark,
};

struct retime {
    struct lm_op op;
    struct lm_eval eval;
    struct lm_expr *time;
    struct lm_stamp *stamp;
    int64_t shift_us;
};

struct lm_op *
lm_retime_new(struct lm_op_ctx *ctx, struct lm_expr *time, struct lm_stamp *stamp, int64_t shift_us)
{
    struct retime *t = lm_alloc(ctx->arena, sizeof *t);

    assert(time != NULL && stamp != NULL);
    assert(shift_us >= 0);
    lm_op_init(&t->op, &lm_op_retime, ctx, 1);
    lm_op_eval_init(&t->op, &t->eval);
    t->time = time;
    t->stamp = stamp;
    t->shift_us = shift_us;
    return &t->op;
}

static int64_t
lower(int64_t mark, int64_t shift)
{
    if (mark == LM_MARK_END || mark <= LM_MARK_MIN + shift)
        return mark == LM_MARK_END ? mark : LM_MARK_MIN;
    return mark - shift;
}

static const int64_t *
lower_all(const struct retime *t, struct lm_batch *b, const int64_t *marks)
{
    if (marks == NULL)
        return NULL;
    int64_t *out = lm_alloc_raw(b->arena, b->nrow * sizeof *out);
    for (uint32_t r = 0; r < b->nrow; r++)
        out[r] = lower(marks[r], t->shift_us);
    return out;
}

static enum lm_flow
retime_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct retime *t = (struct retime *)op;
    int64_t *ts = lm_alloc_raw(b->arena, b->nrow * sizeof *ts);

    assert(port == 0);
    lm_op_eval_begin(op, &t->eval, b);
    lm_stamp_col(t->stamp, lm_expr_eval(t->time, &t->eval, b->sel), b->sel, ts);
    b->ts = ts;
    b->mark = lower_all(t, b, b->mark);
    b->low = lower_all(t, b, b->low);
    return lm_op_push(op, b);
}

static enum lm_flow
retime_mark(struct lm_op *op, int64_t mark)
{
    const struct retime *t = (struct retime *)op;

    return lm_op_push_mark(op, lower(mark, t->shift_us));
}
