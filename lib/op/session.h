/* session.h -- sessions: what the files of the session window share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SESSION_H
#define LM_SESSION_H

#include "op/windowed.h"
#include "state/dues.h"

struct lm_sessions;

/* One session. The states of its aggregates, its spelling of the keys, and what it showed last
 * stand behind it as behind a struct lm_group, whose place it takes. */
struct lm_sess {
    int64_t start;
    int64_t end;          /* last row + gap */
    uint64_t first;       /* arrival number of its first row */
    struct lm_group *key; /* whose owner is struct lm_sess_key */
    uint32_t queued;      /* entries of the queue that point here */
    bool shown;           /* it has been told, and not been taken back */
    bool speaks;          /* is about to be told: a second entry of the queue says nothing new */
    bool dead;            /* closed or merged: freed when the queue lets go of it */
};

/* The sessions of a key, behind its struct lm_group. By start, and so by end: they are disjoint. */
struct lm_sess_key {
    struct lm_sess **at;   /* [n], within base: the oldest go first, and nothing is moved then */
    struct lm_sess **base; /* [cap] */
    uint32_t n, cap;
};

struct lm_sessions {
    struct lm_windowed win;
    struct lm_pool pool;   /* everything */
    struct lm_table table; /* keys */
    int64_t gap;
    struct lm_dues queue; /* of sessions: when to look at them, at the latest */
    uint16_t
        *rows; /* [LM_BATCH_ROWS] rows taken and not yet added; their sessions are in core.found */
    uint32_t nrow;
};

static inline struct lm_sess_key *
lm_sess_key(struct lm_group *g)
{
    return (struct lm_sess_key *)(g + 1);
}

void lm_sess_queue(struct lm_sessions *w, struct lm_sess *s);

/* A new session of the key for row `row`, at place `at` of the key's; queued by the caller. */
struct lm_sess *
lm_sess_make(struct lm_sessions *w, struct lm_group *key, uint32_t at, uint32_t row);

/* Takes a session out of its key's list, gives back what it holds, and forgets a key without any.
 */
void lm_sess_drop(struct lm_sessions *w, struct lm_sess *s);

/* Writes the session with `values`; weight and pair as given, seq of its cause. */
void lm_sess_put(struct lm_sessions *w, const struct lm_sess *s, const struct lm_val *values,
                 struct lm_out_row head);

/* The watermark has reached `mark`: tells and closes what is due. */
lm_windowed_advance_f lm_sess_advance;

#endif
