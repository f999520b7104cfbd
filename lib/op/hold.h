/* hold.h -- rows that wait for the close of their windows. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_HOLD_H
#define LM_HOLD_H

#include "op/keep.h"
#include "time/window.h"

/* One open window and its rows in order of arrival. */
struct lm_hold_window {
    struct lm_span span;
    struct lm_row **row; /* [n], of lm_hold.rows */
    uint32_t n, cap;
};

/* Embedded in its user. A row stands in the store once, whatever the number of its windows: its tag
 * counts them. */
struct lm_hold {
    struct lm_rows rows;
    struct lm_pool pool;            /* of the rows' home: windows and their lists */
    struct lm_hold_window **window; /* [n] open ones, by end, then start */
    uint32_t n, cap;
};

void lm_hold_init(struct lm_hold *h, uint32_t ncol);
void lm_hold_fini(struct lm_hold *h);

/* Keeps a row for the windows spans[0..n), n > 0. */
void lm_hold_add(struct lm_hold *h, const struct lm_val *v, const struct lm_row *like,
                 const struct lm_span *spans, uint32_t n);

/* Takes back a row equal to v from the windows spans[0..n). False when there is none. */
bool
lm_hold_remove(struct lm_hold *h, const struct lm_val *v, const struct lm_span *spans, uint32_t n);

/* The window that ends first, or NULL; and its end: LM_MARK_END when there is none. */
struct lm_hold_window *lm_hold_first(struct lm_hold *h);

/* Forgets the first window and the rows that are in no other. */
void lm_hold_pop(struct lm_hold *h);

#endif
