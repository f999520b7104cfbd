/* op_filter.c -- WHERE, HAVING: keeps the rows whose predicate is true. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/ops.h"

struct filter {
    struct lm_op op;
    struct lm_expr *predicate;
    struct lm_eval x;
    uint16_t *kept; /* [LM_BATCH_ROWS] the selection handed on */
    uint16_t *good; /* [LM_BATCH_ROWS] rows that did not fail */
};

static lm_op_batch_f filter_batch;

static const struct lm_op_type filter_type = {
    .name = "filter",
    .batch = filter_batch,
    .stateless = true,
};

struct lm_op *
lm_filter_new(struct lm_op_ctx *ctx, struct lm_expr *predicate)
{
    struct filter *f = lm_alloc(ctx->arena, sizeof *f);

    assert(predicate != NULL);
    lm_op_init(&f->op, &filter_type, ctx, 1);
    lm_op_eval_init(&f->op, &f->x);
    f->predicate = predicate;
    f->kept = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *f->kept);
    f->good = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *f->good);
    return &f->op;
}

static enum lm_flow
filter_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct filter *f = (struct filter *)op;
    bool stop = false;

    assert(port == 0);
    lm_op_eval_begin(op, &f->x, b);
    struct lm_sel kept = lm_expr_select(f->predicate, &f->x, b->sel, f->kept);
    if (f->x.nbad > 0) {
        struct lm_sel good = lm_op_refuse(op, &f->x, b->sel, f->good, &stop);
        /* What was kept before the first failure is among the good rows. */
        uint32_t end = good.n > 0 ? lm_sel_row(good, good.n - 1) + 1 : 0;
        while (stop && kept.n > 0 && lm_sel_row(kept, kept.n - 1) >= end)
            kept.n--;
    }
    assert(kept.n <= b->sel.n);
    b->sel = kept;
    enum lm_flow flow = lm_op_push(op, b);
    return stop ? LM_FAIL : flow;
}
