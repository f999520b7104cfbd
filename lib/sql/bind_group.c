/* bind_group.c -- GROUP BY, aggregates, and what an expression above them may say. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "sql/bind_priv.h"

bool
ast_has_aggregate(const struct lm_ast *e)
{
    if (e == NULL)
        return false;
    if (e->op == LM_A_CALL && lm_agg_is(e->name) && (e->call == NULL || e->call->over == NULL))
        return true;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (ast_has_aggregate(e->arg.at[i]))
            return true;
    const struct lm_ast_over *over = e->call != NULL ? e->call->over : NULL;
    for (uint32_t i = 0; over != NULL && i < over->partition.n; i++)
        if (ast_has_aggregate(over->partition.at[i]))
            return true;
    for (uint32_t i = 0; over != NULL && i < over->order.n; i++)
        if (ast_has_aggregate(((struct lm_ast_order *)over->order.at[i])->expr))
            return true;
    return false;
}

bool
query_aggregates(const struct lm_query *q)
{
    if (q->op != LM_Q_SELECT)
        return false;
    if (q->group.n > 0 || q->group_all || q->grouping != NULL || q->having != NULL)
        return true;
    for (uint32_t i = 0; i < q->items.n; i++)
        if (ast_has_aggregate(((struct lm_ast_item *)q->items.at[i])->expr))
            return true;
    for (uint32_t i = 0; i < q->order.n; i++)
        if (ast_has_aggregate(((struct lm_ast_order *)q->order.at[i])->expr))
            return true;
    return ast_has_aggregate(q->qualify) || (q->from != NULL && q->from->window != LM_WC_NONE);
}

/* Aggregate calls ---------------------------------------------------------------------------------- */

static int
call_order(struct bind_scope *s, const struct lm_ast *e, struct lm_agg *agg)
{
    uint32_t n = e->call->order.n;
    uint8_t *flags = lm_alloc(s->b->a, n);

    agg->order = lm_alloc(s->b->a, n * sizeof *agg->order);
    for (uint32_t i = 0; i < n; i++) {
        const struct lm_ast_order *o = e->call->order.at[i];
        agg->order[i] = bind_expr(s, o->expr);
        if (agg->order[i] == NULL)
            return -1;
        flags[i] = (uint8_t)((o->desc ? LM_SORT_DESC : 0) | (o->nulls == 1 ? LM_SORT_NULLS_FIRST : 0));
    }
    agg->order_flags = flags;
    agg->norder = n;
    return 0;
}

/* Aggregates to which a NULL may be a value like others. */
static bool
keeps_nulls(struct lm_str name)
{
    static const char *const names[] = { "first", "first_value", "last",      "last_value", "any_value", "arg_min",
                                         "min_by", "arg_max",     "max_by",    "array_agg",  "list",      "json_agg",
                                         "jsonb_agg", "json_group_array", "nth_value" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lm_str_eq_nocase(name, lm_str_of(names[i])))
            return true;
    return false;
}

/* IGNORE NULLS is FILTER (WHERE x IS NOT NULL), for those that would take NULL. */
static int
ignore_nulls(struct bind_scope *s, struct lm_agg *agg)
{
    struct lm_expr *both[2];

    both[0] = lm_expr_call(s->b->a, LM_STR("isnotnull"), lm_alloc_copy(s->b->a, agg->arg, sizeof *agg->arg), 1,
                           agg->pos, s->b->err);
    both[1] = agg->filter;
    if (both[0] == NULL)
        return -1;
    agg->filter = agg->filter == NULL ? both[0]
                                      : lm_expr_new(s->b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), agg->pos,
                                                    lm_alloc_copy(s->b->a, both, sizeof both), 2);
    return 0;
}

int
aggregate_bind(struct bind_scope *s, const struct lm_ast *e, struct lm_agg *agg)
{
    agg->pos = e->name_pos.len > 0 ? e->name_pos : e->pos;
    agg->arg = lm_alloc(s->b->a, (e->arg.n + 1) * sizeof *agg->arg);
    for (uint32_t i = 0; i < e->arg.n; i++) {
        const struct lm_ast *arg = e->arg.at[i];
        if (arg->op == LM_A_STAR && arg->npart == 0 && e->arg.n == 1) {
            agg->star = true;
            break;
        }
        agg->arg[agg->narg] = bind_expr(s, arg);
        if (agg->arg[agg->narg++] == NULL)
            return -1;
    }
    if (e->call != NULL && e->call->respect_nulls && !keeps_nulls(e->name))
        return lm_fail(s->b->err, LM_E_CLAUSE, agg->pos, "%.*s takes no RESPECT NULLS: NULL has no part in it",
                       LM_STRF(e->name));
    if (e->call != NULL) {
        agg->distinct = e->call->distinct;
        agg->respect_nulls = e->call->respect_nulls;
        if (e->call->order.n > 0 && call_order(s, e, agg) != 0)
            return -1;
        if (e->call->filter != NULL) {
            agg->filter = bind_predicate(s, e->call->filter, "FILTER");
            if (agg->filter == NULL)
                return -1;
        }
        if (e->call->ignore_nulls && agg->narg > 0 && ignore_nulls(s, agg) != 0)
            return -1;
    }
    return lm_agg_bind(s->b->a, e->name, agg, s->b->err);
}

