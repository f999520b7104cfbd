/* parse_hint.c -- what another dialect's spelling is called here. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "grammar/sql.h"
#include "sql/parse_priv.h"

/* Where the word stands: it was refused, or was taken for a name before the refused token, or follows that. */
enum hint_place { HERE, BEFORE, BEHIND };

static const struct hint_word {
    const char *word;
    const char *after; /* what stands before the word: "" the beginning of a statement, NULL anything */
    enum hint_place place;
    const char *hint;
} hint_words[] = {
    {"update", "", HERE, "rows are not changed in place: an INSERT adds some, a MATERIALIZED VIEW keeps the current ones"},
    {"delete", "", HERE, "rows are not changed in place: a stream with _op or _weight takes them back"},
    {"merge", "", HERE, "rows are not changed in place: a MATERIALIZED VIEW keeps the current ones"},
    {"truncate", "", HERE, "rows are not changed in place; INSERT INTO 'file' begins the file anew"},
    {"alter", "", HERE, "CREATE OR REPLACE replaces what it names"},
    {"copy", "", HERE, "INSERT INTO 'file.csv' SELECT ... writes a file, SELECT ... FROM 'file.csv' reads one"},
    {"begin", "", HERE, "there are no transactions: a script with a mistake runs nothing"},
    {"commit", "", HERE, "there are no transactions: a script with a mistake runs nothing"},
    {"rollback", "", HERE, "there are no transactions: a script with a mistake runs nothing"},
    {"use", "", HERE, "there is one catalog: names have no database before them"},
    {"reset", "", HERE, "SET key = value sets it again"},
    {"print", "", HERE, "SELECT * FROM name"},
    {"list", "", HERE, "SHOW STREAMS, SHOW SOURCES, ..."},
    {"call", "", HERE, "SELECT calls functions"},
    {"function", "create", HERE, "functions cannot be created; CREATE STREAM name AS names a query"},
    {"index", "create", HERE, "there are no indexes: a join keeps what it needs"},
    {"database", "create", HERE, "there is one catalog: names have no database before them"},
    {"schema", "create", HERE, "there is one catalog: names have no database before them"},
    {"temporary", "create", HERE, "leave it out: what a script creates lives as long as it runs"},
    {"temp", "create", HERE, "leave it out: what a script creates lives as long as it runs"},
    {"connector", "create", HERE, "CREATE SOURCE name FROM CONNECTOR (key = 'value')"},
    {"connection", "create", HERE, "CREATE SOURCE name FROM CONNECTOR (key = 'value')"},
    {"continuous", "create", HERE, "CREATE MATERIALIZED VIEW name AS ..."},
    {"select", "describe", HERE, "EXPLAIN SELECT ... shows what a query does"},
    {"select", "desc", HERE, "EXPLAIN SELECT ... shows what a query does"},
    {"default", NULL, HERE, "a column has a type, NOT NULL and PRIMARY KEY; coalesce(x, y) gives a default"},
    {"generated", NULL, HERE, "what is computed stands in a query: CREATE STREAM t AS SELECT *, a + b AS c FROM s"},
    {"metadata", NULL, HERE, "_file, _line and _offset say where a row comes from"},
    {"unique", NULL, HERE, "a column has a type, NOT NULL and PRIMARY KEY"},
    {"unique", NULL, BEFORE, "a column has a type, NOT NULL and PRIMARY KEY"},
    {"constraint", NULL, HERE, "a column has a type, NOT NULL and PRIMARY KEY; none of them has a name"},
    {"comment", NULL, HERE, "-- begins a comment; descriptions are not kept"},
    {"engine", NULL, HERE, "FROM FILE (path = 'file') says where rows come from, WITH (...) how"},
    {"partitioned", NULL, HERE, "sources have no partitions: a pattern of paths reads several files"},
    {"auto_increment", NULL, HERE, "_line numbers the records of a source, row_number() OVER () rows"},
    {"check", NULL, HERE, "a column has a type, NOT NULL and PRIMARY KEY; WHERE checks rows"},
    {"references", NULL, HERE, "a column has a type, NOT NULL and PRIMARY KEY"},
    {"key", NULL, HERE, "PRIMARY KEY"},
    {"watermark", NULL, HERE, "WATERMARK FOR ts AS ts - INTERVAL '5' SECOND stands among the columns, in their parentheses"},
    {"overwrite", "insert", HERE, "INSERT INTO 'file' begins the file anew"},
    {"conflict", NULL, BEHIND, "changelog = 'upsert' writes the newest row of each key"},
    {"rollup", "with", BEHIND, "GROUP BY ROLLUP (a, b)"},
    {"cube", "with", BEHIND, "GROUP BY CUBE (a, b)"},
    {"grace", NULL, HERE, "ALLOW LATENESS d, or --lateness=d"},
    {"apply", NULL, HERE, "JOIN LATERAL (SELECT ...) x ON true"},
    {"tumble", "window", HERE, "GROUP BY k, TUMBLE(ts, 1m), or WINDOW TUMBLING (SIZE 1 MINUTE)"},
    {"hop", "window", HERE, "GROUP BY k, HOP(ts, 10s, 1m), or WINDOW HOPPING (SIZE 1 MINUTE, ADVANCE BY 10 SECONDS)"},
    {"analyse", NULL, HERE, "EXPLAIN ANALYZE"},
    {"verbose", NULL, HERE, "EXPLAIN ANALYZE runs the query and counts"},
    {"values", "from", HERE, "FROM (VALUES (1), (2)) AS t(a)"},
    {"by", "all", HERE, "the sides go by the places of their columns"},
    {"by", "union", HERE, "the sides go by the places of their columns"},
    {"into", NULL, BEFORE, "INSERT INTO name SELECT ..."},
    {"for", NULL, BEFORE, "there are no locks; FOR SYSTEM_TIME AS OF stands behind a joined table"},
    {"tablesample", NULL, BEFORE, "WHERE random() < 0.1 takes a tenth of the rows"},
    {"sample", NULL, BEFORE, "WHERE random() < 0.1 takes a tenth of the rows"},
    {"rownum", NULL, BEFORE, "LIMIT n"},
    {"returning", NULL, BEFORE, "CREATE STREAM names the query, which several statements then read"},
    {"pivot", NULL, BEFORE, "sum(x) FILTER (WHERE k = 'a') AS a, ..."},
    {"unpivot", NULL, BEFORE, "CROSS JOIN UNNEST(ARRAY[a, b]) AS t(v)"},
    {"match_recognize", NULL, BEFORE, "LAG and LEAD OVER (ORDER BY ts) compare a row with those before and behind it"},
    {"prewhere", NULL, BEFORE, "WHERE"},
    {"regexp", NULL, BEFORE, "text ~ pattern"},
    {"rlike", NULL, BEFORE, "text ~ pattern"},
    {"glob", NULL, BEFORE, "text LIKE 'a%', or text ~ '^a'"},
    {"div", NULL, BEFORE, "/ divides integers to an integer"},
    {"mod", NULL, BEFORE, "% is the remainder"},
    {"like", "functions", HERE, "SHOW takes no pattern; laminar help NAME shows one function"},
    {"recursive", "with", BEFORE, "a query cannot read itself: WITH RECURSIVE is not supported"},
};

