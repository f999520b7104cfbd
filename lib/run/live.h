/* live.h -- a changing result on a terminal: a table that is drawn again in its place. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LIVE_H
#define LM_LIVE_H

#include "run/sink.h"

/* A sink whose rows are kept and shown as a table; s->index, s->enc.names and s->enc.ncol as for
 * lm_sink_new. */
struct lm_sink *lm_live_new(struct lm_op_ctx *ctx);

/* Draws the rows as they are now over what was drawn last. */
int lm_live_draw(struct lm_sink *s);

void lm_live_close(struct lm_sink *s);

#endif
