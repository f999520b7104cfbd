/* op_topn.c -- the rows of the best ranks, of each partition or of all. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Each partition is a list in order (state/order.h). Append-only input keeps only the rows that can
 * still be seen, and a row behind them is turned away by one comparison; input with retractions keeps
 * all, as the next best row may be needed. The changes of one input row (equal lm_batch.seq) are taken
 * together. Where only the set of rows counts and rows are seen by their place (ROW_NUMBER), each
 * change says which row it brings into sight and which it pushes out, in O(log n); otherwise what is
 * seen is laid beside what was, from the first place that changes.
 */
#include <assert.h>

#include "op/timely.h"
#include "op/topn.h"

static lm_op_batch_f topn_batch;
static lm_op_mark_f topn_mark;
static lm_op_close_f topn_close;

static const struct lm_op_type topn_type = {
    .name = "rank",
    .batch = topn_batch,
    .mark = topn_mark,
    .close = topn_close,
};

struct lm_op *
lm_topn_new(struct lm_op_ctx *ctx, const struct lm_over_spec *spec)
{
    struct topn *t = lm_alloc(ctx->arena, sizeof *t);

    assert(spec->nfn == 1 && lm_over_ranks(spec->fn[0].kind));
    assert(spec->lo >= 1);
    lm_op_init(&t->op, &topn_type, ctx, 1);
    lm_ranks_init(&t->parts, &t->op, spec, 0, sizeof(struct topn_part));
    t->kind = spec->fn[0].kind;
    t->speak = spec->speak;
    t->lo = spec->lo;
    t->hi = spec->hi;
    t->told = spec->told;
    t->changing = spec->changing;
    t->simple = !t->told && t->kind == LM_W_ROW_NUMBER;
    t->w = LM_MARK_MIN;
    return &t->op;
}

/* Events -------------------------------------------------------------------------------------------- */

static void
event_add(struct topn *t, struct topn_part *part, struct lm_row *row, int32_t weight)
{
    if (row == NULL)
        return;
    for (uint32_t i = 0; i < t->nevent; i++)
        if (t->event[i].row == row && t->event[i].weight == -weight) {
            t->event[i].weight = 0;
            return;
        }
    if (t->nevent == t->event_cap)
        t->event = lm_alloc_more(t->op.ctx->arena, t->event, &t->event_cap, 16, sizeof *t->event);
    t->event[t->nevent++] = (struct topn_event){part, row, weight};
}

static struct lm_row *
row_at(const struct topn_part *part, uint64_t place)
{
    struct lm_order_node *n = place < part->part.list.n ? lm_order_at(&part->part.list, (uint32_t)place) : NULL;

    return n != NULL ? n->row : NULL;
}

/* A row is about to leave its place. */
static void
event_take(struct topn *t, struct topn_part *part, struct lm_row *row)
{
    uint64_t place = lm_ranks_place(&t->parts, &part->part, row, false);

    if (place >= t->hi)
        return;
    event_add(t, part, place >= t->lo - 1 ? row : row_at(part, t->lo - 1), -1);
    event_add(t, part, t->hi != UINT64_MAX ? row_at(part, t->hi) : NULL, 1);
}

/* A row has taken its place. */
static void
event_put(struct topn *t, struct topn_part *part, struct lm_row *row)
{
    uint64_t place = lm_ranks_place(&t->parts, &part->part, row, false);

    if (place >= t->hi)
        return;
    event_add(t, part, t->hi != UINT64_MAX ? row_at(part, t->hi) : NULL, -1);
    event_add(t, part, place >= t->lo - 1 ? row : row_at(part, t->lo - 1), 1);
}

/* Changes -------------------------------------------------------------------------------------------- */

/* Whether a row of these keys has others of equal keys beside it. */
static bool
has_peer(struct topn *t, const struct topn_part *part, const struct lm_row *row)
{
    uint32_t place = lm_ranks_place(&t->parts, &part->part, row, false);
    struct lm_order_node *next = lm_order_at(&part->part.list, place + 1);

    return lm_ranks_place(&t->parts, &part->part, row, true) < place ||
           (next != NULL && lm_ranks_order(&t->parts, row, next->row) == 0);
}

/* What is seen of a partition before anything changes from that place on. */
static void
touch(struct topn *t, struct topn_part *part, uint32_t place)
{
    if (t->simple || t->speak != LM_OVER_CHANGES || part->part.touched)
        return;
    part->part.touched = true;
    part->place = place;
    part->from = t->before.n;
    topn_see(t, part, place, &t->before);
    part->n = t->before.n - part->from;
    lm_list_add(t->op.ctx->arena, &t->touched, part);
}

static void
take_row(struct topn *t, struct topn_part *part, struct lm_row *row)
{
    if (t->simple && t->speak == LM_OVER_CHANGES)
        event_take(t, part, row);
    if (t->kind == LM_W_DENSE_RANK)
        part->distinct -= !has_peer(t, part, row);
    lm_ranks_take(&t->parts, &part->part, row);
    lm_rows_hide(&t->parts.rows, row);
    lm_list_add(t->op.ctx->arena, &t->gone, row);
}

