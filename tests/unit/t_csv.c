/* t_csv.c -- CSV and TSV: values, refusals, and the same rows however it is cut and read. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include "decode.h"
#include "fmt/csv_in.h"
#include "fmt/types.h"

static struct lm_fmt_col cols[8];

static struct decode
reader(uint32_t ncol, const char *const *names)
{
    struct decode t = {.type = &lm_fmt_csv, .cols = cols, .ncol = ncol};

    t.options = (struct lm_fmt_options){.header = true, .delimiter = ',', .quote = '"'};
    for (uint32_t c = 0; c < ncol; c++)
        cols[c] = (struct lm_fmt_col){.name = lm_str_of(names[c]), .want = LM_WANT_SPELLING};
    return t;
}

/* Rows of columns a and b. */
static void
rows_by(struct decode t, const char *in, const char *rows, const char *refused)
{
    for (t.seed = 0; t.seed < 3; t.seed++) {
        decode_run(&t, lm_str_of(in));
        CHECK_TEXT(t.rows.p, t.rows.n, rows);
        CHECK_TEXT(t.refused.p, t.refused.n, refused);
        decode_fini(&t);
        t.rows = t.refused = (struct lm_buf){0};
    }
}

static void
rows_of(const char *in, const char *rows, const char *refused)
{
    static const char *const names[] = {"a", "b"};

    rows_by(reader(2, names), in, rows, refused);
}

static void
values(void)
{
    rows_of("a,b\n1,x\n", "2 4 <1,x> i:1 S:\"x\"\n", "");
    rows_of("b,a\nx,1", "2 4 <x,1> i:1 S:\"x\"\n", "");
    rows_of("c,a,b\r\n,1.50,true\r\n\r\n,,\r\n",
            "2 7 <,1.50,true> F:1.50 b:true\n4 21 <,,> 0:null 0:null\n", "");
    rows_of("a,b\n.5,5.\n01,+1\n0x10,1_000\nNaN,Infinity\n 1,1 \n",
            "2 4 <.5,5.> S:\".5\" S:\"5.\"\n3 10 <01,+1> S:\"01\" S:\"+1\"\n4 16 <0x10,1_000> "
            "S:\"0x10\" S:\"1_000\"\n"
            "5 27 <NaN,Infinity> S:\"NaN\" S:\"Infinity\"\n6 40 < 1,1 > S:\" 1\" S:\"1 \"\n",
            "");
    rows_of("a,b\n-0,1e5\nTrue,null\n",
            "2 4 <-0,1e5> F:-0 F:1e5\n3 11 <True,null> S:\"True\" S:\"null\"\n", "");
    rows_of("a,b\n99999999999999999999,x\xff\n",
            "2 4 <99999999999999999999,x\xff> D:99999999999999999999 S:\"x\xef\xbf\xbd\"\n", "");
    rows_of("a,b\n", "", "");
    rows_of("", "", "");
    rows_of("\n\n", "", "");
    rows_of("\xef\xbb\xbf"
            "a,b\n1,2\n",
            "2 7 <1,2> i:1 i:2\n", "");
    rows_of("x,y\n1,2\n", "2 4 <1,2> 0:null 0:null\n", "");
    rows_of("a,a_2,a,b\n1,2,3,4\n", "2 10 <1,2,3,4> i:1 i:4\n", "");
}

