/* ops_batch.c -- arithmetic over whole columns of whole numbers, doubles, and times. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/kernels.h"

uint8_t *
lm_col_nulls(struct lm_call *c, const struct lm_col *a, const struct lm_col *b)
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

/* The column as doubles; rows of sel only where it is DECIMAL. */
static const double *
doubles(struct lm_call *c, const struct lm_col *a, struct lm_sel sel)
{
    if (a->kind == LM_K_F64)
        return a->f;
    double *f = lm_alloc(c->arena, lm_eval_rows(c->x) * sizeof *f);
    if (a->kind == LM_K_INT) {
        lm_k_i64_to_f64(a->i, f, lm_eval_rows(c->x));
        return f;
    }
    assert(a->kind == LM_K_DEC);
    lm_i128 was = 0;
    double as = 0; /* constants repeat: the same number is not divided again */
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (a->d[r] != was) {
            was = a->d[r];
            as = lm_dec_double(was, a->scale);
        }
        f[r] = as;
    }
    return f;
}

/* Undeclared numbers of several kinds: whole with whole stays whole, else DOUBLE, value by value. What
 * is neither goes to the row function. */
static const struct lm_col *
arith_dyn(struct lm_call *c, const struct lm_col *const *arg, struct lm_sel sel, char op)
{
    struct lm_col *out = lm_eval_col(c->x, LM_K_DYN);

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = c->row = lm_sel_row(sel, k);
        struct lm_val v[2] = { lm_col_val(arg[0], r), lm_col_val(arg[1], r) };
        int64_t i = 0;
        out->y[r] = LM_VAL_NULL;
        if (lm_val_is_null(&v[0]) || lm_val_is_null(&v[1]))
            continue;
        bool f0 = v[0].kind == LM_K_F64, f1 = v[1].kind == LM_K_F64;
        bool i0 = v[0].kind == LM_K_INT, i1 = v[1].kind == LM_K_INT;
        if ((f0 || i0) && (f1 || i1) && (f0 || f1)) {
            double x = f0 ? v[0].f : (double)v[0].i, y = f1 ? v[1].f : (double)v[1].i;
            out->y[r] = lm_val_f64(op == '+' ? x + y : op == '-' ? x - y : x * y);
        } else if (i0 && i1 &&
                   !(op == '+'   ? __builtin_add_overflow(v[0].i, v[1].i, &i)
                     : op == '-' ? __builtin_sub_overflow(v[0].i, v[1].i, &i)
                                 : __builtin_mul_overflow(v[0].i, v[1].i, &i))) {
            out->y[r] = lm_val_int(i);
        } else {
            c->node->fn->row(c, v, 2, &out->y[r]);
        }
    }
    return out;
}

/* Sum, difference and product over columns that are not both plain vectors. */
static const struct lm_col *
arith_mixed(struct lm_call *c, const struct lm_col *const *arg, struct lm_sel sel, char op)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    bool open_a = a->kind == LM_K_DYN, open_b = b->kind == LM_K_DYN;

    if ((open_a || open_b) && (open_a || is_f64_or_int(a)) && (open_b || is_f64_or_int(b)))
        return arith_dyn(c, arg, sel, op);
    return NULL;
}

/* Both numbers, one of them DOUBLE or both whole: the plain vectors. */
static bool
is_plain(const struct lm_col *a, const struct lm_col *b)
{
    if (is_f64_or_int(a) && is_f64_or_int(b))
        return true;
    return (a->kind == LM_K_F64 && b->kind == LM_K_DEC) || (a->kind == LM_K_DEC && b->kind == LM_K_F64);
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
    if (!is_plain(a, b))
        return b->kind == LM_K_IVL ? shift_time(c, a, c->node->arg[1], false)
                                   : arith_mixed(c, arg, sel, '+');
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_add_f64(doubles(c, a, sel), doubles(c, b, sel), out->f, nrow);
    else if (const_int(c, 1, &k))
        over = lm_k_addc_i64(a->i, k, out->i, nrow);
    else
        over = lm_k_add_i64(a->i, b->i, out->i, nrow);
    out->null = lm_col_nulls(c, a, b);
    return over ? NULL : out;
}

const struct lm_col *
lm_op_sub_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    uint32_t nrow = lm_eval_rows(c->x);
    bool over = false;

    assert(narg == 2);
    if (!is_plain(a, b))
        return b->kind == LM_K_IVL ? shift_time(c, a, c->node->arg[1], true)
                                   : arith_mixed(c, arg, sel, '-');
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_sub_f64(doubles(c, a, sel), doubles(c, b, sel), out->f, nrow);
    else
        over = lm_k_sub_i64(a->i, b->i, out->i, nrow);
    out->null = lm_col_nulls(c, a, b);
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
    if (!is_plain(a, b))
        return arith_mixed(c, arg, sel, '*');
    bool whole = a->kind == LM_K_INT && b->kind == LM_K_INT;
    struct lm_col *out = lm_eval_col(c->x, whole ? LM_K_INT : LM_K_F64);
    if (!whole)
        lm_k_mul_f64(doubles(c, a, sel), doubles(c, b, sel), out->f, nrow);
    else if (const_int(c, 1, &k))
        over = lm_k_mulc_i64(a->i, k, out->i, nrow);
    else
        over = lm_k_mul_i64(a->i, b->i, out->i, nrow);
    out->null = lm_col_nulls(c, a, b);
    return over ? NULL : out;
}

/* Whole numbers: zero gives NULL; the one quotient that does not fit goes by rows. */
static const struct lm_col *
divide_ints(struct lm_call *c, const struct lm_col *a, const struct lm_col *b, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(c->x);
    struct lm_col *out = lm_eval_col(c->x, LM_K_INT);

    out->null = lm_col_nulls(c, a, b);
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
    if (!is_plain(a, b))
        return NULL;
    if (a->kind == LM_K_INT && b->kind == LM_K_INT)
        return divide_ints(c, a, b, sel);
    struct lm_col *out = lm_eval_col(c->x, LM_K_F64);
    const uint8_t *null = lm_col_nulls(c, a, b);
    out->null = lm_alloc(c->arena, nrow);
    if (null != NULL)
        memcpy(out->null, null, nrow);
    if (!lm_k_div_f64(doubles(c, a, sel), doubles(c, b, sel), out->f, out->null, nrow))
        out->null = NULL;
    return out;
}
