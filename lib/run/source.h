/* source.h -- where rows enter: an input, a decoder, declared types, event time and its watermark. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SOURCE_H
#define LM_SOURCE_H

#include "conn/conn.h"
#include "fmt/fmt.h"
#include "op/op.h"
#include "sql/plan.h"

struct key_marks;

enum lm_source_state { LM_SOURCE_OPEN, LM_SOURCE_ENDED };

/* What a step of a source came to. */
enum lm_step {
    LM_STEP_ROWS, /* bytes or rows were moved: step again */
    LM_STEP_WAIT, /* nothing is there now */
    LM_STEP_END,  /* the input has ended, and LM_MARK_END has been pushed */
    LM_STEP_FAIL  /* ctx->err says why */
};

/* One running source; lm_source.run points to it. */
struct lm_run_source {
    struct lm_op op;           /* must stay first: pushes to what reads it */
    struct lm_source *src;
    struct lm_input *in;
    struct lm_decoder *dec;
    enum lm_source_state state;
    /* bytes read and not decoded yet: buf[at..end) */
    char *buf;
    size_t cap, at, end;
    size_t looked;             /* bytes from `at` on that hold no whole record */
    bool eof;                  /* no more bytes of this file */
    bool last;                 /* ... nor of another one */
    /* rows decoded and not pushed yet */
    struct lm_arena arena;     /* of the batch */
    struct lm_batch batch;
    uint32_t next;             /* first row of batch.sel not pushed */
    bool pending;
    /* columns */
    struct lm_eval eval;
    struct lm_expr **expr;     /* [ncol of src->cols] how each comes from the decoder's columns */
    uint16_t *rows;            /* selection memory */
    uint64_t nrow;             /* rows so far: sequence numbers */
    uint64_t batches;          /* decoded so far */
    /* time */
    int64_t mark;              /* W after all rows so far */
    int64_t lag_us;
    int64_t skew_us;           /* rows further ahead of the clock do not move W; INT64_MAX: all do */
    struct key_marks *keys;  /* a watermark for each key; NULL: none */
    int64_t newest_us;         /* newest event time ... */
    int64_t newest_at_us;      /* ... and when it came; 0: none yet */
    int64_t heard_us;          /* wall clock of the last bytes */
    bool idle;
    bool one_by_one;           /* rows are pushed singly: its branches meet again */
    const struct lm_list *nets; /* of struct lm_op: what nets the changes of such a row */
    uint32_t rank;             /* sources of a higher rank are read to their end first (snapshots) */
    /* a lookup table that can be read anew */
    uint64_t looks;            /* of its files when they were read; 0: it is read once */
    uint64_t looked_last;      /* ... at the last look */
    uint32_t renewed;          /* times it was read anew */
    /* alignment group */
    int64_t newest_read_us;    /* newest event time of all rows read; LM_MARK_MIN: none */
    bool held;                 /* it is too far ahead of its group */
    int64_t held_since_us, held_us; /* wall clock of the begin; time held before that */
    uint32_t held_times;
    bool guessed;              /* it said nothing when it was opened: NDJSON, if its first byte agrees */
    bool told_unseen;          /* columns that no record shows have been told of */
    bool *seen;                /* [ncol] a value that was not NULL has come */
};

/* Makes the running part of a source whose input and decoder are open (by lm_pipe's describe). */
struct lm_run_source *lm_run_source_new(struct lm_op_ctx *ctx, struct lm_source *src, struct lm_input *in,
                                        struct lm_decoder *dec);

/* After binding: columns, event time, watermark. -1 with ctx->err. */
int lm_run_source_ready(struct lm_run_source *s, int64_t now_us);

/* Reads until `need` bytes of the begin are there, the input ends, or the wall clock is until_us (INT64_MAX:
 * without end). -1 with err. */
int lm_run_source_peek(struct lm_run_source *s, size_t need, int64_t until_us, struct lm_err *err);

/* Whether the bytes behind `looked` may end a record: always, but for a long one that goes on. It ends with
 * a line or, in concatenated JSON, with a bracket. */
bool lm_run_source_worth(struct lm_run_source *s);

/* Decodes the next rows if none are pending; ROWS when there are rows pending now. */
enum lm_step lm_run_source_fill(struct lm_run_source *s);

/* Pushes pending rows whose event time is at most `until` (rows without one too), at least one; all with
 * INT64_MAX. */
enum lm_flow lm_run_source_push(struct lm_run_source *s, int64_t until);

/* The event time of the next pending row; INT64_MIN for one without. */
int64_t lm_run_source_next_time(const struct lm_run_source *s);

/* Reads `in` from its begin, after the end of the input before. */
void lm_run_source_again(struct lm_run_source *s, struct lm_input *in);

/* Says END downstream. */
enum lm_flow lm_run_source_end(struct lm_run_source *s);

/* How silent the live inputs are together. */
enum lm_quiet {
    LM_QUIET_NOT,    /* one of them speaks */
    LM_QUIET_RECENT, /* all are silent, and what one of them said was within a minute of the clock */
    LM_QUIET_OLD     /* all are silent, and what they said was old: the watermark holds */
};

/* Whether the newest event time was near the clock when it came. */
bool lm_run_source_recent(const struct lm_run_source *s);

/* Watches for silence: idleness, and the watermark that goes on with the clock. */
enum lm_flow lm_run_source_quiet(struct lm_run_source *s, int64_t now_us, int64_t idle_us, enum lm_quiet quiet);

/* The wall clock. */
int64_t lm_now_us(void);

void lm_run_source_close(struct lm_run_source *s);

#endif
