/* inset.h -- the constants of an IN list, made ready for lookups. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_INSET_H
#define LM_INSET_H

#include "expr/expr.h"

struct lm_inset;

/* The set of the constants arg[1..narg) of e, in arena a; NULL when they are not all constants. */
struct lm_inset *lm_inset_new(const struct lm_expr *e, struct lm_arena *a);

/* Whether a NULL is in the list. */
bool lm_inset_has_null(const struct lm_inset *s);

/* out[r]: whether the value is in the set, for the rows of sel that are not NULL; others may be
 * anything but for 0 and 1. False when a value of that kind must be compared one by one. */
bool lm_inset_col(const struct lm_inset *s, const struct lm_col *c, uint32_t nrow, struct lm_sel sel,
                  uint8_t *out);

#endif
