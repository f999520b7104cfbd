/* ops_cmp.c -- comparison operators: of two values, of columns, and as selections. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A whole-number column against a constant with a fraction is a comparison of integers once the
 * constant is rounded to the right side: x < 2.5 is x < 3, x <= 2.5 is x <= 2. So no row is converted.
 * What never or always holds (x = 2.5, x < 1e300) is said by a comparison with an end of the range.
 */
#include <assert.h>
#include <math.h>

#include "base/civil.h"
#include "expr/expr_priv.h"
#include "expr/kernels.h"

/* A text beside a time is that time, if it is one: the column that a window was made from, and its bounds. */
static bool
as_time(const struct lm_val *text, const struct lm_val *time, struct lm_val *out)
{
    *out = (struct lm_val){ .kind = LM_K_TS };
    return text->kind == LM_K_STR && time->kind == LM_K_TS && lm_ts_parse(lm_val_text(text), &out->i);
}

int
lm_cmp_vals(const struct lm_val *a, const struct lm_val *b)
{
    struct lm_val at;

    if (a->kind != b->kind && as_time(a, b, &at))
        return lm_val_order(&at, b);
    if (a->kind != b->kind && as_time(b, a, &at))
        return lm_val_order(a, &at);
    bool fraction = (a->kind == LM_K_DEC && a->scale > 0 && b->kind == LM_K_F64) ||
                    (b->kind == LM_K_DEC && b->scale > 0 && a->kind == LM_K_F64);

    if (!fraction)
        return lm_val_order(a, b);
    struct lm_val x = lm_val_f64(lm_val_double(a)), y = lm_val_f64(lm_val_double(b));
    return lm_val_order(&x, &y);
}

/* A constant bound for an integer column. */
struct int_bound {
    enum lm_cmp op;
    int64_t c;
};

/* Whether nothing (or everything) satisfies op: as x < the least, or x >= the least. */
static struct int_bound
bound_all(bool all)
{
    return (struct int_bound){ all ? LM_CMP_GE : LM_CMP_LT, INT64_MIN };
}

/* The bound for a constant that lies strictly between two whole numbers, or beyond all of them:
 * `below` is the greatest whole number under it. */
static struct int_bound
bound_between(enum lm_cmp op, int64_t below)
{
    switch (op) {
    case LM_CMP_EQ: return bound_all(false);
    case LM_CMP_NE: return bound_all(true);
    case LM_CMP_LT:
    case LM_CMP_LE: return (struct int_bound){ LM_CMP_LE, below };
    default: return (struct int_bound){ LM_CMP_GT, below };
    }
}

static struct int_bound
bound_beyond(enum lm_cmp op, bool above)
{
    if (op == LM_CMP_EQ || op == LM_CMP_NE)
        return bound_all(op == LM_CMP_NE);
    return bound_all((op == LM_CMP_LT || op == LM_CMP_LE) == above);
}

/* `INT op c` as a comparison with a whole number. False when c is no number. */
static bool
int_bound(enum lm_cmp op, const struct lm_val *c, struct int_bound *out)
{
    if (c->kind == LM_K_INT) {
        *out = (struct int_bound){ op, c->i };
        return true;
    }
    if (c->kind == LM_K_F64) {
        double f = floor(c->f);
        if (isnan(c->f) || f >= 9223372036854775808.0)
            *out = bound_beyond(op, true); /* NaN is above every number */
        else if (f < -9223372036854775808.0)
            *out = bound_beyond(op, false);
        else if (f == c->f)
            *out = (struct int_bound){ op, (int64_t)f };
        else
            *out = bound_between(op, (int64_t)f);
        return true;
    }
    if (c->kind != LM_K_DEC)
        return false;
    lm_i128 unit = lm_pow10_i128(c->scale), whole = c->d / unit, rest = c->d % unit;
    whole -= rest < 0;
    if (whole > INT64_MAX || whole < INT64_MIN)
        *out = bound_beyond(op, whole > 0);
    else if (rest == 0)
        *out = (struct int_bound){ op, (int64_t)whole };
    else
        *out = bound_between(op, (int64_t)whole);
    return true;
}

