/* topn.h -- what the two files of the top-N share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TOPN_H
#define LM_TOPN_H

#include "op/op_over.h"
#include "op/ranks.h"

struct topn_part {
    struct lm_part part; /* must stay first */
    uint32_t distinct;   /* different keys */
    uint32_t place;      /* where the changes at hand begin */
    uint32_t from, n;    /* what was seen of it before them: topn.before[from..from+n) */
};

/* A visible row. */
struct topn_seen {
    struct lm_row *row;
    uint64_t rank;
};

struct topn_list {
    struct topn_seen *at;
    uint32_t n, cap;
};

/* A row that came into sight or left it. */
struct topn_event {
    struct topn_part *part;
    struct lm_row *row;
    int32_t weight; /* 0: came and left, or told already */
};

struct topn {
    struct lm_op op;
    struct lm_ranks parts;
    enum lm_over_kind kind;
    enum lm_over_speak speak;
    uint64_t lo, hi;
    bool told;
    bool changing;
    bool failed;
    bool simple; /* only which rows are seen is told, and a row is seen by its place */
    struct lm_out out;
    /* the changes of one input row */
    struct lm_list touched;   /* of struct topn_part */
    struct lm_list gone;      /* of struct lm_row: out of their order, not yet dropped */
    struct topn_list before, after;
    struct topn_event *event; /* [nevent] if simple */
    uint32_t nevent, event_cap;
    int64_t w;                /* CLOSE: the watermark reached */
};

/* What is seen of a partition from a place on, behind list. */
void topn_see(struct topn *t, const struct topn_part *part, uint32_t from, struct topn_list *list);

/* Tells the difference between what was seen of the touched partitions and what is. */
void topn_tell(struct topn *t, const struct lm_out_row *head);

/* The same, of t->event. */
void topn_tell_events(struct topn *t, const struct lm_out_row *head);

/* Writes one row. */
void topn_put(struct topn *t, struct lm_out *out, const struct lm_out_row *head, struct topn_seen seen);

#endif
