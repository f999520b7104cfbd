/* keep.h -- what the operators that keep rows share: reading a batch of changes row by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_KEEP_H
#define LM_KEEP_H

#include "op/op.h"
#include "state/rows.h"

/* One change of a batch. */
struct lm_change {
    uint32_t row;
    int64_t weight;
    bool replaces; /* row `old` of the batch: they are one change */
    uint32_t old;
};

/* The k-th selected row of b as a change. An OLD whose NEW is selected too is told with it: *k
 * moves behind both. */
struct lm_change lm_change_next(const struct lm_batch *b, uint32_t *k);

/* Event time of row r, or LM_NO_TIME; number of the input row that caused it. */
static inline int64_t
lm_keep_ts(const struct lm_batch *b, uint32_t r)
{
    return b->ts != NULL ? b->ts[r] : LM_NO_TIME;
}

static inline uint64_t
lm_keep_seq(const struct lm_batch *b, uint32_t r)
{
    return b->seq != NULL ? b->seq[r] : b->seq0 + r;
}

/* Refuses row r: it takes back a row that is not there. LM_FAIL under --on-error=fail. */
enum lm_flow lm_keep_refuse(struct lm_op *op, const struct lm_batch *b, uint32_t r);

/* Tells the context how many bytes s holds; *counted is what it was told last. */
void lm_keep_count(struct lm_op *op, const struct lm_rows *s, uint64_t *counted);

#endif
