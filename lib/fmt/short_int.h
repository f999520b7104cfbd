/* short_int.h -- whole numbers of up to 16 digits, without a loop. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SHORT_INT_H
#define LM_SHORT_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LM_ASCII_ZEROS UINT64_C(0x3030303030303030)

/* Eight bytes at p, of which the first n (1 to 8) count, as a right-aligned text filled up with zeros:
 * the first byte in the lowest bits. */
static inline uint64_t
lm_short_load(const char *p, uint32_t n)
{
    uint32_t shift = 64 - 8 * n;
    uint64_t w;

    memcpy(&w, p, 8);
    return w << shift | LM_ASCII_ZEROS >> 1 >> (63 - shift);
}

static inline bool
lm_short_digits(uint64_t w)
{
    return ((w & UINT64_C(0xf0f0f0f0f0f0f0f0)) |
            ((w + UINT64_C(0x0606060606060606)) & UINT64_C(0xf0f0f0f0f0f0f0f0)) >> 4) ==
           UINT64_C(0x3333333333333333);
}

/* The number that eight digits are: pairs, then fours, then all. */
static inline uint64_t
lm_short_value(uint64_t w)
{
    w = (w & UINT64_C(0x0f0f0f0f0f0f0f0f)) * 2561 >> 8;
    w = (w & UINT64_C(0x00ff00ff00ff00ff)) * 6553601 >> 16;
    return (w & UINT64_C(0x0000ffff0000ffff)) * UINT64_C(42949672960001) >> 32;
}

/* Whether p[0..n) is a whole number as JSON writes it, of at most 16 digits (-0 is none). 16 bytes
 * behind p + n are readable. Little-endian. */
static inline bool
lm_short_int(const char *p, size_t n, int64_t *out)
{
    static const uint32_t tens[9] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };
    size_t minus = n > 0 && *p == '-';
    uint64_t v;

    p += minus;
    n -= minus;
    if (n - 1 > 15 || (*p == '0' && n + minus > 1))
        return false;
    if (n <= 8) {
        uint64_t w = lm_short_load(p, (uint32_t)n);
        if (!lm_short_digits(w))
            return false;
        v = lm_short_value(w);
    } else {
        uint64_t upper = lm_short_load(p, 8), lower = lm_short_load(p + 8, (uint32_t)n - 8);
        if (!lm_short_digits(upper) || !lm_short_digits(lower))
            return false;
        v = lm_short_value(upper) * tens[n - 8] + lm_short_value(lower);
    }
    *out = minus ? -(int64_t)v : (int64_t)v;
    return true;
}

#endif
