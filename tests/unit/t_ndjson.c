/* t_ndjson.c -- NDJSON: values, refusals, and the same rows however it is cut and read. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "decode.h"
#include "fmt/ndjson.h"
#include "fmt/types.h"

static struct lm_fmt_col cols[8];

static struct decode
reader(uint32_t ncol, const char *const *names)
{
    struct decode t = {.type = &lm_fmt_ndjson, .cols = cols, .ncol = ncol};

    for (uint32_t c = 0; c < ncol; c++)
        cols[c] = (struct lm_fmt_col){.name = lm_str_of(names[c]), .want = LM_WANT_SPELLING};
    return t;
}

/* Rows of columns a and b. */
static void
rows_of(const char *in, const char *rows, const char *refused)
{
    static const char *const names[] = {"a", "b"};

    for (uint64_t seed = 0; seed < 3; seed++) {
        struct decode t = reader(2, names);
        t.seed = seed;
        decode_run(&t, lm_str_of(in));
        CHECK_TEXT(t.rows.p, t.rows.n, rows);
        CHECK_TEXT(t.refused.p, t.refused.n, refused);
        decode_fini(&t);
    }
}

static void
values(void)
{
    rows_of("{\"a\":1,\"b\":\"x\"}\n", "1 0 <{\"a\":1,\"b\":\"x\"}> i:1 S:\"x\"\n", "");
    rows_of("{}\n{\"b\":null}\n", "1 0 <{}> 0:null 0:null\n2 3 <{\"b\":null}> 0:null 0:null\n", "");
    rows_of("{\"a\":1.50,\"b\":-0}", "1 0 <{\"a\":1.50,\"b\":-0}> F:1.50 F:-0\n", "");
    rows_of("{\"a\":true,\"b\":false}\r\n", "1 0 <{\"a\":true,\"b\":false}> b:true b:false\n", "");
    rows_of("{\"a\":[1, 2],\"b\":{\"a\":7}}\n",
            "1 0 <{\"a\":[1, 2],\"b\":{\"a\":7}}> J:[1, 2] J:{\"a\":7}\n", "");
    rows_of("{\"a\":9223372036854775807,\"b\":9223372036854775808}\n",
            "1 0 <{\"a\":9223372036854775807,\"b\":9223372036854775808}> i:9223372036854775807 "
            "D:9223372036854775808\n",
            "");
    rows_of("{\"a\":1,\"a\":2,\"b\":1,\"b\":null}\n",
            "1 0 <{\"a\":1,\"a\":2,\"b\":1,\"b\":null}> i:2 0:null\n", "");
    rows_of(
        "{\"\\u0061\":\"\\u00e9\\n\\\"\",\"b\":\"\\ud83d\\ude00\"}\n",
        "1 0 <{\"\\u0061\":\"\\u00e9\\n\\\"\",\"b\":\"\\ud83d\\ude00\"}> S:\"é\\n\\\"\" S:\"😀\"\n",
        "");
    rows_of(" {\t\"a\" : 1 , \"b\":\"\" } \n", "1 0 < {\t\"a\" : 1 , \"b\":\"\" } > i:1 S:\"\"\n",
            "");
    rows_of("{\"a\":\"x\xff\"}\n", "1 0 <{\"a\":\"x\xff\"}> S:\"x\xef\xbf\xbd\" 0:null\n", "");
}

static void
lines(void)
{
    rows_of("\n{\"a\":1}\n\n   \n\t\r\n{\"a\":2}",
            "2 1 <{\"a\":1}> i:1 0:null\n6 17 <{\"a\":2}> i:2 0:null\n", "");
    rows_of("\xef\xbb\xbf{\"a\":1}\n", "1 3 <{\"a\":1}> i:1 0:null\n", "");
    rows_of("", "", "");
    rows_of("\n", "", "");
}

