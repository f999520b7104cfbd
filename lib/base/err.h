/* err.h -- what is wrong, where, and what to do about it: the first failure is kept. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_ERR_H
#define LM_ERR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* LM_E_NAME = NNNN of LDB-NNNN, from errors.def. Numbers are stable and never used again. */
enum lm_code {
    LM_OK = 0,
#define LM_ERROR(name, number, exit_status, title, help) LM_E_##name = number,
#include "base/errors.def"
#undef LM_ERROR
};

/* A place in an SQL text: a token, or a stretch of them. */
struct lm_pos {
    uint32_t off; /* byte offset of the first marked byte */
    uint32_t len; /* bytes marked; 0: no place */
    uint32_t text; /* which of the statement texts, from 0 */
};

#define LM_NOWHERE ((struct lm_pos){ 0, 0, 0 })

enum { LM_ERR_TEXT = 512 };

/* Embedded in its user; a zeroed one says "no failure". The later failures of one run are not kept:
 * one mistake, one message. */
struct lm_err {
    enum lm_code code;
    struct lm_pos pos;
    char what[LM_ERR_TEXT]; /* a phrase without a full stop, names in "quotes" */
    char hint[LM_ERR_TEXT]; /* empty: none */
};

/* Records the failure if none is recorded yet. Answers -1, so that a function that answers 0 for
 * success can say `return lm_fail(...)`. */
int lm_fail(struct lm_err *e, enum lm_code code, struct lm_pos pos, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Sets the hint of a failure just recorded; answers -1. A hint already there stays. */
int lm_hint(struct lm_err *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The short name of a code, its long explanation for `laminar help LDB-NNNN`, and the exit status
 * of a program that stops for it. NULL (or 1) for a number that is none. */
const char *lm_code_title(enum lm_code code);
const char *lm_code_help(enum lm_code code);
int lm_code_exit(enum lm_code code);

#endif
