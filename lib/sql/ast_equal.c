/* ast_equal.c -- whether two expressions say the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "sql/ast.h"

static bool
equal_name(struct lm_str a, struct lm_str b, bool quoted)
{
    return quoted ? lm_str_eq(a, b) : lm_str_eq_nocase(a, b);
}

static bool
equal_val(const struct lm_val *a, const struct lm_val *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        return true;
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON:
        return lm_str_eq(lm_val_text(a), lm_val_text(b));
    case LM_K_F64:
        return memcmp(&a->f, &b->f, sizeof a->f) == 0;
    case LM_K_DEC:
        return a->d == b->d && a->scale == b->scale;
    case LM_K_IVL:
        return a->ivl.months == b->ivl.months && a->ivl.days == b->ivl.days &&
               a->ivl.us == b->ivl.us;
    default:
        return a->i == b->i;
    }
}

static bool
equal_type(const struct lm_type *a, const struct lm_type *b)
{
    if (a->id != b->id || a->precision != b->precision || a->scale != b->scale ||
        a->limit != b->limit || a->nfield != b->nfield)
        return false;
    for (uint32_t i = 0; i < a->nfield; i++)
        if (!lm_str_eq(a->fields[i].name, b->fields[i].name) ||
            !equal_type(&a->fields[i].type, &b->fields[i].type))
            return false;
    return true;
}

static bool
equal_list(const struct lm_list *a, const struct lm_list *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!lm_ast_equal(a->at[i], b->at[i]))
            return false;
    return true;
}

static bool
equal_orders(const struct lm_list *a, const struct lm_list *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct lm_ast_order *x = a->at[i];
        const struct lm_ast_order *y = b->at[i];
        if (x->desc != y->desc || x->nulls != y->nulls || !lm_ast_equal(x->expr, y->expr))
            return false;
    }
    return true;
}

static bool
equal_items(const struct lm_list *a, const struct lm_list *b)
{
    if (a->n != b->n)
        return false;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct lm_ast_item *x = a->at[i];
        const struct lm_ast_item *y = b->at[i];
        if (!lm_str_eq(x->alias, y->alias) || !lm_ast_equal(x->expr, y->expr))
            return false;
    }
    return true;
}

static bool
equal_over(const struct lm_ast_over *a, const struct lm_ast_over *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return lm_str_eq_nocase(a->name, b->name) && a->based == b->based && equal_list(&a->partition, &b->partition) &&
           equal_orders(&a->order, &b->order) && a->framed == b->framed && a->rows == b->rows &&
           a->groups == b->groups && a->exclude == b->exclude &&
           a->from == b->from && a->to == b->to && lm_ast_equal(a->from_by, b->from_by) &&
           lm_ast_equal(a->to_by, b->to_by);
}

static bool
equal_call(const struct lm_ast_call *a, const struct lm_ast_call *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->distinct == b->distinct && a->respect_nulls == b->respect_nulls &&
           a->ignore_nulls == b->ignore_nulls && a->within_group == b->within_group &&
           equal_orders(&a->order, &b->order) && lm_ast_equal(a->filter, b->filter) &&
           equal_over(a->over, b->over);
}

/* Queries are the same when they print the same. */
static bool
equal_query(const struct lm_query *a, const struct lm_query *b)
{
    struct lm_buf x = {0};
    struct lm_buf y = {0};
    bool same = a == b;

    if (!same && a != NULL && b != NULL) {
        lm_query_print(&x, a);
        lm_query_print(&y, b);
        same = lm_str_eq(lm_buf_str(&x), lm_buf_str(&y));
    }
    lm_buf_fini(&x);
    lm_buf_fini(&y);
    return same;
}

bool
lm_ast_equal(const struct lm_ast *a, const struct lm_ast *b)
{
    bool quoted = false;

    if (a == b || a == NULL || b == NULL)
        return a == b;
    quoted = a->quoted || b->quoted || a->op == LM_A_FIELD;
    if (a->op != b->op || a->npart != b->npart || a->negated != b->negated ||
        !equal_name(a->name, b->name, a->op == LM_A_PARAM))
        return false;
    for (uint32_t i = 0; i < a->npart; i++)
        if (!equal_name(a->part[i], b->part[i], quoted))
            return false;
    return equal_list(&a->arg, &b->arg) && equal_val(&a->value, &b->value) &&
           equal_type(&a->type, &b->type) && equal_call(a->call, b->call) &&
           equal_query(a->query, b->query) && equal_list(&a->exclude, &b->exclude) &&
           equal_items(&a->replace, &b->replace) && equal_items(&a->rename, &b->rename);
}
