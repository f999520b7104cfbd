/* op_sort.c -- ORDER BY over finite input: all rows in order when it ends. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row is kept with its keys in front of its columns; equal keys stay in order of arrival. At the end
 * pointers to the rows are put in order (sort_rows.h). With a LIMIT and no retractions the rows stand
 * in a heap whose root is the last one that still belongs to the first offset+limit, each with a
 * 64-bit prefix of its first key (sort_key.h): most rows are turned away by one comparison of these.
 */
#include <assert.h>

#include "op/keep.h"
#include "op/ops.h"
#include "op/out.h"
#include "op/sort_key.h"
#include "op/sort_rows.h"

enum { SORT_AHEAD = 12 }; /* rows in memory's order of arrival are fetched that early */

struct item {
    uint64_t prefix;
    struct lm_row *row; /* tag: number of arrival */
};

struct sort {
    struct lm_op op;
    const struct lm_sort_key *key;
    uint32_t nkey;
    uint64_t limit, offset;
    bool append_only;
    struct lm_eval x;
    uint16_t *good;       /* [LM_BATCH_ROWS] rows that did not fail */
    struct lm_rows rows;  /* keys, then columns */
    struct lm_val *value; /* [nkey + ncol] of the row at hand; NULL: there was no batch yet */
    struct lm_val *a, *b; /* [nkey] being compared */
    const struct lm_col **keycol; /* [nkey] of the batch at hand */
    uint32_t ncol;                /* of the input */
    uint64_t arrived;
    bool times;          /* the stream has event times */
    struct lm_pool pool; /* of the rows' home: heap and order */
    struct item *heap;   /* [nheap] of heap_cap, worst at 0; NULL: all rows are kept */
    uint64_t nheap, heap_cap;
    uint64_t counted;
};

static lm_op_batch_f sort_batch;
static lm_op_mark_f sort_mark;
static lm_op_close_f sort_close;

static const struct lm_op_type sort_type = {
    .name = "sort",
    .batch = sort_batch,
    .mark = sort_mark,
    .close = sort_close,
};

struct lm_op *
lm_sort_new(struct lm_op_ctx *ctx, const struct lm_sort_key *keys, uint32_t n, uint64_t limit,
            uint64_t offset)
{
    struct sort *s = lm_alloc(ctx->arena, sizeof *s);

    assert(n == 0 || keys != NULL);
    lm_op_init(&s->op, &sort_type, ctx, 1);
    lm_op_eval_init(&s->op, &s->x);
    s->key = lm_alloc_copy(ctx->arena, keys, n * sizeof *keys);
    s->nkey = n;
    s->limit = limit;
    s->offset = offset;
    s->good = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *s->good);
    s->a = lm_alloc(ctx->arena, n * sizeof *s->a);
    s->b = lm_alloc(ctx->arena, n * sizeof *s->b);
    s->keycol = lm_alloc(ctx->arena, n * sizeof *s->keycol);
    return &s->op;
}

void
lm_sort_append_only(struct lm_op *sort)
{
    assert(sort->type == &sort_type && sort->rows_in == 0);
    ((struct sort *)sort)->append_only = true;
}

static void
sort_open(struct sort *s, const struct lm_batch *b)
{
    s->ncol = b->ncol;
    s->value = lm_alloc(s->op.ctx->arena, (s->nkey + b->ncol + 1) * sizeof *s->value);
    lm_rows_init(&s->rows, s->nkey + b->ncol, !s->append_only);
    lm_pool_init(&s->pool, &s->rows.home);
}

/* Order of the keys a and b, and of arrival. */
static int
sort_order(const struct sort *s, const struct lm_val *a, const struct lm_val *b)
{
    int order = 0;

    for (uint32_t i = 0; i < s->nkey && order == 0; i++)
        order = lm_sort_order(&a[i], &b[i], s->key[i].flags);
    return order;
}

