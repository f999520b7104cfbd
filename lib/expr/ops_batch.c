/* ops_batch.c -- arithmetic over whole columns of whole numbers, doubles, and times. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/kernels.h"

/* NULLs of a result: those of either side. Shared where one side has none. */
static uint8_t *
null_of(struct lm_call *c, const struct lm_col *a, const struct lm_col *b)
{
    uint32_t nrow = lm_eval_rows(c->x);

    if (a->null == NULL || b->null == NULL || a->null == b->null)
        return a->null != NULL ? a->null : b->null;
    uint8_t *null = lm_alloc_raw(c->arena, nrow);
    lm_k_or_null(a->null, b->null, null, nrow);
    return null;
}

static bool
is_f64_or_int(const struct lm_col *c)
{
    return c->kind == LM_K_F64 || c->kind == LM_K_INT;
}

static const double *
doubles(struct lm_call *c, const struct lm_col *a)
{
    if (a->kind == LM_K_F64)
        return a->f;
    double *f = lm_alloc_raw(c->arena, lm_eval_rows(c->x) * sizeof *f);
    lm_k_i64_to_f64(a->i, f, lm_eval_rows(c->x));
    return f;
}

/* Whether this node's k-th argument is a constant whole number. */
static bool
const_int(const struct lm_call *c, uint32_t k, int64_t *out)
{
    const struct lm_expr *e = c->node->arg[k];

    if (e->op != LM_X_CONST || e->value.kind != LM_K_INT)
        return false;
    *out = e->value.i;
    return true;
}

/* A time moved by a constant interval without months is an addition. */
static const struct lm_col *
shift_time(struct lm_call *c, const struct lm_col *t, const struct lm_expr *by, bool back)
{
    int64_t us = 0, days = 0;

    if (t->kind != LM_K_TS || by->op != LM_X_CONST || by->value.kind != LM_K_IVL ||
        by->value.ivl.months != 0)
        return NULL;
    if (__builtin_mul_overflow((int64_t)by->value.ivl.days, LM_US_DAY, &days) ||
        __builtin_add_overflow(by->value.ivl.us, days, &us) || us == INT64_MIN)
        return NULL;
    struct lm_col *out = lm_eval_col(c->x, LM_K_TS);
    out->null = t->null;
    return lm_k_addc_i64(t->i, back ? -us : us, out->i, lm_eval_rows(c->x)) ? NULL : out;
}

const struct lm_col *
lm_op_add_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    uint32_t nrow = lm_eval_rows(c->x);
    bool over = false;
    int64_t k = 0;

    assert(narg == 2);
    if (!is_f64_or_int(a) || !is_f64_or_int(b))
        return b->kind == LM_K_IVL ? shift_time(c, a, c->node->arg[1], false) : NULL;
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_add_f64(doubles(c, a), doubles(c, b), out->f, nrow);
    else if (const_int(c, 1, &k))
        over = lm_k_addc_i64(a->i, k, out->i, nrow);
    else
        over = lm_k_add_i64(a->i, b->i, out->i, nrow);
    out->null = null_of(c, a, b);
    return over ? NULL : out;
}

const struct lm_col *
lm_op_sub_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    uint32_t nrow = lm_eval_rows(c->x);
    bool over = false;

    assert(narg == 2);
    if (!is_f64_or_int(a) || !is_f64_or_int(b))
        return b->kind == LM_K_IVL ? shift_time(c, a, c->node->arg[1], true) : NULL;
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_sub_f64(doubles(c, a), doubles(c, b), out->f, nrow);
    else
        over = lm_k_sub_i64(a->i, b->i, out->i, nrow);
    out->null = null_of(c, a, b);
    return over ? NULL : out;
}

const struct lm_col *
lm_op_mul_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    uint32_t nrow = lm_eval_rows(c->x);
    bool over = false;
    int64_t k = 0;

    assert(narg == 2);
    if (!is_f64_or_int(a) || !is_f64_or_int(b))
        return NULL;
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_mul_f64(doubles(c, a), doubles(c, b), out->f, nrow);
    else if (const_int(c, 1, &k))
        over = lm_k_mulc_i64(a->i, k, out->i, nrow);
    else
        over = lm_k_mul_i64(a->i, b->i, out->i, nrow);
    out->null = null_of(c, a, b);
    return over ? NULL : out;
}

/* Whole numbers: zero gives NULL; the one quotient that does not fit goes by rows. */
static const struct lm_col *
divide_ints(struct lm_call *c, const struct lm_col *a, const struct lm_col *b, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(c->x);
    struct lm_col *out = lm_eval_col(c->x, LM_K_INT);

    out->null = null_of(c, a, b);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (out->null != NULL && out->null[r] != 0)
            continue;
        if (b->i[r] == 0) {
            if (out->null == NULL || out->null == a->null || out->null == b->null) {
                const uint8_t *shared = out->null;
                out->null = lm_alloc(c->arena, nrow);
                if (shared != NULL)
                    memcpy(out->null, shared, nrow);
            }
            out->null[r] = 1;
        } else if (b->i[r] == -1 && a->i[r] == INT64_MIN) {
            return NULL;
        } else {
            out->i[r] = a->i[r] / b->i[r];
        }
    }
    return out;
}

const struct lm_col *
lm_op_div_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    uint32_t nrow = lm_eval_rows(c->x);

    assert(narg == 2);
    if (!is_f64_or_int(a) || !is_f64_or_int(b))
        return NULL;
    if (a->kind == LM_K_INT && b->kind == LM_K_INT)
        return divide_ints(c, a, b, sel);
    struct lm_col *out = lm_eval_col(c->x, LM_K_F64);
    const uint8_t *null = null_of(c, a, b);
    out->null = lm_alloc(c->arena, nrow);
    if (null != NULL)
        memcpy(out->null, null, nrow);
    if (!lm_k_div_f64(doubles(c, a), doubles(c, b), out->f, out->null, nrow))
        out->null = NULL;
    return out;
}
