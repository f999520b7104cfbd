/* intset.h -- whole numbers and their weights: the values that DISTINCT has seen, compactly. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_INTSET_H
#define LM_INTSET_H

#include "base/hash.h"
#include "expr/agg.h"

struct lm_intset_slot {
    int64_t value;
    int64_t weight; /* 0: free, or the value was taken away again */
};

/* A zeroed set is an empty one. */
struct lm_intset {
    struct lm_intset_slot *slot; /* [1 << bits], open addressing; NULL: none yet */
    uint32_t bits;
    uint32_t used; /* slots that are not free: values, and what was taken away */
    int64_t zero;  /* weight of 0, which has no slot: value 0 and weight 0 is a free one */
    int64_t unused;
};

/* Adds w to the weight of v. Answers 1 when v is new, -1 when it is gone, else 0. */
int lm_intset_add(struct lm_intset *s, int64_t v, int64_t w, struct lm_agg_mem *mem);

/* The same for each selected row of v, with weight 1; what each of them did to the set in step[k]. */
void lm_intset_add_all(struct lm_intset *s, const int64_t *v, struct lm_sel sel, int8_t *step,
                       struct lm_agg_mem *mem);

void lm_intset_fini(struct lm_intset *s, struct lm_agg_mem *mem);

/* Asks for the memory of v's slot, which is looked at soon. */
static inline void
lm_intset_prefetch(const struct lm_intset *s, int64_t v)
{
    if (s->slot != NULL)
        __builtin_prefetch(&s->slot[lm_hash_word((uint64_t)v) >> (64 - s->bits)]);
}

#endif
