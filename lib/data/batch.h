/* batch.h -- rows in columns, as they are pushed from operator to operator. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BATCH_H
#define LM_BATCH_H

#include "base/limits.h"
#include "data/col.h"

#define LM_NO_TIME INT64_MIN          /* a row without event time */
#define LM_MARK_MIN (INT64_MIN + 1)   /* the watermark before the first row: minus infinity */
#define LM_MARK_END INT64_MAX         /* the watermark of an input that has ended: plus infinity */

/* Rows that take part: rows[0..n), ascending; or 0..n-1 where rows is NULL. */
struct lm_sel {
    const uint16_t *rows;
    uint32_t n;
};

/* What a change row is to its neighbour (lm_batch.pair). */
enum lm_pair {
    LM_PAIR_NONE = 0,
    LM_PAIR_OLD = 1, /* weight -1; the first NEW behind it replaces it; only OLD rows stand between (a
                        row that merges sessions replaces several), of which a filter may take some away */
    LM_PAIR_NEW = 2  /* weight +1; the row before it is what it replaces */
};

/* Where rows came from, for messages and dead letters. */
struct lm_origin {
    const char *source;        /* name of the source: "stdin" */
    const char *file;          /* path as given; NULL: none */
    const struct lm_str *raw;  /* [row] the record as read; NULL: none */
    const uint64_t *line;      /* [row] from 1 */
    const uint64_t *offset;    /* [row] bytes from the begin of the file; UINT64_MAX: unknown */
};

/* Borrowed: an operator copies what it keeps beyond the call. Row numbers stay the same through
 * stateless operators (they change `sel` and `cols`), so `origin`, `ts` and `mark` stay right. */
struct lm_batch {
    struct lm_arena *arena;  /* columns and strings may be made here; reset after the source's push */
    uint32_t nrow;           /* rows, at most LM_BATCH_ROWS */
    uint32_t ncol;
    struct lm_sel sel;       /* which of them are meant */
    struct lm_col *cols;     /* [ncol] */
    const int32_t *weight;   /* [row] +1 or -1, other integers too; NULL: all +1 */
    const uint8_t *pair;     /* [row] enum lm_pair; NULL: none */
    const int64_t *ts;       /* [row] event time in us, or LM_NO_TIME; NULL pointer: the stream has none */
    const int64_t *mark;     /* [row] W_before(row) of the row's own source; NULL pointer: as ts */
    const int64_t *low;      /* [row] watermark of all inputs together before the row: what closes windows,
                                where mark judges lateness. NULL pointer: as mark */
    const uint64_t *seq;     /* [row] number of the input row that caused it; NULL pointer: seq0 + row */
    uint64_t seq0;
    const struct lm_origin *origin; /* NULL: rows that were made, not read */
};

/* Whether row `next`, the selected one behind `old`, replaces it. */
static inline bool
lm_batch_replaces(const struct lm_batch *b, uint32_t old, uint32_t next)
{
    if (b->pair == NULL || b->pair[old] != LM_PAIR_OLD || b->pair[next] != LM_PAIR_NEW)
        return false;
    for (uint32_t r = old + 1; r < next; r++)
        if (b->pair[r] != LM_PAIR_OLD)
            return false;
    return true;
}

/* Row number of the k-th selected row. */
static inline uint32_t
lm_sel_row(struct lm_sel s, uint32_t k)
{
    return s.rows != NULL ? s.rows[k] : k;
}

static inline struct lm_sel
lm_sel_all(uint32_t n)
{
    return (struct lm_sel){ NULL, n };
}

#endif
