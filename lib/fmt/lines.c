/* lines.c -- what the formats whose records are lines share: cutting, refusing, columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/lines.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

/* What a call of decode works with. */
struct lines_work {
    struct lm_lines *l;
    struct lm_batch *b;
    uint32_t cap;       /* rows that the columns have room for */
    struct lm_str *raw; /* [row] for the origin */
    uint64_t *line, *offset;
};

void
lm_lines_init(struct lm_lines *l, struct lm_arena *a, const struct lm_fmt_options *o,
              lm_line_f *line)
{
    l->d.arena = a;
    l->d.options = *o;
    l->d.line = 1;
    l->line = line;
    l->code = LM_E_RECORD;
}

void
lm_lines_rewind(struct lm_decoder *d)
{
    struct lm_lines *l = (struct lm_lines *)d;

    d->line = 1;
    d->offset = 0;
    l->begun = false;
    l->d.skipping = false;
}

static bool
lines_is_blank(struct lm_str s)
{
    return lm_str_trim(s).n == 0;
}

static const char lines_mark[] =
    "\xef\xbb\xbf"; /* a byte order mark is no part of the first line */

static struct lm_str
lines_without_mark(struct lm_str s)
{
    if (s.n >= 3 && memcmp(s.p, lines_mark, 3) == 0)
        return (struct lm_str){ s.p + 3, s.n - 3 };
    return s;
}

/* Whether more bytes must come to tell if this is such a mark. */
static bool
lines_mark_pending(const char *p, size_t n, bool eof)
{
    return n > 0 && n < 3 && !eof && memcmp(p, lines_mark, n) == 0;
}

/* The line without CR. */
static struct lm_str
lines_chomp(struct lm_str s)
{
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    return s;
}

int
lm_lines_first(struct lm_str head, bool eof, struct lm_str *line)
{
    struct lm_str s = lines_without_mark(head);

    while (s.n > 0) {
        const char *end = memchr(s.p, '\n', s.n);
        if (end == NULL && !eof)
            return 0;
        size_t n = end != NULL ? (size_t)(end - s.p) : s.n;
        *line = lines_chomp((struct lm_str){ s.p, n });
        if (!lines_is_blank(*line))
            return 1;
        if (end == NULL)
            return -1;
        s = (struct lm_str){ end + 1, s.n - n - 1 };
    }
    return eof ? -1 : 0;
}

void
lm_lines_answer(struct lm_arena *a, const struct lm_str *from, uint32_t n, struct lm_str **names,
                uint32_t *nnames)
{
    *names = lm_alloc(a, (n + 1) * sizeof **names);
    for (uint32_t i = 0; i < n; i++)
        (*names)[i] = lm_str_dup(a, from[i]);
    *nnames = n;
}

int
lm_lines_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
               struct lm_str **names, uint32_t *nnames)
{
    const struct lm_lines *l = (const struct lm_lines *)d;

    lm_lines_answer(a, l->names, l->nfield, names, nnames);
    return 1;
}

/* Once: finds the field of each column. */
static void
lines_place(struct lm_lines *l)
{
    struct lm_decoder *d = &l->d;

    l->fields = lm_alloc(d->arena, (l->nfield + 1) * sizeof *l->fields);
    l->place = lm_alloc(d->arena, (d->ncol + 1) * sizeof *l->place);
    for (uint32_t j = 0; j < d->ncol; j++) {
        l->place[j] = UINT32_MAX;
        for (uint32_t i = 0; i < l->nfield; i++)
            if (lm_str_eq(l->names[i], d->cols[j].name))
                l->place[j] = i;
    }
}

static void
lines_begin(struct lines_work *w, size_t n)
{
    struct lm_lines *l = w->l;
    struct lm_batch *b = w->b;

    w->cap = n < LM_BATCH_ROWS ? (uint32_t)n + 1 : LM_BATCH_ROWS;
    w->raw = lm_alloc_raw(b->arena, w->cap * sizeof *w->raw);
    w->line = lm_alloc_raw(b->arena, w->cap * sizeof *w->line);
    w->offset = lm_alloc_raw(b->arena, w->cap * sizeof *w->offset);
    b->nrow = 0;
    b->ncol = l->d.ncol;
    b->cols = lm_alloc(b->arena, (b->ncol + 1) * sizeof *b->cols);
    for (uint32_t j = 0; j < b->ncol; j++) {
        enum lm_kind kind = l->d.cols[j].record                ? LM_K_JSON
                            : l->d.cols[j].want & LM_WANT_TEXT ? LM_K_STR
                                                               : LM_K_NULL;
        lm_col_init(&b->cols[j], kind, w->cap, b->arena);
    }
}

