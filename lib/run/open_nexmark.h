/* open_nexmark.h -- opens the Nexmark generator as a source's options ask. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OPEN_NEXMARK_H
#define LM_OPEN_NEXMARK_H

#include "conn/conn.h"
#include "sql/catalog.h"

/* The generator of a source whose options have been checked. NULL with err: a value that none can have. */
struct lm_input *lm_open_nexmark(struct lm_arena *a, const struct lm_source *s, struct lm_err *err);

#endif
