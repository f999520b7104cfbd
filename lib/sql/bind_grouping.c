/* bind_grouping.c -- GROUPING SETS, ROLLUP and CUBE: a UNION ALL of one query for each set. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The query is written out before it is bound: for each set a copy that groups by the set, in which the
 * keys of the other sets are NULL (but not inside aggregates) and GROUPING(...) is a number. The first
 * copy keeps the names; ORDER BY, LIMIT and EMIT belong to the whole.
 */
#include "sql/bind_priv.h"

struct rewrite {
    struct lm_binder *b;
    const struct lm_list *absent; /* of struct lm_ast: keys that are not in this set */
};

static bool
is_among(const struct lm_list *keys, const struct lm_ast *e)
{
    for (uint32_t i = 0; i < keys->n; i++)
        if (lm_ast_equal(keys->at[i], e))
            return true;
    return false;
}

static struct lm_ast *
literal(struct rewrite *r, const struct lm_ast *like, struct lm_type type, struct lm_val v)
{
    struct lm_ast *e = lm_alloc(r->b->a, sizeof *e);

    e->op = LM_A_LITERAL;
    e->pos = like->pos;
    e->type = type;
    e->value = v;
    return e;
}

/* GROUPING(a, b): a bit for each argument, the last one lowest, 1 where it is not a key of this set. */
static struct lm_ast *
grouping_bits(struct rewrite *r, const struct lm_ast *e)
{
    int64_t bits = 0;

    for (uint32_t i = 0; i < e->arg.n; i++)
        bits = bits * 2 + is_among(r->absent, e->arg.at[i]);
    return literal(r, e, lm_type_of(LM_T_BIGINT), lm_val_int(bits));
}

static struct lm_ast *
rewritten(struct rewrite *r, const struct lm_ast *e)
{
    if (e == NULL || is_among(r->absent, e))
        return e == NULL ? NULL : literal(r, e, lm_type_of(LM_T_NULL), LM_VAL_NULL);
    if (e->op == LM_A_CALL && (lm_str_eq_nocase(e->name, LM_STR("grouping")) ||
                               lm_str_eq_nocase(e->name, LM_STR("grouping_id"))))
        return grouping_bits(r, e);
    if (e->arg.n == 0 || (e->op == LM_A_CALL && lm_agg_is(e->name)))
        return (struct lm_ast *)e;
    struct lm_ast *copy = lm_alloc_copy(r->b->a, e, sizeof *e);
    copy->arg = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < e->arg.n; i++)
        lm_list_add(r->b->a, &copy->arg, rewritten(r, e->arg.at[i]));
    return copy;
}

/* The query for one set. */
static struct lm_query *
set_query(struct lm_binder *b, const struct lm_query *q, const struct lm_list *set, const struct lm_list *all)
{
    struct lm_query *c = lm_alloc_copy(b->a, q, sizeof *q);
    struct lm_list absent = { 0 };
    struct rewrite r = { .b = b, .absent = &absent };

    for (uint32_t i = 0; i < all->n; i++)
        if (!is_among(set, all->at[i]))
            lm_list_add(b->a, &absent, all->at[i]);
    c->grouping = NULL;
    c->with = (struct lm_list){ 0 };
    c->group = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < set->n; i++)
        lm_list_add(b->a, &c->group, set->at[i]);
    c->items = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < q->items.n; i++) {
        const struct lm_ast_item *item = q->items.at[i];
        struct lm_ast_item *copy = lm_alloc_copy(b->a, item, sizeof *item);
        copy->expr = rewritten(&r, item->expr);
        if (item->alias.n == 0 && item->expr->op != LM_A_STAR)
            copy->alias = bind_item_name(b, item->expr, NULL);
        lm_list_add(b->a, &c->items, copy);
    }
    c->having = rewritten(&r, q->having);
    if (c->group.n == 0 && !query_aggregates(c)) { /* GROUP BY (): one row */
        struct lm_ast at = { .pos = q->group_pos };
        c->having = literal(&r, &at, lm_type_of(LM_T_BOOLEAN), lm_val_bool(true));
    }
    c->order = c->limit_by = (struct lm_list){ 0 };
    c->limit = c->offset = NULL;
    c->emit = LM_EMIT_NONE;
    return c;
}

struct lm_query *
grouping_query(struct lm_binder *b, const struct lm_query *q)
{
    const struct lm_list *sets = &q->grouping->sets;
    struct lm_list all = { 0 };
    struct lm_query *whole = NULL;

    for (uint32_t i = 0; i < sets->n; i++) {
        const struct lm_list *set = sets->at[i];
        for (uint32_t k = 0; k < set->n; k++)
            if (!is_among(&all, set->at[k]))
                lm_list_add(b->a, &all, set->at[k]);
    }
    for (uint32_t i = 0; i < sets->n; i++) {
        struct lm_query *one = set_query(b, q, sets->at[i], &all);
        if (whole == NULL) {
            whole = one;
            continue;
        }
        struct lm_query *both = lm_alloc(b->a, sizeof *both);
        both->op = LM_Q_UNION;
        both->all = true;
        both->pos = q->pos;
        both->left = whole;
        both->right = one;
        whole = both;
    }
    if (whole->op == LM_Q_SELECT) { /* one set: it only needs its clauses back */
        struct lm_query *only = lm_alloc_copy(b->a, whole, sizeof *whole);
        only->order = q->order;
        only->limit = q->limit;
        only->offset = q->offset;
        only->emit = q->emit;
        only->every = q->every;
        return only;
    }
    whole->order = q->order;
    whole->limit = q->limit;
    whole->offset = q->offset;
    whole->emit = q->emit;
    whole->every = q->every;
    whole->emit_pos = q->emit_pos;
    return whole;
}
