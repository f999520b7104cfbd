/* source_time.h -- the event time of a source's rows and the watermark before each of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SOURCE_TIME_H
#define LM_SOURCE_TIME_H

#include "run/source.h"

void source_time_ready(struct lm_run_source *s);

/* Sets b->ts, b->mark (and b->low with a watermark for each key) and moves s->mark on. */
void source_time(struct lm_run_source *s, struct lm_batch *b);

/* An idle source speaks again: what the others have reached meanwhile counts for it too. */
void source_time_wake(struct lm_run_source *s);

void source_time_fini(struct lm_run_source *s);

#endif
