/* intset.c -- whole numbers and their weights: the values that DISTINCT has seen, compactly. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/intset.h"

#include <assert.h>
#include <string.h>

static inline struct lm_intset_slot *
intset_find(struct lm_intset_slot *slot, uint32_t bits, int64_t v)
{
    uint64_t mask = (UINT64_C(1) << bits) - 1;
    uint64_t i = lm_hash_word((uint64_t)v) >> (64 - bits);

    while (slot[i].value != v && slot[i].value != 0)
        i = (i + 1) & mask;
    return &slot[i];
}

/* Room for one more value: at most three quarters of the slots are used. What was taken away is
 * left behind. */
static void
intset_room(struct lm_intset *s, struct lm_agg_mem *mem)
{
    uint64_t n = s->slot != NULL ? UINT64_C(1) << s->bits : 0, live = 0;

    if ((s->used + UINT64_C(1)) * 4 <= n * 3)
        return;
    for (uint64_t i = 0; i < n; i++)
        live += s->slot[i].weight != 0;
    uint32_t bits = 3;
    while ((live + 1) * 2 > UINT64_C(1) << bits)
        bits++;
    assert(bits < 32);
    size_t bytes = sizeof *s->slot << bits;
    struct lm_intset_slot *fresh = memset(mem->take(mem, bytes), 0, bytes);
    for (uint64_t i = 0; i < n; i++) {
        if (s->slot[i].weight != 0)
            *intset_find(fresh, bits, s->slot[i].value) = s->slot[i];
    }
    if (s->slot != NULL)
        mem->give(mem, s->slot, sizeof *s->slot << s->bits);
    s->slot = fresh;
    s->bits = bits;
    s->used = (uint32_t)live;
}

static int
intset_weigh(int64_t *weight, int64_t w)
{
    int64_t before = *weight, after = before + w < 0 ? 0 : before + w;

    *weight = after;
    return (after > 0) - (before > 0);
}

void
lm_intset_add_all(struct lm_intset *s, const int64_t *v, struct lm_sel sel, int8_t *step,
                  struct lm_agg_mem *mem)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        int64_t x = v[lm_sel_row(sel, k)];
        struct lm_intset_slot *slot = x != 0 && s->slot != NULL ? intset_find(s->slot, s->bits, x) : NULL;
        if (slot != NULL && slot->weight > 0) {
            slot->weight++;
            step[k] = 0;
        } else {
            step[k] = (int8_t)lm_intset_add(s, x, 1, mem);
        }
    }
}

int
lm_intset_add(struct lm_intset *s, int64_t v, int64_t w, struct lm_agg_mem *mem)
{
    if (v == 0)
        return intset_weigh(&s->zero, w);
    intset_room(s, mem);
    struct lm_intset_slot *slot = intset_find(s->slot, s->bits, v);
    if (slot->value == 0) {
        if (w <= 0)
            return 0;
        slot->value = v;
        s->used++;
    }
    return intset_weigh(&slot->weight, w);
}

void
lm_intset_fini(struct lm_intset *s, struct lm_agg_mem *mem)
{
    if (s->slot != NULL)
        mem->give(mem, s->slot, sizeof *s->slot << s->bits);
    *s = (struct lm_intset){0};
}
