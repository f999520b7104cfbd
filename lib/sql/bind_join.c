/* bind_join.c -- joins: their keys, conditions and names, and how they are done. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * ON is split at its ANDs. Equalities between the sides become keys, inequalities between times of the
 * sides are set aside (bind_time_join.c), the rest is a condition on pairs. Then the way is chosen that
 * needs the least state: by time where two bounds or the windows allow it, else with that side as a
 * snapshot which ends, else both sides are kept and every change tells.
 */

#include "sql/bind_join.h"

/* A column of the right side as the join's output calls it; the same one each time. */
struct lm_plan_col *
join_right(struct lm_binder *b, struct lm_plan *join, struct lm_plan_col *c)
{
    for (uint32_t i = 0; i < join->more.n; i++) {
        struct lm_plan_col *have = join->more.at[i];
        if (plan_ref_col(have->expr) == c)
            return have;
    }
    struct lm_plan_col *up = lm_alloc(b->a, sizeof *up);
    *up = *c;
    up->expr = plan_ref(b, c, LM_NOWHERE);
    lm_list_add(b->a, &join->more, up);
    return up;
}

void
join_conjuncts(struct lm_binder *b, const struct lm_ast *e, struct lm_list *out)
{
    const struct lm_ast *rows = e->op == LM_A_CALL && lm_str_eq(e->name, LM_STR("=")) && rows_compared(e)
                                    ? rows_expand(b, e)
                                    : NULL;

    e = rows != NULL ? rows : e;
    if (e->op != LM_A_AND) {
        lm_list_add(b->a, out, (void *)e);
        return;
    }
    for (uint32_t i = 0; i < e->arg.n; i++)
        join_conjuncts(b, e->arg.at[i], out);
}

uint32_t
join_sides(struct lm_plan *join, const struct lm_expr *e)
{
    uint32_t mask = 0;

    if (e->op == LM_X_COL && e->state != NULL) {
        mask = e->state == join->mark_col ? 3 : 1;
        for (uint32_t i = 0; i < join->more.n; i++)
            if (join->more.at[i] == e->state)
                mask = 2;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        mask |= join_sides(join, e->arg[i]);
    return mask;
}

struct lm_expr *
join_lowered(struct lm_binder *b, const struct lm_expr *e)
{
    struct lm_plan_col *up = plan_ref_col(e);

    if (up != NULL)
        return plan_ref(b, plan_ref_col(up->expr), e->pos);
    struct lm_expr *copy = lm_alloc_copy(b->a, e, sizeof *e);
    copy->arg = lm_alloc(b->a, (e->narg + 1) * sizeof *copy->arg);
    for (uint32_t i = 0; i < e->narg; i++)
        copy->arg[i] = join_lowered(b, e->arg[i]);
    return copy;
}

static void
join_key_add(struct lm_binder *b, struct lm_plan *join, struct lm_expr *l, struct lm_expr *r)
{
    uint32_t n = join->nkey;
    struct lm_expr **left = lm_alloc(b->a, (n + 1) * sizeof *left);
    struct lm_expr **right = lm_alloc(b->a, (n + 1) * sizeof *right);

    for (uint32_t i = 0; i < n; i++) {
        left[i] = join->key[i];
        right[i] = join->rkey[i];
    }
    left[n] = l;
    right[n] = r;
    join->key = left;
    join->rkey = right;
    join->nkey = n + 1;
}

/* Keys are compared by lm_val_order. What is not declared adapts to the type of the other side, as it
 * does in a comparison. */
static struct lm_expr *
key_as(struct lm_binder *b, struct lm_expr *e, struct lm_type t, struct lm_type other)
{
    if (e->type.id == LM_T_DYN && other.id != LM_T_DYN && other.id != LM_T_NULL)
        return lm_expr_new(b->a, LM_X_ADAPT_CMP, lm_type_is_number(other) ? lm_type_of(LM_T_DYN) : other, e->pos,
                           lm_alloc_copy(b->a, &e, sizeof e), 1);
    return t.id == LM_T_DYN ? e : lm_expr_as(b->a, e, t);
}

/* left = right becomes a key. */
static int
join_equal(struct join_parts *x, struct lm_expr *l, struct lm_expr *r)
{
    struct lm_binder *b = x->s->b;
    struct lm_type t;
    char left[64], right[64];

    if (!lm_type_common(l->type, r->type, &t))
        return lm_fail(b->err, LM_E_TYPE, l->pos, "%s and %s do not compare", lm_type_print(l->type, left),
                       lm_type_print(r->type, right));
    r = join_lowered(b, r);
    join_key_add(b, x->join, key_as(b, l, t, r->type), key_as(b, r, t, l->type));
    return 0;
}

static struct lm_expr *
and_of(struct bind_scope *s, struct lm_expr *a, struct lm_expr *b)
{
    if (a == NULL)
        return b;
    struct lm_expr **arg = lm_alloc(s->b->a, 2 * sizeof *arg);
    arg[0] = a;
    arg[1] = b;
    return lm_expr_new(s->b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), b->pos, arg, 2);
}

