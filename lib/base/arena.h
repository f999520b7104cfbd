/* arena.h -- memory that lives until its arena is reset: allocation is one addition. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ARENA_H
#define LM_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct lm_arena_chunk;

/* Chunks are kept over a reset, so an arena that is filled and reset again and again stops asking
 * the system after its first rounds. Not for several threads. */
struct lm_arena {
    struct lm_arena_chunk *first;   /* oldest chunk */
    struct lm_arena_chunk *current; /* the one being filled */
    char *at;                       /* next free byte, 16-aligned */
    char *end;                      /* end of `current` */
    size_t chunk_bytes;             /* size of an ordinary chunk */
    size_t held_bytes;              /* all chunks together: what the system gave */
};

/* Prepares an empty arena; nothing is allocated before the first lm_alloc. chunk_bytes: 1 KiB up. */
void lm_arena_init(struct lm_arena *a, size_t chunk_bytes);

/* Forgets all allocations and keeps the chunks. Under ASan the old memory is poisoned. */
void lm_arena_reset(struct lm_arena *a);

/* Gives every chunk back. The arena may be used again as if just initialised. */
void lm_arena_fini(struct lm_arena *a);

/* n bytes, 16-aligned, not initialised. n may be 0. Never NULL: without memory the program ends with
 * LDB-7002. */
void *lm_alloc_raw(struct lm_arena *a, size_t n);

/* n bytes, 16-aligned, zero. */
void *lm_alloc(struct lm_arena *a, size_t n);

/* n bytes copied from p. */
void *lm_alloc_copy(struct lm_arena *a, const void *p, size_t n);

/* An array of *cap elements, all in use, with room for more: for `first`, then for twice as many. *cap is set;
 * the new elements are not initialised; the old array stays in the arena. */
void *lm_alloc_more(struct lm_arena *a, const void *at, uint32_t *cap, uint32_t first, size_t size);

#endif
