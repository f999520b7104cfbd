/* ops_logic.c -- NOT and the IS forms. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

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

    if (a->kind != LM_K_DYN && a->null == NULL) {
        memset(out->b, (a->kind == LM_K_NULL) == when_null, lm_eval_rows(c->x));
        return out;
    }
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

bool
lm_op_is_plain(const struct lm_fn *fn)
{
    return fn->row == lm_op_not || fn->row == lm_op_isnull || fn->row == lm_op_isnotnull;
}
