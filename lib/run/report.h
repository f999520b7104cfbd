/* report.h -- what was refused: counted, told once, kept in the dead-letter file, summed up at the end. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_REPORT_H
#define LM_REPORT_H

#include <stdio.h>

#include "data/refuse.h"

enum { LM_REASONS = 32 };

/* What has been refused of named streams since the newest batch came: open addressing, by a hash. */
struct lm_told {
    uint64_t hash, batch; /* batch 0: free */
};

struct lm_reason {
    enum lm_code code;
    uint64_t rows;
};

/* `refuser` is what operators and decoders see. Nothing is written while rows are pushed: the texts
 * wait in `notices` and `letters` until lm_report_drain. */
struct lm_report {
    struct lm_refuser refuser; /* must stay first */
    FILE *err;                 /* notices; NULL: quiet */
    const char *dlq_path;      /* NULL: none */
    int dlq_fd;                /* -1: not opened yet */
    struct lm_reason reason[LM_REASONS];
    uint32_t nreason;
    struct lm_buf notices;
    struct lm_buf letters;
    struct lm_told *told;      /* [ntold] a power of two; malloc'ed with the first refusal of a stream */
    uint32_t ntold, told_n;
    uint64_t told_batch;       /* told_n are of this one */
    struct lm_err failed;      /* under --on-error=fail: the first refusal */
};

void lm_report_init(struct lm_report *r, enum lm_on_error on_error, FILE *err, const char *dlq_path);

/* Writes what waits. -1 with err when the dead-letter file cannot be written. */
int lm_report_drain(struct lm_report *r, struct lm_err *err);

/* A notice of our own: "laminar: ...\n". */
void lm_report_notice(struct lm_report *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The summary at the end: a line for each reason. */
void lm_report_sum(struct lm_report *r);

uint64_t lm_report_rows(const struct lm_report *r);

void lm_report_fini(struct lm_report *r);

#endif
