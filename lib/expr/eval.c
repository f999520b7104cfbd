/* eval.c -- evaluates an expression over a batch: dispatch, leaves, and calls of functions. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A call evaluates its arguments to columns, then asks the function's batch form; where that has no
 * kernel for the kinds that the columns have, the row form is called for each selected row with struct
 * lm_val, and lm_build makes a column of what comes back. Functions that do not look at NULL are not
 * called for rows that have one.
 */
#include "expr/expr.h"

#include <assert.h>

#include "expr/expr_priv.h"

enum { ARGS_ON_STACK = 8, LINKS_ON_STACK = 64 };

/* Writes v to rows 0 .. n-1 of a fresh column. */
static const struct lm_col *
spread(const struct lm_val *v, uint32_t n, struct lm_arena *a)
{
    if (lm_val_is_null(v) && v->kind == LM_K_NULL)
        return lm_null_col();
    struct lm_build b;
    lm_build_begin(&b, a, lm_sel_all(n), n);
    for (uint32_t r = 0; r < n; r++)
        lm_build_put(&b, v);
    return b.c;
}

static const struct lm_col *
eval_const(struct lm_expr *e, struct lm_eval *x)
{
    if (e->state == NULL) {
        uint32_t n = x->once ? lm_eval_rows(x) : LM_BATCH_ROWS;
        e->state = (void *)(uintptr_t)spread(&e->value, n, x->keep);
    }
    return e->state;
}

static const struct lm_col *
eval_now(struct lm_eval *x)
{
    struct lm_val v = { .kind = LM_K_TS, .i = x->now_us };

    return spread(&v, lm_eval_rows(x), x->arena);
}

/* Times of the batch as a column; `none` is the number that stands for no time. */
static const struct lm_col *
eval_times(struct lm_eval *x, struct lm_sel sel, const int64_t *times, int64_t none)
{
    if (times == NULL)
        return lm_null_col();
    struct lm_col *c = lm_eval_col(x, LM_K_TS);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        c->i[r] = times[r];
        if (times[r] == none) {
            lm_col_nullable(c, lm_eval_rows(x), x->arena);
            c->null[r] = 1;
        }
    }
    return c;
}

static const struct lm_col *
eval_origin(const struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    const struct lm_origin *o = x->in->origin;

    if (o == NULL)
        return lm_null_col();
    if (e->col == LM_ORIGIN_FILE) {
        if (o->file == NULL)
            return lm_null_col();
        struct lm_val v = lm_val_str(lm_str_of(o->file));
        return spread(&v, lm_eval_rows(x), x->arena);
    }
    const uint64_t *from = e->col == LM_ORIGIN_LINE ? o->line : o->offset;
    if (from == NULL)
        return lm_null_col();
    struct lm_build b;
    lm_build_begin(&b, x->arena, sel, lm_eval_rows(x));
    for (uint32_t k = 0; k < sel.n; k++) {
        uint64_t n = from[lm_sel_row(sel, k)];
        struct lm_val v = n > INT64_MAX ? LM_VAL_NULL : lm_val_int((int64_t)n);
        lm_build_put(&b, &v);
    }
    return b.c;
}

/* A DOUBLE result is a DOUBLE column also where a row function gave a whole number. */
static void
fit_result(struct lm_val *v, struct lm_type type)
{
    if (type.id == LM_T_DOUBLE && (v->kind == LM_K_INT || v->kind == LM_K_DEC))
        *v = lm_val_f64(lm_val_double(v));
}

/* Gathers the arguments of row r; false when one is NULL that must not be. */
static bool
row_args(const struct lm_expr *e, const struct lm_col *const *cols, uint32_t r, struct lm_val *arg)
{
    bool nulls = (e->fn->flags & LM_FN_NULLS) != 0;

    for (uint32_t i = 0; i < e->narg; i++) {
        if (cols[i] == NULL) {
            arg[i] = LM_VAL_NULL; /* a lambda: the function takes it from the node */
            continue;
        }
        arg[i] = lm_col_get(cols[i], r);
        if (!nulls && lm_val_is_null(&arg[i]))
            return false;
    }
    return true;
}

static const struct lm_col *
call_rows(struct lm_call *c, const struct lm_col *const *cols, struct lm_sel sel)
{
    struct lm_expr *e = c->node;
    struct lm_val few[ARGS_ON_STACK];
    struct lm_val *arg = e->narg <= ARGS_ON_STACK ? few : lm_alloc(c->arena, e->narg * sizeof *arg);
    struct lm_build b;

    lm_build_begin(&b, c->arena, sel, lm_eval_rows(c->x));
    for (uint32_t k = 0; k < sel.n; k++) {
        struct lm_val out = LM_VAL_NULL;
        c->row = lm_sel_row(sel, k);
        if (row_args(e, cols, c->row, arg))
            e->fn->row(c, arg, e->narg, &out);
        fit_result(&out, e->type);
        lm_build_put(&b, &out);
    }
    return b.c;
}

