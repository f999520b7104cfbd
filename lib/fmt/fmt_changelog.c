/* fmt_changelog.c -- changelog: NDJSON, CSV or TSV whose records carry their weight, or an operation. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A decoder of NDJSON (the first byte is a bracket), TSV (a tab in the first line) or CSV reads the
 * records and two columns more, `_weight` and `_op`, which are not columns of the source. Where the
 * first record has neither, the stream is append-only, which is written plain: each record is an
 * insert. A weight is any whole number; +I and +U are 1, -U and -D are -1. -U with +U in the next
 * record is one update, and the two stay in one batch: a -U that ends what is there is given back to
 * the input until the next record is known.
 */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/list.h"
#include "data/json.h"
#include "fmt/types.h"

static const struct lm_str changelog_weight = { "_weight", 7 }, changelog_op = { "_op", 3 };

struct changelog {
    struct lm_decoder d;
    struct lm_decoder *inner; /* NULL: nothing has been read yet */
    enum { CHANGES_UNKNOWN, CHANGES_MARKED, CHANGES_PLAIN } marks; /* by the first record */
    bool told;              /* the inner decoder knows its columns */
    struct lm_refuser shim; /* what the inner decoder refuses comes here */
    struct lm_arena *arena; /* of the batch */
    struct lm_list refused; /* of struct lm_refusal, in it */
};

static void
changelog_shim(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    struct changelog *c = (struct changelog *)((char *)r - offsetof(struct changelog, shim));
    struct lm_refusal *kept = lm_alloc_copy(c->arena, refusal, sizeof *kept);

    kept->field = lm_str_dup(c->arena, refusal->field);
    kept->what = lm_str_dup(c->arena, refusal->what);
    lm_list_add(c->arena, &c->refused, kept);
}

/* Hands on what was refused before this line; *at is the next of them. */
static void
changelog_refused(struct changelog *c, uint32_t *at, uint64_t line)
{
    for (; *at < c->refused.n && !c->d.failed; ++*at) {
        const struct lm_refusal *kept = c->refused.at[*at];
        if (kept->line >= line)
            return;
        c->d.refuser->row(c->d.refuser, kept);
        c->d.failed = c->d.refuser->on_error == LM_ON_ERROR_FAIL;
    }
}

static bool
changelog_own_name(struct lm_str name)
{
    return lm_str_eq(name, changelog_weight) || lm_str_eq(name, changelog_op);
}

/* Takes the format that the text is in. False: more of it is needed. */
static bool
changelog_know(struct changelog *c, struct lm_str head, bool eof)
{
    struct lm_str text = lm_str_trim(head);
    const struct lm_fmt_type *type = &lm_fmt_ndjson;
    struct lm_err err = { 0 };

    if (c->inner != NULL)
        return true;
    if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
        text = (struct lm_str){ text.p + 3, text.n - 3 };
    const char *end = text.n > 0 ? memchr(text.p, '\n', head.n - (size_t)(text.p - head.p)) : NULL;
    if (text.n == 0 || (text.p[0] != '{' && end == NULL)) {
        if (!eof)
            return false;
    }
    size_t first = end != NULL ? (size_t)(end - text.p) : text.n;
    if (text.n > 0 && text.p[0] != '{' && text.p[0] != '[')
        type = memchr(text.p, '\t', first) != NULL ? &lm_fmt_tsv : &lm_fmt_csv;
    c->inner = type->open(c->d.arena, &c->d.options, &err);
    assert(c->inner != NULL);
    c->inner->type = type;
    c->inner->arena = c->d.arena;
    c->inner->options = c->d.options;
    c->d.closed = !type->open_records;
    return true;
}

static struct lm_decoder *
changelog_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct changelog *c = lm_alloc(a, sizeof *c);

    c->d.type = &lm_fmt_changelog;
    c->d.arena = a;
    c->d.options = *o;
    c->d.line = 1;
    return &c->d;
}

static int
changelog_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
                struct lm_str **names, uint32_t *nnames)
{
    struct changelog *c = (struct changelog *)d;
    uint32_t n = 0;