static struct lm_expr *
aggregate(struct bind_scope *s, const struct lm_ast *e)
{
    struct bind_group *g = s->group;

    for (uint32_t i = 0; i < g->calls.n; i++) {
        const struct bind_call *c = g->calls.at[i];
        if (lm_ast_equal(c->ast, e))
            return plan_ref(s->b, c->col, e->pos);
    }
    struct lm_agg *agg = lm_alloc(s->b->a, sizeof *agg);
    const char *clause = g->below->no_aggregates;
    g->below->no_aggregates = NULL; /* "another aggregate" */
    int bound = aggregate_bind(g->below, e, agg);
    g->below->no_aggregates = clause;
    if (bound != 0)
        return NULL;
    struct bind_call *c = lm_alloc(s->b->a, sizeof *c);
    c->ast = e;
    c->col = plan_col_add(s->b, g->plan->cols, bind_item_name(s->b, e, NULL), agg->result);
    lm_list_add(s->b->a, &g->calls, c);
    lm_list_add(s->b->a, &g->plan->aggs, agg);
    return plan_ref(s->b, c->col, e->pos);
}

/* Expressions above the aggregate ----------------------------------------------------------------- */

/* window_start and window_end, which ksqlDB writes in one word. *end: the latter. */
static bool
names_bound(const struct lm_ast *e, bool *end)
{
    static const char *const names[] = { "window_start", "window_end", "windowstart", "windowend" };

    for (size_t i = 0; e->op == LM_A_NAME && i < sizeof names / sizeof *names; i++)
        if (lm_str_eq_nocase(e->part[e->npart - 1], lm_str_of(names[i]))) {
            *end = i % 2 == 1;
            return true;
        }
    return false;
}

static struct lm_expr *
window_bound(struct bind_scope *s, const struct lm_ast *e, bool *found)
{
    struct lm_plan *p = s->group->plan;
    bool end = false;

    if (p->op != LM_P_WGROUP || s->group->again)
        return NULL;
    bool start = e->npart == 1 && names_bound(e, &end);
    start = start && !end;
    bool call_end = false;
    if (ast_is_window_bound(e, &call_end)) {
        start = !call_end;
        end = call_end;
    } else if (ast_is_window(e) && (s->group->window == NULL || lm_ast_equal(e, s->group->window))) {
        start = true;
    }
    if (!start && !end)
        return NULL;
    *found = true;
    return plan_ref(s->b, end ? p->win_end : p->win_start, e->pos);
}

static struct bind_key *
key_of(struct bind_group *g, const struct lm_ast *e)
{
    for (uint32_t i = 0; i < g->keys.n; i++) {
        struct bind_key *k = g->keys.at[i];
        if (k->ast != NULL && lm_ast_equal(k->ast, e))
            return k;
    }
    return NULL;
}

/* A plain name above the aggregate: a key under another spelling, an alias, or a mistake. */
static struct lm_expr *
group_name(struct bind_scope *s, const struct lm_ast *e)
{
    struct bind_group *g = s->group;
    struct lm_expr *alias = NULL;

    if (s->items != NULL && e->npart == 1) {
        for (uint32_t i = 0; i < s->nitems && alias == NULL; i++) {
            const struct lm_ast_item *item = s->items->at[i];
            if (item->alias.n > 0 && lm_str_eq_nocase(item->alias, e->part[0]) &&
                !lm_ast_equal(item->expr, e)) {
                uint32_t nitems = s->nitems;
                s->nitems = i;
                alias = bind_expr(s, item->expr);
                s->nitems = nitems;
                if (alias == NULL)
                    return NULL;
            }
        }
    }
    if (alias != NULL && s->aliases_first)
        return alias;
    struct lm_expr *below = NULL;
    if (alias == NULL || name_known(g->below, e)) {
        struct lm_err before = *s->b->err;
        below = bind_name(g->below, e);
        if (below == NULL && alias == NULL)
            return NULL;
        if (below == NULL)
            *s->b->err = before;
    }
    const struct lm_plan_col *c = below != NULL ? plan_ref_col(below) : NULL;
    for (uint32_t i = 0; c != NULL && i < g->keys.n; i++) {
        struct bind_key *k = g->keys.at[i];
        if (plan_ref_col(k->expr) == c)
            return plan_ref(s->b, k->col, e->pos);
    }
    if (alias != NULL)
        return alias;
    if (g->below->lambdas != NULL || s->lambdas != NULL)
        return below;
    lm_fail(s->b->err, LM_E_GROUPING, e->pos, "column \"%.*s\" is neither in GROUP BY nor in an aggregate",
            LM_STRF(e->part[e->npart - 1]));
    lm_hint(s->b->err, "add it to GROUP BY, or take any_value(%.*s)", LM_STRF(e->part[e->npart - 1]));
    return NULL;
}

