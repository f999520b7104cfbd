/* lex_words.c -- which words are keywords where they stand. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Columns may be called offset, window, end or left. So the lexer takes every word of keywords.def
 * for a keyword, and this pass, which sees all tokens at once, makes names of those that the words
 * around them show to be names. What is left to the grammar is a language with one token of lookahead:
 *   - `words_before`: a word is a keyword only before one of the tokens listed with it;
 *   - phrases like AT TIME ZONE or PRIMARY KEY become one token (words_phrases);
 *   - CASE's words count only between CASE and END;
 *   - `1 MINUTE` has its unit marked inside calls and behind words that want a duration;
 *   - `x -> ...` and `(a, b) -> ...` as arguments get tokens of lambdas.
 * Brackets are kept on a stack, whose limit also bounds how deep anything else can nest.
 */
#include <assert.h>

#include "base/limits.h"
#include "data/type.h"
#include "grammar/sql.h"
#include "sql/lex.h"

enum { WORDS_NEXT = 8 };

#define WORDS_DURATION LM_TK_NUMBER, LM_TK_DURATION, LM_TK_INTERVAL, LM_TK_STRING, LM_TK_PARAM

/* A keyword of the first column is one only before a token of the others. */
static const int words_before[][2 + WORDS_NEXT] = {
    {LM_TK_ALLOW, LM_TK_LATENESS},
    {LM_TK_ANTI, LM_TK_JOIN},
    {LM_TK_ANY, LM_TK_LP},
    {LM_TK_ARRAY, LM_TK_LB},
    {LM_TK_ASOF, LM_TK_JOIN, LM_TK_LEFT, LM_TK_INNER, LM_TK_RIGHT, LM_TK_FULL},
    {LM_TK_AT, LM_TK_TIME},
    {LM_TK_CAST, LM_TK_LP},
    {LM_TK_COLLATE, LM_TK_QID, LM_TK_ID},
    {LM_TK_CROSS, LM_TK_JOIN},
    {LM_TK_EMIT, LM_TK_ON, LM_TK_FINAL, LM_TK_AFTER, LM_TK_CHANGES, LM_TK_EVERY,
     LM_TK_PERIODICALLY},
    {LM_TK_ESCAPE, LM_TK_STRING, LM_TK_PARAM},
    {LM_TK_EXISTS, LM_TK_LP, LM_TK_ID, LM_TK_QID},
    {LM_TK_EXTRACT, LM_TK_LP},
    {LM_TK_FETCH, LM_TK_FIRST, LM_TK_NEXT},
    {LM_TK_FILTER, LM_TK_LP},
    {LM_TK_FOR, LM_TK_SYSTEM_TIME, LM_TK_NUMBER, LM_TK_STRING, LM_TK_ID, LM_TK_QID, LM_TK_PARAM, LM_TK_LP,
     LM_TK_TIME},
    {LM_TK_FULL, LM_TK_JOIN, LM_TK_OUTER, LM_TK_ASOF},
    {LM_TK_GROUPING, LM_TK_SETS},
    {LM_TK_IF, LM_TK_EXISTS, LM_TK_NOT},
    {LM_TK_IGNORE, LM_TK_NULLS},
    {LM_TK_INNER, LM_TK_JOIN, LM_TK_ASOF},
    {LM_TK_INTERVAL, LM_TK_STRING, LM_TK_NUMBER},
    {LM_TK_LATE, LM_TK_DATA},
    {LM_TK_LATERAL, LM_TK_LP, LM_TK_ID, LM_TK_TABLE},
    {LM_TK_LEFT, LM_TK_JOIN, LM_TK_OUTER, LM_TK_SEMI, LM_TK_ANTI, LM_TK_ASOF},
    {LM_TK_LIMIT, LM_TK_NUMBER, LM_TK_PARAM, LM_TK_LP, LM_TK_ALL, LM_TK_MINUS, LM_TK_ID},
    {LM_TK_LIST, LM_TK_LP},
    {LM_TK_MATCH_CONDITION, LM_TK_LP},
    {LM_TK_NATURAL, LM_TK_JOIN, LM_TK_INNER, LM_TK_LEFT, LM_TK_RIGHT, LM_TK_FULL, LM_TK_CROSS,
     LM_TK_ASOF},
    {LM_TK_OVERLAPS, LM_TK_LP},
    {LM_TK_RENAME, LM_TK_LP, LM_TK_ID, LM_TK_QID},
    {LM_TK_SOME, LM_TK_LP},
    {LM_TK_OFFSET, LM_TK_NUMBER, LM_TK_PARAM, LM_TK_LP},
    {LM_TK_OVERLAY, LM_TK_LP},
    {LM_TK_POSITION, LM_TK_LP},
    {LM_TK_RESPECT, LM_TK_NULLS},
    {LM_TK_RIGHT, LM_TK_JOIN, LM_TK_OUTER, LM_TK_ASOF},
    {LM_TK_SEMI, LM_TK_JOIN},
    {LM_TK_SIMILAR, LM_TK_TO, LM_TK_STRING, LM_TK_PARAM},
    {LM_TK_SUBSTRING, LM_TK_LP},
    {LM_TK_TABLE, LM_TK_ID, LM_TK_QID, LM_TK_STRING, LM_TK_LP, LM_TK_IF},
    {LM_TK_TEMPORAL, LM_TK_PROBE},
    {LM_TK_TIMESTAMPS, LM_TK_LP},
    {LM_TK_TOLERANCE, WORDS_DURATION},
    {LM_TK_TRIM, LM_TK_LP},
    {LM_TK_TRY_CAST, LM_TK_LP},
    {LM_TK_USING, LM_TK_LP},
    {LM_TK_VALUES, LM_TK_LP},
    {LM_TK_WITHIN, LM_TK_LP, LM_TK_GROUP, WORDS_DURATION},
};

