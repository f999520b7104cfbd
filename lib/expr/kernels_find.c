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

#include <assert.h>

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

/* The first of the places in the mask where the piece stands, or NULL. */
static inline const char *
block_find(const char *p, struct lm_str piece, unsigned mask)
{
    for (; mask != 0; mask &= mask - 1) {
        const char *at = p + __builtin_ctz(mask);
        if (piece.n <= 2 || memcmp(at + 1, piece.p + 1, piece.n - 2) == 0)
            return at;
    }
    return NULL;
}

static const char *
long_find(struct lm_str s, struct lm_str piece, size_t places)
{
    __m128i first = _mm_set1_epi8(piece.p[0]), last = _mm_set1_epi8(piece.p[piece.n - 1]);
    const char *at = NULL;
    size_t i = 0;

    for (; i + BLOCK <= places; i += BLOCK) {
        unsigned mask = candidates(s.p + i, piece.n - 1, first, last);
        if (mask != 0)
            at = block_find(s.p + i, piece, mask);
        if (at != NULL)
            return at;
    }
    if (i == places)
        return NULL;
    i = places - BLOCK;
    return block_find(s.p + i, piece, candidates(s.p + i, piece.n - 1, first, last));
}

const char *
lm_k_find(struct lm_str s, struct lm_str piece)
{
    assert(piece.n > 0);
    if (s.n < piece.n)
        return NULL;
    size_t places = s.n - piece.n + 1; /* where the piece may begin */
    if (places >= BLOCK)
        return long_find(s, piece, places);
    for (size_t i = 0; i < places; i++)
        if (s.p[i] == piece.p[0] && memcmp(s.p + i, piece.p, piece.n) == 0)
            return s.p + i;
    return NULL;
}

#else

const char *
lm_k_find(struct lm_str s, struct lm_str piece)
{
    assert(piece.n > 0);
    return s.n >= piece.n ? memmem(s.p, s.n, piece.p, piece.n) : NULL;
}

#endif
