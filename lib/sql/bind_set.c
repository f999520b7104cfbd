/* bind_set.c -- VALUES, UNION, EXCEPT, INTERSECT. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "sql/bind_script.h"

struct lm_plan *
bind_values(struct lm_binder *b, const struct lm_query *q)
{
    struct bind_scope s = { .b = b };
    struct lm_plan *p = plan_new(b, LM_P_VALUES, NULL, q->pos);
    const struct lm_list *first = q->rows.at[0];

    p->cols = plan_cols_new(b);
    for (uint32_t k = 0; k < first->n; k++)
        plan_col_add(b, p->cols, lm_str_format(b->a, "column%u", k + 1), lm_type_of(LM_T_NULL));
    for (uint32_t i = 0; i < q->rows.n; i++) {
        const struct lm_list *row = q->rows.at[i];
        struct lm_list *bound = lm_alloc(b->a, sizeof *bound);
        if (row->n != first->n) {
            lm_fail(b->err, LM_E_WIDTH, q->pos, "row %u of VALUES has %u values, the first has %u", i + 1,
                    row->n, first->n);
            return NULL;
        }
        for (uint32_t k = 0; k < row->n; k++) {
            struct lm_plan_col *c = p->cols->at.at[k];
            struct lm_expr *e = bind_expr(&s, row->at[k]);
            if (e == NULL)
                return NULL;
            if (!lm_type_common(c->type, e->type, &c->type)) {
                lm_fail(b->err, LM_E_TYPE, e->pos, "the values of a column of VALUES have no common type");
                return NULL;
            }
            lm_list_add(b->a, bound, e);
        }
        lm_list_add(b->a, &p->rows, bound);
    }
    for (uint32_t i = 0; i < p->rows.n; i++) {
        struct lm_list *row = p->rows.at[i];
        for (uint32_t k = 0; k < row->n; k++)
            row->at[k] = lm_expr_as(b->a, row->at[k], ((struct lm_plan_col *)p->cols->at.at[k])->type);
    }
    return p;
}

/* One side with its visible columns as `types` wants them, and `side` behind them if not negative. */
static struct lm_plan *
side_project(struct lm_binder *b, struct lm_plan *in, const struct lm_list *cols, const struct lm_type *types,
             int side)
{
    struct lm_plan *p = project_new(b, in, in->pos);

    p->is_open = in->is_open;
    for (uint32_t i = 0; i < cols->n; i++) {
        struct lm_plan_col *c = cols->at[i];
        struct lm_expr *e = lm_expr_as(b->a, plan_ref(b, c, in->pos), types[i]);
        struct lm_plan_col *out = project_add(b, p, c->name, e);
        out->spread = c->spread;
    }
    if (side >= 0)
        project_add(b, p, LM_STR(" side"), lm_expr_val(b->a, lm_type_of(LM_T_BIGINT), lm_val_int(side), in->pos));
    return p;
}

struct set_side {
    struct lm_plan *plan;
    struct lm_list cols;
};

static int
set_types(struct lm_binder *b, const struct lm_query *q, const struct set_side side[2], struct lm_type *types)
{
    if (side[0].cols.n != side[1].cols.n) {
        lm_fail(b->err, LM_E_WIDTH, q->pos, "the sides have %u and %u columns", side[0].cols.n, side[1].cols.n);
        return lm_hint(b->err, "both sides of a set operation need the same number of columns");
    }
    for (uint32_t i = 0; i < side[0].cols.n; i++) {
        const struct lm_plan_col *l = side[0].cols.at[i], *r = side[1].cols.at[i];
        char a[64], c[64];
        if (l->spread != r->spread)
            return lm_fail(b->err, LM_E_WIDTH, q->pos, "one side is all columns of open records, the other is not");
        if (!lm_type_common(l->type, r->type, &types[i]))
            return lm_fail(b->err, LM_E_TYPE, q->pos, "column %u is %s on one side and %s on the other", i + 1,
                           lm_type_print(l->type, a), lm_type_print(r->type, c));
    }
    return 0;
}

/* The two sides one after the other; with `marked` a column " side" tells them apart. */
static struct lm_plan *
union_new(struct lm_binder *b, const struct lm_query *q, struct set_side side[2], bool marked)
{
    struct lm_type *types = lm_alloc(b->a, (side[0].cols.n + 1) * sizeof *types);

    if (set_types(b, q, side, types) != 0)
        return NULL;
    struct lm_plan *in[2];
    for (int i = 0; i < 2; i++)
        in[i] = side_project(b, side[i].plan, &side[i].cols, types, marked ? i : -1);
    struct lm_plan *p = plan_new(b, LM_P_UNION, NULL, q->pos);
    p->cols = plan_cols_new(b);
    for (int i = 0; i < 2; i++) {
        lm_list_add(b->a, &p->more, in[i]);
        p->changing = p->changing || in[i]->changing;
        p->endless = p->endless || in[i]->endless;
    }
    p->windowed = in[0]->windowed && in[1]->windowed;
    p->is_open = in[0]->is_open && in[1]->is_open;
    for (uint32_t k = 0; k < in[0]->cols->at.n; k++) {
        struct lm_plan_col *l = in[0]->cols->at.at[k];
        struct lm_plan_col *c = plan_col_add(b, p->cols, l->name, l->type);
        c->spread = l->spread;
        c->from = lm_alloc(b->a, 2 * sizeof *c->from);
        c->from[0] = l;
        c->from[1] = in[1]->cols->at.at[k];
        if (c->from[0]->time == c->from[1]->time) {
            c->time = l->time;
            c->time_of = l->time_of;
        }
    }
    return p;
}

