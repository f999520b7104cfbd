/* t_formats.c -- json, logfmt, clf, syslog, raw and regex read, whole and in pieces; and auto. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "data/val.h"
#include "fmt/fmt.h"

static struct lm_arena arena, rows;
static struct lm_buf log_of_refusals;

static void
note(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    lm_buf_addf(&log_of_refusals, "%d %llu@%llu %.*s\n", refusal->code,
                (unsigned long long)refusal->line, (unsigned long long)refusal->offset,
                LM_STRF(refusal->what));
}

static struct lm_refuser refuser = { LM_ON_ERROR_SKIP, note };

/* The rows of `text`, each as its line number and its values as JSON; delivered `cut` bytes at a
 * time. */
static struct lm_buf
rows_of(const char *format, const char *columns, const char *text, size_t cut)
{
    struct lm_fmt_options o = { .header = true, .delimiter = ',', .quote = '"' };
    struct lm_err err = { 0 };
    struct lm_buf out = { 0 };
    size_t n = strlen(text), have = 0, at = 0;
    const char *colon = strchr(format, ':');

    log_of_refusals.n = 0;
    lm_arena_reset(&arena);
    if (colon != NULL)
        o.pattern = lm_str_of(colon + 1);
    const struct lm_fmt_type *t = lm_fmt_by_name(lm_str_of(format));
    struct lm_decoder *d = t->open(&arena, &o, &err);
    CHECK(d != NULL);
    d->refuser = &refuser;
    d->source = "stdin";
    d->cols = lm_alloc(&arena, 16 * sizeof *d->cols);
    for (const char *p = columns; *p != '\0';) {
        size_t len = strcspn(p, " ");
        struct lm_fmt_col *c = &d->cols[d->ncol++];
        c->want = LM_WANT_SPELLING;
        c->nocase = true;
        if (len > 0 && *p == '*')
            c->record = true;
        else
            c->name = (struct lm_str){ p, len };
        p += len + (p[len] == ' ');
    }
    for (bool eof = false; !eof || at < n;) {
        have = n - have > cut ? have + cut : n;
        eof = have == n;
        char *piece = calloc(1, have - at + LM_PAD); /* of its very size and padding */
        memcpy(piece, text + at, have - at);
        struct lm_batch b = { .arena = &rows };
        lm_arena_reset(&rows);
        at += t->decode(d, piece, have - at, eof, &b);
        for (uint32_t k = 0; k < b.sel.n; k++) {
            uint32_t r = lm_sel_row(b.sel, k);
            lm_buf_addf(&out, "%llu", (unsigned long long)b.origin->line[r]);
            if (b.weight != NULL)
                lm_buf_addf(&out, "%+d%c", b.weight[r], ".on"[b.pair[r]]);
            for (uint32_t j = 0; j < b.ncol; j++) {
                struct lm_val v = lm_col_get(&b.cols[j], r);
                lm_buf_addc(&out, ' ');
                lm_val_print_json(&out, &v);
            }
            lm_buf_addc(&out, '\n');
        }
        free(piece);
    }
    lm_buf_addc(&out, '\0');
    out.n--;
    if (t->fini != NULL)
        t->fini(d);
    return out;
}

static void
check_rows(int place, const char *format, const char *columns, const char *text, const char *want)
{
    static const size_t cuts[] = { 1, 2, 3, 7, 64, 100000 };

    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        struct lm_buf got = rows_of(format, columns, text, cuts[i]);
        if (got.n != strlen(want) || memcmp(got.p, want, got.n) != 0) {
            printf("line %d, cut %zu: got %s", place, cuts[i], got.p);
            check_failed++;
        } else {
            check_passed++;
        }
        lm_buf_fini(&got);
    }
}

#define ROWS(format, columns, text, want) check_rows(__LINE__, format, columns, text, want)

#define REFUSED(want)                                               \
    do {                                                            \
        lm_buf_addc(&log_of_refusals, ' ');                         \
        CHECK_TEXT(log_of_refusals.p, log_of_refusals.n - 1, want); \
    } while (0)

static void
raw_lines(void)
{
    ROWS("raw", "line", "abc\r\n\n  b\xff\nlast",
         "1 \"abc\"\n2 \"\"\n3 \"  b\xef\xbf\xbd\"\n4 \"last\"\n");
    ROWS("raw", "line", "\xef\xbb\xbfx\n", "1 \"x\"\n");
    ROWS("raw", "line other", "\xef\xbb\n1\n", "1 \"\xef\xbf\xbd\" null\n2 \"1\" null\n");
}

