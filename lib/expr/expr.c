/* expr.c -- bound expressions: makers, common types, constants. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/expr.h"

#include <assert.h>

#include "expr/expr_priv.h"

enum { FOLD_ARENA_BYTES = 4096 };

struct lm_expr *
lm_expr_new(struct lm_arena *a, enum lm_expr_op op, struct lm_type type, struct lm_pos pos,
            struct lm_expr **arg, uint32_t narg)
{
    struct lm_expr *e = lm_alloc(a, sizeof *e);

    assert(narg == 0 || arg != NULL);
    e->op = op;
    e->type = type;
    e->pos = pos;
    e->narg = narg;
    if (narg > 0)
        e->arg = lm_alloc_copy(a, arg, narg * sizeof *arg);
    return e;
}

struct lm_expr *
lm_expr_val(struct lm_arena *a, struct lm_type type, struct lm_val v, struct lm_pos pos)
{
    struct lm_expr *e = lm_expr_new(a, LM_X_CONST, type, pos, NULL, 0);

    assert(v.kind != LM_K_DYN);
    e->value = v;
    return e;
}

struct lm_expr *
lm_expr_col(struct lm_arena *a, uint32_t col, struct lm_type type, struct lm_str name, struct lm_pos pos)
{
    struct lm_expr *e = lm_expr_new(a, LM_X_COL, type, pos, NULL, 0);

    e->col = col;
    e->name = name;
    return e;
}

static bool
is_const(struct lm_expr *e)
{
    switch (e->op) {
    case LM_X_COL:
    case LM_X_NOW:
    case LM_X_MARK:
    case LM_X_TIME:
    case LM_X_ORIGIN:
    case LM_X_LAMBDA: /* its parameters are columns; calls that take one are not folded */
        return false;
    case LM_X_CALL:
        if ((e->fn->flags & LM_FN_VOLATILE) != 0)
            return false;
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        if (!lm_expr_is_const(e->arg[i]))
            return false;
    return true;
}

/* What was found to vary goes on to do so; so the binder may ask for each link of a long chain. */
bool
lm_expr_is_const(struct lm_expr *e)
{
    e->varies = e->varies || !is_const(e);
    return !e->varies;
}

/* Digits before the point that a number type may need. */
static int
whole_digits(struct lm_type t)
{
    if (t.id == LM_T_INTEGER)
        return 10;
    if (t.id == LM_T_BIGINT)
        return 19;
    assert(t.id == LM_T_DECIMAL);
    return t.precision - t.scale;
}

static struct lm_type
common_number(struct lm_type a, struct lm_type b)
{
    struct lm_type t = lm_type_of(LM_T_BIGINT);

    if (a.id == LM_T_DOUBLE || b.id == LM_T_DOUBLE)
        return lm_type_of(LM_T_DOUBLE);
    if (a.id == LM_T_DECIMAL || b.id == LM_T_DECIMAL) {
        t.id = LM_T_DECIMAL;
        if ((a.id == LM_T_DECIMAL && a.precision == 0) || (b.id == LM_T_DECIMAL && b.precision == 0))
            return t;
        int whole = whole_digits(a) > whole_digits(b) ? whole_digits(a) : whole_digits(b);
        t.scale = a.scale > b.scale ? a.scale : b.scale;
        t.precision = (uint8_t)(whole + t.scale > LM_DECIMAL_DIGITS ? LM_DECIMAL_DIGITS
                                                                    : whole + t.scale);
    }
    return t;
}

static bool
is_time(struct lm_type t)
{
    return t.id == LM_T_DATE || t.id == LM_T_TIMESTAMP || t.id == LM_T_TIME || t.id == LM_T_INTERVAL;
}

