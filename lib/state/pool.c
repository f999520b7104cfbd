/* pool.c -- memory that can be given back piece by piece, or all at once. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A pool fills chunks from front to end, each twice as large as the one before, from 512 bytes to
 * 64 KiB. Pieces have size classes: steps of 16 bytes up to 256, then four steps for each doubling.
 * A piece given back goes on the list of its class and serves the next request of that class. A
 * piece beyond 16 KiB is a chunk of its own, so that what a growing table leaves behind is of use
 * to others. Chunks are powers of two and go home when the pool is reset. Home keeps no more idle
 * bytes than are in use, plus 64 MiB.
 */
#include "state/pool.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POOL_POISON(p, n) __asan_poison_memory_region(p, n)
#define POOL_UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
#define POOL_POISON(p, n) ((void)(p), (void)(n))
#define POOL_UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum {
    POOL_FINE = 256,        /* classes up to here are 16 bytes apart */
    POOL_LARGE = 16 * 1024, /* larger pieces are chunks */
    POOL_CLASSES = 16 + 6 * 4,
    POOL_SHIFT_MIN = 9,
    POOL_SHIFT_MAX = 16,
    POOL_IDLE_MAX = 64 << 20
};

struct lm_pool_chunk {
    struct lm_pool_chunk *next;
    struct lm_pool_chunk *prev;
    uint32_t shift; /* log2 of the bytes, head included */
} __attribute__((aligned(16)));

void
lm_pool_home_init(struct lm_pool_home *h)
{
    memset(h, 0, sizeof *h);
}

void
lm_pool_home_fini(struct lm_pool_home *h)
{
    assert(h->used_bytes == 0);
    for (uint32_t i = 0; i < LM_POOL_SHIFTS; i++) {
        while (h->idle[i] != NULL) {
            struct lm_pool_chunk *c = h->idle[i];
            h->idle[i] = c->next;
            POOL_UNPOISON(c, (size_t)1 << i);
            free(c);
        }
    }
    h->idle_bytes = 0;
}

static struct lm_pool_chunk *
home_take(struct lm_pool_home *h, uint32_t shift)
{
    struct lm_pool_chunk *c = h->idle[shift];
    size_t bytes = (size_t)1 << shift;

    assert(shift < LM_POOL_SHIFTS);
    if (c != NULL) {
        h->idle[shift] = c->next;
        h->idle_bytes -= bytes;
    } else {
        c = malloc(bytes);
        if (c == NULL) {
            fprintf(stderr, "laminar: LDB-7002: out of memory: %zu bytes more were needed\n",
                    bytes);
            exit(1);
        }
    }
    h->used_bytes += bytes;
    c->shift = shift;
    POOL_POISON(c + 1, bytes - sizeof *c);
    return c;
}

static void
home_give(struct lm_pool_home *h, struct lm_pool_chunk *c)
{
    size_t bytes = (size_t)1 << c->shift;

    assert(h->used_bytes >= bytes);
    h->used_bytes -= bytes;
    if (h->idle_bytes + bytes > h->used_bytes + POOL_IDLE_MAX) {
        POOL_UNPOISON(c, bytes);
        free(c);
        return;
    }
    POOL_POISON(c + 1, bytes - sizeof *c);
    c->next = h->idle[c->shift];
    h->idle[c->shift] = c;
    h->idle_bytes += bytes;
}

static void *
pool_mem_take(struct lm_agg_mem *m, size_t n)
{
    return lm_pool_take((struct lm_pool *)m, n);
}

static void
pool_mem_give(struct lm_agg_mem *m, void *piece, size_t n)
{
    lm_pool_give((struct lm_pool *)m, piece, n);
}

void
lm_pool_init(struct lm_pool *p, struct lm_pool_home *home)
{
    _Static_assert(offsetof(struct lm_pool, mem) == 0, "a pool is known by its mem");
    assert(home != NULL);
    memset(p, 0, sizeof *p);
    p->mem.take = pool_mem_take;
    p->mem.give = pool_mem_give;
    p->home = home;
    p->shift = POOL_SHIFT_MIN;
}