static void
logfmt_pairs(void)
{
    ROWS("logfmt", "level msg dur",
         "level=info msg=\"hello world\" dur=12\n\nmsg=\"say \\\"hi\\\"\" level=warn\nlevel=error "
         "dur=0.50 msg=plain extra=1\n",
         "1 \"info\" \"hello world\" 12\n3 \"warn\" \"say \\\"hi\\\"\" null\n4 \"error\" \"plain\" "
         "0.50\n");
    ROWS("logfmt", "a b c d e", "a=1 b=01 c=true d= e=\"\"\n a b=x=y  c=\"1\"\n",
         "1 1 \"01\" true null \"\"\n2 true \"x=y\" 1 null null\n");
    ROWS("logfmt", "* LEVEL", "Level=1.0 b\nb=\"\\u00e9\\n\" LEVEL=2 Level=3 b=4\n",
         "1 {\"Level\":1.0,\"b\":true} 1.0\n2 {\"b\":4,\"LEVEL\":2,\"Level\":3} 3\n");
    ROWS("logfmt", "a", "a=1\n=x\na=\"x\na\"b=1\na=\"x\"y\n", "1 1\n");
    REFUSED("4002 2@4 expected a key before \"=\" or a quote\n"
            "4002 3@7 a quoted value has no end, or goes on behind its quote\n"
            "4002 4@12 a quote stands within a key\n"
            "4002 5@18 a quoted value has no end, or goes on behind its quote\n");
}

static void
web_logs(void)
{
    const char *all = "host ident user time method path protocol status bytes referer agent";

    ROWS("clf", all,
         "127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a.gif HTTP/1.0\" 200 2326\n"
         "::1 - - [10/Oct/2000:13:55:37 +0000] \"-\" 408 - \"-\" \"a \\\"b\\\" \\\\ c\"\r\n"
         "h i john doe [29/Feb/2024:00:00:00 +0530] \"GET /x y HTTP/1.1\" 200 0 \"\" \"-\"\n"
         "h i - [29/Feb/2024:00:00:00 +0000] \"\\x16\\x03\" 400 1\n",
         "1 \"127.0.0.1\" null \"frank\" \"2000-10-10T20:55:36Z\" \"GET\" \"/a.gif\" \"HTTP/1.0\" "
         "200 2326 null null\n"
         "2 \"::1\" null null \"2000-10-10T13:55:37Z\" null null null 408 null null \"a \\\"b\\\" "
         "\\\\ c\"\n"
         "3 \"h\" \"i\" \"john doe\" \"2024-02-28T18:30:00Z\" \"GET\" \"/x y\" \"HTTP/1.1\" 200 0 "
         "\"\" null\n"
         "4 \"h\" \"i\" null \"2024-02-29T00:00:00Z\" null \"\\\\x16\\\\x03\" null 400 1 null "
         "null\n");
    ROWS("clf", "host",
         "h - - [31/Feb/2024:00:00:00 +0000] \"GET / HTTP/1.0\" 200 1\nh - - [10/Oct/2000:13:55:36 "
         "-0700] \"GET /\n"
         "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" x 1\nnot a log line\nh\n"
         "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"r\"\n"
         "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1 \"r\" \"a\" 3\n",
         "");
}

static void
syslog_forms(void)
{
    const char *all =
        "facility severity priority timestamp host app procid msgid structured message";

    ROWS("syslog", all,
         "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [ex@1 iut=\"3\" "
         "a=\"x\\]\\\"y\"][b] \xef\xbb\xbfhi there\n"
         "<34>1 - - - 17 - - \n"
         "2026-01-31T23:59:59.5+01:00 host cron[12]: (root) CMD\n"
         "2026-01-31T23:59:59Z host last message repeated 2 times\n",
         "1 20 5 165 \"2003-10-11T22:14:15.003Z\" \"mymachine.example.com\" \"evntslog\" null "
         "\"ID47\" "
         "{\"ex@1\":{\"iut\":\"3\",\"a\":\"x]\\\"y\"},\"b\":{}} \"hi there\"\n"
         "2 4 2 34 null null null 17 null null null\n"
         "3 null null null \"2026-01-31T22:59:59.5Z\" \"host\" \"cron\" 12 null null \"(root) "
         "CMD\"\n"
         "4 null null null \"2026-01-31T23:59:59Z\" \"host\" null null null null \"last message "
         "repeated 2 times\"\n");
    ROWS("syslog", "priority host app procid message",
         "<34>Oct 11 22:14:15 mymachine su[10]: 'su root' failed\nOct  1 02:03:04 h app: x\n",
         "1 34 \"mymachine\" \"su\" 10 \"'su root' failed\"\n2 null \"h\" \"app\" null \"x\"\n");
    ROWS("syslog", "host",
         "<192>1 - - - - - -\n<34\nOct 41 22:14:15 h x\n<34>1 yesterday h\n<34>1 - h a - - "
         "[x\n<1>1 - h a - - [x y=\"1\n",
         "");
}

