/* t_times.c -- rows by key and time against a plain list. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/hash.h"
#include "check.h"
#include "state/times.h"

enum { ROWS = 400, KEYS = 7, STEPS = 40000 };

static uint64_t random_state = 5;
static struct lm_timed *held[ROWS];
static uint32_t key_of[ROWS];

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

static struct lm_key
key_make(uint32_t k)
{
    return (struct lm_key){.form = LM_KEY_INT, .i = k, .hash = lm_hash_word(k)};
}

static bool
is_before(const struct lm_timed *a, const struct lm_timed *b)
{
    return a->due < b->due || (a->due == b->due && a->arrival < b->arrival);
}

/* The row that is due first, and every series: as many rows as there are, in order. */
static int
agrees(const struct lm_times *t)
{
    const struct lm_timed *first = NULL;
    uint32_t n[KEYS] = {0};
    int good = 1;

    for (uint32_t i = 0; i < ROWS; i++) {
        if (held[i] == NULL)
            continue;
        n[key_of[i]]++;
        if (held[i]->due_place != LM_TURN_NONE && (first == NULL || is_before(held[i], first)))
            first = held[i];
    }
    good &= lm_times_first(t) == first;
    for (uint32_t k = 0; k < KEYS; k++) {
        struct lm_key key = key_make(k);
        const struct lm_series *s = lm_times_find(t, &key);
        good &= (s == NULL ? 0 : s->to - s->from) == n[k];
        for (uint32_t i = s != NULL ? s->from + 1 : 0; s != NULL && i < s->to; i++) {
            const struct lm_timed *a = s->at[i - 1], *b = s->at[i];
            good &= a->ts < b->ts || (a->ts == b->ts && a->arrival < b->arrival);
        }
        if (s != NULL) {
            uint32_t at = lm_series_place(s, 50);
            good &= at == s->to || s->at[at]->ts >= 50;
            good &= at == s->from || s->at[at - 1]->ts < 50;
        }
    }
    return good;
}

static void
add(struct lm_times *t, uint32_t i, uint64_t arrival)
{
    struct lm_timed like = {.ts = random_below(100), .arrival = arrival};
    struct lm_val v = lm_val_int(i);

    key_of[i] = random_below(KEYS);
    struct lm_key key = key_make(key_of[i]);
    held[i] = lm_times_add(t, &key, &v, &like, arrival);
    if (random_below(4) > 0)
        lm_times_due(t, held[i], random_below(60));
}

static int64_t
oldest(void)
{
    int64_t ts = LM_MARK_END;

    for (uint32_t i = 0; i < ROWS; i++)
        if (held[i] != NULL && held[i]->ts < ts)
            ts = held[i]->ts;
    return ts;
}

static void
rows_come_and_go(void)
{
    struct lm_times t;
    int good = 1;

    lm_times_init(&t, 1, true);
    t.aged = true;
    for (int step = 0; step < STEPS; step++) {
        uint32_t i = random_below(ROWS);
        struct lm_val v = lm_val_int(i), got;
        good &= lm_times_find_row(&t, &v) == held[i];
        if (held[i] == NULL) {
            add(&t, i, (uint64_t)step);
        } else if (random_below(3) == 0) {
            lm_times_due(&t, held[i], random_below(60));
        } else {
            lm_row_get(held[i]->row, 1, &got);
            good &= got.i == (int64_t)i;
            lm_times_drop(&t, held[i]);
            held[i] = NULL;
        }
        if (step % 64 == 0)
            good &= agrees(&t) && lm_times_oldest(&t) == oldest();
    }
    CHECK(good);
    for (uint32_t i = 0; i < ROWS; i++)
        if (held[i] != NULL)
            lm_times_drop(&t, held[i]);
    CHECK(lm_times_first(&t) == NULL);
    CHECK(lm_times_oldest(&t) == LM_MARK_END);
    lm_times_fini(&t);
}

int
main(void)
{
    rows_come_and_go();
    return check_done();
}
