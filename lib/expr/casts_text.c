/* casts_text.c -- CAST of a column of texts to numbers, and of whole numbers to texts. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Up to sixteen digits are read as two words of eight bytes: the text is shifted to the end of a word of
 * zeros, one test tells whether all bytes are digits, three multiplications add them up. A number with
 * a point and at most fifteen digits is a whole number divided by a power of ten, both exact as doubles,
 * so the quotient is the nearest one. Any other text is left to the readers of values, row by row.
 */
#include <assert.h>
#include <endian.h>

#include "expr/expr_priv.h"

enum { WORD = 8, EXACT_DIGITS = 15 };

/* Value of n digits, n <= 8, shifted to the end of a word; false: one is no digit. */
static inline bool
word_value(uint64_t text, size_t n, uint64_t *v)
{
    const uint64_t zeros = UINT64_C(0x3030303030303030), high = UINT64_C(0xf0f0f0f0f0f0f0f0);
    uint64_t w = n == WORD ? text : text << (64 - 8 * n) | zeros >> (8 * n);
    uint64_t over = w + UINT64_C(0x0606060606060606); /* ':' and what follows become 0x40 */

    if ((w & high) != zeros || (over & high) != zeros)
        return false;
    w = (w & UINT64_C(0x0f0f0f0f0f0f0f0f)) * 2561 >> 8;
    w = (w & UINT64_C(0x00ff00ff00ff00ff)) * 6553601 >> 16;
    *v = (w & UINT64_C(0x0000ffff0000ffff)) * UINT64_C(42949672960001) >> 32;
    return true;
}

/* The n bytes at p, 1 <= n <= 8, the first one lowest. */
static inline uint64_t
word_load(const char *p, size_t n)
{
    uint64_t w = 0;
    uint32_t a = 0, b = 0;

    if (n == WORD) {
        memcpy(&w, p, WORD);
        return le64toh(w);
    }
    if (n >= 4) { /* two halves, which may overlap */
        memcpy(&a, p, 4);
        memcpy(&b, p + n - 4, 4);
        return le32toh(a) | (uint64_t)le32toh(b) << (8 * (n - 4));
    }
    return (uint64_t)(unsigned char)p[0] | (uint64_t)(unsigned char)p[n / 2] << (8 * (n / 2)) |
           (uint64_t)(unsigned char)p[n - 1] << (8 * (n - 1));
}

/* Value of n digits, 1 <= n <= 16. */
static inline bool
digits_value(const char *p, size_t n, uint64_t *v)
{
    uint64_t high = 0;

    if (n <= WORD)
        return word_value(word_load(p, n), n, v);
    if (!word_value(word_load(p, n - WORD), n - WORD, &high) ||
        !word_value(word_load(p + n - WORD, WORD), WORD, v))
        return false;
    *v += high * 100000000;
    return true;
}

/* A text of an optional minus and at most sixteen digits. */
static inline bool
whole_of(struct lm_str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    size_t n = s.n - minus;
    uint64_t v = 0;

    if (n == 0 || n > 2 * WORD || !digits_value(s.p + minus, n, &v))
        return false;
    *out = minus ? -(int64_t)v : (int64_t)v;
    return true;
}

/* The same with a point among at most fifteen digits. */
static inline bool
real_of(struct lm_str s, double *out)
{
    static const double ten[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    bool minus = s.n > 0 && s.p[0] == '-';
    size_t n = s.n - minus, whole = 0;
    const char *p = s.p + minus;
    uint64_t a = 0, b = 0;

    if (n == 0 || n > EXACT_DIGITS)
        return false;
    while (whole < n && p[whole] != '.')
        whole++;
    if (whole == 0 || whole + 1 == n || !digits_value(p, whole, &a))
        return false;
    double f = (double)a;
    if (whole < n) {
        size_t places = n - whole - 1;
        if (!digits_value(p + whole + 1, places, &b))
            return false;
        f = (double)(a * (uint64_t)ten[places] + b) / ten[places];
    }
    *out = minus ? -f : f;
    return true;
}

/* A result column whose NULLs are those of c, with room for more of them. */
static struct lm_col *
like_of(const struct lm_col *c, enum lm_kind kind, struct lm_eval *x)
{
    struct lm_col *out = lm_eval_col(x, kind);

    if (c->null != NULL)
        out->null = lm_alloc_copy(x->arena, c->null, lm_eval_rows(x));
    return out;
}

const struct lm_col *
lm_cast_texts(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    bool whole = e->type.id == LM_T_BIGINT;
    struct lm_col *out = like_of(c, whole ? LM_K_INT : LM_K_F64, x);

    assert(c->kind == LM_K_STR && (whole || e->type.id == LM_T_DOUBLE));
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (whole ? whole_of(c->s[r], &out->i[r]) : real_of(c->s[r], &out->f[r]))
            continue;
        if (c->null != NULL && c->null[r] != 0)
            continue;
        struct lm_val v = lm_val_str(c->s[r]), number = LM_VAL_NULL;
        enum lm_code code = lm_cast_val(&v, e->type, x->arena, &number);
        if (code == LM_OK) {
            out->i[r] = number.i; /* the bits of either kind */
            continue;
        }
        if (e->op == LM_X_CAST)
            lm_cast_fails(e, x, r, &v, code);
        lm_col_nullable(out, lm_eval_rows(x), x->arena);
        out->null[r] = LM_NULL_YES;
    }
    return out;
}

const struct lm_col *
lm_cast_wholes(const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_col *out = lm_eval_col(x, LM_K_STR);
    char *to = lm_alloc_raw(x->arena, (size_t)sel.n * LM_I64_TEXT);

    assert(c->kind == LM_K_INT && c->text == NULL);
    out->null = c->null;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        bool null = c->null != NULL && c->null[r] != 0;
        size_t n = null ? 0 : lm_i64_print(c->i[r], to);
        out->s[r] = (struct lm_str){ to, n };
        to += n;
    }
    return out;
}
