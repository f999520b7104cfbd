/* bind_over.c -- window functions: OVER, the WINDOW clause, QUALIFY. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * All functions of a SELECT with equal PARTITION BY and ORDER BY make one OVER node; the nodes stand one
 * on the other between FROM (or the aggregate) and the SELECT list, QUALIFY on top. How a node speaks is
 * decided when all its functions are known:
 *   STREAM   rows come in their order: by arrival, or by event time behind a watermark sort;
 *   CLOSE    its partitions are within windows, so they end when those close;
 *   CHANGES  EMIT CHANGES, and nothing of the above;
 *   FINAL    at the end of input.
 */

#include "sql/bind_priv.h"

/* A node and what it was made of. */
struct bind_over_node {
    const struct lm_ast_over *ast;
    struct lm_plan *plan;
    bool by_interval; /* a frame of it is an INTERVAL of the first key */
};

static bool
ast_has_over(const struct lm_ast *e)
{
    if (e == NULL)
        return false;
    if (e->op == LM_A_CALL && e->call != NULL && e->call->over != NULL)
        return true;
    for (uint32_t i = 0; i < e->arg.n; i++)
        if (ast_has_over(e->arg.at[i]))
            return true;
    return false;
}

/* Nodes ------------------------------------------------------------------------------------------------ */

/* The window that is meant: spelled here, named, or one that goes on from a named one. */
static const struct lm_ast_over *
over_of(struct bind_scope *s, const struct lm_ast_over *over, uint32_t depth)
{
    const struct lm_ast_over *base = NULL;

    if (over->name.n == 0)
        return over;
    for (uint32_t i = 0; i < s->overs->windows->n && base == NULL; i++) {
        const struct lm_named_window *w = s->overs->windows->at[i];
        if (lm_str_eq_nocase(w->name, over->name) && w->over != over)
            base = w->over;
    }
    if (base == NULL || depth > s->overs->windows->n) {
        lm_fail(s->b->err, LM_E_CLAUSE, over->pos,
                base == NULL ? "no window \"%.*s\" in the WINDOW clause" : "window \"%.*s\" goes on from itself",
                LM_STRF(over->name));
        return NULL;
    }
    base = over_of(s, base, depth + 1);
    if (base == NULL || !over->based)
        return base;
    if (base->framed || (base->order.n > 0 && over->order.n > 0)) {
        lm_fail(s->b->err, LM_E_CLAUSE, over->pos, "window \"%.*s\" has %s already", LM_STRF(over->name),
                base->framed ? "a frame" : "an ORDER BY");
        return NULL;
    }
    struct lm_ast_over *own = lm_alloc_copy(s->b->a, over, sizeof *own);
    own->partition = base->partition;
    own->order = over->order.n > 0 ? over->order : base->order;
    own->name = (struct lm_str){ 0 };
    own->based = false;
    return own;
}

static bool
overs_equal(const struct lm_ast_over *a, const struct lm_ast_over *b)
{
    if (a->partition.n != b->partition.n || a->order.n != b->order.n)
        return false;
    for (uint32_t i = 0; i < a->partition.n; i++)
        if (!lm_ast_equal(a->partition.at[i], b->partition.at[i]))
            return false;
    for (uint32_t i = 0; i < a->order.n; i++) {
        const struct lm_ast_order *x = a->order.at[i], *y = b->order.at[i];
        if (!lm_ast_equal(x->expr, y->expr) || x->desc != y->desc || (x->nulls == 1) != (y->nulls == 1))
            return false;
    }
    return true;
}

static int
node_keys(struct bind_scope *s, const struct lm_ast_over *ast, struct lm_plan_over *o)
{
    o->part = lm_alloc(s->b->a, (ast->partition.n + 1) * sizeof *o->part);
    o->key = lm_alloc(s->b->a, (ast->order.n + 1) * sizeof *o->key);
    for (uint32_t i = 0; i < ast->partition.n; i++) {
        o->part[i] = bind_expr(s, ast->partition.at[i]);
        if (o->part[i] == NULL)
            return -1;
        o->npart++;
    }
    for (uint32_t i = 0; i < ast->order.n; i++) {
        const struct lm_ast_order *k = ast->order.at[i];
        o->key[i].expr = bind_expr(s, k->expr);
        if (o->key[i].expr == NULL)
            return -1;
        o->key[i].flags = (uint8_t)((k->desc ? LM_SORT_DESC : 0) | (k->nulls == 1 ? LM_SORT_NULLS_FIRST : 0));
        o->nkey++;
    }
    return 0;
}

