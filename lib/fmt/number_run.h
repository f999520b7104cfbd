/* number_run.h -- many numbers from their texts, as long as they are of one kind. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_NUMBER_RUN_H
#define LM_NUMBER_RUN_H

#include <stdint.h>

#include "data/val.h"

/* Values that are read together: few enough to stay in the first-level cache. */
enum { LM_RUN_ROWS = 256 };

/* Converts texts of v[0..n) until one is no short whole number (lm_short_int), or no short real one
 * (lm_short_real); answers how many. 16 bytes behind each text are readable. */
uint32_t lm_run_ints(const struct lm_str *v, uint32_t n, int64_t *to);
uint32_t lm_run_reals(const struct lm_str *v, uint32_t n, double *to);

/* The same for both in turn, as dynamic values; the real ones with their texts where `spelling`. */
uint32_t lm_run_numbers(const struct lm_str *v, uint32_t n, struct lm_val *to, bool spelling);

#endif
