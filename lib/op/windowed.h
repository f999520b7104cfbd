/* windowed.h -- GROUP BY with windows: the frame of its operators. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Fixed windows, sessions, and sessions over rows that are taken back differ in what they keep and in
 * when it speaks. Here stands what they have in common: the batch (keys and times are evaluated, the
 * operator takes the rows, what it told leaves), watermarks, late rows, the clock.
 */
#ifndef LM_WINDOWED_H
#define LM_WINDOWED_H

#include "op/group_core.h"
#include "op/late.h"

struct lm_windowed;

/* Takes the rows of sel: core has their keys and times. */
typedef enum lm_flow lm_windowed_rows_f(struct lm_windowed *w, const struct lm_batch *b,
                                        struct lm_sel sel);
/* The watermark has reached `mark`: tells and closes what is due, between lm_windowed_rise and
 * lm_windowed_told. */
typedef enum lm_flow lm_windowed_advance_f(struct lm_windowed *w, int64_t mark);

/* What differs. */
struct lm_windowed_type {
    struct lm_op_type op; /* lm_windowed_batch and its kin, and the operator's own close */
    lm_windowed_rows_f *rows;
    lm_windowed_advance_f *advance;
};

/* Embedded at the begin of each of them. */
struct lm_windowed {
    struct lm_op op;
    struct lm_gcore core;
    struct lm_out out;
    struct lm_late late;
    struct lm_expr *time; /* NULL: that of the batch */
    struct lm_stamp *stamp;
    int64_t lateness;
    enum lm_speak speak;
    int64_t wm;        /* the operator's watermark: it runs ahead of op.mark within a batch */
    int64_t told;      /* mark told downstream last */
    uint64_t advances; /* times that something was due: rows then told have this as their cause */
    int64_t *ages;     /* [LM_BATCH_ROWS] LM_MARK_MIN: marks of a stream that has none */
};

/* Makes the head of an operator. With `remembers` groups keep what was shown of them, even where
 * windows speak only when they close. */
void lm_windowed_init(struct lm_windowed *w, const struct lm_windowed_type *type,
                      struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec, bool remembers);

/* Gives back what the head holds. */
void lm_windowed_fini(struct lm_windowed *w);

lm_op_batch_f lm_windowed_batch;
lm_op_mark_f lm_windowed_mark;
lm_op_tick_f lm_windowed_tick;

/* Whether changes are told; else windows speak once, when they close. */
static inline bool
lm_windowed_tells(const struct lm_windowed *w)
{
    return w->speak != LM_SPEAK_CLOSE;
}

/* The cause of the rows that an advance tells: not that of any input row. */
static inline uint64_t
lm_windowed_cause(const struct lm_windowed *w)
{
    return w->advances | UINT64_C(1) << 63;
}

/* An advance to `mark` begins, and is over. */
void lm_windowed_rise(struct lm_windowed *w, int64_t mark);
enum lm_flow lm_windowed_told(struct lm_windowed *w);

/* Writes the window [start, end): the keys behind `base`, then `values`. The head has its weight, pair
 * and cause, and gets its time. */
static inline void
lm_windowed_put(struct lm_windowed *w, int64_t start, int64_t end, const void *base,
                const struct lm_val *values, struct lm_out_row *head)
{
    struct lm_val bounds[2] = {lm_stamp_bound(w->stamp, start), lm_stamp_bound(w->stamp, end)};

    head->ts = end - 1;
    head->mark = w->told;
    lm_gcore_put(&w->core, &w->out, head, base, values, bounds);
}

/* a + b, held within what a mark can be. */
static inline int64_t
lm_mark_add(int64_t a, int64_t b)
{
    int64_t sum;

    if (__builtin_add_overflow(a, b, &sum))
        return b > 0 ? LM_MARK_END : LM_MARK_MIN;
    return sum < LM_MARK_MIN ? LM_MARK_MIN : sum;
}

/* The mark to be passed on at watermark w. */
static inline int64_t
lm_mark_behind(int64_t w, int64_t lateness)
{
    return w == LM_MARK_END || w == LM_MARK_MIN ? w : lm_mark_add(w, -lateness);
}

#endif