/* Candidates of an ASOF join that a condition on them alone rules out need not be kept. */
static void
join_right_filter(struct join_parts *x, struct lm_expr *condition)
{
    struct lm_binder *b = x->s->b;
    struct lm_plan *filter = plan_new(b, LM_P_FILTER, x->join->in[1], condition->pos);

    filter->predicate = join_lowered(b, condition);
    x->join->in[1] = filter;
    lm_list_add(b->a, &b->nodes, x->join); /* inputs stand before what reads them */
}

int
join_residual(struct join_parts *x, const struct lm_ast *e)
{
    struct lm_expr *rest = bind_predicate(x->s, e, "ON");

    if (rest == NULL)
        return -1;
    uint32_t sides = join_sides(x->join, rest);
    if (x->from->join->form == LM_JOIN_ASOF && sides == 2) {
        join_right_filter(x, rest);
        return 0;
    }
    x->on_pairs = x->on_pairs || sides == 3;
    x->join->predicate = and_of(x->s, x->join->predicate, rest);
    return 0;
}

/* left = right, either way round. 1: a key, 0: something else, -1: failed. */
static int
join_key(struct join_parts *x, const struct lm_ast *e)
{
    if (e->op != LM_A_CALL || e->arg.n != 2 || !lm_str_eq(e->name, LM_STR("=")))
        return 0;
    struct lm_expr *l = bind_expr(x->s, e->arg.at[0]);
    struct lm_expr *r = l != NULL ? bind_expr(x->s, e->arg.at[1]) : NULL;
    if (r == NULL)
        return -1;
    uint32_t ls = join_sides(x->join, l), rs = join_sides(x->join, r);
    if (ls + rs != 3 || ls == 0 || rs == 0)
        return 0;
    return join_equal(x, ls == 1 ? l : r, ls == 1 ? r : l) == 0 ? 1 : -1;
}

/* ON: equalities between the sides become keys, the rest bounds and conditions. */
static int
join_on(struct join_parts *x, const struct lm_ast *on)
{
    struct lm_list parts = { 0 };

    join_conjuncts(x->s->b, on, &parts);
    for (uint32_t i = 0; i < parts.n; i++) {
        int done = join_key(x, parts.at[i]);
        if (done == 0)
            done = join_bound(x, parts.at[i]);
        if (done == 0)
            done = join_residual(x, parts.at[i]);
        if (done < 0)
            return -1;
    }
    return 0;
}

/* USING: keys by name; the right columns are not shown, and a name alone is the left one, or in an
 * outer join the one that is there. */
