/* wgroup.h -- GROUP BY with fixed windows: what its files share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_WGROUP_H
#define LM_WGROUP_H

#include "op/panes.h"
#include "op/windowed.h"

/* Selected rows k0 .. k1-1 of wgroup.rows, all of one pane. */
struct lm_wgroup_run {
    uint32_t k0, k1;
    uint32_t next; /* of the same pane */
};

enum { LM_WGROUP_RUNS = LM_BATCH_ROWS, LM_WGROUP_NO_RUN = UINT32_MAX };

struct lm_wgroup {
    struct lm_windowed win;
    struct lm_panes panes;
    struct lm_window window;
    bool has_nodes;        /* windows have so many slices that merged ones are kept */
    struct lm_panes nodes; /* no heap */
    struct lm_arena parts; /* panes of the window that closes */
    int64_t merged_to;     /* slices that begin before may be part of nodes */
    bool slices;           /* a row goes to the one slice it is in; else to each of its windows */
    /* the batch at hand */
    uint16_t *rows; /* [LM_BATCH_ROWS] rows taken and not yet added */
    uint32_t nrow;
    struct lm_wgroup_run *runs; /* [LM_WGROUP_RUNS] */
    uint32_t nrun;
    struct lm_list busy;  /* panes that have runs */
    struct lm_pane *last; /* of the newest run; NULL: none */
    uint16_t *gathered;   /* [LM_BATCH_ROWS] */
};

/* The watermark has reached w: tells and closes what is due (wgroup_close.c). */
lm_windowed_advance_f lm_wgroup_advance;

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
