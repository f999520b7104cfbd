/* ranks.h -- rows by partition, each partition in order: what rankings keep. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_RANKS_H
#define LM_RANKS_H

#include "op/group_core.h"
#include "op/keep.h"
#include "state/order.h"

/* Begins the memory of a partition; the user's own fields follow it. */
struct lm_part {
    struct lm_group group; /* must stay first */
    struct lm_order list;
    int64_t ts; /* greatest event time of its rows */
    bool touched;
};

/* Embedded in its user. A row is kept as its sort keys, then the extra values, then the columns. Its
 * tag is its number of arrival: it is told with the row, or else counted here, and a row that replaces
 * another one takes over that of the old. */
struct lm_ranks {
    struct lm_op *op;
    struct lm_gcore core; /* keys of partitions */
    struct lm_pool groups;
    struct lm_table table; /* of struct lm_part */
    const struct lm_sort_key *key;
    uint32_t nkey, nextra, ncol;
    bool changing;
    int32_t arrival;    /* column of the batches with the numbers of arrival; -1: they are counted here */
    bool tells_arrival; /* rows are handed on with their number, in a last column */
    struct lm_eval x;
    uint16_t *good;
    const struct lm_col **col; /* [nkey + nextra] of the batch at hand; the user fills the extra ones */
    struct lm_rows rows;
    struct lm_pool pool; /* of the rows' home: nodes */
    struct lm_order_by by;
    struct lm_val *value;         /* [nkey + nextra + ncol] of the row at hand; NULL: no batch yet */
    struct lm_val *a, *b;         /* [nkey] being compared */
    uint64_t prefix;              /* of the row at hand */
    uint64_t arrived;
    uint64_t counted;
};

struct lm_over_spec;

/* part_bytes: of the user's partitions, which begin with a struct lm_part and are zero at first. */
void lm_ranks_init(struct lm_ranks *p, struct lm_op *op, const struct lm_over_spec *spec, uint32_t nextra,
                   uint32_t part_bytes);
void lm_ranks_fini(struct lm_ranks *p);

/* Begins a batch: the sort keys over b->sel are evaluated with p->x; the user evaluates its extras with
 * it too, then calls lm_ranks_keys, which refuses what failed and answers the rest. */
void lm_ranks_begin(struct lm_ranks *p, struct lm_batch *b);
struct lm_sel lm_ranks_keys(struct lm_ranks *p, struct lm_batch *b, bool *stop);
void lm_ranks_end(struct lm_ranks *p);

/* The partition of row r; made if need be. */
struct lm_part *lm_ranks_of(struct lm_ranks *p, uint32_t r);

/* Fills value and prefix with row r of b. */
void lm_ranks_fill(struct lm_ranks *p, const struct lm_batch *b, uint32_t r);

/* The number of arrival of row r, which is new. `like`: that of the row it replaces, or NULL. */
uint64_t lm_ranks_tag(struct lm_ranks *p, const struct lm_batch *b, uint32_t r, const uint64_t *like);

/* Keeps the row at hand, r of b; puts it in the order of its partition. */
struct lm_row *lm_ranks_keep(struct lm_ranks *p, const struct lm_batch *b, uint32_t r, uint64_t tag);
struct lm_order_node *lm_ranks_put(struct lm_ranks *p, struct lm_part *part, struct lm_row *row);

/* Takes a row out of the order of its partition; it stays in `rows` until lm_rows_drop. */
void lm_ranks_take(struct lm_ranks *p, struct lm_part *part, const struct lm_row *row);

/* How many rows of a partition stand before one that is kept (with peers: have smaller keys). */
uint32_t lm_ranks_place(struct lm_ranks *p, const struct lm_part *part, const struct lm_row *row, bool peers);

/* Forgets a partition and its rows. */
void lm_ranks_drop(struct lm_ranks *p, struct lm_part *part);

/* A row of a final answer. */
struct lm_ranked {
    struct lm_row *row;
    int64_t ts;    /* of its partition, where partitions end one after the other; else 0 */
    uint64_t rank; /* the user's */
};

/* Sorts at[0..n) by ts, then by arrival, with room for as many behind it; answers where they are. What
 * else it needs is taken from the pool, and given back. */
struct lm_ranked *lm_ranked_sort(struct lm_pool *pool, struct lm_ranked *at, uint64_t n);

/* Order of the keys of two rows. */
int lm_ranks_order(void *parts, const struct lm_row *a, const struct lm_row *b);

#endif