static int
join_using(struct join_parts *x, const struct lm_list *cols, uint32_t n, struct lm_list *hide)
{
    struct lm_binder *b = x->s->b;

    for (uint32_t i = 0; i < cols->n; i++) {
        const struct lm_ast *name = cols->at[i];
        struct lm_plan_col *c[2] = { NULL, NULL };
        for (int side = 0; side < 2; side++)
            for (enum plan_look look = LOOK_EXACT; look <= LOOK_DEMAND && c[side] == NULL; look++) {
                uint32_t found = 0;
                c[side] = plan_find(b, x->join->in[side], name->part[0], look, &found);
            }
        if (c[0] == NULL || c[1] == NULL)
            return lm_fail(b->err, LM_E_COLUMN, name->pos, "column \"%.*s\" is not on both sides",
                           LM_STRF(name->part[0]));
        struct lm_plan_col *up = join_right(b, x->join, c[1]);
        if (i < n && join_equal(x, plan_ref(b, c[0], name->pos), plan_ref(b, up, name->pos)) != 0)
            return -1;
        if (i >= n && join_asof_using(x, plan_ref(b, c[0], name->pos), plan_ref(b, up, name->pos)) != 0)
            return -1;
        if (x->from->join->form == LM_JOIN_PROBE)
            continue;
        lm_list_add(b->a, hide, up);
        struct bind_merged *m = lm_alloc(b->a, sizeof *m);
        m->col = c[0];
        m->other = x->join->join == LM_PJ_RIGHT || x->join->join == LM_PJ_FULL ? up : NULL;
        lm_list_add(b->a, &x->s->merged, m);
    }
    return 0;
}

/* NATURAL: USING the columns that both sides are known to have. */
static int
join_natural(struct join_parts *x, struct lm_from_join *j)
{
    struct lm_binder *b = x->s->b;
    struct lm_list left = { 0 }, right = { 0 };

    plan_names(b, x->join->in[0], &left);
    plan_names(b, x->join->in[1], &right);
    for (uint32_t i = 0; i < left.n; i++)
        for (uint32_t k = 0; k < right.n; k++) {
            const struct lm_str *name = left.at[i];
            if (!lm_str_eq(*name, *(struct lm_str *)right.at[k]))
                continue;
            struct lm_ast *e = lm_alloc(b->a, sizeof *e);
            e->op = LM_A_NAME;
            e->pos = x->from->pos;
            e->part = lm_alloc_copy(b->a, name, sizeof *name);
            e->npart = 1;
            lm_list_add(b->a, &j->using_cols, e);
            break;
        }
    if (j->using_cols.n > 0)
        return 0;
    lm_fail(b->err, LM_E_COLUMN, x->from->pos, "both sides of the NATURAL JOIN have no column in common");
    return lm_hint(b->err, "USING (...) names the columns, CROSS JOIN needs none");
}

/* Equal names from the right get the suffix _<alias>; USING columns are shown once. */
static void
join_names(struct bind_scope *s, struct lm_plan *join, struct lm_str alias, const struct lm_list *hide)
{
    struct lm_list left = { 0 }, right = { 0 }, known = { 0 };

    plan_visible(s->b, join->in[0], &left);
    plan_visible(s->b, join->in[1], &right);
    for (uint32_t i = 0; i < left.n; i++)
        if (((struct lm_plan_col *)left.at[i])->spread && known.n == 0)
            plan_names(s->b, join->in[0], &known);
    for (uint32_t i = 0; i < right.n; i++) {
        struct lm_plan_col *up = join_right(s->b, join, right.at[i]);
        if (up->name.n > 0 && up->name.p[0] == '\1')
            up->hidden = true; /* of a LATERAL subquery, for ON alone */
        if (up->spread)
            up->name = alias; /* what members whose name is taken are called after */
        for (uint32_t k = 0; k < left.n; k++)
            if (!up->spread && up->name.n > 0 && lm_str_eq(((struct lm_plan_col *)left.at[k])->name, up->name)) {
                up->name = lm_str_format(s->b->a, "%.*s_%.*s", LM_STRF(up->name), LM_STRF(alias));
                break;
            }
        for (uint32_t k = 0; k < known.n && !up->spread && up->name.n > 0; k++)
            if (lm_str_eq(*(struct lm_str *)known.at[k], up->name)) {
                up->name = lm_str_format(s->b->a, "%.*s_%.*s", LM_STRF(up->name), LM_STRF(alias));
                break;
            }
        for (uint32_t k = 0; k < hide->n; k++) {
            if (hide->at[k] == up)
                up->hidden = true;
            if (up->spread)
                lm_list_add(s->b->a, &up->without, &plan_ref_col(((struct lm_plan_col *)hide->at[k])->expr)->name);
        }
    }
}