struct lm_plan *
bind_union_all(struct lm_binder *b, struct lm_plan *l, struct lm_plan *r, const struct lm_query *q)
{
    struct set_side side[2] = { { .plan = l }, { .plan = r } };

    plan_visible(b, l, &side[0].cols);
    plan_visible(b, r, &side[1].cols);
    return union_new(b, q, side, false);
}

static struct lm_agg *
count_side(struct lm_binder *b, struct lm_plan *p, int side, struct lm_pos pos)
{
    struct lm_agg *agg = lm_alloc(b->a, sizeof *agg);
    struct lm_expr **arg = lm_alloc(b->a, 2 * sizeof *arg);

    agg->star = true;
    arg[0] = plan_ref(b, p->cols->at.at[p->cols->at.n - 1], pos);
    arg[1] = lm_expr_val(b->a, lm_type_of(LM_T_BIGINT), lm_val_int(side), pos);
    agg->filter = lm_expr_call(b->a, LM_STR("="), arg, 2, pos, b->err);
    return agg->filter != NULL && lm_agg_bind(b->a, LM_STR("count"), agg, b->err) == 0 ? agg : NULL;
}

static struct lm_expr *
count_is(struct lm_binder *b, struct lm_plan_col *c, const char *op, struct lm_pos pos)
{
    struct lm_expr **arg = lm_alloc(b->a, 2 * sizeof *arg);

    arg[0] = plan_ref(b, c, pos);
    arg[1] = lm_expr_val(b->a, lm_type_of(LM_T_BIGINT), lm_val_int(0), pos);
    return lm_expr_call(b->a, lm_str_of(op), arg, 2, pos, b->err);
}

/* Rows as often as EXCEPT ALL or INTERSECT ALL has them, without the counts: a row that is taken back is the
 * one that came, though its counts have changed. */
static struct lm_plan *
repeated_new(struct lm_binder *b, const struct lm_query *q, struct lm_plan *in, struct lm_plan_col *count[2])
{
    struct lm_expr **arg = lm_alloc(b->a, 2 * sizeof *arg);
    struct lm_plan *p = plan_new(b, LM_P_REPEAT, in, q->pos);

    for (int i = 0; i < 2; i++)
        arg[i] = plan_ref(b, count[i], q->pos);
    struct lm_str fn = q->op == LM_Q_EXCEPT ? LM_STR("-") : LM_STR("least");
    p->time = lm_expr_call(b->a, fn, arg, 2, q->pos, b->err);
    if (p->time == NULL)
        return NULL;
    struct lm_list cols = { 0 };
    struct lm_plan *project = project_new(b, p, q->pos);
    plan_visible(b, in, &cols);
    for (uint32_t i = 0; i < cols.n; i++) {
        struct lm_plan_col *c = cols.at[i];
        project_add(b, project, c->name, plan_ref(b, c, q->pos));
    }
    return project;
}

/* EXCEPT and INTERSECT count each row on both sides and keep those with the right counts. */
static struct lm_plan *
counted_new(struct lm_binder *b, const struct lm_query *q, struct set_side side[2], enum bind_mode mode)
{
    struct lm_plan *both = union_new(b, q, side, true);

    if (both == NULL)
        return NULL;
    struct lm_plan_col *mark = both->cols->at.at[both->cols->at.n - 1];
    mark->hidden = true;
    struct lm_plan *g = distinct_new(b, both, mode, q->pos);
    g->at_once = false;
    g->say = mode == BIND_CHANGES ? LM_SAY_CHANGES : LM_SAY_FINAL;
    g->changing = mode == BIND_CHANGES;
    struct lm_plan_col *count[2];
    for (int i = 0; i < 2; i++) {
        struct lm_agg *agg = count_side(b, both, i, q->pos);
        if (agg == NULL)
            return NULL;
        lm_list_add(b->a, &g->aggs, agg);
        count[i] = plan_col_add(b, g->cols, LM_STR(""), agg->result);
        count[i]->hidden = true;
    }
    if (q->all)
        return repeated_new(b, q, g, count);
    struct lm_plan *p = plan_new(b, LM_P_FILTER, g, q->pos);
    struct lm_expr **arg = lm_alloc(b->a, 2 * sizeof *arg);
    arg[0] = count_is(b, count[0], ">", q->pos);
    arg[1] = count_is(b, count[1], q->op == LM_Q_EXCEPT ? "=" : ">", q->pos);
    if (arg[0] == NULL || arg[1] == NULL)
        return NULL;
    p->predicate = lm_expr_new(b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), q->pos, arg, 2);
    return p;
}

struct lm_plan *
bind_set(struct lm_binder *b, const struct lm_query *q, const struct bind_cte *ctes, enum bind_mode mode)
{
    const struct lm_query *in[2] = { q->left, q->right };
    struct set_side side[2] = { { 0 } };

    for (int i = 0; i < 2; i++) {
        side[i].plan = bind_query(b, in[i], ctes, mode);
        if (side[i].plan == NULL)
            return NULL;
        plan_visible(b, side[i].plan, &side[i].cols);
    }
    if (q->op == LM_Q_UNION) {
        struct lm_plan *p = union_new(b, q, side, false);
        return p == NULL || q->all ? p : distinct_new(b, p, mode, q->pos);
    }
    return counted_new(b, q, side, mode);
}
