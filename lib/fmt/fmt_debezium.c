/* fmt_debezium.c -- debezium: change records with the row before and after. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 *   {"before":{..},"after":{..},"op":"u","ts_ms":..}, or that as the member "payload" of an
 * envelope. Each line is taken apart into the rows that it takes away and brings, and those, a line
 * each, are read by the NDJSON decoder: c and r bring `after`, d takes away `before`, u does both
 * as one update. `at` says for each of these lines what it is and where it came from. A batch ends
 * before the first line that is refused, unless it begins with that, so refusals come in order.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "data/json.h"
#include "fmt/types.h"

struct debezium_line {
    uint64_t line, offset; /* of the record */
    struct lm_str raw;
    int8_t weight;
    uint8_t pair;
};

struct debezium {
    struct lm_decoder d;
    struct lm_decoder *inner;
    struct lm_refuser shim;   /* what the inner decoder refuses comes here */
    struct debezium_line *at; /* [LM_BATCH_ROWS] of the newest call */
    uint32_t n;
    bool begun; /* the begin of the file is behind */
};

/* The parts of one record. */
struct debezium_record {
    struct lm_str before, after, op;
};

static void
debezium_shim(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    struct debezium *z = (struct debezium *)((char *)r - offsetof(struct debezium, shim));
    struct lm_refusal ours = *refusal;

    assert(refusal->line >= 1 && refusal->line <= z->n);
    ours.line = z->at[refusal->line - 1].line;
    ours.offset = z->at[refusal->line - 1].offset;
    ours.raw = z->at[refusal->line - 1].raw;
    z->d.refuser->row(z->d.refuser, &ours);
}

static bool
debezium_is_null(struct lm_str s)
{
    return s.n == 0 || lm_str_eq(s, LM_STR("null"));
}

/* A tombstone, which follows a delete for the sake of Kafka's compaction, says nothing more. */
static bool
debezium_is_tombstone(struct lm_str line)
{
    struct lm_str payload;

    return lm_str_eq(lm_str_trim(line), LM_STR("null")) ||
           (lm_json_kind(line) == LM_JSON_OBJECT && lm_json_valid(line) &&
            lm_json_get(line, LM_STR("payload"), &payload) && lm_str_eq(payload, LM_STR("null")));
}

/* Takes a record apart. NULL, or what is wrong with it. */
static const char *
debezium_parts(struct lm_str line, struct debezium_record *r)
{
    struct lm_json_iter it;
    struct lm_str inside = line;

    *r = (struct debezium_record){ { 0 } };
    if (lm_json_kind(line) != LM_JSON_OBJECT || !lm_json_valid(line))
        return "expected an object";
    if (lm_json_get(line, LM_STR("payload"), &inside) && lm_json_kind(inside) != LM_JSON_OBJECT)
        return "\"payload\" is no object";
    lm_json_begin(&it, inside);
    while (lm_json_next(&it)) {
        if (lm_str_eq(it.key, LM_STR("before")))
            r->before = it.item;
        else if (lm_str_eq(it.key, LM_STR("after")))
            r->after = it.item;
        else if (lm_str_eq(it.key, LM_STR("op")))
            r->op = it.item;
    }
    if (lm_str_eq(r->op, LM_STR("\"t\"")))
        return "a truncate does not say which rows it takes away";
    if (r->op.n != 3 || r->op.p[0] != '"' || strchr("crud", r->op.p[1]) == NULL)
        return "expected \"op\" of c, r, u or d";
    bool brings = r->op.p[1] != 'd', takes = r->op.p[1] == 'd' || r->op.p[1] == 'u';
    if (brings && debezium_is_null(r->after))
        return "expected the row in \"after\"";
    if (takes && debezium_is_null(r->before))
        return "expected the row in \"before\" (PostgreSQL: REPLICA IDENTITY FULL)";
    r->before = takes ? r->before : (struct lm_str){ 0 };
    r->after = brings ? r->after : (struct lm_str){ 0 };
    return NULL;
}

static char *
debezium_put(struct debezium *z, struct debezium_line what, struct lm_str row, char *to)
{
    assert(z->n < LM_BATCH_ROWS);
    z->at[z->n++] = what;
    memcpy(to, row.p, row.n);
    to[row.n] = '\n';
    return to + row.n + 1;
}

static void
debezium_refuse(struct debezium *z, struct lm_str raw, const char *what)
{
    struct lm_refusal refusal = { .code = LM_E_RECORD,
                                  .source = z->d.source,
                                  .file = z->d.file,
                                  .line = z->d.line,
                                  .offset = z->d.offset,
                                  .raw = raw,
                                  .what = lm_str_of(what) };

    z->d.refuser->row(z->d.refuser, &refusal);
    z->d.failed = z->d.refuser->on_error == LM_ON_ERROR_FAIL;
}

/* One line of the input: its rows are added to `to`. NULL: it is wrong, and comes again. */
static char *
debezium_take(struct debezium *z, struct lm_str line, char *to)
{
    struct debezium_record r;
    struct debezium_line what = { .line = z->d.line, .offset = z->d.offset, .raw = line };

    if (lm_str_trim(line).n == 0)
        return to;
    const char *wrong = debezium_parts(line, &r);
    if (wrong != NULL && debezium_is_tombstone(line))
        return to;
    if (wrong != NULL && z->n > 0)
        return NULL;
    if (wrong != NULL) {
        debezium_refuse(z, line, wrong);
        return to;
    }
    bool pair = r.before.n > 0 && r.after.n > 0;
    if (r.before.n > 0) {
        what.weight = -1;
        what.pair = pair ? LM_PAIR_OLD : LM_PAIR_NONE;
        to = debezium_put(z, what, r.before, to);
    }
    if (r.after.n > 0) {
        what.weight = 1;
        what.pair = pair ? LM_PAIR_NEW : LM_PAIR_NONE;
        to = debezium_put(z, what, r.after, to);
    }
    return to;
}

