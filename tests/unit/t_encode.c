/* t_encode.c -- rows and changes in every output format, byte by byte. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "check.h"
#include "fmt/fmt.h"

static struct lm_arena arena;

static struct lm_val
text(const char *z)
{
    return lm_val_str(lm_str_of(z));
}

static struct lm_val
json(const char *z)
{
    return (struct lm_val){ .kind = LM_K_JSON, .p = z, .n = (uint32_t)strlen(z) };
}

/* A batch of nrow rows from values in row order. */
static struct lm_batch
batch_of(const struct lm_val *v, uint32_t nrow, uint32_t ncol)
{
    struct lm_batch b = { .arena = &arena, .nrow = nrow, .ncol = ncol, .sel = lm_sel_all(nrow) };

    b.cols = lm_alloc(&arena, ncol * sizeof *b.cols);
    for (uint32_t i = 0; i < ncol; i++) {
        lm_col_init(&b.cols[i], LM_K_NULL, nrow + 1, &arena);
        for (uint32_t r = 0; r < nrow; r++)
            lm_col_set(&b.cols[i], r, &v[r * ncol + i], nrow + 1, &arena);
    }
    return b;
}

/* The whole output of one batch. */
static struct lm_buf
encoded(struct lm_encoder e, const struct lm_batch *b, uint64_t limit)
{
    struct lm_buf out = { 0 };

    e.arena = &arena;
    lm_buf_room(&out, 1); /* never NULL */
    lm_encode_begin(&e, &out);
    if (b != NULL)
        lm_encode(&e, b, limit, &out);
    lm_encode_end(&e, &out);
    return out;
}

#define CHECK_OUT(encoder, batch, want)                          \
    do {                                                         \
        struct lm_buf got = encoded(encoder, batch, UINT64_MAX); \
        CHECK_TEXT(got.p, got.n, want);                          \
        lm_buf_fini(&got);                                       \
    } while (0)

static const struct lm_str ab[] = { { "a", 1 }, { "b", 1 } };

static void
every_format_prints_the_same_rows(void)
{
    struct lm_val v[] = { lm_val_int(1), text("x|y"),     lm_val_int(-20),
                          LM_VAL_NULL,   lm_val_f64(2.5), text("") };
    struct lm_batch b = batch_of(v, 3, 2);
    struct lm_encoder e = { .names = ab, .ncol = 2 };

    CHECK_OUT(e, &b, "{\"a\":1,\"b\":\"x|y\"}\n{\"a\":-20,\"b\":null}\n{\"a\":2.5,\"b\":\"\"}\n");
    CHECK_OUT(e, NULL, "");
    e.fmt = LM_OUT_JSON;
    CHECK_OUT(e, &b,
              "[{\"a\":1,\"b\":\"x|y\"},\n{\"a\":-20,\"b\":null},\n{\"a\":2.5,\"b\":\"\"}]\n");
    CHECK_OUT(e, NULL, "[]\n");
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, &b, "a,b\n1,x|y\n-20,\n2.5,\"\"\n");
    e.fmt = LM_OUT_TSV;
    CHECK_OUT(e, &b, "a\tb\n1\tx|y\n-20\t\n2.5\t\"\"\n");
    e.fmt = LM_OUT_RAW;
    CHECK_OUT(e, &b, "1\tx|y\n-20\t\n2.5\t\n");
    e.fmt = LM_OUT_MARKDOWN;
    CHECK_OUT(e, &b, "| a | b |\n|---|---|\n| 1 | x\\|y |\n| -20 |  |\n| 2.5 |  |\n");
    e.fmt = LM_OUT_VERTICAL;
    CHECK_OUT(e, &b, "a 1\nb x|y\n\na -20\nb \n\na 2.5\nb \n");
    e.fmt = LM_OUT_TABLE;
    CHECK_OUT(e, &b,
              "┌─────┬─────┐\n│   a │ b   │\n├─────┼─────┤\n│   1 │ x|y │\n│ -20 │     │\n│ 2.5 │  "
              "   │\n└─────┴─────┘\n");
    CHECK_OUT(e, NULL, "┌───┬───┐\n│ a │ b │\n├───┼───┤\n└───┴───┘\n");
}

