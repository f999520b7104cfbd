/* bind_temporal.c -- WHERE with now() under EMIT CHANGES: rows that come and go as time passes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A comparison with one now() in it is solved for it, whatever its spelling:
 *
 *     ts > now() - d      now() - d < ts      ts + d > now()      now() - ts < d       now() < ts + d
 *
 * It then bounds the clock from above or from below by something that the row alone decides. Where that is
 * the declared event time, the clock is the watermark, else that on the wall. What cannot be solved stays
 * in the filter, which asks the clock once, when the row comes.
 */
#include <assert.h>

#include "expr/fn.h"
#include "sql/bind_priv.h"

/* How often now() stands in it. */
static uint32_t
count_now(const struct lm_expr *e)
{
    uint32_t n = e->op == LM_X_NOW || e->op == LM_X_MARK;

    for (uint32_t i = 0; i < e->narg; i++)
        n += count_now(e->arg[i]);
    return n;
}

static bool
is_call(const struct lm_expr *e, const char *name, uint32_t narg)
{
    return e->op == LM_X_CALL && e->narg == narg && strcmp(e->fn->name, name) == 0;
}

/* a op b, a text or a dynamic value taken for a time. NULL: that cannot be. */
static struct lm_expr *
sum(struct lm_binder *b, const char *op, struct lm_expr *x, struct lm_expr *y)
{
    struct lm_err err = {0};
    struct lm_expr *arg[2] = {x, y};

    for (int i = 0; i < 2; i++)
        if (arg[i]->type.id == LM_T_DYN || arg[i]->type.id == LM_T_DATE)
            arg[i] = lm_expr_as(b->a, arg[i], lm_type_of(LM_T_TIMESTAMP));
    return lm_expr_call(b->a, lm_str_of(op), arg, 2, x->pos, &err);
}

/* Solves `other` (less, else greater) side for the now() in it: *other becomes what now() is compared
 * with, and *less whether now() has to be less than that. */
static bool
solve(struct lm_binder *b, struct lm_expr *side, struct lm_expr **other, bool *less)
{
    while (side->op != LM_X_NOW) {
        bool wraps = (side->op == LM_X_CAST || side->op == LM_X_ADAPT) && side->type.id == LM_T_TIMESTAMP;
        if (wraps && side->arg[0]->type.id == LM_T_TIMESTAMP) {
            side = side->arg[0];
            continue;
        }
        bool plus = is_call(side, "+", 2);
        if (!plus && !is_call(side, "-", 2))
            return false;
        bool right = count_now(side->arg[1]) > 0;
        struct lm_expr *rest = side->arg[!right];
        if (plus)
            *other = sum(b, "-", *other, rest);
        else
            *other = right ? sum(b, "-", rest, *other) : sum(b, "+", *other, rest);
        *less = !plus && right ? !*less : *less;
        if (*other == NULL)
            return false;
        side = side->arg[right];
    }
    return true;
}

/* A moment and a microsecond. */
static struct lm_expr *
just_after(struct lm_binder *b, struct lm_expr *at)
{
    struct lm_val us = {.kind = LM_K_IVL, .ivl = {.us = 1}};

    return sum(b, "+", at, lm_expr_val(b->a, lm_type_of(LM_T_INTERVAL), us, at->pos));
}

/* Whether e bounds the clock; then the bound is among those of t. */
static bool
bound_by(struct lm_binder *b, struct lm_expr *e, struct lm_plan_temporal *t)
{
    static const char *const ops[] = {"<", "<=", ">", ">="};
    uint32_t op = 0;
    bool negated = false;

    for (; is_call(e, "not", 1); e = e->arg[0])
        negated = !negated;
    while (op < 4 && !is_call(e, ops[op], 2))
        op++;
    if (op == 4 || count_now(e) != 1)
        return false;
    op = negated ? 3 - op : op; /* NOT a < b is a >= b, and of NULL NULL */
    bool right = count_now(e->arg[1]) > 0;
    struct lm_expr *other = e->arg[!right];
    bool less = right ? op >= 2 : op < 2; /* now() has to be less than `other` */
    bool closed = (op & 1) != 0;
    if (!solve(b, e->arg[right], &other, &less))
        return false;
    if (other->type.id == LM_T_DYN || other->type.id == LM_T_DATE)
        other = lm_expr_as(b->a, other, lm_type_of(LM_T_TIMESTAMP));
    if (other->type.id != LM_T_TIMESTAMP)
        return false;
    if (less == closed)
        other = just_after(b, other);
    lm_list_add(b->a, less ? &t->until : &t->from, other);
    return true;
}

/* Whether the declared event time is in an expression over a plan's output. */
static bool
names_event_time(struct lm_binder *b, struct lm_plan *in, const struct lm_expr *e)
{
    if (e->op == LM_X_COL)
        return time_kind(b, in, e) == TIME_DECLARED;
    for (uint32_t i = 0; i < e->narg; i++)
        if (names_event_time(b, in, e->arg[i]))
            return true;
    return false;
}

static bool
any_event_time(struct lm_binder *b, struct lm_plan *in, const struct lm_list *bounds)
{
    for (uint32_t i = 0; i < bounds->n; i++)
        if (names_event_time(b, in, bounds->at[i]))
            return true;
    return false;
}

struct lm_plan *
temporal_cut(struct lm_binder *b, struct lm_plan *filter)
{
    struct lm_plan_temporal *t = lm_alloc(b->a, sizeof *t);
    struct lm_list all = {0}, rest = {0};

    assert(filter->op == LM_P_FILTER);
    expr_conjuncts(b, filter->predicate, &all);
    for (uint32_t i = 0; i < all.n; i++)
        if (!bound_by(b, all.at[i], t))
            lm_list_add(b->a, &rest, all.at[i]);
    if (rest.n == all.n)
        return rank_cut(b, filter);
    struct lm_plan *in = filter->in[0];
    t->by_mark = any_event_time(b, in, &t->from) || any_event_time(b, in, &t->until);
    if (rest.n > 0) {
        filter->predicate = expr_all(b, &rest);
        in = rank_cut(b, filter);
    }
    struct lm_plan *p = plan_new(b, LM_P_TEMPORAL, in, filter->pos);
    p->temporal = t;
    p->changing = true;
    return p;
}
