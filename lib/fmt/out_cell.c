/* out_cell.c -- a row as cells, for the formats whose columns are the same in every row. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The names of the columns are those of the encoder; where a column is spread over the members of
 * an object, the first row decides which members get a column. In later rows the j-th member is
 * first looked for where the j-th one was, so records of one shape need no search.
 */
#include <assert.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "data/json.h"
#include "fmt/out_priv.h"

struct fix_names {
    struct lm_str *names;
    uint32_t n, cap;
    struct lm_map taken; /* the names again: a record may have many */
};

/* Adds a name; one that is there already gets the alias of its table, or a number. */
static void
fix_add(struct lm_encoder *e, struct fix_names *f, struct lm_str name, struct lm_str alias)
{
    struct lm_str want = name;

    for (uint32_t next = 2; lm_map_get(&f->taken, want) != NULL; alias.n = 0) {
        if (alias.n > 0)
            want = lm_str_format(e->arena, "%.*s_%.*s", LM_STRF(name), LM_STRF(alias));
        else
            want = lm_str_format(e->arena, "%.*s_%u", LM_STRF(name), next++);
    }
    lm_map_put(e->arena, &f->taken, want, f);
    if (f->n == f->cap)
        f->names = lm_alloc_more(e->arena, f->names, &f->cap, 32, sizeof *f->names);
    f->names[f->n++] = want;
}

/* The members of the first row's object become columns. */
static void
fix_spread(struct lm_encoder *e, struct fix_names *f, uint32_t col, const struct lm_val *object)
{
    struct out_spread *s = &out_of(e)->spread[col];
    struct fix_names members = { 0 };
    struct lm_json_iter it;

    s->cell = f->n;
    lm_json_begin(&it, lm_val_text(object));
    while (it.object && lm_json_next(&it)) {
        struct lm_str name = lm_str_dup(e->arena, lm_json_unescape(e->arena, it.key));
        if (lm_map_get(&members.taken, name) != NULL)
            continue;
        fix_add(e, &members, name, (struct lm_str){ 0 });
        fix_add(e, f, name, e->names[col]);
    }
    s->cells = members.names;
    s->ncell = members.n;
}

bool
lm_out_fix(struct lm_encoder *e, const struct lm_batch *b, uint32_t r)
{
    struct out *o = out_of(e);
    struct fix_names f = { 0 };

    if (e->fixed != NULL)
        return true;
    if (e->changelog == LM_CHANGELOG_DEBEZIUM) {
        static const char *const parts[] = { "before", "after", "op", "ts_ms" };
        for (int i = 0; i < 4; i++)
            fix_add(e, &f, lm_str_of(parts[i]), (struct lm_str){ 0 });
    } else {
        if (o->any_spread && b == NULL)
            return false;
        if (e->changelog == LM_CHANGELOG_WEIGHT)
            fix_add(e, &f, LM_STR("_weight"), (struct lm_str){ 0 });
        else if (e->changelog != LM_CHANGELOG_PLAIN)
            fix_add(e, &f, LM_STR("_op"), (struct lm_str){ 0 });
        for (uint32_t i = 0; i < e->ncol; i++) {
            struct lm_val v = LM_VAL_NULL;
            if (e->spread != NULL && e->spread[i]) {
                v = lm_col_get(&b->cols[i], r);
                fix_spread(e, &f, i, &v);
            } else {
                o->spread[i].cell = f.n;
                fix_add(e, &f, e->names[i], (struct lm_str){ 0 });
            }
        }
    }
    e->fixed = f.names != NULL ? f.names : lm_alloc(e->arena, 1);
    e->nfixed = f.n;
    o->cells = lm_alloc(e->arena, (f.n + 1) * sizeof *o->cells);
    return true;
}

/* The value as text: its own, or printed into the scratch buffer. */
static void
cell_of_val(struct out *o, struct out_cell *c, const struct lm_val *v)
{
    bool number = v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC;

    *c = (struct out_cell){ .text = { "", 0 } };
    if (lm_val_is_null(v))
        return;
    c->form = number ? OUT_NUMBER : OUT_TEXT;
    if (v->p != NULL && v->kind != LM_K_BYTES) {
        c->text = lm_val_text(v);
        return;
    }
    if (v->kind == LM_K_STR || v->kind == LM_K_JSON)
        return;
    c->at = o->scratch.n;
    lm_val_print(&o->scratch, v);
    c->text = (struct lm_str){ NULL, o->scratch.n - c->at };
}

static uint32_t
cell_find(const struct out_spread *s, struct lm_str name, uint32_t guess)
{
    if (guess < s->ncell && lm_str_eq(s->cells[guess], name))
        return guess;
    for (uint32_t i = 0; i < s->ncell; i++)
        if (lm_str_eq(s->cells[i], name))
            return i;
    return UINT32_MAX;
}

static void
cells_of_spread(struct lm_encoder *e, const struct lm_batch *b, uint32_t col,
                const struct lm_val *object)
{
    struct out *o = out_of(e);
    struct out_spread *s = &o->spread[col];
    struct lm_json_iter it;
    uint64_t bad = 0;

    for (uint32_t i = 0; i < s->ncell; i++)
        o->cells[s->cell + i] = (struct out_cell){ .text = { "", 0 } };
    lm_json_begin(&it, lm_val_text(object));
    for (uint32_t guess = 0; it.object && lm_json_next(&it);) {
        uint32_t at = cell_find(s, lm_json_unescape(b->arena, it.key), guess);
        if (at == UINT32_MAX) {
            e->later_names++;
            continue;
        }
        struct lm_val v = lm_json_val(b->arena, it.item);
        if (v.kind == LM_K_STR) /* a record that passes whole was not looked at inside */
            v = lm_val_str(lm_utf8_clean(b->arena, lm_val_text(&v), &bad));
        cell_of_val(o, &o->cells[s->cell + at], &v);
        guess = at + 1;
    }
}

void
lm_out_cells(struct lm_encoder *e, const struct lm_batch *b, uint32_t r, const struct out_tag *tag)
{
    struct out *o = out_of(e);

    assert(e->fixed != NULL);
    o->scratch.n = 0;
    if (tag->name.n > 0)
        o->cells[0] = tag->text ? (struct out_cell){ .text = { tag->value.p + 1, tag->value.n - 2 },
                                                     .form = OUT_TEXT }
                                : (struct out_cell){ .text = tag->value, .form = OUT_NUMBER };
    for (uint32_t i = 0; i < e->ncol; i++) {
        struct lm_val v = lm_col_get(&b->cols[i], r);
        if (e->spread != NULL && e->spread[i])
            cells_of_spread(e, b, i, &v);
        else
            cell_of_val(o, &o->cells[o->spread[i].cell], &v);
    }
    /* The buffer may have moved while it grew. */
    for (uint32_t i = 0; i < e->nfixed; i++)
        if (o->cells[i].text.p == NULL)
            o->cells[i].text.p = o->scratch.p + o->cells[i].at;
}
