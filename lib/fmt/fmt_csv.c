/* fmt_csv.c -- CSV (RFC 4180) and TSV. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The input is taken in windows that begin at a record. A window is scanned for delimiters and line
 * ends outside of quotes (scan.h), and its whole records are taken apart by their numbers: a record
 * has so many tokens as the header has names, or is malformed. Records that follow each other are
 * read column by column: each loop has one kind of value and nothing else to decide. Quotes that
 * only open and close fields do not change that. A field with doubled quotes that is read, a record
 * with quotes where they mean nothing, and one longer than a window go through csv_quoted.c.
 */
#include <stdio.h>

#include "base/map.h"
#include "base/utf8.h"
#include "fmt/csv_in.h"
#include "fmt/number_run.h"
#include "fmt/types.h"

static struct cs *
cs_new(struct lm_arena *a, const struct lm_fmt_options *o, const struct lm_fmt_type *type)
{
    struct cs *cs = lm_alloc(a, sizeof *cs);

    cs->d.type = type;
    cs->d.arena = a;
    cs->d.options = *o;
    cs->d.line = 1;
    cs->scan = lm_scan_types()[0];
    return cs;
}

static struct lm_decoder *
csv_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct cs *cs = cs_new(a, o, &lm_fmt_csv);

    cs->delimiter = o->delimiter != 0 ? o->delimiter : ',';
    cs->quote = o->quote != 0 ? o->quote : '"';
    if (cs->delimiter == cs->quote || cs->delimiter == '\n' || cs->delimiter == '\r' ||
        cs->quote == '\n' || cs->quote == '\r') {
        lm_fail(err, LM_E_USAGE, LM_NOWHERE, "delimiter and quote must differ, and be no line end");
        return NULL;
    }
    csv_init(&cs->parser, CSV_EMPTY_IS_NULL);
    return &cs->d;
}

static struct lm_decoder *
tsv_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct cs *cs = cs_new(a, o, &lm_fmt_tsv);

    (void)err; /* TSV has no options that could be bad */
    cs->delimiter = '\t';
    cs->escapes = true;
    return &cs->d;
}

static void
csv_done(struct lm_decoder *d)
{
    csv_free(&((struct cs *)d)->parser);
}

static void
cs_rewind(struct lm_decoder *d)
{
    struct cs *cs = (struct cs *)d;

    d->line = 1;
    d->offset = 0;
    cs->begun = cs->headed = cs->d.skipping = false;
    cs->open_bytes = 0;
}

/* Names ---------------------------------------------------------------------------------------- */

/* Bytes of a byte order mark at the begin of a file; -1: it is not yet known whether there
 * is one. */
static int
mark_bytes(struct lm_str head, bool eof)
{
    static const char mark[3] = {(char)0xef, (char)0xbb, (char)0xbf};
    size_t n = head.n < 3 ? head.n : 3;

    if (n > 0 && memcmp(head.p, mark, n) != 0)
        return 0;
    return n == 3 ? 3 : eof ? 0 : -1;
}

/* The first record that is not blank; *at moves to its begin, *lines gets the blank lines before
 * it. False: there is none yet. */
static bool
first_record(const struct cs *cs, struct lm_str head, bool eof, size_t *at, uint64_t *lines,
             struct cs_bound *b)
{
    while (*at < head.n) {
        size_t within = 0;
        *b = cs_bound(cs, (struct lm_str){head.p + *at, head.n - *at}, eof, &within);
        if (b->bytes == 0)
            return false;
        if (b->raw.n > 0)
            return true;
        *at += b->bytes;
        *lines += b->lines;
    }
    return false;
}

/* A name that is not in `known` yet: "a", "a_2", "a_3". The map keeps the next number of each. */
static struct lm_str
name_unique(struct lm_arena *a, struct lm_map *known, struct lm_str name)
{
    uint32_t *next = lm_map_get(known, name);
    struct lm_str is = name;

    while (next != NULL && lm_map_get(known, is) != NULL)
        is = lm_str_format(a, "%.*s_%u", LM_STRF(name), (*next)++);
    uint32_t *own = lm_alloc(a, sizeof *own);
    *own = 2;
    lm_map_put(a, known, is, own);
    return is;
}