static void
patterns(void)
{
    struct lm_fmt_options o = { .pattern = LM_STR("(?<a>") };
    struct lm_err err = { 0 };

    ROWS("regex:^(?<level>[A-Z]+)(?: (?<code>[0-9]+))? (?<msg>.*)$", "msg code level",
         "ERROR 42 disk full\nINFO ok\n\nx\n",
         "1 \"disk full\" 42 \"ERROR\"\n2 \"ok\" null \"INFO\"\n");
    REFUSED("4002 4@28 the line does not match the pattern\n");
    CHECK(lm_fmt_by_name(LM_STR("REGEX"))->open(&arena, &o, &err) == NULL &&
          err.code == LM_E_USAGE);
    ROWS("regex:^(?<a>(x+x+)+y)$", "a", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\nxxy\n",
         "2 \"xxy\"\n");
}

static void
json_documents(void)
{
    ROWS("json", "a b", "[\n  {\"a\": 1, \"b\": \"x\"},\n  {\"b\": \"y]\\\"}\",\n   \"a\": 2}\n]\n",
         "2 1 \"x\"\n3 2 \"y]\\\"}\"\n");
    ROWS("json", "a *", "{\"a\":1}{\"a\":2} {\"a\"\n:\n3}\n\n{\"a\":4}",
         "1 1 {\"a\":1}\n1 2 {\"a\":2}\n1 3 {\"a\" : 3}\n5 4 {\"a\":4}\n");
    ROWS("json", "a", "\xef\xbb\xbf[]", "");
    ROWS("json", "a", "[{\"a\":1},{\"a\":2}][{\"a\":3}]", "1 1\n1 2\n1 3\n");
    ROWS("json", "a", "[{\"a\":1} {\"a\":2},,{\"a\":3},]\n}{\"a\":4} 17 [5]", "1 1\n1 3\n2 4\n");
    ROWS("json", "a", "{\"a\":\"x\ny\"}\n{\"a\":1}\n[{\"a\":2},", "3 1\n4 2\n");
    REFUSED("4002 1@0 a line ends inside of a text\n4002 4@29 the array has no end\n");
    ROWS("json", "a", "{\"a\":1} {\"a\":[2,", "1 1\n");
}

static void
changes(void)
{
    ROWS(
        "changelog", "* k",
        "{\"_weight\":1,\"k\":\"a\"}\n{\"k\":\"b\", \"_weight\":-2,\"v\":[1] }\n\n"
        "{\"_op\":\"-U\",\"k\":\"a\"}\n{\"_op\":\"+U\",\"k\":\"b\"}\n{\"_op\":\"+U\"}\n{\"_op\":\"-"
        "U\"}\n\n\r\n \n"
        "{\"_op\":\"+U\",\"k\":1}\n{\"_op\":\"U\"}\n{\"k\":1}\n{\"_weight\":1.5}\n{\"_weight\":0}\n"
        "{\"_op\":\"-U\"}\nx\n{\"_op\":\"-D\"}\n{\"_op\":\"-U\"}",
        "1+1. {\"k\":\"a\"} \"a\"\n2-2. {\"k\":\"b\",\"v\":[1]} \"b\"\n4-1o {\"k\":\"a\"} \"a\"\n"
        "5+1n {\"k\":\"b\"} \"b\"\n6+1. {} null\n7-1o {} null\n11+1n {\"k\":1} 1\n"
        "16-1. {} null\n18-1. {} null\n19-1. {} null\n");
    ROWS("debezium", "* k",
         "\xef\xbb\xbf{\"before\":null,\"after\":{\"k\":1},\"op\":\"c\",\"ts_ms\":1}\n\r\n"
         "{\"payload\":{\"op\":\"u\",\"after\":{\"k\":2},\"before\":{\"k\":1}}}\n"
         "{\"before\":{\"k\":2},\"op\":\"d\"}\n{\"op\":\"u\",\"after\":{\"k\":1}}\n{\"op\":\"r\","
         "\"after\":3}\nx\n"
         "{\"op\":\"t\"}\n{\"op\":\"u\",\"after\":{\"k\":7},\"before\":5}\n{\"op\":\"r\",\"after\":"
         "{}}",
         "1+1. {\"k\":1} 1\n3-1o {\"k\":1} 1\n3+1n {\"k\":2} 2\n4-1. {\"k\":2} 2\n"
         "9+1. {\"k\":7} 7\n10+1. {} null\n");
    CHECK(log_of_refusals.n > 0 && memcmp(log_of_refusals.p, "4002 5@", 7) == 0);
}

