/* sink.h -- where rows leave: an encoder and a file. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SINK_H
#define LM_SINK_H

#include "fmt/fmt.h"
#include "op/op.h"

struct lm_sink {
    struct lm_op op;       /* must stay first */
    const char *path;      /* in messages */
    int fd;
    bool own_fd;           /* closed at the end */
    struct lm_encoder enc;
    const uint32_t *index; /* [enc.ncol] places of the output columns in a batch */
    uint64_t limit;        /* records still to be written; UINT64_MAX: all */
    struct lm_buf out;
    uint64_t bytes;        /* written so far */
    bool begun;
    bool prints;           /* to standard output or -o, not to a file of its own */
    bool held;             /* nothing is written before lm_sink_finish: another one prints first */
    bool terminal;         /* tables are shown whenever the input pauses */
    bool live;             /* a live table: see run/live.h */
    bool redraw;           /* ... whose rows have changed for long enough */
    struct lm_sink *into;  /* the sink that has this file already: rows go there; NULL: its own */
    bool by_place;         /* ... under its header, whatever the columns are called here */
    const struct lm_output *analyzed; /* EXPLAIN ANALYZE: its rows are dropped, a plan is printed at the end */
};

struct lm_output;

/* A sink in ctx->arena; the caller fills in path, fd, enc, index and limit. `nport`: this one and those
 * that write into it. */
struct lm_sink *lm_sink_new(struct lm_op_ctx *ctx, uint32_t nport);

/* Writes what waits; called when the next read would block. -1: op.ctx->err says why. */
int lm_sink_flush(struct lm_sink *s);

/* The end of the output: closing brackets, the table; then flushes. */
int lm_sink_finish(struct lm_sink *s);

void lm_sink_close(struct lm_sink *s);

#endif
