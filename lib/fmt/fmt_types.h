/* fmt_types.h -- the formats, each in its own file. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FMT_TYPES_H
#define LM_FMT_TYPES_H

#include "fmt/fmt.h"

extern const struct lm_fmt_type lm_fmt_ndjson, lm_fmt_csv, lm_fmt_tsv;

#endif
