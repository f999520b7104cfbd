/* t_num.c -- numbers from text and to text. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/num_tables.h"
#include "check.h"

static uint64_t random_state;

static uint64_t
random_word(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * UINT64_C(0x2545f4914f6cdd1d);
}

static uint64_t
bits_of(double f)
{
    uint64_t b;

    memcpy(&b, &f, sizeof b);
    return b;
}

static double
double_of(uint64_t b)
{
    double f;

    memcpy(&f, &b, sizeof f);
    return f;
}

static void
check_f64_print(double f, const char *want)
{
    char text[LM_F64_TEXT];
    size_t n = lm_f64_print(f, text);

    CHECK(n <= LM_F64_TEXT);
    CHECK_TEXT(text, n, want);
}

/* The digits of a text without sign, point, exponent and outer zeros. */
static size_t
digits_only(const char *p, size_t n, char *to)
{
    size_t m = 0;

    for (size_t i = 0; i < n && p[i] != 'e'; i++)
        if (p[i] >= '0' && p[i] <= '9' && (m > 0 || p[i] != '0'))
            to[m++] = p[i];
    while (m > 0 && to[m - 1] == '0')
        m--;
    return m;
}

/* Prints f, reads it back with strtod and with ours, and looks for a shorter text. */
static bool
round_trip(double f)
{
    char text[LM_F64_TEXT + 1], other[64], ours[64], theirs[64];
    size_t n = lm_f64_print(f, text);
    double back = 0;

    text[n] = '\0';
    if (n > LM_F64_TEXT || bits_of(strtod(text, NULL)) != bits_of(f))
        return false;
    if (!lm_f64_parse((struct lm_str){ text, n }, &back) || bits_of(back) != bits_of(f))
        return false;
    size_t digits = digits_only(text, n, ours);
    for (int precision = 1; precision <= 17; precision++) {
        snprintf(other, sizeof other, "%.*e", precision - 1, f);
        if (strtod(other, NULL) != f)
            continue;
        size_t most = digits_only(other, strlen(other), theirs);
        return digits < most || (digits == most && memcmp(ours, theirs, digits) == 0);
    }
    return false;
}

static void
test_f64_print(void)
{
    check_f64_print(0, "0");
    check_f64_print(-0.0, "-0");
    check_f64_print(20, "20");
    check_f64_print(0.1, "0.1");
    check_f64_print(-1.5, "-1.5");
    check_f64_print(1e21, "1e+21");
    check_f64_print(1e20, "100000000000000000000");
    check_f64_print(123456789012345680000.0, "123456789012345680000");
    check_f64_print(1e-7, "1e-7");
    check_f64_print(1e-6, "0.000001");
    check_f64_print(1.25e-7, "1.25e-7");
    check_f64_print(5e-324, "5e-324");
    check_f64_print(1.7976931348623157e308, "1.7976931348623157e+308");
    check_f64_print(2.2250738585072014e-308, "2.2250738585072014e-308");
    check_f64_print(9007199254740993.0, "9007199254740992");
    check_f64_print(0.30000000000000004, "0.30000000000000004");
    check_f64_print(1700000000.5, "1700000000.5");
    check_f64_print(1e15, "1000000000000000");
    check_f64_print(4.35, "4.35");
    check_f64_print(0.001, "0.001");
    check_f64_print(123456.789012, "123456.789012");
    check_f64_print(INFINITY, "Infinity");
    check_f64_print(-INFINITY, "-Infinity");
    check_f64_print(NAN, "NaN");
}

static void
test_f64_random(void)
{
    uint64_t start = random_state;
    int bad = 0;

    for (int i = 0; i < 60000 && bad == 0; i++) {
        uint64_t w = random_word();
        double f = i % 4 == 0   ? double_of(w)
                   : i % 4 == 1 ? (double)(int64_t)w / 1e6
                   : i % 4 == 2 ? (double)(int64_t)(w % 2000000) / 100
                                : ldexp((double)(w >> 11), (int)(w % 200) - 100);
        if (isfinite(f) && !round_trip(f)) {
            printf("seed %" PRIu64 ": %a does not print as it should\n", start, f);
            bad++;
        }
    }
    for (int e = 0; e < 2047; e++)
        for (int d = -1; d <= 1; d++) {
            uint64_t b = ((uint64_t)e << 52) + (uint64_t)(int64_t)d;
            if (b <= bits_of(1.7976931348623157e308) && !round_trip(double_of(b))) {
                printf("%a does not print as it should\n", double_of(b));
                bad++;
            }
        }
    CHECK(bad == 0);
}