/* The names of the columns of a file that begins with this record. */
static struct lm_str *
names_of(struct cs *cs, struct lm_arena *a, struct lm_str raw, uint32_t *n)
{
    const struct lm_fmt_options *o = &cs->d.options;
    struct cs_field *fields = cs_split(cs, a, raw, n);
    struct lm_map known = {0};
    uint64_t bad = 0;

    if (!o->header && o->ndeclared > 0)
        *n = o->ndeclared;
    struct lm_str *names = lm_alloc(a, *n * sizeof *names);
    for (uint32_t k = 0; k < *n; k++) {
        if (!o->header && o->ndeclared > 0)
            names[k] = o->declared[k];
        else if (!o->header || fields[k].text.n == 0)
            names[k] = name_unique(a, &known, lm_str_format(a, "c%u", k + 1));
        else
            names[k] = name_unique(a, &known, lm_utf8_clean(a, fields[k].text, &bad));
    }
    return names;
}

static int
cs_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
         struct lm_str **names, uint32_t *nnames)
{
    struct cs *cs = (struct cs *)d;
    int mark = mark_bytes(head, eof);
    size_t at = mark > 0 ? (size_t)mark : 0;
    uint64_t lines = 0;
    struct cs_bound b;

    *names = NULL;
    *nnames = 0;
    if (mark < 0)
        return 0;
    if (!first_record(cs, head, eof, &at, &lines, &b))
        return eof;
    *names = names_of(cs, a, b.raw, nnames);
    return 1;
}

/* Which field a column is; UINT32_MAX: none. */
static uint32_t
field_of(const struct lm_fmt_col *c, const struct lm_str *names, uint32_t n)
{
    uint32_t like = UINT32_MAX, nlike = 0;

    for (uint32_t k = 0; k < n; k++) {
        if (lm_str_eq(names[k], c->name))
            return k;
        if (lm_str_eq_nocase(names[k], c->name)) {
            like = k;
            nlike++;
        }
    }
    return c->nocase && nlike == 1 ? like : UINT32_MAX;
}

/* Decides for a file which fields are read. */
static void
cs_resolve(struct cs *cs, const struct lm_str *names, uint32_t n)
{
    struct lm_decoder *d = &cs->d;

    if (cs->reads == NULL) {
        cs->reads = lm_alloc(d->arena, (d->ncol + 1) * sizeof *cs->reads);
        cs->absent = lm_alloc(d->arena, (d->ncol + 1) * sizeof *cs->absent);
    }
    cs->nread = cs->nabsent = 0;
    cs->nfield = n;
    for (uint32_t j = 0; j < d->ncol; j++) {
        uint32_t k = cs->nread, field = field_of(&d->cols[j], names, n);
        if (field == UINT32_MAX || d->cols[j].record) {
            cs->absent[cs->nabsent++] = j;
            continue;
        }
        for (; k > 0 && cs->reads[k - 1].field > field; k--)
            cs->reads[k] = cs->reads[k - 1];
        cs->reads[k] = (struct cs_read){field, j};
        cs->nread++;
    }
    cs->headed = true;
}

/* The begin of a file. Answers the bytes taken; `headed` stays false while there is no whole
 * record. */
static size_t
cs_begin(struct cs *cs, const char *p, size_t n, bool eof, struct lm_arena *a)
{
    struct lm_str head = {p, n};
    int mark = cs->begun || cs->d.offset > 0 ? 0 : mark_bytes(head, eof);
    size_t at = mark > 0 ? (size_t)mark : 0;
    uint32_t nname = 0;
    struct cs_bound b;

    if (mark < 0)
        return 0;
    cs->begun = true;
    if (!first_record(cs, head, eof, &at, &cs->d.line, &b))
        return at;
    struct lm_str *names = names_of(cs, a, b.raw, &nname);
    cs_resolve(cs, names, nname);
    if (!cs->d.options.header)
        return at;
    cs->d.line += b.lines;
    return at + b.bytes;
}

/* Rows ----------------------------------------------------------------------------------------- */