static void
texts_are_escaped_where_they_must_be(void)
{
    struct lm_val v[] = { text("\"\\\b\f\n\r\t\x01\x7f/é"), text("a,\"b\"\n\t\\") };
    struct lm_batch b = batch_of(v, 1, 2);
    struct lm_encoder e = { .names = ab, .ncol = 2 };

    CHECK_OUT(e, &b,
              "{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7f/é\",\"b\":\"a,\\\"b\\\"\\n\\t\\\\\"}\n");
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, &b, "a,b\n\"\"\"\\\b\f\n\r\t\x01\x7f/é\",\"a,\"\"b\"\"\n\t\\\"\n");
    e.fmt = LM_OUT_TSV;
    CHECK_OUT(e, &b, "a\tb\n\"\\\\\b\f\\n\\r\\t\x01\x7f/é\ta,\"b\"\\n\\t\\\\\n");
    e.fmt = LM_OUT_TABLE;
    b = batch_of((struct lm_val[]){ text("日本"), text("\x1b[1m") }, 1, 2);
    CHECK_OUT(e, &b,
              "┌──────┬─────────┐\n│ a    │ b       │\n├──────┼─────────┤\n│ 日本 │ \\x1b[1m "
              "│\n└──────┴─────────┘\n");
}

/* Every length and place of a special byte, against the simple way. */
static void
quoting_agrees_with_the_plain_way(void)
{
    struct lm_encoder e = { .names = ab, .ncol = 1 };
    static const char odd[] = { '"', '\\', '\n', 0x1f, 'x', (char)0xc3, 0x20, 0x21, 0x23, 0x7f };

    for (size_t n = 0; n < 40; n++) {
        for (size_t at = 0; at < (n > 0 ? n : 1); at++) {
            for (size_t k = 0; k < sizeof odd; k++) {
                char *s = lm_alloc_copy(&arena, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnop", 42);
                struct lm_buf want = { 0 };
                s[at] = n > 0 ? odd[k] : s[at];
                char *exact =
                    malloc(n + 1); /* of its very size, so that ASan sees a byte too many */
                memcpy(exact, s, n);
                struct lm_val v = { .kind = LM_K_STR, .p = exact, .n = (uint32_t)n };
                struct lm_batch b = batch_of(&v, 1, 1);
                lm_buf_addz(&want, "{\"a\":");
                lm_json_quote(&want, (struct lm_str){ exact, n });
                lm_buf_add(&want, "}\n", 3);
                CHECK_OUT(e, &b, want.p);
                lm_buf_fini(&want);
                free(exact);
                lm_arena_reset(&arena);
            }
        }
    }
}

static void
numbers_keep_their_spelling(void)
{
    struct lm_val spelled = { .kind = LM_K_F64, .f = 2.5, .p = "2.50", .n = 4 };
    struct lm_val v[] = { spelled,           lm_val_f64(NAN), lm_val_f64(1e21),
                          lm_val_bool(true), json("[1, 2]"),  { .kind = LM_K_TS, .i = 1500000 } };
    struct lm_batch b = batch_of(v, 3, 2);
    struct lm_encoder e = { .names = ab, .ncol = 2 };

    CHECK_OUT(e, &b,
              "{\"a\":2.50,\"b\":null}\n{\"a\":1e+21,\"b\":true}\n{\"a\":[1, "
              "2],\"b\":\"1970-01-01T00:00:01.5Z\"}\n");
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, &b, "a,b\n2.50,NaN\n1e+21,true\n\"[1, 2]\",1970-01-01T00:00:01.5Z\n");
}