static struct bind_over_node *
node_of(struct bind_scope *s, struct bind_overs *overs, const struct lm_ast_over *ast, struct lm_pos pos)
{
    for (uint32_t i = 0; i < overs->nodes.n; i++) {
        struct bind_over_node *n = overs->nodes.at[i];
        if (overs_equal(n->ast, ast))
            return n;
    }
    struct bind_over_node *n = lm_alloc(s->b->a, sizeof *n);
    n->ast = ast;
    n->plan = plan_new(s->b, LM_P_OVER, NULL, pos);
    n->plan->over = lm_alloc(s->b->a, sizeof *n->plan->over);
    n->plan->over->lo = 1;
    n->plan->over->hi = UINT64_MAX;
    if (node_keys(s, ast, n->plan->over) != 0)
        return NULL;
    lm_list_add(s->b->a, &overs->nodes, n);
    return n;
}

/* Functions -------------------------------------------------------------------------------------------- */

/* A distance in a frame: rows, or along the first key. */
static int
frame_distance(struct bind_scope *s, struct bind_over_node *n, bool rows, const struct lm_ast *e,
               struct lm_val *out)
{
    struct lm_expr *x = e != NULL ? bind_const(s, e, lm_type_of(LM_T_DYN)) : NULL;
    struct lm_err *err = s->b->err;

    if (e == NULL)
        return 0;
    if (x == NULL)
        return -1;
    *out = x->value;
    if (rows)
        return out->kind == LM_K_INT && out->i >= 0
                   ? 0
                   : lm_fail(err, LM_E_CLAUSE, e->pos, "ROWS and GROUPS need a whole number that is not negative");
    if (n->plan->over->nkey != 1)
        return lm_fail(err, LM_E_CLAUSE, e->pos, "a RANGE with a distance needs ORDER BY of one expression");
    if (out->kind == LM_K_STR) {
        struct lm_ivl ivl;
        if (!lm_ivl_parse(lm_val_text(out), NULL, &ivl))
            return lm_fail(err, LM_E_CLAUSE, e->pos, "a RANGE needs a number or an INTERVAL");
        *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = ivl };
    }
    if (out->kind == LM_K_IVL) {
        n->by_interval = true;
        return out->ivl.months == 0 && out->ivl.days >= 0 && out->ivl.us >= 0
                   ? 0
                   : lm_fail(err, LM_E_CLAUSE, e->pos, "a RANGE needs a duration without months, not below zero");
    }
    bool number = out->kind == LM_K_INT || out->kind == LM_K_F64 || out->kind == LM_K_DEC;
    if (!number || lm_val_double(out) < 0)
        return lm_fail(err, LM_E_CLAUSE, e->pos, "a RANGE needs a number or an INTERVAL, not below zero");
    return 0;
}

/* The frame; without one: up to the peers of the row, or everything where there is no ORDER BY. */
static int
bind_frame(struct bind_scope *s, struct bind_over_node *n, const struct lm_ast_over *ast, struct lm_over_fn *f)
{
    bool ordered = n->plan->over->nkey > 0;

    f->from = LM_B_FIRST;
    f->to = LM_B_CURRENT;
    if (ast->framed) {
        f->rows = ast->rows;
        f->groups = ast->groups;
        f->exclude = ast->exclude;
        f->from = (enum lm_over_bound)ast->from;
        f->to = (enum lm_over_bound)ast->to;
        bool counts = f->rows || f->groups;
        if (frame_distance(s, n, counts, ast->from_by, &f->from_by) != 0 ||
            frame_distance(s, n, counts, ast->to_by, &f->to_by) != 0)
            return -1;
        if (f->groups && !ordered)
            return lm_fail(s->b->err, LM_E_CLAUSE, ast->pos, "GROUPS needs an ORDER BY");
    }
    if (f->from == LM_B_LAST || f->to == LM_B_FIRST || f->from > f->to)
        return lm_fail(s->b->err, LM_E_CLAUSE, ast->pos, "the frame ends before it begins");
    if (!f->rows && !ordered) { /* all rows are peers */
        f->from = LM_B_FIRST;
        f->to = LM_B_LAST;
    }
    return 0;
}

static int
whole_number(struct bind_scope *s, const struct lm_ast *e, int64_t least, int64_t *out)
{
    struct lm_expr *x = bind_const(s, e, lm_type_of(LM_T_DYN));

    if (x == NULL)
        return -1;
    if (x->value.kind != LM_K_INT && least < 0)
        return lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "a whole number is needed here");
    if (x->value.kind != LM_K_INT || x->value.i < least)
        return lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "a whole number of at least %lld is needed here",
                       (long long)least);
    *out = x->value.i;
    return 0;
}

