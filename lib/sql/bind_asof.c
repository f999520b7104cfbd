/* bind_asof.c -- joins with the one best row by time: ASOF, FOR SYSTEM_TIME, TEMPORAL PROBE. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "sql/bind_join.h"

enum { PROBES = 65536 };

static int
bad_times(struct join_parts *x, const char *what)
{
    return lm_fail(x->s->b->err, LM_E_JOIN_TIME, x->from->pos, "%s", what);
}

static struct lm_plan_times *
times_new(struct join_parts *x)
{
    struct lm_plan_times *t = lm_alloc(x->s->b->a, sizeof *t);

    x->join->times = t;
    x->join->how = LM_PH_ASOF;
    if (x->join->join != LM_PJ_INNER && x->join->join != LM_PJ_LEFT) {
        lm_fail(x->s->b->err, LM_E_UNSUPPORTED, x->from->pos,
                "a join that asks for the best row by time answers the rows of its left side: it is INNER or LEFT");
        lm_hint(x->s->b->err, "put the side whose rows are all kept to the left: a ASOF LEFT JOIN b");
        return NULL;
    }
    return t;
}

/* A side whose rows may come and go at any time answers at the end, so there must be one. */
static int
check_drift(struct join_parts *x, struct lm_plan_times *t, struct lm_expr *const time[2])
{
    for (int i = 0; i < 2; i++)
        t->adrift[i] = time[i] != NULL && !join_is_dated(x, i, time[i]);
    if ((!t->adrift[0] && !t->adrift[1]) || !x->join->endless)
        return 0;
    lm_fail(x->s->b->err, LM_E_ENDLESS_JOIN, x->from->pos,
            "the %s rows of this join may change at any time, so it has no answer before the end, and the input has none",
            t->adrift[0] ? "left" : "right");
    return lm_hint(x->s->b->err, "aggregate in windows: its rows change until their window closes");
}

int
join_asof_using(struct join_parts *x, struct lm_expr *l, struct lm_expr *r)
{
    struct join_bound *b = lm_alloc(x->s->b->a, sizeof *b);

    b->time[0] = l;
    b->time[1] = r;
    lm_list_add(x->s->b->a, &x->bounds, b);
    return 0;
}

/* MATCH_CONDITION (NEAREST(a, b)), or inequalities. */
static int
take_match(struct join_parts *x, struct lm_plan_times *t, struct lm_expr *time[2])
{
    const struct lm_ast *match = x->from->join->match;
    struct lm_list parts = { 0 };

    if (match == NULL)
        return 0;
    join_conjuncts(x->s->b, match, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct lm_ast *e = parts.at[i];
        if (e->op == LM_A_CALL && e->arg.n == 2 && lm_str_eq_nocase(e->name, LM_STR("nearest"))) {
            t->best = LM_PB_NEAREST;
            for (int k = 0; k < 2; k++) {
                struct lm_expr *own = bind_expr(x->s, e->arg.at[k]);
                if (own == NULL)
                    return -1;
                uint32_t side = join_sides(x->join, own);
                if (side == 1 || side == 2)
                    time[side - 1] = own;
            }
            continue;
        }
        int done = join_bound(x, e);
        if (done < 0)
            return -1;
        if (done == 0 && join_residual(x, e) != 0)
            return -1;
    }
    return 0;
}

/* How surely an inequality is the one about time. */
static int
rank_of(struct join_parts *x, const struct join_bound *b)
{
    enum bind_time_of l = time_kind(x->s->b, x->join->in[0], b->time[0]);

    if (b->at.us != 0 || b->at.units != 0)
        return 0;
    return l == TIME_DECLARED ? 3 : b->dated ? 2 : 1;
}

static const struct join_bound *
main_bound(struct join_parts *x)
{
    const struct join_bound *best = NULL;
    int rank = 0;

    for (uint32_t i = 0; i < x->bounds.n; i++) {
        const struct join_bound *b = x->bounds.at[i];
        int own = rank_of(x, b);
        if (own > rank) {
            best = b;
            rank = own;
        }
    }
    return best;
}

