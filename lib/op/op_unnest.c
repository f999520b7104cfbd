/* op_unnest.c -- a row for each element of an array. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * For each input row the arrays are walked in step; each step makes an output row, which remembers the
 * input row it comes from. When an output batch is full, or the input at its end, the input's columns are
 * gathered by those numbers. Times, marks and places are gathered too, so lateness and messages stay right.
 * A series of numbers or times is no array: its elements are made as they are asked for. What an output batch
 * holds is forgotten when it has been pushed, so a long series takes no more memory than a short one.
 */
#include "op/op_unnest.h"

#include <assert.h>

#include "data/json.h"
#include "expr/series.h"

static lm_op_batch_f unnest_batch;
static lm_op_close_f unnest_close;

static const struct lm_op_type lm_op_unnest = {
    .name = "unnest",
    .batch = unnest_batch,
    .close = unnest_close,
};

/* An array, or a series, being walked. */
struct walk {
    const struct lm_expr *series;  /* the call that gives it; NULL: an array */
    const struct lm_col **arg;     /* ... [series->narg] */
    const struct lm_col *array;
    struct lm_json_iter iter;
    struct lm_series at;
    struct lm_val value;           /* of the series: the element of this step */
    bool live;                     /* has an element in this step */
};

struct unnest {
    struct lm_op op;
    struct lm_eval eval;
    const struct lm_unnest_item *items;
    uint32_t n;
    bool outer;
    struct walk *walk;           /* [n] */
    struct lm_arena arena;       /* of the output batch at hand */
    struct lm_buf text;          /* of an element */
    uint32_t width;              /* columns added */
    uint16_t *from;              /* [LM_BATCH_ROWS] input row of each output row */
};

/* The call of range or generate_series whose elements e has; NULL: it is any array. */
static const struct lm_expr *
series_of(const struct lm_expr *e)
{
    if (e->op != LM_X_CALL)
        return NULL;
    if (lm_series_is(e->fn))
        return e;
    bool same = e->narg == 1 && strcmp(e->fn->name, "unnest") == 0;
    return same && e->arg[0]->op == LM_X_CALL && lm_series_is(e->arg[0]->fn) ? e->arg[0] : NULL;
}

struct lm_op *
lm_unnest_new(struct lm_op_ctx *ctx, const struct lm_unnest_item *items, uint32_t n, bool outer)
{
    struct unnest *u = lm_alloc(ctx->arena, sizeof *u);

    assert(n > 0);
    lm_op_init(&u->op, &lm_op_unnest, ctx, 1);
    lm_op_eval_init(&u->op, &u->eval);
    u->items = items;
    u->n = n;
    u->outer = outer;
    u->walk = lm_alloc(ctx->arena, n * sizeof *u->walk);
    lm_arena_init(&u->arena, 256 * 1024);
    u->from = lm_alloc(ctx->arena, LM_BATCH_ROWS * sizeof *u->from);
    for (uint32_t i = 0; i < n; i++) {
        u->width += items[i].ncol + items[i].ordinality;
        u->walk[i].series = series_of(items[i].array);
        if (u->walk[i].series != NULL)
            u->walk[i].arg = lm_alloc(ctx->arena, (u->walk[i].series->narg + 1) * sizeof *u->walk[i].arg);
    }
    return &u->op;
}

static void
unnest_close(struct lm_op *op)
{
    struct unnest *u = (struct unnest *)op;

    lm_arena_fini(&u->arena);
    lm_buf_fini(&u->text);
}

/* Output -------------------------------------------------------------------------------------------------------- */

static void
gather(const struct unnest *u, const struct lm_col *in, uint32_t n, struct lm_col *out, struct lm_arena *a)
{
    lm_col_init(out, in->kind == LM_K_MISSING ? LM_K_NULL : in->kind, n, a);
    if (in->kind == LM_K_NULL)
        return;
    out->scale = in->scale;
    size_t bytes = lm_kind_bytes(in->kind);
    const char *from = in->data;
    char *to = out->data;
    for (uint32_t k = 0; k < n; k++)
        memcpy(to + k * bytes, from + u->from[k] * bytes, bytes);
    if (in->null != NULL) {
        lm_col_nullable(out, n, a);
        for (uint32_t k = 0; k < n; k++)
            out->null[k] = in->null[u->from[k]];
    }
    if (in->text != NULL) {
        out->text = lm_alloc_raw(a, n * sizeof *out->text);
        for (uint32_t k = 0; k < n; k++)
            out->text[k] = in->text[u->from[k]];
    }
}

