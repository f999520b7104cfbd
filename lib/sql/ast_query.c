/* ast_query.c -- queries: clauses come in any order from the grammar and are checked here. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "grammar/sql.h"
#include "sql/make_query.h"

/* Clauses of a SELECT in their order; those of one rank may change places. */
enum query_clause {
    CLAUSE_SELECT,
    CLAUSE_FROM,
    CLAUSE_WHERE,
    CLAUSE_GROUP,
    CLAUSE_HAVING,
    CLAUSE_LATENESS,
    CLAUSE_LATE,
    CLAUSE_WINDOW,
    CLAUSE_QUALIFY,
    CLAUSE_WITHIN,
    CLAUSE_ORDER,
    CLAUSE_LIMIT,
    CLAUSE_OFFSET,
    CLAUSE_EMIT,
    CLAUSES
};

static const struct {
    const char *name;
    int rank;
} query_clauses[CLAUSES] = {
    [CLAUSE_SELECT] = {"SELECT", 0},     [CLAUSE_FROM] = {"FROM", 1},
    [CLAUSE_WHERE] = {"WHERE", 2},       [CLAUSE_GROUP] = {"GROUP BY", 3},
    [CLAUSE_HAVING] = {"HAVING", 4},     [CLAUSE_LATENESS] = {"ALLOW LATENESS", 4},
    [CLAUSE_LATE] = {"LATE DATA TO", 4}, [CLAUSE_WINDOW] = {"WINDOW", 5},
    [CLAUSE_QUALIFY] = {"QUALIFY", 6},   [CLAUSE_WITHIN] = {"WITHIN", 7},
    [CLAUSE_ORDER] = {"ORDER BY", 8},    [CLAUSE_LIMIT] = {"LIMIT", 9},
    [CLAUSE_OFFSET] = {"OFFSET", 9},     [CLAUSE_EMIT] = {"EMIT", 9},
};

static struct lm_query *
query_new(struct lm_parse *p, enum lm_query_op op, struct lm_pos pos)
{
    struct lm_query *q = lm_alloc(p->arena, sizeof *q);

    q->op = op;
    q->pos = pos;
    q->depth = LM_DEPTH_LEVEL;
    return q;
}

static void
query_depth(struct lm_parse *p, struct lm_query *q, uint32_t depth)
{
    if (depth + LM_DEPTH_LEVEL > q->depth)
        q->depth = lm_parse_depth(p, q->pos, depth, LM_DEPTH_LEVEL);
}

/* Notes that q (a new one for NULL) has the clause that begins at t; it must stand in order. */
static struct lm_query *
query_clause(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, enum query_clause c)
{
    /* What may come late: SELECT behind FROM, and lateness behind all of the SELECT. */
    bool free = c == CLAUSE_SELECT || c == CLAUSE_LATENESS || c == CLAUSE_LATE;

    if (q == NULL)
        q = query_new(p, LM_Q_SELECT, t->pos);
    if ((q->clauses & 1u << c) != 0) {
        const struct lm_token *before = t > p->tokens.at ? t - 1 : t;
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "%s stands twice", query_clauses[c].name);
        if (c == CLAUSE_SELECT)
            lm_hint(p->err, lm_str_eq_nocase(before->text, LM_STR("minus"))
                                ? "EXCEPT takes the rows of the second query away"
                                : "\";\" parts statements, UNION ALL puts their rows together");
    }
    for (int i = 0; i < CLAUSES && !free; i++)
        if ((q->clauses & 1u << i) != 0 && query_clauses[i].rank > query_clauses[c].rank)
            lm_fail(p->err, LM_E_SYNTAX, t->pos, "%s must stand before %s", query_clauses[c].name,
                    query_clauses[i].name);
    q->clauses |= 1u << c;
    q->pos = lm_pos_here(p, q->pos);
    return q;
}

struct lm_quant *
lm_quant_new(struct lm_parse *p, struct lm_list *on)
{
    struct lm_quant *d = lm_alloc(p->arena, sizeof *d);

    d->on = on;
    return d;
}

