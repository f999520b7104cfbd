/* op_project.c -- SELECT list: the same rows with new columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/ops.h"

struct project {
    struct lm_op op;
    struct lm_expr **list;
    uint32_t n;
    struct lm_eval x;
    uint16_t *good; /* [LM_BATCH_ROWS] rows that did not fail */
};

static lm_op_batch_f project_batch;

static const struct lm_op_type project_type = {
    .name = "project",
    .batch = project_batch,
    .stateless = true,
};

struct lm_op *
lm_project_new(struct lm_op_ctx *ctx, struct lm_expr **list, uint32_t n)
{
    struct project *p = lm_alloc(ctx->arena, sizeof *p);

    assert(n == 0 || list != NULL);
    lm_op_init(&p->op, &project_type, ctx, 1);
    lm_op_eval_init(&p->op, &p->x);
    p->list = list;
    p->n = n;
    p->good = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *p->good);
    return &p->op;
}

static enum lm_flow
project_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct project *p = (struct project *)op;
    struct lm_col *cols = lm_alloc_raw(b->arena, p->n * sizeof *cols);
    bool stop = false;

    assert(port == 0);
    lm_op_eval_begin(op, &p->x, b);
    for (uint32_t i = 0; i < p->n; i++)
        cols[i] = *lm_expr_eval(p->list[i], &p->x, b->sel);
    b->sel = lm_op_refuse(op, &p->x, b->sel, p->good, &stop);
    b->cols = cols;
    b->ncol = p->n;
    enum lm_flow flow = lm_op_push(op, b);
    return stop ? LM_FAIL : flow;
}
