/* fmt_ndjson.c -- NDJSON: one JSON object a line. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The input is taken in windows that begin at a record. A window is scanned for its tokens
 * (scan.h), then its whole records are read by their tokens (ndjson_walk.c), those that do not go
 * that way by their text (ndjson_slow.c). What is behind the last line end is scanned again with
 * the next window. A record that is longer than a window is read by its text.
 */
#include <assert.h>
#include <stdio.h>

#include "base/utf8.h"
#include "data/json.h"
#include "fmt/ndjson.h"
#include "fmt/types.h"

static struct lm_decoder *
ndjson_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct ndjson *nd = lm_alloc(a, sizeof *nd);

    (void)err; /* NDJSON has no options that could be bad */
    nd->d.type = &lm_fmt_ndjson;
    nd->d.arena = a;
    nd->d.options = *o;
    nd->d.line = 1;
    nd->careful = o->strict;
    nd->scan = lm_scan_types()[0];
    return &nd->d;
}

static void
ndjson_rewind(struct lm_decoder *d)
{
    struct ndjson *nd = (struct ndjson *)d;

    d->line = 1;
    d->offset = 0;
    nd->begun = false;
    nd->d.skipping = false;
}

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

/* The line at *at without its end, which *at moves behind. False: it is not whole. */
static bool
take_line(struct lm_str head, size_t *at, bool eof, struct lm_str *line)
{
    const char *p = head.p + *at;
    const char *end = *at < head.n ? memchr(p, '\n', head.n - *at) : NULL;

    if (end == NULL && (!eof || *at == head.n))
        return false;
    line->p = p;
    line->n = end != NULL ? (size_t)(end - p) : head.n - *at;
    *at += line->n + (end != NULL);
    if (line->n > 0 && p[line->n - 1] == '\r')
        line->n--;
    return true;
}

static int
ndjson_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
             struct lm_str **names, uint32_t *nnames)
{
    int mark = mark_bytes(head, eof);
    size_t at = mark > 0 ? (size_t)mark : 0;
    struct lm_str line = {NULL, 0};
    struct lm_json_iter it;
    struct nd_fault fault;

    (void)d;
    *nnames = 0;
    *names = NULL;
    if (mark < 0)
        return 0;
    do {
        if (!take_line(head, &at, eof, &line))
            return eof;
    } while (!nd_check(line, &fault));
    *names = lm_alloc(a, lm_json_count(line) * sizeof **names);
    lm_json_begin(&it, line);
    while (*nnames < LM_COLUMNS && lm_json_next(&it)) {
        struct lm_str key = lm_str_dup(a, lm_json_unescape(a, it.key));
        bool known = false;
        for (uint32_t k = 0; k < *nnames; k++)
            known |= lm_str_eq((*names)[k], key);
        if (!known)
            (*names)[(*nnames)++] = key;
    }
    return 1;
}

/* What depends on the columns, which are known from the first decode on. */
static void
ndjson_ready(struct ndjson *nd)
{
    struct lm_decoder *d = &nd->d;
    uint32_t slots = 8;

    assert(d->ncol <= UINT16_MAX);
    nd->resolved = true;
    nd->keys = lm_alloc(d->arena, d->ncol * sizeof *nd->keys);
    for (uint32_t j = 0; j < d->ncol; j++) {
        nd->keys[j].name = d->cols[j].name;
        nd->any_record |= d->cols[j].record;
        nd->nkey += !d->cols[j].record;
        if (d->cols[j].nocase && !d->cols[j].record)
            nd->resolved = false;
    }
    while (slots < 4 * d->ncol)
        slots *= 2;
    nd->table = lm_alloc(d->arena, slots * sizeof *nd->table);
    nd->table_mask = slots - 1;
    nd_table_fill(nd);
    nd_shapes_open(nd);
    nd->ready = true;
}

