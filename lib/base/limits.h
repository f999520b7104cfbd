/* limits.h -- every fixed bound of the program. Reaching one is an error that says so. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LIMITS_H
#define LM_LIMITS_H

enum {
    LM_BATCH_ROWS = 4096,          /* rows of one batch at the most; fits a uint16_t selection */
    LM_PAD = 64,                   /* readable bytes behind any input text, for SIMD loads */
    LM_READ_BYTES = 256 * 1024,    /* one read of an input */
    LM_RECORD_BYTES = 64 << 20,    /* longest record */
    LM_JSON_DEPTH = 512,           /* nesting of a JSON value */
    LM_EXPR_DEPTH = 200,           /* nesting of an SQL expression or query */
    LM_COLUMNS = 4096,             /* columns of one stream */
    LM_DECIMAL_DIGITS = 38         /* digits of a DECIMAL */
};

#endif
