/* analyze.h -- EXPLAIN ANALYZE: the plan with what has gone through it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ANALYZE_H
#define LM_ANALYZE_H

#include "run/sink.h"

/* A clock for lm_op_ctx.meter. */
struct lm_meter *analyze_meter(struct lm_arena *a);

/* Writes the lines of s->analyzed into the sink, whose one column they are. The input has ended. */
void analyze_print(struct lm_sink *s);

#endif
