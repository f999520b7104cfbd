/* source.c -- where rows enter: bytes become batches, batches are pushed. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The input fills a buffer; the decoder takes whole records from its begin; what is left moves to the
 * front before the next read. A batch that was decoded waits (pending) until the core wants its rows:
 * finite inputs are merged by event time, row by row, so a batch may leave in pieces. Pieces are
 * selections of the same batch: nothing is copied.
 */
#include "run/source.h"

#include <assert.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "op/ops.h"
#include "run/source_time.h"

/* A record that is longer is not looked at anew with each piece that comes. */
enum { LONG_BYTES = 1 << 20 };

int64_t
lm_now_us(void)
{
    struct timespec t;

    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * LM_US_SECOND + t.tv_nsec / 1000;
}

/* Nothing is pushed to a leaf. */
static enum lm_flow
source_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    assert(!"rows for a leaf");
    return LM_FAIL;
}

static const struct lm_op_type lm_op_source = { .name = "source", .batch = source_batch };

struct lm_run_source *
lm_run_source_new(struct lm_op_ctx *ctx, struct lm_source *src, struct lm_input *in, struct lm_decoder *dec)
{
    struct lm_run_source *s = lm_alloc(ctx->arena, sizeof *s);

    lm_op_init(&s->op, &lm_op_source, ctx, 1);
    s->src = src;
    s->in = in;
    s->dec = dec;
    s->mark = s->newest_read_us = LM_MARK_MIN;
    s->skew_us = INT64_MAX;
    lm_arena_init(&s->arena, 1 << 20);
    s->rows = lm_alloc(ctx->arena, LM_BATCH_ROWS * sizeof *s->rows);
    return s;
}

/* Room for one more read behind buf[end), and LM_PAD bytes. */
static int
buffer_room(struct lm_run_source *s, struct lm_err *err)
{
    if (s->at > 0) {
        memmove(s->buf, s->buf + s->at, s->end - s->at);
        s->end -= s->at;
        s->at = 0;
    }
    if (s->cap - s->end >= LM_READ_BYTES + LM_PAD)
        return 0;
    if (s->end > LM_RECORD_BYTES + (size_t)LM_READ_BYTES)
        return lm_fail(err, LM_E_TOO_LARGE, LM_NOWHERE, "a record of %s is longer than 64 MiB", s->dec->source);
    size_t cap = s->cap * 2 > s->end + 2 * LM_READ_BYTES ? s->cap * 2 : s->end + 2 * LM_READ_BYTES;
    char *buf = realloc(s->buf, cap);
    if (buf == NULL)
        return lm_fail(err, LM_E_OUT_OF_MEMORY, LM_NOWHERE, "%zu bytes for input", cap);
    s->buf = buf;
    s->cap = cap;
    return 0;
}

static enum lm_step
source_read(struct lm_run_source *s, struct lm_err *err)
{
    if (s->in == NULL) {
        s->eof = s->last = true;
        return LM_STEP_END;
    }
    if (s->in->drained && !s->in->readable)
        return LM_STEP_WAIT;
    if (buffer_room(s, err) != 0)
        return LM_STEP_FAIL;
    ssize_t n = s->in->type->read(s->in, s->buf + s->end, s->cap - s->end - LM_PAD, err);
    switch (n) {
    case LM_READ_AGAIN:
        return LM_STEP_WAIT;
    case LM_READ_ERROR:
        return LM_STEP_FAIL;
    case LM_READ_END:
        s->last = true;
        s->eof = true;
        return LM_STEP_END;
    case LM_READ_NEXT_FILE:
        s->eof = true;
        return LM_STEP_END;
    default:
        assert(n > 0);
        s->end += (size_t)n;
        memset(s->buf + s->end, 0, LM_PAD);
        s->heard_us = s->op.ctx->now_us;
        if (s->idle)
            source_time_wake(s);
        return LM_STEP_ROWS;
    }
}

int
lm_run_source_peek(struct lm_run_source *s, size_t need, int64_t until_us, struct lm_err *err)
{
    while (!s->eof && s->end - s->at < need) {
        enum lm_step step = source_read(s, err);
        if (step == LM_STEP_FAIL)
            return -1;
        if (step != LM_STEP_WAIT)
            continue;
        struct pollfd p = { s->in->fd, POLLIN, 0 };
        int64_t left_us = until_us == INT64_MAX ? INT64_MAX : until_us - lm_now_us();
        if (left_us <= 0)
            return 0;
        int ms = left_us < 1000 * (int64_t)INT_MAX ? (int)((left_us + 999) / 1000) : -1;
        poll(&p, s->in->fd >= 0 ? 1 : 0, s->in->fd >= 0 ? ms : 50);
        s->in->readable = p.revents != 0;
    }
    return 0;
}

