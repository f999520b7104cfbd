/* bind_lookup.c -- lookup tables: snapshots, or read on demand through a cache. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A snapshot is a source like any other, which the planner of joins reads first. A table that is read on demand
 * is never read as a whole: it only answers joins that ask for keys. So it stands on the right of INNER and LEFT
 * joins, all of whose keys have to be known, and the rows that ask are never taken back, as the table may
 * answer otherwise by then.
 */
#include "sql/bind_join.h"
#include "sql/bind_option.h"

static const int64_t ttl_us = 10 * LM_US_MINUTE, negative_ttl_us = LM_US_MINUTE;
enum { CACHE_ROWS = 100000 };

/* lookup = 'on demand', and the options that mean something there alone. */
static int
lookup_options(struct lm_binder *b, struct lm_source *s)
{
    static const char *const of_cache[] = { "cache.ttl", "cache.negative_ttl", "cache.max_rows" };
    const struct lm_ast_option *how = option_find(&s->options, "lookup");

    if (how != NULL && !lm_str_eq_nocase(lm_val_text(&how->value), LM_STR("snapshot"))) {
        s->on_demand = lm_str_eq_nocase(lm_val_text(&how->value), LM_STR("on demand")) ||
                       lm_str_eq_nocase(lm_val_text(&how->value), LM_STR("on_demand"));
        if (!s->on_demand)
            return lm_fail(b->err, LM_E_LITERAL, how->value_pos, "lookup is 'snapshot' or 'on demand'");
    }
    for (size_t i = 0; i < sizeof of_cache / sizeof *of_cache; i++) {
        const struct lm_ast_option *o = option_find(&s->options, of_cache[i]);
        if (o == NULL || s->on_demand)
            continue;
        lm_fail(b->err, LM_E_OPTION, o->pos, "%s is for lookups on demand: a snapshot has no cache", of_cache[i]);
        return lm_hint(b->err, "lookup = 'on demand'");
    }
    s->cache_ttl_us = option_number(&s->options, "cache.ttl", ttl_us);
    s->cache_negative_ttl_us = option_number(&s->options, "cache.negative_ttl", negative_ttl_us);
    s->cache_rows = option_number(&s->options, "cache.max_rows", CACHE_ROWS);
    return 0;
}

/* CREATE LOOKUP TABLE: a source that is read whole before anything is looked up in it, or on demand. */
int
bind_create_lookup(struct lm_binder *b, struct lm_stmt *st)
{
    uint32_t n = b->cat->sources.n;

    if (bind_create_source(b, st) != 0)
        return -1;
    if (b->cat->sources.n == n)
        return 0;
    struct lm_source *s = b->cat->sources.at[n];
    const struct lm_ast_option *follow = option_find(&s->options, "follow");
    s->lookup = true;
    if (follow != NULL)
        return lm_fail(b->err, LM_E_OPTION, follow->pos, "a lookup table is read to its end and not followed");
    if (s->align_group.n > 0)
        return lm_fail(b->err, LM_E_OPTION, option_find(&s->options, "alignment.group")->pos,
                       "a lookup table is read before anything waits for it");
    if (s->connector == LM_CONNECTOR_NEXMARK && option_find(&s->options, "events") == NULL)
        return lm_fail(b->err, LM_E_OPTION, st->name_pos, "a lookup table is read to its end: NEXMARK needs events");
    return lookup_options(b, s);
}

/* Joins ------------------------------------------------------------------------------------------------- */

struct lm_source *
lm_plan_lookup(const struct lm_plan *p)
{
    while (p->op == LM_P_FILTER || p->op == LM_P_PROJECT)
        p = p->in[0];
    return p->op == LM_P_SCAN && p->source->on_demand ? p->source : NULL;
}

static int
lookup_refuse(struct lm_binder *b, struct lm_pos pos, const struct lm_source *s, const char *why)
{
    lm_fail(b->err, LM_E_UNSUPPORTED, pos, "\"%.*s\" is looked up on demand: %s", LM_STRF(s->name), why);
    return lm_hint(b->err, "lookup = 'snapshot' reads it whole, and then it is a table as any other");
}