/* The double that a DOUBLE column can be compared with in place of number c. */
static bool
double_bound(const struct lm_val *c, double *out)
{
    if (c->kind != LM_K_INT && c->kind != LM_K_F64 && c->kind != LM_K_DEC)
        return false;
    *out = lm_val_double(c);
    if (c->kind == LM_K_INT)
        return c->i <= INT64_C(1) << 53 && c->i >= -(INT64_C(1) << 53);
    if (c->kind == LM_K_DEC && c->scale == 0)
        return fabs(*out) <= 9007199254740992.0;
    return !isnan(*out);
}

bool
lm_cmp_whole(const struct lm_val *v, int64_t *whole)
{
    struct int_bound b;

    if (!int_bound(LM_CMP_EQ, v, &b) || b.op != LM_CMP_EQ)
        return false;
    *whole = b.c;
    return true;
}

bool
lm_cmp_double(const struct lm_val *v, double *f)
{
    return double_bound(v, f);
}

static bool
is_int_kind(enum lm_kind k)
{
    return k == LM_K_INT || k == LM_K_TS || k == LM_K_DATE || k == LM_K_TIME;
}

/* NULLs of either side; NULL pointer when there are none. */
static const uint8_t *
both_null(const struct lm_col *a, const struct lm_col *b, uint32_t nrow, uint8_t *room)
{
    if (a->null == NULL || b->null == NULL || a->null == b->null)
        return a->null != NULL ? a->null : b->null;
    lm_k_or_null(a->null, b->null, room, nrow);
    return room;
}

/* A column of numbers of several kinds against a constant number, value by value. */
static uint32_t
select_dyn(const struct lm_cmp_task *t, uint16_t *to)
{
    struct int_bound ib = { t->op, 0 };
    double f = 0;
    bool by_int = int_bound(t->op, t->bc, &ib), by_f64 = double_bound(t->bc, &f);
    uint32_t m = 0;

    for (uint32_t k = 0; k < t->sel.n; k++) {
        uint32_t r = lm_sel_row(t->sel, k);
        const struct lm_val *v = &t->a->y[r];
        struct lm_val n;
        bool holds = false;
        if (v->kind == LM_K_INT && by_int) {
            holds = lm_cmp_holds(ib.op, (v->i > ib.c) - (v->i < ib.c));
        } else if (v->kind == LM_K_F64 && by_f64 && v->f == v->f) {
            holds = lm_cmp_holds(t->op, (v->f > f) - (v->f < f));
        } else if (!lm_val_is_null(v)) {
            if (!t->adapt)
                holds = lm_cmp_holds(t->op, lm_cmp_vals(v, t->bc));
            else if (lm_val_number(v, &n))
                holds = lm_cmp_holds(t->op, lm_cmp_vals(&n, t->bc));
        }
        to[m] = (uint16_t)r;
        m += holds;
    }
    return m;
}

static bool
is_number(const struct lm_val *v)
{
    return v->kind == LM_K_INT || v->kind == LM_K_F64 || v->kind == LM_K_DEC;
}

static bool
select_const(const struct lm_cmp_task *t, uint16_t *to, uint32_t *n)
{
    const struct lm_col *a = t->a;
    struct int_bound ib;
    double f = 0;

    if (a->kind == LM_K_INT && int_bound(t->op, t->bc, &ib)) {
        *n = lm_k_selc_i64[ib.op](a->i, ib.c, a->null, t->sel, to);
        return true;
    }
    if (a->kind == LM_K_F64 && double_bound(t->bc, &f)) {
        *n = lm_k_selc_f64[t->op](a->f, f, a->null, t->sel, to);
        return true;
    }
    if (a->kind == LM_K_DYN && is_number(t->bc)) {
        *n = select_dyn(t, to);
        return true;
    }
    if (is_int_kind(a->kind) && t->bc->kind == (uint8_t)a->kind) {
        *n = lm_k_selc_i64[t->op](a->i, t->bc->i, a->null, t->sel, to);
        return true;
    }
    if (a->kind == LM_K_STR && t->bc->kind == LM_K_STR && t->op <= LM_CMP_NE) {
        struct lm_sel sel = t->sel;
        if (a->null != NULL)
            sel = (struct lm_sel){ to, lm_k_sel_present(a->null, sel, to) };
        *n = lm_k_sel_text(a->s, lm_val_text(t->bc), t->op == LM_CMP_EQ, sel, to);
        return true;
    }
    return false;
}

