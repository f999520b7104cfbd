/* casts_col.c -- CAST, TRY_CAST, ADAPT and READ over a column: by kind where possible, else by row. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "expr/casts.h"
#include "expr/expr_priv.h"
#include "expr/kernels.h"
#include "time/stamp.h"

enum { FOUND_BYTES = 80 }; /* of a value in a message */

/* The column without the texts that its numbers were written with. */
static const struct lm_col *
without_text(const struct lm_col *c, struct lm_eval *x)
{
    if (c->text == NULL)
        return c;
    struct lm_col *bare = lm_alloc_copy(x->arena, c, sizeof *c);
    bare->text = NULL;
    return bare;
}

static const struct lm_col *
int_to_f64(const struct lm_col *c, struct lm_eval *x)
{
    struct lm_col *out = lm_eval_col(x, LM_K_F64);

    lm_k_i64_to_f64(c->i, out->f, lm_eval_rows(x));
    out->null = c->null;
    return out;
}

static bool
any_infinite(const struct lm_col *c, struct lm_sel sel)
{
    bool any = false;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        any |= isinf(c->f[r]) && !lm_col_is_null(c, r);
    }
    return any;
}

static bool
all_int32(const struct lm_col *c, struct lm_sel sel)
{
    uint64_t beyond = 0;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        bool null = c->null != NULL && c->null[r] != 0;
        beyond |= (c->i[r] != (int32_t)c->i[r]) & !null;
    }
    return beyond == 0;
}

/* Values of a mixed column that are all numbers: as doubles, or as whole numbers. NULL pointer when one
 * is something else: then it goes by rows. */
static const struct lm_col *
dyn_to_kind(const struct lm_col *c, enum lm_kind kind, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_col *out = lm_eval_col(x, kind);

    lm_col_nullable(out, lm_eval_rows(x), x->arena);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_val *v = &c->y[r];
        out->null[r] = lm_val_is_null(v);
        if (v->kind == LM_K_INT && kind == LM_K_F64)
            out->f[r] = (double)v->i;
        else if (v->kind == (uint8_t)kind && (kind == LM_K_INT || !isinf(v->f)))
            out->i[r] = v->i; /* the bits of either kind */
        else if (out->null[r] == 0)
            return NULL;
    }
    return out;
}

/* The same numbers without the texts they were written with. */
static const struct lm_col *
dyn_numbers(const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_col *out = lm_eval_col(x, LM_K_DYN);

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_val *v = &c->y[r];
        if (v->kind == LM_K_INT)
            out->y[r] = lm_val_int(v->i);
        else if (v->kind == LM_K_F64 && !lm_val_beyond(v))
            out->y[r] = lm_val_f64(v->f);
        else if (lm_val_is_null(v))
            out->y[r] = LM_VAL_NULL;
        else
            return NULL;
    }
    return out;
}

static const struct lm_col *
dyn_col(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    switch (e->type.id) {
    case LM_T_DYN:
        return dyn_numbers(c, x, sel);
    case LM_T_BIGINT:
        return dyn_to_kind(c, LM_K_INT, x, sel);
    case LM_T_DOUBLE:
        return dyn_to_kind(c, LM_K_F64, x, sel);
    default:
        return NULL;
    }
}

static const struct lm_col *
number_col(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    /* A number too large for a double was read as infinite: that is refused, by rows. */
    if (c->kind == LM_K_F64 && c->text != NULL && e->op != LM_X_ADAPT_CMP && any_infinite(c, sel))
        return NULL;
    switch (e->type.id) {
    case LM_T_DYN:
        return c->kind == LM_K_INT || c->kind == LM_K_F64 || c->kind == LM_K_DEC ? without_text(c, x)
                                                                                : NULL;
    case LM_T_BIGINT:
        return c->kind == LM_K_INT ? without_text(c, x) : NULL;
    case LM_T_INTEGER:
        return c->kind == LM_K_INT && all_int32(c, sel) ? without_text(c, x) : NULL;
    case LM_T_DOUBLE:
        if (c->kind == LM_K_INT)
            return int_to_f64(c, x);
        return c->kind == LM_K_F64 ? without_text(c, x) : NULL;
    default:
        return e->type.precision == 0 && c->kind == LM_K_DEC ? c : NULL;
    }
}

static const struct lm_col *
date_to_ts(const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_col *out = lm_eval_col(x, LM_K_TS);

    out->null = c->null;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (__builtin_mul_overflow(c->i[r], LM_US_DAY, &out->i[r]) && !lm_col_is_null(c, r))
            return NULL;
    }
    return out;
}

/* Epoch numbers and texts as instants, if all of them are. */
static const struct lm_col *
stamp_col(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    bool casts = e->op == LM_X_CAST || e->op == LM_X_TRY_CAST;
    struct lm_stamp stamp = { .unit = e->op == LM_X_READ ? (enum lm_time_unit)e->col : LM_UNIT_AUTO };

    if (casts || (c->kind != LM_K_INT && c->kind != LM_K_F64 && c->kind != LM_K_STR))
        return NULL;
    struct lm_col *out = lm_eval_col(x, LM_K_TS);
    lm_stamp_col(&stamp, c, sel, out->i);
    out->null = c->null;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (out->i[r] == LM_NO_TIME && !lm_col_is_null(c, r))
            return NULL; /* the way by rows says what is wrong */
    }
    return out;
}

