/* ops_logic.c -- NOT, IS forms, and IN. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/expr_priv.h"

void
lm_op_special(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    assert(!"special forms are nodes of their own");
    *out = LM_VAL_NULL;
}

void
lm_op_not(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    assert(narg == 1 && arg[0].kind == LM_K_BOOL);
    *out = lm_val_bool(arg[0].i == 0);
}

const struct lm_col *
lm_op_not_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(c->x);

    if (arg[0]->kind != LM_K_BOOL)
        return NULL;
    struct lm_col *out = lm_eval_col(c->x, LM_K_BOOL);
    for (uint32_t r = 0; r < nrow; r++)
        out->b[r] = arg[0]->b[r] ^ 1;
    out->null = arg[0]->null;
    return out;
}

void
lm_op_isnull(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(lm_val_is_null(&arg[0]));
}

void
lm_op_isnotnull(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(!lm_val_is_null(&arg[0]));
}

static const struct lm_col *
null_mask(struct lm_call *c, const struct lm_col *a, struct lm_sel sel, bool when_null)
{
    struct lm_col *out = lm_eval_col(c->x, LM_K_BOOL);

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out->b[r] = lm_col_is_null(a, r) == when_null;
    }
    return out;
}

const struct lm_col *
lm_op_isnull_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    return null_mask(c, arg[0], sel, true);
}

const struct lm_col *
lm_op_isnotnull_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    return null_mask(c, arg[0], sel, false);
}

void
lm_op_ismissing(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(arg[0].kind == LM_K_MISSING);
}

void
lm_op_istrue(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(arg[0].kind == LM_K_BOOL && arg[0].i != 0);
}

void
lm_op_isfalse(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(arg[0].kind == LM_K_BOOL && arg[0].i == 0);
}

/* Two values of IN, which the binder has not adapted to each other: undeclared ones by their kinds. */
static int
in_equal(const struct lm_val *a, const struct lm_val *b)
{
    return lm_cmp_vals(a, b) == 0;
}

const struct lm_col *
lm_eval_in(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    const struct lm_col *a = lm_expr_eval(e->arg[0], x, sel);
    uint16_t *rest = lm_alloc_raw(x->arena, (sel.n + 1) * sizeof *rest);
    uint8_t *null = lm_alloc(x->arena, lm_eval_rows(x));
    struct lm_col *out = lm_eval_col(x, LM_K_BOOL);
    uint32_t n = 0;

    assert(e->narg >= 1);
    if (a->kind == LM_K_NULL)
        return a;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint16_t r = (uint16_t)lm_sel_row(sel, k);
        out->b[r] = 0;
        null[r] = lm_col_is_null(a, r);
        rest[n] = r;
        n += null[r] == 0;
    }
    for (uint32_t i = 1; i < e->narg && n > 0; i++) {
        const struct lm_col *b = lm_expr_eval(e->arg[i], x, (struct lm_sel){ rest, n });
        uint32_t kept = 0;
        for (uint32_t k = 0; k < n; k++) {
            uint16_t r = rest[k];
            struct lm_val v = lm_col_val(a, r), w = lm_col_val(b, r);
            bool found = !lm_val_is_null(&w) && in_equal(&v, &w);
            out->b[r] = found;
            null[r] = found ? 0 : null[r] | lm_val_is_null(&w);
            rest[kept] = r;
            kept += !found;
        }
        n = kept;
    }
    out->null = null;
    return out;
}