static void
ndjson_refuse(struct ndjson *nd, struct lm_str raw, uint64_t offset, const struct nd_fault *fault)
{
    struct lm_decoder *d = &nd->d;
    struct lm_refusal r = {.code = fault->code,
                           .source = d->source,
                           .file = d->file,
                           .line = d->line,
                           .offset = offset,
                           .raw = raw,
                           .field = fault->field};

    if (d->refuser == NULL)
        return;
    r.what = lm_str_of(fault->what);
    d->refuser->row(d->refuser, &r);
    d->failed = d->refuser->on_error == LM_ON_ERROR_FAIL;
}

/* A record that is in the row of o, but for its origin and itself. */
static inline void
ndjson_take(struct ndjson *nd, struct lm_put *o, struct lm_str raw, uint64_t offset)
{
    if (nd->any_record) {
        uint64_t bad = 0;
        for (uint32_t j = 0; j < nd->d.ncol; j++) {
            if (nd->d.cols[j].record)
                o->cols[j].s[o->row] = raw;
        }
        if (nd->s.rare != 0) {
            lm_utf8_clean(o->arena, raw, &bad);
            nd->d.bad_utf8 += bad;
        }
    }
    lm_put_origin(o, raw, nd->d.line, offset);
    o->row++;
}

/* A line by its text; blank ones too. */
static void
ndjson_text(struct ndjson *nd, struct lm_put *o, struct lm_str raw, uint64_t offset)
{
    struct nd_fault fault = {.code = LM_E_TOO_LARGE};
    uint64_t bad = nd->d.bad_utf8;
    uint32_t row = o->row;

    snprintf(fault.what, sizeof fault.what, "longer than %d bytes", LM_RECORD_BYTES);
    nd->s.rare = 1; /* nothing is known of it */
    if (lm_str_trim(raw).n == 0)
        return;
    if (raw.n <= LM_RECORD_BYTES && nd_slow(nd, o, raw, &fault))
        ndjson_take(nd, o, raw, offset);
    else
        ndjson_refuse(nd, raw, offset, &fault);
    if (o->row == row)
        nd->d.bad_utf8 = bad; /* nothing of it is passed on */
}

/* The text of a line of the window, without its end. */
static inline struct lm_str
line_text(const struct ndjson *nd, uint32_t line)
{
    const struct lm_scan *s = &nd->s;
    uint32_t begin = line > 0 ? s->pos[s->end[line - 1]] + 1u : 0, end = s->pos[s->end[line]];

    return (struct lm_str){nd->p + begin, end - begin - (end > begin && nd->p[end - 1] == '\r')};
}

/* One line of the window. */
static void
ndjson_line(struct ndjson *nd, struct lm_put *o, uint32_t line, uint64_t offset)
{
    struct lm_scan *s = &nd->s;
    uint32_t from = line > 0 ? s->end[line - 1] + 1u : 0, end = s->end[line];
    struct lm_str raw = line_text(nd, line);
    uint64_t rare = s->rare, bad = nd->d.bad_utf8;

    offset += (uint64_t)(raw.p - nd->p);
    if (end == from)
        return; /* blank */
    if (nd->resolved && !nd->careful && nd_walk(nd, o, from, end)) {
        ndjson_take(nd, o, raw, offset);
        return;
    }
    nd->d.bad_utf8 = bad; /* it is read again */
    ndjson_text(nd, o, raw, offset);
    s->rare = rare;
}

/* Reads the lines of the window, which is at `offset`, until the batch is full. Answers their
 * bytes. */
static uint32_t
ndjson_lines(struct ndjson *nd, struct lm_put *o, uint64_t offset)
{
    const struct lm_scan *s = &nd->s;
    uint32_t line = 0;

    while (line < s->nend && o->row < o->cap && !nd->d.failed) {
        uint64_t bad = nd->d.bad_utf8;
        uint32_t n = nd->resolved && !nd->careful ? nd_run(nd, o, line, o->cap - o->row) : 0;
        if (n == 0) {
            nd->d.bad_utf8 = bad; /* it is read again */
            ndjson_line(nd, o, line, offset);
            nd->d.line++;
            line++;
        }
        for (; n > 0; n--, line++, nd->d.line++) {
            struct lm_str raw = line_text(nd, line);
            ndjson_take(nd, o, raw, offset + (uint64_t)(raw.p - nd->p));
        }
    }
    return line > 0 ? s->pos[s->end[line - 1]] + 1u : 0;
}

