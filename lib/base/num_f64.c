/* num_f64.c -- the shortest text of a double that reads back the same. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Whole numbers and decimals with a few digits behind the point are most of what is printed: if a
 * number of up to 15 digits divided by 10^3 or 10^6 is the very double, then that decimal is the
 * shortest one, as no two decimals of 15 digits are the same double.
 * All others by Schubfach: the double is c * 2^q, and the numbers that read as it lie between
 * (4c-2) and (4c+2) times 2^(q-2). Scaled by 10^-k, with k such that the stretch has a length
 * between 1 and 10, at most one multiple of ten and two whole numbers of interest lie in it. The
 * products with a 128-bit power of ten keep one sticky bit for what lies behind, and that is enough
 * for exactness (Giulietti 2020). The digits are then laid out as ECMAScript says: exponents only
 * below 1e-6 and from 1e21.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/num_priv.h"
#include "base/num_tables.h"

/* digits * 10^exponent */
struct short_decimal {
    uint64_t digits;
    int exponent;
};

/* g * cp / 2^128 with g in two words; the last bit is set too when anything lies behind it. */
static uint64_t
product_to_odd(const uint64_t g[2], uint64_t cp)
{
    uint64_t x = (uint64_t)((lm_u128)g[1] * cp >> 64);
    lm_u128 y = (lm_u128)g[0] * cp + x;

    return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

static struct short_decimal
schubfach(uint64_t bits)
{
    uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
    int biased = (int)(bits >> 52 & 0x7ff);
    uint64_t c = biased != 0 ? fraction | UINT64_C(1) << 52 : fraction;
    int q = (biased != 0 ? biased : 1) - 1075;
    bool odd = (c & 1) != 0;                  /* then the bounds themselves read as a neighbour */
    bool close = fraction == 0 && biased > 1; /* the neighbour below is half as far */
    int k = (q * 1262611 - (close ? 524031 : 0)) >> 22;
    int h = q + (-k * 1741647 >> 19) + 1;
    const uint64_t *floor10 = num_pow10[-k - NUM_POW_LOW];
    uint64_t g[2] = { floor10[0], floor10[1] };

    assert(-k >= NUM_POW_LOW && -k <= NUM_POW_HIGH && h >= 1 && h <= 4);
    if (-k < 0 || -k > 55)
        g[1]++; /* rounded up where it is not exact; the low word is never all ones there */
    uint64_t low = product_to_odd(g, (4 * c - 2 + close) << h) + odd;
    uint64_t mid = product_to_odd(g, 4 * c << h);
    uint64_t high = product_to_odd(g, (4 * c + 2) << h) - odd;
    uint64_t s = mid / 4;
    if (s >= 10) {
        uint64_t tens = s / 10;
        bool below = low <= 40 * tens, above = 40 * tens + 40 <= high;
        if (below != above)
            return (struct short_decimal){ tens + above, k + 1 };
    }
    bool below = low <= 4 * s, above = 4 * s + 4 <= high;
    if (below != above)
        return (struct short_decimal){ s + above, k };
    bool up = mid > 4 * s + 2 || (mid == 4 * s + 2 && (s & 1) != 0);
    return (struct short_decimal){ s + up, k };
}

/* A whole number, or one with up to six digits behind the point, without any search. */
static bool
simple_decimal(double f, struct short_decimal *d)
{
    if (f >= 1e15)
        return false;
    uint64_t whole = (uint64_t)f;
    if ((double)whole == f) {
        *d = (struct short_decimal){ whole, 0 };
        return true;
    }
    if (f < 1e-3 || f >= 1e9)
        return false;
    uint64_t m = (uint64_t)(f * 1e3 + 0.5);
    if ((double)m / 1e3 == f) {
        *d = (struct short_decimal){ m, -3 };
        return true;
    }
    m = (uint64_t)(f * 1e6 + 0.5);
    if ((double)m / 1e6 == f) {
        *d = (struct short_decimal){ m, -6 };
        return true;
    }
    return false;
}

static void
drop_zeros(struct short_decimal *d)
{
    while (d->digits >= 100000000 && d->digits % 100000000 == 0) {
        d->digits /= 100000000;
        d->exponent += 8;
    }
    while (d->digits % 10 == 0) {
        d->digits /= 10;
        d->exponent++;
    }
}

/* "1.5e-7": one digit, the others behind a point, and the exponent. */
static size_t
print_scientific(const char *digits, size_t n, int point, char *to)
{
    char *at = to;
    int e = point - 1;

    *at++ = digits[0];
    if (n > 1) {
        *at++ = '.';
        memcpy(at, digits + 1, n - 1);
        at += n - 1;
    }
    *at++ = 'e';
    *at++ = e < 0 ? '-' : '+';
    return (size_t)(at - to) + num_u64_print((uint64_t)(e < 0 ? -e : e), at);
}

static size_t
print_decimal(struct short_decimal d, char *to)
{
    char digits[LM_I64_TEXT];
    size_t n = num_u64_print(d.digits, digits);
    int point = (int)n + d.exponent; /* where the point stands in the digits */

    if (point > 21 || point < -5)
        return print_scientific(digits, n, point, to);
    if (d.exponent >= 0) {
        memcpy(to, digits, n);
        memset(to + n, '0', (size_t)d.exponent);
        return n + (size_t)d.exponent;
    }
    if (point > 0) {
        memcpy(to, digits, (size_t)point);
        to[point] = '.';
        memcpy(to + point + 1, digits + point, n - (size_t)point);
        return n + 1;
    }
    memcpy(to, "0.", 2);
    memset(to + 2, '0', (size_t)-point);
    memcpy(to + 2 - point, digits, n);
    return n + 2 + (size_t)-point;
}

static size_t
print_literal(const char *z, char *to)
{
    size_t n = strlen(z);

    memcpy(to, z, n);
    return n;
}

size_t
lm_f64_print(double v, char *to)
{
    uint64_t bits;
    struct short_decimal d;

    memcpy(&bits, &v, sizeof bits);
    if (v != v)
        return print_literal("NaN", to);
    size_t sign = (size_t)(bits >> 63);
    if (sign > 0)
        *to++ = '-';
    double f = sign > 0 ? -v : v;
    if (isinf(f))
        return sign + print_literal("Infinity", to);
    if (!simple_decimal(f, &d))
        d = schubfach(bits & INT64_MAX);
    else if (d.exponent == 0)
        return sign + num_u64_print(d.digits, to);
    drop_zeros(&d);
    return sign + print_decimal(d, to);
}
