/* key_marks.h -- a watermark for each key of a source, and the least of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_KEY_MARKS_H
#define LM_KEY_MARKS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "data/val.h"

struct key_mark {
    int64_t mark;     /* W of the key */
    int64_t filed;    /* its mark when it was put at its place in the heap: never greater than `mark` */
    int64_t heard_us; /* wall clock of its last row */
    bool active;      /* it is in the heap */
};

/* Zeroed, then key_marks_init. */
struct key_marks {
    struct lm_arena arena;
    struct lm_map by_key; /* of struct key_mark */
    struct lm_buf text;
    struct key_mark **heap; /* active keys; none below has a lesser `filed` */
    uint32_t n, cap;
};

void key_marks_init(struct key_marks *k);

/* The mark of a key, LM_MARK_MIN when it has not been seen. */
int64_t key_marks_get(struct key_marks *k, const struct lm_val *key);

/* A row of the key: its mark is at least `mark` now, and it is active. */
void key_marks_raise(struct key_marks *k, const struct lm_val *key, int64_t mark, int64_t now_us);

/* The least mark of the active keys; LM_MARK_MIN when there are none. */
int64_t key_marks_least(struct key_marks *k);

/* Keys that hold the others back and were not heard after `since_us` are active no longer. */
void key_marks_forget(struct key_marks *k, int64_t since_us);

void key_marks_fini(struct key_marks *k);

#endif
