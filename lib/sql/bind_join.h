/* bind_join.h -- what the files that bind joins share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_JOIN_H
#define LM_BIND_JOIN_H

#include "sql/bind_script.h"

/* One inequality between the times of both sides: right - left >= at, or <= at. */
struct join_bound {
    const struct lm_ast *ast; /* the condition it is of */
    struct lm_expr *time[2];  /* over the join's output */
    bool low;                 /* right - left >= at; else <= */
    bool dated;               /* an interval or a TIMESTAMP says that these are times */
    struct lm_plan_bound at;
};

/* A join under construction. */
struct join_parts {
    struct bind_scope *s;     /* both sides' tables */
    struct lm_plan *join;
    struct bind_scope *side[2];
    struct lm_from *from;
    struct lm_list bounds;    /* of struct join_bound: not used yet */
    bool on_pairs;            /* a condition is of columns of both sides */
};

/* Of which sides the columns of a bound expression are: 1 left, 2 right, 0 none, 3 both (a MARK is of both). */
uint32_t join_sides(struct lm_plan *join, const struct lm_expr *e);

/* An expression over the join's output as one over its right side alone. */
struct lm_expr *join_lowered(struct lm_binder *b, const struct lm_expr *e);

/* One more condition on pairs. */
int join_residual(struct join_parts *x, const struct lm_ast *e);

/* Takes e as bounds on the difference of a time of each side. 1: taken, 0: it is none, -1: failed. */
int join_bound(struct join_parts *x, const struct lm_ast *e);

/* Joins by interval if the bounds, or WITHIN, say so. The bounds not used become conditions. */
int join_interval(struct join_parts *x);

/* Joins by interval if one of its ends is a column: b.ts BETWEEN a.ts AND a.expires. */
int join_until(struct join_parts *x);

/* Whether the watermark of side i speaks of the times of its rows, of those that are taken back too. */
bool join_is_dated(struct join_parts *x, int i, const struct lm_expr *time);

/* Whether the rows below are taken back with the time they came with. */
bool join_keeps_times(const struct lm_plan *p);

/* Joins by equal event times, if a key says so. */
int join_same_time(struct join_parts *x);

/* Bounds that have not become anything better become conditions. */
int join_bounds_rest(struct join_parts *x);

/* A join whose right side is a lookup table that is read on demand, its bounds gone (bind_lookup.c). */
int join_lookup(struct join_parts *x, const struct lm_source *table);

/* ASOF, FOR SYSTEM_TIME and PROBE. */
int join_asof(struct join_parts *x);
int join_versions(struct join_parts *x);
int join_probe(struct join_parts *x);

/* The last column of USING in an ASOF join: left >= right. */
int join_asof_using(struct join_parts *x, struct lm_expr *l, struct lm_expr *r);

/* The sides of the join's time, and how late rows may be. */
int join_set_times(struct join_parts *x, struct lm_expr *const time[2]);

/* The same for one side, its time said over that side. */
int join_set_time(struct join_parts *x, int i, struct lm_expr *time);

/* Splits a AND b AND c. */
void join_conjuncts(struct lm_binder *b, const struct lm_ast *e, struct lm_list *out);

#endif
