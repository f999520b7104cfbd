/* op_tee.c -- sends each batch to several branches. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "op/ops.h"

/* A branch is an operator head of its own, so that the frame's functions push to it; it has no
 * input. */
struct tee {
    struct lm_op op;
    struct lm_op *branch; /* [nbranch] */
    uint32_t nbranch;
};

static lm_op_batch_f tee_batch;
static lm_op_mark_f tee_mark;
static lm_op_tick_f tee_tick;
static lm_op_idle_f tee_idle;
static lm_op_close_f tee_close;

static const struct lm_op_type tee_type = {
    .name = "tee",
    .batch = tee_batch,
    .mark = tee_mark,
    .tick = tee_tick,
    .idle = tee_idle,
    .close = tee_close,
};

struct lm_op *
lm_tee_new(struct lm_op_ctx *ctx, uint32_t nbranch)
{
    struct tee *t = lm_alloc(ctx->arena, sizeof *t);

    assert(nbranch > 0);
    lm_op_init(&t->op, &tee_type, ctx, 1);
    t->branch = lm_alloc(ctx->arena, nbranch * sizeof *t->branch);
    t->nbranch = nbranch;
    for (uint32_t i = 0; i < nbranch; i++)
        lm_op_init(&t->branch[i], &tee_type, ctx, 1);
    return &t->op;
}

void
lm_tee_connect(struct lm_op *tee, uint32_t branch, struct lm_op *next, uint32_t port)
{
    struct tee *t = (struct tee *)tee;

    assert(tee->type == &tee_type);
    assert(branch < t->nbranch);
    lm_op_connect(&t->branch[branch], next, port);
}

/* DONE when all branches are; a failed branch fails all, because they share the statement's
 * error. */
static enum lm_flow
tee_join(enum lm_flow all, enum lm_flow one)
{
    if (all == LM_FAIL || one == LM_FAIL)
        return LM_FAIL;
    return all == LM_DONE && one == LM_DONE ? LM_DONE : LM_MORE;
}

static enum lm_flow
tee_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct tee *t = (struct tee *)op;
    enum lm_flow flow = LM_DONE;

    assert(port == 0);
    for (uint32_t i = 0; i < t->nbranch; i++) {
        struct lm_batch copy = *b; /* a branch changes sel and cols of its own head only */
        flow = tee_join(flow, lm_op_push(&t->branch[i], &copy));
    }
    t->op.rows_out += b->sel.n;
    return flow;
}

static enum lm_flow
tee_mark(struct lm_op *op, int64_t mark)
{
    struct tee *t = (struct tee *)op;
    enum lm_flow flow = LM_DONE;

    for (uint32_t i = 0; i < t->nbranch; i++)
        flow = tee_join(flow, lm_op_push_mark(&t->branch[i], mark));
    return flow;
}

static enum lm_flow
tee_tick(struct lm_op *op, int64_t now_us)
{
    struct tee *t = (struct tee *)op;
    enum lm_flow flow = LM_DONE;

    for (uint32_t i = 0; i < t->nbranch; i++)
        flow = tee_join(flow, lm_op_push_tick(&t->branch[i], now_us));
    return flow;
}

static enum lm_flow
tee_idle(struct lm_op *op, bool idle)
{
    struct tee *t = (struct tee *)op;
    enum lm_flow flow = LM_DONE;

    for (uint32_t i = 0; i < t->nbranch; i++)
        flow = tee_join(flow, lm_op_push_idle(&t->branch[i], idle));
    return flow;
}

static void
tee_close(struct lm_op *op)
{
    struct tee *t = (struct tee *)op;

    for (uint32_t i = 0; i < t->nbranch; i++)
        lm_op_close(t->branch[i].next);
}