/* The input may end without a line end: the scan gets one. */
static void
ndjson_close(struct lm_scan *s, const char *p)
{
    if (s->bytes > 0 && p[s->bytes - 1] != '\n') {
        s->pos[s->ntok] = (uint16_t)s->bytes;
        s->cls[s->ntok] = '\n';
        s->end[s->nend++] = (uint16_t)s->ntok++;
    }
}

/* A record that is longer than a window. Answers its bytes; 0: it is not whole. */
static size_t
ndjson_long(struct ndjson *nd, struct lm_put *o, struct lm_str rest, bool eof, uint64_t offset)
{
    const char *end = memchr(rest.p, '\n', rest.n);
    struct lm_str raw = {rest.p, end != NULL ? (size_t)(end - rest.p) : rest.n};
    size_t bytes = raw.n + (end != NULL);

    if (end == NULL && !eof) {
        if (rest.n <= LM_RECORD_BYTES)
            return 0;
        nd->d.skipping = true;
    }
    if (raw.n > 0 && raw.p[raw.n - 1] == '\r')
        raw.n--;
    ndjson_text(nd, o, raw, offset);
    nd->d.line += !nd->d.skipping;
    return bytes;
}

/* Scans the text from p on: not much more of it than the rows that still have room take, and all
 * that fits where that is no whole record. Answers the bytes asked for. */
static uint32_t
ndjson_scan(struct ndjson *nd, const char *p, uint32_t few, size_t rest, bool eof)
{
    uint32_t all = rest < LM_SCAN_BYTES ? (uint32_t)rest : LM_SCAN_BYTES;
    uint32_t window = few < all ? few : all;

    nd->p = p;
    nd->scan->json(p, window, &nd->s);
    if (nd->s.nend == 0 && window < all) {
        window = all;
        nd->scan->json(p, window, &nd->s);
    }
    if (eof && nd->s.bytes == rest)
        ndjson_close(&nd->s, p);
    return window;
}

static size_t
ndjson_begin(struct ndjson *nd, const char *p, size_t n, bool eof)
{
    int mark = 0;

    if (!nd->ready)
        ndjson_ready(nd);
    if (!nd->begun && nd->d.offset == 0)
        mark = mark_bytes((struct lm_str){p, n}, eof);
    nd->begun |= mark >= 0;
    return mark > 0 ? (size_t)mark : 0;
}

static size_t
ndjson_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct ndjson *nd = (struct ndjson *)d;
    struct lm_put o;
    size_t at = ndjson_begin(nd, p, n, eof);

    lm_put_begin(&o, d, n / 2 + 1, b); /* a row has two bytes at the least */
    while (at < n && nd->begun && o.row < o.cap && !d->failed) {
        if (nd->d.skipping) {
            at += lm_put_skip(d, p + at, n - at);
            continue;
        }
        uint32_t window = ndjson_scan(nd, p + at, lm_put_window(&o, at), n - at, eof);
        size_t done =
            nd->s.nend > 0 ? ndjson_lines(nd, &o, d->offset + at)
            : window < n - at || eof || n - at > LM_RECORD_BYTES
                ? ndjson_long(nd, &o, (struct lm_str){p + at, n - at}, eof, d->offset + at)
                : 0;
        if (done == 0)
            break;
        at = at + done < n ? at + done : n;
    }
    lm_put_end(&o, d, b);
    d->offset += at;
    return at;
}

const struct lm_fmt_type lm_fmt_ndjson = {
    .name = "ndjson",
    .open_records = true,
    .open = ndjson_open,
    .names = ndjson_names,
    .decode = ndjson_decode,
    .rewind = ndjson_rewind,
};
