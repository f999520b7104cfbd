/* bind_rows.c -- (a, b) = (c, d), x > ALL (list), OVERLAPS: comparisons made of plain ones. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each is written out as the AND and OR of comparisons that it means, and that is bound. ANY and ALL
 * fold an array: array_reduce(list, false, (any, e) -> any OR x op e). One over a subquery takes the
 * array of its values.
 */

#include "sql/bind_join.h"

static struct lm_ast *
node(struct lm_binder *b, enum lm_ast_op op, struct lm_pos pos)
{
    struct lm_ast *e = lm_alloc(b->a, sizeof *e);

    e->op = op;
    e->pos = e->name_pos = pos;
    return e;
}

static struct lm_ast *
call(struct lm_binder *b, struct lm_str name, struct lm_pos pos, struct lm_ast *l, struct lm_ast *r)
{
    struct lm_ast *e = node(b, LM_A_CALL, pos);

    e->name = name;
    lm_list_add(b->a, &e->arg, l);
    if (r != NULL)
        lm_list_add(b->a, &e->arg, r);
    return e;
}

static struct lm_ast *
logic(struct lm_binder *b, enum lm_ast_op op, struct lm_ast *l, struct lm_ast *r)
{
    if (l == NULL)
        return r;
    struct lm_ast *e = node(b, op, l->pos);
    lm_list_add(b->a, &e->arg, l);
    lm_list_add(b->a, &e->arg, r);
    return e;
}

static bool
is_named(const struct lm_ast *e, const char *name)
{
    return lm_str_eq(e->name, lm_str_of(name));
}

bool
rows_compared(const struct lm_ast *e)
{
    static const char *const names[] = { "=", "<>", "<", "<=", ">", ">=", "distinct_from", "isnull", "isnotnull" };

    if (e->op != LM_A_CALL || e->arg.n == 0 || e->arg.n > 2)
        return false;
    bool row = false;
    for (uint32_t i = 0; i < e->arg.n; i++)
        row = row || ((struct lm_ast *)e->arg.at[i])->op == LM_A_ROW;
    for (size_t i = 0; row && i < sizeof names / sizeof *names; i++)
        if (is_named(e, names[i]))
            return true;
    return false;
}

/* Whether both sides are rows of one width; else the error. */
static bool
rows_match(struct lm_binder *b, const struct lm_ast *l, const struct lm_ast *r)
{
    if (l->op != LM_A_ROW || r->op != LM_A_ROW)
        lm_fail(b->err, LM_E_TYPE, l->op != LM_A_ROW ? l->pos : r->pos, "a row compares with a row only");
    else if (l->arg.n != r->arg.n)
        lm_fail(b->err, LM_E_WIDTH, r->pos, "the rows have %u and %u values", l->arg.n, r->arg.n);
    return b->err->code == LM_OK;
}

/* a < c OR (a = c AND (b < d)), from the last pair to the first. */
static struct lm_ast *
rows_order(struct lm_binder *b, const struct lm_ast *e)
{
    const struct lm_ast *l = e->arg.at[0], *r = e->arg.at[1];
    struct lm_str strict = { e->name.p, 1 };
    struct lm_ast *all = NULL;

    for (uint32_t i = l->arg.n; i > 0; i--) {
        struct lm_ast *x = l->arg.at[i - 1], *y = r->arg.at[i - 1];
        if (x->op == LM_A_ROW || y->op == LM_A_ROW) {
            lm_fail(b->err, LM_E_UNSUPPORTED, x->pos, "rows inside rows have no order");
            return NULL;
        }
        struct lm_ast *here = call(b, all == NULL ? e->name : strict, e->pos, x, y);
        if (all != NULL)
            here = logic(b, LM_A_OR, here, logic(b, LM_A_AND, call(b, LM_STR("="), e->pos, x, y), all));
        all = here;
    }
    return all;
}

struct lm_ast *
rows_expand(struct lm_binder *b, const struct lm_ast *e)
{
    const struct lm_ast *l = e->arg.at[0], *r = e->arg.n > 1 ? e->arg.at[1] : NULL;
    bool any = is_named(e, "<>") || is_named(e, "distinct_from");
    struct lm_ast *all = NULL;

    if (r != NULL && !rows_match(b, l, r))
        return NULL;
    if (r != NULL && !any && !is_named(e, "="))
        return rows_order(b, e);
    for (uint32_t i = 0; i < l->arg.n; i++)
        all = logic(b, any ? LM_A_OR : LM_A_AND, all,
                    call(b, e->name, e->pos, l->arg.at[i], r != NULL ? r->arg.at[i] : NULL));
    return all;
}

struct lm_expr *
bind_rows(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_ast *all = rows_expand(s->b, e);

    return all != NULL ? bind_expr(s, all) : NULL;
}

struct lm_expr *
bind_rows_in(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_ast *any = NULL;

    for (uint32_t i = 1; i < e->arg.n; i++)
        any = logic(s->b, LM_A_OR, any, call(s->b, LM_STR("="), e->pos, e->arg.at[0], e->arg.at[i]));
    return bind_expr(s, e->negated ? call(s->b, LM_STR("not"), e->pos, any, NULL) : any);
}

/* ANY and ALL ------------------------------------------------------------------------------------------ */

static struct lm_ast *
param(struct lm_binder *b, const char *name, struct lm_pos pos)
{
    struct lm_ast *e = node(b, LM_A_NAME, pos);

    e->part = lm_alloc(b->a, sizeof *e->part);
    e->part[0] = lm_str_of(name);
    e->npart = 1;
    e->quoted = true;
    return e;
}

