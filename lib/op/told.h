/* told.h -- what one change of a row tells: the rows that both halves of a replacement give. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A change that replaces a row is two changes whose output is collected; what the first gives and the
 * second takes back is left out, and if then only retractions meet as many insertions they stand in
 * pairs.
 */
#ifndef LM_TOLD_H
#define LM_TOLD_H

#include "op/out.h"
#include "state/rows.h"

/* Embedded in the operator. */
struct lm_told {
    struct lm_out *out;
    uint32_t ncol;
    bool collects;        /* rows go to `rows` instead of `out` */
    uint32_t nold;        /* the first so many of them are of the old row */
    struct lm_rows rows;  /* weight: +1 or -1 */
    struct lm_val *a, *b; /* [ncol] two rows being compared */
};

/* ncol is that of out. */
void lm_told_init(struct lm_told *t, struct lm_arena *a, struct lm_out *out);
void lm_told_fini(struct lm_told *t);

/* A row of the result. */
void lm_told_put(struct lm_told *t, const struct lm_out_row *head, const struct lm_val *v);

/* A replacement: begins with what the old row gives, then comes the new one, then all is given with the
 * seq and mark of `like`. */
void lm_told_old(struct lm_told *t);
void lm_told_new(struct lm_told *t);
void lm_told_end(struct lm_told *t, const struct lm_out_row *like);

#endif
