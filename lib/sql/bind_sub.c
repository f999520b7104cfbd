/* bind_sub.c -- subqueries as values: IN, EXISTS and scalar ones become joins with a snapshot. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * (SELECT ...) is a join that adds one value (SINGLE). EXISTS and IN add a BOOLEAN (MARK). What a
 * subquery says of the query around it may stand in equalities of its WHERE, inner = outer: they
 * become the keys of the join, and the inner side is projected to its sides of them. An aggregate
 * without GROUP BY has a row even of nothing, a group of the join has none: such a subquery tells by one
 * more column whether its group is there, and is else what its SELECT item is of no rows.
 */
#include <assert.h>

#include "sql/bind_sub.h"

/* Whether every name of e, and at least one, is of `alias`es that only `outer` has. */
static bool
all_outer(const struct lm_ast *e, struct bind_scope *outer, const struct lm_from *inner, uint32_t *names)
{
    if (e->op == LM_A_NAME) {
        (*names)++;
        if (e->npart < 2 || scope_table(outer->group != NULL ? outer->group->below : outer, e->part[0]) == NULL)
            return false;
        struct lm_str inner_alias = inner != NULL ? (inner->alias.n > 0 ? inner->alias : inner->name)
                                                  : (struct lm_str){ 0 };
        return !lm_str_eq_nocase(e->part[0], inner_alias);
    }
    if (e->query != NULL)
        return false;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (e->arg.at[i] != NULL && !all_outer(e->arg.at[i], outer, inner, names))
            return false;
    return true;
}

static bool
is_outer(const struct lm_ast *e, struct bind_scope *outer, const struct lm_from *inner)
{
    uint32_t names = 0;

    return all_outer(e, outer, inner, &names) && names > 0;
}

static void
where_split(struct bind_scope *s, const struct lm_query *q, const struct lm_ast *e, struct sub *out)
{
    if (e->op == LM_A_AND) {
        for (uint32_t i = 0; i < e->arg.n; i++)
            where_split(s, q, e->arg.at[i], out);
        return;
    }
    if (e->op == LM_A_CALL && lm_str_eq(e->name, LM_STR("="))) {
        for (int k = 0; k < 2; k++) {
            if (is_outer(e->arg.at[k], s, q->from) && !is_outer(e->arg.at[1 - k], s, q->from)) {
                lm_list_add(s->b->a, &out->outer, e->arg.at[k]);
                lm_list_add(s->b->a, &out->inner, e->arg.at[1 - k]);
                return;
            }
        }
    }
    out->rest = ast_both(s->b, out->rest, e);
}

static struct lm_ast *
ast_literal(struct bind_scope *s, const struct lm_ast *at, enum lm_type_id id, struct lm_val value)
{
    struct lm_ast *e = lm_alloc(s->b->a, sizeof *e);

    e->op = LM_A_LITERAL;
    e->pos = at->pos;
    e->type = lm_type_of(id);
    e->value = value;
    return e;
}

/* An expression over aggregates as it is of no rows: counts are 0, the others NULL. */
static struct lm_ast *
of_no_rows(struct bind_scope *s, const struct lm_ast *e)
{
    if (e->op == LM_A_CALL && lm_agg_is(e->name)) {
        if (lm_agg_counts(e->name))
            return ast_literal(s, e, LM_T_BIGINT, lm_val_int(0));
        return ast_literal(s, e, LM_T_NULL, LM_VAL_NULL);
    }
    struct lm_ast *c = lm_alloc_copy(s->b->a, e, sizeof *e);
    c->arg = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < e->arg.n; i++)
        lm_list_add(s->b->a, &c->arg, e->arg.at[i] != NULL ? of_no_rows(s, e->arg.at[i]) : NULL);
    return c;
}

