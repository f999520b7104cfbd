/* ast_print_value.c -- names, literals and types as canonical SQL. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "grammar/sql.h"
#include "sql/ast_print.h"
#include "sql/lex.h"

/* Whether a word says the same with and without quotes, wherever a name may stand. */
bool
lm_print_is_plain(struct lm_str name)
{
    static const int harmless[] = {LM_TK_ID,     LM_TK_TIME,   LM_TK_STATUS, LM_TK_KEY,
                                   LM_TK_FIRST,  LM_TK_LAST,   LM_TK_DATA,   LM_TK_SIZE,
                                   LM_TK_FORMAT, LM_TK_SOURCE, LM_TK_SINK,   LM_TK_STREAM,
                                   LM_TK_VIEW,   LM_TK_ZONE,   LM_TK_STEP};
    int code = lm_lex_keyword(name);
    bool plain = false;

    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        plain |= harmless[i] == code;
    for (size_t i = 0; i < name.n && plain; i++)
        plain = (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= 'A' && name.p[i] <= 'Z') ||
                (i > 0 && name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '_';
    /* These are called without parentheses. */
    return plain && name.n > 0 && !lm_str_eq_nocase(name, LM_STR("localtimestamp")) &&
           !(name.n > 8 && lm_str_eq_nocase((struct lm_str){name.p, 8}, LM_STR("current_")));
}

void
lm_print_quoted(struct lm_buf *b, struct lm_str name)
{
    lm_buf_addc(b, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            lm_buf_addc(b, '"');
        lm_buf_addc(b, name.p[i]);
    }
    lm_buf_addc(b, '"');
}

void
lm_print_name(struct lm_buf *b, struct lm_str name)
{
    if (lm_print_is_plain(name))
        lm_buf_adds(b, name);
    else
        lm_print_quoted(b, name);
}

void
lm_print_text(struct lm_buf *b, struct lm_str s)
{
    lm_buf_addc(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'')
            lm_buf_addc(b, '\'');
        lm_buf_addc(b, s.p[i]);
    }
    lm_buf_addc(b, '\'');
}

/* The parts of an interval with their units: `1 day 2 hours`; or `1d2h` when short. */
static void
print_interval(struct lm_buf *b, struct lm_ivl v, bool compact)
{
    static const struct {
        const char *word, *letter;
        int64_t us;
    } units[] = {{"month", "mon", 0},           {"day", "d", 0},
                 {"hour", "h", LM_US_HOUR},     {"minute", "m", LM_US_MINUTE},
                 {"second", "s", LM_US_SECOND}, {"millisecond", "ms", 1000},
                 {"microsecond", "us", 1}};
    const char *gap = "";
    int64_t us = v.us;

    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int64_t n = i == 0 ? v.months : i == 1 ? v.days : us / units[i].us;
        us -= i < 2 ? 0 : n * units[i].us;
        if (n == 0)
            continue;
        lm_buf_addf(b, "%s%lld%s%s%s", gap, (long long)n, compact ? "" : " ",
                    compact ? units[i].letter : units[i].word,
                    compact || n == 1 || n == -1 ? "" : "s");
        gap = compact ? "" : " ";
    }
    if (v.months == 0 && v.days == 0 && v.us == 0)
        lm_buf_addz(b, compact ? "0s" : "0 seconds");
}

static void
print_quoted(struct lm_buf *b, const char *type, const char *text, size_t n)
{
    lm_buf_addf(b, "%s '%.*s'", type, (int)n, text);
}

