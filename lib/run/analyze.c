/* analyze.c -- EXPLAIN ANALYZE: the plan with what has gone through it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/analyze.h"

#include <assert.h>
#include <inttypes.h>

#include "base/limits.h"
#include "base/ticks.h"
#include "op/lookup.h"
#include "op/op_join.h"
#include "run/source.h"

/* What the cache of a lookup join was asked. */
static void
lookup_ran(const struct lm_op *op, struct lm_ran *r)
{
    const struct lm_lookup *l = lm_join_lookup(op);

    if (l == NULL)
        return;
    const struct lm_lookup_counts *c = &l->cache.counts;
    r->looked = true;
    r->hits = c->hits;
    r->negative_hits = c->negative_hits;
    r->misses = c->misses;
    r->expired = c->expired;
    r->evicted = c->evicted;
}

static struct lm_ran
op_ran(const struct lm_op *op, double tick_ns)
{
    return (struct lm_ran){
        .known = true,
        .rows_in = op->rows_in,
        .rows_out = op->rows_out,
        .batches = op->batches_in,
        .ns = (uint64_t)((double)op->ticks * tick_ns),
        .late = op->late_rows,
        .no_time = op->no_time_rows,
        .state = op->state_bytes,
        .most = op->state_most,
    };
}

/* Takes the counters of the operators over into the plan. */
static void
plan_count(struct lm_plan *p, double tick_ns, uint32_t depth)
{
    if (p == NULL || depth > LM_EXPR_DEPTH)
        return;
    if (p->op == LM_P_SCAN && p->source->run != NULL) {
        const struct lm_run_source *run = p->source->run;
        p->ran = op_ran(&run->op, tick_ns);
        p->ran.rows_in = run->nrow;
        p->ran.batches = run->batches;
    } else if (p->run != NULL) {
        p->ran = op_ran(p->run, tick_ns);
        lookup_ran(p->run, &p->ran);
    }
    for (uint32_t i = 0; p->op == LM_P_UNION && i < p->more.n; i++)
        plan_count(p->more.at[i], tick_ns, depth + 1);
    for (int i = 0; p->op != LM_P_UNION && i < 2; i++)
        plan_count(p->in[i], tick_ns, depth + 1);
}

struct lm_meter *
analyze_meter(struct lm_arena *a)
{
    struct lm_meter *m = lm_alloc(a, sizeof *m);

    m->begin_ticks = lm_ticks();
    m->begin_us = lm_now_us();
    return m;
}

/* Nanoseconds of a tick. */
static double
meter_tick_ns(const struct lm_meter *m)
{
    uint64_t ticks = lm_ticks() - m->begin_ticks;

    return ticks > 0 ? (double)(lm_now_us() - m->begin_us) * 1e3 / (double)ticks : 0;
}

static void
line_print(struct lm_sink *s, struct lm_str line)
{
    struct lm_arena arena;
    struct lm_col col;
    struct lm_val v = lm_val_str(line);

    lm_arena_init(&arena, 4096);
    lm_col_init(&col, LM_K_NULL, 1, &arena);
    lm_col_set(&col, 0, &v, 1, &arena);
    struct lm_batch b = {.arena = &arena, .nrow = 1, .ncol = 1, .cols = &col, .sel = lm_sel_all(1)};
    lm_encode(&s->enc, &b, UINT64_MAX, &s->out);
    lm_arena_fini(&arena);
}

void
analyze_print(struct lm_sink *s)
{
    const struct lm_output *o = s->analyzed->analyzed;
    const struct lm_op_ctx *ctx = s->op.ctx;
    struct lm_buf text = {0};
    bool json = s->analyzed->analyze == LM_ANALYZE_JSON;

    assert(o != NULL && s->enc.ncol == 1 && ctx->meter != NULL);
    plan_count(o->plan, meter_tick_ns(ctx->meter), 0);
    if (json)
        lm_plan_print_json(&text, o);
    else
        lm_plan_print(&text, o);
    if (!json)
        lm_buf_addf(&text,
                    "rows %" PRIu64 "; late %" PRIu64 ", no event time %" PRIu64 "; state %" PRIu64
                    " bytes\n",
                    o->plan->ran.rows_out, ctx->late_rows, ctx->no_time_rows, ctx->state_bytes);
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t n = end != NULL ? (size_t)(end - text.p) - at : text.n - at;
        line_print(s, (struct lm_str){text.p + at, n});
        at += n + 1;
    }
    lm_buf_fini(&text);
}
