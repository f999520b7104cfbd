/* sink.c -- where rows leave: an encoder and a file. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/sink.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "run/analyze.h"
#include "run/live.h"

enum { SINK_FLUSH_BYTES = 128 * 1024 };

static int
sink_write(struct lm_sink *s)
{
    size_t at = 0;

    while (at < s->out.n) {
        ssize_t n = write(s->fd, s->out.p + at, s->out.n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            s->out.n = 0;
            return lm_fail(s->op.ctx->err, LM_E_WRITE, LM_NOWHERE, "%s: %s", s->path,
                           strerror(errno));
        }
        at += (size_t)n;
    }
    s->bytes += s->out.n;
    s->out.n = 0;
    return 0;
}

/* What stands before the first row, once a file. */
static void
sink_begin(struct lm_sink *s)
{
    struct lm_buf nothing = {0};

    if (s->into != NULL)
        sink_begin(s->into);
    if (!s->begun)
        lm_encode_begin(&s->enc, s->into != NULL ? &nothing : &s->out);
    s->begun = true;
    lm_buf_fini(&nothing);
}

/* Rows of one more output of a file: they count as rows of the file. */
static uint64_t
sink_encode(struct lm_sink *s, const struct lm_batch *b)
{
    struct lm_sink *file = s->into != NULL ? s->into : s;

    if (s->by_place)
        return lm_encode(&file->enc, b, s->limit, &file->out);
    s->enc.rows = file->enc.rows;
    uint64_t n = lm_encode(&s->enc, b, s->limit, &file->out);
    file->enc.rows = s->enc.rows;
    return n;
}

static enum lm_flow
sink_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct lm_sink *s = (struct lm_sink *)op;
    struct lm_col *cols = lm_alloc_raw(b->arena, s->enc.ncol * sizeof *cols);
    struct lm_batch view = *b;

    assert(port == 0);
    if (s->analyzed != NULL)
        return LM_MORE;
    for (uint32_t i = 0; i < s->enc.ncol; i++) {
        assert(s->index[i] < b->ncol);
        cols[i] = b->cols[s->index[i]];
    }
    view.cols = cols;
    view.ncol = s->enc.ncol;
    sink_begin(s);
    uint64_t n = sink_encode(s, &view);
    struct lm_sink *file = s->into != NULL ? s->into : s;
    if (s->limit != UINT64_MAX)
        s->limit -= n;
    if (file->out.n >= SINK_FLUSH_BYTES && !file->held && sink_write(file) != 0)
        return LM_FAIL;
    return s->limit == 0 ? LM_DONE : LM_MORE;
}

static const struct lm_op_type lm_op_sink = {.name = "sink", .batch = sink_batch};

struct lm_sink *
lm_sink_new(struct lm_op_ctx *ctx, uint32_t nport)
{
    struct lm_sink *s = lm_alloc(ctx->arena, sizeof *s);

    lm_op_init(&s->op, &lm_op_sink, ctx, nport);
    s->fd = -1;
    s->limit = UINT64_MAX;
    lm_buf_room(&s->out, 2 * SINK_FLUSH_BYTES); /* once: it does not grow while rows are pushed */
    return s;
}

int
lm_sink_flush(struct lm_sink *s)
{
    if (s->held || s->into != NULL)
        return 0;
    if (s->live && lm_live_draw(s) != 0)
        return -1;
    if (s->terminal && s->begun)
        lm_encode_pause(&s->enc, &s->out);
    return s->out.n > 0 ? sink_write(s) : 0;
}

int
lm_sink_finish(struct lm_sink *s)
{
    if (s->live)
        return lm_sink_flush(s);
    sink_begin(s);
    if (s->into != NULL) {
        struct lm_buf nothing = {0};
        lm_encode_end(&s->enc, &nothing);
        lm_buf_fini(&nothing);
        return 0;
    }
    if (s->analyzed != NULL)
        analyze_print(s);
    lm_encode_end(&s->enc, &s->out);
    return s->out.n > 0 ? sink_write(s) : 0;
}

void
lm_sink_close(struct lm_sink *s)
{
    if (s->live)
        lm_live_close(s);
    if (s->own_fd && s->fd >= 0)
        close(s->fd);
    s->fd = -1;
    lm_buf_fini(&s->out);
}