/* How ------------------------------------------------------------------------------------------------- */

bool
lm_plan_live(const struct lm_plan *p)
{
    if (p == NULL)
        return false;
    if (p->op == LM_P_SCAN)
        return p->source->live || (p->source->connector == LM_CONNECTOR_NEXMARK && !p->source->lookup);
    if (p->op == LM_P_LATE)
        return lm_plan_live(p->late_of);
    for (uint32_t i = 0; p->op == LM_P_UNION && i < p->more.n; i++)
        if (lm_plan_live(p->more.at[i]))
            return true;
    return p->op != LM_P_UNION && (lm_plan_live(p->in[0]) || lm_plan_live(p->in[1]));
}

/* The key of two windowed streams that is a bound of their windows; nkey: none. */
static uint32_t
window_key(const struct lm_plan *join, enum lm_col_time which)
{
    for (uint32_t i = 0; i < join->nkey; i++) {
        const struct lm_plan_col *l = plan_ref_col(join->key[i]), *r = plan_ref_col(join->rkey[i]);
        if (l != NULL && r != NULL && l->time == which && r->time == which)
            return i;
    }
    return join->nkey;
}

/* The node that made the windows of a side. */
static const struct lm_plan *
window_of(const struct lm_expr *bound)
{
    return plan_ref_col(bound)->time_of;
}

/* Within windows, where the rows of each side come and go by the end of their window. Changes are told at
 * once where they are asked for, else all is told when the window closes. */
static bool
join_window(struct join_parts *x)
{
    struct lm_plan *join = x->join;
    uint32_t end = window_key(join, LM_COL_WINDOW_END), key = end;
    bool changing = join->in[0]->changing || join->in[1]->changing;

    if (end == join->nkey)
        key = window_key(join, LM_COL_WINDOW_START);
    if (key == join->nkey)
        return false;
    const struct lm_plan *window[2] = { window_of(join->key[key]), window_of(join->rkey[key]) };
    struct lm_plan_times *t = lm_alloc(x->s->b->a, sizeof *t);
    for (int i = 0; i < 2; i++) {
        int64_t size = window[i]->window.size;
        if (!join_keeps_times(join->in[i]) || (key != end && window[i]->window.kind == LM_WINDOW_SESSION))
            return false;
        if (key != end && size > t->window_shift_us)
            t->window_shift_us = size;
        if (window[i]->op == LM_P_ASSIGN && size > t->window_span_us)
            t->window_span_us = size;
        t->stamp[i] = window[i]->stamp;
    }
    t->window_key = key;
    join->times = t;
    join->windows = true;
    join->how = LM_PH_WINDOW;
    join->changing = false;
    if (!join->in[0]->windowed || !join->in[1]->windowed) /* the W of a windowed stream has it already */
        join->lateness_us = x->s->b->cat->lateness_us;
    if (!changing || x->s->mode == BIND_FINAL)
        return true;
    join->how = LM_PH_CHANGES;
    join->changing = true;
    return true;
}

