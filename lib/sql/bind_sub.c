/* bind_sub.c -- subqueries as values: IN, EXISTS and scalar ones become joins with a snapshot. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * (SELECT ...) is a join that adds one value (SINGLE). EXISTS and IN add a BOOLEAN (MARK). What a
 * subquery says of the query around it may stand in equalities of its WHERE, inner = outer: they
 * become the keys of the join, and the inner side is projected to its sides of them.
 */
#include <assert.h>

#include "sql/bind_priv.h"

struct sub {
    struct lm_list inner; /* of struct lm_ast: key expressions of the subquery */
    struct lm_list outer; /* ... and what they equal outside */
    struct lm_ast *rest;  /* WHERE without them */
};

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
    if (out->rest == NULL) {
        out->rest = (struct lm_ast *)e;
        return;
    }
    struct lm_ast *both = lm_alloc(s->b->a, sizeof *both);
    both->op = LM_A_AND;
    both->pos = e->pos;
    lm_list_add(s->b->a, &both->arg, out->rest);
    lm_list_add(s->b->a, &both->arg, (void *)e);
    out->rest = both;
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
    else if (out->inner.n > 0)
        c->items.cap = c->items.n; /* grow a copy, not the original */
    for (uint32_t i = 0; i < out->inner.n; i++) {
        struct lm_ast_item *item = lm_alloc(s->b->a, sizeof *item);
        item->expr = out->inner.at[i];
        item->alias = lm_str_format(s->b->a, " key%u", i);
        lm_list_add(s->b->a, &c->items, item);
        if (query_aggregates(q))
            lm_list_add(s->b->a, &c->group, out->inner.at[i]);
    }
    if (c->items.n == 0) { /* EXISTS without keys: any row will do */
        struct lm_ast_item *item = lm_alloc(s->b->a, sizeof *item);
        item->expr = lm_alloc(s->b->a, sizeof *item->expr);
        item->expr->op = LM_A_LITERAL;
        item->expr->pos = q->pos;
        item->expr->type = lm_type_of(LM_T_BIGINT);
        item->expr->value = lm_val_int(1);
        lm_list_add(s->b->a, &c->items, item);
    }
    return c;
}

static int
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

static struct lm_plan *
sub_join(struct bind_scope *s, const struct lm_ast *e, struct lm_plan *inner, enum lm_plan_join kind)
{
    struct lm_plan *join = plan_new(s->b, LM_P_JOIN, NULL, e->pos);
    struct lm_plan *left = s->plan;

    join->in[0] = left;
    join->in[1] = inner;
    join->cols = left->cols;
    join->is_open = left->is_open;
    join->changing = left->changing;
    join->windowed = left->windowed;
    join->endless = left->endless;
    join->join = kind;
    join->key = lm_alloc(s->b->a, 8 * sizeof *join->key);
    join->rkey = lm_alloc(s->b->a, 8 * sizeof *join->rkey);
    return join;
}

/* An aggregate over all rows answers also where there are none. */
static bool
is_total(const struct lm_query *q)
{
    return query_aggregates(q) && q->group.n == 0 && !q->group_all && q->grouping == NULL;
}

static bool
is_count(const struct lm_ast *e)
{
    static const char *const names[] = { "count", "count_if", "countif", "regr_count", "approx_count_distinct" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (e->op == LM_A_CALL && lm_str_eq_nocase(e->name, lm_str_of(names[i])))
            return true;
    return false;
}

static bool
has_count(const struct lm_ast *e)
{
    bool found = e != NULL && is_count(e);

    for (uint32_t i = 0; e != NULL && i < e->arg.n && !found; i++)
        found = has_count(e->arg.at[i]);
    return found;
}

/* The value of (SELECT ...): one that counts is 0 where the keys of the join meet nothing. */
static struct lm_expr *
scalar_value(struct bind_scope *s, const struct lm_ast *e, struct lm_plan_col *col, bool correlated)
{
    struct lm_expr *x = plan_ref(s->b, col, e->pos);
    const struct lm_query *q = e->query;
    const struct lm_ast_item *item = q->items.n > 0 ? q->items.at[0] : NULL;

    if (!correlated || item == NULL || !is_total(q) || !has_count(item->expr))
        return x;
    if (!is_count(item->expr) || q->having != NULL) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, item->expr->pos,
                "a count of a correlated subquery stands alone in its SELECT");
        lm_hint(s->b->err, "calculate with the subquery: (SELECT count(*) FROM ...) + 1");
        return NULL;
    }
    struct lm_expr **arg = lm_alloc(s->b->a, 2 * sizeof *arg);
    arg[0] = x;
    arg[1] = lm_expr_as(s->b->a, lm_expr_val(s->b->a, lm_type_of(LM_T_BIGINT), lm_val_int(0), e->pos), x->type);
    return lm_expr_new(s->b->a, LM_X_COALESCE, x->type, e->pos, arg, 2);
}

struct lm_expr *
bind_subquery(struct bind_scope *s, const struct lm_ast *e)
{
    struct sub sub = { 0 };
    struct lm_list cols = { 0 };
    bool scalar = e->op == LM_A_SUBQUERY, in = e->op == LM_A_IN;

    if (s->plan == NULL) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a subquery cannot stand here");
        return NULL;
    }
    if (e->op == LM_A_EXISTS && is_total(e->query) && e->query->having == NULL)
        return lm_expr_val(s->b->a, lm_type_of(LM_T_BOOLEAN), lm_val_bool(!e->negated), e->pos);
    struct lm_query *q = decorrelate(s, e->query, &sub, scalar || in);
    struct lm_plan *inner = bind_query(s->b, q, NULL, s->ctes, BIND_FINAL);
    if (inner == NULL)
        return NULL;
    if (inner->endless || inner->changing || sub.inner.n > 7) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a subquery must end, and not change");
        return NULL;
    }
    plan_visible(s->b, inner, &cols);
    uint32_t own = cols.n - sub.inner.n;
    if (in && ((struct lm_ast *)e->arg.at[0])->op == LM_A_ROW) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, e->pos, "a row IN (SELECT ...) stands in WHERE, joined by AND");
        lm_hint(s->b->err, "EXISTS (SELECT 1 FROM ... WHERE a = x AND b = y) can stand here");
        return NULL;
    }
    if ((scalar || in) && own != 1) {
        lm_fail(s->b->err, LM_E_WIDTH, e->pos, "the subquery has %u columns instead of one", own);
        return NULL;
    }
    struct lm_plan *join = sub_join(s, e, inner, scalar ? LM_PJ_SINGLE : LM_PJ_MARK);
    if (in && sub_key(s, join, e->arg.at[0], cols.at[0]) != 0)
        return NULL;
    for (uint32_t i = 0; i < sub.outer.n; i++)
        if (sub_key(s, join, sub.outer.at[i], cols.at[own + i]) != 0)
            return NULL;
    join->null_aware = in;
    s->plan = join;
    if (scalar)
        return scalar_value(s, e, join_right(s->b, join, cols.at[0]), sub.outer.n > 0);
    join->mark_col = lm_alloc(s->b->a, sizeof *join->mark_col);
    join->mark_col->type = lm_type_of(LM_T_BOOLEAN);
    join->mark_col->hidden = true;
    struct lm_expr *mark = plan_ref(s->b, join->mark_col, e->pos);
    if (!e->negated)
        return mark;
    return lm_expr_call(s->b->a, LM_STR("not"), lm_alloc_copy(s->b->a, &mark, sizeof mark), 1, e->pos,
                        s->b->err);
}