static void
put_row(struct topn *t, struct topn_part *part, struct lm_row *row)
{
    lm_ranks_put(&t->parts, &part->part, row);
    if (t->kind == LM_W_DENSE_RANK)
        part->distinct += !has_peer(t, part, row);
    if (t->simple && t->speak == LM_OVER_CHANGES)
        event_put(t, part, row);
}

/* Drops the rows of an append-only partition that cannot be seen any more. */
static void
prune(struct topn *t, struct topn_part *part)
{
    struct lm_order *list = &part->part.list;

    while (!t->changing && list->n > t->hi) {
        struct lm_row *last = lm_order_at(list, list->n - 1)->row;
        uint64_t rank = t->kind == LM_W_ROW_NUMBER ? list->n : part->distinct;
        if (t->kind == LM_W_RANK)
            rank = (uint64_t)lm_ranks_place(&t->parts, &part->part, last, true) + 1;
        if (rank <= t->hi)
            return;
        if (t->kind == LM_W_DENSE_RANK)
            part->distinct -= !has_peer(t, part, last);
        lm_ranks_take(&t->parts, &part->part, last);
        lm_list_add(t->op.ctx->arena, &t->gone, last);
    }
}

/* Whether the row at hand of append-only input stands behind all that can be seen. */
static bool
is_behind(struct topn *t, const struct topn_part *part, uint64_t tag)
{
    struct lm_ranks *p = &t->parts;
    const struct lm_order *list = &part->part.list;
    int order = 0;

    if (t->changing || list->n < t->hi || (t->kind == LM_W_DENSE_RANK && part->distinct < t->hi))
        return false;
    if (t->hi == 0)
        return true;
    const struct lm_order_node *last = lm_order_at(list, list->n - 1);
    if (p->prefix != last->prefix)
        return p->prefix > last->prefix;
    lm_row_get(last->row, p->nkey, p->a);
    for (uint32_t i = 0; i < p->nkey && order == 0; i++)
        order = lm_sort_order(&p->value[i], &p->a[i], p->key[i].flags);
    return order > 0 || (order == 0 && t->kind == LM_W_ROW_NUMBER && tag > last->row->tag);
}

/* Takes one copy of row r back; *tag becomes its number of arrival. */
static bool
retract(struct topn *t, const struct lm_batch *b, uint32_t r, bool alone, uint64_t *tag)
{
    struct topn_part *part = (struct topn_part *)lm_ranks_of(&t->parts, r);

    lm_ranks_fill(&t->parts, b, r);
    struct lm_row *row = t->changing ? lm_rows_find(&t->parts.rows, t->parts.value) : NULL;
    if (row == NULL) {
        t->failed = lm_keep_refuse(&t->op, b, r) != LM_MORE;
        return false;
    }
    touch(t, part, alone ? lm_ranks_place(&t->parts, &part->part, row, false) : 0);
    *tag = row->tag;
    take_row(t, part, row);
    return true;
}

static void
insert(struct topn *t, const struct lm_batch *b, uint32_t r, bool alone, uint64_t tag)
{
    struct topn_part *part = (struct topn_part *)lm_ranks_of(&t->parts, r);

    lm_ranks_fill(&t->parts, b, r);
    if (is_behind(t, part, tag))
        return;
    struct lm_row *row = lm_ranks_keep(&t->parts, b, r, tag);
    touch(t, part, alone ? lm_ranks_place(&t->parts, &part->part, row, false) : 0);
    put_row(t, part, row);
    prune(t, part);
}

static void
change(struct topn *t, const struct lm_batch *b, struct lm_change c, bool alone)
{
    uint64_t tag = 0;
    bool kept = c.replaces && retract(t, b, c.row - 1, false, &tag);

    for (int64_t w = c.weight; w < 0 && !t->failed; w++)
        if (!retract(t, b, c.row, alone && c.weight == -1, &tag))
            return;
    for (int64_t w = 0; w < c.weight && !t->failed; w++)
        insert(t, b, c.row, alone && !c.replaces && c.weight == 1, lm_ranks_tag(&t->parts, b, c.row, kept ? &tag : NULL));
}

/* Tells what the changes of one input row, whose last is row r, have done. */
static void
settle(struct topn *t, const struct lm_batch *b, uint32_t r)
{
    const int64_t *mark = b->low != NULL ? b->low : b->mark;
    struct lm_out_row head = {
        .ts = lm_keep_ts(b, r),
        .mark = mark != NULL ? mark[r] : t->op.mark,
        .seq = lm_keep_seq(b, r),
    };

    if (t->simple)
        topn_tell_events(t, &head);
    else
        topn_tell(t, &head);
    for (uint32_t i = 0; i < t->touched.n; i++)
        ((struct lm_part *)t->touched.at[i])->touched = false;
    for (uint32_t i = 0; i < t->gone.n; i++)
        lm_rows_drop(&t->parts.rows, t->gone.at[i]);
    t->touched.n = t->gone.n = t->before.n = 0;
}

