/* over.h -- window functions (OVER): which there are, and one call of a query. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OVER_H
#define LM_OVER_H

#include "expr/agg.h"

enum lm_over_kind {
    LM_W_ROW_NUMBER,
    LM_W_RANK,
    LM_W_DENSE_RANK,
    LM_W_NTILE,
    LM_W_PERCENT_RANK,
    LM_W_CUME_DIST,
    LM_W_LAG,
    LM_W_LEAD,
    LM_W_FIRST_VALUE,
    LM_W_LAST_VALUE,
    LM_W_NTH_VALUE,
    LM_W_AGG
};

/* Where a frame begins or ends, seen from the current row. */
enum lm_over_bound {
    LM_B_FIRST,    /* UNBOUNDED PRECEDING */
    LM_B_BEFORE,   /* n PRECEDING */
    LM_B_CURRENT,  /* the row (ROWS), its peers (RANGE) */
    LM_B_AFTER,    /* n FOLLOWING */
    LM_B_LAST      /* UNBOUNDED FOLLOWING */
};

/* Which rows of the frame do not count: the current one, its peers, its peers but itself. */
enum lm_exclude { LM_EXCLUDE_NONE, LM_EXCLUDE_ROW, LM_EXCLUDE_GROUP, LM_EXCLUDE_TIES };

/* One call. */
struct lm_over_fn {
    enum lm_over_kind kind;
    struct lm_agg agg;    /* AGG: bound; its arguments and FILTER are there */
    struct lm_expr *arg;  /* LAG .. NTH_VALUE: the value */
    struct lm_expr *otherwise; /* LAG, LEAD: the default; NULL: none */
    struct lm_expr *by;   /* LAG, LEAD: the distance, of each row its own, below 0 the other way; NULL: n */
    int64_t n;            /* LAG, LEAD: distance; NTH_VALUE: which; NTILE: how many */
    bool ignore_nulls;
    bool rows, groups;    /* ROWS; GROUPS: peers and those before and behind them; else RANGE */
    enum lm_exclude exclude;
    enum lm_over_bound from, to;
    struct lm_val from_by, to_by; /* BEFORE, AFTER: rows, or a distance of keys */
    struct lm_type result;
};

/* The kind of a name that is a window function without being an aggregate, -1: it is none. "first" and
 * "last" are FIRST_VALUE and LAST_VALUE here. */
int lm_over_find(struct lm_str name);

/* Whether the kind only counts places: it has no frame and no value. */
bool lm_over_ranks(enum lm_over_kind kind);

/* Whether the answer for a row is known when the row is there, with all rows before it; without peers
 * of the row being seen. */
bool lm_over_at_once(const struct lm_over_fn *f);

/* Whether the answer for any row needs the last row of its partition. */
bool lm_over_needs_end(const struct lm_over_fn *f);

const char *lm_over_name(const struct lm_over_fn *f);

#endif
