/* agg_bag.c -- keeps the rows of an aggregate: for an order, and to take rows back. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A state holds pointers to its rows: first a stretch that is sorted as the aggregate wants it,
 * then those that came since. The answer sorts the rest and merges it in: a few rows by insertion,
 * so that an answer after each row costs a search and a move of pointers. The first retraction
 * makes buckets by the hash of the arguments; a row with the same time goes first, else the newest
 * equal one.
 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "expr/agg_priv.h"

struct bag {
    struct lm_agg_row **at; /* [n] of cap */
    uint32_t n;
    uint32_t cap;
    uint32_t nsorted; /* at[0..nsorted) stand in order */
    uint32_t bucket_bits;
    struct lm_agg_row **bucket; /* [1 << bucket_bits]; NULL: nothing has been taken back yet */
};

enum { BAG_INSERT_MAX = 16, BAG_FIRST = 4, BAG_ARGS = LM_AGG_ARGS };

static lm_agg_size_f bag_size;
static lm_agg_add_f bag_add;
static lm_agg_merge_f bag_merge;
static lm_agg_result_f bag_result;
static lm_agg_fini_f bag_fini;

const struct lm_agg_type lm_agg_bag = {
    .name = "bag",
    .retracts = true,
    .size = bag_size,
    .add = bag_add,
    .merge = bag_merge,
    .result = bag_result,
    .fini = bag_fini,
};

uint64_t
lm_agg_hash(const struct lm_val *v)
{
    struct lm_val n;

    switch (v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        return 0x9e3779b97f4a7c15;
    case LM_K_INT:
        return lm_hash_word((uint64_t)v->i);
    case LM_K_F64:
    case LM_K_DEC: {
        /* Whole numbers as INT; others by their nearest double, whatever their kind. */
        double f = lm_val_double(v);
        n = *v;
        if (v->kind == LM_K_F64 && f >= -0x1p63 && f < 0x1p63 && (double)(int64_t)f == f)
            return lm_hash_word((uint64_t)(int64_t)f);
        while (n.kind == LM_K_DEC && n.scale > 0 && n.d % 10 == 0) {
            n.d /= 10;
            n.scale--;
        }
        if (n.kind == LM_K_DEC && n.scale == 0 && n.d == (int64_t)n.d)
            return lm_hash_word((uint64_t)n.d);
        return isnan(f) ? 7 : lm_hash_bytes(&f, sizeof f);
    }
    case LM_K_STR:
    case LM_K_BYTES:
        return lm_hash_bytes(v->p, v->n) + v->kind;
    case LM_K_JSON: {
        struct lm_buf key = {0};
        lm_val_key(&key, v);
        uint64_t hash = lm_hash_bytes(key.p, key.n);
        lm_buf_fini(&key);
        return hash;
    }
    case LM_K_DATE:
        return lm_hash_word((uint64_t)v->i * (uint64_t)LM_US_DAY) + 3;
    case LM_K_TS:
        return lm_hash_word((uint64_t)v->i) + 3;
    case LM_K_IVL: {
        __int128 length = lm_ivl_length(v->ivl);
        return lm_hash_bytes(&length, sizeof length);
    }
    default:
        return lm_hash_word((uint64_t)v->i) + 1;
    }
}

static size_t
bag_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct bag) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct bag);
}

static size_t
bag_row_bytes(const struct lm_agg *a)
{
    return sizeof(struct lm_agg_row) + a->narg * sizeof(struct lm_val);
}

/* Borrows the arguments of row r; whether it takes part. Where numbers are asked for a text becomes
 * the number it has. */
static bool
bag_take_row(const struct lm_agg *a, const struct lm_col *const *arg, uint32_t r,
             struct lm_val *out)
{
    uint32_t decides = a->base->sorted == LM_AGG_BY_SECOND ? 1 : 0;

    for (uint32_t i = 0; i < a->narg; i++)
        out[i] = lm_col_get(arg[i], r);
    if (lm_val_is_null(&out[decides]))
        return a->base->nulls || a->respect_nulls;
    return a->base->signature[0] != 'n' || lm_val_number(&out[0], &out[0]);
}

