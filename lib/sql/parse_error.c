/* parse_error.c -- what a token that cannot stand where it stands means to whoever wrote it. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * When the grammar refuses a token, its machine has already gone through the reductions that the
 * token seemed to call for. So the tokens before it are given to a fresh machine, and every token code is
 * asked of that one: could it stand here? The answers are put in words.
 */
#include <assert.h>

#include "base/buf.h"
#include "grammar/sql.h"
#include "sql/parse_priv.h"

enum { EXPLAIN_WORDS = 4, EXPLAIN_WORDS_ALONE = 10, EXPLAIN_KEYWORDS = 200 };

/* What can stand at a place. */
struct explain {
    struct lm_str words[EXPLAIN_KEYWORDS]; /* keywords that are none by falling back to a name */
    uint32_t nword;
    bool name, text, number, expr, op, end, table, unit;
    bool rp, rb, rc, comma, lp, eq, begin;
    const char *list[16]; /* the phrase, piece by piece */
    uint32_t nlist;
};

/* The machine as it is before token `at`. */
static void *
explain_machine(struct lm_parse *p, uint32_t at)
{
    struct lm_err err = {0};
    struct lm_list stmts = {0};
    struct lm_parse *again = lm_alloc_copy(p->arena, p, sizeof *p);
    void *machine = lm_alloc_raw(p->arena, lm_grammar_bytes());

    again->err = &err;
    again->stmts = &stmts;
    again->rejected = false;
    lm_grammarInit(machine, again);
    for (again->at = 0; again->at < at; again->at++) {
        const struct lm_token *t = &p->tokens.at[again->at];
        lm_grammar(machine, t->code, t);
    }
    assert(!again->rejected);
    return machine;
}

static bool
explain_fits(const void *machine, int code)
{
    return lm_grammar_after(machine, code) >= 0;
}

/* Whether a keyword's place is inside of expressions, where a list of them would say little. */
static bool
explain_is_operator(int code)
{
    static const int codes[] = {LM_TK_AND,     LM_TK_OR,     LM_TK_IS,      LM_TK_IN,
                                LM_TK_BETWEEN, LM_TK_LIKE,   LM_TK_ILIKE,   LM_TK_SIMILAR,
                                LM_TK_OVER,    LM_TK_FILTER, LM_TK_RESPECT, LM_TK_IGNORE,
                                LM_TK_COLLATE, LM_TK_ISNULL, LM_TK_NOTNULL, LM_TK_OVERLAPS};

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i] == code)
            return true;
    return false;
}

static void
explain_collect(struct explain *x, const void *machine)
{
    int id = lm_grammar_after(machine, LM_TK_ID);
    static const int codes[] = {
#define LM_KEYWORD(word) LM_TK_##word,
#include "grammar/keywords.def"
#undef LM_KEYWORD
    };

    memset(x, 0, sizeof *x);
    x->name = id >= 0;
    x->text = explain_fits(machine, LM_TK_STRING);
    x->number = explain_fits(machine, LM_TK_NUMBER);
    x->lp = explain_fits(machine, LM_TK_LP);
    x->expr = x->number && x->text && explain_fits(machine, LM_TK_CASE);
    x->table = x->name && x->text && x->lp && !x->number;
    x->op = explain_fits(machine, LM_TK_PLUS) && !x->expr;
    x->unit = explain_fits(machine, LM_TK_UNIT) && !x->op;
    x->end = explain_fits(machine, LM_TK_SEMICOLON);
    x->rp = explain_fits(machine, LM_TK_RP);
    x->rb = explain_fits(machine, LM_TK_RB);
    x->rc = explain_fits(machine, LM_TK_RC);
    x->comma = explain_fits(machine, LM_TK_COMMA);
    x->eq = explain_fits(machine, LM_TK_EQ) && !x->op;
    x->begin = explain_fits(machine, LM_TK_INSERT) && !x->name;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        int after = lm_grammar_after(machine, codes[i]);
        assert(x->nword < EXPLAIN_KEYWORDS);
        if (after >= 0 && after != id)
            x->words[x->nword++] = lm_str_of(lm_lex_keyword_text(codes[i]));
    }
}

/* The grammar takes the clauses of a SELECT in any order; leaves out those that could not come any
 * more behind the ones that this query already has. */
