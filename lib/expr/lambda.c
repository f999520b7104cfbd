/* lambda.c -- applies a lambda to many values at once, for the functions that take one. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The applications for one row are a batch of their own: row k of it is application k. The columns of
 * the outer batch that the lambda reads are repeated in it with their value of the outer row, under
 * their own numbers; the parameters stand at the numbers that the binder gave them (lambda->col up).
 * Which outer columns are read is found once and kept with the node. Lists longer than a batch are
 * taken in pieces.
 */
#include <assert.h>

#include "expr/expr_priv.h"

/* Kept as lambda->state. */
struct lambda_plan {
    struct lm_col *cols; /* [ncol] of the inner batch; only the used ones are ever set */
    uint32_t ncol;
    uint32_t *outer; /* [nouter] outer columns that the body reads */
    uint32_t nouter;
};

static void
find_columns(const struct lm_expr *e, uint32_t below, struct lambda_plan *p)
{
    if (e->op == LM_X_COL && e->col < below) {
        for (uint32_t i = 0; i < p->nouter; i++)
            if (p->outer[i] == e->col)
                return;
        p->outer[p->nouter++] = e->col;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        find_columns(e->arg[i], below, p);
}

static uint32_t
count_columns(const struct lm_expr *e)
{
    uint32_t n = e->op == LM_X_COL;

    for (uint32_t i = 0; i < e->narg; i++)
        n += count_columns(e->arg[i]);
    return n;
}

/* Inner lambdas have their parameters behind ours. */
static uint32_t
last_column(const struct lm_expr *e)
{
    uint32_t n = e->op == LM_X_COL ? e->col + 1 : e->op == LM_X_LAMBDA ? e->col + e->nparam : 0;

    for (uint32_t i = 0; i < e->narg; i++) {
        uint32_t inner = last_column(e->arg[i]);
        n = inner > n ? inner : n;
    }
    return n;
}

static struct lambda_plan *
lambda_plan(struct lm_expr *lambda, struct lm_arena *keep)
{
    if (lambda->state == NULL) {
        struct lambda_plan *p = lm_alloc(keep, sizeof *p);
        p->ncol = last_column(lambda);
        p->cols = lm_alloc(keep, p->ncol * sizeof *p->cols);
        p->outer = lm_alloc_raw(keep, (count_columns(lambda) + 1) * sizeof *p->outer);
        find_columns(lambda->arg[0], lambda->col, p);
        lambda->state = p;
    }
    return lambda->state;
}

static void
repeat(struct lm_col *to, const struct lm_val *v, uint32_t n, struct lm_arena *a)
{
    struct lm_build b;

    lm_build_begin(&b, a, lm_sel_all(n), n);
    for (uint32_t k = 0; k < n; k++)
        lm_build_put(&b, v);
    *to = *b.c;
}

/* Applications [from, from + n), at most a batch of them. */
static bool
apply_piece(struct lm_call *c, struct lm_expr *lambda, const struct lm_val *const *param, uint32_t from,
            struct lm_sel sel, struct lm_val *out)
{
    struct lambda_plan *p = lambda_plan(lambda, c->x->keep);
    struct lm_eval inner = *c->x;
    struct lm_batch b = { .arena = c->arena, .nrow = sel.n, .ncol = p->ncol, .cols = p->cols, .sel = sel };

    for (uint32_t i = 0; i < p->nouter; i++) {
        assert(p->outer[i] < c->x->in->ncol);
        struct lm_val v = lm_col_get(&c->x->in->cols[p->outer[i]], c->row);
        repeat(&p->cols[p->outer[i]], &v, sel.n, c->arena);
    }
    for (uint32_t i = 0; i < lambda->nparam; i++) {
        struct lm_build build;
        lm_build_begin(&build, c->arena, sel, sel.n);
        for (uint32_t k = 0; k < sel.n; k++)
            lm_build_put(&build, &param[i][from + k]);
        p->cols[lambda->col + i] = *build.c;
    }
    lm_eval_begin(&inner, &b);
    const struct lm_col *r = lm_expr_eval(lambda->arg[0], &inner, sel);
    if (inner.nbad > 0) {
        uint32_t bad = 0;
        while (inner.bad[bad] == 0)
            bad++;
        lm_eval_fail(c->x, c->row, (enum lm_code)inner.bad[bad], "%.*s", LM_STRF(inner.why[bad]->what));
        return false;
    }
    for (uint32_t k = 0; k < sel.n; k++)
        out[from + k] = lm_col_get(r, k);
    return true;
}

bool
lm_lambda_apply(struct lm_call *c, struct lm_expr *lambda, const struct lm_val *const *param, uint32_t n,
                struct lm_val *out)
{
    assert(lambda->op == LM_X_LAMBDA && lambda->narg == 1);
    assert(n == 0 || out != NULL);
    for (uint32_t from = 0; from < n; from += LM_BATCH_ROWS) {
        uint32_t piece = n - from < LM_BATCH_ROWS ? n - from : LM_BATCH_ROWS;
        if (!apply_piece(c, lambda, param, from, lm_sel_all(piece), out))
            return false;
    }
    return true;
}