/* CASE WHEN cond THEN e END */
static struct lm_ast *
only_when(struct bind_scope *s, struct lm_ast *cond, struct lm_ast *e)
{
    struct lm_ast *c = lm_alloc(s->b->a, sizeof *c);

    c->op = LM_A_CASE;
    c->pos = e->pos;
    lm_list_add(s->b->a, &c->arg, NULL);
    lm_list_add(s->b->a, &c->arg, cond);
    lm_list_add(s->b->a, &c->arg, e);
    lm_list_add(s->b->a, &c->arg, NULL);
    return c;
}

/* Whether a query is one row of aggregates, of however many rows. */
static bool
is_total(const struct lm_query *q)
{
    return q->op == LM_Q_SELECT && query_aggregates(q) && q->group.n == 0 && !q->group_all &&
           q->grouping == NULL && (q->from == NULL || q->from->window == LM_WC_NONE);
}

void
sub_item(struct bind_scope *s, struct lm_query *c, struct lm_ast *e, struct lm_str alias)
{
    struct lm_ast_item *item = lm_alloc(s->b->a, sizeof *item);

    item->expr = e;
    item->alias = alias;
    lm_list_add(s->b->a, &c->items, item);
}

/* The one item of a total, whose HAVING becomes a part of the value, and what it is of no rows. */
static void
total_item(struct bind_scope *s, struct lm_query *c, struct sub *out)
{
    struct lm_ast_item *item = lm_alloc_copy(s->b->a, c->items.at[0], sizeof *item);

    if (c->having != NULL)
        item->expr = only_when(s, c->having, item->expr);
    c->having = NULL;
    c->items = (struct lm_list){ 0 };
    lm_list_add(s->b->a, &c->items, item);
    out->none = of_no_rows(s, item->expr);
}

/* The subquery with its outer equalities taken out; their inner sides as further SELECT items. */
static struct lm_query *
decorrelate(struct bind_scope *s, const struct lm_query *q, struct sub *out, bool items)
{
    struct lm_query *c = lm_alloc_copy(s->b->a, q, sizeof *q);

    c->group.cap = c->group.n; /* what is added must not stand in the original */
    if (q->op == LM_Q_SELECT && q->where != NULL) {
        where_split(s, q, q->where, out);
        c->where = out->rest;
    }
    if (!items)
        c->items = (struct lm_list){ 0 };
    else if ((out->inner.n > 0 || out->kept) && is_total(q) && c->items.n == 1 && !out->in)
        total_item(s, c, out);
    else if (out->inner.n > 0)
        c->items.cap = c->items.n; /* grow a copy, not the original */
    for (uint32_t i = 0; i < out->inner.n; i++) {
        sub_item(s, c, out->inner.at[i], lm_str_format(s->b->a, " key%u", i));
        if (query_aggregates(q))
            lm_list_add(s->b->a, &c->group, out->inner.at[i]);
    }
    c->limit_by.cap = c->limit_by.n;
    for (uint32_t i = 0; i < out->inner.n && (q->limit != NULL || q->offset != NULL); i++)
        lm_list_add(s->b->a, &c->limit_by, out->inner.at[i]); /* LIMIT counts the rows of each outer one */
    if (out->none != NULL)
        sub_item(s, c, ast_literal(s, out->none, LM_T_BOOLEAN, lm_val_bool(true)), LM_STR(" there"));
    if (c->items.n == 0) /* EXISTS without keys: any row will do */
        sub_item(s, c, ast_literal(s, &(struct lm_ast){ .pos = q->pos }, LM_T_BIGINT, lm_val_int(1)), (struct lm_str){ 0 });
    return c;
}

