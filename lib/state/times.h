/* times.h -- rows by key and time: what time joins keep of one side. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The rows of one key stand in an array (a series) by time, then by arrival, so a range of time is two
 * binary searches and a row that comes in order is put at the end. A row may have a time at which it
 * is due; those rows stand in turns by that time, then by arrival (turns.h). Where the oldest row is asked
 * for, all have a second turn by their own time.
 */
#ifndef LM_TIMES_H
#define LM_TIMES_H

#include "state/rows.h"
#include "state/table.h"
#include "state/turns.h"

struct lm_series;

/* One row. Its address stays the same until it is dropped. */
struct lm_timed {
    struct lm_row *row;       /* its values and the number of its input row */
    struct lm_series *series; /* of its key; NULL: it has none */
    int64_t ts;
    int64_t due;      /* if it is due at all */
    uint64_t arrival; /* as given to lm_times_add */
    int64_t count;    /* the user's: partners found; 0 at first */
    int64_t last;     /* the user's: the greatest time of a partner */
    uint32_t due_place, age_place; /* in lm_times.due and .age */
    uint32_t user;    /* the user's; 0 at first */
};

/* The rows of one key: at[from..to) by time, then arrival. Gone when it is empty. */
struct lm_series {
    struct lm_group group; /* must stay first */
    struct lm_timed **at;
    uint32_t from, to, cap;
};

/* Embedded in its user. */
struct lm_times {
    struct lm_rows rows;
    struct lm_pool pool; /* nodes, series and turns, in the rows' home */
    struct lm_table table;
    struct lm_turns due; /* rows by when they are due */
    struct lm_turns age; /* rows by their times, if `aged` */
    bool aged;
};

/* findable: lm_times_find_row works. aged may be set before the first row: lm_times_oldest works. */
void lm_times_init(struct lm_times *t, uint32_t ncol, bool findable);
void lm_times_fini(struct lm_times *t);

/* The rows of a key, or NULL. */
struct lm_series *lm_times_find(const struct lm_times *t, const struct lm_key *key);

/* Copies a row under a key (NULL: under none). Rows of one key and time stand by arrival: `arrival`
 * must not be less than that of any row there. */
struct lm_timed *lm_times_add(struct lm_times *t, const struct lm_key *key, const struct lm_val *v,
                              const struct lm_timed *like, uint64_t seq);

/* The row is due at that time, which may change. */
void lm_times_due(struct lm_times *t, struct lm_timed *row, int64_t due);

/* The row that is due first, or NULL. */
struct lm_timed *lm_times_first(const struct lm_times *t);

/* The least time of a row, or LM_MARK_END. */
int64_t lm_times_oldest(const struct lm_times *t);

/* The newest row with these values, or NULL. */
struct lm_timed *lm_times_find_row(struct lm_times *t, const struct lm_val *v);

void lm_times_drop(struct lm_times *t, struct lm_timed *row);

/* The place of the first row of s with a time of at least ts; s->to: none. */
uint32_t lm_series_place(const struct lm_series *s, int64_t ts);

#endif
