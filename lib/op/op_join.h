/* op_join.h -- joins with a snapshot, which is read first and whole, and with a lookup on demand. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OP_JOIN_H
#define LM_OP_JOIN_H

#include "op/op.h"

/* Output columns: INNER LEFT RIGHT FULL left then right; SEMI ANTI left; MARK left then one BOOLEAN (there
 * is a partner); SINGLE left then right (the one row of a scalar subquery, NULLs without one; a second one
 * for the same left row is LM_E_DOMAIN). */
enum lm_join_mode {
    LM_JOIN_MODE_INNER, LM_JOIN_MODE_LEFT, LM_JOIN_MODE_RIGHT, LM_JOIN_MODE_FULL, LM_JOIN_MODE_SEMI,
    LM_JOIN_MODE_ANTI, LM_JOIN_MODE_MARK, LM_JOIN_MODE_SINGLE
};

/* Whether an outer join, or SINGLE, gives rows of that side without a partner. */
static inline bool
lm_join_keeps(enum lm_join_mode mode, uint32_t port)
{
    if (mode == LM_JOIN_MODE_SINGLE)
        return port == 0;
    return mode == LM_JOIN_MODE_FULL || mode == (port == 0 ? LM_JOIN_MODE_LEFT : LM_JOIN_MODE_RIGHT);
}

struct lm_join_spec {
    enum lm_join_mode mode;
    struct lm_expr **key;     /* [nkey] over the left columns */
    struct lm_expr **rkey;    /* [nkey] over the right columns; equal by lm_val_order; NULL matches nothing */
    uint32_t nkey;            /* 0: every pair */
    struct lm_expr *residual; /* over left then right columns; decides before a row is unmatched; NULL: none */
    bool null_aware;          /* MARK of IN: the first key is the compared value. A NULL there, or a NULL among
                                 the right values of the same other keys, makes "no partner" NULL (unless the
                                 right side has no such rows) */
    uint32_t nleft, nright;   /* columns of the sides */
    int64_t ttl_us;           /* changes join: rows are forgotten after that time; 0: never */
    bool changes[2];          /* rows of that side may be taken back */
    bool flipped;             /* the left side is the snapshot, the right rows are asked about */
    uint32_t nmore;           /* columns that the operator adds behind them */
};

/* The times of the sides, and how long late rows are waited for. */
struct lm_join_time {
    struct lm_expr *expr[2];   /* NULL: the rows' own event time */
    struct lm_stamp *stamp[2]; /* units of expr */
    bool adrift[2];            /* rows of any time may come until the end, whatever the watermark says */
    struct lm_expr *until[2];  /* interval joins: a second time of a row, see lm_interval_spec; NULL: none */
    struct lm_stamp *until_stamp[2];
    int64_t lateness_us;
};

/* Two ports: 0 left (rows that ask), 1 right (the snapshot); flipped: the other way round. Rows that ask
 * before the snapshot has ended wait; then they get their answer as they come, partners by arrival.
 * Event time, mark and weight are those of the row that asks. Rows of the snapshot that an outer join
 * keeps and nothing asked for come at the end, by arrival. */
struct lm_op *lm_snapshot_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec);

/* The same for INNER and LEFT, but the right rows are those that the lookup, whose key is spec->rkey, finds.
 * One port. The join closes the lookup. */
struct lm_lookup;
struct lm_op *lm_lookup_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec, struct lm_lookup *lookup);

/* The lookup of such a join; NULL: op is none. */
struct lm_lookup *lm_join_lookup(const struct lm_op *op);

/* Whether op is a join with a snapshot, `port` the one of its snapshot, and another snapshot can take its place: not where
 * what was answered may be taken back, or is still to be answered at the end. */
bool lm_snapshot_renews(const struct lm_op *op, uint32_t port);

/* Whether its snapshot has ended and rows are still wanted. */
bool lm_snapshot_ended(const struct lm_op *op);

/* Forgets the snapshot, which has ended: another one comes on its port. Rows that ask meanwhile wait. */
void lm_snapshot_renew(struct lm_op *op);

#endif
