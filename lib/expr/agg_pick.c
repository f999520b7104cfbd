/* agg_pick.c -- MIN, MAX, FIRST, LAST, ANY_VALUE, ARG_MIN, ARG_MAX: one of the values that came. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The state is the value picked so far with its text in memory of its own, and what it is compared
 * by: the value itself, the time and arrival, or (ARG_MIN, ARG_MAX) a second value. Ties: the first
 * that arrived stays, but LAST takes the last. Rows come in order of arrival within a state; where
 * states are merged, `seq` decides.
 */
#include <assert.h>
#include <string.h>

#include "expr/agg_priv.h"
#include "expr/kernels.h"

/* A value that owns its text. */
struct held {
    struct lm_val v;
    char *mem;    /* the text; NULL: none yet */
    uint32_t cap; /* bytes at mem */
    uint32_t set; /* 1: there is a value (it may be NULL with RESPECT NULLS) */
};

struct pick {
    struct held value;
    int64_t ts;
    uint64_t seq;
};

/* Behind it for ARG_MIN and ARG_MAX. */
struct pick_by {
    struct pick pick;
    struct held by;
};

static bool
pick_has_by(const struct lm_agg *a)
{
    return a->nvalue == 2;
}

size_t
lm_agg_pick_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct pick) % 16 == 0, "a state is a multiple of 16 bytes");
    static_assert(sizeof(struct pick_by) % 16 == 0, "a state is a multiple of 16 bytes");
    return pick_has_by(a) ? sizeof(struct pick_by) : sizeof(struct pick);
}

static void
held_set(struct held *h, const struct lm_val *v, struct lm_agg_mem *mem)
{
    h->set = 1;
    h->v = *v;
    if (v->p == NULL || v->n == 0)
        return;
    if (v->n > h->cap) {
        uint32_t cap = v->n < 16 ? 16 : v->n + v->n / 2;
        char *grown = mem->take(mem, cap);
        if (h->mem != NULL)
            mem->give(mem, h->mem, h->cap);
        h->mem = grown;
        h->cap = cap;
    }
    memcpy(h->mem, v->p, v->n);
    h->v.p = h->mem;
}

static void
held_fini(struct held *h, struct lm_agg_mem *mem)
{
    if (h->mem != NULL)
        mem->give(mem, h->mem, h->cap);
    *h = (struct held){0};
}

static void
pick_set(struct pick *s, const struct lm_val *v, const struct lm_agg_rows *rows, uint32_t r)
{
    held_set(&s->value, v, rows->mem);
    s->ts = rows->ts != NULL ? rows->ts[r] : LM_NO_TIME;
    s->seq = rows->seq0 + r;
}

/* sign: -1 for MIN, 1 for MAX: whether v takes the place of what is held. */
static bool
pick_beats(const struct held *h, const struct lm_val *v, int sign)
{
    return h->set == 0 || lm_val_order(v, &h->v) * sign > 0;
}

/* Rows of one state: the best of the batch is found first, then the first row that has it. */
static void
pick_ints_one(const struct lm_agg_rows *rows, const int64_t *v, int64_t flip, uint8_t kind)
{
    struct pick *s = rows->states[0];
    int64_t best = lm_k_least_i64(v, flip, rows->sel.n) ^ flip;
    uint32_t r = 0;

    struct lm_val val = {.kind = kind, .i = best};
    if (!pick_beats(&s->value, &val, flip == 0 ? -1 : 1))
        return;
    while (v[r] != best)
        r++;
    pick_set(s, &val, rows, r);
}

/* Whole numbers without NULLs and spellings. `flip` is 0 for MIN, -1 for MAX: ~a < ~b iff a > b. */
static void
pick_ints(const struct lm_agg_rows *rows, const int64_t *v, int64_t flip, uint8_t kind)
{
    if (rows->sel.rows == NULL && lm_agg_one_state(rows)) {
        pick_ints_one(rows, v, flip, kind);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick *s = rows->states[k];
        if (s->value.set != 0 && s->value.v.kind == kind && (v[r] ^ flip) >= (s->value.v.i ^ flip))
            continue;
        struct lm_val val = {.kind = kind, .i = v[r]};
        if (pick_beats(&s->value, &val, flip == 0 ? -1 : 1))
            pick_set(s, &val, rows, r);
    }
}

static void
pick_reals(const struct lm_agg_rows *rows, const double *v, double sign)
{
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick *s = rows->states[k];
        if (s->value.set != 0 && s->value.v.kind == LM_K_F64 && v[r] * sign <= s->value.v.f * sign)
            continue;
        struct lm_val val = lm_val_f64(v[r]);
        if (pick_beats(&s->value, &val, sign < 0 ? -1 : 1))
            pick_set(s, &val, rows, r);
    }
}

static void
pick_texts(const struct lm_agg_rows *rows, const struct lm_str *v, int sign)
{
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick *s = rows->states[k];
        const struct held *h = &s->value;
        if (h->set != 0 && h->v.kind == LM_K_STR && lm_text_order(v[r], lm_val_text(&h->v)) * sign <= 0)
            continue;
        struct lm_val val = lm_val_str(v[r]);
        if (pick_beats(h, &val, sign))
            pick_set(s, &val, rows, r);
    }
}