/* Columns --------------------------------------------------------------------------------------------- */

static struct lm_expr *
column_expr(struct lm_run_source *s, const struct lm_plan_col *c, uint32_t *ncol)
{
    struct lm_arena *a = s->op.ctx->arena;
    struct lm_expr *e;

    if (c->part >= LM_PC_FILE) {
        e = lm_expr_new(a, LM_X_ORIGIN, c->type, LM_NOWHERE, NULL, 0);
        e->col = c->part - LM_PC_FILE;
        return e;
    }
    bool is_time = s->src->proctime && lm_str_eq(c->name, s->src->time_name);
    if (is_time)
        return lm_expr_new(a, LM_X_NOW, lm_type_of(LM_T_TIMESTAMP), LM_NOWHERE, NULL, 0);
    struct lm_fmt_col *f = &s->dec->cols[*ncol];
    bool record = c->part == LM_PC_RECORD;
    f->name = c->name;
    f->record = record;
    f->nocase = c->nocase;
    f->want = c->type.id == LM_T_VARCHAR && !record ? LM_WANT_TEXT : LM_WANT_SPELLING;
    f->want |= c->missing ? LM_WANT_MISSING : 0;
    e = lm_expr_col(a, (*ncol)++, record ? c->type : lm_type_of(LM_T_DYN), c->name, LM_NOWHERE);
    if (record || c->type.id == LM_T_DYN)
        return e;
    struct lm_expr *read =
        lm_expr_new(a, LM_X_READ, c->type, LM_NOWHERE, lm_alloc_copy(a, &e, sizeof e), 1);
    read->name = c->name;
    read->col = s->src->epoch_unit;
    if (s->src->time_declared && lm_str_eq(c->name, s->src->time_name) && s->src->stamp.unit <= LM_UNIT_NS)
        read->col = s->src->stamp.unit;
    return read;
}

int
lm_run_source_ready(struct lm_run_source *s, int64_t now_us)
{
    struct lm_arena *a = s->op.ctx->arena;
    uint32_t n = s->src->cols != NULL ? s->src->cols->at.n : 0, k = 0;

    s->dec->cols = lm_alloc(a, (n + 1) * sizeof *s->dec->cols);
    s->expr = lm_alloc(a, (n + 1) * sizeof *s->expr);
    s->seen = lm_alloc(a, n + 1);
    for (uint32_t i = 0; i < n; i++)
        s->expr[i] = column_expr(s, s->src->cols->at.at[i], &k);
    s->dec->ncol = k;
    s->heard_us = now_us;
    lm_op_eval_init(&s->op, &s->eval);
    source_time_ready(s);
    if (s->src->align_group.n > 0 && s->src->time == NULL)
        return lm_fail(s->op.ctx->err, LM_E_NO_WINDOW, LM_NOWHERE,
                       "alignment.group of \"%.*s\" needs an event time: WATERMARK FOR", LM_STRF(s->src->name));
    if (s->src->per_key.n > 0 && s->src->time == NULL)
        return lm_fail(s->op.ctx->err, LM_E_NO_WINDOW, LM_NOWHERE,
                       "watermark.per_key of \"%.*s\" needs an event time: WATERMARK FOR", LM_STRF(s->src->name));
    return 0;
}

/* A NULL in a column declared NOT NULL makes the record a bad one. */
static void
check_not_null(struct lm_run_source *s, const struct lm_plan_col *c, const struct lm_col *col)
{
    char type[64];

    for (uint32_t k = 0; k < s->batch.sel.n; k++) {
        uint32_t r = lm_sel_row(s->batch.sel, k);
        if (!lm_col_is_null(col, r))
            continue;
        s->eval.field = c->name;
        lm_eval_fail(&s->eval, r, LM_E_CONVERT, "expected %s, found NULL", lm_type_print(c->type, type));
    }
}

/* Turns the decoder's batch into the source's columns; rows whose values do not fit are refused. */
static enum lm_flow
source_columns(struct lm_run_source *s)
{
    struct lm_batch *b = &s->batch;
    uint32_t n = s->src->cols != NULL ? s->src->cols->at.n : 0;
    struct lm_col *cols = lm_alloc_raw(b->arena, (n + 1) * sizeof *cols);
    bool stop = false;

    lm_op_eval_begin(&s->op, &s->eval, b);
    for (uint32_t i = 0; i < n; i++) {
        cols[i] = *lm_expr_eval(s->expr[i], &s->eval, b->sel);
        s->seen[i] = s->seen[i] || cols[i].kind != LM_K_NULL;
        const struct lm_plan_col *c = s->src->cols->at.at[i];
        if (c->not_null)
            check_not_null(s, c, &cols[i]);
    }
    if (s->eval.nbad > 0)
        b->sel = lm_op_refuse(&s->op, &s->eval, b->sel, s->rows, &stop);
    b->cols = cols;
    b->ncol = n;
    return stop ? LM_FAIL : LM_MORE;
}

