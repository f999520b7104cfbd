/* op_net.c -- what one input row changes, all its ways together: no state between is shown. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Where an input row reaches an output by several ways (both sides of a join group the same stream), the
 * ways are gone one after the other, and after the first the output would show a state that no input has.
 * So while such a row is pushed the output holds what comes (lm_net_hold), and nets it: a row that is
 * taken back is the one that was held, and what replaced it takes its place; a row that comes again after
 * it was taken back never went. When the row is through, what is left goes on, in the order in which it
 * began, and then the watermark. At all other times rows pass.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"

/* A change: a row taken back, a row that comes, or one for the other. */
struct unit {
    struct lm_row *old, *new; /* NULL: none, or netted */
    struct lm_out_row head;   /* of the newest change in it */
};

struct net {
    struct lm_op op;
    const uint32_t *index; /* [ncol] columns that go on */
    uint32_t ncol;
    bool held;
    int64_t mark; /* what waits to be pushed behind the rows; LM_MARK_MIN: nothing */
    struct lm_rows minus, plus; /* rows held; their tag is the place of their unit */
    struct unit *unit;          /* [nunit], room for cap; of the rows' pool */
    uint32_t nunit, cap;
    struct lm_val *old, *new; /* [ncol] of the change at hand */
    struct lm_out out;
    uint64_t counted[2];
};

static lm_op_batch_f net_batch;
static lm_op_mark_f net_mark;
static lm_op_close_f net_close;

static const struct lm_op_type net_type = {
    .name = "net",
    .batch = net_batch,
    .mark = net_mark,
    .close = net_close,
};

struct lm_op *
lm_net_new(struct lm_op_ctx *ctx, const uint32_t *index, uint32_t ncol)
{
    struct net *n = lm_alloc(ctx->arena, sizeof *n);

    lm_op_init(&n->op, &net_type, ctx, 1);
    n->index = index;
    n->ncol = ncol;
    n->mark = LM_MARK_MIN;
    lm_rows_init(&n->minus, ncol, true);
    lm_rows_init(&n->plus, ncol, true);
    n->old = lm_alloc(ctx->arena, (ncol + 1) * sizeof *n->old);
    n->new = lm_alloc(ctx->arena, (ncol + 1) * sizeof *n->new);
    lm_out_init(&n->out, &n->op, ncol, LM_OUT_CHANGES | LM_OUT_TIMES | LM_OUT_BORROW);
    return &n->op;
}

void
lm_net_hold(struct lm_op *op)
{
    struct net *n = (struct net *)op;

    assert(op->type == &net_type && !n->held);
    n->held = true;
}

static struct unit *
unit_new(struct net *n)
{
    if (n->nunit == n->cap)
        n->unit = lm_pool_more(&n->plus.pool, n->unit, &n->cap, 16, sizeof *n->unit);
    n->unit[n->nunit] = (struct unit){ 0 };
    return &n->unit[n->nunit++];
}

/* Takes a row with these values out of those held; its unit, or NULL. */
static struct unit *
unit_of(struct net *n, struct lm_rows *held, const struct lm_val *v)
{
    struct lm_row *row = lm_rows_find(held, v);

    if (row == NULL)
        return NULL;
    struct unit *u = &n->unit[row->tag];
    *(held == &n->minus ? &u->old : &u->new) = NULL;
    lm_rows_drop(held, row);
    return u;
}

static struct lm_row *
keep(struct net *n, struct lm_rows *held, const struct lm_val *v, const struct unit *u)
{
    struct lm_row *row = lm_rows_add(held, v, 0, 0);

    row->tag = (uint64_t)(u - n->unit);
    return row;
}

/* One change; NULL: nothing is taken back, or nothing comes. */
static void
net(struct net *n, const struct lm_val *old, const struct lm_val *new, const struct lm_out_row *head)
{
    struct unit *u = old != NULL ? unit_of(n, &n->plus, old) : NULL;

    old = u != NULL ? NULL : old;
    if (new != NULL && unit_of(n, &n->minus, new) != NULL)
        new = NULL;
    if (old == NULL && new == NULL)
        return;
    u = u != NULL ? u : unit_new(n);
    u->head = *head;
    if (old != NULL)
        u->old = keep(n, &n->minus, old, u);
    if (new != NULL)
        u->new = keep(n, &n->plus, new, u);
}