/* The answer for the whole column, or NULL: then it goes by rows. */
static const struct lm_col *
cast_col(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    bool casts = e->op == LM_X_CAST || e->op == LM_X_TRY_CAST;

    if (c->kind == LM_K_DYN)
        return dyn_col(e, c, x, sel);
    if (casts && c->kind == LM_K_STR && (e->type.id == LM_T_BIGINT || e->type.id == LM_T_DOUBLE))
        return lm_cast_texts(e, c, x, sel);
    if (casts && c->kind == LM_K_INT && c->text == NULL && e->type.id == LM_T_VARCHAR)
        return lm_cast_wholes(c, x, sel);
    if (e->type.id == LM_T_DYN || lm_type_is_number(e->type))
        return number_col(e, c, x, sel);
    if (e->type.id == LM_T_JSON)
        return c->kind == LM_K_STR && e->op != LM_X_ADAPT && e->op != LM_X_ADAPT_CMP ? NULL
               : c->kind >= LM_K_DATE && c->kind <= LM_K_IVL                         ? NULL
                                                                                     : c;
    if (lm_type_is_nested(e->type) || e->type.id == LM_T_UUID)
        return NULL;
    if (c->kind == lm_type_kind(e->type))
        return c;
    if (e->type.id == LM_T_TIMESTAMP)
        return c->kind == LM_K_DATE ? date_to_ts(c, x, sel) : stamp_col(e, c, x, sel);
    return NULL;
}

/* The value as JSON writes it, at most about FOUND_BYTES of it. */
static const char *
found(const struct lm_val *v, struct lm_arena *a)
{
    struct lm_str s = lm_cast_text(v, a);
    bool quote = v->kind != LM_K_BOOL && v->kind != LM_K_INT && v->kind != LM_K_F64 &&
                 v->kind != LM_K_DEC && v->kind != LM_K_JSON;
    char *to = lm_alloc_raw(a, 6 * (FOUND_BYTES + 4) + 8);
    size_t n = 0, i = 0;

    if (quote)
        to[n++] = '"';
    for (; i < s.n && (i < FOUND_BYTES || (s.p[i] & 0xc0) == 0x80) && i < FOUND_BYTES + 4; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (quote && (c == '"' || c == '\\'))
            to[n++] = '\\';
        if (c == '\n' || c == '\t' || c == '\r') {
            to[n++] = '\\';
            to[n++] = c == '\n' ? 'n' : c == '\t' ? 't' : 'r';
        } else if (c < 0x20) {
            n += (size_t)snprintf(to + n, 8, "\\u%04x", c);
        } else {
            to[n++] = (char)c;
        }
    }
    if (i < s.n) {
        memcpy(to + n, "...", 3);
        n += 3;
    }
    if (quote)
        to[n++] = '"';
    to[n] = '\0';
    return to;
}

void
lm_cast_fails(const struct lm_expr *e, struct lm_eval *x, uint32_t r, const struct lm_val *v,
              enum lm_code code)
{
    char type[64];

    if (x->on_error == LM_ON_ERROR_NULL)
        return;
    x->field = e->name.n > 0 ? e->name : e->arg[0]->op == LM_X_COL ? e->arg[0]->name : LM_STR("");
    if (code == LM_E_OVERFLOW)
        lm_eval_fail(x, r, code, "%s is beyond the range of DOUBLE", found(v, x->arena));
    else if (e->op == LM_X_CAST)
        lm_eval_fail(x, r, LM_E_CAST, "cannot cast %s to %s", found(v, x->arena),
                     lm_type_print(e->type, type));
    else
        lm_eval_fail(x, r, e->op == LM_X_READ ? LM_E_CONVERT : LM_E_VALUE, "expected %s, found %s",
                     e->type.id == LM_T_DYN ? "a number" : lm_type_print(e->type, type),
                     found(v, x->arena));
    x->field = (struct lm_str){ NULL, 0 };
}

static const struct lm_col *
cast_rows(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_build b;

    lm_build_begin(&b, x->arena, sel, lm_eval_rows(x));
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        struct lm_val v = lm_col_get(c, r), out = LM_VAL_NULL;
        enum lm_code code = LM_OK;
        if (e->op == LM_X_CAST || e->op == LM_X_TRY_CAST)
            code = lm_cast_val(&v, e->type, x->arena, &out);
        else if (e->op == LM_X_READ)
            code = lm_read_val(&v, e->type, (enum lm_time_unit)e->col, x->arena, &out);
        else
            code = lm_adapt_val(&v, e->type, x->arena, &out);
        if (code != LM_OK && e->op != LM_X_TRY_CAST && e->op != LM_X_ADAPT_CMP)
            lm_cast_fails(e, x, r, &v, code);
        if (code == LM_E_OVERFLOW && e->op == LM_X_ADAPT)
            out = LM_VAL_NULL;
        lm_build_put(&b, &out);
    }
    return b.c;
}

const struct lm_col *
lm_eval_cast(struct lm_expr *e, const struct lm_col *c, struct lm_eval *x, struct lm_sel sel)
{
    assert(e->narg == 1 && c != NULL);
    if (c->kind == LM_K_NULL)
        return c;
    const struct lm_col *out = cast_col(e, c, x, sel);
    bool adapts = e->op == LM_X_ADAPT || e->op == LM_X_ADAPT_CMP;
    if (out != NULL && e->type.limit != 0 && !adapts && !lm_limit_col_holds(e, c, out, sel))
        out = NULL;
    return out != NULL ? out : cast_rows(e, c, x, sel);
}
