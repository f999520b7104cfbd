/* map.c -- from a text to a pointer, for names. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Entries stand in order of arrival; an index of twice as many places finds them by hash, with
 * linear probing. When the entries are full both are made anew, twice as large, in the arena.
 */
#include "base/map.h"

#include <assert.h>

#include "base/arena.h"
#include "base/hash.h"

/* The place in the index where key is, or the free one where it would be. cap must be > 0. */
static uint32_t
map_place(const struct lm_map *m, struct lm_str key)
{
    uint32_t mask = m->cap * 2 - 1, at = (uint32_t)lm_hash_bytes(key.p, key.n) & mask;

    assert((m->cap & (m->cap - 1)) == 0);
    while (m->index[at] != 0 && !lm_str_eq(m->entries[m->index[at] - 1].key, key))
        at = (at + 1) & mask;
    return at;
}

void *
lm_map_get(const struct lm_map *m, struct lm_str key)
{
    if (m->n == 0)
        return NULL;
    uint32_t e = m->index[map_place(m, key)];
    return e != 0 ? m->entries[e - 1].value : NULL;
}

static void
map_grow(struct lm_arena *a, struct lm_map *m)
{
    uint32_t cap = m->cap == 0 ? 8 : m->cap * 2;
    struct lm_map_entry *entries = lm_alloc_raw(a, cap * sizeof *entries);

    if (m->n > 0)
        memcpy(entries, m->entries, m->n * sizeof *entries);
    m->entries = entries;
    m->cap = cap;
    m->index = lm_alloc(a, (size_t)cap * 2 * sizeof *m->index);
    for (uint32_t i = 0; i < m->n; i++)
        m->index[map_place(m, entries[i].key)] = i + 1;
}

void *
lm_map_put(struct lm_arena *a, struct lm_map *m, struct lm_str key, void *value)
{
    assert(value != NULL);
    if (m->n == m->cap)
        map_grow(a, m);
    uint32_t at = map_place(m, key), e = m->index[at];
    if (e != 0) {
        void *old = m->entries[e - 1].value;
        m->entries[e - 1].value = value;
        return old;
    }
    m->entries[m->n] = (struct lm_map_entry){ key, value };
    m->index[at] = ++m->n;
    return NULL;
}
