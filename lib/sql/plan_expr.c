/* plan_expr.c -- bound expressions as EXPLAIN shows them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/plan_expr.h"

#include <ctype.h>

#include "expr/fn.h"

/* How tightly an operator binds; what binds less stands in parentheses inside. */
enum bind_level { BIND_OR = 1, BIND_AND, BIND_NOT, BIND_COMPARE, BIND_OTHER, BIND_SUM, BIND_PRODUCT, BIND_UNARY };

/* Functions that have a form of their own: what stands before, between and behind their arguments. */
static const struct form {
    const char *name, *before, *between, *behind;
    enum bind_level level;
} forms[] = {
    { "+", "", " + ", "", BIND_SUM },
    { "-", "", " - ", "", BIND_SUM },
    { "*", "", " * ", "", BIND_PRODUCT },
    { "/", "", " / ", "", BIND_PRODUCT },
    { "%", "", " % ", "", BIND_PRODUCT },
    { "=", "", " = ", "", BIND_COMPARE },
    { "<>", "", " <> ", "", BIND_COMPARE },
    { "<", "", " < ", "", BIND_COMPARE },
    { "<=", "", " <= ", "", BIND_COMPARE },
    { ">", "", " > ", "", BIND_COMPARE },
    { ">=", "", " >= ", "", BIND_COMPARE },
    { "distinct_from", "", " IS DISTINCT FROM ", "", BIND_COMPARE },
    { "like", "", " LIKE ", "", BIND_COMPARE },
    { "ilike", "", " ILIKE ", "", BIND_COMPARE },
    { "isnull", "", "", " IS NULL", BIND_COMPARE },
    { "isnotnull", "", "", " IS NOT NULL", BIND_COMPARE },
    { "ismissing", "", "", " IS MISSING", BIND_COMPARE },
    { "istrue", "", "", " IS TRUE", BIND_COMPARE },
    { "isfalse", "", "", " IS FALSE", BIND_COMPARE },
    { "not", "NOT ", "", "", BIND_NOT },
    { "neg", "-", "", "", BIND_UNARY },
    { "bitnot", "~", "", "", BIND_UNARY },
};

static void print(struct lm_buf *b, const struct lm_expr *e, enum bind_level around);

static const struct form *
form_of(const struct lm_expr *e)
{
    static const struct form other = { "", "", "", "", BIND_OTHER };

    if (e->op != LM_X_CALL || e->narg > 2)
        return NULL;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (lm_str_eq(lm_str_of(e->fn->name), lm_str_of(forms[i].name)))
            return &forms[i];
    if (e->narg == 2 && !isalpha((unsigned char)e->fn->name[0]) && e->fn->name[0] != '[')
        return &other;
    return NULL;
}

static void
arguments(struct lm_buf *b, const struct lm_expr *e, uint32_t from, const char *between, enum bind_level around)
{
    for (uint32_t i = from; i < e->narg; i++) {
        lm_buf_addz(b, i > from ? between : "");
        print(b, e->arg[i], around);
    }
}

static void
form_print(struct lm_buf *b, const struct lm_expr *e, const struct form *f)
{
    lm_buf_addz(b, f->before);
    print(b, e->arg[0], f->level);
    for (uint32_t i = 1; i < e->narg; i++) {
        if (f->between[0] != '\0')
            lm_buf_addz(b, f->between);
        else
            lm_buf_addf(b, " %s ", e->fn->name);
        print(b, e->arg[i], f->level + 1);
    }
    lm_buf_addz(b, f->behind);
}

static void
const_print(struct lm_buf *b, const struct lm_expr *e)
{
    const struct lm_val *v = &e->value;
    char type[64];

    if (lm_val_is_null(v)) {
        lm_buf_addz(b, "NULL");
        return;
    }
    if (v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC || v->kind == LM_K_BOOL) {
        lm_val_print(b, v);
        return;
    }
    if (v->kind != LM_K_STR)
        lm_buf_addf(b, "%s ", lm_type_print(lm_type_plain(e->type), type));
    struct lm_buf text = { 0 };
    lm_val_print(&text, v);
    lm_buf_addc(b, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\'')
            lm_buf_addc(b, '\'');
        lm_buf_addc(b, text.p[i]);
    }
    lm_buf_addc(b, '\'');
    lm_buf_fini(&text);
}

