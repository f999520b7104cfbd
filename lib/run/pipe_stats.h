/* pipe_stats.h -- what a pipe tells of itself: --stats, SIGUSR1, notices at the end. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_PIPE_STATS_H
#define LM_PIPE_STATS_H

#include "run/open.h"

void pipe_stats(const struct lm_pipe *p, FILE *to);

/* One line: rows in and out, rates, watermarks, state. */
void pipe_status_line(const struct lm_pipe *p, FILE *to);

/* Tells of columns that no record has shown, once 1000 have been read; cheap to call often. */
void pipe_watch(struct lm_pipe *p);

/* An endless query that would print at the end only says so. */
void pipe_endless(struct lm_pipe *p);

/* Columns that no record showed, bad UTF-8, names that a fixed format left out. */
void pipe_notices(struct lm_pipe *p);

#endif
