/* bind_join.c -- joins with a snapshot: equality keys and what remains. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "sql/bind_priv.h"

/* A column of the right side as the join's output calls it; the same one each time. */
struct lm_plan_col *
join_right(struct lm_binder *b, struct lm_plan *join, struct lm_plan_col *c)
{
    for (uint32_t i = 0; i < join->more.n; i++) {
        struct lm_plan_col *have = join->more.at[i];
        if (plan_ref_col(have->expr) == c)
            return have;
    }
    struct lm_plan_col *up = lm_alloc(b->a, sizeof *up);
    *up = *c;
    up->expr = plan_ref(b, c, LM_NOWHERE);
    lm_list_add(b->a, &join->more, up);
    return up;
}

/* Splits a AND b AND c. */
static void
conjuncts(struct lm_binder *b, const struct lm_ast *e, struct lm_list *out)
{
    if (e->op != LM_A_AND) {
        lm_list_add(b->a, out, (void *)e);
        return;
    }
    for (uint32_t i = 0; i < e->arg.n; i++)
        conjuncts(b, e->arg.at[i], out);
}

/* Which sides the columns of a bound expression are of: 1 left, 2 right. */
static uint32_t
sides(struct lm_plan *join, const struct lm_expr *e)
{
    uint32_t mask = 0;

    if (e->op == LM_X_COL && e->state != NULL) {
        mask = 1;
        for (uint32_t i = 0; i < join->more.n; i++)
            if (join->more.at[i] == e->state)
                mask = 2;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        mask |= sides(join, e->arg[i]);
    return mask;
}

/* An expression over the join's output as one over the right side alone. */
static void
lower_right(struct lm_expr *e)
{
    if (e->op == LM_X_COL && e->state != NULL) {
        struct lm_plan_col *up = e->state;
        e->state = plan_ref_col(up->expr);
    }
    for (uint32_t i = 0; i < e->narg; i++)
        lower_right(e->arg[i]);
}

static void
join_key_add(struct lm_binder *b, struct lm_plan *join, struct lm_expr *l, struct lm_expr *r)
{
    uint32_t n = join->nkey;
    struct lm_expr **left = lm_alloc(b->a, (n + 1) * sizeof *left);
    struct lm_expr **right = lm_alloc(b->a, (n + 1) * sizeof *right);

    for (uint32_t i = 0; i < n; i++) {
        left[i] = join->key[i];
        right[i] = join->rkey[i];
    }
    left[n] = l;
    right[n] = r;
    join->key = left;
    join->rkey = right;
    join->nkey = n + 1;
}

/* Numbers with texts compare by value where the other side is declared; keys are compared by
 * lm_val_order, so both get the common type first. */
static int
join_equal(struct bind_scope *s, struct lm_plan *join, struct lm_expr *l, struct lm_expr *r)
{
    struct lm_type t;
    char a[64], b[64];

    if (!lm_type_common(l->type, r->type, &t))
        return lm_fail(s->b->err, LM_E_TYPE, l->pos, "%s and %s do not compare", lm_type_print(l->type, a),
                       lm_type_print(r->type, b));
    lower_right(r);
    join_key_add(s->b, join, lm_expr_as(s->b->a, l, t), lm_expr_as(s->b->a, r, t));
    return 0;
}

static struct lm_expr *
and_of(struct bind_scope *s, struct lm_expr *a, struct lm_expr *b)
{
    if (a == NULL)
        return b;
    struct lm_expr **arg = lm_alloc(s->b->a, 2 * sizeof *arg);
    arg[0] = a;
    arg[1] = b;
    return lm_expr_new(s->b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), b->pos, arg, 2);
}

/* ON: equalities between the sides become keys, the rest a condition on pairs. */
static int
join_on(struct bind_scope *s, struct lm_plan *join, const struct lm_ast *on)
{
    struct lm_list parts = { 0 };

    conjuncts(s->b, on, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct lm_ast *e = parts.at[i];
        if (e->op == LM_A_CALL && lm_str_eq(e->name, LM_STR("="))) {
            struct lm_expr *l = bind_expr(s, e->arg.at[0]);
            struct lm_expr *r = l != NULL ? bind_expr(s, e->arg.at[1]) : NULL;
            if (r == NULL)
                return -1;
            uint32_t ls = sides(join, l), rs = sides(join, r);
            if ((ls == 1 && rs == 2) || (ls == 2 && rs == 1)) {
                if (join_equal(s, join, ls == 1 ? l : r, ls == 1 ? r : l) != 0)
                    return -1;
                continue;
            }
        }
        struct lm_expr *rest = bind_predicate(s, e, "ON");
        if (rest == NULL)
            return -1;
        join->predicate = and_of(s, join->predicate, rest);
    }
    return 0;
}

