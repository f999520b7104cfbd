/* number_run.h -- many numbers from their texts, as long as they are of one kind. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_NUMBER_RUN_H
#define LM_NUMBER_RUN_H

#include <string.h>

#include "data/col.h"

/* Values that are read together: few enough to stay in the first-level cache. */
enum { LM_RUN_ROWS = 256 };

/* Converts texts of v[0..n) until one is no short whole number (lm_short_int), or no short real one
 * (lm_short_real); answers how many. 16 bytes behind each text are readable. */
uint32_t lm_run_ints(const struct lm_str *v, uint32_t n, int64_t *to);
uint32_t lm_run_reals(const struct lm_str *v, uint32_t n, double *to);

/* The same for both in turn, as dynamic values; the real ones with their texts where `spelling`. */
uint32_t lm_run_numbers(const struct lm_str *v, uint32_t n, struct lm_val *to, bool spelling);

/* That one of them which the column's kind asks for, to its rows from `row` on; 0: it has no numbers. */
static inline uint32_t
lm_run_column(const struct lm_str *v, uint32_t n, struct lm_col *c, uint32_t row, bool spelling)
{
    if (c->kind == LM_K_INT)
        return lm_run_ints(v, n, c->i + row);
    if (c->kind == LM_K_DYN)
        return lm_run_numbers(v, n, c->y + row, spelling);
    if (c->kind != LM_K_F64)
        return 0;
    n = lm_run_reals(v, n, c->f + row);
    if (c->text != NULL)
        memcpy(c->text + row, v, n * sizeof *v);
    return n;
}

#endif
