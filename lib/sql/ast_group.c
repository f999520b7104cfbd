/* ast_group.c -- GROUP BY: ROLLUP, CUBE and GROUPING SETS written out as sets. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each entry of GROUP BY is a list of sets of expressions: a plain expression is one set of one.
 * The whole is the product of its entries. Where it is one set, it is an ordinary GROUP BY.
 */
#include "sql/make_query.h"

enum { GROUP_SETS_MAX = 1024 };

static struct lm_clause *
group_new(struct lm_parse *p, struct lm_pos pos, bool written)
{
    struct lm_clause *c = lm_alloc(p->arena, sizeof *c);

    c->pos = pos;
    c->written = written;
    c->sets = lm_alloc(p->arena, sizeof *c->sets);
    return c;
}

static struct lm_list *
group_set(struct lm_parse *p, struct lm_clause *c)
{
    struct lm_list *set = lm_alloc(p->arena, sizeof *set);

    if (c->sets->n >= GROUP_SETS_MAX)
        lm_fail(p->err, LM_E_TOO_DEEP, c->pos, "GROUP BY makes more than %d grouping sets",
                GROUP_SETS_MAX);
    else
        lm_list_add(p->arena, c->sets, set);
    return set;
}

/* Adds x, or what is in it if it is (a, (b, c)), to a set; the parser bounds how deep it nests. */
static void
group_add(struct lm_parse *p, struct lm_list *set, struct lm_ast *x)
{
    if (x->op != LM_A_ROW) {
        lm_list_add(p->arena, set, x);
        return;
    }
    for (uint32_t i = 0; i < x->arg.n; i++)
        group_add(p, set, x->arg.at[i]);
}

static void
group_rollup(struct lm_parse *p, struct lm_clause *c, const struct lm_list *args)
{
    for (uint32_t n = args->n + 1; n > 0; n--) {
        struct lm_list *set = group_set(p, c);
        for (uint32_t i = 0; i + 1 < n; i++)
            group_add(p, set, args->at[i]);
    }
}

static void
group_cube(struct lm_parse *p, struct lm_clause *c, const struct lm_list *args)
{
    uint32_t n = args->n;

    if (n > 10) {
        lm_fail(p->err, LM_E_TOO_DEEP, c->pos, "CUBE takes at most 10 columns");
        return;
    }
    for (uint32_t left_out = 0; left_out < 1u << n; left_out++) {
        struct lm_list *set = group_set(p, c);
        for (uint32_t i = 0; i < n; i++)
            if ((left_out & 1u << (n - 1 - i)) == 0)
                group_add(p, set, args->at[i]);
    }
}

struct lm_clause *
lm_group_expr(struct lm_parse *p, struct lm_ast *x)
{
    bool rollup = x->op == LM_A_CALL && lm_str_eq_nocase(x->name, LM_STR("rollup"));
    bool cube = x->op == LM_A_CALL && lm_str_eq_nocase(x->name, LM_STR("cube"));
    struct lm_clause *c = group_new(p, x->pos, rollup || cube);

    if (rollup)
        group_rollup(p, c, &x->arg);
    else if (cube)
        group_cube(p, c, &x->arg);
    else
        group_add(p, group_set(p, c), x);
    return c;
}

struct lm_clause *
lm_group_sets(struct lm_parse *p, const struct lm_token *t, struct lm_list *clauses)
{
    struct lm_clause *c = group_new(p, lm_pos_here(p, t->pos), true);

    if (clauses == NULL)
        group_set(p, c);
    for (uint32_t i = 0; clauses != NULL && i < clauses->n; i++) {
        const struct lm_clause *in = clauses->at[i];
        for (uint32_t k = 0; k < in->sets->n; k++)
            *group_set(p, c) = *(struct lm_list *)in->sets->at[k];
    }
    return c;
}

/* The expression of q->group that is equal to x; x itself becomes one if there is none. */
static struct lm_ast *
group_place(struct lm_parse *p, struct lm_query *q, struct lm_ast *x)
{
    for (uint32_t i = 0; i < q->group.n; i++)
        if (lm_ast_equal(q->group.at[i], x))
            return q->group.at[i];
    lm_list_add(p->arena, &q->group, x);
    return x;
}

/* Appends the set b to a copy of a, each expression once and as its place in q->group. */
static struct lm_list *
group_join(struct lm_parse *p, struct lm_query *q, const struct lm_list *a, const struct lm_list *b)
{
    struct lm_list *set = lm_alloc(p->arena, sizeof *set);

    for (uint32_t i = 0; i < a->n; i++)
        lm_list_add(p->arena, set, a->at[i]);
    for (uint32_t i = 0; i < b->n; i++) {
        struct lm_ast *x = group_place(p, q, b->at[i]);
        bool there = false;
        for (uint32_t k = 0; k < set->n; k++)
            there |= set->at[k] == x;
        if (!there)
            lm_list_add(p->arena, set, x);
    }
    return set;
}

void
lm_group_put(struct lm_parse *p, struct lm_query *q, struct lm_list *clauses)
{
    struct lm_clause *all = group_new(p, q->group_pos, true);
    bool written = false;

    q->group = (struct lm_list){0}; /* a second GROUP BY has failed already */
    group_set(p, all);
    for (uint32_t i = 0; i < clauses->n; i++) {
        const struct lm_clause *c = clauses->at[i];
        struct lm_clause *product = group_new(p, q->group_pos, true);
        written |= c->written;
        for (uint32_t a = 0; a < all->sets->n && p->err->code == LM_OK; a++)
            for (uint32_t b = 0; b < c->sets->n && p->err->code == LM_OK; b++)
                *group_set(p, product) = *group_join(p, q, all->sets->at[a], c->sets->at[b]);
        all = product;
    }
    if (!written || (all->sets->n == 1 && q->group.n > 0))
        return;
    q->grouping = lm_alloc(p->arena, sizeof *q->grouping);
    q->grouping->sets = *all->sets;
}
