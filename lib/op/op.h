/* op.h -- what an operator is: a vtable, and the frame that calls it. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Operators form a tree whose root is the sink; batches are pushed from the sources to it by nested
 * calls (lm_op_push). The answer is latched: once an operator says DONE or FAIL it is not called
 * again, and the answer travels back to the source. Besides batches three things are pushed: marks
 * (watermarks; the end of input is LM_MARK_END), ticks of the wall clock, and idleness of a port.
 *
 * The frame counts rows, keeps the mark of each port, and calls `mark` with the minimum over the
 * ports that are neither finished nor idle, and only when it rises. An operator that has no `mark`
 * passes it on. After LM_MARK_END nothing more comes.
 *
 * Order: an operator that closes something because of a watermark does so before the first row
 * whose W_before (lm_batch.mark) reaches it, so the output does not depend on how rows were cut
 * into batches.
 */
#ifndef LM_OP_H
#define LM_OP_H

#include <signal.h>

#include "data/batch.h"
#include "data/refuse.h"
#include "expr/expr.h"

struct lm_op;

/* The answer to a push, from the operator's point of view of its input. */
enum lm_flow {
    LM_MORE, /* go on */
    LM_DONE, /* no more rows are wanted (LIMIT); not a failure */
    LM_FAIL  /* the stream failed: op->ctx->err says why */
};

/* How long each operator works, itself: what it calls is left out. */
struct lm_meter {
    struct lm_op *at;       /* who works; NULL: none */
    uint64_t since;         /* ticks */
    uint64_t begin_ticks;   /* with begin_us, when it was made: how long a tick is */
    int64_t begin_us;
};

/* What all operators of a pipe share. */
struct lm_op_ctx {
    struct lm_arena *arena;     /* the pipe's: allocate in open, not in batch */
    struct lm_refuser *refuser; /* counts and keeps refused rows */
    struct lm_err *err;         /* why a stream failed */
    int64_t now_us;       /* wall clock, told by the core before each step; ring 0 asks no clock */
    uint64_t state_bytes; /* held by all operators of the pipe */
    uint64_t state_most;  /* more of them fail the stream; 0: no limit */
    const volatile sig_atomic_t *stop; /* not 0: the input is to end here: long loops look at it; NULL: never */
    int64_t next_close_us;      /* watermark at which the next window closes; 0: no window was opened yet */
    uint64_t late_rows;   /* dropped as late; no_time_rows: as without event time */
    uint64_t no_time_rows;
    uint64_t expired_rows; /* state that SET state_ttl has let go */
    struct lm_meter *meter; /* EXPLAIN ANALYZE; NULL: nothing is measured */
};

typedef enum lm_flow lm_op_batch_f(struct lm_op *op, uint32_t port, struct lm_batch *b);
typedef enum lm_flow lm_op_mark_f(struct lm_op *op, int64_t mark);
typedef enum lm_flow lm_op_tick_f(struct lm_op *op, int64_t now_us);
typedef enum lm_flow lm_op_idle_f(struct lm_op *op, bool idle);
typedef enum lm_flow lm_op_ended_f(struct lm_op *op, uint32_t port);
typedef void lm_op_close_f(struct lm_op *op);

struct lm_op_type {
    const char *name;
    lm_op_batch_f *batch; /* rows on a port; the batch is borrowed and may be changed (sel, cols) */
    lm_op_mark_f *mark;   /* the operator's watermark rose to `mark`; NULL: passed on, if there is a next */
    lm_op_tick_f *tick;   /* at least each 100 ms of wall clock; NULL: the same */
    lm_op_idle_f *idle;   /* all unfinished inputs became idle, or one speaks again; NULL: the same */
    lm_op_ended_f *ended; /* a port has had its last row, before the watermark moves; NULL: no matter */
    bool stateless;       /* it holds nothing between batches: its input may begin anew after the end */
    lm_op_close_f *close; /* gives memory and files back; NULL: nothing to give */
};

