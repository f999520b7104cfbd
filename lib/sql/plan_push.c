/* plan_push.c -- conditions that concern one side of a join are asked before it. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A join that keeps rows should not keep those that a WHERE above it throws away, nor those that its
 * own ON can never match. Once all is bound, each FILTER above such a join, and the join's residual
 * condition, is taken apart at its ANDs; what names one side only, and may stand below by the kind of
 * the join, becomes a FILTER of that side. Joins by time are left alone: a row they never see would
 * not be counted as late. Conditions move in their order, and only as far as none of them can fail, so
 * that a row fails exactly where it did. A FILTER above a projection of columns moves below it on its way
 * to a join. A new FILTER may move on, through the join below.
 */

#include "expr/fn.h"
#include "sql/bind_join.h"

struct push {
    struct lm_binder *b;
    const struct lm_list *outputs; /* of struct lm_output */
};

enum { ON_LEFT = 1, ON_RIGHT = 2 }; /* as join_sides answers */

/* Sides of a join that a condition above it, or in its ON, may be moved to. */
static const struct push_rule {
    uint8_t where, on;
} rules[] = {
    [LM_PJ_INNER] = { ON_LEFT | ON_RIGHT, ON_LEFT | ON_RIGHT },
    [LM_PJ_LEFT] = { ON_LEFT, ON_RIGHT },
    [LM_PJ_RIGHT] = { ON_RIGHT, ON_LEFT },
    [LM_PJ_FULL] = { 0, 0 },
    [LM_PJ_SEMI] = { ON_LEFT, ON_RIGHT },
    [LM_PJ_ANTI] = { ON_LEFT, ON_RIGHT },
    [LM_PJ_MARK] = { ON_LEFT, 0 },
    [LM_PJ_SINGLE] = { 0, 0 },
};

/* Whether evaluating it never fails, whatever the rows hold. */
static bool
is_sure(const struct lm_expr *e)
{
    static const char *const names[] = { "=", "<>", "<", "<=", ">", ">=", "isnull", "isnotnull", "not" };
    bool sure = e->op == LM_X_COL || e->op == LM_X_CONST || e->op == LM_X_ADAPT_CMP || e->op == LM_X_AND ||
                e->op == LM_X_OR || e->op == LM_X_IN;

    for (size_t i = 0; e->op == LM_X_CALL && !sure && i < sizeof names / sizeof *names; i++)
        sure = lm_str_eq(lm_str_of(e->fn->name), lm_str_of(names[i]));
    for (uint32_t i = 0; sure && i < e->narg; i++)
        sure = is_sure(e->arg[i]);
    return sure;
}

static void
conjuncts(struct lm_binder *b, struct lm_expr *e, struct lm_list *out)
{
    if (e->op != LM_X_AND) {
        lm_list_add(b->a, out, e);
        return;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        conjuncts(b, e->arg[i], out);
}

/* All of them as one condition; NULL: there are none. */
static struct lm_expr *
together(struct lm_binder *b, const struct lm_list *parts)
{
    if (parts->n == 0)
        return NULL;
    struct lm_expr *first = parts->at[0];
    if (parts->n == 1)
        return first;
    struct lm_expr **arg = lm_alloc(b->a, parts->n * sizeof *arg);
    for (uint32_t i = 0; i < parts->n; i++)
        arg[i] = parts->at[i];
    return lm_expr_new(b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), first->pos, arg, parts->n);
}

static bool
keeps_rows(const struct lm_plan *p)
{
    if (p->op != LM_P_JOIN || p->null_aware)
        return false;
    return p->how == LM_PH_SNAPSHOT || p->how == LM_PH_FLIPPED ||
           (p->how == LM_PH_LOOKUP && p->times == NULL) ||
           (p->how == LM_PH_CHANGES && p->lateness_us == 0);
}

/* How many nodes and outputs read p; those that read `old` read `now` if that is not NULL. */
static uint32_t
readers(struct push *x, const struct lm_plan *old, struct lm_plan *now)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < x->b->nodes.n; i++) {
        struct lm_plan *p = x->b->nodes.at[i];
        for (int k = 0; k < 2; k++) {
            if (p->in[k] != old)
                continue;
            n++;
            if (now != NULL)
                p->in[k] = now;
        }
        for (uint32_t k = 0; k < p->more.n && p->op == LM_P_UNION; k++) {
            if (p->more.at[k] != old)
                continue;
            n++;
            if (now != NULL)
                p->more.at[k] = now;
        }
    }
    for (uint32_t i = 0; i < x->outputs->n; i++) {
        struct lm_output *o = x->outputs->at[i];
        if (o->plan != old)
            continue;
        n++;
        if (now != NULL)
            o->plan = now;
    }
    for (uint32_t i = 0; i < x->b->drains.n; i++)
        n += x->b->drains.at[i] == old;
    return n;
}

/* Puts a condition between a join and its input. */
static void
filter_input(struct push *x, struct lm_plan **in, struct lm_expr *condition)
{
    struct lm_list parts = { 0 };

    if ((*in)->op == LM_P_FILTER && readers(x, *in, NULL) == 1)
        lm_list_add(x->b->a, &parts, (*in)->predicate);
    else
        *in = plan_new(x->b, LM_P_FILTER, *in, condition->pos);
    lm_list_add(x->b->a, &parts, condition);
    (*in)->predicate = together(x->b, &parts);
}

