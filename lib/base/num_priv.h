/* num_priv.h -- what the number files share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_NUM_PRIV_H
#define LM_NUM_PRIV_H

#include "base/num.h"

/* A number's text taken apart. */
struct num_text {
    bool negative;
    bool real;                 /* there is a point or an exponent */
    const char *whole;         /* digits before the point */
    const char *whole_end;
    const char *fraction;      /* digits behind it */
    const char *fraction_end;
    uint64_t digits;           /* all of them as one number, modulo 2^64 */
    int64_t exponent;          /* as written; held to +-1e9 */
};

/* "00" to "99". */
extern const char num_pairs[200];

/* Takes a decimal text apart. loose: as lm_f64_parse says; else as JSON does. False: it is none. */
bool num_scan(struct lm_str s, bool loose, struct num_text *t);

/* Nearest double of digits * 10^exponent. False in the rare cases that need all of the digits. */
bool num_double(uint64_t digits, int64_t exponent, double *out);

/* Digits of v, up to 20; answers how many. */
size_t num_u64_print(uint64_t v, char *to);

#endif
