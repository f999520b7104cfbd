/* col.c -- a column of a batch: made, read and written value by value. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "data/col.h"

#include <assert.h>
#include <string.h>

static const uint8_t kind_bytes[LM_K_KINDS] = {
    [LM_K_BOOL] = sizeof(uint8_t),       [LM_K_INT] = sizeof(int64_t),
    [LM_K_F64] = sizeof(double),         [LM_K_DEC] = sizeof(lm_i128),
    [LM_K_STR] = sizeof(struct lm_str),  [LM_K_BYTES] = sizeof(struct lm_str),
    [LM_K_DATE] = sizeof(int64_t),       [LM_K_TIME] = sizeof(int64_t),
    [LM_K_TS] = sizeof(int64_t),         [LM_K_IVL] = sizeof(struct lm_ivl),
    [LM_K_JSON] = sizeof(struct lm_str), [LM_K_DYN] = sizeof(struct lm_val),
};

size_t
lm_kind_bytes(enum lm_kind k)
{
    assert(k < LM_K_KINDS);
    return kind_bytes[k];
}

void
lm_col_init(struct lm_col *c, enum lm_kind k, uint32_t cap, struct lm_arena *a)
{
    assert(k < LM_K_KINDS && k != LM_K_MISSING);
    *c = (struct lm_col){ .kind = k };
    if (kind_bytes[k] > 0)
        c->data = lm_alloc_raw(a, (size_t)cap * kind_bytes[k]);
}

void
lm_col_nullable(struct lm_col *c, uint32_t cap, struct lm_arena *a)
{
    if (c->null == NULL && c->kind != LM_K_DYN)
        c->null = lm_alloc(a, cap);
}

/* The number of row r with the spelling that it came in. */
static struct lm_val
spelled(const struct lm_col *c, uint32_t r, struct lm_val v)
{
    if (c->text != NULL) {
        v.p = c->text[r].p;
        v.n = (uint32_t)c->text[r].n;
    }
    return v;
}

struct lm_val
lm_col_get(const struct lm_col *c, uint32_t r)
{
    if (c->kind == LM_K_DYN)
        return c->y[r];
    if (c->null != NULL && c->null[r] != 0)
        return (struct lm_val){ .kind = c->null[r] == LM_NULL_MISSING ? LM_K_MISSING : LM_K_NULL };
    switch (c->kind) {
    case LM_K_NULL:
        return LM_VAL_NULL;
    case LM_K_BOOL:
        return lm_val_bool(c->b[r] != 0);
    case LM_K_INT:
        return spelled(c, r, lm_val_int(c->i[r]));
    case LM_K_F64:
        return spelled(c, r, lm_val_f64(c->f[r]));
    case LM_K_DEC:
        return (struct lm_val){ .kind = LM_K_DEC, .scale = c->scale, .d = c->d[r] };
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON: {
        assert(c->s[r].n <= UINT32_MAX);
        struct lm_val v = lm_val_str(c->s[r]);
        v.kind = (uint8_t)c->kind;
        return v;
    }
    case LM_K_IVL:
        return (struct lm_val){ .kind = LM_K_IVL, .ivl = c->v[r] };
    default:
        assert(c->kind == LM_K_DATE || c->kind == LM_K_TIME || c->kind == LM_K_TS);
        return (struct lm_val){ .kind = (uint8_t)c->kind, .i = c->i[r] };
    }
}

/* Whether a number's spelling is how it would print anyway. */
static bool
prints_so(const struct lm_val *v)
{
    if (v->p == NULL)
        return true;
    if (v->kind != LM_K_INT)
        return false;
    char text[LM_I64_TEXT];
    size_t n = lm_i64_print(v->i, text);
    return v->n == n && memcmp(v->p, text, n) == 0;
}

/* Row r of a typed column; v has its kind. */
static void
col_put(struct lm_col *c, uint32_t r, const struct lm_val *v)
{
    switch (c->kind) {
    case LM_K_BOOL:
        c->b[r] = v->i != 0;
        break;
    case LM_K_F64:
        c->f[r] = v->f;
        break;
    case LM_K_DEC:
        c->d[r] = v->d;
        break;
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON:
        c->s[r] = lm_val_text(v);
        break;
    case LM_K_IVL:
        c->v[r] = v->ivl;
        break;
    default:
        assert(c->kind == LM_K_INT || (c->kind >= LM_K_DATE && c->kind <= LM_K_TS));
        c->i[r] = v->i;
        break;
    }
}

/* NULL, or a key that is not there. */
static void
col_put_null(struct lm_col *c, uint32_t r, const struct lm_val *v, uint32_t cap, struct lm_arena *a)
{
    if (c->kind == LM_K_DYN) {
        c->y[r] = *v;
        return;
    }
    if (c->kind == LM_K_NULL && v->kind == LM_K_NULL && c->null == NULL)
        return;
    if (c->null == NULL) {
        lm_col_nullable(c, cap, a);
        if (c->kind == LM_K_NULL)
            memset(c->null, LM_NULL_YES, r);
    }
    c->null[r] = v->kind == LM_K_MISSING ? LM_NULL_MISSING : LM_NULL_YES;
    if (c->kind == LM_K_STR || c->kind == LM_K_BYTES || c->kind == LM_K_JSON)
        c->s[r] = (struct lm_str){ NULL, 0 };
    if (c->text != NULL)
        c->text[r] = (struct lm_str){ NULL, 0 };
}

/* A column of NULLs gets its first value, of kind v->kind. */
static void
col_begin(struct lm_col *c, uint32_t r, const struct lm_val *v, uint32_t cap, struct lm_arena *a)
{
    uint8_t *null = c->null;

    lm_col_init(c, v->kind, cap, a);
    c->scale = v->kind == LM_K_DEC ? v->scale : 0;
    c->null = null;
    if (r > 0 && null == NULL) {
        lm_col_nullable(c, cap, a);
        memset(c->null, LM_NULL_YES, r);
    }
    if (r > 0)
        memset(c->data, 0, r * kind_bytes[v->kind]); /* empty texts in the NULL rows */
}

/* Rows 0 .. r-1 become values that carry their own kind. */
static void
col_mix(struct lm_col *c, uint32_t r, uint32_t cap, struct lm_arena *a)
{
    struct lm_col mixed;

    lm_col_init(&mixed, LM_K_DYN, cap, a);
    for (uint32_t k = 0; k < r; k++)
        mixed.y[k] = lm_col_get(c, k);
    *c = mixed;
}

void
lm_col_set(struct lm_col *c, uint32_t r, const struct lm_val *v, uint32_t cap, struct lm_arena *a)
{
    assert(r < cap && v->kind != LM_K_DYN);
    if (lm_val_is_null(v)) {
        col_put_null(c, r, v, cap, a);
        return;
    }
    if (c->kind == LM_K_NULL)
        col_begin(c, r, v, cap, a);
    else if (c->kind != LM_K_DYN &&
             (c->kind != v->kind || (c->kind == LM_K_DEC && c->scale != v->scale)))
        col_mix(c, r, cap, a);
    if (c->kind == LM_K_DYN) {
        c->y[r] = *v;
        return;
    }
    col_put(c, r, v);
    if (c->null != NULL)
        c->null[r] = 0;
    if (c->kind != LM_K_INT && c->kind != LM_K_F64)
        return;
    bool plain = prints_so(v);
    if (!plain && c->text == NULL)
        c->text = lm_alloc(a, cap * sizeof *c->text);
    if (c->text != NULL)
        c->text[r] = plain ? (struct lm_str){ NULL, 0 } : lm_val_text(v);
}
