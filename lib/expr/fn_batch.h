/* fn_batch.h -- scalar functions over whole columns: the kernels that functions.def names. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_BATCH_H
#define LM_FN_BATCH_H

#include "expr/fn.h"

lm_fn_batch_f lm_fn_length_batch;
lm_fn_batch_f lm_fn_lower_batch;
lm_fn_batch_f lm_fn_upper_batch;
lm_fn_batch_f lm_op_concat_batch;
lm_fn_batch_f lm_fn_left_batch;
lm_fn_batch_f lm_fn_substring_batch;
lm_fn_batch_f lm_fn_starts_with_batch;
lm_fn_batch_f lm_fn_contains_batch;
lm_fn_batch_f lm_fn_abs_batch;
lm_fn_batch_f lm_fn_floor_batch;
lm_fn_batch_f lm_fn_ceil_batch;
lm_fn_batch_f lm_fn_round_batch;
lm_fn_batch_f lm_fn_sqrt_batch;
lm_fn_batch_f lm_fn_date_trunc_batch;
lm_fn_batch_f lm_fn_extract_batch;
lm_fn_batch_f lm_fn_strftime_batch;
lm_fn_batch_f lm_fn_json_get_batch;
lm_fn_batch_f lm_fn_json_extract_batch;

#endif
