/* t_expr.c -- expressions: operators, casts, guarding, selections, and kernels against the row way. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "expr/expr.h"
#include "expr/fn.h"

enum { ROWS = 300 };

static struct lm_arena arena, keep;
static struct lm_err err;

static struct lm_expr *
val(enum lm_type_id id, struct lm_val v)
{
    return lm_expr_val(&keep, lm_type_of(id), v, LM_NOWHERE);
}

static struct lm_expr *
num(int64_t i)
{
    return val(LM_T_BIGINT, lm_val_int(i));
}

static struct lm_expr *
dbl(double f)
{
    return val(LM_T_DOUBLE, lm_val_f64(f));
}

static struct lm_expr *
txt(const char *z)
{
    return val(LM_T_VARCHAR, lm_val_str(lm_str_of(z)));
}

static struct lm_expr *
nul(void)
{
    return val(LM_T_NULL, LM_VAL_NULL);
}

static struct lm_expr *
as(struct lm_expr *e, struct lm_type t)
{
    return lm_expr_new(&keep, LM_X_CAST, t, LM_NOWHERE, &e, 1);
}

static struct lm_expr *
as_id(struct lm_expr *e, enum lm_type_id id)
{
    return as(e, lm_type_of(id));
}

static struct lm_expr *
dec(const char *z, int p, int s)
{
    return as(txt(z), (struct lm_type){ .id = LM_T_DECIMAL, .precision = (uint8_t)p, .scale = (uint8_t)s });
}

static struct lm_expr *
call2(const char *name, struct lm_expr *a, struct lm_expr *b)
{
    struct lm_expr *arg[] = { a, b };

    err = (struct lm_err){ 0 };
    return lm_expr_call(&keep, lm_str_of(name), arg, b != NULL ? 2 : 1, LM_NOWHERE, &err);
}

static struct lm_expr *
call3(const char *name, struct lm_expr *a, struct lm_expr *b, struct lm_expr *c)
{
    struct lm_expr *arg[] = { a, b, c };

    err = (struct lm_err){ 0 };
    return lm_expr_call(&keep, lm_str_of(name), arg, 3, LM_NOWHERE, &err);
}

/* The constant expression as JSON, "!CODE" when it fails, "?CODE" when it could not be bound. */
static const char *
print(struct lm_expr *e)
{
    static char text[4][512];
    static int turn;
    struct lm_buf b = { 0 };
    struct lm_val v;
    char *to = text[turn++ % 4];

    if (e == NULL) {
        snprintf(to, sizeof text[0], "?%d", (int)err.code);
        return to;
    }
    err = (struct lm_err){ 0 };
    if (lm_expr_const(e, &keep, 0, &v, &err) < 0) {
        snprintf(to, sizeof text[0], "!%d", (int)err.code);
        return to;
    }
    lm_val_print_json(&b, &v);
    snprintf(to, sizeof text[0], "%.*s", (int)b.n, b.p);
    lm_buf_fini(&b);
    return to;
}

#define IS(e, want)                                                                                \
    do {                                                                                           \
        const char *got_ = print(e);                                                               \
        CHECK_TEXT(got_, strlen(got_), want);                                                      \
    } while (0)

static void
arithmetic(void)
{
    IS(call2("+", num(1), num(2)), "3");
    IS(call2("+", num(INT64_MAX), num(1)), "!4010");
    IS(call2("-", num(INT64_MIN), num(1)), "!4010");
    IS(call2("*", num(INT64_MIN), num(-1)), "!4010");
    IS(call2("/", num(INT64_MIN), num(-1)), "!4010");
    IS(call2("%", num(INT64_MIN), num(-1)), "0");
    IS(call2("/", num(7), num(2)), "3");
    IS(call2("/", num(-7), num(2)), "-3");
    IS(call2("%", num(-7), num(2)), "-1");
    IS(call2("/", num(1), num(0)), "null");
    IS(call2("%", num(1), num(0)), "null");
    IS(call2("/", dbl(1.5), num(0)), "null");
    IS(call2("%", dbl(7.5), num(2)), "1.5");
    IS(call2("^", num(2), num(10)), "1024");
    IS(call2("^", num(-8), dbl(0.5)), "!4011");
    IS(call2("+", num(1), nul()), "null");
    IS(call2("neg", num(5), NULL), "-5");
    IS(call2("neg", num(INT64_MIN), NULL), "!4010");
    IS(call2("&", num(12), num(10)), "8");
    IS(call2("#", num(12), num(10)), "6");
    IS(call2("<<", num(1), num(4)), "16");
    IS(call2(">>", num(-256), num(3)), "-32");
    IS(call2("bitnot", num(5), NULL), "-6");
    IS(call2("+", num(1), txt("2")), "3");
    IS(call2("+", num(1), txt("x")), "?1200");
    IS(call2("+", num(1), val(LM_T_BOOLEAN, lm_val_bool(true))), "?1200");
    IS(call2("+", dec("0.1", 3, 1), dec("0.2", 3, 1)), "0.3");
    IS(call2("+", dec("1.25", 5, 2), dec("1.5", 5, 1)), "2.75");
    IS(call2("*", dec("1.10", 5, 2), dec("2.20", 5, 2)), "2.4200");
    IS(call2("*", dec("19.99", 10, 2), num(3)), "59.97");
    IS(call2("-", num(10), dec("0.01", 3, 2)), "9.99");
    IS(call2("+", dec("0.1", 3, 1), dbl(0.2)), "0.30000000000000004");
    IS(call2("/", dec("1", 5, 0), dec("3", 5, 0)), "0.333333");
    IS(call2("/", dec("-2", 5, 0), dec("3", 5, 0)), "-0.666667");
    IS(call2("/", dec("1.00000000", 10, 8), num(3)), "0.33333333");
    IS(call2("/", dec("5.25", 5, 2), num(0)), "null");
    IS(call2("%", dec("5.25", 5, 2), num(2)), "1.25");
    IS(call2("*", dec("99999999999999999999999999999999999999", 38, 0), num(10)), "!4010");
    IS(call2("+", dec("99999999999999999999999999999999999999", 38, 0), num(1)), "!4010");
    IS(call2("/", dec("99999999999999999999999999999999", 38, 0), dec("0.000003", 7, 6)), "!4010");
    IS(call2("/", dec("10", 38, 0), dec("0.00000000000000000000000000000000003", 38, 35)), "!4010");
    CHECK(call2("*", dec("1", 5, 2), dec("1", 6, 3))->type.scale == 5);
    CHECK(call2("+", dec("1", 5, 2), num(1))->type.scale == 2);
    CHECK(call2("+", as_id(num(1), LM_T_INTEGER), as_id(num(1), LM_T_INTEGER))->type.id == LM_T_BIGINT);
}

