/* report.c -- what was refused. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/report.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "data/val.h"

static const char *
reason_words(enum lm_code code)
{
    switch (code) {
    case LM_E_LATE:
        return "late";
    case LM_E_NO_EVENT_TIME:
        return "with no event time";
    case LM_E_RECORD:
        return "malformed";
    default:
        return NULL;
    }
}

static void
notice_place(struct lm_buf *b, const struct lm_refusal *f)
{
    const char *source = f->file != NULL && strcmp(f->file, "-") != 0 ? f->file : f->source;

    if (source != NULL && f->line > 0)
        lm_buf_addf(b, " %s:%" PRIu64 ":", source, f->line);
    else if (source != NULL)
        lm_buf_addf(b, " %s:", source);
}

static void
notice_refusal(struct lm_buf *b, const struct lm_refusal *f, bool fatal)
{
    lm_buf_addf(b, "laminar: LDB-%04d:", f->code);
    notice_place(b, f);
    if (f->field.n > 0)
        lm_buf_addf(b, " \"%.*s\":", LM_STRF(f->field));
    lm_buf_addf(b, " %.*s", LM_STRF(f->what));
    if (!fatal)
        lm_buf_addz(b, " (row skipped; further ones are counted)");
    lm_buf_addc(b, '\n');
}

static void
letter_add(struct lm_report *r, const struct lm_refusal *f)
{
    struct lm_buf *b = &r->letters;

    lm_buf_addz(b, "{\"_source\":");
    lm_json_quote(b, f->source != NULL ? lm_str_of(f->source) : LM_STR(""));
    if (f->line > 0)
        lm_buf_addf(b, ",\"_line\":%" PRIu64, f->line);
    else
        lm_buf_addz(b, ",\"_line\":null");
    if (f->offset != UINT64_MAX)
        lm_buf_addf(b, ",\"_offset\":%" PRIu64, f->offset);
    else
        lm_buf_addz(b, ",\"_offset\":null");
    lm_buf_addf(b, ",\"_code\":\"LDB-%04d\",\"_error\":", f->code);
    if (f->field.n > 0) {
        struct lm_buf what = { 0 };
        lm_buf_addf(&what, "\"%.*s\": %.*s", LM_STRF(f->field), LM_STRF(f->what));
        lm_json_quote(b, lm_buf_str(&what));
        lm_buf_fini(&what);
    } else {
        lm_json_quote(b, f->what);
    }
    lm_buf_addz(b, ",\"_raw\":");
    if (f->raw.p != NULL)
        lm_json_quote(b, f->raw);
    else
        lm_buf_addz(b, "null");
    lm_buf_addz(b, "}\n");
}

/* Room for one more: the double, with what belongs to the newest batch. */
static void
told_grow(struct lm_report *r)
{
    uint32_t n = r->ntold > 0 ? 2 * r->ntold : 1024;
    struct lm_told *old = r->told;

    r->told = calloc(n, sizeof *r->told);
    assert(r->told != NULL);
    for (uint32_t i = 0; i < r->ntold; i++) {
        uint32_t at = (uint32_t)old[i].hash & (n - 1);
        if (old[i].batch != r->told_batch)
            continue;
        while (r->told[at].batch != 0)
            at = (at + 1) & (n - 1);
        r->told[at] = old[i];
    }
    r->ntold = n;
    free(old);
}

/* Whether the same refusal has come of another copy of the stream: both see a row in the same batch. */
static bool
told_before(struct lm_report *r, const struct lm_refusal *f)
{
    const struct { const void *stream, *source; uint64_t line, offset, code; } key = {
        r->refuser.stream, f->source, f->line, f->offset, (uint64_t)f->code,
    };
    uint64_t hash = lm_hash_bytes(&key, sizeof key);

    if (r->refuser.stream == NULL || f->line == 0)
        return false;
    if (r->told_batch != r->refuser.batch)
        r->told_n = 0;
    r->told_batch = r->refuser.batch;
    if (2 * r->told_n >= r->ntold)
        told_grow(r);
    uint32_t at = (uint32_t)hash & (r->ntold - 1);
    while (r->told[at].batch == r->told_batch && r->told[at].hash != hash)
        at = (at + 1) & (r->ntold - 1);
    bool before = r->told[at].batch == r->told_batch;
    r->told[at] = (struct lm_told){ hash, r->told_batch };
    r->told_n += !before;
    return before;
}

