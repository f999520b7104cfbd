/* order.h -- rows in an order that can be asked for by place: rankings. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A skip list whose links know how many rows they pass over, so a place is found, and found out, in
 * O(log n). Rows are compared by a 64-bit prefix, then by the user's order of their keys, then by
 * lm_row.tag (arrival), then by where they are kept, so no two are equal. A list of one row costs one
 * node: most partitions of a de-duplication are that small.
 */
#ifndef LM_ORDER_H
#define LM_ORDER_H

#include "state/rows.h"

struct lm_order_node;

struct lm_order_link {
    struct lm_order_node *next; /* NULL: the end */
    uint32_t width;             /* places to next, or to behind the last row */
};

struct lm_order_node {
    uint64_t prefix;
    struct lm_row *row;
    struct lm_row *told; /* the user's; NULL at first */
    uint32_t levels;
    struct lm_order_link link[];
};

/* How two rows with equal prefixes compare by their keys alone. */
typedef int lm_order_f(void *with, const struct lm_row *a, const struct lm_row *b);

struct lm_order_by {
    lm_order_f *order;
    void *with;
    struct lm_pool *pool; /* of nodes */
    uint64_t seed;        /* of the heights of nodes */
};

struct lm_order {
    struct lm_order_link *head; /* [levels], NULL: empty */
    uint32_t levels;
    uint32_t n;
};

/* A zeroed list is an empty one. Gives all nodes back. */
void lm_order_fini(struct lm_order *o, const struct lm_order_by *by);

/* Puts a row in; its node. */
struct lm_order_node *lm_order_add(struct lm_order *o, struct lm_order_by *by, uint64_t prefix,
                                   struct lm_row *row);

/* Takes the node of a row out that is in. */
void lm_order_remove(struct lm_order *o, const struct lm_order_by *by, uint64_t prefix,
                     const struct lm_row *row);

/* How many rows stand before this one, which need not be in. With `peers`: only those with smaller
 * keys, whatever arrived first. */
uint32_t lm_order_place(const struct lm_order *o, const struct lm_order_by *by, uint64_t prefix,
                        const struct lm_row *row, bool peers);

/* The node at a place, or NULL. */
struct lm_order_node *lm_order_at(const struct lm_order *o, uint32_t place);

static inline struct lm_order_node *
lm_order_next(const struct lm_order_node *n)
{
    return n->link[0].next;
}

#endif