static const int64_t *
gather_times(const struct unnest *u, const int64_t *in, uint32_t n, struct lm_arena *a)
{
    if (in == NULL)
        return NULL;
    int64_t *out = lm_alloc_raw(a, n * sizeof *out);
    for (uint32_t k = 0; k < n; k++)
        out[k] = in[u->from[k]];
    return out;
}

static const struct lm_origin *
gather_origin(const struct unnest *u, const struct lm_origin *in, uint32_t n, struct lm_arena *a)
{
    if (in == NULL)
        return NULL;
    struct lm_origin *out = lm_alloc_copy(a, in, sizeof *in);
    struct lm_str *raw = lm_alloc_raw(a, n * sizeof *raw);
    uint64_t *line = lm_alloc_raw(a, n * sizeof *line), *offset = lm_alloc_raw(a, n * sizeof *offset);
    for (uint32_t k = 0; k < n; k++) {
        raw[k] = in->raw != NULL ? in->raw[u->from[k]] : (struct lm_str){ 0 };
        line[k] = in->line != NULL ? in->line[u->from[k]] : 0;
        offset[k] = in->offset != NULL ? in->offset[u->from[k]] : UINT64_MAX;
    }
    out->raw = raw;
    out->line = line;
    out->offset = offset;
    return out;
}

/* Pushes n output rows; `added` are their new columns. */
static enum lm_flow
push_rows(struct unnest *u, const struct lm_batch *b, uint32_t n, const struct lm_col *added)
{
    struct lm_arena *a = &u->arena;
    struct lm_batch out = *b;

    out.arena = a;

    out.cols = lm_alloc_raw(a, (b->ncol + u->width) * sizeof *out.cols);
    out.ncol = b->ncol + u->width;
    for (uint32_t c = 0; c < b->ncol; c++)
        gather(u, &b->cols[c], n, &out.cols[c], a);
    for (uint32_t c = 0; c < u->width; c++)
        out.cols[b->ncol + c] = added[c];
    out.nrow = n;
    out.sel = lm_sel_all(n);
    out.pair = NULL;
    out.ts = gather_times(u, b->ts, n, a);
    out.mark = gather_times(u, b->mark, n, a);
    out.low = gather_times(u, b->low, n, a);
    uint64_t *seq = lm_alloc_raw(a, n * sizeof *seq);
    int32_t *weight = b->weight != NULL ? lm_alloc_raw(a, n * sizeof *weight) : NULL;
    for (uint32_t k = 0; k < n; k++) {
        seq[k] = b->seq != NULL ? b->seq[u->from[k]] : b->seq0 + u->from[k];
        if (weight != NULL)
            weight[k] = b->weight[u->from[k]];
    }
    out.seq = seq;
    out.weight = weight;
    out.origin = gather_origin(u, b->origin, n, a);
    enum lm_flow flow = lm_op_push(&u->op, &out);
    lm_arena_reset(a);
    return flow;
}

/* Rows ----------------------------------------------------------------------------------------------------------- */

static struct lm_col *
added_new(struct unnest *u)
{
    struct lm_arena *a = &u->arena;
    struct lm_col *added = lm_alloc(a, u->width * sizeof *added);

    for (uint32_t c = 0; c < u->width; c++)
        lm_col_init(&added[c], LM_K_NULL, LM_BATCH_ROWS, a);
    return added;
}

/* The value number c of an element that is a pair: {"key": k, "value": v}. */
static bool
pair_part(struct lm_str pair, uint32_t c, struct lm_str *part)
{
    struct lm_json_iter it;
    uint32_t k = 0;

    lm_json_begin(&it, pair);
    while (lm_json_next(&it))
        if (k++ == c) {
            *part = it.item;
            return true;
        }
    return false;
}

/* The element of a series as that of an array would be. */
static struct lm_val
series_val(struct unnest *u, const struct lm_val *v)
{
    if (v->kind == LM_K_INT)
        return *v;
    u->text.n = 0;
    lm_val_print_json(&u->text, v);
    return lm_json_val(&u->arena, (struct lm_str){ lm_alloc_copy(&u->arena, u->text.p, u->text.n), u->text.n });
}