struct lm_query *
lm_query_items(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
               struct lm_quant *quant, struct lm_list *items)
{
    q = query_clause(p, q, t, CLAUSE_SELECT);
    q->items = *items;
    if (quant != NULL && quant->on != NULL)
        q->distinct_on = *quant->on;
    else if (quant != NULL)
        q->distinct = true;
    for (uint32_t i = 0; i < items->n; i++)
        query_depth(p, q, ((struct lm_ast_item *)items->at[i])->expr->depth);
    for (uint32_t i = 0; i < q->distinct_on.n; i++)
        query_depth(p, q, ((struct lm_ast *)q->distinct_on.at[i])->depth);
    return q;
}

struct lm_query *
lm_query_from(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
              struct lm_from *from)
{
    q = query_clause(p, q, t, CLAUSE_FROM);
    q->from = from;
    query_depth(p, q, from->depth);
    return q;
}

struct lm_query *
lm_query_where(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x)
{
    q = query_clause(p, q, t, CLAUSE_WHERE);
    q->where = x;
    query_depth(p, q, x->depth);
    return q;
}

struct lm_query *
lm_query_group(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
               struct lm_list *groups)
{
    q = query_clause(p, q, t, CLAUSE_GROUP);
    q->group_pos = lm_pos_here(p, t->pos);
    lm_group_put(p, q, groups);
    for (uint32_t i = 0; i < q->group.n; i++)
        query_depth(p, q, ((struct lm_ast *)q->group.at[i])->depth);
    return q;
}

struct lm_query *
lm_query_group_all(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                   const struct lm_token *end)
{
    q = query_clause(p, q, t, CLAUSE_GROUP);
    q->group_pos = lm_pos_span(t->pos, end->pos);
    q->group_all = true;
    return q;
}

struct lm_query *
lm_query_having(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x)
{
    q = query_clause(p, q, t, CLAUSE_HAVING);
    q->having = x;
    query_depth(p, q, x->depth);
    return q;
}

struct lm_query *
lm_query_windows(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                 struct lm_list *windows)
{
    q = query_clause(p, q, t, CLAUSE_WINDOW);
    for (uint32_t i = 0; i < windows->n; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct lm_named_window *w = windows->at[i];
            if (lm_str_eq_nocase(w->name, ((struct lm_named_window *)windows->at[k])->name))
                lm_fail(p->err, LM_E_SYNTAX, w->over->pos, "window \"%.*s\" stands twice", LM_STRF(w->name));
        }
    q->windows = *windows;
    return q;
}

struct lm_query *
lm_query_qualify(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x)
{
    q = query_clause(p, q, t, CLAUSE_QUALIFY);
    q->qualify = x;
    query_depth(p, q, x->depth);
    return q;
}

struct lm_query *
lm_query_lateness(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                  struct lm_ast *x)
{
    q = query_clause(p, q, t, CLAUSE_LATENESS);
    q->lateness = x;
    q->lateness_pos = lm_pos_here(p, t->pos);
    query_depth(p, q, x->depth);
    return q;
}

struct lm_query *
lm_query_late(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
              const struct lm_token *to)
{
    q = query_clause(p, q, t, CLAUSE_LATE);
    q->late_to = lm_token_name(p, to);
    q->late_to_path = to->code == LM_TK_STRING;
    q->late_pos = lm_pos_here(p, t->pos);
    return q;
}

struct lm_query *
lm_query_within(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x)
{
    q = query_clause(p, q, t, CLAUSE_WITHIN);
    q->distinct_within = x;
    query_depth(p, q, x->depth);
    if ((q->clauses & 1u << CLAUSE_SELECT) != 0 && !q->distinct)
        lm_fail(p->err, LM_E_SYNTAX, lm_pos_here(p, t->pos),
                "WITHIN belongs to SELECT DISTINCT or to a join");
    return q;
}

