/* eval_choice.c -- AND, OR, CASE, COALESCE, IN: what guards its right side evaluates fewer rows there. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The rows that are not decided yet are a selection that shrinks from argument to argument. AND and OR
 * keep the truth of each row in a byte: 0 false, 1 true, 2 NULL; the next argument is evaluated for the
 * rows that it can still change. CASE notes for each row which result it takes, then evaluates each
 * result for its rows only and brings them together.
 */
#include <assert.h>
#include <string.h>

#include "expr/expr_priv.h"

enum { FALSE_ = 0, TRUE_ = 1, NULL_ = 2 };

static void
truth_of_vals(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint8_t *truth)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_val v = lm_col_get(c, r), b = LM_VAL_NULL;
        enum lm_code code = LM_OK;
        truth[r] = NULL_;
        if (lm_val_is_null(&v))
            continue;
        code = lm_adapt_val(&v, lm_type_of(LM_T_BOOLEAN), x->arena, &b);
        if (code != LM_OK)
            lm_eval_fail(x, r, code, "a condition is neither true nor false");
        else
            truth[r] = (uint8_t)b.i;
    }
}

void
lm_truth(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint8_t *truth)
{
    assert(c != NULL && truth != NULL);
    if (c->kind != LM_K_BOOL && c->kind != LM_K_NULL) {
        truth_of_vals(x, c, sel, truth);
        return;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        truth[r] = c->kind == LM_K_NULL || (c->null != NULL && c->null[r] != 0) ? NULL_ : c->b[r];
    }
}

/* Truths as a BOOLEAN column. */
static const struct lm_col *
truth_col(struct lm_eval *x, uint8_t *truth, struct lm_sel sel)
{
    struct lm_col *c = lm_eval_col(x, LM_K_BOOL);
    bool nulls = false;

    for (uint32_t k = 0; k < sel.n; k++)
        nulls |= truth[lm_sel_row(sel, k)] == NULL_;
    c->b = truth;
    if (!nulls)
        return c;
    lm_col_nullable(c, lm_eval_rows(x), x->arena);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        c->null[r] = truth[r] == NULL_;
        truth[r] &= TRUE_;
    }
    return c;
}

const struct lm_col *
lm_eval_logic(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(x), n = sel.n;
    uint8_t *truth = lm_alloc_raw(x->arena, nrow);
    uint8_t *next = lm_alloc_raw(x->arena, nrow);
    uint16_t *rows = lm_alloc_raw(x->arena, nrow * sizeof *rows);
    uint8_t decided = e->op == LM_X_AND ? FALSE_ : TRUE_; /* the truth that nothing to the right changes */

    assert(e->narg > 0);
    lm_truth(x, lm_expr_eval(e->arg[0], x, sel), sel, truth);
    for (uint32_t k = 0; k < sel.n; k++)
        rows[k] = (uint16_t)lm_sel_row(sel, k);
    for (uint32_t i = 1; i < e->narg && n > 0; i++) {
        uint32_t kept = 0;
        for (uint32_t k = 0; k < n; k++) {
            uint16_t r = rows[k];
            rows[kept] = r;
            kept += truth[r] != decided;
        }
        n = kept;
        struct lm_sel rest = { rows, n };
        if (n == 0)
            break;
        lm_truth(x, lm_expr_eval(e->arg[i], x, rest), rest, next);
        for (uint32_t k = 0; k < n; k++) {
            uint16_t r = rows[k];
            if (next[r] == decided || truth[r] != NULL_)
                truth[r] = next[r];
        }
    }
    return truth_col(x, truth, sel);
}

/* Results of CASE and COALESCE: which argument's column row r takes its value from. */
struct choice {
    const struct lm_col **col; /* [narg] NULL: not evaluated */
    uint16_t *from;            /* [row] */
};

static const struct lm_col *
choice_merge(const struct choice *ch, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_build b;

    lm_build_begin(&b, x->arena, sel, lm_eval_rows(x));
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_col *c = ch->col[ch->from[r]];
        struct lm_val v = c != NULL ? lm_col_get(c, r) : LM_VAL_NULL;
        lm_build_put(&b, &v);
    }
    return b.c;
}

/* The one kind of the columns that were evaluated, NULL aside, if its values can be moved as bytes;
 * LM_K_NULL: there is none. */
static enum lm_kind
choice_kind(const struct choice *ch, uint32_t n, bool *nulls)
{
    enum lm_kind kind = LM_K_NULL;

    for (uint32_t i = 0; i < n; i++) {
        const struct lm_col *c = ch->col[i];
        *nulls |= c != NULL && (c->kind == LM_K_NULL || c->null != NULL);
        if (c == NULL || c->kind == LM_K_NULL)
            continue;
        if (c->text != NULL || c->kind == LM_K_DYN || c->kind == LM_K_DEC ||
            (kind != LM_K_NULL && kind != c->kind))
            return LM_K_NULL;
        kind = c->kind;
    }
    return kind;
}