static void
cs_refuse(struct cs *cs, enum lm_code code, struct lm_str raw, uint64_t offset, struct lm_str what)
{
    struct lm_decoder *d = &cs->d;
    struct lm_refusal r = {.code = code,
                           .source = d->source,
                           .file = d->file,
                           .line = d->line,
                           .offset = offset,
                           .raw = raw,
                           .what = what};

    if (d->refuser == NULL)
        return;
    d->refuser->row(d->refuser, &r);
    d->failed = d->refuser->on_error == LM_ON_ERROR_FAIL;
}

/* A record with another number of fields than the header; a blank line is none. */
static void
cs_ragged(struct cs *cs, struct lm_str raw, uint64_t offset, uint32_t found)
{
    char what[64];

    if (found == 1 && lm_str_trim(raw).n == 0)
        return;
    int n = snprintf(what, sizeof what, "expected %u field%s, found %u", cs->nfield,
                     cs->nfield == 1 ? "" : "s", found);
    cs_refuse(cs, LM_E_RECORD, raw, offset, (struct lm_str){what, (size_t)n});
}

/* A record by its text. */
static void
cs_slow(struct cs *cs, struct lm_put *o, struct lm_str raw, uint64_t offset)
{
    uint32_t n = 0;

    if (raw.n == 0)
        return;
    struct cs_field *fields = cs_split(cs, o->arena, raw, &n);
    if (n != cs->nfield) {
        cs_ragged(cs, raw, offset, n);
        return;
    }
    for (uint32_t k = 0; k < cs->nread; k++)
        cs_value(cs, o, cs->reads[k].col, fields[cs->reads[k].field], false);
    for (uint32_t k = 0; k < cs->nabsent; k++)
        lm_put_missing(o, &o->cols[cs->absent[k]], cs->d.cols[cs->absent[k]].want);
    lm_put_origin(o, raw, cs->d.line, offset);
    o->row++;
}

static uint64_t
count_lines(struct lm_str raw)
{
    uint64_t n = 1;

    for (size_t i = 0; i < raw.n; i++)
        n += raw.p[i] == '\n';
    return n;
}

/* The text of a record of the window, without its line end. */
static inline struct lm_str
line_text(const struct cs *cs, uint32_t line)
{
    const struct lm_scan *s = &cs->s;
    uint32_t begin = line > 0 ? s->pos[s->end[line - 1]] + 1u : 0, end = s->pos[s->end[line]];

    return (struct lm_str){cs->p + begin, end - begin - (end > begin && cs->p[end - 1] == '\r')};
}

static inline uint32_t
line_tokens(const struct lm_scan *s, uint32_t line)
{
    return s->end[line] - (line > 0 ? s->end[line - 1] : -1u);
}

/* Records that have the right number of fields, with their origin; answers how many. */
static uint32_t
cs_good(struct cs *cs, struct lm_put *o, uint32_t line, uint64_t offset)
{
    const struct lm_scan *s = &cs->s;
    uint32_t n = 0, most = s->nend - line, row = o->row;

    most = most < LM_RUN_ROWS ? most : LM_RUN_ROWS;
    most = most < o->cap - row ? most : o->cap - row;
    for (; n < most && line_tokens(s, line + n) == cs->nfield; n++) {
        struct lm_str raw = line_text(cs, line + n);
        if (raw.n == 0)
            break;
        lm_put_origin(o, raw, cs->d.line, offset + (uint64_t)(raw.p - cs->p));
        cs->d.line += s->breaks ? count_lines(raw) : 1;
        o->row++;
    }
    o->row = row;
    return n;
}

/* Reads the records of the window, which is at `offset`, until the batch is full. Answers their
 * bytes. */
static uint32_t
cs_lines(struct cs *cs, struct lm_put *o, uint64_t offset)
{
    const struct lm_scan *s = &cs->s;
    uint32_t line = 0;

    while (line < s->nend && o->row < o->cap && !cs->d.failed) {
        uint32_t n = cs_good(cs, o, line, offset);
        if (n > 0) {
            cs_run(cs, o, line, n);
            o->row += n;
            line += n;
            continue;
        }
        struct lm_str raw = line_text(cs, line);
        if (raw.n > 0)
            cs_ragged(cs, raw, offset + (uint64_t)(raw.p - cs->p), line_tokens(s, line));
        cs->d.line += s->breaks ? count_lines(raw) : 1;
        line++;
    }
    return line > 0 ? s->pos[s->end[line - 1]] + 1u : 0;
}

