/* lookup.c -- lookups on demand. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The keys of a batch are looked up in the cache; those that are not in it are fetched together, before any row
 * of the batch is answered. Who fetches pushes rows to the lookup as to any operator, more of them than were
 * asked for if that is easier; only those that were asked for are kept. A row whose key holds NULL is never asked
 * for. Nothing is answered from a fetch that failed.
 */
#include "op/lookup.h"

#include <assert.h>

static lm_op_batch_f lookup_batch;
static lm_op_mark_f lookup_mark;

static const struct lm_op_type lm_op_lookup = {
    .name = "lookup",
    .batch = lookup_batch,
    .mark = lookup_mark,
};

void
lm_lookup_init(struct lm_lookup *l, struct lm_op_ctx *ctx, const struct lm_lookup_spec *spec)
{
    assert(spec->fetch != NULL && spec->nkey > 0);
    lm_op_init(&l->op, &lm_op_lookup, ctx, 1);
    l->spec = *spec;
    lm_op_eval_init(&l->op, &l->eval);
    lm_lookup_cache_init(&l->cache, spec->ncol, &spec->cache);
    lm_keys_init(&l->by, ctx->arena, spec->nkey);
    l->row = lm_alloc(ctx->arena, (spec->ncol + 1) * sizeof *l->row);
}

void
lm_lookup_close(struct lm_lookup *l)
{
    if (l->spec.close != NULL)
        l->spec.close(l);
    lm_lookup_cache_fini(&l->cache);
    lm_keys_fini(&l->by);
}

enum lm_flow
lm_lookup_find(struct lm_lookup *l, const struct lm_keys *keys, struct lm_sel sel, struct lm_row **first)
{
    struct lm_lookup_entry *found[LM_BATCH_ROWS];
    uint16_t rows[LM_BATCH_ROWS];
    struct lm_lookup_asked asked = { keys, { rows, 0 } };
    int64_t now_us = l->op.ctx->now_us;

    assert(keys->ncol == l->spec.nkey && l->cache.nasked == 0);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k), before = l->cache.nasked;
        found[k] = lm_keys_whole(keys, r) ? lm_lookup_cache_ask(&l->cache, &keys->at[r], now_us) : NULL;
        if (l->cache.nasked > before)
            rows[asked.sel.n++] = (uint16_t)r;
    }
    if (asked.sel.n > 0) {
        l->fetches++;
        if (l->spec.fetch(l, &asked) == LM_FAIL)
            return LM_FAIL;
        lm_lookup_cache_settle(&l->cache, now_us);
    }
    for (uint32_t k = 0; k < sel.n; k++)
        first[lm_sel_row(sel, k)] = found[k] != NULL ? found[k]->first : NULL;
    return LM_MORE;
}

void
lm_lookup_done(struct lm_lookup *l, struct lm_op *of)
{
    if (l->cache.nasked > 0)
        return; /* they could not be fetched: the stream has failed */
    lm_lookup_cache_trim(&l->cache);
    uint64_t now = lm_lookup_cache_bytes(&l->cache);
    lm_op_state(of, l->told_bytes, now);
    l->told_bytes = now;
}

void
lm_lookup_again(struct lm_lookup *l)
{
    l->retries++;
    lm_lookup_cache_again(&l->cache);
}

/* Rows of the table; there may be other readers of it for whom they are. */
static enum lm_flow
lookup_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct lm_lookup *l = (struct lm_lookup *)op;
    bool stop = false;

    if (l->cache.nasked == 0)
        return LM_MORE;
    lm_op_eval_begin(op, &l->eval, b);
    for (uint32_t i = 0; i < l->spec.nkey; i++)
        l->by.col[i] = lm_expr_eval(l->spec.key[i], &l->eval, b->sel);
    if (l->eval.nbad > 0) {
        uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
        b->sel = lm_op_refuse(op, &l->eval, b->sel, rows, &stop);
    }
    lm_keys_make(&l->by, b->sel);
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        struct lm_lookup_entry *e =
            lm_keys_whole(&l->by, r) ? lm_lookup_cache_asked(&l->cache, &l->by.at[r]) : NULL;
        if (e == NULL)
            continue;
        if (l->spec.newest)
            lm_lookup_cache_clear(&l->cache, e);
        lm_row_of_batch(b, r, l->row);
        lm_lookup_cache_add(&l->cache, e, l->row);
    }
    return stop ? LM_FAIL : LM_MORE;
}

/* The table's own watermark moves nothing. */
static enum lm_flow
lookup_mark(struct lm_op *op, int64_t mark)
{
    return op->flow;
}