static void
changes_are_written_as_asked(void)
{
    /* insert a; a 1 -> 2; a 2 -> 2 (nothing); delete a; insert b twice */
    struct lm_val v[] = { text("a"),     lm_val_int(1), text("a"),     lm_val_int(1), text("a"),
                          lm_val_int(2), text("a"),     lm_val_int(2), text("a"),     lm_val_int(2),
                          text("a"),     lm_val_int(2), text("b"),     lm_val_int(9) };
    const int32_t weight[] = { 1, -1, 1, -1, 1, -1, 2 };
    const uint8_t pair[] = { 0, 1, 2, 1, 2, 0, 0 };
    const int64_t ts[] = { 1000, 2000, 3000, 4000, 5000, -1, LM_NO_TIME };
    struct lm_batch b = batch_of(v, 7, 2);
    struct lm_encoder e = { .names = ab, .ncol = 2, .fmt = LM_OUT_CSV };

    b.weight = weight;
    b.pair = pair;
    b.ts = ts;
    e.changelog = LM_CHANGELOG_WEIGHT;
    CHECK_OUT(e, &b, "_weight,a,b\n1,a,1\n-1,a,1\n1,a,2\n-1,a,2\n1,b,9\n1,b,9\n");
    e.changelog = LM_CHANGELOG_OP;
    CHECK_OUT(e, &b, "_op,a,b\n+I,a,1\n-U,a,1\n+U,a,2\n-D,a,2\n+I,b,9\n+I,b,9\n");
    e.changelog = LM_CHANGELOG_UPSERT;
    CHECK_OUT(e, &b, "_op,a,b\nU,a,1\nU,a,2\nD,a,2\nU,b,9\n");
    e.fmt = LM_OUT_NDJSON;
    e.changelog = LM_CHANGELOG_DEBEZIUM;
    CHECK_OUT(e, &b,
              "{\"before\":null,\"after\":{\"a\":\"a\",\"b\":1},\"op\":\"c\",\"ts_ms\":1}\n"
              "{\"before\":{\"a\":\"a\",\"b\":1},\"after\":{\"a\":\"a\",\"b\":2},\"op\":\"u\",\"ts_"
              "ms\":3}\n"
              "{\"before\":{\"a\":\"a\",\"b\":2},\"after\":null,\"op\":\"d\",\"ts_ms\":-1}\n"
              "{\"before\":null,\"after\":{\"a\":\"b\",\"b\":9},\"op\":\"c\",\"ts_ms\":null}\n"
              "{\"before\":null,\"after\":{\"a\":\"b\",\"b\":9},\"op\":\"c\",\"ts_ms\":null}\n");
    e.changelog = LM_CHANGELOG_WEIGHT;
    struct lm_buf out = encoded(e, &b, 2);
    CHECK_TEXT(out.p, out.n,
               "{\"_weight\":1,\"a\":\"a\",\"b\":1}\n{\"_weight\":-1,\"a\":\"a\",\"b\":1}\n");
    lm_buf_fini(&out);
    e.changelog = LM_CHANGELOG_OP; /* HAVING let only one side of the pair through */
    b.sel = (struct lm_sel){ (const uint16_t[]){ 2, 3 }, 2 };
    CHECK_OUT(e, &b,
              "{\"_op\":\"+I\",\"a\":\"a\",\"b\":2}\n{\"_op\":\"-D\",\"a\":\"a\",\"b\":2}\n");
}

static void
a_spread_record_stands_in_its_place(void)
{
    const bool spread[] = { true, false };
    const struct lm_str names[] = { { "", 0 }, { "x", 1 } };
    struct lm_val v[] = { json("{ \"k\" : 1, \"s\":\"a\\\"b\" }"),
                          lm_val_int(1),
                          json("{}"),
                          lm_val_int(2),
                          LM_VAL_NULL,
                          lm_val_int(3),
                          json("{\"x\":[{\"y\":1}],\"k\":2}"),
                          lm_val_int(4) };
    struct lm_batch b = batch_of(v, 4, 2);
    struct lm_encoder e = { .names = names, .spread = spread, .ncol = 2 };

    CHECK_OUT(e, &b,
              "{\"k\" : 1, \"s\":\"a\\\"b\",\"x\":1}\n{\"x\":2}\n{\"k\":null,\"s\":null,\"x\":3}\n"
              "{\"x\":[{\"y\":1}],\"k\":2,\"x_2\":4}\n");
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, &b, "k,s,x\n1,\"a\"\"b\",1\n,,2\n,,3\n2,,4\n");
    e.ncol = 1;
    e.fmt = LM_OUT_NDJSON;
    CHECK_OUT(e, &b, "{ \"k\" : 1, \"s\":\"a\\\"b\" }\n{}\n{}\n{\"x\":[{\"y\":1}],\"k\":2}\n");
    e.changelog = LM_CHANGELOG_WEIGHT;
    CHECK_OUT(e, &b,
              "{\"_weight\":1,\"k\" : 1, "
              "\"s\":\"a\\\"b\"}\n{\"_weight\":1}\n{\"_weight\":1,\"k\":null,\"s\":null}\n"
              "{\"_weight\":1,\"x\":[{\"y\":1}],\"k\":2}\n");
    e.changelog = LM_CHANGELOG_PLAIN;
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, NULL, "");
    const bool both[] = { true, true };
    const struct lm_str aliases[] = { { "l", 1 }, { "r", 1 } };
    struct lm_val w[] = { json("{\"k\":1,\"n\":null}"), json("{\"k\":2,\"v\":\"\\u00e9\"}") };
    b = batch_of(w, 1, 2);
    e = (struct lm_encoder){ .names = aliases, .spread = both, .ncol = 2 };
    CHECK_OUT(e, &b, "{\"k\":1,\"n\":null,\"k_r\":2,\"v\":\"\\u00e9\"}\n");
    e.fmt = LM_OUT_CSV;
    CHECK_OUT(e, &b, "k,n,k_r,v\n1,,2,é\n");
}

