/* op_union.c -- UNION ALL: the rows of several inputs as they come. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/ops.h"

static lm_op_batch_f union_batch;

static const struct lm_op_type union_type = {
    .name = "union",
    .batch = union_batch,
};

struct lm_op *
lm_union_new(struct lm_op_ctx *ctx, uint32_t nport)
{
    struct lm_op *op = lm_alloc(ctx->arena, sizeof *op);

    lm_op_init(op, &union_type, ctx, nport);
    return op;
}

/* The watermark of the other inputs: LM_MARK_END when none of them counts. */
static int64_t
union_others(const struct lm_op *op, uint32_t port)
{
    int64_t low = LM_MARK_END;

    for (uint32_t i = 0; i < op->nport; i++) {
        const struct lm_op_port *p = &op->port[i];
        if (i != port && !p->idle && p->mark < low)
            low = p->mark;
    }
    return low;
}

/* Rows keep the mark of their own source, by which they are late or not. What may be closed before
 * a row is the lesser of that and what the other inputs have reached. */
static enum lm_flow
union_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    const int64_t *own = b->low != NULL ? b->low : b->mark;
    int64_t others = union_others(op, port);

    assert(port < op->nport);
    if (own != NULL && others != LM_MARK_END) {
        int64_t *low = lm_alloc_raw(b->arena, b->nrow * sizeof *low);
        for (uint32_t r = 0; r < b->nrow; r++)
            low[r] = own[r] < others ? own[r] : others;
        b->low = low;
    }
    return lm_op_push(op, b);
}