void
lm_print_val(struct lm_buf *b, const struct lm_val *v)
{
    char text[128];
    size_t n = 0;

    switch (v->kind) {
    case LM_K_NULL:
        lm_buf_addz(b, "NULL");
        break;
    case LM_K_BOOL:
        lm_buf_addz(b, v->i != 0 ? "TRUE" : "FALSE");
        break;
    case LM_K_INT:
        lm_buf_add(b, text, lm_i64_print(v->i, text));
        break;
    case LM_K_F64:
        n = lm_f64_print(v->f, text);
        lm_buf_add(b, text, n);
        if (memchr(text, 'e', n) == NULL)
            lm_buf_addz(b, "e0");
        break;
    case LM_K_DEC:
        lm_buf_add(b, text, lm_dec_print(v->d, v->scale, text));
        /* Without a point it would be a BIGINT. */
        if (v->scale == 0 && v->d >= INT64_MIN && v->d <= INT64_MAX)
            lm_buf_addc(b, '.');
        break;
    case LM_K_TS:
        print_quoted(b, "TIMESTAMP", text, lm_ts_print(v->i, text));
        break;
    case LM_K_DATE:
        print_quoted(b, "DATE", text, lm_date_print((int32_t)v->i, text));
        break;
    case LM_K_TIME:
        print_quoted(b, "TIME", text, lm_time_print(v->i, text));
        break;
    case LM_K_IVL:
        lm_buf_addz(b, "INTERVAL '");
        print_interval(b, v->ivl, false);
        lm_buf_addc(b, '\'');
        break;
    default:
        lm_print_text(b, lm_val_text(v));
        break;
    }
}

/* 5s; with a sign before all of it where every part is negative. */
void
lm_print_duration(struct lm_buf *b, struct lm_ivl v)
{
    bool negative = v.us < 0 || v.days < 0 || v.months < 0;

    if (negative) {
        lm_buf_addc(b, '-');
        v = (struct lm_ivl){-v.months, -v.days, -v.us};
    }
    print_interval(b, v, true);
}

void
lm_print_type(struct lm_buf *b, const struct lm_type *t)
{
    char text[64];

    if (t->nfield == 0 || t->fields == NULL) {
        const char *plain = lm_type_print(*t, text);
        bool array = t->id == LM_T_LIST;
        lm_buf_addz(b, array                  ? "ARRAY"
                       : t->id == LM_T_STRUCT ? "STRUCT"
                       : t->id == LM_T_MAP    ? "MAP"
                                              : plain);
    } else if (t->id == LM_T_LIST) {
        lm_print_type(b, &t->fields[0].type);
        lm_buf_addz(b, "[]");
    } else {
        lm_buf_addz(b, t->id == LM_T_MAP ? "MAP(" : "STRUCT(");
        for (uint32_t i = 0; i < t->nfield; i++) {
            if (i > 0)
                lm_buf_addz(b, ", ");
            if (t->id == LM_T_STRUCT) {
                lm_print_name(b, t->fields[i].name);
                lm_buf_addc(b, ' ');
            }
            lm_print_type(b, &t->fields[i].type);
        }
        lm_buf_addc(b, ')');
    }
}

/* Some keywords are functions before a parenthesis. */
void
lm_print_function(struct lm_buf *b, struct lm_str name)
{
    static const int callable[] = {LM_TK_EXTRACT, LM_TK_POSITION, LM_TK_SUBSTRING, LM_TK_TRIM,
                                   LM_TK_LEFT,    LM_TK_RIGHT,    LM_TK_REPLACE,   LM_TK_EVERY,
                                   LM_TK_IF,      LM_TK_SESSION,  LM_TK_RANGE};
    int code = lm_lex_keyword(name);
    bool current = name.n > 8 && lm_str_eq_nocase((struct lm_str){name.p, 8}, LM_STR("current_"));

    for (size_t i = 0; i < sizeof callable / sizeof *callable; i++)
        current |= callable[i] == code;
    if (current && memchr(name.p, '"', name.n) == NULL)
        lm_buf_adds(b, name);
    else if (lm_str_eq_nocase(name, LM_STR("row")) || lm_str_eq_nocase(name, LM_STR("descriptor")))
        lm_print_quoted(b, name);
    else
        lm_print_name(b, name);
}
