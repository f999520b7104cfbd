/* agg_distinct.c -- DISTINCT inside an aggregate: it sees each value once. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * In front of the inner aggregate's state stands a table of the values with their weights. The row
 * that brings a value goes on to the inner aggregate, so does the one that takes the last of them
 * away. When states are merged the values that are new here are added one by one, since the inner
 * states overlap. Where the inner aggregate only counts or calculates, whole numbers need no more
 * than their value: they stand in a set of integers. Rows are looked at in groups, whose memory is
 * asked for ahead.
 */
#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "expr/agg_priv.h"
#include "expr/intset.h"
#include "expr/kernels.h"

struct distinct {
    struct lm_agg_row **bucket; /* [1 << bits], chains of values; NULL: none yet */
    uint32_t bits;
    uint32_t n;
    struct lm_intset ints;
};

enum { DISTINCT_AHEAD = 32, DISTINCT_NEAR_BITS = 16 };

static lm_agg_size_f distinct_size;
static lm_agg_init_f distinct_init;
static lm_agg_add_f distinct_add;
static lm_agg_merge_f distinct_merge;
static lm_agg_result_f distinct_result;
static lm_agg_fini_f distinct_fini;

const struct lm_agg_type lm_agg_distinct = {
    .name = "distinct",
    .retracts = true,
    .size = distinct_size,
    .init = distinct_init,
    .add = distinct_add,
    .merge = distinct_merge,
    .result = distinct_result,
    .fini = distinct_fini,
};

static size_t
distinct_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct distinct) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct distinct) + a->inner->size(a);
}

static void
distinct_init(const struct lm_agg *a, void *state)
{
    if (a->inner->init != NULL)
        a->inner->init(a, (struct distinct *)state + 1);
}

static size_t
distinct_row_bytes(const struct lm_agg *a)
{
    return sizeof(struct lm_agg_row) + a->narg * sizeof(struct lm_val);
}

/* Of a row with its texts behind it. */
static size_t
distinct_kept_bytes(const struct lm_agg *a, const struct lm_agg_row *x)
{
    size_t bytes = distinct_row_bytes(a);

    for (uint32_t i = 0; i < a->narg; i++)
        bytes += x->arg[i].p != NULL ? x->arg[i].n : 0;
    return bytes;
}

/* Whether v may stand in the set of integers, as *i. The aggregates that keep rows want its
 * spelling. */
static bool
distinct_whole(const struct lm_agg *a, const struct lm_val *v, int64_t *i)
{
    if (a->nvalue != 1 || a->base->rows != NULL)
        return false;
    if (v->kind == LM_K_INT) {
        *i = v->i;
        return true;
    }
    if (v->kind != LM_K_F64 || !(v->f >= -0x1p63 && v->f < 0x1p63) || (double)(int64_t)v->f != v->f)
        return false;
    *i = (int64_t)v->f;
    return true;
}

static void
distinct_grow(struct distinct *d, struct lm_agg_mem *mem)
{
    uint32_t bits = d->bucket == NULL ? 3 : d->bits + 2;
    size_t bytes = sizeof *d->bucket << bits;
    struct lm_agg_row **bucket = memset(mem->take(mem, bytes), 0, bytes);

    assert(bits < 32);
    for (uint32_t i = 0; d->bucket != NULL && i < 1u << d->bits; i++) {
        struct lm_agg_row *next = NULL;
        for (struct lm_agg_row *x = d->bucket[i]; x != NULL; x = next) {
            next = x->chain;
            x->chain = bucket[x->hash >> (64 - bits)];
            bucket[x->hash >> (64 - bits)] = x;
        }
    }
    if (d->bucket != NULL)
        mem->give(mem, d->bucket, sizeof *d->bucket << d->bits);
    d->bucket = bucket;
    d->bits = bits;
}

static uint64_t
distinct_hash(const struct lm_agg *a, const struct lm_val *v)
{
    uint64_t h = lm_agg_hash(&v[0]);

    for (uint32_t i = 1; i < a->nvalue; i++)
        h = lm_hash_word(h + lm_agg_hash(&v[i]));
    return lm_hash_word(h);
}

