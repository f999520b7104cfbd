/* put.c -- writing the columns of a batch while it is read: what is not expected. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/put.h"

#include <assert.h>
#include <string.h>

#include "base/num.h"
#include "fmt/scan.h"

enum {
    VALUES_MAX = 256 * 1024, /* about so many a batch has at the most, */
    ROWS_MIN = 64,           /* but so many rows */
    WINDOW_MIN = 2048
};

static void
put_alloc(struct lm_put *o, struct lm_col *c, enum lm_kind kind)
{
    static const size_t bytes[LM_K_KINDS] = {
        [LM_K_BOOL] = 1,
        [LM_K_INT] = sizeof(int64_t),
        [LM_K_F64] = sizeof(double),
        [LM_K_STR] = sizeof(struct lm_str),
        [LM_K_JSON] = sizeof(struct lm_str),
        [LM_K_DYN] = sizeof(struct lm_val),
    };

    assert(bytes[kind] > 0);
    c->kind = kind;
    c->data = lm_alloc_raw(o->arena, bytes[kind] * o->cap);
}

void
lm_put_begin(struct lm_put *o, const struct lm_decoder *d, size_t rows, struct lm_batch *b)
{
    size_t most = VALUES_MAX / (d->ncol + 1) + ROWS_MIN;
    uint32_t cap = LM_BATCH_ROWS;

    assert(b->arena != NULL);
    assert(rows > 0);
    if (cap > most)
        cap = (uint32_t)most;
    if (cap > rows)
        cap = (uint32_t)rows;
    o->arena = b->arena;
    o->cap = cap;
    o->row = 0;
    o->raw = lm_alloc_raw(b->arena, cap * sizeof *o->raw);
    o->line = lm_alloc_raw(b->arena, cap * sizeof *o->line);
    o->offset = lm_alloc_raw(b->arena, cap * sizeof *o->offset);
    o->cols = lm_alloc(b->arena, d->ncol * sizeof *o->cols);
    for (uint32_t j = 0; j < d->ncol; j++) {
        if (d->cols[j].record)
            put_alloc(o, &o->cols[j], LM_K_JSON);
        else if (d->cols[j].want & LM_WANT_MISSING)
            put_alloc(o, &o->cols[j], LM_K_DYN);
        else if (d->cols[j].want & LM_WANT_TEXT)
            put_alloc(o, &o->cols[j], LM_K_STR);
    }
    b->cols = o->cols;
    b->ncol = d->ncol;
    b->nrow = 0;
}

uint32_t
lm_put_window(const struct lm_put *o, size_t done)
{
    size_t row = o->row > 0 ? done / o->row + 1 : 64;
    size_t want = (o->cap - o->row) * row + row / 2;

    if (want < WINDOW_MIN)
        want = WINDOW_MIN;
    return want < LM_SCAN_BYTES ? (uint32_t)want : LM_SCAN_BYTES;
}

size_t
lm_put_skip(struct lm_decoder *d, const char *p, size_t n)
{
    const char *end = memchr(p, '\n', n);

    assert(d->skipping);
    if (end == NULL)
        return n;
    d->skipping = false;
    d->line++;
    return (size_t)(end - p) + 1;
}

void
lm_put_end(struct lm_put *o, const struct lm_decoder *d, struct lm_batch *b)
{
    struct lm_origin *origin = lm_alloc(b->arena, sizeof *origin);

    origin->source = d->source;
    origin->file = d->file;
    origin->raw = o->raw;
    origin->line = o->line;
    origin->offset = o->offset;
    b->origin = origin;
    b->nrow = o->row;
    b->sel = lm_sel_all(o->row);
}

/* The rows before this one were NULL: now they are NULLs of a kind. */
static void
put_first(struct lm_put *o, struct lm_col *c, uint32_t want, enum lm_kind kind)
{
    put_alloc(o, c, kind);
    if (o->row > 0) {
        c->null = lm_alloc(o->arena, o->cap);
        memset(c->null, 1, o->row);
        if (kind == LM_K_STR || kind == LM_K_JSON)
            memset(c->s, 0, o->row * sizeof *c->s);
    }
    if (kind == LM_K_F64 && want & LM_WANT_SPELLING) {
        c->text = lm_alloc_raw(o->arena, o->cap * sizeof *c->text);
        memset(c->text, 0, o->row * sizeof *c->text);
    }
}

