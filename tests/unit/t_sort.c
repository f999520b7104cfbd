/* t_sort.c -- sorting by radix and by values agrees with plain insertion. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>
#include <stdlib.h>

#include "op/sort_rows.h"

enum { ROWS = 3000, KEYS = 2 };

static uint64_t seed = 42;

static uint64_t
next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static struct lm_val
text_of(const char *p, uint32_t n)
{
    return lm_val_str((struct lm_str){ p, n });
}

/* A value of the sort that `what` says, from few enough that many are equal. */
static struct lm_val
value_of(int what)
{
    static const char texts[] = "aaaaaaaaaaaaaaaaaaaaaaaab\0\0\0\0\0\0\0\0\0\0\0\0";
    static const double doubles[] = { 0.1, -0.0, 0, 1e300, -5, 3, 1e-5, NAN, INFINITY };
    uint64_t r = next_random();
    int kind = what < 7 ? what : (int)(r >> 32 & 7);

    if (what > 0 && (r >> 60) == 0)
        return LM_VAL_NULL;
    switch (kind) {
    case 0:
        return LM_VAL_NULL;
    case 1:
        return lm_val_int((int64_t)(r % 100) - 50);
    case 2:
        return (r & 1) != 0 ? lm_val_int((int64_t)(r >> 8 & 7) - 3)
                            : (struct lm_val){ .kind = LM_K_F64, .f = doubles[(r >> 8) % 9] };
    case 3:
        return text_of(texts + (r >> 8) % 3, (uint32_t)((r >> 16) % 34));
    case 4:
        return (struct lm_val){ .kind = LM_K_DEC, .scale = 1, .d = (int64_t)(r >> 8 & 31) - 16 };
    case 5:
        return (struct lm_val){ .kind = LM_K_TS, .i = (int64_t)(r >> 8 & 7) };
    case 6: /* whole numbers that no double tells apart */
        return lm_val_int(INT64_MAX - (int64_t)(r >> 8 & 15));
    default:
        return (struct lm_val){ .kind = LM_K_BOOL, .i = (int64_t)(r >> 8 & 1) };
    }
}

static bool
is_after(const struct lm_sort_key *key, uint32_t nkey, const struct lm_row *x, const struct lm_row *y)
{
    struct lm_val a[KEYS], b[KEYS];

    lm_row_get(x, nkey, a);
    lm_row_get(y, nkey, b);
    for (uint32_t i = 0; i < nkey; i++) {
        int order = lm_sort_order(&a[i], &b[i], key[i].flags);
        if (order != 0)
            return order > 0;
    }
    return x->tag > y->tag;
}

/* Rows of these kinds in each direction: every row stands behind the one before it, none is lost. */
static void
check_rows(int first, int second, uint32_t n)
{
    struct lm_val a[KEYS], b[KEYS], v[KEYS];

    for (uint8_t flags = 0; flags < 4; flags++) {
        struct lm_sort_key key[KEYS] = { { .flags = flags }, { .flags = flags ^ LM_SORT_DESC } };
        struct lm_row_sort by = { .key = key, .nkey = KEYS, .a = a, .b = b };
        struct lm_keyed *at = calloc(2 * n, sizeof *at);
        uint64_t sum = 0;
        struct lm_rows rows;
        lm_rows_init(&rows, KEYS, false);
        for (uint32_t i = 0; i < n; i++) {
            v[0] = value_of(first);
            v[1] = value_of(second);
            struct lm_row *row = lm_rows_add(&rows, v, 0, 0);
            row->tag = i;
            at[i].p = row;
        }
        lm_sort_rows(&by, at, at + n, n);
        bool sorted = true;
        for (uint32_t i = 0; i < n; i++) {
            sum += ((struct lm_row *)at[i].p)->tag;
            sorted = sorted && (i == 0 || !is_after(key, KEYS, at[i - 1].p, at[i].p));
        }
        CHECK(sorted);
        CHECK(sum == (uint64_t)n * (n - 1) / 2);
        if (!sorted)
            printf("kinds %d and %d, flags %u\n", first, second, flags);
        lm_rows_fini(&rows);
        free(at);
    }
}

static void
check_radix(uint64_t n, uint64_t mask)
{
    struct lm_keyed *at = calloc(2 * n + 1, sizeof *at);
    bool sorted = true;

    for (uint64_t i = 0; i < n; i++)
        at[i] = (struct lm_keyed){ next_random() & mask, (void *)(uintptr_t)i };
    const struct lm_keyed *s = lm_radix_sort(at, at + n, n);
    for (uint64_t i = 1; i < n; i++)
        sorted = sorted && (s[i - 1].key < s[i].key || (s[i - 1].key == s[i].key && s[i - 1].p < s[i].p));
    CHECK(sorted);
    free(at);
}

int
main(void)
{
    for (uint64_t n = 0; n < 500; n += 7) {
        check_radix(n, UINT64_MAX);
        check_radix(n, UINT64_C(0xff00000000000f00));
        check_radix(n, 0);
    }
    check_radix(100000, UINT64_MAX);
    for (int first = 0; first <= 7; first++)
        for (int second = 0; second <= 7; second++) {
            check_rows(first, second, 10);
            check_rows(first, second, ROWS);
        }
    return check_done();
}
