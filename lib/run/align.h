/* align.h -- alignment groups: a source that is too far ahead of its group is held back. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ALIGN_H
#define LM_ALIGN_H

#include "base/list.h"
#include "run/source.h"

/* Whether rows of s (some are pending) must wait for the others of its group, among `sources` (of struct
 * lm_run_source); if not, *until is the event time up to which they may go. What is held does not count as
 * silent. */
bool align_holds(const struct lm_list *sources, struct lm_run_source *s, int64_t *until);

/* How long s has been held back so far. */
int64_t align_held_us(const struct lm_run_source *s);

#endif
