/* op_retime.h -- another event time for what follows. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OP_RETIME_H
#define LM_OP_RETIME_H

#include "op/op.h"

/* Rows get the time of `time` (units as `stamp` says); watermarks become shift_us lower, those of the rows
 * (lm_batch.mark, low) and those pushed. */
struct lm_op *lm_retime_new(struct lm_op_ctx *ctx, struct lm_expr *time, struct lm_stamp *stamp, int64_t shift_us);

#endif
