/* op_limit.c -- LIMIT and OFFSET: a stretch of the rows as they come, then the end. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/ops.h"

struct limit {
    struct lm_op op;
    uint64_t skip;  /* rows still to leave out */
    uint64_t left;  /* rows still to pass; UINT64_MAX: all */
    uint16_t *rows; /* [LM_BATCH_ROWS] for batches without a selection of their own */
};

static lm_op_batch_f limit_batch;

static const struct lm_op_type limit_type = {
    .name = "limit",
    .batch = limit_batch,
};

struct lm_op *
lm_limit_new(struct lm_op_ctx *ctx, uint64_t limit, uint64_t offset)
{
    struct limit *l = lm_alloc(ctx->arena, sizeof *l);

    lm_op_init(&l->op, &limit_type, ctx, 1);
    l->skip = offset;
    l->left = limit;
    l->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *l->rows);
    return &l->op;
}

/* The selection without its first `skip` rows. */
static struct lm_sel
limit_skip(struct lm_sel sel, uint32_t skip, uint16_t *rows)
{
    assert(skip <= sel.n);
    sel.n -= skip;
    if (sel.rows != NULL) {
        sel.rows += skip;
        return sel;
    }
    for (uint32_t k = 0; k < sel.n; k++)
        rows[k] = (uint16_t)(skip + k);
    sel.rows = rows;
    return sel;
}

static enum lm_flow
limit_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct limit *l = (struct limit *)op;

    assert(port == 0);
    if (l->skip > 0) {
        uint32_t skip = l->skip < b->sel.n ? (uint32_t)l->skip : b->sel.n;
        b->sel = limit_skip(b->sel, skip, l->rows);
        l->skip -= skip;
    }
    if (l->left != UINT64_MAX) {
        if (b->sel.n > l->left)
            b->sel.n = (uint32_t)l->left;
        l->left -= b->sel.n;
    }
    enum lm_flow flow = lm_op_push(op, b);
    if (flow != LM_MORE || l->left > 0)
        return flow;
    /* What stands behind has its end now; no mark reaches it through us after DONE. */
    flow = lm_op_push_mark(op, LM_MARK_END);
    return flow == LM_FAIL ? LM_FAIL : LM_DONE;
}
