/* fmt_syslog.c -- syslog: RFC 3164, RFC 5424, and what rsyslog writes to files. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 *   <34>Oct 11 22:14:15 host app[230]: message                              RFC 3164
 *   <165>1 2003-10-11T22:14:15.003Z host app procid msgid [id k="v"] message   RFC 5424
 * Files have lines of the first form without <priority>, with either kind of time. Columns:
 *   priority   the number in <>; facility is an eighth of it, severity its remainder. NULL without one
 *   timestamp  TIMESTAMP. RFC 3164 has no year: it is the one that brings the time nearest to
 *              now without lying more than a day ahead; and no zone: UTC
 *   host, app, msgid   text
 *   procid     a number where it is one
 *   structured JSON: {"id":{"k":"v"}}
 *   message    text, without the byte order mark that RFC 5424 allows
 * `-` is NULL in RFC 5424, and what a form does not have is NULL.
 */
#include <string.h>
#include <time.h>

#include "base/civil.h"
#include "fmt/lines.h"
#include "fmt/types.h"

enum {
    SYSLOG_FACILITY,
    SYSLOG_SEVERITY,
    SYSLOG_PRIORITY,
    SYSLOG_TIMESTAMP,
    SYSLOG_HOST,
    SYSLOG_APP,
    SYSLOG_PROCID,
    SYSLOG_MSGID,
    SYSLOG_STRUCTURED,
    SYSLOG_MESSAGE,
    SYSLOG_FIELDS
};

static const struct lm_str syslog_names[SYSLOG_FIELDS] = {
    { "facility", 8 }, { "severity", 8 }, { "priority", 8 }, { "timestamp", 9 },   { "host", 4 },
    { "app", 3 },      { "procid", 6 },   { "msgid", 5 },    { "structured", 10 }, { "message", 7 },
};

struct syslog {
    struct lm_lines l;
    int64_t now_us;       /* when it was opened: tells the year */
    struct lm_buf object; /* structured data as JSON */
};

/* The bytes before the next blank, which is taken too. False at the end. */
static bool
syslog_word(struct lm_str *s, struct lm_str *word)
{
    const char *blank = s->n > 0 ? memchr(s->p, ' ', s->n) : NULL;
    size_t n = blank != NULL ? (size_t)(blank - s->p) : s->n;

    *word = (struct lm_str){ s->p, n };
    *s =
        blank != NULL ? (struct lm_str){ blank + 1, s->n - n - 1 } : (struct lm_str){ s->p + n, 0 };
    return n > 0;
}

static struct lm_val
syslog_text(struct lm_str s)
{
    return s.n == 0 || (s.n == 1 && s.p[0] == '-') ? LM_VAL_NULL : lm_val_str(s);
}

static struct lm_val
syslog_number(struct lm_str s)
{
    return s.n == 1 && s.p[0] == '-' ? LM_VAL_NULL : lm_val_of_field(s, false);
}

/* <number>; false when it is not well formed. Without one nothing is set. */
static bool
syslog_priority(struct lm_str *s, struct lm_val *f)
{
    size_t i = 1;
    int64_t pri = 0;

    f[SYSLOG_FACILITY] = f[SYSLOG_SEVERITY] = f[SYSLOG_PRIORITY] = LM_VAL_NULL;
    if (s->n == 0 || s->p[0] != '<')
        return true;
    while (i < s->n && i < 4 && s->p[i] >= '0' && s->p[i] <= '9')
        pri = pri * 10 + (s->p[i++] - '0');
    if (i == 1 || i == s->n || s->p[i] != '>' || pri > 191)
        return false;
    f[SYSLOG_FACILITY] = lm_val_int(pri / 8);
    f[SYSLOG_SEVERITY] = lm_val_int(pri % 8);
    f[SYSLOG_PRIORITY] = lm_val_int(pri);
    *s = (struct lm_str){ s->p + i + 1, s->n - i - 1 };
    return true;
}

