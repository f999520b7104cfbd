/* build_join.c -- joins from plans to operators. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/build_join.h"

#include <assert.h>

#include "op/op_time_join.h"
#include "run/lookup_file.h"

static struct lm_join_spec
spec_of(const struct lm_plan *p)
{
    static const enum lm_join_mode modes[] = {
        [LM_PJ_INNER] = LM_JOIN_MODE_INNER, [LM_PJ_LEFT] = LM_JOIN_MODE_LEFT,
        [LM_PJ_RIGHT] = LM_JOIN_MODE_RIGHT, [LM_PJ_FULL] = LM_JOIN_MODE_FULL,
        [LM_PJ_SEMI] = LM_JOIN_MODE_SEMI,   [LM_PJ_ANTI] = LM_JOIN_MODE_ANTI,
        [LM_PJ_MARK] = LM_JOIN_MODE_MARK,   [LM_PJ_SINGLE] = LM_JOIN_MODE_SINGLE,
    };

    return (struct lm_join_spec){
        .mode = modes[p->join],
        .key = p->key,
        .rkey = p->rkey,
        .nkey = p->nkey,
        .residual = p->predicate,
        .null_aware = p->null_aware,
        .nleft = lm_plan_width(p->in[0]),
        .nright = lm_plan_width(p->in[1]),
        .changes = { p->in[0]->changing, p->in[1]->changing },
        .ttl_us = p->how == LM_PH_CHANGES && !p->windows ? p->lateness_us : 0,
        .flipped = p->how == LM_PH_FLIPPED,
    };
}

static struct lm_join_time
time_of(const struct lm_plan *p)
{
    const struct lm_plan_times *t = p->times;

    return (struct lm_join_time){
        .expr = { t->expr[0], t->expr[1] },
        .stamp = { t->stamp[0], t->stamp[1] },
        .adrift = { t->adrift[0], t->adrift[1] },
        .until = { t->until[0], t->until[1] },
        .until_stamp = { t->until_stamp[0], t->until_stamp[1] },
        .lateness_us = p->lateness_us,
    };
}

static struct lm_join_bound
bound_of(struct lm_plan_bound b)
{
    return (struct lm_join_bound){ b.us, b.units, b.strict };
}

static struct lm_op *
interval(struct lm_op_ctx *ctx, const struct lm_plan *p)
{
    struct lm_interval_spec spec = {
        .join = spec_of(p),
        .time = time_of(p),
        .low = bound_of(p->times->low),
        .high = bound_of(p->times->high),
        .unit = p->times->stamp[0],
    };

    return lm_interval_new(ctx, &spec);
}

static struct lm_op *
asof(struct lm_op_ctx *ctx, const struct lm_plan *p)
{
    static const enum lm_asof_best bests[] = {
        [LM_PB_BEFORE] = LM_ASOF_BEFORE, [LM_PB_AFTER] = LM_ASOF_AFTER, [LM_PB_NEAREST] = LM_ASOF_NEAREST,
    };
    const struct lm_plan_times *t = p->times;
    struct lm_asof_spec spec = {
        .join = spec_of(p),
        .time = time_of(p),
        .best = bests[t->best],
        .strict = t->strict,
        .bounded = t->bounded,
        .tolerance = bound_of(t->tolerance),
        .on_pairs = t->on_pairs,
        .at_once = t->at_once,
        .versions = t->versions,
        .now = t->now,
        .offset = t->offset,
        .noffset = t->noffset,
    };

    return lm_asof_new(ctx, &spec);
}

static struct lm_join_windows
windows_of(const struct lm_plan *p)
{
    return (struct lm_join_windows){
        .stamp = { p->times->stamp[0], p->times->stamp[1] },
        .key = p->times->window_key,
        .shift_us = p->times->window_shift_us,
        .span_us = p->times->window_span_us,
        .lateness_us = p->lateness_us,
    };
}

static struct lm_op *
lookup(struct lm_op_ctx *ctx, const struct lm_plan *p, const struct lm_join_spec *join)
{
    struct lm_source *table = lm_plan_lookup(p->in[1]);
    struct lm_lookup_spec spec = {
        .name = lm_str_z(ctx->arena, table->name),
        .key = join->rkey,
        .nkey = join->nkey,
        .ncol = join->nright,
        .newest = p->times != NULL,
        .cache = {
            .ttl_us = table->cache_ttl_us,
            .negative_ttl_us = table->cache_negative_ttl_us,
            .rows_max = (uint64_t)table->cache_rows,
        },
    };

    return lm_lookup_join_new(ctx, join, lookup_file_new(ctx, table, &spec));
}

struct lm_op *
build_join(struct lm_op_ctx *ctx, const struct lm_plan *p)
{
    struct lm_join_spec spec = spec_of(p);
    struct lm_join_windows windows = p->windows ? windows_of(p) : (struct lm_join_windows){ 0 };

    assert(p->op == LM_P_JOIN);
    switch (p->how) {
    case LM_PH_INTERVAL:
        return interval(ctx, p);
    case LM_PH_ASOF:
        return asof(ctx, p);
    case LM_PH_WINDOW:
        return lm_window_join_new(ctx, &spec, &windows);
    case LM_PH_CHANGES:
        return lm_changes_join_new(ctx, &spec, p->windows ? &windows : NULL);
    case LM_PH_LOOKUP:
        return lookup(ctx, p, &spec);
    case LM_PH_SNAPSHOT:
    case LM_PH_FLIPPED:
        break;
    }
    return lm_snapshot_new(ctx, &spec);
}

int
build_join_first(const struct lm_plan *p)
{
    if (p->how == LM_PH_SNAPSHOT)
        return 1;
    if (p->how == LM_PH_ASOF && p->times->now && !lm_plan_live(p->in[1]))
        return 1;
    return p->how == LM_PH_FLIPPED ? 0 : -1;
}

struct lm_op *
build_join_port(const struct lm_plan *p, struct lm_op *join, uint32_t *port)
{
    if (p->how != LM_PH_LOOKUP || *port == 0)
        return join;
    *port = 0;
    return &lm_join_lookup(join)->op;
}
