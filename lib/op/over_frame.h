/* over_frame.h -- frames of window functions, and aggregates over them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OVER_FRAME_H
#define LM_OVER_FRAME_H

#include "op/over_calc.h"

/* The frame of function i for row p->done: rows *from .. *to - 1. False when its end is not known. */
bool lm_over_frame(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t *from, uint64_t *to);

/* Whether two rows have equal sort keys. */
bool lm_over_peers(struct lm_over_calc *c, const struct lm_over_part *p, uint64_t i, uint64_t j);

bool lm_over_same_keys(struct lm_over_calc *c, const struct lm_row *x, const struct lm_row *y);

/* Where row y stands to the point `by` behind (ahead: true) or before row x: -1 before it, 0 at it, 1
 * behind it. */
int lm_over_point(struct lm_over_calc *c, const struct lm_row *x, const struct lm_row *y, const struct lm_val *by,
                  bool ahead);

/* The end of the peers of row p->done. False when more may come. */
bool lm_over_peer_end(struct lm_over_calc *c, struct lm_over_part *p, uint64_t *to);

/* Whether row j of the frame of row p->done does not count for function i. */
bool lm_over_excluded(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t j);

/* A row came to place `at`, or left it: so the state of aggregate i is that of the rows it was of. */
void lm_over_sum_change(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, struct lm_row *row,
                        uint64_t at, bool gone);

/* The answer of aggregate i over a frame. */
struct lm_val lm_over_sum(struct lm_over_calc *c, struct lm_over_part *p, uint32_t i, uint64_t from,
                          uint64_t to);

#endif
