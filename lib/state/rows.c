/* rows.c -- rows that outlive their batch: packed, by arrival, found again by their values. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A value is packed as one byte of kind and what the kind needs, unaligned:
 *
 *     kind                     BOOL: 1 byte; INT F64 DATE TIME TS: 8; IVL: 16
 *     kind scale               DEC: 16 bytes
 *     kind n(4) bytes          STR BYTES JSON
 *     kind|0x80 ... n(4) text  a number with the text it was written with
 *
 * Dropped rows leave a hole in `at`, which is closed up when half of it is holes. Buckets hold the
 * rows by a hash of their keys (lm_val_key), so 1 and 1.0 are found for each other.
 */
#include "state/rows.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"

enum { ROWS_WRITTEN = 0x80 };

static void rows_compact(struct lm_rows *s);
static void rows_make_buckets(struct lm_rows *s);

void
lm_rows_init(struct lm_rows *s, uint32_t ncol, bool findable)
{
    memset(s, 0, sizeof *s);
    s->ncol = ncol;
    s->findable = findable;
    lm_pool_home_init(&s->home);
    lm_pool_init(&s->pool, &s->home);
}

void
lm_rows_fini(struct lm_rows *s)
{
    lm_rows_reset(s);
    lm_pool_home_fini(&s->home);
    lm_buf_fini(&s->pack);
}

void
lm_rows_reset(struct lm_rows *s)
{
    lm_pool_reset(&s->pool);
    s->at = NULL;
    s->bucket = NULL;
    s->n = s->cap = s->live = s->bucket_bits = 0;
}

uint64_t
lm_rows_bytes(const struct lm_rows *s)
{
    return s->home.used_bytes;
}

static void
pack_text(struct lm_buf *b, const struct lm_val *v)
{
    lm_buf_add(b, &v->n, sizeof v->n);
    lm_buf_add(b, v->p, v->n);
}

static void
pack_val(struct lm_buf *b, const struct lm_val *v)
{
    bool number = v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC;
    bool written = number && v->p != NULL;

    assert(v->kind != LM_K_DYN);
    lm_buf_addc(b, (char)(v->kind | (written ? ROWS_WRITTEN : 0)));
    switch (v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        break;
    case LM_K_BOOL:
        lm_buf_addc(b, (char)v->i);
        break;
    case LM_K_DEC:
        lm_buf_addc(b, (char)v->scale);
        lm_buf_add(b, &v->d, sizeof v->d);
        break;
    case LM_K_IVL:
        lm_buf_add(b, &v->ivl, sizeof v->ivl);
        break;
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON:
        pack_text(b, v);
        break;
    default:
        lm_buf_add(b, &v->i, sizeof v->i);
        break;
    }
    if (written)
        pack_text(b, v);
}

static const uint8_t *
unpack_text(const uint8_t *p, struct lm_val *v)
{
    memcpy(&v->n, p, sizeof v->n);
    v->p = (const char *)p + sizeof v->n;
    return p + sizeof v->n + v->n;
}

static const uint8_t *
unpack_val(const uint8_t *p, struct lm_val *v)
{
    bool written = (*p & ROWS_WRITTEN) != 0;

    *v = (struct lm_val){.kind = *p++ & (ROWS_WRITTEN - 1)};
    assert(v->kind < LM_K_KINDS);
    switch (v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        break;
    case LM_K_BOOL:
        v->i = *p++;
        break;
    case LM_K_DEC:
        v->scale = *p++;
        memcpy(&v->d, p, sizeof v->d);
        p += sizeof v->d;
        break;
    case LM_K_IVL:
        memcpy(&v->ivl, p, sizeof v->ivl);
        p += sizeof v->ivl;
        break;
    case LM_K_STR:
    case LM_K_BYTES:
    case LM_K_JSON:
        p = unpack_text(p, v);
        break;
    default:
        memcpy(&v->i, p, sizeof v->i);
        p += sizeof v->i;
        break;
    }
    return written ? unpack_text(p, v) : p;
}

