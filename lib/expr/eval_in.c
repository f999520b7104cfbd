/* eval_in.c -- x IN (list). */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/inset.h"

/* What the node keeps: the set of its constants, once it was asked for. */
struct in_state {
    struct lm_inset *set; /* NULL: the list is not constant */
};

static const struct lm_inset *
in_set(struct lm_expr *e, struct lm_eval *x)
{
    struct in_state *s = e->state;

    if (s == NULL) {
        s = lm_alloc(x->keep, sizeof *s);
        s->set = lm_inset_new(e, x->keep);
        e->state = s;
    }
    return s->set;
}

/* By lookup: what is not found is NULL beside a NULL in the list. */
static const struct lm_col *
in_constants(const struct lm_inset *set, const struct lm_col *a, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_col *out = lm_eval_col(x, LM_K_BOOL);
    uint32_t nrow = lm_eval_rows(x);

    if (!lm_inset_col(set, a, nrow, sel, out->b))
        return NULL;
    out->null = a->null;
    if (!lm_inset_has_null(set))
        return out;
    out->null = lm_alloc_raw(x->arena, nrow);
    for (uint32_t r = 0; r < nrow; r++)
        out->null[r] = (a->null != NULL && a->null[r] != 0) | (out->b[r] == 0);
    return out;
}

/* One element after the other; what was found is not compared again. The binder has not adapted the
 * values to each other: undeclared ones are judged by their kinds. */
static const struct lm_col *
in_each(struct lm_expr *e, const struct lm_col *a, struct lm_eval *x, struct lm_sel sel)
{
    uint16_t *rest = lm_alloc_raw(x->arena, (sel.n + 1) * sizeof *rest);
    uint8_t *null = lm_alloc(x->arena, lm_eval_rows(x));
    struct lm_col *out = lm_eval_col(x, LM_K_BOOL);
    uint32_t n = 0;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint16_t r = (uint16_t)lm_sel_row(sel, k);
        out->b[r] = 0;
        null[r] = lm_col_is_null(a, r);
        rest[n] = r;
        n += null[r] == 0;
    }
    for (uint32_t i = 1; i < e->narg && n > 0; i++) {
        const struct lm_col *b = lm_expr_eval(e->arg[i], x, (struct lm_sel){ rest, n });
        uint32_t kept = 0;
        for (uint32_t k = 0; k < n; k++) {
            uint16_t r = rest[k];
            struct lm_val v = lm_col_val(a, r), w = lm_col_val(b, r);
            bool found = !lm_val_is_null(&w) && lm_cmp_vals(&v, &w) == 0;
            out->b[r] = found;
            null[r] = found ? 0 : null[r] | lm_val_is_null(&w);
            rest[kept] = r;
            kept += !found;
        }
        n = kept;
    }
    out->null = null;
    return out;
}

const struct lm_col *
lm_eval_in(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    const struct lm_col *a = lm_expr_eval(e->arg[0], x, sel);
    const struct lm_inset *set = in_set(e, x);

    assert(e->narg >= 1);
    if (a->kind == LM_K_NULL)
        return a;
    const struct lm_col *out = set != NULL ? in_constants(set, a, x, sel) : NULL;
    return out != NULL ? out : in_each(e, a, x, sel);
}
