/* eval_fail.c -- rows whose evaluation failed: marked with a phrase, later refused. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "expr/expr_priv.h"

void
lm_eval_begin(struct lm_eval *x, const struct lm_batch *b)
{
    assert(x != NULL && b != NULL);
    assert(b->nrow <= LM_BATCH_ROWS);
    x->in = b;
    x->bad = NULL;
    x->why = NULL;
    x->nbad = 0;
    x->what[0] = '\0';
    x->field = (struct lm_str){ NULL, 0 };
}

void
lm_eval_fail(struct lm_eval *x, uint32_t r, enum lm_code code, const char *format, ...)
{
    va_list ap;

    assert(code != LM_OK);
    assert(r < x->in->nrow);
    if (x->on_error == LM_ON_ERROR_NULL)
        return;
    if (x->bad == NULL) {
        x->bad = lm_alloc(x->arena, x->in->nrow * sizeof *x->bad);
        x->why = lm_alloc_raw(x->arena, x->in->nrow * sizeof *x->why);
    }
    if (x->bad[r] != 0)
        return;
    va_start(ap, format);
    vsnprintf(x->what, sizeof x->what, format, ap);
    va_end(ap);
    struct lm_why *why = lm_alloc_raw(x->arena, sizeof *why);
    why->what = lm_str_dup(x->arena, lm_str_of(x->what));
    why->field = x->field;
    x->why[r] = why;
    x->bad[r] = (uint16_t)code;
    x->nbad++;
}

struct lm_sel
lm_eval_refuse(struct lm_eval *x, struct lm_refuser *refuser, struct lm_sel sel, uint16_t *rows,
               bool *stop)
{
    uint32_t n = 0;

    assert(stop != NULL);
    *stop = false;
    if (x->nbad == 0)
        return sel;
    assert(x->bad != NULL && x->why != NULL);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (x->bad[r] == 0) {
            rows[n++] = (uint16_t)r;
            continue;
        }
        lm_refuse(refuser, x->in, r, (enum lm_code)x->bad[r], x->why[r]->field, x->why[r]->what);
        if (x->on_error == LM_ON_ERROR_FAIL) {
            *stop = true;
            break;
        }
    }
    return (struct lm_sel){ rows, n };
}
