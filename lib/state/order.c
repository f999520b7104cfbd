/* order.c -- rows in an order that can be asked for by place: rankings. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "state/order.h"

#include <assert.h>
#include <string.h>

enum { ORDER_LEVELS = 16 };

static size_t
node_bytes(uint32_t levels)
{
    return sizeof(struct lm_order_node) + levels * sizeof(struct lm_order_link);
}

/* Whether node n stands before the row looked for. */
static bool
before(const struct lm_order_by *by, const struct lm_order_node *n, uint64_t prefix,
       const struct lm_row *row, bool peers)
{
    if (n->prefix != prefix)
        return n->prefix < prefix;
    int order = by->order(by->with, n->row, row);
    if (order != 0 || peers)
        return order < 0;
    if (n->row->tag != row->tag)
        return n->row->tag < row->tag;
    return (uintptr_t)n->row < (uintptr_t)row; /* a row and the one it replaces, for a moment */
}

/* Each level is one of four of the level below; at most one more than there are, so that a list's
 * height grows with it. */
static uint32_t
levels_new(const struct lm_order *o, struct lm_order_by *by)
{
    uint32_t levels = 1;

    by->seed ^= by->seed << 13;
    by->seed ^= by->seed >> 7;
    by->seed ^= by->seed << 17;
    for (uint64_t bits = by->seed; (bits & 3) == 0 && levels < ORDER_LEVELS; bits >>= 2)
        levels++;
    return levels > o->levels + 1 ? o->levels + 1 : levels;
}

static void
head_grow(struct lm_order *o, struct lm_order_by *by, uint32_t levels)
{
    struct lm_order_link *head = lm_pool_take(by->pool, levels * sizeof *head);

    for (uint32_t i = 0; i < levels; i++)
        head[i] = i < o->levels ? o->head[i] : (struct lm_order_link){NULL, o->n + 1};
    if (o->head != NULL)
        lm_pool_give(by->pool, o->head, o->levels * sizeof *head);
    o->head = head;
    o->levels = levels;
}

struct lm_order_node *
lm_order_add(struct lm_order *o, struct lm_order_by *by, uint64_t prefix, struct lm_row *row)
{
    struct lm_order_link *last[ORDER_LEVELS]; /* links that lead over the new row */
    uint32_t place[ORDER_LEVELS];             /* rows up to where each of them begins */
    uint32_t at = 0;

    if (by->seed == 0)
        by->seed = UINT64_C(0x9e3779b97f4a7c15);
    uint32_t levels = levels_new(o, by);
    if (levels > o->levels)
        head_grow(o, by, levels);
    struct lm_order_link *links = o->head;
    for (uint32_t i = o->levels; i-- > 0;) {
        while (links[i].next != NULL && before(by, links[i].next, prefix, row, false)) {
            at += links[i].width;
            links = links[i].next->link;
        }
        last[i] = &links[i];
        place[i] = at;
    }
    struct lm_order_node *n = lm_pool_take(by->pool, node_bytes(levels));
    *n = (struct lm_order_node){.prefix = prefix, .row = row, .levels = levels};
    for (uint32_t i = 0; i < o->levels; i++) {
        uint32_t passed = at - place[i] + 1;
        if (i >= levels) {
            last[i]->width++;
            continue;
        }
        n->link[i] = (struct lm_order_link){last[i]->next, last[i]->width + 1 - passed};
        *last[i] = (struct lm_order_link){n, passed};
    }
    o->n++;
    return n;
}

void
lm_order_remove(struct lm_order *o, const struct lm_order_by *by, uint64_t prefix, const struct lm_row *row)
{
    struct lm_order_link *last[ORDER_LEVELS];
    struct lm_order_link *links = o->head;

    assert(o->n > 0);
    for (uint32_t i = o->levels; i-- > 0;) {
        while (links[i].next != NULL && before(by, links[i].next, prefix, row, false))
            links = links[i].next->link;
        last[i] = &links[i];
    }
    struct lm_order_node *n = last[0]->next;
    assert(n != NULL && n->row == row);
    for (uint32_t i = 0; i < o->levels; i++) {
        if (last[i]->next != n) {
            last[i]->width--;
            continue;
        }
        *last[i] = (struct lm_order_link){n->link[i].next, last[i]->width + n->link[i].width - 1};
    }
    lm_pool_give(by->pool, n, node_bytes(n->levels));
    o->n--;
}

uint32_t
lm_order_place(const struct lm_order *o, const struct lm_order_by *by, uint64_t prefix,
               const struct lm_row *row, bool peers)
{
    const struct lm_order_link *links = o->head;
    uint32_t at = 0;

    for (uint32_t i = o->levels; i-- > 0;) {
        while (links[i].next != NULL && before(by, links[i].next, prefix, row, peers)) {
            at += links[i].width;
            links = links[i].next->link;
        }
    }
    return at;
}

struct lm_order_node *
lm_order_at(const struct lm_order *o, uint32_t place)
{
    const struct lm_order_link *links = o->head;
    struct lm_order_node *n = NULL;
    uint32_t left = place + 1;

    if (place >= o->n)
        return NULL;
    for (uint32_t i = o->levels; i-- > 0 && left > 0;) {
        while (links[i].next != NULL && links[i].width <= left) {
            left -= links[i].width;
            n = links[i].next;
            links = n->link;
        }
    }
    assert(left == 0 && n != NULL);
    return n;
}

void
lm_order_fini(struct lm_order *o, const struct lm_order_by *by)
{
    struct lm_order_node *n = o->head != NULL ? o->head[0].next : NULL;

    while (n != NULL) {
        struct lm_order_node *next = lm_order_next(n);
        lm_pool_give(by->pool, n, node_bytes(n->levels));
        n = next;
    }
    if (o->head != NULL)
        lm_pool_give(by->pool, o->head, o->levels * sizeof *o->head);
    memset(o, 0, sizeof *o);
}
