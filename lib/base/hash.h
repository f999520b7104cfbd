/* hash.h -- XXH3 of bytes, and mixing of words. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_HASH_H
#define LM_HASH_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <stdint.h>

static inline uint64_t
lm_hash_bytes(const void *p, size_t n)
{
    return XXH3_64bits(p, n);
}

/* A good mix of one word: the finaliser of MurmurHash3 (Appleby). */
static inline uint64_t
lm_hash_word(uint64_t x)
{
    x ^= x >> 33;
    x *= UINT64_C(0xff51afd7ed558ccd);
    x ^= x >> 33;
    x *= UINT64_C(0xc4ceb9fe1a85ec53);
    return x ^ (x >> 33);
}

#endif
