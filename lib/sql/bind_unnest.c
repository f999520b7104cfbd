/* bind_unnest.c -- table functions: UNNEST, generate_series, jsonb_each, ... in FROM and in SELECT. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A table function gives an array; an UNNEST node makes a row of each element. In FROM it may use the
 * columns of the tables before it. Its columns are known to names through a node of their own (NAMES),
 * which no operator stands for. All table functions of one SELECT list go in step, as in PostgreSQL.
 */
#include "expr/fn.h"
#include "sql/bind_priv.h"

bool
ast_is_rows(const struct lm_ast *e)
{
    const struct lm_fn *fn = e->op == LM_A_CALL ? lm_fn_find(e->name) : NULL;

    return fn != NULL && (fn->flags & LM_FN_ROWS) != 0;
}

static bool
gives_pairs(const struct lm_ast *e)
{
    static const char *const names[] = { "json_each", "jsonb_each", "json_each_text", "jsonb_each_text" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lm_str_eq_nocase(e->name, lm_str_of(names[i])))
            return true;
    return false;
}

static struct lm_plan_unnest *
unnest_add(struct bind_scope *s, struct lm_plan *p, const struct lm_ast *e)
{
    struct lm_plan_unnest *u = lm_alloc(s->b->a, sizeof *u);
    struct lm_expr **arg = lm_alloc(s->b->a, (e->arg.n + 1) * sizeof *arg);
    bool unnests = s->unnests;
    uint32_t n = 0;

    s->unnests = false; /* their rows would have to be there before those of this one */
    while (n < e->arg.n && (arg[n] = bind_expr(s, e->arg.at[n])) != NULL)
        n++;
    s->unnests = unnests;
    if (n < e->arg.n)
        return NULL;
    u->array = lm_expr_call(s->b->a, e->name, arg, e->arg.n, e->pos, s->b->err);
    if (u->array == NULL || !pattern_is_good(s, u->array))
        return NULL;
    u->ncol = gives_pairs(e) ? 2 : 1;
    lm_list_add(s->b->a, &p->unnest, u);
    return u;
}

static struct lm_plan_col *
column_add(struct lm_binder *b, struct lm_plan *p, struct lm_plan *names, struct lm_str name, enum lm_type_id type)
{
    struct lm_plan_col *c = plan_col_add(b, names->cols, name, lm_type_of(type));

    lm_list_add(b->a, &p->more, c);
    return c;
}

/* The node that makes the rows; its columns are in a list of their own. */
static struct lm_plan *
unnest_new(struct bind_scope *s, struct lm_pos pos)
{
    struct lm_plan *p = plan_new(s->b, LM_P_UNNEST, s->plan, pos);

    p->more = (struct lm_list){ 0 };
    return p;
}

static struct lm_str
column_name(const struct lm_from *f, uint32_t i, struct lm_str otherwise)
{
    return i < f->columns.n ? ((struct lm_ast *)f->columns.at[i])->part[0] : otherwise;
}

/* The one column of a function: PostgreSQL calls what these give `value`, else it has the alias. */
static struct lm_str
value_name(const struct lm_from *f)
{
    static const char *const named[] = { "json_array_elements", "jsonb_array_elements",
                                         "json_array_elements_text", "jsonb_array_elements_text" };

    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (lm_str_eq_nocase(f->fn->name, lm_str_of(named[i])))
            return LM_STR("value");
    return f->alias.n > 0 ? f->alias : f->fn->name;
}

int
bind_unnest_from(struct bind_scope *s, struct lm_from *f, bool outer)
{
    struct lm_binder *b = s->b;
    const struct lm_fn *known = lm_fn_find(f->fn->name);

    if (known == NULL) {
        lm_expr_call(b->a, f->fn->name, NULL, 0, f->pos, b->err); /* unknown, and it says so */
        return -1;
    }
    if (lm_str_eq_nocase(f->fn->name, LM_STR("range"))) { /* its elements */
        struct lm_from elements = *f;
        elements.fn = lm_alloc_copy(b->a, f->fn, sizeof *f->fn);
        elements.fn->name = LM_STR("unnest");
        elements.fn->arg = (struct lm_list){ 0 };
        elements.alias = f->alias.n > 0 ? f->alias : LM_STR("range");
        lm_list_add(b->a, &elements.fn->arg, f->fn);
        return bind_unnest_from(s, &elements, outer);
    }
    if (!ast_is_rows(f->fn))
        return lm_fail(b->err, LM_E_CLAUSE, f->pos, "%.*s is no table function", LM_STRF(f->fn->name));
    bool alone = s->plan == NULL;
    if (alone) { /* one row, for the function to stand beside */
        s->plan = plan_new(b, LM_P_VALUES, NULL, f->pos);
        s->plan->cols = plan_cols_new(b);
        lm_list_add(b->a, &s->plan->rows, lm_alloc(b->a, sizeof(struct lm_list)));
    }
    struct lm_plan *p = unnest_new(s, f->pos);
    struct lm_plan_unnest *u = unnest_add(s, p, f->fn);
    if (u == NULL && alone && b->err->code == LM_E_COLUMN) {
        b->err->hint[0] = 0;
        return lm_hint(b->err, "no table stands before it; over an array of the query around: x = ANY (a), array_sum(a)");
    }
    if (u == NULL)
        return -1;
    struct lm_plan *names = lm_alloc(b->a, sizeof *names);
    names->op = LM_P_NAMES;
    names->cols = plan_cols_new(b);
    u->ordinality = f->ordinality;
    p->outer = outer;
    struct lm_str own = value_name(f);
    if (f->columns.n > u->ncol + u->ordinality)
        return lm_fail(b->err, LM_E_WIDTH, f->pos, "%u names for %u columns", f->columns.n,
                       u->ncol + u->ordinality);
    for (uint32_t i = 0; i < u->ncol; i++)
        column_add(b, p, names, column_name(f, i, u->ncol == 1 ? own : i == 0 ? LM_STR("key") : LM_STR("value")),
                   LM_T_DYN);
    if (u->ordinality)
        column_add(b, p, names, column_name(f, u->ncol, LM_STR("ordinality")), LM_T_BIGINT);
    struct bind_table *t = lm_alloc(b->a, sizeof *t);
    t->alias = f->alias.n > 0 ? f->alias : f->fn->name;
    t->plan = names;
    lm_list_add(b->a, &s->tables, t);
    s->plan = p;
    return 0;
}

struct lm_expr *
bind_unnest_item(struct bind_scope *s, const struct lm_ast *e)
{
    if (!s->unnests || s->plan == NULL) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "table function %.*s can stand in FROM and in SELECT only",
                LM_STRF(e->name));
        lm_hint(s->b->err, "write it in FROM: FROM stdin, %.*s(..) AS x", LM_STRF(e->name));
        return NULL;
    }
    if (s->unnest == NULL)
        s->unnest = unnest_new(s, e->pos);
    struct lm_plan *p = s->unnest;
    struct lm_plan_unnest *u = unnest_add(s, p, e);
    if (u == NULL)
        return NULL;
    u->ncol = 1; /* in SELECT a pair is one value */
    struct lm_plan *names = lm_alloc(s->b->a, sizeof *names);
    names->op = LM_P_NAMES;
    names->cols = plan_cols_new(s->b);
    struct lm_plan_col *c = column_add(s->b, p, names, e->name, LM_T_DYN);
    c->hidden = true;
    s->plan = p;
    return plan_ref(s->b, c, e->pos);
}