static int
join_using(struct bind_scope *s, struct lm_plan *join, const struct lm_list *cols, struct lm_list *hide)
{
    for (uint32_t i = 0; i < cols->n; i++) {
        const struct lm_ast *name = cols->at[i];
        struct lm_plan_col *c[2] = { NULL, NULL };
        for (int side = 0; side < 2; side++)
            for (enum plan_look look = LOOK_EXACT; look <= LOOK_DEMAND && c[side] == NULL; look++) {
                uint32_t n = 0;
                c[side] = plan_find(s->b, join->in[side], name->part[0], look, &n);
            }
        if (c[0] == NULL || c[1] == NULL)
            return lm_fail(s->b->err, LM_E_COLUMN, name->pos, "column \"%.*s\" is not on both sides",
                           LM_STRF(name->part[0]));
        struct lm_plan_col *up = join_right(s->b, join, c[1]);
        if (join_equal(s, join, plan_ref(s->b, c[0], name->pos), plan_ref(s->b, up, name->pos)) != 0)
            return -1;
        lm_list_add(s->b->a, hide, up);
    }
    return 0;
}

/* Equal names from the right get the suffix _<alias>; USING columns are shown once. */
static void
join_names(struct bind_scope *s, struct lm_plan *join, struct lm_str alias, const struct lm_list *hide)
{
    struct lm_list left = { 0 }, right = { 0 };

    plan_visible(s->b, join->in[0], &left);
    plan_visible(s->b, join->in[1], &right);
    for (uint32_t i = 0; i < right.n; i++) {
        struct lm_plan_col *up = join_right(s->b, join, right.at[i]);
        for (uint32_t k = 0; k < left.n; k++)
            if (up->name.n > 0 && lm_str_eq(((struct lm_plan_col *)left.at[k])->name, up->name)) {
                up->name = lm_str_format(s->b->a, "%.*s_%.*s", LM_STRF(up->name), LM_STRF(alias));
                break;
            }
        for (uint32_t k = 0; k < hide->n; k++)
            if (hide->at[k] == up)
                up->hidden = true;
    }
}

static int
join_checks(struct bind_scope *s, struct lm_from *f)
{
    const struct lm_from_join *j = f->join;

    if (j->form != LM_JOIN_PLAIN || j->match != NULL || j->tolerance != NULL || j->within_before != NULL)
        return lm_fail(s->b->err, LM_E_UNSUPPORTED, f->pos, "time joins are not part of this build");
    return 0;
}

static struct lm_plan *
join_node(struct bind_scope *s, struct lm_from *f, struct lm_plan *left, struct lm_plan *right)
{
    static const enum lm_plan_join kinds[] = {
        [LM_JOIN_INNER] = LM_PJ_INNER, [LM_JOIN_LEFT] = LM_PJ_LEFT, [LM_JOIN_RIGHT] = LM_PJ_RIGHT,
        [LM_JOIN_FULL] = LM_PJ_FULL,   [LM_JOIN_CROSS] = LM_PJ_INNER, [LM_JOIN_SEMI] = LM_PJ_SEMI,
        [LM_JOIN_ANTI] = LM_PJ_ANTI,
    };

    if (right->endless || right->changing || left->changing) {
        lm_fail(s->b->err, LM_E_UNSUPPORTED, f->pos, "the right side of a join must end, and not change");
        return NULL;
    }
    struct lm_plan *p = plan_new(s->b, LM_P_JOIN, left, f->pos);
    p->in[1] = right;
    p->join = kinds[f->join->kind];
    p->is_open = left->is_open || right->is_open;
    return p;
}

int
bind_join(struct bind_scope *s, struct lm_from *f)
{
    struct bind_scope l = *s, r = *s;
    struct lm_list hide = { 0 };

    if (join_checks(s, f) != 0)
        return -1;
    if (f->join->right->op == LM_F_FUNCTION && !ast_is_window(f->join->right->fn))
        return bind_from(s, f->join->left) != 0 ? -1 : bind_unnest_from(s, f->join->right, f->join->kind == LM_JOIN_LEFT);
    l.tables = r.tables = (struct lm_list){ 0 };
    if (bind_from(&l, f->join->left) != 0 || bind_from(&r, f->join->right) != 0)
        return -1;
    struct lm_plan *join = join_node(s, f, l.plan, r.plan);
    if (join == NULL)
        return -1;
    s->tables = l.tables;
    for (uint32_t i = 0; i < r.tables.n; i++) {
        struct bind_table *t = r.tables.at[i];
        lm_list_add(s->b->a, &t->lifts, join);
        lm_list_add(s->b->a, &s->tables, t);
    }
    s->plan = join;
    if (f->join->using_cols.n > 0 && join_using(s, join, &f->join->using_cols, &hide) != 0)
        return -1;
    if (f->join->on != NULL && join_on(s, join, f->join->on) != 0)
        return -1;
    if (join->join <= LM_PJ_FULL) {
        struct bind_table *t = r.tables.at[r.tables.n - 1];
        join_names(s, join, t->alias.n > 0 ? t->alias : LM_STR("2"), &hide);
    } else {
        s->tables = l.tables;
    }
    return 0;
}
