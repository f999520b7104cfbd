/* op.c -- the frame around operators: latching, marks of ports, idleness, counts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/op.h"

#include <assert.h>
#include <stddef.h>

#include "base/ticks.h"

static enum lm_flow op_advance(struct lm_op *op);
static enum lm_flow op_latch(struct lm_op *op, enum lm_flow flow);

void
lm_op_init(struct lm_op *op, const struct lm_op_type *type, struct lm_op_ctx *ctx, uint32_t nport)
{
    assert(type != NULL && type->batch != NULL);
    assert(nport > 0 && nport <= LM_OP_PORTS);
    op->type = type;
    op->ctx = ctx;
    op->nport = nport;
    op->mark = LM_MARK_MIN;
    op->port = lm_alloc(ctx->arena, nport * sizeof *op->port);
    for (uint32_t i = 0; i < nport; i++)
        op->port[i].mark = LM_MARK_MIN;
}

void
lm_op_state(struct lm_op *op, uint64_t before, uint64_t now)
{
    assert(op->state_bytes >= before);
    assert(op->ctx->state_bytes >= before);
    op->state_bytes += now - before;
    op->ctx->state_bytes += now - before;
    if (op->state_bytes > op->state_most)
        op->state_most = op->state_bytes;
}

static struct lm_op *
meter_turn(struct lm_meter *m, struct lm_op *op)
{
    uint64_t now = lm_ticks();
    struct lm_op *before = m->at;

    if (before != NULL)
        before->ticks += now - m->since;
    m->at = op;
    m->since = now;
    return before;
}

struct lm_op *
lm_op_enter(struct lm_op *op)
{
    return op->ctx->meter != NULL ? meter_turn(op->ctx->meter, op) : NULL;
}

void
lm_op_leave(struct lm_op *op, struct lm_op *before)
{
    if (op->ctx->meter != NULL)
        meter_turn(op->ctx->meter, before);
}

void
lm_op_connect(struct lm_op *op, struct lm_op *next, uint32_t port)
{
    assert(op->next == NULL);
    assert(port < next->nport);
    op->next = next;
    op->next_port = port;
}

enum lm_flow
lm_op_push(struct lm_op *op, struct lm_batch *b)
{
    struct lm_op *next = op->next;

    assert(next != NULL && b->arena != NULL);
    assert(b->nrow <= LM_BATCH_ROWS && b->sel.n <= b->nrow);
    if (next->flow != LM_MORE || b->sel.n == 0)
        return next->flow;
    assert(next->port[op->next_port].mark != LM_MARK_END);
    if (next->port[op->next_port].idle)
        lm_op_push_idle(op, false);
    op->rows_out += b->sel.n;
    next->rows_in += b->sel.n;
    next->batches_in++;
    struct lm_op *before = lm_op_enter(next);
    enum lm_flow flow = next->type->batch(next, op->next_port, b);
    lm_op_leave(next, before);
    return op_latch(next, flow);
}

enum lm_flow
lm_op_push_mark(struct lm_op *op, int64_t mark)
{
    struct lm_op *next = op->next;

    assert(next != NULL);
    assert(mark != LM_NO_TIME);
    if (next->flow != LM_MORE || mark <= next->port[op->next_port].mark)
        return next->flow;
    next->port[op->next_port].mark = mark;
    if (mark == LM_MARK_END && next->type->ended != NULL &&
        op_latch(next, next->type->ended(next, op->next_port)) != LM_MORE)
        return next->flow;
    return op_advance(next);
}

enum lm_flow
lm_op_push_idle(struct lm_op *op, bool idle)
{
    struct lm_op *next = op->next;
    bool all_idle = true;

    assert(next != NULL);
    struct lm_op_port *port = &next->port[op->next_port];
    if (next->flow != LM_MORE || port->idle == idle || port->mark == LM_MARK_END)
        return next->flow;
    port->idle = idle;
    for (uint32_t i = 0; i < next->nport; i++)
        all_idle = all_idle && (next->port[i].idle || next->port[i].mark == LM_MARK_END);
    enum lm_flow flow = op_advance(next);
    if (flow != LM_MORE)
        return flow;
    if (next->type->idle != NULL)
        return op_latch(next, next->type->idle(next, all_idle));
    return next->next != NULL ? op_latch(next, lm_op_push_idle(next, all_idle)) : LM_MORE;
}

enum lm_flow
lm_op_push_tick(struct lm_op *op, int64_t now_us)
{
    struct lm_op *next = op->next;

    assert(next != NULL);
    if (next->flow != LM_MORE)
        return next->flow;
    if (next->type->tick != NULL) {
        struct lm_op *before = lm_op_enter(next);
        enum lm_flow flow = next->type->tick(next, now_us);
        lm_op_leave(next, before);
        return op_latch(next, flow);
    }
    return next->next != NULL ? op_latch(next, lm_op_push_tick(next, now_us)) : LM_MORE;
}

void
lm_op_again(struct lm_op *op, uint32_t port)
{
    assert(port < op->nport);
    assert(op->port[port].mark == LM_MARK_END);
    op->port[port] = (struct lm_op_port){ .mark = LM_MARK_MIN };
    if (op->type->stateless)
        op->mark = LM_MARK_MIN;
}

void
lm_op_close(struct lm_op *op)
{
    while (op != NULL && !op->closed) {
        op->closed = true;
        if (op->type->close != NULL)
            op->type->close(op);
        op = op->next;
    }
}

void
lm_op_eval_init(struct lm_op *op, struct lm_eval *x)
{
    assert(op->ctx != NULL && op->ctx->refuser != NULL);
    *x = (struct lm_eval){.keep = op->ctx->arena, .on_error = op->ctx->refuser->on_error};
}

void
lm_op_eval_begin(struct lm_op *op, struct lm_eval *x, const struct lm_batch *b)
{
    assert(x->keep != NULL);
    x->arena = b->arena;
    x->now_us = op->ctx->now_us;
    lm_eval_begin(x, b);
}

void
lm_op_refuse_row(struct lm_op *op, const struct lm_batch *b, uint32_t row, enum lm_code code, struct lm_str what)
{
    struct lm_refuser *refuser = op->ctx->refuser;

    refuser->stream = op->stream;
    refuser->twice = false;
    lm_refuse(refuser, b, row, code, (struct lm_str){NULL, 0}, what);
    refuser->stream = NULL;
    op->late_rows += code == LM_E_LATE;
    op->no_time_rows += code == LM_E_NO_EVENT_TIME;
    op->ctx->late_rows += code == LM_E_LATE && !refuser->twice;
    op->ctx->no_time_rows += code == LM_E_NO_EVENT_TIME && !refuser->twice;
}

struct lm_sel
lm_op_refuse(struct lm_op *op, struct lm_eval *x, struct lm_sel sel, uint16_t *rows, bool *stop)
{
    enum lm_code code = LM_OK;

    if (x->nbad == 0)
        return sel;
    assert(x->bad != NULL);
    for (uint32_t k = 0; k < sel.n && code == LM_OK; k++)
        code = (enum lm_code)x->bad[lm_sel_row(sel, k)];
    op->ctx->refuser->stream = op->stream;
    sel = lm_eval_refuse(x, op->ctx->refuser, sel, rows, stop);
    op->ctx->refuser->stream = NULL;
    if (*stop && code != LM_OK)
        lm_fail(op->ctx->err, code, LM_NOWHERE, "%s", x->what);
    return sel;
}

/* The minimum over the ports that count. Where none does because all are idle, the least of those
 * that may speak again: whoever knows that all are silent moves their marks on. */
static int64_t
op_low_mark(const struct lm_op *op)
{
    int64_t active = LM_MARK_END, idle = LM_MARK_END;

    for (uint32_t i = 0; i < op->nport; i++) {
        int64_t m = op->port[i].mark;
        if (m == LM_MARK_END)
            continue;
        if (op->port[i].idle)
            idle = m < idle ? m : idle;
        else
            active = m < active ? m : active;
    }
    return active != LM_MARK_END ? active : idle;
}

static enum lm_flow
op_advance(struct lm_op *op)
{
    int64_t mark = op_low_mark(op);

    if (mark <= op->mark)
        return op->flow;
    op->mark = mark;
    if (op->type->mark != NULL) {
        struct lm_op *before = lm_op_enter(op);
        enum lm_flow flow = op->type->mark(op, mark);
        lm_op_leave(op, before);
        return op_latch(op, flow);
    }
    return op->next != NULL ? op_latch(op, lm_op_push_mark(op, mark)) : LM_MORE;
}

/* The answer of an operator, kept. A nested call may have latched one already. */
static enum lm_flow
op_latch(struct lm_op *op, enum lm_flow flow)
{
    if (flow > op->flow)
        op->flow = flow;
    return op->flow;
}