/* A call whose first argument has been evaluated already, unless it is NULL. */
static const struct lm_col *
call_with(struct lm_expr *e, const struct lm_col *first, struct lm_eval *x, struct lm_sel sel)
{
    const struct lm_col *few[ARGS_ON_STACK];
    const struct lm_col **cols =
        e->narg <= ARGS_ON_STACK ? few : lm_alloc(x->arena, e->narg * sizeof *cols);
    struct lm_call c = { .x = x, .arena = x->arena, .node = e, .memo = &e->state };
    bool lambda = false, null = false;

    assert(e->fn != NULL && e->fn->row != NULL);
    for (uint32_t i = 0; i < e->narg; i++) {
        lambda |= e->arg[i]->op == LM_X_LAMBDA;
        if (i > 0 || first == NULL)
            cols[i] = e->arg[i]->op == LM_X_LAMBDA ? NULL : lm_expr_eval(e->arg[i], x, sel);
        else
            cols[i] = first;
        null |= cols[i] != NULL && cols[i]->kind == LM_K_NULL;
    }
    /* Not before all were evaluated: whether a row fails must not depend on its neighbours. */
    if (null && (e->fn->flags & LM_FN_NULLS) == 0)
        return lm_null_col();
    if (e->fn->batch != NULL && !lambda) {
        const struct lm_col *out = e->fn->batch(&c, cols, e->narg, sel);
        if (out != NULL)
            return out;
    }
    return call_rows(&c, cols, sel);
}

static bool
is_link(const struct lm_expr *e)
{
    return e->op == LM_X_CALL || e->op == LM_X_CAST || e->op == LM_X_ADAPT || e->op == LM_X_ADAPT_CMP;
}

/* Calls and conversions in the first arguments of others, as in a + b + c, are taken together: there may
 * be thousands. */
static const struct lm_col *
eval_chain(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_expr *link[LINKS_ON_STACK];
    const struct lm_col *first = NULL;
    uint32_t n = 0;

    link[n++] = e;
    while (n < LINKS_ON_STACK && link[n - 1]->narg > 0 && is_link(link[n - 1]->arg[0])) {
        link[n] = link[n - 1]->arg[0];
        n++;
    }
    while (n > 0) {
        e = link[--n];
        if (e->op != LM_X_CALL)
            first = lm_eval_cast(e, first != NULL ? first : lm_expr_eval(e->arg[0], x, sel), x, sel);
        else
            first = call_with(e, first, x, sel);
    }
    return first;
}

static const struct lm_col *
eval_present(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    const struct lm_col *c = lm_expr_eval(e->arg[0], x, sel);
    char type[64];

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (!lm_col_is_null(c, r) || (x->bad != NULL && x->bad[r] != 0))
            continue;
        x->field = e->name;
        lm_eval_fail(x, r, LM_E_CONVERT, "expected %s, found NULL", lm_type_print(e->type, type));
    }
    return c;
}

/* The argument of TRY or TRY_CAST: its failures are NULLs, nothing is marked. */
static const struct lm_col *
eval_try(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    enum lm_on_error was = x->on_error;

    x->on_error = LM_ON_ERROR_NULL;
    const struct lm_col *c = lm_expr_eval(e->arg[0], x, sel);
    x->on_error = was;
    return c;
}

const struct lm_col *
lm_expr_eval(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    assert(e != NULL && x->in != NULL);
    assert(sel.n <= x->in->nrow);
    switch (e->op) {
    case LM_X_CONST:
        return eval_const(e, x);
    case LM_X_COL:
        assert(e->col < x->in->ncol);
        return &x->in->cols[e->col];
    case LM_X_CALL:
    case LM_X_CAST:
    case LM_X_ADAPT:
    case LM_X_ADAPT_CMP:
        return eval_chain(e, x, sel);
    case LM_X_TRY_CAST:
        return lm_eval_cast(e, eval_try(e, x, sel), x, sel);
    case LM_X_READ:
        return lm_eval_cast(e, lm_expr_eval(e->arg[0], x, sel), x, sel);
    case LM_X_PRESENT:
        return eval_present(e, x, sel);
    case LM_X_AND:
    case LM_X_OR:
        return lm_eval_logic(e, x, sel);
    case LM_X_CASE:
    case LM_X_COALESCE:
        return lm_eval_choice(e, x, sel);
    case LM_X_TRY:
        return eval_try(e, x, sel);
    case LM_X_IN:
        return lm_eval_in(e, x, sel);
    case LM_X_NOW:
        return eval_now(x);
    case LM_X_MARK:
        return eval_times(x, sel, x->in->mark, LM_MARK_MIN);
    case LM_X_TIME:
        return eval_times(x, sel, x->in->ts, LM_NO_TIME);
    case LM_X_ORIGIN:
        return eval_origin(e, x, sel);
    case LM_X_LAMBDA:
        break;
    }
    assert(!"a lambda stands only in calls");
    return lm_null_col();
}
