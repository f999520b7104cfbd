/* t_sql.c -- the parser: what texts become, how they print, and what is said of wrong ones. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <glob.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "sql/ast.h"
#include "sql/lex.h"

static struct lm_arena arena;

/* Statements that are printed as they are written. */
static const char *const canonical[] = {
    "SELECT a, t.b AS x FROM t",
    "SELECT * FROM t",
    "SELECT * WHERE a > 1",
    "SELECT DISTINCT a FROM t WHERE a = 1 WITHIN INTERVAL '10 minutes'",
    "SELECT DISTINCT ON (a, b) a FROM t ORDER BY a, ts DESC NULLS FIRST LIMIT 2 BY a, b OFFSET 1",
    "SELECT * EXCLUDE (a, b) REPLACE (c + 1 AS c), t.* FROM t",
    "SELECT k, count(*) FROM t GROUP BY k, TUMBLE(ts, INTERVAL '1 minute') HAVING count(*) > 1 "
    "ALLOW LATENESS 5s LATE DATA TO 'late.ndjson' EMIT ON WINDOW CLOSE",
    "SELECT a FROM t GROUP BY ALL EMIT CHANGES EVERY 1m",
    "SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (a), ())",
    "SELECT a FROM t EMIT ON WATERMARK",
    "SELECT a FROM t LIMIT 5 EMIT EVERY INTERVAL '1 hour'",
    "WITH a(x, y) AS (SELECT 1, 2), b AS (VALUES (1, 2), (3, 4)) SELECT * FROM a UNION ALL SELECT "
    "* FROM b "
    "INTERSECT SELECT 1, 2 ORDER BY 1 DESC LIMIT 5",
    "SELECT 1 UNION (SELECT 2 EXCEPT SELECT 3)",
    "(SELECT 1 UNION SELECT 2) INTERSECT SELECT 3",
    "(SELECT a FROM t LIMIT 2) UNION ALL (SELECT b FROM u ORDER BY b) LIMIT 3 EMIT CHANGES",
    "SELECT * FROM (SELECT 1 LIMIT 1) LIMIT 2",
    "SELECT * FROM TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1 minute') AS w",
    "SELECT * FROM SESSION(TABLE 'x.csv' PARTITION BY (a, b), DESCRIPTOR(ts), 10s)",
    "SELECT * FROM t AS x WINDOW HOPPING (SIZE 10s, ADVANCE BY 5s, RETENTION 1d, GRACE PERIOD 1m) "
    "WHERE a",
    "SELECT * FROM t WINDOW SESSION (5m)",
    "SELECT * FROM a JOIN b ON a.k = b.k LEFT JOIN c USING (k) CROSS JOIN d",
    "SELECT * FROM a JOIN (b JOIN c USING (k)) USING (k)",
    "SELECT * FROM a ASOF LEFT JOIN b MATCH_CONDITION (a.ts >= b.ts) ON a.k = b.k TOLERANCE 5s",
    "SELECT * FROM a JOIN b WITHIN (1m, 2m) ON a.k = b.k",
    "SELECT * FROM o LEFT JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON o.c = r.c",
    "SELECT * FROM l TEMPORAL PROBE JOIN r ON (k) TIMESTAMPS (lt, rt) LIST (0s, -5s) AS p",
    "SELECT * FROM l TEMPORAL PROBE JOIN r ON (k) TIMESTAMPS (lt, rt) RANGE FROM -5s TO 5s STEP 1s "
    "AS p",
    "SELECT * FROM a SEMI JOIN b USING (k) ANTI JOIN c USING (k)",
    "SELECT * FROM s CROSS JOIN UNNEST(s.xs) WITH ORDINALITY AS t(v, i) CROSS JOIN LATERAL (SELECT "
    "s.a) AS q",
    "SELECT sum(x) OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 3 PRECEDING AND CURRENT ROW), "
    "rank() OVER w "
    "FROM t WINDOW w AS (ORDER BY ts) QUALIFY rank() OVER w = 1",
    "SELECT sum(DISTINCT x) FILTER (WHERE y > 2), first(x) RESPECT NULLS, array_agg(a ORDER BY b "
    "DESC), "
    "percentile_cont(0.5) WITHIN GROUP (ORDER BY v) FROM t",
    "SELECT a.b.c, a['b'][0], a -> 'b' ->> 'c', a #> '{x}', a ? 'k', a ?| ARRAY['x'], a @> '{}', "
    "f(x).y",
    "SELECT array_filter(xs, x -> x > 5 AND y), array_reduce(xs, 0, (acc, x) -> acc + x)",
    "SELECT CAST(a AS DECIMAL(10,2)[]), TRY_CAST(a AS STRUCT(x INTEGER, y MAP(VARCHAR, BIGINT)))",
    "SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN a THEN b END",
    "SELECT a NOT IN (1, 2), a IN (SELECT 1), NOT EXISTS (SELECT 1), (SELECT 1), (1, 2) = (3, 4)",
    "SELECT a NOT LIKE 'x' ESCAPE '!', a ILIKE b, a NOT SIMILAR TO 'z', a !~* 'y', NOT a = b, (NOT "
    "a) = b",
    "SELECT a IS NOT NULL, a IS NOT TRUE, a IS NOT DISTINCT FROM b, a IS MISSING, ts AT TIME ZONE "
    "'UTC'",
    "SELECT 0.1, 5., 12, 9223372036854775808, -9223372036854775808, 0.1e0, NULL, TRUE, -5s, 1h30m, "
    "'it''s'",
    "SELECT -(-x), 2 - -2, -2 ^ 2, 1 - (2 - 3), a || b || (c || d), (a OR b) AND c, a = (b = c)",
    "SELECT TIMESTAMP '2026-01-01T00:00:00Z', DATE '2026-01-01', TIME '12:00:00', INTERVAL '1 "
    "month 2 days'",
    "SELECT {'k': v, 'j': {'a': 1}}, ARRAY[], ARRAY[1, ARRAY[2]], :param, \"a \"\"b\"\"\"",
    "SELECT time, status, first, size, format FROM t WHERE t.key = 1 ORDER BY last",
    "INSERT INTO 'x.csv' (a, b) WITH (changelog = 'op') VALUES (1, 'x'), (2, NULL)",
    "CREATE OR REPLACE SOURCE IF NOT EXISTS s (a INTEGER NOT NULL, ts TIMESTAMP, *, PRIMARY KEY "
    "(a), "
    "WATERMARK FOR ts AS ts - 5s) FROM KAFKA (topic = 'x', 'group.id' = 'g', a.b = -2.5) FORMAT "
    "JSON "
    "WITH (x = TRUE) WITH (epoch_unit = 'ms')",
    "CREATE STREAM s AS SELECT 1",
    "CREATE MATERIALIZED VIEW v AS SELECT k, count(*) FROM t GROUP BY k",
    "CREATE SINK k FROM s WHERE a > 1 INTO FILE (path = 'x') FORMAT CSV",
    "CREATE SINK k INTO FILE (path = 'x') AS SELECT 1",
    "CREATE LOOKUP TABLE l (a INTEGER, PRIMARY KEY (a)) FROM FILE (path = 'x')",
    "CREATE LOOKUP TABLE l FROM FILE (path = 'x', 'lookup' = 'on demand', cache.ttl = '1 hour', cache.max_rows = 5)",
    "DROP MATERIALIZED VIEW IF EXISTS v CASCADE",
    "SHOW CHECKPOINT STATUS",
    "SHOW CREATE LOOKUP TABLE l",
    "DESCRIBE EXTENDED t",
    "EXPLAIN ANALYZE (JSON) SELECT 1",
    "SET state_ttl = '1 hour'",
    "CHECKPOINT",
};