/* "Oct 11 22:14:15" at the begin of *s, the day with a blank or a zero before it. */
static bool
syslog_old_time(struct lm_str *s, int64_t now_us, int64_t *out)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    struct lm_civil now;
    int64_t clock = 0;
    int month = 0;

    if (s->n < 15 || s->p[3] != ' ' || s->p[6] != ' ')
        return false;
    while (month < 12 && memcmp(months + 3 * month, s->p, 3) != 0)
        month++;
    char tens = s->p[4] == ' ' ? '0' : s->p[4];
    if (month == 12 || tens < '0' || tens > '3' || s->p[5] < '0' || s->p[5] > '9' ||
        !lm_time_parse((struct lm_str){ s->p + 7, 8 }, &clock))
        return false;
    int day = (tens - '0') * 10 + (s->p[5] - '0');
    lm_civil_of(now_us, &now);
    for (int32_t year = now.year + 1; year > now.year - 9; year--) {
        if (day < 1 || day > lm_days_in_month(year, month + 1))
            continue; /* 29 February */
        *out = lm_days_of(year, month + 1, day) * LM_US_DAY + clock;
        if (*out <= now_us + LM_US_DAY) {
            *s = (struct lm_str){ s->p + 15, s->n - 15 };
            return true;
        }
    }
    return false;
}

/* app[pid]: message */
static void
syslog_tag(struct lm_str s, struct lm_val *f)
{
    size_t n = 0;

    f[SYSLOG_APP] = f[SYSLOG_PROCID] = LM_VAL_NULL;
    f[SYSLOG_MESSAGE] = lm_val_str(s);
    while (n < s.n && s.p[n] != ' ' && s.p[n] != ':' && s.p[n] != '[')
        n++;
    struct lm_str app = { s.p, n }, pid = { NULL, 0 };
    if (n < s.n && s.p[n] == '[') {
        const char *close = memchr(s.p + n, ']', s.n - n);
        if (close == NULL)
            return;
        pid = (struct lm_str){ s.p + n + 1, (size_t)(close - s.p) - n - 1 };
        n = (size_t)(close + 1 - s.p);
    }
    if (n == s.n || s.p[n] != ':' || app.n == 0)
        return; /* no tag: all of it is the message */
    n += n + 1 < s.n && s.p[n + 1] == ' ' ? 2 : 1;
    f[SYSLOG_APP] = lm_val_str(app);
    f[SYSLOG_PROCID] = lm_val_of_field(pid, false);
    f[SYSLOG_MESSAGE] = lm_val_str((struct lm_str){ s.p + n, s.n - n });
}

/* One element [id name="value" ...] of structured data as `"id":{"name":"value"}`; the bytes it
 * has, 0 when it is none. */
static size_t
syslog_element(struct lm_str s, struct lm_buf *out, struct lm_buf *value)
{
    size_t i = 1, from = 1;
    bool first = true;

    while (i < s.n && s.p[i] != ' ' && s.p[i] != ']' && s.p[i] != '"' && s.p[i] != '=')
        i++;
    if (i == s.n || i == from)
        return 0;
    lm_json_quote(out, (struct lm_str){ s.p + from, i - from });
    lm_buf_addz(out, ":{");
    while (i < s.n && s.p[i] == ' ') {
        for (from = ++i; i < s.n && s.p[i] != '=' && s.p[i] != ' ' && s.p[i] != ']';)
            i++;
        if (i + 1 >= s.n || i == from || s.p[i] != '=' || s.p[i + 1] != '"')
            return 0;
        if (!first)
            lm_buf_addc(out, ',');
        first = false;
        lm_json_quote(out, (struct lm_str){ s.p + from, i - from });
        lm_buf_addc(out, ':');
        value->n = 0;
        for (i += 2; i < s.n && s.p[i] != '"'; i++) {
            bool escape = s.p[i] == '\\' && i + 1 < s.n && strchr("\"\\]", s.p[i + 1]) != NULL;
            i += escape;
            lm_buf_addc(value, s.p[i]);
        }
        if (i >= s.n)
            return 0;
        lm_json_quote(out, lm_buf_str(value));
        i++;
    }
    lm_buf_addc(out, '}');
    return i < s.n && s.p[i] == ']' ? i + 1 : 0;
}

