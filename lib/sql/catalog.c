/* catalog.c -- what names mean. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/catalog.h"

#include <assert.h>

struct lm_source *
lm_catalog_source(struct lm_catalog *c, struct lm_str name)
{
    struct lm_source *nocase = NULL;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_source *s = c->sources.at[i];
        if (lm_str_eq(s->name, name))
            return s;
        if (lm_str_eq_nocase(s->name, name))
            nocase = s;
    }
    return nocase;
}

struct lm_source *
lm_catalog_add_source(struct lm_catalog *c, struct lm_str name)
{
    struct lm_source *s = lm_alloc(c->arena, sizeof *s);

    s->name = lm_str_dup(c->arena, name);
    s->number = c->sources.n;
    s->lag_us = -1;
    lm_list_add(c->arena, &c->sources, s);
    return s;
}

static void want_query(struct lm_catalog *c, const struct lm_query *q);

static void
want_expr(struct lm_catalog *c, const struct lm_ast *e)
{
    if (e == NULL)
        return;
    if (e->op == LM_A_NAME || e->op == LM_A_TABLE_ARG)
        for (uint32_t i = 0; i < e->npart; i++)
            lm_list_add(c->arena, &c->wanted, &e->part[i]);
    for (uint32_t i = 0; i < e->arg.n; i++)
        want_expr(c, e->arg.at[i]);
    for (uint32_t i = 0; i < e->exclude.n; i++)
        want_expr(c, e->exclude.at[i]);
    for (uint32_t i = 0; i < e->replace.n; i++)
        want_expr(c, ((struct lm_ast_item *)e->replace.at[i])->expr);
    if (e->call != NULL) {
        want_expr(c, e->call->filter);
        for (uint32_t i = 0; i < e->call->order.n; i++)
            want_expr(c, ((struct lm_ast_order *)e->call->order.at[i])->expr);
    }
    want_query(c, e->query);
}

static void
want_from(struct lm_catalog *c, const struct lm_from *f)
{
    if (f == NULL)
        return;
    want_query(c, f->query);
    want_expr(c, f->fn);
    if (f->join != NULL) {
        want_from(c, f->join->left);
        want_from(c, f->join->right);
        want_expr(c, f->join->on);
        for (uint32_t i = 0; i < f->join->using_cols.n; i++)
            want_expr(c, f->join->using_cols.at[i]);
    }
}

static void
want_query(struct lm_catalog *c, const struct lm_query *q)
{
    if (q == NULL)
        return;
    for (uint32_t i = 0; i < q->with.n; i++)
        want_query(c, ((struct lm_cte *)q->with.at[i])->query);
    for (uint32_t i = 0; i < q->items.n; i++)
        want_expr(c, ((struct lm_ast_item *)q->items.at[i])->expr);
    want_from(c, q->from);
    want_expr(c, q->where);
    for (uint32_t i = 0; i < q->group.n; i++)
        want_expr(c, q->group.at[i]);
    want_expr(c, q->having);
    for (uint32_t i = 0; i < q->order.n; i++)
        want_expr(c, ((struct lm_ast_order *)q->order.at[i])->expr);
    want_query(c, q->left);
    want_query(c, q->right);
}

void
lm_catalog_want(struct lm_catalog *c, const struct lm_stmt *s)
{
    want_query(c, s->query);
    want_expr(c, s->where);
    if (s->inner != NULL)
        lm_catalog_want(c, s->inner);
}
