/* lex.c -- an SQL text as tokens. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/lex.h"

#include <assert.h>

#include "base/civil.h"
#include "base/utf8.h"
#include "grammar/sql.h"

struct lexer {
    struct lm_str text;
    size_t at; /* next byte */
    uint32_t text_index;
    struct lm_arena *arena;
    struct lm_err *err;
    struct lm_tokens *out;
    uint32_t cap;
};

/* Signs, the longer before those they begin with. */
static const struct {
    const char *text;
    int code;
} lex_signs[] = {
    {"!~~*", LM_TK_NILIKE},  {"!~~", LM_TK_NLIKE},      {"~~*", LM_TK_ILIKE},
    {"!~*", LM_TK_NMATCHI},  {"#>>", LM_TK_HASHARROW2}, {"->>", LM_TK_ARROW2},
    {"~~", LM_TK_LIKE},      {"#-", LM_TK_HASHMINUS},   {"@?", LM_TK_PATHEXISTS},
    {"@@", LM_TK_PATHMATCH}, {"^@", LM_TK_STARTS},      {"//", LM_TK_SLASH2},
    {"!~", LM_TK_NMATCH},    {"!=", LM_TK_NE},          {"<>", LM_TK_NE},
    {"<=", LM_TK_LE},        {">=", LM_TK_GE},          {"=>", LM_TK_FATARROW},
    {":=", LM_TK_FATARROW},  {"==", LM_TK_EQEQ},        {"&&", LM_TK_ANDAND},
    {"#>", LM_TK_HASHARROW}, {"->", LM_TK_ARROW},       {"||", LM_TK_CONCAT},
    {"::", LM_TK_COLCOL},    {"@>", LM_TK_CONTAINS},    {"<@", LM_TK_CONTAINED},
    {"?|", LM_TK_ANYKEY},    {"?&", LM_TK_ALLKEYS},     {"~*", LM_TK_MATCHI},
    {"<<", LM_TK_SHL},       {">>", LM_TK_SHR},         {"=", LM_TK_EQ},
    {"<", LM_TK_LT},         {">", LM_TK_GT},           {"+", LM_TK_PLUS},
    {"-", LM_TK_MINUS},      {"*", LM_TK_STAR},         {"/", LM_TK_SLASH},
    {"%", LM_TK_PERCENT},    {"^", LM_TK_CARET},        {"&", LM_TK_AMP},
    {"|", LM_TK_PIPE},       {"#", LM_TK_HASH},         {"~", LM_TK_TILDE},
    {"?", LM_TK_HASKEY},     {"(", LM_TK_LP},           {")", LM_TK_RP},
    {"[", LM_TK_LB},         {"]", LM_TK_RB},           {"{", LM_TK_LC},
    {"}", LM_TK_RC},         {",", LM_TK_COMMA},        {";", LM_TK_SEMICOLON},
    {".", LM_TK_DOT},        {":", LM_TK_COLON},
};

static const struct lm_str lex_keywords[] = {
#define LM_KEYWORD(word) {#word, sizeof #word - 1},
#include "grammar/keywords.def"
#undef LM_KEYWORD
};

static const int lex_keyword_codes[] = {
#define LM_KEYWORD(word) LM_TK_##word,
#include "grammar/keywords.def"
#undef LM_KEYWORD
};

enum { LEX_KEYWORDS = sizeof lex_keywords / sizeof *lex_keywords };

static int lex_check_utf8(struct lexer *x);
static int lex_next(struct lexer *x);
static int lex_blank(struct lexer *x, bool *end);
static int lex_quoted(struct lexer *x, size_t from, char quote, int code);
static int lex_dollar(struct lexer *x);
static int lex_number(struct lexer *x);
static int lex_word(struct lexer *x);
static int lex_sign(struct lexer *x);
static void lex_add(struct lexer *x, int code, size_t from, size_t to);
static struct lm_pos lex_pos(const struct lexer *x, size_t from, size_t to);