/* The other bound on the same times is a tolerance; what is left are conditions. */
static int
take_rest(struct join_parts *x, struct lm_plan_times *t, struct lm_expr *const time[2], const struct join_bound *m)
{
    struct lm_list all = x->bounds;

    for (uint32_t i = 0; i < all.n; i++) {
        const struct join_bound *b = all.at[i];
        bool same = expr_same(b->time[0], time[0]) && expr_same(b->time[1], time[1]);
        bool away = m != NULL && same && b->low != m->low && !t->bounded && !b->at.strict;
        if (b == m)
            continue;
        if (away) {
            t->bounded = true;
            t->tolerance.us = b->low ? -b->at.us : b->at.us;
            t->tolerance.units = b->low ? -b->at.units : b->at.units;
        } else if (b->ast != NULL && join_residual(x, b->ast) != 0) {
            return -1;
        }
    }
    x->bounds.n = 0;
    return 0;
}

static int
take_tolerance(struct join_parts *x, struct lm_plan_times *t)
{
    const struct lm_ast *e = x->from->join->tolerance;

    if (e == NULL)
        return 0;
    t->bounded = true;
    t->tolerance = (struct lm_plan_bound){ 0 };
    if (e->op == LM_A_LITERAL && (e->value.kind == LM_K_INT || e->value.kind == LM_K_DEC)) {
        t->tolerance.units = lm_val_double(&e->value);
        return 0;
    }
    if (bind_duration(x->s->b, e, &t->tolerance.us) != 0)
        return -1;
    return t->tolerance.us < 0 ? lm_fail(x->s->b->err, LM_E_BAD_WINDOW, e->pos, "the tolerance is below zero") : 0;
}

int
join_asof(struct join_parts *x)
{
    struct lm_plan_times *t = times_new(x);
    struct lm_expr *time[2] = { NULL, NULL };
    const struct join_bound *m = NULL;

    if (t == NULL)
        return -1;
    if (take_match(x, t, time) != 0)
        return -1;
    if (t->best != LM_PB_NEAREST) {
        m = main_bound(x);
        if (m == NULL)
            return bad_times(x, "an ASOF join needs one inequality between a time of each side");
        time[0] = m->time[0];
        time[1] = m->time[1];
        t->best = m->low ? LM_PB_AFTER : LM_PB_BEFORE;
        t->strict = m->at.strict;
    }
    if (time[0] == NULL || time[1] == NULL)
        return bad_times(x, "NEAREST takes a time of each side");
    t->at_once = x->s->on_update;
    if (take_rest(x, t, time, m) != 0 || take_tolerance(x, t) != 0)
        return -1;
    t->on_pairs = x->on_pairs;
    struct lm_expr *own[2] = { time[0], join_lowered(x->s->b, time[1]) };
    return check_drift(x, t, own) == 0 ? join_set_times(x, time) : -1;
}

/* FOR SYSTEM_TIME AS OF ------------------------------------------------------------------------------- */

int
join_versions(struct join_parts *x)
{
    const struct lm_ast *as_of = x->from->join->right->as_of;
    struct lm_plan_times *t = times_new(x);

    if (t == NULL || join_bounds_rest(x) != 0)
        return -1;
    t->versions = true;
    if (as_of->op == LM_A_CALL && lm_str_eq_nocase(as_of->name, LM_STR("proctime"))) {
        const struct lm_source *table = lm_plan_lookup(x->join->in[1]);
        t->now = t->at_once = true;
        if (table != NULL)
            return join_lookup(x, table);
        if (!x->join->in[0]->changing || !x->join->endless)
            return 0;
        lm_fail(x->s->b->err, LM_E_ENDLESS_JOIN, x->from->pos,
                "left rows may be taken back, so the answer to each is kept, and the input has no end");
        return lm_hint(x->s->b->err, "ask for the version at the time of the row: FOR SYSTEM_TIME AS OF a.ts");
    }
    struct lm_expr *at = bind_expr(x->s, as_of);
    if (at == NULL)
        return -1;
    if (join_sides(x->join, at) != 1)
        return lm_fail(x->s->b->err, LM_E_JOIN_TIME, as_of->pos, "AS OF takes a time of the left side, or PROCTIME()");
    x->join->lateness_us = x->s->b->cat->lateness_us;
    if (check_drift(x, t, (struct lm_expr *const[2]){ at, NULL }) != 0)
        return -1;
    if (join_set_time(x, 0, at) != 0)
        return -1;
    t->stamp[1] = declared_stamp(x->s, x->join->in[1]);
    if (t->stamp[1] != NULL)
        return 0;
    bad_times(x, "the versions have no declared event time");
    return lm_hint(x->s->b->err, "declare it: --event-time=ts, or WATERMARK FOR in CREATE SOURCE");
}