static void
refusals(void)
{
    rows_of("42\n{\"a\":2}\n", "2 3 <{\"a\":2}> i:2 0:null\n",
            "LDB-4002 line 1 offset 0 : expected an object, found: 42 <42>\n");
    rows_of("{\"a\":2\n{\"a\":3}\n", "2 7 <{\"a\":3}> i:3 0:null\n",
            "LDB-4002 line 1 offset 0 : expected \",\" or \"}\", found the end <{\"a\":2>\n");
    rows_of("{\"a\":\"x}\n{\"a\":3}\n", "2 9 <{\"a\":3}> i:3 0:null\n",
            "LDB-4002 line 1 offset 0 : expected a closing quote, found the end <{\"a\":\"x}>\n");
    rows_of("{\"a\":01}\n", "", "LDB-4002 line 1 offset 0 a: no JSON value: 01 <{\"a\":01}>\n");
    rows_of("{\"a\":\"\\x\"}\n", "",
            "LDB-4002 line 1 offset 0 a: no JSON value: \"\\x\" <{\"a\":\"\\x\"}>\n");
    rows_of("{\"a\":\"\t\"}\n", "",
            "LDB-4002 line 1 offset 0 a: no JSON value: \"?\" <{\"a\":\"\t\"}>\n");
    rows_of("{\"a\":truth}\n", "",
            "LDB-4002 line 1 offset 0 a: no JSON value: truth <{\"a\":truth}>\n");
    rows_of("{\"c\":01}\n", "1 0 <{\"c\":01}> 0:null 0:null\n",
            ""); /* not read, so not looked into */
    rows_of("{\"a\":1}{\"a\":2}\n", "",
            "LDB-4002 line 1 offset 0 : expected the end of the record, found: {\"a\":2} "
            "<{\"a\":1}{\"a\":2}>\n");
    rows_of("{\"a\":[1}\n", "",
            "LDB-4002 line 1 offset 0 : expected \",\" or \"]\", found: } <{\"a\":[1}>\n");
    rows_of("{\"a\":}\n", "", "LDB-4002 line 1 offset 0 : expected a value, found: } <{\"a\":}>\n");
    rows_of("{\"a\":1,}\n", "",
            "LDB-4002 line 1 offset 0 : expected a key in quotes, found: } <{\"a\":1,}>\n");
    rows_of("{\"a\" 1}\n", "",
            "LDB-4002 line 1 offset 0 : expected \":\", found: 1} <{\"a\" 1}>\n");
    rows_of("{\"a\":1 2}\n", "",
            "LDB-4002 line 1 offset 0 : expected \",\" or \"}\", found: 2} <{\"a\":1 2}>\n");
    rows_of("[1]\n", "", "LDB-4002 line 1 offset 0 : expected an object, found: [1] <[1]>\n");
}

static void
fail_stops(void)
{
    static const char *const names[] = {"a"};
    struct decode t = reader(1, names);

    t.on_error = LM_ON_ERROR_FAIL;
    decode_run(&t, LM_STR("{\"a\":1}\n{\"a\":\n{\"a\":2}\n"));
    CHECK_TEXT(t.rows.p, t.rows.n, "1 0 <{\"a\":1}> i:1\n");
    CHECK(t.refused.n > 0);
    decode_fini(&t);
}

static void
depth(void)
{
    static const char *const names[] = {"a"};

    for (int levels = LM_JSON_DEPTH - 2; levels <= LM_JSON_DEPTH + 1; levels++) {
        struct decode t = reader(1, names);
        struct lm_buf in = {0};
        lm_buf_addz(&in, "{\"b\":");
        for (int i = 1; i < levels; i++)
            lm_buf_addc(&in, '[');
        for (int i = 1; i < levels; i++)
            lm_buf_addc(&in, ']');
        lm_buf_addz(&in, ",\"a\":1}\n");
        decode_run(&t, lm_buf_str(&in));
        CHECK((t.rows.n > 0) == (levels <= LM_JSON_DEPTH));
        CHECK((t.refused.n > 0) == (levels > LM_JSON_DEPTH));
        CHECK(t.refused.n == 0 || memcmp(t.refused.p, "LDB-4004", 8) == 0);
        decode_fini(&t);
        lm_buf_fini(&in);
    }
}

