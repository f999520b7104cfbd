/* core.h -- one reactor: sources are read, rows are pushed, outputs are flushed when the input pauses. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CORE_H
#define LM_CORE_H

#include <signal.h>

#include "run/build.h"
#include "run/report.h"
#include "run/source.h"

enum lm_core_state {
    LM_CORE_MORE, /* there was something to do */
    LM_CORE_WAIT, /* nothing to do before more input or the next tick */
    LM_CORE_DONE, /* all inputs have ended, or nothing is wanted any more */
    LM_CORE_FAIL
};

struct lm_core {
    struct lm_op_ctx *ctx;
    struct lm_report *report;
    struct lm_build *build;
    struct lm_list sources;       /* of struct lm_run_source, in the order of FROM */
    struct lm_list sinks;         /* of struct lm_sink */
    uint64_t memory_bytes;        /* limit of all state; 0: none */
    int64_t idle_us;              /* --idle; 0: never */
    int64_t ticked_us;            /* wall clock of the last tick */
    bool started;                 /* VALUES have been pushed */
    int wake_fd;                  /* signal handlers write to it; -1: none */
    volatile sig_atomic_t *stop;  /* not 0: finish as at the end of input */
};

/* One step at wall clock now_us: reads and pushes at most a batch of each input that has rows. Never
 * blocks. */
enum lm_core_state lm_core_step(struct lm_core *c, int64_t now_us);

/* Waits until an input has bytes, wake_fd has been written to, or `timeout_us` has passed (negative:
 * without end). */
void lm_core_wait(struct lm_core *c, int64_t timeout_us);

/* How long nothing may happen before the clock matters; -1: it does not. */
int64_t lm_core_patience(const struct lm_core *c);

int lm_core_flush(struct lm_core *c);

#endif
