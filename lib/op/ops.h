/* ops.h -- the operators: what each needs to be made. All live in ctx->arena. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OPS_H
#define LM_OPS_H

#include "expr/agg.h"
#include "op/op.h"
#include "time/window.h"

/* WHERE, HAVING: the rows whose predicate is TRUE. Failing rows are refused. */
struct lm_op *lm_filter_new(struct lm_op_ctx *ctx, struct lm_expr *predicate);

/* SELECT list: `n` new columns. Failing rows are refused. */
struct lm_op *lm_project_new(struct lm_op_ctx *ctx, struct lm_expr **list, uint32_t n);

/* LIMIT and OFFSET: counts rows as they come (changes count too), then says DONE. UINT64_MAX: no limit. */
struct lm_op *lm_limit_new(struct lm_op_ctx *ctx, uint64_t limit, uint64_t offset);

/* ORDER BY over finite input: all rows at LM_MARK_END in order, ties by arrival; keeps only the first
 * offset+limit rows when there is a limit and the input is append-only. Honours weights: a retraction
 * takes the row away. The last `n` columns... keys are expressions over the input. */
struct lm_sort_key {
    struct lm_expr *expr;
    uint8_t flags; /* enum lm_sort_flag */
};
struct lm_op *lm_sort_new(struct lm_op_ctx *ctx, const struct lm_sort_key *keys, uint32_t n, uint64_t limit,
                          uint64_t offset);

/* The input of this sort has no retractions, so rows behind the first offset+limit need not be kept. */
void lm_sort_append_only(struct lm_op *sort);

/* The final rows of a changing stream, by arrival, at LM_MARK_END. */
struct lm_op *lm_final_new(struct lm_op_ctx *ctx);

/* UNION ALL: nport inputs, rows pass as they come. Columns have been made equal by projections. */
struct lm_op *lm_union_new(struct lm_op_ctx *ctx, uint32_t nport);

/* How an aggregate speaks. */
enum lm_speak {
    LM_SPEAK_FINAL,  /* rows at the end of input */
    LM_SPEAK_CLOSE,  /* rows when the window closes: W >= end + lateness */
    LM_SPEAK_MARK,   /* rows when W >= end, corrected within the lateness */
    LM_SPEAK_CHANGES /* changes after each row: -1 old, +1 new, as pairs */
};

/* GROUP BY without window; DISTINCT is one without aggregates. Output columns: the keys (first spelling),
 * then the aggregates. nkey 0: one group, which is there even without rows (and speaks at the end; under
 * CHANGES with its first row). A row whose visible values stay the same says nothing. A group whose
 * rows have all been retracted is retracted. */
struct lm_group_spec {
    struct lm_expr **key;
    uint32_t nkey;
    struct lm_agg *agg; /* [nagg] */
    uint32_t nagg;
    enum lm_speak speak; /* FINAL or CHANGES */
    bool changing;       /* the input has retractions */
    bool at_once;        /* DISTINCT (nagg 0) of append-only rows: the first of each passes as it comes */
};
struct lm_op *lm_group_new(struct lm_op_ctx *ctx, const struct lm_group_spec *spec);

/* GROUP BY with a window. Output columns: the keys, the aggregates, window_start, window_end. The
 * output's event time is window_end - 1 us; the mark passed on is W - lateness. */
struct lm_wgroup_spec {
    struct lm_group_spec group; /* speak: CLOSE, MARK or CHANGES */
    struct lm_window window;
    struct lm_expr *time;       /* NULL: the batch's ts is the window's time */
    struct lm_stamp *stamp;     /* unit of the bounds, shared with the source */
    int64_t lateness_us;
    bool final;                 /* EMIT FINAL: late rows are dropped even with a side output */
    struct lm_op *late;         /* head of the late-data branch (its input is the row's columns and
                                   _window_end behind them); NULL: late rows are refused as LM_E_LATE */
};
struct lm_op *lm_wgroup_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec); /* tumble hop cumulate */
struct lm_op *lm_session_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec);

/* A window used as a table function: each row once for each window that contains it, with
 * window_start, window_end behind its columns. hold: EMIT ON WINDOW CLOSE, rows wait for the close and
 * late ones are dropped. Not for SESSION. */
struct lm_op *lm_assign_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec, bool hold);

/* EXCEPT ALL, INTERSECT ALL: each row `times` times (a BIGINT; not above 0: not at all). The two rows of a
 * change differ in nothing but that number: the difference goes out. changes: the input has retractions. */
struct lm_op *lm_repeat_new(struct lm_op_ctx *ctx, struct lm_expr *times, bool changes);

/* A row is there from the latest of `from` until the earliest of `until`, by the wall clock or by the
 * watermark; NULL among them: never. Its output changes. */
struct lm_temporal_spec {
    struct lm_expr **from, **until; /* TIMESTAMP */
    uint32_t nfrom, nuntil;
    bool by_mark;  /* the clock is the watermark */
    bool changing; /* the input has retractions */
};
struct lm_op *lm_temporal_new(struct lm_op_ctx *ctx, const struct lm_temporal_spec *spec);

/* What one input row changes, all its ways together: only the columns index[0..ncol) of the input go on, under
 * these places. Between lm_net_hold and lm_net_release rows and marks wait and are netted; else they pass. */
struct lm_op *lm_net_new(struct lm_op_ctx *ctx, const uint32_t *index, uint32_t ncol);
void lm_net_hold(struct lm_op *net);
enum lm_flow lm_net_release(struct lm_op *net);

/* EMIT ON UPDATE: of each change the new row only; what stays visibly the same says nothing. */
struct lm_op *lm_update_new(struct lm_op_ctx *ctx);

/* EMIT EVERY: collects changes and gives them at most every `every_us` of wall clock (first after that
 * time) and at the end: as final rows (changes false) or as a consolidated changelog. */
struct lm_op *lm_every_new(struct lm_op_ctx *ctx, int64_t every_us, bool changes);

/* Sends each batch to several branches: the outputs of one stream read by many. */
struct lm_op *lm_tee_new(struct lm_op_ctx *ctx, uint32_t nbranch);
void lm_tee_connect(struct lm_op *tee, uint32_t branch, struct lm_op *next, uint32_t port);

#endif
