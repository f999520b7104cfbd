/* kernels_find.c -- a piece of text in a text: LIKE '%piece%'. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Sixteen places are looked at together: where the first byte of the piece stands and, as far behind
 * as its length says, the last one. Only there the rest is compared. The last block overlaps the one
 * before it; texts shorter than a block go byte by byte. After Muła, "SIMD-friendly algorithms for
 * substring searching".
 */
#include "expr/kernels.h"

#ifdef __SSE2__
#include <emmintrin.h>

enum { BLOCK = 16 };

static inline unsigned
candidates(const char *p, size_t gap, __m128i first, __m128i last)
{
    __m128i a = _mm_loadu_si128((const __m128i *)p);
    __m128i b = _mm_loadu_si128((const __m128i *)(p + gap));

    return (unsigned)_mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last)));
}

static inline bool
block_has(const char *p, struct lm_str piece, unsigned mask)
{
    for (; mask != 0; mask &= mask - 1) {
        const char *at = p + __builtin_ctz(mask);
        if (piece.n <= 2 || memcmp(at + 1, piece.p + 1, piece.n - 2) == 0)
            return true;
    }
    return false;
}

static bool
long_has(struct lm_str s, struct lm_str piece, size_t places)
{
    __m128i first = _mm_set1_epi8(piece.p[0]), last = _mm_set1_epi8(piece.p[piece.n - 1]);
    size_t i = 0;

    for (; i + BLOCK <= places; i += BLOCK) {
        unsigned mask = candidates(s.p + i, piece.n - 1, first, last);
        if (mask != 0 && block_has(s.p + i, piece, mask))
            return true;
    }
    if (i == places)
        return false;
    i = places - BLOCK;
    return block_has(s.p + i, piece, candidates(s.p + i, piece.n - 1, first, last));
}

bool
lm_k_contains(struct lm_str s, struct lm_str piece)
{
    if (piece.n == 0)
        return true;
    if (s.n < piece.n)
        return false;
    size_t places = s.n - piece.n + 1; /* where the piece may begin */
    if (places >= BLOCK)
        return long_has(s, piece, places);
    for (size_t i = 0; i < places; i++)
        if (s.p[i] == piece.p[0] && memcmp(s.p + i, piece.p, piece.n) == 0)
            return true;
    return false;
}

#else

bool
lm_k_contains(struct lm_str s, struct lm_str piece)
{
    return piece.n == 0 || (s.n >= piece.n && memmem(s.p, s.n, piece.p, piece.n) != NULL);
}

#endif
