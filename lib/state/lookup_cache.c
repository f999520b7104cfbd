/* lookup_cache.c -- answers of a lookup table, by key. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * An entry is an answer: some rows, or none (negative). It is good for a time that is counted from its
 * insertion, never from its last use, so that what changes in the table is seen after that time however often
 * it is asked for. An entry that is too old is taken out when it is asked for again, or evicted like others.
 *
 * What leaves a full cache is chosen by SIEVE (Zhang, Yang, Yue, Vigfusson, Rashmi: NSDI 2024). Entries
 * stand in a queue by insertion and are never moved in it. One that is asked for is marked as visited. A hand
 * goes from the oldest towards the youngest and round again: a visited entry loses its mark and stays, the
 * first one without a mark leaves, and the hand stays behind it.
 *
 * A batch needs all its answers at once, so the bound is kept between batches: entries that came since the
 * last trim stand behind `fresh`, where the hand does not go while there are older ones, as SIEVE makes room
 * before it inserts.
 */
#include "state/lookup_cache.h"

#include <assert.h>
#include <string.h>

void
lm_lookup_cache_init(struct lm_lookup_cache *c, uint32_t ncol, const struct lm_lookup_cache_spec *spec)
{
    assert(spec->ttl_us >= 0 && spec->negative_ttl_us >= 0);
    memset(c, 0, sizeof *c);
    c->spec = *spec;
    lm_pool_home_init(&c->home);
    lm_pool_init(&c->pool, &c->home);
    lm_table_init(&c->table, &c->pool, sizeof(struct lm_lookup_entry), NULL);
    lm_rows_init(&c->rows, ncol, false);
}

void
lm_lookup_cache_fini(struct lm_lookup_cache *c)
{
    lm_rows_fini(&c->rows);
    lm_pool_reset(&c->pool);
    lm_pool_home_fini(&c->home);
}

uint64_t
lm_lookup_cache_bytes(const struct lm_lookup_cache *c)
{
    return c->home.used_bytes + lm_rows_bytes(&c->rows);
}

static uint64_t
entry_weight(const struct lm_lookup_entry *e)
{
    return e->asked ? 0 : e->nrow > 0 ? e->nrow : 1;
}

static void
entry_empty(struct lm_lookup_cache *c, struct lm_lookup_entry *e)
{
    struct lm_row *next;

    for (struct lm_row *row = e->first; row != NULL; row = next) {
        next = lm_lookup_next(row);
        lm_rows_drop(&c->rows, row);
    }
    e->first = e->last = NULL;
    e->nrow = 0;
}

static void
entry_remove(struct lm_lookup_cache *c, struct lm_lookup_entry *e)
{
    uint64_t weight = entry_weight(e);

    assert(!e->asked && c->nrow >= weight);
    c->nrow -= weight;
    if (c->hand == &e->group)
        c->hand = e->group.next;
    if (c->fresh == &e->group)
        c->fresh = e->group.next;
    entry_empty(c, e);
    lm_table_remove(&c->table, &e->group);
}

/* Those who asked for it and did not have to fetch it. */
static void
entry_count(struct lm_lookup_cache *c, struct lm_lookup_entry *e)
{
    *(e->nrow > 0 ? &c->counts.hits : &c->counts.negative_hits) += e->repeats;
    e->repeats = 0;
}

struct lm_lookup_entry *
lm_lookup_cache_ask(struct lm_lookup_cache *c, const struct lm_key *key, int64_t now_us)
{
    struct lm_lookup_entry *e = (struct lm_lookup_entry *)lm_table_find(&c->table, key);

    if (e != NULL && !e->asked && now_us >= e->until_us) {
        c->counts.expired++;
        entry_remove(c, e);
        e = NULL;
    }
    if (e != NULL) {
        e->visited = true;
        e->repeats++;
        if (!e->asked)
            entry_count(c, e);
        return e;
    }
    e = (struct lm_lookup_entry *)lm_table_add(&c->table, key);
    e->asked = true;
    if (c->fresh == NULL)
        c->fresh = &e->group;
    c->nasked++;
    c->counts.misses++;
    return e;
}

struct lm_lookup_entry *
lm_lookup_cache_asked(const struct lm_lookup_cache *c, const struct lm_key *key)
{
    struct lm_lookup_entry *e = (struct lm_lookup_entry *)lm_table_find(&c->table, key);

    return e != NULL && e->asked ? e : NULL;
}

void
lm_lookup_cache_add(struct lm_lookup_cache *c, struct lm_lookup_entry *e, const struct lm_val *row)
{
    assert(e->asked);
    struct lm_row *kept = lm_rows_add(&c->rows, row, 0, 0);
    kept->tag = 0;
    if (e->first == NULL)
        e->first = kept;
    else
        e->last->tag = (uint64_t)(uintptr_t)kept;
    e->last = kept;
    e->nrow++;
}

void
lm_lookup_cache_clear(struct lm_lookup_cache *c, struct lm_lookup_entry *e)
{
    assert(e->asked);
    entry_empty(c, e);
}

/* Asked entries are the youngest: they were put in since the last trim. */
static struct lm_lookup_entry *
asked_next(struct lm_group *g)
{
    while (g != NULL && !((struct lm_lookup_entry *)g)->asked)
        g = g->next;
    return (struct lm_lookup_entry *)g;
}

void
lm_lookup_cache_again(struct lm_lookup_cache *c)
{
    for (struct lm_lookup_entry *e = asked_next(c->fresh); e != NULL; e = asked_next(e->group.next))
        entry_empty(c, e);
}

static int64_t
time_after(int64_t now_us, int64_t ttl_us)
{
    int64_t until;

    return ttl_us == 0 || __builtin_add_overflow(now_us, ttl_us, &until) ? INT64_MAX : until;
}

void
lm_lookup_cache_settle(struct lm_lookup_cache *c, int64_t now_us)
{
    for (struct lm_lookup_entry *e = asked_next(c->fresh); e != NULL; e = asked_next(e->group.next)) {
        e->asked = false;
        e->until_us = time_after(now_us, e->nrow > 0 ? c->spec.ttl_us : c->spec.negative_ttl_us);
        c->nrow += entry_weight(e);
        c->nasked--;
        entry_count(c, e);
    }
    assert(c->nasked == 0);
}

/* Where the hand goes from g: round, but not to the fresh ones. */
static struct lm_group *
hand_next(const struct lm_lookup_cache *c, struct lm_group *g)
{
    return g == NULL || g == c->fresh ? c->table.first : g;
}

static void
evict_one(struct lm_lookup_cache *c)
{
    if (c->table.first == c->fresh)
        c->fresh = NULL; /* there are no older ones */
    struct lm_group *g = hand_next(c, c->hand);
    while (((struct lm_lookup_entry *)g)->visited) {
        ((struct lm_lookup_entry *)g)->visited = false;
        g = hand_next(c, g->next);
    }
    c->hand = g;
    entry_remove(c, (struct lm_lookup_entry *)g);
    c->counts.evicted++;
}

void
lm_lookup_cache_trim(struct lm_lookup_cache *c)
{
    assert(c->nasked == 0);
    while (c->nrow > c->spec.rows_max)
        evict_one(c);
    if (c->hand == c->fresh)
        c->hand = NULL; /* it was past the youngest when those came */
    c->fresh = NULL;
}
