/* inset.c -- the constants of an IN list, made ready for lookups. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The list is sorted out by kinds once. Whole numbers (and times) that lie close together become a map of
 * bytes: one load a row, without a branch. Others, and the bits of doubles, stand in a table with open
 * addressing that is at most a quarter full; texts likewise, by a hash of their ends and length.
 * A DECIMAL that is whole is a whole number; a constant with a fraction can only be a DOUBLE's equal.
 */
#include "expr/inset.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "expr/expr_priv.h"
#include "expr/kernels.h"

enum { MAP_BYTES = 4096 };

/* Words: whole numbers, or the bits of doubles. */
struct words {
    uint64_t *word; /* [n] as found */
    uint32_t n;
    uint64_t *slot; /* [1 << bits]; 0: empty. NULL: there is a map */
    uint32_t bits;
    bool zero;      /* 0 is in the set */
    int64_t least;  /* of the map */
    uint64_t span;
    uint8_t *map;   /* [span + 1] */
};

struct lm_inset {
    struct words whole;
    struct words real;
    struct words time;       /* of one kind */
    enum lm_kind time_kind;  /* LM_K_NULL: there is none */
    struct lm_str *text;     /* [1 << text_bits]; p NULL: empty */
    uint32_t text_bits;
    bool null;
    bool odd_real;           /* a number that no double is exactly */
    bool odd_time;           /* times of several kinds */
};

bool
lm_inset_has_null(const struct lm_inset *s)
{
    return s->null;
}

static inline uint64_t
word_place(uint64_t w, uint32_t bits)
{
    return (w * UINT64_C(0x9e3779b97f4a7c15)) >> (64 - bits);
}

static inline uint8_t
words_has(const uint64_t *slot, uint32_t bits, uint64_t w)
{
    uint64_t mask = (UINT64_C(1) << bits) - 1, i = word_place(w, bits);

    while (slot[i] != w && slot[i] != 0)
        i = (i + 1) & mask;
    return slot[i] == w;
}

static inline uint64_t
real_bits(double f)
{
    uint64_t w = 0;

    f = isnan(f) ? NAN : f + 0.0; /* -0.0 is 0.0 */
    memcpy(&w, &f, sizeof w);
    return w;
}

/* Bits for a table of which n things are at most a quarter. */
static uint32_t
table_bits(uint32_t n)
{
    uint32_t bits = 3;

    while (UINT64_C(1) << bits < (uint64_t)n * 4)
        bits++;
    return bits;
}

static void
words_table(struct words *s, struct lm_arena *a)
{
    s->bits = table_bits(s->n);
    s->slot = lm_alloc(a, sizeof *s->slot << s->bits);
    for (uint32_t i = 0; i < s->n; i++) {
        uint64_t mask = (UINT64_C(1) << s->bits) - 1, k = word_place(s->word[i], s->bits);
        s->zero |= s->word[i] == 0;
        while (s->slot[k] != 0 && s->slot[k] != s->word[i])
            k = (k + 1) & mask;
        s->slot[k] = s->word[i];
    }
}

/* A map where the numbers lie close together, else a table. */
static void
whole_ready(struct words *s, struct lm_arena *a)
{
    int64_t most = INT64_MIN;

    s->least = s->n > 0 ? INT64_MAX : 0;
    for (uint32_t i = 0; i < s->n; i++) {
        int64_t v = (int64_t)s->word[i];
        s->least = v < s->least ? v : s->least;
        most = v > most ? v : most;
    }
    s->span = s->n > 0 ? (uint64_t)most - (uint64_t)s->least + 1 : 0;
    if (s->n > 0 && (s->span == 0 || s->span >= MAP_BYTES)) {
        words_table(s, a);
        return;
    }
    s->map = lm_alloc(a, s->span + 1);
    for (uint32_t i = 0; i < s->n; i++)
        s->map[s->word[i] - (uint64_t)s->least] = 1;
}

/* Ends and length of a text; all of a long one. */
static inline uint64_t
text_hash(struct lm_str s)
{
    uint64_t x = 0, y = 0;

    if (s.n > 16)
        return lm_hash_bytes(s.p, s.n);
    if (s.n >= 8) {
        memcpy(&x, s.p, 8);
        memcpy(&y, s.p + s.n - 8, 8);
    } else if (s.n >= 4) {
        uint32_t low = 0, high = 0;
        memcpy(&low, s.p, 4);
        memcpy(&high, s.p + s.n - 4, 4);
        x = low;
        y = high;
    } else if (s.n > 0) {
        x = (unsigned char)s.p[0] | (uint64_t)(unsigned char)s.p[s.n / 2] << 8;
        y = (unsigned char)s.p[s.n - 1];
    }
    x = (x ^ s.n) * UINT64_C(0x9e3779b97f4a7c15);
    return (x ^ (x >> 32) ^ y) * UINT64_C(0xff51afd7ed558ccd);
}

