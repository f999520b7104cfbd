/* fmt_json.c -- json: one array, or objects one after the other, over any number of lines. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * This file only finds where elements begin and end. Each becomes a line of a buffer in the batch's
 * arena (line ends between its tokens become blanks), and the NDJSON decoder makes rows of those.
 * It numbers its lines from 1, so line k is element k - 1 of `at`, and what it says of lines and
 * offsets, in the batch and of refused records, is put right from there.
 *
 * Between elements the commas and brackets of arrays are checked. An element that lacks its comma
 * is refused; so is a stray comma or bracket, and reading goes on behind it. So that refusals come
 * in order, a call ends before the first thing that is wrong, unless it begins with that.
 */
#include <assert.h>
#include <string.h>

#include "data/json.h"
#include "fmt/scan.h"
#include "fmt/types.h"

/* Where the reader is in the document. */
struct json_state {
    bool in_array;
    bool behind_value; /* in an array: a comma or the end must come */
    bool behind_comma; /* a value must come */
    uint64_t line;     /* of the next byte */
};

struct json_element {
    uint64_t line, offset;    /* of its first byte */
    size_t taken;             /* bytes of the input up to its end */
    size_t made;              /* bytes of the buffer up to its end */
    struct json_state behind; /* the state there */
};

/* Where the brackets are in a piece of the input. */
struct json_window {
    const struct lm_scan_type *type;
    const char *base; /* of the piece; NULL: none is scanned */
    uint32_t tok;     /* tokens before this one are behind */
    struct lm_scan scan;
};

struct json {
    struct lm_decoder d;
    struct json_window *window;
    struct lm_decoder *inner;
    struct lm_refuser shim; /* what the inner decoder refuses comes here */
    struct json_state state;
    bool begun;              /* the begin of the file is behind */
    struct json_element *at; /* [LM_BATCH_ROWS] of the newest call */
    uint32_t n;
};

static bool
json_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Copies an element as one line. False: a line ends inside of a text, which JSON does not allow. */
static bool
json_flatten(struct lm_str s, char *to)
{
    bool good = true;

    memcpy(to, s.p, s.n);
    to[s.n] = '\n';
    if (memchr(to, '\n', s.n) == NULL)
        return true;
    for (size_t i = 0; i < s.n;) {
        bool text = to[i] == '"';
        size_t n = text ? lm_json_end((struct lm_str){ to + i, s.n - i }, 0) : 1;
        n = n > 0 ? n : s.n - i;
        for (size_t k = i; k < i + n; k++) {
            good = good && !(text && to[k] == '\n');
            to[k] = to[k] == '\n' ? ' ' : to[k];
        }
        i += n;
    }
    return good;
}

/* A document's part between elements, or what is no element, is refused. */
static void
json_refuse(struct json *j, uint64_t line, uint64_t offset, struct lm_str raw, const char *what)
{
    struct lm_refusal refusal = { .code = LM_E_RECORD,
                                  .source = j->d.source,
                                  .file = j->d.file,
                                  .line = line,
                                  .offset = offset,
                                  .raw = raw,
                                  .what = lm_str_of(what) };

    assert(j->d.refuser != NULL);
    j->d.refuser->row(j->d.refuser, &refusal);
    j->d.failed = j->d.failed || j->d.refuser->on_error == LM_ON_ERROR_FAIL;
}

/* The inner decoder refuses: its line is an element of ours. */
static void
json_shim(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    struct json *j = (struct json *)((char *)r - offsetof(struct json, shim));
    struct lm_refusal ours = *refusal;

    assert(refusal->line >= 1 && refusal->line <= j->n);
    ours.line = j->at[refusal->line - 1].line;
    ours.offset = j->at[refusal->line - 1].offset;
    j->d.refuser->row(j->d.refuser, &ours);
}

/* What stands between elements at p[*i]: moves *i to the next element. False when p ends, or when
 * something is wrong and elements before it wait to be decoded. */
static bool
json_between(struct json *j, const char *p, size_t n, size_t *i)
{
    struct json_state *s = &j->state;

    for (; *i < n && !j->d.failed; ++*i) {
        char c = p[*i];
        const char *wrong = NULL;
        if (json_blank(c)) {
            s->line += c == '\n';
            continue;
        }
        bool opens = c == '[' && !s->in_array, closes = c == ']' && s->in_array;
        bool comma = c == ',' && s->behind_value;
        if (closes && s->behind_comma)
            wrong = "expected an element behind the comma";
        else if (!opens && !closes && !comma && strchr(",]}:", c) != NULL)
            wrong = "expected an object";
        else if (!opens && !closes && !comma)
            return true;
        if (wrong != NULL && j->n > 0)
            return false;
        if (opens || closes)
            *s = (struct json_state){ .in_array = opens, .line = s->line };
        if (comma)
            *s = (struct json_state){ .in_array = true, .behind_comma = true, .line = s->line };
        if (wrong != NULL)
            json_refuse(j, s->line, j->d.offset + *i, (struct lm_str){ p + *i, 1 }, wrong);
    }
    return false;
}

