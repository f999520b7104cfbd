/* over_calc.h -- the answers of window functions over the rows of one partition. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row is kept as its sort keys, then the arguments of all functions (for an aggregate: whether its
 * FILTER lets the row through, then its arguments), then the columns. A partition is a window on an
 * endless list of rows: row i is at[i - base]. Rows are answered in their order, so frames only move
 * forward: an aggregate adds the rows that enter its frame and takes back those that leave it. Rows
 * that no frame can reach any more are forgotten.
 */
#ifndef LM_OVER_CALC_H
#define LM_OVER_CALC_H

#include "op/op_over.h"
#include "op/ranks.h"

/* What a function knows of a partition. */
struct lm_over_at {
    uint64_t from, to;  /* frame of the newest row; aggregate: the rows that are in its state */
    uint64_t first_at, last_at; /* RANGE: where searches for the bounds stand */
    struct lm_row *pin; /* FIRST_VALUE, NTH_VALUE from the first row on: that row, when it is known */
    void *state;        /* aggregate */
};

/* A partition. */
struct lm_over_part {
    struct lm_part part; /* must stay first */
    struct lm_row **at;  /* [n - base], room for cap */
    uint64_t base, n;    /* rows base .. n-1 are kept */
    uint32_t cap;
    bool ended;          /* no row comes behind those that are there */
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

/* Puts a row at the end. */
void lm_over_part_add(struct lm_over_calc *c, struct lm_over_part *p, struct lm_row *row);

/* Whether the answers for row p->done are known. Then lm_over_next puts them into c->answer, texts
 * borrowed from the rows or of c->arena, and goes on to the next row. */
bool lm_over_ready(struct lm_over_calc *c, struct lm_over_part *p);
void lm_over_next(struct lm_over_calc *c, struct lm_over_part *p);

/* Forgets the answers. */
void lm_over_forget(struct lm_over_calc *c);

/* Forgets the rows that are not needed any more: drops them from c->rows. */
void lm_over_trim(struct lm_over_calc *c, struct lm_over_part *p);

#endif
