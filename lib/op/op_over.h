/* op_over.h -- rankings, window functions and the watermark sort: what each operator needs. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OP_OVER_H
#define LM_OP_OVER_H

#include "expr/over.h"
#include "op/ops.h"

/* The watermark sort: rows leave in order of their event time, then of the keys, then of arrival, as
 * W - lateness passes them. Late rows and those without event time are dropped and counted. */
struct lm_tsort_spec {
    const struct lm_sort_key *key;
    uint32_t nkey;
    int64_t lateness_us;
    int32_t arrival;    /* as of lm_over_spec */
    bool tells_arrival; /* a last column has each row's number of arrival */
};

struct lm_op *lm_tsort_new(struct lm_op_ctx *ctx, const struct lm_tsort_spec *spec);

/* When rankings and window functions over whole partitions speak. */
enum lm_over_speak {
    LM_OVER_FINAL,  /* at the end of input, rows by arrival */
    LM_OVER_CLOSE,  /* partitions end when W passes the event time of their rows: windowed input */
    LM_OVER_CHANGES /* after each input row */
};

struct lm_over_spec {
    struct lm_expr **part; /* PARTITION BY */
    uint32_t npart;
    const struct lm_sort_key *key; /* ORDER BY */
    uint32_t nkey;
    struct lm_over_fn *fn; /* [nfn]; their answers stand behind the input's columns */
    uint32_t nfn;
    enum lm_over_speak speak;
    bool in_order; /* FINAL: rows leave in order of their keys, not by arrival */
    bool changing; /* the input has retractions */
    int32_t arrival;    /* column of the input with the numbers by which rows arrived; -1: as they come */
    bool tells_arrival; /* a last column has each row's number of arrival */
    /* A ranking that is cut off: fn[0] ranks and is the only one. */
    uint64_t lo, hi; /* ranks that are wanted, from 1; hi UINT64_MAX: all */
    bool told;       /* the rank is among what is shown; else its column is NULL */
};

/* Window functions over rows that come in their order (by arrival, or behind a watermark sort): each
 * row leaves, in the order it came in, as soon as its answers are known. Append-only. */
struct lm_op *lm_over_stream_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec);

/* The same over whole partitions, in any order. */
struct lm_op *lm_over_all_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec);

/* The rows whose rank is lo .. hi. */
struct lm_op *lm_topn_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec);

/* DISTINCT .. WITHIN d: a row passes, as its keys, when the newest equal one that passed is longer ago
 * than that. By event time; late rows are dropped. */
struct lm_op *lm_recent_new(struct lm_op_ctx *ctx, struct lm_expr **key, uint32_t n, int64_t within_us,
                            int64_t lateness_us);

#endif
