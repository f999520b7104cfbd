/* t_lookup_cache.c -- the cache of lookups against a plain list, by a clock that is told. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/hash.h"
#include "check.h"
#include "state/lookup_cache.h"

enum { KEYS = 60, STEPS = 20000 };

static uint64_t random_state = 7;

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

static struct lm_key
key_of(int64_t i)
{
    return (struct lm_key){ .hash = lm_hash_word((uint64_t)i), .i = i, .form = LM_KEY_INT };
}

/* What the table answers, if it is asked: key i has i % 4 rows, whose values say when they were fetched. */
static void
fetch(struct lm_lookup_cache *c, int64_t key, int64_t now_us)
{
    struct lm_key k = key_of(key);
    struct lm_lookup_entry *e = lm_lookup_cache_asked(c, &k);

    for (int64_t n = 0; e != NULL && n < key % 4; n++) {
        struct lm_val row[2] = { lm_val_int(key), lm_val_int(now_us + n) };
        lm_lookup_cache_add(c, e, row);
    }
}

/* Asks for one key alone; answers when its rows were fetched, -1 for no rows. */
static int64_t
ask(struct lm_lookup_cache *c, int64_t key, int64_t now_us)
{
    struct lm_key k = key_of(key);
    struct lm_lookup_entry *e = lm_lookup_cache_ask(c, &k, now_us);
    struct lm_val row[2];
    int64_t when = -1;

    if (e->asked) {
        fetch(c, key, now_us);
        lm_lookup_cache_settle(c, now_us);
    }
    uint64_t n = 0;
    for (const struct lm_row *r = e->first; r != NULL; r = lm_lookup_next(r), n++) {
        lm_row_get(r, 2, row);
        CHECK(row[0].i == key);
        if (n == 0)
            when = row[1].i;
        CHECK(row[1].i == when + (int64_t)n);
    }
    CHECK(n == (uint64_t)(key % 4) && n == e->nrow);
    lm_lookup_cache_trim(c);
    return when;
}

static void
time_counts_from_insertion(void)
{
    struct lm_lookup_cache c;
    struct lm_lookup_cache_spec spec = { .ttl_us = 100, .negative_ttl_us = 10, .rows_max = 1000 };

    lm_lookup_cache_init(&c, 2, &spec);
    CHECK(ask(&c, 1, 0) == 0);
    CHECK(ask(&c, 1, 50) == 0);
    CHECK(ask(&c, 1, 99) == 0); /* being asked for does not make it younger */
    CHECK(ask(&c, 1, 100) == 100);
    CHECK(c.counts.hits == 2 && c.counts.misses == 2 && c.counts.expired == 1);
    CHECK(ask(&c, 4, 100) == -1);
    CHECK(ask(&c, 4, 109) == -1);
    CHECK(c.counts.negative_hits == 1 && c.counts.expired == 1);
    CHECK(ask(&c, 4, 110) == -1);
    CHECK(c.counts.negative_hits == 1 && c.counts.expired == 2 && c.counts.misses == 4);
    lm_lookup_cache_fini(&c);
}

static void
without_a_time_nothing_expires(void)
{
    struct lm_lookup_cache c;
    struct lm_lookup_cache_spec spec = { .rows_max = 1000 };

    lm_lookup_cache_init(&c, 2, &spec);
    CHECK(ask(&c, 3, 5) == 5);
    CHECK(ask(&c, 3, INT64_MAX - 1) == 5);
    CHECK(ask(&c, 8, 5) == -1);
    CHECK(ask(&c, 8, INT64_MAX - 1) == -1);
    CHECK(c.counts.expired == 0 && c.counts.hits == 1 && c.counts.negative_hits == 1);
    lm_lookup_cache_fini(&c);
}

/* A key that a batch asks for twice is fetched once, and a fetch may begin anew. */
static void
a_batch_fetches_once(void)
{
    struct lm_lookup_cache c;
    struct lm_lookup_cache_spec spec = { .rows_max = 1000 };
    struct lm_key two = key_of(2), four = key_of(4), other = key_of(7);

    lm_lookup_cache_init(&c, 2, &spec);
    struct lm_lookup_entry *e = lm_lookup_cache_ask(&c, &two, 1);
    CHECK(lm_lookup_cache_ask(&c, &two, 1) == e && e->asked && c.nasked == 1);
    struct lm_lookup_entry *none = lm_lookup_cache_ask(&c, &four, 1);
    CHECK(lm_lookup_cache_ask(&c, &four, 1) == none && c.nasked == 2);
    fetch(&c, 2, 1);
    lm_lookup_cache_again(&c);
    CHECK(e->first == NULL && e->nrow == 0);
    fetch(&c, 2, 1);
    CHECK(lm_lookup_cache_asked(&c, &other) == NULL);
    lm_lookup_cache_settle(&c, 1);
    CHECK(e->nrow == 2 && none->nrow == 0 && c.table.n == 2 && c.nrow == 3 && c.rows.live == 2);
    CHECK(c.counts.misses == 2 && c.counts.hits == 1 && c.counts.negative_hits == 1);
    CHECK(lm_lookup_cache_asked(&c, &two) == NULL); /* known by now */
    lm_lookup_cache_trim(&c);
    lm_lookup_cache_fini(&c);
}

