/* t_pool.c -- pools: pieces do not overlap, come back, and go all at once. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "check.h"
#include "state/pool.h"

struct piece {
    unsigned char *p;
    size_t n;
    unsigned char tag;
};

static uint64_t random_state = 7;

static uint32_t
random_below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

static size_t
random_size(void)
{
    uint32_t kind = random_below(100);

    return kind < 70 ? random_below(300) : kind < 95 ? random_below(20000) : random_below(300000);
}

static int
piece_whole(const struct piece *x)
{
    for (size_t i = 0; i < x->n; i++)
        if (x->p[i] != x->tag)
            return 0;
    return ((uintptr_t)x->p & 15) == 0;
}

/* Pieces taken and given back at random keep what is written into them. */
static void
pieces_keep_their_bytes(void)
{
    struct lm_pool_home home;
    struct lm_pool pool;
    static struct piece x[500];
    int whole = 1;

    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 20000; i++) {
            struct piece *q = &x[random_below(500)];
            if (q->p != NULL) {
                whole &= piece_whole(q);
                lm_pool_give(&pool, q->p, q->n);
                q->p = NULL;
                continue;
            }
            q->n = random_size();
            q->tag = (unsigned char)random_below(256);
            q->p = lm_pool_take(&pool, q->n);
            memset(q->p, q->tag, q->n);
        }
        for (int i = 0; i < 500; i++)
            whole &= x[i].p == NULL || piece_whole(&x[i]);
        memset(x, 0, sizeof x);
        lm_pool_reset(&pool);
        CHECK(home.used_bytes == 0);
    }
    CHECK(whole);
    lm_pool_home_fini(&home);
}

/* A piece given back is what the next request of its size gets. */
static void
pieces_are_used_again(void)
{
    static const size_t sizes[] = {1, 16, 17, 256, 257, 320, 321, 1000, 16384};
    struct lm_pool_home home;
    struct lm_pool pool;

    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        void *p = lm_pool_take(&pool, sizes[i]);
        lm_pool_give(&pool, p, sizes[i]);
        CHECK(lm_pool_take(&pool, sizes[i]) == p);
    }
    uint64_t used = home.used_bytes;
    void *large = lm_pool_take(&pool, 100000);
    CHECK(home.used_bytes == used + 131072);
    lm_pool_give(&pool, large, 100000);
    CHECK(home.used_bytes == used);
    lm_pool_reset(&pool);
    CHECK(home.used_bytes == 0);
    lm_pool_home_fini(&home);
}

int
main(void)
{
    pieces_keep_their_bytes();
    pieces_are_used_again();
    return check_done();
}