static int
too_many(struct bind_scope *s, const struct lm_ast *e, uint32_t least, uint32_t most)
{
    if (e->arg.n >= least && e->arg.n <= most)
        return 0;
    return lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "%.*s takes %u to %u arguments, not %u", LM_STRF(e->name),
                   least, most, e->arg.n);
}

/* How far LAG or LEAD look: a number, below 0 the other way, or what each row says. */
static int
distance(struct bind_scope *s, const struct lm_ast *e, struct lm_over_fn *f)
{
    struct lm_expr *x = bind_expr(s, e);

    if (x == NULL)
        return -1;
    if (x->op != LM_X_CONST) {
        f->by = lm_expr_as(s->b->a, x, lm_type_of(LM_T_BIGINT));
        return 0;
    }
    if (whole_number(s, e, -INT64_MAX, &f->n) != 0)
        return -1;
    if (f->n < 0)
        f->kind = f->kind == LM_W_LAG ? LM_W_LEAD : LM_W_LAG;
    f->n = f->n < 0 ? -f->n : f->n;
    return 0;
}

/* The arguments of a function that is no aggregate. */
static int
function_args(struct bind_scope *s, const struct lm_ast *e, struct lm_over_fn *f)
{
    bool shifts = f->kind == LM_W_LAG || f->kind == LM_W_LEAD;

    f->n = 1;
    f->result = lm_type_of(LM_T_BIGINT);
    if (f->kind == LM_W_PERCENT_RANK || f->kind == LM_W_CUME_DIST)
        f->result = lm_type_of(LM_T_DOUBLE);
    bool ranks = lm_over_ranks(f->kind) || f->kind == LM_W_PERCENT_RANK || f->kind == LM_W_CUME_DIST;
    if ((ranks || f->kind == LM_W_NTILE) && (e->call->ignore_nulls || e->call->respect_nulls))
        return lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "%.*s has no IGNORE or RESPECT NULLS", LM_STRF(e->name));
    if (ranks)
        return too_many(s, e, 0, 0);
    if (f->kind == LM_W_NTILE)
        return too_many(s, e, 1, 1) != 0 ? -1 : whole_number(s, e->arg.at[0], 1, &f->n);
    uint32_t most = shifts ? 3 : f->kind == LM_W_NTH_VALUE ? 2 : 1;
    if (too_many(s, e, f->kind == LM_W_NTH_VALUE ? 2 : 1, most) != 0)
        return -1;
    f->arg = bind_expr(s, e->arg.at[0]);
    if (f->arg == NULL)
        return -1;
    f->result = f->arg->type;
    if (e->arg.n > 1 && !shifts && whole_number(s, e->arg.at[1], 1, &f->n) != 0)
        return -1;
    if (e->arg.n > 1 && shifts && distance(s, e->arg.at[1], f) != 0)
        return -1;
    if (e->arg.n < 3)
        return 0;
    f->otherwise = bind_expr(s, e->arg.at[2]);
    if (f->otherwise == NULL)
        return -1;
    if (!lm_type_common(f->arg->type, f->otherwise->type, &f->result))
        return lm_fail(s->b->err, LM_E_TYPE, f->otherwise->pos, "the default has another type than the value");
    f->arg = lm_expr_as(s->b->a, f->arg, f->result);
    f->otherwise = lm_expr_as(s->b->a, f->otherwise, f->result);
    return 0;
}

static int
bind_function(struct bind_scope *s, struct bind_over_node *n, const struct lm_ast *e, struct lm_over_fn *f)
{
    int kind = lm_over_find(e->name);

    f->ignore_nulls = e->call->ignore_nulls;
    if (bind_frame(s, n, e->call->over->name.n > 0 ? n->ast : e->call->over, f) != 0)
        return -1;
    if (kind >= 0) {
        f->kind = (enum lm_over_kind)kind;
        if (e->call->distinct || e->call->filter != NULL || e->call->order.n > 0)
            return lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "%.*s takes no DISTINCT, FILTER or ORDER BY inside",
                           LM_STRF(e->name));
        return function_args(s, e, f);
    }
    if (!lm_agg_is(e->name))
        return lm_fail(s->b->err, LM_E_FUNCTION, e->pos, "%.*s is no window function", LM_STRF(e->name));
    f->kind = LM_W_AGG;
    if (aggregate_bind(s, e, &f->agg) != 0)
        return -1;
    f->result = f->agg.result;
    return 0;
}

static bool
same_call(const struct bind_scope *s, const struct lm_ast *a, const struct lm_ast *b)
{
    return s->lambdas == NULL && lm_ast_equal(a, b);
}

