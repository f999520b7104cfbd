/* ops.c -- arithmetic on numbers: + - * / % ^, the sign, and bits. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Two whole numbers give a BIGINT or fail; a DOUBLE on either side makes it DOUBLE; else it is DECIMAL
 * arithmetic in 128 bits with the scale of the operation. Columns of whole numbers and doubles have
 * loops of their own (kernels.c); where one of those saw an overflow, and for all other kinds, it goes
 * by rows.
 */
#include <assert.h>
#include <math.h>

#include "expr/expr_priv.h"

enum { DIV_SCALE = 6 };

static void
overflow(struct lm_call *c, const char *type)
{
    lm_eval_fail(c->x, c->row, LM_E_OVERFLOW, "the result of %s is out of range of %s", c->node->fn->name,
                 type);
}

static void
no_number(struct lm_call *c)
{
    lm_eval_fail(c->x, c->row, LM_E_VALUE, "%s needs numbers", c->node->fn->name);
}

static bool
is_number(const struct lm_val *v)
{
    return v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC;
}

static bool
any_double(const struct lm_val *a, const struct lm_val *b)
{
    return a->kind == LM_K_F64 || b->kind == LM_K_F64;
}

/* Value and scale of an INT or DEC. */
static lm_i128
dec_of(const struct lm_val *v, int *scale)
{
    assert(v->kind == LM_K_INT || v->kind == LM_K_DEC);
    *scale = v->kind == LM_K_DEC ? v->scale : 0;
    return v->kind == LM_K_DEC ? v->d : v->i;
}

static bool
dec_in_range(lm_i128 d)
{
    lm_i128 limit = lm_pow10_i128(LM_DECIMAL_DIGITS); /* 10^38 fits in 127 bits */

    return d < limit && d > -limit;
}

static void
dec_out(struct lm_call *c, lm_i128 d, int scale, bool fits, struct lm_val *out)
{
    if (!fits || !dec_in_range(d))
        overflow(c, "DECIMAL(38)");
    else
        *out = (struct lm_val){ .kind = LM_K_DEC, .scale = (uint8_t)scale, .d = d };
}

/* Both at the larger scale; false when that is beyond 38 digits. */
static bool
dec_align(const struct lm_val *a, const struct lm_val *b, lm_i128 *x, lm_i128 *y, int *scale)
{
    int s = 0, t = 0;

    *x = dec_of(a, &s);
    *y = dec_of(b, &t);
    *scale = s > t ? s : t;
    return !__builtin_mul_overflow(*x, lm_pow10_i128(*scale - s), x) &&
           !__builtin_mul_overflow(*y, lm_pow10_i128(*scale - t), y);
}

void
lm_op_add(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];
    lm_i128 x = 0, y = 0, sum = 0;
    int64_t i = 0;
    int scale = 0;

    assert(narg == 2);
    if (lm_time_add(c, a, b, out))
        return;
    if (!is_number(a) || !is_number(b)) {
        no_number(c);
    } else if (any_double(a, b)) {
        *out = lm_val_f64(lm_val_double(a) + lm_val_double(b));
    } else if (a->kind == LM_K_INT && b->kind == LM_K_INT) {
        if (__builtin_add_overflow(a->i, b->i, &i))
            overflow(c, "BIGINT");
        else
            *out = lm_val_int(i);
    } else {
        bool fits = dec_align(a, b, &x, &y, &scale) && !__builtin_add_overflow(x, y, &sum);
        dec_out(c, sum, scale, fits, out);
    }
}

void
lm_op_sub(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];
    lm_i128 x = 0, y = 0, rest = 0;
    int64_t i = 0;
    int scale = 0;

    assert(narg == 2);
    if (lm_time_sub(c, a, b, out))
        return;
    if (!is_number(a) || !is_number(b)) {
        no_number(c);
    } else if (any_double(a, b)) {
        *out = lm_val_f64(lm_val_double(a) - lm_val_double(b));
    } else if (a->kind == LM_K_INT && b->kind == LM_K_INT) {
        if (__builtin_sub_overflow(a->i, b->i, &i))
            overflow(c, "BIGINT");
        else
            *out = lm_val_int(i);
    } else {
        bool fits = dec_align(a, b, &x, &y, &scale) && !__builtin_sub_overflow(x, y, &rest);
        dec_out(c, rest, scale, fits, out);
    }
}

void
lm_op_mul(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];
    lm_i128 product = 0;
    int64_t i = 0;
    int s = 0, t = 0;

    assert(narg == 2);
    if (lm_time_scale(c, a, b, false, out))
        return;
    if (!is_number(a) || !is_number(b)) {
        no_number(c);
    } else if (any_double(a, b)) {
        *out = lm_val_f64(lm_val_double(a) * lm_val_double(b));
    } else if (a->kind == LM_K_INT && b->kind == LM_K_INT) {
        if (__builtin_mul_overflow(a->i, b->i, &i))
            overflow(c, "BIGINT");
        else
            *out = lm_val_int(i);
    } else {
        bool fits = !__builtin_mul_overflow(dec_of(a, &s), dec_of(b, &t), &product);
        dec_out(c, product, s + t, fits && s + t <= LM_DECIMAL_DIGITS, out);
    }
}

/* n / d, rounded half away from zero, where n is shifted by `shift` digits first: a digit at a time
 * when the shifted number does not fit in 128 bits. */
