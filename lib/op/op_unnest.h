/* op_unnest.h -- a row for each element of an array: UNNEST and the other table functions. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OP_UNNEST_H
#define LM_OP_UNNEST_H

#include "op/op.h"

/* One array to take apart. */
struct lm_unnest_item {
    struct lm_expr *array; /* gives a JSON array, or NULL */
    uint32_t ncol;         /* columns that an element fills: 1, or 2 where it is {"key": k, "value": v} */
    bool ordinality;       /* one column more: its place, from 1 */
};

/* Output: the input's columns, then those of the items in order. Several items go in step, the shorter
 * ones with NULLs at their end. `outer`: a row without elements stays, with NULLs. */
struct lm_op *lm_unnest_new(struct lm_op_ctx *ctx, const struct lm_unnest_item *items, uint32_t n, bool outer);

#endif