static struct lm_pool_chunk *
pool_chunk(struct lm_pool *p, uint32_t shift)
{
    struct lm_pool_chunk *c = home_take(p->home, shift);

    c->prev = NULL;
    c->next = p->chunks;
    if (c->next != NULL)
        c->next->prev = c;
    p->chunks = c;
    return c;
}

/* log2 of the chunk that holds n bytes behind its head. */
static uint32_t
chunk_shift(size_t n)
{
    return 64 - (uint32_t)__builtin_clzll(n + sizeof(struct lm_pool_chunk) - 1);
}

/* Class of n bytes, and in *room the bytes of its pieces. */
static uint32_t
piece_class(size_t n, size_t *room)
{
    if (n <= POOL_FINE) {
        uint32_t k = n == 0 ? 0 : (uint32_t)(n - 1) / 16;
        *room = (k + 1) * 16;
        return k;
    }
    uint32_t top = 63 - (uint32_t)__builtin_clzll(n - 1); /* 8 to 13 */
    size_t step = (size_t)1 << (top - 2);
    uint32_t quarter = (uint32_t)((n - 1 - ((size_t)1 << top)) / step);

    *room = ((size_t)1 << top) + (quarter + 1) * step;
    return 16 + (top - 8) * 4 + quarter;
}

/* What is left of a chunk is lost; chunks are large against pieces. */
static void
pool_next_chunk(struct lm_pool *p, size_t room)
{
    uint32_t shift = chunk_shift(room);

    if (shift < p->shift)
        shift = p->shift;
    struct lm_pool_chunk *c = pool_chunk(p, shift);
    p->at = (char *)(c + 1);
    p->end = (char *)c + ((size_t)1 << shift);
    if (p->shift < POOL_SHIFT_MAX)
        p->shift++;
}

void *
lm_pool_take(struct lm_pool *p, size_t n)
{
    size_t room = 0;

    if (n > POOL_LARGE) {
        struct lm_pool_chunk *c = pool_chunk(p, chunk_shift(n));
        POOL_UNPOISON(c + 1, n);
        return c + 1;
    }
    uint32_t k = piece_class(n, &room);
    assert(k < POOL_CLASSES);
    if (p->given != NULL && p->given[k] != NULL) {
        void **piece = p->given[k];
        POOL_UNPOISON(piece, room);
        p->given[k] = *piece;
        POOL_POISON(piece, room);
        POOL_UNPOISON(piece, n);
        return piece;
    }
    if ((size_t)(p->end - p->at) < room)
        pool_next_chunk(p, room);
    void *piece = p->at;
    p->at += room;
    POOL_UNPOISON(piece, n);
    return piece;
}

void
lm_pool_give(struct lm_pool *p, void *piece, size_t n)
{
    size_t room = 0;

    assert(piece != NULL);
    if (n > POOL_LARGE) {
        struct lm_pool_chunk *c = (struct lm_pool_chunk *)piece - 1;
        assert(c->shift == chunk_shift(n));
        if (c->next != NULL)
            c->next->prev = c->prev;
        if (c->prev != NULL)
            c->prev->next = c->next;
        else
            p->chunks = c->next;
        home_give(p->home, c);
        return;
    }
    if (p->given == NULL)
        p->given = memset(lm_pool_take(p, POOL_CLASSES * sizeof(void *)), 0,
                          POOL_CLASSES * sizeof(void *));
    uint32_t k = piece_class(n, &room);
    POOL_UNPOISON(piece, room);
    *(void **)piece = p->given[k];
    p->given[k] = piece;
    POOL_POISON(piece, room);
}

void *
lm_pool_more(struct lm_pool *p, void *at, uint32_t *cap, uint32_t first, size_t size)
{
    uint32_t more = *cap == 0 ? first : *cap * 2;
    void *grown = lm_pool_take(p, more * size);

    assert(more > *cap);
    if (*cap > 0) {
        memcpy(grown, at, *cap * size);
        lm_pool_give(p, at, *cap * size);
    }
    *cap = more;
    return grown;
}

void
lm_pool_reset(struct lm_pool *p)
{
    struct lm_pool_chunk *c = p->chunks;

    while (c != NULL) {
        struct lm_pool_chunk *next = c->next;
        home_give(p->home, c);
        c = next;
    }
    lm_pool_init(p, p->home);
}
