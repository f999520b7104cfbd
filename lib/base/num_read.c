/* num_read.c -- numbers from text: one pass over the digits, then the nearest double. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * num_scan takes a text apart and gathers its digits into a 64-bit word, eight at a time (the
 * digits of a little-endian word are added up by two multiplications). Whole numbers are ready
 * then. For a real one w * 10^q is wanted:
 *   - w up to 2^53 and |q| up to 22: one multiplication or division of exact doubles
 *     (Clinger, 1990);
 *   - w up to 64 bits: the upper bits of w times a 128-bit power of ten decide, but for the rare
 *     product that is all ones (Eisel and Lemire, "Number parsing at a gigabyte per second", 2021);
 *   - more than 19 digits: by the first 19, when they and their successor give the same double;
 *   - else strtod in the C locale, of a text with at most 800 digits and one for those left out.
 */
#include <assert.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/num_priv.h"
#include "base/num_tables.h"

enum {
    SAFE_DIGITS = 19,   /* digits that always fit in 64 bits */
    EXACT_DIGITS = 800, /* more than any double or midpoint has */
    EXPONENT_MAX = 1000000000
};

static const double exact_powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

static bool
is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static bool
eight_digits(uint64_t w)
{
    return ((w & UINT64_C(0xf0f0f0f0f0f0f0f0)) |
            ((w + UINT64_C(0x0606060606060606)) & UINT64_C(0xf0f0f0f0f0f0f0f0)) >> 4) ==
           UINT64_C(0x3333333333333333);
}

static uint64_t
eight_value(uint64_t w)
{
    const uint64_t mask = UINT64_C(0x000000ff000000ff);

    w -= UINT64_C(0x3030303030303030);
    w = w * 10 + (w >> 8);
    return ((w & mask) * UINT64_C(0x000f424000000064) +
            ((w >> 16) & mask) * UINT64_C(0x0000271000000001)) >> 32;
}

/* Passes over digits and adds them to *v, modulo 2^64. */
static const char *
scan_digits(const char *p, const char *end, uint64_t *v)
{
    uint64_t sum = *v;

    while (end - p >= 8) {
        uint64_t w;
        memcpy(&w, p, 8);
        if (!eight_digits(w))
            break;
        sum = sum * 100000000 + (uint32_t)eight_value(w);
        p += 8;
    }
    for (; p < end && is_digit(*p); p++)
        sum = sum * 10 + (uint64_t)(*p - '0');
    *v = sum;
    return p;
}

/* The exponent behind an "e", to the end of the text. */
static bool
scan_exponent(const char *p, const char *end, int64_t *exponent)
{
    bool negative = p < end && *p == '-';
    int64_t v = 0;

    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end)
        return false;
    for (; p < end; p++) {
        if (!is_digit(*p))
            return false;
        if (v < EXPONENT_MAX)
            v = v * 10 + (*p - '0');
    }
    *exponent = negative ? -v : v;
    return true;
}

bool
num_scan(struct lm_str s, bool loose, struct num_text *t)
{
    const char *p = s.p, *end = s.p + s.n;

    t->negative = s.n > 0 && *p == '-';
    t->real = false;
    t->digits = 0;
    t->exponent = 0;
    if (t->negative || (loose && s.n > 0 && *p == '+'))
        p++;
    t->whole = p;
    t->whole_end = p = scan_digits(p, end, &t->digits);
    t->fraction = t->fraction_end = p;
    if (!loose && (p == t->whole || (*t->whole == '0' && p - t->whole > 1)))
        return false;
    if (p == end)
        return p > t->whole;
    t->real = true;
    if (*p == '.') {
        t->fraction = p + 1;
        t->fraction_end = p = scan_digits(p + 1, end, &t->digits);
        if (!loose && t->fraction == p)
            return false;
    }
    if (t->whole == t->whole_end && t->fraction == t->fraction_end)
        return false;
    return p == end || ((*p == 'e' || *p == 'E') && scan_exponent(p + 1, end, &t->exponent));
}