int
sub_key(struct bind_scope *s, struct lm_plan *join, const struct lm_ast *outer, struct lm_plan_col *inner)
{
    struct lm_expr *l = bind_expr(s, outer);
    struct lm_type t;
    uint32_t n = join->nkey;

    if (l == NULL)
        return -1;
    if (!lm_type_common(l->type, inner->type, &t)) {
        char a[64], b[64];
        return lm_fail(s->b->err, LM_E_TYPE, outer->pos, "%s and %s do not compare",
                       lm_type_print(l->type, a), lm_type_print(inner->type, b));
    }
    struct lm_expr *r = plan_ref(s->b, inner, outer->pos);
    join->key[n] = lm_expr_as(s->b->a, l, t);
    join->rkey[n] = lm_expr_as(s->b->a, r, t);
    join->nkey = n + 1;
    return 0;
}

struct lm_plan *
sub_join(struct bind_scope *s, const struct lm_ast *e, struct lm_plan *inner, enum lm_plan_join kind)
{
    struct lm_plan *join = plan_new(s->b, LM_P_JOIN, NULL, e->pos);

    join->in[1] = inner;
    join->join = kind;
    join->key = lm_alloc(s->b->a, 8 * sizeof *join->key);
    join->rkey = lm_alloc(s->b->a, 8 * sizeof *join->rkey);
    return join;
}

/* The value of a scalar subquery: where its group is not there, what it is of no rows. */
static struct lm_expr *
sub_value(struct bind_scope *s, const struct lm_ast *e, const struct sub *sub, struct lm_plan *join,
          const struct lm_list *cols)
{
    struct lm_expr *value = plan_ref(s->b, join_right(s->b, join, cols->at[0]), e->pos);
    struct lm_expr **arg = lm_alloc(s->b->a, 3 * sizeof *arg);
    struct lm_type t;

    if (sub->none == NULL)
        return value;
    struct lm_expr *none = bind_expr(s, sub->none);
    if (none == NULL)
        return NULL;
    bool common = lm_type_common(value->type, none->type, &t);
    assert(common); /* both are one expression */
    arg[0] = plan_ref(s->b, join_right(s->b, join, cols->at[cols->n - 1]), e->pos);
    arg[1] = lm_expr_as(s->b->a, value, t);
    arg[2] = lm_expr_as(s->b->a, none, t);
    return lm_expr_new(s->b->a, LM_X_CASE, t, e->pos, arg, 3);
}

/* The plan of the subquery, read whole or kept. */
static struct lm_plan *
sub_inner(struct bind_scope *s, const struct lm_ast *e, const struct lm_query *q, struct sub *sub)
{
    struct lm_plan *inner = bind_query(s->b, q, s->ctes, BIND_FINAL);
    if (inner == NULL)
        return NULL;
    if (inner->endless) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a subquery used as a value must end, and its input does not");
        lm_hint(s->b->err, "bound its distance in time: b.ts BETWEEN a.ts - INTERVAL '1' HOUR AND a.ts; or join it");
        return NULL;
    }
    if (sub->inner.n > 7) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a subquery may be compared with at most 7 columns of the query around");
        return NULL;
    }
    sub->kept = sub->kept && sub_can_be_kept(s, inner);
    if (sub->kept)
        return e->op == LM_A_SUBQUERY ? bind_query(s->b, q, s->ctes, BIND_CHANGES) : inner;
    if (inner->changing) { /* it is read whole: what is left of it counts */
        inner = plan_new(s->b, LM_P_FINAL, inner, e->pos);
        inner->changing = false;
    }
    return inner;
}

/* x IN (SELECT of one row): x = (SELECT ...). */
static struct lm_expr *
in_total(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_ast sub = { .op = LM_A_SUBQUERY, .pos = e->pos, .query = e->query };
    struct lm_ast eq = { .op = LM_A_CALL, .pos = e->pos, .name = LM_STR("=") };

    lm_list_add(s->b->a, &eq.arg, e->arg.at[0]);
    lm_list_add(s->b->a, &eq.arg, &sub);
    struct lm_expr *x = bind_expr(s, &eq);
    if (x == NULL || !e->negated)
        return x;
    return lm_expr_call(s->b->a, LM_STR("not"), lm_alloc_copy(s->b->a, &x, sizeof x), 1, e->pos, s->b->err);
}

