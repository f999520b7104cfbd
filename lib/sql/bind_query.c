/* bind_query.c -- SELECT, from FROM to LIMIT. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "base/limits.h"
#include "sql/bind_priv.h"

/* Whether e names a column: not the parameter of a lambda around it. */
static bool
names_columns(const struct lm_ast *e, const struct lm_ast *lambda)
{
    if (e == NULL)
        return false;
    if (e->op == LM_A_NAME || e->op == LM_A_STAR) {
        for (uint32_t i = 0; lambda != NULL && e->op == LM_A_NAME && i < lambda->npart; i++)
            if (lm_str_eq_nocase(lambda->part[i], e->part[0]))
                return false;
        return true;
    }
    if (e->op == LM_A_CALL && e->call != NULL && e->call->over != NULL)
        return true;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (names_columns(e->arg.at[i], e->op == LM_A_LAMBDA ? e : lambda))
            return true;
    return false;
}

/* A SELECT without FROM reads stdin as soon as it names a column. */
static bool
reads_stdin(const struct lm_query *q)
{
    if (q->items.n == 0 || q->group.n > 0 || names_columns(q->where, NULL))
        return true;
    for (uint32_t i = 0; i < q->items.n; i++)
        if (names_columns(((struct lm_ast_item *)q->items.at[i])->expr, NULL))
            return true;
    return false;
}

/* One row without columns. */
static struct lm_plan *
one_row(struct lm_binder *b, struct lm_pos pos)
{
    struct lm_plan *p = plan_new(b, LM_P_VALUES, NULL, pos);

    p->cols = plan_cols_new(b);
    lm_list_add(b->a, &p->rows, lm_alloc(b->a, sizeof(struct lm_list)));
    return p;
}

static int
select_from(struct bind_select *x)
{
    struct lm_binder *b = x->s.b;
    struct lm_from *f = x->q->from;

    if (f == NULL && !reads_stdin(x->q)) {
        x->s.plan = one_row(b, x->q->pos);
        return 0;
    }
    if (f == NULL) {
        f = lm_alloc(b->a, sizeof *f);
        f->op = LM_F_NAME;
        f->name = LM_STR("stdin");
        f->pos = x->q->pos;
    }
    return bind_from(&x->s, f);
}

static int
select_where(struct bind_select *x)
{
    if (x->q->where == NULL)
        return 0;
    x->s.no_aggregates = "WHERE";
    x->s.items = &x->q->items;
    x->s.nitems = x->q->items.n;
    x->s.values_change = x->s.mode == BIND_CHANGES;
    struct lm_expr *e = bind_predicate(&x->s, x->q->where, "WHERE");
    x->s.items = NULL;
    x->s.values_change = false;
    if (e == NULL)
        return -1;
    struct lm_plan *p = plan_new(x->s.b, LM_P_FILTER, x->s.plan, x->q->where->pos);
    p->predicate = e;
    x->s.plan = x->s.mode == BIND_CHANGES ? temporal_cut(x->s.b, p) : rank_cut(x->s.b, p);
    return 0;
}

void
plan_key_all(struct lm_binder *b, struct lm_plan *p, struct lm_plan *in, struct lm_pos pos)
{
    struct lm_list cols = { 0 };

    plan_visible(b, in, &cols);
    p->cols = plan_cols_new(b);
    p->is_open = false;
    p->nkey = cols.n;
    p->key = lm_alloc(b->a, (cols.n + 1) * sizeof *p->key);
    for (uint32_t i = 0; i < cols.n; i++) {
        struct lm_plan_col *c = cols.at[i];
        p->key[i] = plan_ref(b, c, pos);
        struct lm_plan_col *out = plan_col_add(b, p->cols, c->name, c->type);
        out->spread = c->spread;
        out->time = c->time;
        out->time_of = c->time_of;
    }
}

/* SELECT DISTINCT and UNION: groups without aggregates. */
struct lm_plan *
distinct_new(struct lm_binder *b, struct lm_plan *in, enum bind_mode mode, struct lm_pos pos)
{
    struct lm_plan *p = plan_new(b, LM_P_GROUP, in, pos);

    plan_key_all(b, p, in, pos);
    p->at_once = !in->changing;
    p->say = mode == BIND_CHANGES || p->at_once ? LM_SAY_CHANGES : LM_SAY_FINAL;
    p->changing = in->changing && mode == BIND_CHANGES;
    return p;
}