static bool
syslog_structured(struct syslog *y, struct lm_str *s, struct lm_arena *a, struct lm_val *out)
{
    struct lm_buf value = { 0 };
    bool good = true;

    *out = LM_VAL_NULL;
    if (s->n > 0 && s->p[0] == '-') {
        *s = (struct lm_str){ s->p + 1, s->n - 1 };
        return s->n == 0 || s->p[0] == ' ';
    }
    if (s->n == 0 || s->p[0] != '[')
        return false;
    y->object.n = 0;
    lm_buf_addc(&y->object, '{');
    while (good && s->n > 0 && s->p[0] == '[') {
        if (y->object.n > 1)
            lm_buf_addc(&y->object, ',');
        size_t n = syslog_element(*s, &y->object, &value);
        good = n > 0;
        *s = (struct lm_str){ s->p + n, s->n - n };
    }
    lm_buf_addc(&y->object, '}');
    lm_buf_fini(&value);
    struct lm_str text = lm_str_dup(a, lm_buf_str(&y->object));
    *out = (struct lm_val){ .kind = LM_K_JSON, .p = text.p, .n = (uint32_t)text.n };
    return good && (s->n == 0 || s->p[0] == ' ');
}

/* Behind "<165>1 ". */
static const char *
syslog_5424(struct syslog *y, struct lm_str s, struct lm_arena *a)
{
    struct lm_val *f = y->l.fields;
    struct lm_str word;
    int64_t us = 0;

    f[SYSLOG_TIMESTAMP] = LM_VAL_NULL;
    if (!syslog_word(&s, &word))
        return "expected a timestamp";
    if (word.n != 1 || word.p[0] != '-') {
        if (!lm_ts_parse(word, &us))
            return "expected an ISO 8601 timestamp";
        f[SYSLOG_TIMESTAMP] = (struct lm_val){ .kind = LM_K_TS, .i = us };
    }
    for (int i = SYSLOG_HOST; i <= SYSLOG_MSGID; i++) {
        if (!syslog_word(&s, &word))
            return "expected host, app, procid, msgid";
        f[i] = i == SYSLOG_PROCID ? syslog_number(word) : syslog_text(word);
    }
    if (!syslog_structured(y, &s, a, &f[SYSLOG_STRUCTURED]))
        return "expected structured data or \"-\"";
    if (s.n > 0)
        s = (struct lm_str){ s.p + 1, s.n - 1 };
    if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
        s = (struct lm_str){ s.p + 3, s.n - 3 };
    f[SYSLOG_MESSAGE] = s.n > 0 ? lm_val_str(s) : LM_VAL_NULL;
    return NULL;
}

static const char *
syslog_line(struct lm_lines *l, struct lm_str line, struct lm_arena *a)
{
    struct syslog *y = (struct syslog *)l;
    struct lm_val *f = l->fields;
    struct lm_str s = line, word;
    int64_t us = 0;

    if (!syslog_priority(&s, f))
        return "expected <priority> from 0 to 191";
    if (!lm_val_is_null(&f[SYSLOG_PRIORITY]) && s.n > 2 && s.p[0] == '1' && s.p[1] == ' ')
        return syslog_5424(y, (struct lm_str){ s.p + 2, s.n - 2 }, a);
    f[SYSLOG_MSGID] = f[SYSLOG_STRUCTURED] = LM_VAL_NULL;
    if (syslog_old_time(&s, y->now_us, &us)) {
        if (s.n == 0 || s.p[0] != ' ')
            return "expected a host behind the time";
        s = (struct lm_str){ s.p + 1, s.n - 1 };
    } else if (!syslog_word(&s, &word) || !lm_ts_parse(word, &us)) {
        return "expected a time";
    }
    f[SYSLOG_TIMESTAMP] = (struct lm_val){ .kind = LM_K_TS, .i = us };
    if (!syslog_word(&s, &word))
        return "expected a host behind the time";
    f[SYSLOG_HOST] = syslog_text(word);
    syslog_tag(s, f);
    return NULL;
}

static struct lm_decoder *
syslog_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct syslog *y = lm_alloc(a, sizeof *y);

    lm_lines_init(&y->l, a, o, syslog_line);
    y->l.d.type = &lm_fmt_syslog;
    y->l.names = syslog_names;
    y->l.nfield = SYSLOG_FIELDS;
    y->now_us = (int64_t)time(NULL) * LM_US_SECOND;
    return &y->l.d;
}

static void
syslog_fini(struct lm_decoder *d)
{
    lm_buf_fini(&((struct syslog *)d)->object);
}

const struct lm_fmt_type lm_fmt_syslog = {
    .name = "syslog",
    .open = syslog_open,
    .names = lm_lines_names,
    .decode = lm_lines_decode,
    .rewind = lm_lines_rewind,
    .fini = syslog_fini,
};