/* Moves what may move of a condition over the join's columns. Answers what is left, or NULL. */
static struct lm_expr *
push_parts(struct push *x, struct lm_plan *join, struct lm_expr *condition, uint8_t may)
{
    struct lm_list parts = { 0 }, rest = { 0 }, side[2] = { { 0 }, { 0 } };
    bool sure = true;

    conjuncts(x->b, condition, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        struct lm_expr *e = parts.at[i];
        uint32_t of = join_sides(join, e);
        sure = sure && is_sure(e);
        if (!sure || of == 0 || (of & ~may) != 0 || of == (ON_LEFT | ON_RIGHT))
            lm_list_add(x->b->a, &rest, e);
        else if (of == ON_LEFT)
            lm_list_add(x->b->a, &side[0], e);
        else
            lm_list_add(x->b->a, &side[1], join_lowered(x->b, e));
    }
    for (int i = 0; i < 2; i++) {
        struct lm_expr *moved = together(x->b, &side[i]);
        if (moved != NULL)
            filter_input(x, &join->in[i], moved);
    }
    return together(x->b, &rest);
}

/* The join that a FILTER is of: final rows, too, are those of it. NULL: none, or others read it. */
static struct lm_plan *
join_below(struct push *x, const struct lm_plan *filter)
{
    struct lm_plan *p = filter->in[0];

    if (p->op == LM_P_FINAL && readers(x, p, NULL) == 1)
        p = p->in[0];
    return keeps_rows(p) && readers(x, p, NULL) == 1 ? p : NULL;
}

/* An expression once more, its columns referred to anew. */
static struct lm_expr *
twin(struct lm_binder *b, const struct lm_expr *e)
{
    struct lm_plan_col *c = plan_ref_col(e);

    if (c != NULL)
        return plan_ref(b, c, e->pos);
    struct lm_expr *copy = lm_alloc_copy(b->a, e, sizeof *e);
    copy->arg = lm_alloc(b->a, (e->narg + 1) * sizeof *copy->arg);
    for (uint32_t i = 0; i < e->narg; i++)
        copy->arg[i] = twin(b, e->arg[i]);
    return copy;
}

/* A condition over the columns of a projection as one over its input; NULL: it cannot be one. */
static struct lm_expr *
below_project(struct push *x, const struct lm_plan *project, const struct lm_expr *e)
{
    const struct lm_plan_col *c = plan_ref_col(e);

    if (c != NULL) {
        for (uint32_t i = 0; i < project->cols->at.n; i++)
            if (project->cols->at.at[i] == c)
                return twin(x->b, c->expr);
        return NULL;
    }
    struct lm_expr *copy = lm_alloc_copy(x->b->a, e, sizeof *e);
    copy->arg = lm_alloc(x->b->a, (e->narg + 1) * sizeof *copy->arg);
    for (uint32_t i = 0; i < e->narg; i++) {
        copy->arg[i] = below_project(x, project, e->arg[i]);
        if (copy->arg[i] == NULL)
            return NULL;
    }
    return copy;
}

/* Whether a projection of columns, which nothing else reads, stands on a join that keeps rows. */
static bool
passes(struct push *x, const struct lm_plan *project)
{
    if (project->op != LM_P_PROJECT || readers(x, project, NULL) != 1)
        return false;
    for (uint32_t i = 0; i < project->cols->at.n; i++) {
        const struct lm_plan_col *c = project->cols->at.at[i];
        if (c->spread || c->expr == NULL || !is_sure(c->expr))
            return false;
    }
    const struct lm_plan *p = project->in[0];
    while (p->op == LM_P_FINAL || p->op == LM_P_FILTER || p->op == LM_P_PROJECT)
        p = p->in[0];
    return keeps_rows(p);
}

/* Moves what may move of a FILTER below the projection that it reads. */
static void
push_project(struct push *x, struct lm_plan *filter)
{
    struct lm_plan *project = filter->in[0];
    struct lm_list parts = { 0 }, rest = { 0 }, moved = { 0 };

    conjuncts(x->b, filter->predicate, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        struct lm_expr *e = parts.at[i];
        struct lm_expr *below = rest.n == 0 && is_sure(e) ? below_project(x, project, e) : NULL;
        lm_list_add(x->b->a, below != NULL ? &moved : &rest, below != NULL ? below : e);
    }
    if (moved.n == 0)
        return;
    project->in[0] = plan_new(x->b, LM_P_FILTER, project->in[0], filter->pos);
    project->in[0]->predicate = together(x->b, &moved);
    filter->predicate = together(x->b, &rest);
    if (filter->predicate == NULL)
        readers(x, filter, project);
}

static void
push_filter(struct push *x, struct lm_plan *filter)
{
    struct lm_plan *join = join_below(x, filter);

    if (passes(x, filter->in[0])) {
        push_project(x, filter);
        return;
    }

    if (join == NULL || rules[join->join].where == 0)
        return;
    filter->predicate = push_parts(x, join, filter->predicate, rules[join->join].where);
    if (filter->predicate == NULL)
        readers(x, filter, filter->in[0]);
}

void
plan_push(struct lm_binder *b, const struct lm_list *outputs)
{
    struct push x = { b, outputs };

    /* Readers stand behind what they read; what is moved is put behind, and looked at again there. */
    uint32_t n = b->nodes.n;
    for (uint32_t i = n; i-- > 0;)
        if (((struct lm_plan *)b->nodes.at[i])->op == LM_P_FILTER)
            push_filter(&x, b->nodes.at[i]);
    for (uint32_t i = 0; i < n; i++) {
        struct lm_plan *p = b->nodes.at[i];
        if (keeps_rows(p) && p->predicate != NULL && rules[p->join].on != 0)
            p->predicate = push_parts(&x, p, p->predicate, rules[p->join].on);
    }
    for (uint32_t i = n; i < b->nodes.n; i++)
        push_filter(&x, b->nodes.at[i]);
}