/* The output column that an ORDER BY expression names: by its place, its name, or itself. */
static struct lm_plan_col *
order_output(struct bind_select *x, struct lm_plan *p, const struct lm_ast *e)
{
    uint32_t n = 0;

    if (e->op == LM_A_LITERAL && e->value.kind == LM_K_INT) {
        struct lm_list cols = { 0 };
        plan_visible(x->s.b, p, &cols);
        if (e->value.i >= 1 && e->value.i <= (int64_t)cols.n)
            return cols.at[e->value.i - 1];
        lm_fail(x->s.b->err, LM_E_CLAUSE, e->pos, "ORDER BY %lld: SELECT has %u items",
                (long long)e->value.i, cols.n);
        return NULL;
    }
    if (e->op == LM_A_LITERAL && e->value.kind == LM_K_STR) {
        lm_fail(x->s.b->err, LM_E_CLAUSE, e->pos, "ORDER BY a text: every row has the same");
        lm_hint(x->s.b->err, "a column is named without quotes, or in \"...\"");
        return NULL;
    }
    for (uint32_t i = 0; i < p->cols->at.n && e->op == LM_A_NAME && e->npart == 1; i++) {
        struct lm_plan_col *c = p->cols->at.at[i];
        if (!c->hidden && !c->spread && lm_str_eq_nocase(c->name, e->part[0])) {
            n++;
            return c;
        }
    }
    return NULL;
}

int
order_key(struct bind_select *x, struct lm_plan *p, const struct lm_ast_order *o, struct lm_plan_sort *out)
{
    struct lm_binder *b = x->s.b;
    struct lm_plan_col *c = order_output(x, p, o->expr);

    if (c == NULL && b->err->code != LM_OK)
        return -1;
    if (c == NULL && p->op != LM_P_PROJECT)
        return lm_fail(b->err, LM_E_CLAUSE, o->pos, "ORDER BY of a DISTINCT or set operation needs its columns");
    if (c == NULL) {
        x->up.items = &x->q->items;
        x->up.nitems = x->q->items.n;
        x->up.aliases_first = true;
        struct lm_expr *e = bind_expr(&x->up, o->expr);
        x->up.aliases_first = false;
        if (e == NULL)
            return -1;
        c = plan_col_add(b, p->cols, LM_STR(""), e->type);
        c->expr = e;
        c->hidden = true;
    }
    out->expr = plan_ref(b, c, o->pos);
    out->flags = (uint8_t)((o->desc ? LM_SORT_DESC : 0) | (o->nulls == 1 ? LM_SORT_NULLS_FIRST : 0));
    return 0;
}

/* LIMIT and OFFSET of a query; UINT64_MAX and 0 without. */
int
query_limits(struct lm_binder *b, const struct lm_query *q, uint64_t *limit, uint64_t *offset)
{
    *limit = UINT64_MAX;
    *offset = 0;
    if (q->limit != NULL && bind_count(b, q->limit, "LIMIT", limit) != 0)
        return -1;
    return q->offset != NULL ? bind_count(b, q->offset, "OFFSET", offset) : 0;
}

/* ORDER BY over a changing stream: the first rows are kept up. */
static struct lm_plan *
sort_changes(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys, bool chosen)
{
    const struct lm_query *q = x->q;
    const struct lm_ast_order *first = q->order.at[0];
    struct lm_plan_over over = { .key = keys, .nkey = q->order.n, .lo = 1, .hi = UINT64_MAX };

    if (q->limit == NULL && q->offset == NULL) {
        if (chosen || q->emit < LM_EMIT_UPDATE)
            return p;
        lm_fail(x->s.b->err, LM_E_CLAUSE, first->pos, "ORDER BY without LIMIT has no meaning for changes");
        lm_hint(x->s.b->err, "add LIMIT, or leave EMIT out to have the rows in order at the end");
        return NULL;
    }
    uint64_t limit, offset;
    if (query_limits(x->s.b, q, &limit, &offset) != 0)
        return NULL;
    over.lo = offset + 1;
    over.hi = limit > UINT64_MAX - offset ? UINT64_MAX : limit + offset;
    return rank_new(x, p, &over, first->pos);
}