int
lm_lex(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_tokens *out,
       struct lm_err *err)
{
    struct lexer x = {.text = text, .text_index = text_index, .arena = a, .err = err, .out = out};
    bool end = false;

    *out = (struct lm_tokens){0};
    if (text.n >= UINT32_MAX / 2)
        return lm_fail(err, LM_E_SYNTAX, LM_NOWHERE, "the text is longer than 2 GiB");
    if (lex_check_utf8(&x) < 0)
        return -1;
    if (text.n > 2 && text.p[0] == '#' && text.p[1] == '!')
        while (x.at < text.n && text.p[x.at] != '\n')
            x.at++;
    for (;;) {
        if (lex_blank(&x, &end) < 0)
            return -1;
        if (end)
            break;
        if (lex_next(&x) < 0)
            return -1;
    }
    lex_add(&x, 0, text.n, text.n);
    out->n--;
    return lm_lex_words(a, out, err);
}

int
lm_lex_keyword(struct lm_str word)
{
    size_t low = 0;
    size_t high = LEX_KEYWORDS;
    char upper[24];

    if (word.n > sizeof upper)
        return LM_TK_ID;
    for (size_t i = 0; i < word.n; i++)
        upper[i] = word.p[i] >= 'a' && word.p[i] <= 'z' ? word.p[i] - 32 : word.p[i];
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = lm_str_cmp((struct lm_str){upper, word.n}, lex_keywords[mid]);
        if (order == 0)
            return lex_keyword_codes[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return LM_TK_ID;
}

const char *
lm_lex_keyword_text(int code)
{
    static const char *const texts[512] = {
#define LM_KEYWORD(word) [LM_TK_##word] = #word,
#include "grammar/keywords.def"
#undef LM_KEYWORD
    };

    assert(code >= 0 && code < 512);
    return texts[code];
}

static int
lex_check_utf8(struct lexer *x)
{
    size_t at = 0;

    if (lm_utf8_valid(x->text))
        return 0;
    while (at < x->text.n) {
        size_t n = 1;
        while (n <= 4 && at + n <= x->text.n && !lm_utf8_valid((struct lm_str){x->text.p + at, n}))
            n++;
        if (n > 4 || at + n > x->text.n)
            break;
        at += n;
    }
    return lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, at, at + 1), "the text is not UTF-8 here");
}

/* Skips blanks and comments; *end: nothing is left. */
static int
lex_blank(struct lexer *x, bool *end)
{
    const char *p = x->text.p;
    size_t n = x->text.n;

    while (x->at < n) {
        if (p[x->at] == ' ' || (p[x->at] >= '\t' && p[x->at] <= '\r')) {
            x->at++;
        } else if (p[x->at] == '-' && x->at + 1 < n && p[x->at + 1] == '-') {
            while (x->at < n && p[x->at] != '\n')
                x->at++;
        } else if (p[x->at] == '/' && x->at + 1 < n && p[x->at + 1] == '*') {
            size_t from = x->at;
            uint32_t depth = 0; /* comments nest, as PostgreSQL's do */
            do {
                bool open = x->at + 1 < n && p[x->at] == '/' && p[x->at + 1] == '*';
                bool close = x->at + 1 < n && p[x->at] == '*' && p[x->at + 1] == '/';
                if (x->at + 1 >= n)
                    return lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, from, from + 2),
                                   "the comment that begins here has no end");
                depth += open;
                depth -= close;
                x->at += open || close ? 2 : 1;
            } while (depth > 0);
        } else {
            break;
        }
    }
    *end = x->at >= n;
    return 0;
}

static bool
lex_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
lex_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool
lex_in_word(char c)
{
    return lex_is_letter(c) || lex_is_digit(c) || c == '$';
}

/* The byte `ahead` of the next one; 0 behind the end. */
static char
lex_peek(const struct lexer *x, size_t ahead)
{
    return x->at + ahead < x->text.n ? x->text.p[x->at + ahead] : 0;
}