struct words_bracket {
    int before;     /* the token before it */
    int inside;     /* what its word means: LM_TK_POSITION, ... or 0 */
    uint32_t arg;   /* commas seen directly inside */
    uint32_t cases; /* of CASE open inside */
    bool call;      /* the argument list of a call, or what looks like one */
    bool lambdas;   /* of a function that takes lambdas */
    bool pairs;     /* ... with two parameters only */
};

struct words {
    struct lm_tokens *t;
    struct lm_err *err;
    uint32_t from; /* next token to read */
    uint32_t to;   /* next place to write: tokens are joined in place */
    uint32_t depth;
    struct words_bracket stack[LM_EXPR_DEPTH + 1]; /* [0] is outside of all */
};

/* Words that are one token together; or, where the parser has but one token of lookahead, a first word whose
 * token says what comes. */
enum { PHRASE_WORDS = 4 };
static const struct words_phrase {
    const char *word[PHRASE_WORDS]; /* NULL behind the last */
    int code;
    bool ahead; /* only the first word is meant */
} words_phrases[] = {
    {{"at", "time", "zone"}, LM_TK_AT_TIME_ZONE, false},
    {{"character", "varying"}, LM_TK_TYPE_WORDS, false},
    {{"double", "precision"}, LM_TK_TYPE_WORDS, false},
    {{"for", "system_time", "as", "of"}, LM_TK_FOR_TIME, false},
    {{"not", "between"}, LM_TK_NOT_LA, true},
    {{"not", "enforced"}, LM_TK_NOT_ENFORCED, false},
    {{"not", "ilike"}, LM_TK_NOT_LA, true},
    {{"not", "in"}, LM_TK_NOT_LA, true},
    {{"not", "like"}, LM_TK_NOT_LA, true},
    {{"not", "similar", "to"}, LM_TK_NOT_LA, true},
    {{"primary", "key"}, LM_TK_PRIMARY_KEY, false},
    {{"similar", "to"}, LM_TK_SIMILAR, false},
    {{"window", "hopping", "("}, LM_TK_TIME_WINDOW, true},
    {{"window", "session", "("}, LM_TK_TIME_WINDOW, true},
    {{"window", "tumbling", "("}, LM_TK_TIME_WINDOW, true},
    {{"with", "("}, LM_TK_WITH_OPTIONS, true},
    {{"with", "local", "time", "zone"}, LM_TK_TYPE_ZONE, false},
    {{"with", "ordinality"}, LM_TK_WITH_ORDINALITY, false},
    {{"with", "time", "zone"}, LM_TK_TYPE_ZONE, false},
    {{"within", "group"}, LM_TK_WITHIN_GROUP, false},
    {{"without", "time", "zone"}, LM_TK_TYPE_ZONE, false},
};

