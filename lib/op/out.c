/* out.c -- builds an operator's output row by row and pushes it when a batch is full. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/out.h"

#include <assert.h>
#include <string.h>

enum { OUT_REPLACED = 64 }; /* rows of one replacement, at the least, that are kept together */

static void out_open_batch(struct lm_out *o);

void
lm_out_init(struct lm_out *o, struct lm_op *op, uint32_t ncol, uint32_t flags)
{
    assert(op != NULL);
    assert(ncol <= LM_COLUMNS * 4);
    memset(o, 0, sizeof *o);
    o->op = op;
    o->ncol = ncol;
    o->flags = flags;
    o->col = ncol;
    lm_arena_init(&o->arena, 64 * 1024);
}

void
lm_out_fini(struct lm_out *o)
{
    lm_arena_fini(&o->arena);
    o->nrow = 0;
    o->cols = NULL;
    o->col = o->ncol;
}

void
lm_out_begin(struct lm_out *o, const struct lm_out_row *r)
{
    assert(o->col == o->ncol);
    /* The rows of one replacement stay together: there is room for a whole one before its first. */
    bool goes_on = o->nrow > 0 && o->pair != NULL && o->pair[o->nrow - 1] == LM_PAIR_OLD;
    uint32_t need = r->pair != LM_PAIR_OLD ? 1 : goes_on ? 2 : OUT_REPLACED;

    if (o->nrow + need > LM_BATCH_ROWS)
        lm_out_flush(o);
    if (o->nrow == 0)
        out_open_batch(o);
    uint32_t row = o->nrow++;
    assert(row < LM_BATCH_ROWS);
    assert(r->pair != LM_PAIR_NEW || (row > 0 && o->pair[row - 1] == LM_PAIR_OLD));
    o->col = 0;
    o->seq[row] = r->seq;
    if ((o->flags & LM_OUT_CHANGES) != 0) {
        o->weight[row] = r->weight;
        o->pair[row] = r->pair;
    }
    if ((o->flags & LM_OUT_TIMES) != 0) {
        o->ts[row] = r->ts;
        o->mark[row] = r->mark;
    }
}

void
lm_out_cell(struct lm_out *o, const struct lm_val *v)
{
    assert(o->nrow > 0);
    assert(o->col < o->ncol);
    struct lm_val kept = *v;

    if (v->p != NULL && v->n > 0 && (o->flags & LM_OUT_BORROW) == 0)
        kept = lm_val_keep(&o->arena, *v);
    lm_col_set(&o->cols[o->col++], o->nrow - 1, &kept, LM_BATCH_ROWS, &o->arena);
}

void
lm_out_add(struct lm_out *o, const struct lm_out_row *r, const struct lm_val *v)
{
    lm_out_begin(o, r);
    for (uint32_t i = 0; i < o->ncol; i++)
        lm_out_cell(o, &v[i]);
}

enum lm_flow
lm_out_flush(struct lm_out *o)
{
    assert(o->col == o->ncol);
    if (o->nrow == 0)
        return o->flow;
    struct lm_batch b = {
        .arena = &o->arena,
        .nrow = o->nrow,
        .ncol = o->ncol,
        .sel = lm_sel_all(o->nrow),
        .cols = o->cols,
        .weight = o->weight,
        .pair = o->pair,
        .ts = o->ts,
        .mark = o->mark,
        .seq = o->seq,
    };
    if (o->flow == LM_MORE)
        o->flow = lm_op_push(o->op, &b);
    lm_arena_reset(&o->arena);
    o->nrow = 0;
    o->cols = NULL;
    return o->flow;
}

static void
out_open_batch(struct lm_out *o)
{
    struct lm_arena *a = &o->arena;

    o->cols = lm_alloc(a, o->ncol * sizeof *o->cols);
    for (uint32_t i = 0; i < o->ncol; i++)
        lm_col_init(&o->cols[i], LM_K_NULL, LM_BATCH_ROWS, a);
    o->seq = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *o->seq);
    o->weight = NULL;
    o->pair = NULL;
    o->ts = o->mark = NULL;
    if ((o->flags & LM_OUT_CHANGES) != 0) {
        o->weight = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *o->weight);
        o->pair = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *o->pair);
    }
    if ((o->flags & LM_OUT_TIMES) != 0) {
        o->ts = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *o->ts);
        o->mark = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *o->mark);
    }
}