static inline struct lm_str *
text_slot(struct lm_str *slot, uint32_t bits, struct lm_str s)
{
    uint64_t mask = (UINT64_C(1) << bits) - 1, i = text_hash(s) >> (64 - bits);

    while (slot[i].p != NULL && !lm_text_is(slot[i], s))
        i = (i + 1) & mask;
    return &slot[i];
}

static void
put_number(struct lm_inset *s, const struct lm_val *v)
{
    double f = lm_val_double(v);
    int64_t whole = 0;

    if (lm_cmp_whole(v, &whole))
        s->whole.word[s->whole.n++] = (uint64_t)whole;
    if (isnan(f) || lm_cmp_double(v, &f))
        s->real.word[s->real.n++] = real_bits(f);
    else
        s->odd_real = true;
}

static void
put_val(struct lm_inset *s, const struct lm_val *v)
{
    static const char empty[] = "";
    struct lm_str text = lm_val_text(v);

    switch ((enum lm_kind)v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        s->null = true;
        break;
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        put_number(s, v);
        break;
    case LM_K_TS:
    case LM_K_DATE:
    case LM_K_TIME:
        s->odd_time |= s->time_kind != LM_K_NULL && s->time_kind != (enum lm_kind)v->kind;
        s->time_kind = (enum lm_kind)v->kind;
        s->time.word[s->time.n++] = (uint64_t)v->i;
        break;
    case LM_K_STR:
        text.p = text.n > 0 ? text.p : empty;
        *text_slot(s->text, s->text_bits, text) = text;
        break;
    default:
        break;
    }
}

struct lm_inset *
lm_inset_new(const struct lm_expr *e, struct lm_arena *a)
{
    struct lm_inset *s = lm_alloc(a, sizeof *s);

    assert(e->op == LM_X_IN && e->narg >= 1);
    for (uint32_t i = 1; i < e->narg; i++)
        if (e->arg[i]->op != LM_X_CONST)
            return NULL;
    s->whole.word = lm_alloc_raw(a, e->narg * sizeof *s->whole.word);
    s->real.word = lm_alloc_raw(a, e->narg * sizeof *s->real.word);
    s->time.word = lm_alloc_raw(a, e->narg * sizeof *s->time.word);
    s->text_bits = table_bits(e->narg);
    s->text = lm_alloc(a, sizeof *s->text << s->text_bits);
    for (uint32_t i = 1; i < e->narg; i++)
        put_val(s, &e->arg[i]->value);
    whole_ready(&s->whole, a);
    whole_ready(&s->time, a);
    words_table(&s->real, a);
    return s;
}

static void
find_whole(const struct words *s, const int64_t *v, uint32_t nrow, struct lm_sel sel, uint8_t *out)
{
    if (s->map != NULL) {
        lm_k_in_map(v, s->least, s->map, s->span, out, nrow);
        return;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = v[r] != 0 ? words_has(s->slot, s->bits, (uint64_t)v[r]) : s->zero;
    }
}

static void
find_real(const struct words *s, const double *v, struct lm_sel sel, uint8_t *out)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        uint64_t w = real_bits(v[r]);
        out[r] = w != 0 ? words_has(s->slot, s->bits, w) : s->zero;
    }
}

static void
find_text(const struct lm_inset *s, const struct lm_str *v, struct lm_sel sel, uint8_t *out)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = text_slot(s->text, s->text_bits, v[r])->p != NULL;
    }
}

bool
lm_inset_col(const struct lm_inset *s, const struct lm_col *c, uint32_t nrow, struct lm_sel sel,
             uint8_t *out)
{
    switch (c->kind) {
    case LM_K_INT:
        find_whole(&s->whole, c->i, nrow, sel, out);
        return true;
    case LM_K_TS:
    case LM_K_DATE:
    case LM_K_TIME:
        if (s->odd_time || s->time_kind != c->kind)
            return false;
        find_whole(&s->time, c->i, nrow, sel, out);
        return true;
    case LM_K_F64:
        if (s->odd_real)
            return false;
        find_real(&s->real, c->f, sel, out);
        return true;
    case LM_K_STR:
        find_text(s, c->s, sel, out);
        return true;
    default:
        return false;
    }
}
