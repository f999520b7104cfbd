/* agg_exact.c -- MEDIAN and PERCENTILE_CONT over rows that stay: the numbers, eight bytes each. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A number is kept as an unsigned one of the same order as its double: NaN above all.
 * key[0..nsorted) is in order; the answer brings the rest in: a few by insertion, as after each row
 * of a running median, many by a radix sort of all, which leaves out the bytes that are the same
 * everywhere.
 */
#include <assert.h>
#include <string.h>

#include "expr/agg_priv.h"

struct exact {
    uint64_t *key; /* [n]; NULL: none yet */
    uint32_t n;
    uint32_t cap;
    uint32_t nsorted;
    uint32_t unused[3];
};

enum { EXACT_INSERT_MAX = 16, EXACT_FIRST = 4 };

static const uint64_t sign_bit = UINT64_C(1) << 63;

size_t
lm_agg_exact_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct exact) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct exact);
}

static uint64_t
exact_key(double f)
{
    uint64_t bits;

    f = isnan(f) ? (double)NAN : f == 0 ? 0 : f;
    memcpy(&bits, &f, sizeof bits);
    return (bits & sign_bit) != 0 ? ~bits : bits | sign_bit;
}

static double
exact_value(uint64_t key)
{
    uint64_t bits = (key & sign_bit) != 0 ? key ^ sign_bit : ~key;
    double f;

    memcpy(&f, &bits, sizeof f);
    return f;
}

static void
exact_room(struct exact *e, uint32_t more, struct lm_agg_mem *mem)
{
    uint32_t cap = e->cap == 0 ? EXACT_FIRST : e->cap;

    if (e->cap - e->n >= more)
        return;
    while (cap - e->n < more)
        cap *= 2;
    assert(cap > e->cap);
    uint64_t *key = mem->take(mem, cap * sizeof *key);
    if (e->n > 0)
        memcpy(key, e->key, e->n * sizeof *key);
    if (e->key != NULL)
        mem->give(mem, e->key, e->cap * sizeof *key);
    e->key = key;
    e->cap = cap;
}

static void
exact_push(struct exact *e, double f, struct lm_agg_mem *mem)
{
    if (e->n == e->cap)
        exact_room(e, 1, mem);
    e->key[e->n++] = exact_key(f);
}

/* All rows of one state. */
static void
exact_push_all(struct exact *e, const struct lm_col *c, struct lm_sel sel, struct lm_agg_mem *mem)
{
    exact_room(e, sel.n, mem);
    uint64_t *to = e->key + e->n;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        to[k] = exact_key(c->kind == LM_K_INT ? (double)c->i[r] : c->f[r]);
    }
    e->n += sel.n;
}

void
lm_agg_exact_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];
    bool plain = c->kind == LM_K_INT || c->kind == LM_K_F64;

    assert(a->nvalue == 1);
    if (plain && c->null == NULL && lm_agg_one_state(rows)) {
        exact_push_all(rows->states[0], c, rows->sel, rows->mem);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct exact *e = rows->states[k];
        if (lm_col_is_null(c, r))
            continue;
        if (plain) {
            exact_push(e, c->kind == LM_K_INT ? (double)c->i[r] : c->f[r], rows->mem);
            continue;
        }
        struct lm_val v = lm_col_get(c, r), number;
        if (lm_val_number(&v, &number))
            exact_push(e, lm_val_double(&number), rows->mem);
    }
}

void
lm_agg_exact_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct exact *e = into;
    const struct exact *f = from;

    if (f->n == 0)
        return;
    exact_room(e, f->n, mem);
    memcpy(e->key + e->n, f->key, f->n * sizeof *f->key);
    e->n += f->n;
}

/* Sorts by one byte after the other, from the lowest; the answer is `key` or `tmp`. */
static uint64_t *
exact_radix(uint64_t *key, uint64_t *tmp, uint32_t n)
{
    for (uint32_t shift = 0; shift < 64; shift += 8) {
        uint32_t count[256] = {0}, at = 0;
        for (uint32_t i = 0; i < n; i++)
            count[key[i] >> shift & 255]++;
        if (count[key[0] >> shift & 255] == n)
            continue;
        for (uint32_t digit = 0; digit < 256; digit++) {
            uint32_t next = at + count[digit];
            count[digit] = at;
            at = next;
        }
        for (uint32_t i = 0; i < n; i++)
            tmp[count[key[i] >> shift & 255]++] = key[i];
        uint64_t *swapped = key;
        key = tmp;
        tmp = swapped;
    }
    return key;
}

static void
exact_sort(struct exact *e, struct lm_arena *arena)
{
    if (e->n - e->nsorted > EXACT_INSERT_MAX) {
        uint64_t *tmp = lm_alloc_raw(arena, e->n * sizeof *tmp);
        const uint64_t *sorted = exact_radix(e->key, tmp, e->n);
        if (sorted != e->key)
            memcpy(e->key, sorted, e->n * sizeof *sorted);
        e->nsorted = e->n;
    }
    for (; e->nsorted < e->n; e->nsorted++) {
        uint64_t x = e->key[e->nsorted];
        uint32_t low = 0, high = e->nsorted;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (e->key[middle] <= x)
                low = middle + 1;
            else
                high = middle;
        }
        memmove(e->key + low + 1, e->key + low, (e->nsorted - low) * sizeof x);
        e->key[low] = x;
    }
}

/* Sorting changes where the numbers stand, not which there are. */
void
lm_agg_exact_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                    struct lm_val *out)
{
    struct exact *e = (struct exact *)(uintptr_t)state;

    *out = LM_VAL_NULL;
    if (e->n == 0)
        return;
    exact_sort(e, arena);
    double place = lm_agg_fraction(a) * (double)(e->n - 1);
    uint32_t at = (uint32_t)floor(place);
    double part = place - at, low = exact_value(e->key[at]);
    if (part > 0) {
        double high = exact_value(e->key[at + 1]);
        low = high == low ? low : low + (high - low) * part;
    }
    *out = lm_val_f64(low);
}

void
lm_agg_exact_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct exact *e = state;

    if (e->key != NULL)
        mem->give(mem, e->key, e->cap * sizeof *e->key);
    *e = (struct exact){0};
}