static void
explain_order(struct lm_parse *p, struct explain *x)
{
    static const int order[] = {LM_TK_FROM,   LM_TK_WHERE,  LM_TK_GROUP,
                                LM_TK_HAVING, LM_TK_WINDOW, LM_TK_QUALIFY,
                                LM_TK_WITHIN, LM_TK_ORDER,  LM_TK_LIMIT};
    enum { CLAUSES = sizeof order / sizeof *order };
    uint32_t seen = 0; /* places in `order` from 1 */
    bool selects = false;
    uint32_t depth = 0;

    for (uint32_t i = p->at; i > 0; i--) {
        int c = p->tokens.at[i - 1].code;
        depth += c == LM_TK_RP || c == LM_TK_RB || c == LM_TK_RC;
        if (depth == 0 && (c == LM_TK_LP || c == LM_TK_SEMICOLON || c == LM_TK_UNION ||
                           c == LM_TK_EXCEPT || c == LM_TK_INTERSECT))
            break;
        depth -= depth > 0 && (c == LM_TK_LP || c == LM_TK_LB || c == LM_TK_LC);
        for (uint32_t k = 0; k < CLAUSES && depth == 0; k++)
            if (c == order[k] && k + 1 > seen)
                seen = k + 1;
        selects |= depth == 0 && c == LM_TK_SELECT;
    }
    for (uint32_t i = 0; i < x->nword; i++) {
        int c = lm_lex_keyword(x->words[i]);
        for (uint32_t k = 0; k < seen; k++)
            if (c == order[k])
                x->words[i].n = 0;
        if (c == LM_TK_SELECT && selects)
            x->words[i].n = 0;
    }
}

static void
explain_say(struct explain *x, bool fits, const char *what)
{
    if (fits && x->nlist < sizeof x->list / sizeof *x->list)
        x->list[x->nlist++] = what;
}

/* Keywords worth naming, in the order of a query; more of them where nothing else is to say. */
static void
explain_say_words(struct explain *x)
{
    static const char *const first[] = {"SELECT", "FROM", "WHERE", "GROUP", "ORDER", "LIMIT",
                                        "EMIT",   "AS",   "ON",    "USING", "BY",    "SET",
                                        "THEN",   "WHEN", "END",   "TABLE"};
    uint32_t most = x->nlist > 0 ? EXPLAIN_WORDS : EXPLAIN_WORDS_ALONE;
    uint32_t said = 0;

    for (size_t i = 0; i < sizeof first / sizeof *first && said < most; i++)
        for (uint32_t k = 0; k < x->nword; k++)
            if (lm_str_eq(x->words[k], lm_str_of(first[i]))) {
                bool by = first[i][0] == 'G' || (first[i][0] == 'O' && first[i][1] == 'R');
                explain_say(x, true, !by ? first[i] : first[i][0] == 'G' ? "GROUP BY" : "ORDER BY");
                x->words[k].n = 0;
                said++;
            }
    for (uint32_t k = 0; k < x->nword && said < most; k++) {
        bool plain = x->words[k].n > 0 && !explain_is_operator(lm_lex_keyword(x->words[k]));
        explain_say(x, plain, x->words[k].p);
        said += plain;
    }
}

static void
explain_expected(struct explain *x, struct lm_buf *b)
{
    if (x->begin) {
        lm_buf_addz(b, ", expected a statement such as SELECT, INSERT or CREATE");
        return;
    }
    explain_say(x, x->end, "end of statement");
    explain_say(x, x->rp, "\")\"");
    explain_say(x, x->rb, "\"]\"");
    explain_say(x, x->rc, "\"}\"");
    explain_say(x, x->comma, "\",\"");
    explain_say(x, x->eq, "\"=\"");
    if (x->expr)
        explain_say(x, true, "an expression");
    else if (x->table)
        explain_say(x, true, "a table");
    else {
        explain_say(x, x->lp && !x->op && !x->name, "\"(\"");
        explain_say(x, x->name && !x->op, x->text ? "a name or a 'text'" : "a name");
        explain_say(x, !x->name && x->text, "a 'text'");
        explain_say(x, x->number, "a number");
    }
    explain_say(x, x->unit, "a unit such as SECOND or MINUTES");
    explain_say(x, x->op, "an operator");
    if (!x->expr && !x->table && !x->eq)
        explain_say_words(x);
    for (uint32_t i = 0; i < x->nlist; i++) {
        lm_buf_addz(b, i == 0 ? ", expected " : i + 1 < x->nlist ? ", " : " or ");
        lm_buf_addz(b, x->list[i]);
    }
}

/* The keyword near to `word` that could stand where the machine is. */
static struct lm_str
explain_near(struct lm_parse *p, uint32_t at, struct lm_str word)
{
    struct explain x;

    explain_collect(&x, explain_machine(p, at));
    for (uint32_t i = 0; i < x.nword; i++)
        if (lm_str_eq_nocase(x.words[i], word))
            return LM_STR("");
    return word.n > 2 ? lm_str_nearest(word, x.words, x.nword) : LM_STR("");
}

