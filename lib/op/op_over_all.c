/* op_over_all.c -- window functions (OVER) over whole partitions, in any order. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The rows of a partition are kept; when it ends they are sorted, its answers are computed once, and its
 * rows leave by arrival. Where rows may be taken back, or changes are told, they are kept in order. Where
 * changes are told, after each input row the answers are computed anew that it may have changed, and laid
 * beside those told before (kept beside each row): a row whose answers are others is replaced. Rankings
 * that are cut off have an operator of their own.
 */
#include <assert.h>

#include "op/out.h"
#include "op/over_calc.h"
#include "op/sort_rows.h"
#include "op/timely.h"

/* A row that is there no more, and what was told of it. */
struct gone {
    struct lm_over_part *part;
    struct lm_row *row, *told;
};

struct over_all {
    struct lm_op op;
    struct lm_ranks parts;
    struct lm_over_calc calc;
    enum lm_over_speak speak;
    bool failed;
    bool in_order;
    bool lists;             /* rows may leave, or are answered as they come: partitions are kept in order */
    struct lm_out out;
    struct lm_rows told;    /* answers; CHANGES */
    struct lm_val *was;     /* [nfn] */
    struct lm_list touched; /* of struct lm_over_part */
    struct gone *gone;      /* [ngone] */
    uint32_t ngone, gone_cap;
    int64_t w;
    uint64_t counted;
};

static lm_op_batch_f all_batch;
static lm_op_mark_f all_mark;
static lm_op_close_f all_close;

static const struct lm_op_type all_type = {
    .name = "over",
    .batch = all_batch,
    .mark = all_mark,
    .close = all_close,
};

struct lm_op *
lm_over_all_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec)
{
    struct over_all *o = lm_alloc(ctx->arena, sizeof *o);

    assert(spec->nfn > 0);
    lm_op_init(&o->op, &all_type, ctx, 1);
    lm_ranks_init(&o->parts, &o->op, spec, lm_over_args(spec->fn, spec->nfn), lm_over_part_bytes(spec));
    lm_over_calc_init(&o->calc, &o->op, spec);
    o->calc.rows = &o->parts.rows;
    o->calc.pool = &o->parts.groups;
    o->speak = spec->speak;
    o->lists = spec->changing || spec->speak == LM_OVER_CHANGES;
    o->in_order = spec->in_order && spec->speak == LM_OVER_FINAL;
    o->was = lm_alloc(ctx->arena, spec->nfn * sizeof *o->was);
    o->w = LM_MARK_MIN;
    lm_rows_init(&o->told, spec->nfn, false);
    return &o->op;
}

/* Puts the rows of a partition in order. */
static void
part_sort(struct over_all *o, struct lm_over_part *part)
{
    struct lm_ranks *p = &o->parts;
    struct lm_row_sort by = { .key = p->key, .nkey = p->nkey, .a = p->a, .b = p->b };
    size_t bytes = 2 * part->n * sizeof(struct lm_keyed);
    struct lm_keyed *keyed = lm_pool_take(&p->pool, bytes);

    for (uint64_t i = 0; i < part->n; i++)
        keyed[i] = (struct lm_keyed){ part->at[i]->tag, part->at[i] };
    /* Ties stand as they arrived, which need not be as they came. */
    struct lm_keyed *from = p->arrival >= 0 ? lm_radix_sort(keyed, keyed + part->n, part->n) : keyed;
    lm_sort_rows(&by, from, from == keyed ? keyed + part->n : keyed, part->n);
    for (uint64_t i = 0; i < part->n; i++)
        part->at[i] = from[i].p;
    lm_pool_give(&p->pool, keyed, bytes);
}

/* Begins the computation of a partition's answers, all its rows in it and in order. */
static void
compute_begin(struct over_all *o, struct lm_over_part *part)
{
    if (o->lists) {
        lm_over_part_init(&o->calc, part);
        for (struct lm_order_node *n = lm_order_at(&part->part.list, 0); n != NULL; n = lm_order_next(n))
            lm_over_part_add(&o->calc, part, n->row);
    } else {
        part_sort(o, part);
    }
    part->ended = true;
}

