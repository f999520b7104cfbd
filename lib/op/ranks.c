/* ranks.c -- rows by partition, each partition in order: what rankings keep. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "op/ranks.h"

#include <assert.h>

#include "base/radix.h"
#include "op/op_over.h"
#include "op/sort_key.h"

void
lm_ranks_init(struct lm_ranks *p, struct lm_op *op, const struct lm_over_spec *spec, uint32_t nextra,
              uint32_t part_bytes)
{
    struct lm_arena *a = op->ctx->arena;
    struct lm_group_spec group = {.key = spec->part, .nkey = spec->npart};

    assert(part_bytes >= sizeof(struct lm_part));
    p->op = op;
    p->key = lm_alloc_copy(a, spec->key, spec->nkey * sizeof *spec->key);
    p->nkey = spec->nkey;
    p->nextra = nextra;
    p->changing = spec->changing;
    p->arrival = spec->arrival;
    p->tells_arrival = spec->tells_arrival;
    lm_gcore_init(&p->core, op, &group, false);
    lm_pool_init(&p->groups, &p->core.home);
    lm_table_init(&p->table, &p->groups, part_bytes, NULL);
    lm_op_eval_init(op, &p->x);
    p->good = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *p->good);
    p->col = lm_alloc(a, (p->nkey + nextra + 1) * sizeof *p->col);
    p->a = lm_alloc(a, (p->nkey + 1) * sizeof *p->a);
    p->b = lm_alloc(a, (p->nkey + 1) * sizeof *p->b);
    p->by = (struct lm_order_by){.order = lm_ranks_order, .with = p, .pool = &p->pool};
}

void
lm_ranks_fini(struct lm_ranks *p)
{
    lm_pool_reset(&p->groups);
    lm_gcore_fini(&p->core);
    if (p->value == NULL)
        return;
    lm_pool_reset(&p->pool);
    lm_rows_fini(&p->rows);
    lm_keep_count(p->op, &p->rows, &p->counted);
    p->value = NULL;
}

void
lm_ranks_begin(struct lm_ranks *p, struct lm_batch *b)
{
    if (p->value == NULL) {
        uint32_t n = p->nkey + p->nextra + b->ncol;
        p->ncol = b->ncol;
        p->value = lm_alloc(p->op->ctx->arena, (n + 1) * sizeof *p->value);
        lm_rows_init(&p->rows, n, p->changing);
        lm_pool_init(&p->pool, &p->rows.home);
    }
    assert(p->ncol == b->ncol);
    lm_op_eval_begin(p->op, &p->x, b);
    for (uint32_t i = 0; i < p->nkey; i++)
        p->col[i] = lm_expr_eval(p->key[i].expr, &p->x, b->sel);
}

struct lm_sel
lm_ranks_keys(struct lm_ranks *p, struct lm_batch *b, bool *stop)
{
    bool again = false;

    *stop = false;
    b->sel = lm_op_refuse(p->op, &p->x, b->sel, p->good, stop);
    struct lm_sel sel = lm_gcore_begin(&p->core, b, &again);
    *stop = *stop || again;
    return sel;
}

void
lm_ranks_end(struct lm_ranks *p)
{
    lm_gcore_end(&p->core);
    lm_keep_count(p->op, &p->rows, &p->counted);
}

struct lm_part *
lm_ranks_of(struct lm_ranks *p, uint32_t r)
{
    const struct lm_key *key = &p->core.by.at[r];
    struct lm_group *g = lm_table_find(&p->table, key);

    if (g == NULL) {
        g = lm_table_add(&p->table, key);
        ((struct lm_part *)g)->ts = LM_NO_TIME;
    }
    return (struct lm_part *)g;
}

void
lm_ranks_fill(struct lm_ranks *p, const struct lm_batch *b, uint32_t r)
{
    for (uint32_t i = 0; i < p->nkey + p->nextra; i++)
        p->value[i] = lm_col_get(p->col[i], r);
    lm_row_of_batch(b, r, p->value + p->nkey + p->nextra);
    p->prefix = p->nkey > 0 ? lm_sort_prefix(&p->value[0], p->key[0].flags) : 0;
}

static uint64_t
prefix_of(struct lm_ranks *p, const struct lm_row *row)
{
    struct lm_val first;

    if (p->nkey == 0)
        return 0;
    lm_row_get(row, 1, &first);
    return lm_sort_prefix(&first, p->key[0].flags);
}

uint64_t
lm_ranks_tag(struct lm_ranks *p, const struct lm_batch *b, uint32_t r, const uint64_t *like)
{
    if (p->arrival < 0)
        return like != NULL ? *like : p->arrived++;
    struct lm_val v = lm_col_get(&b->cols[p->arrival], r);
    assert(v.kind == LM_K_INT && v.i >= 0);
    return (uint64_t)v.i;
}

struct lm_row *
lm_ranks_keep(struct lm_ranks *p, const struct lm_batch *b, uint32_t r, uint64_t tag)
{
    struct lm_row *row = lm_rows_add(&p->rows, p->value, lm_keep_seq(b, r), lm_keep_ts(b, r));

    row->tag = tag;
    return row;
}

struct lm_order_node *
lm_ranks_put(struct lm_ranks *p, struct lm_part *part, struct lm_row *row)
{
    if (row->ts > part->ts)
        part->ts = row->ts;
    return lm_order_add(&part->list, &p->by, prefix_of(p, row), row);
}

void
lm_ranks_take(struct lm_ranks *p, struct lm_part *part, const struct lm_row *row)
{
    lm_order_remove(&part->list, &p->by, prefix_of(p, row), row);
}

uint32_t
lm_ranks_place(struct lm_ranks *p, const struct lm_part *part, const struct lm_row *row, bool peers)
{
    return lm_order_place(&part->list, &p->by, prefix_of(p, row), row, peers);
}

void
lm_ranks_drop(struct lm_ranks *p, struct lm_part *part)
{
    struct lm_order_node *n = lm_order_at(&part->list, 0);

    for (; n != NULL; n = lm_order_next(n))
        lm_rows_drop(&p->rows, n->row);
    lm_order_fini(&part->list, &p->by);
    lm_table_remove(&p->table, &part->group);
}

int
lm_ranks_order(void *parts, const struct lm_row *a, const struct lm_row *b)
{
    struct lm_ranks *p = parts;
    int order = 0;

    if (p->nkey == 0)
        return 0;
    lm_row_get(a, p->nkey, p->a);
    lm_row_get(b, p->nkey, p->b);
    for (uint32_t i = 0; i < p->nkey && order == 0; i++)
        order = lm_sort_order(&p->a[i], &p->b[i], p->key[i].flags);
    return order;
}

struct lm_ranked *
lm_ranked_sort(struct lm_pool *pool, struct lm_ranked *at, uint64_t n)
{
    struct lm_keyed *keyed = lm_pool_take(pool, 2 * n * sizeof *keyed), *by = keyed;

    for (uint64_t i = 0; i < n; i++)
        keyed[i] = (struct lm_keyed){ at[i].row->tag, &at[i] };
    by = lm_radix_sort(keyed, keyed + n, n);
    for (uint64_t i = 0; i < n; i++)
        by[i].key = lm_radix_signed(((struct lm_ranked *)by[i].p)->ts);
    by = lm_radix_sort(by, by == keyed ? keyed + n : keyed, n);
    for (uint64_t i = 0; i < n; i++)
        at[n + i] = *(struct lm_ranked *)by[i].p;
    lm_pool_give(pool, keyed, 2 * n * sizeof *keyed);
    return at + n;
}