static int words_bracket(struct words *w, struct lm_token *t);
static void words_keyword(struct words *w, struct lm_token *t);
static void words_name(struct words *w, struct lm_token *t);
static void words_units(struct words *w, struct lm_token *t);
static void words_angles(struct lm_arena *a, struct lm_tokens *t);
static bool words_excludes(const struct words *w);

/* Code of the token `ahead` of the one that is looked at; 0 behind the end. */
static int
words_next(const struct words *w, uint32_t ahead)
{
    uint32_t i = w->from + ahead - 1;

    return i < w->t->n ? w->t->at[i].code : 0;
}

/* Code of the token already written, `back` from the end of those; 0 before the first. */
static int
words_last(const struct words *w, uint32_t back)
{
    return w->to >= back ? w->t->at[w->to - back].code : 0;
}

int
lm_lex_words(struct lm_arena *a, struct lm_tokens *t, struct lm_err *err)
{
    struct words *w = lm_alloc(a, sizeof *w);

    w->t = t;
    w->err = err;
    words_angles(a, t);
    while (w->from < t->n) {
        struct lm_token token = t->at[w->from++];
        if (words_bracket(w, &token) < 0)
            return -1;
        if (token.code == LM_TK_SEMICOLON)
            w->depth = 0; /* a bracket left open is an error of its own statement */
        if (token.code == LM_TK_COMMA)
            w->stack[w->depth].arg++;
        words_keyword(w, &token);
        words_name(w, &token);
        words_units(w, &token);
        assert(w->to < w->from);
        t->at[w->to++] = token;
    }
    t->at[w->to] = t->at[t->n];
    t->n = w->to;
    return 0;
}

const int *
lm_lex_followers(int code)
{
    for (size_t i = 0; i < sizeof words_before / sizeof *words_before; i++)
        if (words_before[i][0] == code)
            return &words_before[i][1];
    return NULL;
}

bool
lm_lex_is_unit(struct lm_str word)
{
    static const char *const units[] = {
        "us",  "microsecond", "microseconds", "ms",      "millisecond", "milliseconds",
        "s",   "sec",         "secs",         "second",  "seconds",     "m",
        "min", "mins",        "minute",       "minutes", "h",           "hr",
        "hrs", "hour",        "hours",        "d",       "day",         "days",
        "w",   "week",        "weeks",        "mon",     "month",       "months",
        "y",   "yr",          "year",         "years",
    };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (lm_str_eq_nocase(word, lm_str_of(units[i])))
            return true;
    return false;
}

/* Whether the '<' at k begins the parameters of a type: ARRAY<INT>, STRUCT<a INT>. */
static bool
words_is_angle(const struct lm_token *k, bool inside)
{
    static const char *const nests[] = {"array", "map", "struct", "row"};
    struct lm_type type;

    if (k->text.p != k[-1].text.p + k[-1].text.n || k[1].text.p != k->text.p + 1)
        return false;
    for (size_t i = 0; i < sizeof nests / sizeof *nests; i++) {
        if (lm_str_eq_nocase(k[1].text, lm_str_of(nests[i])))
            return true;
        if (lm_str_eq_nocase(k[-1].text, lm_str_of(nests[i])) && k[1].code == LM_TK_ID)
            return inside || lm_type_by_name(k[1].text, &type) || k[2].code == LM_TK_ID;
    }
    return false;
}

