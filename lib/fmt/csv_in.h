/* csv_in.h -- what the files of the CSV decoder share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CSV_IN_H
#define LM_CSV_IN_H

#include <csv.h>

#include "fmt/fmt.h"
#include "fmt/put.h"
#include "fmt/scan.h"

/* A field that goes to a column. */
struct cs_read {
    uint32_t field;
    uint32_t col;
};

struct cs {
    struct lm_decoder d;
    const struct lm_scan_type *scan;
    char delimiter;
    char quote;      /* 0: there are no quotes (TSV) */
    bool escapes;    /* TSV: \t \n \r \\ */
    bool begun;      /* the byte order mark is behind */
    bool headed;     /* the header is behind, `reads` are known */
    bool careful;    /* read every record by its text: the tests lay this beside the scan */
    uint64_t open_record; /* offset of a record that was not whole, and the bytes of it that were found to lie */
    size_t open_bytes;    /* before the end of a quoted field: they are not searched again; 0: none */
    uint32_t nfield; /* of every record of this file */
    uint32_t nread;
    uint32_t nabsent;
    struct cs_read *reads;    /* [ncol] in order of fields */
    uint32_t *absent;         /* [ncol] columns that the file does not have */
    struct csv_parser parser; /* libcsv: for what is quoted */
    const char *p;            /* the window of which s is the scan */
    struct lm_scan s;
};

/* A field as libcsv gives it. */
struct cs_field {
    struct lm_str text;
    bool quoted;
};

/* How far a record goes. */
struct cs_bound {
    size_t bytes;      /* with its line end; 0: it is not whole */
    struct lm_str raw; /* without its line end */
    uint64_t lines;    /* physical lines */
    const char *fault; /* NULL: well formed */
    bool too_large;
};

/* The record at rest.p, by RFC 4180; quotes within an unquoted field are text. A quote that is
 * never closed makes its first line a bad record. *within: bytes of the record that are known to
 * end inside of quotes, 0: none; set for the next time where the record is not whole. */
struct cs_bound cs_bound(const struct cs *cs, struct lm_str rest, bool eof, size_t *within);

/* The fields of a well-formed record, in a: unescaped, 32 bytes behind each readable. */
struct cs_field *cs_split(struct cs *cs, struct lm_arena *a, struct lm_str raw, uint32_t *n);

/* A field into a column. `clean`: only ASCII, no backslash. */
void cs_value(struct cs *cs, struct lm_put *o, uint32_t col, struct cs_field f, bool clean);

/* Any rare byte in the text of the window? */
static inline bool
cs_clean(const struct cs *cs, struct lm_str text)
{
    uint32_t from = (uint32_t)(text.p - cs->p);

    return cs->s.rare == 0 || !lm_scan_rare(&cs->s, from, from + (uint32_t)text.n);
}

/* Whether a field (its text without the quotes) of the window stood in quotes. */
static inline bool
cs_quoted(const struct cs *cs, struct lm_str text)
{
    return cs->s.quotes && text.p > cs->p && text.p[-1] == cs->quote;
}

/* The field of the window that ends at token `end`, without quotes; `last` in its record. */
static inline struct lm_str
cs_text(const struct cs *cs, const uint16_t *end, bool last)
{
    const char *p = cs->p;
    uint32_t at = end == cs->s.pos ? 0 : end[-1] + 1u, n = end[0] - at;

    if (last && n > 0 && p[end[0] - 1] == '\r')
        n--;
    if (cs->s.quotes && n > 0 && p[at] == cs->quote)
        return (struct lm_str){p + at + 1, n - 2};
    return (struct lm_str){p + at, n};
}

/* A field of the window into a column. */
void cs_put(struct cs *cs, struct lm_put *o, uint32_t col, struct lm_str text);

/* The records [line, line + n) of the window into rows, from that of o on, which does not move, by
 * columns. Their numbers of fields are right; n <= LM_RUN_ROWS. */
void cs_run(struct cs *cs, struct lm_put *o, uint32_t line, uint32_t n);

#endif