static void
json_scan(struct json_window *w, const char *p, size_t n)
{
    w->base = p;
    w->tok = 0;
    w->type->json(p, n < LM_SCAN_BYTES ? (uint32_t)n : LM_SCAN_BYTES, &w->scan);
}

/* Bytes of the object or array at p, by its brackets; 0: it ends behind the window, or the window is
 * of no use behind a byte that no JSON has outside of texts (a backslash could turn quotes round). */
static size_t
json_window_span(struct json_window *w, const char *p)
{
    const struct lm_scan *s = &w->scan;
    size_t from = (size_t)(p - w->base);
    uint32_t depth = 0;

    for (; w->tok < s->ntok && s->pos[w->tok] < from; w->tok++)
        if (s->cls[w->tok] == LM_SCAN_BAD)
            return 0;
    for (uint32_t t = w->tok; t < s->ntok && s->cls[t] != LM_SCAN_BAD; t++) {
        uint8_t c = s->cls[t];
        depth += c == '{' || c == '[';
        if (c != '}' && c != ']')
            continue;
        if (--depth == 0) {
            w->tok = t + 1;
            return s->pos[t] + 1 - from;
        }
    }
    return 0;
}

/* Bytes of the value at p; 0: it is not whole yet. What a window cannot hold is walked byte by
 * byte. */
static size_t
json_span(struct json_window *w, const char *p, size_t n)
{
    size_t span = 0;

    if (n == 0 || (p[0] != '{' && p[0] != '['))
        return lm_json_end((struct lm_str){ p, n }, 0);
    if (w->base != NULL && p < w->base + w->scan.bytes)
        span = json_window_span(w, p);
    if (span == 0) {
        json_scan(w, p, n);
        span = json_window_span(w, p);
    }
    return span > 0 ? span : lm_json_end((struct lm_str){ p, n }, 0);
}

/* Bytes of the element at p; 0: it is not whole yet. */
static size_t
json_element_span(struct json *j, const char *p, size_t n, bool eof)
{
    size_t span = json_span(j->window, p, n);
    bool word = n > 0 && strchr("{[\"", p[0]) == NULL;

    if (span == n && word && !eof)
        return 0; /* a bare word may go on */
    return span == 0 && eof ? n : span;
}

static uint64_t
json_lines_in(struct lm_str s)
{
    uint64_t lines = 0;

    for (const char *p = s.p, *end = s.p + s.n; p < end; p++) {
        p = memchr(p, '\n', (size_t)(end - p));
        if (p == NULL)
            break;
        lines++;
    }
    return lines;
}

/* Finds elements in p[0..n) and writes them as lines to `to` (room for n + LM_BATCH_ROWS). Answers
 * the bytes written; *taken is behind the last element, or behind what is no element. */
static size_t
json_gather(struct json *j, struct lm_str in, bool eof, char *to, size_t *taken)
{
    size_t i = 0, made = 0;

    j->n = 0;
    j->window->base = NULL;
    *taken = 0;
    while (j->n < LM_BATCH_ROWS && json_between(j, in.p, in.n, &i)) {
        *taken = i;
        size_t n = json_element_span(j, in.p + i, in.n - i, eof);
        if (n == 0)
            return made;
        struct lm_str element = { in.p + i, n };
        const char *wrong =
            json_flatten(element, to + made) ? NULL : "a line ends inside of a text";
        if (j->state.behind_value)
            wrong = "expected a comma before the element";
        if (wrong != NULL && j->n > 0)
            return made;
        if (wrong != NULL) {
            json_refuse(j, j->state.line, j->d.offset + i, element, wrong);
        } else {
            made += n + 1;
            j->at[j->n++] = (struct json_element){ .line = j->state.line,
                                                   .offset = j->d.offset + i,
                                                   .made = made };
        }
        j->state.line += json_lines_in(element);
        j->state.behind_value = j->state.in_array;
        j->state.behind_comma = false;
        i += n;
        *taken = i;
        if (wrong == NULL) {
            j->at[j->n - 1].taken = i;
            j->at[j->n - 1].behind = j->state;
        }
    }
    *taken = i;
    return made;
}

/* Lines and offsets of the batch are those of the document. */
static void
json_origin(struct json *j, struct lm_batch *b)
{
    struct lm_origin *o = lm_alloc_copy(b->arena, b->origin, sizeof *o);
    uint64_t *line = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *line);
    uint64_t *offset = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *offset);

    for (uint32_t r = 0; r < b->nrow; r++) {
        uint64_t k = b->origin->line[r] - 1;
        assert(k < j->n);
        line[r] = j->at[k].line;
        offset[r] = j->at[k].offset;
    }
    o->source = j->d.source;
    o->file = j->d.file;
    o->line = line;
    o->offset = offset;
    b->origin = o;
}