static void
values_of(const struct net *n, const struct lm_batch *b, uint32_t r, struct lm_val *v)
{
    for (uint32_t i = 0; i < n->ncol; i++)
        v[i] = lm_col_get(&b->cols[n->index[i]], r);
}

static void
hold_rows(struct net *n, const struct lm_batch *b)
{
    for (uint32_t k = 0; k < b->sel.n;) {
        struct lm_change c = lm_change_next(b, &k);
        struct lm_out_row head = { .ts = lm_keep_ts(b, c.row),
                                   .mark = b->mark != NULL ? b->mark[c.row] : LM_MARK_MIN,
                                   .seq = lm_keep_seq(b, c.row) };
        values_of(n, b, c.row, n->new);
        if (c.replaces) {
            values_of(n, b, c.old, n->old);
            net(n, n->old, n->new, &head);
            continue;
        }
        for (int64_t w = c.weight; w < 0; w++)
            net(n, n->new, NULL, &head);
        for (int64_t w = c.weight; w > 0; w--)
            net(n, NULL, n->new, &head);
    }
}

/* The rows pass; only the columns that go on. */
static enum lm_flow
pass(struct net *n, struct lm_batch *b)
{
    struct lm_col *cols = lm_alloc_raw(b->arena, (n->ncol + 1) * sizeof *cols);

    for (uint32_t i = 0; i < n->ncol; i++)
        cols[i] = b->cols[n->index[i]];
    b->cols = cols;
    b->ncol = n->ncol;
    return lm_op_push(&n->op, b);
}

static enum lm_flow
net_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct net *n = (struct net *)op;

    assert(port == 0);
    if (!n->held)
        return pass(n, b);
    hold_rows(n, b);
    lm_keep_count(op, &n->minus, &n->counted[0]);
    lm_keep_count(op, &n->plus, &n->counted[1]);
    return n->out.flow;
}

static enum lm_flow
net_mark(struct lm_op *op, int64_t mark)
{
    struct net *n = (struct net *)op;

    if (!n->held)
        return lm_op_push_mark(op, mark);
    n->mark = mark;
    return n->out.flow;
}

static void
put(struct net *n, const struct unit *u, const struct lm_row *row, int32_t weight)
{
    struct lm_out_row head = u->head;
    bool replaced = u->old != NULL && u->new != NULL;

    head.weight = weight;
    head.pair = !replaced ? LM_PAIR_NONE : weight < 0 ? LM_PAIR_OLD : LM_PAIR_NEW;
    lm_row_get(row, n->ncol, n->new);
    lm_out_add(&n->out, &head, n->new);
}

enum lm_flow
lm_net_release(struct lm_op *op)
{
    struct net *n = (struct net *)op;

    assert(n->held);
    n->held = false;
    for (uint32_t i = 0; i < n->nunit; i++) {
        if (n->unit[i].old != NULL)
            put(n, &n->unit[i], n->unit[i].old, -1);
        if (n->unit[i].new != NULL)
            put(n, &n->unit[i], n->unit[i].new, 1);
    }
    enum lm_flow flow = lm_out_flush(&n->out);
    if (n->nunit > 0) {
        n->unit = NULL;
        n->nunit = n->cap = 0;
        lm_rows_reset(&n->minus);
        lm_rows_reset(&n->plus);
        lm_keep_count(op, &n->minus, &n->counted[0]);
        lm_keep_count(op, &n->plus, &n->counted[1]);
    }
    int64_t mark = n->mark;
    n->mark = LM_MARK_MIN;
    return flow == LM_MORE && mark > LM_MARK_MIN ? lm_op_push_mark(op, mark) : flow;
}

static void
net_close(struct lm_op *op)
{
    struct net *n = (struct net *)op;

    lm_out_fini(&n->out);
    lm_rows_fini(&n->minus);
    lm_rows_fini(&n->plus);
    lm_keep_count(op, &n->minus, &n->counted[0]);
    lm_keep_count(op, &n->plus, &n->counted[1]);
}