struct lm_expr *
bind_over(struct bind_scope *s, const struct lm_ast *e)
{
    struct bind_overs *overs = s->overs;

    if (overs == NULL) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "window function %.*s (OVER) cannot stand here", LM_STRF(e->name));
        lm_hint(s->b->err, "it can stand in SELECT, QUALIFY and ORDER BY");
        return NULL;
    }
    for (uint32_t i = 0; i < overs->calls.n; i++) {
        const struct bind_call *c = overs->calls.at[i];
        if (same_call(s, c->ast, e))
            return plan_ref(s->b, c->col, e->pos);
    }
    const struct lm_ast_over *ast = over_of(s, e->call->over, 0);
    if (ast == NULL)
        return NULL;
    s->overs = NULL; /* none inside of one */
    struct bind_over_node *n = node_of(s, overs, ast, e->pos);
    struct lm_over_fn *f = lm_alloc(s->b->a, sizeof *f);
    /* A named window may be shared by nodes, its frame is its own. */
    int bound = n != NULL ? bind_function(s, &(struct bind_over_node){ ast, n->plan, n->by_interval }, e, f) : -1;
    s->overs = overs;
    if (bound != 0)
        return NULL;
    n->by_interval = n->by_interval || f->from_by.kind == LM_K_IVL || f->to_by.kind == LM_K_IVL;
    lm_list_add(s->b->a, &n->plan->over->fns, f);
    struct bind_call *c = lm_alloc(s->b->a, sizeof *c);
    c->ast = e;
    c->col = lm_alloc(s->b->a, sizeof *c->col);
    c->col->name = bind_item_name(s->b, e, NULL);
    c->col->type = f->result;
    c->col->hidden = true;
    lm_list_add(s->b->a, &n->plan->more, c->col);
    lm_list_add(s->b->a, &overs->calls, c);
    return plan_ref(s->b, c->col, e->pos);
}

/* How ---------------------------------------------------------------------------------------------------- */

bool
order_is_time(struct lm_binder *b, struct lm_plan *in, const struct lm_plan_sort *key, enum order_time free)
{
    const struct lm_plan_col *c = plan_ref_col(key->expr);
    struct bind_scope s = { .b = b };
    struct lm_expr *own = NULL;
    struct lm_stamp *stamp = NULL;

    if (in->changing || key->flags != 0)
        return false;
    if (c != NULL && c->time != LM_COL_PLAIN) {
        bool fixed = c->time_of->window.kind == LM_WINDOW_TUMBLE || c->time_of->window.kind == LM_WINDOW_HOP;
        return in->windowed && c->time_of->op == LM_P_WGROUP && (c->time == LM_COL_WINDOW_END || fixed);
    }
    enum bind_time_of kind = time_kind(b, in, key->expr);
    if (kind == TIME_DECLARED)
        return true;
    if (kind == TIME_OTHER && declared_stamp(&s, in) != NULL) /* the sides of a UNION */
        return join_time(&s, in, key->expr, &own, &stamp) == 0 && own == NULL;
    if (kind != TIME_FREE || free == ORDER_NONE ||
        (free == ORDER_TYPED && key->expr->type.id != LM_T_TIMESTAMP))
        return false;
    return join_time(&s, in, key->expr, &own, &stamp) == 0 && own == NULL;
}

struct lm_plan *
tsort_new(struct lm_binder *b, struct lm_plan *in, const struct lm_plan_sort *keys, uint32_t n, struct lm_pos pos)
{
    struct lm_plan *p = plan_new(b, LM_P_TSORT, in, pos);

    p->sort = lm_alloc_copy(b->a, keys, n * sizeof *keys);
    p->nsort = n;
    p->lateness_us = b->cat->lateness_us;
    return p;
}

static bool
any_needs_end(const struct lm_plan_over *o)
{
    for (uint32_t i = 0; i < o->fns.n; i++)
        if (lm_over_needs_end(o->fns.at[i]))
            return true;
    return false;
}

static bool
by_window(const struct lm_plan_over *o)
{
    for (uint32_t i = 0; i < o->npart; i++) {
        const struct lm_plan_col *c = plan_ref_col(o->part[i]);
        if (c != NULL && c->time != LM_COL_PLAIN)
            return true;
    }
    return false;
}

static bool
by_interval(const struct lm_plan_over *o)
{
    for (uint32_t i = 0; i < o->fns.n; i++) {
        const struct lm_over_fn *f = o->fns.at[i];
        if (f->from_by.kind == LM_K_IVL || f->to_by.kind == LM_K_IVL)
            return true;
    }
    return false;
}

