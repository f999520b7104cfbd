/* fn_digits.c -- numbers: whole quotients, factorials, digits behind the point, bits, places in bounds. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <math.h>

#include "expr/fn_json.h"

/* div(a, b): the quotient cut to a whole number; NULL by zero. */
void
lm_fn_div(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_val *a = &arg[0], *b = &arg[1];

    if (a->kind == LM_K_F64 || b->kind == LM_K_F64) {
        double d = lm_val_double(b);
        if (d != 0)
            *out = lm_val_f64(trunc(lm_val_double(a) / d));
        return;
    }
    lm_i128 x = a->kind == LM_K_DEC ? a->d : a->i, y = b->kind == LM_K_DEC ? b->d : b->i;
    int sx = a->kind == LM_K_DEC ? a->scale : 0, sy = b->kind == LM_K_DEC ? b->scale : 0;
    int scale = sx > sy ? sx : sy;
    if (y == 0)
        return;
    if (!lm_dec_rescale(x, sx, scale, &x, NULL) || !lm_dec_rescale(y, sy, scale, &y, NULL)) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the quotient has more than 38 digits on the way");
        return;
    }
    lm_i128 q = x / y;
    if (a->kind == LM_K_INT && b->kind == LM_K_INT && q != (int64_t)q)
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the quotient is no BIGINT");
    else if (a->kind == LM_K_INT && b->kind == LM_K_INT)
        *out = lm_val_int((int64_t)q);
    else
        *out = (struct lm_val){.kind = LM_K_DEC, .d = q};
}

/* 33! is the last one with 38 digits or less. */
void
lm_fn_factorial(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    lm_i128 f = 1;

    if (arg[0].i < 0 || arg[0].i > 33) {
        LM_FN_FAIL(c, arg[0].i < 0 ? LM_E_DOMAIN : LM_E_OVERFLOW, "factorial(%lld) %s",
                   (long long)arg[0].i, arg[0].i < 0 ? "has no value" : "has more than 38 digits");
        return;
    }
    for (int64_t i = 2; i <= arg[0].i; i++)
        f *= i;
    *out = (struct lm_val){.kind = LM_K_DEC, .d = f};
}

/* The value as DECIMAL. False when it has no digits to speak of: NaN, too many. */
static bool
digits_decimal(struct lm_call *c, const struct lm_val *v, struct lm_val *d)
{
    char to[LM_F64_TEXT];
    lm_i128 value = 0;
    int scale = 0;

    *d = *v;
    if (v->kind == LM_K_INT)
        *d = (struct lm_val){.kind = LM_K_DEC, .d = v->i};
    if (v->kind != LM_K_F64)
        return true;
    struct lm_str s = {to, lm_f64_print(v->f, to)};
    if (!isfinite(v->f) || !lm_dec_parse(s, &value, &scale) || scale < 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "%.*s has no decimal digits", (int)s.n, s.p);
        return false;
    }
    *d = (struct lm_val){.kind = LM_K_DEC, .d = value, .scale = (uint8_t)scale};
    return true;
}

void
lm_fn_scale(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val d;

    if (digits_decimal(c, &arg[0], &d))
        *out = lm_val_int(d.scale);
}

static void
digits_trim(struct lm_val *d)
{
    while (d->scale > 0 && d->d % 10 == 0) {
        d->d /= 10;
        d->scale--;
    }
}

void
lm_fn_min_scale(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val d;

    if (!digits_decimal(c, &arg[0], &d))
        return;
    digits_trim(&d);
    *out = lm_val_int(d.scale);
}

void
lm_fn_trim_scale(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val d;

    if (!digits_decimal(c, &arg[0], &d))
        return;
    d.p = NULL;
    d.n = 0;
    digits_trim(&d);
    *out = d;
}

/* even(x): to the next even whole number away from zero. */
void
lm_fn_even(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    double half = fabs(arg[0].f) / 2;

    *out = lm_val_f64(copysign(ceil(half) * 2, arg[0].f));
}

void
lm_fn_bit_count(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t n = 0;

    if (arg[0].kind == LM_K_INT) {
        *out = lm_val_int(__builtin_popcountll((unsigned long long)arg[0].i));
        return;
    }
    for (uint32_t i = 0; i < arg[0].n; i++)
        n += __builtin_popcount((unsigned char)arg[0].p[i]);
    *out = lm_val_int(n);
}

/* How many bounds of the sorted array are at or below the value. */
void
lm_fn_width_bucket_of(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_json_iter it;
    int64_t n = 0;

    if (lm_json_kind(lm_val_text(&arg[1])) != LM_JSON_ARRAY) {
        LM_FN_FAIL(c, LM_E_VALUE, "the bounds of width_bucket are no array");
        return;
    }
    struct lm_val v = arg[0];
    if (v.kind >= LM_K_DATE && v.kind <= LM_K_TS)
        v = lm_val_str(lm_fn_text(c->arena, &v)); /* as the elements of an array are written */
    lm_json_begin(&it, lm_val_text(&arg[1]));
    while (lm_json_next(&it)) {
        struct lm_val bound = lm_json_val(c->arena, it.item);
        if (lm_val_is_null(&bound)) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "a bound of width_bucket is NULL");
            return;
        }
        if (lm_val_order(&v, &bound) < 0)
            break;
        n++;
    }
    *out = lm_val_int(n);
}

static int64_t
digits_nulls(const struct lm_val *arg, uint32_t narg)
{
    int64_t n = 0;

    for (uint32_t i = 0; i < narg; i++)
        n += lm_val_is_null(&arg[i]);
    return n;
}

void
lm_fn_num_nulls(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int(digits_nulls(arg, narg));
}

void
lm_fn_num_nonnulls(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int(narg - digits_nulls(arg, narg));
}