static void
quotes(void)
{
    rows_of("a,b\n\"12\",\n\"\",\"\"\n\"01\",x\n",
            "2 4 <\"12\",> i:12 0:null\n3 10 <\"\",\"\"> S:\"\" S:\"\"\n4 16 <\"01\",x> S:\"01\" "
            "S:\"x\"\n",
            "");
    rows_of("a,b\n\"Smith, John\",\"said \"\"hi\"\"\"\n\"\"\"\",\" x \"\r\n",
            "2 4 <\"Smith, John\",\"said \"\"hi\"\"\"> S:\"Smith, John\" S:\"said \\\"hi\\\"\"\n"
            "3 32 <\"\"\"\",\" x \"> S:\"\\\"\" S:\" x \"\n",
            "");
    rows_of("a,b\n1,\"two\nlines\"\n2,\"a\n\nb\"\n3,x\n",
            "2 4 <1,\"two\nlines\"> i:1 S:\"two\\nlines\"\n4 18 <2,\"a\n\nb\"> i:2 S:\"a\\n\\nb\"\n"
            "7 27 <3,x> i:3 S:\"x\"\n",
            "");
    rows_of("\"a\",\"b\"\n1,5\" pipe\n2,x\"y\"z\n",
            "2 8 <1,5\" pipe> i:1 S:\"5\\\" pipe\"\n3 18 <2,x\"y\"z> i:2 S:\"x\\\"y\\\"z\"\n", "");
    rows_of("a,b\n1,\"x\"y\n2,z\n", "3 11 <2,z> i:2 S:\"z\"\n",
            "LDB-4002 line 2 offset 4 : text behind a closing quote <1,\"x\"y>\n");
    rows_of("a,b\n1,\"x\n2,y\n3,z\n", "3 9 <2,y> i:2 S:\"y\"\n4 13 <3,z> i:3 S:\"z\"\n",
            "LDB-4002 line 2 offset 4 : a quote is never closed <1,\"x>\n");
    rows_of("a,b\n1,\"x\"", "2 4 <1,\"x\"> i:1 S:\"x\"\n", "");
    rows_of("a,b\n1,\"x\"\r", "2 4 <1,\"x\"> i:1 S:\"x\"\n", "");
    rows_of("a,b\n1,\"x\"\r2\n", "",
            "LDB-4002 line 2 offset 4 : text behind a closing quote <1,\"x\"\r2>\n");
}

static void
ragged(void)
{
    rows_of("a,b\n1,x\n2\n3,y,z\n4,w\n", "2 4 <1,x> i:1 S:\"x\"\n5 16 <4,w> i:4 S:\"w\"\n",
            "LDB-4002 line 3 offset 8 : expected 2 fields, found 1 <2>\n"
            "LDB-4002 line 4 offset 10 : expected 2 fields, found 3 <3,y,z>\n");
    rows_of("a,b\n1,\"x\"\"\",3\n  \n", "",
            "LDB-4002 line 2 offset 4 : expected 2 fields, found 3 <1,\"x\"\"\",3>\n");
}

static void
options(void)
{
    static const char *const ab[] = {"a", "b"}, *const c21[] = {"c2", "c1"};
    static const struct lm_str declared[] = {{"b", 1}, {"a", 1}};
    struct decode t = reader(2, ab);

    t.options.delimiter = ';';
    t.options.quote = '\'';
    rows_by(
        t, "a;b\n'x;y';1,5\n'it''s';\"q\"\n",
        "2 4 <'x;y';1,5> S:\"x;y\" S:\"1,5\"\n3 14 <'it''s';\"q\"> S:\"it's\" S:\"\\\"q\\\"\"\n",
        "");
    t = reader(2, ab);
    t.options.null_text = LM_STR("NA");
    rows_by(t, "a,b\nNA,1\nx,\"NA\"\nNAN,2\n",
            "2 4 <NA,1> 0:null i:1\n3 9 <x,\"NA\"> S:\"x\" 0:null\n4 16 <NAN,2> S:\"NAN\" i:2\n",
            "");
    t = reader(2, c21);
    t.options.header = false;
    rows_by(t, "1,x\n2,y\n3\n", "1 0 <1,x> S:\"x\" i:1\n2 4 <2,y> S:\"y\" i:2\n",
            "LDB-4002 line 3 offset 8 : expected 2 fields, found 1 <3>\n");
    t = reader(2, ab);
    t.options.header = false;
    t.options.declared = declared;
    t.options.ndeclared = 2;
    rows_by(t, "1,x\n", "1 0 <1,x> S:\"x\" i:1\n", "");
    t = reader(2, ab);
    cols[0].want = LM_WANT_TEXT;
    cols[1].want = 0;
    rows_by(t, "a,b\n01,1.50\n1,2\n,\n",
            "2 4 <01,1.50> S:\"01\" F:1.5\n3 12 <1,2> S:\"1\" i:2\n4 16 <,> 0:null 0:null\n", "");
}