/* GROUPING(k) without GROUPING SETS: no key is ever left out. */
static struct lm_expr *
grouping(struct bind_scope *s, const struct lm_ast *e)
{
    for (uint32_t i = 0; i < e->arg.n; i++) {
        const struct lm_ast *arg = e->arg.at[i];
        if (key_of(s->group, arg) == NULL && (arg->op != LM_A_NAME || group_name(s, arg) == NULL)) {
            if (s->b->err->code == LM_OK)
                lm_fail(s->b->err, LM_E_GROUPING, arg->pos, "%.*s needs keys of GROUP BY", LM_STRF(e->name));
            return NULL;
        }
    }
    return lm_expr_val(s->b->a, lm_type_of(LM_T_BIGINT), lm_val_int(0), e->pos);
}

struct lm_expr *
group_expr(struct bind_scope *s, const struct lm_ast *e, bool *found)
{
    struct bind_key *k = key_of(s->group, e);

    if (k != NULL) {
        *found = true;
        return plan_ref(s->b, k->col, e->pos);
    }
    struct lm_expr *bound = window_bound(s, e, found);
    if (*found)
        return bound;
    if (e->op == LM_A_CALL && lm_agg_is(e->name) && (e->call == NULL || e->call->over == NULL)) {
        *found = true;
        return aggregate(s, e);
    }
    if (e->op == LM_A_NAME && s->lambdas == NULL) {
        *found = true;
        return group_name(s, e);
    }
    if (e->op == LM_A_CALL && e->arg.n > 0 &&
        (lm_str_eq_nocase(e->name, LM_STR("grouping")) || lm_str_eq_nocase(e->name, LM_STR("grouping_id")))) {
        *found = true;
        return grouping(s, e);
    }
    return NULL;
}

/* GROUP BY ---------------------------------------------------------------------------------------- */

/* An ordinal or an alias stands for its SELECT item. */
static const struct lm_ast *
key_target(struct bind_scope *s, const struct lm_query *q, const struct lm_ast *e)
{
    if (e->op == LM_A_LITERAL && e->value.kind == LM_K_INT) {
        if (e->value.i < 1 || e->value.i > (int64_t)q->items.n) {
            lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "GROUP BY %lld: SELECT has %u items",
                    (long long)e->value.i, q->items.n);
            return NULL;
        }
        return ((struct lm_ast_item *)q->items.at[e->value.i - 1])->expr;
    }
    if (e->op == LM_A_LITERAL && e->value.kind == LM_K_STR) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "GROUP BY a text: every row has the same");
        lm_hint(s->b->err, "a column is named without quotes, or in \"...\"");
        return NULL;
    }
    if (e->op == LM_A_NAME && e->npart == 1) {
        for (uint32_t i = 0; i < q->items.n; i++) {
            const struct lm_ast_item *item = q->items.at[i];
            if (item->alias.n > 0 && lm_str_eq_nocase(item->alias, e->part[0]) && !name_known(s, e))
                return item->expr;
        }
    }
    return e;
}

static int
key_add(struct bind_scope *s, struct bind_group *g, const struct lm_ast *e)
{
    struct bind_key *k = lm_alloc(s->b->a, sizeof *k);

    if (ast_has_aggregate(e))
        return lm_fail(s->b->err, LM_E_AGGREGATE, e->pos, "an aggregate cannot stand in GROUP BY");
    s->no_aggregates = "GROUP BY";
    k->ast = e;
    k->expr = bind_expr(s, e);
    if (k->expr == NULL)
        return -1;
    k->col = plan_col_add(s->b, g->plan->cols, bind_item_name(s->b, e, k->expr), k->expr->type);
    k->col->spread = plan_ref_col(k->expr) != NULL && plan_ref_col(k->expr)->spread;
    lm_list_add(s->b->a, &g->keys, k);
    return 0;
}

