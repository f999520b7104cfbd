/* bind_lateral.c -- LATERAL (SELECT ...): a subquery in FROM that names the tables before it. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * FROM a, LATERAL (SELECT b.w FROM b WHERE b.k = a.k AND b.w > 1) x reads as the join
 * FROM a JOIN (SELECT b.w, b.k AS h FROM b WHERE b.w > 1) x ON x.h = a.k: conditions that name
 * both queries move into ON, and what they name of the inner one becomes an item, hidden by a byte 1
 * at the beginning of its name. A LIMIT is then one for each value of those. Whatever else names the
 * query around is refused, with or without the word LATERAL: it would be taken for a column of the
 * subquery's own tables.
 */

#include "sql/bind_join.h"

enum { LATERAL_DEPTH = 16 }; /* of queries inside each other that are looked through */

struct lateral {
    struct lm_binder *b;
    const struct lm_from *outer; /* the tables before the subquery; NULL: those of `around` */
    struct bind_scope *around;
    const struct lm_from *inside[LATERAL_DEPTH]; /* FROM of the queries looked at, the innermost last */
    uint32_t ninside;
    const struct lm_query *q;
    struct lm_str alias;         /* of the subquery */
    struct lm_query *own;        /* the subquery without what has moved */
    struct lm_ast *on;
    const struct lm_ast *found;  /* a name of the query around; NULL: none */
};

static void query_find(struct lateral *x, const struct lm_query *q);

static bool
names_outer(const struct lateral *x, const struct lm_ast *e)
{
    if (e->op != LM_A_NAME || e->npart < 2)
        return false;
    for (uint32_t i = 0; i < x->ninside; i++)
        if (x->inside[i] != NULL && from_has(x->inside[i], e->part[0]))
            return false;
    return x->outer != NULL ? from_has(x->outer, e->part[0]) : scope_table(x->around, e->part[0]) != NULL;
}

static void expr_find(struct lateral *x, const struct lm_ast *e);

static void
exprs_find(struct lateral *x, const struct lm_list *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        expr_find(x, list->at[i]);
}

static void
orders_find(struct lateral *x, const struct lm_list *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        expr_find(x, ((const struct lm_ast_order *)list->at[i])->expr);
}

static void
expr_find(struct lateral *x, const struct lm_ast *e)
{
    if (e == NULL || x->found != NULL)
        return;
    if (names_outer(x, e))
        x->found = e;
    query_find(x, e->query);
    exprs_find(x, &e->arg);
    if (e->call != NULL) {
        expr_find(x, e->call->filter);
        orders_find(x, &e->call->order);
    }
    if (e->call != NULL && e->call->over != NULL) {
        exprs_find(x, &e->call->over->partition);
        orders_find(x, &e->call->over->order);
    }
}

static void
from_find(struct lateral *x, const struct lm_from *f)
{
    if (f->op == LM_F_QUERY)
        query_find(x, f->query);
    if (f->op == LM_F_FUNCTION)
        expr_find(x, f->fn);
    if (f->op != LM_F_JOIN)
        return;
    from_find(x, f->join->left);
    from_find(x, f->join->right);
    expr_find(x, f->join->on);
}

/* The first name of the query around anywhere in q, if q does not nest beyond all measure. */
static void
query_find(struct lateral *x, const struct lm_query *q)
{
    if (q == NULL || x->ninside == LATERAL_DEPTH)
        return;
    x->inside[x->ninside++] = q->from;
    query_find(x, q->left);
    query_find(x, q->right);
    if (q->from != NULL)
        from_find(x, q->from);
    for (uint32_t i = 0; i < q->items.n; i++)
        expr_find(x, ((const struct lm_ast_item *)q->items.at[i])->expr);
    expr_find(x, q->where);
    exprs_find(x, &q->group);
    expr_find(x, q->having);
    expr_find(x, q->qualify);
    orders_find(x, &q->order);
    x->ninside--;
}

const struct lm_ast *
query_names_outer(struct bind_scope *around, const struct lm_query *q)
{
    struct lateral x = { .b = around->b, .around = around };

    query_find(&x, q);
    return x.found;
}

static struct lm_ast *
name_of(struct lateral *x, struct lm_str table, struct lm_str column, struct lm_pos pos)
{
    struct lm_ast *e = lm_alloc(x->b->a, sizeof *e);

    e->op = LM_A_NAME;
    e->pos = e->name_pos = pos;
    e->npart = 2;
    e->quoted = true;
    e->part = lm_alloc(x->b->a, 2 * sizeof *e->part);
    e->part[0] = table;
    e->part[1] = column;
    return e;
}