static void
tabs(void)
{
    static const char *const names[] = {"a", "b"};
    struct decode t = reader(2, names);

    t.type = &lm_fmt_tsv;
    rows_by(t, "a\tb\n1\tx, y\n\t\"q\"\na\\tb\\\\n\t\\x\\\n",
            "2 4 <1\tx, y> i:1 S:\"x, y\"\n3 11 <\t\"q\"> 0:null S:\"\\\"q\\\"\"\n"
            "4 16 <a\\tb\\\\n\t\\x\\> S:\"a\\tb\\\\n\" S:\"\\\\x\\\\\"\n",
            "");
}

static void
several_files(void)
{
    static const char *const names[] = {"a", "b"};
    struct decode t = reader(2, names);
    struct lm_fmt_options o = t.options;
    struct lm_arena a, ba;
    struct lm_err err = {0};
    struct lm_batch b = {.arena = &ba};
    char file[2][80] = {"b,a\n1,2\n", "c,a,x\n3,4,5\n"};

    lm_arena_init(&a, 4096);
    lm_arena_init(&ba, 4096);
    struct lm_decoder *d = lm_fmt_csv.open(&a, &o, &err);
    d->cols = cols;
    d->ncol = 2;
    CHECK(d->type->decode(d, file[0], 8, true, &b) == 8 && b.nrow == 1);
    CHECK(b.cols[0].i[0] == 2 && b.cols[1].i[0] == 1);
    d->type->rewind(d);
    CHECK(d->type->decode(d, file[1], 12, true, &b) == 12 && b.nrow == 1);
    CHECK(b.cols[0].i[0] == 4 && b.cols[1].kind == LM_K_NULL && b.origin->line[0] == 2);
    d->type->fini(d);
    lm_arena_fini(&a);
    lm_arena_fini(&ba);
}

static void
names_of_header(void)
{
    struct lm_arena a;
    struct lm_fmt_options o = {.header = true};
    struct lm_err err = {0};
    struct lm_str *names;
    uint32_t n;

    lm_arena_init(&a, 4096);
    struct lm_decoder *d = lm_fmt_csv.open(&a, &o, &err);
    CHECK(lm_fmt_csv.names(d, LM_STR("a,\"b"), false, &a, &names, &n) == 0);
    CHECK(lm_fmt_csv.names(d, LM_STR("\na,\"b\n\"\"\",,a,a_2,a\r\n1"), false, &a, &names, &n) ==
              1 &&
          n == 6);
    CHECK_TEXT(names[1].p, names[1].n, "b\n\"");
    CHECK_TEXT(names[2].p, names[2].n, "c3");
    CHECK_TEXT(names[3].p, names[3].n, "a_2");
    CHECK_TEXT(names[4].p, names[4].n, "a_2_2");
    CHECK_TEXT(names[5].p, names[5].n, "a_3");
    CHECK(lm_fmt_csv.names(d, LM_STR("x"), true, &a, &names, &n) == 1 && n == 1);
    CHECK(lm_fmt_csv.names(d, LM_STR(""), true, &a, &names, &n) == 1 && n == 0);
    d->type->fini(d);
    o.delimiter = '"';
    CHECK(lm_fmt_csv.open(&a, &o, &err) == NULL && err.code == LM_E_USAGE);
    lm_arena_fini(&a);
}

/* Random records ------------------------------------------------------------------------------- */

static uint64_t seed = 521288629;

static uint32_t
pick(uint32_t n)
{
    return (uint32_t)(decode_random(&seed) >> 20) % n;
}

static void
add_record(struct lm_buf *b, bool quoted)
{
    static const char *const fields[] = {"",
                                         "x",
                                         "1",
                                         "1.50",
                                         "true",
                                         "99999999999999999999",
                                         "a longer text of words",
                                         "\xc3\xa9",
                                         "\xff",
                                         "a\\tb",
                                         "\"q\"",
                                         "\"a,b\"",
                                         "\"a\"\"b\"",
                                         "\"\"",
                                         "\"l\nm\"",
                                         "x\"y",
                                         "\"x\"y",
                                         "\"",
                                         "\"\"\"",
                                         "\"12\""};
    uint32_t n = pick(20) == 0 ? 1 + pick(5) : 3, most = !quoted ? 10 : pick(4) != 0 ? 13 : 20;

    for (uint32_t i = 0; i < n; i++) {
        lm_buf_addz(b, i > 0 ? "," : "");
        lm_buf_addz(b, fields[pick(most)]);
    }
    lm_buf_addz(b, pick(10) == 0 ? "\r\n" : pick(20) == 0 ? "\n\n" : "\n");
}

