/* casts.h -- pieces of conversions that casts and readers share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CASTS_H
#define LM_CASTS_H

#include "expr/expr.h"

/* v (not NULL) as text: as written where it is known, else as it prints. */
struct lm_str lm_cast_text(const struct lm_val *v, struct lm_arena *a);

/* true, t, yes, on, 1, ... and their opposites, without case. */
bool lm_bool_parse(struct lm_str s, bool *out);

/* A whole double as int64; false when it is out of range or NaN. Fractions are cut. */
bool lm_f64_to_i64(double f, int64_t *out);

/* The decimal that v (BOOL, INT, F64, DEC, or a text that is one) exactly spells. */
bool lm_dec_of_val(const struct lm_val *v, lm_i128 *d, int *scale);

/* Whether d has no more digits than DECIMAL type `to`. */
bool lm_dec_fits(lm_i128 d, struct lm_type to);

/* What the limit of a type (not 0) does to a value of it: CAST makes v fit, LM_E_CAST where it cannot be;
 * what was read `from` a record fits or not. The third: whether all of a column does (surely not: false). */
enum lm_code lm_limit_cast(struct lm_type to, struct lm_val *v);
bool lm_limit_holds(struct lm_type to, const struct lm_val *from, enum lm_time_unit unit,
                    const struct lm_val *v);
bool lm_limit_col_holds(const struct lm_expr *e, const struct lm_col *c, const struct lm_col *out,
                        struct lm_sel sel);

/* Text as BYTEA: the bytes that "\x..." spells, else its bytes, with \\ and octal \ooo for one byte.
 * LM_E_CAST for bad hex and for another escape. The second knows no \x. */
enum lm_code lm_bytes_of_text(struct lm_str s, struct lm_arena *a, struct lm_val *out);
enum lm_code lm_bytes_unescape(struct lm_str s, struct lm_arena *a, struct lm_val *out);

/* Times as people write them, for CAST: where lm_ts_parse and lm_time_parse have said no. */
bool lm_loose_ts_parse(struct lm_str s, int64_t *us);
bool lm_loose_time_parse(struct lm_str s, int64_t *us);

/* A UUID in any of its spellings, in the usual one. */
bool lm_uuid_parse(struct lm_str s, struct lm_arena *a, struct lm_str *out);

/* PostgreSQL's '{a,"b c",NULL,{1}}' as a JSON array of texts, null and arrays. False when it is none. */
bool lm_braces_parse(struct lm_str s, struct lm_arena *a, struct lm_str *json);

/* A value as one of a nested type; a text is JSON, or for an array its spelling in braces. Elements are
 * cast where the array's type says to what. LM_E_CAST when it is none. */
enum lm_code lm_nested_of_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out);

/* The same without loss, for a value (STR or JSON) as read. */
enum lm_code lm_nested_read(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out);

#endif