enum { LM_OP_PORTS = 64 };

struct lm_op_port {
    int64_t mark; /* newest mark; LM_MARK_END: finished */
    bool idle;
};

/* Embedded at the begin of each operator. */
struct lm_op {
    const struct lm_op_type *type;
    struct lm_op_ctx *ctx;
    struct lm_op *next;       /* towards the sink; NULL for the sink */
    uint32_t next_port;       /* our port there */
    uint32_t nport;           /* inputs of this operator, 1 for most */
    struct lm_op_port *port;  /* [nport] */
    int64_t mark;             /* minimum over the ports: what was told last */
    enum lm_flow flow;        /* latched answer */
    bool closed;              /* by lm_op_close */
    uint64_t state_bytes;     /* its part of ctx->state_bytes */
    uint64_t state_most;      /* the most that was */
    uint64_t rows_in, rows_out, batches_in; /* selected rows */
    uint64_t late_rows, no_time_rows;       /* its part of those of ctx */
    uint64_t ticks;           /* measured */
    const void *stream;       /* the named stream it works for; NULL: none */
};

/* Makes the head of an operator: `op` is zeroed memory of the pipe's arena. */
void lm_op_init(struct lm_op *op, const struct lm_op_type *type, struct lm_op_ctx *ctx, uint32_t nport);

/* Connects op's output to port `port` of next. */
void lm_op_connect(struct lm_op *op, struct lm_op *next, uint32_t port);

/* For sources and operators: pushes rows to op->next. Nothing happens for an empty selection. */
enum lm_flow lm_op_push(struct lm_op *op, struct lm_batch *b);

/* Tells op->next that this port's watermark is `mark` (never goes back; lower ones are ignored). */
enum lm_flow lm_op_push_mark(struct lm_op *op, int64_t mark);

/* Tells op->next that this port is idle (stops counting in the minimum), or no longer. */
enum lm_flow lm_op_push_idle(struct lm_op *op, bool idle);

enum lm_flow lm_op_push_tick(struct lm_op *op, int64_t now_us);

/* After LM_MARK_END: this port of op has rows once more. Only where everything before the next keeper of rows is
 * stateless. */
void lm_op_again(struct lm_op *op, uint32_t port);

/* Closes op and everything behind it that is not closed yet. */
void lm_op_close(struct lm_op *op);

/* Tells that op holds `now` bytes of state and held `before` when it was told last. */
void lm_op_state(struct lm_op *op, uint64_t before, uint64_t now);

/* A row is late and goes elsewhere: counts it. */
static inline void
lm_op_late(struct lm_op *op)
{
    op->late_rows++;
    op->ctx->late_rows++;
}

/* Refuses a row, for LM_E_LATE, LM_E_NO_EVENT_TIME or LM_E_RETRACTION: counts and tells it, once for all that
 * read the same named stream. */
void lm_op_refuse_row(struct lm_op *op, const struct lm_batch *b, uint32_t row, enum lm_code code, struct lm_str what);

/* op works from here on, if that is measured; answers who worked before, to be given back to lm_op_leave. */
struct lm_op *lm_op_enter(struct lm_op *op);
void lm_op_leave(struct lm_op *op, struct lm_op *before);

/* For operators with expressions: x of their own, prepared once and then for each batch. */
void lm_op_eval_init(struct lm_op *op, struct lm_eval *x);
void lm_op_eval_begin(struct lm_op *op, struct lm_eval *x, const struct lm_batch *b);

/* The rows of sel that did not fail; the others are refused. `rows` has room for sel.n. Under
 * --on-error=fail *stop becomes true at the first failure: op's context then has the error, the
 * answer ends before that row, and the operator pushes what it has and answers LM_FAIL. */
struct lm_sel
lm_op_refuse(struct lm_op *op, struct lm_eval *x, struct lm_sel sel, uint16_t *rows, bool *stop);

#endif
