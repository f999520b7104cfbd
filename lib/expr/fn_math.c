/* fn_math.c -- numbers: rounding, roots, logarithms, angles, random numbers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <assert.h>
#include <math.h>
#include <stdatomic.h>

#include "base/hash.h"
#include "expr/fn_out.h"

/* The number as a fresh value: its text as read says nothing about a result. */
static struct lm_val
math_number(const struct lm_val *v)
{
    struct lm_val r = *v;

    assert(v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC);
    r.p = NULL;
    r.n = 0;
    return r;
}

void
lm_fn_abs(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val v = math_number(&arg[0]);

    if (v.kind == LM_K_INT && v.i == INT64_MIN) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "abs(%lld) is no BIGINT", (long long)v.i);
        return;
    }
    if (v.kind == LM_K_INT)
        v.i = v.i < 0 ? -v.i : v.i;
    else if (v.kind == LM_K_F64)
        v.f = fabs(v.f);
    else
        v.d = v.d < 0 ? -v.d : v.d;
    *out = v;
}

void
lm_fn_sign(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val v = math_number(&arg[0]);

    if (v.kind == LM_K_INT) {
        v.i = (v.i > 0) - (v.i < 0);
    } else if (v.kind == LM_K_F64) {
        v.f = v.f > 0 ? 1 : v.f < 0 ? -1 : v.f;
    } else {
        v.d = (v.d > 0) - (v.d < 0);
        v.scale = 0;
    }
    *out = v;
}

enum math_way { MATH_ROUND, MATH_TRUNC, MATH_FLOOR, MATH_CEIL };

/* A DECIMAL to `places` digits behind the point (negative: tens, hundreds, ...). */
static void
math_dec_places(struct lm_call *c, struct lm_val *v, enum math_way way, int64_t places)
{
    int64_t drop = v->scale - places;
    int scale = places < 0 ? 0 : places > LM_DECIMAL_DIGITS ? LM_DECIMAL_DIGITS : (int)places;

    if (drop <= 0) {
        if (lm_dec_rescale(v->d, v->scale, scale, &v->d, NULL))
            v->scale = (uint8_t)scale;
        return;
    }
    if (drop > LM_DECIMAL_DIGITS) {
        v->d = 0;
    } else {
        lm_i128 unit = lm_pow10_i128((int)drop);
        lm_i128 q = v->d / unit, r = v->d % unit;
        if (way == MATH_ROUND && (r < 0 ? -r : r) >= unit - (r < 0 ? -r : r))
            q += v->d < 0 ? -1 : 1;
        else if (way == MATH_FLOOR && r < 0)
            q--;
        else if (way == MATH_CEIL && r > 0)
            q++;
        v->d = q;
    }
    v->scale = (uint8_t)scale;
    if (places < 0 && (places < -LM_DECIMAL_DIGITS ||
                       __builtin_mul_overflow(v->d, lm_pow10_i128((int)-places), &v->d)))
        v->d = 0;
    lm_i128 top = lm_pow10_i128(LM_DECIMAL_DIGITS);
    if (v->d >= top || v->d <= -top) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the rounded number has more than 38 digits");
        *v = LM_VAL_NULL;
    }
}

static double
math_f64_whole(double f, enum math_way way)
{
    return way == MATH_ROUND   ? rint(f) /* ties to even: the mode is never changed */
           : way == MATH_TRUNC ? trunc(f)
           : way == MATH_FLOOR ? floor(f)
                               : ceil(f);
}

/* A DOUBLE to decimal places: ties away from zero, as DuckDB. What cannot be scaled has no such
 * digits and stays as it is. */
static double
math_f64_places(double f, enum math_way way, int64_t places)
{
    if (!isfinite(f) || places > 308)
        return f;
    if (places < -308)
        return 0;
    double unit = pow(10, (double)(places < 0 ? -places : places));
    double x = places < 0 ? f / unit : f * unit;
    if (!isfinite(x))
        return f;
    x = way == MATH_ROUND ? round(x) : trunc(x);
    x = places < 0 ? x * unit : x / unit;
    return isfinite(x) ? x : f;
}

/* An integer has digits to lose only in front of the point. */
static void
math_int_places(struct lm_call *c, struct lm_val *v, enum math_way way, int64_t places)
{
    struct lm_val d = {.kind = LM_K_DEC, .d = v->i};

    if (places >= 0)
        return;
    math_dec_places(c, &d, way, places);
    if (d.d > INT64_MAX || d.d < INT64_MIN) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the rounded number is no BIGINT");
        *v = LM_VAL_NULL;
        return;
    }
    v->i = (int64_t)d.d;
}