/* Final rows ----------------------------------------------------------------------------------------- */

/* The rows seen of the partitions that have ended at watermark w, by time of their partition, then by
 * arrival. Those partitions are forgotten. */
static enum lm_flow
topn_speak(struct topn *t, int64_t w)
{
    struct lm_out out;
    struct lm_list ended = {0};

    t->w = w;
    t->before.n = 0;
    for (struct lm_group *g = t->parts.table.first; g != NULL; g = g->next) {
        struct topn_part *part = (struct topn_part *)g;
        if (w != LM_MARK_END && part->part.ts >= w)
            continue;
        part->from = t->before.n;
        topn_see(t, part, 0, &t->before);
        part->n = t->before.n - part->from;
        lm_list_add(&t->parts.core.answers, &ended, part);
    }
    uint32_t n = t->before.n;
    size_t bytes = 2 * ((size_t)n + 1) * sizeof(struct lm_ranked);
    struct lm_ranked *rows = lm_pool_take(&t->parts.pool, bytes);
    for (uint32_t e = 0; e < ended.n; e++) {
        const struct topn_part *part = ended.at[e];
        for (uint32_t i = part->from; i < part->from + part->n; i++) {
            const struct topn_seen *seen = &t->before.at[i];
            int64_t ts = t->speak == LM_OVER_CLOSE ? part->part.ts : 0;
            rows[i] = (struct lm_ranked){seen->row, ts, seen->rank};
        }
    }
    const struct lm_ranked *sorted = lm_ranked_sort(&t->parts.pool, rows, n);
    lm_out_init(&out, &t->op, t->parts.ncol + 1 + t->parts.tells_arrival, LM_OUT_BORROW | LM_OUT_TIMES);
    for (uint32_t i = 0; i < n && out.flow == LM_MORE; i++) {
        const struct lm_row *row = sorted[i].row;
        struct lm_out_row head = {.weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq};
        topn_put(t, &out, &head, (struct topn_seen){sorted[i].row, sorted[i].rank});
    }
    enum lm_flow flow = lm_out_flush(&out);
    lm_out_fini(&out);
    lm_pool_give(&t->parts.pool, rows, bytes);
    for (uint32_t e = 0; e < ended.n && w != LM_MARK_END; e++) /* at the end all goes at once */
        lm_ranks_drop(&t->parts, ended.at[e]);
    lm_arena_reset(&t->parts.core.answers);
    t->before.n = 0;
    return flow;
}

static enum lm_flow
topn_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct topn *t = (struct topn *)op;
    enum lm_flow flow = LM_MORE;
    bool stop = false;

    assert(port == 0);
    lm_ranks_begin(&t->parts, b);
    if (t->out.op == NULL)
        lm_out_init(&t->out, op, b->ncol + 1 + t->parts.tells_arrival, LM_OUT_CHANGES | LM_OUT_TIMES);
    struct lm_batch in = *b;
    in.sel = lm_ranks_keys(&t->parts, b, &stop);
    for (uint32_t k = 0; k < in.sel.n && !t->failed && flow == LM_MORE;) {
        uint32_t first = k, row;
        int64_t w = lm_timely_low(b, lm_sel_row(in.sel, k), t->w);
        if (t->speak == LM_OVER_CLOSE && w > t->w)
            flow = topn_speak(t, w);
        struct lm_change c = lm_change_next(&in, &k);
        row = c.row;
        bool more = k < in.sel.n && lm_keep_seq(b, lm_sel_row(in.sel, k)) == lm_keep_seq(b, row);
        bool same = first > 0 && lm_keep_seq(b, lm_sel_row(in.sel, first - 1)) == lm_keep_seq(b, row);
        change(t, b, c, !more && !same);
        if (!more)
            settle(t, b, row);
    }
    lm_ranks_end(&t->parts);
    if (flow == LM_MORE && t->speak != LM_OVER_FINAL)
        flow = lm_out_flush(&t->out);
    return stop || t->failed ? LM_FAIL : flow;
}

static enum lm_flow
topn_mark(struct lm_op *op, int64_t mark)
{
    struct topn *t = (struct topn *)op;

    if (t->speak == LM_OVER_FINAL && mark != LM_MARK_END)
        return LM_MORE; /* the rows are still here */
    if (t->speak != LM_OVER_CHANGES && t->parts.value != NULL && topn_speak(t, mark) == LM_FAIL)
        return LM_FAIL;
    return lm_op_push_mark(op, mark);
}

static void
topn_close(struct lm_op *op)
{
    struct topn *t = (struct topn *)op;

    if (t->out.op != NULL)
        lm_out_fini(&t->out);
    lm_ranks_fini(&t->parts);
}