/* Other spellings and what they are printed as. */
static const struct {
    const char *written, *printed;
} spellings[] = {
    {"from t", "SELECT * FROM t"},
    {"FROM t SELECT a, WHERE b GROUP BY a,", "SELECT a FROM t WHERE b GROUP BY a"},
    {"where a", "SELECT * WHERE a"},
    {"SELECT a FROM t, u b, 'x.csv'", "SELECT a FROM t CROSS JOIN u AS b CROSS JOIN 'x.csv'"},
    {"((SELECT 1))", "SELECT 1"},
    {"WITH x AS (SELECT 1) INSERT INTO t WITH y AS (SELECT 2) SELECT a",
     "INSERT INTO t WITH x AS (SELECT 1), y AS (SELECT 2) SELECT a"},
    {"SELECT a FROM t FETCH FIRST ROW ONLY", "SELECT a FROM t LIMIT 1"},
    {"SELECT a FROM t FETCH FIRST 1 + 1 ROWS ONLY", "SELECT a FROM t LIMIT (1 + 1)"},
    {"SELECT DISTINCT a FROM t, u WITHIN 1h", "SELECT DISTINCT a FROM (t CROSS JOIN u) WITHIN 1h"},
    {"SELECT a = ANY (SELECT 1), a <> ALL (TABLE t)", "SELECT a IN (SELECT 1), a NOT IN (SELECT * FROM t)"},
    {"SELECT a > SOME (b), a NOT LIKE ANY (b)", "SELECT a > ANY (b), NOT a LIKE ALL (b)"},
    {"SELECT a ISNULL, (a, b) OVERLAPS (c, d)", "SELECT a IS NULL, (a, b) OVERLAPS (c, d)"},
    {"SELECT * EXCEPT a RENAME b AS c", "SELECT * EXCLUDE (a) RENAME (b AS c)"},
    {"SELECT a, b FROM t ORDER BY ALL DESC", "SELECT a, b FROM t ORDER BY 1 DESC, 2 DESC"},
    {"SELECT sum(a) OVER (w ORDER BY b) FROM t NATURAL LEFT JOIN u WINDOW w AS (PARTITION BY c)",
     "SELECT sum(a) OVER (w ORDER BY b) FROM t NATURAL LEFT JOIN u WINDOW w AS (PARTITION BY c)"},
    {"SELECT a FROM t EMIT AFTER WATERMARK", "SELECT a FROM t EMIT ON WATERMARK"},
    {"SELECT a FROM t EMIT PERIODICALLY 2 SECONDS", "SELECT a FROM t EMIT EVERY 2s"},
    {"SELECT a FROM t ALLOW LATENESS 5s HAVING b", "SELECT a FROM t HAVING b ALLOW LATENESS 5s"},
    {"SELECT a FROM t EMIT CHANGES LIMIT 3", "SELECT a FROM t LIMIT 3 EMIT CHANGES"},
    {"SELECT a FROM t GROUP BY ROLLUP (a, (b, c)), d",
     "SELECT a FROM t GROUP BY GROUPING SETS ((a, b, c, d), (a, d), (d))"},
    {"SELECT a FROM t GROUP BY CUBE (a, b)",
     "SELECT a FROM t GROUP BY GROUPING SETS ((a, b), (a), (b), ())"},
    {"SELECT a FROM t GROUP BY (a, b)", "SELECT a FROM t GROUP BY a, b"},
    {"SELECT a BETWEEN 1 AND 2 AND b", "SELECT a >= 1 AND a <= 2 AND b"},
    {"SELECT a NOT BETWEEN b + 1 AND 2", "SELECT NOT (a >= b + 1 AND a <= 2)"},
    {"SELECT a <> b, a != b, a !~ b, a IS UNKNOWN", "SELECT a <> b, a <> b, a !~ b, a IS NULL"},
    {"SELECT a::int::text, -a::int8, date '2026-01-01', uuid 'x'",
     "SELECT CAST(CAST(a AS INTEGER) AS VARCHAR), -CAST(a AS BIGINT), DATE '2026-01-01', CAST('x' "
     "AS UUID)"},
    {"SELECT a::ARRAY<MAP<TEXT,INT>>, b::timestamp(3) with local time zone, c::double precision",
     "SELECT CAST(a AS MAP(VARCHAR, INTEGER)[]), CAST(b AS TIMESTAMP(3)), CAST(c AS DOUBLE)"},
    {"SELECT extract(hour FROM t), position('a' IN b), substring(a FROM 2 FOR 3), substring(a FOR "
     "3)",
     "SELECT extract('hour', t), position('a', b), substring(a, 2, 3), substring(a, 1, 3)"},
    {"SELECT trim(BOTH 'x' FROM y), trim(LEADING FROM y), trim(TRAILING 'x' FROM y), trim(y)",
     "SELECT trim(y, 'x'), ltrim(y), rtrim(y, 'x'), trim(y)"},
    {"SELECT INTERVAL '5' SECOND, INTERVAL 5 MINUTES, f(1 MINUTE), 90s",
     "SELECT INTERVAL '5 seconds', INTERVAL '5 minutes', f(1m), 1m30s"},
    {"SELECT E'a\\u00e9\\'', $$x'y$$, 'a' -- end\n/* /* */ */", "SELECT 'aé''', 'x''y', 'a'"},
    {"SELECT current_timestamp, struct_pack(a := 1, b => 2), {a: 1}, {'k':v}, xs[i:j], xs[1:]",
     "SELECT current_timestamp(), struct_pack(a => 1, b => 2), {'a': 1}, {'k': v}, xs[i : j], xs[1 "
     ": ]"},
    {"SELECT a AS order, b end, c FROM t window",
     "SELECT a AS \"order\", b AS \"end\", c FROM t AS \"window\""},
    {"SELECT offset, limit FROM t WHERE offset > 5 LIMIT 5 OFFSET 6",
     "SELECT \"offset\", \"limit\" FROM t WHERE \"offset\" > 5 LIMIT 5 OFFSET 6"},
    {"SELECT left(a, 1), a * replace(b, c, d), every(x), `q` FROM t LEFT JOIN left USING (k)",
     "SELECT left(a, 1), a * replace(b, c, d), every(x), \"q\" FROM t LEFT JOIN \"left\" USING "
     "(k)"},
    {"SELECT * FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), SIZE => 10s, SLIDE => 5s))",
     "SELECT * FROM HOP(TABLE t, DESCRIPTOR(ts), SIZE => 10s, SLIDE => 5s)"},
    {"CREATE TABLE t (a INT PRIMARY KEY) WITH ('connector' = 'kafka', z = none, d = 5s,)",
     "CREATE SOURCE t (a INTEGER, PRIMARY KEY (a)) WITH (connector = 'kafka', z = 'none', d = "
     "'5s')"},
    {"CREATE VIEW v AS FROM t", "CREATE STREAM v AS SELECT * FROM t"},
    {"CREATE SOURCE s FROM 'x.csv'", "CREATE SOURCE s FROM FILE (path = 'x.csv')"},
    {"SET a.b TO on", "SET a.b = 'on'"},
};

