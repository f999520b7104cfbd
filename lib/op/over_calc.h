/* over_calc.h -- the answers of window functions over the rows of one partition. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row is kept as its sort keys, then the arguments of all functions (for an aggregate: whether its
 * FILTER lets the row through, then its arguments), then the columns. A partition is a window on a
 * list of rows: row i is at[i - base], or where rows are put in order, in that order. Rows are answered
 * in their order, so frames move forward: an aggregate adds the rows that enter its frame and takes back
 * those that leave it. Rows that no frame can reach any more are forgotten.
 *
 * Where changes are told, a partition lasts: a row that comes or goes at some place may change the
 * answers of those rows alone whose functions look there (over_change.c), and the answers begin again
 * with the first of them.
 */
#ifndef LM_OVER_CALC_H
#define LM_OVER_CALC_H

#include "op/op_over.h"
#include "op/ranks.h"

/* What a function knows of a partition. */
struct lm_over_at {
    uint64_t from, to;  /* frame of the newest row; aggregate: the rows that are in its state */
    bool stale;         /* aggregate: the state is that of other rows: it is made anew */
    uint64_t first_at, last_at; /* RANGE: where searches for the bounds stand */
    struct lm_row *pin; /* FIRST_VALUE, NTH_VALUE from the first row on: that row, when it is known */
    void *state;        /* aggregate */
};

/* Rows from .. to-1. */
struct lm_over_span {
    uint64_t from, to;
};

enum { LM_OVER_SPANS = 4 };

/* A partition. */
struct lm_over_part {
    struct lm_part part; /* must stay first */
    struct lm_row **at;  /* rows base .. base + held - 1, room for cap */
    uint64_t base;
    uint64_t n;          /* rows there have been */
    uint32_t held, cap;
    bool begun;          /* by lm_over_part_init */
    bool ended;          /* no row comes behind those that are there */
    uint32_t nspan;
    struct lm_over_span span[LM_OVER_SPANS]; /* [nspan] rows whose answers may be others: by place, apart */
    uint64_t done;       /* rows answered */
    uint64_t peer_from, peer_to; /* peers of the row at hand; peer_to 0: not looked for */
    uint64_t dense;      /* DENSE_RANK of the row at hand */
    struct lm_over_at fn[]; /* [nfn] */
};

/* What is the same for all partitions. Embedded in the operator. */
struct lm_over_calc {
    struct lm_op *op;
    const struct lm_sort_key *key;
    uint32_t nkey;
    struct lm_over_fn *fn;
    uint32_t nfn;
    uint32_t *arg_at;   /* [nfn] place of its first argument among the values of a row */
    uint32_t nvalue;    /* keys and arguments */
    struct lm_rows *rows;
    struct lm_pool *pool; /* lists and states of partitions */
    struct lm_eval x;
    struct lm_batch scratch;
    struct lm_arena arena;   /* answers, until lm_over_forget */
    bool trims;              /* rows are dropped when no frame can reach them: tags count their holders */
    struct lm_val *a, *b;    /* [nvalue] */
    struct lm_val *answer;   /* [nfn] */
    int64_t w;               /* peers before this time are all there; LM_MARK_MIN: by other rows alone */
    uint16_t *pass;          /* [LM_BATCH_ROWS] */
};

/* Number of argument columns of all functions. */
uint32_t lm_over_args(const struct lm_over_fn *fn, uint32_t nfn);

void lm_over_calc_init(struct lm_over_calc *c, struct lm_op *op, const struct lm_over_spec *spec);
void lm_over_calc_fini(struct lm_over_calc *c);

/* Bytes of a partition. */
uint32_t lm_over_part_bytes(const struct lm_over_spec *spec);

/* Evaluates all arguments over b->sel with x, into col[0..lm_over_args). */
void lm_over_eval(struct lm_over_calc *c, struct lm_eval *x, struct lm_batch *b, const struct lm_col **col);

/* A partition begins, empty; it gives back what it holds but its rows. */
void lm_over_part_init(struct lm_over_calc *c, struct lm_over_part *p);
void lm_over_part_fini(struct lm_over_calc *c, struct lm_over_part *p);

static inline struct lm_row *
lm_over_row(const struct lm_over_part *p, uint64_t i)
{
    uint64_t k = i - p->base;

    return k < p->held ? p->at[k] : lm_order_at(&p->part.list, (uint32_t)i)->row;
}

/* Puts a row at the end of those that are held. */
void lm_over_part_add(struct lm_over_calc *c, struct lm_over_part *p, struct lm_row *row);

/* Whether the answers for row p->done are known. Then lm_over_next puts them into c->answer, texts
 * borrowed from the rows or of c->arena, and goes on to the next row. */
bool lm_over_ready(struct lm_over_calc *c, struct lm_over_part *p);
void lm_over_next(struct lm_over_calc *c, struct lm_over_part *p);

/* Row `row` came to place `at` of the partition's order, or left it (gone). Keeps which answers that may
 * change, and what the aggregates hold right. */
void lm_over_change(struct lm_over_calc *c, struct lm_over_part *p, struct lm_row *row, uint64_t at,
                    bool gone);

/* lm_over_next will answer the rows of this span. `peers` is the place of the first peer of the row before
 * it, `told` the answers of that one; 0 and NULL: it is the first row. Ends with lm_over_span_end. */
void lm_over_span_begin(struct lm_over_calc *c, struct lm_over_part *p, struct lm_over_span span,
                        uint64_t peers, const struct lm_row *told);
void lm_over_span_end(struct lm_over_calc *c, struct lm_over_part *p);

/* Forgets the answers. */
void lm_over_forget(struct lm_over_calc *c);

/* Forgets the rows that are not needed any more: drops them from c->rows. */
void lm_over_trim(struct lm_over_calc *c, struct lm_over_part *p);

#endif
