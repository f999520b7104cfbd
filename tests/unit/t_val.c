/* t_val.c -- values: texts, JSON, numbers, order and keys, and columns of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "data/batch.h"
#include "data/refuse.h"

static struct lm_arena arena;
static uint64_t random_state;

static uint64_t
random_word(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state * UINT64_C(0x2545f4914f6cdd1d);
}

static void
check_print(struct lm_val v, const char *want, const char *want_json)
{
    struct lm_buf b = { 0 };

    lm_buf_room(&b, 1);
    lm_val_print(&b, &v);
    CHECK_TEXT(b.p, b.n, want);
    b.n = 0;
    lm_val_print_json(&b, &v);
    CHECK_TEXT(b.p, b.n, want_json);
    lm_buf_fini(&b);
}

static struct lm_val
dec_of(lm_i128 d, uint8_t scale)
{
    return (struct lm_val){ .kind = LM_K_DEC, .scale = scale, .d = d };
}

static struct lm_val
kind_of(enum lm_kind k, int64_t i)
{
    return (struct lm_val){ .kind = (uint8_t)k, .i = i };
}

static void
test_print(void)
{
    struct lm_val bytes = lm_val_str((struct lm_str){ "\x00\xab", 2 }),
                  json = lm_val_str(LM_STR("{\"a\": 1}"));

    bytes.kind = LM_K_BYTES;
    json.kind = LM_K_JSON;
    check_print(LM_VAL_NULL, "", "null");
    check_print(kind_of(LM_K_MISSING, 0), "", "null");
    check_print(lm_val_bool(true), "true", "true");
    check_print(lm_val_bool(false), "false", "false");
    check_print(lm_val_int(-5), "-5", "-5");
    check_print(lm_val_f64(-0.0), "-0", "-0");
    check_print(lm_val_f64(NAN), "NaN", "null");
    check_print(lm_val_f64(-INFINITY), "-Infinity", "null");
    check_print(dec_of(-5, 2), "-0.05", "-0.05");
    check_print(lm_val_of_field(LM_STR("1.50"), false), "1.50", "1.50");
    check_print(lm_val_of_field(LM_STR("1e400"), false), "1e400", "1e400");
    check_print(lm_val_str(LM_STR("a\"\\\b\f\n\r\t\x01\x1f/\x7f\xc3\xa4")),
                "a\"\\\b\f\n\r\t\x01\x1f/\x7f\xc3\xa4",
                "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f/\x7f\xc3\xa4\"");
    check_print(bytes, "\\x00ab", "\"\\\\x00ab\"");
    check_print(json, "{\"a\": 1}", "{\"a\": 1}");
    check_print(kind_of(LM_K_DATE, 0), "1970-01-01", "\"1970-01-01\"");
    check_print(kind_of(LM_K_TIME, 1), "00:00:00.000001", "\"00:00:00.000001\"");
    check_print(kind_of(LM_K_TS, 0), "1970-01-01T00:00:00Z", "\"1970-01-01T00:00:00Z\"");
    check_print((struct lm_val){ .kind = LM_K_IVL, .ivl = { 1, 0, 0 } }, "1 mon", "\"1 mon\"");
}

/* Each byte at each place of a word, escaped or not. */
static void
test_quote(void)
{
    int wrong = 0;

    for (int c = 0; c < 256; c++)
        for (size_t at = 0; at < 20; at++) {
            char text[20];
            struct lm_buf b = { 0 };
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            lm_json_quote(&b, (struct lm_str){ text, sizeof text });
            bool escaped = c < 0x20 || c == '"' || c == '\\';
            bool is_short = c == '"' || c == '\\' || (c >= 8 && c <= 13 && c != 11);
            wrong += b.n != 22u + (escaped ? is_short ? 1 : 5 : 0);
            wrong += escaped ? b.p[1 + at] != '\\' : b.p[1 + at] != (char)c;
            lm_buf_fini(&b);
        }
    CHECK(wrong == 0);
}

static void
check_field(const char *text, enum lm_kind want)
{
    struct lm_val v = lm_val_of_field(lm_str_of(text), false);

    if (v.kind != want)
        printf("field %s\n", text);
    CHECK(v.kind == want);
}

