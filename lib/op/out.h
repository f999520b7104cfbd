/* out.h -- builds an operator's output row by row and pushes it when a batch is full. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OUT_H
#define LM_OUT_H

#include "op/op.h"

enum {
    LM_OUT_CHANGES = 1, /* the rows have weights and pairs */
    LM_OUT_TIMES = 2,   /* the rows have event time and mark */
    LM_OUT_BORROW = 4   /* texts of the values live until the flush: they are not copied */
};

/* Embedded in the operator. Everything it makes lives in its own arena, which is reset by the
 * flush. */
struct lm_out {
    struct lm_op *op;      /* whose output it is */
    struct lm_arena arena; /* columns and texts of the batch being built */
    struct lm_col *cols;   /* [ncol], NULL while the batch is empty */
    uint32_t ncol;
    uint32_t flags; /* may be changed while no row is pending */
    uint32_t nrow;  /* rows begun */
    uint32_t col;   /* cells that the last row has: ncol when it is whole */
    int32_t *weight;
    uint8_t *pair;
    int64_t *ts;
    int64_t *mark;
    uint64_t *seq;
    enum lm_flow flow; /* what the last flush was answered: rows after DONE or FAIL are dropped */
};

/* What a row is besides its values. */
struct lm_out_row {
    int32_t weight;
    uint8_t pair; /* enum lm_pair; an OLD is followed by its NEW in the next call */
    int64_t ts;
    int64_t mark;
    uint64_t seq;
};

/* ncol may be 0. The operator's close calls lm_out_fini. */
void lm_out_init(struct lm_out *o, struct lm_op *op, uint32_t ncol, uint32_t flags);
void lm_out_fini(struct lm_out *o);

/* Begins a row; the one before must be whole. Flushes first when the batch is full, and when `r` is
 * an OLD for whose NEW there would be no room. */
void lm_out_begin(struct lm_out *o, const struct lm_out_row *r);

/* The next cell of the row begun. The text of the value is copied unless LM_OUT_BORROW. */
void lm_out_cell(struct lm_out *o, const struct lm_val *v);

/* Begins a row and gives it all its cells. */
void lm_out_add(struct lm_out *o, const struct lm_out_row *r, const struct lm_val *v);

/* Pushes what there is. Operators flush at the end of their batch and mark calls. Answers the
 * latched flow. */
enum lm_flow lm_out_flush(struct lm_out *o);

#endif
