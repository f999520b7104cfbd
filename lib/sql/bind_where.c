/* bind_where.c -- conditions of WHERE that belong to a join: FROM a, b WHERE ..., EXISTS, IN. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * What WHERE says of two tables of an inner join is moved into the join, as low as its names
 * allow, so that a join reads the same wherever its condition is written. An EXISTS or IN whose
 * subquery compares more than equality, or windows, with the query around becomes a SEMI or ANTI join; NOT IN is
 * the ANTI join on "equal, or either is NULL". The statement's tree is not changed, as a stream's
 * query may be bound more than once: what changes is copied.
 */

#include "sql/bind_join.h"

struct where {
    struct lm_binder *b;
    bool changes; /* EMIT CHANGES: subqueries answer as rows come */
    struct lm_from *from;
    struct lm_ast *rest;
};

bool
from_has(const struct lm_from *f, struct lm_str alias)
{
    if (f->op == LM_F_JOIN)
        return from_has(f->join->left, alias) || from_has(f->join->right, alias) ||
               (f->join->probe_alias.n > 0 && lm_str_eq_nocase(f->join->probe_alias, alias));
    return lm_str_eq_nocase(f->alias.n > 0 ? f->alias : f->name, alias);
}

/* What the names of an expression are of. */
struct refs {
    const struct lm_from *side[2];
    bool of[2];
    bool open;  /* a name without a table, or of another one */
    bool query; /* a subquery, or an aggregate */
};

static void
refs_find(const struct lm_ast *e, struct refs *r)
{
    if (e == NULL)
        return;
    if (e->query != NULL || (e->op == LM_A_CALL && ast_has_aggregate(e)))
        r->query = true;
    if (e->op == LM_A_NAME) {
        bool found = false;
        for (int i = 0; i < 2 && e->npart > 1 && !found; i++) {
            found = from_has(r->side[i], e->part[0]);
            r->of[i] = r->of[i] || found;
        }
        r->open = r->open || !found;
    }
    for (uint32_t i = 0; i < e->arg.n; i++)
        refs_find(e->arg.at[i], r);
}

struct lm_ast *
ast_both(struct lm_binder *b, struct lm_ast *x, const struct lm_ast *y)
{
    if (x == NULL && !y->grows)
        return (struct lm_ast *)y;
    if (x == NULL) { /* it is of a query that may be bound again */
        x = lm_alloc_copy(b->a, y, sizeof *y);
        x->arg = (struct lm_list){ 0 };
        for (uint32_t i = 0; i < y->arg.n; i++)
            lm_list_add(b->a, &x->arg, y->arg.at[i]);
        return x;
    }
    if (x->op == LM_A_AND && x->grows) {
        lm_list_add(b->a, &x->arg, (void *)y);
        return x;
    }
    struct lm_ast *e = lm_alloc(b->a, sizeof *e);
    e->op = LM_A_AND;
    e->pos = y->pos;
    e->grows = true;
    lm_list_add(b->a, &e->arg, x);
    lm_list_add(b->a, &e->arg, (void *)y);
    return e;
}

