/* table.c -- the hash table of groups. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Open addressing after the idea of the Swiss table: one control byte for each slot says whether it
 * is free, was removed, or which 7 bits the hash of its group has. Eight control bytes are looked
 * at at once as one word, which needs no special instructions; the slots go in blocks of eight, and
 * blocks are probed in triangular steps. A block that still has a free slot ends a search. Groups
 * stand in the pool one after the other as they arrive and are linked in that order. A batch of
 * keys is looked up in strips: control words are fetched ahead, then the groups that they point at,
 * then the keys are compared, so that the misses of the cache overlap.
 */
#include "state/table.h"

#include <assert.h>
#include <string.h>

enum { CTRL_FREE = 0x80, CTRL_REMOVED = 0xfe, TABLE_BLOCK = 8, TABLE_STRIP = 32 };

static const uint64_t every_1 = UINT64_C(0x0101010101010101);
static const uint64_t every_80 = UINT64_C(0x8080808080808080);

void
lm_table_init(struct lm_table *t, struct lm_pool *pool, uint32_t bytes, void *owner)
{
    assert(pool != NULL);
    assert(bytes >= sizeof(struct lm_group));
    memset(t, 0, sizeof *t);
    t->pool = pool;
    t->bytes = bytes;
    t->owner = owner;
}