/* Moves each row's value of `size` bytes from the column it takes; inlined for each size. */
static inline __attribute__((always_inline)) void
choice_move(const struct choice *ch, struct lm_sel sel, struct lm_col *out, size_t size)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_col *c = ch->col[ch->from[r]];
        if (c->kind == LM_K_NULL)
            memset((char *)out->data + r * size, 0, size);
        else
            memcpy((char *)out->data + r * size, (const char *)c->data + r * size, size);
    }
}

/* As choice_merge, of columns of one kind. */
static const struct lm_col *
choice_copy(const struct choice *ch, struct lm_eval *x, struct lm_sel sel, enum lm_kind kind,
            bool nulls)
{
    struct lm_col *out = lm_eval_col(x, kind);
    size_t size = lm_kind_bytes(kind);

    if (size == 1)
        choice_move(ch, sel, out, 1);
    else if (size == 8)
        choice_move(ch, sel, out, 8);
    else
        choice_move(ch, sel, out, size);
    if (!nulls)
        return out;
    lm_col_nullable(out, lm_eval_rows(x), x->arena);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_col *c = ch->col[ch->from[r]];
        out->null[r] = c->kind == LM_K_NULL ? LM_NULL_YES : c->null != NULL ? c->null[r] : LM_NULL_NO;
    }
    return out;
}

/* One WHEN: rows where it is true take result i and leave the rest. Answers how many remain. */
static uint32_t
case_when(struct lm_expr *e, uint32_t i, struct lm_eval *x, struct lm_sel *rest, struct choice *ch)
{
    uint8_t *truth = lm_alloc_raw(x->arena, lm_eval_rows(x));
    uint16_t *taken = lm_alloc_raw(x->arena, (rest->n + 1) * sizeof *taken);
    uint16_t *left = lm_alloc_raw(x->arena, (rest->n + 1) * sizeof *left);
    uint32_t ntaken = 0, nleft = 0;

    lm_truth(x, lm_expr_eval(e->arg[i], x, *rest), *rest, truth);
    for (uint32_t k = 0; k < rest->n; k++) {
        uint32_t r = lm_sel_row(*rest, k);
        if (truth[r] == TRUE_) {
            taken[ntaken++] = (uint16_t)r;
            ch->from[r] = (uint16_t)(i + 1);
        } else {
            left[nleft++] = (uint16_t)r;
        }
    }
    if (ntaken > 0)
        ch->col[i + 1] = lm_expr_eval(e->arg[i + 1], x, (struct lm_sel){ taken, ntaken });
    *rest = (struct lm_sel){ left, nleft };
    return nleft;
}

static void
eval_case(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, struct choice *ch)
{
    struct lm_sel rest = sel;
    uint32_t otherwise = e->narg - 1;

    assert(e->narg % 2 == 1);
    for (uint32_t i = 0; i + 1 < e->narg; i += 2)
        if (case_when(e, i, x, &rest, ch) == 0)
            return;
    for (uint32_t k = 0; k < rest.n; k++)
        ch->from[lm_sel_row(rest, k)] = (uint16_t)otherwise;
    if (rest.n > 0)
        ch->col[otherwise] = lm_expr_eval(e->arg[otherwise], x, rest);
}

static void
eval_coalesce(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, struct choice *ch)
{
    struct lm_sel rest = sel;

    for (uint32_t i = 0; i < e->narg && rest.n > 0; i++) {
        uint16_t *left = lm_alloc_raw(x->arena, rest.n * sizeof *left);
        uint32_t n = 0;
        ch->col[i] = lm_expr_eval(e->arg[i], x, rest);
        for (uint32_t k = 0; k < rest.n; k++) {
            uint32_t r = lm_sel_row(rest, k);
            ch->from[r] = (uint16_t)i;
            left[n] = (uint16_t)r;
            n += lm_col_is_null(ch->col[i], r);
        }
        rest = (struct lm_sel){ left, n };
    }
}

const struct lm_col *
lm_eval_choice(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    struct choice ch = {
        .col = lm_alloc(x->arena, (e->narg + 1) * sizeof *ch.col),
        .from = lm_alloc(x->arena, lm_eval_rows(x) * sizeof *ch.from),
    };
    const struct lm_col *only = NULL;
    uint32_t used = 0;

    assert(e->narg > 0 && e->narg <= UINT16_MAX);
    if (e->op == LM_X_CASE)
        eval_case(e, x, sel, &ch);
    else
        eval_coalesce(e, x, sel, &ch);
    for (uint32_t i = 0; i < e->narg; i++) {
        used += ch.col[i] != NULL;
        only = ch.col[i] != NULL ? ch.col[i] : only;
    }
    /* All rows went one way: its column is the answer. */
    if (used == 1)
        return only;
    bool nulls = false;
    enum lm_kind kind = choice_kind(&ch, e->narg, &nulls);
    return kind != LM_K_NULL ? choice_copy(&ch, x, sel, kind, nulls) : choice_merge(&ch, x, sel);
}
