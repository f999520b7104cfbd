/* agg_again.c -- aggregates that forget, computed from all rows where some may be taken back. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "expr/agg_priv.h"

/* The bag has sorted the rows: by value, by the second argument, by time, each with ties by
 * arrival. */

void
lm_agg_min_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0);
    *out = rows[0]->arg[0];
}

/* The first that arrived of the equal rows at the end, compared by argument `by`. */
static uint32_t
again_greatest(const struct lm_agg_row *const *rows, uint32_t n, uint32_t by)
{
    uint32_t i = n - 1;

    while (i > 0 && lm_val_order(&rows[i - 1]->arg[by], &rows[n - 1]->arg[by]) == 0)
        i--;
    return i;
}

void
lm_agg_max_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0);
    *out = rows[again_greatest(rows, n, 0)]->arg[0];
}

void
lm_agg_arg_min_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0 && a->nvalue == 2);
    *out = rows[0]->arg[0];
}

void
lm_agg_arg_max_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0 && a->nvalue == 2);
    *out = rows[again_greatest(rows, n, 1)]->arg[0];
}

/* Rows without a time stand before those that have one. */
void
lm_agg_first_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                  struct lm_arena *arena, struct lm_val *out)
{
    uint32_t i = 0;

    assert(n > 0);
    while (a->norder == 0 && i < n - 1 && rows[i]->ts == LM_NO_TIME &&
           rows[n - 1]->ts != LM_NO_TIME)
        i++;
    *out = rows[i]->arg[0];
}

void
lm_agg_last_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0);
    *out = rows[n - 1]->arg[0];
}

void
lm_agg_any_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                struct lm_arena *arena, struct lm_val *out)
{
    assert(n > 0);
    *out = rows[0]->arg[0];
}

void
lm_agg_bit_and_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    int64_t bits = -1;

    for (uint32_t i = 0; i < n; i++)
        bits &= rows[i]->arg[0].kind == LM_K_INT ? rows[i]->arg[0].i : -1;
    *out = lm_val_int(bits);
}

void
lm_agg_bit_or_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                   struct lm_arena *arena, struct lm_val *out)
{
    int64_t bits = 0;

    for (uint32_t i = 0; i < n; i++)
        bits |= rows[i]->arg[0].kind == LM_K_INT ? rows[i]->arg[0].i : 0;
    *out = lm_val_int(bits);
}
