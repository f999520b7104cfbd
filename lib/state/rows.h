/* rows.h -- rows that outlive their batch: packed, by arrival, found again by their values. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ROWS_H
#define LM_ROWS_H

#include "base/buf.h"
#include "data/batch.h"
#include "state/pool.h"

/* One row. Its address stays the same until it is dropped. */
struct lm_row {
    struct lm_row *chain; /* next of the bucket, if there are buckets; the row itself: it is hidden */
    uint64_t seq;
    int64_t ts;
    uint64_t tag; /* the user's */
    int32_t weight;
    uint32_t hash;  /* of the values, if there are buckets */
    uint32_t at;    /* place in lm_rows.at */
    uint32_t bytes; /* of data */
    uint8_t data[]; /* the values, packed */
};

/* Embedded in its user. */
struct lm_rows {
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_row **at; /* [n] in order of arrival; NULL: dropped since */
    uint32_t n;
    uint32_t cap;
    uint32_t live; /* rows that are not dropped */
    uint32_t ncol;
    bool findable;
    uint32_t bucket_bits;
    struct lm_row **bucket; /* [1 << bucket_bits]; NULL: none yet */
    struct lm_buf pack;     /* a row being packed, or its key */
};

/* With `findable` lm_rows_find works; it costs a hash for each row. */
void lm_rows_init(struct lm_rows *s, uint32_t ncol, bool findable);
void lm_rows_fini(struct lm_rows *s);

/* Drops all rows. */
void lm_rows_reset(struct lm_rows *s);

/* Bytes held. */
uint64_t lm_rows_bytes(const struct lm_rows *s);

/* Copies a row to the end, weight 1. Places (at) of other rows may change. */
struct lm_row *lm_rows_add(struct lm_rows *s, const struct lm_val *v, uint64_t seq, int64_t ts);

/* The newest row whose values are all equal by lm_val_order, or NULL. */
struct lm_row *lm_rows_find(struct lm_rows *s, const struct lm_val *v);

void lm_rows_drop(struct lm_rows *s, struct lm_row *row);

/* The row stays, but is not found any more: it is about to be dropped. */
void lm_rows_hide(struct lm_rows *s, struct lm_row *row);

/* Drops `old` and copies v to its place in the order of arrival. */
struct lm_row *lm_rows_replace(struct lm_rows *s, struct lm_row *old, const struct lm_val *v,
                               uint64_t seq, int64_t ts);

/* Brings a row near that will be looked at soon. */
static inline void
lm_row_fetch(const struct lm_row *row)
{
    __builtin_prefetch(row);
    __builtin_prefetch((const char *)row + 64);
    __builtin_prefetch((const char *)row + 128);
}

/* The first n values; texts are borrowed from the row. */
void lm_row_get(const struct lm_row *row, uint32_t n, struct lm_val *v);

/* The values of row r of a batch. */
void lm_row_of_batch(const struct lm_batch *b, uint32_t r, struct lm_val *v);

/* Whether the two rows print the same: equal values in equal spelling. */
bool lm_row_same(const struct lm_val *a, const struct lm_val *b, uint32_t n);

#endif
