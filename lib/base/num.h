/* num.h -- numbers from text and to text: exact, shortest, and fast. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_NUM_H
#define LM_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

typedef __int128 lm_i128;
typedef unsigned __int128 lm_u128;

enum {
    LM_I64_TEXT = 20,  /* bytes that any int64 needs */
    LM_F64_TEXT = 32,  /* bytes that any double needs */
    LM_DEC_TEXT = 44   /* bytes that any decimal needs */
};

/* What JSON's grammar makes of a text. */
enum lm_num_form {
    LM_NUM_NONE, /* no JSON number: "01", "+1", ".5", "1e", "" */
    LM_NUM_INT,  /* a whole number in int64 without fraction or exponent; "-0" is LM_NUM_REAL */
    LM_NUM_BIG,  /* a whole number beyond int64 */
    LM_NUM_REAL  /* any other */
};

/* The form of the whole text s. For INT *i is set, for REAL and BIG *f (nearest double). i and f
 * must not be NULL. */
enum lm_num_form lm_num_parse(struct lm_str s, int64_t *i, double *f);

/* A whole text of digits with an optional sign "-" or "+", leading zeros allowed. False when it is
 * not one or does not fit. */
bool lm_i64_parse(struct lm_str s, int64_t *out);

/* A whole text that is a decimal number: optional sign, digits with an optional point on either
 * side, optional exponent; also NaN, Infinity, inf with sign, without case. False otherwise. The
 * nearest double (Eisel-Lemire with an exact fallback; strtod in the C locale is the fallback). */
bool lm_f64_parse(struct lm_str s, double *out);

/* A decimal text (sign, digits, point, exponent) as value * 10^-scale with the smallest scale that
 * keeps its written digits ("1.50" is 150, scale 2; "1e3" is 1000, scale 0). False when it is none
 * or has more than 38 digits. */
bool lm_dec_parse(struct lm_str s, lm_i128 *value, int *scale);

/* v with scale `from` as the value with scale `to`, rounded half away from zero. False when it does
 * not fit in 38 digits; *exact (may be NULL) tells whether digits other than 0 went away. */
bool lm_dec_rescale(lm_i128 v, int from, int to, lm_i128 *out, bool *exact);

/* Nearest double of value * 10^-scale. */
double lm_dec_double(lm_i128 value, int scale);

/* 10^n, 0 <= n <= 38. */
lm_i128 lm_pow10_i128(int n);

/* Text into `to` (room as the enum above says); answers the number of bytes. No NUL. */
size_t lm_i64_print(int64_t v, char *to);
size_t lm_i128_print(lm_i128 v, char *to);
size_t lm_dec_print(lm_i128 value, int scale, char *to); /* "-0.05", all `scale` digits */

/* As ECMAScript's Number::toString, shortest digits that read back the same, but negative zero is
 * "-0"; NaN is "NaN", infinities "Infinity" and "-Infinity". Schubfach (Raffaello Giulietti, "The
 * Schubfach way to render doubles", 2020) or Ryu (Adams, PLDI 2018). */
size_t lm_f64_print(double v, char *to);

#endif
