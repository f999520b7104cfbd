/* topn_tell.c -- what changed in a top-N: place by place, or as rows that left and came. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Where the rank is shown, the rows seen before and after are laid side by side: a place whose row or
 * rank is another one is a pair, a place that only one side has is an insertion or a retraction. Where
 * it is not, rows that left are paired with rows that came, in their order. To tell the two apart rows
 * are marked in `weight`, which is 1 otherwise.
 */
#include <assert.h>

#include "op/topn.h"

enum { SEEN_AFTER = 2, SEEN_BOTH = 3 };

static void
topn_list_add(struct topn *t, struct topn_list *list, struct topn_seen seen)
{
    if (list->n == list->cap)
        list->at = lm_pool_more(&t->parts.pool, list->at, &list->cap, 64, sizeof *list->at);
    list->at[list->n++] = seen;
}

/* The rank of the row at a place. */
static uint64_t
rank_at(struct topn *t, const struct topn_part *part, uint32_t place, const struct lm_order_node *at)
{
    uint64_t rank = 1;

    if (t->kind == LM_W_ROW_NUMBER)
        return (uint64_t)place + 1;
    if (t->kind == LM_W_RANK)
        return (uint64_t)lm_ranks_place(&t->parts, &part->part, at->row, true) + 1;
    for (const struct lm_order_node *n = lm_order_at(&part->part.list, 0); n != at;) {
        const struct lm_order_node *next = lm_order_next(n);
        rank += lm_ranks_order(&t->parts, n->row, next->row) != 0;
        n = next;
    }
    return rank;
}

void
topn_see(struct topn *t, const struct topn_part *part, uint32_t from, struct topn_list *list)
{
    uint32_t place = from;

    if (t->kind == LM_W_ROW_NUMBER && t->lo > 1 && place < t->lo - 1)
        place = t->lo - 1 < UINT32_MAX ? (uint32_t)(t->lo - 1) : UINT32_MAX;
    struct lm_order_node *n = lm_order_at(&part->part.list, place);
    if (n == NULL)
        return;
    uint64_t rank = rank_at(t, part, place, n);
    while (rank <= t->hi) {
        if (rank >= t->lo)
            topn_list_add(t, list, (struct topn_seen){n->row, rank});
        struct lm_order_node *next = lm_order_next(n);
        if (next == NULL)
            return;
        place++;
        if (t->kind == LM_W_ROW_NUMBER || lm_ranks_order(&t->parts, n->row, next->row) != 0)
            rank = t->kind == LM_W_DENSE_RANK ? rank + 1 : (uint64_t)place + 1;
        n = next;
    }
}

void
topn_put(struct topn *t, struct lm_out *out, const struct lm_out_row *head, struct topn_seen seen)
{
    struct lm_ranks *p = &t->parts;
    struct lm_val rank = t->told ? lm_val_int((int64_t)seen.rank) : LM_VAL_NULL;

    lm_row_get(seen.row, p->nkey + p->ncol, p->value);
    lm_out_begin(out, head);
    for (uint32_t i = 0; i < p->ncol; i++)
        lm_out_cell(out, &p->value[p->nkey + i]);
    lm_out_cell(out, &rank);
    if (p->tells_arrival)
        lm_out_cell(out, &(struct lm_val){ .kind = LM_K_INT, .i = (int64_t)seen.row->tag });
}

/* One place: its old row or its new one may be NULL. */
static void
tell_place(struct topn *t, const struct lm_out_row *head, const struct topn_seen *old,
           const struct topn_seen *new)
{
    struct lm_out_row row = *head;

    assert(old != NULL || new != NULL);
    if (old != NULL) {
        row.weight = -1;
        row.pair = new != NULL ? LM_PAIR_OLD : LM_PAIR_NONE;
        topn_put(t, &t->out, &row, *old);
    }
    if (new == NULL)
        return;
    row.weight = 1;
    row.pair = old != NULL ? LM_PAIR_NEW : LM_PAIR_NONE;
    topn_put(t, &t->out, &row, *new);
}

static void
tell_places(struct topn *t, const struct lm_out_row *head, const struct topn_seen *old, uint32_t nold)
{
    for (uint32_t i = 0; i < nold || i < t->after.n; i++) {
        const struct topn_seen *was = i < nold ? &old[i] : NULL;
        const struct topn_seen *is = i < t->after.n ? &t->after.at[i] : NULL;
        if (was == NULL || is == NULL || was->row != is->row || was->rank != is->rank)
            tell_place(t, head, was, is);
    }
}

/* Rows that left, and rows that came, whatever their ranks. */
static void
tell_rows(struct topn *t, const struct lm_out_row *head, struct topn_seen *old, uint32_t nold)
{
    struct topn_seen *new = t->after.at;
    uint32_t i = 0, k = 0;

    for (k = 0; k < t->after.n; k++)
        new[k].row->weight = SEEN_AFTER;
    for (i = 0; i < nold; i++)
        if (old[i].row->weight == SEEN_AFTER)
            old[i].row->weight = SEEN_BOTH;
    for (i = 0, k = 0;;) {
        while (i < nold && old[i].row->weight == SEEN_BOTH)
            i++;
        while (k < t->after.n && new[k].row->weight == SEEN_BOTH)
            k++;
        if (i == nold && k == t->after.n)
            break;
        tell_place(t, head, i < nold ? &old[i] : NULL, k < t->after.n ? &new[k] : NULL);
        i += i < nold;
        k += k < t->after.n;
    }
    for (k = 0; k < t->after.n; k++)
        new[k].row->weight = 1;
    for (i = 0; i < nold; i++)
        old[i].row->weight = 1;
}

void
topn_tell(struct topn *t, const struct lm_out_row *head)
{
    for (uint32_t i = 0; i < t->touched.n; i++) {
        struct topn_part *part = t->touched.at[i];
        struct topn_seen *old = t->before.at + part->from;
        t->after.n = 0;
        topn_see(t, part, part->place, &t->after);
        if (t->told)
            tell_places(t, head, old, part->n);
        else
            tell_rows(t, head, old, part->n);
    }
}

void
topn_tell_events(struct topn *t, const struct lm_out_row *head)
{
    for (uint32_t i = 0; i < t->nevent; i++) {
        struct topn_event *e = &t->event[i], *other = NULL;
        if (e->weight == 0)
            continue;
        for (uint32_t k = i + 1; k < t->nevent && other == NULL; k++)
            if (t->event[k].part == e->part && t->event[k].weight == -e->weight)
                other = &t->event[k];
        struct topn_seen seen = {e->row, 0}, with = {other != NULL ? other->row : NULL, 0};
        const struct topn_seen *o = other != NULL ? &with : NULL;
        tell_place(t, head, e->weight < 0 ? &seen : o, e->weight > 0 ? &seen : o);
        e->weight = 0;
        if (other != NULL)
            other->weight = 0;
    }
    t->nevent = 0;
}
