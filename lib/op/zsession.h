/* zsession.h -- sessions over rows that are taken back: what its two files share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ZSESSION_H
#define LM_ZSESSION_H

#include "op/windowed.h"
#include "state/dues.h"

/* The rows of a key at one point of time. States and spelling stand behind it as behind a lm_group.
 */
struct lm_atom {
    int64_t t;
    int64_t rows;
    uint64_t first; /* arrival number of its first row */
};

/* A session that has been told. Its spelling and values stand behind it. */
struct lm_ztold {
    int64_t start, end;
};

/* Behind the lm_group of a key. */
struct lm_zkey {
    struct lm_atom **at;    /* by time */
    struct lm_ztold **told; /* by end */
    uint32_t n, cap;
    uint32_t ntold, told_cap;
    uint32_t entries; /* of the queue, that point here */
    int64_t queued;   /* due of the earliest of them that counts */
};

struct lm_zsession {
    struct lm_windowed win;
    struct lm_pool pool;   /* everything but the lists */
    struct lm_table table; /* keys */
    int64_t gap;
    struct lm_dues queue;  /* of keys */
    void *scratch;         /* merged states of the session answered last; NULL: none yet */
    struct lm_arena lists; /* of one telling or advance */
};

static inline struct lm_zkey *
lm_zkey(struct lm_group *g)
{
    return (struct lm_zkey *)(g + 1);
}

struct lm_op *lm_zsession_new(struct lm_op_ctx *ctx, const struct lm_wgroup_spec *spec);

/* Room for one more pointer in a list of n with *cap places: the list, or a longer copy. */
void *lm_zlist_room(struct lm_zsession *w, void *list, uint32_t n, uint32_t *cap);

/* Takes atoms from .. to-1 out of a key. */
void lm_zatoms_drop(struct lm_zsession *w, struct lm_group *g, uint32_t from, uint32_t to);

/* Compares the sessions of a key with what was told, and tells the difference. */
void lm_zsession_tell(struct lm_zsession *w, struct lm_group *g, uint64_t seq);

/* Sees to it that the key is looked at when something is due; forgets one without rows. */
void lm_zsession_queue(struct lm_zsession *w, struct lm_group *g);

/* The watermark has reached `mark`: tells and closes what is due. */
lm_windowed_advance_f lm_zsession_advance;

#endif