/* window_start or window_end of a window table function that stands right below. */
static struct lm_plan *
assigned_window(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_plan *p = s->plan;

    while (p->op == LM_P_FILTER)
        p = p->in[0];
    if (p->op != LM_P_ASSIGN || e->op != LM_A_NAME)
        return NULL;
    bool end;
    return names_bound(e, &end) ? p : NULL;
}

/* Takes the window table function out from under its filters: the aggregate does the windows. */
static struct lm_plan *
unassign(struct bind_scope *s, struct lm_plan *p, struct lm_plan *assign)
{
    if (p == assign)
        return assign->in[0];
    assert(p->op == LM_P_FILTER);
    p->in[0] = unassign(s, p->in[0], assign);
    p->cols = p->in[0]->cols;
    return p;
}

static bool
uses_bounds(const struct lm_expr *e, const struct lm_plan *assign)
{
    if (e->op == LM_X_COL && (e->state == assign->win_start || e->state == assign->win_end))
        return true;
    for (uint32_t i = 0; i < e->narg; i++)
        if (uses_bounds(e->arg[i], assign))
            return true;
    return false;
}

static int
group_assigned(struct bind_scope *s, struct bind_group *g, struct lm_plan *assign, struct lm_pos pos)
{
    for (struct lm_plan *f = s->plan; f != assign; f = f->in[0])
        if (uses_bounds(f->predicate, assign))
            return lm_fail(s->b->err, LM_E_UNSUPPORTED, pos,
                           "WHERE over window_start or window_end of a grouped window: use HAVING");
    assign->taken = true;
    g->plan->op = LM_P_WGROUP;
    g->plan->window = assign->window;
    g->plan->time = assign->time;
    g->plan->stamp = assign->stamp;
    g->plan->in[0] = s->plan = unassign(s, s->plan, assign);
    for (uint32_t i = 0; i < s->tables.n; i++) {
        struct bind_table *t = s->tables.at[i];
        if (t->plan == assign)
            t->plan = assign->in[0];
    }
    return 0;
}

static int
group_all_keys(struct bind_scope *s, const struct lm_query *q, struct lm_list *keys)
{
    for (uint32_t i = 0; i < q->items.n; i++) {
        const struct lm_ast_item *item = q->items.at[i];
        if (item->expr->op == LM_A_STAR)
            return lm_fail(s->b->err, LM_E_CLAUSE, item->expr->pos, "GROUP BY ALL needs named columns, not *");
        if (!ast_has_aggregate(item->expr))
            lm_list_add(s->b->a, keys, item->expr);
    }
    return 0;
}

/* The window whose bound e is: TUMBLE(...) of TUMBLE_START(...). */
static struct lm_ast *
window_of_bound(struct lm_binder *b, const struct lm_ast *e)
{
    struct lm_ast *w = lm_alloc_copy(b->a, e, sizeof *e);

    while (w->name.n > 0 && w->name.p[--w->name.n] != '_')
        ;
    return w;
}

/* Sessions PARTITION BY k are those of GROUP BY k: other keys would make others of them. */
static int
session_keys(struct bind_scope *s, const struct lm_list *by, const struct lm_list *keys, struct lm_pos pos)
{
    uint32_t found = 0;

    for (uint32_t i = 0; i < by->n; i++)
        for (uint32_t k = 0; k < keys->n; k++)
            if (lm_ast_equal(by->at[i], keys->at[k])) {
                found++;
                break;
            }
    if (by->n == 0 || (found == by->n && found == keys->n))
        return 0;
    lm_fail(s->b->err, LM_E_UNSUPPORTED, pos, "sessions with PARTITION BY need the same columns in GROUP BY");
    return lm_hint(s->b->err, "GROUP BY those columns and the bounds of the window, then once more above");
}

static int
window_key(struct bind_scope *s, struct bind_group *g, const struct lm_ast *e)
{
    if (g->window != NULL && !lm_ast_equal(g->window, e))
        return lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "a query has one window");
    g->window = e;
    g->plan->op = LM_P_WGROUP;
    g->plan->in[0] = s->plan;
    return g->plan->stamp == NULL ? window_of_call(s, e, g->plan) : 0;
}

