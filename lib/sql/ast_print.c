/* ast_print.c -- expressions as canonical SQL. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * What is printed parses back to an equal tree. Each node knows how tightly it binds; one that
 * stands as an operand where something tighter is wanted gets parentheses.
 */
#include <assert.h>

#include "base/buf.h"
#include "sql/ast_print.h"

enum { /* how tightly, as the precedences of sql.y */
       BIND_OR = 1,
       BIND_AND,
       BIND_NOT,
       BIND_IS,
       BIND_COMPARE,
       BIND_LIKE,
       BIND_OP,
       BIND_ADD,
       BIND_MUL,
       BIND_POWER,
       BIND_ZONE,
       BIND_SIGN,
       BIND_PRIM
};

enum print_shape { SHAPE_BINARY, SHAPE_PREFIX, SHAPE_POSTFIX };

static const struct print_op {
    const char *name; /* as in the tree */
    const char *text; /* as printed */
    uint8_t bind;
    uint8_t shape;
    uint8_t narg;
    bool chains;         /* a op b op c is (a op b) op c */
    const char *negated; /* text of NOT (a op b); NULL: NOT stands before it */
} print_ops[] = {
    {"=", " = ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {"<>", " <> ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {"<", " < ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {"<=", " <= ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {">", " > ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {">=", " >= ", BIND_COMPARE, SHAPE_BINARY, 2, false, NULL},
    {"like", " LIKE ", BIND_LIKE, SHAPE_BINARY, 2, false, " NOT LIKE "},
    {"ilike", " ILIKE ", BIND_LIKE, SHAPE_BINARY, 2, false, " NOT ILIKE "},
    {"similar_to", " SIMILAR TO ", BIND_LIKE, SHAPE_BINARY, 2, false, " NOT SIMILAR TO "},
    {"distinct_from", " IS DISTINCT FROM ", BIND_IS, SHAPE_BINARY, 2, false,
     " IS NOT DISTINCT FROM "},
    {"||", " || ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"|", " | ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"&", " & ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"#", " # ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"<<", " << ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {">>", " >> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"->", " -> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"->>", " ->> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"#>", " #> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"#>>", " #>> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"?", " ? ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"?|", " ?| ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"?&", " ?& ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"@>", " @> ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"<@", " <@ ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"@?", " @? ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"@@", " @@ ", BIND_OP, SHAPE_BINARY, 2, true, NULL},
    {"~", " ~ ", BIND_OP, SHAPE_BINARY, 2, true, " !~ "},
    {"~*", " ~* ", BIND_OP, SHAPE_BINARY, 2, true, " !~* "},
    {"+", " + ", BIND_ADD, SHAPE_BINARY, 2, true, NULL},
    {"-", " - ", BIND_ADD, SHAPE_BINARY, 2, true, NULL},
    {"*", " * ", BIND_MUL, SHAPE_BINARY, 2, true, NULL},
    {"/", " / ", BIND_MUL, SHAPE_BINARY, 2, true, NULL},
    {"%", " % ", BIND_MUL, SHAPE_BINARY, 2, true, NULL},
    {"^", " ^ ", BIND_POWER, SHAPE_BINARY, 2, true, NULL},
    {"not", "NOT ", BIND_NOT, SHAPE_PREFIX, 1, false, NULL},
    {"neg", "-", BIND_SIGN, SHAPE_PREFIX, 1, false, NULL},
    {"bitnot", "~", BIND_OP, SHAPE_PREFIX, 1, false, NULL},
    {"isnull", " IS NULL", BIND_IS, SHAPE_POSTFIX, 1, false, NULL},
    {"isnotnull", " IS NOT NULL", BIND_IS, SHAPE_POSTFIX, 1, false, NULL},
    {"istrue", " IS TRUE", BIND_IS, SHAPE_POSTFIX, 1, false, " IS NOT TRUE"},
    {"isfalse", " IS FALSE", BIND_IS, SHAPE_POSTFIX, 1, false, " IS NOT FALSE"},
    {"ismissing", " IS MISSING", BIND_IS, SHAPE_POSTFIX, 1, false, " IS NOT MISSING"},
};

static void print_expr(struct lm_buf *b, const struct lm_ast *e, int bind);
static void print_call(struct lm_buf *b, const struct lm_ast *e);

static const struct print_op *
print_op_named(struct lm_str name)
{
    for (size_t i = 0; i < sizeof print_ops / sizeof *print_ops; i++)
        if (lm_str_eq(name, lm_str_of(print_ops[i].name)))
            return &print_ops[i];
    return NULL;
}

/* The operator that e is; NULL when it is none. */
static const struct print_op *
print_op_of(const struct lm_ast *e)
{
    const struct print_op *op = NULL;

    if (e->op != LM_A_CALL || e->call != NULL || e->arg.n == 0)
        return NULL;
    op = print_op_named(e->name);
    return op != NULL && (e->arg.n == op->narg || (op->bind == BIND_LIKE && e->arg.n == 3)) ? op : NULL;
}

static bool
print_is(const struct lm_ast *e, const char *name, uint32_t narg)
{
    return e->op == LM_A_CALL && e->call == NULL && e->arg.n == narg &&
           lm_str_eq(e->name, lm_str_of(name));
}

/* For NOT before an operator that has a form with NOT inside: that operator's call. */
static const struct lm_ast *
print_negated(const struct lm_ast *e)
{
    const struct print_op *op = NULL;

    if (!print_is(e, "not", 1))
        return NULL;
    op = print_op_of(e->arg.at[0]);
    return op != NULL && op->negated != NULL ? e->arg.at[0] : NULL;
}

static int
print_bind(const struct lm_ast *e)
{
    const struct lm_ast *inner = print_negated(e);
    const struct print_op *op = print_op_of(inner != NULL ? inner : e);
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
    case LM_A_ANY:
        return print_op_named(e->name)->bind;
    case LM_A_EXISTS:
        return e->negated ? BIND_NOT : BIND_PRIM;
    case LM_A_LITERAL:
        if ((k == LM_K_INT && e->value.i < 0) || (k == LM_K_DEC && e->value.d < 0) ||
            (k == LM_K_F64 && __builtin_signbit(e->value.f)))
            return BIND_SIGN;
        return BIND_PRIM;
    case LM_A_DURATION:
        return e->value.ivl.us < 0 || e->value.ivl.days < 0 || e->value.ivl.months < 0 ? BIND_SIGN
                                                                                       : BIND_PRIM;
    default:
        return print_is(e, "timezone", 2) ? BIND_ZONE : print_is(e, "overlaps", 4) ? BIND_LIKE : BIND_PRIM;
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

/* A name keeps its quotes, because they ask for its exact spelling; all of it has them or none. */
static void
print_parts(struct lm_buf *b, const struct lm_ast *e)
{
    bool quoted = e->quoted;

    for (uint32_t i = 0; i < e->npart; i++)
        quoted |= !lm_print_is_plain(e->part[i]);
    for (uint32_t i = 0; i < e->npart; i++) {
        if (i > 0)
            lm_buf_addc(b, '.');
        if (quoted)
            lm_print_quoted(b, e->part[i]);
        else
            lm_print_name(b, e->part[i]);
    }
}

static void
print_prefix(struct lm_buf *b, const struct lm_ast *e, const struct print_op *op)
{
    const struct lm_ast *x = e->arg.at[0];
    /* Two signs in a row would begin a comment. */
    bool sign = op->bind == BIND_SIGN && print_bind(x) == BIND_SIGN;

    lm_buf_addz(b, op->text);
    print_expr(b, x, sign ? BIND_PRIM : op->bind);
}

static void
print_op(struct lm_buf *b, const struct lm_ast *e, const struct print_op *op, const char *text)
{
    if (op->shape == SHAPE_PREFIX) {
        print_prefix(b, e, op);
        return;
    }
    print_expr(b, e->arg.at[0], op->chains ? op->bind : op->bind + 1);
    lm_buf_addz(b, text);
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
    if (e->rename.n > 0) {
        lm_buf_addz(b, " RENAME (");
        lm_print_items(b, &e->rename);
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
print_any(struct lm_buf *b, const struct lm_ast *e)
{
    const struct print_op *op = print_op_named(e->name);

    print_expr(b, e->arg.at[0], op->bind + 1);
    lm_buf_addf(b, "%s%s ", op->text, e->negated ? "ALL" : "ANY");
    if (e->query != NULL) {
        print_query(b, e->query);
        return;
    }
    lm_buf_addc(b, '(');
    print_expr(b, e->arg.at[1], 0);
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
print_cast(struct lm_buf *b, const struct lm_ast *e)
{
    lm_buf_addz(b, e->op == LM_A_CAST ? "CAST(" : "TRY_CAST(");
    print_expr(b, e->arg.at[0], 0);
    lm_buf_addz(b, " AS ");
    lm_print_type(b, &e->type);
    lm_buf_addc(b, ')');
}

/* x.name; a point behind a number would be part of it. */
static void
print_member(struct lm_buf *b, const struct lm_ast *e)
{
    const struct lm_ast *x = e->arg.at[0];
    bool number = x->op == LM_A_LITERAL || x->op == LM_A_DURATION;

    print_expr(b, x, number ? BIND_PRIM + 1 : BIND_PRIM);
    lm_buf_addc(b, '.');
    print_parts(b, e);
}

static void
print_node(struct lm_buf *b, const struct lm_ast *e)
{
    switch (e->op) {
    case LM_A_LITERAL:
        lm_print_val(b, &e->value);
        break;
    case LM_A_DURATION:
        lm_print_duration(b, e->value.ivl);
        break;
    case LM_A_NAME:
        print_parts(b, e);
        break;
    case LM_A_CAST:
    case LM_A_TRY_CAST:
        print_cast(b, e);
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
    case LM_A_IN:
        print_in(b, e);
        break;
    case LM_A_ANY:
        print_any(b, e);
        break;
    case LM_A_EXISTS:
        lm_buf_addz(b, e->negated ? "NOT EXISTS " : "EXISTS ");
        /* fall through */
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
        print_member(b, e);
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
    static const char *const texts[] = {"UNBOUNDED PRECEDING", " PRECEDING", "CURRENT ROW",
                                        " FOLLOWING", "UNBOUNDED FOLLOWING"};

    if (by != NULL)
        print_expr(b, by, 0);
    lm_buf_addz(b, texts[kind]);
}

void
lm_print_over(struct lm_buf *b, const struct lm_ast_over *o)
{
    static const char *const excludes[] = {"", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES"};
    const char *gap = "";

    lm_buf_addc(b, '(');
    if (o->based) {
        lm_print_name(b, o->name);
        gap = " ";
    }
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
        lm_buf_addf(b, "%s%s BETWEEN ", gap, o->rows ? "ROWS" : o->groups ? "GROUPS" : "RANGE");
        print_bound(b, o->from, o->from_by);
        lm_buf_addz(b, " AND ");
        print_bound(b, o->to, o->to_by);
        lm_buf_addz(b, excludes[o->exclude]);
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
    if (c->over->name.n > 0 && !c->over->based)
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
    const struct lm_ast *inner = print_negated(e);
    const struct lm_ast_call *c = e->call;

    if (inner != NULL) {
        op = print_op_of(inner);
        print_op(b, inner, op, op->negated);
    } else if (op != NULL) {
        print_op(b, e, op, op->text);
    } else if (print_is(e, "timezone", 2)) {
        print_expr(b, e->arg.at[1], BIND_ZONE);
        lm_buf_addz(b, " AT TIME ZONE ");
        print_expr(b, e->arg.at[0], BIND_ZONE + 1);
    } else if (print_is(e, "overlaps", 4)) {
        lm_buf_addc(b, '(');
        lm_print_list(b, &(struct lm_list){e->arg.at, 2, 2}, 0);
        lm_buf_addz(b, ") OVERLAPS (");
        lm_print_list(b, &e->arg, 2);
        lm_buf_addc(b, ')');
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
lm_ast_print(struct lm_buf *b, const struct lm_ast *e)
{
    assert(b != NULL && e != NULL);
    print_expr(b, e, 0);
}
