/* dues.h -- things by the watermark at which they are to be looked at: a heap. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_DUES_H
#define LM_DUES_H

#include "state/pool.h"

struct lm_due {
    int64_t due;
    void *what;
};

/* Zeroed, it is empty. Its memory is the pool's, and goes with it. */
struct lm_dues {
    struct lm_due *at; /* [n], room for cap */
    uint32_t n, cap;
};

void lm_dues_push(struct lm_dues *d, struct lm_pool *pool, int64_t due, void *what);

/* Takes out what is due first. */
void *lm_dues_pop(struct lm_dues *d);

/* Whether something is due at watermark `mark`. */
static inline bool
lm_dues_reached(const struct lm_dues *d, int64_t mark)
{
    return d->n > 0 && d->at[0].due <= mark;
}

#endif