/* Wrong texts, the marked part, and a piece of the message or hint. */
static const struct {
    const char *text, *marked, *says;
    enum lm_code code;
} wrong[] = {
    {"SELECT a FROM t WHERE a > 1 'oops'", "'oops'", "unexpected 'oops', expected end of statement",
     LM_E_SYNTAX},
    {"SELECT a FORM t", "FORM", "did you mean FROM?", LM_E_SYNTAX},
    {"SELCT a FROM t", "SELCT", "did you mean SELECT?", LM_E_SYNTAX},
    {"SELECT a FROM t EMIT CHANGE", "CHANGE", "did you mean CHANGES?", LM_E_SYNTAX},
    {"SELECT a FROM t WHERE a == 1", "==", "= compares", LM_E_SYNTAX},
    {"SELECT a FROM t WHERE a && b", "&&", "AND", LM_E_SYNTAX},
    {"SELECT TOP 5 a FROM t", "5", "LIMIT 5", LM_E_SYNTAX},
    {"SELECT a FROM orders.csv", ".", "'orders.csv'", LM_E_SYNTAX},
    {"SELECT a FROM /var/x.log WHERE a", "/", "'/var/x.log'", LM_E_SYNTAX},
    {"SELECT a FROM t LIMIT 5, 10", ",", "OFFSET", LM_E_SYNTAX},
    {"SELECT a FROM", "FROM", "expected a table", LM_E_SYNTAX},
    {"SELECT 'abc", "'", "no closing quote", LM_E_SYNTAX},
    {"SELECT /* abc", "/*", "no end", LM_E_SYNTAX},
    {"SELECT a FROM t GROUP BY a WHERE b", "WHERE", "WHERE must stand before GROUP BY",
     LM_E_SYNTAX},
    {"SELECT a FROM t ORDER BY a ORDER BY b", "ORDER", "twice", LM_E_SYNTAX},
    {"SELECT a FROM t JOIN u", "JOIN", "neither ON nor USING", LM_E_SYNTAX},
    {"SELECT 5x", "5x", "neither a number nor a duration", LM_E_SYNTAX},
    {"SELECT a::intt", "intt", "did you mean INT?", LM_E_SYNTAX},
    {"SELECT INTERVAL 'x'", "'x'", "no interval", LM_E_LITERAL},
    {"SELECT TIMESTAMP '2026-02-30'", "'2026-02-30'", "no TIMESTAMP", LM_E_LITERAL},
    {"VALUES (1, 2), (3)", "3", "this row has 1", LM_E_WIDTH},
    {"SELECT \xff", "\xff", "UTF-8", LM_E_SYNTAX},
    {"CREATE SOURCE s", "s", "neither columns", LM_E_SYNTAX},
    {"SHOW FOO", "FOO", "SOURCES", LM_E_SYNTAX},
    {"WITH x AS (SELECT 1) INSERT INTO t WITH x AS (SELECT 2) SELECT a", "x", "twice", LM_E_SYNTAX},
    {"SELECT a FROM t NATURAL CROSS JOIN u", "NATURAL", "plain join", LM_E_SYNTAX},
    {"SELECT a FROM t WINDOW w AS (), W AS ()", "W AS ()", "twice", LM_E_SYNTAX},
    {"EXPLAIN (SQL, JSON) SELECT 1", "JSON", "one form", LM_E_SYNTAX},
    {"SELECT a FROM t GROUP BY a EMIT IMMEDIATELY", "IMMEDIATELY",
     "behind EMIT, expected ON", LM_E_SYNTAX},
    {"SELECT a FROM t GROUP BY a EMIT", "EMIT",
     "end of the statement behind EMIT", LM_E_SYNTAX},
    {"SELECT a FROM t EMIT ON WINDOW", "WINDOW",
     "expected CLOSE", LM_E_SYNTAX},
    {"SELECT a FROM t WHERE a => 1", "=>",
     ">= compares", LM_E_SYNTAX},
    {"SELECT a FROM t WHERE a =< 1", "<",
     "<= compares", LM_E_SYNTAX},
    {"SELECT 'it's'", "'",
     "doubled", LM_E_SYNTAX},
    {"SELECT INTERVAL 5 MINUT", "MINUT",
     "a unit such as", LM_E_SYNTAX},
    {"SELECT a FROM t JOIN u USING a", "USING",
     "in parentheses", LM_E_SYNTAX},
    {"SELECT a FROM t MINUS SELECT b", "SELECT",
     "EXCEPT", LM_E_SYNTAX},
    {"SELECT a FROM t SELECT b", "SELECT",
     "parts statements", LM_E_SYNTAX},
    {"UPDATE t SET a = 1", "UPDATE",
     "not changed in place", LM_E_SYNTAX},
    {"COPY t FROM 'x'", "COPY",
     "writes a file", LM_E_SYNTAX},
    {"CREATE TEMPORARY VIEW v AS SELECT 1", "TEMPORARY",
     "leave it out", LM_E_SYNTAX},
    {"CREATE SOURCE s (a INT, b AS a + 1)", "AS",
     "stands in a query", LM_E_SYNTAX},
    {"CREATE SOURCE s (a INT) WITH connector = 5", "WITH",
     "in parentheses", LM_E_SYNTAX},
    {"CREATE SOURCE s (a INT) WATERMARK FOR a", "WATERMARK",
     "among the columns", LM_E_SYNTAX},
    {"CREATE SINK s TO t", "TO",
     "expected", LM_E_SYNTAX},
    {"SELECT a INTO t FROM u", "t",
     "INSERT INTO", LM_E_SYNTAX},
    {"SELECT a FROM t GROUP BY a WITH ROLLUP", "WITH",
     "ROLLUP (a, b)", LM_E_SYNTAX},
    {"SELECT EXTRACT(hour, ts)", "hour",
     "EXTRACT(hour FROM ts)", LM_E_SYNTAX},
    {"SELECT a FROM VALUES (1)", "VALUES",
     "FROM (VALUES", LM_E_SYNTAX},
    {"SELECT @x", "@",
     ":name", LM_E_SYNTAX},
};