static void
math_to_whole(struct lm_call *c, const struct lm_val *arg, enum math_way way, struct lm_val *out)
{
    struct lm_val v = math_number(arg);

    if (v.kind == LM_K_F64)
        v.f = math_f64_whole(v.f, way);
    else if (v.kind == LM_K_DEC)
        math_dec_places(c, &v, way, 0);
    *out = v;
}

static void
math_to_places(struct lm_call *c, const struct lm_val *arg, enum math_way way, struct lm_val *out)
{
    struct lm_val v = math_number(&arg[0]);

    if (v.kind == LM_K_F64)
        v.f = math_f64_places(v.f, way, arg[1].i);
    else if (v.kind == LM_K_DEC)
        math_dec_places(c, &v, way, arg[1].i);
    else
        math_int_places(c, &v, way, arg[1].i);
    *out = v;
}

void
lm_fn_round(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (narg > 1)
        math_to_places(c, arg, MATH_ROUND, out);
    else
        math_to_whole(c, arg, MATH_ROUND, out);
}

void
lm_fn_trunc(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (narg > 1)
        math_to_places(c, arg, MATH_TRUNC, out);
    else
        math_to_whole(c, arg, MATH_TRUNC, out);
}

void
lm_fn_floor(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    math_to_whole(c, arg, MATH_FLOOR, out);
}

void
lm_fn_ceil(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    math_to_whole(c, arg, MATH_CEIL, out);
}

/* The result of a function of doubles: what is no number for numbers is out of its domain, what
 * overflows too. */
static void
math_give(struct lm_call *c, const struct lm_val *arg, uint32_t narg, double f, struct lm_val *out)
{
    bool finite = true, nan = false;

    for (uint32_t i = 0; i < narg; i++) {
        finite = finite && isfinite(arg[i].f);
        nan = nan || isnan(arg[i].f);
    }
    if ((isnan(f) && !nan) || (isinf(f) && finite)) {
        char to[LM_F64_TEXT];
        size_t n = lm_f64_print(arg[0].f, to);
        if (narg == 1)
            LM_FN_FAIL(c, LM_E_DOMAIN, "%s(%.*s) has no value", c->node->fn->name, (int)n, to);
        else
            LM_FN_FAIL(c, LM_E_DOMAIN, "%s of %.*s has no value", c->node->fn->name, (int)n, to);
        return;
    }
    *out = lm_val_f64(f);
}

#define MATH_OF_ONE(name, expression)                                                              \
    void lm_fn_##name(struct lm_call *c, const struct lm_val *arg, uint32_t narg,                  \
                      struct lm_val *out)                                                          \
    {                                                                                              \
        double x = arg[0].f;                                                                       \
        math_give(c, arg, 1, expression, out);                                                     \
    }

/* libm's may be a unit off; a whole root is exact. */
static double
math_cbrt(double x)
{
    double r = cbrt(x), whole = rint(r);

    return whole * whole * whole == x ? whole : r;
}

MATH_OF_ONE(sqrt, sqrt(x))
MATH_OF_ONE(cbrt, math_cbrt(x))
MATH_OF_ONE(exp, exp(x))
MATH_OF_ONE(ln, log(x))
MATH_OF_ONE(log10, log10(x))
MATH_OF_ONE(log2, log2(x))
MATH_OF_ONE(sin, sin(x))
MATH_OF_ONE(cos, cos(x))
MATH_OF_ONE(tan, tan(x))
MATH_OF_ONE(cot, 1 / tan(x))
MATH_OF_ONE(asin, asin(x))
MATH_OF_ONE(acos, acos(x))
MATH_OF_ONE(atan, atan(x))
MATH_OF_ONE(sinh, sinh(x))
MATH_OF_ONE(cosh, cosh(x))
MATH_OF_ONE(tanh, tanh(x))
MATH_OF_ONE(asinh, asinh(x))
MATH_OF_ONE(acosh, acosh(x))
MATH_OF_ONE(atanh, atanh(x))
MATH_OF_ONE(gamma, tgamma(x))
MATH_OF_ONE(lgamma, lgamma(x))
MATH_OF_ONE(degrees, x / M_PI * 180)
MATH_OF_ONE(radians, x / 180 * M_PI)

