/* fmt.h -- what a format is: bytes to batches, and batches to bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FMT_H
#define LM_FMT_H

#include "base/buf.h"
#include "base/err.h"
#include "data/batch.h"
#include "data/refuse.h"

/* What the query needs of a column. */
enum lm_want {
    LM_WANT_SPELLING = 1, /* numbers as they were written: selected, grouped, used as text */
    LM_WANT_TEXT = 2,     /* only its text: declared VARCHAR. Always STR; nested values as JSON text */
    LM_WANT_MISSING = 4   /* tell a missing key (LM_K_MISSING) from null: then the column is DYN */
};

/* A column that the decoder must deliver. */
struct lm_fmt_col {
    struct lm_str name; /* exact key, or header name as `names` gives it; empty with `record` */
    uint32_t want;
    bool record;        /* the whole record as a JSON object text (SELECT * over open records) */
    bool nocase;        /* open records: take a key without case when no key is exact */
};

struct lm_fmt_options {
    bool header;       /* CSV, TSV */
    char delimiter;
    char quote;
    struct lm_str null_text; /* a further spelling of NULL; n 0: none */
    struct lm_str pattern;   /* regex */
    bool strict;             /* check what is not read too */
    const struct lm_str *declared; /* names of --schema in order: columns of a file without header */
    uint32_t ndeclared;
};

/* One for each input that is read. Made in an arena; `fini` gives back what is not in it. */
struct lm_decoder {
    const struct lm_fmt_type *type;
    struct lm_arena *arena;   /* its own tables */
    struct lm_fmt_options options;
    struct lm_refuser *refuser;
    const char *source, *file; /* for refusals and lm_batch.origin */
    struct lm_fmt_col *cols;  /* what is needed, set before the first decode; [ncol] */
    uint32_t ncol;
    uint64_t line;            /* of the next record, from 1 */
    uint64_t offset;          /* in the file, of the next byte */
    uint64_t bad_utf8;        /* bytes replaced or passed */
    bool closed;              /* of an open format: this text has a header all the same */
    bool skipping;            /* within a record that is too long: it has been refused */
    bool failed;              /* a record was refused under --on-error=fail: stop */
};

struct lm_fmt_type {
    const char *name;
    bool open_records; /* records carry their own names: a column not seen yet is NULL, not an error */
    bool changes;      /* batches have weights and pairs: the source is a changelog */

    /* A decoder, zeroed but for the head. -1 with err: bad options (a bad pattern). NULL: cannot read. */
    struct lm_decoder *(*open)(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err);

    /* The names of the first record or the header, from the begin of the input: 1 done (*names, *nnames
     * in arena a), 0 more bytes are needed (never with eof). Consumes nothing. For open records the
     * first record's keys in order. */
    int (*names)(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
                 struct lm_str **names, uint32_t *nnames);

    /* Decodes whole records from p[0..n), up to LM_BATCH_ROWS, into b (arena set by the caller;
     * cols, nrow, sel, origin are set here; strings point into p where they can). Answers the bytes
     * consumed: 0 when there is no whole record (with eof the rest is one). LM_PAD bytes behind n are
     * readable. Bad records are refused and take no row (under --on-error=fail: rows before it are in
     * b, d->failed is set). A header is taken at the begin of each file. */
    size_t (*decode)(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b);

    /* A new file begins (the header, line numbers). */
    void (*rewind)(struct lm_decoder *d);

    void (*fini)(struct lm_decoder *d); /* NULL: nothing to give back */
};

/* By name ("ndjson"), without case; NULL: no such format. "regex:PATTERN" is "regex". */
const struct lm_fmt_type *lm_fmt_by_name(struct lm_str name);
extern const struct lm_fmt_type *const lm_fmt_types[]; /* ends with NULL */

/* The format that a name's ending tells (".csv", ".ndjson.gz"); NULL: none. */
const struct lm_fmt_type *lm_fmt_of_path(struct lm_str path);

/* `auto`: by the ending of the path (NULL or "-": none), else by the first bytes (inflated): `{`, `[`, a first
 * line with a field that the query wants (its column names as written), else raw. *more: there are
 * too few bytes to tell (never with eof); the answer then means nothing. */
const struct lm_fmt_type *lm_fmt_detect(const char *path, struct lm_str head, bool eof,
                                        const struct lm_str *wanted, uint32_t nwanted, bool *more);

/* Output ---------------------------------------------------------------------------------------- */

enum lm_out_fmt {
    LM_OUT_NDJSON, LM_OUT_CSV, LM_OUT_TSV, LM_OUT_TABLE, LM_OUT_VERTICAL, LM_OUT_MARKDOWN, LM_OUT_JSON,
    LM_OUT_RAW
};

/* How changes are written. PLAIN: the stream is append-only. */
enum lm_changelog { LM_CHANGELOG_PLAIN, LM_CHANGELOG_WEIGHT, LM_CHANGELOG_OP, LM_CHANGELOG_UPSERT,
                    LM_CHANGELOG_DEBEZIUM };

struct lm_encoder {
    enum lm_out_fmt fmt;
    enum lm_changelog changelog;
    const struct lm_str *names; /* [ncol] output columns */
    const bool *spread;         /* [ncol] the column is a JSON object whose members stand in its place
                                   (SELECT * over open records); NULL: none. names[i] is then what a
                                   member's name gets behind an underscore when the row has that
                                   name already (the table's alias); empty: _2 */
    const uint8_t *is_key;      /* [ncol] upsert: part of the key; NULL: none */
    uint32_t ncol;
    char delimiter, quote;      /* CSV */
    bool no_header;             /* CSV, TSV: no names in front of the rows */
    struct lm_str null_text;    /* CSV, TSV: how NULL is written */
    uint64_t rows;              /* written so far */
    struct lm_str *fixed;       /* names that a format with fixed columns took from the first row */
    uint32_t nfixed;
    uint64_t later_names;       /* members of spread columns that had no column there */
    struct lm_arena *arena;     /* lives as long as the encoder */
    void *state;                /* a format's own: the rows of a table */
};

bool lm_out_by_name(struct lm_str name, enum lm_out_fmt *out);

/* Writes what stands before the first row (CSV header, "["); for formats with spread columns that is
 * done with the first row. */
void lm_encode_begin(struct lm_encoder *e, struct lm_buf *out);

/* Writes the selected rows of b (columns in the order of names). Pairs whose old and new row are
 * equal are left out; `limit` records at the most (UINT64_MAX: all); answers the records written. */
uint64_t lm_encode(struct lm_encoder *e, const struct lm_batch *b, uint64_t limit, struct lm_buf *out);

/* Writes the rows that wait for their column widths (TABLE): for a terminal, whenever the input pauses.
 * Headers come again when a column grows, and each screenful. */
void lm_encode_pause(struct lm_encoder *e, struct lm_buf *out);

/* Writes what stands behind the last row ("]", the table). */
void lm_encode_end(struct lm_encoder *e, struct lm_buf *out);

#endif
