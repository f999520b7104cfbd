/* panes.c -- the open windows, or slices of windows, of an operator. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/panes.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"

void
lm_panes_init(struct lm_panes *ps, struct lm_pool_home *home, uint32_t group_bytes)
{
    memset(ps, 0, sizeof *ps);
    lm_pool_init(&ps->pool, home);
    ps->group_bytes = group_bytes;
}

void
lm_panes_fini(struct lm_panes *ps)
{
    for (uint32_t i = 0; i < ps->index_cap; i++)
        if (ps->index[i] != NULL)
            lm_pool_reset(&ps->index[i]->pool);
    lm_pool_reset(&ps->pool);
    ps->index_cap = 0;
    ps->nheap = 0;
    ps->n = 0;
}

static uint32_t
index_home(const struct lm_panes *ps, int64_t id, bool window)
{
    return (uint32_t)lm_hash_word((uint64_t)id * 2 + window) & (ps->index_cap - 1);
}

struct lm_pane *
lm_panes_find(const struct lm_panes *ps, int64_t id, bool window)
{
    if (ps->index_cap == 0)
        return NULL;
    uint32_t at = index_home(ps, id, window);

    while (ps->index[at] != NULL) {
        struct lm_pane *p = ps->index[at];
        if (p->id == id && p->window == window)
            return p;
        at = (at + 1) & (ps->index_cap - 1);
    }
    return NULL;
}

static void
index_put(struct lm_panes *ps, struct lm_pane *p)
{
    uint32_t at = index_home(ps, p->id, p->window);

    while (ps->index[at] != NULL)
        at = (at + 1) & (ps->index_cap - 1);
    ps->index[at] = p;
}

static void
index_grow(struct lm_panes *ps)
{
    struct lm_pane **old = ps->index;
    uint32_t old_cap = ps->index_cap;

    ps->index_cap = old_cap == 0 ? 16 : old_cap * 2;
    size_t bytes = ps->index_cap * sizeof *ps->index;
    ps->index = memset(lm_pool_take(&ps->pool, bytes), 0, bytes);
    for (uint32_t i = 0; i < old_cap; i++)
        if (old[i] != NULL)
            index_put(ps, old[i]);
    if (old != NULL)
        lm_pool_give(&ps->pool, old, old_cap * sizeof *old);
}

struct lm_pane *
lm_panes_add(struct lm_panes *ps, int64_t id, bool window)
{
    struct lm_pane *p = ps->unused;

    assert(lm_panes_find(ps, id, window) == NULL);
    if ((ps->n + 1) * 2 > ps->index_cap)
        index_grow(ps);
    if (p != NULL)
        ps->unused = p->link;
    else
        p = lm_pool_take(&ps->pool, sizeof *p);
    memset(p, 0, sizeof *p);
    p->id = id;
    p->window = window;
    lm_pool_init(&p->pool, ps->pool.home);
    lm_table_init(&p->table, &p->pool, ps->group_bytes, p);
    index_put(ps, p);
    ps->n++;
    return p;
}

/* Takes p out of the index and moves back those that had to make way for it. */
static void
index_remove(struct lm_panes *ps, const struct lm_pane *p)
{
    uint32_t mask = ps->index_cap - 1;
    uint32_t hole = index_home(ps, p->id, p->window);

    while (ps->index[hole] != p) {
        assert(ps->index[hole] != NULL);
        hole = (hole + 1) & mask;
    }
    for (uint32_t at = (hole + 1) & mask; ps->index[at] != NULL; at = (at + 1) & mask) {
        uint32_t home = index_home(ps, ps->index[at]->id, ps->index[at]->window);
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            ps->index[hole] = ps->index[at];
            hole = at;
        }
    }
    ps->index[hole] = NULL;
}

void
lm_panes_drop(struct lm_panes *ps, struct lm_pane *p)
{
    assert(ps->n > 0);
    assert(!p->busy);
    index_remove(ps, p);
    lm_pool_reset(&p->pool);
    p->link = ps->unused;
    ps->unused = p;
    ps->n--;
}

static bool
heap_less(const struct lm_pane *a, const struct lm_pane *b)
{
    if (a->due != b->due)
        return a->due < b->due;
    return a->next_end != b->next_end ? a->next_end < b->next_end : a->id < b->id;
}

void
lm_panes_push(struct lm_panes *ps, struct lm_pane *p)
{
    if (ps->nheap == ps->heap_cap) {
        uint32_t cap = ps->heap_cap == 0 ? 16 : ps->heap_cap * 2;
        struct lm_pane **heap = lm_pool_take(&ps->pool, cap * sizeof(struct lm_pane *));
        if (ps->nheap > 0) {
            memcpy(heap, ps->heap, ps->nheap * sizeof(struct lm_pane *));
            lm_pool_give(&ps->pool, ps->heap, ps->heap_cap * sizeof(struct lm_pane *));
        }
        ps->heap = heap;
        ps->heap_cap = cap;
    }
    uint32_t at = ps->nheap++;
    while (at > 0 && heap_less(p, ps->heap[(at - 1) / 2])) {
        ps->heap[at] = ps->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    ps->heap[at] = p;
}

struct lm_pane *
lm_panes_pop(struct lm_panes *ps)
{
    assert(ps->nheap > 0);
    struct lm_pane *top = ps->heap[0];
    struct lm_pane *last = ps->heap[--ps->nheap];
    uint32_t at = 0;

    for (uint32_t kid = 1; kid < ps->nheap; kid = at * 2 + 1) {
        if (kid + 1 < ps->nheap && heap_less(ps->heap[kid + 1], ps->heap[kid]))
            kid++;
        if (!heap_less(ps->heap[kid], last))
            break;
        ps->heap[at] = ps->heap[kid];
        at = kid;
    }
    ps->heap[at] = last;
    return top;
}
