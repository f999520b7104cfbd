/* agg_logic.c -- BOOL_AND, BOOL_OR, BIT_AND, BIT_OR, BIT_XOR. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/agg_priv.h"

/* Booleans are counted, so that they can be taken back. */
struct logic {
    union {
        int64_t yes; /* BOOL: true values */
        int64_t bits;
    };
    int64_t n; /* values that are not NULL */
};

typedef void logic_bits_f(struct logic *s, int64_t bits, int64_t w);

size_t
lm_agg_logic_size(const struct lm_agg *a)
{
    return sizeof(struct logic);
}

void
lm_agg_bool_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct lm_val v = lm_col_get(c, r);
        struct logic *s = rows->states[k];
        if (v.kind != LM_K_BOOL)
            continue;
        s->n += lm_agg_weight(rows, r);
        s->yes += v.i != 0 ? lm_agg_weight(rows, r) : 0;
    }
}

void
lm_agg_bool_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct logic *s = into;
    const struct logic *f = from;

    s->n += f->n;
    s->yes += f->yes;
}

void
lm_agg_bool_and_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct logic *s = state;

    *out = s->n == 0 ? LM_VAL_NULL : lm_val_bool(s->yes == s->n);
}

void
lm_agg_bool_or_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct logic *s = state;

    *out = s->n == 0 ? LM_VAL_NULL : lm_val_bool(s->yes != 0);
}

static void
logic_and(struct logic *s, int64_t bits, int64_t w)
{
    s->bits = s->n == 0 ? bits : (s->bits & bits);
    s->n += w;
}

static void
logic_or(struct logic *s, int64_t bits, int64_t w)
{
    s->bits |= bits;
    s->n += w;
}

static void
logic_xor(struct logic *s, int64_t bits, int64_t w)
{
    s->bits ^= w % 2 != 0 ? bits : 0;
    s->n += w;
}

static void
logic_bits(const struct lm_agg *a, const struct lm_agg_rows *rows, logic_bits_f *combine)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct lm_val v = lm_col_get(c, r), number;
        if (lm_val_is_null(&v) || !lm_val_number(&v, &number))
            continue;
        if (number.kind == LM_K_INT)
            combine(rows->states[k], number.i, lm_agg_weight(rows, r));
    }
}

void
lm_agg_bit_and_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    logic_bits(a, rows, logic_and);
}

void
lm_agg_bit_or_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    logic_bits(a, rows, logic_or);
}

void
lm_agg_bit_xor_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    logic_bits(a, rows, logic_xor);
}

void
lm_agg_bit_and_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct logic *f = from;

    if (f->n > 0)
        logic_and(into, f->bits, f->n);
}

void
lm_agg_bit_or_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct logic *f = from;

    logic_or(into, f->bits, f->n);
}

void
lm_agg_bit_xor_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct logic *s = into;
    const struct logic *f = from;

    s->bits ^= f->bits;
    s->n += f->n;
}

void
lm_agg_bit_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                  struct lm_val *out)
{
    const struct logic *s = state;

    *out = s->n == 0 ? LM_VAL_NULL : lm_val_int(s->bits);
}
