/* ast_print.c -- expressions as canonical SQL. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * What is printed parses back to an equal tree. Each node knows how tightly it binds; one that stands
 * as an operand where something tighter is wanted gets parentheses. Names are quoted where the lexer or
 * the grammar would not take them as they are.
 */
#include <assert.h>

#include "base/buf.h"
#include "grammar/sql.h"
#include "sql/ast_print.h"
#include "sql/lex.h"

enum { /* how tightly, as the precedences of sql.y */
    BIND_OR = 1, BIND_AND, BIND_NOT, BIND_IS, BIND_COMPARE, BIND_LIKE, BIND_OP, BIND_ADD, BIND_MUL, BIND_POWER,
    BIND_ZONE, BIND_SIGN, BIND_PRIM
};

enum print_shape { SHAPE_BINARY, SHAPE_PREFIX, SHAPE_POSTFIX };

static const struct print_op {
    const char *name; /* as in the tree */
    const char *text; /* as printed */
    uint8_t bind;
    uint8_t shape;
    uint8_t narg;
    bool chains; /* a op b op c is (a op b) op c */
} print_ops[] = {
    { "=", " = ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { "<>", " <> ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { "<", " < ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { "<=", " <= ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { ">", " > ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { ">=", " >= ", BIND_COMPARE, SHAPE_BINARY, 2, false },
    { "like", " LIKE ", BIND_LIKE, SHAPE_BINARY, 2, false },
    { "ilike", " ILIKE ", BIND_LIKE, SHAPE_BINARY, 2, false },
    { "similar_to", " SIMILAR TO ", BIND_LIKE, SHAPE_BINARY, 2, false },
    { "distinct_from", " IS DISTINCT FROM ", BIND_IS, SHAPE_BINARY, 2, false },
    { "||", " || ", BIND_OP, SHAPE_BINARY, 2, true },
    { "|", " | ", BIND_OP, SHAPE_BINARY, 2, true },
    { "&", " & ", BIND_OP, SHAPE_BINARY, 2, true },
    { "#", " # ", BIND_OP, SHAPE_BINARY, 2, true },
    { "<<", " << ", BIND_OP, SHAPE_BINARY, 2, true },
    { ">>", " >> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "->", " -> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "->>", " ->> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "#>", " #> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "#>>", " #>> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "?", " ? ", BIND_OP, SHAPE_BINARY, 2, true },
    { "?|", " ?| ", BIND_OP, SHAPE_BINARY, 2, true },
    { "?&", " ?& ", BIND_OP, SHAPE_BINARY, 2, true },
    { "@>", " @> ", BIND_OP, SHAPE_BINARY, 2, true },
    { "<@", " <@ ", BIND_OP, SHAPE_BINARY, 2, true },
    { "~", " ~ ", BIND_OP, SHAPE_BINARY, 2, true },
    { "~*", " ~* ", BIND_OP, SHAPE_BINARY, 2, true },
    { "+", " + ", BIND_ADD, SHAPE_BINARY, 2, true },
    { "-", " - ", BIND_ADD, SHAPE_BINARY, 2, true },
    { "*", " * ", BIND_MUL, SHAPE_BINARY, 2, true },
    { "/", " / ", BIND_MUL, SHAPE_BINARY, 2, true },
    { "%", " % ", BIND_MUL, SHAPE_BINARY, 2, true },
    { "^", " ^ ", BIND_POWER, SHAPE_BINARY, 2, true },
    { "not", "NOT ", BIND_NOT, SHAPE_PREFIX, 1, false },
    { "neg", "-", BIND_SIGN, SHAPE_PREFIX, 1, false },
    { "bitnot", "~", BIND_OP, SHAPE_PREFIX, 1, false },
    { "isnull", " IS NULL", BIND_IS, SHAPE_POSTFIX, 1, false },
    { "isnotnull", " IS NOT NULL", BIND_IS, SHAPE_POSTFIX, 1, false },
    { "istrue", " IS TRUE", BIND_IS, SHAPE_POSTFIX, 1, false },
    { "isfalse", " IS FALSE", BIND_IS, SHAPE_POSTFIX, 1, false },
    { "ismissing", " IS MISSING", BIND_IS, SHAPE_POSTFIX, 1, false },
};

static void print_expr(struct lm_buf *b, const struct lm_ast *e, int bind);
static void print_call(struct lm_buf *b, const struct lm_ast *e);

/* The operator that e is; NULL when it is none. */
static const struct print_op *
print_op_of(const struct lm_ast *e)
{
    if (e->op != LM_A_CALL || e->call != NULL || e->arg.n == 0)
        return NULL;
    for (size_t i = 0; i < sizeof print_ops / sizeof *print_ops; i++)
        if (lm_str_eq(e->name, lm_str_of(print_ops[i].name)) &&
            (e->arg.n == print_ops[i].narg || (print_ops[i].bind == BIND_LIKE && e->arg.n == 3)))
            return &print_ops[i];
    return NULL;
}

static bool
print_is(const struct lm_ast *e, const char *name, uint32_t narg)
{
    return e->op == LM_A_CALL && e->call == NULL && e->arg.n == narg && lm_str_eq(e->name, lm_str_of(name));
}

static int
print_bind(const struct lm_ast *e)
{
    const struct print_op *op = print_op_of(e);
    enum lm_kind k = e->value.kind;

    if (op != NULL)
        return op->bind;
    switch (e->op) {
    case LM_A_OR:
        return BIND_OR;
    case LM_A_AND:
        return BIND_AND;
    case LM_A_IN:
        return BIND_LIKE;
    case LM_A_EXISTS:
        return e->negated ? BIND_NOT : BIND_PRIM;
    case LM_A_LITERAL:
        if ((k == LM_K_INT && e->value.i < 0) || (k == LM_K_DEC && e->value.d < 0) ||
            (k == LM_K_F64 && __builtin_signbit(e->value.f)))
            return BIND_SIGN;
        return BIND_PRIM;
    case LM_A_DURATION:
        return e->value.ivl.us < 0 || e->value.ivl.days < 0 || e->value.ivl.months < 0 ? BIND_SIGN : BIND_PRIM;
    default:
        return print_is(e, "timezone", 2) ? BIND_ZONE : BIND_PRIM;
    }
}

void
lm_print_name(struct lm_buf *b, struct lm_str name)
{
    bool plain = name.n > 0 && !(name.p[0] >= '0' && name.p[0] <= '9') && name.p[0] != '$' &&
                 lm_lex_keyword(name) == LM_TK_ID;
    enum lm_type_id id;

    for (size_t i = 0; i < name.n && plain; i++)
        plain = (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= 'A' && name.p[i] <= 'Z') ||
                (name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '_';
    /* Words with a meaning of their own in some places: a unit behind a number, a type before a text,
     * a function that is called without parentheses. */
    plain = plain && !lm_lex_is_unit(name) && !lm_type_by_name(name, &id) &&
            !(name.n > 8 && lm_str_eq_nocase((struct lm_str){ name.p, 8 }, LM_STR("current_"))) &&
            !lm_str_eq_nocase(name, LM_STR("localtimestamp"));
    if (plain) {
        lm_buf_adds(b, name);
        return;
    }
    lm_buf_addc(b, '"');
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '"')
            lm_buf_addc(b, '"');
        lm_buf_addc(b, name.p[i]);
    }
    lm_buf_addc(b, '"');
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
    } units[] = { { " hours", "h", LM_US_HOUR },
                  { " minutes", "m", LM_US_MINUTE },
                  { " seconds", "s", LM_US_SECOND },
                  { " milliseconds", "ms", 1000 },
                  { " microseconds", "us", 1 } };
    const char *gap = "";
    int64_t us = v.us;

    if (v.months != 0) {
        lm_buf_addf(b, "%d%s", v.months, compact ? "mon" : " months");
        gap = compact ? "" : " ";
    }
    if (v.days != 0) {
        lm_buf_addf(b, "%s%d%s", gap, v.days, compact ? "d" : " days");
        gap = compact ? "" : " ";
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        int64_t n = us / units[i].us;
        us -= n * units[i].us;
        if (n == 0)
            continue;
        lm_buf_addf(b, "%s%lld%s", gap, (long long)n, compact ? units[i].letter : units[i].word);
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
static void
print_duration(struct lm_buf *b, struct lm_ivl v)
{
    bool negative = v.us < 0 || v.days < 0 || v.months < 0;

    if (negative) {
        lm_buf_addc(b, '-');
        v = (struct lm_ivl){ -v.months, -v.days, -v.us };
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
        lm_buf_addz(b, array ? "ARRAY" : t->id == LM_T_STRUCT ? "STRUCT" : t->id == LM_T_MAP ? "MAP" : plain);
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

void
lm_print_list(struct lm_buf *b, const struct lm_list *list, uint32_t from)
{
    for (uint32_t i = from; i < list->n; i++) {
        if (i > from)
            lm_buf_addz(b, ", ");
        print_expr(b, list->at[i], 0);
    }
}

void
lm_print_names(struct lm_buf *b, const struct lm_list *names)
{
    lm_buf_addc(b, '(');
    lm_print_list(b, names, 0);
    lm_buf_addc(b, ')');
}

void
lm_print_orders(struct lm_buf *b, const struct lm_list *orders)
{
    for (uint32_t i = 0; i < orders->n; i++) {
        const struct lm_ast_order *o = orders->at[i];
        if (i > 0)
            lm_buf_addz(b, ", ");
        print_expr(b, o->expr, 0);
        lm_buf_addz(b, o->desc ? " DESC" : "");
        if (o->nulls >= 0)
            lm_buf_addz(b, o->nulls > 0 ? " NULLS FIRST" : " NULLS LAST");
    }
}

static void
print_parts(struct lm_buf *b, const struct lm_ast *e)
{
    for (uint32_t i = 0; i < e->npart; i++) {
        if (i > 0)
            lm_buf_addc(b, '.');
        lm_print_name(b, e->part[i]);
    }
}

static void
print_op(struct lm_buf *b, const struct lm_ast *e, const struct print_op *op)
{
    if (op->shape == SHAPE_PREFIX) {
        size_t at = 0;
        lm_buf_addz(b, op->text);
        at = b->n;
        print_expr(b, e->arg.at[0], op->bind);
        /* Two signs in a row would begin a comment. */
        if (b->p[at - 1] == '-' && b->p[at] == '-') {
            b->n = at;
            lm_buf_addc(b, '(');
            print_expr(b, e->arg.at[0], 0);
            lm_buf_addc(b, ')');
        }
        return;
    }
    print_expr(b, e->arg.at[0], op->chains ? op->bind : op->bind + 1);
    lm_buf_addz(b, op->text);
    if (op->shape == SHAPE_BINARY)
        print_expr(b, e->arg.at[1], op->bind + 1);
    if (e->arg.n > 2) {
        lm_buf_addz(b, " ESCAPE ");
        print_expr(b, e->arg.at[2], BIND_OP);
    }
}

static void
print_logic(struct lm_buf *b, const struct lm_ast *e)
{
    int bind = e->op == LM_A_AND ? BIND_AND : BIND_OR;

    for (uint32_t i = 0; i < e->arg.n; i++) {
        if (i > 0)
            lm_buf_addz(b, e->op == LM_A_AND ? " AND " : " OR ");
        print_expr(b, e->arg.at[i], bind + 1);
    }
}

static void
print_case(struct lm_buf *b, const struct lm_ast *e)
{
    uint32_t last = e->arg.n - 1;

    lm_buf_addz(b, "CASE");
    if (e->arg.at[0] != NULL) {
        lm_buf_addc(b, ' ');
        print_expr(b, e->arg.at[0], 0);
    }
    for (uint32_t i = 1; i + 1 < last; i += 2) {
        lm_buf_addz(b, " WHEN ");
        print_expr(b, e->arg.at[i], 0);
        lm_buf_addz(b, " THEN ");
        print_expr(b, e->arg.at[i + 1], 0);
    }
    if (e->arg.at[last] != NULL) {
        lm_buf_addz(b, " ELSE ");
        print_expr(b, e->arg.at[last], 0);
    }
    lm_buf_addz(b, " END");
}

static void
print_star(struct lm_buf *b, const struct lm_ast *e)
{
    print_parts(b, e);
    lm_buf_addz(b, e->npart > 0 ? ".*" : "*");
    if (e->exclude.n > 0) {
        lm_buf_addz(b, " EXCLUDE ");
        lm_print_names(b, &e->exclude);
    }
    if (e->replace.n > 0) {
        lm_buf_addz(b, " REPLACE (");
        lm_print_items(b, &e->replace);
        lm_buf_addc(b, ')');
    }
}

void
lm_print_items(struct lm_buf *b, const struct lm_list *items)
{
    for (uint32_t i = 0; i < items->n; i++) {
        const struct lm_ast_item *item = items->at[i];
        if (i > 0)
            lm_buf_addz(b, ", ");
        print_expr(b, item->expr, 0);
        if (item->alias.n > 0) {
            lm_buf_addz(b, " AS ");
            lm_print_name(b, item->alias);
        }
    }
}

static void
print_query(struct lm_buf *b, const struct lm_query *q)
{
    lm_buf_addc(b, '(');
    lm_query_print(b, q);
    lm_buf_addc(b, ')');
}

static void
print_in(struct lm_buf *b, const struct lm_ast *e)
{
    print_expr(b, e->arg.at[0], BIND_LIKE + 1);
    lm_buf_addz(b, e->negated ? " NOT IN " : " IN ");
    if (e->query != NULL) {
        print_query(b, e->query);
        return;
    }
    lm_buf_addc(b, '(');
    lm_print_list(b, &e->arg, 1);
    lm_buf_addc(b, ')');
}

static void
print_struct(struct lm_buf *b, const struct lm_ast *e)
{
    lm_buf_addc(b, '{');
    for (uint32_t i = 0; i + 1 < e->arg.n; i += 2) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        print_expr(b, e->arg.at[i], 0);
        lm_buf_addz(b, ": ");
        print_expr(b, e->arg.at[i + 1], 0);
    }
    lm_buf_addc(b, '}');
}

static void
print_lambda(struct lm_buf *b, const struct lm_ast *e)
{
    lm_buf_addz(b, e->npart > 1 ? "(" : "");
    for (uint32_t i = 0; i < e->npart; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        lm_print_name(b, e->part[i]);
    }
    lm_buf_addz(b, e->npart > 1 ? ") -> " : " -> ");
    print_expr(b, e->arg.at[0], 0);
}

static void
print_table_arg(struct lm_buf *b, const struct lm_ast *e)
{
    bool descriptor = lm_str_eq(e->name, LM_STR("DESCRIPTOR"));

    lm_buf_addz(b, descriptor ? "DESCRIPTOR(" : "TABLE ");
    if (e->value.kind == LM_K_STR)
        lm_print_text(b, lm_val_text(&e->value));
    else
        print_parts(b, e);
    lm_buf_addz(b, descriptor ? ")" : "");
    if (e->arg.n > 0) {
        lm_buf_addz(b, " PARTITION BY ");
        lm_buf_addz(b, e->arg.n > 1 ? "(" : "");
        lm_print_list(b, &e->arg, 0);
        lm_buf_addz(b, e->arg.n > 1 ? ")" : "");
    }
}

static void
print_node(struct lm_buf *b, const struct lm_ast *e)
{
    switch (e->op) {
    case LM_A_LITERAL:
        lm_print_val(b, &e->value);
        break;
    case LM_A_DURATION:
        print_duration(b, e->value.ivl);
        break;
    case LM_A_NAME:
        print_parts(b, e);
        break;
    case LM_A_STAR:
        print_star(b, e);
        break;
    case LM_A_PARAM:
        lm_buf_addf(b, ":%.*s", LM_STRF(e->name));
        break;
    case LM_A_NAMED:
        lm_print_name(b, e->name);
        lm_buf_addz(b, " => ");
        print_expr(b, e->arg.at[0], 0);
        break;
    case LM_A_AND:
    case LM_A_OR:
        print_logic(b, e);
        break;
    case LM_A_CASE:
        print_case(b, e);
        break;
    case LM_A_CAST:
    case LM_A_TRY_CAST:
        lm_buf_addz(b, e->op == LM_A_CAST ? "CAST(" : "TRY_CAST(");
        print_expr(b, e->arg.at[0], 0);
        lm_buf_addz(b, " AS ");
        lm_print_type(b, &e->type);
        lm_buf_addc(b, ')');
        break;
    case LM_A_IN:
        print_in(b, e);
        break;
    case LM_A_EXISTS:
        lm_buf_addz(b, e->negated ? "NOT EXISTS " : "EXISTS ");
        print_query(b, e->query);
        break;
    case LM_A_SUBQUERY:
        print_query(b, e->query);
        break;
    case LM_A_ARRAY:
        lm_buf_addz(b, "ARRAY[");
        lm_print_list(b, &e->arg, 0);
        lm_buf_addc(b, ']');
        break;
    case LM_A_STRUCT:
        print_struct(b, e);
        break;
    case LM_A_ROW:
        lm_print_names(b, &e->arg);
        break;
    case LM_A_LAMBDA:
        print_lambda(b, e);
        break;
    case LM_A_FIELD:
        print_expr(b, e->arg.at[0], BIND_PRIM);
        lm_buf_addc(b, '.');
        lm_print_name(b, e->part[0]);
        break;
    case LM_A_TABLE_ARG:
        print_table_arg(b, e);
        break;
    case LM_A_CALL:
        print_call(b, e);
        break;
    }
}

static void
print_expr(struct lm_buf *b, const struct lm_ast *e, int bind)
{
    bool paren = print_bind(e) < bind;

    lm_buf_addz(b, paren ? "(" : "");
    print_node(b, e);
    lm_buf_addz(b, paren ? ")" : "");
}

static void
print_bound(struct lm_buf *b, enum lm_frame_bound kind, const struct lm_ast *by)
{
    static const char *const texts[] = { "UNBOUNDED PRECEDING", " PRECEDING", "CURRENT ROW", " FOLLOWING",
                                         "UNBOUNDED FOLLOWING" };

    if (by != NULL)
        print_expr(b, by, 0);
    lm_buf_addz(b, texts[kind]);
}

void
lm_print_over(struct lm_buf *b, const struct lm_ast_over *o)
{
    const char *gap = "";

    lm_buf_addc(b, '(');
    if (o->partition.n > 0) {
        lm_buf_addz(b, "PARTITION BY ");
        lm_print_list(b, &o->partition, 0);
        gap = " ";
    }
    if (o->order.n > 0) {
        lm_buf_addf(b, "%sORDER BY ", gap);
        lm_print_orders(b, &o->order);
        gap = " ";
    }
    if (o->framed) {
        lm_buf_addf(b, "%s%s BETWEEN ", gap, o->rows ? "ROWS" : "RANGE");
        print_bound(b, o->from, o->from_by);
        lm_buf_addz(b, " AND ");
        print_bound(b, o->to, o->to_by);
    }
    lm_buf_addc(b, ')');
}

static void
print_call_more(struct lm_buf *b, const struct lm_ast_call *c)
{
    if (c->within_group) {
        lm_buf_addz(b, " WITHIN GROUP (ORDER BY ");
        lm_print_orders(b, &c->order);
        lm_buf_addc(b, ')');
    }
    if (c->filter != NULL) {
        lm_buf_addz(b, " FILTER (WHERE ");
        print_expr(b, c->filter, 0);
        lm_buf_addc(b, ')');
    }
    lm_buf_addz(b, c->respect_nulls ? " RESPECT NULLS" : c->ignore_nulls ? " IGNORE NULLS" : "");
    if (c->over == NULL)
        return;
    lm_buf_addz(b, " OVER ");
    if (c->over->name.n > 0)
        lm_print_name(b, c->over->name);
    else
        lm_print_over(b, c->over);
}

/* A slice's bound; NULL is one that is not written. */
static void
print_slice_bound(struct lm_buf *b, const struct lm_ast *e)
{
    if (e->op != LM_A_LITERAL || e->value.kind != LM_K_NULL)
        print_expr(b, e, 0);
}

static void
print_call(struct lm_buf *b, const struct lm_ast *e)
{
    const struct print_op *op = print_op_of(e);
    const struct lm_ast_call *c = e->call;

    if (op != NULL) {
        print_op(b, e, op);
    } else if (print_is(e, "timezone", 2)) {
        print_expr(b, e->arg.at[1], BIND_ZONE);
        lm_buf_addz(b, " AT TIME ZONE ");
        print_expr(b, e->arg.at[0], BIND_ZONE + 1);
    } else if (print_is(e, "[]", 2)) {
        print_expr(b, e->arg.at[0], BIND_PRIM);
        lm_buf_addc(b, '[');
        print_expr(b, e->arg.at[1], 0);
        lm_buf_addc(b, ']');
    } else if (print_is(e, "[:]", 3)) {
        print_expr(b, e->arg.at[0], BIND_PRIM);
        lm_buf_addc(b, '[');
        print_slice_bound(b, e->arg.at[1]);
        lm_buf_addz(b, " : ");
        print_slice_bound(b, e->arg.at[2]);
        lm_buf_addc(b, ']');
    } else {
        lm_print_function(b, e->name);
        lm_buf_addz(b, c != NULL && c->distinct ? "(DISTINCT " : "(");
        lm_print_list(b, &e->arg, 0);
        if (c != NULL && c->order.n > 0 && !c->within_group) {
            lm_buf_addz(b, e->arg.n > 0 ? " ORDER BY " : "ORDER BY ");
            lm_print_orders(b, &c->order);
        }
        lm_buf_addc(b, ')');
        if (c != NULL)
            print_call_more(b, c);
    }
}

void
lm_print_function(struct lm_buf *b, struct lm_str name)
{
    int code = lm_lex_keyword(name);
    bool plain = code == LM_TK_ID || code == LM_TK_EXTRACT || code == LM_TK_POSITION ||
                 code == LM_TK_SUBSTRING || code == LM_TK_TRIM || code == LM_TK_LEFT || code == LM_TK_RIGHT ||
                 code == LM_TK_REPLACE || code == LM_TK_FIRST || code == LM_TK_LAST || code == LM_TK_EVERY ||
                 code == LM_TK_IF || code == LM_TK_SESSION || code == LM_TK_RANGE;

    for (size_t i = 0; i < name.n && plain; i++)
        plain = (name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= 'A' && name.p[i] <= 'Z') ||
                (i > 0 && name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '_';
    if (plain && !lm_str_eq_nocase(name, LM_STR("row")) && !lm_str_eq_nocase(name, LM_STR("descriptor")))
        lm_buf_adds(b, name);
    else
        lm_print_name(b, name);
}

void
lm_ast_print(struct lm_buf *b, const struct lm_ast *e)
{
    assert(b != NULL && e != NULL);
    print_expr(b, e, 0);
}
