/* t_arena.c -- arenas, buffers, lists, maps and texts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "base/str.h"
#include "check.h"

static struct lm_arena arena;

static void
test_arena(void)
{
    for (int round = 0; round < 3; round++) {
        char *last = NULL;
        for (size_t n = 0; n < 3000; n += 7) {
            char *p = lm_alloc(&arena, n);
            CHECK(((uintptr_t)p & 15) == 0 && (n == 0 || p != last));
            for (size_t i = 0; i < n; i++)
                if (p[i] != 0)
                    CHECK(p[i] == 0);
            if (n > 0)
                memset(p, 0xff, n);
            last = n > 0 ? p : last;
        }
        size_t held = arena.held_bytes;
        lm_arena_reset(&arena);
        CHECK(arena.held_bytes == held);
    }
}

static void
test_buf(void)
{
    struct lm_buf b = { 0 };

    lm_buf_adds(&b, LM_STR("a"));
    lm_buf_addf(&b, "%s-%d", "b", 7);
    lm_buf_addc(&b, '!');
    lm_buf_add(&b, NULL, 0);
    CHECK_TEXT(b.p, b.n, "ab-7!");
    for (int i = 0; i < 1000; i++)
        lm_buf_addz(&b, "0123456789");
    CHECK(b.n == 10005);
    lm_buf_fini(&b);
}

static void
test_map(void)
{
    struct lm_map m = { 0 };
    int values[1000];

    CHECK(lm_map_get(&m, LM_STR("x")) == NULL);
    for (int i = 0; i < 1000; i++)
        CHECK(lm_map_put(&arena, &m, lm_str_format(&arena, "key%d", i), &values[i]) == NULL);
    for (int i = 0; i < 1000; i++) {
        CHECK(lm_map_get(&m, lm_str_format(&arena, "key%d", i)) == &values[i]);
        CHECK(m.entries[i].value == &values[i]);
    }
    CHECK(lm_map_get(&m, LM_STR("key1000")) == NULL && lm_map_get(&m, LM_STR("")) == NULL);
    CHECK(lm_map_put(&arena, &m, LM_STR("key5"), &values[6]) == &values[5] && m.n == 1000);
    CHECK(lm_map_put(&arena, &m, LM_STR(""), &values[0]) == NULL);
    CHECK(lm_map_get(&m, LM_STR("")) == &values[0]);
}

static void
test_text(void)
{
    struct lm_str names[] = { LM_STR("latency_ms"), LM_STR("host"), LM_STR("device") };

    CHECK(lm_str_cmp(LM_STR("a"), LM_STR("ab")) < 0 && lm_str_cmp(LM_STR("b"), LM_STR("ab")) > 0);
    CHECK(lm_str_cmp(LM_STR(""), LM_STR("")) == 0 &&
          lm_str_eq_nocase(LM_STR("aBc"), LM_STR("AbC")));
    CHECK(lm_str_distance(LM_STR("kitten"), LM_STR("sitting")) == 3);
    CHECK(lm_str_distance(LM_STR("hsot"), LM_STR("host")) == 1);
    CHECK(lm_str_eq(lm_str_nearest(LM_STR("hots"), names, 3), LM_STR("host")));
    CHECK(lm_str_eq(lm_str_nearest(LM_STR("latency"), names, 3), LM_STR("latency_ms")));
    CHECK(lm_str_nearest(LM_STR("zzz"), names, 3).n == 0);
    CHECK(lm_str_eq(lm_str_trim(LM_STR(" \t a b\n")), LM_STR("a b")));
}

static void
test_list(void)
{
    struct lm_list l = { 0 };
    int x[100];

    for (int i = 0; i < 100; i++)
        lm_list_add(&arena, &l, &x[i]);
    CHECK(l.n == 100 && l.at[0] == &x[0] && l.at[99] == &x[99]);
}

int
main(void)
{
    lm_arena_init(&arena, 1024);
    test_arena();
    test_buf();
    test_map();
    test_text();
    test_list();
    lm_arena_fini(&arena);
    return check_done();
}