/* Flink's and ksqlDB's pointed brackets are made round; >> is two of them there. */
static void
words_angles(struct lm_arena *a, struct lm_tokens *t)
{
    uint32_t open = 0;
    uint32_t n = 0;
    struct lm_token *to = lm_alloc_raw(a, (2 * (size_t)t->n + 1) * sizeof *to);

    for (uint32_t i = 0; i <= t->n; i++) {
        struct lm_token k = t->at[i];
        if (k.code == LM_TK_LT && i > 0 && i + 2 <= t->n && words_is_angle(&t->at[i], open > 0)) {
            k.code = LM_TK_LP;
            open++;
        } else if (open > 0 && k.code == LM_TK_GT) {
            k.code = LM_TK_RP;
            open--;
        } else if (open > 1 && k.code == LM_TK_SHR) {
            k.code = LM_TK_RP;
            to[n++] = k;
            open -= 2;
        } else if (k.code == LM_TK_SEMICOLON) {
            open = 0;
        }
        to[n++] = k;
    }
    t->at = to;
    t->n = n - 1;
}

/* Functions whose second or later argument may be x -> ... ; *pairs: only (a, b) -> ... . */
static bool
words_takes_lambdas(struct lm_str name, bool *pairs)
{
    static const char *const ends[] = {"transform", "filter",    "map",       "any",    "apply",
                                       "all",       "any_match", "all_match", "none_match",
                                       "exists",    "reduce",    "fold",      "aggregate"};
    struct lm_str s = name;

    if (s.n > 6 && lm_str_eq_nocase((struct lm_str){s.p, 6}, LM_STR("array_")))
        s = (struct lm_str){s.p + 6, s.n - 6};
    else if (s.n > 5 && lm_str_eq_nocase((struct lm_str){s.p, 5}, LM_STR("list_")))
        s = (struct lm_str){s.p + 5, s.n - 5};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (lm_str_eq_nocase(s, lm_str_of(ends[i]))) {
            *pairs = i >= 10;
            return true;
        }
    return false;
}

/* The place of the bracket that closes the one at `open`; n when there is none. */
static uint32_t
words_partner(const struct lm_tokens *t, uint32_t open)
{
    uint32_t depth = 0;

    for (uint32_t i = open; i < t->n; i++) {
        int c = t->at[i].code;
        depth += c == LM_TK_LP || c == LM_TK_LB || c == LM_TK_LC;
        depth -= c == LM_TK_RP || c == LM_TK_RB || c == LM_TK_RC;
        if (depth == 0 || c == LM_TK_SEMICOLON)
            return depth == 0 ? i : t->n;
    }
    return t->n;
}

static void
words_open(struct words *w, struct lm_token *t)
{
    int last = words_last(w, 1);
    int next = words_next(w, 1);
    struct words_bracket *b = &w->stack[++w->depth];
    const struct words_bracket *up = &w->stack[w->depth - 1];

    *b = (struct words_bracket){.before = last};
    if (t->code == LM_TK_LB && words_next(w, 1) == LM_TK_RB) {
        w->depth--;
        t->code = LM_TK_LBRB;
        t->pos.len = w->t->at[w->from].pos.off + 1 - t->pos.off;
        w->from++;
        return;
    }
    if (t->code != LM_TK_LP)
        return;
    b->call = last == LM_TK_ID || last == LM_TK_QID || last == LM_TK_WITHIN || last == LM_TK_LIST ||
              last == LM_TK_SESSION || last == LM_TK_TUMBLING || last == LM_TK_HOPPING ||
              last == LM_TK_WITH_OPTIONS || lm_lex_keyword_text(last) != NULL;
    b->call &= next != LM_TK_SELECT && next != LM_TK_FROM && next != LM_TK_WITH;
    if (last == LM_TK_POSITION)
        b->inside = last;
    if (last == LM_TK_ID)
        b->lambdas = words_takes_lambdas(w->t->at[w->to - 1].text, &b->pairs);
    /* (a, b) -> ...: only looked for where a lambda may stand, so that looking stays cheap. */
    if (up->lambdas && up->arg > 0 && last == LM_TK_COMMA) {
        uint32_t close = words_partner(w->t, w->from - 1);
        if (close + 1 < w->t->n && w->t->at[close + 1].code == LM_TK_ARROW) {
            t->code = LM_TK_LPLAMBDA;
            b->call = false;
            w->t->at[close + 1].code = LM_TK_LAMBDA;
        }
    }
}