/* The model: a list by insertion, and the same hand. */
struct model {
    struct held {
        int64_t key, when;
        bool visited;
    } at[KEYS];
    uint32_t n, hand;
    struct lm_lookup_counts counts;
};

static uint64_t
weight_of(int64_t key)
{
    return key % 4 > 0 ? (uint64_t)(key % 4) : 1;
}

static void
model_remove(struct model *m, uint32_t i)
{
    memmove(&m->at[i], &m->at[i + 1], (m->n - i - 1) * sizeof m->at[0]);
    m->n--;
    m->hand -= m->hand > i;
}

/* Room for the new one, then the new one: as SIEVE is written down. */
static void
model_insert(struct model *m, int64_t key, int64_t now_us, uint64_t rows_max)
{
    uint64_t rows = weight_of(key);

    for (uint32_t i = 0; i < m->n; i++)
        rows += weight_of(m->at[i].key);
    while (rows > rows_max && m->n > 0) {
        if (m->hand >= m->n)
            m->hand = 0;
        if (m->at[m->hand].visited) {
            m->at[m->hand++].visited = false;
            continue;
        }
        rows -= weight_of(m->at[m->hand].key);
        m->counts.evicted++;
        model_remove(m, m->hand);
    }
    if (m->hand >= m->n)
        m->hand = 0;
    m->at[m->n++] = (struct held){ .key = key, .when = now_us };
}

static int64_t
model_ask(struct model *m, int64_t key, int64_t now_us, const struct lm_lookup_cache_spec *spec)
{
    int64_t ttl = key % 4 > 0 ? spec->ttl_us : spec->negative_ttl_us;

    for (uint32_t i = 0; i < m->n; i++) {
        if (m->at[i].key != key)
            continue;
        if (ttl > 0 && now_us >= m->at[i].when + ttl) {
            m->counts.expired++;
            model_remove(m, i);
            break;
        }
        m->at[i].visited = true;
        *(key % 4 > 0 ? &m->counts.hits : &m->counts.negative_hits) += 1;
        return key % 4 > 0 ? m->at[i].when : -1;
    }
    m->counts.misses++;
    model_insert(m, key, now_us, spec->rows_max);
    return key % 4 > 0 ? now_us : -1;
}

static void
it_does_what_the_model_does(struct lm_lookup_cache_spec spec)
{
    struct lm_lookup_cache c;
    struct model m = { .n = 0 };
    int64_t now_us = 1000;
    int good = 1;

    lm_lookup_cache_init(&c, 2, &spec);
    for (int step = 0; step < STEPS; step++) {
        uint32_t skew = random_below(KEYS) + 1; /* some keys are asked for more often */
        int64_t key = random_below(skew);
        now_us += random_below(3);
        good &= ask(&c, key, now_us) == model_ask(&m, key, now_us, &spec);
        good &= c.table.n == m.n && c.nrow <= spec.rows_max;
        good &= memcmp(&c.counts, &m.counts, sizeof m.counts) == 0;
    }
    CHECK(good);
    CHECK(c.counts.hits + c.counts.negative_hits + c.counts.misses == STEPS);
    CHECK(c.counts.hits > STEPS / 20 && c.counts.evicted > 0);
    lm_lookup_cache_fini(&c);
}

/* The bound holds between batches, also when one batch needs more than that. */
static void
a_batch_may_need_more_than_the_bound(uint64_t rows_max)
{
    struct lm_lookup_cache c;
    struct lm_lookup_cache_spec spec = { .rows_max = rows_max };

    lm_lookup_cache_init(&c, 2, &spec);
    for (int round = 0; round < 3; round++) {
        for (int64_t key = 0; key < KEYS; key++) {
            struct lm_key k = key_of(key);
            lm_lookup_cache_ask(&c, &k, round);
        }
        for (int64_t key = 0; key < KEYS; key++)
            fetch(&c, key, round);
        lm_lookup_cache_settle(&c, round);
        CHECK(c.table.n == KEYS);
        lm_lookup_cache_trim(&c);
        CHECK(c.nrow <= rows_max && c.table.n <= rows_max);
    }
    CHECK(rows_max > 0 || (c.rows.live == 0 && c.table.n == 0));
    lm_lookup_cache_fini(&c);
}

int
main(void)
{
    time_counts_from_insertion();
    without_a_time_nothing_expires();
    a_batch_fetches_once();
    it_does_what_the_model_does((struct lm_lookup_cache_spec){ .rows_max = 20 });
    it_does_what_the_model_does((struct lm_lookup_cache_spec){ 40, 15, 30 });
    a_batch_may_need_more_than_the_bound(0);
    a_batch_may_need_more_than_the_bound(10);
    return check_done();
}
