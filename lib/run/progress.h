/* progress.h -- what a terminal is told while a pipe runs: progress, and why nothing is printed yet. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_PROGRESS_H
#define LM_PROGRESS_H

#include "run/open.h"

/* Embedded in the loop that runs a pipe. */
struct progress {
    bool bar;           /* inputs of known size: show how far it is */
    bool shown;         /* a line stands on the terminal */
    bool told;          /* the notice about silence has been given */
    int64_t next_us;    /* wall clock of the next look */
};

void progress_init(struct progress *g, const struct lm_pipe *p);

/* Looks whether there is something to show; cheap to call often. */
void progress_step(struct progress *g, struct lm_pipe *p, int64_t now_us);

/* Takes the line off the terminal. */
void progress_clear(struct progress *g, const struct lm_pipe *p);

#endif
