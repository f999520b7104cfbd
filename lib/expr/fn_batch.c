/* fn_batch.c -- scalar functions over whole columns, for those that pipes use most. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A kernel takes a column of one kind and constants; anything else is left to the row function (the
 * answer is NULL). The result shares the NULL map of its one column. Only selected rows are looked
 * at: the texts of others may be anything.
 */
#include "expr/fn_batch.h"

#include <math.h>

#include "base/utf8.h"
#include "expr/expr_priv.h"
#include "expr/kernels.h"

/* Argument k is this constant. */
static bool
batch_const(const struct lm_call *c, uint32_t k, enum lm_kind kind, struct lm_val *v)
{
    const struct lm_expr *e = c->node->arg[k];

    if (e->op != LM_X_CONST || e->value.kind != (uint8_t)kind)
        return false;
    *v = e->value;
    return true;
}

/* A result column of that kind, NULL where `like` is. */
static struct lm_col *
batch_col(struct lm_call *c, enum lm_kind kind, const struct lm_col *like)
{
    struct lm_col *out = lm_eval_col(c->x, kind);

    out->null = like->null;
    return out;
}

static bool
batch_is_null(const struct lm_col *c, uint32_t r)
{
    return c->null != NULL && c->null[r] != 0;
}

const struct lm_col *
lm_fn_length_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                   struct lm_sel sel)
{
    if (arg[0]->kind != LM_K_STR)
        return NULL;
    struct lm_col *out = batch_col(c, LM_K_INT, arg[0]);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out->i[r] = (int64_t)lm_utf8_length(arg[0]->s[r]);
    }
    return out;
}

/* Turns the case of ASCII letters; answers whether all bytes were ASCII. */
static bool
batch_turn(char *to, const char *from, size_t n, char first)
{
    unsigned char all = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned char b = (unsigned char)from[i];
        all |= b;
        to[i] = (char)(b ^ (((unsigned char)(b - (unsigned char)first) < 26) << 5));
    }
    return all < 0x80;
}

static const struct lm_col *
batch_case(struct lm_call *c, const struct lm_col *const *arg, struct lm_sel sel, char first)
{
    size_t n = 0;

    if (arg[0]->kind != LM_K_STR)
        return NULL;
    struct lm_col *out = batch_col(c, LM_K_STR, arg[0]);
    for (uint32_t k = 0; k < sel.n; k++)
        n += arg[0]->s[lm_sel_row(sel, k)].n;
    char *to = lm_alloc_raw(c->arena, n);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_str s = arg[0]->s[r];
        out->s[r] = (struct lm_str){to, s.n};
        if (!batch_turn(to, s.p, s.n, first)) {
            struct lm_val v = lm_val_str(s), turned = LM_VAL_NULL;
            c->row = r;
            c->node->fn->row(c, &v, 1, &turned);
            out->s[r] = lm_val_text(&turned);
        }
        to += s.n;
    }
    return out;
}

const struct lm_col *
lm_fn_lower_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                  struct lm_sel sel)
{
    return batch_case(c, arg, sel, 'A');
}

const struct lm_col *
lm_fn_upper_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                  struct lm_sel sel)
{
    return batch_case(c, arg, sel, 'a');
}

/* Moves n bytes; up to 32 without a call, by a first and a last part that may overlap. */
static inline char *
batch_move(char *to, const char *from, size_t n)
{
    char a[16], b[16];

    if (n > 32) {
        memcpy(to, from, n);
    } else if (n >= 16) {
        memcpy(a, from, 16);
        memcpy(b, from + n - 16, 16);
        memcpy(to, a, 16);
        memcpy(to + n - 16, b, 16);
    } else if (n >= 8) {
        memcpy(a, from, 8);
        memcpy(b, from + n - 8, 8);
        memcpy(to, a, 8);
        memcpy(to + n - 8, b, 8);
    } else {
        for (size_t i = 0; i < n; i++)
            to[i] = from[i];
    }
    return to + n;
}

