/* map.h -- from a text to a pointer, for names: the cold paths. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_MAP_H
#define LM_MAP_H

#include <stdint.h>

#include "base/str.h"

struct lm_arena;
struct lm_map_entry;

/* A zeroed map is an empty one. Entries keep the order in which they came. */
struct lm_map {
    struct lm_map_entry *entries; /* in order of arrival */
    uint32_t *index;              /* open addressing; 0 is free, else place in `entries` + 1 */
    uint32_t n;
    uint32_t cap; /* of `entries`; `index` has twice as many */
};

struct lm_map_entry {
    struct lm_str key; /* not copied: the caller's, for as long as the map */
    void *value;
};

/* The value, or NULL. */
void *lm_map_get(const struct lm_map *m, struct lm_str key);

/* Sets the value of key; answers the one it had, or NULL. value must not be NULL. */
void *lm_map_put(struct lm_arena *a, struct lm_map *m, struct lm_str key, void *value);

#endif
