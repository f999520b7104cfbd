/* panes.h -- the open windows, or slices of windows, of an operator. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_PANES_H
#define LM_PANES_H

#include "state/table.h"
#include "time/window.h"

/* The groups of one window (`window`), or of one slice that several windows share. */
struct lm_pane {
    int64_t id; /* slice: its start; window: its end */
    bool window;
    bool fired;  /* its groups have been told of; changes are told as they happen */
    bool merged; /* of several panes; its groups own the oldest of theirs (wgroup_nodes.c) */
    bool busy;   /* has runs */
    uint32_t run_first, run_last; /* rows of the batch at hand, see op_wgroup.c */
    int64_t next_end;             /* end of the window that closes next */
    int64_t last_end;             /* of the last one that it is part of */
    int64_t due;                  /* watermark at which something is to be done */
    struct lm_pool pool;
    struct lm_table table;
    struct lm_pane *link; /* of unused panes */
};

struct lm_panes {
    struct lm_pool pool;   /* panes, heap and index */
    struct lm_pane **heap; /* by due, then next_end, then id */
    uint32_t nheap, heap_cap;
    struct lm_pane **index; /* open addressing by id; NULL: free */
    uint32_t index_cap;     /* a power of two, 0: none yet */
    uint32_t n;             /* panes */
    struct lm_pane *unused;
    uint32_t group_bytes;
};

void lm_panes_init(struct lm_panes *ps, struct lm_pool_home *home, uint32_t group_bytes);
void lm_panes_fini(struct lm_panes *ps);

/* The pane, or NULL. */
struct lm_pane *lm_panes_find(const struct lm_panes *ps, int64_t id, bool window);

/* A new empty pane, not in the heap yet. */
struct lm_pane *lm_panes_add(struct lm_panes *ps, int64_t id, bool window);

/* Forgets a pane that is not in the heap, and all its groups. */
void lm_panes_drop(struct lm_panes *ps, struct lm_pane *p);

/* Puts a pane into the heap, by its due; takes the one out that is due first. */
void lm_panes_push(struct lm_panes *ps, struct lm_pane *p);
struct lm_pane *lm_panes_pop(struct lm_panes *ps);

/* The watermark at which something is due next; LM_MARK_END when nothing is. */
static inline int64_t
lm_panes_due(const struct lm_panes *ps)
{
    return ps->nheap > 0 ? ps->heap[0]->due : LM_MARK_END;
}

#endif