/* Writes a row and its answers. */
static void
put(struct over_all *o, struct lm_out *out, const struct lm_out_row *head, const struct lm_row *row,
    const struct lm_val *answers)
{
    struct lm_ranks *p = &o->parts;

    lm_row_get(row, o->calc.nvalue + p->ncol, p->value);
    lm_out_begin(out, head);
    for (uint32_t i = 0; i < p->ncol; i++)
        lm_out_cell(out, &p->value[o->calc.nvalue + i]);
    for (uint32_t i = 0; i < o->calc.nfn; i++)
        lm_out_cell(out, &answers[i]);
    if (p->tells_arrival)
        lm_out_cell(out, &(struct lm_val){ .kind = LM_K_INT, .i = (int64_t)row->tag });
}

/* Changes ------------------------------------------------------------------------------------------------ */

static void
gone_add(struct over_all *o, struct gone g)
{
    if (o->ngone == o->gone_cap) {
        uint32_t cap = o->gone_cap == 0 ? 16 : o->gone_cap * 2;
        struct gone *at = lm_alloc(o->op.ctx->arena, cap * sizeof *at);
        if (o->ngone > 0)
            memcpy(at, o->gone, o->ngone * sizeof *at);
        o->gone = at;
        o->gone_cap = cap;
    }
    o->gone[o->ngone++] = g;
}

/* A row came to place `at` of the partition, or left it. */
static void
touch(struct over_all *o, struct lm_over_part *part, struct lm_row *row, uint32_t at, bool gone)
{
    if (!part->begun)
        lm_over_part_init(&o->calc, part);
    lm_over_change(&o->calc, part, row, at, gone);
    if (part->part.touched)
        return;
    part->part.touched = true;
    lm_list_add(o->op.ctx->arena, &o->touched, part);
}

static bool
retract(struct over_all *o, const struct lm_batch *b, uint32_t r, uint64_t *tag)
{
    struct lm_ranks *p = &o->parts;
    struct lm_over_part *part = (struct lm_over_part *)lm_ranks_of(p, r);

    lm_ranks_fill(p, b, r);
    struct lm_row *row = p->changing ? lm_rows_find(&p->rows, p->value) : NULL;
    if (row == NULL) {
        o->failed = lm_keep_refuse(&o->op, b, r) != LM_MORE;
        return false;
    }
    *tag = row->tag;
    uint32_t at = lm_ranks_place(p, &part->part, row, false);
    struct lm_order_node *n = lm_order_at(&part->part.list, at);
    assert(n != NULL && n->row == row);
    struct lm_row *told = n->told;
    lm_ranks_take(p, &part->part, row);
    if (o->speak != LM_OVER_CHANGES) {
        lm_rows_drop(&p->rows, row);
        return true;
    }
    lm_rows_hide(&p->rows, row);
    gone_add(o, (struct gone){part, row, told});
    touch(o, part, row, at, true);
    return true;
}

static void
insert(struct over_all *o, const struct lm_batch *b, uint32_t r, uint64_t tag)
{
    struct lm_over_part *part = (struct lm_over_part *)lm_ranks_of(&o->parts, r);

    lm_ranks_fill(&o->parts, b, r);
    struct lm_row *row = lm_ranks_keep(&o->parts, b, r, tag);
    if (!o->lists) {
        if (!part->begun)
            lm_over_part_init(&o->calc, part);
        lm_over_part_add(&o->calc, part, row);
        part->part.ts = row->ts > part->part.ts ? row->ts : part->part.ts;
        return;
    }
    lm_ranks_put(&o->parts, &part->part, row);
    if (o->speak == LM_OVER_CHANGES)
        touch(o, part, row, lm_ranks_place(&o->parts, &part->part, row, false), false);
}