/* The values of item i in this step, at row `row` of its columns. */
static void
put_item(struct unnest *u, uint32_t i, uint64_t place, uint32_t row, struct lm_col *cols)
{
    const struct lm_unnest_item *item = &u->items[i];
    const struct walk *w = &u->walk[i];
    struct lm_val v = LM_VAL_NULL;

    for (uint32_t c = 0; c < item->ncol; c++) {
        struct lm_str part = w->iter.item;
        v = LM_VAL_NULL;
        if (w->live && w->series != NULL)
            v = series_val(u, &w->value);
        else if (w->live && (item->ncol == 1 || pair_part(w->iter.item, c, &part)))
            v = lm_json_val(&u->arena, part);
        lm_col_set(&cols[c], row, &v, LM_BATCH_ROWS, &u->arena);
    }
    if (!item->ordinality)
        return;
    v = w->live ? lm_val_int((int64_t)place + 1) : LM_VAL_NULL;
    lm_col_set(&cols[item->ncol], row, &v, LM_BATCH_ROWS, &u->arena);
}

static bool
step(struct unnest *u)
{
    bool any = false;

    for (uint32_t i = 0; i < u->n; i++) {
        struct walk *w = &u->walk[i];
        w->live = w->live && (w->series != NULL ? lm_series_next(&w->at, &w->value) : lm_json_next(&w->iter));
        any = any || w->live;
    }
    return any;
}

/* Begins the series of row r. It is not there if an argument is NULL, or when it fails, which marks the row. */
static void
begin_series(struct unnest *u, struct walk *w, uint32_t r)
{
    struct lm_val arg[3];
    const char *what;

    assert(w->series->narg <= 3);
    w->live = false;
    for (uint32_t k = 0; k < w->series->narg; k++) {
        arg[k] = lm_col_get(w->arg[k], r);
        if (lm_val_is_null(&arg[k]))
            return;
    }
    enum lm_code code = lm_series_begin(&w->at, w->series->fn, arg, w->series->narg, &what);
    w->live = code == LM_OK;
    if (!w->live)
        lm_eval_fail(&u->eval, r, code, "%s", what);
}

static void
begin_row(struct unnest *u, uint32_t r)
{
    for (uint32_t i = 0; i < u->n; i++) {
        struct walk *w = &u->walk[i];
        if (w->series != NULL) {
            begin_series(u, w, r);
            continue;
        }
        struct lm_val v = lm_col_get(w->array, r);
        w->live = v.kind == LM_K_JSON;
        lm_json_begin(&w->iter, w->live ? lm_val_text(&v) : LM_STR(""));
    }
}

/* Evaluates what is walked, over the whole batch; what a series is refused for is known then. */
static void
eval_all(struct unnest *u, struct lm_batch *b)
{
    bool series = false;

    for (uint32_t i = 0; i < u->n; i++) {
        struct walk *w = &u->walk[i];
        series = series || w->series != NULL;
        for (uint32_t k = 0; w->series != NULL && k < w->series->narg; k++)
            w->arg[k] = lm_expr_eval(w->series->arg[k], &u->eval, b->sel);
        if (w->series == NULL)
            w->array = lm_expr_eval(u->items[i].array, &u->eval, b->sel);
    }
    for (uint32_t k = 0; series && k < b->sel.n; k++)
        begin_row(u, lm_sel_row(b->sel, k));
}

static void
put_row(struct unnest *u, uint64_t place, uint32_t row, struct lm_col *added)
{
    uint32_t c = 0;

    for (uint32_t i = 0; i < u->n; i++) {
        put_item(u, i, place, row, added + c);
        c += u->items[i].ncol + u->items[i].ordinality;
    }
}

static enum lm_flow
unnest_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct unnest *u = (struct unnest *)op;
    enum lm_flow flow = LM_MORE;
    uint32_t n = 0;
    bool stop = false;

    assert(port == 0);
    lm_arena_reset(&u->arena);
    lm_op_eval_begin(op, &u->eval, b);
    eval_all(u, b);
    uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
    struct lm_sel sel = lm_op_refuse(op, &u->eval, b->sel, rows, &stop);
    struct lm_col *added = added_new(u);
    for (uint32_t k = 0; k < sel.n && flow == LM_MORE; k++) {
        uint32_t r = lm_sel_row(sel, k);
        uint64_t place = 0;
        begin_row(u, r);
        bool more = step(u);
        while ((more || (u->outer && place == 0)) && flow == LM_MORE) {
            u->from[n] = (uint16_t)r;
            put_row(u, place++, n++, added);
            if (n == LM_BATCH_ROWS) {
                flow = push_rows(u, b, n, added);
                added = added_new(u);
                n = 0;
                if (op->ctx->stop != NULL && *op->ctx->stop != 0)
                    return flow;
                if (op->ctx->state_most != 0 && op->ctx->state_bytes > op->ctx->state_most)
                    return LM_FAIL;
            }
            more = more && step(u);
        }
    }
    if (flow == LM_MORE && n > 0)
        flow = push_rows(u, b, n, added);
    return stop ? LM_FAIL : flow;
}
