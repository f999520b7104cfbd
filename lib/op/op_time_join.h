/* op_time_join.h -- joins bounded by event time. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OP_TIME_JOIN_H
#define LM_OP_TIME_JOIN_H

#include "op/op_join.h"

/* A distance in time: us, and a number in the unit of the left side's times. Strict: the bound itself
 * does not count. */
struct lm_join_bound {
    int64_t us;
    double units;
    bool strict;
};

/* Equal keys and low <= right time - left time <= high. A side may have an `until`: it then stands for the
 * side's time in the bound that says how late a partner may be (left: right time <= until + high, right:
 * left time <= until - low). Two ports: 0 left, 1 right. INNER to ANTI. A match comes with its second row;
 * event time is the left row's, or that of the side there is. A row that is taken back takes back what it
 * gave; it is late as others are. */
struct lm_interval_spec {
    struct lm_join_spec join;
    struct lm_join_time time;
    struct lm_join_bound low, high;
    struct lm_stamp *unit; /* of the bounds' numbers; NULL: they have none */
};
struct lm_op *lm_interval_new(struct lm_op_ctx *ctx, const struct lm_interval_spec *spec);

/* Equal keys, and of the rows with them the one that is best by time: the newest not after the left row's
 * time, the oldest not before it, or the nearest. INNER or LEFT. Left rows are answered when the right
 * side's watermark has passed all that could still win, in order of that time. Rows that are taken back
 * are late as others are, so no answer changes after it was given but by its own left row going. */
enum lm_asof_best { LM_ASOF_BEFORE, LM_ASOF_AFTER, LM_ASOF_NEAREST };
struct lm_asof_spec {
    struct lm_join_spec join;
    struct lm_join_time time;
    enum lm_asof_best best;
    bool strict;                    /* an equal time does not count */
    bool bounded;                   /* no further away than `tolerance` */
    struct lm_join_bound tolerance; /* units are those of the left times */
    bool on_pairs;                  /* the residual condition looks at both rows, so an older one may win */
    bool at_once;                   /* answer from what is there */
    bool versions;                  /* right rows are versions of their key: the residual condition is asked
                                       of the one version, and retractions end a version */
    bool now;                       /* no times: the version that arrived last. With at_once */
    const int64_t *offset;          /* PROBE: an answer at each of these distances, [noffset]; columns
                                       offset_ms and probe_ts are added. NULL: one answer, no columns */
    uint32_t noffset;
};
struct lm_op *lm_asof_new(struct lm_op_ctx *ctx, const struct lm_asof_spec *spec);

/* Rows with equal keys, one of which is the end of their window or a fixed time before it. */
struct lm_join_windows {
    struct lm_stamp *stamp[2]; /* units of the windows' bounds */
    uint32_t key;              /* which key is the bound ... */
    int64_t shift_us;          /* ... and how far it lies before the end */
    int64_t span_us;           /* rows are not further before the end of their window than that */
    int64_t lateness_us;
};

/* Joins within windows: a window's rows come when it closes, windows by end, rows by arrival of
 * the left one; unmatched right ones behind. Rows that are taken back before that were never there. INNER to
 * ANTI. */
struct lm_op *lm_window_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec,
                                 const struct lm_join_windows *windows);

/* Equal keys, both sides kept: each change of a side tells the changes of the result, over retractions
 * too. INNER to ANTI, SINGLE. Rows go when their window closes; windows NULL: after the time to live, if there is
 * one. */
struct lm_op *lm_changes_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec,
                                  const struct lm_join_windows *windows);

#endif
