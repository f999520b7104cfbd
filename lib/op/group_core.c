/* group_core.c -- what all grouping operators share: groups and the states of their aggregates. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A batch is worked on in columns: keys and arguments are evaluated and checked for all its rows,
 * then the groups of all rows are looked up, and then each aggregate takes all rows at once through
 * a vector of pointers to their states. Where each input row's effect must be told (group_tell.c),
 * or rows have weights, it goes row by row; the functions of the aggregates are the same.
 */
#include "op/group_core.h"

#include <assert.h>
#include <string.h>

static uint32_t
align16(size_t n)
{
    return (uint32_t)((n + 15) & ~(size_t)15);
}

void
lm_gcore_init(struct lm_gcore *c, struct lm_op *op, const struct lm_group_spec *spec, bool shows)
{
    struct lm_arena *a = op->ctx->arena;

    memset(c, 0, sizeof *c);
    c->op = op;
    c->key = spec->key;
    c->nkey = spec->nkey;
    c->agg = spec->agg;
    c->nagg = spec->nagg;
    c->changing = spec->changing;
    c->state_at = lm_alloc(a, c->nagg * sizeof *c->state_at);
    c->use = lm_alloc(a, c->nagg * sizeof *c->use);
    c->now = lm_alloc(a, c->nagg * sizeof *c->now);
    uint32_t at = align16(sizeof(struct lm_group));
    for (uint32_t i = 0; i < c->nagg; i++) {
        if (c->changing)
            lm_agg_changing(&c->agg[i]);
        c->state_at[i] = at;
        at += align16(c->agg[i].type->size(&c->agg[i]));
        c->use[i].col = lm_alloc(a, c->agg[i].narg * sizeof *c->use[i].col);
    }
    c->spell_at = at;
    at += c->nkey * (uint32_t)sizeof(struct lm_val);
    c->shown_at = at;
    c->bytes = at + (shows ? c->nagg * (uint32_t)sizeof(struct lm_val) : 0);
    lm_pool_home_init(&c->home);
    lm_op_eval_init(op, &c->x);
    lm_arena_init(&c->answers, 4096);
    c->good = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *c->good);
    lm_keys_init(&c->by, a, c->nkey);
    c->found = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *c->found);
    c->states = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *c->states);
    c->passed = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *c->passed);
}

void
lm_gcore_fini(struct lm_gcore *c)
{
    lm_gcore_count(c);
    lm_pool_home_fini(&c->home);
    lm_arena_fini(&c->answers);
    lm_keys_fini(&c->by);
}

/* FILTER and arguments of each aggregate, checked. */
static void
core_use(struct lm_gcore *c, struct lm_sel sel)
{
    for (uint32_t i = 0; i < c->nagg; i++) {
        struct lm_gcore_use *u = &c->use[i];
        struct lm_sel left = lm_agg_eval(&c->agg[i], &c->x, sel, c->passed, u->col);
        u->pass = NULL;
        if (left.n == sel.n)
            continue;
        u->pass = lm_alloc(c->in->arena, c->in->nrow);
        for (uint32_t k = 0; k < left.n; k++)
            u->pass[lm_sel_row(left, k)] = 1;
    }
}

struct lm_sel
lm_gcore_begin(struct lm_gcore *c, struct lm_batch *b, bool *stop)
{
    struct lm_sel sel = b->sel;

    assert(b->nrow <= LM_BATCH_ROWS);
    *stop = false;
    c->in = b;
    c->ts = b->ts;
    lm_op_eval_begin(c->op, &c->x, b);
    for (uint32_t i = 0; i < c->nkey; i++)
        c->by.col[i] = lm_expr_eval(c->key[i], &c->x, sel);
    core_use(c, sel);
    sel = lm_op_refuse(c->op, &c->x, sel, c->good, stop);
    lm_keys_make(&c->by, sel);
    return sel;
}

void
lm_gcore_end(struct lm_gcore *c)
{
    assert(c->in != NULL);
    c->arrived += c->in->nrow;
    c->in = NULL;
    lm_gcore_count(c);
}

void
lm_gcore_count(struct lm_gcore *c)
{
    lm_op_state(c->op, c->told_bytes, c->home.used_bytes);
    c->told_bytes = c->home.used_bytes;
}

void
lm_gcore_states_init(struct lm_gcore *c, void *base)
{
    for (uint32_t i = 0; i < c->nagg; i++) {
        const struct lm_agg_type *type = c->agg[i].type;
        if (type->init != NULL)
            type->init(&c->agg[i], (char *)base + c->state_at[i]);
    }
}

