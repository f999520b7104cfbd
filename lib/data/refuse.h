/* refuse.h -- rows that cannot be used: counted by reason, kept where the user asked. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_REFUSE_H
#define LM_REFUSE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct lm_batch;

/* --on-error */
enum lm_on_error { LM_ON_ERROR_SKIP, LM_ON_ERROR_NULL, LM_ON_ERROR_FAIL };

/* One refused row, as it is handed to the keeper. Texts are borrowed for the call. */
struct lm_refusal {
    enum lm_code code;
    const char *source;  /* NULL: unknown */
    const char *file;    /* NULL: unknown */
    uint64_t line;       /* from 1; 0: unknown */
    uint64_t offset;     /* UINT64_MAX: unknown */
    struct lm_str raw;   /* the record as read; p NULL: unknown */
    struct lm_str field; /* the column concerned; empty: none */
    struct lm_str what;  /* "expected DOUBLE, found \"n/a\"", "late by 3s", ... */
};

/* Who counts and keeps them: run/report.c. Ring 0 calls `row` only through lm_refuse. */
struct lm_refuser {
    enum lm_on_error on_error;
    /* Counts the row; copies what it keeps. Never blocks, prints nothing by itself. */
    void (*row)(struct lm_refuser *r, const struct lm_refusal *refusal);
    /* A named stream that several queries read is worked out for each of them. What its operators refuse is
     * one refusal all the same: they say whose they are, and the keeper knows it again in the same batch. */
    const void *stream; /* NULL: of no named stream */
    uint64_t batch;     /* of any source, counted */
    bool twice;         /* set by `row`: this was counted before */
};

/* Refuses row `row` of a batch (its origin says where it came from). */
void lm_refuse(struct lm_refuser *r, const struct lm_batch *b, uint32_t row, enum lm_code code,
               struct lm_str field, struct lm_str what);

#endif
