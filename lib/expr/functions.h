/* functions.h -- declares the row functions of operators.def and functions.def. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FUNCTIONS_H
#define LM_FUNCTIONS_H

#include "expr/fn.h"

/* A function may stand in several rows, so it may be declared here more than once. */
#define LM_FN(name, signature, row, batch, flags, meaning, example, result) lm_fn_row_f row;
#include "expr/operators.def"
#include "expr/functions.def"
#undef LM_FN

/* The next overload of f's name, or NULL: lm_fn_find gives the first. */
const struct lm_fn *lm_fn_next(const struct lm_fn *f);

/* Batch functions are declared here by hand, since the tables say NULL where there is none. */

#endif
