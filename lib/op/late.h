/* late.h -- what becomes of late rows and of rows without event time. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LATE_H
#define LM_LATE_H

#include "op/ops.h"

/* Embedded in a windowed operator. Late rows of a batch are collected and go on together. */
struct lm_late {
    struct lm_op *op;     /* whose rows they are */
    struct lm_op tap;     /* pushes into the late-data branch */
    struct lm_op *branch; /* NULL: late rows are refused */
    struct lm_stamp *stamp;
    uint16_t *rows;      /* [LM_BATCH_ROWS] */
    struct lm_val *ends; /* [LM_BATCH_ROWS] by place in rows */
    uint32_t n;
};

void lm_late_init(struct lm_late *l, struct lm_op *op, const struct lm_wgroup_spec *spec);

/* Row `row` of b is late: its last window ended at `end`, and w is the watermark it is judged by.
 */
void lm_late_row(struct lm_late *l, const struct lm_batch *b, uint32_t row, int64_t end, int64_t w);

/* Row `row` of b has no event time. */
void lm_late_no_time(struct lm_late *l, const struct lm_batch *b, uint32_t row);

/* Sends what was collected of b. */
void lm_late_flush(struct lm_late *l, const struct lm_batch *b);

/* The branch hears of the end, of the clock, and is closed with the operator. */
void lm_late_end(struct lm_late *l);
void lm_late_tick(struct lm_late *l, int64_t now_us);
void lm_late_close(struct lm_late *l);

#endif
