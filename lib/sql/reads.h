/* reads.h -- which names a query reads. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_READS_H
#define LM_READS_H

#include "sql/ast.h"

/* Whether the query, or one inside it, has `name` in FROM (without case) and does not define it in WITH. */
bool query_reads(const struct lm_query *q, struct lm_str name);

#endif