/* Takes lines apart until a batch is full. Answers the bytes of them; *made is what was written. */
static size_t
debezium_gather(struct debezium *z, struct lm_str in, bool eof, char *to, size_t *made)
{
    char *w = to;
    size_t at = 0;

    z->n = 0;
    while (at < in.n && z->n + 2 <= LM_BATCH_ROWS && !z->d.failed) {
        const char *end = memchr(in.p + at, '\n', in.n - at);
        if (end == NULL && !eof)
            break;
        struct lm_str line = { in.p + at, end != NULL ? (size_t)(end - in.p) - at : in.n - at };
        size_t bytes = line.n + (end != NULL);
        if (line.n > 0 && line.p[line.n - 1] == '\r')
            line.n--;
        char *next = debezium_take(z, line, w);
        if (next == NULL)
            break;
        w = next;
        at += bytes;
        z->d.offset += bytes;
        z->d.line++;
    }
    *made = (size_t)(w - to);
    return at;
}

/* What the inner decoder says of its lines, said of the records. */
static void
debezium_finish(struct debezium *z, struct lm_batch *b)
{
    struct lm_origin *o = lm_alloc_copy(b->arena, b->origin, sizeof *o);
    uint64_t *line = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *line);
    uint64_t *offset = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *offset);
    struct lm_str *raw = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *raw);
    int32_t *weight = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *weight);
    uint8_t *pair = lm_alloc_raw(b->arena, b->nrow + 1);

    for (uint32_t r = 0; r < b->nrow; r++) {
        uint64_t k = b->origin->line[r] - 1;
        assert(k < z->n);
        line[r] = z->at[k].line;
        offset[r] = z->at[k].offset;
        raw[r] = z->at[k].raw;
        weight[r] = z->at[k].weight;
        pair[r] = z->at[k].pair;
    }
    for (uint32_t r = 0; r < b->nrow; r++) { /* a half whose other half was refused is no pair */
        bool whole = pair[r] == LM_PAIR_OLD && r + 1 < b->nrow && line[r + 1] == line[r];
        if (whole)
            r++;
        else
            pair[r] = LM_PAIR_NONE;
    }
    *o = (struct lm_origin){ z->d.source, z->d.file, raw, line, offset };
    b->origin = o;
    b->weight = weight;
    b->pair = pair;
}

static size_t
debezium_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct debezium *z = (struct debezium *)d;
    struct lm_decoder *in = z->inner;
    size_t made = 0, mark = 0;

    if (!z->begun && n > 0 && memcmp(p, "\xef\xbb\xbf", n < 3 ? n : 3) == 0) {
        if (n < 3 && !eof)
            n = 0; /* it may become a byte order mark */
        mark = n >= 3 ? 3 : 0;
    }
    z->begun = z->begun || n > 0;
    d->offset += mark;
    char *lines = lm_alloc_raw(b->arena, n + LM_BATCH_ROWS + LM_PAD);
    size_t used = debezium_gather(z, (struct lm_str){ p + mark, n - mark }, eof, lines, &made);
    memset(lines + made, 0, LM_PAD);
    in->cols = d->cols;
    in->ncol = d->ncol;
    in->source = d->source;
    in->file = d->file;
    in->refuser = &z->shim;
    z->shim = (struct lm_refuser){ d->refuser->on_error, debezium_shim };
    in->line = 1;
    in->offset = 0;
    size_t read = in->type->decode(in, lines, made, true, b);
    assert(read == made || in->failed);
    debezium_finish(z, b);
    d->failed = d->failed || in->failed;
    d->bad_utf8 = in->bad_utf8;
    (void)read;
    return mark + used;
}

static int
debezium_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
               struct lm_str **names, uint32_t *nnames)
{
    struct debezium *z = (struct debezium *)d;
    struct debezium_record r;

    *nnames = 0;
    *names = NULL;
    for (size_t at = 0; at < head.n;) {
        const char *end = memchr(head.p + at, '\n', head.n - at);
        if (end == NULL && !eof)
            return 0;
        struct lm_str line = { head.p + at,
                               end != NULL ? (size_t)(end - head.p) - at : head.n - at };
        at += line.n + 1;
        if (debezium_parts(line, &r) != NULL)
            continue;
        struct lm_str row = r.after.n > 0 ? r.after : r.before;
        char *copy = lm_alloc(a, row.n + LM_PAD);
        memcpy(copy, row.p, row.n);
        return z->inner->type->names(z->inner, (struct lm_str){ copy, row.n }, true, a, names,
                                     nnames);
    }
    return eof;
}

static struct lm_decoder *
debezium_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct debezium *z = lm_alloc(a, sizeof *z);

    z->inner = lm_fmt_ndjson.open(a, o, err);
    if (z->inner == NULL)
        return NULL;
    z->d.type = &lm_fmt_debezium;
    z->d.arena = a;
    z->d.options = *o;
    z->d.line = 1;
    z->at = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *z->at);
    return &z->d;
}

static void
debezium_rewind(struct lm_decoder *d)
{
    ((struct debezium *)d)->begun = false;
    d->line = 1;
    d->offset = 0;
}

static void
debezium_fini(struct lm_decoder *d)
{
    struct debezium *z = (struct debezium *)d;

    if (z->inner->type->fini != NULL)
        z->inner->type->fini(z->inner);
}

const struct lm_fmt_type lm_fmt_debezium = {
    .name = "debezium",
    .open_records = true,
    .changes = true,
    .open = debezium_open,
    .names = debezium_names,
    .decode = debezium_decode,
    .rewind = debezium_rewind,
    .fini = debezium_fini,
};