static int
parse(struct lm_str text, struct lm_list *out, struct lm_err *err)
{
    *err = (struct lm_err){0};
    return lm_parse(&arena, text, 0, out, err);
}

/* The only statement of a text as canonical SQL, in a buffer that the caller finishes. */
static struct lm_buf
printed(struct lm_str text)
{
    struct lm_buf b = {0};
    struct lm_list out;
    struct lm_err err;

    if (parse(text, &out, &err) < 0)
        printf("%.*s: %s\n", LM_STRF(text), err.what);
    CHECK(err.code == LM_OK && out.n == 1);
    if (out.n == 1)
        lm_stmt_print(&b, out.at[0]);
    return b;
}

static void
canonical_statements_are_printed_as_they_are_written(void)
{
    for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++) {
        struct lm_buf b = printed(lm_str_of(canonical[i]));
        CHECK_TEXT(b.p, b.n, canonical[i]);
        lm_buf_fini(&b);
        lm_arena_reset(&arena);
    }
}

static void
other_spellings_become_canonical(void)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        struct lm_buf b = printed(lm_str_of(spellings[i].written));
        struct lm_buf again = printed(lm_buf_str(&b));
        CHECK_TEXT(b.p, b.n, spellings[i].printed);
        CHECK_TEXT(again.p, again.n, spellings[i].printed);
        lm_buf_fini(&b);
        lm_buf_fini(&again);
        lm_arena_reset(&arena);
    }
}