/* Whether array_agg can stand around the one item of q itself, so that q may name what is around it. */
static bool
is_plain(const struct lm_query *q)
{
    const struct lm_ast_item *item = q->items.n == 1 ? q->items.at[0] : NULL;

    return q->op == LM_Q_SELECT && item != NULL && item->expr->op != LM_A_STAR && !query_aggregates(q) &&
           !q->distinct && q->distinct_on.n == 0 && q->qualify == NULL && q->limit == NULL && q->offset == NULL &&
           q->order.n == 0;
}

/* The values of a subquery as an array; of no rows an empty one. */
static struct lm_ast *
array_of_query(struct lm_binder *b, const struct lm_query *q)
{
    struct lm_query *own = lm_alloc(b->a, sizeof *own);
    struct lm_ast_item *item = lm_alloc(b->a, sizeof *item);
    struct lm_ast *value = param(b, "\1v", q->pos);

    if (is_plain(q)) {
        *own = *q;
        value = ((struct lm_ast_item *)q->items.at[0])->expr;
    } else {
        own->op = LM_Q_SELECT;
        own->pos = q->pos;
        own->from = lm_alloc(b->a, sizeof *own->from);
        own->from->op = LM_F_QUERY;
        own->from->pos = q->pos;
        own->from->query = (struct lm_query *)q;
        lm_list_add(b->a, &own->from->columns, value);
    }
    item->expr = call(b, LM_STR("array_agg"), q->pos, value, NULL);
    own->items = (struct lm_list){ 0 };
    lm_list_add(b->a, &own->items, item);
    struct lm_ast *sub = node(b, LM_A_SUBQUERY, q->pos);
    sub->query = own;
    return call(b, LM_STR("coalesce"), q->pos, sub, node(b, LM_A_ARRAY, q->pos));
}

struct lm_expr *
bind_any(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_binder *b = s->b;
    struct lm_ast *list = e->query != NULL ? array_of_query(b, e->query) : e->arg.at[1];
    struct lm_ast *start = node(b, LM_A_LITERAL, e->pos);
    struct lm_ast *fold = node(b, LM_A_LAMBDA, e->pos);
    struct lm_ast *x = e->arg.at[0];

    if (x->op == LM_A_ROW) {
        lm_fail(b->err, LM_E_UNSUPPORTED, x->pos, "a row compares with no %s", e->negated ? "ALL" : "ANY");
        return NULL;
    }
    start->type = lm_type_of(LM_T_BOOLEAN);
    start->value = lm_val_bool(e->negated);
    fold->part = lm_alloc(b->a, 2 * sizeof *fold->part);
    fold->part[0] = LM_STR("\1all");
    fold->part[1] = LM_STR("\1e");
    fold->npart = 2;
    lm_list_add(b->a, &fold->arg,
                logic(b, e->negated ? LM_A_AND : LM_A_OR, param(b, "\1all", e->pos),
                      call(b, e->name, e->pos, x, param(b, "\1e", e->pos))));
    struct lm_ast *reduce = call(b, LM_STR("array_reduce"), e->pos, list, start);
    lm_list_add(b->a, &reduce->arg, fold);
    return bind_expr(s, reduce);
}

/* OVERLAPS --------------------------------------------------------------------------------------------- */

/* The ends of (a, b), the smaller first; b may be how long it takes. */
static bool
span_of(struct bind_scope *s, const struct lm_ast *e, uint32_t first, struct lm_expr *out[2])
{
    struct lm_expr *x[2];
    static const char *const names[] = { "least", "greatest" };

    for (int i = 0; i < 2; i++) {
        x[i] = bind_expr(s, e->arg.at[first + i]);
        if (x[i] == NULL)
            return false;
    }
    if (x[1]->type.id == LM_T_INTERVAL)
        x[1] = lm_expr_call(s->b->a, LM_STR("+"), lm_alloc_copy(s->b->a, x, sizeof x), 2, e->pos, s->b->err);
    for (int i = 0; i < 2 && x[1] != NULL; i++) {
        out[i] = lm_expr_call(s->b->a, lm_str_of(names[i]), lm_alloc_copy(s->b->a, x, sizeof x), 2, e->pos,
                              s->b->err);
        if (out[i] == NULL)
            return false;
    }
    return x[1] != NULL;
}

/* Half open, but two that begin together overlap even when they are empty. */
struct lm_expr *
bind_overlaps(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_expr *l[2], *r[2], *part[3];
    struct lm_type boolean = lm_type_of(LM_T_BOOLEAN);

    if (e->arg.n != 4) {
        lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "OVERLAPS needs (start, end) on both sides");
        return NULL;
    }
    if (!span_of(s, e, 0, l) || !span_of(s, e, 2, r))
        return NULL;
    struct lm_expr *pair[3][2] = { { l[0], r[1] }, { r[0], l[1] }, { l[0], r[0] } };
    for (int i = 0; i < 3; i++) {
        part[i] = lm_expr_call(s->b->a, i < 2 ? LM_STR("<") : LM_STR("="),
                               lm_alloc_copy(s->b->a, pair[i], sizeof pair[i]), 2, e->pos, s->b->err);
        if (part[i] == NULL)
            return NULL;
    }
    part[1] = lm_expr_new(s->b->a, LM_X_AND, boolean, e->pos, lm_alloc_copy(s->b->a, part, 2 * sizeof *part), 2);
    return lm_expr_new(s->b->a, LM_X_OR, boolean, e->pos, lm_alloc_copy(s->b->a, part + 1, 2 * sizeof *part), 2);
}
