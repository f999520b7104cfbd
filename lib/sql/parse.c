/* parse.c -- from an SQL text to statements: drives the lexer and the generated parser. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "grammar/sql.h"
#include "sql/make_stmt.h"

/* Gives all tokens to a fresh machine. */
static int
parse_run(struct lm_parse *p)
{
    void *machine = lm_alloc_raw(p->arena, lm_grammar_bytes());

    lm_grammarInit(machine, p);
    for (p->at = 0; p->at <= p->tokens.n; p->at++) {
        const struct lm_token *t = &p->tokens.at[p->at];
        lm_grammar(machine, t->code, t);
        if (p->err->code != LM_OK)
            return -1;
        if (p->rejected)
            return lm_parse_explain(p);
    }
    return 0;
}

int
lm_parse(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_list *out,
         struct lm_err *err)
{
    struct lm_parse p = {.arena = a, .err = err, .stmts = out};

    assert(err->code == LM_OK);
    *out = (struct lm_list){0};
    if (lm_lex(a, text, text_index, &p.tokens, err) < 0)
        return -1;
    return parse_run(&p);
}

int
lm_parse_schema(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_list *out,
                struct lm_err *err)
{
    struct lm_list stmts = {0};
    struct lm_parse p = {.arena = a, .err = err, .stmts = &stmts};
    struct lm_tokens all = {0};

    assert(err->code == LM_OK);
    *out = (struct lm_list){0};
    if (lm_lex(a, text, text_index, &p.tokens, err) < 0)
        return -1;
    /* A first token that no text can have leads the grammar to its other beginning. */
    all.n = p.tokens.n + 1;
    all.at = lm_alloc(a, (all.n + 1) * sizeof *all.at);
    all.at[0].code = LM_TK_EXTRA;
    all.at[0].pos.text = text_index;
    memcpy(all.at + 1, p.tokens.at, all.n * sizeof *all.at);
    p.tokens = all;
    if (parse_run(&p) < 0)
        return -1;
    for (uint32_t i = 0; p.schema != NULL && i < p.schema->n; i++)
        lm_list_add(a, out, ((struct lm_element *)p.schema->at[i])->column);
    return 0;
}

bool
lm_sql_begins(struct lm_str text)
{
    static const char *const words[] = {"SELECT",   "FROM",   "WHERE",   "WITH",      "VALUES",
                                        "INSERT",   "CREATE", "DROP",    "SHOW",      "SET",   "TABLE",
                                        "DESCRIBE", "DESC",   "EXPLAIN", "CHECKPOINT",
                                        "TABLE"};
    struct lm_str s = lm_str_trim(text);
    size_t n = 0;

    while (s.n > 1 && ((s.p[0] == '-' && s.p[1] == '-') || (s.p[0] == '#' && s.p[1] == '!'))) {
        const char *line = memchr(s.p, '\n', s.n);
        if (line == NULL)
            return true;
        s = lm_str_trim((struct lm_str){line, s.n - (size_t)(line - s.p)});
    }
    if (s.n > 0 && (s.p[0] == '(' || s.p[0] == ';' || (s.n > 1 && s.p[0] == '/' && s.p[1] == '*')))
        return true;
    while (n < s.n && ((s.p[n] | 32) >= 'a') && ((s.p[n] | 32) <= 'z'))
        n++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lm_str_eq_nocase((struct lm_str){s.p, n}, lm_str_of(words[i])))
            return n == s.n || (s.p[n] != '=' && s.p[n] != '.' && s.p[n] != '_' && s.p[n] != '/');
    return false;
}

void
lm_parse_overflow(struct lm_parse *p)
{
    lm_fail(p->err, LM_E_TOO_DEEP, p->tokens.at[p->at].pos, "the statement nests too deeply here");
}

void
lm_parse_rejected(struct lm_parse *p)
{
    p->rejected = true;
}

bool
lm_parse_at_end(const struct lm_parse *p)
{
    int code = p->tokens.at[p->at].code;

    return code == 0 || code == LM_TK_SEMICOLON;
}

struct lm_list *
lm_list_of(struct lm_parse *p, struct lm_list *list, void *item)
{
    if (list == NULL)
        list = lm_alloc(p->arena, sizeof *list);
    lm_list_add(p->arena, list, item);
    return list;
}

struct lm_pos
lm_pos_span(struct lm_pos from, struct lm_pos to)
{
    uint32_t end = to.off + to.len > from.off + from.len ? to.off + to.len : from.off + from.len;

    if (to.len > 0 && to.off < from.off)
        from.off = to.off;
    from.len = end - from.off;
    return from;
}

struct lm_pos
lm_pos_here(const struct lm_parse *p, struct lm_pos from)
{
    assert(p->at > 0);
    return lm_pos_span(from, p->tokens.at[p->at - 1].pos);
}

const struct lm_token *
lm_token_span(struct lm_parse *p, const struct lm_token *from, const struct lm_token *to)
{
    struct lm_token *t = lm_alloc(p->arena, sizeof *t);

    assert(from->pos.off <= to->pos.off);
    t->code = LM_TK_EXTRA;
    t->pos = lm_pos_span(from->pos, to->pos);
    t->text = (struct lm_str){from->text.p, t->pos.len};
    return t;
}

/* Up to `most` hexadecimal digits at *at; *n: how many there are. */
static uint32_t
token_hex(struct lm_str s, size_t *at, int most, int *n)
{
    uint32_t v = 0;

    for (*n = 0; *n < most && *at < s.n; ++*n, ++*at) {
        char d = s.p[*at];
        if (d >= '0' && d <= '9')
            v = v * 16 + (uint32_t)(d - '0');
        else if ((d | 32) >= 'a' && (d | 32) <= 'f')
            v = v * 16 + (uint32_t)((d | 32) - 'a') + 10;
        else
            break;
    }
    return v;
}

