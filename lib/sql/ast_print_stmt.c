/* ast_print_stmt.c -- statements as canonical SQL. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/buf.h"
#include "grammar/sql.h"
#include "sql/ast_print.h"
#include "sql/lex.h"

static const char *const print_objects[] = {
    [LM_O_SOURCE] = "SOURCE",
    [LM_O_STREAM] = "STREAM",
    [LM_O_SINK] = "SINK",
    [LM_O_VIEW] = "MATERIALIZED VIEW",
    [LM_O_LOOKUP] = "LOOKUP TABLE",
    [LM_O_TABLE] = "TABLE",
    [LM_O_FUNCTION] = "FUNCTION",
    [LM_O_QUERY] = "QUERY",
    [LM_O_CHECKPOINT] = "CHECKPOINT",
};

static const char *const print_shown[] = {
    [LM_O_SOURCE] = "SOURCES",
    [LM_O_STREAM] = "STREAMS",
    [LM_O_SINK] = "SINKS",
    [LM_O_VIEW] = "MATERIALIZED VIEWS",
    [LM_O_LOOKUP] = "LOOKUP TABLES",
    [LM_O_TABLE] = "TABLES",
    [LM_O_FUNCTION] = "FUNCTIONS",
    [LM_O_QUERY] = "QUERIES",
    [LM_O_CHECKPOINT] = "CHECKPOINT STATUS",
};

/* The key of an option: plain words with points between them, else a text in quotes. */
static void
print_key(struct lm_buf *b, struct lm_str key)
{
    const char *point = key.n > 0 ? memchr(key.p, '.', key.n) : NULL;
    struct lm_str first = {key.p, point != NULL ? (size_t)(point - key.p) : key.n};
    bool plain = first.n > 0 && key.p[key.n - 1] != '.' && lm_lex_keyword(first) == LM_TK_ID;

    for (size_t i = 0; i < key.n && plain; i++) {
        bool digit = key.p[i] >= '0' && key.p[i] <= '9';
        bool letter = (key.p[i] | 32) >= 'a' && (key.p[i] | 32) <= 'z';
        bool begins = i == 0 || key.p[i - 1] == '.';
        plain = letter || key.p[i] == '_' || (digit && !begins) || (key.p[i] == '.' && !begins);
    }
    if (plain)
        lm_buf_adds(b, key);
    else
        lm_print_text(b, key);
    lm_buf_addz(b, " = ");
}

static void
print_options(struct lm_buf *b, const char *before, const struct lm_list *options)
{
    lm_buf_addf(b, "%s(", before);
    for (uint32_t i = 0; i < options->n; i++) {
        const struct lm_ast_option *o = options->at[i];
        lm_buf_addz(b, i > 0 ? ", " : "");
        print_key(b, o->key);
        lm_print_val(b, &o->value);
    }
    lm_buf_addc(b, ')');
}

static void
print_comma(struct lm_buf *b, uint32_t *n)
{
    lm_buf_addz(b, (*n)++ == 0 ? " (" : ", ");
}

static void
print_elements(struct lm_buf *b, const struct lm_stmt *s)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < s->names.n; i++) {
        print_comma(b, &n);
        lm_ast_print(b, s->names.at[i]);
    }
    for (uint32_t i = 0; i < s->columns.n; i++) {
        const struct lm_ast_column *c = s->columns.at[i];
        print_comma(b, &n);
        lm_print_name(b, c->name);
        lm_buf_addc(b, ' ');
        lm_print_type(b, &c->type);
        lm_buf_addz(b, c->not_null ? " NOT NULL" : "");
    }
    if (s->star) {
        print_comma(b, &n);
        lm_buf_addc(b, '*');
    }
    if (s->primary_key.n > 0) {
        print_comma(b, &n);
        lm_buf_addz(b, "PRIMARY KEY ");
        lm_print_names(b, &s->primary_key);
    }
    if (s->mark_column != NULL) {
        print_comma(b, &n);
        lm_buf_addz(b, "WATERMARK FOR ");
        lm_ast_print(b, s->mark_column);
        if (s->mark_expr != NULL) {
            lm_buf_addz(b, " AS ");
            lm_ast_print(b, s->mark_expr);
        }
    }
    lm_buf_addz(b, n > 0 ? ")" : "");
}