static void
check_read(const char *text)
{
    double f = 0;
    bool ok = lm_f64_parse(lm_str_of(text), &f);

    if (!ok || bits_of(f) != bits_of(strtod(text, NULL)))
        printf("read %s as %a, not %a\n", text, f, strtod(text, NULL));
    CHECK(ok && bits_of(f) == bits_of(strtod(text, NULL)));
}

/* Texts next to the middle between two doubles, long ones, and those of all sizes. */
static void
test_f64_read(void)
{
    char text[1400];
    static const char *hard[] = {
        "0",
        "-0",
        "1",
        ".5",
        "5.",
        "1e23",
        "8.5e22",
        "9007199254740993",
        "9007199254740993.0000001",
        "9007199254740992.9999999",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "4.9e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "1e400",
        "-1e400",
        "1e-400",
        "0e999999999999",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "179769313486231580793e289",
        "7.2057594037927933e16",
        "1e99999999999999999999",
        "00000000000000000000000000000012.5e0",
        "0.00000000000000000000000000000000000000000000000000000000000000000000000000000000125",
        "6929495644600919.5",
        "3.2378839133029012895883524125015321748630094e-319",
        "1448997445238699",
        "18446744073709551615",
        "18446744073709551616",
        "184467440737095516159999999999999999999",
    };

    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        check_read(hard[i]);
    for (int i = 0; i < 20000; i++) {
        uint64_t w = random_word();
        int n = snprintf(text, sizeof text, "%" PRIu64 "e%d", w >> (w % 60),
                         (int)(random_word() % 680) - 340);
        CHECK(n > 0);
        check_read(text);
    }
    for (int i = 0; i < 3000; i++) { /* the exact middle, and a bit more or less */
        uint64_t b = random_word() % bits_of(1e300);
        double f = double_of(b), g = double_of(b + 1);
        if (b >> 52 < 2)
            continue;
        snprintf(text, sizeof text, "%.*Lf", f < 1 ? 1100 : 60,
                 (long double)f / 2 + (long double)g / 2);
        if (strlen(text) < 1300) {
            check_read(text);
            text[strlen(text) - 1] = '1';
            check_read(text);
        }
    }
}

static void
check_form(const char *text, enum lm_num_form want)
{
    int64_t i = 0;
    double f = 0;
    enum lm_num_form got = lm_num_parse(lm_str_of(text), &i, &f);

    if (got != want)
        printf("form of %s: %d\n", text, (int)got);
    CHECK(got == want);
    if (got == LM_NUM_INT)
        CHECK(i == strtoll(text, NULL, 10));
    else if (got != LM_NUM_NONE)
        CHECK(bits_of(f) == bits_of(strtod(text, NULL)));
}

static void
test_forms(void)
{
    static const char *none[] = { "",     "-",   "+1",        "01",  "-01", "1.",   ".5",
                                  "1e",   "1e+", "1ex",       " 1",  "1 ",  "0x1",  "1.5.",
                                  "1e5x", "NaN", "12345678x", "--1", "1-",  "1.e5", "inf" };
    static const char *ints[] = { "0",
                                  "7",
                                  "-7",
                                  "12345678",
                                  "123456789012345678",
                                  "9223372036854775807",
                                  "-9223372036854775808",
                                  "1000000000000000000" };
    static const char *bigs[] = { "9223372036854775808", "-9223372036854775809",
                                  "18446744073709551616", "100000000000000000000000000000",
                                  "36893488147419103232" };
    static const char *reals[] = {
        "-0", "0.0", "1.50", "1e5", "-1E-5", "0e0", "123456789.123456789", "1e400"
    };

    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        check_form(none[i], LM_NUM_NONE);
    for (size_t i = 0; i < sizeof ints / sizeof *ints; i++)
        check_form(ints[i], LM_NUM_INT);
    for (size_t i = 0; i < sizeof bigs / sizeof *bigs; i++)
        check_form(bigs[i], LM_NUM_BIG);
    for (size_t i = 0; i < sizeof reals / sizeof *reals; i++)
        check_form(reals[i], LM_NUM_REAL);
}

static void
check_i64(int64_t v)
{
    char text[LM_I64_TEXT], want[32];
    int64_t back = 0;
    size_t n = lm_i64_print(v, text);

    snprintf(want, sizeof want, "%" PRId64, v);
    CHECK_TEXT(text, n, want);
    CHECK(lm_i64_parse((struct lm_str){ text, n }, &back) && back == v);
}

