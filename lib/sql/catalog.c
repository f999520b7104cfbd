/* catalog.c -- what names mean. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/catalog.h"


bool
lm_catalog_alive(const struct lm_catalog *c, struct lm_life life)
{
    return life.from > 0 && life.from <= c->at && c->at < life.to;
}

/* How near a life is to the statement; 0: it is over, or has the other name. */
static uint64_t
name_rank(const struct lm_catalog *c, struct lm_life life, struct lm_str has, struct lm_str name)
{
    const uint64_t exact = (uint64_t)lm_str_eq(has, name) << 35;

    if (!lm_str_eq_nocase(has, name) || life.to <= c->at || life.to <= life.from)
        return 0;
    if (life.from == 0)
        return exact + 1;
    if (life.from > c->at)
        return exact + ((uint64_t)1 << 33) + (UINT32_MAX - life.from);
    return exact + ((uint64_t)1 << 34) + life.from;
}

struct lm_stream *
lm_catalog_stream(const struct lm_catalog *c, struct lm_str name)
{
    struct lm_stream *best = NULL;
    uint64_t best_rank = 0;

    for (uint32_t i = 0; i < c->streams.n; i++) {
        struct lm_stream *s = c->streams.at[i];
        uint64_t rank = name_rank(c, s->life, s->name, name);
        if (rank > best_rank) {
            best = s;
            best_rank = rank;
        }
    }
    for (uint32_t i = 0; i < c->sources.n && best != NULL; i++) {
        const struct lm_source *s = c->sources.at[i];
        if (!s->of_path && name_rank(c, s->life, s->name, name) > best_rank)
            return NULL;
    }
    return best;
}

struct lm_source *
lm_catalog_source(const struct lm_catalog *c, struct lm_str name)
{
    struct lm_source *best = NULL;
    uint64_t best_rank = 0;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        struct lm_source *s = c->sources.at[i];
        uint64_t rank = s->of_path ? 0 : name_rank(c, s->life, s->name, name);
        if (rank > best_rank) {
            best = s;
            best_rank = rank;
        }
    }
    return best;
}

struct lm_source *
lm_catalog_add_source(struct lm_catalog *c, struct lm_str name)
{
    struct lm_source *s = lm_alloc(c->arena, sizeof *s);

    s->name = lm_str_dup(c->arena, name);
    s->number = c->sources.n;
    s->lag_us = -1;
    s->life.to = LM_NEVER_DROPPED;
    lm_list_add(c->arena, &c->sources, s);
    return s;
}

struct lm_stream *
lm_catalog_add_stream(struct lm_catalog *c, struct lm_str name, struct lm_stmt *st)
{
    struct lm_stream *s = lm_alloc(c->arena, sizeof *s);

    s->name = name;
    s->stmt = st;
    s->life = (struct lm_life){c->at, LM_NEVER_DROPPED};
    lm_list_add(c->arena, &c->streams, s);
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
    c->joins = c->joins || e->query != NULL;
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
        c->joins = true;
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