static void
change(struct over_all *o, const struct lm_batch *b, struct lm_change c)
{
    uint64_t tag = 0;
    bool kept = c.replaces && retract(o, b, c.row - 1, &tag);

    for (int64_t w = c.weight; w < 0 && !o->failed; w++)
        if (!retract(o, b, c.row, &tag))
            return;
    for (int64_t w = 0; w < c.weight && !o->failed; w++)
        insert(o, b, c.row, lm_ranks_tag(&o->parts, b, c.row, kept ? &tag : NULL));
}

/* The next row of the partition that is there no more, and was told of; its answers in `was`. */
static struct lm_row *
gone_next(struct over_all *o, const struct lm_over_part *part, uint32_t *k)
{
    for (; *k < o->ngone; (*k)++) {
        const struct gone *g = &o->gone[*k];
        if (g->part != part || g->told == NULL)
            continue;
        lm_row_get(g->told, o->calc.nfn, o->was);
        (*k)++;
        return g->row;
    }
    return NULL;
}

/* The answers for row n are others than what was told. `old` is the row that it replaces, or NULL. */
static void
tell_row(struct over_all *o, const struct lm_out_row *head, struct lm_order_node *n, const struct lm_row *old)
{
    struct lm_out_row h = *head;

    if (old != NULL) {
        h.weight = -1;
        h.pair = LM_PAIR_OLD;
        put(o, &o->out, &h, old, o->was);
    }
    h.weight = 1;
    h.pair = old != NULL ? LM_PAIR_NEW : LM_PAIR_NONE;
    put(o, &o->out, &h, n->row, o->calc.answer);
    if (n->told != NULL)
        lm_rows_drop(&o->told, n->told);
    n->told = lm_rows_add(&o->told, o->calc.answer, 0, LM_NO_TIME);
}

/* Tells those rows of the span whose answers are others; *k: rows gone that were looked at. */
static void
tell_span(struct over_all *o, const struct lm_out_row *head, struct lm_over_part *part,
          struct lm_over_span span, uint32_t *k)
{
    struct lm_order *list = &part->part.list;
    const struct lm_order_node *before = span.from > 0 ? lm_order_at(list, (uint32_t)span.from - 1) : NULL;
    uint32_t peers = before != NULL ? lm_ranks_place(&o->parts, &part->part, before->row, true) : 0;

    lm_over_span_begin(&o->calc, part, span, peers, before != NULL ? before->told : NULL);
    struct lm_order_node *n = lm_order_at(list, (uint32_t)span.from);
    for (uint64_t i = span.from; i < span.to; i++) {
        const struct lm_row *old = n->row;
        lm_over_next(&o->calc, part);
        if (n->told != NULL)
            lm_row_get(n->told, o->calc.nfn, o->was);
        else
            old = gone_next(o, part, k);
        if (n->told == NULL || !lm_row_same(o->was, o->calc.answer, o->calc.nfn))
            tell_row(o, head, n, old);
        lm_over_forget(&o->calc);
        n = lm_order_next(n);
    }
    lm_over_span_end(&o->calc, part);
}

static void
tell_part(struct over_all *o, const struct lm_out_row *head, struct lm_over_part *part)
{
    struct lm_out_row h = *head;
    uint32_t k = 0, fresh = 0, left = 0;

    for (uint32_t i = 0; i < part->nspan; i++) {
        struct lm_order_node *n = lm_order_at(&part->part.list, (uint32_t)part->span[i].from);
        for (uint64_t j = part->span[i].from; j < part->span[i].to; j++, n = lm_order_next(n))
            fresh += n->told == NULL;
    }
    for (uint32_t i = 0; i < o->ngone; i++)
        left += o->gone[i].part == part && o->gone[i].told != NULL;
    h.weight = -1;
    for (; left > fresh; left--) {
        const struct lm_row *old = gone_next(o, part, &k);
        put(o, &o->out, &h, old, o->was);
    }
    for (uint32_t i = 0; i < part->nspan; i++)
        tell_span(o, head, part, part->span[i], &k);
    part->nspan = 0;
    part->part.touched = false;
    if (part->part.list.n > 0)
        return;
    lm_over_part_fini(&o->calc, part);
    lm_ranks_drop(&o->parts, &part->part);
}