/* e as it reads above the subquery: names inside become hidden items of it. */
static struct lm_ast *
lifted(struct lateral *x, const struct lm_ast *e)
{
    struct lm_ast *copy = lm_alloc_copy(x->b->a, e, sizeof *e);

    if (e->op == LM_A_NAME && !names_outer(x, e)) {
        struct lm_ast_item *item = lm_alloc(x->b->a, sizeof *item);
        item->expr = (struct lm_ast *)e;
        item->alias = lm_str_format(x->b->a, "\1%u", x->own->items.n);
        lm_list_add(x->b->a, &x->own->items, item);
        if (x->q->limit != NULL || x->q->offset != NULL)
            lm_list_add(x->b->a, &x->own->limit_by, (void *)e);
        return name_of(x, x->alias, item->alias, e->pos);
    }
    copy->arg = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < e->arg.n; i++)
        lm_list_add(x->b->a, &copy->arg, e->arg.at[i] != NULL ? lifted(x, e->arg.at[i]) : NULL);
    return copy;
}

/* Moves the conditions of WHERE that name the query around into ON. */
static void
where_lift(struct lateral *x)
{
    struct lm_list parts = { 0 };

    x->own->where = NULL;
    join_conjuncts(x->b, x->q->where, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        struct lm_ast *e = parts.at[i];
        struct lateral look = *x;
        look.found = NULL;
        expr_find(&look, e);
        bool equal = e->op == LM_A_CALL && lm_str_eq(e->name, LM_STR("="));
        if (look.found == NULL || (x->own->limit != NULL && !equal))
            x->own->where = ast_both(x->b, x->own->where, e);
        else
            x->on = ast_both(x->b, x->on, lifted(x, e));
    }
}

static int
refuse(struct lateral *x, const struct lm_from_join *j)
{
    lm_fail(x->b->err, LM_E_UNSUPPORTED, x->found->pos, "\"%.*s\" is of a table that stands beside this subquery",
            LM_STRF(x->found->part[0]));
    if (!j->right->lateral)
        return lm_hint(x->b->err, "LATERAL (SELECT ...) may name it, in its WHERE");
    return lm_hint(x->b->err, "a LATERAL subquery may name it in its WHERE: a plain SELECT .. FROM .. WHERE, "
                              "with ORDER BY and LIMIT if it is compared by equality");
}

/* Whether moving conditions above q leaves the rest of it what it was. */
static bool
is_plain(const struct lm_query *q)
{
    return q->op == LM_Q_SELECT && q->from != NULL && q->where != NULL && !query_aggregates(q) && !q->distinct &&
           q->distinct_on.n == 0 && q->qualify == NULL && q->with.n == 0 && q->limit_by.n == 0;
}

int
lateral_join(struct lm_binder *b, struct lm_from_join *j)
{
    struct lateral x = { .b = b, .outer = j->left, .q = j->right->query, .alias = j->right->alias };

    if (j->right->op != LM_F_QUERY)
        return 0;
    query_find(&x, x.q);
    if (x.found == NULL)
        return 0;
    if (!j->right->lateral || !is_plain(x.q) || (j->kind != LM_JOIN_CROSS && j->kind != LM_JOIN_INNER &&
                                                 j->kind != LM_JOIN_LEFT))
        return refuse(&x, j);
    x.own = lm_alloc_copy(b->a, x.q, sizeof *x.own);
    x.own->items.cap = x.own->items.n; /* what is added must not stand in the original */
    x.alias = x.alias.n > 0 ? x.alias : LM_STR(" lateral");
    x.inside[x.ninside++] = x.q->from;
    where_lift(&x);
    x.ninside = 0;
    x.found = NULL;
    query_find(&x, x.own);
    if (x.found != NULL || x.on == NULL)
        return refuse(&x, j);
    struct lm_from *right = lm_alloc_copy(b->a, j->right, sizeof *right);
    right->query = x.own;
    right->alias = x.alias;
    j->right = right;
    j->on = j->on != NULL ? ast_both(b, x.on, j->on) : x.on;
    j->kind = j->kind == LM_JOIN_CROSS ? LM_JOIN_INNER : j->kind;
    return 0;
}
