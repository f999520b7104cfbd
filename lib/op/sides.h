/* sides.h -- what joins that keep rows of both sides share: keys, times, candidates, output. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SIDES_H
#define LM_SIDES_H

#include "op/keep.h"
#include "op/keys.h"
#include "op/op_time_join.h"
#include "op/out.h"
#include "state/times.h"

/* Embedded behind the op of a join. Port 0 is the left side, 1 the right one. */
struct lm_sides {
    struct lm_op *op;
    struct lm_join_spec spec;
    struct lm_join_time time; /* unused by joins without time */
    struct lm_times side[2];   /* the rows that are kept */
    struct lm_eval eval;
    struct lm_keys by;         /* keys of the batch at hand */
    const int64_t *ts;         /* [row] times of the batch at hand */
    const int64_t *until;      /* [row] its second times; NULL: the side has none */
    uint16_t *rows;            /* [LM_BATCH_ROWS] its selection */
    struct lm_val *row;        /* [nleft + nright] the pair being made */
    struct lm_buf found;       /* of struct lm_timed *: candidates */
    uint32_t nfound;
    uint16_t *pass;            /* [LM_BATCH_ROWS] */
    struct lm_arena arena;     /* of candidate batches */
    struct lm_out out;
    int64_t wm[2];             /* watermarks of the sides: ahead of the ports' within a batch */
    uint64_t narrived;         /* rows so far */
    uint64_t told_bytes[2];
};

/* Rows of a side that may be taken back can be found by their values. */
void lm_sides_init(struct lm_sides *s, struct lm_op *op, const struct lm_join_spec *spec,
                   const struct lm_join_time *time, uint32_t flags);
void lm_sides_fini(struct lm_sides *s);

/* Evaluates the keys, and with `timed` the times, of a batch; failing rows are refused. True: stop
 * behind them (--on-error=fail). */
bool lm_sides_begin(struct lm_sides *s, uint32_t port, struct lm_batch *b, bool timed);

/* The key of row r; false when a part of it is NULL. Valid until the next batch. */
bool lm_sides_key(const struct lm_sides *s, uint32_t r, struct lm_key *key);

/* Whether row r takes part: it has a time and is not late. What does not is counted. */
bool lm_sides_in_time(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r);

/* The end of the window of row r, whose keys have been evaluated. LM_NO_TIME: it takes no part, as its
 * window has closed or it has none, and is counted. */
int64_t lm_sides_window(struct lm_sides *s, const struct lm_join_windows *w, uint32_t port, const struct lm_batch *b,
                        uint32_t r);

/* The watermarks as the ports have them, and as row r of the batch on `port` says. */
void lm_sides_marks(struct lm_sides *s);
void lm_sides_row_mark(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r);

/* Candidates: none, one more, and those that the residual condition lets stay beside the values of
 * `port` in s->row. */
void lm_sides_clear(struct lm_sides *s);
void lm_sides_found(struct lm_sides *s, struct lm_timed *row);
void lm_sides_judge(struct lm_sides *s, uint32_t port);

/* All at once: the rows of the other side with that key (NULL: none) which the condition lets stay. */
void lm_sides_partners(struct lm_sides *s, uint32_t port, const struct lm_key *key);

/* Refuses the pairs for which a condition failed. True: the stream fails. */
bool lm_pair_refuse(struct lm_op *op, struct lm_eval *x, struct lm_sel sel);

static inline struct lm_timed *
lm_sides_at(const struct lm_sides *s, uint32_t i)
{
    return ((struct lm_timed **)(void *)s->found.p)[i];
}

/* Where the values of one side stand in s->row. */
static inline struct lm_val *
lm_sides_half(const struct lm_sides *s, uint32_t port)
{
    return port == 0 ? s->row : s->row + s->spec.nleft;
}

/* Sets them: of a batch row, of a kept row, or NULLs. */
void lm_sides_of_batch(struct lm_sides *s, uint32_t port, const struct lm_batch *b, uint32_t r);
void lm_sides_of_row(struct lm_sides *s, uint32_t port, const struct lm_timed *row);
void lm_sides_of_none(struct lm_sides *s, uint32_t port);

/* Tells the context what both sides hold. */
void lm_sides_count(struct lm_sides *s);

/* A bound in us, held so far inside the range of times that it can be added to one. `unit` is that of its
 * plain number; NULL: it has none. */
int64_t lm_join_distance(struct lm_join_bound b, const struct lm_stamp *unit);

/* mark - d, held inside the range of marks; the end stays the end, the begin the begin. */
int64_t lm_mark_less(int64_t mark, int64_t d);

#endif
