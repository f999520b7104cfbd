/* t_table.c -- the table of groups against a plain list. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/hash.h"
#include "check.h"
#include "state/table.h"

enum { KEYS = 3000 };

static uint64_t random_state = 11;
static char texts[KEYS][24];
static struct lm_key keys[KEYS];
static struct lm_group *held[KEYS];

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

/* Numbers and texts of many lengths; hashes are poor, so that places are fought for. */
static void
keys_make(uint64_t hash_mask)
{
    for (uint32_t i = 0; i < KEYS; i++) {
        struct lm_key *k = &keys[i];
        *k = (struct lm_key){.form = i % 3 == 0   ? LM_KEY_INT
                                     : i % 3 == 1 ? LM_KEY_TEXT
                                                  : LM_KEY_CODE};
        if (k->form == LM_KEY_INT) {
            k->i = i;
        } else {
            k->n = (uint32_t)snprintf(texts[i], sizeof texts[i], "%.*s%u", (int)(i % 14),
                                      "abcdefghijklmn", i);
            k->p = texts[i];
        }
        k->hash = lm_hash_word(i) & hash_mask;
    }
}

static void
groups_are_found(uint64_t hash_mask)
{
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_table t;
    uint32_t n = 0;
    int good = 1;

    memset(held, 0, sizeof held);
    keys_make(hash_mask);
    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    lm_table_init(&t, &pool, sizeof(struct lm_group) + 16, &t);
    for (int step = 0; step < 30000; step++) {
        uint32_t i = random_below(KEYS);
        good &= lm_table_find(&t, &keys[i]) == held[i];
        if (held[i] == NULL) {
            held[i] = lm_table_add(&t, &keys[i]);
            n++;
        } else if (random_below(3) == 0) {
            lm_table_remove(&t, held[i]);
            held[i] = NULL;
            n--;
        }
        good &= t.n == n;
    }
    CHECK(good);
    uint32_t linked = 0;
    for (struct lm_group *g = t.first; g != NULL; g = g->next, linked++)
        good &= g->owner == &t && (g->next == NULL || g->next->prev == g);
    CHECK(good && linked == n);
    lm_pool_reset(&pool);
    lm_pool_home_fini(&home);
}

/* Many keys at once: the same groups as one by one, new ones in order of arrival. */
static void
batches_are_found(void)
{
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_table t;
    static uint16_t rows[KEYS];
    static struct lm_group *out[KEYS];
    int good = 1;

    keys_make(UINT64_MAX);
    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    lm_table_init(&t, &pool, sizeof(struct lm_group), NULL);
    for (int round = 0; round < 20; round++) {
        uint32_t n = 0, fresh = 0;
        for (uint32_t i = 0; i < KEYS; i++)
            if (random_below(10) == 0)
                rows[n++] = (uint16_t)i;
        lm_table_find_many(&t, keys, rows, n, out);
        struct lm_group *newest = t.last;
        for (uint32_t k = n; k-- > 0;) {
            good &= out[k] == lm_table_find(&t, &keys[rows[k]]);
            if (out[k]->fresh) {
                good &= out[k] == newest;
                newest = newest->prev;
                out[k]->fresh = false;
                fresh++;
            }
        }
        good &= fresh == t.nfresh;
    }
    CHECK(good);
    CHECK(t.n > KEYS / 2);
    lm_pool_reset(&pool);
    lm_pool_home_fini(&home);
}

int
main(void)
{
    groups_are_found(UINT64_MAX);
    groups_are_found(0xff);
    groups_are_found(0x7fff);
    batches_are_found();
    return check_done();
}
