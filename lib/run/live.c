/* live.c -- a changing result on a terminal. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Changes are applied to a store of rows: a new row takes the place of the one it replaces. When the
 * input pauses, and at least each tenth of a second, the table is written anew: the cursor goes up over
 * the lines drawn last, and the rest of the screen is cleared. A table higher than the terminal shows its
 * first rows and says how many there are.
 */
#include "run/live.h"

#include <assert.h>
#include <sys/ioctl.h>

#include "op/keep.h"
#include "state/rows.h"

struct live {
    struct lm_sink sink; /* must stay first */
    struct lm_rows rows;
    struct lm_val *row, *old; /* [ncol] */
    uint32_t lines;           /* drawn last */
    bool changed;
    int64_t drawn_us;
    struct lm_arena arena;
};

static const int64_t draw_each_us = 100000;

static lm_op_batch_f live_batch;
static lm_op_tick_f live_tick;

static const struct lm_op_type lm_op_live = {
    .name = "live table",
    .batch = live_batch,
    .tick = live_tick,
};

struct lm_sink *
lm_live_new(struct lm_op_ctx *ctx)
{
    struct live *l = lm_alloc(ctx->arena, sizeof *l);

    lm_op_init(&l->sink.op, &lm_op_live, ctx, 1);
    l->sink.fd = -1;
    l->sink.limit = UINT64_MAX;
    l->sink.live = true;
    lm_arena_init(&l->arena, 64 * 1024);
    return &l->sink;
}

static void
live_row(const struct live *l, const struct lm_batch *b, uint32_t r, struct lm_val *v)
{
    for (uint32_t i = 0; i < l->sink.enc.ncol; i++)
        v[i] = lm_col_get(&b->cols[l->sink.index[i]], r);
}

static void
live_begin(struct live *l)
{
    if (l->row != NULL)
        return;
    uint32_t n = l->sink.enc.ncol;
    l->row = lm_alloc(l->sink.op.ctx->arena, (n + 1) * sizeof *l->row);
    l->old = lm_alloc(l->sink.op.ctx->arena, (n + 1) * sizeof *l->old);
    lm_rows_init(&l->rows, n, true);
}

static enum lm_flow
live_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct live *l = (struct live *)op;

    assert(port == 0);
    live_begin(l);
    for (uint32_t k = 0; k < b->sel.n;) {
        struct lm_change c = lm_change_next(b, &k);
        struct lm_row *old = NULL;
        live_row(l, b, c.row, l->row);
        if (c.replaces) {
            live_row(l, b, c.old, l->old);
            old = lm_rows_find(&l->rows, l->old);
        }
        if (old != NULL) {
            lm_rows_replace(&l->rows, old, l->row, 0, 0);
        } else if (c.weight > 0) {
            lm_rows_add(&l->rows, l->row, 0, 0);
        } else {
            old = lm_rows_find(&l->rows, l->row);
            if (old != NULL)
                lm_rows_drop(&l->rows, old);
        }
    }
    l->changed = true;
    return LM_MORE;
}

static enum lm_flow
live_tick(struct lm_op *op, int64_t now_us)
{
    struct live *l = (struct live *)op;

    if (l->changed && now_us - l->drawn_us >= draw_each_us) {
        l->drawn_us = now_us;
        l->sink.redraw = true;
    }
    return op->flow;
}

static uint32_t
terminal_rows(int fd)
{
    struct winsize w;

    return ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_row > 6 ? w.ws_row : 24;
}

/* The first rows that fit as one batch. */
static void
live_rows(struct live *l, uint32_t max, struct lm_batch *b)
{
    uint32_t n = l->sink.enc.ncol, row = 0;

    lm_arena_reset(&l->arena);
    *b = (struct lm_batch){ .arena = &l->arena, .ncol = n };
    b->cols = lm_alloc(&l->arena, (n + 1) * sizeof *b->cols);
    for (uint32_t c = 0; c < n; c++)
        lm_col_init(&b->cols[c], LM_K_NULL, max, &l->arena);
    for (uint32_t i = 0; i < l->rows.n && row < max; i++) {
        if (l->rows.at[i] == NULL)
            continue;
        lm_row_get(l->rows.at[i], n, l->row);
        for (uint32_t c = 0; c < n; c++)
            lm_col_set(&b->cols[c], row, &l->row[c], max, &l->arena);
        row++;
    }
    b->nrow = row;
    b->sel = lm_sel_all(row);
}

int
lm_live_draw(struct lm_sink *s)
{
    struct live *l = (struct live *)s;
    struct lm_encoder e = s->enc;
    struct lm_batch b;
    uint32_t max = terminal_rows(s->fd) - 6;

    if (!l->changed)
        return 0;
    l->changed = s->redraw = false;
    e.fmt = LM_OUT_TABLE;
    e.changelog = LM_CHANGELOG_PLAIN;
    e.state = NULL;
    e.arena = &l->arena;
    live_rows(l, max < LM_BATCH_ROWS ? max : LM_BATCH_ROWS, &b);
    if (l->lines > 0)
        lm_buf_addf(&s->out, "\033[%uA\033[J", l->lines);
    size_t from = s->out.n;
    lm_encode_begin(&e, &s->out);
    lm_encode(&e, &b, UINT64_MAX, &s->out);
    lm_encode_end(&e, &s->out);
    if (l->rows.live > b.nrow)
        lm_buf_addf(&s->out, "(%u of %u rows)\n", b.nrow, l->rows.live);
    l->lines = 0;
    for (size_t i = from; i < s->out.n; i++)
        l->lines += s->out.p[i] == '\n';
    return 0;
}

void
lm_live_close(struct lm_sink *s)
{
    struct live *l = (struct live *)s;

    if (l->row != NULL)
        lm_rows_fini(&l->rows);
    lm_arena_fini(&l->arena);
}