static bool
item_before(struct sort *s, struct item x, struct item y)
{
    if (x.prefix != y.prefix)
        return x.prefix < y.prefix;
    lm_row_get(x.row, s->nkey, s->a);
    lm_row_get(y.row, s->nkey, s->b);
    int order = sort_order(s, s->a, s->b);
    return order != 0 ? order < 0 : x.row->tag < y.row->tag;
}

static struct lm_row *
sort_keep(struct sort *s, const struct lm_batch *b, uint32_t r)
{
    struct lm_row *row = lm_rows_add(&s->rows, s->value, lm_keep_seq(b, r), lm_keep_ts(b, r));

    row->tag = s->arrived++;
    return row;
}

/* Moves the item at i away from the root until no later one stands below it. */
static void
heap_down(struct sort *s, uint64_t i)
{
    for (;;) {
        uint64_t worst = i;
        for (uint64_t child = 2 * i + 1; child <= 2 * i + 2 && child < s->nheap; child++) {
            if (item_before(s, s->heap[worst], s->heap[child]))
                worst = child;
        }
        if (worst == i)
            return;
        struct item moved = s->heap[i];
        s->heap[i] = s->heap[worst];
        s->heap[worst] = moved;
        i = worst;
    }
}

static void
heap_up(struct sort *s, uint64_t i)
{
    while (i > 0 && item_before(s, s->heap[(i - 1) / 2], s->heap[i])) {
        struct item moved = s->heap[i];
        s->heap[i] = s->heap[(i - 1) / 2];
        s->heap[(i - 1) / 2] = moved;
        i = (i - 1) / 2;
    }
}

static void
heap_add(struct sort *s, struct item x)
{
    if (s->nheap == s->heap_cap) {
        uint64_t cap = s->heap_cap == 0 ? 64 : s->heap_cap * 2;
        struct item *heap = lm_pool_take(&s->pool, cap * sizeof *heap);
        if (s->nheap > 0)
            memcpy(heap, s->heap, s->nheap * sizeof *heap);
        if (s->heap != NULL)
            lm_pool_give(&s->pool, s->heap, s->heap_cap * sizeof *heap);
        s->heap = heap;
        s->heap_cap = cap;
    }
    s->heap[s->nheap++] = x;
    heap_up(s, s->nheap - 1);
}

/* Fills the keys of row r into `value`; false when the row stands behind all that are wanted. */
static bool
sort_wanted(struct sort *s, uint32_t r, uint64_t wanted, uint64_t *prefix)
{
    *prefix = 0;
    for (uint32_t i = 0; i < s->nkey; i++) {
        s->value[i] = lm_col_get(s->keycol[i], r);
        if (i > 0)
            continue;
        *prefix = lm_sort_prefix(&s->value[0], s->key[0].flags);
        if (s->nheap == wanted && *prefix > s->heap[0].prefix)
            return false;
    }
    if (s->nheap < wanted || *prefix < s->heap[0].prefix)
        return true;
    lm_row_get(s->heap[0].row, s->nkey, s->a);
    return sort_order(s, s->value, s->a) < 0;
}

/* One row of an append-only stream of which only the first `wanted` count. */
static void
sort_first(struct sort *s, const struct lm_batch *b, uint32_t r, uint64_t wanted)
{
    uint64_t prefix;

    assert(b->weight == NULL || b->weight[r] == 1);
    if (!sort_wanted(s, r, wanted, &prefix))
        return;
    lm_row_of_batch(b, r, s->value + s->nkey);
    struct item x = {prefix, sort_keep(s, b, r)};
    if (s->nheap < wanted) {
        heap_add(s, x);
        return;
    }
    lm_rows_drop(&s->rows, s->heap[0].row);
    s->heap[0] = x;
    heap_down(s, 0);
}