/* Finds the window among the keys first: it decides what the group is. */
static int
group_window(struct bind_scope *s, const struct lm_query *q, struct bind_group *g, struct lm_list *keys)
{
    struct lm_list rest = { 0 };
    const struct lm_plan *taken = NULL;
    const struct lm_ast *bound = NULL; /* the window of a bound among the keys: meant where no other is */

    for (uint32_t i = 0; i < keys->n; i++) {
        const struct lm_ast *e = key_target(s, q, keys->at[i]);
        if (e == NULL)
            return -1;
        struct lm_plan *assign = assigned_window(s, e);
        bool bound_end;
        bool again = g->plan->op == LM_P_WGROUP && names_bound(e, &bound_end);
        if (assign != NULL && g->plan->op != LM_P_WGROUP) {
            if (group_assigned(s, g, assign, e->pos) != 0)
                return -1;
            taken = assign;
        } else if (ast_is_window(e) && !again) {
            if (window_key(s, g, e) != 0)
                return -1;
        } else if (!again && ast_is_window_bound(e, &bound_end)) {
            bound = bound != NULL || e->arg.n == 0 ? bound : window_of_bound(s->b, e);
        } else if (!again) {
            lm_list_add(s->b->a, &rest, (void *)e);
        }
    }
    if (taken != NULL && session_keys(s, &taken->session_by, &rest, taken->pos) != 0)
        return -1;
    if (bound != NULL && g->plan->op != LM_P_WGROUP && window_key(s, g, bound) != 0)
        return -1;
    *keys = rest;
    return 0;
}

/* The window below whose start and end are both among the keys. */
static struct lm_plan *
bounds_below(const struct bind_group *g)
{
    struct lm_plan *starts = NULL, *ends = NULL;

    for (uint32_t i = 0; i < g->keys.n; i++) {
        const struct lm_plan_col *c = plan_ref_col(((struct bind_key *)g->keys.at[i])->expr);
        if (c != NULL && c->time == LM_COL_WINDOW_START)
            starts = c->time_of;
        if (c != NULL && c->time == LM_COL_WINDOW_END)
            ends = c->time_of;
    }
    return starts == ends ? starts : NULL;
}

/* Rows of closed windows grouped by their bounds: the groups close when those windows do. Each row's time
 * is just before its window's end, so windows as long as the ends are apart hold all groups of one end. */
static void
group_again(struct bind_scope *s, struct bind_group *g)
{
    struct lm_plan *below = bounds_below(g);

    if (g->plan->op != LM_P_GROUP || below == NULL || below->op != LM_P_WGROUP || !s->plan->windowed ||
        s->plan->changing || below->window.kind == LM_WINDOW_SESSION)
        return;
    const struct lm_window *w = &below->window;
    int64_t step = w->kind == LM_WINDOW_TUMBLE ? w->size : w->slide;
    g->plan->op = LM_P_WGROUP;
    g->plan->window = (struct lm_window){ LM_WINDOW_TUMBLE, step, 0, lm_floor_mod(w->offset + w->size, step) };
    g->plan->stamp = below->stamp;
    g->again = true;
}

int
bind_group(struct bind_scope *s, const struct lm_query *q, struct bind_group *g)
{
    struct lm_list keys = q->group;

    g->below = s;
    g->plan = plan_new(s->b, LM_P_GROUP, s->plan, q->group_pos);
    g->plan->cols = plan_cols_new(s->b);
    g->plan->is_open = false;
    if (q->group_all && group_all_keys(s, q, &keys) != 0)
        return -1;
    if (s->windowed_from != NULL) {
        g->plan->op = LM_P_WGROUP;
        if (window_of_clause(s, s->windowed_from, g->plan) != 0)
            return -1;
    }
    if (group_window(s, q, g, &keys) != 0)
        return -1;
    for (uint32_t i = 0; i < keys.n; i++)
        if (key_add(s, g, keys.at[i]) != 0)
            return -1;
    group_again(s, g);
    g->plan->nkey = g->keys.n;
    g->plan->key = lm_alloc(s->b->a, (g->keys.n + 1) * sizeof *g->plan->key);
    for (uint32_t i = 0; i < g->keys.n; i++)
        g->plan->key[i] = ((struct bind_key *)g->keys.at[i])->expr;
    if (g->plan->op == LM_P_WGROUP) { /* its bounds get their places when the aggregates are known */
        window_bounds(s->b, g->plan, NULL);
        g->plan->windowed = true;
        g->plan->say = LM_SAY_CLOSE;
    } else {
        g->plan->windowed = false;
        g->plan->say = s->mode == BIND_CHANGES ? LM_SAY_CHANGES : LM_SAY_FINAL;
    }
    return 0;
}
