/* fmt_clf.c -- the common and the combined log format of web servers. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 *   host ident user [10/Oct/2000:13:55:36 -0700] "GET /a.gif HTTP/1.0" 200 2326 "referer" "agent"
 * The last two fields are there in the combined format only, both or none. `-` is NULL. The request
 * is split at its first blank and before its last word, if that is a protocol; one that has no
 * blank (a server writes down what it was sent) is the path alone. `\"` and `\\` in quotes lose
 * their backslash. status and bytes are numbers, time is a TIMESTAMP, the rest is text.
 */
#include <string.h>

#include "base/civil.h"
#include "fmt/lines.h"
#include "fmt/types.h"

enum {
    CLF_HOST,
    CLF_IDENT,
    CLF_USER,
    CLF_TIME,
    CLF_METHOD,
    CLF_PATH,
    CLF_PROTOCOL,
    CLF_STATUS,
    CLF_BYTES,
    CLF_REFERER,
    CLF_AGENT,
    CLF_FIELDS
};

static const struct lm_str clf_names[CLF_FIELDS] = {
    { "host", 4 },   { "ident", 5 },   { "user", 4 },     { "time", 4 },
    { "method", 6 }, { "path", 4 },    { "protocol", 8 }, { "status", 6 },
    { "bytes", 5 },  { "referer", 7 }, { "agent", 5 },
};

static struct lm_val
clf_text(struct lm_str s)
{
    return s.n == 1 && s.p[0] == '-' ? LM_VAL_NULL : lm_val_str(s);
}

/* Takes bytes up to the mark and the mark itself from *s. False when it is not there. */
static bool
clf_until(struct lm_str *s, const char *mark, struct lm_str *out)
{
    const char *at = s->n > 0 ? memmem(s->p, s->n, mark, strlen(mark)) : NULL;

    if (at == NULL)
        return false;
    *out = (struct lm_str){ s->p, (size_t)(at - s->p) };
    size_t took = out->n + strlen(mark);
    *s = (struct lm_str){ s->p + took, s->n - took };
    return true;
}

/* A text in quotes at the begin of *s. */
static bool
clf_quoted(struct lm_str *s, struct lm_arena *a, struct lm_str *out)
{
    size_t i = 1, escapes = 0;

    if (s->n < 2 || s->p[0] != '"')
        return false;
    while (i < s->n && s->p[i] != '"') {
        bool escape =
            s->p[i] == '\\' && i + 1 < s->n && (s->p[i + 1] == '"' || s->p[i + 1] == '\\');
        escapes += escape;
        i += escape ? 2 : 1;
    }
    if (i >= s->n)
        return false;
    *out = (struct lm_str){ s->p + 1, i - 1 };
    *s = (struct lm_str){ s->p + i + 1, s->n - i - 1 };
    if (escapes == 0)
        return true;
    char *w = lm_alloc_raw(a, out->n), *begin = w;
    for (size_t k = 0; k < out->n; k++) {
        bool escape =
            out->p[k] == '\\' && k + 1 < out->n && (out->p[k + 1] == '"' || out->p[k + 1] == '\\');
        k += escape;
        *w++ = out->p[k];
    }
    *out = (struct lm_str){ begin, (size_t)(w - begin) };
    return true;
}

static bool
clf_digits(const char *p, int n, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        *out = *out * 10 + (p[i] - '0');
    }
    return true;
}

/* 10/Oct/2000:13:55:36 -0700 */
static bool
clf_time(struct lm_str s, struct lm_val *out)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day, year, hour, minute, second, zone_h, zone_m, month = 0;

    if (s.n != 26 || s.p[2] != '/' || s.p[6] != '/' || s.p[11] != ':' || s.p[14] != ':' ||
        s.p[17] != ':' || s.p[20] != ' ' || (s.p[21] != '+' && s.p[21] != '-'))
        return false;
    while (month < 12 && memcmp(months + 3 * month, s.p + 3, 3) != 0)
        month++;
    if (month == 12 || !clf_digits(s.p, 2, &day) || !clf_digits(s.p + 7, 4, &year) ||
        !clf_digits(s.p + 12, 2, &hour) || !clf_digits(s.p + 15, 2, &minute) ||
        !clf_digits(s.p + 18, 2, &second) || !clf_digits(s.p + 22, 2, &zone_h) ||
        !clf_digits(s.p + 24, 2, &zone_m))
        return false;
    if (day < 1 || day > lm_days_in_month(year, month + 1) || hour > 23 || minute > 59 ||
        second > 60)
        return false;
    int64_t zone = (zone_h * 60 + zone_m) * LM_US_MINUTE;
    int64_t us = lm_days_of(year, month + 1, day) * LM_US_DAY + hour * LM_US_HOUR +
                 minute * LM_US_MINUTE + second * LM_US_SECOND;
    *out = (struct lm_val){ .kind = LM_K_TS, .i = s.p[21] == '-' ? us + zone : us - zone };
    return true;
}