static void
settle(struct over_all *o, const struct lm_batch *b, uint32_t r)
{
    const int64_t *mark = b->low != NULL ? b->low : b->mark;
    struct lm_out_row head = {
        .ts = lm_keep_ts(b, r),
        .mark = mark != NULL ? mark[r] : o->op.mark,
        .seq = lm_keep_seq(b, r),
    };

    for (uint32_t i = 0; i < o->touched.n; i++)
        tell_part(o, &head, o->touched.at[i]);
    for (uint32_t i = 0; i < o->ngone; i++) {
        lm_rows_drop(&o->parts.rows, o->gone[i].row);
        if (o->gone[i].told != NULL)
            lm_rows_drop(&o->told, o->gone[i].told);
    }
    o->touched.n = o->ngone = 0;
}

/* Final rows ----------------------------------------------------------------------------------------------- */

/* The answers of a partition that has ended, behind each other from `answers` on; its rows in `rows`. How
 * many there are. */
static uint64_t
finish(struct over_all *o, struct lm_over_part *part, struct lm_ranked *rows, struct lm_val *answers,
       uint64_t first)
{
    compute_begin(o, part);
    uint64_t n = part->n;
    for (uint64_t i = 0; i < n; i++) {
        int64_t ts = o->speak == LM_OVER_CLOSE ? part->part.ts : 0;
        lm_over_next(&o->calc, part);
        rows[first + i] = (struct lm_ranked){part->at[i], ts, first + i};
        for (uint32_t j = 0; j < o->calc.nfn; j++) {
            struct lm_val *v = &o->calc.answer[j];
            /* The text of an aggregate lies in its state, which the next row changes. */
            if (o->calc.fn[j].kind == LM_W_AGG)
                *v = lm_val_keep(&o->calc.arena, *v);
            answers[(first + i) * o->calc.nfn + j] = *v;
        }
    }
    lm_over_part_fini(&o->calc, part);
    return n;
}

static enum lm_flow
put_all(struct over_all *o, const struct lm_ranked *rows, uint64_t n, const struct lm_val *answers)
{
    struct lm_out out;

    lm_out_init(&out, &o->op, o->parts.ncol + o->calc.nfn + o->parts.tells_arrival, LM_OUT_BORROW | LM_OUT_TIMES);
    for (uint64_t i = 0; i < n && out.flow == LM_MORE; i++) {
        const struct lm_row *row = rows[i].row;
        struct lm_out_row head = {.weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq};
        put(o, &out, &head, row, answers + rows[i].rank * o->calc.nfn);
    }
    enum lm_flow flow = lm_out_flush(&out);
    lm_out_fini(&out);
    return flow;
}

/* The rows of all partitions in the order in which they leave: by arrival, or by their keys. There is room
 * for as many behind them. */
static const struct lm_ranked *
order_all(struct over_all *o, struct lm_ranked *rows, uint64_t n)
{
    struct lm_ranks *p = &o->parts;
    struct lm_ranked *arrived = lm_ranked_sort(&p->pool, rows, n);
    struct lm_row_sort by = { .key = p->key, .nkey = p->nkey, .a = p->a, .b = p->b, .pointed = true };

    if (!o->in_order)
        return arrived;
    struct lm_keyed *keyed = lm_pool_take(&p->pool, 2 * n * sizeof *keyed);
    for (uint64_t i = 0; i < n; i++)
        keyed[i].p = &arrived[i];
    lm_sort_rows(&by, keyed, keyed + n, n);
    for (uint64_t i = 0; i < n; i++)
        rows[i] = *(struct lm_ranked *)keyed[i].p;
    lm_pool_give(&p->pool, keyed, 2 * n * sizeof *keyed);
    return rows;
}

/* The partitions that have ended at watermark w: adds how many rows they have to *n. */
static void
find_ended(struct over_all *o, int64_t w, struct lm_list *ended, uint64_t *n)
{
    for (struct lm_group *g = o->parts.table.first; g != NULL; g = g->next) {
        struct lm_over_part *part = (struct lm_over_part *)g;
        if (w != LM_MARK_END && part->part.ts >= w)
            continue;
        lm_list_add(&o->parts.core.answers, ended, part);
        *n += o->lists ? part->part.list.n : part->n;
    }
}