/* About what a kept row takes: itself, and a few short values. */
static double
row_bytes(const struct lm_plan *join)
{
    enum { ROW = 160, VALUE = 12 };
    uint32_t n = join->in[0]->cols->at.n + join->in[1]->cols->at.n;

    return ROW + VALUE * n / 2.0;
}

static int
join_changes(struct join_parts *x)
{
    struct lm_plan *join = x->join;
    bool outer = join->join != LM_PJ_INNER && join->join != LM_PJ_SEMI;

    join->how = LM_PH_CHANGES;
    join->lateness_us = x->s->b->cat->state_ttl_us;
    join->changing = outer || join->in[0]->changing || join->in[1]->changing;
    if (!join->endless || x->s->b->cat->state_ttl_us > 0)
        return 0;
    double row = row_bytes(join);
    lm_fail(x->s->b->err, LM_E_ENDLESS_JOIN, x->from->pos,
            "this join keeps every row of both inputs, and they have no end: its state grows for ever, "
            "by about %.0f bytes a row, %.0f GB a day at 1000 rows a second",
            row, row * 1000 * 86400 / 1e9);
    return lm_hint(x->s->b->err, "bound it by time (AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '1' HOUR), "
                                 "or SET state_ttl = '1 hour'");
}

static int
join_choose(struct join_parts *x)
{
    struct lm_plan *join = x->join;
    const struct lm_source *table = lm_plan_lookup(join->in[1]);
    bool ends[2];

    if (table != NULL)
        return join_bounds_rest(x) == 0 ? join_lookup(x, table) : -1;
    if (join_interval(x) != 0)
        return -1;
    if (join->how == LM_PH_INTERVAL)
        return 0;
    for (int i = 0; i < 2; i++)
        ends[i] = !lm_plan_live(join->in[i]) && !join->in[i]->changing;
    bool window = join_window(x);
    if (!window && !ends[0] && !ends[1] && join_until(x) != 0)
        return -1;
    if (join->how == LM_PH_INTERVAL)
        return 0;
    if (join_bounds_rest(x) != 0)
        return -1;
    if (window)
        return 0;
    if (ends[0] && (!ends[1] || join->join == LM_PJ_RIGHT)) {
        join->how = LM_PH_FLIPPED;
        join->changing = join->in[1]->changing;
        return 0;
    }
    if (ends[1])
        return 0;
    if (join_same_time(x) != 0)
        return -1;
    return join->how == LM_PH_INTERVAL ? 0 : join_changes(x);
}

/* Binding --------------------------------------------------------------------------------------------- */

static struct lm_plan *
join_node(struct bind_scope *s, struct lm_from *f, struct lm_plan *left, struct lm_plan *right)
{
    static const enum lm_plan_join kinds[] = {
        [LM_JOIN_INNER] = LM_PJ_INNER, [LM_JOIN_LEFT] = LM_PJ_LEFT, [LM_JOIN_RIGHT] = LM_PJ_RIGHT,
        [LM_JOIN_FULL] = LM_PJ_FULL,   [LM_JOIN_CROSS] = LM_PJ_INNER, [LM_JOIN_SEMI] = LM_PJ_SEMI,
        [LM_JOIN_ANTI] = LM_PJ_ANTI,
    };
    struct lm_plan *p = plan_new(s->b, LM_P_JOIN, left, f->pos);

    p->in[1] = right;
    p->join = kinds[f->join->kind];
    p->is_open = left->is_open || right->is_open;
    p->endless = left->endless || right->endless;
    return p;
}

