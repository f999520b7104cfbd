/* table.h -- the hash table of groups: from a key to its row of states. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TABLE_H
#define LM_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "state/pool.h"

/* How the bytes of a key are to be read. Keys of different forms are never equal: whoever makes
 * keys sees to it that equal values get the same form. */
enum lm_key_form {
    LM_KEY_INT,  /* one number that is a whole int64: `i` */
    LM_KEY_TS,   /* one TIMESTAMP: `i` */
    LM_KEY_TEXT, /* one text: p, n */
    LM_KEY_CODE  /* anything else, and several values: p, n by lm_val_key */
};

struct lm_key {
    uint64_t hash;
    union {
        int64_t i;
        const char *p; /* borrowed; the table copies it */
    };
    uint32_t n;
    uint8_t form; /* enum lm_key_form */
};

/* A group: this head, then `bytes - sizeof(struct lm_group)` bytes of its owner. Groups do not
 * move. */
struct lm_group {
    uint64_t hash;
    union {
        int64_t i;
        const char *p; /* the pool's */
    };
    uint32_t n;
    uint8_t form;
    bool fresh;            /* made by lm_table_find_many; the owner clears it */
    bool shown;            /* the owner has told of it */
    bool touched;          /* the owner is about to look at it */
    struct lm_group *next; /* by arrival */
    struct lm_group *prev;
    int64_t rows;   /* the owner's: rows in it, by weight */
    uint64_t first; /* the owner's: arrival number of its first row */
    void *owner;    /* lm_table.owner */
};

struct lm_table {
    struct lm_pool *pool;
    uint8_t *ctrl;          /* [mask + 1] 7 bits of the hash, or free, or was removed */
    struct lm_group **slot; /* [mask + 1] */
    uint32_t mask;          /* slots - 1; 0: no room yet */
    uint32_t n;             /* groups */
    uint32_t used;          /* slots that are not free: groups and removed ones */
    uint32_t bytes;         /* of a group, head included */
    uint32_t nfresh;        /* groups made by the newest lm_table_find_many */
    struct lm_group *first; /* oldest */
    struct lm_group *last;
    void *owner; /* handed to each group */
};

/* An empty table; its memory is the pool's and goes with it. */
void lm_table_init(struct lm_table *t, struct lm_pool *pool, uint32_t bytes, void *owner);

/* The key of a group; its bytes are the group's. */
static inline struct lm_key
lm_group_key(const struct lm_group *g)
{
    return (struct lm_key){.hash = g->hash, .i = g->i, .n = g->n, .form = g->form};
}

/* The group of the key, or NULL. */
struct lm_group *lm_table_find(const struct lm_table *t, const struct lm_key *key);

/* A new group for a key that is not there, the youngest; zero but for its head. */
struct lm_group *lm_table_add(struct lm_table *t, const struct lm_key *key);

/* The groups of keys[rows[0..n)] in out[0..n), made where they are not there yet (`fresh`, in order
 * of arrival; their number is t->nfresh). rows NULL: 0 .. n-1. */
void lm_table_find_many(struct lm_table *t, const struct lm_key *keys, const uint16_t *rows,
                        uint32_t n, struct lm_group **out);

/* The same, but what is not there is NULL. */
void lm_table_get_many(const struct lm_table *t, const struct lm_key *keys, const uint16_t *rows,
                       uint32_t n, struct lm_group **out);

/* Takes a group out and gives its memory back. */
void lm_table_remove(struct lm_table *t, struct lm_group *g);

#endif