static bool
token_is_char(uint32_t v)
{
    return v <= 0x10ffff && (v < 0xd800 || v >= 0xe000);
}

/* Puts what the escape at s.p[*at] (behind its backslash) means to `to`; answers the bytes put, or
 * -1 where it means nothing. */
static int
token_escape(struct lm_str s, size_t *at, char *to)
{
    static const char from[] = "nrtbf";
    static const char means[] = "\n\r\t\b\f";
    char c = s.p[(*at)++];
    const char *plain = memchr(from, c, sizeof from - 1);
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t v = 0;
    int n = 0;

    if (plain != NULL)
        *to = means[plain - from];
    else if (digits == 0)
        *to = c;
    if (c >= '0' && c <= '7') { /* up to three octal digits */
        for (v = (uint32_t)(c - '0'); n < 2 && *at < s.n && (s.p[*at] & ~7) == '0'; n++, ++*at)
            v = v * 8 + (uint32_t)(s.p[*at] - '0');
        *to = (char)v;
    }
    if (digits == 0)
        return 1;
    v = token_hex(s, at, digits, &n);
    if (n == 0 || (c != 'x' && n < digits) || !token_is_char(v))
        return -1;
    if (c == 'x') {
        *to = (char)v;
        return 1;
    }
    return (int)lm_utf8_put(v, to);
}

/* The same of U&'\0041 \+01F600 \\'. */
static int
token_unicode_escape(struct lm_str s, size_t *at, char *to)
{
    int n = 0, digits = 4;

    if (*at < s.n && s.p[*at] == '\\') {
        *to = s.p[(*at)++];
        return 1;
    }
    if (*at < s.n && s.p[*at] == '+') {
        digits = 6;
        ++*at;
    }
    uint32_t v = token_hex(s, at, digits, &n);
    return n == digits && token_is_char(v) ? (int)lm_utf8_put(v, to) : -1;
}

/* What a quoted name, a string literal or a plain word says: without quotes, escapes resolved. p is
 * NULL where an escape is wrong. */
static struct lm_str
token_value(struct lm_arena *a, const struct lm_token *t)
{
    bool unicode = t->text.n > 2 && (t->text.p[0] | 32) == 'u' && t->text.p[1] == '&';
    bool escapes = unicode || (t->text.n > 0 && (t->text.p[0] | 32) == 'e' && t->code == LM_TK_STRING);
    size_t before = (size_t)escapes + unicode;
    struct lm_str s = t->text;
    char *to = NULL;
    size_t n = 0;
    char quote = 0;

    if (t->code != LM_TK_STRING && t->code != LM_TK_QID)
        return s;
    if (s.p[0] == '$') { /* the signs with what stands between them, before and behind */
        size_t tag = (size_t)((const char *)memchr(s.p + 1, '$', s.n - 1) - s.p) + 1;
        return (struct lm_str){s.p + tag, s.n - 2 * tag};
    }
    s = (struct lm_str){s.p + 1 + before, s.n - 2 - before};
    quote = s.p[-1];
    if (memchr(s.p, quote, s.n) == NULL && (!escapes || memchr(s.p, '\\', s.n) == NULL))
        return s;
    to = lm_alloc_raw(a, s.n + 4);
    for (size_t i = 0; i < s.n;) {
        if (escapes && s.p[i] == '\\') {
            i++;
            int put = unicode ? token_unicode_escape(s, &i, to + n) : token_escape(s, &i, to + n);
            if (put < 0)
                return (struct lm_str){0};
            n += (size_t)put;
        } else {
            i += s.p[i] == quote; /* the first of two quotes */
            to[n++] = s.p[i++];
        }
    }
    if (!lm_utf8_valid((struct lm_str){to, n}))
        return (struct lm_str){0};
    return (struct lm_str){to, n};
}

struct lm_str
lm_token_name(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_str s = lm_token_str(p, t);

    if (s.n == 0)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "the quoted name is empty");
    return s;
}

struct lm_str
lm_token_str(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_str s = token_value(p->arena, t);

    if (s.p == NULL) {
        lm_fail(p->err, LM_E_LITERAL, t->pos, "the text has a wrong escape");
        s = LM_STR("");
    }
    return s;
}

struct lm_marked
lm_marked_of(const struct lm_token *t, bool negated)
{
    return (struct lm_marked){t, negated};
}

struct lm_clause *
lm_clause_new(struct lm_parse *p, const struct lm_token *t, struct lm_ast *e, struct lm_list *list)
{
    struct lm_clause *c = lm_alloc(p->arena, sizeof *c);

    c->t = t;
    c->pos = t != NULL ? lm_pos_here(p, t->pos) : e->pos;
    c->expr = e;
    c->list = list;
    return c;
}

uint16_t
lm_parse_depth(struct lm_parse *p, struct lm_pos pos, uint32_t inside, uint32_t cost)
{
    uint32_t depth = inside + cost;

    if (depth > LM_DEPTH_LEVEL * LM_EXPR_DEPTH) {
        pos.len = pos.len > 1 ? 1 : pos.len;
        lm_fail(p->err, LM_E_TOO_DEEP, pos, "what begins here nests more than %d levels deep",
                LM_EXPR_DEPTH);
        return LM_DEPTH_LEVEL * LM_EXPR_DEPTH;
    }
    return (uint16_t)depth;
}
