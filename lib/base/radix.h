/* radix.h -- puts pairs of a 64-bit key and a pointer in order of their keys, stably. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_RADIX_H
#define LM_RADIX_H

#include <stdbool.h>
#include <stdint.h>

struct lm_keyed {
    uint64_t key;
    void *p; /* the user's */
};

/* Sorts at[0..n) by key, equal keys as they stand; `room` is for n more. Answers which of the two
 * holds the result; what the other holds means nothing. Linear in n for large n. */
struct lm_keyed *lm_radix_sort(struct lm_keyed *at, struct lm_keyed *room, uint64_t n);

/* A signed number as a key of the same order. */
static inline uint64_t
lm_radix_signed(int64_t i)
{
    return (uint64_t)i ^ UINT64_C(1) << 63;
}

#endif