static void
wants(void)
{
    static const char *const names[] = {"a", "b", ""};
    struct decode t = reader(3, names);

    cols[0].want = LM_WANT_TEXT;
    cols[1].want = LM_WANT_MISSING;
    cols[2].record = true;
    decode_run(
        &t,
        LM_STR("{\"a\":1.50,\"b\":1}\n{\"a\":[1],\"b\":null}\n{\"a\":true}\r\n{\"a\":\"\xff\"}\n"));
    CHECK_TEXT(t.rows.p, t.rows.n,
               "1 0 <{\"a\":1.50,\"b\":1}> S:\"1.50\" i:1 J:{\"a\":1.50,\"b\":1}\n"
               "2 17 <{\"a\":[1],\"b\":null}> S:\"[1]\" 0:null J:{\"a\":[1],\"b\":null}\n"
               "3 36 <{\"a\":true}> S:\"true\" M:null J:{\"a\":true}\n"
               "4 48 <{\"a\":\"\xff\"}> S:\"\xef\xbf\xbd\" M:null J:{\"a\":\"\xff\"}\n");
    CHECK(t.kinds[0] == 1u << LM_K_STR);
    CHECK(t.kinds[1] == 1u << LM_K_DYN);
    CHECK(t.bad_utf8 == 1);
    decode_fini(&t);
}

static void
kinds(void)
{
    static const char *const names[] = {"i", "f", "s", "m", "n", "j"};
    struct decode t = reader(6, names);

    decode_run(&t, LM_STR("{}\n{\"i\":1,\"f\":1.5,\"s\":\"\",\"m\":1,\"n\":null,\"j\":[]}\n"
                          "{\"i\":-2,\"f\":1e3,\"s\":\"y\",\"m\":1.0,\"j\":{}}\n{\"i\":null,\"f\":"
                          "null,\"s\":null}\n"));
    CHECK(t.kinds[0] == 1u << LM_K_INT);
    CHECK(t.kinds[1] == 1u << LM_K_F64);
    CHECK(t.kinds[2] == 1u << LM_K_STR);
    CHECK(t.kinds[3] == 1u << LM_K_DYN);
    CHECK(t.kinds[4] == 1u << LM_K_NULL);
    CHECK(t.kinds[5] == 1u << LM_K_JSON);
    decode_fini(&t);
}

static void
names_without_case(void)
{
    static const char *const names[] = {"status", "Ts"};
    struct decode t = reader(2, names);

    cols[0].nocase = cols[1].nocase = true;
    decode_run(&t,
               LM_STR("{\"Status\":1,\"ts\":2,\"Ts\":3}\n{\"status\":4,\"Status\":5,\"TS\":6}\n"));
    CHECK_TEXT(t.rows.p, t.rows.n,
               "1 0 <{\"Status\":1,\"ts\":2,\"Ts\":3}> i:1 i:3\n"
               "2 27 <{\"status\":4,\"Status\":5,\"TS\":6}> i:5 0:null\n");
    decode_fini(&t);
}

static void
first_names(void)
{
    struct lm_arena a;
    struct lm_fmt_options o = {0};
    struct lm_err err = {0};
    struct lm_str *names;
    uint32_t n;

    lm_arena_init(&a, 4096);
    struct lm_decoder *d = lm_fmt_ndjson.open(&a, &o, &err);
    CHECK(lm_fmt_ndjson.names(d, LM_STR("\n{\"a\":1,\"b\""), false, &a, &names, &n) == 0);
    CHECK(lm_fmt_ndjson.names(d, LM_STR("x\n{\"a\":1,\"b\\n\":{\"c\":1},\"a\":2}\n"), false, &a,
                              &names, &n) == 1);
    CHECK(n == 2);
    CHECK_TEXT(names[0].p, names[0].n, "a");
    CHECK_TEXT(names[1].p, names[1].n, "b\n");
    CHECK(lm_fmt_ndjson.names(d, LM_STR(""), true, &a, &names, &n) == 1 && n == 0);
    lm_arena_fini(&a);
}

/* Random records ------------------------------------------------------------------------------- */

static uint64_t seed = 362436069;

static uint32_t
pick(uint32_t n)
{
    return (uint32_t)(decode_random(&seed) >> 20) % n;
}