static void
lines_end(struct lines_work *w)
{
    struct lm_origin *o = lm_alloc(w->b->arena, sizeof *o);

    *o = (struct lm_origin){ w->l->d.source, w->l->d.file, w->raw, w->line, w->offset };
    w->b->origin = o;
    w->b->sel = lm_sel_all(w->b->nrow);
}

/* A field as the query wants it. */
static struct lm_val
lines_wanted(struct lm_val v, uint32_t want, struct lm_arena *a)
{
    struct lm_buf text = { 0 };

    if (lm_val_is_null(&v)) {
        v.kind = want & LM_WANT_MISSING ? v.kind : LM_K_NULL;
    } else if (want & LM_WANT_TEXT) {
        if (v.p == NULL && v.kind != LM_K_STR) {
            lm_val_print(&text, &v);
            v = lm_val_str(lm_str_dup(a, lm_buf_str(&text)));
            lm_buf_fini(&text);
        }
        v.kind = LM_K_STR;
    } else if (v.kind == LM_K_INT || (v.kind == LM_K_F64 && (want & LM_WANT_SPELLING) == 0)) {
        v.p = NULL; /* a whole number prints as it was written */
    }
    return v;
}

/* Refuses a line. False: no more is to be read. */
static bool
lines_refuse(struct lines_work *w, enum lm_code code, struct lm_str raw, const char *what)
{
    struct lm_decoder *d = &w->l->d;
    struct lm_refusal refusal = { .code = code,
                                  .source = d->source,
                                  .file = d->file,
                                  .line = d->line,
                                  .offset = d->offset,
                                  .raw = raw,
                                  .what = lm_str_of(what) };

    assert(d->refuser != NULL);
    d->refuser->row(d->refuser, &refusal);
    d->failed = d->refuser->on_error == LM_ON_ERROR_FAIL;
    return !d->failed;
}

/* One line; false when the decoder has failed. */
static bool
lines_record(struct lines_work *w, struct lm_str raw)
{
    struct lm_lines *l = w->l;
    struct lm_batch *b = w->b;
    struct lm_str line = raw;

    if (!l->blank && lines_is_blank(line))
        return true;
    if (!lm_utf8_valid(line)) {
        uint64_t bad = 0;
        line = lm_utf8_clean(b->arena, line, &bad);
        l->d.bad_utf8 += bad;
    }
    const char *wrong = l->line(l, line, b->arena);
    if (wrong != NULL)
        return lines_refuse(w, l->code, raw, wrong);
    uint32_t row = b->nrow++;
    assert(row < w->cap);
    for (uint32_t j = 0; j < l->d.ncol; j++) {
        struct lm_val v = LM_VAL_NULL;
        if (l->place[j] != UINT32_MAX)
            v = l->fields[l->place[j]];
        v = lines_wanted(v, l->d.cols[j].want, b->arena);
        lm_col_set(&b->cols[j], row, &v, w->cap, b->arena);
    }
    w->raw[row] = raw;
    w->line[row] = l->d.line;
    w->offset[row] = l->d.offset;
    return true;
}

/* Without a line end in sight: the bytes to pass over because the line is too long, else 0. */
static size_t
lines_too_long(struct lines_work *w, const char *p, size_t n)
{
    if (!w->l->d.skipping && n <= LM_RECORD_BYTES)
        return 0;
    if (!w->l->d.skipping)
        lines_refuse(w, LM_E_TOO_LARGE, (struct lm_str){ p, 1024 },
                     "the line is longer than 64 MiB");
    w->l->d.skipping = true;
    w->l->d.offset += n;
    return n;
}

size_t
lm_lines_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct lines_work w = { .l = (struct lm_lines *)d, .b = b };
    size_t at = 0;
    bool more = true;

    if (w.l->place == NULL)
        lines_place(w.l);
    lines_begin(&w, n);
    if (!w.l->begun && n > 0 && !lines_mark_pending(p, n, eof)) {
        w.l->begun = true;
        at = n - lines_without_mark((struct lm_str){ p, n }).n;
        d->offset += at;
    }
    while (more && w.l->begun && at < n && b->nrow < w.cap) {
        const char *end = memchr(p + at, '\n', n - at);
        if (end == NULL && !eof) {
            at += lines_too_long(&w, p + at, n - at);
            break;
        }
        size_t bytes = end != NULL ? (size_t)(end - p) - at : n - at;
        if (!w.l->d.skipping)
            more = lines_record(&w, lines_chomp((struct lm_str){ p + at, bytes }));
        w.l->d.skipping = false;
        bytes += end != NULL;
        at += bytes;
        d->offset += bytes;
        d->line++;
    }
    lines_end(&w);
    return at;
}
