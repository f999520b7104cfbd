/* open_first.h -- the first bytes of an input: its format and the names of its columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OPEN_FIRST_H
#define LM_OPEN_FIRST_H

#include "run/open.h"

/* The input of a source that is not described yet, opened now or ahead of its time. NULL with p->err. */
struct lm_input *open_first_input(struct lm_pipe *p, struct lm_source *s);

/* The format of a source by its first bytes. An input that says nothing for --idle while others speak is
 * taken for NDJSON, which its first record must then be (run->guessed). NULL with p->err. */
const struct lm_fmt_type *open_first_format(struct lm_pipe *p, struct lm_run_source *run);

/* Sets the names of the first record or the header; none for open records that keep others waiting. */
int open_first_names(struct lm_pipe *p, struct lm_run_source *run);

#endif