static int
lex_next(struct lexer *x)
{
    char c = lex_peek(x, 0);
    char d = lex_peek(x, 1);

    if (c == '\'')
        return lex_quoted(x, x->at, '\'', LM_TK_STRING);
    if ((c == 'e' || c == 'E') && d == '\'')
        return lex_quoted(x, x->at + 1, '\'', LM_TK_STRING);
    if ((c == 'u' || c == 'U') && d == '&' && (lex_peek(x, 2) == '\'' || lex_peek(x, 2) == '"'))
        return lex_quoted(x, x->at + 2, lex_peek(x, 2), lex_peek(x, 2) == '"' ? LM_TK_QID : LM_TK_STRING);
    if (c == '"' || c == '`')
        return lex_quoted(x, x->at, c, LM_TK_QID);
    if (c == '$' && (d == '$' || lex_is_letter(d)))
        return lex_dollar(x);
    if (lex_is_digit(c) || (c == '.' && lex_is_digit(d)))
        return lex_number(x);
    if (lex_is_letter(c))
        return lex_word(x);
    return lex_sign(x);
}

/* A text in quotes whose first one stands at `from`; an E or U& before it allows escapes. */
static int
lex_quoted(struct lexer *x, size_t from, char quote, int code)
{
    const char *p = x->text.p;
    bool escapes = from > x->at;
    size_t at = from + 1;

    for (; at < x->text.n; at++) {
        if (escapes && p[at] == '\\') {
            at++;
        } else if (p[at] == quote) {
            if (at + 1 >= x->text.n || p[at + 1] != quote)
                break;
            at++;
        }
    }
    if (at >= x->text.n) {
        lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, x->at, from + 1), "the %s that begins here has no closing quote",
                code == LM_TK_STRING ? "text" : "quoted name");
        return x->at > 0 && lex_in_word(p[x->at - 1]) && code == LM_TK_STRING
                   ? lm_hint(x->err, "a quote inside a text is doubled: 'it''s'")
                   : -1;
    }
    lex_add(x, code, x->at, at + 1);
    x->at = at + 1;
    return 0;
}

/* $$text$$, or with a word between the signs: $x$text$x$. A $word alone is a sign that nothing takes. */
static int
lex_dollar(struct lexer *x)
{
    const char *p = x->text.p;
    size_t tag = 1;

    while (lex_is_letter(lex_peek(x, tag)) || lex_is_digit(lex_peek(x, tag)))
        tag++;
    if (lex_peek(x, tag) != '$')
        return lex_sign(x);
    tag++;
    const char *end = memmem(p + x->at + tag, x->text.n - x->at - tag, p + x->at, tag);
    if (end == NULL)
        return lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, x->at, x->at + tag),
                       "the text that begins here has no closing %.*s", (int)(tag > 40 ? 40 : tag),
                       p + x->at);
    size_t to = (size_t)(end - p) + tag;
    lex_add(x, LM_TK_STRING, x->at, to);
    x->at = to;
    return 0;
}

/* 12, 1.5, .5, 1e-3, or a duration: 5s, 1h30m, 1.5s. */
static int
lex_number(struct lexer *x)
{
    const char *p = x->text.p;
    size_t n = x->text.n;
    size_t from = x->at;
    size_t at = from;
    size_t exponent = 0;
    struct lm_ivl ivl;

    while (at < n && lex_is_digit(p[at]))
        at++;
    if (at < n && p[at] == '.' && (at + 1 >= n || p[at + 1] != '.'))
        do
            at++;
        while (at < n && lex_is_digit(p[at]));
    exponent = at < n && (p[at] == 'e' || p[at] == 'E');
    if (exponent > 0 && at + 1 < n && (p[at + 1] == '+' || p[at + 1] == '-'))
        exponent = 2;
    if (exponent > 0 && at + exponent < n && lex_is_digit(p[at + exponent]))
        for (at += exponent; at < n && lex_is_digit(p[at]);)
            at++;
    x->at = at;
    if (at >= n || !lex_in_word(p[at])) {
        lex_add(x, LM_TK_NUMBER, from, at);
        return 0;
    }
    while (at < n &&
           (lex_in_word(p[at]) || (p[at] == '.' && at + 1 < n && lex_is_digit(p[at + 1]))))
        at++;
    x->at = at;
    if (lm_ivl_parse((struct lm_str){p + from, at - from}, NULL, &ivl)) {
        lex_add(x, LM_TK_DURATION, from, at);
        return 0;
    }
    return lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, from, at),
                   "\"%.*s\" is neither a number nor a duration", (int)(at - from), p + from);
}