/* Puts the join on what the scope reads by now: subqueries among its keys have put their own there. */
void
sub_place(struct bind_scope *s, struct lm_plan *join)
{
    const struct lm_plan *left = s->plan;

    join->in[0] = s->plan;
    join->cols = left->cols;
    join->is_open = left->is_open;
    join->changing = left->changing;
    join->windowed = left->windowed;
    join->endless = left->endless;
    s->plan = join;
}

/* A subquery without FROM: what it names is of the query around. */
static bool
is_bare(const struct lm_query *q)
{
    return q->op == LM_Q_SELECT && q->from == NULL && q->items.n == 1 && !query_aggregates(q) &&
           ((struct lm_ast_item *)q->items.at[0])->expr->op != LM_A_STAR && !q->distinct && q->distinct_on.n == 0 &&
           q->order.n == 0 && q->limit == NULL && q->offset == NULL && q->with.n == 0 && q->qualify == NULL;
}

struct lm_ast *
sub_call(struct lm_binder *b, enum lm_ast_op op, const char *name, struct lm_pos pos)
{
    struct lm_ast *e = lm_alloc(b->a, sizeof *e);

    e->op = op;
    e->name = lm_str_of(name);
    e->pos = e->name_pos = pos;
    return e;
}

struct lm_ast *
sub_bool(struct lm_binder *b, bool v, struct lm_pos pos)
{
    struct lm_ast *e = sub_call(b, LM_A_LITERAL, "", pos);

    e->type = lm_type_of(LM_T_BOOLEAN);
    e->value = lm_val_bool(v);
    return e;
}

/* (SELECT x WHERE c) is CASE WHEN c THEN x END; IN and EXISTS accordingly. */
static struct lm_expr *
bare_value(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_binder *b = s->b;
    const struct lm_query *q = e->query;
    struct lm_ast *value = ((struct lm_ast_item *)q->items.at[0])->expr;
    bool many = ast_is_rows(value);

    if (many && (e->op != LM_A_IN || value->arg.n != 1)) {
        lm_fail(b->err, LM_E_UNSUPPORTED, value->pos, "%.*s gives several rows here", LM_STRF(value->name));
        return NULL;
    }
    if (e->op == LM_A_EXISTS) {
        value = sub_bool(b, true, e->pos);
    } else if (e->op == LM_A_IN) {
        struct lm_ast *x = sub_call(b, many ? LM_A_ANY : LM_A_CALL, "=", e->pos);
        lm_list_add(b->a, &x->arg, e->arg.at[0]);
        if (many) { /* of NULL there are no rows */
            struct lm_ast *list = sub_call(b, LM_A_CALL, "coalesce", e->pos);
            lm_list_add(b->a, &list->arg, value->arg.at[0]);
            lm_list_add(b->a, &list->arg, sub_call(b, LM_A_ARRAY, "", e->pos));
            value = list;
        }
        lm_list_add(b->a, &x->arg, value);
        value = x;
    }
    if (q->where != NULL) {
        struct lm_ast *x = sub_call(b, LM_A_CASE, "", e->pos);
        lm_list_add(b->a, &x->arg, NULL);
        lm_list_add(b->a, &x->arg, q->where);
        lm_list_add(b->a, &x->arg, value);
        lm_list_add(b->a, &x->arg, e->op == LM_A_SUBQUERY ? NULL : sub_bool(b, false, e->pos));
        value = x;
    }
    struct lm_expr *x = bind_expr(s, value);
    if (x == NULL || !e->negated)
        return x;
    return lm_expr_call(b->a, LM_STR("not"), lm_alloc_copy(b->a, &x, sizeof x), 1, e->pos, b->err);
}

