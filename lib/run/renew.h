/* renew.h -- lookup tables of files: a file that is written anew is read anew. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_RENEW_H
#define LM_RENEW_H

#include "base/list.h"
#include "run/source.h"

/* What the files look like, as a hash; 0: one of them is not there. */
uint64_t renew_looks(const struct lm_source *src);

/* After building: finds the sources that can be read anew, and what their files look like now. */
void renew_ready(const struct lm_list *sources);

/* Looks whether the files of s have changed, at most a few times a second; if so, and they were left alone
 * since the look before, s begins again. */
void renew_look(struct lm_run_source *s);

#endif
