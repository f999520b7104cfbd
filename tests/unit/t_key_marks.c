/* t_key_marks.c -- watermarks by key against a search through all of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/key_marks.h"

#include "check.h"
#include "data/batch.h"

enum { KEYS = 50, STEPS = 20000 };

/* The same numbers in each run: xorshift. */
static uint64_t
next_random(uint64_t *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* What the heap must agree with. */
struct model {
    int64_t mark[KEYS], heard[KEYS];
    bool active[KEYS];
};

static int64_t
model_least(const struct model *m)
{
    int64_t least = INT64_MAX;

    for (int i = 0; i < KEYS; i++)
        if (m->active[i] && m->mark[i] < least)
            least = m->mark[i];
    return least == INT64_MAX ? LM_MARK_MIN : least;
}

/* Keys leave one by one from the least on, as long as that one is silent. */
static void
model_forget(struct model *m, int64_t since)
{
    for (bool more = true; more;) {
        int64_t least = model_least(m);
        more = false;
        for (int i = 0; i < KEYS; i++)
            if (m->active[i] && m->mark[i] == least && m->heard[i] <= since) {
                m->active[i] = false;
                more = true;
            }
    }
}

static void
the_least_mark_is_that_of_an_active_key(void)
{
    struct key_marks k;
    struct model m = { 0 };
    uint64_t r = 7;

    key_marks_init(&k);
    for (int i = 0; i < KEYS; i++)
        m.mark[i] = LM_MARK_MIN;
    for (int64_t now = 1; now <= STEPS; now++) {
        int i = (int)(next_random(&r) % KEYS);
        struct lm_val key = lm_val_int(i);
        int64_t mark = now * 100 + (int64_t)(next_random(&r) % 5000);
        CHECK(key_marks_get(&k, &key) == m.mark[i]);
        key_marks_raise(&k, &key, mark, now);
        m.mark[i] = mark > m.mark[i] ? mark : m.mark[i];
        m.heard[i] = now;
        m.active[i] = true;
        CHECK(key_marks_least(&k) == model_least(&m));
        if (now % 500 == 0) {
            /* Equal marks may leave in either order, which the next question does not see. */
            key_marks_forget(&k, now - 40);
            model_forget(&m, now - 40);
            CHECK(key_marks_least(&k) == model_least(&m));
        }
    }
    key_marks_fini(&k);
}

int
main(void)
{
    the_least_mark_is_that_of_an_active_key();
    return check_done();
}