/* PROBE ------------------------------------------------------------------------------------------------ */

static int
by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

static int
take_range(struct join_parts *x, struct lm_plan_times *t)
{
    const struct lm_from_join *j = x->from->join;
    struct lm_binder *b = x->s->b;
    int64_t from, to, step;

    if (bind_duration(b, j->probe_from, &from) != 0 || bind_duration(b, j->probe_to, &to) != 0 ||
        bind_duration(b, j->probe_step, &step) != 0)
        return -1;
    if (step <= 0 || to < from || (to - from) / step >= PROBES)
        return lm_fail(b->err, LM_E_BAD_WINDOW, j->probe_step->pos,
                       "a probe range goes up in steps above zero, at most %d", PROBES);
    t->noffset = (uint32_t)((to - from) / step + 1);
    t->offset = lm_alloc(b->a, t->noffset * sizeof *t->offset);
    for (uint32_t i = 0; i < t->noffset; i++)
        t->offset[i] = from + (int64_t)i * step;
    return 0;
}

static int
take_offsets(struct join_parts *x, struct lm_plan_times *t)
{
    const struct lm_from_join *j = x->from->join;
    uint32_t n = 0;

    if (j->probe_from != NULL)
        return take_range(x, t);
    t->offset = lm_alloc(x->s->b->a, (j->probe_list.n + 1) * sizeof *t->offset);
    for (uint32_t i = 0; i < j->probe_list.n; i++)
        if (bind_duration(x->s->b, j->probe_list.at[i], &t->offset[i]) != 0)
            return -1;
    qsort(t->offset, j->probe_list.n, sizeof *t->offset, by_size);
    for (uint32_t i = 0; i < j->probe_list.n; i++)
        if (n == 0 || t->offset[i] != t->offset[n - 1])
            t->offset[n++] = t->offset[i];
    t->noffset = n;
    return 0;
}

/* Offsets are added to times, which are held within 2^62 us. */
static int
check_offsets(struct join_parts *x, const struct lm_plan_times *t)
{
    const int64_t most = INT64_C(1) << 61;

    if (t->noffset > 0 && t->offset[0] > -most && t->offset[t->noffset - 1] < most)
        return 0;
    return lm_fail(x->s->b->err, LM_E_BAD_WINDOW, x->from->pos, "the offsets of the probe are out of range");
}

/* offset_ms and probe_ts, under the alias of the probe. */
static void
probe_columns(struct join_parts *x, struct lm_plan_times *t)
{
    struct lm_binder *b = x->s->b;
    struct lm_plan *names = lm_alloc(b->a, sizeof *names);
    struct bind_table *table = lm_alloc(b->a, sizeof *table);
    bool stamps = t->stamp[0]->unit == LM_UNIT_TIMESTAMP;

    names->op = LM_P_NAMES;
    names->cols = plan_cols_new(b);
    plan_col_add(b, names->cols, LM_STR("offset_ms"), lm_type_of(LM_T_BIGINT));
    plan_col_add(b, names->cols, LM_STR("probe_ts"), lm_type_of(stamps ? LM_T_TIMESTAMP : LM_T_DYN));
    t->probe = names;
    table->alias = x->from->join->probe_alias;
    table->plan = names;
    lm_list_add(b->a, &x->s->tables, table);
}

int
join_probe(struct join_parts *x)
{
    const struct lm_from_join *j = x->from->join;
    struct lm_plan_times *t = times_new(x);
    struct lm_expr *time[2];

    if (t == NULL)
        return -1;
    x->join->join = LM_PJ_LEFT;
    for (int i = 0; i < 2; i++) {
        struct bind_scope side = *x->s;
        side.tables = x->side[i]->tables;
        side.merged = (struct lm_list){ 0 };
        time[i] = bind_expr(&side, i == 0 ? j->probe_left_ts : j->probe_right_ts);
        if (time[i] == NULL)
            return -1;
        if (join_sides(x->join, time[i]) != (uint32_t)(i + 1))
            return bad_times(x, "TIMESTAMPS takes a time of the left side and one of the right side");
    }
    struct lm_expr *own[2] = { time[0], join_lowered(x->s->b, time[1]) };
    if (take_offsets(x, t) != 0 || check_offsets(x, t) != 0 || check_drift(x, t, own) != 0 ||
        join_set_times(x, time) != 0)
        return -1;
    probe_columns(x, t);
    return 0;
}