static bool
is_comparison(const struct lm_ast *e)
{
    static const char *const names[] = { "=", "<", "<=", ">", ">=" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (e->op == LM_A_CALL && e->arg.n == 2 && lm_str_eq(e->name, lm_str_of(names[i])))
            return true;
    return false;
}

/* Moves e into the lowest inner join of f that has tables of e on both sides. */
static bool
push_down(struct where *w, struct lm_from **f, const struct lm_ast *e)
{
    if ((*f)->op != LM_F_JOIN)
        return false;
    const struct lm_from_join *j = (*f)->join;
    bool cross = j->kind == LM_JOIN_CROSS;
    if (j->form != LM_JOIN_PLAIN || j->right->as_of != NULL || (!cross && j->kind != LM_JOIN_INNER) ||
        j->right->op == LM_F_FUNCTION)
        return false;
    struct refs r = { .side = { j->left, j->right } };
    refs_find(e, &r);
    if (r.query || r.open)
        return false;
    struct lm_from *own = lm_alloc_copy(w->b->a, *f, sizeof *own);
    own->join = lm_alloc_copy(w->b->a, j, sizeof *j);
    if (r.of[0] && r.of[1] && (cross || is_comparison(e))) {
        own->join->on = ast_both(w->b, own->join->on, e);
        own->join->kind = LM_JOIN_INNER;
        *f = own;
        return true;
    }
    if (r.of[0] == r.of[1] || !push_down(w, r.of[0] ? &own->join->left : &own->join->right, e))
        return false;
    *f = own;
    return true;
}

/* Subqueries ------------------------------------------------------------------------------------------ */

/* Whether the rows of the subquery can be those of a join: a plain SELECT. */
static bool
is_plain(const struct lm_query *s)
{
    return s->op == LM_Q_SELECT && s->from != NULL && !query_aggregates(s) && s->limit == NULL &&
           s->offset == NULL && s->with.n == 0 && s->qualify == NULL && s->distinct_on.n == 0;
}

static bool
is_bound(const struct lm_ast *e)
{
    struct lm_str last = e->op == LM_A_NAME ? e->part[e->npart - 1] : (struct lm_str){ 0 };

    return lm_str_eq_nocase(last, LM_STR("window_start")) || lm_str_eq_nocase(last, LM_STR("window_end"));
}

/* Whether e says that two windows are the same one. */
static bool
same_window(const struct lm_ast *e)
{
    return e->op == LM_A_CALL && e->arg.n == 2 && lm_str_eq(e->name, LM_STR("=")) && is_bound(e->arg.at[0]) &&
           is_bound(e->arg.at[1]);
}

/* Whether e is inner = outer: a key of the join that the subquery becomes. */
static bool
is_key(const struct where *w, const struct lm_query *s, const struct lm_ast *e)
{
    struct refs side[2] = { { .side = { s->from, w->from } }, { .side = { s->from, w->from } } };

    if (e->op != LM_A_CALL || e->arg.n != 2 || !lm_str_eq(e->name, LM_STR("=")))
        return false;
    for (int i = 0; i < 2; i++)
        refs_find(e->arg.at[i], &side[i]);
    return side[0].of[1] ? !side[0].of[0] && !side[1].of[1] : !side[1].of[0];
}

/* Whether it compares more than equality, or its window, with the outer tables, or rows have a time to live, or
 * changes are asked for: an answer need then not wait for its end. */
static bool
is_semi(const struct where *w, const struct lm_query *s)
{
    struct lm_list parts = { 0 };

    if (s->where == NULL || !is_plain(s))
        return false;
    join_conjuncts(w->b, s->where, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct lm_ast *e = parts.at[i];
        struct refs r = { .side = { s->from, w->from } };
        refs_find(e, &r);
        bool more = !is_key(w, s, e) || same_window(e) || w->changes ||
                    w->b->cat->state_ttl_us > 0;
        if (r.of[1] && !r.query && more)
            return true;
    }
    return false;
}

static struct lm_ast *
call_new(struct where *w, const char *name, const struct lm_ast *x, const struct lm_ast *y)
{
    struct lm_ast *e = lm_alloc(w->b->a, sizeof *e);

    e->op = LM_A_CALL;
    e->name = lm_str_of(name);
    e->pos = e->name_pos = x->pos;
    lm_list_add(w->b->a, &e->arg, (void *)x);
    if (y != NULL)
        lm_list_add(w->b->a, &e->arg, (void *)y);
    return e;
}

/* e with its plain names said of the one table around: beside the subquery they would be of that. */
static struct lm_ast *
of_outer(struct where *w, const struct lm_ast *e)
{
    struct lm_ast *copy = lm_alloc_copy(w->b->a, e, sizeof *e);

    if (e->op == LM_A_NAME && e->npart == 1) {
        copy->part = lm_alloc(w->b->a, 2 * sizeof *copy->part);
        copy->part[0] = w->from->alias.n > 0 ? w->from->alias : w->from->name;
        copy->part[1] = e->part[0];
        copy->npart = 2;
    }
    copy->arg = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < e->arg.n; i++)
        lm_list_add(w->b->a, &copy->arg, e->arg.at[i] != NULL ? of_outer(w, e->arg.at[i]) : NULL);
    return copy;
}

/* x = y; for NOT IN also where either is NULL. NULL: cannot be said. */
static struct lm_ast *
in_pair(struct where *w, const struct lm_ast *e, struct lm_ast *x, const struct lm_ast_item *item)
{
    struct refs r = { .side = { e->query->from, w->from } };

    if (item->expr->op == LM_A_STAR)
        return NULL;
    refs_find(x, &r);
    if (r.open && w->from->op == LM_F_JOIN)
        return NULL;
    x = r.open ? of_outer(w, x) : x;
    struct lm_ast *equal = call_new(w, "=", x, item->expr);
    if (!e->negated)
        return equal;
    struct lm_ast *any = lm_alloc(w->b->a, sizeof *any);
    any->op = LM_A_OR;
    any->pos = e->pos;
    lm_list_add(w->b->a, &any->arg, equal);
    lm_list_add(w->b->a, &any->arg, call_new(w, "isnull", x, NULL));
    lm_list_add(w->b->a, &any->arg, call_new(w, "isnull", item->expr, NULL));
    return any;
}

/* Whether x IN is asked as a join though the subquery says nothing of the outer tables: of rows, as there is no
 * other way; and of windows, or under EMIT CHANGES, so as not to wait for the end. NOT IN has no key then. */
static bool
is_key_in(const struct where *w, const struct lm_ast *e, bool negated)
{
    const struct lm_ast *x = e->op == LM_A_IN ? e->arg.at[0] : NULL;

    return x != NULL && (x->op == LM_A_ROW || (!negated && (is_bound(x) || w->changes)));
}