static void
detection(void)
{
    const struct lm_str wanted[] = { LM_STR("V"), LM_STR("id") };
    bool more;

#define DETECT(path, head, eof) lm_fmt_detect(path, LM_STR(head), eof, wanted, 2, &more)->name
    CHECK(strcmp(DETECT("x.csv", "{", false), "csv") == 0 && !more);
    CHECK(strcmp(DETECT("a/x.TSV.gz", "", false), "tsv") == 0);
    CHECK(strcmp(DETECT("x.json.zst", "", false), "json") == 0);
    CHECK(strcmp(DETECT("x.log", "\n {\"a\":1}", false), "ndjson") == 0 && !more);
    CHECK(strcmp(DETECT("x.log", "  [1]", false), "json") == 0 && !more);
    CHECK(strcmp(DETECT(NULL, "a, \"v\",c\n", false), "csv") == 0 && !more);
    CHECK(strcmp(DETECT(NULL, "a,b,c\n", false), "raw") == 0 && !more);
    CHECK(strcmp(DETECT("-", "id", true), "csv") == 0 && !more);
    CHECK(DETECT("-", "id", false) != NULL && more);
    CHECK(DETECT("-", "\n ", false) != NULL && more);
    CHECK(strcmp(DETECT("-", " ", true), "ndjson") == 0 && !more);
    CHECK(lm_fmt_by_name(LM_STR("jsonl")) == lm_fmt_by_name(LM_STR("NDJSON")));
    CHECK(lm_fmt_by_name(LM_STR("xml")) == NULL);
}

static void
names_of(const char *format, const char *head, bool eof, const char *want)
{
    struct lm_fmt_options o = { .header = true, .pattern = LM_STR("(?<b>x)(?<a>y)") };
    struct lm_err err = { 0 };
    struct lm_str *names = NULL;
    struct lm_buf out = { 0 };
    uint32_t n = 0;
    const struct lm_fmt_type *t = lm_fmt_by_name(lm_str_of(format));
    struct lm_decoder *d = t->open(&arena, &o, &err);
    size_t len = strlen(head);
    char *padded = calloc(1, len + LM_PAD);

    memcpy(padded, head, len);
    int r = t->names(d, (struct lm_str){ padded, len }, eof, &arena, &names, &n);
    lm_buf_addf(&out, "%d", r);
    for (uint32_t i = 0; r == 1 && i < n; i++)
        lm_buf_addf(&out, " %.*s", LM_STRF(names[i]));
    CHECK_TEXT(out.p, out.n, want);
    lm_buf_fini(&out);
    free(padded);
    if (t->fini != NULL)
        t->fini(d);
}

int
main(void)
{
    lm_arena_init(&arena, 65536);
    lm_arena_init(&rows, 65536);
    raw_lines();
    logfmt_pairs();
    web_logs();
    syslog_forms();
    patterns();
    json_documents();
    changes();
    detection();
    names_of("logfmt", "\nb=1 a", false, "0");
    names_of("logfmt", "\nb=1 a\n", false, "1 b a");
    names_of("json", "[{\"x\":1,\n", false, "0");
    names_of("json", "[{\"x\":1,\n\"y\":2}", false, "1 x y");
    names_of("json", "", true, "1");
    names_of("changelog", "{\"_op\":\"+I\",\"x\":1,\"_weight\":1,\"y\":2}\n", false, "1 x y");
    names_of("debezium", "\n{\"op\":\"d\",\"before\":{\"x\":1,\"y\":2}}\n", false, "1 x y");
    names_of("debezium", "{\"op\":\"d\"", false, "0");
    names_of("raw", "", false, "1 line");
    names_of("regex", "", false, "1 b a");
    names_of("clf", "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.0\" 200 1\n", false,
             "1 host ident user time method path protocol status bytes");
    names_of("clf", "x", true, "1 host ident user time method path protocol status bytes");
    lm_buf_fini(&log_of_refusals);
    lm_arena_fini(&arena);
    lm_arena_fini(&rows);
    return check_done();
}
