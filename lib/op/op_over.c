/* op_over.c -- window functions (OVER) over rows that come in their order. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each row joins its partition and a queue of all rows. The head of the queue leaves as soon as its
 * answers are known (over_calc.c), so the order of rows stays what it was; a row that waits for another
 * one of its partition (LEAD, frames that look ahead, peers) holds back those behind it, and the
 * watermark. At the end of input all partitions have ended.
 */
#include <assert.h>

#include "op/out.h"
#include "op/over_calc.h"
#include "op/timely.h"

struct queued {
    struct lm_over_part *part; /* its row `done` */
    int64_t mark;              /* W before the row */
};

struct over {
    struct lm_op op;
    struct lm_ranks parts;
    struct lm_over_calc calc;
    struct lm_out out;
    struct queued *queue; /* [head .. head + n) of a ring of cap */
    uint32_t head, n, cap;
    bool in_time; /* rows come by event time */
};

static lm_op_batch_f over_batch;
static lm_op_mark_f over_mark;
static lm_op_close_f over_close;

static const struct lm_op_type over_type = {
    .name = "over",
    .batch = over_batch,
    .mark = over_mark,
    .close = over_close,
};

struct lm_op *
lm_over_stream_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec)
{
    struct over *o = lm_alloc(ctx->arena, sizeof *o);

    assert(spec->nfn > 0 && !spec->changing);
    lm_op_init(&o->op, &over_type, ctx, 1);
    lm_ranks_init(&o->parts, &o->op, spec, lm_over_args(spec->fn, spec->nfn), lm_over_part_bytes(spec));
    lm_over_calc_init(&o->calc, &o->op, spec);
    o->calc.rows = &o->parts.rows;
    o->calc.pool = &o->parts.groups;
    o->calc.trims = true;
    o->in_time = spec->nkey > 0;
    return &o->op;
}

static void
queue_add(struct over *o, struct queued q)
{
    if (o->n == o->cap) {
        uint32_t cap = o->cap == 0 ? 64 : o->cap * 2;
        struct queued *queue = lm_pool_take(&o->parts.groups, cap * sizeof *queue);
        for (uint32_t i = 0; i < o->n; i++)
            queue[i] = o->queue[(o->head + i) % o->cap];
        if (o->cap > 0)
            lm_pool_give(&o->parts.groups, o->queue, o->cap * sizeof *queue);
        o->queue = queue;
        o->cap = cap;
        o->head = 0;
    }
    o->queue[(o->head + o->n++) % o->cap] = q;
}

/* The rows at the head of the queue whose answers are known leave. */
static void
over_advance(struct over *o)
{
    struct lm_over_calc *c = &o->calc;
    struct lm_ranks *p = &o->parts;

    while (o->n > 0 && o->out.flow == LM_MORE) {
        const struct queued *q = &o->queue[o->head];
        struct lm_over_part *part = q->part;
        if (!lm_over_ready(c, part))
            return;
        const struct lm_row *row = lm_over_row(part, part->done);
        struct lm_out_row head = {.weight = 1, .ts = row->ts, .mark = q->mark, .seq = row->seq};
        lm_over_next(c, part);
        lm_row_get(row, c->nvalue + p->ncol, p->value);
        lm_out_begin(&o->out, &head);
        for (uint32_t i = 0; i < p->ncol; i++)
            lm_out_cell(&o->out, &p->value[c->nvalue + i]);
        for (uint32_t i = 0; i < c->nfn; i++)
            lm_out_cell(&o->out, &c->answer[i]);
        lm_over_trim(c, part);
        lm_over_forget(c);
        o->head = (o->head + 1) % o->cap;
        o->n--;
    }
}

static enum lm_flow
over_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct over *o = (struct over *)op;
    struct lm_ranks *p = &o->parts;
    bool stop = false;

    assert(port == 0);
    assert(b->weight == NULL || b->sel.n == 0 || b->weight[lm_sel_row(b->sel, 0)] == 1);
    lm_ranks_begin(p, b);
    if (o->out.op == NULL)
        lm_out_init(&o->out, op, b->ncol + o->calc.nfn, LM_OUT_TIMES);
    lm_over_eval(&o->calc, &p->x, b, p->col + p->nkey);
    struct lm_sel sel = lm_ranks_keys(p, b, &stop);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        int64_t w = lm_timely_low(b, r, LM_MARK_MIN);
        if (o->in_time && w > o->calc.w) {
            o->calc.w = w;
            over_advance(o);
        }
        struct lm_over_part *part = (struct lm_over_part *)lm_ranks_of(p, r);
        if (!part->begun)
            lm_over_part_init(&o->calc, part);
        lm_ranks_fill(p, b, r);
        lm_over_part_add(&o->calc, part, lm_ranks_keep(p, b, r, 0));
        queue_add(o, (struct queued){part, w});
        over_advance(o);
    }
    lm_ranks_end(p);
    enum lm_flow flow = lm_out_flush(&o->out);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
over_mark(struct lm_op *op, int64_t mark)
{
    struct over *o = (struct over *)op;

    if (o->in_time)
        o->calc.w = mark;
    for (struct lm_group *g = o->parts.table.first; mark == LM_MARK_END && g != NULL; g = g->next)
        ((struct lm_over_part *)g)->ended = true;
    over_advance(o);
    if (o->out.op != NULL && lm_out_flush(&o->out) == LM_FAIL)
        return LM_FAIL;
    if (o->parts.value != NULL)
        lm_gcore_count(&o->parts.core);
    if (o->n > 0) {
        assert(mark != LM_MARK_END || o->out.flow != LM_MORE);
        const struct lm_over_part *part = o->queue[o->head].part;
        int64_t ts = lm_over_row(part, part->done)->ts;
        if (!o->in_time || ts == LM_NO_TIME)
            return LM_MORE;
        mark = ts < mark ? ts : mark;
    }
    return lm_op_push_mark(op, mark);
}

static void
over_close(struct lm_op *op)
{
    struct over *o = (struct over *)op;

    if (o->out.op != NULL)
        lm_out_fini(&o->out);
    lm_over_calc_fini(&o->calc);
    lm_ranks_fini(&o->parts);
}