/* x IN (SELECT y ...), (a, b) IN (SELECT c, d ...). */
static struct lm_ast *
in_condition(struct where *w, const struct lm_ast *e)
{
    struct lm_ast *x = e->arg.at[0];
    struct lm_list one = { (void *[]){ x }, 1, 1 };
    const struct lm_list *left = x->op == LM_A_ROW ? &x->arg : &one;
    struct lm_ast *all = NULL;

    if (e->query->items.n != left->n)
        return NULL;
    for (uint32_t i = 0; i < left->n; i++) {
        struct lm_ast *pair = in_pair(w, e, left->at[i], e->query->items.at[i]);
        if (pair == NULL)
            return NULL;
        all = ast_both(w->b, all, pair);
    }
    return all;
}

static bool
take_semi(struct where *w, const struct lm_ast *e)
{
    struct lm_ast *on = NULL;
    bool negated = e->negated;

    if (e->op == LM_A_CALL && e->arg.n == 1 && lm_str_eq_nocase(e->name, LM_STR("not"))) {
        e = e->arg.at[0];
        negated = !e->negated;
    }
    if (e->op != LM_A_EXISTS && (e->op != LM_A_IN || e->query == NULL))
        return false;
    if (is_key_in(w, e, negated) ? !is_plain(e->query) : !is_semi(w, e->query))
        return false;
    if (e->op == LM_A_IN) {
        struct lm_ast own = *e;
        own.negated = negated;
        on = in_condition(w, &own);
        if (on == NULL)
            return false;
    }
    struct lm_from *f = lm_alloc(w->b->a, sizeof *f);
    f->op = LM_F_JOIN;
    f->pos = e->pos;
    f->join = lm_alloc(w->b->a, sizeof *f->join);
    f->join->kind = negated ? LM_JOIN_ANTI : LM_JOIN_SEMI;
    f->join->left = w->from;
    f->join->right = e->query->from;
    f->join->on = e->query->where != NULL ? ast_both(w->b, on, e->query->where) : on;
    f->join->subquery = true;
    w->from = f;
    return true;
}

/* ON of inner joins ----------------------------------------------------------------------------------- */

static bool
has_subquery(const struct lm_ast *e)
{
    if (e == NULL)
        return false;
    if (e->query != NULL)
        return true;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (has_subquery(e->arg.at[i]))
            return true;
    return false;
}

/* Subqueries of the ON of inner joins are said in WHERE: there they have the rows to look at. *moved
 * gets those taken from f, whose copy without them is answered. */
static struct lm_from *
lift_subqueries(struct lm_binder *b, struct lm_from *f, struct lm_list *moved)
{
    if (f == NULL || f->op != LM_F_JOIN || f->join->form != LM_JOIN_PLAIN)
        return f;
    struct lm_from *own = lm_alloc_copy(b->a, f, sizeof *f);
    struct lm_from_join *j = own->join = lm_alloc_copy(b->a, f->join, sizeof *j);
    struct lm_list parts = { 0 };
    if (j->kind != LM_JOIN_RIGHT && j->kind != LM_JOIN_FULL)
        j->left = lift_subqueries(b, j->left, moved);
    if (j->kind == LM_JOIN_INNER || j->kind == LM_JOIN_CROSS || j->kind == LM_JOIN_RIGHT)
        j->right = lift_subqueries(b, j->right, moved);
    if (j->kind != LM_JOIN_INNER || j->on == NULL || !has_subquery(j->on))
        return own;
    join_conjuncts(b, j->on, &parts);
    j->on = NULL;
    for (uint32_t i = 0; i < parts.n; i++) {
        if (has_subquery(parts.at[i]))
            lm_list_add(b->a, moved, parts.at[i]);
        else
            j->on = ast_both(b, j->on, parts.at[i]);
    }
    if (j->on == NULL && j->using_cols.n == 0 && j->within_before == NULL)
        j->kind = LM_JOIN_CROSS;
    return own;
}

const struct lm_query *
where_to_joins(struct lm_binder *b, const struct lm_query *q, enum bind_mode mode)
{
    struct lm_list parts = { 0 };
    struct where w = { .b = b, .changes = mode == BIND_CHANGES, .from = lift_subqueries(b, q->from, &parts) };
    bool moved = parts.n > 0;

    if (q->from == NULL || (q->where == NULL && parts.n == 0))
        return q;
    if (q->where != NULL)
        join_conjuncts(b, q->where, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        const struct lm_ast *e = parts.at[i];
        if (push_down(&w, &w.from, e) || take_semi(&w, e))
            moved = true;
        else
            w.rest = ast_both(b, w.rest, e);
    }
    if (!moved)
        return q;
    struct lm_query *own = lm_alloc_copy(b->a, q, sizeof *q);
    own->from = w.from;
    own->where = w.rest;
    return own;
}