static inline bool
distinct_equal(const struct lm_val *a, const struct lm_val *b)
{
    if (a->kind == LM_K_STR && b->kind == LM_K_STR)
        return lm_text_is(lm_val_text(a), lm_val_text(b));
    return lm_val_order(a, b) == 0;
}

static struct lm_agg_row **
distinct_find(const struct lm_agg *a, struct distinct *d, const struct lm_val *v, uint64_t hash)
{
    if (d->bucket == NULL)
        return NULL;
    for (struct lm_agg_row **p = &d->bucket[hash >> (64 - d->bits)]; *p != NULL; p = &(*p)->chain) {
        bool equal = (*p)->hash == hash;
        for (uint32_t i = 0; i < a->nvalue && equal; i++)
            equal = distinct_equal(&(*p)->arg[i], &v[i]);
        if (equal)
            return p;
    }
    return NULL;
}

static void
distinct_insert(const struct lm_agg *a, struct distinct *d, const struct lm_agg_row *like,
                struct lm_agg_mem *mem)
{
    struct lm_agg_row *x = mem->take(mem, distinct_kept_bytes(a, like));
    char *text = (char *)x + distinct_row_bytes(a);

    if (d->bucket == NULL || d->n >= 1u << d->bits)
        distinct_grow(d, mem);
    memcpy(x, like, distinct_row_bytes(a));
    for (uint32_t i = 0; i < a->narg; i++) {
        if (x->arg[i].p == NULL || x->arg[i].n == 0)
            continue;
        x->arg[i].p = memcpy(text, x->arg[i].p, x->arg[i].n);
        text += x->arg[i].n;
    }
    x->chain = d->bucket[x->hash >> (64 - d->bits)];
    d->bucket[x->hash >> (64 - d->bits)] = x;
    d->n++;
}

static void
distinct_free(const struct lm_agg *a, struct lm_agg_row *x, struct lm_agg_mem *mem)
{
    mem->give(mem, x, distinct_kept_bytes(a, x));
}

/* What the inner aggregate is told of a row with weight w: 1 the value is new, -1 it is gone, else
 * 0. */
static int
distinct_step(const struct lm_agg *a, struct distinct *d, struct lm_agg_row *row, int64_t w,
              struct lm_agg_mem *mem)
{
    int64_t whole;

    if (distinct_whole(a, &row->arg[0], &whole))
        return lm_intset_add(&d->ints, whole, w, mem);
    struct lm_agg_row **p = distinct_find(a, d, row->arg, row->hash);
    if (p == NULL) {
        if (w <= 0)
            return 0;
        row->weight = w;
        distinct_insert(a, d, row, mem);
        return 1;
    }
    struct lm_agg_row *x = *p;
    x->weight += w;
    if (x->weight > 0)
        return 0;
    *p = x->chain;
    d->n--;
    distinct_free(a, x, mem);
    return -1;
}

/* Hands on the rows gathered so far, all with the weight `step`. */
static void
distinct_hand_on(const struct lm_agg *a, const struct lm_agg_rows *rows, struct lm_agg_rows *inner,
                 int step)
{
    static const int32_t gone[LM_BATCH_ROWS] = {[0 ... LM_BATCH_ROWS - 1] = -1};

    if (inner->sel.n == 0)
        return;
    inner->weight = step < 0 ? gone : NULL;
    a->inner->add(a, inner);
    assert(inner->arg == rows->arg);
    inner->sel.n = 0;
}

/* Fills row from row r of the batch and asks for what distinct_step will look at. */
static void
distinct_ahead(const struct lm_agg *a, const struct lm_agg_rows *rows, uint32_t k,
               struct lm_agg_row *row)
{
    const struct distinct *d = rows->states[k];
    uint32_t r = lm_sel_row(rows->sel, k);
    int64_t whole;