/* `chosen`: ORDER BY has said which rows of a group are kept. */
static struct lm_plan *
sort_new(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys, bool chosen)
{
    const struct lm_query *q = x->q;
    struct lm_binder *b = x->s.b;
    const struct lm_ast_order *first = q->order.at[0];

    if (lm_plan_live(p) && order_is_time(b, p, &keys[0], p->endless ? ORDER_TYPED : ORDER_NONE)) {
        p = tsort_new(b, p, keys + 1, q->order.n - 1, first->pos);
    } else if (p->endless && p->windowed && !p->changing && q->limit == NULL) {
        p = tsort_new(b, p, keys, q->order.n, first->pos); /* the rows of each window */
    } else if (x->s.mode == BIND_CHANGES) {
        return sort_changes(x, p, keys, chosen);
    } else {
        if (p->endless && q->limit == NULL && chosen)
            return p;
        if (p->endless && q->limit == NULL) {
            lm_fail(b->err, LM_E_ENDLESS_ORDER, first->pos, "the input has no end, so it cannot be sorted");
            lm_hint(b->err, "sort inside a window, add LIMIT, or declare the event time: --event-time=ts sorts by ts as it passes");
            return NULL;
        }
        p = plan_new(b, LM_P_SORT, p, first->pos);
        p->sort = keys;
        p->nsort = q->order.n;
        p->changing = false;
        if (q->limit_by.n > 0)
            return p;
        return query_limits(b, q, &p->limit, &p->offset) == 0 ? p : NULL;
    }
    if (q->limit_by.n > 0 || (q->limit == NULL && q->offset == NULL))
        return p;
    p = plan_new(b, LM_P_LIMIT, p, first->pos);
    return query_limits(b, q, &p->limit, &p->offset) == 0 ? p : NULL;
}

/* DISTINCT in its forms, and LIMIT n BY. */
static struct lm_plan *
select_choose(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys)
{
    const struct lm_query *q = x->q;

    if (q->distinct_within != NULL)
        p = recent_new(x, p);
    else if (q->distinct && q->distinct_on.n == 0)
        p = distinct_new(x->s.b, p, x->s.mode, q->pos);
    for (uint32_t i = 0; p != NULL && i < q->order.n; i++)
        if (order_key(x, p, q->order.at[i], &keys[i]) != 0)
            return NULL;
    if (p != NULL && q->distinct_on.n > 0)
        p = rank_distinct_on(x, p, keys);
    if (p != NULL && q->limit_by.n > 0)
        p = rank_limit_by(x, p, keys);
    return p;
}

/* What stands behind the SELECT list: DISTINCT, ORDER BY, EMIT, LIMIT. */
static struct lm_plan *
select_tail(struct bind_select *x, struct lm_plan *p)
{
    const struct lm_query *q = x->q;
    struct lm_binder *b = x->s.b;
    struct lm_plan_sort *keys = lm_alloc(b->a, (q->order.n + 1) * sizeof *keys);
    bool chosen = q->distinct_on.n > 0 || q->limit_by.n > 0;

    p = select_choose(x, p, keys);
    if (p != NULL && q->order.n > 0 && !(q->limit_by.n > 0 && x->s.mode == BIND_CHANGES)) {
        p = sort_new(x, p, keys, chosen);
        return p != NULL ? emit_top(b, q, p) : NULL;
    }
    p = p != NULL ? emit_top(b, q, p) : NULL;
    if (p == NULL || q->limit_by.n > 0 || (q->limit == NULL && q->offset == NULL))
        return p;
    struct lm_plan *limit = plan_new(b, LM_P_LIMIT, p, q->limit != NULL ? q->limit->pos : q->offset->pos);
    return query_limits(b, q, &limit->limit, &limit->offset) == 0 ? limit : NULL;
}

/* HAVING, above the joins that its subqueries have put on the aggregate. */
static int
select_having(struct bind_select *x)
{
    const struct lm_query *q = x->q;

    if (q->having == NULL)
        return 0;
    x->up.items = &q->items;
    x->up.nitems = q->items.n;
    struct lm_expr *having = bind_predicate(&x->up, q->having, "HAVING");
    if (having == NULL)
        return -1;
    x->up.plan = plan_new(x->s.b, LM_P_FILTER, x->up.plan, q->having->pos);
    x->up.plan->predicate = having;
    return 0;
}

