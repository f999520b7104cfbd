/* list.h -- a growing array of pointers in an arena. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LIST_H
#define LM_LIST_H

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

/* A zeroed list is an empty one. What it outgrows stays in the arena. */
struct lm_list {
    void **at;
    uint32_t n;
    uint32_t cap;
};

static inline void
lm_list_add(struct lm_arena *a, struct lm_list *l, void *item)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap == 0 ? 8 : l->cap * 2;
        void **at = lm_alloc_raw(a, cap * sizeof *at);
        if (l->n > 0)
            memcpy(at, l->at, l->n * sizeof *at);
        l->at = at;
        l->cap = cap;
    }
    l->at[l->n++] = item;
}

#endif