static int
lex_word(struct lexer *x)
{
    const char *p = x->text.p;
    size_t from = x->at;
    static const char *const curly[] = {"\u2018", "\u2019", "\u201c", "\u201d"};

    for (size_t i = 0; i < 4; i++)
        if (x->text.n - from >= 3 && memcmp(p + from, curly[i], 3) == 0) {
            lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, from, from + 3), "unexpected curly quote");
            return lm_hint(x->err, "SQL's quotes are straight: 'text', \"name\"");
        }
    while (x->at < x->text.n && lex_in_word(p[x->at]))
        x->at++;
    lex_add(x, lm_lex_keyword((struct lm_str){p + from, x->at - from}), from, x->at);
    return 0;
}

/* Whether a ':' here divides (a slice, a key and its value) or begins a parameter. */
static bool
lex_is_divider(const struct lexer *x)
{
    uint32_t round = 0; /* brackets that close before the place looked at */
    int last = x->out->n > 0 ? x->out->at[x->out->n - 1].code : 0;

    for (uint32_t i = x->out->n; i > 0; i--) {
        int code = x->out->at[i - 1].code;
        if (code == LM_TK_RP || code == LM_TK_RB || code == LM_TK_RC) {
            round++;
        } else if (code == LM_TK_LP || code == LM_TK_LB || code == LM_TK_LC) {
            if (round > 0) {
                round--;
                continue;
            }
            return code != LM_TK_LP && last != code && last != LM_TK_COMMA && last != LM_TK_COLON &&
                   last != LM_TK_PLUS && last != LM_TK_MINUS;
        }
    }
    return false;
}

static int
lex_sign(struct lexer *x)
{
    size_t from = x->at;
    const char *p = x->text.p + from;
    size_t left = x->text.n - from;
    size_t n = 0;

    if (*p == ':' && left > 1 && lex_is_letter(p[1]) && !lex_is_divider(x)) {
        for (x->at++; x->at < x->text.n && lex_in_word(x->text.p[x->at]);)
            x->at++;
        lex_add(x, LM_TK_PARAM, from, x->at);
        return 0;
    }
    for (size_t i = 0; i < sizeof lex_signs / sizeof *lex_signs; i++) {
        n = strlen(lex_signs[i].text);
        if (n <= left && memcmp(p, lex_signs[i].text, n) == 0) {
            x->at += n;
            lex_add(x, lex_signs[i].code, from, x->at);
            return 0;
        }
    }
    if (*p > ' ' && *p < 0x7f) {
        lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, from, from + 1), "unexpected \"%c\"", *p);
        return *p == '$' || *p == '@' ? lm_hint(x->err, "parameters are written :name")
               : *p == '!' ? lm_hint(x->err, "NOT")
                           : -1;
    }
    return lm_fail(x->err, LM_E_SYNTAX, lex_pos(x, from, from + 1), "unexpected byte 0x%02x",
                   (unsigned char)*p);
}

static struct lm_pos
lex_pos(const struct lexer *x, size_t from, size_t to)
{
    return (struct lm_pos){(uint32_t)from, (uint32_t)(to - from), x->text_index};
}

static void
lex_add(struct lexer *x, int code, size_t from, size_t to)
{
    assert(from <= to && to <= x->text.n);
    if (x->out->n == x->cap)
        x->out->at = lm_alloc_more(x->arena, x->out->at, &x->cap, 64, sizeof *x->out->at);
    x->out->at[x->out->n++] =
        (struct lm_token){code, lex_pos(x, from, to), {x->text.p + from, to - from}};
}
