/* wgroup_close.c -- windows of TUMBLE, HOP, CUMULATE that close, and those that first speak. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The heap of panes is ordered by the watermark at which a pane is needed next. All panes of the
 * window that ends at `end` come out together, as a slice waits under the end of its next window.
 * One pane tells its groups as they are. Several are merged: each group of the slices is looked up
 * in a table that lives until the window is told; the groups then go in order of the arrival of
 * their first row.
 */
#include <assert.h>
#include <stdlib.h>

#include "op/wgroup.h"

/* What tells one window needs. */
struct telling {
    struct lm_wgroup *w;
    struct lm_out_row head;
    struct lm_val bounds[2];
};

void
lm_wgroup_bounds(const struct lm_wgroup *w, int64_t end, struct lm_val bounds[2])
{
    int64_t start = end - w->window.size;

    if (w->window.kind == LM_WINDOW_CUMULATE)
        start = lm_window_last_end(&w->window, end - 1) - w->window.size;
    bounds[0] = lm_stamp_bound(w->win.stamp, start);
    bounds[1] = lm_stamp_bound(w->win.stamp, end);
}

struct lm_out_row
lm_wgroup_head(const struct lm_wgroup *w, int64_t end, uint64_t seq)
{
    return (struct lm_out_row){.weight = 1, .ts = end - 1, .mark = w->win.told, .seq = seq};
}

/* Tells the group whose states stand behind `states` and whose keys behind `keys`. */
static void
tell(const struct telling *t, const void *states, const void *keys)
{
    struct lm_gcore *c = &t->w->win.core;

    lm_gcore_answer(c, states);
    lm_gcore_put(c, &t->w->win.out, &t->head, keys, c->now, t->bounds);
}

static void
tell_pane(const struct telling *t, struct lm_pane *p, bool remember)
{
    struct lm_gcore *c = &t->w->win.core;

    for (struct lm_group *g = p->table.first; g != NULL && t->w->win.out.flow == LM_MORE; g = g->next) {
        tell(t, g, g);
        if (!remember)
            continue;
        lm_gcore_remember(c, &p->pool, g, true);
        g->shown = true;
    }
}

static int
by_arrival(const void *a, const void *b)
{
    const struct lm_group *x = *(struct lm_group *const *)a, *y = *(struct lm_group *const *)b;

    return (x->first > y->first) - (x->first < y->first);
}

static void
tell_merged(const struct telling *t, struct lm_pane *const *panes, uint32_t n)
{
    struct lm_gcore *c = &t->w->win.core;
    struct lm_pool pool;
    struct lm_table m;
    uint32_t k = 0;

    lm_pool_init(&pool, &c->home);
    lm_table_init(&m, &pool, c->spell_at, NULL);
    for (uint32_t i = 0; i < n; i++)
        lm_wgroup_merge(c, &m, panes[i]);
    struct lm_group **order = lm_pool_take(&pool, m.n * sizeof(struct lm_group *));
    for (struct lm_group *g = m.first; g != NULL; g = g->next)
        order[k++] = g;
    assert(k == m.n);
    qsort(order, k, sizeof(struct lm_group *), by_arrival);
    for (uint32_t i = 0; i < k; i++)
        tell(t, order[i], order[i]->owner);
    lm_pool_reset(&pool);
}

/* The pane's part in the window that ends at next_end is over. */
static void
pane_go_on(struct lm_wgroup *w, struct lm_pane *p)
{
    if (p->next_end == p->last_end) {
        if (w->has_nodes && !p->window)
            lm_wgroup_nodes_forget(w, p);
        lm_panes_drop(&w->panes, p);
        return;
    }
    assert(w->slices && w->window.kind != LM_WINDOW_TUMBLE);
    p->next_end += w->window.slide;
    p->due = lm_mark_add(p->next_end, w->win.lateness);
    assert(p->next_end <= p->last_end);
    lm_panes_push(&w->panes, p);
}

/* Whether the pane that is due first is part of the window that ends at `end`. */
static bool
ends_next(const struct lm_wgroup *w, int64_t end)
{
    return w->panes.nheap > 0 && w->panes.heap[0]->next_end == end;
}

/* Takes all panes of the window that is due first and closes it. */
static void
close_window(struct lm_wgroup *w)
{
    struct lm_pane *first = lm_panes_pop(&w->panes);
    int64_t end = first->next_end;
    struct telling t = {.w = w, .head = lm_wgroup_head(w, end, lm_windowed_cause(&w->win))};
    struct lm_list all = {0};

    if (w->win.speak != LM_SPEAK_CLOSE) {
        lm_panes_drop(&w->panes, first); /* its changes have been told */
        return;
    }
    lm_wgroup_bounds(w, end, t.bounds);
    if (!ends_next(w, end)) {
        tell_pane(&t, first, false);
        pane_go_on(w, first);
        return;
    }
    lm_arena_reset(&w->parts);
    lm_list_add(&w->parts, &all, first);
    while (ends_next(w, end))
        lm_list_add(&w->parts, &all, lm_panes_pop(&w->panes));
    struct lm_pane **parts = lm_alloc_copy(&w->parts, all.at, all.n * sizeof(struct lm_pane *));
    uint32_t nparts = w->has_nodes ? lm_wgroup_nodes(w, parts, all.n, end) : all.n;
    tell_merged(&t, parts, nparts);
    for (uint32_t i = 0; i < all.n; i++)
        pane_go_on(w, all.at[i]);
}

/* The watermark has reached the end of a window that is to be corrected for a while. */
static void
fire_window(struct lm_wgroup *w)
{
    struct lm_pane *p = lm_panes_pop(&w->panes);
    struct telling t = {.w = w,
                        .head = lm_wgroup_head(w, p->next_end, lm_windowed_cause(&w->win))};

    lm_wgroup_bounds(w, p->next_end, t.bounds);
    tell_pane(&t, p, true);
    p->fired = true;
    p->due = lm_mark_add(p->next_end, w->win.lateness);
    lm_panes_push(&w->panes, p);
}

enum lm_flow
lm_wgroup_advance(struct lm_windowed *win, int64_t mark)
{
    struct lm_wgroup *w = (struct lm_wgroup *)win;

    lm_windowed_rise(win, mark);
    while (w->panes.nheap > 0 && lm_panes_due(&w->panes) <= mark) {
        if (w->win.speak == LM_SPEAK_MARK && !w->panes.heap[0]->fired)
            fire_window(w);
        else
            close_window(w);
    }
    return lm_windowed_told(win);
}
