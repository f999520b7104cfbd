/* wgroup.h -- GROUP BY with fixed windows: what its two files share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_WGROUP_H
#define LM_WGROUP_H

#include "op/group_core.h"
#include "op/late.h"
#include "op/panes.h"

/* Selected rows k0 .. k1-1 of wgroup.rows, all of one pane. */
struct lm_wgroup_run {
    uint32_t k0, k1;
    uint32_t next; /* of the same pane */
};

enum { LM_WGROUP_RUNS = LM_BATCH_ROWS, LM_WGROUP_NO_RUN = UINT32_MAX };

struct lm_wgroup {
    struct lm_op op;
    struct lm_gcore core;
    struct lm_out out;
    struct lm_late late;
    struct lm_panes panes;
    struct lm_window window;
    struct lm_expr *time;
    struct lm_stamp *stamp;
    int64_t lateness;
    enum lm_speak speak;
    bool has_nodes;        /* windows have so many slices that merged ones are kept */
    struct lm_panes nodes; /* no heap */
    struct lm_arena parts; /* panes of the window that closes */
    int64_t merged_to;     /* slices that begin before may be part of nodes */
    bool slices;           /* a row goes to the one slice it is in; else to each of its windows */
    int64_t wm;            /* the operator's watermark: it runs ahead of op.mark within a batch */
    int64_t told;          /* mark told downstream last */
    uint64_t advances; /* times that something was due: rows then told have this as their cause */
    /* the batch at hand */
    uint16_t *rows; /* [LM_BATCH_ROWS] rows taken and not yet added */
    uint32_t nrow;
    struct lm_wgroup_run *runs; /* [LM_WGROUP_RUNS] */
    uint32_t nrun;
    struct lm_list busy;  /* panes that have runs */
    struct lm_pane *last; /* of the newest run; NULL: none */
    uint16_t *gathered;   /* [LM_BATCH_ROWS] */
    int64_t *ages;        /* [LM_BATCH_ROWS] LM_MARK_MIN: marks of a stream that has none */
};

/* a + b and a - b, held within what a mark can be. */
static inline int64_t
lm_mark_add(int64_t a, int64_t b)
{
    int64_t sum;

    if (__builtin_add_overflow(a, b, &sum))
        return b > 0 ? LM_MARK_END : LM_MARK_MIN;
    return sum < LM_MARK_MIN ? LM_MARK_MIN : sum;
}

/* The mark to be passed on at watermark w. */
static inline int64_t
lm_mark_behind(int64_t w, int64_t lateness)
{
    return w == LM_MARK_END || w == LM_MARK_MIN ? w : lm_mark_add(w, -lateness);
}

/* The watermark has reached w: tells and closes what is due (wgroup_close.c). */
enum lm_flow lm_wgroup_advance(struct lm_wgroup *w, int64_t mark);

/* Merges the groups of p into table m, whose groups own the group with the oldest row. */
void lm_wgroup_merge(struct lm_gcore *c, struct lm_table *m, const struct lm_pane *p);

/* Replaces the slices of the window that ends at `end`, panes[0..n) in order of time (some may be
 * single windows), by as few nodes as will do; answers how many. */
uint32_t lm_wgroup_nodes(struct lm_wgroup *w, struct lm_pane **panes, uint32_t n, int64_t end);

/* The slice goes, or gets another row. */
void lm_wgroup_nodes_forget(struct lm_wgroup *w, const struct lm_pane *slice);

/* Bounds of the window that ends at `end`, in the unit of the stream. */
void lm_wgroup_bounds(const struct lm_wgroup *w, int64_t end, struct lm_val bounds[2]);

/* Head of a row of that window. */
struct lm_out_row lm_wgroup_head(const struct lm_wgroup *w, int64_t end, uint64_t seq);

#endif