static uint32_t
select_text(const struct lm_cmp_task *t, uint16_t *to)
{
    uint32_t m = 0;

    for (uint32_t k = 0; k < t->sel.n; k++) {
        uint32_t r = lm_sel_row(t->sel, k);
        to[m] = (uint16_t)r;
        if (lm_col_is_null(t->a, r) || lm_col_is_null(t->b, r))
            continue;
        if (t->op <= LM_CMP_NE)
            m += lm_str_eq(t->a->s[r], t->b->s[r]) == (t->op == LM_CMP_EQ);
        else
            m += lm_cmp_holds(t->op, lm_text_order(t->a->s[r], t->b->s[r]));
    }
    return m;
}

bool
lm_cmp_select(const struct lm_cmp_task *t, uint16_t *to, uint32_t *n)
{
    uint8_t room[LM_BATCH_ROWS];
    uint32_t top = t->sel.n == 0 ? 0 : lm_sel_row(t->sel, t->sel.n - 1) + 1;

    if (t->a->kind == LM_K_NULL || t->b->kind == LM_K_NULL) {
        *n = 0;
        return true;
    }
    if (t->bc != NULL && select_const(t, to, n))
        return true;
    if (t->a->kind == LM_K_STR && t->b->kind == LM_K_STR) {
        *n = select_text(t, to);
        return true;
    }
    if (t->a->kind != t->b->kind)
        return false;
    if (is_int_kind(t->a->kind)) {
        *n = lm_k_sel_i64[t->op](t->a->i, t->b->i, both_null(t->a, t->b, top, room), t->sel, to);
        return true;
    }
    if (t->a->kind == LM_K_F64) {
        *n = lm_k_sel_f64[t->op](t->a->f, t->b->f, both_null(t->a, t->b, top, room), t->sel, to);
        return true;
    }
    return false;
}

static void
mask_text(const struct lm_cmp_task *t, uint8_t *out)
{
    for (uint32_t k = 0; k < t->sel.n; k++) {
        uint32_t r = lm_sel_row(t->sel, k);
        if (lm_col_is_null(t->a, r) || lm_col_is_null(t->b, r))
            out[r] = 0;
        else if (t->op <= LM_CMP_NE)
            out[r] = lm_text_is(t->a->s[r], t->b->s[r]) == (t->op == LM_CMP_EQ);
        else
            out[r] = lm_cmp_holds(t->op, lm_text_order(t->a->s[r], t->b->s[r]));
    }
}

/* Truth in out[row]; NULLs are for the caller. */
static bool
cmp_mask(const struct lm_cmp_task *t, uint32_t nrow, uint8_t *out)
{
    const struct lm_col *a = t->a, *b = t->b;
    struct int_bound ib;
    double f = 0;

    if (t->bc != NULL && a->kind == LM_K_INT && int_bound(t->op, t->bc, &ib))
        lm_k_cmpc_i64[ib.op](a->i, ib.c, out, nrow);
    else if (t->bc != NULL && a->kind == LM_K_F64 && double_bound(t->bc, &f))
        lm_k_cmpc_f64[t->op](a->f, f, out, nrow);
    else if (a->kind == LM_K_STR && b->kind == LM_K_STR)
        mask_text(t, out);
    else if (a->kind == b->kind && is_int_kind(a->kind))
        lm_k_cmp_i64[t->op](a->i, b->i, out, nrow);
    else if (a->kind == b->kind && a->kind == LM_K_F64)
        lm_k_cmp_f64[t->op](a->f, b->f, out, nrow);
    else
        return false;
    return true;
}

