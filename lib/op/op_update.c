/* op_update.c -- EMIT ON UPDATE: of each change the new row only. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"

struct update {
    struct lm_op op;
    uint16_t *rows;       /* [LM_BATCH_ROWS] new rows */
    struct lm_val *value; /* [2 * ncol]; NULL: there was no batch yet */
};

static lm_op_batch_f update_batch;

static const struct lm_op_type update_type = {
    .name = "on update",
    .batch = update_batch,
};

struct lm_op *
lm_update_new(struct lm_op_ctx *ctx)
{
    struct update *u = lm_alloc(ctx->arena, sizeof *u);

    lm_op_init(&u->op, &update_type, ctx, 1);
    u->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *u->rows);
    return &u->op;
}

static enum lm_flow
update_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct update *u = (struct update *)op;
    uint32_t n = 0;

    assert(port == 0);
    if (b->weight == NULL)
        return lm_op_push(op, b);
    if (u->value == NULL)
        u->value = lm_alloc(op->ctx->arena, (2 * b->ncol + 1) * sizeof *u->value);
    for (uint32_t k = 0; k < b->sel.n;) {
        struct lm_change c = lm_change_next(b, &k);
        if (c.weight <= 0)
            continue;
        if (c.replaces) {
            lm_row_of_batch(b, c.old, u->value);
            lm_row_of_batch(b, c.row, u->value + b->ncol);
            if (lm_row_same(u->value, u->value + b->ncol, b->ncol))
                continue;
        }
        u->rows[n++] = (uint16_t)c.row;
    }
    assert(n <= b->sel.n);
    b->sel = (struct lm_sel){u->rows, n};
    b->weight = NULL;
    b->pair = NULL;
    return lm_op_push(op, b);
}