static void
refused(struct lm_refuser *refuser, const struct lm_refusal *f)
{
    struct lm_report *r = (struct lm_report *)refuser;
    bool data_error = f->code != LM_E_LATE && f->code != LM_E_NO_EVENT_TIME;
    bool fatal = refuser->on_error == LM_ON_ERROR_FAIL && data_error;
    uint32_t i = 0;

    refuser->twice = told_before(r, f);
    if (refuser->twice)
        return;
    while (i < r->nreason && r->reason[i].code != f->code)
        i++;
    if (i == r->nreason) {
        assert(r->nreason < LM_REASONS);
        r->reason[r->nreason++] = (struct lm_reason){ f->code, 0 };
        if (!fatal)
            notice_refusal(&r->notices, f, false);
    }
    r->reason[i].rows++;
    if (fatal && r->failed.code == LM_OK) {
        lm_fail(&r->failed, f->code, LM_NOWHERE, "%.*s", LM_STRF(f->what));
        notice_refusal(&r->notices, f, true);
    }
    if (r->dlq_path != NULL)
        letter_add(r, f);
}

void
lm_report_init(struct lm_report *r, enum lm_on_error on_error, FILE *err, const char *dlq_path)
{
    *r = (struct lm_report){ 0 };
    r->refuser.on_error = on_error;
    r->refuser.row = refused;
    r->refuser.batch = 1;
    r->err = err;
    r->dlq_path = dlq_path;
    r->dlq_fd = -1;
}

static int
letters_write(struct lm_report *r, struct lm_err *err)
{
    size_t at = 0;

    if (r->dlq_fd < 0) {
        r->dlq_fd = open(r->dlq_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
        if (r->dlq_fd < 0)
            return lm_fail(err, LM_E_CREATE, LM_NOWHERE, "%s: %s", r->dlq_path, strerror(errno));
    }
    while (at < r->letters.n) {
        ssize_t n = write(r->dlq_fd, r->letters.p + at, r->letters.n - at);
        if (n < 0 && errno != EINTR)
            return lm_fail(err, LM_E_WRITE, LM_NOWHERE, "%s: %s", r->dlq_path, strerror(errno));
        at += n > 0 ? (size_t)n : 0;
    }
    r->letters.n = 0;
    return 0;
}

int
lm_report_drain(struct lm_report *r, struct lm_err *err)
{
    if (r->notices.n > 0) {
        if (r->err != NULL)
            fwrite(r->notices.p, 1, r->notices.n, r->err);
        r->notices.n = 0;
    }
    return r->letters.n > 0 ? letters_write(r, err) : 0;
}

void
lm_report_notice(struct lm_report *r, const char *format, ...)
{
    char line[1024];
    va_list ap;

    va_start(ap, format);
    vsnprintf(line, sizeof line, format, ap);
    va_end(ap);
    lm_buf_addf(&r->notices, "laminar: %s\n", line);
}

uint64_t
lm_report_rows(const struct lm_report *r)
{
    uint64_t rows = 0;

    for (uint32_t i = 0; i < r->nreason; i++)
        rows += r->reason[i].rows;
    return rows;
}

void
lm_report_sum(struct lm_report *r)
{
    for (uint32_t i = 0; i < r->nreason; i++) {
        const struct lm_reason *reason = &r->reason[i];
        const char *words = reason_words(reason->code);
        lm_report_notice(r, "%" PRIu64 " row%s %s (LDB-%04d%s%s)", reason->rows, reason->rows == 1 ? "" : "s",
                         words != NULL ? words : "refused", reason->code, words == NULL ? ": " : "",
                         words == NULL ? lm_code_title(reason->code) : "");
    }
}

void
lm_report_fini(struct lm_report *r)
{
    if (r->dlq_fd >= 0)
        close(r->dlq_fd);
    r->dlq_fd = -1;
    free(r->told);
    r->told = NULL;
    lm_buf_fini(&r->notices);
    lm_buf_fini(&r->letters);
}