static bool
dec_divide(lm_i128 n, lm_i128 d, int shift, lm_i128 *out)
{
    bool negative = (n < 0) != (d < 0);
    lm_u128 m = n < 0 ? -(lm_u128)n : (lm_u128)n, by = d < 0 ? -(lm_u128)d : (lm_u128)d;
    lm_u128 q = m / by, rest = m % by, limit = (lm_u128)lm_pow10_i128(LM_DECIMAL_DIGITS);

    for (int i = 0; i < shift; i++) {
        uint32_t digit = 0;
        if (q >= limit)
            return false;
        /* rest < by < 2^127, so ten times it may not fit: it is added up instead. */
        lm_u128 ten = 0;
        for (int k = 0; k < 10; k++) {
            digit += ten >= by - rest;
            ten = ten >= by - rest ? ten - (by - rest) : ten + rest;
        }
        q = q * 10 + digit;
        rest = ten;
    }
    q += rest >= by - rest;
    if (q >= limit)
        return false;
    *out = negative ? -(lm_i128)q : (lm_i128)q;
    return true;
}

static void
divide_decimals(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, struct lm_val *out)
{
    lm_i128 q = 0;
    int s = 0, t = 0;
    lm_i128 n = dec_of(a, &s), d = dec_of(b, &t);
    int scale = s > t ? s : t;

    scale = scale > DIV_SCALE ? scale : DIV_SCALE;
    if (d == 0)
        return;
    /* n / 10^s / (d / 10^t) * 10^scale */
    bool fits = dec_divide(n, d, scale - s + t, &q);
    dec_out(c, q, scale, fits, out);
}

void
lm_op_div(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];

    assert(narg == 2);
    if (lm_time_scale(c, a, b, true, out))
        return;
    if (!is_number(a) || !is_number(b)) {
        no_number(c);
    } else if (any_double(a, b)) {
        double d = lm_val_double(b);
        if (d != 0)
            *out = lm_val_f64(lm_val_double(a) / d);
    } else if (a->kind == LM_K_INT && b->kind == LM_K_INT) {
        if (b->i == -1 && a->i == INT64_MIN)
            overflow(c, "BIGINT");
        else if (b->i != 0)
            *out = lm_val_int(a->i / b->i);
    } else {
        divide_decimals(c, a, b, out);
    }
}

void
lm_op_mod(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];
    lm_i128 x = 0, y = 0;
    int scale = 0;

    assert(narg == 2);
    if (!is_number(a) || !is_number(b)) {
        no_number(c);
    } else if (any_double(a, b)) {
        double d = lm_val_double(b);
        if (d != 0)
            *out = lm_val_f64(fmod(lm_val_double(a), d));
    } else if (a->kind == LM_K_INT && b->kind == LM_K_INT) {
        if (b->i != 0)
            *out = lm_val_int(b->i == -1 ? 0 : a->i % b->i);
    } else {
        bool fits = dec_align(a, b, &x, &y, &scale);
        if (fits && y == 0)
            return;
        dec_out(c, fits ? x % y : 0, scale, fits, out);
    }
}

void
lm_op_pow(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    assert(narg == 2 && arg[0].kind == LM_K_F64 && arg[1].kind == LM_K_F64);
    double a = arg[0].f, b = arg[1].f, f = pow(a, b);

    if (isnan(f) && !isnan(a) && !isnan(b))
        lm_eval_fail(c->x, c->row, LM_E_DOMAIN, "a negative number has no such power");
    else if (a == 0 && b < 0)
        lm_eval_fail(c->x, c->row, LM_E_DOMAIN, "zero has no negative power");
    else if (isinf(f) && !isinf(a) && !isinf(b))
        lm_eval_fail(c->x, c->row, LM_E_DOMAIN, "the power is out of range of DOUBLE");
    else
        *out = lm_val_f64(f);
}

void
lm_op_neg(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0];

    assert(narg == 1);
    *out = *a;
    out->p = NULL;
    out->n = 0;
    switch (a->kind) {
    case LM_K_INT:
        if (a->i != INT64_MIN) {
            out->i = -a->i;
            return;
        }
        overflow(c, "BIGINT");
        break;
    case LM_K_F64:
        out->f = -a->f;
        return;
    case LM_K_DEC:
        out->d = -a->d;
        return;
    case LM_K_IVL:
        if (a->ivl.months != INT32_MIN && a->ivl.days != INT32_MIN && a->ivl.us != INT64_MIN) {
            out->ivl = (struct lm_ivl){ -a->ivl.months, -a->ivl.days, -a->ivl.us };
            return;
        }
        overflow(c, "INTERVAL");
        break;
    default:
        no_number(c);
        break;
    }
    *out = LM_VAL_NULL;
}

#define BIT_OP(word, EXPR)                                                                         \
    void lm_op_##word(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out) \
    {                                                                                              \
        assert(arg[0].kind == LM_K_INT);                                                           \
        uint64_t x = (uint64_t)arg[0].i, y = narg > 1 ? (uint64_t)arg[1].i : 0;                    \
        *out = lm_val_int((int64_t)(EXPR));                                                        \
        (void)y;                                                                                   \
    }

BIT_OP(bitand, x & y)
BIT_OP(bitor, x | y)
BIT_OP(bitxor, x ^ y)
BIT_OP(bitnot, ~x)
BIT_OP(shl, x << (y & 63))
BIT_OP(shr, (int64_t)x >> (y & 63))
