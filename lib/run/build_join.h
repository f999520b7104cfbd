/* build_join.h -- joins from plans to operators. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BUILD_JOIN_H
#define LM_BUILD_JOIN_H

#include "op/op.h"
#include "sql/plan.h"

/* The operator of a JOIN. */
struct lm_op *build_join(struct lm_op_ctx *ctx, const struct lm_plan *p);

/* The input that is read to its end before the other one is begun; -1: none. */
int build_join_first(const struct lm_plan *p);

/* Where the rows of in[*port] go: the operator, and its port. */
struct lm_op *build_join_port(const struct lm_plan *p, struct lm_op *join, uint32_t *port);

#endif
