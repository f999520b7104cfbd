/* expr_new.c -- result columns written value by value, and columns of one value. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/expr_priv.h"

void
lm_build_begin(struct lm_build *b, struct lm_arena *a, struct lm_sel sel, uint32_t cap)
{
    assert(sel.n <= cap);
    *b = (struct lm_build){ .a = a, .sel = sel, .cap = cap };
    b->c = lm_alloc(a, sizeof *b->c);
    lm_col_init(b->c, LM_K_NULL, cap, a);
}

/* Rows written so far become struct lm_val. */
static void
build_to_dyn(struct lm_build *b)
{
    struct lm_col old = *b->c;

    lm_col_init(b->c, LM_K_DYN, b->cap, b->a);
    b->c->null = NULL;
    for (uint32_t k = 0; k < b->n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        b->c->y[r] = lm_col_get(&old, r);
    }
}

/* The first value that is not NULL decides the kind; what stood before it was NULL. */
static void
build_to_kind(struct lm_build *b, const struct lm_val *v)
{
    lm_col_init(b->c, (enum lm_kind)v->kind, b->cap, b->a);
    b->c->scale = v->scale;
    if (b->n == 0)
        return;
    lm_col_nullable(b->c, b->cap, b->a);
    for (uint32_t k = 0; k < b->n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        b->c->null[r] = 1;
        if (v->kind == LM_K_STR || v->kind == LM_K_BYTES || v->kind == LM_K_JSON)
            b->c->s[r] = (struct lm_str){ NULL, 0 };
    }
}

static void
build_null(struct lm_build *b, uint32_t r, const struct lm_val *v)
{
    struct lm_col *c = b->c;

    if (c->kind == LM_K_NULL)
        return;
    if (c->kind == LM_K_DYN) {
        c->y[r] = *v;
        return;
    }
    lm_col_nullable(c, b->cap, b->a);
    c->null[r] = v->kind == LM_K_MISSING ? LM_NULL_MISSING : LM_NULL_YES;
    if (c->kind == LM_K_STR || c->kind == LM_K_BYTES || c->kind == LM_K_JSON)
        c->s[r] = (struct lm_str){ NULL, 0 };
}

static void
build_store(struct lm_build *b, uint32_t r, const struct lm_val *v)
{
    struct lm_col *c = b->c;

    switch (c->kind) {
    case LM_K_BOOL:
        c->b[r] = (uint8_t)v->i;
        break;
    case LM_K_INT:
    case LM_K_DATE:
    case LM_K_TIME:
    case LM_K_TS:
        c->i[r] = v->i;
        break;
    case LM_K_F64:
        c->f[r] = v->f;
        break;
    case LM_K_DEC:
        c->d[r] = v->d;
        break;
    case LM_K_IVL:
        c->v[r] = v->ivl;
        break;
    case LM_K_DYN:
        c->y[r] = *v;
        break;
    default:
        assert(c->kind == LM_K_STR || c->kind == LM_K_BYTES || c->kind == LM_K_JSON);
        c->s[r] = lm_val_text(v);
        break;
    }
}

/* Numbers may carry the text they were written with; it stands beside the column. */
static void
build_text(struct lm_build *b, uint32_t r, const struct lm_val *v)
{
    struct lm_col *c = b->c;

    if (c->kind != LM_K_INT && c->kind != LM_K_F64)
        return;
    if (c->text == NULL) {
        if (v->p == NULL)
            return;
        c->text = lm_alloc(b->a, b->cap * sizeof *c->text);
    }
    c->text[r] = v->p != NULL ? lm_val_text(v) : (struct lm_str){ NULL, 0 };
}

void
lm_build_put(struct lm_build *b, const struct lm_val *v)
{
    assert(b->n < b->sel.n);
    uint32_t r = lm_sel_row(b->sel, b->n);

    if (v->kind == LM_K_MISSING && b->c->kind == LM_K_NULL)
        build_to_dyn(b); /* a column without values cannot say which ones are missing */
    if (lm_val_is_null(v)) {
        build_null(b, r, v);
        b->n++;
        return;
    }
    if (b->c->kind == LM_K_NULL)
        build_to_kind(b, v);
    if (b->c->kind != LM_K_DYN &&
        (b->c->kind != (enum lm_kind)v->kind || (v->kind == LM_K_DEC && b->c->scale != v->scale)))
        build_to_dyn(b);
    if (b->c->null != NULL && b->c->kind != LM_K_DYN)
        b->c->null[r] = 0;
    build_store(b, r, v);
    build_text(b, r, v);
    b->n++;
}

struct lm_col *
lm_eval_col(struct lm_eval *x, enum lm_kind k)
{
    struct lm_col *c = lm_alloc(x->arena, sizeof *c);

    assert(x->in != NULL);
    lm_col_init(c, k, x->in->nrow, x->arena);
    return c;
}

const struct lm_col *
lm_null_col(void)
{
    static const struct lm_col none = { .kind = LM_K_NULL };

    return &none;
}