static struct lm_str
hint_text(const struct lm_parse *p, uint32_t at)
{
    return at < p->tokens.n ? p->tokens.at[at].text : LM_STR("");
}

/* Whether the word at `at` is w's, behind what w wants. */
static bool
hint_fits(const struct lm_parse *p, const struct hint_word *w, uint32_t at)
{
    bool begins = at == 0 || p->tokens.at[at - 1].code == LM_TK_SEMICOLON;

    if (!lm_str_eq_nocase(hint_text(p, at), lm_str_of(w->word)))
        return false;
    if (w->after == NULL)
        return true;
    if (w->after[0] == 0)
        return begins;
    return !begins && lm_str_eq_nocase(hint_text(p, at - 1), lm_str_of(w->after));
}

/* Whether the word at `at` was taken for an alias: INTO is a word of other statements too. */
static bool
hint_is_alias(const struct lm_parse *p, uint32_t at)
{
    int before = at > 0 ? p->tokens.at[at - 1].code : 0;

    return p->tokens.at[at].code == LM_TK_ID ||
           (p->tokens.at[at].code == LM_TK_INTO && before != LM_TK_INSERT);
}

static bool
hint_table(struct lm_parse *p)
{
    for (size_t i = 0; i < sizeof hint_words / sizeof *hint_words; i++) {
        const struct hint_word *w = &hint_words[i];
        uint32_t at = w->place == BEHIND ? p->at + 1 : w->place == BEFORE ? p->at - 1 : p->at;
        if (w->place == BEFORE && (p->at == 0 || !hint_is_alias(p, at)))
            continue;
        if (at < p->tokens.n && hint_fits(p, w, at)) {
            lm_hint(p->err, "%s", w->hint);
            return true;
        }
    }
    return false;
}