static int
bag_order(const struct lm_agg *a, const struct lm_agg_row *x, const struct lm_agg_row *y)
{
    int order = 0;

    for (uint32_t i = 0; i < a->norder && order == 0; i++)
        order = lm_sort_order(&x->arg[a->nvalue + i], &y->arg[a->nvalue + i], a->order_flags[i]);
    if (a->norder == 0 && a->base->sorted == LM_AGG_BY_VALUE)
        order = lm_val_order(&x->arg[0], &y->arg[0]);
    else if (a->norder == 0 && a->base->sorted == LM_AGG_BY_SECOND)
        order = lm_val_order(&x->arg[1], &y->arg[1]);
    else if (a->norder == 0 && a->base->sorted == LM_AGG_BY_TIME)
        order = (x->ts > y->ts) - (x->ts < y->ts);
    return order != 0 ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

/* First place in at[0..n) whose row stands behind x. */
static uint32_t
bag_place(const struct lm_agg *a, struct lm_agg_row *const *at, uint32_t n,
          const struct lm_agg_row *x)
{
    uint32_t low = 0;

    while (n > 0) {
        uint32_t half = n / 2;
        if (bag_order(a, at[low + half], x) <= 0) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

/* Merges from[0..m) and from[m..n), each in order, into to. */
static void
bag_merge_runs(const struct lm_agg *a, struct lm_agg_row **from, uint32_t m, uint32_t n,
               struct lm_agg_row **to)
{
    uint32_t i = 0, j = m;

    assert(m <= n);
    for (uint32_t k = 0; k < n; k++) {
        bool left = i < m && (j == n || bag_order(a, from[i], from[j]) <= 0);
        to[k] = from[left ? i++ : j++];
    }
}

static void
bag_sort_run(const struct lm_agg *a, struct lm_agg_row **at, uint32_t n, struct lm_agg_row **tmp)
{
    for (uint32_t width = 1; width < n; width *= 2) {
        for (uint32_t i = 0; i + width < n; i += 2 * width) {
            uint32_t run = n - i < 2 * width ? n - i : 2 * width;
            if (bag_order(a, at[i + width - 1], at[i + width]) <= 0)
                continue;
            bag_merge_runs(a, at + i, width, run, tmp);
            memcpy(at + i, tmp, run * sizeof *at);
        }
        if (width > UINT32_MAX / 4)
            break;
    }
}

static void
bag_sort(const struct lm_agg *a, struct bag *b, struct lm_arena *arena)
{
    while (b->nsorted < b->n &&
           (b->nsorted == 0 || bag_order(a, b->at[b->nsorted - 1], b->at[b->nsorted]) <= 0))
        b->nsorted++;
    while (b->nsorted < b->n && b->n - b->nsorted <= BAG_INSERT_MAX) {
        struct lm_agg_row *x = b->at[b->nsorted];
        uint32_t to = bag_place(a, b->at, b->nsorted, x);
        memmove(b->at + to + 1, b->at + to, (b->nsorted - to) * sizeof *b->at);
        b->at[to] = x;
        b->nsorted++;
    }
    if (b->nsorted == b->n)
        return;
    struct lm_agg_row **tmp = lm_alloc_raw(arena, b->n * sizeof *tmp);
    bag_sort_run(a, b->at + b->nsorted, b->n - b->nsorted, tmp);
    bag_merge_runs(a, b->at, b->nsorted, b->n, tmp);
    memcpy(b->at, tmp, b->n * sizeof *tmp);
    b->nsorted = b->n;
}

static uint64_t
bag_hash_row(const struct lm_agg *a, const struct lm_val *arg)
{
    uint64_t h = a->narg;

    for (uint32_t i = 0; i < a->narg; i++)
        h = lm_hash_word(h + lm_agg_hash(&arg[i]));
    return h;
}

static void
bag_link(struct bag *b, struct lm_agg_row *x)
{
    struct lm_agg_row **head = &b->bucket[x->hash >> (64 - b->bucket_bits)];

    x->chain = *head;
    *head = x;
}

/* Buckets for twice the rows there are; the rows are hashed the first time. */
static void
bag_make_buckets(const struct lm_agg *a, struct bag *b, struct lm_agg_mem *mem)
{
    bool hashed = b->bucket != NULL;

    if (hashed)
        mem->give(mem, b->bucket, sizeof *b->bucket << b->bucket_bits);
    for (b->bucket_bits = 3; (1u << b->bucket_bits) < b->n * 2u && b->bucket_bits < 30;)
        b->bucket_bits++;
    size_t bytes = sizeof *b->bucket << b->bucket_bits;
    b->bucket = memset(mem->take(mem, bytes), 0, bytes);
    for (uint32_t i = 0; i < b->n; i++) {
        if (!hashed)
            b->at[i]->hash = bag_hash_row(a, b->at[i]->arg);
        bag_link(b, b->at[i]);
    }
}

static void
bag_append(const struct lm_agg *a, struct bag *b, struct lm_agg_row *x, struct lm_agg_mem *mem)
{
    if (b->n == b->cap) {
        uint32_t cap = b->cap == 0 ? BAG_FIRST : b->cap * 2;
        struct lm_agg_row **at = mem->take(mem, cap * sizeof *at);
        if (b->n > 0)
            memcpy(at, b->at, b->n * sizeof *at);
        if (b->at != NULL)
            mem->give(mem, b->at, b->cap * sizeof *at);
        b->at = at;
        b->cap = cap;
    }
    b->at[b->n++] = x;
    if (b->bucket == NULL)
        return;
    x->hash = bag_hash_row(a, x->arg);
    if (b->n > 1u << b->bucket_bits)
        bag_make_buckets(a, b, mem);
    else
        bag_link(b, x);
}

static void
bag_keep(struct lm_val *to, struct lm_val v, struct lm_agg_mem *mem)
{
    *to = v;
    if (v.p == NULL || v.n == 0)
        return;
    to->p = memcpy(mem->take(mem, v.n), v.p, v.n);
}

static void
bag_free_row(const struct lm_agg *a, struct lm_agg_row *x, struct lm_agg_mem *mem)
{
    for (uint32_t i = 0; i < a->narg; i++) {
        if (x->arg[i].p != NULL && x->arg[i].n > 0)
            mem->give(mem, (char *)x->arg[i].p, x->arg[i].n);
    }
    mem->give(mem, x, bag_row_bytes(a));
}

static bool
bag_equal(const struct lm_agg *a, const struct lm_agg_row *x, const struct lm_agg_row *y)
{
    bool equal = x->hash == y->hash;

    for (uint32_t i = 0; i < a->narg && equal; i++)
        equal = lm_val_order(&x->arg[i], &y->arg[i]) == 0;
    return equal;
}

/* Where the pointer to the row that `like` takes back stands in its chain; NULL: there is none. */
static struct lm_agg_row **
bag_find(const struct lm_agg *a, struct bag *b, const struct lm_agg_row *like)
{
    struct lm_agg_row **found = NULL;

    for (struct lm_agg_row **p = &b->bucket[like->hash >> (64 - b->bucket_bits)]; *p != NULL;
         p = &(*p)->chain) {
        if (!bag_equal(a, *p, like))
            continue;
        if ((*p)->ts == like->ts)
            return p;
        if (found == NULL)
            found = p;
    }
    return found;
}

/* Takes back `times` rows equal to `like`. Retractions of what is not there are not this file's to
 * count. */
static void
bag_remove(const struct lm_agg *a, struct bag *b, struct lm_agg_row *like, int64_t times,
           const struct lm_agg_rows *rows)
{
    if (b->bucket == NULL)
        bag_make_buckets(a, b, rows->mem);
    like->hash = bag_hash_row(a, like->arg);
    while (times > 0) {
        struct lm_agg_row **p = bag_find(a, b, like);
        if (p == NULL)
            return;
        struct lm_agg_row *x = *p;
        int64_t n = x->weight < times ? x->weight : times;
        times -= n;
        x->weight -= n;
        if (x->weight > 0)
            return;
        *p = x->chain;
        bag_sort(a, b, rows->x->arena);
        uint32_t place = bag_place(a, b->at, b->n, x) - 1;
        while (b->at[place] != x)
            place--;
        memmove(b->at + place, b->at + place + 1, (b->n - place - 1) * sizeof *b->at);
        b->n--;
        b->nsorted--;
        bag_free_row(a, x, rows->mem);
    }
}

static void
bag_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    struct lm_agg_mem *mem = rows->mem;
    uint64_t room[(sizeof(struct lm_agg_row) + BAG_ARGS * sizeof(struct lm_val)) / 8]
        __attribute__((aligned(16)));
    struct lm_agg_row *like = (struct lm_agg_row *)room;

    assert(a->base->rows != NULL && a->narg <= BAG_ARGS);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        int64_t w = lm_agg_weight(rows, r);
        if (w == 0 || !bag_take_row(a, rows->arg, r, like->arg))
            continue;
        like->ts = rows->ts != NULL ? rows->ts[r] : LM_NO_TIME;
        like->seq = rows->seq0 + r;
        like->weight = w;
        like->chain = NULL;
        like->hash = 0;
        if (w < 0) {
            bag_remove(a, rows->states[k], like, -w, rows);
            continue;
        }
        struct lm_agg_row *x = memcpy(mem->take(mem, bag_row_bytes(a)), like, bag_row_bytes(a));
        for (uint32_t i = 0; i < a->narg; i++)
            bag_keep(&x->arg[i], x->arg[i], mem);
        bag_append(a, rows->states[k], x, mem);
    }
}

static void
bag_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct bag *f = from;

    for (uint32_t i = 0; i < f->n; i++) {
        struct lm_agg_row *x = memcpy(mem->take(mem, bag_row_bytes(a)), f->at[i], bag_row_bytes(a));
        for (uint32_t j = 0; j < a->narg; j++)
            bag_keep(&x->arg[j], x->arg[j], mem);
        bag_append(a, into, x, mem);
    }
}

/* Sorting changes where the pointers stand, not what is in the bag. */
static void
bag_result(const struct lm_agg *a, const void *state, struct lm_arena *arena, struct lm_val *out)
{
    struct bag *b = (struct bag *)(uintptr_t)state;

    *out = LM_VAL_NULL;
    bag_sort(a, b, arena);
    if (b->n > 0)
        a->base->rows(a, (const struct lm_agg_row *const *)b->at, b->n, arena, out);
}

static void
bag_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct bag *b = state;

    for (uint32_t i = 0; i < b->n; i++)
        bag_free_row(a, b->at[i], mem);
    if (b->at != NULL)
        mem->give(mem, b->at, b->cap * sizeof *b->at);
    if (b->bucket != NULL)
        mem->give(mem, b->bucket, sizeof *b->bucket << b->bucket_bits);
    *b = (struct bag){0};
}