    row->chain = NULL;
    row->ts = rows->ts != NULL ? rows->ts[r] : LM_NO_TIME;
    row->seq = rows->seq0 + r;
    for (uint32_t i = 0; i < a->narg; i++)
        row->arg[i] = rows->arg[i]->kind == LM_K_STR ? lm_col_val(rows->arg[i], r)
                                                     : lm_col_get(rows->arg[i], r);
    if (distinct_whole(a, &row->arg[0], &whole)) {
        lm_intset_prefetch(&d->ints, whole);
        return;
    }
    row->hash = distinct_hash(a, row->arg);
    if (d->bucket != NULL)
        __builtin_prefetch(&d->bucket[row->hash >> (64 - d->bits)]);
}

/* The heads of the chains that the buckets point to, and their texts, which lie behind them. */
static void
distinct_ahead_more(const struct distinct *d, const struct lm_agg_row *row)
{
    if (d->bucket == NULL)
        return;
    const struct lm_agg_row *x = d->bucket[row->hash >> (64 - d->bits)];
    __builtin_prefetch(x);
    __builtin_prefetch((const char *)x + sizeof *x + sizeof row->arg[0]);
}

/* What the inner aggregate is to be told of each row: step[k], see distinct_step. */
static void
distinct_step_rows(const struct lm_agg *a, const struct lm_agg_rows *rows, struct lm_arena *arena,
                   int8_t *step)
{
    size_t stride = distinct_row_bytes(a);
    char *row = lm_alloc(arena, DISTINCT_AHEAD * stride);

    for (uint32_t begin = 0; begin < rows->sel.n; begin += DISTINCT_AHEAD) {
        uint32_t n = rows->sel.n - begin < DISTINCT_AHEAD ? rows->sel.n - begin : DISTINCT_AHEAD;
        for (uint32_t k = 0; k < n; k++)
            distinct_ahead(a, rows, begin + k, (struct lm_agg_row *)(row + k * stride));
        for (uint32_t k = 0; k < n; k++)
            distinct_ahead_more(rows->states[begin + k], (struct lm_agg_row *)(row + k * stride));
        for (uint32_t k = 0; k < n; k++) {
            struct lm_agg_row *x = (struct lm_agg_row *)(row + k * stride);
            int64_t w = lm_agg_weight(rows, lm_sel_row(rows->sel, begin + k));
            step[begin + k] = (int8_t)distinct_step(a, rows->states[begin + k], x, w, rows->mem);
        }
    }
}

/* The same for a column of whole numbers. */
static void
distinct_step_ints(const struct lm_agg_rows *rows, int8_t *step)
{
    const int64_t *v = rows->arg[0]->i;
    struct distinct *one = rows->states[0];

    /* While the set is in the cache, waiting for a slot costs less than asking for it beforehand. */
    if (rows->weight == NULL && one->ints.bits < DISTINCT_NEAR_BITS && lm_agg_one_state(rows)) {
        lm_intset_add_all(&one->ints, v, rows->sel, step, rows->mem);
        return;
    }
    for (uint32_t begin = 0; begin < rows->sel.n; begin += DISTINCT_AHEAD) {
        uint32_t n = rows->sel.n - begin < DISTINCT_AHEAD ? rows->sel.n - begin : DISTINCT_AHEAD;
        for (uint32_t k = begin; k < begin + n; k++)
            lm_intset_prefetch(&((struct distinct *)rows->states[k])->ints,
                               v[lm_sel_row(rows->sel, k)]);
        for (uint32_t k = begin; k < begin + n; k++) {
            uint32_t r = lm_sel_row(rows->sel, k);
            step[k] = (int8_t)lm_intset_add(&((struct distinct *)rows->states[k])->ints, v[r],
                                            lm_agg_weight(rows, r), rows->mem);
        }
    }
}

