/* num.c -- whole numbers and decimals, from text and to text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/num.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/num_priv.h"

#define TEN19 UINT64_C(10000000000000000000)
#define P19 ((lm_i128)TEN19)

static const lm_i128 pow10_table[LM_DECIMAL_DIGITS + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
    INT64_C(10000000000), INT64_C(100000000000), INT64_C(1000000000000), INT64_C(10000000000000),
    INT64_C(100000000000000), INT64_C(1000000000000000), INT64_C(10000000000000000),
    INT64_C(100000000000000000), INT64_C(1000000000000000000), P19, P19 * 10, P19 * 100, P19 * 1000,
    P19 * 10000, P19 * 100000, P19 * 1000000, P19 * 10000000, P19 * 100000000, P19 * 1000000000,
    P19 * INT64_C(10000000000), P19 * INT64_C(100000000000), P19 * INT64_C(1000000000000),
    P19 * INT64_C(10000000000000), P19 * INT64_C(100000000000000),
    P19 * INT64_C(1000000000000000), P19 * INT64_C(10000000000000000),
    P19 * INT64_C(100000000000000000), P19 * INT64_C(1000000000000000000), P19 * P19,
};

const char num_pairs[200] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536"
    "37383940414243444546474849505152535455565758596061626364656667686970717273"
    "7475767778798081828384858687888990919293949596979899";

lm_i128
lm_pow10_i128(int n)
{
    assert(n >= 0 && n <= LM_DECIMAL_DIGITS);
    return pow10_table[n];
}

bool
lm_i64_parse(struct lm_str s, int64_t *out)
{
    const char *p = s.p, *end = s.p + s.n;
    bool negative = s.n > 0 && *p == '-';
    uint64_t v = 0;

    assert(out != NULL);
    if (s.n > 0 && (*p == '-' || *p == '+'))
        p++;
    if (p == end)
        return false;
    for (; p < end; p++) {
        unsigned digit = (unsigned char)*p - '0';
        if (digit > 9 || __builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, digit, &v))
            return false;
    }
    if (v > (uint64_t)INT64_MAX + negative)
        return false;
    *out = (int64_t)(negative ? 0 - v : v);
    return true;
}

/* Adds the digits of a stretch of the text. False when they are too many. */
static bool
dec_digits(const char *p, const char *end, lm_u128 *v)
{
    const lm_u128 most = (lm_u128)pow10_table[LM_DECIMAL_DIGITS] - 1;

    for (; p < end; p++) {
        unsigned digit = (unsigned)(*p - '0');
        if (*v > (most - digit) / 10)
            return false;
        *v = *v * 10 + digit;
    }
    return true;
}

bool
lm_dec_parse(struct lm_str s, lm_i128 *value, int *scale)
{
    struct num_text t;
    lm_u128 v = 0;

    assert(value != NULL && scale != NULL);
    if (!num_scan(s, true, &t))
        return false;
    if (!dec_digits(t.whole, t.whole_end, &v) || !dec_digits(t.fraction, t.fraction_end, &v))
        return false;
    int64_t digits_behind = (t.fraction_end - t.fraction) - t.exponent;
    if (digits_behind > LM_DECIMAL_DIGITS)
        return false;
    for (; digits_behind < 0 && v != 0; digits_behind++) {
        if (v > (lm_u128)pow10_table[LM_DECIMAL_DIGITS - 1])
            return false;
        v *= 10;
    }
    if (v >= (lm_u128)pow10_table[LM_DECIMAL_DIGITS])
        return false;
    *value = t.negative ? -(lm_i128)v : (lm_i128)v;
    *scale = digits_behind > 0 ? (int)digits_behind : 0;
    return true;
}

bool
lm_dec_rescale(lm_i128 v, int from, int to, lm_i128 *out, bool *exact)
{
    bool clean = true;

    assert(from >= 0 && from <= 2 * LM_DECIMAL_DIGITS && to >= 0 && to <= LM_DECIMAL_DIGITS);
    if (from <= to) {
        if (to - from > LM_DECIMAL_DIGITS || __builtin_mul_overflow(v, pow10_table[to - from], &v))
            return false;
    } else if (from - to > LM_DECIMAL_DIGITS) {
        clean = v == 0;
        v = 0; /* any 128-bit number is less than half of 10^39 */
    } else {
        lm_i128 unit = pow10_table[from - to], rest = v % unit;
        clean = rest == 0;
        v /= unit;
        if (rest >= unit - rest)
            v++;
        else if (-rest >= unit + rest)
            v--;
    }
    if (v >= pow10_table[LM_DECIMAL_DIGITS] || v <= -pow10_table[LM_DECIMAL_DIGITS])
        return false;
    *out = v;
    if (exact != NULL)
        *exact = clean;
    return true;
}