static void
add_value(struct lm_buf *b, int depth_left)
{
    static const char *const plain[] = {"0",
                                        "-0",
                                        "12",
                                        "-7",
                                        "1.5",
                                        "1e400",
                                        "12345678901234567",
                                        "true",
                                        "null",
                                        "123456789012345678901234567890",
                                        "01",
                                        "tru",
                                        "\"x\"",
                                        "\"\"",
                                        "\"é\"",
                                        "\"a\\\"b\"",
                                        "\"\\u12\"",
                                        "\"\xc3\"",
                                        "\"\t\"",
                                        "false",
                                        "\"\\\\\""};
    uint32_t n = pick(3);

    if (depth_left == 0 || pick(4) != 0) {
        lm_buf_addz(b, plain[pick(pick(4) == 0 ? 21 : 10)]);
        return;
    }
    bool object = pick(2) == 0;
    lm_buf_addc(b, object ? '{' : '[');
    for (uint32_t i = 0; i < n; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        if (object)
            lm_buf_addz(b, "\"k\":");
        add_value(b, depth_left - 1);
    }
    lm_buf_addc(b, object ? '}' : ']');
}

static void
add_record(struct lm_buf *b)
{
    static const char *const keys[] = {
        "a", "b", "a_rather_long_key_name_1", "a_rather_long_key_name_2", "\\u0061", "c", "A", ""};
    uint32_t n = pick(5), first = pick(3), kinds_of_key = pick(8) == 0 ? 8 : 4;
    size_t begin = b->n;

    lm_buf_addc(b, '{');
    for (uint32_t i = 0; i < n; i++) {
        lm_buf_addz(b, i > 0 ? "," : "");
        lm_buf_addf(b, pick(6) == 0 ? "\"%s\" : " : "\"%s\":", keys[(first + i) % kinds_of_key]);
        add_value(b, 2);
    }
    lm_buf_addc(b, '}');
    if (pick(6) == 0 && b->n > begin) /* damage */
        b->p[begin + pick((uint32_t)(b->n - begin))] = "{}[]:,\"\\ 1x\n"[pick(12)];
    lm_buf_addz(b, pick(10) == 0 ? "\r\n" : pick(20) == 0 ? "\n \n" : "\n");
}

/* Records of one shape, keys perhaps twice; now and then something else. */
static void
add_alike(struct lm_buf *b, uint32_t records)
{
    static const char *const keys[] = {"a", "b", "a", "a_rather_long_key_name_2", "c"};
    uint32_t n = 1 + pick(5), first = pick(5), step = 1 + pick(2);

    while (records-- > 0) {
        lm_buf_addc(b, '{');
        for (uint32_t i = 0; i < n; i++) {
            lm_buf_addf(b, "%s\"%s\":", i > 0 ? "," : "", keys[(first + i * step) % 5]);
            if (pick(30) == 0)
                add_value(b, 2);
            else
                lm_buf_addf(b, i % 2 == 0 ? "%d" : "\"%d\"", (int)pick(1000) - 500);
        }
        lm_buf_addz(b, pick(50) == 0 ? "\n" : "}\n");
    }
}

static void
careful(struct lm_decoder *d)
{
    ((struct ndjson *)d)->careful = true;
}

static void
scalar(struct lm_decoder *d)
{
    const struct lm_scan_type *const *t = lm_scan_types();

    while (t[1] != NULL)
        t++;
    ((struct ndjson *)d)->scan = *t;
}

static void
all_ways_agree(void)
{
    static const char *const names[] = {"a", "a_rather_long_key_name_2", "b", "a", ""};

    for (int round = 0; round < 400; round++) {
        struct lm_buf in = {0};
        struct decode t[4];
        uint32_t n = pick(100), ncol = pick(6);
        if (round % 4 == 0)
            add_alike(&in, 4 * n);
        else
            while (n-- > 0)
                add_record(&in);
        if (in.n > 0 && pick(2) == 0)
            in.n -= 1; /* the last line end */
        for (int k = 0; k < 4; k++) {
            t[k] = reader(ncol, names);
            if (ncol > 4)
                cols[4].record = true;
            cols[1].want = round % 2 == 0 ? 0 : LM_WANT_TEXT;
            cols[2].want = round % 3 == 0 ? LM_WANT_MISSING : LM_WANT_SPELLING;
            t[k].seed = k == 0 ? 0 : seed;
            t[k].tune = k == 2 ? careful : k == 3 ? scalar : NULL;
            decode_run(&t[k], lm_buf_str(&in));
            CHECK(decode_same(&t[0], &t[k]));
        }
        for (int k = 0; k < 4; k++)
            decode_fini(&t[k]);
        lm_buf_fini(&in);
    }
}

