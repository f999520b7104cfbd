/* reads.c -- which names a query reads: what DROP must know. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/reads.h"

static bool expr_reads(const struct lm_ast *e, struct lm_str name);

static bool
exprs_read(const struct lm_list *list, struct lm_str name)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (expr_reads(list->at[i], name))
            return true;
    return false;
}

static bool
orders_read(const struct lm_list *list, struct lm_str name)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (expr_reads(((const struct lm_ast_order *)list->at[i])->expr, name))
            return true;
    return false;
}

static bool
items_read(const struct lm_list *list, struct lm_str name)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (expr_reads(((const struct lm_ast_item *)list->at[i])->expr, name))
            return true;
    return false;
}

static bool
over_reads(const struct lm_ast_over *over, struct lm_str name)
{
    return over != NULL && (exprs_read(&over->partition, name) || orders_read(&over->order, name));
}

static bool
expr_reads(const struct lm_ast *e, struct lm_str name)
{
    if (e == NULL)
        return false;
    if (e->op == LM_A_TABLE_ARG && e->npart == 1 && lm_str_eq_nocase(e->part[0], name) &&
        lm_str_eq_nocase(e->name, LM_STR("TABLE")))
        return true;
    if (exprs_read(&e->arg, name) || items_read(&e->replace, name))
        return true;
    if (e->call != NULL && (expr_reads(e->call->filter, name) ||
                            orders_read(&e->call->order, name) || over_reads(e->call->over, name)))
        return true;
    return e->query != NULL && query_reads(e->query, name);
}

/* A table function: its first argument may be the plain name of a table. */
static bool
function_reads(const struct lm_ast *fn, struct lm_str name)
{
    const struct lm_ast *first = fn->arg.n > 0 ? fn->arg.at[0] : NULL;

    if (first != NULL && first->op == LM_A_NAME && first->npart == 1 &&
        lm_str_eq_nocase(first->part[0], name))
        return true;
    return expr_reads(fn, name);
}

static bool
from_reads(const struct lm_from *f, struct lm_str name)
{
    if (f == NULL)
        return false;
    if (f->op == LM_F_NAME && lm_str_eq_nocase(f->name, name))
        return true;
    if (f->query != NULL && query_reads(f->query, name))
        return true;
    if (f->fn != NULL && function_reads(f->fn, name))
        return true;
    return f->join != NULL &&
           (from_reads(f->join->left, name) || from_reads(f->join->right, name) ||
            expr_reads(f->join->on, name) || expr_reads(f->join->match, name));
}

/* A query without FROM reads standard input as soon as it names a column; nobody can drop that. */
bool
query_reads(const struct lm_query *q, struct lm_str name)
{
    for (uint32_t i = 0; q != NULL && i < q->with.n; i++) {
        const struct lm_cte *c = q->with.at[i];
        if (query_reads(c->query, name))
            return true;
        if (lm_str_eq_nocase(c->name, name))
            return false;
    }
    if (q == NULL)
        return false;
    for (uint32_t i = 0; i < q->windows.n; i++)
        if (over_reads(((const struct lm_named_window *)q->windows.at[i])->over, name))
            return true;
    for (uint32_t i = 0; i < q->rows.n; i++)
        if (exprs_read(q->rows.at[i], name))
            return true;
    return from_reads(q->from, name) || items_read(&q->items, name) || expr_reads(q->where, name) ||
           exprs_read(&q->group, name) || expr_reads(q->having, name) ||
           expr_reads(q->qualify, name) || orders_read(&q->order, name) ||
           exprs_read(&q->distinct_on, name) || query_reads(q->left, name) ||
           query_reads(q->right, name);
}
