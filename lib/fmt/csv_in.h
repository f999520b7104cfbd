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
    char quote;           /* 0: there are no quotes (TSV) */
    bool escapes;         /* TSV: \t \n \r \\ */
    bool begun;           /* the byte order mark is behind */
    bool headed;          /* the header is behind, `reads` are known */
    bool careful;         /* read every record by its text */
    bool skipping;        /* within a record that is too long */
    uint32_t nfield;      /* of every record of this file */
    uint32_t nread;
    uint32_t nabsent;
    struct cs_read *reads; /* [ncol] in order of fields */
    uint32_t *absent;      /* [ncol] columns that the file does not have */
    struct csv_parser parser; /* libcsv: for what is quoted */
    struct lm_scan s;
};

/* A field as libcsv gives it. */
struct cs_field {
    struct lm_str text;
    bool quoted;
};

/* How far a record goes. */
struct cs_bound {
    size_t bytes;     /* with its line end; 0: it is not whole */
    struct lm_str raw; /* without its line end */
    uint64_t lines;   /* physical lines */
    const char *fault; /* NULL: well formed */
    bool too_large;
};

/* The record at rest.p, by RFC 4180; quotes within an unquoted field are text. A quote that is never
 * closed makes its first line a bad record. */
struct cs_bound cs_bound(const struct cs *cs, struct lm_str rest, bool eof);

/* The fields of a well-formed record, in a: unescaped, 32 bytes behind each readable. */
struct cs_field *cs_split(struct cs *cs, struct lm_arena *a, struct lm_str raw, uint32_t *n);

/* A field into a column. `clean`: only ASCII, no backslash. */
void cs_value(struct cs *cs, struct lm_put *o, uint32_t col, struct cs_field f, bool clean);

/* The record at p + begin, its fields ending at tokens [from, end], into the row of o; a field that
 * has doubled quotes: false. The number of fields is right. */
bool cs_fast(struct cs *cs, struct lm_put *o, const char *p, uint32_t begin, uint32_t from);

#endif