static void
test_fields(void)
{
    struct lm_val v = lm_val_of_field(LM_STR(""), true), n;

    CHECK(v.kind == LM_K_STR && v.n == 0);
    check_field("", LM_K_NULL);
    check_field("12", LM_K_INT);
    check_field("-0", LM_K_F64);
    check_field("1.50", LM_K_F64);
    check_field("9223372036854775808", LM_K_DEC);
    check_field("123456789012345678901234567890123456789", LM_K_F64);
    check_field("true", LM_K_BOOL);
    check_field("false", LM_K_BOOL);
    check_field("True", LM_K_STR);
    check_field("01234", LM_K_STR);
    check_field("+1", LM_K_STR);
    check_field(".5", LM_K_STR);
    check_field(" 7", LM_K_STR);
    check_field("1e5x", LM_K_STR);
    check_field("2026-01-01T00:00:00Z", LM_K_STR);
    v = lm_val_str(LM_STR("12"));
    CHECK(lm_val_number(&v, &n) && n.kind == LM_K_INT && n.i == 12 && lm_val_double(&n) == 12);
    v = lm_val_bool(true);
    CHECK(!lm_val_number(&v, &n));
    v = lm_val_str(LM_STR("01"));
    CHECK(!lm_val_number(&v, &n));
    v = lm_val_keep(&arena, lm_val_str((struct lm_str){ NULL, 0 }));
    CHECK(v.n == 0);
}

/* A value near others: small numbers in all kinds, neighbours of powers of two, and the rest. */
static struct lm_val
random_val(void)
{
    static const char *texts[] = { "", "a", "ab", "b", "12" };
    uint64_t w = random_word();
    int64_t near = (int64_t)((UINT64_C(1) << (w >> 8) % 63) + (w >> 16) % 3 - 1);
    uint8_t scale = (uint8_t)((w >> 20) % 6);
    struct lm_val v;

    switch (w % 16) {
    case 0:
        return (w & 16) != 0 ? LM_VAL_NULL : kind_of(LM_K_MISSING, 0);
    case 1:
        return lm_val_bool((w & 16) != 0);
    case 2:
        return lm_val_int((int64_t)(w >> 30) % 5 - 2);
    case 3:
        return lm_val_int((w & 16) != 0 ? near : -near);
    case 4:
        return lm_val_f64((double)((int64_t)(w >> 30) % 9 - 4) / 2);
    case 5:
        return lm_val_f64((w & 16) != 0 ? (double)near : -(double)near);
    case 6:
        return dec_of(((int64_t)(w >> 30) % 9 - 4) * (int64_t)lm_pow10_i128(scale) / 2, scale);
    case 7:
        return dec_of((lm_i128)near * lm_pow10_i128(scale) + (int64_t)(w >> 30) % 2, scale);
    case 8:
        return dec_of((lm_i128)near * ((lm_i128)1 << (w >> 30) % 62), 0);
    case 9:
        return lm_val_f64(ldexp((double)near, (int)((w >> 30) % 62)));
    case 10:
        return lm_val_f64((w & 16) != 0   ? 0.1
                          : (w & 32) != 0 ? NAN
                          : (w & 64) != 0 ? INFINITY
                                          : -0.0);
    case 11:
        return dec_of((w & 16) != 0 ? 1 : 10, (w & 16) != 0 ? 1 : 2);
    case 12:
        v = lm_val_str(lm_str_of(texts[(w >> 30) % 5]));
        v.kind = (w & 16) != 0 ? LM_K_STR : (w & 32) != 0 ? LM_K_JSON : LM_K_BYTES;
        return v;
    case 13:
        return kind_of(LM_K_DATE, (w & 16) != 0 ? INT32_MAX : (int64_t)(w >> 30) % 3);
    case 14:
        return kind_of((w & 16) != 0 ? LM_K_TS : LM_K_TIME, (int64_t)(w >> 30) % 3 * LM_US_DAY);
    default:
        return (struct lm_val){ .kind = LM_K_IVL,
                                 .ivl = { (w >> 30) % 2, (int32_t)((w >> 31) % 2 * 30),
                                          (int64_t)((w >> 32) % 2) } };
    }
}

static void
explain(const char *what, uint64_t seed, const struct lm_val *a, const struct lm_val *b)
{
    struct lm_buf text = { 0 };

    lm_buf_addf(&text, "seed %" PRIu64 ": %s of kinds %d and %d: ", seed, what, a->kind, b->kind);
    lm_val_print(&text, a);
    lm_buf_addz(&text, " and ");
    lm_val_print(&text, b);
    printf("%.*s\n", (int)text.n, text.p);
    lm_buf_fini(&text);
}

