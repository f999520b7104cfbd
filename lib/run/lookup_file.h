/* lookup_file.h -- lookups on demand in files. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LOOKUP_FILE_H
#define LM_LOOKUP_FILE_H

#include "op/lookup.h"
#include "run/source.h"

/* The lookup of a join whose right rows are those of `table`, behind filters and projections that the caller puts
 * between the source and the lookup. fetch and close of the spec are set here. */
struct lm_lookup *lookup_file_new(struct lm_op_ctx *ctx, struct lm_source *table, const struct lm_lookup_spec *spec);

#endif