static bool
hint_is_file(const char *from, const char *to)
{
    static const char *const ends[] = {".csv", ".tsv", ".json", ".ndjson", ".jsonl", ".log", ".gz", ".zst", ".txt"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if ((size_t)(to - from) > n && lm_str_eq_nocase((struct lm_str){to - n, n}, lm_str_of(ends[i])))
            return true;
    }
    return false;
}

/* A path without quotes behind FROM, JOIN, INTO: everything up to the next blank. */
static bool
hint_path(struct lm_parse *p, const struct lm_token *t)
{
    const struct lm_token *all = p->tokens.at;
    uint32_t at = p->at;
    const char *from = t->text.p;
    const char *to = t->text.p;

    while (at > 0 && all[at - 1].text.p + all[at - 1].text.n == from &&
           all[at - 1].code != LM_TK_COMMA)
        from = all[--at].text.p;
    if (at == 0 || (t->code != LM_TK_DOT && t->code != LM_TK_SLASH && t->code != LM_TK_TILDE &&
                    t->code != LM_TK_MINUS && t->code != LM_TK_COLON && t->code != LM_TK_STAR))
        return false;
    if (all[at - 1].code != LM_TK_FROM && all[at - 1].code != LM_TK_JOIN &&
        all[at - 1].code != LM_TK_INTO)
        return false;
    for (at = p->at; at < p->tokens.n && all[at].text.p == to && all[at].code != LM_TK_SEMICOLON &&
                     all[at].code != LM_TK_RP && all[at].code != LM_TK_COMMA;
         at++)
        to += all[at].text.n;
    /* schema.name has one point between two words and no ending of a file. */
    bool schema = t->code == LM_TK_DOT && memchr(from, '/', (size_t)(to - from)) == NULL && !hint_is_file(from, to);
    lm_hint(p->err, schema ? "names have no schema before them; a file is written in quotes: '%.*s'"
                           : "a file is written in quotes: '%.*s'",
            (int)(to - from), from);
    return true;
}

/* The code of the token `back` before the refused one; 0 before the first. */
static int
hint_back(const struct lm_parse *p, uint32_t back)
{
    return p->at >= back ? p->tokens.at[p->at - back].code : 0;
}

/* Signs that are written otherwise here. */
static const char *
hint_sign(const struct lm_parse *p, const struct lm_token *t)
{
    const struct lm_token *last = p->at > 0 ? t - 1 : t;
    bool touches = last < t && last->text.p + last->text.n == t->text.p;

    if (t->code == LM_TK_EQEQ)
        return "= compares";
    if (t->code == LM_TK_ANDAND)
        return "AND connects two conditions";
    if (t->code == LM_TK_FATARROW)
        return ">= compares; name => value names an argument";
    if (t->code == LM_TK_LT && touches && last->code == LM_TK_EQ)
        return "<= compares";
    if (t->code == LM_TK_HASKEY)
        return "parameters are written :name";
    return NULL;
}

bool
lm_parse_hint(struct lm_parse *p, const struct lm_token *t)
{
    const struct lm_token *last = p->at > 0 ? t - 1 : t;
    const char *sign = hint_sign(p, t);

    if (sign != NULL)
        lm_hint(p->err, "%s", sign);
    else if (t->code == LM_TK_NUMBER && hint_back(p, 2) == LM_TK_SELECT &&
             lm_str_eq_nocase(last->text, LM_STR("top")))
        lm_hint(p->err, "LIMIT %.*s at the end of the query", LM_STRF(t->text));
    else if (t->code == LM_TK_COMMA && hint_back(p, 2) == LM_TK_LIMIT)
        lm_hint(p->err, "LIMIT n OFFSET m");
    else if (t->code == LM_TK_STRING && (last->code == LM_TK_AS || last->code == LM_TK_ID))
        lm_hint(p->err, "names are quoted with \"...\", texts with '...'");
    else if (t->code == LM_TK_QID &&
             (last->code == LM_TK_TO || lm_str_eq_nocase(last->text, LM_STR("interval"))))
        lm_hint(p->err, "texts are quoted with '...', names with \"...\"");
    else if (t->code == LM_TK_AS && p->at > 1 && last->code == LM_TK_ID &&
             (hint_back(p, 2) == LM_TK_COMMA || hint_back(p, 2) == LM_TK_LP))
        lm_hint(p->err, "what is computed stands in a query: CREATE STREAM t AS SELECT *, a + b AS c FROM s");
    else if (t->code == LM_TK_WITH && hint_text(p, p->at + 2).n > 0 &&
             p->tokens.at[p->at + 2].code == LM_TK_EQ)
        lm_hint(p->err, "options stand in parentheses: WITH (key = 'value')");
    else
        return hint_table(p) || hint_path(p, t);
    return true;
}