/* The aggregate is complete: its input, its bounds. */
static void
group_finish(struct bind_select *x)
{
    struct lm_plan *g = x->group.plan;

    if (g->op == LM_P_WGROUP && g->in[0]->op == LM_P_RETIME)
        x->s.plan = g->in[0];
    g->in[0] = x->s.plan;
    g->endless = x->s.plan->endless;
    if (g->op == LM_P_WGROUP) {
        lm_list_add(x->s.b->a, &g->cols->at, g->win_start);
        lm_list_add(x->s.b->a, &g->cols->at, g->win_end);
    }
}

static struct lm_plan *
bind_select(struct lm_binder *b, const struct lm_query *q, const struct bind_cte *ctes, enum bind_mode mode)
{
    struct bind_select x = { .q = where_to_joins(b, q, mode) };

    q = x.q;
    x.s.b = b;
    x.s.ctes = ctes;
    x.s.mode = mode;
    x.s.on_update = q->emit == LM_EMIT_UPDATE;
    if (select_from(&x) != 0 || select_where(&x) != 0)
        return NULL;
    x.grouped = query_aggregates(q);
    if (x.grouped && (bind_group(&x.s, q, &x.group) != 0))
        return NULL;
    if (emit_window(&x) != 0)
        return NULL;
    struct lm_plan *p = project_new(b, x.grouped ? x.group.plan : x.s.plan, q->pos);
    if (x.grouped) {
        x.up = x.s;
        x.up.group = &x.group;
        x.up.tables = (struct lm_list){ 0 };
        x.up.plan = x.group.plan;
        x.group.plan->endless = x.s.plan->endless;
        x.s.no_aggregates = NULL;
        x.up.values_change = mode == BIND_CHANGES;
        if (select_having(&x) != 0)
            return NULL;
    } else {
        x.s.no_aggregates = "this query"; /* cannot happen: an aggregate makes it grouped */
        x.up = x.s;
    }
    x.up.unnests = !x.grouped;
    x.overs.windows = &q->windows;
    x.up.overs = &x.overs;
    x.up.values_change = mode == BIND_CHANGES;
    if (bind_items(&x, p) != 0)
        return NULL;
    x.up.unnests = x.up.values_change = false; /* what follows goes by whether its input changes */
    p->changing = p->changing || x.up.plan->changing;
    if (overs_finish(&x, x.up.plan) != 0)
        return NULL;
    if (x.overs.top != NULL) {
        p->changing = x.overs.top->changing;
        p->windowed = x.overs.top->windowed;
        p->in[0] = x.overs.top;
    }
    struct lm_plan *top = select_tail(&x, p);
    if (top == NULL)
        return NULL;
    /* Subqueries in SELECT and ORDER BY have put joins on the input meanwhile. */
    if (x.grouped)
        group_finish(&x);
    if (x.overs.bottom != NULL)
        x.overs.bottom->in[0] = x.up.plan;
    else
        p->in[0] = x.up.plan;
    return top;
}

struct lm_plan *
bind_query(struct lm_binder *b, const struct lm_query *q, const struct bind_cte *ctes, enum bind_mode mode)
{
    struct lm_plan *p = NULL;

    if (b->depth > LM_EXPR_DEPTH * 4) {
        lm_fail(b->err, LM_E_TOO_DEEP, q->pos, "queries are nested too deeply");
        return NULL;
    }
    b->depth += 8;
    for (uint32_t i = 0; i < q->with.n; i++) {
        struct bind_cte *c = lm_alloc(b->a, sizeof *c);
        c->cte = q->with.at[i];
        c->before = ctes;
        ctes = c;
    }
    mode = emit_mode(q, mode);
    if (q->grouping != NULL)
        q = grouping_query(b, q);
    if (q->op == LM_Q_SELECT)
        p = bind_select(b, q, ctes, mode);
    else if (q->op == LM_Q_VALUES)
        p = bind_values(b, q);
    else
        p = bind_set(b, q, ctes, mode);
    if (p != NULL && q->op != LM_Q_SELECT) {
        struct bind_select x = { .q = q, .s = { .b = b, .mode = mode, .plan = p } };
        p = emit_window(&x) == 0 ? select_tail(&x, p) : NULL;
    }
    b->depth -= 8;
    return p;
}
