/* turns.h -- rows by a time of theirs, the least first. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Most rows come in the order of their times: one whose turn is not before that of the newest row in the
 * line is put at its end, any other into a heap; the first row is the first of the two. Who leaves the
 * middle of the line leaves a hole, which is passed over when it gets to the front, or squeezed out when
 * the line is full. A row knows its place, in the line or in the heap, so it can leave from anywhere.
 */
#ifndef LM_TURNS_H
#define LM_TURNS_H

#include "state/pool.h"

#define LM_TURN_NONE UINT32_MAX

/* One row's turn: at that time, after those of the same time that arrived before. */
struct lm_turn {
    int64_t at;
    uint64_t arrival;
    void *row;       /* NULL: a hole in the line */
    uint32_t *place; /* the row's: where it stands; LM_TURN_NONE: nowhere */
};

/* Zeroed, it is empty. Its memory is the pool's, and goes with it. */
struct lm_turns {
    struct lm_turn *line; /* [from .. to), room for line_cap */
    struct lm_turn *heap; /* [nheap] */
    uint32_t from, to, line_cap;
    uint32_t nheap, heap_cap;
};

/* Gives a row its turn, which it may have already. *t.place must be LM_TURN_NONE at first. */
void lm_turns_put(struct lm_turns *q, struct lm_pool *pool, struct lm_turn t);

/* Takes a row out whose place that is; nothing if it has none. */
void lm_turns_drop(struct lm_turns *q, uint32_t *place);

/* The first turn, or NULL. */
const struct lm_turn *lm_turns_first(const struct lm_turns *q);

#endif
