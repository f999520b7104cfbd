/* bind_kept.c -- subqueries whose value changes as rows come: EMIT CHANGES. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A join of changes keeps the rows around and the subquery's, by its keys; what the subquery gives for a key
 * is one row, and where that is replaced, comes or goes the rows around with that key are told anew. EXISTS
 * joins the groups of the subquery's rows by its keys. IN joins two: those by the compared value too, for
 * whether it is there, and those by the keys alone, for whether there are rows at all and NULLs among them.
 */
#include <assert.h>

#include "sql/bind_sub.h"

bool
sub_can_be_kept(const struct bind_scope *s, const struct lm_plan *inner)
{
    return !s->plan->endless && !inner->endless && lm_plan_live(inner);
}

void
sub_keep(struct bind_scope *s, struct lm_plan *join, const struct lm_list *cols)
{
    join->how = LM_PH_CHANGES;
    join->right_first = true;
    join->lateness_us = s->b->cat->state_ttl_us;
    for (uint32_t i = 0; i < cols->n; i++)
        ((struct lm_plan_col *)cols->at[i])->hidden = true; /* no columns of SELECT * */
    if (join->nkey == 0) { /* one row for all */
        join->key[0] = lm_expr_val(s->b->a, lm_type_of(LM_T_BIGINT), lm_val_int(1), join->pos);
        join->rkey[0] = lm_expr_val(s->b->a, lm_type_of(LM_T_BIGINT), lm_val_int(1), join->pos);
        join->nkey = 1;
    }
}

static struct lm_ast *
name_new(struct bind_scope *s, struct lm_str name, struct lm_pos pos)
{
    struct lm_ast *e = sub_call(s->b, LM_A_NAME, "", pos);

    e->part = lm_alloc_copy(s->b->a, &name, sizeof name);
    e->npart = 1;
    e->quoted = true;
    return e;
}

/* The names of the subquery's columns: the compared value, if there is one, then the keys. */
static struct lm_list
column_names(struct bind_scope *s, const struct lm_ast *e, const struct sub *sub)
{
    struct lm_list names = { 0 };

    if (sub->in)
        lm_list_add(s->b->a, &names, name_new(s, LM_STR(" value"), e->pos));
    for (uint32_t i = 0; i < sub->inner.n; i++)
        lm_list_add(s->b->a, &names, name_new(s, lm_str_format(s->b->a, " key%u", i), e->pos));
    return names;
}

/* count(*) > 0, or count(*) > count(value) */
static struct lm_ast *
more_than(struct bind_scope *s, const struct lm_ast *e, const struct lm_ast *value)
{
    struct lm_ast *all = sub_call(s->b, LM_A_CALL, "count", e->pos);
    struct lm_ast *than = sub_call(s->b, value != NULL ? LM_A_CALL : LM_A_LITERAL, value != NULL ? "count" : "", e->pos);
    struct lm_ast *more = sub_call(s->b, LM_A_CALL, ">", e->pos);

    lm_list_add(s->b->a, &all->arg, sub_call(s->b, LM_A_STAR, "", e->pos));
    if (value != NULL) {
        lm_list_add(s->b->a, &than->arg, (void *)value);
    } else {
        than->type = lm_type_of(LM_T_BIGINT);
        than->value = lm_val_int(0);
    }
    lm_list_add(s->b->a, &more->arg, all);
    lm_list_add(s->b->a, &more->arg, than);
    return more;
}

/* SELECT names.., are there any, and are there NULLs among the values FROM (q) GROUP BY names.., without the
 * first `skip` names. */
static struct lm_query *
grouped(struct bind_scope *s, const struct lm_ast *e, struct lm_query *q, const struct lm_list *names, uint32_t skip)
{
    struct lm_query *g = lm_alloc(s->b->a, sizeof *g);
    struct lm_from *f = lm_alloc(s->b->a, sizeof *f);

    f->op = LM_F_QUERY;
    f->pos = e->pos;
    f->alias = LM_STR(" sub");
    f->query = q;
    f->columns = *names;
    g->op = LM_Q_SELECT;
    g->pos = e->pos;
    g->from = f;
    for (uint32_t i = skip; i < names->n; i++) {
        struct lm_ast *name = names->at[i];
        sub_item(s, g, name, name->part[0]);
        lm_list_add(s->b->a, &g->group, name);
    }
    sub_item(s, g, more_than(s, e, NULL), LM_STR(" some"));
    if (skip > 0)
        sub_item(s, g, more_than(s, e, names->at[0]), LM_STR(" nulls"));
    return g;
}