static const struct lm_ast *
item(const struct lm_list *stmts, uint32_t i)
{
    const struct lm_stmt *s = stmts->at[0];

    return ((const struct lm_ast_item *)s->query->items.at[i])->expr;
}

/* The query of a golden file: what stands before its first part. A buffer that the caller finishes. */
static struct lm_buf
golden_query(const char *path)
{
    struct lm_buf b = {0};
    char line[4096];
    FILE *f = fopen(path, "r");

    CHECK(f != NULL);
    while (f != NULL && fgets(line, sizeof line, f) != NULL && strncmp(line, "--- ", 4) != 0)
        lm_buf_addz(&b, line);
    if (f != NULL)
        fclose(f);
    return b;
}

/* What each golden query is printed as is printed as itself. */
static void
golden_queries_are_printed_as_they_mean(void)
{
    const char *root = getenv("srcdir");
    char pattern[4096];
    uint32_t statements = 0;
    glob_t g;

    snprintf(pattern, sizeof pattern, "%s/tests/sql/*/*.sql", root != NULL ? root : ".");
    CHECK(glob(pattern, 0, NULL, &g) == 0);
    for (size_t i = 0; i < g.gl_pathc; i++) {
        struct lm_buf query = golden_query(g.gl_pathv[i]);
        struct lm_list out;
        struct lm_err err;
        if (parse(lm_buf_str(&query), &out, &err) < 0)
            out.n = 0; /* one that is refused: nothing is printed of it */
        for (uint32_t k = 0; k < out.n; k++) {
            struct lm_buf once = {0};
            lm_stmt_print(&once, out.at[k]);
            struct lm_buf twice = printed(lm_buf_str(&once));
            CHECK_TEXT(twice.p, twice.n, lm_str_z(&arena, lm_buf_str(&once)));
            lm_buf_fini(&once);
            lm_buf_fini(&twice);
            statements++;
        }
        lm_buf_fini(&query);
        lm_arena_reset(&arena);
    }
    CHECK(statements > 300);
    globfree(&g);
}

