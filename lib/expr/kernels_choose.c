/* kernels_choose.c -- truths of three values, choices between columns, membership, counting. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A truth is a byte: 0 false, 1 true, 2 NULL. With that AND and OR are a few operations on bytes, sixteen
 * rows in one instruction, and no row is branched on. All rows are computed, meant or not.
 */
#pragma GCC optimize("O3")

#include "expr/kernels.h"

void
lm_k_truth(const uint8_t *restrict b, const uint8_t *restrict null, uint8_t *restrict t, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        uint8_t v = b[r]; /* loaded in any case: no branch */
        t[r] = null[r] != 0 ? LM_TRUTH_NULL : v;
    }
}

void
lm_k_and_truth(uint8_t *restrict t, const uint8_t *restrict u, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        uint8_t any = t[r] | u[r], some = (t[r] != 0) & (u[r] != 0);
        t[r] = (uint8_t)(any & ~(any >> 1)) & (uint8_t)-some;
    }
}

void
lm_k_or_truth(uint8_t *restrict t, const uint8_t *restrict u, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        uint8_t any = t[r] | u[r];
        t[r] = any & ~(uint8_t)((any & 1) << 1);
    }
}

bool
lm_k_split_truth(uint8_t *restrict t, uint8_t *restrict null, uint32_t n)
{
    uint8_t any = 0;

    for (uint32_t r = 0; r < n; r++) {
        null[r] = t[r] >> 1;
        any |= null[r];
        t[r] &= 1;
    }
    return any != 0;
}

void
lm_k_choose(const uint8_t *restrict t, uint16_t open, uint16_t i, uint16_t *restrict from, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        from[r] = ((t[r] == LM_TRUTH_TRUE) & (from[r] == open)) != 0 ? i : from[r];
}

void
lm_k_choose_present(const uint8_t *restrict null, uint16_t open, uint16_t i, uint16_t *restrict from,
                    uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        from[r] = ((null[r] == 0) & (from[r] == open)) != 0 ? i : from[r];
}

void
lm_k_fill_u16(uint16_t *to, uint16_t v, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        to[r] = v;
}

uint32_t
lm_k_sel_u16(const uint16_t *a, uint16_t v, struct lm_sel sel, uint16_t *to)
{
    uint32_t m = 0;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        to[m] = (uint16_t)r;
        m += a[r] == v;
    }
    return m;
}

uint32_t
lm_k_sel_other(const uint8_t *a, uint8_t v, struct lm_sel sel, uint16_t *to)
{
    uint32_t m = 0;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        to[m] = (uint16_t)r;
        m += a[r] != v;
    }
    return m;
}

void
lm_k_pick_u64(const void *const *from_col, const uint16_t *restrict from, uint64_t *restrict out,
              struct lm_sel sel)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = ((const uint64_t *)from_col[from[r]])[r];
    }
}

void
lm_k_pick_u8(const void *const *from_col, const uint16_t *restrict from, uint8_t *restrict out,
             struct lm_sel sel)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = ((const uint8_t *)from_col[from[r]])[r];
    }
}

void
lm_k_pick_str(const void *const *from_col, const uint16_t *restrict from, struct lm_str *restrict out,
              struct lm_sel sel)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = ((const struct lm_str *)from_col[from[r]])[r];
    }
}

void
lm_k_other_null(const uint16_t *restrict from, uint16_t i, const uint8_t *restrict null,
                uint8_t *restrict out, uint32_t n)
{
    if (null == NULL) {
        for (uint32_t r = 0; r < n; r++)
            out[r] = from[r] != i;
        return;
    }
    for (uint32_t r = 0; r < n; r++)
        out[r] = from[r] != i ? 1 : null[r];
}

void
lm_k_in_map(const int64_t *restrict a, int64_t least, const uint8_t *restrict map, uint64_t span,
            uint8_t *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++) {
        uint64_t i = (uint64_t)a[r] - (uint64_t)least;
        out[r] = map[i < span ? i : span];
    }
}

uint64_t
lm_k_count_true(const uint8_t *restrict b, uint32_t n)
{
    uint64_t count = 0;

    while (n > 0) {
        uint32_t part = n < 255 ? n : 255; /* as many as a byte can count */
        uint8_t few = 0;
        for (uint32_t r = 0; r < part; r++)
            few += b[r] & 1;
        count += few;
        b += part;
        n -= part;
    }
    return count;
}

bool
lm_k_all_same(void *const *p, uint32_t n)
{
    uintptr_t others = 0;

    for (uint32_t k = 0; k < n; k++)
        others |= (uintptr_t)p[k] ^ (uintptr_t)p[0];
    return others == 0;
}

int64_t
lm_k_least_i64(const int64_t *v, int64_t flip, uint32_t n)
{
    int64_t least = INT64_MAX;

    for (uint32_t r = 0; r < n; r++) {
        int64_t x = v[r] ^ flip;
        least = x < least ? x : least;
    }
    return least;
}

/* Halves are summed apart: so many of 32 bits fit in 64. The upper ones are made positive first. */
lm_i128
lm_k_sum_i64(const int64_t *v, uint32_t n)
{
    uint64_t low = 0, high = 0;

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)v[r] ^ (UINT64_C(1) << 63);
        low += x & UINT32_MAX;
        high += x >> 32;
    }
    return ((lm_i128)high << 32) + low - ((lm_i128)n << 63);
}
