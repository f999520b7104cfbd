/* build_join.h -- joins from plans to operators. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BUILD_JOIN_H
#define LM_BUILD_JOIN_H

#include "op/op.h"
#include "sql/plan.h"

/* The operator of a JOIN: port 0 is in[0], port 1 in[1]. */
struct lm_op *build_join(struct lm_op_ctx *ctx, const struct lm_plan *p);

/* The input that is read to its end before the other one is begun; -1: none. */
int build_join_first(const struct lm_plan *p);

#endif