double
lm_dec_double(lm_i128 value, int scale)
{
    lm_u128 v = value < 0 ? 0 - (lm_u128)value : (lm_u128)value;
    double f = 0;

    assert(scale >= 0);
    if (v <= UINT64_MAX) {
        if (num_double((uint64_t)v, -scale, &f))
            return value < 0 ? -f : f;
    }
    char text[LM_DEC_TEXT + 8];
    size_t n = lm_i128_print(value, text);
    text[n++] = 'e';
    n += lm_i64_print(-scale, text + n);
    bool ok = lm_f64_parse((struct lm_str){ text, n }, &f);
    assert(ok);
    (void)ok;
    return f;
}

/* Decimal digits of v; 1 for 0. */
static unsigned
digit_count(uint64_t v)
{
    static const uint64_t powers[20] = {
        0, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000,
        UINT64_C(10000000000), UINT64_C(100000000000), UINT64_C(1000000000000),
        UINT64_C(10000000000000), UINT64_C(100000000000000), UINT64_C(1000000000000000),
        UINT64_C(10000000000000000), UINT64_C(100000000000000000), UINT64_C(1000000000000000000),
        TEN19,
    };
    unsigned guess = (unsigned)(64 - __builtin_clzll(v | 1)) * 1233 >> 12;

    return guess + (v >= powers[guess]) - (v == 0 && guess > 0);
}

/* Eight digits, in steps that do not wait for each other. */
static void
print_eight(uint32_t v, char *to)
{
    uint32_t upper = v / 10000, lower = v % 10000;

    memcpy(to, num_pairs + upper / 100 * 2, 2);
    memcpy(to + 2, num_pairs + upper % 100 * 2, 2);
    memcpy(to + 4, num_pairs + lower / 100 * 2, 2);
    memcpy(to + 6, num_pairs + lower % 100 * 2, 2);
}

size_t
num_u64_print(uint64_t v, char *to)
{
    unsigned n = digit_count(v);
    char *at = to + n;

    while (v >= 100000000) {
        at -= 8;
        print_eight((uint32_t)(v % 100000000), at);
        v /= 100000000;
    }
    uint32_t rest = (uint32_t)v;
    while (rest >= 100) {
        at -= 2;
        memcpy(at, num_pairs + rest % 100 * 2, 2);
        rest /= 100;
    }
    if (rest >= 10)
        memcpy(at - 2, num_pairs + rest * 2, 2);
    else
        at[-1] = (char)('0' + rest);
    return n;
}

size_t
lm_i64_print(int64_t v, char *to)
{
    if (v >= 0)
        return num_u64_print((uint64_t)v, to);
    *to = '-';
    return 1 + num_u64_print(0 - (uint64_t)v, to + 1);
}

/* The lowest `n` digits of v, with leading zeros. */
static void
print_padded(uint64_t v, unsigned n, char *to)
{
    while (n > 0) {
        to[--n] = (char)('0' + v % 10);
        v /= 10;
    }
}

static size_t
u128_print(lm_u128 v, char *to)
{
    if (v < TEN19)
        return num_u64_print((uint64_t)v, to);
    size_t n = u128_print(v / TEN19, to); /* two levels at the most */
    print_padded((uint64_t)(v % TEN19), 19, to + n);
    return n + 19;
}

size_t
lm_i128_print(lm_i128 v, char *to)
{
    if (v >= 0)
        return u128_print((lm_u128)v, to);
    *to = '-';
    return 1 + u128_print(0 - (lm_u128)v, to + 1);
}

size_t
lm_dec_print(lm_i128 value, int scale, char *to)
{
    char digits[LM_DEC_TEXT];
    size_t n = u128_print(value < 0 ? 0 - (lm_u128)value : (lm_u128)value, digits);
    char *at = to;

    assert(scale >= 0 && scale <= LM_DECIMAL_DIGITS);
    if (value < 0)
        *at++ = '-';
    size_t whole = n > (size_t)scale ? n - (size_t)scale : 0;
    if (whole == 0)
        *at++ = '0';
    memcpy(at, digits, whole);
    at += whole;
    if (scale > 0) {
        size_t zeros = n < (size_t)scale ? (size_t)scale - n : 0;
        *at++ = '.';
        memset(at, '0', zeros);
        memcpy(at + zeros, digits + whole, n - whole);
        at += scale;
    }
    return (size_t)(at - to);
}
