/* eval_logic.c -- truths; AND and OR, which evaluate what stands to their right for fewer rows. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each row has a truth (kernels.h), a byte. An argument that is plain (it cannot fail, and costs little:
 * a comparison of columns) is evaluated for all rows and joined to what is there without a branch.
 * Before any other argument the rows that are decided are left out.
 */
#include <assert.h>
#include <string.h>

#include "expr/expr_priv.h"
#include "expr/kernels.h"

static void
truth_of_vals(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint8_t *truth)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_val v = lm_col_get(c, r), b = LM_VAL_NULL;
        enum lm_code code = LM_OK;
        truth[r] = LM_TRUTH_NULL;
        if (lm_val_is_null(&v))
            continue;
        code = lm_adapt_val(&v, lm_type_of(LM_T_BOOLEAN), x->arena, &b);
        if (code != LM_OK)
            lm_eval_fail(x, r, code, "a condition is neither true nor false");
        else
            truth[r] = (uint8_t)b.i;
    }
}

void
lm_truth(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint8_t *truth)
{
    uint32_t nrow = lm_eval_rows(x);

    assert(c != NULL && truth != NULL);
    if (c->kind == LM_K_NULL)
        memset(truth, LM_TRUTH_NULL, nrow);
    else if (c->kind != LM_K_BOOL)
        truth_of_vals(x, c, sel, truth);
    else if (c->null != NULL)
        lm_k_truth(c->b, c->null, truth, nrow);
    else
        memcpy(truth, c->b, nrow);
}

static enum lm_kind
kind_of_col(const struct lm_expr *e, const struct lm_eval *x)
{
    return e->col < x->in->ncol ? x->in->cols[e->col].kind : LM_K_DYN;
}

/* What a comparison takes without looking at values one by one. */
static bool
is_plain_side(const struct lm_expr *e, const struct lm_eval *x)
{
    if (e->op == LM_X_COL) {
        enum lm_kind k = kind_of_col(e, x);
        return k != LM_K_DYN && k != LM_K_DEC && k != LM_K_STR && k != LM_K_BYTES && k != LM_K_JSON;
    }
    return lm_expr_plain(e, x);
}

static bool
all_sides(const struct lm_expr *e, const struct lm_eval *x, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!is_plain_side(e->arg[i], x))
            return false;
    return true;
}

bool
lm_expr_plain(const struct lm_expr *e, const struct lm_eval *x)
{
    switch (e->op) {
    case LM_X_CONST:
    case LM_X_COL:
        return true;
    case LM_X_ADAPT:
    case LM_X_ADAPT_CMP: {
        if (e->type.id != LM_T_DYN || e->arg[0]->op != LM_X_COL)
            return false;
        enum lm_kind k = kind_of_col(e->arg[0], x);
        return k == LM_K_INT || k == LM_K_F64;
    }
    case LM_X_CALL: {
        enum lm_cmp op;
        if (lm_op_is_plain(e->fn))
            return lm_expr_plain(e->arg[0], x);
        return lm_cmp_of_fn(e->fn, &op) && all_sides(e, x, e->narg);
    }
    case LM_X_AND:
    case LM_X_OR:
        for (uint32_t i = 0; i < e->narg; i++)
            if (!lm_truth_plain(e->arg[i], x))
                return false;
        return true;
    case LM_X_IN:
        return all_sides(e, x, 1);
    default:
        return false;
    }
}

bool
lm_truth_plain(const struct lm_expr *e, const struct lm_eval *x)
{
    if (e->type.id != LM_T_BOOLEAN)
        return false;
    if (e->op == LM_X_COL)
        return kind_of_col(e, x) == LM_K_BOOL || kind_of_col(e, x) == LM_K_NULL;
    return lm_expr_plain(e, x);
}

/* Truths as a BOOLEAN column. */
static const struct lm_col *
truth_col(struct lm_eval *x, uint8_t *truth)
{
    uint32_t nrow = lm_eval_rows(x);
    struct lm_col *c = lm_alloc(x->arena, sizeof *c);
    uint8_t *null = lm_alloc_raw(x->arena, nrow);

    *c = (struct lm_col){ .kind = LM_K_BOOL, .b = truth };
    if (lm_k_split_truth(truth, null, nrow))
        c->null = null;
    return c;
}

/* An argument for the rows that it can still change. */
static void
logic_rest(struct lm_expr *arg, struct lm_eval *x, struct lm_sel rest, uint8_t decided, uint8_t *truth)
{
    uint8_t *next = lm_alloc_raw(x->arena, lm_eval_rows(x));

    lm_truth(x, lm_expr_eval(arg, x, rest), rest, next);
    for (uint32_t k = 0; k < rest.n; k++) {
        uint32_t r = lm_sel_row(rest, k);
        if (next[r] == decided || truth[r] != LM_TRUTH_NULL)
            truth[r] = next[r];
    }
}

const struct lm_col *
lm_eval_logic(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(x);
    uint8_t *truth = lm_alloc_raw(x->arena, nrow);
    uint8_t *next = lm_alloc_raw(x->arena, nrow);
    uint16_t *rows = lm_alloc_raw(x->arena, nrow * sizeof *rows);
    bool and = e->op == LM_X_AND;
    uint8_t decided = and ? LM_TRUTH_FALSE : LM_TRUTH_TRUE; /* what nothing to the right changes */
    struct lm_sel rest = sel;

    assert(e->narg > 0);
    lm_truth(x, lm_expr_eval(e->arg[0], x, sel), sel, truth);
    for (uint32_t i = 1; i < e->narg; i++) {
        struct lm_expr *arg = e->arg[i];
        if (lm_truth_plain(arg, x)) {
            lm_truth(x, lm_expr_eval(arg, x, sel), sel, next);
            if (and)
                lm_k_and_truth(truth, next, nrow);
            else
                lm_k_or_truth(truth, next, nrow);
            continue;
        }
        rest = (struct lm_sel){ rows, lm_k_sel_other(truth, decided, rest, rows) };
        if (rest.n == 0)
            break;
        logic_rest(arg, x, rest, decided, truth);
    }
    return truth_col(x, truth);
}