    *nnames = 0;
    if (!changelog_know(c, head, eof))
        return 0;
    int r = c->inner->type->names(c->inner, head, eof, a, names, nnames);
    for (uint32_t i = 0; r == 1 && i < *nnames; i++)
        if (!changelog_own_name((*names)[i]))
            (*names)[n++] = (*names)[i];
    *nnames = n;
    return r;
}

/* What the inner decoder must know before each call. */
static void
changelog_tell(struct changelog *c, struct lm_arena *arena)
{
    struct lm_decoder *in = c->inner;
    uint32_t n = c->d.ncol;

    in->source = c->d.source;
    in->file = c->d.file;
    in->refuser = &c->shim;
    c->shim = (struct lm_refuser){ c->d.refuser->on_error, changelog_shim };
    c->arena = arena;
    c->refused = (struct lm_list){ 0 };
    if (c->told)
        return;
    in->cols = lm_alloc(c->d.arena, (n + 2) * sizeof *in->cols);
    if (n > 0)
        memcpy(in->cols, c->d.cols, n * sizeof *in->cols);
    in->cols[n].name = changelog_weight;
    in->cols[n + 1].name = changelog_op;
    in->ncol = n + 2;
    c->told = true;
}

/* The weight of a record, and what its operation makes it to its neighbour. False: it has neither.
 */
static bool
changelog_row(struct changelog *c, const struct lm_batch *b, uint32_t r, int32_t *weight, uint8_t *half)
{
    uint32_t ncol = c->d.ncol;
    static const char *const ops[] = { "+I", "-D", "+U", "-U" };
    struct lm_val w = lm_col_get(&b->cols[ncol], r), op = lm_col_get(&b->cols[ncol + 1], r);

    bool neither = lm_val_is_null(&w) && lm_val_is_null(&op);
    *half = LM_PAIR_NONE;
    if (c->marks == CHANGES_UNKNOWN)
        c->marks = neither ? CHANGES_PLAIN : CHANGES_MARKED;
    if (c->marks == CHANGES_PLAIN && neither) {
        *weight = 1;
        return true;
    }
    if (!lm_val_is_null(&w)) {
        *weight = (int32_t)w.i;
        return w.kind == LM_K_INT && w.i >= -INT32_MAX && w.i <= INT32_MAX;
    }
    for (int i = 0; i < 4; i++) {
        if (op.kind != LM_K_STR || !lm_str_eq(lm_val_text(&op), lm_str_of(ops[i])))
            continue;
        *weight = i % 2 == 0 ? 1 : -1;
        *half = i < 2 ? LM_PAIR_NONE : i == 2 ? LM_PAIR_NEW : LM_PAIR_OLD;
        return true;
    }
    return false;
}

/* The record without its own two members. */
static struct lm_str
changelog_strip(struct lm_arena *a, struct lm_str record)
{
    char *to = lm_alloc_raw(a, record.n + 2), *w = to;
    struct lm_json_iter it;

    *w++ = '{';
    lm_json_begin(&it, record);
    while (lm_json_next(&it)) {
        if (changelog_own_name(it.key))
            continue;
        if (w > to + 1)
            *w++ = ',';
        size_t n = (size_t)(it.item.p + it.item.n - it.key.p) + 1;
        memcpy(w, it.key.p - 1, n);
        w += n;
    }
    *w++ = '}';
    assert((size_t)(w - to) <= record.n + 2);
    return (struct lm_str){ to, (size_t)(w - to) };
}

/* Whether nothing but blanks stands between the end of row r and `to` in the text that was read,
 * which begins at offset `begin`. */
static bool
changelog_blank(const struct lm_batch *b, uint32_t r, uint64_t to, const char *p, uint64_t begin)
{
    uint64_t from = b->origin->offset[r] + b->origin->raw[r].n;

    assert(from >= begin && from <= to);
    return lm_str_trim((struct lm_str){ p + (from - begin), (size_t)(to - from) }).n == 0;
}