static inline uint64_t
ctrl_load(const uint8_t *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* The high bit of each byte that equals tag; now and then of another one that is not free. */
static inline uint64_t
ctrl_match(uint64_t w, uint8_t tag)
{
    uint64_t x = w ^ (every_1 * tag);

    return (x - every_1) & ~x & every_80;
}

static inline uint64_t
ctrl_free(uint64_t w)
{
    return w & ~(w << 6) & every_80;
}

static inline uint32_t
match_place(uint64_t m)
{
    return (uint32_t)__builtin_ctzll(m) / 8;
}

static inline uint32_t
hash_block(uint64_t hash, uint32_t mask)
{
    return (uint32_t)(hash >> 7) & mask & ~(uint32_t)(TABLE_BLOCK - 1);
}

/* Equality of short texts without a call. */
static inline bool
text_same(const char *a, const char *b, uint32_t n)
{
    uint64_t x = 0, y = 0, v = 0, w = 0;

    if (n > 16)
        return memcmp(a, b, n) == 0;
    if (n >= 8) {
        memcpy(&x, a, 8);
        memcpy(&y, b, 8);
        memcpy(&v, a + n - 8, 8);
        memcpy(&w, b + n - 8, 8);
    } else if (n >= 4) {
        memcpy(&x, a, 4);
        memcpy(&y, b, 4);
        memcpy(&v, a + n - 4, 4);
        memcpy(&w, b + n - 4, 4);
    } else if (n > 0) {
        x = (uint64_t)(uint8_t)a[0] << 16 | (uint64_t)(uint8_t)a[n / 2] << 8 | (uint8_t)a[n - 1];
        y = (uint64_t)(uint8_t)b[0] << 16 | (uint64_t)(uint8_t)b[n / 2] << 8 | (uint8_t)b[n - 1];
    }
    return x == y && v == w;
}

static inline bool
key_same(const struct lm_group *g, const struct lm_key *k)
{
    if (g->hash != k->hash || g->form != k->form)
        return false;
    if (k->form <= LM_KEY_TS)
        return g->i == k->i;
    return g->n == k->n && text_same(g->p, k->p, k->n);
}

struct lm_group *
lm_table_find(const struct lm_table *t, const struct lm_key *key)
{
    if (t->mask == 0)
        return NULL;
    uint32_t at = hash_block(key->hash, t->mask);

    for (uint32_t step = TABLE_BLOCK;; step += TABLE_BLOCK) {
        uint64_t w = ctrl_load(t->ctrl + at);
        for (uint64_t m = ctrl_match(w, key->hash & 0x7f); m != 0; m &= m - 1) {
            struct lm_group *g = t->slot[at + match_place(m)];
            if (key_same(g, key))
                return g;
        }
        if (ctrl_free(w) != 0)
            return NULL;
        at = (at + step) & t->mask;
    }
}

/* Puts g into the first slot that holds no group. There is one. */
static void
table_seat(struct lm_table *t, struct lm_group *g)
{
    uint32_t at = hash_block(g->hash, t->mask);
    uint32_t step = TABLE_BLOCK;
    uint64_t m = ctrl_load(t->ctrl + at) & every_80;

    while (m == 0) {
        at = (at + step) & t->mask;
        step += TABLE_BLOCK;
        m = ctrl_load(t->ctrl + at) & every_80;
    }
    at += match_place(m);
    t->used += t->ctrl[at] == CTRL_FREE;
    t->ctrl[at] = g->hash & 0x7f;
    t->slot[at] = g;
}

/* A table three quarters full at the most; one full of removed slots is made anew in the same size.
 */
static void
table_grow(struct lm_table *t)
{
    uint32_t old = t->mask == 0 ? 0 : t->mask + 1;
    uint32_t cap = old == 0 ? TABLE_BLOCK : t->n * 2 > old ? old * 2 : old;

    if (old != 0) {
        lm_pool_give(t->pool, t->slot, old * sizeof *t->slot);
        lm_pool_give(t->pool, t->ctrl, old);
    }
    t->slot = lm_pool_take(t->pool, cap * sizeof *t->slot);
    t->ctrl = memset(lm_pool_take(t->pool, cap), CTRL_FREE, cap);
    t->mask = cap - 1;
    t->used = 0;
    for (struct lm_group *g = t->first; g != NULL; g = g->next)
        table_seat(t, g);
    assert(t->used == t->n);
}

struct lm_group *
lm_table_add(struct lm_table *t, const struct lm_key *key)
{
    if (t->mask == 0 || (t->used + 1) * 4 > (t->mask + 1) * 3)
        table_grow(t);
    struct lm_group *g = memset(lm_pool_take(t->pool, t->bytes), 0, t->bytes);

    g->hash = key->hash;
    g->form = key->form;
    g->n = key->n;
    if (key->form <= LM_KEY_TS)
        g->i = key->i;
    else
        g->p = key->n > 0 ? memcpy(lm_pool_take(t->pool, key->n), key->p, key->n) : "";
    g->owner = t->owner;
    g->prev = t->last;
    if (t->last != NULL)
        t->last->next = g;
    else
        t->first = g;
    t->last = g;
    t->n++;
    table_seat(t, g);
    return g;
}

/* The first group whose 7 bits are those of the hash: most often the one that is looked for. */
static inline struct lm_group *
table_guess(const struct lm_table *t, uint64_t hash)
{
    uint32_t at = hash_block(hash, t->mask);
    uint64_t m = ctrl_match(ctrl_load(t->ctrl + at), hash & 0x7f);

    return m != 0 ? t->slot[at + match_place(m)] : NULL;
}

/* The groups of a strip of keys, NULL where there is none. */
static void
strip_get(const struct lm_table *t, const struct lm_key *const *key, uint32_t n, struct lm_group **out)
{
    struct lm_group *guess[TABLE_STRIP];

    for (uint32_t k = 0; k < n; k++) {
        guess[k] = table_guess(t, key[k]->hash);
        __builtin_prefetch(guess[k]);
    }
    for (uint32_t k = 0; k < n; k++) {
        bool right = guess[k] != NULL && key_same(guess[k], key[k]);
        out[k] = right ? guess[k] : lm_table_find(t, key[k]);
    }
}

/* Points at up to a strip of keys, and fetches what will be looked at for them. */
static uint32_t
strip_begin(const struct lm_table *t, const struct lm_key *keys, const uint16_t *rows, uint32_t from,
            uint32_t n, const struct lm_key **key)
{
    uint32_t strip = n - from < TABLE_STRIP ? n - from : TABLE_STRIP;

    for (uint32_t i = 0; i < strip; i++) {
        key[i] = &keys[rows != NULL ? rows[from + i] : from + i];
        uint32_t at = hash_block(key[i]->hash, t->mask);
        __builtin_prefetch(t->ctrl + at);
        __builtin_prefetch(t->slot + at);
    }
    return strip;
}

void
lm_table_get_many(const struct lm_table *t, const struct lm_key *keys, const uint16_t *rows, uint32_t n,
                  struct lm_group **out)
{
    const struct lm_key *key[TABLE_STRIP];
    uint32_t strip;

    if (t->mask == 0) {
        for (uint32_t k = 0; k < n; k++)
            out[k] = NULL;
        return;
    }
    for (uint32_t k = 0; k < n; k += strip) {
        strip = strip_begin(t, keys, rows, k, n, key);
        strip_get(t, key, strip, out + k);
    }
}

void
lm_table_find_many(struct lm_table *t, const struct lm_key *keys, const uint16_t *rows, uint32_t n,
                   struct lm_group **out)
{
    const struct lm_key *key[TABLE_STRIP];
    uint32_t strip;

    t->nfresh = 0;
    if (t->mask == 0)
        table_grow(t);
    for (uint32_t k = 0; k < n; k += strip) {
        strip = strip_begin(t, keys, rows, k, n, key);
        strip_get(t, key, strip, out + k);
        for (uint32_t i = 0; i < strip; i++) {
            if (out[k + i] != NULL)
                continue;
            struct lm_group *g = lm_table_find(t, key[i]); /* an equal key of this strip may have made it */
            if (g == NULL) {
                g = lm_table_add(t, key[i]);
                g->fresh = true;
                t->nfresh++;
            }
            out[k + i] = g;
        }
    }
}

void
lm_table_remove(struct lm_table *t, struct lm_group *g)
{
    uint32_t at = hash_block(g->hash, t->mask);
    uint32_t step = TABLE_BLOCK;

    assert(t->n > 0);
    for (;;) {
        uint64_t w = ctrl_load(t->ctrl + at);
        uint64_t m = ctrl_match(w, g->hash & 0x7f);
        while (m != 0 && t->slot[at + match_place(m)] != g)
            m &= m - 1;
        if (m != 0) {
            bool open = ctrl_free(w) != 0; /* then no search goes past this block */
            t->ctrl[at + match_place(m)] = open ? CTRL_FREE : CTRL_REMOVED;
            t->used -= open;
            break;
        }
        assert(ctrl_free(w) == 0);
        at = (at + step) & t->mask;
        step += TABLE_BLOCK;
    }
    *(g->prev != NULL ? &g->prev->next : &t->first) = g->next;
    *(g->next != NULL ? &g->next->prev : &t->last) = g->prev;
    t->n--;
    if (g->form > LM_KEY_TS && g->n > 0)
        lm_pool_give(t->pool, (char *)(uintptr_t)g->p, g->n);
    lm_pool_give(t->pool, g, t->bytes);
}