void
lm_gcore_states_fini(struct lm_gcore *c, struct lm_pool *pool, void *base)
{
    for (uint32_t i = 0; i < c->nagg; i++) {
        const struct lm_agg_type *type = c->agg[i].type;
        if (type->fini != NULL)
            type->fini(&c->agg[i], (char *)base + c->state_at[i], &pool->mem);
    }
}

void
lm_gcore_states_reset(struct lm_gcore *c, struct lm_pool *pool, void *base)
{
    lm_gcore_states_fini(c, pool, base);
    if (c->nagg > 0)
        memset((char *)base + c->state_at[0], 0, c->spell_at - c->state_at[0]);
    lm_gcore_states_init(c, base);
}

static void
val_copy(struct lm_pool *pool, struct lm_val *v)
{
    if (v->p == NULL)
        return;
    v->p = v->n > 0 ? memcpy(lm_pool_take(pool, v->n), v->p, v->n) : "";
}

static void
val_give(struct lm_pool *pool, struct lm_val *v)
{
    if (v->p != NULL && v->n > 0)
        lm_pool_give(pool, (char *)(uintptr_t)v->p, v->n);
}

void
lm_gcore_spell(struct lm_gcore *c, struct lm_pool *pool, void *base, uint32_t row, const char *text)
{
    struct lm_val *spell = (struct lm_val *)((char *)base + c->spell_at);

    for (uint32_t i = 0; i < c->nkey; i++) {
        spell[i] = lm_col_get(c->by.col[i], row);
        if (text != NULL)
            spell[i].p = text;
        else
            val_copy(pool, &spell[i]);
    }
}

void
lm_gcore_unspell(struct lm_gcore *c, struct lm_pool *pool, void *base, const char *text)
{
    struct lm_val *spell = (struct lm_val *)((char *)base + c->spell_at);

    for (uint32_t i = 0; i < c->nkey && text == NULL; i++)
        val_give(pool, &spell[i]);
}

/* A key of one text is its own spelling. */
static const char *
group_text(const struct lm_group *g)
{
    return g->form == LM_KEY_TEXT ? g->p : NULL;
}

static void
core_begin_group(struct lm_gcore *c, struct lm_table *t, struct lm_group *g, uint32_t row)
{
    g->fresh = false;
    g->first = c->arrived + row;
    lm_gcore_states_init(c, g);
    lm_gcore_spell(c, t->pool, g, row, group_text(g));
}

/* A group with the key of row `row`, states begun, no rows. */
static struct lm_group *
core_make(struct lm_gcore *c, struct lm_table *t, uint32_t row)
{
    struct lm_group *g = lm_table_add(t, &c->by.at[row]);

    core_begin_group(c, t, g, row);
    return g;
}

/* The groups of the rows, in c->found. */
static void
core_find(struct lm_gcore *c, struct lm_table *t, const uint16_t *rows, uint32_t n)
{
    if (c->nkey == 0) {
        struct lm_group *g =
            t->first != NULL ? t->first : core_make(c, t, rows != NULL ? rows[0] : 0);
        g->rows += n;
        for (uint32_t k = 0; k < n; k++)
            c->found[k] = g;
        return;
    }
    lm_table_find_many(t, c->by.at, rows, n, c->found);
    for (uint32_t k = 0; t->nfresh > 0; k++) {
        assert(k < n);
        if (!c->found[k]->fresh)
            continue;
        c->found[k]->rows = 1; /* append-only: that there are rows is all that counts */
        core_begin_group(c, t, c->found[k], rows != NULL ? rows[k] : k);
        t->nfresh--;
    }
}

static void
states_at(void **states, struct lm_group *const *found, uint32_t n, size_t offset)
{
    for (uint32_t k = 0; k < n; k++)
        states[k] = (char *)found[k] + offset;
}

/* States of the rows that FILTER lets through; answers how many. */
static uint32_t
states_passing(struct lm_gcore *c, const uint8_t *pass, const uint16_t *rows, uint32_t n,
               size_t offset)
{
    uint32_t left = 0;

    for (uint32_t k = 0; k < n; k++) {
        uint32_t r = rows != NULL ? rows[k] : k;
        c->passed[left] = (uint16_t)r;
        c->states[left] = (char *)c->found[k] + offset;
        left += pass[r];
    }
    return left;
}

static struct lm_agg_rows
core_rows(struct lm_gcore *c, struct lm_pool *pool, uint32_t i)
{
    return (struct lm_agg_rows){
        .arg = c->use[i].col,
        .weight = c->in->weight,
        .ts = c->ts,
        .seq0 = c->arrived,
        .x = &c->x,
        .mem = &pool->mem,
    };
}

