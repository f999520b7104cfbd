/* wgroup_nodes.c -- windows of many slices: merged stretches of slices are kept for the next
 * window. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Neighbouring windows share nearly all of their slices. A node is the merged groups of an aligned
 * stretch of 2^level slices, made from two shorter ones when a window first asks for it. A window
 * of n slices is put together from at most 2 log n nodes. A stretch in which only one half has
 * slices is that half. A node goes when one of its slices goes or gets another row.
 *
 *        level 2  [0 1 2 3] [4 5 6 7]         window 3..8 = 3, [4 5 6 7], 8
 *        level 1  [0 1][2 3] [4 5][6 7]
 */
#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "op/wgroup.h"

void
lm_wgroup_merge(struct lm_gcore *c, struct lm_table *m, const struct lm_pane *p)
{
    for (struct lm_group *g = p->table.first; g != NULL; g = g->next) {
        struct lm_key key = lm_group_key(g);
        struct lm_group *into = lm_table_find(m, &key);
        if (into == NULL) {
            into = lm_table_add(m, &key);
            lm_gcore_states_init(c, into);
            into->first = UINT64_MAX;
        }
        if (g->first < into->first) {
            into->owner = p->merged ? g->owner : g;
            into->first = g->first;
        }
        for (uint32_t i = 0; i < c->nagg; i++) {
            char *to = (char *)into + c->state_at[i];
            c->agg[i].type->merge(&c->agg[i], to, (char *)g + c->state_at[i], &m->pool->mem);
        }
    }
}

static int64_t
slice_place(const struct lm_wgroup *w, int64_t start)
{
    return lm_floor_div(start - lm_floor_mod(w->window.offset, w->window.slide), w->window.slide);
}

/* A node's id: its place among those of its level, and the level. */
static int64_t
node_id(int64_t place, uint32_t level)
{
    return (int64_t)((uint64_t)(place >> level) << 6 | level);
}

/* How many of the slices panes[0..n) stand in the first half of the stretch of this level. */
static uint32_t
first_half(const struct lm_wgroup *w, struct lm_pane *const *panes, uint32_t n, uint32_t level)
{
    uint32_t k = 0;

    while (k < n && (slice_place(w, panes[k]->id) >> (level - 1) & 1) == 0)
        k++;
    return k;
}

/* The merged slices panes[0..n), which are all there are in one stretch of this level. */
static struct lm_pane *
node_get(struct lm_wgroup *w, struct lm_pane *const *panes, uint32_t n, uint32_t level)
{
    assert(n > 0 && level < 64);
    uint32_t half = n == 1 ? 0 : first_half(w, panes, n, level);

    while (n > 1 && (half == 0 || half == n))
        half = first_half(w, panes, n, --level);
    if (n == 1)
        return panes[0];
    int64_t id = node_id(slice_place(w, panes[0]->id), level);
    struct lm_pane *node = lm_panes_find(&w->nodes, id, false);
    if (node != NULL)
        return node;
    const struct lm_pane *left = node_get(w, panes, half, level - 1);
    const struct lm_pane *right = node_get(w, panes + half, n - half, level - 1);
    node = lm_panes_add(&w->nodes, id, false);
    node->merged = true;
    lm_wgroup_merge(&w->win.core, &node->table, left);
    lm_wgroup_merge(&w->win.core, &node->table, right);
    return node;
}

/* Whether the stretch of this level around `place` lies within [from, to). */
static bool
stretch_fits(int64_t place, uint32_t level, int64_t from, int64_t to)
{
    int64_t length = INT64_C(1) << level;
    int64_t begin = place & -length;

    assert(level < 62);
    return begin >= from && begin + length <= to;
}

uint32_t
lm_wgroup_nodes(struct lm_wgroup *w, struct lm_pane **panes, uint32_t n, int64_t end)
{
    int64_t from = slice_place(w, end - w->window.size);
    int64_t to = from + w->window.size / w->window.slide;
    uint32_t left = 0, k = 0;

    assert(w->has_nodes);
    while (k < n) {
        if (panes[k]->window) {
            panes[left++] = panes[k++];
            continue;
        }
        int64_t place = slice_place(w, panes[k]->id);
        uint32_t level = 0, more = 1;
        assert(place >= from && place < to);
        while (stretch_fits(place, level + 1, from, to))
            level++;
        while (k + more < n && !panes[k + more]->window &&
               slice_place(w, panes[k + more]->id) >> level == place >> level)
            more++;
        panes[left++] = node_get(w, panes + k, more, level);
        k += more;
    }
    w->merged_to = end;
    return left;
}

void
lm_wgroup_nodes_forget(struct lm_wgroup *w, const struct lm_pane *slice)
{
    int64_t place = slice_place(w, slice->id);

    assert(!slice->window);
    for (uint32_t level = 1; (INT64_C(1) << level) <= w->window.size / w->window.slide; level++) {
        struct lm_pane *node = lm_panes_find(&w->nodes, node_id(place, level), false);
        if (node != NULL)
            lm_panes_drop(&w->nodes, node);
    }
}
