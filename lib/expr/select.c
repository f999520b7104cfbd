/* select.c -- the rows where a predicate is true: the hottest code of all. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A predicate is taken apart at its top: AND narrows the selection from side to side, OR adds what its
 * sides find, a comparison goes straight from its columns to row numbers. Only what remains is
 * evaluated to a BOOLEAN column. NULL and FALSE are the same here: neither is selected.
 */
#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/kernels.h"

static uint32_t select_rows(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows);

/* A value adapted to a number for a comparison: the comparison looks at the column itself. */
static bool
is_number_view(const struct lm_expr *e)
{
    return e->op == LM_X_ADAPT_CMP && e->type.id == LM_T_DYN;
}

static bool
select_cmp(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows, uint32_t *n)
{
    enum lm_cmp op;

    if (e->op != LM_X_CALL || e->narg != 2 || !lm_cmp_of_fn(e->fn, &op))
        return false;
    bool views[2] = { is_number_view(e->arg[0]), is_number_view(e->arg[1]) };
    bool view = (views[0] && e->arg[1]->op == LM_X_CONST) || (views[1] && e->arg[0]->op == LM_X_CONST);
    const struct lm_col *col[2];
    for (int i = 0; i < 2; i++)
        col[i] = lm_expr_eval(view && views[i] ? e->arg[i]->arg[0] : e->arg[i], x, sel);
    struct lm_cmp_task t = lm_cmp_task_of(e, col[0], col[1], sel);
    t.adapt = view;
    if (lm_cmp_select(&t, rows, n))
        return true;
    /* A column of one kind that has no number (text, say): value by value, through the node. */
    return false;
}

static uint32_t
select_and(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows)
{
    uint32_t n = sel.n;

    for (uint32_t i = 0; i < e->narg && n > 0; i++) {
        n = select_rows(e->arg[i], x, sel, rows);
        sel = (struct lm_sel){ rows, n };
    }
    return n;
}

/* a without b, both ascending, b within a. */
static uint32_t
without(struct lm_sel a, const uint16_t *b, uint32_t nb, uint16_t *to)
{
    uint32_t n = 0, j = 0;

    for (uint32_t k = 0; k < a.n; k++) {
        uint32_t r = lm_sel_row(a, k);
        if (j < nb && b[j] == r)
            j++;
        else
            to[n++] = (uint16_t)r;
    }
    return n;
}

/* Both ascending and disjoint, into `to`. */
static uint32_t
merge(const uint16_t *a, uint32_t na, const uint16_t *b, uint32_t nb, uint16_t *to)
{
    uint32_t i = 0, j = 0, n = 0;

    while (i < na || j < nb) {
        bool left = j == nb || (i < na && a[i] < b[j]);
        to[n++] = left ? a[i++] : b[j++];
    }
    return n;
}

static uint32_t
select_or(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows)
{
    size_t bytes = (sel.n + 1) * sizeof(uint16_t);
    uint16_t *yes = lm_alloc_raw(x->arena, bytes), *more = lm_alloc_raw(x->arena, bytes);
    uint16_t *rest = lm_alloc_raw(x->arena, bytes), *both = lm_alloc_raw(x->arena, bytes);
    uint32_t n = 0, nrest = sel.n;

    for (uint32_t k = 0; k < sel.n; k++)
        rest[k] = (uint16_t)lm_sel_row(sel, k);
    for (uint32_t i = 0; i < e->narg && nrest > 0; i++) {
        struct lm_sel left = { rest, nrest };
        uint32_t found = select_rows(e->arg[i], x, left, more);
        if (found == 0)
            continue;
        n = merge(yes, n, more, found, both);
        uint16_t *swap = yes;
        yes = both;
        both = swap;
        nrest = without(left, more, found, rest);
    }
    memcpy(rows, yes, n * sizeof *rows);
    return n;
}

static uint32_t
select_col(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint16_t *rows)
{
    uint32_t n = 0;

    if (c->kind == LM_K_NULL)
        return 0;
    if (c->kind == LM_K_BOOL)
        return lm_k_sel_true(c->b, c->null, sel, rows);
    uint8_t *truth = lm_alloc_raw(x->arena, lm_eval_rows(x));
    lm_truth(x, c, sel, truth);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        rows[n] = (uint16_t)r;
        n += truth[r] == 1;
    }
    return n;
}

static uint32_t
select_rows(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows)
{
    uint32_t n = 0;

    if (e->op == LM_X_AND)
        return select_and(e, x, sel, rows);
    if (e->op == LM_X_OR)
        return select_or(e, x, sel, rows);
    if (e->op == LM_X_ADAPT && e->type.id == LM_T_BOOLEAN)
        return select_rows(e->arg[0], x, sel, rows);
    if (select_cmp(e, x, sel, rows, &n) || lm_like_select(e, x, sel, rows, &n))
        return n;
    return select_col(x, lm_expr_eval(e, x, sel), sel, rows);
}

struct lm_sel
lm_expr_select(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows)
{
    uint32_t n = 0;

    assert(rows != NULL || sel.n == 0);
    uint32_t found = sel.n == 0 ? 0 : select_rows(e, x, sel, rows);
    if (x->nbad == 0)
        return (struct lm_sel){ rows, found };
    for (uint32_t k = 0; k < found; k++) {
        uint16_t r = rows[k];
        rows[n] = r;
        n += x->bad[r] == 0;
    }
    return (struct lm_sel){ rows, n };
}
