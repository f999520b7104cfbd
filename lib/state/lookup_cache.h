/* lookup_cache.h -- answers of a lookup table, by key: rows, or that there are none. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LOOKUP_CACHE_H
#define LM_LOOKUP_CACHE_H

#include "state/rows.h"
#include "state/table.h"

struct lm_lookup_cache_spec {
    int64_t ttl_us;          /* how long an answer is good, from its insertion; 0: for ever */
    int64_t negative_ttl_us; /* the same of an answer without rows */
    uint64_t rows_max;       /* rows kept; an answer without rows counts as one */
};

/* Each time that a key is asked for is one of the first three, however the rows are cut into batches. */
struct lm_lookup_counts {
    uint64_t hits, negative_hits; /* answered from the cache: with rows, without */
    uint64_t misses;              /* the first ones that ask for what has to be fetched */
    uint64_t expired, evicted;    /* answers that left the cache */
};

/* The answer for one key. Its rows are linked by their tags, in order of their coming. */
struct lm_lookup_entry {
    struct lm_group group; /* must stay first */
    struct lm_row *first, *last;
    uint64_t nrow;
    uint64_t repeats; /* asked for again and not counted yet */
    int64_t until_us; /* good before; INT64_MAX: for ever */
    bool asked;       /* not known yet: its rows are being fetched */
    bool visited;     /* asked for since the hand was here last */
};

/* Embedded in its user. */
struct lm_lookup_cache {
    struct lm_lookup_cache_spec spec;
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_table table;       /* entries, oldest first: the queue */
    struct lm_rows rows;
    uint64_t nrow;               /* of answers, as rows_max counts them */
    uint32_t nasked;
    struct lm_group *hand;       /* where the search for one to evict goes on; NULL: at the oldest */
    struct lm_group *fresh;      /* oldest entry since the last trim; NULL: none */
    struct lm_lookup_counts counts;
};

void lm_lookup_cache_init(struct lm_lookup_cache *c, uint32_t ncol, const struct lm_lookup_cache_spec *spec);
void lm_lookup_cache_fini(struct lm_lookup_cache *c);

/* The entry of a key, at wall clock now_us. One that is `asked` has to be fetched: the first time of this key,
 * or again as its answer is too old. Entries stay until the next trim. */
struct lm_lookup_entry *lm_lookup_cache_ask(struct lm_lookup_cache *c, const struct lm_key *key, int64_t now_us);

/* The entry of a key that is being fetched; NULL: it is not. */
struct lm_lookup_entry *lm_lookup_cache_asked(const struct lm_lookup_cache *c, const struct lm_key *key);

/* One more row of what is being fetched. */
void lm_lookup_cache_add(struct lm_lookup_cache *c, struct lm_lookup_entry *e, const struct lm_val *row);

/* Forgets the rows of what is being fetched. */
void lm_lookup_cache_clear(struct lm_lookup_cache *c, struct lm_lookup_entry *e);

/* The rows fetched so far are forgotten: fetching begins anew. */
void lm_lookup_cache_again(struct lm_lookup_cache *c);

/* Everything has been fetched: what was asked is answered from now on. */
void lm_lookup_cache_settle(struct lm_lookup_cache *c, int64_t now_us);

/* Evicts what is too much. Entries and rows that were handed out may be gone. */
void lm_lookup_cache_trim(struct lm_lookup_cache *c);

/* Bytes held. */
uint64_t lm_lookup_cache_bytes(const struct lm_lookup_cache *c);

/* The next row of the same answer, or NULL. */
static inline struct lm_row *
lm_lookup_next(const struct lm_row *row)
{
    return (struct lm_row *)(uintptr_t)row->tag;
}

#endif