struct lm_query *
lm_query_core_done(struct lm_parse *p, struct lm_query *q)
{
    if (q->distinct_within != NULL && !q->distinct)
        lm_fail(p->err, LM_E_SYNTAX, q->distinct_within->pos,
                "WITHIN belongs to SELECT DISTINCT or to a join");
    return q;
}

struct lm_query *
lm_query_paren(struct lm_query *q)
{
    q->paren = true;
    return q;
}

struct lm_query *
lm_query_values(struct lm_parse *p, const struct lm_token *t, struct lm_list *rows)
{
    struct lm_query *q = query_new(p, LM_Q_VALUES, lm_pos_here(p, t->pos));

    q->rows = *rows;
    for (uint32_t i = 0; i < rows->n; i++) {
        const struct lm_list *row = rows->at[i];
        const struct lm_list *first = rows->at[0];
        if (row->n != first->n)
            lm_fail(p->err, LM_E_WIDTH, ((struct lm_ast *)row->at[0])->pos,
                    "this row has %u values, the first has %u", row->n, first->n);
        for (uint32_t k = 0; k < row->n; k++)
            query_depth(p, q, ((struct lm_ast *)row->at[k])->depth);
    }
    return q;
}

/* TABLE t is SELECT * FROM t. */
struct lm_query *
lm_query_table(struct lm_parse *p, const struct lm_token *t, const struct lm_token *name)
{
    struct lm_query *q = query_new(p, LM_Q_SELECT, lm_pos_here(p, t->pos));

    q->from = lm_from_named(p, name);
    return q;
}

struct lm_query *
lm_query_set(struct lm_parse *p, const struct lm_token *t, bool all, struct lm_query *l,
             struct lm_query *r)
{
    struct lm_query *q = query_new(p, LM_Q_UNION, lm_pos_span(l->pos, r->pos));

    if (t->code == LM_TK_EXCEPT)
        q->op = LM_Q_EXCEPT;
    if (t->code == LM_TK_INTERSECT)
        q->op = LM_Q_INTERSECT;
    q->all = all;
    q->left = l;
    q->right = r;
    q->depth = lm_parse_depth(p, q->pos, l->depth, LM_DEPTH_PART);
    query_depth(p, q, r->depth);
    return q;
}

/* q itself, or SELECT * FROM (q) where more clauses of its own kind would stand behind q's own. */
static struct lm_query *
query_open(struct lm_parse *p, struct lm_query *q)
{
    struct lm_query *outer = NULL;
    bool tails = q->order.n > 0 || q->limit != NULL || q->offset != NULL || q->emit != LM_EMIT_NONE;

    if (!q->paren || (!tails && q->with.n == 0 && q->lateness == NULL && q->late_to.n == 0)) {
        q->paren = false;
        return q;
    }
    outer = query_new(p, LM_Q_SELECT, q->pos);
    outer->clauses = 1u << CLAUSE_SELECT | 1u << CLAUSE_FROM;
    outer->from = lm_from_query(p, q, NULL, false);
    query_depth(p, outer, outer->from->depth);
    return outer;
}

struct lm_query *
lm_query_with(struct lm_parse *p, const struct lm_token *t, struct lm_list *ctes,
              struct lm_query *q)
{
    q = query_open(p, q);
    /* WITH before INSERT INTO, and one more before its query. */
    for (uint32_t i = 0; i < q->with.n; i++)
        lm_list_add(p->arena, ctes, q->with.at[i]);
    q->with = *ctes;
    q->pos = lm_pos_span(t->pos, q->pos);
    for (uint32_t i = 0; i < ctes->n; i++) {
        const struct lm_cte *c = ctes->at[i];
        query_depth(p, q, c->query->depth);
        for (uint32_t k = 0; k < i; k++)
            if (lm_str_eq_nocase(c->name, ((struct lm_cte *)ctes->at[k])->name))
                lm_fail(p->err, LM_E_SYNTAX, c->pos, "\"%.*s\" stands twice in WITH", LM_STRF(c->name));
    }
    return q;
}