/* An element that goes on beyond any limit is passed over to the end of the file: where it ends
 * cannot be told without reading it. */
static size_t
json_too_long(struct json *j, const char *p, size_t n, size_t taken)
{
    if (!j->d.skipping && n - taken <= LM_RECORD_BYTES)
        return taken;
    if (!j->d.skipping)
        json_refuse(j, j->state.line, j->d.offset + taken, (struct lm_str){ p + taken, 1024 },
                    "the element is longer than 64 MiB; the rest of the file is passed over");
    j->d.skipping = true;
    return n;
}

static void
json_tell(struct json *j)
{
    struct lm_decoder *inner = j->inner;

    inner->cols = j->d.cols;
    inner->ncol = j->d.ncol;
    inner->source = j->d.source;
    inner->file = j->d.file;
    inner->refuser = &j->shim;
    j->shim.row = json_shim;
    j->shim.on_error = j->d.refuser != NULL ? j->d.refuser->on_error : LM_ON_ERROR_SKIP;
    inner->line = 1;
    inner->offset = 0;
}

static size_t
json_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct json *j = (struct json *)d;
    size_t taken = 0, mark = 0;

    if (!j->begun && n > 0) {
        size_t part = n < 3 ? n : 3;
        bool may = memcmp(p, "\xef\xbb\xbf", part) == 0;
        j->begun = !may || part == 3 || eof;
        mark = may && part == 3 ? 3 : 0;
        d->offset += mark;
    }
    char *lines = lm_alloc_raw(b->arena, n + LM_BATCH_ROWS + LM_PAD);
    size_t made = 0;
    if (j->begun && !j->d.skipping)
        made = json_gather(j, (struct lm_str){ p + mark, n - mark }, eof, lines, &taken);
    memset(lines + made, 0, LM_PAD);
    json_tell(j);
    size_t used = j->inner->type->decode(j->inner, lines, made, true, b);
    if (used < made && j->n > 0) { /* the rest comes again with the next call */
        uint32_t k = 0;
        while (k < j->n && j->at[k].made <= used)
            k++;
        assert(k > 0);
        taken = j->at[k - 1].taken;
        j->state = j->at[k - 1].behind;
    }
    json_origin(j, b);
    d->failed = d->failed || j->inner->failed;
    d->bad_utf8 = j->inner->bad_utf8;
    if (j->n == 0 && !d->failed && j->begun)
        taken = json_too_long(j, p + mark, n - mark, taken);
    if (eof && taken == n - mark && j->state.in_array && !d->failed) {
        json_refuse(j, j->state.line, d->offset + taken, LM_STR("["), "the array has no end");
        j->state.in_array = false;
    }
    d->offset += taken;
    d->line = j->state.line;
    return mark + taken;
}

static int
json_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
           struct lm_str **names, uint32_t *nnames)
{
    struct json *j = (struct json *)d;
    struct lm_str s = head;

    if (s.n >= 3 && memcmp(s.p, "\xef\xbb\xbf", 3) == 0)
        s = (struct lm_str){ s.p + 3, s.n - 3 };
    while (s.n > 0 && (json_blank(s.p[0]) || s.p[0] == '['))
        s = (struct lm_str){ s.p + 1, s.n - 1 };
    j->window->base = NULL;
    size_t n = s.n > 0 ? json_element_span(j, s.p, s.n, eof) : 0;
    if (n == 0 && !eof)
        return 0;
    char *line = lm_alloc(a, n + 1 + LM_PAD);
    if (n > 0)
        json_flatten((struct lm_str){ s.p, n }, line);
    return j->inner->type->names(j->inner, (struct lm_str){ line, n > 0 ? n + 1 : 0 }, true, a,
                                 names, nnames);
}

static struct lm_decoder *
json_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct json *j = lm_alloc(a, sizeof *j);

    j->inner = lm_fmt_ndjson.open(a, o, err);
    if (j->inner == NULL)
        return NULL;
    j->window = lm_alloc_raw(a, sizeof *j->window);
    j->window->type = lm_scan_types()[0];
    j->d.type = &lm_fmt_json;
    j->d.arena = a;
    j->d.options = *o;
    j->d.line = 1;
    j->state.line = 1;
    j->at = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *j->at);
    return &j->d;
}

static void
json_rewind(struct lm_decoder *d)
{
    struct json *j = (struct json *)d;

    j->state = (struct json_state){ .line = 1 };
    j->begun = false;
    j->d.skipping = false;
    d->line = 1;
    d->offset = 0;
}

static void
json_fini(struct lm_decoder *d)
{
    struct json *j = (struct json *)d;

    if (j->inner->type->fini != NULL)
        j->inner->type->fini(j->inner);
}

const struct lm_fmt_type lm_fmt_json = {
    .name = "json",
    .open_records = true,
    .open = json_open,
    .names = json_names,
    .decode = json_decode,
    .rewind = json_rewind,
    .fini = json_fini,
};