/* Rows ------------------------------------------------------------------------------------------------- */

/* The two halves of an update are one input row. */
static const uint64_t *
source_numbers(struct lm_run_source *s, const struct lm_batch *b)
{
    if (b->pair == NULL)
        return NULL;
    uint64_t *seq = lm_alloc_raw(&s->arena, b->nrow * sizeof *seq);
    for (uint32_t r = 0; r < b->nrow; r++)
        seq[r] = r > 0 && b->pair[r] == LM_PAIR_NEW ? seq[r - 1] : b->seq0 + r;
    return seq;
}

bool
lm_run_source_worth(struct lm_run_source *s)
{
    size_t n = s->end - s->at;

    assert(s->looked <= n);
    if (s->eof || n > LM_RECORD_BYTES || s->looked < LONG_BYTES)
        return n > 0 || s->eof;
    const char *fresh = s->buf + s->at + s->looked;
    n -= s->looked;
    s->looked += n;
    return memchr(fresh, '\n', n) != NULL || memchr(fresh, '}', n) != NULL || memchr(fresh, ']', n) != NULL;
}

/* The format of an input that was silent when it was opened is not known before its first byte. */
static int
check_guess(struct lm_run_source *s)
{
    size_t at = s->at;

    while (at < s->end && strchr(" \t\r\n", s->buf[at]) != NULL)
        at++;
    if (at == s->end)
        return 0;
    s->guessed = false;
    if (s->buf[at] == '{' || (s->end - at >= 3 && memcmp(s->buf + at, "\xef\xbb\xbf", 3) == 0))
        return 0;
    lm_fail(s->op.ctx->err, LM_E_READ, LM_NOWHERE,
            "%s was silent when the query began, so it was to be NDJSON, and now its first byte is '%c'", s->in->source,
            s->buf[at]);
    return lm_hint(s->op.ctx->err, "say what it is: CREATE SOURCE %s (...) FORMAT CSV, or -i csv", s->in->source);
}

/* Decodes what is in the buffer; WAIT when there is no whole record in it. */
static enum lm_step
source_decode(struct lm_run_source *s)
{
    struct lm_batch *b = &s->batch;

    lm_arena_reset(&s->arena);
    *b = (struct lm_batch){ .arena = &s->arena };
    if (!lm_run_source_worth(s))
        return LM_STEP_WAIT;
    if (s->guessed && check_guess(s) != 0) {
        s->op.flow = LM_FAIL;
        return LM_STEP_FAIL;
    }
    size_t n = s->dec->type->decode(s->dec, s->buf + s->at, s->end - s->at, s->eof, b);
    s->at += n;
    s->looked = n == 0 ? s->end - s->at : 0;
    if (b->nrow == 0 && n == 0 && !s->dec->failed)
        return LM_STEP_WAIT;
    b->seq0 = s->nrow;
    b->seq = source_numbers(s, b);
    s->nrow += b->nrow;
    s->batches += b->nrow > 0;
    s->op.ctx->refuser->batch++;
    enum lm_flow flow = b->nrow > 0 ? source_columns(s) : LM_MORE;
    if (b->nrow > 0)
        source_time(s, b);
    s->next = 0;
    s->pending = b->sel.n > 0;
    if (flow == LM_FAIL || s->dec->failed)
        s->op.flow = LM_FAIL;
    return LM_STEP_ROWS;
}

static enum lm_step
source_fill(struct lm_run_source *s)
{
    while (!s->pending) {
        if (s->op.flow == LM_FAIL)
            return LM_STEP_FAIL;
        enum lm_step step = source_decode(s);
        if (step == LM_STEP_FAIL)
            return step;
        if (s->pending || s->op.flow == LM_FAIL)
            return LM_STEP_ROWS;
        if (step == LM_STEP_ROWS)
            continue;
        if (s->eof) {
            if (s->last)
                return LM_STEP_END;
            s->eof = false;
            s->at = s->end = s->looked = 0;
            s->dec->file = s->in->file;
            if (s->dec->type->rewind != NULL)
                s->dec->type->rewind(s->dec);
        }
        step = source_read(s, s->op.ctx->err);
        if (step == LM_STEP_WAIT || step == LM_STEP_FAIL)
            return step;
    }
    return LM_STEP_ROWS;
}

