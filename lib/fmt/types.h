/* types.h -- the formats that can be read. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TYPES_H
#define LM_TYPES_H

#include "fmt/fmt.h"

extern const struct lm_fmt_type lm_fmt_ndjson;
extern const struct lm_fmt_type lm_fmt_json;
extern const struct lm_fmt_type lm_fmt_csv;
extern const struct lm_fmt_type lm_fmt_tsv;
extern const struct lm_fmt_type lm_fmt_logfmt;
extern const struct lm_fmt_type lm_fmt_clf;
extern const struct lm_fmt_type lm_fmt_syslog;
extern const struct lm_fmt_type lm_fmt_raw;
extern const struct lm_fmt_type lm_fmt_regex;
extern const struct lm_fmt_type lm_fmt_changelog;
extern const struct lm_fmt_type lm_fmt_debezium;

#endif