static void
print_format(struct lm_buf *b, const struct lm_stmt *s)
{
    if (s->format.n > 0) {
        lm_buf_addz(b, " FORMAT ");
        lm_print_name(b, s->format);
        if (s->format_options.n > 0)
            print_options(b, " WITH ", &s->format_options);
    }
    if (s->options.n > 0)
        print_options(b, " WITH ", &s->options);
}

static void
print_create(struct lm_buf *b, const struct lm_stmt *s)
{
    static const char *const kinds[] = {
        [LM_S_CREATE_SOURCE] = "SOURCE",          [LM_S_CREATE_STREAM] = "STREAM",
        [LM_S_CREATE_VIEW] = "MATERIALIZED VIEW", [LM_S_CREATE_SINK] = "SINK",
        [LM_S_CREATE_LOOKUP] = "LOOKUP TABLE",
    };

    lm_buf_addf(b, "CREATE %s%s %s", s->or_replace ? "OR REPLACE " : "", kinds[s->op],
                s->if_not_exists ? "IF NOT EXISTS " : "");
    lm_print_name(b, s->name);
    print_elements(b, s);
    if (s->from_name.n > 0) {
        lm_buf_addz(b, " FROM ");
        lm_print_name(b, s->from_name);
    }
    if (s->where != NULL) {
        lm_buf_addz(b, " WHERE ");
        lm_ast_print(b, s->where);
    }
    if (s->connector.n > 0) {
        lm_buf_addz(b, s->op == LM_S_CREATE_SINK ? " INTO " : " FROM ");
        lm_print_name(b, s->connector);
        print_options(b, " ", &s->connector_options);
    }
    print_format(b, s);
    if (s->query != NULL) {
        lm_buf_addz(b, " AS ");
        lm_query_print(b, s->query);
    }
}

static void
print_target(struct lm_buf *b, const struct lm_stmt *s)
{
    if (s->is_path)
        lm_print_text(b, s->name);
    else
        lm_print_name(b, s->name);
}

static void
print_insert(struct lm_buf *b, const struct lm_stmt *s)
{
    lm_buf_addz(b, "INSERT INTO ");
    print_target(b, s);
    if (s->columns.n > 0) {
        lm_buf_addc(b, ' ');
        lm_print_names(b, &s->columns);
    }
    print_format(b, s);
    lm_buf_addc(b, ' ');
    lm_query_print(b, s->query);
}

static void
print_explain(struct lm_buf *b, const struct lm_stmt *s)
{
    lm_buf_addz(b, s->analyze ? "EXPLAIN ANALYZE " : "EXPLAIN ");
    if (s->explain_form.n > 0)
        lm_buf_addf(b, "(%.*s) ", LM_STRF(s->explain_form));
    lm_stmt_print(b, s->inner);
}

void
lm_stmt_print(struct lm_buf *b, const struct lm_stmt *s)
{
    assert(b != NULL && s != NULL);
    switch (s->op) {
    case LM_S_SELECT:
        lm_query_print(b, s->query);
        break;
    case LM_S_INSERT:
        print_insert(b, s);
        break;
    case LM_S_CREATE_SOURCE:
    case LM_S_CREATE_STREAM:
    case LM_S_CREATE_VIEW:
    case LM_S_CREATE_SINK:
    case LM_S_CREATE_LOOKUP:
        print_create(b, s);
        break;
    case LM_S_DROP:
        lm_buf_addf(b, "DROP %s %s", print_objects[s->object], s->if_exists ? "IF EXISTS " : "");
        lm_print_name(b, s->name);
        lm_buf_addz(b, s->cascade ? " CASCADE" : "");
        break;
    case LM_S_SHOW:
        lm_buf_addf(b, "SHOW %s", print_shown[s->object]);
        break;
    case LM_S_SHOW_CREATE:
        lm_buf_addf(b, "SHOW CREATE %s ", print_objects[s->object]);
        lm_print_name(b, s->name);
        break;
    case LM_S_DESCRIBE:
        lm_buf_addz(b, s->extended ? "DESCRIBE EXTENDED " : "DESCRIBE ");
        print_target(b, s);
        break;
    case LM_S_EXPLAIN:
        print_explain(b, s);
        break;
    case LM_S_SET:
        lm_buf_addz(b, "SET ");
        print_key(b, s->name);
        lm_print_val(b, &s->value);
        break;
    case LM_S_CHECKPOINT:
        lm_buf_addz(b, "CHECKPOINT");
        break;
    }
}
