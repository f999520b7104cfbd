/* agg_hll.c -- APPROX_COUNT_DISTINCT: exact for a few thousand values, then HyperLogLog. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog" (2007), with the estimator of Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017), which needs no tables of
 * corrections. 2^17 registers of a byte: a standard error of 0.29 %. Until there are 8192 values
 * the state is an open hash table of their 64-bit hashes, so small groups are small and exact.
 * States can be merged.
 */
#include <assert.h>
#include <string.h>

#include "expr/agg_priv.h"

enum {
    HLL_BITS = 17,
    HLL_REGISTERS = 1 << HLL_BITS,
    HLL_RANKS = 64 - HLL_BITS + 2,
    HLL_EXACT = 8192
};

struct hll {
    uint64_t *set;      /* [cap] hashes, 0 is free; NULL: none yet, or registers are used */
    uint8_t *registers; /* [HLL_REGISTERS] or NULL */
    uint32_t n;         /* hashes in `set` */
    uint32_t cap;       /* a power of two */
    uint64_t unused;
};

size_t
lm_agg_hll_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct hll) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct hll);
}

static void
hll_register(uint8_t *registers, uint64_t hash)
{
    uint64_t rest = hash << HLL_BITS;
    uint8_t rank = rest == 0 ? 64 - HLL_BITS + 1 : (uint8_t)(__builtin_clzll(rest) + 1);
    uint8_t *r = &registers[hash >> (64 - HLL_BITS)];

    *r = rank > *r ? rank : *r;
}

static bool
hll_set_add(uint64_t *set, uint32_t cap, uint64_t hash)
{
    uint32_t i = (uint32_t)hash & (cap - 1);

    while (set[i] != 0 && set[i] != hash)
        i = (i + 1) & (cap - 1);
    bool fresh = set[i] == 0;
    set[i] = hash;
    return fresh;
}

static void
hll_set_grow(struct hll *h, struct lm_agg_mem *mem)
{
    uint32_t cap = h->cap == 0 ? 8 : h->cap * 2;
    uint64_t *set = memset(mem->take(mem, cap * sizeof *set), 0, cap * sizeof *set);

    for (uint32_t i = 0; i < h->cap; i++) {
        if (h->set[i] != 0)
            hll_set_add(set, cap, h->set[i]);
    }
    if (h->set != NULL)
        mem->give(mem, h->set, h->cap * sizeof *set);
    h->set = set;
    h->cap = cap;
}

static void
hll_to_registers(struct hll *h, struct lm_agg_mem *mem)
{
    assert(h->registers == NULL);
    h->registers = memset(mem->take(mem, HLL_REGISTERS), 0, HLL_REGISTERS);
    for (uint32_t i = 0; i < h->cap; i++) {
        if (h->set[i] != 0)
            hll_register(h->registers, h->set[i]);
    }
    if (h->set != NULL)
        mem->give(mem, h->set, h->cap * sizeof *h->set);
    h->set = NULL;
    h->cap = h->n = 0;
}

static void
hll_add(struct hll *h, uint64_t hash, struct lm_agg_mem *mem)
{
    if (h->registers != NULL) {
        hll_register(h->registers, hash);
        return;
    }
    if ((h->n + 1) * 4 > h->cap * 3)
        hll_set_grow(h, mem);
    h->n += hll_set_add(h->set, h->cap, hash);
    if (h->n > HLL_EXACT)
        hll_to_registers(h, mem);
}

void
lm_agg_hll_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        if (lm_col_is_null(c, r))
            continue;
        struct lm_val v = lm_col_get(c, r);
        uint64_t hash = lm_agg_hash(&v);
        hll_add(rows->states[k], hash != 0 ? hash : 1, rows->mem);
    }
}

void
lm_agg_hll_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct hll *h = into;
    const struct hll *f = from;

    if (f->registers != NULL && h->registers == NULL)
        hll_to_registers(h, mem);
    for (uint32_t i = 0; f->registers != NULL && i < HLL_REGISTERS; i++) {
        if (f->registers[i] > h->registers[i])
            h->registers[i] = f->registers[i];
    }
    for (uint32_t i = 0; i < f->cap; i++) {
        if (f->set[i] != 0)
            hll_add(h, f->set[i], mem);
    }
}

static double
hll_sigma(double x)
{
    double y = 1, z = x, before = -1;

    if (x == 1)
        return INFINITY;
    while (z != before) {
        x *= x;
        before = z;
        z += x * y;
        y += y;
    }
    return z;
}

static double
hll_tau(double x)
{
    double y = 1, z = 1 - x, before = -1;

    if (x == 0 || x == 1)
        return 0;
    while (z != before) {
        x = sqrt(x);
        before = z;
        y *= 0.5;
        z -= (1 - x) * (1 - x) * y;
    }
    return z / 3;
}

static int64_t
hll_estimate(const uint8_t *registers)
{
    uint32_t count[HLL_RANKS] = {0};
    double m = HLL_REGISTERS;

    for (uint32_t i = 0; i < HLL_REGISTERS; i++)
        count[registers[i]]++;
    double z = m * hll_tau(1 - count[HLL_RANKS - 1] / m);
    for (uint32_t k = HLL_RANKS - 2; k >= 1; k--)
        z = 0.5 * (z + count[k]);
    z += m * hll_sigma(count[0] / m);
    return llround(m * m / (2 * M_LN2 * z));
}

void
lm_agg_hll_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                  struct lm_val *out)
{
    const struct hll *h = state;

    *out = lm_val_int(h->registers != NULL ? hll_estimate(h->registers) : h->n);
}

void
lm_agg_hll_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct hll *h = state;

    if (h->set != NULL)
        mem->give(mem, h->set, h->cap * sizeof *h->set);
    if (h->registers != NULL)
        mem->give(mem, h->registers, HLL_REGISTERS);
    *h = (struct hll){0};
}
