/* series.h -- range and generate_series: their elements one after the other. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SERIES_H
#define LM_SERIES_H

#include "base/civil.h"
#include "base/num.h"
#include "expr/fn.h"

struct lm_series {
    enum { LM_SERIES_INT, LM_SERIES_TIME, LM_SERIES_DEC, LM_SERIES_F64 } kind;
    bool down;            /* towards smaller values */
    bool open;            /* the end is not among them */
    bool done;
    int64_t i, to, by;    /* INT, TIME (us): the next one, the end; INT: the step */
    struct lm_ivl ivl;    /* TIME: the step */
    lm_i128 d, d_to, d_by; /* DEC: of `scale` */
    int scale;
    double f, f_by, f_at, f_n; /* F64: the first, the step, the place of the next one and of the last */
};

/* Whether fn gives such a series. */
bool lm_series_is(const struct lm_fn *fn);

/* Begins the series that fn gives of its arguments, none of which is NULL. LM_OK, or why there is none: *what. */
enum lm_code lm_series_begin(struct lm_series *s, const struct lm_fn *fn, const struct lm_val *arg, uint32_t narg,
                             const char **what);

/* The next element; false: there are no more. */
bool lm_series_next(struct lm_series *s, struct lm_val *v);

/* About how many there are, at most `most`. */
size_t lm_series_count(const struct lm_series *s, size_t most);

#endif