/* The value of a row of a column that is no DYN. */
static struct lm_val
put_get(const struct lm_col *c, uint32_t r)
{
    struct lm_val v = LM_VAL_NULL;

    if (c->kind == LM_K_NULL || (c->null != NULL && c->null[r] != 0))
        return v;
    v.kind = (uint8_t)c->kind;
    if (c->kind == LM_K_BOOL) {
        v.i = c->b[r];
    } else if (c->kind == LM_K_INT) {
        v.i = c->i[r];
    } else if (c->kind == LM_K_F64) {
        v.f = c->f[r];
        v.p = c->text != NULL ? c->text[r].p : NULL;
        v.n = c->text != NULL ? (uint32_t)c->text[r].n : 0;
    } else {
        v.p = c->s[r].p;
        v.n = (uint32_t)c->s[r].n;
    }
    return v;
}

static void
put_mixed(struct lm_put *o, struct lm_col *c)
{
    struct lm_col was = *c;

    *c = (struct lm_col){.kind = LM_K_NULL};
    put_alloc(o, c, LM_K_DYN);
    for (uint32_t r = 0; r < o->row; r++)
        c->y[r] = put_get(&was, r);
}

static void
put_null(struct lm_put *o, struct lm_col *c)
{
    if (c->null == NULL)
        c->null = lm_alloc(o->arena, o->cap);
    c->null[o->row] = 1;
    if (c->kind == LM_K_STR || c->kind == LM_K_JSON)
        c->s[o->row] = (struct lm_str){NULL, 0};
}

static void
put_same(struct lm_put *o, struct lm_col *c, const struct lm_val *v)
{
    lm_put_not_null(c, o->row);
    switch (c->kind) {
    case LM_K_BOOL:
        c->b[o->row] = (uint8_t)v->i;
        break;
    case LM_K_INT:
        c->i[o->row] = v->i;
        break;
    case LM_K_F64:
        c->f[o->row] = v->f;
        if (c->text != NULL)
            c->text[o->row] = lm_val_text(v);
        break;
    default:
        assert(c->kind == LM_K_STR || c->kind == LM_K_JSON);
        c->s[o->row] = lm_val_text(v);
        break;
    }
}

void
lm_put_val(struct lm_put *o, struct lm_col *c, uint32_t want, const struct lm_val *v)
{
    assert(o->row < o->cap);
    assert(v->kind != LM_K_DYN);
    if (c->kind != LM_K_DYN) {
        if (v->kind == LM_K_NULL || v->kind == LM_K_MISSING) {
            if (c->kind != LM_K_NULL)
                put_null(o, c);
            return;
        }
        if (c->kind == LM_K_NULL && v->kind != LM_K_DEC)
            put_first(o, c, want, (enum lm_kind)v->kind);
        if (c->kind == (enum lm_kind)v->kind) {
            put_same(o, c, v);
            return;
        }
        assert((want & LM_WANT_TEXT) == 0);
        put_mixed(o, c);
    }
    c->y[o->row] = *v;
    if (v->kind == LM_K_F64 && (want & LM_WANT_SPELLING) == 0)
        c->y[o->row].p = NULL;
}

bool
lm_put_number(struct lm_put *o, struct lm_col *c, uint32_t want, struct lm_str text)
{
    struct lm_val v = {.kind = LM_K_F64, .p = text.p, .n = (uint32_t)text.n};
    int64_t i = 0;
    double f = 0;
    int scale = 0;

    switch (lm_num_parse(text, &i, &f)) {
    case LM_NUM_INT:
        lm_put_int(o, c, want, i);
        return true;
    case LM_NUM_REAL:
        v.f = f;
        break;
    case LM_NUM_BIG:
        if (lm_dec_parse(text, &v.d, &scale))
            v.kind = LM_K_DEC;
        else
            v.f = f;
        break;
    default:
        return false;
    }
    lm_put_val(o, c, want, &v);
    return true;
}
