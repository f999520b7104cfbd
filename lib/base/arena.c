/* arena.c -- memory that lives until its arena is reset. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * An arena is a list of chunks, filled one after the other. A reset goes back to the first chunk and
 * keeps the others, so the second round asks for nothing. A request larger than a chunk gets a chunk
 * of its own size in its place of the list. Under ASan a chunk is poisoned but for what was handed
 * out, so reading what a reset took away is found at once.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define ARENA_POISON(p, n) __asan_poison_memory_region(p, n)
#define ARENA_UNPOISON(p, n) __asan_unpoison_memory_region(p, n)
#else
#define ARENA_POISON(p, n) ((void)(p), (void)(n))
#define ARENA_UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { ARENA_ALIGN = 16 };

struct lm_arena_chunk {
    struct lm_arena_chunk *next;
    size_t bytes; /* of payload, behind this head */
} __attribute__((aligned(ARENA_ALIGN)));

static char *
chunk_data(struct lm_arena_chunk *c)
{
    return (char *)(c + 1);
}

static void
arena_enter(struct lm_arena *a, struct lm_arena_chunk *c)
{
    a->current = c;
    a->at = chunk_data(c);
    a->end = a->at + c->bytes;
}

static struct lm_arena_chunk *
chunk_new(struct lm_arena *a, size_t bytes)
{
    struct lm_arena_chunk *c = malloc(sizeof *c + bytes);

    if (c == NULL) {
        fprintf(stderr, "laminar: LDB-7002: out of memory: %zu bytes more were needed\n", bytes);
        exit(1);
    }
    c->next = NULL;
    c->bytes = bytes;
    a->held_bytes += sizeof *c + bytes;
    ARENA_POISON(chunk_data(c), bytes);
    return c;
}

void
lm_arena_init(struct lm_arena *a, size_t chunk_bytes)
{
    assert(a != NULL);
    assert(chunk_bytes >= 1024);
    memset(a, 0, sizeof *a);
    a->chunk_bytes = chunk_bytes;
}

void
lm_arena_reset(struct lm_arena *a)
{
    for (struct lm_arena_chunk *c = a->first; c != NULL; c = c->next)
        ARENA_POISON(chunk_data(c), c->bytes);
    if (a->first != NULL)
        arena_enter(a, a->first);
}

void
lm_arena_fini(struct lm_arena *a)
{
    struct lm_arena_chunk *c = a->first;

    while (c != NULL) {
        struct lm_arena_chunk *next = c->next;
        ARENA_UNPOISON(chunk_data(c), c->bytes);
        free(c);
        c = next;
    }
    lm_arena_init(a, a->chunk_bytes);
}

/* The slow path of lm_alloc_raw: takes or makes a chunk with room. */
static void *
arena_more(struct lm_arena *a, size_t n)
{
    struct lm_arena_chunk *c = a->current;

    assert(a->chunk_bytes != 0);
    while (c != NULL && c->next != NULL && c->next->bytes < n)
        c = c->next; /* too small for this request; it is found again after the next reset */
    if (c != NULL && c->next != NULL) {
        arena_enter(a, c->next);
    } else {
        struct lm_arena_chunk *fresh = chunk_new(a, n > a->chunk_bytes ? n : a->chunk_bytes);
        if (c == NULL)
            a->first = fresh;
        else
            c->next = fresh;
        arena_enter(a, fresh);
    }
    return lm_alloc_raw(a, n);
}

void *
lm_alloc_raw(struct lm_arena *a, size_t n)
{
    size_t take = (n + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);

    if (take > (size_t)(a->end - a->at))
        return arena_more(a, take);
    void *p = a->at;
    a->at += take;
    ARENA_UNPOISON(p, n);
    return p;
}

void *
lm_alloc(struct lm_arena *a, size_t n)
{
    void *p = lm_alloc_raw(a, n);

    return n > 0 ? memset(p, 0, n) : p; /* of nothing p may be NULL */
}

void *
lm_alloc_copy(struct lm_arena *a, const void *p, size_t n)
{
    void *to = lm_alloc_raw(a, n);

    return n > 0 ? memcpy(to, p, n) : to;
}

void *
lm_alloc_more(struct lm_arena *a, const void *at, uint32_t *cap, uint32_t first, size_t size)
{
    uint32_t more = *cap == 0 ? first : *cap * 2;
    void *grown = lm_alloc_raw(a, more * size);

    assert(more > *cap);
    if (*cap > 0)
        memcpy(grown, at, *cap * size);
    *cap = more;
    return grown;
}
