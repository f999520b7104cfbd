/* dues.c -- things by the watermark at which they are to be looked at: a heap. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "state/dues.h"

#include <assert.h>

void
lm_dues_push(struct lm_dues *d, struct lm_pool *pool, int64_t due, void *what)
{
    if (d->n == d->cap)
        d->at = lm_pool_more(pool, d->at, &d->cap, 16, sizeof *d->at);
    uint32_t at = d->n++;
    for (; at > 0 && due < d->at[(at - 1) / 2].due; at = (at - 1) / 2)
        d->at[at] = d->at[(at - 1) / 2];
    d->at[at] = (struct lm_due){due, what};
}

void *
lm_dues_pop(struct lm_dues *d)
{
    assert(d->n > 0);
    void *top = d->at[0].what;
    struct lm_due last = d->at[--d->n];
    uint32_t at = 0;

    for (uint32_t kid = 1; kid < d->n; kid = at * 2 + 1) {
        if (kid + 1 < d->n && d->at[kid + 1].due < d->at[kid].due)
            kid++;
        if (last.due <= d->at[kid].due)
            break;
        d->at[at] = d->at[kid];
        at = kid;
    }
    d->at[at] = last;
    return top;
}