/* Both sides, and the scope in which the join's conditions are bound. */
static int
join_tables(struct bind_scope *s, struct join_parts *x, struct bind_scope *l, struct bind_scope *r)
{
    const struct lm_from_join *j = x->from->join;
    struct lm_from right = *j->right;

    *l = *r = *s;
    l->tables = r->tables = (struct lm_list){ 0 };
    l->merged = r->merged = (struct lm_list){ 0 };
    right.as_of = NULL;
    if (bind_from(l, j->left) != 0 || bind_from(r, &right) != 0)
        return -1;
    for (uint32_t i = 0; i < r->tables.n && !j->subquery; i++) {
        const struct lm_str alias = ((struct bind_table *)r->tables.at[i])->alias;
        const struct bind_table *twin = alias.n > 0 ? scope_table(l, alias) : NULL;
        if (twin == NULL || !lm_str_eq(twin->alias, alias))
            continue;
        lm_fail(s->b->err, LM_E_AMBIGUOUS, x->from->pos, "\"%.*s\" stands twice in FROM", LM_STRF(alias));
        return lm_hint(s->b->err, "give each a name of its own: %.*s AS x", LM_STRF(alias));
    }
    x->join = join_node(s, x->from, l->plan, r->plan);
    s->tables = l->tables;
    s->merged = l->merged;
    for (uint32_t i = 0; i < r->tables.n; i++) {
        struct bind_table *t = r->tables.at[i];
        lm_list_add(s->b->a, &t->lifts, x->join);
        lm_list_add(s->b->a, &s->tables, t);
    }
    s->plan = x->join;
    return 0;
}

static int
join_form(struct join_parts *x)
{
    const struct lm_from_join *j = x->from->join;

    if (j->form == LM_JOIN_ASOF)
        return join_asof(x);
    if (j->form == LM_JOIN_PROBE)
        return join_probe(x);
    if (j->right->as_of != NULL)
        return join_versions(x);
    if (j->match != NULL || j->tolerance != NULL)
        return lm_fail(x->s->b->err, LM_E_CLAUSE, x->from->pos, "MATCH_CONDITION and TOLERANCE are for ASOF joins");
    return join_choose(x);
}

int
bind_join(struct bind_scope *s, struct lm_from *f)
{
    struct lm_from_join own = *f->join;
    struct lm_from with = *f;
    const struct lm_from_join *j = &own;
    struct join_parts x = { .s = s, .from = &with };
    struct bind_scope l, r;
    struct lm_list hide = { 0 };
    uint32_t nkeys;

    with.join = &own;
    if (lateral_join(s->b, &own) != 0)
        return -1;
    if (j->right->op == LM_F_FUNCTION && !ast_is_window(j->right->fn))
        return bind_from(s, j->left) != 0 ? -1 : bind_unnest_from(s, j->right, j->kind == LM_JOIN_LEFT);
    if (join_tables(s, &x, &l, &r) != 0)
        return -1;
    x.side[0] = &l;
    x.side[1] = &r;
    if (j->natural && join_natural(&x, &own) != 0)
        return -1;
    nkeys = j->using_cols.n;
    if (j->form == LM_JOIN_ASOF && j->match == NULL && nkeys > 0)
        nkeys--; /* the last one is the time */
    if (join_using(&x, &j->using_cols, nkeys, &hide) != 0)
        return -1;
    s->inner_first = j->subquery;
    s->plan = NULL; /* a subquery would have to stand below the join that asks for it */
    if (j->on != NULL && j->form != LM_JOIN_PROBE && join_on(&x, j->on) != 0)
        return -1;
    if (join_form(&x) != 0)
        return -1;
    s->inner_first = false;
    s->plan = x.join;
    if (x.join->join > LM_PJ_FULL) {
        s->tables = l.tables;
        for (uint32_t i = 0; i < r.tables.n && !j->subquery; i++)
            lm_list_add(s->b->a, &s->gone, r.tables.at[i]);
    } else {
        struct bind_table *t = r.tables.at[r.tables.n - 1];
        join_names(s, x.join, t->alias.n > 0 ? t->alias : LM_STR("2"), &hide);
    }
    if (x.join->changing && s->mode == BIND_FINAL) {
        s->plan = plan_new(s->b, LM_P_FINAL, x.join, f->pos);
        s->plan->changing = false;
    }
    return 0;
}
