/* val_nested.h -- order and keys of arrays and objects. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_VAL_NESTED_H
#define LM_VAL_NESTED_H

#include "base/buf.h"
#include "base/str.h"

/* Order of two texts of arrays or objects; depth is 0 for a caller outside. */
int lm_nested_order(struct lm_str a, struct lm_str b, uint32_t depth);

/* Appends bytes that are equal for those that lm_nested_order calls equal, and only for those. */
void lm_nested_key(struct lm_buf *b, struct lm_str s, uint32_t depth);

#endif