/* Leaves only true pairs: an old half with its new half in the next record. */
static void
changelog_pairs(const struct lm_batch *b, uint8_t *pair, const char *p, uint64_t begin)
{
    for (uint32_t r = 0; r < b->nrow; r++) {
        bool old = pair[r] == LM_PAIR_OLD && r + 1 < b->nrow && pair[r + 1] == LM_PAIR_NEW;
        if (old && changelog_blank(b, r, b->origin->offset[r + 1], p, begin))
            r++;
        else
            pair[r] = LM_PAIR_NONE;
    }
}

static void
changelog_weigh(struct changelog *c, struct lm_batch *b, int32_t *weight, uint8_t *pair)
{
    uint16_t *rows = lm_alloc_raw(b->arena, (b->nrow + 1) * sizeof *rows);
    uint32_t n = 0, refused = 0;

    for (uint32_t r = 0; r < b->nrow; r++) {
        changelog_refused(c, &refused, b->origin->line[r]);
        if (c->d.failed)
            break;
        if (changelog_row(c, b, r, &weight[r], &pair[r])) {
            rows[n] = (uint16_t)r;
            n += weight[r] != 0;
            continue;
        }
        weight[r] = 0;
        pair[r] = LM_PAIR_NONE;
        lm_refuse(c->d.refuser, b, r, LM_E_RECORD, changelog_weight,
                  LM_STR("expected a whole \"_weight\", or \"_op\" of +I -U +U -D"));
        c->d.failed = c->d.refuser->on_error == LM_ON_ERROR_FAIL;
    }
    changelog_refused(c, &refused, UINT64_MAX);
    b->sel = (struct lm_sel){ rows, n };
}

static size_t
changelog_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct changelog *c = (struct changelog *)d;

    if (!changelog_know(c, (struct lm_str){ p, n }, eof))
        return 0;
    struct lm_decoder *in = c->inner;
    changelog_tell(c, b->arena);
    uint64_t begin = in->offset;
    size_t used = in->type->decode(in, p, n, eof, b);
    d->bad_utf8 = in->bad_utf8;
    int32_t *weight = lm_alloc(b->arena, (b->nrow + 1) * sizeof *weight);
    uint8_t *pair = lm_alloc(b->arena, b->nrow + 1);
    changelog_weigh(c, b, weight, pair);
    uint32_t last = b->nrow - 1;
    bool half = !eof && !d->failed && b->nrow > 0 && pair[last] == LM_PAIR_OLD;
    if (half && changelog_blank(b, last, begin + used, p, begin)) {
        b->nrow--;
        b->sel.n--;
        in->line = b->origin->line[last];
        in->offset = b->origin->offset[last];
        used = (size_t)(in->offset - begin);
    }
    changelog_pairs(b, pair, p, begin);
    for (uint32_t j = 0; j < d->ncol; j++)
        for (uint32_t k = 0; d->cols[j].record && k < b->sel.n; k++)
            b->cols[j].s[b->sel.rows[k]] = changelog_strip(b->arena, b->cols[j].s[b->sel.rows[k]]);
    b->ncol = d->ncol;
    b->weight = weight;
    b->pair = pair;
    d->line = in->line;
    d->offset = in->offset;
    return used;
}

static void
changelog_rewind(struct lm_decoder *d)
{
    struct changelog *c = (struct changelog *)d;

    if (c->inner != NULL)
        c->inner->type->rewind(c->inner);
    d->line = 1;
    d->offset = 0;
}

static void
changelog_fini(struct lm_decoder *d)
{
    struct changelog *c = (struct changelog *)d;

    if (c->inner != NULL && c->inner->type->fini != NULL)
        c->inner->type->fini(c->inner);
}

const struct lm_fmt_type lm_fmt_changelog = {
    .name = "changelog",
    .open_records = true,
    .changes = true,
    .open = changelog_open,
    .names = changelog_names,
    .decode = changelog_decode,
    .rewind = changelog_rewind,
    .fini = changelog_fini,
};