static void
printing_and_parsing_gives_equal_expressions(void)
{
    for (size_t i = 0; i < sizeof canonical / sizeof *canonical; i++) {
        struct lm_list a, b;
        struct lm_err err;
        struct lm_buf text = printed(lm_str_of(canonical[i]));
        CHECK(parse(lm_str_of(canonical[i]), &a, &err) == 0);
        CHECK(parse(lm_buf_str(&text), &b, &err) == 0);
        const struct lm_stmt *s = a.at[0];
        for (uint32_t k = 0; s->op == LM_S_SELECT && k < s->query->items.n; k++)
            CHECK(lm_ast_equal(item(&a, k), item(&b, k)));
        lm_buf_fini(&text);
        lm_arena_reset(&arena);
    }
}

static void
wrong_texts_are_marked_and_explained(void)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct lm_list out;
        struct lm_err err;
        CHECK(parse(lm_str_of(wrong[i].text), &out, &err) == -1);
        CHECK(err.code == wrong[i].code);
        CHECK(err.pos.off + err.pos.len <= strlen(wrong[i].text));
        CHECK_TEXT(wrong[i].text + err.pos.off, err.pos.len, wrong[i].marked);
        if (strstr(err.what, wrong[i].says) == NULL && strstr(err.hint, wrong[i].says) == NULL)
            printf("%s: %s (%s)\n", wrong[i].text, err.what, err.hint);
        CHECK(strstr(err.what, wrong[i].says) != NULL || strstr(err.hint, wrong[i].says) != NULL);
        lm_arena_reset(&arena);
    }
}