/* A record that the scan cannot tell. Answers its bytes; 0: it is not whole. */
static size_t
cs_long(struct cs *cs, struct lm_put *o, struct lm_str rest, bool eof, uint64_t offset)
{
    size_t within = cs->open_record == offset ? cs->open_bytes : 0;
    struct cs_bound b = cs_bound(cs, rest, eof, &within);

    cs->open_record = offset;
    cs->open_bytes = b.bytes == 0 ? within : 0;
    if (b.bytes == 0)
        return 0;
    if (b.too_large || b.raw.n > LM_RECORD_BYTES) {
        cs_refuse(cs, LM_E_TOO_LARGE, b.raw, offset, LM_STR("longer than 64 MiB"));
        cs->d.skipping = !eof && b.bytes == rest.n;
    } else if (b.fault != NULL) {
        cs_refuse(cs, LM_E_RECORD, b.raw, offset, lm_str_of(b.fault));
    } else {
        cs_slow(cs, o, b.raw, offset);
    }
    cs->d.line += cs->d.skipping ? 0 : b.lines;
    return b.bytes;
}

/* Scans the text from p on: not much more of it than the rows that still have room take, and all
 * that fits where that is no whole record. Answers the bytes asked for. */
static uint32_t
cs_scan(struct cs *cs, const char *p, uint32_t few, size_t rest, bool eof)
{
    struct lm_scan *s = &cs->s;
    uint32_t all = rest < LM_SCAN_BYTES ? (uint32_t)rest : LM_SCAN_BYTES;
    uint32_t window = few < all ? few : all;

    cs->p = p;
    cs->scan->csv(p, window, cs->delimiter, cs->quote, s);
    if (s->nend == 0 && !s->odd && window < all) {
        window = all;
        cs->scan->csv(p, window, cs->delimiter, cs->quote, s);
    }
    /* The input may end without a line end: the scan gets one. */
    if (eof && s->bytes == rest && !s->odd && !s->open && p[rest - 1] != '\n') {
        s->pos[s->ntok] = (uint16_t)s->bytes;
        s->end[s->nend++] = (uint16_t)s->ntok++;
    }
    return window;
}

static size_t
cs_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct cs *cs = (struct cs *)d;
    struct lm_put o;
    size_t at = 0;

    lm_put_begin(&o, d, n / 2 + 1, b); /* a row has two bytes at the least */
    if (!cs->headed)
        at = cs_begin(cs, p, n, eof, b->arena);
    while (at < n && cs->headed && o.row < o.cap && !d->failed) {
        if (cs->d.skipping) {
            at += lm_put_skip(d, p + at, n - at);
            continue;
        }
        struct lm_str rest = {p + at, n - at};
        uint32_t window = cs_scan(cs, p + at, lm_put_window(&o, at), n - at, eof);
        size_t done =
            cs->s.nend > 0 && !cs->careful ? cs_lines(cs, &o, d->offset + at)
            : cs->s.odd || cs->careful || window < rest.n || eof || rest.n > LM_RECORD_BYTES
                ? cs_long(cs, &o, rest, eof, d->offset + at)
                : 0;
        if (done == 0)
            break;
        at = at + done < n ? at + done : n;
    }
    lm_put_end(&o, d, b);
    d->offset += at;
    return at;
}

const struct lm_fmt_type lm_fmt_csv = {
    .name = "csv",
    .open = csv_open,
    .names = cs_names,
    .decode = cs_decode,
    .rewind = cs_rewind,
    .fini = csv_done,
};

const struct lm_fmt_type lm_fmt_tsv = {
    .name = "tsv",
    .open = tsv_open,
    .names = cs_names,
    .decode = cs_decode,
    .rewind = cs_rewind,
};
