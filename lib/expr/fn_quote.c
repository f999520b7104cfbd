/* fn_quote.c -- texts as SQL writes them, names taken apart, escapes and normal forms of Unicode. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"
#include "expr/fn_out.h"
#include "expr/functions.h"

void
lm_out_literal(struct lm_out *o, struct lm_str s)
{
    if (s.n > 0 && memchr(s.p, '\\', s.n) != NULL)
        lm_out_addc(o, 'E');
    lm_out_addc(o, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'' || s.p[i] == '\\')
            lm_out_addc(o, s.p[i]);
        lm_out_addc(o, s.p[i]);
    }
    lm_out_addc(o, '\'');
}

/* Words that PostgreSQL takes for a name only with quotes, in order. */
static const char *const quote_words[] = {
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "between", "bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character",
    "check", "coalesce", "collate", "collation", "column", "concurrently", "constraint", "create",
    "cross", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
    "current_timestamp", "current_user", "dec", "decimal", "default", "deferrable", "desc",
    "distinct", "do", "else", "end", "except", "exists", "extract", "false", "fetch", "float",
    "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group", "grouping", "having",
    "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect", "interval",
    "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists",
    "json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table",
    "json_value", "lateral", "leading", "least", "left", "like", "limit", "localtime",
    "localtimestamp", "merge_action", "national", "natural", "nchar", "none", "normalize", "not",
    "notnull", "null", "nullif", "numeric", "offset", "on", "only", "or", "order", "out", "outer",
    "overlaps", "overlay", "placing", "position", "precision", "primary", "real", "references",
    "returning", "right", "row", "select", "session_user", "setof", "similar", "smallint", "some",
    "substring", "symmetric", "system_user", "table", "tablesample", "then", "time", "timestamp",
    "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
    "varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes",
    "xmlconcat", "xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi",
    "xmlroot", "xmlserialize", "xmltable",
};

static int
quote_word_order(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool
quote_plain_name(struct lm_str s)
{
    char word[32];

    if (s.n < sizeof word) {
        memcpy(word, s.p, s.n);
        word[s.n] = 0;
        if (bsearch(word, quote_words, sizeof quote_words / sizeof *quote_words, sizeof *quote_words, quote_word_order))
            return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        bool letter = (s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '_';
        if (!letter && !(i > 0 && s.p[i] >= '0' && s.p[i] <= '9'))
            return false;
    }
    return s.n > 0;
}

void
lm_out_ident(struct lm_out *o, struct lm_str s)
{
    if (quote_plain_name(s)) {
        lm_out_adds(o, s);
        return;
    }
    lm_out_addc(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            lm_out_addc(o, '"');
        lm_out_addc(o, s.p[i]);
    }
    lm_out_addc(o, '"');
}

void
lm_fn_quote_literal(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    lm_out_literal(&o, lm_fn_text(c->arena, &arg[0]));
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

void
lm_fn_quote_nullable(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (lm_val_is_null(&arg[0]))
        *out = lm_val_str(LM_STR("NULL"));
    else
        lm_fn_quote_literal(c, arg, narg, out);
}

void
lm_fn_quote_ident(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    lm_out_ident(&o, lm_val_text(&arg[0]));
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

static int
quote_digit(char ch)
{
    return ch >= '0' && ch <= '9'                 ? ch - '0'
           : (ch | 32) >= 'a' && (ch | 32) <= 'f' ? (ch | 32) - 'a' + 10
                                                  : -1;
}

/* n hexadecimal digits from `at` on; -1 when they are not there. */
static int64_t
quote_hex(struct lm_str s, size_t at, size_t n)
{
    int64_t v = 0;

    if (s.n - at < n)
        return -1;
    for (size_t i = at; i < at + n; i++) {
        if (quote_digit(s.p[i]) < 0)
            return -1;
        v = v << 4 | quote_digit(s.p[i]);
    }
    return v;
}

/* The escape at s.p[*at] (its backslash): \XXXX \+XXXXXX \uXXXX \UXXXXXXXX; -1 for none. */
static int64_t
quote_escape(struct lm_str s, size_t *at)
{
    char next = *at + 1 < s.n ? s.p[*at + 1] : '\0';
    size_t skip = next == '+' || next == 'u' || next == 'U' ? 2 : 1;
    size_t n = next == '+' ? 6 : next == 'U' ? 8 : 4;
    int64_t v = *at + skip <= s.n ? quote_hex(s, *at + skip, n) : -1;

    *at += skip + n;
    return v;
}

void
lm_fn_unistr(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_out o = lm_out_new(c->arena);
    char to[4];

    for (size_t i = 0; i < s.n;) {
        if (s.p[i] != '\\' || (i + 1 < s.n && s.p[i + 1] == '\\')) {
            lm_out_addc(&o, s.p[i]);
            i += s.p[i] == '\\' ? 2 : 1;
            continue;
        }
        int64_t v = quote_escape(s, &i), low = -1;
        if (v >= 0xD800 && v < 0xDC00 && i < s.n && s.p[i] == '\\') {
            low = quote_escape(s, &i);
            v = low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00)
                                              : -1;
        }
        if (v <= 0 || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000)) {
            LM_FN_FAIL(c, LM_E_VALUE, "an escape of the text is no character");
            return;
        }
        lm_out_add(&o, to, lm_utf8_put((uint32_t)v, to));
    }
    *out = lm_out_str(&o);
}

/* normalize(text [, form]) */
void
lm_fn_normalize(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const struct {
        const char *name;
        int options;
    } forms[] = {
        {"NFC", UTF8PROC_STABLE | UTF8PROC_COMPOSE},
        {"NFD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE},
        {"NFKC", UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT},
        {"NFKD", UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT},
    };
    struct lm_str form = narg > 1 ? lm_val_text(&arg[1]) : LM_STR("NFC");
    utf8proc_option_t options = 0;

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (lm_str_eq_nocase(form, lm_str_of(forms[i].name)))
            options = (utf8proc_option_t)forms[i].options;
    }
    if ((int)options == 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the normal form \"%.*s\" is not NFC, NFD, NFKC or NFKD",
                   (int)(form.n > 60 ? 60 : form.n), form.p);
        return;
    }
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)arg[0].p;
    utf8proc_ssize_t size = arg[0].n, n = utf8proc_decompose(p, size, NULL, 0, options);
    if (n < 0) {
        LM_FN_FAIL(c, LM_E_VALUE, "the text is no UTF-8");
        return;
    }
    /* Written back in place: a character in UTF-8 is no longer than its code, but a byte is added. */
    utf8proc_int32_t *code = lm_alloc_raw(c->arena, ((size_t)n + 1) * sizeof *code);
    n = utf8proc_decompose(p, size, code, n, options);
    n = n < 0 ? n : utf8proc_reencode(code, n, options);
    if (n >= 0 && lm_fn_fits(c, (size_t)n))
        *out = lm_val_str((struct lm_str){(const char *)code, (size_t)n});
}