/* The common type of two types of which neither is NULL nor undeclared. */
static bool
common_declared(struct lm_type a, struct lm_type b, struct lm_type *out)
{
    bool text_a = a.id == LM_T_VARCHAR || a.id == LM_T_UUID;
    bool text_b = b.id == LM_T_VARCHAR || b.id == LM_T_UUID;

    if (lm_type_is_number(a) && lm_type_is_number(b)) {
        *out = a.id == b.id && a.id != LM_T_DECIMAL ? a : common_number(a, b);
        return true;
    }
    if (text_a && text_b) {
        *out = a.id == b.id ? a : lm_type_of(LM_T_VARCHAR);
        return true;
    }
    if ((text_a && is_time(b)) || (text_b && is_time(a))) {
        *out = text_a ? b : a;
        return true;
    }
    if (lm_type_is_nested(a) && lm_type_is_nested(b)) {
        *out = a.id == b.id ? a : lm_type_of(LM_T_JSON);
        if (a.id == b.id && a.nfield != b.nfield)
            *out = lm_type_of(a.id);
        return true;
    }
    if ((a.id == LM_T_DATE && b.id == LM_T_TIMESTAMP) || (a.id == LM_T_TIMESTAMP && b.id == LM_T_DATE)) {
        *out = lm_type_of(LM_T_TIMESTAMP);
        return true;
    }
    *out = a;
    return a.id == b.id;
}

/* Element types of two lists of one id, joined; a list of the left's fields where they agree. */
static void
common_element(struct lm_type a, struct lm_type b, struct lm_type *out)
{
    if (a.id != LM_T_LIST || b.id != LM_T_LIST || a.fields == NULL || b.fields == NULL)
        return;
    if (a.fields[0].type.id == b.fields[0].type.id) {
        *out = b.fields[0].type.limit == 0 || b.fields[0].type.limit > a.fields[0].type.limit ? b : a;
        return;
    }
    /* An empty or NULL element list takes the other's type; unequal ones are left open. */
    if (a.fields[0].type.id == LM_T_NULL)
        *out = b;
    else if (b.fields[0].type.id != LM_T_NULL)
        *out = lm_type_of(LM_T_LIST);
}

bool
lm_type_common(struct lm_type a, struct lm_type b, struct lm_type *out)
{
    if (a.id == LM_T_NULL) {
        *out = b;
        return true;
    }
    if (b.id == LM_T_NULL) {
        *out = a;
        return true;
    }
    if (a.id == LM_T_DYN || b.id == LM_T_DYN) {
        *out = lm_type_of(LM_T_DYN);
        return true;
    }
    if ((a.id == LM_T_JSON) != (b.id == LM_T_JSON) && !(lm_type_is_nested(a) && lm_type_is_nested(b))) {
        *out = lm_type_of(LM_T_DYN);
        return true;
    }
    if (!common_declared(a, b, out))
        return false;
    if (a.id != b.id || a.limit != b.limit)
        *out = lm_type_plain(*out);
    common_element(a, b, out);
    return true;
}

struct lm_expr *
lm_expr_as(struct lm_arena *a, struct lm_expr *e, struct lm_type type)
{
    struct lm_val v;

    assert(e != NULL);
    if (type.id == LM_T_DYN || type.id == LM_T_NULL)
        return e;
    if (e->type.id == LM_T_NULL && e->op == LM_X_CONST)
        return lm_expr_val(a, type, LM_VAL_NULL, e->pos);
    if (e->type.id == type.id && (type.limit == 0 || type.limit == e->type.limit) &&
        (type.id != LM_T_DECIMAL || type.precision == 0 || e->type.scale == type.scale))
        return e;
    if (lm_type_is_nested(type) && lm_type_is_nested(e->type))
        return e;
    if (e->op == LM_X_CONST && lm_cast_val(&e->value, type, a, &v) == LM_OK)
        return lm_expr_val(a, type, v, e->pos);
    return lm_expr_new(a, LM_X_CAST, type, e->pos, &e, 1);
}

static bool
same_const(const struct lm_val *a, const struct lm_val *b)
{
    return a->kind == b->kind && a->scale == b->scale && lm_val_is_null(a) == lm_val_is_null(b) &&
           lm_str_eq(lm_val_text(a), lm_val_text(b)) && lm_val_order(a, b) == 0;
}

