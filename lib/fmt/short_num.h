/* short_num.h -- numbers of up to 16 characters, without a loop. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SHORT_NUM_H
#define LM_SHORT_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * DESIGN
 * The text is loaded as one or two little-endian words, moved to their upper end, and filled up
 * with zeros in front. All bytes are checked and added up at once. Of a number with a point, the
 * digits before it move up by a byte; the division by a power of ten is the only rounding (Clinger,
 * 1990).
 */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "digits are loaded first to lowest");

#define LM_ASCII_ZEROS UINT64_C(0x3030303030303030)
#define LM_ASCII_POINTS UINT64_C(0x2e2e2e2e2e2e2e2e)

/* Eight bytes at p, of which the first n (1 to 8) count, as a right-aligned text filled up with
 * zeros: the first byte in the lowest bits. */
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
    static const uint32_t tens[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
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

/* The bits below the first byte of w that is a point; all bits: none is. */
static inline uint64_t
lm_short_whole(uint64_t w)
{
    uint64_t x = w ^ LM_ASCII_POINTS;
    uint64_t found = (x - UINT64_C(0x0101010101010101)) & ~x & UINT64_C(0x8080808080808080);

    return ((found & -found) >> 7) - 1;
}

/* Digits of which `whole` bits stand before the point, without the point. */
static inline uint64_t
lm_short_close(uint64_t w, uint64_t whole)
{
    return ((w & whole) << 8 | '0') | (w & ~(whole << 8 | 0xff));
}

/* Whether p[0..n) is a number with a point and without an exponent, as JSON writes it, of at most
 * 16 characters behind its sign, and *out the nearest double. 16 bytes behind p + n
 * are readable. */
static inline bool
lm_short_real(const char *p, size_t n, double *out)
{
    static const double tens[16] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    size_t minus = n > 0 && *p == '-', fraction;
    uint64_t v;

    p += minus;
    n -= minus;
    if (n - 3 > 13)
        return false;
    if (n <= 8) {
        uint64_t w = lm_short_load(p, (uint32_t)n), whole = lm_short_whole(w);
        if (whole == UINT64_MAX)
            return false;
        fraction = 7 - (size_t)(__builtin_popcountll(whole) >> 3);
        w = lm_short_close(w, whole);
        if (!lm_short_digits(w))
            return false;
        v = lm_short_value(w);
    } else {
        uint64_t w[2] = {lm_short_load(p, (uint32_t)n - 8), lm_short_load(p + n - 8, 8)};
        uint64_t whole = lm_short_whole(w[1]);
        fraction = 7 - (size_t)(__builtin_popcountll(whole) >> 3);
        if (whole != UINT64_MAX) {
            w[1] = (lm_short_close(w[1], whole) & ~UINT64_C(0xff)) | w[0] >> 56;
            w[0] = w[0] << 8 | '0';
        } else {
            whole = lm_short_whole(w[0]);
            if (whole == UINT64_MAX)
                return false;
            fraction = 15 - (size_t)(__builtin_popcountll(whole) >> 3);
            w[0] = lm_short_close(w[0], whole);
        }
        if (!lm_short_digits(w[0]) || !lm_short_digits(w[1]))
            return false;
        v = lm_short_value(w[0]) * 100000000 + lm_short_value(w[1]);
    }
    if (fraction == 0 || fraction >= n - 1 || (*p == '0' && fraction != n - 2) || v >> 53 != 0)
        return false;
    double f = (double)v / tens[fraction];
    *out = minus ? -f : f;
    return true;
}

#endif