static double
double_of(uint64_t mantissa, int exponent)
{
    uint64_t bits = (mantissa & ((UINT64_C(1) << 52) - 1)) | (uint64_t)exponent << 52;
    double f;

    memcpy(&f, &bits, sizeof f);
    return f;
}

/* Rounds the product (its upper word and the facts about it) to a double. */
static double
round_product(uint64_t upper, uint64_t lower, int q, int zeros)
{
    int top = (int)(upper >> 63), shift = top + 64 - 52 - 3;
    uint64_t mantissa = upper >> shift; /* 54 bits: one more than needed, for the rounding */
    int power = ((152170 + 65536) * q >> 16) + 63 + top - zeros + 1023;

    if (power <= 0) { /* subnormal, or nothing at all */
        if (-power + 1 >= 64)
            return 0;
        mantissa >>= -power + 1;
        mantissa = (mantissa + (mantissa & 1)) >> 1;
        return double_of(mantissa, mantissa < UINT64_C(1) << 52 ? 0 : 1);
    }
    /* Exactly between two doubles: to the even one. Only small powers can be exact. */
    if (lower <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << shift == upper)
        mantissa &= ~UINT64_C(1);
    mantissa = (mantissa + (mantissa & 1)) >> 1;
    if (mantissa >= UINT64_C(2) << 52) {
        mantissa = UINT64_C(1) << 52;
        power++;
    }
    return power >= 0x7ff ? (double)INFINITY : double_of(mantissa, power);
}

bool
num_double(uint64_t digits, int64_t exponent, double *out)
{
    if (digits <= UINT64_C(1) << DBL_MANT_DIG && exponent >= -22 && exponent <= 22) {
        double f = (double)digits;
        *out = exponent < 0 ? f / exact_powers[-exponent] : f * exact_powers[exponent];
        return true;
    }
    if (digits == 0 || exponent < NUM_POW_LOW) {
        *out = 0;
        return true;
    }
    if (exponent > 308) {
        *out = (double)INFINITY;
        return true;
    }
    int q = (int)exponent, zeros = __builtin_clzll(digits);
    const uint64_t *ten = num_pow10[q - NUM_POW_LOW];
    uint64_t w = digits << zeros;
    lm_u128 product = (lm_u128)w * ten[0];
    if (((uint64_t)(product >> 64) & 0x1ff) == 0x1ff) /* the bits that are known do not decide */
        product += (lm_u128)w * (ten[1] + (q >= -27 && q < 0)) >> 64;
    if ((uint64_t)product == UINT64_MAX && (q < -27 || q > 55))
        return false;
    *out = round_product((uint64_t)(product >> 64), (uint64_t)product, q, zeros);
    return true;
}

static locale_t c_locale;

static void
c_locale_open(void)
{
    c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    assert(c_locale != (locale_t)0);
}

/* The digits of a text one after the other, leading zeros left out. */
struct digit_reader {
    const struct num_text *t;
    const char *at;
};

static bool
next_digit(struct digit_reader *r, char *digit)
{
    if (r->at == r->t->whole_end)
        r->at = r->t->fraction;
    if (r->at == r->t->fraction_end)
        return false;
    *digit = *r->at++;
    return true;
}

/* Of a text with any number of digits: all that count, in strtod's hands. */
static double
double_exact(const struct num_text *t)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    char text[EXACT_DIGITS + 32];
    size_t n = 0;
    int64_t exponent = t->exponent - (t->fraction_end - t->fraction);
    bool rest = false;
    struct digit_reader r = { t, t->whole };
    char digit;

    pthread_once(&once, c_locale_open);
    while (next_digit(&r, &digit)) {
        if (n == 0 && digit == '0')
            continue;
        if (n < EXACT_DIGITS) {
            text[n++] = digit;
            continue;
        }
        rest |= digit != '0';
        exponent++;
    }
    if (n == 0)
        return 0;
    if (rest) {
        text[n++] = '1';
        exponent--;
    }
    text[n++] = 'e';
    n += lm_i64_print(exponent, text + n);
    text[n] = '\0';
    return strtod_l(text, NULL, c_locale);
}