/* The words that can stand behind a keyword, where they alone make one of it; answers how many. */
static uint32_t
explain_followers(struct lm_str keyword, struct lm_str words[16])
{
    const int *next = lm_lex_followers(lm_lex_keyword(keyword));
    uint32_t n = 0;

    for (; next != NULL && *next != 0 && n < 16; next++) {
        if (lm_lex_keyword_text(*next) == NULL)
            return 0;
        words[n++] = lm_str_of(lm_lex_keyword_text(*next));
    }
    return n;
}

/* A keyword that was taken for a name, because what stands behind it cannot stand there: the token
 * before the refused one, or the refused one itself. Says what can. */
static bool
explain_follower(struct lm_parse *p, uint32_t at)
{
    const struct lm_token *t = &p->tokens.at[at];
    struct lm_str words[16];
    uint32_t n = t->code == LM_TK_ID ? explain_followers(t->text, words) : 0;
    bool itself = at == p->at;
    bool end = at + 1 >= p->tokens.n;
    struct lm_str found = end ? LM_STR("") : t[1].text;
    struct lm_buf b = {0};
    struct lm_str near = LM_STR("");

    if (n == 0 || (itself && !explain_fits(explain_machine(p, at), lm_lex_keyword(t->text))) ||
        (!itself && (end || explain_near(p, at, t->text).n > 0)))
        return false;
    for (uint32_t i = 0; i < n; i++)
        lm_buf_addf(&b, "%s%s", i == 0 ? "" : i + 1 < n ? ", " : " or ", words[i].p);
    if (end)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "unexpected end of the statement behind %.*s, expected %.*s",
                LM_STRF(t->text), (int)b.n, b.p);
    else
        lm_fail(p->err, LM_E_SYNTAX, t[1].pos, "unexpected \"%.*s\" behind %.*s, expected %.*s",
                (int)(found.n < 60 ? found.n : 60), found.p, LM_STRF(t->text), (int)b.n, b.p);
    lm_buf_fini(&b);
    near = lm_str_nearest(found, words, n);
    if (near.n > 0)
        lm_hint(p->err, "did you mean %.*s?", LM_STRF(near));
    return true;
}

static void
explain_hint(struct lm_parse *p, const struct lm_token *t, struct lm_str near)
{
    static const int begins[] = {LM_TK_SELECT, LM_TK_FROM,  LM_TK_WHERE,
                                 LM_TK_WITH,   LM_TK_GROUP, LM_TK_ORDER};
    bool word = t->code != LM_TK_ID && lm_lex_keyword_text(t->code) != NULL;

    if (lm_parse_hint(p, t))
        return;
    if (near.n > 0) {
        lm_hint(p->err, "did you mean %.*s?", LM_STRF(near));
        return;
    }
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
        word &= t->code != begins[i];
    if (word && lm_grammar_after(explain_machine(p, p->at), LM_TK_QID) >= 0)
        lm_hint(p->err, "%.*s is a keyword; as a name it is written \"%.*s\"", LM_STRF(t->text),
                LM_STRF(t->text));
}

int
lm_parse_explain(struct lm_parse *p)
{
    const struct lm_token *t = &p->tokens.at[p->at];
    struct lm_pos pos = t->pos;
    struct explain *x = lm_alloc(p->arena, sizeof *x);
    struct lm_buf b = {0};
    struct lm_str near = LM_STR("");

    if ((p->at > 0 && explain_follower(p, p->at - 1)) ||
        (p->at < p->tokens.n && explain_follower(p, p->at)))
        return -1;
    if (t->code == LM_TK_ID)
        near = explain_near(p, p->at, t->text);
    if (near.n == 0 && p->at > 0 && t[-1].code == LM_TK_ID) {
        near = explain_near(p, p->at - 1, t[-1].text);
        /* A misspelt keyword passed for an alias: it is what is wrong, not the token behind it. */
        if (near.n > 0) {
            p->at--;
            t--;
            pos = t->pos;
        }
    }
    explain_collect(x, explain_machine(p, p->at));
    explain_order(p, x);
    if (p->at == p->tokens.n) {
        /* Nothing is there to be marked but the token before it. */
        pos = p->at > 0 ? t[-1].pos : pos;
        lm_buf_addz(&b, "unexpected end of the statement");
    } else if (t->code == LM_TK_STRING) {
        lm_buf_addf(&b, "unexpected %.*s", (int)(t->text.n < 60 ? t->text.n : 60), t->text.p);
    } else {
        lm_buf_addf(&b, "unexpected \"%.*s\"", (int)(t->text.n < 60 ? t->text.n : 60), t->text.p);
    }
    explain_expected(x, &b);
    lm_fail(p->err, LM_E_SYNTAX, pos, "%.*s", (int)b.n, b.p);
    lm_buf_fini(&b);
    explain_hint(p, t, near);
    return -1;
}
