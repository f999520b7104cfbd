/* functions.h -- declares the row functions of operators.def and functions.def. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FUNCTIONS_H
#define LM_FUNCTIONS_H

#include "expr/fn.h"
#include "expr/fn_batch.h"

/* A function may stand in several rows, so it may be declared here more than once. */
#define LM_FN(name, signature, row, batch, flags, meaning, example, result) lm_fn_row_f row;
#define LM_FAMILY(title)
#include "expr/operators.def"
#include "expr/functions.def"
#undef LM_FN
#undef LM_FAMILY

/* The next overload of f's name, or NULL: lm_fn_find gives the first. */
const struct lm_fn *lm_fn_next(const struct lm_fn *f);

/* Batch functions are declared here by hand, since the tables say NULL where there is none. */
lm_fn_batch_f lm_op_add_batch, lm_op_sub_batch, lm_op_mul_batch, lm_op_div_batch;
lm_fn_batch_f lm_op_eq_batch, lm_op_ne_batch, lm_op_lt_batch, lm_op_le_batch, lm_op_gt_batch, lm_op_ge_batch;
lm_fn_batch_f lm_op_not_batch, lm_op_isnull_batch, lm_op_isnotnull_batch;
lm_fn_batch_f lm_op_like_batch, lm_op_ilike_batch;


/* Where random() begins: the same seed gives the same numbers. Without one the clock decides. */
void lm_fn_seed(uint64_t seed);

#endif