/* Whether both always give the same. No lambdas. */
static bool
same_expr(const struct lm_expr *a, const struct lm_expr *b)
{
    if (a->op != b->op || a->type.id != b->type.id || a->col != b->col || a->fn != b->fn ||
        a->narg != b->narg || a->op == LM_X_LAMBDA)
        return false;
    if (a->op == LM_X_CONST)
        return same_const(&a->value, &b->value);
    if (a->op == LM_X_COL && a->state != b->state) /* while it is bound: what `col` is numbered by later */
        return false;
    if (a->op == LM_X_CALL && (a->fn->flags & LM_FN_VOLATILE) != 0)
        return false;
    if (a->type.precision != b->type.precision || a->type.scale != b->type.scale ||
        a->type.limit != b->type.limit)
        return false;
    for (uint32_t i = 0; i < a->narg; i++)
        if (!same_expr(a->arg[i], b->arg[i]))
            return false;
    return true;
}

static bool
is_equality_with_const(const struct lm_expr *e)
{
    enum lm_cmp op;

    return e->op == LM_X_CALL && e->narg == 2 && lm_cmp_of_fn(e->fn, &op) && op == LM_CMP_EQ &&
           e->arg[1]->op == LM_X_CONST && e->arg[0]->op != LM_X_CONST;
}

struct lm_expr *
lm_expr_or(struct lm_arena *a, struct lm_pos pos, struct lm_expr **arg, uint32_t narg)
{
    struct lm_type boolean = lm_type_of(LM_T_BOOLEAN);
    struct lm_expr **any = lm_alloc_raw(a, narg * sizeof *any);
    struct lm_expr **in = lm_alloc_raw(a, (narg + 1) * sizeof *in);
    uint32_t n = 0, end = 0;

    assert(narg > 0);
    for (uint32_t i = 0; i < narg; i = end) {
        end = i + 1;
        if (is_equality_with_const(arg[i])) {
            while (end < narg && is_equality_with_const(arg[end]) &&
                   same_expr(arg[i]->arg[0], arg[end]->arg[0]))
                end++;
        }
        any[n++] = arg[i];
        if (end - i < 2)
            continue;
        in[0] = arg[i]->arg[0];
        for (uint32_t k = i; k < end; k++)
            in[1 + k - i] = arg[k]->arg[1];
        any[n - 1] = lm_expr_new(a, LM_X_IN, boolean, pos, in, end - i + 1);
    }
    return n == 1 ? any[0] : lm_expr_new(a, LM_X_OR, boolean, pos, any, n);
}

/* What an evaluation outside of a pipe left in the nodes belongs to an arena that goes away. */
static void
forget_state(struct lm_expr *e)
{
    e->state = NULL;
    for (uint32_t i = 0; i < e->narg; i++)
        forget_state(e->arg[i]);
}

int
lm_expr_const(struct lm_expr *e, struct lm_arena *a, int64_t now_us, struct lm_val *out,
              struct lm_err *err)
{
    struct lm_arena scratch;
    struct lm_batch one = { .arena = &scratch, .nrow = 1, .sel = lm_sel_all(1) };
    struct lm_eval x = { .arena = &scratch, .keep = &scratch, .now_us = now_us, .once = true };
    int rc = 0;

    *out = LM_VAL_NULL;
    lm_arena_init(&scratch, FOLD_ARENA_BYTES);
    x.on_error = LM_ON_ERROR_SKIP;
    lm_eval_begin(&x, &one);
    const struct lm_col *c = lm_expr_eval(e, &x, one.sel);
    if (x.nbad > 0) {
        rc = lm_fail(err, (enum lm_code)x.bad[0], e->pos, "%s", x.what);
    } else {
        struct lm_val v = lm_col_get(c, 0);
        *out = lm_val_keep(a, v);
    }
    forget_state(e);
    lm_arena_fini(&scratch);
    return rc;
}