static int
words_bracket(struct words *w, struct lm_token *t)
{
    switch (t->code) {
    case LM_TK_LP:
    case LM_TK_LB:
    case LM_TK_LC:
        if (w->depth >= LM_EXPR_DEPTH)
            return lm_fail(w->err, LM_E_TOO_DEEP, t->pos,
                           "brackets stand more than %d deep in each other", LM_EXPR_DEPTH);
        words_open(w, t);
        break;
    case LM_TK_RP:
    case LM_TK_RB:
    case LM_TK_RC:
        if (w->depth > 0)
            w->depth--;
        break;
    default:
        break;
    }
    return 0;
}

/* Takes the next `more` tokens into t, whose code becomes `code`. */
static void
words_join(struct words *w, struct lm_token *t, uint32_t more, int code)
{
    const struct lm_token *end = &w->t->at[w->from + more - 1];

    assert(w->from + more <= w->t->n);
    t->code = code;
    t->pos.len = end->pos.off + end->pos.len - t->pos.off;
    t->text.n = t->pos.len;
    w->from += more;
}

static bool
words_next_is(const struct words *w, uint32_t ahead, const char *word)
{
    uint32_t i = w->from + ahead - 1;

    return i < w->t->n && lm_str_eq_nocase(w->t->at[i].text, lm_str_of(word));
}

/* Joins what is written as several words, or marks the first of them for what follows. */
static void
words_phrase(struct words *w, struct lm_token *t)
{
    assert(t->text.n > 0);
    char letter = t->text.p[0] | 0x20;
    if (letter < 'a' || letter > 'z')
        return;
    for (size_t i = 0; i < sizeof words_phrases / sizeof *words_phrases; i++) {
        const struct words_phrase *p = &words_phrases[i];
        uint32_t n = 1;
        if (letter != p->word[0][0] || !lm_str_eq_nocase(t->text, lm_str_of(p->word[0])))
            continue;
        while (n < PHRASE_WORDS && p->word[n] != NULL && words_next_is(w, n, p->word[n]))
            n++;
        if (n < PHRASE_WORDS && p->word[n] != NULL)
            continue;
        if (p->ahead)
            t->code = p->code;
        else
            words_join(w, t, n - 1, p->code);
        return;
    }
    if (t->code == LM_TK_EXCEPT && words_excludes(w))
        t->code = LM_TK_EXCLUDE;
}

/* CASE ... END: outside of it, WHEN, THEN, ELSE and END are names. */
static void
words_case(struct words *w, struct lm_token *t)
{
    uint32_t *cases = &w->stack[w->depth].cases;

    if (t->code == LM_TK_CASE)
        ++*cases;
    else if (t->code == LM_TK_WHEN || t->code == LM_TK_THEN || t->code == LM_TK_ELSE ||
             t->code == LM_TK_END) {
        if (*cases == 0)
            t->code = LM_TK_ID;
        else if (t->code == LM_TK_END)
            --*cases;
    } else if (t->code == LM_TK_SEMICOLON) {
        *cases = 0;
    }
}

/* Whether a value may end with the token. */
static bool
words_ends_value(int code)
{
    return code == LM_TK_ID || code == LM_TK_QID || code == LM_TK_NUMBER || code == LM_TK_STRING ||
           code == LM_TK_PARAM || code == LM_TK_RP || code == LM_TK_RB || code == LM_TK_LBRB ||
           code == LM_TK_RC || code == LM_TK_NULL || code == LM_TK_TRUE || code == LM_TK_FALSE ||
           code == LM_TK_DURATION || code == LM_TK_UNIT || code == LM_TK_END;
}

static bool
words_compares(int code)
{
    return code == LM_TK_EQ || code == LM_TK_NE || code == LM_TK_LT || code == LM_TK_LE ||
           code == LM_TK_GT || code == LM_TK_GE || code == LM_TK_LIKE || code == LM_TK_ILIKE ||
           code == LM_TK_NLIKE || code == LM_TK_NILIKE || code == LM_TK_SIMILAR;
}

