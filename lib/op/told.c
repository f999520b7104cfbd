/* told.c -- what one change of a row tells: the rows that both halves of a replacement give. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/told.h"

#include <assert.h>
#include <string.h>

enum { TOLD_PAIRED = 256 };

void
lm_told_init(struct lm_told *t, struct lm_arena *a, struct lm_out *out)
{
    memset(t, 0, sizeof *t);
    t->out = out;
    t->ncol = out->ncol;
    lm_rows_init(&t->rows, t->ncol, false);
    t->a = lm_alloc(a, (t->ncol + 1) * sizeof *t->a);
    t->b = lm_alloc(a, (t->ncol + 1) * sizeof *t->b);
}

void
lm_told_fini(struct lm_told *t)
{
    lm_rows_fini(&t->rows);
}

void
lm_told_put(struct lm_told *t, const struct lm_out_row *head, const struct lm_val *v)
{
    if (t->collects)
        lm_rows_add(&t->rows, v, head->seq, head->ts)->weight = head->weight;
    else
        lm_out_add(t->out, head, v);
}

void
lm_told_old(struct lm_told *t)
{
    assert(!t->collects && t->rows.n == 0);
    t->collects = true;
}

void
lm_told_new(struct lm_told *t)
{
    assert(t->collects);
    t->nold = t->rows.n;
}

static void
give(struct lm_told *t, const struct lm_row *row, const struct lm_out_row *like, uint8_t pair)
{
    struct lm_out_row head = *like;

    head.weight = row->weight;
    head.pair = pair;
    head.ts = row->ts;
    lm_row_get(row, t->ncol, t->a);
    lm_out_add(t->out, &head, t->a);
}

static bool
is_same(struct lm_told *t, const struct lm_row *x, const struct lm_row *y)
{
    lm_row_get(x, t->ncol, t->a);
    lm_row_get(y, t->ncol, t->b);
    return lm_row_same(t->a, t->b, t->ncol);
}

/* What one change gives and the other takes back was never there: their weights become 0. */
static void
cancel(struct lm_told *t)
{
    struct lm_row **at = t->rows.at;

    for (uint32_t i = 0; i < t->nold; i++)
        for (uint32_t k = t->nold; k < t->rows.n && at[i]->weight != 0; k++)
            if (at[i]->weight + at[k]->weight == 0 && is_same(t, at[i], at[k]))
                at[i]->weight = at[k]->weight = 0;
}

/* The next row from i on that is still meant, below end. */
static uint32_t
next_meant(const struct lm_told *t, uint32_t i, uint32_t end)
{
    while (i < end && t->rows.at[i]->weight == 0)
        i++;
    return i;
}

void
lm_told_end(struct lm_told *t, const struct lm_out_row *like)
{
    uint32_t old = 0, new = 0, n = t->rows.n, nold = t->nold;
    bool plain = n <= TOLD_PAIRED;

    assert(t->collects && nold <= n);
    t->collects = false;
    if (plain)
        cancel(t);
    for (uint32_t i = 0; i < n; i++) {
        int32_t w = t->rows.at[i]->weight;
        plain = plain && (w == 0 || (w < 0) == (i < nold));
        old += w != 0 && i < nold;
        new += w != 0 && i >= nold;
    }
    plain = plain && old == new;
    for (uint32_t i = next_meant(t, 0, n), k = next_meant(t, nold, n); i < n && (i < nold || !plain);
         i = next_meant(t, i + 1, n)) {
        give(t, t->rows.at[i], like, plain ? LM_PAIR_OLD : LM_PAIR_NONE);
        if (!plain)
            continue;
        give(t, t->rows.at[k], like, LM_PAIR_NEW);
        k = next_meant(t, k + 1, n);
    }
    lm_rows_reset(&t->rows);
}
