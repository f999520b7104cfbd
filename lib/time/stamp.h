/* stamp.h -- event times from values: which unit a number has, and bounds back in that unit. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_STAMP_H
#define LM_STAMP_H

#include "data/batch.h"

/* Unit of epoch numbers. AUTO: by magnitude, value by value (|n| >= 1e17 ns, 1e14 us, 1e11 ms, else s). */
enum lm_time_unit { LM_UNIT_AUTO, LM_UNIT_S, LM_UNIT_MS, LM_UNIT_US, LM_UNIT_NS, LM_UNIT_TIMESTAMP };

/* How a stream's times are written: decided by its first value where it is not declared. Shared by
 * the source that reads the times and the windows that give bounds back. */
struct lm_stamp {
    enum lm_time_unit unit; /* as declared; AUTO: undeclared */
    enum lm_time_unit seen; /* unit (or TIMESTAMP, for ISO text) of the first value; AUTO: none yet */
};

/* The time of one value in us, LM_NO_TIME when it has none (NULL, text that is no time, out of
 * range). Numbers by s->unit, fractions rounded to the us; text and TIMESTAMP, DATE as they are. */
int64_t lm_stamp_val(struct lm_stamp *s, const struct lm_val *v);

/* The same for the rows of sel: out[row]. */
void lm_stamp_col(struct lm_stamp *s, const struct lm_col *c, struct lm_sel sel, int64_t *out);

/* A bound in the unit of the stream: TS, INT, or DEC where the unit cannot express it. */
struct lm_val lm_stamp_bound(const struct lm_stamp *s, int64_t us);

#endif