/* EXCEPT behind the star of a SELECT list, before names instead of a query. */
static bool
words_excludes(const struct words *w)
{
    int before = words_last(w, 2);
    int next = words_next(w, 1);
    static const int begins[] = {LM_TK_SELECT, LM_TK_FROM,  LM_TK_WHERE, LM_TK_WITH,
                                 LM_TK_VALUES, LM_TK_TABLE, LM_TK_LP};

    if (words_last(w, 1) != LM_TK_STAR || (before != LM_TK_SELECT && before != LM_TK_COMMA &&
                                           before != LM_TK_DOT && before != LM_TK_DISTINCT))
        return false;
    if (next == LM_TK_ID || next == LM_TK_QID)
        return true;
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        if (words_next(w, 2) == begins[i])
            return false;
    return next == LM_TK_LP;
}

/* Words that need more than the next token to be known. */
static bool
words_is_name(const struct words *w, const struct lm_token *t)
{
    int last = words_last(w, 1);
    int next = words_next(w, 1);

    switch (t->code) {
    case LM_TK_WINDOW:
        if (last == LM_TK_ON)
            return next != LM_TK_CLOSE && words_last(w, 2) != LM_TK_EMIT;
        return words_next(w, 2) != LM_TK_AS;
    case LM_TK_OVER:
        return (last != LM_TK_RP && last != LM_TK_NULLS) || next == LM_TK_COMMA ||
               next == LM_TK_FROM || next == 0;
    case LM_TK_FILTER:
        return last != LM_TK_RP;
    case LM_TK_ANY:
    case LM_TK_SOME:
        return !words_compares(last);
    case LM_TK_COLLATE:
        return !words_ends_value(last);
    case LM_TK_ISNULL:
    case LM_TK_NOTNULL:
        return !words_ends_value(last) || next == LM_TK_LP;
    case LM_TK_OVERLAPS:
        return last != LM_TK_RP;
    case LM_TK_SYMMETRIC:
    case LM_TK_ASYMMETRIC:
        return last != LM_TK_BETWEEN || next == LM_TK_AND;
    case LM_TK_RENAME:
        return next != LM_TK_LP && words_next(w, 2) != LM_TK_AS;
    case LM_TK_WATERMARK:
        return last != LM_TK_ON && last != LM_TK_AFTER && next != LM_TK_FOR;
    case LM_TK_LIST:
    case LM_TK_TIMESTAMPS:
        return last != LM_TK_RP;
    case LM_TK_RANGE:
        return next == LM_TK_LP || (next == LM_TK_FROM && last != LM_TK_RP);
    case LM_TK_LATERAL:
        return last != LM_TK_COMMA && last != LM_TK_JOIN && last != LM_TK_FROM;
    case LM_TK_PRIMARY:
    case LM_TK_AT:
        return true; /* PRIMARY KEY, AT TIME ZONE are one token by now */
    case LM_TK_FOR:
        return next != LM_TK_SYSTEM_TIME && last != LM_TK_WATERMARK &&
               w->stack[w->depth].before != LM_TK_SUBSTRING &&
               w->stack[w->depth].before != LM_TK_OVERLAY;
    case LM_TK_SESSION:
        return last != LM_TK_TIME_WINDOW;
    case LM_TK_EXISTS:
        return next != LM_TK_LP && last != LM_TK_IF && last != LM_TK_NOT;
    case LM_TK_OFFSET:
    case LM_TK_LIMIT:
        return last == LM_TK_SELECT || (last == LM_TK_COMMA && next == LM_TK_ID);
    default:
        return false;
    }
}

/* Whether the next token is one that the keyword needs. */
static bool
words_fits(const struct words *w, const struct lm_token *t)
{
    const int *next = lm_lex_followers(t->code);

    if (next == NULL || words_last(w, 1) == LM_TK_WATERMARK) /* WATERMARK FOR any name */
        return true;
    while (*next != 0 && *next != words_next(w, 1))
        next++;
    /* An INTERVAL that is only a name does not make a keyword of what stands before it. */
    return *next != 0 && (*next != LM_TK_INTERVAL || words_next(w, 2) == LM_TK_STRING ||
                          words_next(w, 2) == LM_TK_NUMBER);
}