static void
positions_cover_what_they_stand_for(void)
{
    static const char text[] = "  SELECT f( a ) + 1 AS x FROM t ;";
    struct lm_list out;
    struct lm_err err;

    CHECK(parse(LM_STR(text), &out, &err) == 0 && out.n == 1);
    const struct lm_stmt *s = out.at[0];
    const struct lm_ast *e = item(&out, 0);
    const struct lm_ast_item *x = s->query->items.at[0];
    CHECK_TEXT(text + s->pos.off, s->pos.len, "SELECT f( a ) + 1 AS x FROM t");
    CHECK_TEXT(text + e->pos.off, e->pos.len, "f( a ) + 1");
    CHECK_TEXT(text + e->name_pos.off, e->name_pos.len, "+");
    e = e->arg.at[0];
    CHECK_TEXT(text + e->pos.off, e->pos.len, "f( a )");
    CHECK_TEXT(text + e->name_pos.off, e->name_pos.len, "f");
    CHECK_TEXT(text + x->alias_pos.off, x->alias_pos.len, "x");
    CHECK_TEXT(text + s->query->from->pos.off, s->query->from->pos.len, "t");
    lm_arena_reset(&arena);
}

static void
literals_have_the_kind_that_they_are_written_as(void)
{
    static const char text[] =
        "SELECT 12, 0.10, 1e-1, 99999999999999999999, -1, 'x', INTERVAL '5' SECOND, 5s, NULL, TRUE";
    static const enum lm_kind kinds[] = {LM_K_INT, LM_K_DEC, LM_K_F64, LM_K_DEC,  LM_K_INT,
                                         LM_K_STR, LM_K_IVL, LM_K_IVL, LM_K_NULL, LM_K_BOOL};
    struct lm_list out;
    struct lm_err err;

    CHECK(parse(LM_STR(text), &out, &err) == 0);
    for (uint32_t i = 0; i < 10; i++)
        CHECK(item(&out, i)->value.kind == kinds[i]);
    CHECK(item(&out, 1)->value.scale == 2 && item(&out, 1)->value.d == 10);
    CHECK(item(&out, 4)->op == LM_A_LITERAL && item(&out, 4)->value.i == -1);
    CHECK(item(&out, 6)->op == LM_A_LITERAL && item(&out, 6)->value.ivl.us == 5 * LM_US_SECOND);
    CHECK(item(&out, 7)->op == LM_A_DURATION && item(&out, 7)->value.ivl.us == 5 * LM_US_SECOND);
    lm_arena_reset(&arena);
}

/* `n` times `open`, then "a", then `n` times `close`, behind SELECT. */
static enum lm_code
nested(const char *open, const char *close, int n)
{
    struct lm_buf b = {0};
    struct lm_list out;
    struct lm_err err;

    lm_buf_addz(&b, "SELECT ");
    for (int i = 0; i < n; i++)
        lm_buf_addz(&b, open);
    lm_buf_addz(&b, "a");
    for (int i = 0; i < n; i++)
        lm_buf_addz(&b, close);
    parse(lm_buf_str(&b), &out, &err);
    lm_buf_fini(&b);
    lm_arena_reset(&arena);
    return err.code;
}

