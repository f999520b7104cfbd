/* timely.h -- which rows of a batch an operator by event time takes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TIMELY_H
#define LM_TIMELY_H

#include "op/op.h"

/* Whether row r has an event time of at least the limit W - lateness; else it is refused and counted as
 * late or as without event time. w: the watermark the operator has reached. */
bool lm_timely(struct lm_op *op, const struct lm_batch *b, uint32_t r, int64_t w, int64_t lateness_us);

/* mark - d; the end stays the end. */
int64_t lm_timely_less(int64_t mark, int64_t d);

/* The watermark of all inputs before row r, or w if that is greater. */
static inline int64_t
lm_timely_low(const struct lm_batch *b, uint32_t r, int64_t w)
{
    const int64_t *low = b->low != NULL ? b->low : b->mark;

    return low != NULL && low[r] > w ? low[r] : w;
}

#endif
