/* csv_quoted.c -- CSV records whose quotes need a parser: their bounds, then libcsv. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * libcsv tells fields but not where a record ended, and a mistake in one record must not cost the
 * next. So the bounds of a record are found first (a field that begins with a quote ends at the
 * quote that is not doubled; what is not followed by a delimiter or line end then is a fault), and
 * libcsv gets exactly one record. It is told that blanks are no blanks and that nothing ends a
 * line, so it changes no text but the quotes'.
 */
#include <assert.h>

#include "fmt/csv_in.h"

enum { FIELD_PAD = 32 };

/* The end of a field without quotes: at a delimiter or line end, or `end`. */
static const char *
plain_end(const char *p, const char *end, char delimiter)
{
    while (p < end && *p != delimiter && *p != '\n')
        p++;
    return p;
}

/* Behind the closing quote of the field at p, or NULL. *more: the text may go on there. */
static const char *
quoted_end(const char *p, const char *end, char quote, bool *more)
{
    for (p++;; p += 2) {
        p = memchr(p, quote, (size_t)(end - p));
        *more = p == NULL || p + 1 == end;
        if (p == NULL)
            return NULL;
        if (p + 1 == end || p[1] != quote)
            return p + 1;
    }
}

/* Whether what is at p may stand behind a closing quote; `end` does when the input ends there. */
static bool
closes(const char *p, const char *end, char delimiter)
{
    return p == end || *p == delimiter || *p == '\n' ||
           (*p == '\r' && (p + 1 == end || p[1] == '\n'));
}

static struct cs_bound
bound_at(struct lm_str rest, const char *end, const char *fault)
{
    struct cs_bound b = {.raw = {rest.p, (size_t)(end - rest.p)}, .lines = 1, .fault = fault};
    const char *p = rest.p;

    b.bytes = b.raw.n + (b.raw.n < rest.n);
    while ((p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
        b.lines++;
        p++;
    }
    if (b.raw.n > 0 && end[-1] == '\r')
        b.raw.n--;
    return b;
}

/* The rest holds no whole record. */
static struct cs_bound
bound_open(struct lm_str rest, bool quote, bool eof)
{
    const char *line = memchr(rest.p, '\n', rest.n);
    struct cs_bound b = {.bytes = 0};

    if (!eof && rest.n <= LM_RECORD_BYTES)
        return b;
    b = bound_at(rest, line != NULL ? line : rest.p + rest.n,
                 quote ? "a quote is never closed" : NULL);
    b.too_large = rest.n > LM_RECORD_BYTES;
    return b;
}

struct cs_bound
cs_bound(const struct cs *cs, struct lm_str rest, bool eof, size_t *within)
{
    bool inside = *within > 0;
    const char *p = rest.p + (inside ? *within - 1 : 0), *end = rest.p + rest.n;

    assert(rest.n > 0 && *within <= rest.n);
    for (;; p++) {
        bool more = false;
        if (inside || (p < end && *p == cs->quote && cs->quote != 0)) {
            inside = false;
            p = quoted_end(p, end, cs->quote, &more);
            *within = p != NULL ? (size_t)(p - rest.p) - 1 : rest.n;
            if (p == NULL)
                return bound_open(rest, true, eof);
            more |= p < end && *p == '\r' && p + 1 == end;
            if (more && !eof)
                return bound_open(rest, false, eof);
            if (!closes(p, end, cs->delimiter)) {
                const char *line = memchr(p, '\n', (size_t)(end - p));
                return line != NULL || eof ? bound_at(rest, line != NULL ? line : end,
                                                      "text behind a closing quote")
                                           : bound_open(rest, false, eof);
            }
        }
        p = plain_end(p, end, cs->delimiter);
        if (p == end && !eof)
            return bound_open(rest, false, eof);
        if (p == end || *p == '\n')
            return bound_at(rest, p, NULL);
    }
}

/* libcsv --------------------------------------------------------------------------------------- */

struct split {
    struct lm_arena *arena;
    struct cs_field *fields;
    uint32_t n, cap;
};

static void
split_field(void *text, size_t n, void *data)
{
    struct split *s = data;
    char *to = lm_alloc_raw(s->arena, n + FIELD_PAD);

    assert(s->n < s->cap);
    if (n > 0)
        memcpy(to, text, n);
    s->fields[s->n++] = (struct cs_field){{to, n}, text != NULL};
}

static int
never(unsigned char c)
{
    (void)c;
    return 0;
}

/* Without quotes nothing needs libcsv. */
static void
split_plain(const struct cs *cs, struct split *s, struct lm_str raw)
{
    const char *end = raw.p + raw.n;

    for (const char *p = raw.p;; p++) {
        const char *stop = plain_end(p, end, cs->delimiter);
        split_field(stop > p ? (char *)p : NULL, (size_t)(stop - p), s);
        s->fields[s->n - 1].quoted = false;
        if (stop == end)
            return;
        p = stop;
    }
}

struct cs_field *
cs_split(struct cs *cs, struct lm_arena *a, struct lm_str raw, uint32_t *n)
{
    struct split s = {.arena = a, .cap = 1};

    for (size_t i = 0; i < raw.n; i++)
        s.cap += raw.p[i] == cs->delimiter;
    s.fields = lm_alloc_raw(a, s.cap * sizeof *s.fields);
    if (cs->quote == 0 || raw.n == 0 || memchr(raw.p, cs->quote, raw.n) == NULL) {
        split_plain(cs, &s, raw);
    } else {
        csv_set_delim(&cs->parser, (unsigned char)cs->delimiter);
        csv_set_quote(&cs->parser, (unsigned char)cs->quote);
        csv_set_space_func(&cs->parser, never);
        csv_set_term_func(&cs->parser, never);
        csv_parse(&cs->parser, raw.p, raw.n, split_field, NULL, &s);
        csv_fini(&cs->parser, split_field, NULL, &s);
    }
    *n = s.n;
    return s.fields;
}