/* Joins the groups; the columns of the answers behind the names go to `answer`. */
static int
join_groups(struct bind_scope *s, const struct lm_ast *e, const struct lm_query *g, const struct lm_list *outer,
            struct lm_expr **answer)
{
    struct lm_plan *inner = bind_query(s->b, g, s->ctes, BIND_CHANGES);
    struct lm_list cols = { 0 };

    if (inner == NULL)
        return -1;
    plan_visible(s->b, inner, &cols);
    assert(cols.n > outer->n);
    struct lm_plan *join = sub_join(s, e, inner, LM_PJ_LEFT);
    for (uint32_t i = 0; i < outer->n; i++)
        if (sub_key(s, join, outer->at[i], cols.at[i]) != 0)
            return -1;
    sub_keep(s, join, &cols);
    sub_place(s, join);
    s->plan->changing = true;
    for (uint32_t i = outer->n; i < cols.n; i++) {
        struct lm_plan_col *c = join_right(s->b, join, cols.at[i]);
        struct lm_expr *arg[2] = {
            plan_ref(s->b, c, e->pos),
            lm_expr_val(s->b->a, lm_type_of(LM_T_BOOLEAN), lm_val_bool(false), e->pos),
        };
        answer[i - outer->n] = lm_expr_call(s->b->a, LM_STR("coalesce"), lm_alloc_copy(s->b->a, arg, sizeof arg), 2,
                                            e->pos, s->b->err);
        if (answer[i - outer->n] == NULL)
            return -1;
    }
    return 0;
}

/* CASE WHEN x IS NULL THEN (CASE WHEN some THEN NULL ELSE false END) WHEN there THEN true WHEN nulls THEN NULL
 * ELSE false END */
static struct lm_expr *
in_value(struct bind_scope *s, const struct lm_ast *e, struct lm_expr *there, struct lm_expr *const any[2])
{
    struct lm_arena *a = s->b->a;
    struct lm_type boolean = lm_type_of(LM_T_BOOLEAN);
    struct lm_expr *x = bind_expr(s, e->arg.at[0]);
    struct lm_expr *no = lm_expr_val(a, boolean, lm_val_bool(false), e->pos);
    struct lm_expr *unknown = lm_expr_val(a, boolean, LM_VAL_NULL, e->pos);

    if (x == NULL)
        return NULL;
    struct lm_expr *some[3] = { any[0], unknown, no };
    struct lm_expr *of_null = lm_expr_new(a, LM_X_CASE, boolean, e->pos, lm_alloc_copy(a, some, sizeof some), 3);
    struct lm_expr *is_null = lm_expr_call(a, LM_STR("isnull"), lm_alloc_copy(a, &x, sizeof x), 1, e->pos, s->b->err);
    struct lm_expr *all[7] = {
        is_null, of_null, there, lm_expr_val(a, boolean, lm_val_bool(true), e->pos), any[1], unknown, no,
    };
    return is_null == NULL ? NULL : lm_expr_new(a, LM_X_CASE, boolean, e->pos, lm_alloc_copy(a, all, sizeof all), 7);
}

struct lm_expr *
kept_mark(struct bind_scope *s, const struct lm_ast *e, struct lm_query *q, const struct sub *sub)
{
    struct lm_list names = column_names(s, e, sub), outer = { 0 };
    struct lm_expr *there, *any[2];

    if (sub->in)
        lm_list_add(s->b->a, &outer, e->arg.at[0]);
    for (uint32_t i = 0; i < sub->outer.n; i++)
        lm_list_add(s->b->a, &outer, sub->outer.at[i]);
    if (names.n == 0) /* the one item of EXISTS, which nothing looks at */
        lm_list_add(s->b->a, &names, name_new(s, LM_STR(" value"), e->pos));
    if (!sub->in && outer.n == 0) {
        struct lm_query *g = grouped(s, e, q, &names, names.n);
        g->items.n = 1;
        if (join_groups(s, e, g, &outer, any) != 0)
            return NULL;
        there = any[0];
    } else if (join_groups(s, e, grouped(s, e, q, &names, 0), &outer, &there) != 0) {
        return NULL;
    }
    if (sub->in) {
        struct lm_list keys = { outer.at + 1, outer.n - 1, outer.n - 1 };
        if (join_groups(s, e, grouped(s, e, q, &names, 1), &keys, any) != 0)
            return NULL;
        there = in_value(s, e, there, any);
    }
    if (there == NULL || !e->negated)
        return there;
    return lm_expr_call(s->b->a, LM_STR("not"), lm_alloc_copy(s->b->a, &there, sizeof there), 1, e->pos, s->b->err);
}
