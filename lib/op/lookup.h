/* lookup.h -- lookups on demand: rows are fetched when they are asked for, and kept for a while. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LOOKUP_H
#define LM_LOOKUP_H

#include "op/keys.h"
#include "op/op.h"
#include "state/lookup_cache.h"

struct lm_lookup;

/* The keys that have to be fetched: rows `sel` of a batch have them, each key once. */
struct lm_lookup_asked {
    const struct lm_keys *keys;
    struct lm_sel sel;
};

/* Pushes rows of the table to l->op: at least all those whose key is asked for, in the table's order. What fails
 * for now is tried again, after lm_lookup_again. LM_FAIL with the context's error: it fails for good. */
typedef enum lm_flow lm_lookup_fetch_f(struct lm_lookup *l, const struct lm_lookup_asked *asked);

struct lm_lookup_spec {
    const char *name;        /* of the table */
    struct lm_expr **key;    /* [nkey] over the table's columns */
    uint32_t nkey, ncol;
    bool newest;             /* the last row of a key alone is its answer */
    struct lm_lookup_cache_spec cache;
    lm_lookup_fetch_f *fetch;
    void (*close)(struct lm_lookup *l); /* gives back what fetch holds */
};

/* Embedded in who fetches. */
struct lm_lookup {
    struct lm_op op;         /* must stay first: takes the rows that are found */
    struct lm_lookup_spec spec;
    struct lm_lookup_cache cache;
    struct lm_eval eval;
    struct lm_keys by;       /* keys of the rows found */
    struct lm_val *row;      /* [ncol] */
    uint64_t fetches, retries;
    uint64_t told_bytes;
};

void lm_lookup_init(struct lm_lookup *l, struct lm_op_ctx *ctx, const struct lm_lookup_spec *spec);
void lm_lookup_close(struct lm_lookup *l);

/* The first row of the answer for each row of sel, in first[row]; NULL: there is none. The others follow by
 * lm_lookup_next. They stay until lm_lookup_done. Keys that are not known are fetched. */
enum lm_flow lm_lookup_find(struct lm_lookup *l, const struct lm_keys *keys, struct lm_sel sel, struct lm_row **first);

/* The answers are not looked at any more: keeps those that there is room for, as state of the operator `of`. */
void lm_lookup_done(struct lm_lookup *l, struct lm_op *of);

/* For fetch: what was pushed since it was called is forgotten, as it begins anew. */
void lm_lookup_again(struct lm_lookup *l);

#endif
