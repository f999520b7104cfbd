/* keys.h -- keys of a batch, column by column, and their hashes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_KEYS_H
#define LM_KEYS_H

#include "base/buf.h"
#include "data/batch.h"
#include "state/table.h"

/* Embedded in the operator. Values that are equal by lm_val_order make equal keys, whatever batch and
 * side they are of. */
struct lm_keys {
    const struct lm_col **col; /* [ncol] of the batch at hand: the user sets them */
    uint32_t ncol;
    struct lm_key *at;  /* [LM_BATCH_ROWS] by row; texts are the columns' or of `code` */
    bool made;          /* without columns all rows of all batches have one key, which is in `at`; who changes
                           it there says that it is not */
    struct lm_buf code; /* bytes of keys that need some of their own */
};

void lm_keys_init(struct lm_keys *k, struct lm_arena *a, uint32_t ncol);
void lm_keys_fini(struct lm_keys *k);

/* Makes at[r] for the rows of sel; good until the next call, or the end of the batch. */
void lm_keys_make(struct lm_keys *k, struct lm_sel sel);

/* Whether no value of row r's key is NULL. */
static inline bool
lm_keys_whole(const struct lm_keys *k, uint32_t r)
{
    for (uint32_t i = 0; i < k->ncol; i++)
        if (lm_col_is_null(k->col[i], r))
            return false;
    return true;
}

#endif