static void
deep_nesting_is_an_error(void)
{
    static const char *const pairs[][2] = {
        {"(", ")"},
        {"[", "]"},
        {"- ", ""},
        {"NOT ", ""},
        {"f(", ")"},
        {"(SELECT ", ")"},
        {"CASE WHEN ", " THEN 1 END"},
        {"", "::INT"},
        {"1 + (", ")"},
        {"{k: ", "}"},
        {"(", " BETWEEN 1 AND 2)"},
    };

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        CHECK(nested(pairs[i][0], pairs[i][1], 4) == LM_OK);
        CHECK(nested(pairs[i][0], pairs[i][1], 2 * LM_EXPR_DEPTH) == LM_E_TOO_DEEP);
        CHECK(nested(pairs[i][0], pairs[i][1], 50000) == LM_E_TOO_DEEP);
    }
    CHECK(nested("a AND ", "", 50000) == LM_OK);
    CHECK(nested("a + ", "", 2 * LM_EXPR_DEPTH) == LM_OK);
    CHECK(nested("(SELECT ", ")", 150) == LM_OK);
}

static void
several_statements_are_kept_in_order(void)
{
    struct lm_list out;
    struct lm_err err;

    CHECK(parse(LM_STR("#!/usr/bin/laminar -f\n;SELECT 1; SHOW TABLES;; CHECKPOINT"), &out, &err) ==
          0);
    CHECK(out.n == 3);
    CHECK(((struct lm_stmt *)out.at[0])->op == LM_S_SELECT);
    CHECK(((struct lm_stmt *)out.at[1])->op == LM_S_SHOW);
    CHECK(((struct lm_stmt *)out.at[2])->op == LM_S_CHECKPOINT);
    CHECK(parse(LM_STR("  -- nothing\n"), &out, &err) == 0 && out.n == 0);
    lm_arena_reset(&arena);
}

static void
a_schema_is_a_list_of_columns(void)
{
    struct lm_list out;
    struct lm_err err = {0};

    CHECK(lm_parse_schema(&arena, LM_STR("a INT NOT NULL, \"b c\" DECIMAL(5,2)"), 0, &out, &err) ==
          0);
    CHECK(out.n == 2);
    const struct lm_ast_column *a = out.at[0];
    const struct lm_ast_column *b = out.at[1];
    CHECK(a->not_null && a->type.id == LM_T_INTEGER);
    CHECK(lm_str_eq(b->name, LM_STR("b c")) && b->type.precision == 5 && b->type.scale == 2);
    CHECK(lm_parse_schema(&arena, LM_STR("a INT, b"), 0, &out, &err) == -1);
    CHECK(err.code == LM_E_SYNTAX);
    lm_arena_reset(&arena);
}

static void
commands_are_no_statements(void)
{
    CHECK(lm_sql_begins(LM_STR("select 1")));
    CHECK(lm_sql_begins(LM_STR(" -- x\n(SELECT 1)")));
    CHECK(lm_sql_begins(LM_STR("FROM t")));
    CHECK(lm_sql_begins(LM_STR("CHECKPOINT")));
    CHECK(!lm_sql_begins(LM_STR("state")));
    CHECK(!lm_sql_begins(LM_STR("help")));
    CHECK(!lm_sql_begins(LM_STR("selection")));
    CHECK(!lm_sql_begins(LM_STR("")));
}

static void
every_keyword_is_found(void)
{
    static const char *const words[] = {
#define LM_KEYWORD(word) #word,
#include "grammar/keywords.def"
#undef LM_KEYWORD
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *text = lm_lex_keyword_text(lm_lex_keyword(lm_str_of(words[i])));
        CHECK(text != NULL && strcmp(text, words[i]) == 0);
    }
}

int
main(void)
{
    lm_arena_init(&arena, 1 << 16);
    canonical_statements_are_printed_as_they_are_written();
    other_spellings_become_canonical();
    golden_queries_are_printed_as_they_mean();
    printing_and_parsing_gives_equal_expressions();
    wrong_texts_are_marked_and_explained();
    positions_cover_what_they_stand_for();
    literals_have_the_kind_that_they_are_written_as();
    deep_nesting_is_an_error();
    several_statements_are_kept_in_order();
    a_schema_is_a_list_of_columns();
    commands_are_no_statements();
    every_keyword_is_found();
    lm_arena_fini(&arena);
    return check_done();
}