/* Whether the changes of a subquery can be told. LIMIT counts its rows anew only where they are in an order. */
static bool
can_change(const struct lm_ast *e)
{
    const struct lm_query *q = e->query;

    if (q->order.n == 0 && (q->limit != NULL || q->offset != NULL) && !is_total(q))
        return false;
    if (e->op != LM_A_IN)
        return e->op == LM_A_SUBQUERY || q->op == LM_Q_SELECT;
    while (q->op != LM_Q_SELECT && q->op != LM_Q_VALUES)
        q = q->left;
    return q->op == LM_Q_SELECT && q->items.n == 1 && ((struct lm_ast_item *)q->items.at[0])->expr->op != LM_A_STAR;
}

struct lm_expr *
bind_subquery(struct bind_scope *s, const struct lm_ast *e)
{
    bool scalar = e->op == LM_A_SUBQUERY, in = e->op == LM_A_IN;
    struct sub sub = { .in = in, .kept = s->values_change && can_change(e) };
    struct lm_list cols = { 0 };

    if (is_bare(e->query) && (s->tables.n > 0 || s->group != NULL))
        return bare_value(s, e);
    if (s->plan == NULL) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a subquery cannot stand here");
        return NULL;
    }
    if (e->op == LM_A_EXISTS && is_total(e->query) && e->query->having == NULL)
        return lm_expr_val(s->b->a, lm_type_of(LM_T_BOOLEAN), lm_val_bool(!e->negated), e->pos);
    bool row = in && ((struct lm_ast *)e->arg.at[0])->op == LM_A_ROW;
    if (in && !row && is_total(e->query) && e->query->having == NULL)
        return in_total(s, e);
    struct lm_query *q = decorrelate(s, e->query, &sub, scalar || in);
    const struct lm_ast *outer = query_names_outer(s->group != NULL ? s->group->below : s, q);
    if (outer != NULL) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, outer->pos,
                "\"%.*s\" of the query around is used other than in an equality of WHERE", LM_STRF(outer->part[0]));
        lm_hint(s->b->err, "EXISTS may compare it with < and >; else join the tables");
        return NULL;
    }
    struct lm_plan *inner = sub_inner(s, e, q, &sub);
    if (inner == NULL)
        return NULL;
    plan_visible(s->b, inner, &cols);
    uint32_t own = cols.n - sub.inner.n - (sub.none != NULL);
    if (row) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a row IN (SELECT ...) stands in WHERE, joined by AND");
        lm_hint(s->b->err, "EXISTS (SELECT 1 FROM ... WHERE a = x AND b = y) can stand here");
        return NULL;
    }
    if ((scalar || in) && own != 1) {
        lm_fail(s->b->err, LM_E_WIDTH, e->pos, "the subquery has %u columns instead of one", own);
        return NULL;
    }
    if (sub.kept && !scalar)
        return kept_mark(s, e, q, &sub);
    struct lm_plan *join = sub_join(s, e, inner, scalar ? LM_PJ_SINGLE : LM_PJ_MARK);
    if (in && sub_key(s, join, e->arg.at[0], cols.at[0]) != 0)
        return NULL;
    for (uint32_t i = 0; i < sub.outer.n; i++)
        if (sub_key(s, join, sub.outer.at[i], cols.at[own + i]) != 0)
            return NULL;
    join->null_aware = in;
    if (sub.kept)
        sub_keep(s, join, &cols);
    sub_place(s, join);
    s->plan->changing |= sub.kept;
    if (scalar)
        return sub_value(s, e, &sub, join, &cols);
    join->mark_col = lm_alloc(s->b->a, sizeof *join->mark_col);
    join->mark_col->type = lm_type_of(LM_T_BOOLEAN);
    join->mark_col->hidden = true;
    struct lm_expr *mark = plan_ref(s->b, join->mark_col, e->pos);
    if (!e->negated)
        return mark;
    return lm_expr_call(s->b->a, LM_STR("not"), lm_alloc_copy(s->b->a, &mark, sizeof mark), 1, e->pos,
                        s->b->err);
}