static void
case_print(struct lm_buf *b, const struct lm_expr *e)
{
    uint32_t i = 0;

    lm_buf_addz(b, "CASE");
    for (; i + 1 < e->narg; i += 2) {
        lm_buf_addz(b, " WHEN ");
        print(b, e->arg[i], BIND_OR);
        lm_buf_addz(b, " THEN ");
        print(b, e->arg[i + 1], BIND_OR);
    }
    lm_buf_addz(b, " ELSE ");
    print(b, e->arg[i], BIND_OR);
    lm_buf_addz(b, " END");
}

/* NAME(arguments). */
static void
call_print(struct lm_buf *b, const struct lm_expr *e, const char *name)
{
    lm_buf_addf(b, "%s(", name);
    arguments(b, e, 0, ", ", BIND_OR);
    lm_buf_addc(b, ')');
}

static void
subscript_print(struct lm_buf *b, const struct lm_expr *e)
{
    print(b, e->arg[0], BIND_UNARY);
    lm_buf_addc(b, '[');
    arguments(b, e, 1, ":", BIND_OR);
    lm_buf_addc(b, ']');
}

static void
other_print(struct lm_buf *b, const struct lm_expr *e)
{
    static const char *const origins[] = { "_file", "_line", "_offset" };
    char type[64];

    switch (e->op) {
    case LM_X_CONST:
        const_print(b, e);
        return;
    case LM_X_COL:
        lm_buf_addf(b, "%.*s", LM_STRF(e->name));
        return;
    case LM_X_CAST:
    case LM_X_TRY_CAST:
        lm_buf_addz(b, e->op == LM_X_CAST ? "CAST(" : "TRY_CAST(");
        print(b, e->arg[0], BIND_OR);
        lm_buf_addf(b, " AS %s)", lm_type_print(e->type, type));
        return;
    case LM_X_CASE:
        case_print(b, e);
        return;
    case LM_X_LAMBDA:
        lm_buf_addz(b, "lambda -> ");
        print(b, e->arg[0], BIND_OR);
        return;
    case LM_X_ORIGIN:
        lm_buf_addz(b, origins[e->col]);
        return;
    case LM_X_CALL:
        if (e->fn->name[0] == '[')
            subscript_print(b, e);
        else
            call_print(b, e, e->fn->name);
        return;
    default:
        call_print(b, e, e->op == LM_X_COALESCE ? "coalesce"
                         : e->op == LM_X_TRY    ? "try"
                         : e->op == LM_X_NOW    ? "now"
                         : e->op == LM_X_MARK   ? "watermark"
                                                : "event_time");
        return;
    }
}

static void
print(struct lm_buf *b, const struct lm_expr *e, enum bind_level around)
{
    while (e->op == LM_X_ADAPT || e->op == LM_X_ADAPT_CMP || e->op == LM_X_READ || e->op == LM_X_PRESENT)
        e = e->arg[0];
    const struct form *f = form_of(e);
    enum bind_level own = f != NULL            ? f->level
                          : e->op == LM_X_AND  ? BIND_AND
                          : e->op == LM_X_OR   ? BIND_OR
                          : e->op == LM_X_IN   ? BIND_COMPARE
                                               : BIND_UNARY;

    if (own < around)
        lm_buf_addc(b, '(');
    if (f != NULL) {
        form_print(b, e, f);
    } else if (e->op == LM_X_AND || e->op == LM_X_OR) {
        arguments(b, e, 0, e->op == LM_X_AND ? " AND " : " OR ", own + 1);
    } else if (e->op == LM_X_IN) {
        print(b, e->arg[0], BIND_COMPARE + 1);
        lm_buf_addz(b, " IN (");
        arguments(b, e, 1, ", ", BIND_OR);
        lm_buf_addc(b, ')');
    } else {
        other_print(b, e);
    }
    if (own < around)
        lm_buf_addc(b, ')');
}

void
plan_expr_print(struct lm_buf *b, const struct lm_expr *e)
{
    print(b, e, BIND_OR);
}

void
plan_exprs_print(struct lm_buf *b, struct lm_expr *const *e, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        plan_expr_print(b, e[i]);
    }
}