static void
clf_request(struct lm_str s, struct lm_val *fields)
{
    const char *first = s.n > 0 ? memchr(s.p, ' ', s.n) : NULL;
    const char *last = s.n > 0 ? memrchr(s.p, ' ', s.n) : NULL;

    fields[CLF_METHOD] = fields[CLF_PROTOCOL] = LM_VAL_NULL;
    if (first == NULL) {
        fields[CLF_PATH] = clf_text(s);
        return;
    }
    const char *end = s.p + s.n;
    bool protocol = last > first && end - last > 5 && memcmp(last + 1, "HTTP/", 5) == 0;
    if (protocol)
        fields[CLF_PROTOCOL] = lm_val_str((struct lm_str){ last + 1, (size_t)(end - last) - 1 });
    fields[CLF_METHOD] = lm_val_str((struct lm_str){ s.p, (size_t)(first - s.p) });
    fields[CLF_PATH] =
        lm_val_str((struct lm_str){ first + 1, (size_t)((protocol ? last : end) - first) - 1 });
}

/* A whole number or `-`, up to a blank or the end. */
static bool
clf_number(struct lm_str *s, struct lm_val *out)
{
    size_t n = 0;

    while (n < s->n && s->p[n] != ' ')
        n++;
    struct lm_str text = { s->p, n };
    *out = clf_text(text);
    *s = (struct lm_str){ s->p + n, s->n - n };
    if (lm_val_is_null(out))
        return true;
    *out = lm_val_of_field(text, false);
    return out->kind == LM_K_INT && out->i >= 0;
}

static bool
clf_blank(struct lm_str *s)
{
    if (s->n == 0 || s->p[0] != ' ')
        return false;
    *s = (struct lm_str){ s->p + 1, s->n - 1 };
    return true;
}

static const char *
clf_line(struct lm_lines *l, struct lm_str line, struct lm_arena *a)
{
    struct lm_str s = line, part = { 0 };
    struct lm_val *f = l->fields;

    f[CLF_REFERER] = f[CLF_AGENT] = LM_VAL_NULL;
    if (!clf_until(&s, " ", &part) || part.n == 0)
        return "expected host, ident, user";
    f[CLF_HOST] = clf_text(part);
    if (!clf_until(&s, " ", &part) || part.n == 0)
        return "expected host, ident, user";
    f[CLF_IDENT] = clf_text(part);
    if (!clf_until(&s, " [", &part) || part.n == 0)
        return "expected user and [time]";
    f[CLF_USER] = clf_text(part);
    if (!clf_until(&s, "] ", &part) || !clf_time(part, &f[CLF_TIME]))
        return "expected [day/month/year:hour:minute:second zone]";
    if (!clf_quoted(&s, a, &part) || !clf_blank(&s))
        return "expected the request in quotes";
    clf_request(part, f);
    if (!clf_number(&s, &f[CLF_STATUS]) || !clf_blank(&s) || !clf_number(&s, &f[CLF_BYTES]))
        return "expected status and bytes";
    if (s.n == 0)
        return NULL;
    if (!clf_blank(&s) || !clf_quoted(&s, a, &part))
        return "expected the referer in quotes, or the end";
    f[CLF_REFERER] = clf_text(part);
    if (!clf_blank(&s) || !clf_quoted(&s, a, &part) || s.n > 0)
        return "expected the agent in quotes, and the end";
    f[CLF_AGENT] = clf_text(part);
    return NULL;
}

static struct lm_decoder *
clf_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct lm_lines *l = lm_alloc(a, sizeof *l);

    lm_lines_init(l, a, o, clf_line);
    l->d.type = &lm_fmt_clf;
    l->names = clf_names;
    l->nfield = CLF_FIELDS;
    return &l->d;
}

/* The names of the common format when the first line is one of it. */
static int
clf_columns(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
            struct lm_str **names, uint32_t *nnames)
{
    struct lm_str line = { 0 };
    int r = lm_lines_first(head, eof, &line);

    if (r == 0)
        return 0;
    bool common = r == 1 && line.n > 0 && line.p[line.n - 1] != '"';
    lm_lines_answer(a, clf_names, common ? CLF_REFERER : CLF_FIELDS, names, nnames);
    return 1;
}

const struct lm_fmt_type lm_fmt_clf = {
    .name = "clf",
    .open = clf_open,
    .names = clf_columns,
    .decode = lm_lines_decode,
    .rewind = lm_lines_rewind,
};