void
lm_fn_log_base(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    double f = log(arg[1].f) / log(arg[0].f);

    if (arg[0].f == 2)
        f = log2(arg[1].f);
    else if (arg[0].f == 10)
        f = log10(arg[1].f);
    math_give(c, arg, 2, f, out);
}

void
lm_fn_power(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    math_give(c, arg, 2, pow(arg[0].f, arg[1].f), out);
}

void
lm_fn_atan2(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_f64(atan2(arg[0].f, arg[1].f));
}

void
lm_fn_pi(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_f64(M_PI);
}

void
lm_fn_isnan(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(isnan(arg[0].f));
}

void
lm_fn_isinf(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(isinf(arg[0].f));
}

void
lm_fn_isfinite(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(isfinite(arg[0].f));
}

void
lm_fn_signbit(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(signbit(arg[0].f));
}

void
lm_fn_nextafter(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_f64(nextafter(arg[0].f, arg[1].f));
}

static int64_t
math_gcd(int64_t a, int64_t b)
{
    uint64_t x = a < 0 ? -(uint64_t)a : (uint64_t)a, y = b < 0 ? -(uint64_t)b : (uint64_t)b;

    while (y != 0) {
        uint64_t r = x % y;
        x = y;
        y = r;
    }
    return x > INT64_MAX ? -1 : (int64_t)x;
}

void
lm_fn_gcd(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t g = math_gcd(arg[0].i, arg[1].i);

    if (g < 0)
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the greatest common divisor is no BIGINT");
    else
        *out = lm_val_int(g);
}

void
lm_fn_lcm(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t g = math_gcd(arg[0].i, arg[1].i);
    int64_t r = 0;

    if (g != 0 && (g < 0 || __builtin_mul_overflow(arg[0].i / g, arg[1].i, &r) || r == INT64_MIN))
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the least common multiple is no BIGINT");
    else
        *out = lm_val_int(r < 0 ? -r : r);
}

/* width_bucket(x, low, high, n): also downwards, when low > high. */
void
lm_fn_width_bucket(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    double x = arg[0].f, low = arg[1].f, high = arg[2].f;
    int64_t n = arg[3].i;

    if (n <= 0 || n >= INT32_MAX || isnan(x) || !isfinite(low) || !isfinite(high) || low == high) {
        LM_FN_FAIL(c, LM_E_DOMAIN,
                   n <= 0 || n >= INT32_MAX ? "width_bucket needs a positive number of buckets"
                                            : "width_bucket needs finite bounds that differ");
        return;
    }
    bool up = low < high;
    if (up ? x < low : x > low)
        *out = lm_val_int(0);
    else if (up ? x >= high : x <= high)
        *out = lm_val_int(n + 1);
    else {
        int64_t k = (int64_t)((double)n * ((x - low) / (high - low))) + 1;
        *out = lm_val_int(k > n ? n : k);
    }
}

/* random(): splitmix64 over a counter that all calls share. A seed of 0: none was set. */
static _Atomic uint64_t math_seed;
static _Atomic uint64_t math_counter;

void
lm_fn_seed(uint64_t seed)
{
    atomic_store(&math_seed, lm_hash_word(seed) | 1);
    atomic_store(&math_counter, 0);
}

void
lm_fn_random(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    uint64_t seed = atomic_load_explicit(&math_seed, memory_order_relaxed);
    uint64_t k = atomic_fetch_add_explicit(&math_counter, 1, memory_order_relaxed);

    if (seed == 0)
        seed = (uint64_t)c->x->now_us;
    *out = lm_val_f64((double)(lm_hash_word(seed + (k + 1) * UINT64_C(0x9E3779B97F4A7C15)) >> 11) *
                      0x1p-53);
}

/* greatest and least: NULL is left out. */
static void
math_extreme(const struct lm_val *arg, uint32_t narg, int sign, struct lm_val *out)
{
    for (uint32_t i = 0; i < narg; i++) {
        if (lm_val_is_null(&arg[i]))
            continue;
        if (lm_val_is_null(out) || lm_val_order(&arg[i], out) * sign > 0)
            *out = arg[i];
    }
}

void
lm_fn_greatest(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    math_extreme(arg, narg, 1, out);
}

void
lm_fn_least(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    math_extreme(arg, narg, -1, out);
}