static void
query_limit(struct lm_parse *p, struct lm_query *q, const struct lm_clause *c)
{
    query_clause(p, q, c->t, CLAUSE_LIMIT);
    q->limit = c->expr;
    if (c->list != NULL)
        q->limit_by = *c->list;
}

/* ORDER BY ALL is ORDER BY 1, 2, ... */
static void
query_order_all(struct lm_parse *p, struct lm_query *q, const struct lm_ast_order *all)
{
    const struct lm_query *first = q;

    q->order = (struct lm_list){0};
    while (first->left != NULL)
        first = first->left;
    const struct lm_list *items = first->op == LM_Q_VALUES ? first->rows.at[0] : &first->items;
    bool counted = items->n > 0;
    for (uint32_t i = 0; i < items->n && first->op != LM_Q_VALUES; i++)
        counted &= ((struct lm_ast_item *)items->at[i])->expr->op != LM_A_STAR;
    if (!counted)
        lm_fail(p->err, LM_E_CLAUSE, all->pos, "ORDER BY ALL needs items that are named, not *");
    for (uint32_t i = 0; i < items->n; i++) {
        struct lm_ast_order *o = lm_alloc_copy(p->arena, all, sizeof *o);
        struct lm_token at = {.code = LM_TK_NUMBER, .pos = all->pos};
        o->expr = lm_ast_one(p, &at);
        o->expr->value.i = i + 1;
        lm_list_add(p->arena, &q->order, o);
    }
}

static void
query_tail(struct lm_parse *p, struct lm_query *q, const struct lm_clause *c)
{
    switch (c->t->code) {
    case LM_TK_ORDER:
        query_clause(p, q, c->t, CLAUSE_ORDER);
        q->order = *c->list;
        if (((struct lm_ast_order *)q->order.at[0])->expr->op == LM_A_STAR)
            query_order_all(p, q, q->order.at[0]);
        for (uint32_t i = 0; i < q->order.n; i++)
            query_depth(p, q, ((struct lm_ast_order *)q->order.at[i])->expr->depth);
        break;
    case LM_TK_OFFSET:
        query_clause(p, q, c->t, CLAUSE_OFFSET);
        q->offset = c->expr;
        break;
    case LM_TK_ALLOW:
        lm_query_lateness(p, q, c->t, c->expr);
        q->lateness_pos = c->pos;
        break;
    case LM_TK_LATE:
        query_clause(p, q, c->t, CLAUSE_LATE);
        q->late_to = lm_val_text(&c->expr->value);
        q->late_to_path = c->written;
        q->late_pos = c->pos;
        break;
    case LM_TK_EMIT:
        query_clause(p, q, c->t, CLAUSE_EMIT);
        q->emit = c->emit;
        q->every = c->expr;
        q->emit_pos = c->pos;
        break;
    default:
        assert(c->t->code == LM_TK_LIMIT || c->t->code == LM_TK_FETCH);
        query_limit(p, q, c);
        break;
    }
    if (c->expr != NULL)
        query_depth(p, q, c->expr->depth);
}

struct lm_query *
lm_query_tails(struct lm_parse *p, struct lm_query *q, struct lm_list *tails)
{
    q = query_open(p, q);
    for (uint32_t i = 0; i < tails->n; i++)
        query_tail(p, q, tails->at[i]);
    return q;
}

struct lm_cte *
lm_cte_new(struct lm_parse *p, const struct lm_token *name, struct lm_list *columns,
           struct lm_query *q)
{
    struct lm_cte *c = lm_alloc(p->arena, sizeof *c);

    c->name = lm_token_name(p, name);
    c->pos = name->pos;
    c->query = q;
    if (columns != NULL)
        c->columns = *columns;
    return c;
}

struct lm_named_window *
lm_windowdef_new(struct lm_parse *p, const struct lm_token *name, struct lm_ast_over *over)
{
    struct lm_named_window *w = lm_alloc(p->arena, sizeof *w);

    w->name = lm_token_name(p, name);
    w->over = over;
    over->pos = lm_pos_here(p, name->pos);
    return w;
}