void
lm_row_get(const struct lm_row *row, uint32_t n, struct lm_val *v)
{
    const uint8_t *p = row->data;

    for (uint32_t i = 0; i < n; i++)
        p = unpack_val(p, &v[i]);
    assert(p <= row->data + row->bytes);
}

void
lm_row_of_batch(const struct lm_batch *b, uint32_t r, struct lm_val *v)
{
    assert(r < b->nrow);
    for (uint32_t i = 0; i < b->ncol; i++)
        v[i] = lm_col_get(&b->cols[i], r);
}

static uint32_t
rows_hash(struct lm_rows *s, const struct lm_val *v)
{
    s->pack.n = 0;
    for (uint32_t i = 0; i < s->ncol; i++)
        lm_val_key(&s->pack, &v[i]);
    return (uint32_t)(lm_hash_bytes(s->pack.p, s->pack.n) >> 32);
}

static struct lm_row *
rows_make(struct lm_rows *s, const struct lm_val *v)
{
    uint32_t hash = s->findable ? rows_hash(s, v) : 0;

    s->pack.n = 0;
    for (uint32_t i = 0; i < s->ncol; i++)
        pack_val(&s->pack, &v[i]);
    assert(s->pack.n < UINT32_MAX);
    struct lm_row *row = lm_pool_take(&s->pool, sizeof *row + s->pack.n);
    *row = (struct lm_row){.weight = 1, .hash = hash, .bytes = (uint32_t)s->pack.n};
    if (s->pack.n > 0)
        memcpy(row->data, s->pack.p, s->pack.n);
    return row;
}

static void
rows_link(struct lm_rows *s, struct lm_row *row)
{
    if (!s->findable)
        return;
    if (s->bucket == NULL || s->live > 1u << s->bucket_bits) {
        rows_make_buckets(s);
        return;
    }
    struct lm_row **head = &s->bucket[row->hash >> (32 - s->bucket_bits)];
    row->chain = *head;
    *head = row;
}

struct lm_row *
lm_rows_add(struct lm_rows *s, const struct lm_val *v, uint64_t seq, int64_t ts)
{
    struct lm_row *row = rows_make(s, v);

    if (s->n == s->cap)
        rows_compact(s);
    row->seq = seq;
    row->ts = ts;
    row->at = s->n;
    s->at[s->n++] = row;
    s->live++;
    rows_link(s, row);
    return row;
}

/* Closes the holes, or makes room where there are few. */
static void
rows_compact(struct lm_rows *s)
{
    uint32_t n = 0, cap = s->cap;

    if (s->live >= s->n / 2) {
        cap = cap == 0 ? 16 : cap * 2;
        assert(cap > s->cap);
        struct lm_row **at = lm_pool_take(&s->pool, cap * sizeof *at);
        if (s->n > 0)
            memcpy(at, s->at, s->n * sizeof *at);
        if (s->at != NULL)
            lm_pool_give(&s->pool, s->at, s->cap * sizeof *at);
        s->at = at;
        s->cap = cap;
    }
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->at[i] == NULL)
            continue;
        s->at[i]->at = n;
        s->at[n++] = s->at[i];
    }
    assert(n == s->live);
    s->n = n;
}

/* In order of arrival, so that the newest of a chain stands first. */
static void
rows_make_buckets(struct lm_rows *s)
{
    if (s->bucket != NULL)
        lm_pool_give(&s->pool, s->bucket, sizeof *s->bucket << s->bucket_bits);
    s->bucket_bits = s->bucket == NULL ? 4 : s->bucket_bits + 2;
    assert(s->bucket_bits < 32);
    size_t bytes = sizeof *s->bucket << s->bucket_bits;
    s->bucket = memset(lm_pool_take(&s->pool, bytes), 0, bytes);
    for (uint32_t i = 0; i < s->n; i++) {
        struct lm_row *row = s->at[i];
        if (row == NULL || row->chain == row)
            continue;
        struct lm_row **head = &s->bucket[row->hash >> (32 - s->bucket_bits)];
        row->chain = *head;
        *head = row;
    }
}

