/* keys.c -- keys of a batch, column by column, and their hashes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One key column that holds whole numbers, TIMESTAMPs or texts needs no bytes of its own: the key
 * is the number, or points at the text. A number that is whole has the form LM_KEY_INT whatever
 * kind it came as, so 1, 1.0 and "1" of a CSV column that is a number are one key. Everything else,
 * and several columns together, becomes bytes: for each value a tag, then 8 bytes of a whole
 * number, the length and bytes of a text, or what lm_val_key says.
 */
#include "op/keys.h"

#include <math.h>
#include <string.h>

#include "base/hash.h"

enum { CODE_INT = 1, CODE_TEXT, CODE_OTHER };

void
lm_keys_init(struct lm_keys *k, struct lm_arena *a, uint32_t ncol)
{
    *k = (struct lm_keys){ .ncol = ncol };
    k->col = lm_alloc(a, (ncol + 1) * sizeof *k->col);
    k->at = lm_alloc_raw(a, LM_BATCH_ROWS * sizeof *k->at);
}

void
lm_keys_fini(struct lm_keys *k)
{
    lm_buf_fini(&k->code);
}

/* Whether a number is a whole int64. */
static bool
whole_number(const struct lm_val *v, int64_t *out)
{
    if (v->kind == LM_K_INT) {
        *out = v->i;
        return true;
    }
    if (v->kind == LM_K_F64) {
        if (!(v->f >= -0x1p63 && v->f < 0x1p63) || v->f != floor(v->f))
            return false;
        *out = (int64_t)v->f;
        return true;
    }
    if (v->kind != LM_K_DEC)
        return false;
    lm_i128 unit = lm_pow10_i128(v->scale);
    lm_i128 whole = v->d / unit;
    *out = (int64_t)whole;
    return whole * unit == v->d && whole == *out;
}

static void
key_int(struct lm_key *k, int64_t i, enum lm_key_form form)
{
    k->i = i;
    k->n = 0;
    k->form = (uint8_t)form;
    k->hash = lm_hash_word((uint64_t)i + (uint64_t)form);
}

static void
key_text(struct lm_key *k, struct lm_str s)
{
    k->p = s.p;
    k->n = (uint32_t)s.n;
    k->form = LM_KEY_TEXT;
    k->hash = lm_hash_bytes(s.p, s.n);
}

/* The bytes may still move: `i` is where they begin until keys_settle. */
static void
key_code_begin(struct lm_keys *c, struct lm_key *k)
{
    k->form = LM_KEY_CODE;
    k->i = (int64_t)c->code.n;
}

static void
keys_settle(struct lm_keys *c, struct lm_sel sel)
{
    for (uint32_t s = 0; s < sel.n; s++) {
        struct lm_key *k = &c->at[lm_sel_row(sel, s)];
        if (k->form != LM_KEY_CODE)
            continue;
        k->p = c->code.n > 0 ? c->code.p + k->i : "";
        k->hash = lm_hash_bytes(k->p, k->n) ^ LM_KEY_CODE;
    }
}

static void
key_val(struct lm_keys *c, struct lm_key *k, const struct lm_val *v)
{
    int64_t i = 0;

    if (v->kind == LM_K_STR) {
        key_text(k, lm_val_text(v));
    } else if (v->kind == LM_K_TS) {
        key_int(k, v->i, LM_KEY_TS);
    } else if (whole_number(v, &i)) {
        key_int(k, i, LM_KEY_INT);
    } else {
        key_code_begin(c, k);
        lm_val_key(&c->code, v);
        k->n = (uint32_t)(c->code.n - (size_t)k->i);
    }
}

static void
keys_of_ints(struct lm_key *keys, const int64_t *v, struct lm_sel sel, enum lm_key_form form)
{
    for (uint32_t s = 0; s < sel.n; s++) {
        uint32_t r = lm_sel_row(sel, s);
        key_int(&keys[r], v[r], form);
    }
}

static void
keys_of_texts(struct lm_key *keys, const struct lm_str *v, struct lm_sel sel)
{
    for (uint32_t s = 0; s < sel.n; s++) {
        uint32_t r = lm_sel_row(sel, s);
        key_text(&keys[r], v[r]);
    }
}

static void
keys_of_column(struct lm_keys *c, const struct lm_col *col, struct lm_sel sel)
{
    if (col->null == NULL && col->kind == LM_K_INT) {
        keys_of_ints(c->at, col->i, sel, LM_KEY_INT);
    } else if (col->null == NULL && col->kind == LM_K_TS) {
        keys_of_ints(c->at, col->i, sel, LM_KEY_TS);
    } else if (col->null == NULL && col->kind == LM_K_STR) {
        keys_of_texts(c->at, col->s, sel);
    } else {
        for (uint32_t s = 0; s < sel.n; s++) {
            uint32_t r = lm_sel_row(sel, s);
            struct lm_val v = lm_col_get(col, r);
            key_val(c, &c->at[r], &v);
        }
        keys_settle(c, sel);
    }
}

static void
code_add(struct lm_buf *b, const struct lm_col *col, uint32_t r)
{
    struct lm_val v = lm_col_get(col, r);
    int64_t i = 0;

    if (v.kind == LM_K_STR) {
        char *to = lm_buf_room(b, 5 + v.n);
        to[0] = CODE_TEXT;
        memcpy(to + 1, &v.n, 4);
        if (v.n > 0)
            memcpy(to + 5, v.p, v.n);
        b->n += 5 + v.n;
    } else if (whole_number(&v, &i)) {
        char *to = lm_buf_room(b, 9);
        to[0] = CODE_INT;
        memcpy(to + 1, &i, 8);
        b->n += 9;
    } else {
        lm_buf_addc(b, CODE_OTHER);
        lm_val_key(b, &v);
    }
}

/* Without columns all rows have the empty key. */
static void
keys_of_nothing(struct lm_keys *c)
{
    struct lm_key none = { .p = "", .hash = lm_hash_bytes("", 0) ^ LM_KEY_CODE, .form = LM_KEY_CODE };

    for (uint32_t r = 0; r < LM_BATCH_ROWS && !c->made; r++)
        c->at[r] = none;
    c->made = true;
}

void
lm_keys_make(struct lm_keys *c, struct lm_sel sel)
{
    c->code.n = 0;
    if (c->ncol == 0) {
        keys_of_nothing(c);
        return;
    }
    if (c->ncol == 1) {
        keys_of_column(c, c->col[0], sel);
        return;
    }
    for (uint32_t s = 0; s < sel.n; s++) {
        uint32_t r = lm_sel_row(sel, s);
        key_code_begin(c, &c->at[r]);
        for (uint32_t i = 0; i < c->ncol; i++)
            code_add(&c->code, c->col[i], r);
        c->at[r].n = (uint32_t)(c->code.n - (size_t)c->at[r].i);
    }
    keys_settle(c, sel);
}