/* Keys are equal exactly for equal values, none begins another, and order is one. */
static void
test_order(void)
{
    uint64_t seed = random_state;
    struct lm_buf keys[2] = { { 0 }, { 0 } };
    int bad = 0;

    for (int i = 0; i < 300000 && bad < 5; i++) {
        struct lm_val v[3] = { random_val(), random_val(), random_val() };
        for (int k = 0; k < 2; k++) {
            keys[k].n = 0;
            lm_val_key(&keys[k], &v[k]);
        }
        int order = lm_val_order(&v[0], &v[1]);
        size_t least = keys[0].n < keys[1].n ? keys[0].n : keys[1].n;
        bool begins = memcmp(keys[0].p, keys[1].p, least) == 0,
             equal = begins && keys[0].n == keys[1].n;
        bool turned = lm_val_order(&v[1], &v[0]) == -order;
        bool chain = order > 0 || lm_val_order(&v[1], &v[2]) > 0 || lm_val_order(&v[0], &v[2]) <= 0;
        if (equal != (order == 0) || (begins && !equal) || !turned) {
            explain("order or key", seed, &v[0], &v[1]);
            bad++;
        }
        if (!chain) {
            explain("chain", seed, &v[0], &v[2]);
            bad++;
        }
    }
    CHECK(bad == 0);
    lm_buf_fini(&keys[0]);
    lm_buf_fini(&keys[1]);
}

static void
check_order(struct lm_val a, struct lm_val b, int want)
{
    CHECK(lm_val_order(&a, &b) == want);
    CHECK(lm_val_order(&b, &a) == -want);
}

static void
test_exact(void)
{
    const int64_t big = INT64_C(1) << 53;

    check_order(lm_val_int(1), lm_val_f64(1), 0);
    check_order(lm_val_int(1), dec_of(100, 2), 0);
    check_order(lm_val_int(big + 1), lm_val_f64((double)big), 1);
    check_order(lm_val_int(INT64_MAX), lm_val_f64(0x1p63), -1);
    check_order(lm_val_int(INT64_MIN), lm_val_f64(-0x1p63), 0);
    check_order(dec_of(1, 1), lm_val_f64(0.1), -1); /* 0.1 as a double is a bit more */
    check_order(dec_of(5, 1), lm_val_f64(0.5), 0);
    check_order(dec_of(-3, 1), lm_val_f64(-0.3), -1); /* the double is -0.299999999999999988... */
    check_order(dec_of(lm_pow10_i128(37), 37), lm_val_f64(1), 0);
    check_order(dec_of(lm_pow10_i128(37) + 1, 37), lm_val_f64(1), 1);
    check_order(lm_val_f64(NAN), lm_val_f64(INFINITY), 1);
    check_order(lm_val_f64(NAN), dec_of(1, 0), 1);
    check_order(lm_val_f64(NAN), lm_val_f64(-(double)NAN), 0);
    check_order(lm_val_f64(-0.0), lm_val_int(0), 0);
    check_order(lm_val_bool(true), lm_val_int(0), -1);
    check_order(lm_val_str(LM_STR("1")), lm_val_int(1), 1);
    check_order(LM_VAL_NULL, lm_val_str(LM_STR("z")), 1);
    check_order(LM_VAL_NULL, kind_of(LM_K_MISSING, 0), 0);
    check_order(kind_of(LM_K_DATE, 1), kind_of(LM_K_TS, LM_US_DAY), 0);
}

static bool
same(const struct lm_val *a, const struct lm_val *b)
{
    bool spelled = a->p != NULL && b->p != NULL;

    if (a->kind != b->kind || a->scale != b->scale || lm_val_order(a, b) != 0)
        return false;
    if (a->kind != LM_K_INT && a->kind != LM_K_DEC && (a->p != NULL) != (b->p != NULL))
        return false;
    return !spelled || (a->n == b->n && memcmp(a->p, b->p, a->n) == 0);
}