/* The partitions that have ended at watermark w leave. */
static enum lm_flow
all_speak(struct over_all *o, int64_t w)
{
    struct lm_list ended = {0};
    uint64_t n = 0, first = 0;

    o->w = w;
    find_ended(o, w, &ended, &n);
    size_t row_bytes = 2 * (n + 1) * sizeof(struct lm_ranked);
    size_t bytes = (n * o->calc.nfn + 1) * sizeof(struct lm_val);
    struct lm_ranked *rows = lm_pool_take(&o->parts.pool, row_bytes);
    struct lm_val *answers = lm_pool_take(&o->parts.pool, bytes);
    for (uint32_t i = 0; i < ended.n; i++)
        first += finish(o, ended.at[i], rows, answers, first);
    assert(first == n);
    const struct lm_ranked *ordered = order_all(o, rows, n);
    enum lm_flow flow = put_all(o, ordered, n, answers);
    for (uint64_t i = 0; i < n && w != LM_MARK_END && !o->lists; i++) /* at the end all goes at once */
        lm_rows_drop(&o->parts.rows, ordered[i].row);
    lm_pool_give(&o->parts.pool, rows, row_bytes);
    lm_pool_give(&o->parts.pool, answers, bytes);
    for (uint32_t i = 0; i < ended.n && w != LM_MARK_END; i++)
        lm_ranks_drop(&o->parts, ended.at[i]);
    lm_arena_reset(&o->parts.core.answers);
    lm_over_forget(&o->calc);
    return flow;
}

static enum lm_flow
all_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct over_all *o = (struct over_all *)op;
    struct lm_ranks *p = &o->parts;
    enum lm_flow flow = LM_MORE;
    bool stop = false;

    assert(port == 0);
    lm_ranks_begin(p, b);
    if (o->out.op == NULL)
        lm_out_init(&o->out, op, b->ncol + o->calc.nfn + p->tells_arrival, LM_OUT_CHANGES | LM_OUT_TIMES);
    lm_over_eval(&o->calc, &p->x, b, p->col + p->nkey);
    struct lm_batch in = *b;
    in.sel = lm_ranks_keys(p, b, &stop);
    for (uint32_t k = 0; k < in.sel.n && !o->failed && flow == LM_MORE;) {
        int64_t w = lm_timely_low(b, lm_sel_row(in.sel, k), o->w);
        if (o->speak == LM_OVER_CLOSE && w > o->w)
            flow = all_speak(o, w);
        struct lm_change c = lm_change_next(&in, &k);
        change(o, b, c);
        if (k == in.sel.n || lm_keep_seq(b, lm_sel_row(in.sel, k)) != lm_keep_seq(b, c.row))
            settle(o, b, c.row);
    }
    lm_ranks_end(p);
    lm_keep_count(op, &o->told, &o->counted);
    if (flow == LM_MORE)
        flow = lm_out_flush(&o->out);
    return stop || o->failed ? LM_FAIL : flow;
}

static enum lm_flow
all_mark(struct lm_op *op, int64_t mark)
{
    struct over_all *o = (struct over_all *)op;

    if (o->speak == LM_OVER_FINAL && mark != LM_MARK_END)
        return LM_MORE; /* the rows are still here */
    if (o->speak != LM_OVER_CHANGES && o->parts.value != NULL && all_speak(o, mark) == LM_FAIL)
        return LM_FAIL;
    return lm_op_push_mark(op, mark);
}

static void
all_close(struct lm_op *op)
{
    struct over_all *o = (struct over_all *)op;

    if (o->out.op != NULL)
        lm_out_fini(&o->out);
    lm_over_calc_fini(&o->calc);
    lm_rows_fini(&o->told);
    lm_keep_count(op, &o->told, &o->counted);
    lm_ranks_fini(&o->parts);
}