static void
comparisons(void)
{
    struct lm_val big = { .kind = LM_K_INT, .i = INT64_C(9007199254740993) };

    IS(call2("=", num(1), dbl(1)), "true");
    IS(call2("=", val(LM_T_BIGINT, big), dbl(9007199254740992.0)), "false");
    IS(call2(">", val(LM_T_BIGINT, big), dbl(9007199254740992.0)), "true");
    IS(call2("=", dec("1.50", 4, 2), dec("1.5", 3, 1)), "true");
    IS(call2("=", dbl(0.1), dec("0.1", 2, 1)), "true");
    IS(call2("=", dbl(NAN), dbl(NAN)), "true");
    IS(call2(">", dbl(NAN), dbl(INFINITY)), "true");
    IS(call2("=", dbl(-0.0), dbl(0.0)), "true");
    IS(call2("=", nul(), num(1)), "null");
    IS(call2("<>", txt("a"), txt("b")), "true");
    IS(call2("<", txt("a"), txt("ab")), "true");
    IS(call2("=", num(5), txt(" 5 ")), "true");
    IS(call2("=", num(5), txt("x")), "?1203");
    IS(call2("!=", num(5), num(5)), "false");
    IS(call2("=", num(1), val(LM_T_BOOLEAN, lm_val_bool(true))), "?1200");
    IS(call2("=", as_id(txt("2026-01-31 00:00:00"), LM_T_TIMESTAMP), txt("2026-01-31")), "true");
    IS(call2("=", as_id(txt("2026-01-31"), LM_T_DATE), as_id(txt("2026-01-31"), LM_T_TIMESTAMP)), "true");
    IS(call2("=", as_id(txt("1 day"), LM_T_INTERVAL), as_id(txt("24 hours"), LM_T_INTERVAL)), "true");
    IS(call2("distinct_from", nul(), num(1)), "true");
    IS(call2("distinct_from", nul(), nul()), "false");
    IS(call2("isnull", nul(), NULL), "true");
    IS(call2("istrue", nul(), NULL), "false");
    IS(call2("not", nul(), NULL), "null");
    IS(call2("=", nul(), nul()), "null");
}

static void
times(void)
{
    struct lm_expr *t = as_id(txt("2026-01-31 10:00:00"), LM_T_TIMESTAMP);
    struct lm_expr *d = as_id(txt("2026-01-31"), LM_T_DATE);
    struct lm_expr *month = as_id(txt("1 month"), LM_T_INTERVAL), *hour = as_id(txt("1 hour"), LM_T_INTERVAL);

    IS(call2("+", t, month), "\"2026-02-28T10:00:00Z\"");
    IS(call2("-", t, hour), "\"2026-01-31T09:00:00Z\"");
    IS(call2("+", hour, t), "\"2026-01-31T11:00:00Z\"");
    IS(call2("+", d, num(2)), "\"2026-02-02\"");
    IS(call2("-", d, num(31)), "\"2025-12-31\"");
    IS(call2("+", d, month), "\"2026-02-28T00:00:00Z\"");
    IS(call2("-", as_id(txt("2026-03-01"), LM_T_DATE), as_id(txt("2026-02-01"), LM_T_DATE)), "28");
    IS(call2("-", t, as_id(txt("2026-01-30 09:59:59"), LM_T_TIMESTAMP)), "\"1 day 00:00:01\"");
    IS(call2("-", t, d), "\"10:00:00\"");
    IS(call2("*", hour, num(3)), "\"03:00:00\"");
    IS(call2("*", dbl(1.5), hour), "\"01:30:00\"");
    IS(call2("/", hour, num(4)), "\"00:15:00\"");
    IS(call2("/", hour, num(0)), "null");
    IS(call2("+", as_id(txt("23:30:00"), LM_T_TIME), hour), "\"00:30:00\"");
    IS(call2("-", t, txt("2026-01-31")), "\"10:00:00\"");
    IS(call2("+", t, txt("1 hour")), "\"2026-01-31T11:00:00Z\"");
    IS(call2("+", t, t), "?1200");
    IS(call2("*", t, num(2)), "?1200");
    IS(call2("neg", hour, NULL), "\"-01:00:00\"");
}

