/* fmt.c -- the formats by name, and by what the first bytes look like. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/fmt.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "fmt/types.h"

const struct lm_fmt_type *const lm_fmt_types[] = {
    &lm_fmt_ndjson, &lm_fmt_json, &lm_fmt_csv,   &lm_fmt_tsv,       &lm_fmt_logfmt,   &lm_fmt_clf,
    &lm_fmt_syslog, &lm_fmt_raw,  &lm_fmt_regex, &lm_fmt_changelog, &lm_fmt_debezium, NULL,
};

static bool
fmt_is(struct lm_str s, const char *z)
{
    return s.n == strlen(z) && strncasecmp(s.p, z, s.n) == 0;
}

const struct lm_fmt_type *
lm_fmt_by_name(struct lm_str name)
{
    const char *colon = name.n > 0 ? memchr(name.p, ':', name.n) : NULL;

    if (colon != NULL && fmt_is((struct lm_str){ name.p, (size_t)(colon - name.p) }, "regex"))
        return &lm_fmt_regex;
    if (fmt_is(name, "jsonl"))
        return &lm_fmt_ndjson;
    for (const struct lm_fmt_type *const *t = lm_fmt_types; *t != NULL; t++)
        if (fmt_is(name, (*t)->name))
            return *t;
    return NULL;
}

/* Whether the path ends so; takes the ending away. */
static bool
fmt_ending(struct lm_str *path, const char *ending)
{
    size_t n = strlen(ending);

    if (path->n <= n || strncasecmp(path->p + path->n - n, ending, n) != 0)
        return false;
    path->n -= n;
    return true;
}

const struct lm_fmt_type *
lm_fmt_of_path(struct lm_str path)
{
    static const char *const packed[] = { ".gz", ".zst", ".lz4", ".bz2", ".xz" };
    static const struct {
        const char *ending;
        const struct lm_fmt_type *type;
    } known[] = {
        { ".csv", &lm_fmt_csv },       { ".tsv", &lm_fmt_tsv },      { ".json", &lm_fmt_json },
        { ".ndjson", &lm_fmt_ndjson }, { ".jsonl", &lm_fmt_ndjson },
    };

    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++)
        if (fmt_ending(&path, packed[i]))
            break;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (fmt_ending(&path, known[i].ending))
            return known[i].type;
    return NULL;
}

/* Whether one of the wanted names is a field of the line. Quotes do not count: a name with a comma
 * inside of quotes is rare, and one of the others will be wanted too. */
static bool
fmt_has_field(struct lm_str line, char delimiter, const struct lm_str *wanted, uint32_t nwanted)
{
    for (size_t at = 0; at <= line.n;) {
        const char *comma = at < line.n ? memchr(line.p + at, delimiter, line.n - at) : NULL;
        size_t end = comma != NULL ? (size_t)(comma - line.p) : line.n;
        struct lm_str field = lm_str_trim((struct lm_str){ line.p + at, end - at });
        if (field.n >= 2 && field.p[0] == '"' && field.p[field.n - 1] == '"')
            field = (struct lm_str){ field.p + 1, field.n - 2 };
        for (uint32_t i = 0; i < nwanted; i++)
            if (field.n > 0 && field.n == wanted[i].n &&
                strncasecmp(field.p, wanted[i].p, field.n) == 0)
                return true;
        at = end + 1;
    }
    return false;
}

const struct lm_fmt_type *
lm_fmt_detect(const char *path, struct lm_str head, bool eof, const struct lm_str *wanted,
              uint32_t nwanted, bool *more)
{
    const struct lm_fmt_type *t = path != NULL ? lm_fmt_of_path(lm_str_of(path)) : NULL;
    struct lm_str s = head;

    assert(more != NULL);
    *more = false;
    if (t != NULL)
        return t;
    if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
        s = (struct lm_str){ s.p + 3, s.n - 3 };
    while (s.n > 0 && strchr(" \t\r\n", s.p[0]) != NULL && s.p[0] != '\0')
        s = (struct lm_str){ s.p + 1, s.n - 1 };
    if (s.n == 0) {
        *more = !eof;
        return &lm_fmt_ndjson; /* no records: of open ones, so that no column is missed */
    }
    if (s.p[0] == '{' || s.p[0] == '[')
        return s.p[0] == '{' ? &lm_fmt_ndjson : &lm_fmt_json;
    const char *end = memchr(s.p, '\n', s.n);
    if (end == NULL && !eof) {
        *more = s.n < LM_RECORD_BYTES;
        return &lm_fmt_raw;
    }
    s.n = end != NULL ? (size_t)(end - s.p) : s.n;
    return fmt_has_field(s, ',', wanted, nwanted) ? &lm_fmt_csv : &lm_fmt_raw;
}