static void
pick_extreme(const struct lm_agg_rows *rows, int sign)
{
    const struct lm_col *c = rows->arg[0];
    bool plain = c->null == NULL && c->text == NULL;
    bool ints =
        c->kind == LM_K_INT || c->kind == LM_K_DATE || c->kind == LM_K_TIME || c->kind == LM_K_TS;

    if (plain && ints) {
        pick_ints(rows, c->i, sign < 0 ? 0 : -1, (uint8_t)c->kind);
        return;
    }
    if (plain && c->kind == LM_K_F64) {
        pick_reals(rows, c->f, sign);
        return;
    }
    if (plain && c->kind == LM_K_STR) {
        pick_texts(rows, c->s, sign);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        if (lm_col_is_null(c, r))
            continue;
        struct lm_val v = lm_col_get(c, r);
        struct pick *s = rows->states[k];
        if (pick_beats(&s->value, &v, sign))
            pick_set(s, &v, rows, r);
    }
}

void
lm_agg_min_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    pick_extreme(rows, -1);
}

void
lm_agg_max_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    pick_extreme(rows, 1);
}

/* Whether (ts, seq) comes before (last: not before) what is held. A row without time comes after
 * all rows with one for FIRST, before them for LAST. */
static bool
pick_sooner(const struct pick *s, int64_t ts, uint64_t seq, bool last)
{
    if (s->value.set == 0)
        return true;
    if (ts == s->ts)
        return last ? seq >= s->seq : seq < s->seq;
    if (ts == LM_NO_TIME || s->ts == LM_NO_TIME)
        return s->ts == LM_NO_TIME;
    return last ? ts > s->ts : ts < s->ts;
}

static void
pick_by_time(const struct lm_agg *a, const struct lm_agg_rows *rows, bool last)
{
    const struct lm_col *c = rows->arg[0];

    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick *s = rows->states[k];
        int64_t ts = rows->ts != NULL ? rows->ts[r] : LM_NO_TIME;
        if (!pick_sooner(s, ts, rows->seq0 + r, last) ||
            (!a->respect_nulls && lm_col_is_null(c, r)))
            continue;
        struct lm_val v = lm_col_get(c, r);
        pick_set(s, &v, rows, r);
    }
}

void
lm_agg_first_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    pick_by_time(a, rows, false);
}

void
lm_agg_last_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    pick_by_time(a, rows, true);
}

void
lm_agg_any_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick *s = rows->states[k];
        if (s->value.set != 0 || lm_col_is_null(c, r))
            continue;
        struct lm_val v = lm_col_get(c, r);
        pick_set(s, &v, rows, r);
    }
}

/* Rows whose second value is NULL do not take part; the value picked may be NULL. */
static void
pick_arg(const struct lm_agg_rows *rows, int sign)
{
    const struct lm_col *value = rows->arg[0], *by = rows->arg[1];

    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct pick_by *s = rows->states[k];
        if (lm_col_is_null(by, r))
            continue;
        struct lm_val v = lm_col_get(by, r);
        if (!pick_beats(&s->by, &v, sign))
            continue;
        held_set(&s->by, &v, rows->mem);
        v = lm_col_get(value, r);
        pick_set(&s->pick, &v, rows, r);
    }
}

void
lm_agg_arg_min_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    assert(pick_has_by(a));
    pick_arg(rows, -1);
}

void
lm_agg_arg_max_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    assert(pick_has_by(a));
    pick_arg(rows, 1);
}

static void
pick_take(const struct lm_agg *a, struct pick *s, const struct pick *f, struct lm_agg_mem *mem)
{
    held_set(&s->value, &f->value.v, mem);
    s->ts = f->ts;
    s->seq = f->seq;
    if (pick_has_by(a))
        held_set(&((struct pick_by *)s)->by, &((const struct pick_by *)f)->by.v, mem);
}

static void
pick_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem, int sign)
{
    struct pick *s = into;
    const struct pick *f = from;
    const struct held *mine = pick_has_by(a) ? &((struct pick_by *)into)->by : &s->value;
    const struct held *other = pick_has_by(a) ? &((const struct pick_by *)from)->by : &f->value;

    if (other->set == 0)
        return;
    int order = mine->set == 0 ? 1 : lm_val_order(&other->v, &mine->v) * sign;
    if (order > 0 || (order == 0 && f->seq < s->seq))
        pick_take(a, s, f, mem);
}

void
lm_agg_min_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    pick_merge(a, into, from, mem, -1);
}

void
lm_agg_max_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    pick_merge(a, into, from, mem, 1);
}

void
lm_agg_first_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct pick *f = from;

    if (f->value.set != 0 && pick_sooner(into, f->ts, f->seq, false))
        pick_take(a, into, f, mem);
}

void
lm_agg_last_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct pick *f = from;

    if (f->value.set != 0 && pick_sooner(into, f->ts, f->seq, true))
        pick_take(a, into, f, mem);
}

void
lm_agg_any_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct pick *s = into, *f = from;

    if (f->value.set != 0 && (s->value.set == 0 || f->seq < s->seq))
        pick_take(a, into, f, mem);
}

/* The text is borrowed from the state. */
void
lm_agg_pick_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                   struct lm_val *out)
{
    const struct pick *s = state;

    *out = s->value.set != 0 ? s->value.v : LM_VAL_NULL;
}

void
lm_agg_pick_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    held_fini(&((struct pick *)state)->value, mem);
    if (pick_has_by(a))
        held_fini(&((struct pick_by *)state)->by, mem);
}