static void
casts(void)
{
    IS(as_id(txt(" -7 "), LM_T_INTEGER), "-7");
    IS(as_id(txt("3000000000"), LM_T_INTEGER), "!4014");
    IS(as_id(txt("1e3"), LM_T_DOUBLE), "1000");
    IS(as_id(txt("2.5"), LM_T_BIGINT), "!4014");
    IS(as_id(txt(""), LM_T_BIGINT), "!4014");
    IS(as_id(dbl(2.5), LM_T_BIGINT), "2");
    IS(as_id(dbl(3.5), LM_T_BIGINT), "4");
    IS(as_id(dbl(1e19), LM_T_BIGINT), "!4014");
    IS(as_id(dec("2.5", 3, 1), LM_T_BIGINT), "3");
    IS(as_id(dec("-2.5", 3, 1), LM_T_BIGINT), "-3");
    IS(as(dec("2.345", 5, 3), (struct lm_type){ .id = LM_T_DECIMAL, .precision = 5, .scale = 2 }), "2.35");
    IS(dec("1000", 5, 2), "!4014");
    IS(as_id(txt("yes"), LM_T_BOOLEAN), "true");
    IS(as_id(txt("f"), LM_T_BOOLEAN), "false");
    IS(as_id(txt("maybe"), LM_T_BOOLEAN), "!4014");
    IS(as_id(num(0), LM_T_BOOLEAN), "false");
    IS(as_id(val(LM_T_BOOLEAN, lm_val_bool(true)), LM_T_INTEGER), "1");
    IS(as_id(val(LM_T_BOOLEAN, lm_val_bool(true)), LM_T_VARCHAR), "\"true\"");
    IS(as_id(num(42), LM_T_VARCHAR), "\"42\"");
    IS(as_id(as_id(txt("2026-08-09 23:59:59"), LM_T_TIMESTAMP), LM_T_DATE), "\"2026-08-09\"");
    IS(as_id(num(5), LM_T_TIMESTAMP), "\"1970-01-01T00:00:05Z\"");
    IS(as_id(val(LM_T_BOOLEAN, lm_val_bool(true)), LM_T_TIMESTAMP), "!4014");
    IS(as_id(txt("[1, 2]"), LM_T_JSON), "[1, 2]");
    IS(as_id(txt("[1, "), LM_T_JSON), "!4014");
    IS(as_id(txt("{}"), LM_T_LIST), "[]");
    IS(as_id(txt("{a,\"b c\",NULL,{1}}"), LM_T_LIST), "[\"a\",\"b c\",null,[\"1\"]]");
    IS(as_id(txt("{\"a\":1}"), LM_T_LIST), "!4014");
    IS(as_id(txt("{1,}"), LM_T_LIST), "!4014");
    IS(as_id(txt("hi"), LM_T_BYTEA), "\"\\\\x6869\"");
    IS(as_id(txt("\\x6869"), LM_T_BYTEA), "\"\\\\x6869\"");
    IS(as_id(txt("\\x686"), LM_T_BYTEA), "!4014");
    IS(as_id(txt("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11"), LM_T_UUID), "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"");
    IS(as_id(txt("a0eebc99"), LM_T_UUID), "!4014");
    IS(as_id(nul(), LM_T_BIGINT), "null");
    struct lm_expr *x = txt("x");
    IS(lm_expr_new(&keep, LM_X_TRY_CAST, lm_type_of(LM_T_BIGINT), LM_NOWHERE, &x, 1), "null");
    struct lm_expr *bad = as_id(x, LM_T_BIGINT);
    IS(lm_expr_new(&keep, LM_X_TRY, lm_type_of(LM_T_BIGINT), LM_NOWHERE, &bad, 1), "null");
}

/* What lm_read_val makes of v, as text. */
static const char *
reads(struct lm_val v, struct lm_type to)
{
    struct lm_val out;
    enum lm_code code = lm_read_val(&v, to, LM_UNIT_AUTO, &keep, &out);
    static char text[64];

    snprintf(text, sizeof text, "!%d", (int)code);
    return code != LM_OK ? text : print(lm_expr_val(&keep, to, out, LM_NOWHERE));
}

static struct lm_val
field(const char *z)
{
    return lm_val_of_field(lm_str_of(z), false);
}

static void
readings(void)
{
    struct lm_type d62 = { .id = LM_T_DECIMAL, .precision = 6, .scale = 2 };
    struct lm_val s = lm_val_str(LM_STR("12"));

    CHECK(strcmp(reads(s, lm_type_of(LM_T_BIGINT)), "12") == 0);
    CHECK(strcmp(reads(field("12.0"), lm_type_of(LM_T_BIGINT)), "12") == 0);
    CHECK(strcmp(reads(field("12.5"), lm_type_of(LM_T_BIGINT)), "!4001") == 0);
    CHECK(strcmp(reads(field("3000000000"), lm_type_of(LM_T_INTEGER)), "!4001") == 0);
    CHECK(strcmp(reads(field("9007199254740993.0"), lm_type_of(LM_T_BIGINT)), "9007199254740993") == 0);
    CHECK(strcmp(reads(field("12345678901234567890"), lm_type_of(LM_T_BIGINT)), "!4001") == 0);
    CHECK(strcmp(reads(field("1.50"), lm_type_of(LM_T_VARCHAR)), "\"1.50\"") == 0);
    CHECK(strcmp(reads(field("true"), lm_type_of(LM_T_VARCHAR)), "\"true\"") == 0);
    CHECK(strcmp(reads(field("n/a"), lm_type_of(LM_T_DOUBLE)), "!4001") == 0);
    CHECK(strcmp(reads(field("4"), lm_type_of(LM_T_DOUBLE)), "4") == 0);
    CHECK(strcmp(reads(field("1.555"), d62), "!4001") == 0);
    CHECK(strcmp(reads(field("7.25"), d62), "7.25") == 0);
    CHECK(strcmp(reads(field("0.1"), d62), "0.10") == 0);
    CHECK(strcmp(reads(field("12345"), d62), "!4001") == 0);
    CHECK(strcmp(reads(field("1700000000123"), lm_type_of(LM_T_TIMESTAMP)), "\"2023-11-14T22:13:20.123Z\"") == 0);
    CHECK(strcmp(reads(field("2026-01-31"), lm_type_of(LM_T_DATE)), "\"2026-01-31\"") == 0);
    CHECK(strcmp(reads(field("2026-01-31T10:00:00Z"), lm_type_of(LM_T_DATE)), "!4001") == 0);
    CHECK(strcmp(reads(field("yes"), lm_type_of(LM_T_BOOLEAN)), "!4001") == 0);
    CHECK(strcmp(reads(field("[1,2]"), lm_type_of(LM_T_LIST)), "[1,2]") == 0);
    CHECK(strcmp(reads(field("x"), lm_type_of(LM_T_LIST)), "!4001") == 0);
}

static bool
like(const char *s, const char *pattern)
{
    return strcmp(print(call2("like", txt(s), txt(pattern))), "true") == 0;
}

static void
likes(void)
{
    CHECK(like("hello", "h%") && like("hello", "%o") && like("hello", "%ell%") && like("hello", "hello"));
    CHECK(!like("hello", "ell") && like("hello", "_ell_") && like("é", "_") && !like("éé", "_"));
    CHECK(like("", "%") && like("", "") && !like("a", "") && like("a", "%%") && like("abc", "%%c"));
    CHECK(like("10%", "10\\%") && !like("100", "10\\%"));
    CHECK(like("abcbcd", "a%bcd") && like("abxbc", "a%b_") && !like("ab", "ab_%") && like("aXbYc", "a%b%c"));
    CHECK(like("aé", "%_") && like("xaéz", "x_é%") && !like("ab", "abab%") && !like("aba", "ab%ba"));
    CHECK(like("mississippi", "m%iss%ip%i") && !like("mississippi", "m%iss%iss%iss%"));
    CHECK(like("0123456789abcdef0123456789", "%f01%") && !like("0123456789abcdef0123456789", "%f02%"));
    CHECK(like("0123456789abcdef0123456789", "%789%") && like("0123456789abcdef0123456789", "%0%"));
    CHECK(like("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy", "%xy%") && like("xxxxxxxxxxxxxxxxxy", "%y%"));
    IS(call3("like", txt("a_b"), txt("a#_b"), txt("#")), "true");
    IS(call3("like", txt("axb"), txt("a#_b"), txt("#")), "false");
    IS(call2("like", txt("a"), txt("a\\")), "!4015");
    IS(call2("ilike", txt("ÄRGER"), txt("%rg%")), "true");
    IS(call2("ilike", txt("ÄRGER"), txt("ä%")), "true");
    IS(call2("||", txt("a"), num(1)), "\"a1\"");
    IS(call2("||", txt("a"), nul()), "null");
    IS(call2("||", as_id(txt("[1]"), LM_T_JSON), as_id(txt("[2, 3]"), LM_T_JSON)), "[1,2,3]");
}

static void
choices(void)
{
    struct lm_expr *bad = call2("/", num(INT64_MIN), num(-1));
    struct lm_expr *yes = val(LM_T_BOOLEAN, lm_val_bool(true)), *no = val(LM_T_BOOLEAN, lm_val_bool(false));
    struct lm_expr *arg[3] = { no, call2("=", bad, num(1)), yes };
    struct lm_type boolean = lm_type_of(LM_T_BOOLEAN), t;

    IS(lm_expr_new(&keep, LM_X_AND, boolean, LM_NOWHERE, arg, 2), "false");
    IS(lm_expr_new(&keep, LM_X_OR, boolean, LM_NOWHERE, arg, 2), "!4010");
    arg[0] = nul();
    arg[1] = no;
    IS(lm_expr_new(&keep, LM_X_AND, boolean, LM_NOWHERE, arg, 2), "false");
    IS(lm_expr_new(&keep, LM_X_OR, boolean, LM_NOWHERE, arg, 2), "null");
    IS(lm_expr_new(&keep, LM_X_OR, boolean, LM_NOWHERE, arg, 3), "true");
    IS(call3("if", yes, num(1), bad), "1");
    IS(call3("if", nul(), num(1), dbl(2.5)), "2.5");
    IS(call3("coalesce", nul(), num(2), bad), "2");
    IS(call2("nullif", num(5), num(5)), "null");
    IS(call2("nullif", num(5), num(6)), "5");
    struct lm_expr *in[3] = { num(2), num(1), nul() };
    IS(lm_expr_new(&keep, LM_X_IN, boolean, LM_NOWHERE, in, 3), "null");
    in[0] = num(1);
    IS(lm_expr_new(&keep, LM_X_IN, boolean, LM_NOWHERE, in, 3), "true");
    CHECK(lm_type_common(lm_type_of(LM_T_BIGINT), lm_type_of(LM_T_DOUBLE), &t) && t.id == LM_T_DOUBLE);
    CHECK(lm_type_common(lm_type_of(LM_T_DATE), lm_type_of(LM_T_TIMESTAMP), &t) && t.id == LM_T_TIMESTAMP);
    CHECK(lm_type_common(lm_type_of(LM_T_DYN), lm_type_of(LM_T_DOUBLE), &t) && t.id == LM_T_DYN);
    CHECK(!lm_type_common(lm_type_of(LM_T_VARCHAR), lm_type_of(LM_T_DOUBLE), &t));
}

static void
messages(void)
{
    CHECK(call2("nosuch", num(1), NULL) == NULL && err.code == LM_E_FUNCTION);
    CHECK(call2("SUBSTRING_INDEX", txt("a"), NULL) == NULL && strstr(err.hint, "split_part") != NULL);
    CHECK(call2("coalesc", txt("a"), NULL) == NULL && strstr(err.hint, "coalesce") != NULL);
    CHECK(call2("isnull", num(1), num(2)) == NULL && err.code == LM_E_FUNCTION);
    CHECK(call2("^", num(1), NULL) == NULL && err.code == LM_E_ARGUMENTS);
    CHECK(call2("like", num(1), txt("a")) == NULL && err.code == LM_E_ARGUMENTS);
    CHECK(strcmp(err.what, "like takes (text, text[, text]); found (BIGINT, VARCHAR)") == 0);
}

/* Batches of random values: what the columns' way gives must be what the rows' way gives. */

static uint64_t seed = 20260117;

static uint32_t
dice(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(seed >> 33) % n;
}

static struct lm_val
random_val(enum lm_kind k)
{
    static const int64_t ints[] = { 0, 1, -1, 2, 7, 1000, INT64_MAX, INT64_MIN, INT64_C(9007199254740993),
                                    INT64_C(1) << 31, -(INT64_C(1) << 31), 3 };
    static const double doubles[] = { 0, -0.0, 1, 2.5, -2.5, 7, 1e300, 9007199254740992.0, 0.1, 1e19, -1e19, 3 };
    static const char *const texts[] = { "", "a", "ab", "12", "1.5", "abcdefgh", "abcdefghi", "zz",
                                         "abcdefghijklmnopq", "abcdefghijklmnopr", "é", "2026-01-31" };
    uint32_t i = dice(12);

    switch (k) {
    case LM_K_INT: return lm_val_int(ints[i]);
    case LM_K_F64: return lm_val_f64(dice(20) == 0 ? NAN : doubles[i]);
    case LM_K_STR: return lm_val_str(lm_str_of(texts[i]));
    case LM_K_BOOL: return lm_val_bool(i & 1);
    default: break;
    }
    return random_val((enum lm_kind)(const int[]){ LM_K_INT, LM_K_F64, LM_K_STR, LM_K_BOOL }[dice(4)]);
}

static void
random_col(struct lm_col *c, enum lm_kind k, uint32_t nulls)
{
    lm_col_init(c, k == LM_K_DYN ? LM_K_NULL : k, ROWS, &arena);
    for (uint32_t r = 0; r < ROWS; r++) {
        struct lm_val v = nulls > 0 && dice(nulls) == 0 ? LM_VAL_NULL : random_val(k);
        lm_col_set(c, r, &v, ROWS, &arena);
    }
}

static bool
same_val(const struct lm_val *a, const struct lm_val *b)
{
    if (lm_val_is_null(a) || lm_val_is_null(b))
        return lm_val_is_null(a) && lm_val_is_null(b);
    return a->kind == b->kind && lm_val_order(a, b) == 0;
}

/* The expression at one row alone, with constants in place of the columns. */
static struct lm_val
by_row(const char *name, struct lm_expr *const *side, const struct lm_batch *b, uint32_t r, enum lm_code *code)
{
    struct lm_expr *arg[2];
    struct lm_val v;

    for (int i = 0; i < 2; i++) {
        arg[i] = side[i];
        if (side[i]->op != LM_X_COL)
            continue;
        struct lm_val cell = lm_col_get(&b->cols[side[i]->col], r);
        arg[i] = lm_expr_new(&arena, LM_X_TRY, side[i]->type, LM_NOWHERE, NULL, 0);
        arg[i]->op = LM_X_CONST;
        arg[i]->value = cell;
    }
    /* Bound like the columns, but the arguments are one row's. */
    struct lm_err e = { 0 };
    struct lm_expr *x = lm_expr_call(&arena, lm_str_of(name), arg, 2, LM_NOWHERE, &e);
    *code = LM_OK;
    if (x == NULL) {
        *code = e.code;
        return LM_VAL_NULL;
    }
    if (lm_expr_const(x, &arena, 0, &v, &e) < 0)
        *code = e.code;
    return v;
}

static void
differ(const char *name, struct lm_expr *const *side, const struct lm_batch *b, struct lm_sel sel)
{
    struct lm_eval x = { .arena = &arena, .keep = &keep, .on_error = LM_ON_ERROR_SKIP };
    struct lm_err e = { 0 };
    struct lm_expr *arg[2] = { side[0], side[1] };
    struct lm_expr *call = lm_expr_call(&keep, lm_str_of(name), arg, 2, LM_NOWHERE, &e);
    uint16_t rows[ROWS];
    uint32_t wrong = 0, k = 0;

    if (call == NULL)
        return;
    lm_eval_begin(&x, b);
    const struct lm_col *c = lm_expr_eval(call, &x, sel);
    struct lm_eval y = x;
    lm_eval_begin(&y, b);
    bool predicate = call->type.id == LM_T_BOOLEAN;
    struct lm_sel found = predicate ? lm_expr_select(call, &y, sel, rows) : (struct lm_sel){ rows, 0 };
    for (uint32_t i = 0; i < sel.n; i++) {
        uint32_t r = lm_sel_row(sel, i);
        enum lm_code code;
        struct lm_val want = by_row(name, side, b, r, &code), got = lm_col_get(c, r);
        bool bad = x.bad != NULL && x.bad[r] != 0;
        bool picked = k < found.n && found.rows[k] == r;
        k += picked;
        if (bad != (code != LM_OK) || (!bad && !same_val(&want, &got)) ||
            (predicate && picked != (!bad && want.kind == LM_K_BOOL && want.i == 1)))
            wrong++;
    }
    if (wrong > 0 || k != found.n)
        printf("%s: kinds %d %d, ops %d %d, seed near %llu: %u wrong\n", name,
               side[0]->op == LM_X_COL ? b->cols[side[0]->col].kind : side[0]->value.kind,
               side[1]->op == LM_X_COL ? b->cols[side[1]->col].kind : side[1]->value.kind, side[0]->op,
               side[1]->op, (unsigned long long)seed, wrong);
    CHECK(wrong == 0 && k == found.n);
}

static struct lm_sel
random_sel(uint16_t *rows)
{
    uint32_t step = dice(3), n = 0;

    if (step == 0)
        return lm_sel_all(ROWS);
    for (uint32_t r = 0; r < ROWS; r++)
        if (dice(step * step * 4) == 0)
            rows[n++] = (uint16_t)r;
    return (struct lm_sel){ rows, n };
}

static void
random_round(void)
{
    static const char *const ops[] = { "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "||",
                                       "distinct_from" };
    static const enum lm_kind kinds[] = { LM_K_INT, LM_K_F64, LM_K_STR, LM_K_DYN };
    struct lm_col cols[2];
    struct lm_batch b = { .arena = &arena, .nrow = ROWS, .ncol = 2, .sel = lm_sel_all(ROWS), .cols = cols };
    struct lm_expr *side[2];
    uint16_t rows[ROWS];

    for (uint32_t i = 0; i < 2; i++) {
        enum lm_kind k = kinds[dice(4)];
        struct lm_type declared = lm_kind_type(k);
        random_col(&cols[i], k, dice(2) * 5);
        bool open = k == LM_K_DYN || dice(2) == 0;
        side[i] = lm_expr_col(&keep, i, open ? lm_type_of(LM_T_DYN) : declared, LM_STR("c"), LM_NOWHERE);
    }
    uint32_t constant = dice(4);
    if (constant < 2) {
        enum lm_kind k = kinds[dice(3)];
        struct lm_val v = random_val(k);
        struct lm_type t = lm_kind_type(k);
        if (dice(4) == 0) {
            v = (struct lm_val){ .kind = LM_K_DEC, .scale = 1, .d = 25 };
            t = (struct lm_type){ .id = LM_T_DECIMAL, .precision = 2, .scale = 1 };
        }
        side[constant] = lm_expr_val(&keep, t, v, LM_NOWHERE);
    }
    struct lm_sel sel = random_sel(rows);
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        differ(ops[i], side, &b, sel);
}

/* AND, OR over columns with failures: the selection and the column must agree. */
static void
random_logic(void)
{
    struct lm_col cols[3];
    struct lm_batch b = { .arena = &arena, .nrow = ROWS, .ncol = 3, .sel = lm_sel_all(ROWS), .cols = cols };
    struct lm_eval x = { .arena = &arena, .keep = &keep };
    struct lm_expr *part[3], *e;
    uint16_t rows[ROWS], own[ROWS];

    for (uint32_t i = 0; i < 3; i++) {
        random_col(&cols[i], i == 2 ? LM_K_BOOL : LM_K_DYN, 6);
        part[i] = lm_expr_col(&keep, i, lm_type_of(LM_T_DYN), LM_STR("c"), LM_NOWHERE);
    }
    part[0] = call2(">", part[0], num(1));
    part[1] = call2("<", call2("+", part[1], num(1)), dbl(1e6));
    for (uint32_t op = 0; op < 2; op++) {
        for (uint32_t turn = 0; turn < 3; turn++) {
            struct lm_expr *arg[3] = { part[turn], part[(turn + 1) % 3], part[(turn + 2) % 3] };
            e = lm_expr_new(&keep, op == 0 ? LM_X_AND : LM_X_OR, lm_type_of(LM_T_BOOLEAN), LM_NOWHERE, arg, 3);
            struct lm_sel sel = random_sel(own);
            x.on_error = (enum lm_on_error)dice(2);
            lm_eval_begin(&x, &b);
            struct lm_sel got = lm_expr_select(e, &x, sel, rows);
            lm_eval_begin(&x, &b);
            const struct lm_col *c = lm_expr_eval(e, &x, sel);
            uint32_t k = 0, wrong = 0;
            for (uint32_t i = 0; i < sel.n; i++) {
                uint32_t r = lm_sel_row(sel, i);
                bool bad = x.bad != NULL && x.bad[r] != 0;
                bool want = !bad && !lm_col_is_null(c, r) && c->b[r] == 1;
                bool is = k < got.n && got.rows[k] == r;
                k += is;
                /* A side that NULL made needless for WHERE may have failed in the column's way. */
                wrong += is != want && !bad;
            }
            CHECK(wrong == 0 && k == got.n);
        }
    }
}

/* ADAPT, CAST and READ over whole columns give what they give value by value. */
static void
random_casts(void)
{
    static const enum lm_type_id to[] = { LM_T_DYN, LM_T_BIGINT, LM_T_INTEGER, LM_T_DOUBLE, LM_T_VARCHAR,
                                          LM_T_TIMESTAMP, LM_T_BOOLEAN, LM_T_JSON, LM_T_DATE };
    static const enum lm_expr_op ops[] = { LM_X_CAST, LM_X_TRY_CAST, LM_X_ADAPT, LM_X_ADAPT_CMP, LM_X_READ };
    static const enum lm_kind kinds[] = { LM_K_INT, LM_K_F64, LM_K_STR, LM_K_DYN, LM_K_BOOL };
    struct lm_col col;
    struct lm_batch b = { .arena = &arena, .nrow = ROWS, .ncol = 1, .cols = &col };
    struct lm_eval x = { .arena = &arena, .keep = &keep };
    struct lm_expr *c = lm_expr_col(&keep, 0, lm_type_of(LM_T_DYN), LM_STR("c"), LM_NOWHERE);
    enum lm_expr_op op = ops[dice(5)];
    struct lm_type type = lm_type_of(to[dice(9)]);
    uint16_t own[ROWS];
    uint32_t wrong = 0;

    random_col(&col, kinds[dice(5)], dice(2) * 5);
    struct lm_sel sel = random_sel(own);
    struct lm_expr *e = lm_expr_new(&keep, op, type, LM_NOWHERE, &c, 1);
    lm_eval_begin(&x, &b);
    const struct lm_col *out = lm_expr_eval(e, &x, sel);
    for (uint32_t i = 0; i < sel.n; i++) {
        uint32_t r = lm_sel_row(sel, i);
        struct lm_val v = lm_col_get(&col, r), want, got = lm_col_get(out, r);
        struct lm_col one;
        struct lm_batch alone = { .arena = &arena, .nrow = 1, .ncol = 1, .cols = &one };
        struct lm_eval y = { .arena = &arena, .keep = &keep };
        lm_col_init(&one, LM_K_DYN, 1, &arena);
        one.y[0] = v;
        lm_eval_begin(&y, &alone);
        want = lm_col_get(lm_expr_eval(e, &y, lm_sel_all(1)), 0);
        bool bad = x.bad != NULL && x.bad[r] != 0;
        wrong += bad != (y.nbad > 0) || !same_val(&want, &got);
    }
    if (wrong > 0)
        printf("op %d type %d kind %d: %u wrong\n", op, type.id, col.kind, wrong);
    CHECK(wrong == 0);
}

static void
failures(void)
{
    struct lm_col cols[1];
    struct lm_batch b = { .arena = &arena, .nrow = 3, .ncol = 1, .sel = lm_sel_all(3), .cols = cols };
    struct lm_eval x = { .arena = &arena, .keep = &keep };
    struct lm_val v[] = { lm_val_f64(1.5), lm_val_str(LM_STR("n/a")), lm_val_str(LM_STR("2.5")) };

    lm_col_init(&cols[0], LM_K_NULL, 3, &arena);
    for (uint32_t r = 0; r < 3; r++)
        lm_col_set(&cols[0], r, &v[r], 3, &arena);
    struct lm_expr *c = lm_expr_col(&keep, 0, lm_type_of(LM_T_DYN), LM_STR("price"), LM_NOWHERE);
    struct lm_expr *e = lm_expr_new(&keep, LM_X_READ, lm_type_of(LM_T_DOUBLE), LM_NOWHERE, &c, 1);
    lm_eval_begin(&x, &b);
    const struct lm_col *out = lm_expr_eval(e, &x, b.sel);
    CHECK(out->kind == LM_K_F64 && out->f[2] == 2.5 && x.nbad == 1 && x.bad[1] == LM_E_CONVERT);
    CHECK_TEXT(x.what, strlen(x.what), "expected DOUBLE, found \"n/a\"");
    x.on_error = LM_ON_ERROR_NULL;
    lm_eval_begin(&x, &b);
    out = lm_expr_eval(e, &x, b.sel);
    CHECK(x.nbad == 0 && x.bad == NULL && lm_col_is_null(out, 1));
    uint16_t rows[3];
    x.on_error = LM_ON_ERROR_SKIP;
    lm_eval_begin(&x, &b);
    struct lm_expr *gt = call2(">", c, num(1));
    struct lm_sel s = lm_expr_select(gt, &x, b.sel, rows);
    CHECK(s.n == 2 && s.rows[1] == 2 && x.nbad == 0);
    lm_eval_begin(&x, &b);
    s = lm_expr_select(call2("=", c, txt("1.5")), &x, b.sel, rows);
    CHECK(s.n == 1 && s.rows[0] == 0);
    lm_eval_begin(&x, &b);
    s = lm_expr_select(call2("like", c, txt("%.5")), &x, b.sel, rows);
    CHECK(s.n == 2);
}

static void
lambdas(void)
{
    struct lm_col cols[1];
    struct lm_batch b = { .arena = &arena, .nrow = 2, .ncol = 1, .sel = lm_sel_all(2), .cols = cols };
    struct lm_eval x = { .arena = &arena, .keep = &keep };
    struct lm_val in[3] = { lm_val_int(1), lm_val_int(2), lm_val_str(LM_STR("x")) }, out[3];
    const struct lm_val *param[] = { in };
    struct lm_val ten = lm_val_int(10), more = lm_val_int(20);

    lm_col_init(&cols[0], LM_K_INT, 2, &arena);
    lm_col_set(&cols[0], 0, &ten, 2, &arena);
    lm_col_set(&cols[0], 1, &more, 2, &arena);
    struct lm_expr *outer = lm_expr_col(&keep, 0, lm_type_of(LM_T_BIGINT), LM_STR("c"), LM_NOWHERE);
    struct lm_expr *p = lm_expr_col(&keep, LM_COLUMNS, lm_type_of(LM_T_DYN), LM_STR("x"), LM_NOWHERE);
    struct lm_expr *body = call2("+", p, outer);
    struct lm_expr *l = lm_expr_new(&keep, LM_X_LAMBDA, body->type, LM_NOWHERE, &body, 1);
    l->col = LM_COLUMNS;
    l->nparam = 1;
    lm_eval_begin(&x, &b);
    struct lm_call c = { .x = &x, .arena = &arena, .node = l, .row = 1 };
    CHECK(lm_lambda_apply(&c, l, param, 2, out) && out[0].i == 21 && out[1].i == 22 && x.nbad == 0);
    CHECK(!lm_lambda_apply(&c, l, param, 3, out) && x.nbad == 1 && x.bad[1] == LM_E_VALUE);
}

int
main(void)
{
    lm_arena_init(&arena, 1 << 16);
    lm_arena_init(&keep, 1 << 16);
    arithmetic();
    comparisons();
    times();
    casts();
    readings();
    likes();
    choices();
    messages();
    failures();
    lambdas();
    for (int i = 0; i < 60; i++) {
        random_round();
        random_logic();
        for (int k = 0; k < 10; k++)
            random_casts();
        lm_arena_reset(&arena);
        lm_arena_reset(&keep);
    }
    lm_arena_fini(&arena);
    lm_arena_fini(&keep);
    return check_done();
}