static void
careful(struct lm_decoder *d)
{
    ((struct cs *)d)->careful = true;
}

static void
scalar(struct lm_decoder *d)
{
    const struct lm_scan_type *const *t = lm_scan_types();

    while (t[1] != NULL)
        t++;
    ((struct cs *)d)->scan = *t;
}

static void
all_ways_agree(void)
{
    static const char *const names[] = {"a", "b", "c", "zz"};

    for (int round = 0; round < 600; round++) {
        struct lm_buf in = {0};
        struct decode t[4];
        uint32_t n = pick(100), ncol = pick(5);
        lm_buf_addz(&in, pick(2) == 0 ? "a,b,c\n" : "c,\"a\",b\n");
        while (n-- > 0)
            add_record(&in, round % 2 == 0);
        if (pick(2) == 0)
            in.n -= 1; /* the last line end */
        for (int k = 0; k < 4; k++) {
            t[k] = reader(ncol, names);
            cols[1].want = round % 3 == 0 ? 0 : LM_WANT_TEXT;
            t[k].seed = k == 0 ? 0 : seed;
            t[k].tune = k == 2 ? careful : k == 3 ? scalar : NULL;
            decode_run(&t[k], lm_buf_str(&in));
            CHECK(decode_same(&t[0], &t[k]));
        }
        CHECK(round % 2 == 0 || memmem(t[0].refused.p, t[0].refused.n, "quote", 5) == NULL);
        for (int k = 0; k < 4; k++)
            decode_fini(&t[k]);
        lm_buf_fini(&in);
    }
}

/* More rows than a batch and longer than a window. */
static void
many_rows(void)
{
    static const char *const names[] = {"a", "b"};
    struct lm_buf in = {0};
    struct decode t[3];

    lm_buf_addz(&in, "a,b\n");
    for (int i = 0; i < 10000; i++) {
        if (i % 1000 != 999) {
            lm_buf_addf(&in, "%d,v%d\n", i, i);
            continue;
        }
        lm_buf_addf(&in, "%d,\"", i);
        for (int k = 0; k < 40000; k++)
            lm_buf_addc(&in, "abc,\n"[k % 5]);
        lm_buf_addz(&in, "\"\n");
    }
    for (int k = 0; k < 3; k++) {
        t[k] = reader(2, names);
        t[k].tune = k == 1 ? careful : k == 2 ? scalar : NULL;
        decode_run(&t[k], lm_buf_str(&in));
        CHECK(decode_same(&t[0], &t[k]));
    }
    CHECK(t[0].refused.n == 0 && t[0].rows.n > in.n);
    for (int k = 0; k < 3; k++)
        decode_fini(&t[k]);
    lm_buf_fini(&in);
}

static void
too_long_record(void)
{
    static const char *const names[] = {"a"};
    struct lm_buf in = {0};
    struct decode t = reader(1, names);

    lm_buf_addz(&in, "a\n1\n");
    memset(lm_buf_room(&in, LM_RECORD_BYTES + 2), 'x', LM_RECORD_BYTES + 2);
    in.n += LM_RECORD_BYTES + 2;
    lm_buf_addz(&in, "\n2\n");
    decode_run(&t, lm_buf_str(&in));
    CHECK_TEXT(t.rows.p, t.rows.n, "2 2 <1> i:1\n4 67108871 <2> i:2\n");
    CHECK(t.refused.n > LM_RECORD_BYTES && memcmp(t.refused.p, "LDB-4004 line 3", 15) == 0);
    decode_fini(&t);
    lm_buf_fini(&in);
}

int
main(void)
{
    values();
    quotes();
    ragged();
    options();
    tabs();
    several_files();
    names_of_header();
    all_ways_agree();
    many_rows();
    too_long_record();
    return check_done();
}