static void
test_i64(void)
{
    int64_t v = 0;
    double f = 0;

    for (int i = 0; i < 19; i++)
        for (int64_t d = -1; d <= 1; d++) {
            int64_t power = (int64_t)lm_pow10_i128(i);
            check_i64(power + d);
            check_i64(-power + d);
        }
    for (int i = 0; i < 64; i++)
        for (int d = -1; d <= 1; d++)
            check_i64((int64_t)((UINT64_C(1) << i) + (uint64_t)(int64_t)d));
    CHECK(lm_i64_parse(LM_STR("+0012"), &v) && v == 12);
    CHECK(!lm_i64_parse(LM_STR("9223372036854775808"), &v));
    CHECK(!lm_i64_parse(LM_STR("-9223372036854775809"), &v));
    CHECK(!lm_i64_parse(LM_STR(""), &v) && !lm_i64_parse(LM_STR("-"), &v) &&
          !lm_i64_parse(LM_STR("1 "), &v));
    CHECK(lm_f64_parse(LM_STR("-Infinity"), &f) && f == -(double)INFINITY);
    CHECK(lm_f64_parse(LM_STR("+inf"), &f) && f == (double)INFINITY);
    CHECK(lm_f64_parse(LM_STR("nan"), &f) && isnan(f));
    CHECK(lm_f64_parse(LM_STR("+1.5e1"), &f) && f == 15);
    CHECK(!lm_f64_parse(LM_STR("."), &f) && !lm_f64_parse(LM_STR("e5"), &f) &&
          !lm_f64_parse(LM_STR(""), &f));
}

static void
check_dec(const char *text, const char *want, int want_scale)
{
    lm_i128 v = 0;
    int scale = -1;
    char out[LM_DEC_TEXT];

    CHECK(lm_dec_parse(lm_str_of(text), &v, &scale));
    CHECK(scale == want_scale);
    if (scale >= 0 && scale <= 38)
        CHECK_TEXT(out, lm_dec_print(v, scale, out), want);
}

static void
check_rescale(int64_t v, int from, int to, int64_t want, bool want_exact)
{
    lm_i128 out = 0;
    bool exact = !want_exact;

    CHECK(lm_dec_rescale(v, from, to, &out, &exact));
    CHECK(out == want && exact == want_exact);
}

static void
test_dec(void)
{
    lm_i128 v = 0;
    int scale = 0;

    check_dec("1.50", "1.50", 2);
    check_dec("1e3", "1000", 0);
    check_dec("-.05", "-0.05", 2);
    check_dec("-0.5e-3", "-0.0005", 4);
    check_dec("1.25e1", "12.5", 1);
    check_dec("99999999999999999999999999999999999999", "99999999999999999999999999999999999999",
              0);
    check_dec("-0.00000000000000000000000000000000000001",
              "-0.00000000000000000000000000000000000001", 38);
    check_dec("12345678901234567890.12345678901234567", "12345678901234567890.12345678901234567",
              17);
    check_dec("0e500", "0", 0);
    CHECK(!lm_dec_parse(LM_STR("100000000000000000000000000000000000000"), &v, &scale));
    CHECK(!lm_dec_parse(LM_STR("1e38"), &v, &scale) && !lm_dec_parse(LM_STR("1e-39"), &v, &scale));
    CHECK(!lm_dec_parse(LM_STR("abc"), &v, &scale) && !lm_dec_parse(LM_STR(""), &v, &scale));
    check_rescale(150, 2, 1, 15, true);
    check_rescale(155, 2, 1, 16, false);
    check_rescale(-155, 2, 1, -16, false);
    check_rescale(154, 2, 1, 15, false);
    check_rescale(-154, 2, 1, -15, false);
    check_rescale(5, 0, 3, 5000, true);
    check_rescale(5, 1, 0, 1, false);
    check_rescale(4, 1, 0, 0, false);
    check_rescale(0, 38, 0, 0, true);
    CHECK(!lm_dec_rescale(lm_pow10_i128(37), 0, 1, &v, NULL));
    CHECK(lm_dec_rescale(lm_pow10_i128(37) * 9, 0, 0, &v, NULL));
    CHECK(lm_dec_double(15, 1) == 1.5 && lm_dec_double(-1, 38) == -1e-38);
    CHECK(lm_dec_double(lm_pow10_i128(37) * 3, 5) == 3e32);
    CHECK(lm_dec_double(lm_pow10_i128(20) + 1, 20) == 1.0);
}

/* Schubfach adds one to inexact powers; none may overflow into the high word. */
static void
test_tables(void)
{
    for (int e = NUM_POW_LOW; e <= NUM_POW_HIGH; e++) {
        CHECK(num_pow10[e - NUM_POW_LOW][0] >> 63 == 1);
        CHECK(num_pow10[e - NUM_POW_LOW][1] != UINT64_MAX);
    }
}

int
main(int argc, char **argv)
{
    random_state = argc > 1 ? strtoull(argv[1], NULL, 10) : UINT64_C(88172645463325252);
    test_tables();
    test_i64();
    test_forms();
    test_dec();
    test_f64_print();
    test_f64_read();
    test_f64_random();
    return check_done();
}