static enum lm_cmp
mirrored(enum lm_cmp op)
{
    static const enum lm_cmp other[] = { LM_CMP_EQ, LM_CMP_NE, LM_CMP_GT,
                                         LM_CMP_GE, LM_CMP_LT, LM_CMP_LE };

    return other[op];
}

struct lm_cmp_task
lm_cmp_task_of(const struct lm_expr *e, const struct lm_col *a, const struct lm_col *b, struct lm_sel sel)
{
    struct lm_cmp_task t = { .a = a, .b = b, .sel = sel };
    bool is = lm_cmp_of_fn(e->fn, &t.op);

    assert(is && e->narg == 2);
    (void)is;
    if (e->arg[1]->op == LM_X_CONST) {
        t.bc = &e->arg[1]->value;
    } else if (e->arg[0]->op == LM_X_CONST) {
        t = (struct lm_cmp_task){ mirrored(t.op), b, a, &e->arg[0]->value, false, sel };
    }
    return t;
}

static lm_fn_batch_f cmp_batch;

static const struct lm_col *
cmp_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    struct lm_cmp_task t = lm_cmp_task_of(c->node, arg[0], arg[1], sel);
    uint32_t nrow = lm_eval_rows(c->x);
    const struct lm_col *a = arg[0], *b = arg[1];
    struct lm_col *out = lm_eval_col(c->x, LM_K_BOOL);

    assert(narg == 2);
    if (a->kind == LM_K_F64 && b->kind == LM_K_INT && t.bc == NULL && lm_k_i64_exact(b->i, nrow)) {
        struct lm_col *f = lm_eval_col(c->x, LM_K_F64);
        lm_k_i64_to_f64(b->i, f->f, nrow);
        t.b = f;
    } else if (a->kind == LM_K_INT && b->kind == LM_K_F64 && t.bc == NULL && lm_k_i64_exact(a->i, nrow)) {
        struct lm_col *f = lm_eval_col(c->x, LM_K_F64);
        lm_k_i64_to_f64(a->i, f->f, nrow);
        t.a = f;
    }
    if (!cmp_mask(&t, nrow, out->b))
        return NULL;
    if (a->null != NULL && b->null != NULL && a->null != b->null) {
        out->null = lm_alloc_raw(c->arena, nrow);
        lm_k_or_null(a->null, b->null, out->null, nrow);
    } else {
        out->null = a->null != NULL ? a->null : b->null;
    }
    return out;
}

#define CMP_OP(word, op)                                                                           \
    void lm_op_##word(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out) \
    {                                                                                              \
        *out = lm_val_bool(lm_cmp_holds(op, lm_cmp_vals(&arg[0], &arg[1])));                       \
    }                                                                                              \
    const struct lm_col *lm_op_##word##_batch(struct lm_call *c, const struct lm_col *const *arg,  \
                                              uint32_t narg, struct lm_sel sel)                    \
    {                                                                                              \
        return cmp_batch(c, arg, narg, sel);                                                       \
    }

CMP_OP(eq, LM_CMP_EQ)
CMP_OP(ne, LM_CMP_NE)
CMP_OP(lt, LM_CMP_LT)
CMP_OP(le, LM_CMP_LE)
CMP_OP(gt, LM_CMP_GT)
CMP_OP(ge, LM_CMP_GE)

bool
lm_cmp_of_fn(const struct lm_fn *fn, enum lm_cmp *op)
{
    static lm_fn_row_f *const rows[] = { lm_op_eq, lm_op_ne, lm_op_lt, lm_op_le, lm_op_gt, lm_op_ge };

    for (int i = LM_CMP_EQ; i <= LM_CMP_GE; i++) {
        if (fn->row == rows[i]) {
            *op = (enum lm_cmp)i;
            return true;
        }
    }
    return false;
}

void
lm_op_distinct_from(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bool null_a = lm_val_is_null(&arg[0]), null_b = lm_val_is_null(&arg[1]);

    *out = lm_val_bool(null_a || null_b ? null_a != null_b : lm_cmp_vals(&arg[0], &arg[1]) != 0);
}
