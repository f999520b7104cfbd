/* pool.h -- memory that can be given back piece by piece, or all at once. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_POOL_H
#define LM_POOL_H

#include <stddef.h>
#include <stdint.h>

#include "expr/agg.h"

struct lm_pool_chunk;

enum { LM_POOL_SHIFTS = 48 };

/* Where the chunks of an operator's pools come from and go back to. Chunks are kept for the next
 * pool, so windows that come and go do not ask the system. Embedded in the operator. */
struct lm_pool_home {
    struct lm_pool_chunk *idle[LM_POOL_SHIFTS]; /* by log2 of their size */
    uint64_t used_bytes;                        /* in pools */
    uint64_t idle_bytes;                        /* kept for the next pool */
};

/* One owner of memory: a window, an operator. Embedded; small, as there may be a million windows.
 */
struct lm_pool {
    struct lm_agg_mem mem; /* the same memory for the states of aggregates */
    struct lm_pool_home *home;
    struct lm_pool_chunk *chunks; /* all that it holds */
    char *at;                     /* next free byte of the chunk being filled */
    char *end;
    void **given;   /* [class] pieces given back, linked; NULL: none yet */
    uint32_t shift; /* log2 size of the next chunk */
};

void lm_pool_home_init(struct lm_pool_home *h);

/* Gives everything to the system. All pools must have been emptied. */
void lm_pool_home_fini(struct lm_pool_home *h);

/* An empty pool; takes nothing before the first lm_pool_take. */
void lm_pool_init(struct lm_pool *p, struct lm_pool_home *home);

/* n bytes, 16-aligned, not initialised. Never NULL: without memory the program ends with LDB-7002.
 */
void *lm_pool_take(struct lm_pool *p, size_t n);

/* Back, with the n it was taken with. */
void lm_pool_give(struct lm_pool *p, void *piece, size_t n);

/* An array of *cap elements, all in use, with room for more: for `first`, then for twice as many. *cap is set;
 * the new elements are not initialised; the old array is given back. */
void *lm_pool_more(struct lm_pool *p, void *at, uint32_t *cap, uint32_t first, size_t size);

/* All pieces at once; costs one step for each chunk. The pool may be used again. */
void lm_pool_reset(struct lm_pool *p);

#endif
