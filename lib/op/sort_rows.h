/* sort_rows.h -- puts kept rows in order of their keys. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SORT_ROWS_H
#define LM_SORT_ROWS_H

#include "base/radix.h"
#include "op/ops.h"
#include "state/rows.h"

/* What a sort goes by. */
struct lm_row_sort {
    const struct lm_sort_key *key; /* [nkey]; the rows begin with their values */
    uint32_t nkey;
    struct lm_val *a, *b; /* [nkey], room for the rows being compared */
    bool pointed;         /* what is sorted begins with a pointer to its row; else it is the row */
};

/* Sorts at[0..n), whose p are struct lm_row (see `pointed`); rows with equal keys stay as they stand. `room` is for n
 * more. What `key` holds before and after means nothing. */
void lm_sort_rows(struct lm_row_sort *s, struct lm_keyed *at, struct lm_keyed *room, uint64_t n);

#endif
