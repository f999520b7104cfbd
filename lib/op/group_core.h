/* group_core.h -- what grouping operators share: groups, states, telling of changes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_GROUP_CORE_H
#define LM_GROUP_CORE_H

#include "op/keys.h"
#include "op/ops.h"
#include "op/out.h"

/* What one aggregate needs of the batch at hand. */
struct lm_gcore_use {
    const struct lm_col **col; /* its arguments */
    uint8_t *pass; /* [row] its FILTER lets the row through; NULL: no FILTER did anything */
};

/* A group is a lm_group, then the states of the aggregates, the spelling of the keys (first row's
 * values), and, where changes are told, the values told last. Texts are the pool's of the table. */
struct lm_gcore {
    struct lm_op *op;
    struct lm_expr **key;
    struct lm_agg *agg;
    uint32_t nkey, nagg;
    bool changing;      /* rows have weights */
    bool always;        /* no key and no window: the one group is there even when it is empty */
    bool failed;        /* a retraction of what is not there, under --on-error=fail */
    uint32_t *state_at; /* [nagg] offsets in a group */
    uint32_t spell_at, shown_at;
    uint32_t bytes; /* of a group */
    struct lm_pool_home home;
    uint64_t told_bytes; /* part of ctx->state_bytes that is ours */
    struct lm_eval x;
    uint16_t *good; /* [LM_BATCH_ROWS] rows that did not fail */
    /* the batch at hand */
    struct lm_batch *in;
    const int64_t *ts; /* [row] for aggregates that go by event time; NULL: none */
    struct lm_keys by;        /* keys of the batch at hand */
    struct lm_gcore_use *use; /* [nagg] */
    uint64_t arrived;         /* rows of earlier batches: row r has arrival number arrived + r */
    struct lm_group **found;  /* [LM_BATCH_ROWS] */
    void **states;            /* [LM_BATCH_ROWS] */
    uint16_t *passed;         /* [LM_BATCH_ROWS] */
    /* answers */
    struct lm_arena answers; /* texts of `now` */
    struct lm_val *now;      /* [nagg] */
    struct lm_list touched;  /* of struct lm_group: those that the input row at hand changed */
};

/* shows: changes are told, so groups remember what was told. One of the aggregates of a changing
 * input must not have been used before. */
void
lm_gcore_init(struct lm_gcore *c, struct lm_op *op, const struct lm_group_spec *spec, bool shows);
void lm_gcore_fini(struct lm_gcore *c);

/* Begins a batch: evaluates keys and aggregates' arguments over b->sel, refuses rows that fail (see
 * lm_op_refuse for *stop), and makes the keys of the others, which it answers. `time`, if not NULL,
 * is the time of the rows: *ts becomes its column (b->ts otherwise). */
struct lm_sel lm_gcore_begin(struct lm_gcore *c, struct lm_batch *b, bool *stop);

/* Ends a batch: counts its rows as arrived, and the memory in use. */
void lm_gcore_end(struct lm_gcore *c);

/* Tells ctx how much memory is in use. */
void lm_gcore_count(struct lm_gcore *c);

/* Adds rows[0..n) of an append-only batch (NULL: 0 .. n-1) to their groups in t. */
void lm_gcore_add_many(struct lm_gcore *c, struct lm_table *t, const uint16_t *rows, uint32_t n);

/* The same for rows whose groups (anything with states like one) are in c->found[0..n) already. */
void lm_gcore_add_found(struct lm_gcore *c, struct lm_pool *pool, const uint16_t *rows, uint32_t n);

/* Adds one row with its weight; its group is among c->touched. */
void lm_gcore_touch(struct lm_gcore *c, struct lm_table *t, uint32_t row);

/* Adds row `row` to states that stand behind `base` as they do behind a group. */
void lm_gcore_add_states(struct lm_gcore *c, struct lm_pool *pool, void *base, uint32_t row);

/* Takes a group out of the table, with all it holds. */
void lm_gcore_drop(struct lm_gcore *c, struct lm_table *t, struct lm_group *g);

/* Gives back what the states of g hold (not their place), and the reverse. */
void lm_gcore_states_init(struct lm_gcore *c, void *base);
void lm_gcore_states_fini(struct lm_gcore *c, struct lm_pool *pool, void *base);

/* Begins the states behind base anew. */
void lm_gcore_states_reset(struct lm_gcore *c, struct lm_pool *pool, void *base);

/* Keeps the values of the keys of row `row` behind base; forgets them. `text`, not NULL: what a key
 * of the form LM_KEY_TEXT points at, so that it need not be copied. */
void lm_gcore_spell(struct lm_gcore *c, struct lm_pool *pool, void *base, uint32_t row,
                    const char *text);
void lm_gcore_unspell(struct lm_gcore *c, struct lm_pool *pool, void *base, const char *text);

/* The answers of the aggregates in c->now, good until the next call. */
void lm_gcore_answer(struct lm_gcore *c, const void *base);

/* Writes a row: the keys behind base, `values` of the aggregates, and two bounds unless NULL. */
void lm_gcore_put(struct lm_gcore *c, struct lm_out *out, const struct lm_out_row *head,
                  const void *base, const struct lm_val *values, const struct lm_val *bounds);

/* What was told last behind base, and setting it to c->now; forgetting it. */
void lm_gcore_remember(struct lm_gcore *c, struct lm_pool *pool, void *base, bool first);
void lm_gcore_forget(struct lm_gcore *c, struct lm_pool *pool, void *base);
bool lm_gcore_unchanged(const struct lm_gcore *c, const void *base);

static inline struct lm_val *
lm_gcore_shown(const struct lm_gcore *c, const void *base)
{
    return (struct lm_val *)((char *)(uintptr_t)base + c->shown_at);
}

/* After an input row: tells what changed in group g of table t, if `out` is not NULL, and drops it
 * when it has no rows left. */
void lm_gcore_settle(struct lm_gcore *c, struct lm_table *t, struct lm_group *g, struct lm_out *out,
                     const struct lm_out_row *head, const struct lm_val *bounds);

/* Refuses row `row`: it takes back what is not there. */
void lm_gcore_refuse(struct lm_gcore *c, uint32_t row);

/* Number of the input row that caused row r. */
static inline uint64_t
lm_batch_seq(const struct lm_batch *b, uint32_t r)
{
    return b->seq != NULL ? b->seq[r] : b->seq0 + r;
}

#endif