static void
words_keyword(struct words *w, struct lm_token *t)
{
    int last = words_last(w, 1);
    int next = words_next(w, 1);
    bool literal = t->code == LM_TK_NULL || t->code == LM_TK_TRUE || t->code == LM_TK_FALSE;
    bool name = false;

    if (lm_lex_keyword_text(t->code) == NULL) {
        words_phrase(w, t);
        return;
    }
    name = last == LM_TK_DOT || next == LM_TK_FATARROW ||
           (next == LM_TK_EQ && (last == LM_TK_LP || last == LM_TK_COMMA) && !literal);
    /* `AS order,`: nothing but a name can stand between AS and the end of an item. */
    name |= last == LM_TK_AS && !literal &&
            (next == LM_TK_COMMA || next == LM_TK_FROM || next == LM_TK_RP ||
             next == LM_TK_SEMICOLON || next == 0);
    name |= !words_fits(w, t);
    if (!name) {
        words_phrase(w, t);
        if (t->code == LM_TK_SIMILAR && next != LM_TK_TO) /* substring(x SIMILAR p ESCAPE e) */
            t->code = w->stack[w->depth].before == LM_TK_SUBSTRING ? LM_TK_SIMILAR_PART : LM_TK_ID;
        words_case(w, t);
        name = words_is_name(w, t);
    }
    if (name)
        t->code = LM_TK_ID;
}

/* WITH TIME ZONE 'text' or WITHOUT TIME ZONE 'text' behind a type. */
static bool
words_is_zoned(const struct words *w)
{
    return (words_next(w, 1) == LM_TK_WITH || words_next_is(w, 1, "without")) &&
           words_next(w, 2) == LM_TK_TIME && words_next(w, 3) == LM_TK_ZONE &&
           words_next(w, 4) == LM_TK_STRING;
}

/* Names that are not only names: types before a text, lambdas, POSITION's IN. */
static void
words_name(struct words *w, struct lm_token *t)
{
    struct words_bracket *b = &w->stack[w->depth];
    int next = words_next(w, 1);
    int last = words_last(w, 1);
    struct lm_type type;

    if (t->code == LM_TK_IN && b->inside == LM_TK_POSITION) {
        t->code = LM_TK_POSITION_IN;
    } else if ((t->code == LM_TK_ID || t->code == LM_TK_TIME || t->code == LM_TK_TYPE_WORDS) &&
               (next == LM_TK_STRING || words_is_zoned(w))) {
        if (last != LM_TK_DOT && lm_type_by_name(t->text, &type))
            t->code = LM_TK_TYPE_LITERAL;
    } else if ((t->code == LM_TK_ID || t->code == LM_TK_QID) && next == LM_TK_ARROW && b->lambdas &&
               b->arg > 0 && !b->pairs && last == LM_TK_COMMA) {
        w->t->at[w->from].code = LM_TK_LAMBDA;
    }
}

/* Marks the unit of `1 MINUTE` where a number cannot have a name behind it. */
static void
words_units(struct words *w, struct lm_token *t)
{
    int last = words_last(w, 1);
    const struct words_bracket *b = &w->stack[w->depth];
    static const int before[] = {LM_TK_WITHIN,    LM_TK_TOLERANCE, LM_TK_EVERY, LM_TK_PERIODICALLY,
                                 LM_TK_LATENESS,  LM_TK_SIZE,      LM_TK_BY,    LM_TK_PERIOD,
                                 LM_TK_RETENTION, LM_TK_FROM,      LM_TK_TO,    LM_TK_STEP,
                                 LM_TK_INTERVAL};
    bool fits = b->call;

    if ((t->code != LM_TK_NUMBER && t->code != LM_TK_STRING) || w->from >= w->t->n)
        return;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        fits |= last == before[i];
    if (t->code == LM_TK_STRING)
        fits = last == LM_TK_INTERVAL;
    if (!fits || !lm_lex_is_unit(w->t->at[w->from].text) || words_next(w, 1) != LM_TK_ID)
        return;
    w->t->at[w->from].code = LM_TK_UNIT;
    /* INTERVAL '1:30' HOUR TO MINUTE */
    if (t->code == LM_TK_STRING && words_next(w, 2) == LM_TK_TO && words_next(w, 3) == LM_TK_ID &&
        lm_lex_is_unit(w->t->at[w->from + 2].text)) {
        w->t->at[w->from + 1].code = LM_TK_UNIT_TO;
        w->t->at[w->from + 2].code = LM_TK_UNIT;
    }
}
