/* plan_expr.h -- bound expressions as EXPLAIN shows them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_PLAN_EXPR_H
#define LM_PLAN_EXPR_H

#include "base/buf.h"
#include "expr/expr.h"

/* An expression in SQL; what adapts a value to its use is not shown. */
void plan_expr_print(struct lm_buf *b, const struct lm_expr *e);

/* Several of them, with commas between. */
void plan_exprs_print(struct lm_buf *b, struct lm_expr *const *e, uint32_t n);

#endif
