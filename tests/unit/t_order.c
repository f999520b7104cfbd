/* t_order.c -- rows in an order with places, against a sorted array. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "state/order.h"

enum { ROWS = 700 };

static uint64_t random_state = 29;
static struct lm_row rows[ROWS];
static uint64_t prefix[ROWS];
static uint32_t sorted[ROWS], nsorted;

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

/* The key is in `ts`; the prefix says a tenth of it. */
static int
by_ts(void *with, const struct lm_row *a, const struct lm_row *b)
{
    (void)with;
    return (a->ts > b->ts) - (a->ts < b->ts);
}

static bool
stands_before(uint32_t a, uint32_t b)
{
    return rows[a].ts != rows[b].ts ? rows[a].ts < rows[b].ts : rows[a].tag < rows[b].tag;
}

static uint32_t
model_place(uint32_t i)
{
    uint32_t place = 0;

    while (place < nsorted && stands_before(sorted[place], i))
        place++;
    return place;
}

static void
model_put(uint32_t i)
{
    uint32_t place = model_place(i);

    memmove(sorted + place + 1, sorted + place, (nsorted - place) * sizeof *sorted);
    sorted[place] = i;
    nsorted++;
}

static void
model_take(uint32_t i)
{
    uint32_t place = model_place(i);

    nsorted--;
    memmove(sorted + place, sorted + place + 1, (nsorted - place) * sizeof *sorted);
}

static bool
agrees(const struct lm_order *o, const struct lm_order_by *by)
{
    const struct lm_order_node *n = lm_order_at(o, 0);
    bool good = o->n == nsorted && lm_order_at(o, nsorted) == NULL;

    for (uint32_t i = 0; i < nsorted && good; i++, n = lm_order_next(n)) {
        uint32_t row = sorted[i], peers = 0;
        while (peers < i && rows[sorted[peers]].ts < rows[row].ts)
            peers++;
        good = n != NULL && n->row == &rows[row] && lm_order_at(o, i) == n &&
               lm_order_place(o, by, prefix[row], &rows[row], false) == i &&
               lm_order_place(o, by, prefix[row], &rows[row], true) == peers;
    }
    return good && n == NULL;
}

static void
rows_have_places(void)
{
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_order o = { 0 };
    static bool in[ROWS];
    int good = 1;

    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    struct lm_order_by by = { .order = by_ts, .pool = &pool };
    for (uint32_t i = 0; i < ROWS; i++) {
        rows[i].ts = random_below(90);
        rows[i].tag = i;
        prefix[i] = (uint64_t)rows[i].ts / 10;
    }
    for (int step = 0; step < 6000; step++) {
        uint32_t i = random_below(ROWS);
        if (in[i]) {
            lm_order_remove(&o, &by, prefix[i], &rows[i]);
            model_take(i);
        } else {
            good &= lm_order_add(&o, &by, prefix[i], &rows[i])->row == &rows[i];
            model_put(i);
        }
        in[i] = !in[i];
        if (step % 100 == 0)
            good &= agrees(&o, &by);
    }
    CHECK(good);
    CHECK(agrees(&o, &by));
    lm_order_fini(&o, &by);
    CHECK(o.n == 0 && lm_order_at(&o, 0) == NULL);
    lm_pool_reset(&pool);
    lm_pool_home_fini(&home);
}

int
main(void)
{
    rows_have_places();
    return check_done();
}