/* The column of the table that a key is, as it is or made to fit the other side; NULL: it is more than that. */
static const struct lm_plan_col *
key_column(const struct lm_expr *e)
{
    for (;;) {
        if (e->op == LM_X_ADAPT_CMP || e->op == LM_X_CAST) {
            e = e->arg[0];
            continue;
        }
        const struct lm_plan_col *c = plan_ref_col(e);
        if (c == NULL || c->source != NULL || c->expr == NULL)
            return c;
        e = c->expr;
    }
}

static bool
key_is_asked(const struct lm_plan *join, struct lm_str name)
{
    for (uint32_t i = 0; i < join->nkey; i++) {
        const struct lm_plan_col *c = key_column(join->rkey[i]);
        if (c != NULL && lm_str_eq_nocase(c->name, name))
            return true;
    }
    return false;
}

/* A pipe can be read once. */
static bool
can_be_read_again(const struct lm_source *s)
{
    for (uint32_t i = 0; i < s->npaths; i++)
        if (lm_str_eq(lm_str_of(s->paths[i]), LM_STR("-")))
            return false;
    return !s->live && !s->from_inserts && s->npaths > 0;
}

int
join_lookup(struct join_parts *x, const struct lm_source *table)
{
    struct lm_binder *b = x->s->b;
    struct lm_plan *join = x->join;
    struct lm_pos pos = x->from->pos;
    const struct lm_list *key = &table->stmt->primary_key;

    if (!can_be_read_again(table))
        return lookup_refuse(b, pos, table, "it must be a regular file, which can be read again");
    if (join->join != LM_PJ_INNER && join->join != LM_PJ_LEFT)
        return lookup_refuse(b, pos, table, "INNER and LEFT joins may ask for its rows");
    if (join->in[0]->changing || join->in[1]->changing)
        return lookup_refuse(b, pos, table, "it may answer otherwise by the time that a row is taken back");
    if (x->from->join->within_before != NULL)
        return lookup_refuse(b, pos, table, "a join WITHIN a time keeps the rows of both sides");
    if (join->nkey == 0)
        return lookup_refuse(b, pos, table, "the join has to name its key, as in ON a.k = b.k");
    for (uint32_t i = 0; i < key->n; i++) {
        struct lm_str name = ((const struct lm_ast *)key->at[i])->part[0];
        if (key_is_asked(join, name))
            continue;
        lookup_refuse(b, pos, table, "the join has to compare the whole PRIMARY KEY with =");
        return -1;
    }
    join->how = LM_PH_LOOKUP;
    return 0;
}

/* Whether `p` may read its k-th input although that is such a table. */
static bool
may_read(const struct lm_plan *p, int k)
{
    return p->op == LM_P_FILTER || p->op == LM_P_PROJECT || (p->op == LM_P_JOIN && p->how == LM_PH_LOOKUP && k == 1);
}

int
lookups_check(struct lm_binder *b, const struct lm_list *outputs)
{
    static const char why[] = "it stands on the right of an INNER or LEFT JOIN ON its key";

    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct lm_plan *p = b->nodes.at[i];
        for (int k = 0; k < 2; k++)
            if (p->in[k] != NULL && !may_read(p, k) && lm_plan_lookup(p->in[k]) != NULL)
                return lookup_refuse(b, p->in[k]->pos, lm_plan_lookup(p->in[k]), why);
        for (uint32_t k = 0; p->op == LM_P_UNION && k < p->more.n; k++) {
            const struct lm_plan *in = p->more.at[k];
            if (lm_plan_lookup(in) != NULL)
                return lookup_refuse(b, in->pos, lm_plan_lookup(in), why);
        }
    }
    for (uint32_t i = 0; i < outputs->n; i++) {
        const struct lm_plan *p = ((const struct lm_output *)outputs->at[i])->plan;
        if (lm_plan_lookup(p) != NULL)
            return lookup_refuse(b, p->pos, lm_plan_lookup(p), why);
    }
    return 0;
}
