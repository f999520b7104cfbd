/* op_group.c -- GROUP BY without a window, and DISTINCT. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One table. Append-only rows whose groups are told of at the end go through it in columns. Where
 * each input row's effect is told, or rows have weights, it goes by input rows: all rows that one
 * input row caused (equal lm_batch.seq) are added, then each group they touched is looked at once.
 * A group that is empty then loses its place.
 */
#include <assert.h>

#include "op/group_core.h"

struct group {
    struct lm_op op;
    struct lm_gcore core;
    struct lm_pool pool;
    struct lm_table table;
    struct lm_out out;
    bool by_row;     /* input row by input row */
    bool changes;    /* speaks with each of them */
    bool at_once;    /* passes the first row of each group */
    uint16_t *first; /* [LM_BATCH_ROWS] for at_once */
};

static lm_op_batch_f group_batch;
static lm_op_mark_f group_mark;
static lm_op_close_f group_close;

static const struct lm_op_type group_type = {
    .name = "group",
    .batch = group_batch,
    .mark = group_mark,
    .close = group_close,
};

struct lm_op *
lm_group_new(struct lm_op_ctx *ctx, const struct lm_group_spec *spec)
{
    struct group *g = lm_alloc(ctx->arena, sizeof *g);

    assert(spec->speak == LM_SPEAK_FINAL || spec->speak == LM_SPEAK_CHANGES);
    assert(!spec->at_once || (spec->nagg == 0 && !spec->changing));
    lm_op_init(&g->op, &group_type, ctx, 1);
    g->changes = spec->speak == LM_SPEAK_CHANGES && !spec->at_once;
    g->at_once = spec->at_once;
    g->by_row = g->changes || spec->changing;
    lm_gcore_init(&g->core, &g->op, spec, g->changes);
    g->core.always = spec->nkey == 0;
    lm_pool_init(&g->pool, &g->core.home);
    lm_table_init(&g->table, &g->pool, g->at_once ? sizeof(struct lm_group) : g->core.bytes, NULL);
    lm_out_init(&g->out, &g->op, spec->nkey + spec->nagg,
                g->changes ? LM_OUT_CHANGES | LM_OUT_TIMES : 0);
    g->first = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *g->first);
    return &g->op;
}

/* Passes the rows whose key is new, as columns of keys. */
static enum lm_flow
group_pass(struct group *g, struct lm_batch *b, struct lm_sel sel)
{
    struct lm_gcore *c = &g->core;
    struct lm_col *cols = lm_alloc_raw(b->arena, c->nkey * sizeof *cols);
    uint32_t n = 0;

    lm_table_find_many(&g->table, c->by.at, sel.rows, sel.n, c->found);
    for (uint32_t k = 0; k < sel.n && n < g->table.nfresh; k++) {
        if (!c->found[k]->fresh)
            continue;
        c->found[k]->fresh = false;
        g->first[n++] = (uint16_t)lm_sel_row(sel, k);
    }
    assert(n == g->table.nfresh);
    for (uint32_t i = 0; i < c->nkey; i++)
        cols[i] = *c->by.col[i];
    b->cols = cols;
    b->ncol = c->nkey;
    b->sel = (struct lm_sel){g->first, n};
    return lm_op_push(&g->op, b);
}

/* Looks at the groups that the input row touched whose last row is `row`. */
static void
group_settle(struct group *g, uint32_t row)
{
    struct lm_gcore *c = &g->core;
    const struct lm_batch *b = c->in;
    /* Behind us there is one stream, so what all inputs have reached is its watermark. */
    const int64_t *mark = b->low != NULL ? b->low : b->mark;
    struct lm_out_row head = {
        .ts = b->ts != NULL ? b->ts[row] : LM_NO_TIME,
        .mark = mark != NULL ? mark[row] : g->op.mark,
        .seq = lm_batch_seq(b, row),
    };

    for (uint32_t i = 0; i < c->touched.n; i++) {
        struct lm_group *t = c->touched.at[i];
        if (t->rows < 0) {
            lm_gcore_refuse(c, row);
            lm_gcore_states_reset(c, &g->pool, t);
            t->rows = 0;
        }
        lm_gcore_settle(c, &g->table, t, g->changes ? &g->out : NULL, &head, NULL);
    }
    c->touched.n = 0;
}

static void
group_by_row(struct group *g, struct lm_batch *b, struct lm_sel sel)
{
    for (uint32_t k = 0; k < sel.n && !g->core.failed; k++) {
        uint32_t row = lm_sel_row(sel, k);
        lm_gcore_touch(&g->core, &g->table, row);
        if (k + 1 == sel.n || lm_batch_seq(b, lm_sel_row(sel, k + 1)) != lm_batch_seq(b, row))
            group_settle(g, row);
    }
    assert(g->core.failed || g->core.touched.n == 0);
}

static enum lm_flow
group_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct group *g = (struct group *)op;
    enum lm_flow flow = LM_MORE;
    bool stop = false;

    assert(port == 0);
    struct lm_sel sel = lm_gcore_begin(&g->core, b, &stop);
    if (g->at_once)
        flow = group_pass(g, b, sel);
    else if (g->by_row)
        group_by_row(g, b, sel);
    else
        lm_gcore_add_many(&g->core, &g->table, sel.rows, sel.n);
    lm_gcore_end(&g->core);
    if (g->changes)
        flow = lm_out_flush(&g->out);
    return stop || g->core.failed ? LM_FAIL : flow;
}

/* The group of no key is there even if no row was. */
static void
group_alone(struct group *g)
{
    static const struct lm_key none = {.form = LM_KEY_CODE, .p = ""};

    lm_gcore_states_init(&g->core, lm_table_add(&g->table, &none));
}

static enum lm_flow
group_mark(struct lm_op *op, int64_t mark)
{
    struct group *g = (struct group *)op;
    struct lm_out_row head = {.weight = 1};

    if (g->changes || g->at_once)
        return lm_op_push_mark(op, mark);
    if (mark != LM_MARK_END)
        return LM_MORE; /* the rows come at the end and may be of any time */
    if (g->core.always && g->table.n == 0)
        group_alone(g);
    for (struct lm_group *t = g->table.first; t != NULL && g->out.flow == LM_MORE; t = t->next) {
        lm_gcore_answer(&g->core, t);
        lm_gcore_put(&g->core, &g->out, &head, t, g->core.now, NULL);
    }
    lm_out_flush(&g->out);
    return lm_op_push_mark(op, mark);
}

static void
group_close(struct lm_op *op)
{
    struct group *g = (struct group *)op;

    lm_pool_reset(&g->pool);
    lm_out_fini(&g->out);
    lm_gcore_fini(&g->core);
}