static enum lm_flow
sort_change(struct sort *s, const struct lm_batch *b, uint32_t r)
{
    int64_t w = b->weight != NULL ? b->weight[r] : 1;

    for (uint32_t i = 0; i < s->nkey; i++)
        s->value[i] = lm_col_get(s->keycol[i], r);
    lm_row_of_batch(b, r, s->value + s->nkey);
    for (; w > 0; w--)
        sort_keep(s, b, r);
    for (; w < 0; w++) {
        struct lm_row *gone = s->append_only ? NULL : lm_rows_find(&s->rows, s->value);
        if (gone == NULL)
            return lm_keep_refuse(&s->op, b, r);
        lm_rows_drop(&s->rows, gone);
    }
    return LM_MORE;
}

static enum lm_flow
sort_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct sort *s = (struct sort *)op;
    bool stop = false;
    uint64_t wanted = s->limit > UINT64_MAX - s->offset ? UINT64_MAX : s->limit + s->offset;
    enum lm_flow flow = LM_MORE;

    assert(port == 0);
    if (s->value == NULL)
        sort_open(s, b);
    assert(b->ncol == s->ncol);
    s->times = s->times || b->ts != NULL;
    lm_op_eval_begin(op, &s->x, b);
    for (uint32_t i = 0; i < s->nkey; i++)
        s->keycol[i] = lm_expr_eval(s->key[i].expr, &s->x, b->sel);
    struct lm_sel sel = lm_op_refuse(op, &s->x, b->sel, s->good, &stop);
    bool prune = s->append_only && wanted > 0 && wanted < UINT32_MAX;
    for (uint32_t k = 0; k < sel.n && flow == LM_MORE; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (prune)
            sort_first(s, b, r, wanted);
        else
            flow = sort_change(s, b, r);
    }
    lm_keep_count(op, &s->rows, &s->counted);
    return stop ? LM_FAIL : flow;
}

static enum lm_flow
sort_speak(struct sort *s)
{
    uint64_t n = 0, end = s->limit > UINT64_MAX - s->offset ? UINT64_MAX : s->limit + s->offset;
    struct lm_keyed *items = lm_pool_take(&s->pool, 2 * (uint64_t)s->rows.live * sizeof *items);
    struct lm_row_sort by = { .key = s->key, .nkey = s->nkey, .a = s->a, .b = s->b };
    struct lm_out out;

    for (uint32_t i = 0; i < s->rows.n; i++) {
        if (s->rows.at[i] != NULL)
            items[n++].p = s->rows.at[i];
    }
    assert(n == s->rows.live);
    lm_sort_rows(&by, items, items + n, n);
    lm_out_init(&out, &s->op, s->ncol, LM_OUT_BORROW | (s->times ? LM_OUT_TIMES : 0));
    for (uint64_t i = s->offset; i < n && i < end && out.flow == LM_MORE; i++) {
        const struct lm_row *row = items[i].p;
        if (i + SORT_AHEAD < n)
            lm_row_fetch(items[i + SORT_AHEAD].p);
        struct lm_out_row head = {.weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq};
        lm_row_get(row, s->nkey + s->ncol, s->value);
        lm_out_add(&out, &head, s->value + s->nkey);
    }
    enum lm_flow flow = lm_out_flush(&out);
    lm_out_fini(&out);
    return flow;
}

static enum lm_flow
sort_mark(struct lm_op *op, int64_t mark)
{
    struct sort *s = (struct sort *)op;

    if (mark != LM_MARK_END)
        return LM_MORE; /* the rows are still here */
    if (s->value != NULL && sort_speak(s) == LM_FAIL)
        return LM_FAIL;
    return lm_op_push_mark(op, LM_MARK_END);
}

static void
sort_close(struct lm_op *op)
{
    struct sort *s = (struct sort *)op;

    if (s->value == NULL)
        return;
    lm_pool_reset(&s->pool);
    lm_rows_fini(&s->rows);
    lm_keep_count(op, &s->rows, &s->counted);
    s->value = NULL;
}