static bool
rows_equal(const struct lm_rows *s, const struct lm_row *row, const struct lm_val *v)
{
    const uint8_t *p = row->data;
    struct lm_val mine;

    for (uint32_t i = 0; i < s->ncol; i++) {
        p = unpack_val(p, &mine);
        if (lm_val_order(&mine, &v[i]) != 0)
            return false;
    }
    return true;
}

struct lm_row *
lm_rows_find(struct lm_rows *s, const struct lm_val *v)
{
    assert(s->findable);
    if (s->bucket == NULL || s->live == 0)
        return NULL;
    uint32_t hash = rows_hash(s, v);
    struct lm_row *row = s->bucket[hash >> (32 - s->bucket_bits)];
    while (row != NULL && (row->hash != hash || !rows_equal(s, row, v)))
        row = row->chain;
    return row;
}

static void
rows_unlink(struct lm_rows *s, struct lm_row *row)
{
    if (!s->findable || row->chain == row)
        return;
    struct lm_row **p = &s->bucket[row->hash >> (32 - s->bucket_bits)];
    while (*p != row)
        p = &(*p)->chain;
    *p = row->chain;
}

void
lm_rows_hide(struct lm_rows *s, struct lm_row *row)
{
    assert(s->at[row->at] == row);
    rows_unlink(s, row);
    if (s->findable)
        row->chain = row;
}

void
lm_rows_drop(struct lm_rows *s, struct lm_row *row)
{
    assert(s->at[row->at] == row);
    rows_unlink(s, row);
    s->at[row->at] = NULL;
    s->live--;
    while (s->n > 0 && s->at[s->n - 1] == NULL)
        s->n--;
    lm_pool_give(&s->pool, row, sizeof *row + row->bytes);
}

struct lm_row *
lm_rows_replace(struct lm_rows *s, struct lm_row *old, const struct lm_val *v, uint64_t seq,
                int64_t ts)
{
    struct lm_row *row = rows_make(s, v);

    assert(s->at[old->at] == old);
    row->seq = seq;
    row->ts = ts;
    row->at = old->at;
    rows_unlink(s, old);
    s->at[row->at] = row;
    rows_link(s, row);
    lm_pool_give(&s->pool, old, sizeof *old + old->bytes);
    return row;
}

/* A number as it prints: as it was written, or by its value. */
static struct lm_str
row_number(const struct lm_val *v, char *to)
{
    if (v->p != NULL)
        return lm_val_text(v);
    switch (v->kind) {
    case LM_K_INT:
        return (struct lm_str){to, lm_i64_print(v->i, to)};
    case LM_K_F64:
        return (struct lm_str){to, lm_f64_print(v->f, to)};
    default:
        return (struct lm_str){to, lm_dec_print(v->d, v->scale, to)};
    }
}

static bool
row_same_val(const struct lm_val *a, const struct lm_val *b)
{
    char text_a[LM_DEC_TEXT], text_b[LM_DEC_TEXT];

    if (lm_val_order(a, b) != 0)
        return false;
    if (a->kind != LM_K_INT && a->kind != LM_K_F64 && a->kind != LM_K_DEC)
        return a->kind == b->kind || (lm_val_is_null(a) && lm_val_is_null(b));
    if (a->p == NULL && b->p == NULL && a->kind == b->kind && a->kind == LM_K_INT)
        return true;
    return lm_str_eq(row_number(a, text_a), row_number(b, text_b));
}

bool
lm_row_same(const struct lm_val *a, const struct lm_val *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!row_same_val(&a[i], &b[i]))
            return false;
    }
    return true;
}