/* Of a text with more than 19 digits (or just leading zeros that make it look so). */
static double
double_of_many(const struct num_text *t)
{
    struct digit_reader r = { t, t->whole };
    uint64_t w = 0;
    int kept = 0;
    int64_t exponent = t->exponent - (t->fraction_end - t->fraction);
    bool rest = false;
    char digit;
    double low, high;

    while (next_digit(&r, &digit)) {
        if (kept < SAFE_DIGITS) {
            w = w * 10 + (uint64_t)(digit - '0');
            kept += w != 0;
            continue;
        }
        rest |= digit != '0';
        exponent++;
    }
    if (num_double(w, exponent, &low) &&
        (!rest || (num_double(w + 1, exponent, &high) && low == high)))
        return low;
    return double_exact(t);
}

static double
text_double(const struct num_text *t)
{
    ptrdiff_t behind = t->fraction_end - t->fraction;
    double f;

    if ((t->whole_end - t->whole) + behind > SAFE_DIGITS)
        f = double_of_many(t);
    else if (!num_double(t->digits, t->exponent - behind, &f))
        f = double_exact(t);
    return t->negative ? -f : f;
}

/* What the short way of lm_num_parse leaves: exponents, many digits, -0. */
static enum lm_num_form
parse_any(struct lm_str s, int64_t *i, double *f)
{
    struct num_text t;

    if (!num_scan(s, false, &t))
        return LM_NUM_NONE;
    ptrdiff_t n = t.whole_end - t.whole;
    bool minus_zero = t.negative && t.digits == 0 && n == 1;
    if (!t.real && !minus_zero && n <= SAFE_DIGITS &&
        t.digits <= (uint64_t)INT64_MAX + t.negative) {
        *i = (int64_t)(t.negative ? 0 - t.digits : t.digits);
        return LM_NUM_INT;
    }
    *f = text_double(&t);
    return t.real || minus_zero ? LM_NUM_REAL : LM_NUM_BIG;
}

enum lm_num_form
lm_num_parse(struct lm_str s, int64_t *i, double *f)
{
    const char *p = s.p, *end = s.p + s.n;
    bool negative = s.n > 0 && *p == '-';
    uint64_t w = 0;

    p += negative;
    const char *whole = p;
    p = scan_digits(p, end, &w);
    ptrdiff_t n = p - whole;
    if (n == 0 || (n > 1 && *whole == '0'))
        return LM_NUM_NONE;
    if (p == end && n < SAFE_DIGITS && (w != 0 || !negative)) {
        *i = negative ? -(int64_t)w : (int64_t)w;
        return LM_NUM_INT;
    }
    if (p < end && *p == '.') {
        const char *point = ++p;
        p = scan_digits(p, end, &w);
        if (p == end && p > point && n + (p - point) <= SAFE_DIGITS &&
            num_double(w, point - p, f)) {
            *f = negative ? -*f : *f;
            return LM_NUM_REAL;
        }
    }
    return parse_any(s, i, f);
}

/* NaN and the infinities, a sign before them. */
static bool
special_parse(struct lm_str s, double *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';

    if (s.n > 0 && (s.p[0] == '-' || s.p[0] == '+')) {
        s.p++;
        s.n--;
    }
    if (lm_str_eq_nocase(s, LM_STR("nan")))
        *out = (double)NAN;
    else if (lm_str_eq_nocase(s, LM_STR("infinity")) || lm_str_eq_nocase(s, LM_STR("inf")))
        *out = negative ? -(double)INFINITY : (double)INFINITY;
    else
        return false;
    return true;
}

bool
lm_f64_parse(struct lm_str s, double *out)
{
    struct num_text t;

    assert(out != NULL);
    if (!num_scan(s, true, &t))
        return special_parse(s, out);
    *out = text_double(&t);
    return true;
}