struct lm_ast_item *
lm_item_new(struct lm_parse *p, struct lm_ast *x, const struct lm_token *alias)
{
    struct lm_ast_item *i = lm_alloc(p->arena, sizeof *i);

    i->expr = x;
    if (alias != NULL) {
        i->alias = lm_token_name(p, alias);
        i->alias_pos = alias->pos;
    }
    return i;
}

struct lm_ast_item *
lm_item_star(struct lm_parse *p, struct lm_ast *table, const struct lm_token *t)
{
    return lm_item_new(p, lm_ast_star(p, table, t), NULL);
}

struct lm_ast_item *
lm_item_exclude(struct lm_parse *p, struct lm_ast_item *i, struct lm_list *columns,
                const struct lm_token *end)
{
    if (i->expr->op != LM_A_STAR || i->expr->exclude.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, lm_pos_here(p, ((struct lm_ast *)columns->at[0])->pos),
                i->expr->op != LM_A_STAR ? "EXCLUDE belongs behind *" : "EXCLUDE stands twice");
    i->expr->exclude = *columns;
    i->expr->pos = end != NULL ? lm_pos_span(i->expr->pos, end->pos) : lm_pos_here(p, i->expr->pos);
    return i;
}

struct lm_ast_item *
lm_item_replace(struct lm_parse *p, struct lm_ast_item *i, struct lm_list *items,
                const struct lm_token *end)
{
    if (i->expr->op != LM_A_STAR || i->expr->replace.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, end->pos,
                i->expr->op != LM_A_STAR ? "REPLACE belongs behind *" : "REPLACE stands twice");
    i->expr->replace = *items;
    i->expr->pos = lm_pos_span(i->expr->pos, end->pos);
    for (uint32_t k = 0; k < items->n; k++) {
        const struct lm_ast *x = ((struct lm_ast_item *)items->at[k])->expr;
        if (x->depth + LM_DEPTH_LEVEL > i->expr->depth)
            i->expr->depth = lm_parse_depth(p, i->expr->pos, x->depth, LM_DEPTH_LEVEL);
    }
    return i;
}

struct lm_ast_item *
lm_item_rename(struct lm_parse *p, struct lm_ast_item *i, struct lm_list *items,
               const struct lm_token *end)
{
    if (i->expr->op != LM_A_STAR || i->expr->rename.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, ((struct lm_ast_item *)items->at[0])->alias_pos,
                i->expr->op != LM_A_STAR ? "RENAME belongs behind *" : "RENAME stands twice");
    i->expr->rename = *items;
    i->expr->pos = end != NULL ? lm_pos_span(i->expr->pos, end->pos) : lm_pos_here(p, i->expr->pos);
    return i;
}

struct lm_clause *
lm_clause_order_all(struct lm_parse *p, const struct lm_token *t, struct lm_ast_order *o)
{
    return lm_clause_new(p, t, NULL, lm_list_of(p, NULL, o));
}

struct lm_clause *
lm_clause_ties(struct lm_parse *p, const struct lm_token *t, struct lm_ast *n,
               const struct lm_token *end)
{
    lm_fail(p->err, LM_E_UNSUPPORTED, end->pos, "WITH TIES is not known");
    lm_hint(p->err, "QUALIFY RANK() OVER (ORDER BY ...) <= n keeps the ties");
    return lm_clause_new(p, t, n, NULL);
}

struct lm_clause *
lm_clause_late(struct lm_parse *p, const struct lm_token *t, const struct lm_token *to)
{
    struct lm_clause *c = lm_clause_new(p, t, lm_ast_string(p, to), NULL);

    c->written = to->code == LM_TK_STRING;
    return c;
}

struct lm_clause *
lm_clause_emit(struct lm_parse *p, const struct lm_token *t, const struct lm_token *end,
               enum lm_emit_kind kind, struct lm_ast *every)
{
    struct lm_clause *c = lm_clause_new(p, t, every, NULL);

    c->emit = kind;
    c->pos = lm_pos_span(t->pos, every != NULL ? every->pos : end->pos);
    return c;
}
