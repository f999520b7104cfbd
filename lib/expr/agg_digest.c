/* agg_digest.c -- APPROX_PERCENTILE: a t-digest, exact for the first two thousand values. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Dunning, "The t-digest: efficient estimates of distributions" (2021), the merging kind. Centroids
 * are means of neighbouring values with their number; one at quantile q may stand for at most 2 pi
 * N sqrt(q (1 - q)) / DIGEST_DETAIL values, so the ends of the order stay fine, and the least and
 * the greatest value stay by themselves. New values wait in a buffer; when it is full they are
 * sorted and merged in. Between centroids the answer is linear, so as long as all of them are
 * single values it is that of percentile_cont.
 */
#include <assert.h>
#include <string.h>

#include "expr/agg_priv.h"

struct centroid {
    double mean;
    double weight;
};

struct digest {
    struct centroid *c; /* [n] in no order; NULL: none yet */
    uint32_t n;
    uint32_t cap;
    double total; /* weights of all */
    double nan;   /* values that are no numbers: they stand above all others */
};

enum { DIGEST_DETAIL = 1000, DIGEST_MAX = 2048, DIGEST_FIRST = 8 };

size_t
lm_agg_digest_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct digest) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct digest);
}

/* Shell sort with Ciura's gaps: the buffer is short. */
static void
digest_sort(struct centroid *c, uint32_t n)
{
    static const uint32_t gaps[] = {701, 301, 132, 57, 23, 10, 4, 1};

    for (uint32_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
        for (uint32_t i = gaps[g]; i < n; i++) {
            struct centroid x = c[i];
            uint32_t j = i;
            for (; j >= gaps[g] && c[j - gaps[g]].mean > x.mean; j -= gaps[g])
                c[j] = c[j - gaps[g]];
            c[j] = x;
        }
    }
}

/* Joins neighbours of a sorted list as far as their quantile allows; answers how many are left. */
static uint32_t
digest_join(struct centroid *c, uint32_t n, double total)
{
    uint32_t last = 0;
    double before = 0; /* weight in front of c[last] */

    assert(n > 0 && total > 0);
    for (uint32_t i = 1; i < n; i++) {
        double weight = c[last].weight + c[i].weight;
        double q = (before + weight / 2) / total;
        bool end = last == 0 || i == n - 1;
        if (!end && weight <= 2 * M_PI * total * sqrt(q * (1 - q)) / DIGEST_DETAIL) {
            if (c[i].mean != c[last].mean) /* infinities have no difference */
                c[last].mean += (c[i].mean - c[last].mean) * (c[i].weight / weight);
            c[last].weight = weight;
        } else {
            before += c[last].weight;
            c[++last] = c[i];
        }
    }
    return last + 1;
}

static void
digest_room(struct digest *d, struct lm_agg_mem *mem)
{
    if (d->n < d->cap)
        return;
    if (d->cap == DIGEST_MAX) {
        digest_sort(d->c, d->n);
        d->n = digest_join(d->c, d->n, d->total);
        assert(d->n < DIGEST_MAX);
        return;
    }
    uint32_t cap = d->cap == 0 ? DIGEST_FIRST : d->cap * 2;
    struct centroid *c = mem->take(mem, cap * sizeof *c);
    if (d->n > 0)
        memcpy(c, d->c, d->n * sizeof *c);
    if (d->c != NULL)
        mem->give(mem, d->c, d->cap * sizeof *c);
    d->c = c;
    d->cap = cap;
}

static void
digest_add(struct digest *d, struct centroid x, struct lm_agg_mem *mem)
{
    if (isnan(x.mean)) {
        d->nan += x.weight;
        return;
    }
    digest_room(d, mem);
    d->c[d->n++] = x;
    d->total += x.weight;
}

void
lm_agg_digest_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        if (lm_col_is_null(c, r))
            continue;
        struct lm_val v = lm_col_get(c, r), number;
        if (lm_val_number(&v, &number))
            digest_add(rows->states[k], (struct centroid){lm_val_double(&number), 1}, rows->mem);
    }
}

void
lm_agg_digest_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct digest *f = from;

    for (uint32_t i = 0; i < f->n; i++)
        digest_add(into, f->c[i], mem);
    ((struct digest *)into)->nan += f->nan;
}

/* The value at place `at` from 0 to total - 1. A centroid's mean stands in the middle of its
 * places; the first and the last are single values, as nothing may be joined there. */
static double
digest_at(const struct centroid *c, uint32_t n, double at)
{
    double before = 0, place = 0, value = c[0].mean;

    for (uint32_t i = 0; i < n; i++) {
        double middle = before + (c[i].weight - 1) / 2;
        if (middle >= at) {
            double part = middle > place ? (at - place) / (middle - place) : 1;
            return part == 0 || c[i].mean == value ? value : value + (c[i].mean - value) * part;
        }
        before += c[i].weight;
        place = middle;
        value = c[i].mean;
    }
    return value;
}

void
lm_agg_digest_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                     struct lm_val *out)
{
    const struct digest *d = state;
    double f = lm_val_double(&a->param[0]), count = d->total + d->nan;

    *out = LM_VAL_NULL;
    if (count == 0)
        return;
    bool desc = a->param[1].kind == LM_K_BOOL && a->param[1].i != 0;
    double at = (desc ? 1 - f : f) * (count - 1);
    if (d->n == 0 || at > d->total - 1) {
        *out = lm_val_f64(d->nan > 0 ? NAN : d->c[d->n - 1].mean);
        return;
    }
    struct centroid *sorted = lm_alloc_copy(arena, d->c, d->n * sizeof *sorted);
    digest_sort(sorted, d->n);
    *out = lm_val_f64(digest_at(sorted, d->n, at));
}

void
lm_agg_digest_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct digest *d = state;

    if (d->c != NULL)
        mem->give(mem, d->c, d->cap * sizeof *d->c);
    *d = (struct digest){0};
}
