/* radix.c -- puts pairs of a 64-bit key and a pointer in order of their keys, stably. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Many pairs: from the lowest byte of the key to the highest, counted once for all eight bytes; a byte
 * that is the same in all keys costs nothing more. Few pairs: a merge sort, bottom up, as eight tables
 * of counts would cost more than they save.
 */
#include "base/radix.h"

#include <assert.h>
#include <string.h>

enum { RADIX_BYTES = 8, RADIX_FEW = 192 };

static struct lm_keyed *
merge_sort(struct lm_keyed *from, struct lm_keyed *to, uint64_t n)
{
    for (uint64_t width = 1; width < n; width *= 2) {
        for (uint64_t begin = 0; begin < n; begin += 2 * width) {
            uint64_t middle = begin + width < n ? begin + width : n;
            uint64_t end = begin + 2 * width < n ? begin + 2 * width : n;
            uint64_t i = begin, j = middle;
            for (uint64_t k = begin; k < end; k++) {
                bool left = i < middle && (j == end || from[i].key <= from[j].key);
                to[k] = left ? from[i++] : from[j++];
            }
        }
        struct lm_keyed *swapped = from;
        from = to;
        to = swapped;
    }
    return from;
}

/* How often each value of each byte occurs. */
static void
count_bytes(const struct lm_keyed *at, uint64_t n, uint64_t count[RADIX_BYTES][256])
{
    memset(count, 0, RADIX_BYTES * sizeof count[0]);
    for (uint64_t i = 0; i < n; i++)
        for (int k = 0; k < RADIX_BYTES; k++)
            count[k][at[i].key >> (8 * k) & 255]++;
}

static void
scatter(const struct lm_keyed *from, struct lm_keyed *to, uint64_t n, int byte, const uint64_t count[256])
{
    uint64_t place[256], sum = 0;

    for (int v = 0; v < 256; v++) {
        place[v] = sum;
        sum += count[v];
    }
    assert(sum == n);
    for (uint64_t i = 0; i < n; i++)
        to[place[from[i].key >> (8 * byte) & 255]++] = from[i];
}

struct lm_keyed *
lm_radix_sort(struct lm_keyed *at, struct lm_keyed *room, uint64_t n)
{
    uint64_t count[RADIX_BYTES][256];
    struct lm_keyed *from = at, *to = room;

    if (n < RADIX_FEW)
        return merge_sort(at, room, n);
    count_bytes(at, n, count);
    for (int k = 0; k < RADIX_BYTES; k++) {
        if (count[k][at[0].key >> (8 * k) & 255] == n)
            continue;
        scatter(from, to, n, k, count[k]);
        struct lm_keyed *swapped = from;
        from = to;
        to = swapped;
    }
    return from;
}
