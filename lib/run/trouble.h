/* trouble.h -- a failure as it is shown: code, place with a mark, hint. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TROUBLE_H
#define LM_TROUBLE_H

#include "base/buf.h"
#include "base/err.h"
#include "laminar.h"

/* laminar: LDB-1100: ...
 *   query:1:8
 *     SELECT ...
 *            ^^^
 *   hint: ... */
void lm_trouble_print(struct lm_buf *b, const struct lm_err *e, const struct lm_settings *set);

#endif