void
lm_gcore_add_many(struct lm_gcore *c, struct lm_table *t, const uint16_t *rows, uint32_t n)
{
    assert(c->in != NULL && !c->changing);
    assert(n <= LM_BATCH_ROWS);
    if (n == 0)
        return;
    core_find(c, t, rows, n);
    lm_gcore_add_found(c, t->pool, rows, n);
}

void
lm_gcore_add_found(struct lm_gcore *c, struct lm_pool *pool, const uint16_t *rows, uint32_t n)
{
    for (uint32_t i = 0; i < c->nagg; i++) {
        struct lm_agg_rows in = core_rows(c, pool, i);
        in.states = c->states;
        if (c->use[i].pass != NULL) {
            in.sel.n = states_passing(c, c->use[i].pass, rows, n, c->state_at[i]);
            in.sel.rows = c->passed;
        } else {
            states_at(c->states, c->found, n, c->state_at[i]);
            in.sel = (struct lm_sel){rows, n};
        }
        if (in.sel.n > 0)
            c->agg[i].type->add(&c->agg[i], &in);
    }
}

void
lm_gcore_add_states(struct lm_gcore *c, struct lm_pool *pool, void *base, uint32_t row)
{
    uint16_t one = (uint16_t)row;

    for (uint32_t i = 0; i < c->nagg; i++) {
        struct lm_agg_rows in = core_rows(c, pool, i);
        void *state = (char *)base + c->state_at[i];
        if (c->use[i].pass != NULL && c->use[i].pass[row] == 0)
            continue;
        in.sel = (struct lm_sel){&one, 1};
        in.states = &state;
        c->agg[i].type->add(&c->agg[i], &in);
    }
}

void
lm_gcore_touch(struct lm_gcore *c, struct lm_table *t, uint32_t row)
{
    struct lm_group *g = c->nkey == 0 ? t->first : lm_table_find(t, &c->by.at[row]);

    if (g == NULL)
        g = core_make(c, t, row);
    g->rows += c->in->weight != NULL ? c->in->weight[row] : 1;
    lm_gcore_add_states(c, t->pool, g, row);
    if (g->touched)
        return;
    g->touched = true;
    lm_list_add(c->op->ctx->arena, &c->touched, g);
}

void
lm_gcore_drop(struct lm_gcore *c, struct lm_table *t, struct lm_group *g)
{
    lm_gcore_states_fini(c, t->pool, g);
    lm_gcore_unspell(c, t->pool, g, group_text(g));
    if (g->shown)
        lm_gcore_forget(c, t->pool, g);
    lm_table_remove(t, g);
}

void
lm_gcore_answer(struct lm_gcore *c, const void *base)
{
    lm_arena_reset(&c->answers);
    for (uint32_t i = 0; i < c->nagg; i++) {
        c->now[i] = LM_VAL_NULL;
        c->agg[i].type->result(&c->agg[i], (const char *)base + c->state_at[i], &c->answers,
                               &c->now[i]);
    }
}

void
lm_gcore_put(struct lm_gcore *c, struct lm_out *out, const struct lm_out_row *head,
             const void *base, const struct lm_val *values, const struct lm_val *bounds)
{
    const struct lm_val *spell = (const struct lm_val *)((const char *)base + c->spell_at);

    lm_out_begin(out, head);
    for (uint32_t i = 0; i < c->nkey; i++)
        lm_out_cell(out, &spell[i]);
    for (uint32_t i = 0; i < c->nagg; i++)
        lm_out_cell(out, &values[i]);
    if (bounds != NULL) {
        lm_out_cell(out, &bounds[0]);
        lm_out_cell(out, &bounds[1]);
    }
}

void
lm_gcore_remember(struct lm_gcore *c, struct lm_pool *pool, void *base, bool first)
{
    struct lm_val *shown = lm_gcore_shown(c, base);

    assert(c->shown_at + c->nagg * sizeof *shown <= c->bytes);
    for (uint32_t i = 0; i < c->nagg; i++) {
        if (!first)
            val_give(pool, &shown[i]);
        shown[i] = c->now[i];
        val_copy(pool, &shown[i]);
    }
}

void
lm_gcore_forget(struct lm_gcore *c, struct lm_pool *pool, void *base)
{
    struct lm_val *shown = lm_gcore_shown(c, base);

    for (uint32_t i = 0; i < c->nagg; i++)
        val_give(pool, &shown[i]);
}