/* Random values into a column: what comes out is what went in, NULL and MISSING too. */
static void
test_columns(void)
{
    enum { ROWS = 12 };
    static const char *spellings[] = { "1.50", "1e2", "12", "-0", "7.5" };
    int wrong = 0;

    for (int round = 0; round < 20000; round++) {
        struct lm_val in[ROWS];
        struct lm_col c;
        int style = round % 4; /* any; numbers as written; one kind; one kind and NULL */
        struct lm_val model = random_val();
        lm_arena_reset(&arena);
        lm_col_init(&c, LM_K_NULL, ROWS, &arena);
        for (uint32_t r = 0; r < ROWS; r++) {
            uint64_t w = random_word();
            in[r] = style == 0 ? random_val()
                    : style == 1
                        ? lm_val_of_field(lm_str_of(spellings[(w >> 8) % (1 + round % 5)]), false)
                    : style == 2 || w % 3 != 0 ? model
                                               : LM_VAL_NULL;
            if (in[r].kind == LM_K_STR && in[r].n == 0)
                in[r].p = "";
            lm_col_set(&c, r, &in[r], ROWS, &arena);
        }
        for (uint32_t r = 0; r < ROWS; r++) {
            struct lm_val out = lm_col_get(&c, r);
            wrong += !same(&in[r], &out) || lm_col_is_null(&c, r) != lm_val_is_null(&in[r]);
        }
        wrong += style >= 2 && c.kind == LM_K_DYN;
    }
    CHECK(wrong == 0);
}

static void
check_type(const char *name, enum lm_type_id want, const char *printed)
{
    struct lm_type t = lm_type_of(LM_T_IDS);
    char text[64];

    CHECK(lm_type_by_name(lm_str_of(name), &t) && t.id == want);
    CHECK(strcmp(lm_type_print(t, text), printed) == 0);
}

static void
test_types(void)
{
    struct lm_field item = { LM_STR(""), lm_type_of(LM_T_BIGINT) };
    struct lm_type list = { .id = LM_T_LIST, .nfield = 1, .fields = &item };
    struct lm_type dec = { .id = LM_T_DECIMAL, .precision = 10, .scale = 2 };
    struct lm_type text3 = { .id = LM_T_VARCHAR, .limit = 3 };
    struct lm_type ts0 = { .id = LM_T_TIMESTAMP, .limit = 1 };
    struct lm_type t;
    char text[64];

    check_type("int", LM_T_INTEGER, "INTEGER");
    check_type("Text", LM_T_VARCHAR, "VARCHAR");
    check_type("timestamptz", LM_T_TIMESTAMP, "TIMESTAMP");
    check_type("double precision", LM_T_DOUBLE, "DOUBLE");
    check_type("int2", LM_T_INTEGER, "SMALLINT");
    CHECK(!lm_type_by_name(LM_STR("money"), &t));
    CHECK(strcmp(lm_type_print(text3, text), "VARCHAR(3)") == 0);
    CHECK(strcmp(lm_type_print(ts0, text), "TIMESTAMP(0)") == 0);
    CHECK(strcmp(lm_type_print(lm_type_plain(ts0), text), "TIMESTAMP") == 0);
    CHECK(strcmp(lm_type_print(dec, text), "DECIMAL(10,2)") == 0);
    CHECK(strcmp(lm_type_print(list, text), "BIGINT[]") == 0);
    for (int k = 0; k < LM_K_KINDS; k++)
        if (k != LM_K_NULL && k != LM_K_MISSING)
            CHECK(lm_type_kind(lm_kind_type((enum lm_kind)k)) == (enum lm_kind)k);
}

static struct lm_refusal last_refusal;

static void
keep_refusal(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    last_refusal = *refusal;
}

static void
test_refuse(void)
{
    struct lm_refuser r = { .row = keep_refusal };
    uint64_t lines[2] = { 7, 8 };
    struct lm_origin o = { .source = "stdin", .line = lines };
    struct lm_batch b = { .nrow = 2, .origin = &o };

    lm_refuse(&r, &b, 1, LM_OK, LM_STR("f"), LM_STR("bad"));
    CHECK(last_refusal.line == 8 && last_refusal.offset == UINT64_MAX &&
          last_refusal.raw.p == NULL);
    b.origin = NULL;
    lm_refuse(&r, &b, 0, LM_OK, LM_STR("f"), LM_STR("bad"));
    CHECK(last_refusal.line == 0 && last_refusal.source == NULL &&
          lm_str_eq(last_refusal.what, LM_STR("bad")));
}

int
main(int argc, char **argv)
{
    random_state = argc > 1 ? strtoull(argv[1], NULL, 10) : UINT64_C(88172645463325252);
    lm_arena_init(&arena, 4096);
    test_print();
    test_quote();
    test_fields();
    test_exact();
    test_order();
    test_columns();
    test_types();
    test_refuse();
    lm_arena_fini(&arena);
    return check_done();
}