static void
long_records(void)
{
    static const char *const names[] = {"a", "b"};
    struct lm_buf in = {0};
    struct decode t[3];

    for (int i = 0; i < 12; i++) {
        lm_buf_addf(&in, "{\"a\":%d,\"x\":\"", i);
        for (int k = 0; k < (i % 4) * 13000; k++)
            lm_buf_addc(&in, "abc,{"[k % 5]);
        lm_buf_addz(&in, "\",\"b\":\"z\"}\n");
    }
    for (int k = 0; k < 3; k++) {
        t[k] = reader(2, names);
        t[k].seed = (uint64_t)k;
        t[k].tune = k == 2 ? careful : NULL;
        decode_run(&t[k], lm_buf_str(&in));
        CHECK(decode_same(&t[0], &t[k]));
    }
    CHECK(t[0].refused.n == 0 && t[0].rows.n > in.n);
    for (int k = 0; k < 3; k++)
        decode_fini(&t[k]);
    lm_buf_fini(&in);
}

/* A long key is not looked for beyond the end of a short one. */
static void
long_keys(void)
{
    static const char *const names[] = {"a"};
    struct lm_buf in = {0};
    struct decode t = reader(1, names);

    for (int i = 0; i < 5; i++) {
        lm_buf_addz(&in, "{\"a\":1,\"abcdefghijklmnop");
        for (int k = 0; k < (i < 4 ? 1000 : 0); k++)
            lm_buf_addc(&in, 'x');
        lm_buf_addz(&in, "\":2}\n");
    }
    decode_run(&t, lm_buf_str(&in));
    CHECK(t.refused.n == 0 && t.rows.n > in.n);
    decode_fini(&t);
    lm_buf_fini(&in);
}

/* Many columns make a batch shorter. */
static void
many_columns(void)
{
    enum { COLUMNS = 3000, ROWS = 300 };
    struct lm_fmt_col *many = calloc(COLUMNS, sizeof *many);
    struct lm_buf in = {0};
    struct decode t = {.type = &lm_fmt_ndjson, .cols = many, .ncol = COLUMNS};

    for (int i = 0; i < COLUMNS; i++)
        many[i].name = LM_STR("a");
    for (int i = 0; i < ROWS; i++)
        lm_buf_addz(&in, "{\"a\":1}\n");
    decode_run(&t, lm_buf_str(&in));
    CHECK(t.rows.n > (size_t)ROWS * COLUMNS * 4);
    CHECK(t.kinds[0] == 1u << LM_K_INT);
    decode_fini(&t);
    lm_buf_fini(&in);
    free(many);
}

static void
too_long_record(void)
{
    static const char *const names[] = {"a"};
    struct lm_buf in = {0};
    struct decode t = reader(1, names);

    lm_buf_addz(&in, "{\"a\":1}\n");
    memset(lm_buf_room(&in, LM_RECORD_BYTES + 2), 'x', LM_RECORD_BYTES + 2);
    in.n += LM_RECORD_BYTES + 2;
    lm_buf_addz(&in, "\n{\"a\":2}\n");
    decode_run(&t, lm_buf_str(&in));
    CHECK_TEXT(t.rows.p, t.rows.n, "1 0 <{\"a\":1}> i:1\n3 67108875 <{\"a\":2}> i:2\n");
    CHECK(t.refused.n > LM_RECORD_BYTES && memcmp(t.refused.p, "LDB-4004 line 2", 15) == 0);
    decode_fini(&t);
    lm_buf_fini(&in);
}

int
main(void)
{
    values();
    lines();
    refusals();
    fail_stops();
    depth();
    wants();
    kinds();
    names_without_case();
    first_names();
    all_ways_agree();
    long_records();
    long_keys();
    many_columns();
    too_long_record();
    return check_done();
}
