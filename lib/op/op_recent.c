/* op_recent.c -- DISTINCT .. WITHIN d: rows that no equal one has preceded for that long. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One group for each key, with the event time of the newest row that passed. Groups stand in the table
 * by their first row; a key whose time is so far back that any row in time is beyond it is forgotten
 * when the watermark rises, so the state is what came within d and the lateness.
 */
#include <assert.h>

#include "op/group_core.h"
#include "op/op_over.h"
#include "op/timely.h"

struct recent_key {
    struct lm_group group; /* must stay first */
    int64_t passed;        /* event time of the newest row that passed */
};

struct recent {
    struct lm_op op;
    struct lm_gcore core;
    struct lm_pool pool;
    struct lm_table table;
    int64_t within, lateness;
    int64_t w;
    int64_t swept; /* watermark at which old keys were last looked for */
    uint16_t *rows; /* [LM_BATCH_ROWS] */
};

static lm_op_batch_f recent_batch;
static lm_op_mark_f recent_mark;
static lm_op_close_f recent_close;

static const struct lm_op_type recent_type = {
    .name = "distinct within",
    .batch = recent_batch,
    .mark = recent_mark,
    .close = recent_close,
};

struct lm_op *
lm_recent_new(struct lm_op_ctx *ctx, struct lm_expr **key, uint32_t n, int64_t within_us, int64_t lateness_us)
{
    struct recent *d = lm_alloc(ctx->arena, sizeof *d);
    struct lm_group_spec spec = {.key = key, .nkey = n};

    assert(within_us >= 0 && lateness_us >= 0);
    lm_op_init(&d->op, &recent_type, ctx, 1);
    lm_gcore_init(&d->core, &d->op, &spec, false);
    lm_pool_init(&d->pool, &d->core.home);
    lm_table_init(&d->table, &d->pool, sizeof(struct recent_key), NULL);
    d->within = within_us;
    d->lateness = lateness_us;
    d->w = d->swept = LM_MARK_MIN;
    d->rows = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *d->rows);
    return &d->op;
}

/* Whether `now` is longer after `before` than the horizon. */
static bool
is_beyond(const struct recent *d, int64_t before, int64_t now)
{
    int64_t end;

    return !__builtin_add_overflow(before, d->within, &end) && now > end;
}

static void
forget(struct recent *d)
{
    int64_t oldest = lm_timely_less(d->w, d->lateness);

    if (d->w != LM_MARK_END && !is_beyond(d, d->swept, d->w) && d->swept != LM_MARK_MIN)
        return;
    d->swept = d->w;
    for (struct lm_group *g = d->table.first, *next = NULL; g != NULL; g = next) {
        next = g->next;
        if (is_beyond(d, ((struct recent_key *)g)->passed, oldest))
            lm_table_remove(&d->table, g);
    }
}

static bool
passes(struct recent *d, const struct lm_batch *b, uint32_t r)
{
    struct lm_group *g = lm_table_find(&d->table, &d->core.by.at[r]);
    struct recent_key *k = (struct recent_key *)g;

    if (g == NULL)
        k = (struct recent_key *)lm_table_add(&d->table, &d->core.by.at[r]);
    else if (!is_beyond(d, k->passed, b->ts[r]))
        return false;
    k->passed = b->ts[r];
    return true;
}

static enum lm_flow
recent_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct recent *d = (struct recent *)op;
    uint32_t n = 0;
    bool stop = false;

    assert(port == 0);
    struct lm_sel sel = lm_gcore_begin(&d->core, b, &stop);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        d->w = lm_timely_low(b, r, d->w);
        if (lm_timely(op, b, r, d->w, d->lateness) && passes(d, b, r))
            d->rows[n++] = (uint16_t)r;
    }
    struct lm_col *cols = lm_alloc_raw(b->arena, (d->core.nkey + 1) * sizeof *cols);
    for (uint32_t i = 0; i < d->core.nkey; i++)
        cols[i] = *d->core.by.col[i];
    b->cols = cols;
    b->ncol = d->core.nkey;
    b->sel = (struct lm_sel){d->rows, n};
    enum lm_flow flow = lm_op_push(op, b);
    lm_gcore_end(&d->core);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
recent_mark(struct lm_op *op, int64_t mark)
{
    struct recent *d = (struct recent *)op;

    if (mark > d->w)
        d->w = mark;
    forget(d);
    lm_gcore_count(&d->core);
    return lm_op_push_mark(op, mark);
}

static void
recent_close(struct lm_op *op)
{
    struct recent *d = (struct recent *)op;

    lm_pool_reset(&d->pool);
    lm_gcore_fini(&d->core);
}