/* Whether functions look along a column that may be the event time, though nothing says so: their rows
 * then leave in its order. Rankings leave by arrival. */
static bool
looks_along(struct lm_binder *b, struct lm_plan *in, const struct lm_plan_over *o)
{
    bool any = false;

    for (uint32_t i = 0; i < o->fns.n; i++)
        any = any || ((struct lm_over_fn *)o->fns.at[i])->kind >= LM_W_LAG;
    return any && o->nkey > 0 && o->key[0].flags == 0 && plan_ref_col(o->key[0].expr) != NULL &&
           time_kind(b, in, o->key[0].expr) == TIME_FREE;
}

struct lm_plan *
over_decide(struct lm_binder *b, struct lm_plan *p, enum bind_mode mode)
{
    struct lm_plan_over *o = p->over;
    struct lm_plan *in = p->in[0];
    const struct lm_over_fn *first = o->fns.at[0];

    p->changing = false;
    if (o->nkey == 0 && !in->changing && !any_needs_end(o)) {
        o->how = LM_PO_STREAM;
        return p;
    }
    enum order_time free = by_interval(o) || in->endless ? ORDER_ANY : ORDER_TYPED;
    if (o->nkey > 0 && order_is_time(b, in, &o->key[0], free)) {
        o->how = LM_PO_STREAM;
        p->in[0] = tsort_new(b, in, o->key + 1, o->nkey - 1, p->pos);
        o->key[0].expr = lm_expr_new(b->a, LM_X_TIME, lm_type_of(LM_T_TIMESTAMP), o->key[0].expr->pos, NULL, 0);
        return p->in[0];
    }
    if (by_interval(o) && o->key[0].expr->type.id != LM_T_TIMESTAMP && o->key[0].expr->type.id != LM_T_DATE)
        o->key[0].expr = lm_expr_as(b->a, o->key[0].expr, lm_type_of(LM_T_TIMESTAMP));
    if (in->windowed && !in->changing && by_window(o)) {
        o->how = LM_PO_CLOSE;
        return p;
    }
    o->how = mode == BIND_CHANGES ? LM_PO_CHANGES : LM_PO_FINAL;
    o->in_order = looks_along(b, in, o);
    p->changing = mode == BIND_CHANGES;
    p->windowed = false;
    if (p->changing && o->fns.n == 1 && lm_over_ranks(first->kind)) {
        p->op = LM_P_TOPN;
        o->told = true;
    }
    return p;
}

/* The function of ORDER BY is known before it is decided how the node speaks. */
static int
order_overs(struct bind_select *x)
{
    for (uint32_t i = 0; i < x->q->order.n; i++) {
        const struct lm_ast_order *o = x->q->order.at[i];
        if (!ast_has_over(o->expr))
            continue;
        x->up.items = &x->q->items;
        x->up.nitems = x->q->items.n;
        if (bind_expr(&x->up, o->expr) == NULL)
            return -1;
    }
    return 0;
}

int
overs_finish(struct bind_select *x, struct lm_plan *in)
{
    struct bind_overs *overs = &x->overs;
    struct lm_expr *qualify = NULL;
    struct lm_plan *p = in;

    if (x->q->qualify != NULL) {
        x->up.items = &x->q->items;
        x->up.nitems = x->q->items.n;
        qualify = bind_predicate(&x->up, x->q->qualify, "QUALIFY");
        if (qualify == NULL)
            return -1;
    }
    if (order_overs(x) != 0)
        return -1;
    if (overs->nodes.n == 0 && qualify != NULL)
        return lm_fail(x->s.b->err, LM_E_CLAUSE, x->q->qualify->pos, "QUALIFY needs a window function (OVER)");
    for (uint32_t i = 0; i < overs->nodes.n; i++) {
        struct lm_plan *node = ((struct bind_over_node *)overs->nodes.at[i])->plan;
        node->in[0] = p;
        node->cols = p->cols;
        node->is_open = p->is_open;
        node->windowed = p->windowed;
        node->endless = p->endless;
        struct lm_plan *reader = over_decide(x->s.b, node, x->s.mode);
        if (overs->bottom == NULL)
            overs->bottom = reader;
        p = node;
    }
    overs->top = overs->nodes.n > 0 ? p : NULL;
    if (qualify != NULL) {
        struct lm_plan *filter = plan_new(x->s.b, LM_P_FILTER, p, x->q->qualify->pos);
        filter->predicate = qualify;
        overs->top = rank_cut(x->s.b, filter);
    }
    x->up.overs = overs; /* for ORDER BY: those that are there */
    return 0;
}