static void
distinct_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    struct lm_arena *arena = rows->x->arena;
    const struct lm_col *c = rows->arg[0];
    uint16_t *sel = lm_alloc_raw(arena, rows->sel.n * sizeof *sel);
    void **states = lm_alloc_raw(arena, rows->sel.n * sizeof *states);
    int8_t *step = lm_alloc_raw(arena, rows->sel.n);
    struct lm_agg_rows inner = *rows;
    int last = 1;

    assert(a->narg > 0);
    if (a->nvalue == 1 && a->base->rows == NULL && c->kind == LM_K_INT && c->null == NULL)
        distinct_step_ints(rows, step);
    else
        distinct_step_rows(a, rows, arena, step);
    inner.sel = (struct lm_sel){sel, 0};
    inner.states = states;
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        if (step[k] == 0)
            continue;
        if (step[k] != last)
            distinct_hand_on(a, rows, &inner, last);
        last = step[k];
        sel[inner.sel.n] = (uint16_t)lm_sel_row(rows->sel, k);
        states[inner.sel.n++] = (struct distinct *)rows->states[k] + 1;
    }
    distinct_hand_on(a, rows, &inner, last);
}

/* Adds one row, which is not in a batch, to the inner aggregate. */
static void
distinct_add_one(const struct lm_agg *a, void *state, struct lm_agg_row *x, struct lm_agg_mem *mem)
{
    struct lm_col col[LM_AGG_ARGS];
    const struct lm_col *arg[LM_AGG_ARGS];
    const struct lm_agg_rows rows = {
        .sel = lm_sel_all(1),
        .states = &state,
        .arg = arg,
        .ts = &x->ts,
        .seq0 = x->seq,
        .mem = mem,
    };

    assert(a->narg <= LM_AGG_ARGS);
    for (uint32_t i = 0; i < a->narg; i++) {
        col[i] = (struct lm_col){.kind = LM_K_DYN, .y = &x->arg[i]};
        arg[i] = &col[i];
    }
    a->inner->add(a, &rows);
}

static void
distinct_merge_int(const struct lm_agg *a, struct distinct *d, struct lm_intset_slot from,
                   struct lm_agg_mem *mem)
{
    uint64_t room[(sizeof(struct lm_agg_row) + sizeof(struct lm_val)) / 8]
        __attribute__((aligned(16))) = {0};
    struct lm_agg_row *x = (struct lm_agg_row *)room;

    assert(a->narg == 1);
    x->arg[0] = lm_val_int(from.value);
    if (from.weight > 0 && lm_intset_add(&d->ints, from.value, from.weight, mem) > 0)
        distinct_add_one(a, d + 1, x, mem);
}

static void
distinct_merge_ints(const struct lm_agg *a, struct distinct *d, const struct lm_intset *from,
                    struct lm_agg_mem *mem)
{
    if (from->zero > 0)
        distinct_merge_int(a, d, (struct lm_intset_slot){0, from->zero}, mem);
    for (uint64_t i = 0; from->slot != NULL && i < UINT64_C(1) << from->bits; i++)
        distinct_merge_int(a, d, from->slot[i], mem);
}

static void
distinct_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct distinct *d = into;
    const struct distinct *f = from;

    distinct_merge_ints(a, d, &f->ints, mem);
    for (uint32_t i = 0; f->bucket != NULL && i < 1u << f->bits; i++) {
        for (struct lm_agg_row *x = f->bucket[i]; x != NULL; x = x->chain) {
            struct lm_agg_row **mine = distinct_find(a, d, x->arg, x->hash);
            if (mine != NULL) {
                (*mine)->weight += x->weight;
                continue;
            }
            distinct_insert(a, d, x, mem);
            distinct_add_one(a, d + 1, x, mem);
        }
    }
}

static void
distinct_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                struct lm_val *out)
{
    a->inner->result(a, (const struct distinct *)state + 1, arena, out);
}

static void
distinct_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct distinct *d = state;

    for (uint32_t i = 0; d->bucket != NULL && i < 1u << d->bits; i++) {
        struct lm_agg_row *next = NULL;
        for (struct lm_agg_row *x = d->bucket[i]; x != NULL; x = next) {
            next = x->chain;
            distinct_free(a, x, mem);
        }
    }
    if (d->bucket != NULL)
        mem->give(mem, d->bucket, sizeof *d->bucket << d->bits);
    lm_intset_fini(&d->ints, mem);
    if (a->inner->fini != NULL)
        a->inner->fini(a, d + 1, mem);
    *d = (struct distinct){0};
}