enum lm_step
lm_run_source_fill(struct lm_run_source *s)
{
    struct lm_op *before = lm_op_enter(&s->op);
    enum lm_step step = source_fill(s);

    lm_op_leave(&s->op, before);
    return step;
}

int64_t
lm_run_source_next_time(const struct lm_run_source *s)
{
    assert(s->pending);
    if (s->batch.ts == NULL)
        return LM_NO_TIME;
    return s->batch.ts[lm_sel_row(s->batch.sel, s->next)];
}

/* Pushes rows [from, to) of the selection, then the watermark behind them. */
static enum lm_flow
push_piece(struct lm_run_source *s, uint32_t from, uint32_t to)
{
    struct lm_batch piece = s->batch;
    struct lm_sel all = s->batch.sel;

    if (all.rows == NULL && (from > 0 || to < all.n)) {
        uint16_t *rows = lm_alloc_raw(s->batch.arena, all.n * sizeof *rows);
        for (uint32_t i = 0; i < all.n; i++)
            rows[i] = (uint16_t)i;
        s->batch.sel.rows = all.rows = rows;
    }
    piece.sel = (struct lm_sel){ all.rows != NULL ? all.rows + from : NULL, to - from };
    enum lm_flow flow = lm_op_push(&s->op, &piece);
    if (flow != LM_MORE || s->batch.mark == NULL)
        return flow;
    int64_t mark = s->mark;
    if (to < all.n) {
        const int64_t *low = s->batch.low != NULL ? s->batch.low : s->batch.mark;
        mark = low[lm_sel_row(all, to)];
    }
    return mark > LM_MARK_MIN ? lm_op_push_mark(&s->op, mark) : flow;
}

/* Where the change that begins at place k ends: an old row and its new one go together. */
static uint32_t
change_end(const struct lm_batch *b, uint32_t k)
{
    bool pair = k + 1 < b->sel.n && lm_batch_replaces(b, lm_sel_row(b->sel, k), lm_sel_row(b->sel, k + 1));

    return k + 1 + pair;
}

/* Pushes one row that goes several ways, which meet again: what it changes is shown when all are gone. */
static enum lm_flow
push_netted(struct lm_run_source *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < s->nets->n; i++)
        lm_net_hold(s->nets->at[i]);
    enum lm_flow flow = push_piece(s, from, to);
    for (uint32_t i = 0; i < s->nets->n; i++)
        if (lm_net_release(s->nets->at[i]) == LM_FAIL)
            flow = LM_FAIL;
    return flow;
}

enum lm_flow
lm_run_source_push(struct lm_run_source *s, int64_t until)
{
    const struct lm_batch *b = &s->batch;
    enum lm_flow flow = LM_MORE;

    assert(s->pending);
    uint32_t to = change_end(b, s->next);
    if (until == INT64_MAX)
        to = b->sel.n;
    else
        while (to < b->sel.n && b->ts[lm_sel_row(b->sel, to)] <= until)
            to = change_end(b, to);
    if (!s->one_by_one) {
        flow = push_piece(s, s->next, to);
        s->next = to;
    }
    while (s->next < to && flow == LM_MORE) {
        uint32_t from = s->next;
        s->next = change_end(b, from);
        flow = push_netted(s, from, s->next);
    }
    s->pending = s->next < b->sel.n;
    if (!s->pending && s->op.flow == LM_MORE)
        s->op.flow = flow;
    return flow != LM_MORE ? flow : s->op.flow;
}

void
lm_run_source_again(struct lm_run_source *s, struct lm_input *in)
{
    assert(s->state == LM_SOURCE_ENDED && !s->pending);
    in->compression = s->in->compression;
    lm_input_close(s->in);
    s->in = in;
    s->at = s->end = s->looked = 0;
    s->eof = s->last = false;
    s->dec->file = in->file;
    if (s->dec->type->rewind != NULL)
        s->dec->type->rewind(s->dec);
    s->mark = LM_MARK_MIN;
    s->state = LM_SOURCE_OPEN;
    s->renewed++;
}

enum lm_flow
lm_run_source_end(struct lm_run_source *s)
{
    s->state = LM_SOURCE_ENDED;
    return lm_op_push_mark(&s->op, LM_MARK_END);
}

void
lm_run_source_close(struct lm_run_source *s)
{
    if (s->in != NULL)
        lm_input_close(s->in);
    s->in = NULL;
    if (s->dec != NULL && s->dec->type->fini != NULL)
        s->dec->type->fini(s->dec);
    s->dec = NULL;
    source_time_fini(s);
    lm_arena_fini(&s->arena);
    free(s->buf);
    s->buf = NULL;
}