static void
broken_objects_do_no_harm(void)
{
    static const char *const bad[] = { "",
                                       "{",
                                       "{\"",
                                       "{\"a",
                                       "{\"a\"",
                                       "{\"a\":",
                                       "{\"a\":\"",
                                       "{\"a\":[",
                                       "{\"a\":1",
                                       "{\"a\\",
                                       "{,,}",
                                       "{\"a\":}",
                                       "[1]",
                                       "{\"a\":\"\\u\"}",
                                       "{\"a\\u12\":1}" };
    const bool spread[] = { true, false };
    struct lm_encoder e = { .names = ab, .spread = spread, .ncol = 2, .arena = &arena };

    for (size_t i = 0; i < 2 * sizeof bad / sizeof *bad; i++) {
        size_t n = strlen(bad[i / 2]);
        char *exact = malloc(n + 1);
        struct lm_buf out = { 0 };
        memcpy(exact, bad[i / 2], n);
        struct lm_val v[] = { { .kind = LM_K_JSON, .p = exact, .n = (uint32_t)n }, lm_val_int(1) };
        struct lm_batch b = batch_of(v, 1, 2);
        e.fmt = i % 2 == 0 ? LM_OUT_NDJSON : LM_OUT_CSV;
        e.fixed = NULL;
        lm_encode_begin(&e, &out);
        CHECK(lm_encode(&e, &b, UINT64_MAX, &out) == 1);
        lm_encode_end(&e, &out);
        lm_buf_fini(&out);
        free(exact);
    }
}

static void
speed(void)
{
    enum { ROWS = 4096, ROUNDS = 300 };
    static const struct lm_str names[] = {
        { "id", 2 }, { "symbol", 6 }, { "price", 5 }, { "qty", 3 }, { "note", 4 }
    };
    struct lm_val *v = lm_alloc(&arena, ROWS * 5 * sizeof *v);
    struct lm_encoder e = { .names = names, .ncol = 5, .arena = &arena };
    struct lm_buf out = { 0 };
    uint64_t bytes = 0;
    struct timespec a, z;

    for (uint32_t r = 0; r < ROWS; r++) {
        v[r * 5] = lm_val_int(r * 7919);
        v[r * 5 + 1] = text(r % 3 ? "AAPL" : "GOOGL");
        v[r * 5 + 2] = lm_val_f64(100 + r * 0.01);
        v[r * 5 + 3] = lm_val_int(r % 100);
        v[r * 5 + 4] = text("a text of some length, as they are");
    }
    struct lm_batch b = batch_of(v, ROWS, 5);
    for (int f = 0; f < 3; f++) {
        e.fmt = (enum lm_out_fmt)f;
        e.fixed = NULL;
        lm_encode_begin(&e, &out);
        clock_gettime(CLOCK_MONOTONIC, &a);
        bytes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            out.n = 0;
            lm_encode(&e, &b, UINT64_MAX, &out);
            bytes += out.n;
        }
        clock_gettime(CLOCK_MONOTONIC, &z);
        double s = (double)(z.tv_sec - a.tv_sec) + (double)(z.tv_nsec - a.tv_nsec) / 1e9;
        printf("format %d: %.0f MB/s\n", f, (double)bytes / s / 1e6);
        lm_encode_end(&e, &out);
    }
    lm_buf_fini(&out);
}

int
main(int argc, char **argv)
{
    lm_arena_init(&arena, 65536);
    every_format_prints_the_same_rows();
    texts_are_escaped_where_they_must_be();
    quoting_agrees_with_the_plain_way();
    numbers_keep_their_spelling();
    changes_are_written_as_asked();
    a_spread_record_stands_in_its_place();
    broken_objects_do_no_harm();
    if (argc > 1)
        speed();
    lm_arena_fini(&arena);
    return check_done();
}