/* Texts one behind the other, in one piece of the arena. */
const struct lm_col *
lm_op_concat_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                   struct lm_sel sel)
{
    const struct lm_col *a = arg[0], *b = arg[1];
    size_t n = 0, longest = 0;

    if (a->kind != LM_K_STR || b->kind != LM_K_STR)
        return NULL;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        size_t one = a->s[r].n + b->s[r].n;
        n += one;
        longest = one > longest ? one : longest;
    }
    if (longest > LM_RECORD_BYTES)
        return NULL; /* the row function says which one it was */
    struct lm_col *out = lm_eval_col(c->x, LM_K_STR);
    char *to = lm_alloc_raw(c->arena, n);
    out->null = lm_col_nulls(c, a, b);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_str x = a->s[r], y = b->s[r];
        bool null = out->null != NULL && out->null[r] != 0;
        out->s[r] = (struct lm_str){ to, null ? 0 : x.n + y.n };
        if (!null)
            to = batch_move(batch_move(to, x.p, x.n), y.p, y.n);
    }
    return out;
}

/* Characters [from, from + n) of each text, from 0. */
static const struct lm_col *
batch_part(struct lm_call *c, const struct lm_col *text, size_t from, size_t n, struct lm_sel sel)
{
    struct lm_col *out = batch_col(c, LM_K_STR, text);

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_str s = text->s[r];
        size_t a = from == 0 ? 0 : lm_utf8_offset(s, from);
        struct lm_str rest = {s.p + a, s.n - a};
        out->s[r] = (struct lm_str){rest.p, n >= rest.n ? rest.n : lm_utf8_offset(rest, n)};
    }
    return out;
}

const struct lm_col *
lm_fn_left_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                 struct lm_sel sel)
{
    struct lm_val n;

    if (arg[0]->kind != LM_K_STR || !batch_const(c, 1, LM_K_INT, &n) || n.i < 0)
        return NULL;
    return batch_part(c, arg[0], 0, (size_t)n.i, sel);
}

const struct lm_col *
lm_fn_substring_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                      struct lm_sel sel)
{
    struct lm_val from, n = lm_val_int(INT64_MAX);

    if (arg[0]->kind != LM_K_STR || !batch_const(c, 1, LM_K_INT, &from) || from.i < 1)
        return NULL;
    if (narg > 2 && (!batch_const(c, 2, LM_K_INT, &n) || n.i < 0))
        return NULL;
    return batch_part(c, arg[0], (size_t)from.i - 1, (size_t)n.i, sel);
}

const struct lm_col *
lm_fn_starts_with_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                        struct lm_sel sel)
{
    struct lm_val v;

    if (arg[0]->kind != LM_K_STR || !batch_const(c, 1, LM_K_STR, &v) || v.n == 0)
        return NULL;
    struct lm_col *out = batch_col(c, LM_K_BOOL, arg[0]);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_str s = arg[0]->s[r];
        out->b[r] = s.n >= v.n && memcmp(s.p, v.p, v.n) == 0;
    }
    return out;
}

const struct lm_col *
lm_fn_contains_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                     struct lm_sel sel)
{
    struct lm_val v;

    if (arg[0]->kind != LM_K_STR || !batch_const(c, 1, LM_K_STR, &v) || v.n == 0)
        return NULL;
    struct lm_col *out = batch_col(c, LM_K_BOOL, arg[0]);
    struct lm_str piece = lm_val_text(&v);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out->b[r] = lm_k_contains(arg[0]->s[r], piece);
    }
    return out;
}

/* A function of doubles that cannot fail, over all rows of sel. */
static inline __attribute__((always_inline)) const struct lm_col *
batch_f64(struct lm_call *c, const struct lm_col *x, struct lm_sel sel, double (*of)(double))
{
    if (x->kind != LM_K_F64)
        return NULL;
    struct lm_col *out = batch_col(c, LM_K_F64, x);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out->f[r] = of(x->f[r]);
    }
    return out;
}

const struct lm_col *
lm_fn_abs_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    return batch_f64(c, arg[0], sel, fabs);
}

const struct lm_col *
lm_fn_floor_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                  struct lm_sel sel)
{
    return batch_f64(c, arg[0], sel, floor);
}

const struct lm_col *
lm_fn_ceil_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                 struct lm_sel sel)
{
    return batch_f64(c, arg[0], sel, ceil);
}

const struct lm_col *
lm_fn_round_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                  struct lm_sel sel)
{
    return narg == 1 ? batch_f64(c, arg[0], sel, rint) : NULL;
}

/* A negative number in a row that counts fails there: the row function says so. */
const struct lm_col *
lm_fn_sqrt_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                 struct lm_sel sel)
{
    const struct lm_col *x = arg[0];
    bool negative = false;

    if (x->kind != LM_K_F64)
        return NULL;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        negative |= x->f[r] < 0 && !batch_is_null(x, r);
    }
    return negative ? NULL : batch_f64(c, x, sel, sqrt);
}
