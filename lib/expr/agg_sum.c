/* agg_sum.c -- COUNT, SUM, AVG: exact over integers and decimals, double-double over the rest. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One state serves SUM and AVG. Whole numbers and decimals are added in 128 bits with one scale for
 * the state; other numbers in a double-double beside it, with NaN and infinities counted, so that
 * all of it can be taken back. The answer is exact while no double is in it, else the sum of both
 * parts rounded once. The kinds of the batch choose the loop; the loops touch nothing but values
 * and states.
 */
#include <assert.h>
#include <float.h>

#include "expr/agg_priv.h"
#include "expr/kernels.h"

struct count {
    int64_t n;
    int64_t unused;
};

struct sum {
    lm_i128 whole;            /* sum of the exact values, times 10^scale */
    struct lm_dd real;        /* sum of the finite doubles */
    int64_t n;                /* values */
    int64_t nreal;            /* doubles among them */
    int32_t plus, minus, nan; /* infinities and NaN */
    int32_t scale;
};

static void sum_real(struct sum *s, double v, int64_t w);
static void sum_whole(struct sum *s, lm_i128 v, int scale, int64_t w);

size_t
lm_agg_count_size(const struct lm_agg *a)
{
    return sizeof(struct count);
}

size_t
lm_agg_sum_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct sum) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct sum);
}

static bool
one_state(void *const *states, uint32_t n)
{
    return n >= 16 && states[n - 1] == states[0] && lm_k_all_same(states, n);
}

bool
lm_agg_one_state(const struct lm_agg_rows *rows)
{
    return one_state(rows->states, rows->sel.n);
}

static void
count_all(void *const *states, uint32_t n)
{
    if (one_state(states, n)) {
        ((struct count *)states[0])->n += n;
        return;
    }
    for (uint32_t k = 0; k < n; k++)
        ((struct count *)states[k])->n++;
}

void
lm_agg_count_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = a->nvalue > 0 ? rows->arg[0] : NULL;
    bool no_nulls = c == NULL || (c->kind != LM_K_NULL && c->kind != LM_K_DYN && c->null == NULL);

    if (no_nulls && rows->weight == NULL) {
        count_all(rows->states, rows->sel.n);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        if (no_nulls || !lm_col_is_null(c, r))
            ((struct count *)rows->states[k])->n += lm_agg_weight(rows, r);
    }
}

static void
count_true(void *const *states, const struct lm_col *c, struct lm_sel sel)
{
    if (sel.rows == NULL && c->null == NULL && one_state(states, sel.n)) {
        ((struct count *)states[0])->n += (int64_t)lm_k_count_true(c->b, sel.n);
        return;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        ((struct count *)states[k])->n += c->b[r] & (c->null == NULL || c->null[r] == 0);
    }
}

void
lm_agg_count_if_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    if (c->kind == LM_K_BOOL && rows->weight == NULL) {
        count_true(rows->states, c, rows->sel);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        bool yes = c->kind == LM_K_BOOL
                       ? c->b[r] != 0 && !lm_col_is_null(c, r)
                       : c->kind == LM_K_DYN && c->y[r].kind == LM_K_BOOL && c->y[r].i != 0;
        if (yes)
            ((struct count *)rows->states[k])->n += lm_agg_weight(rows, r);
    }
}

void
lm_agg_count_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    ((struct count *)into)->n += ((const struct count *)from)->n;
}

void
lm_agg_count_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                    struct lm_val *out)
{
    *out = lm_val_int(((const struct count *)state)->n);
}

/* No NULLs, no weights, whole numbers: the commonest loop. */
static void
sum_add_ints(void *const *states, const int64_t *v, struct lm_sel sel)
{
    if (one_state(states, sel.n)) {
        lm_i128 whole = 0;
        if (sel.rows == NULL)
            whole = lm_k_sum_i64(v, sel.n);
        for (uint32_t k = 0; sel.rows != NULL && k < sel.n; k++)
            whole += v[sel.rows[k]];
        ((struct sum *)states[0])->whole += whole;
        ((struct sum *)states[0])->n += sel.n;
        return;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        struct sum *s = states[k];
        s->whole += v[lm_sel_row(sel, k)];
        s->n++;
    }
}

/* Four sums at a time, because each waits long for itself. False when a value or a sum is not
 * finite: nothing has been added then. */
static bool
sum_add_reals_to(struct sum *s, const double *v, struct lm_sel sel)
{
    struct lm_dd part[4] = {{0, 0}};
    uint32_t k = 0;

    for (; k + 4 <= sel.n; k += 4) {
        for (uint32_t i = 0; i < 4; i++)
            part[i] = lm_dd_add(part[i], v[lm_sel_row(sel, k + i)]);
    }
    for (; k < sel.n; k++)
        part[0] = lm_dd_add(part[0], v[lm_sel_row(sel, k)]);
    struct lm_dd all = lm_dd_sum(lm_dd_sum(part[0], part[1]), lm_dd_sum(part[2], part[3]));
    all = lm_dd_sum(s->real, all);
    if (!(fabs(all.hi) <= DBL_MAX))
        return false;
    s->real = all;
    s->n += sel.n;
    s->nreal += sel.n;
    return true;
}

static void
sum_add_reals(void *const *states, const double *v, struct lm_sel sel)
{
    if (one_state(states, sel.n) && sum_add_reals_to(states[0], v, sel))
        return;
    for (uint32_t k = 0; k < sel.n; k++) {
        struct sum *s = states[k];
        double x = v[lm_sel_row(sel, k)];
        if (!(fabs(s->real.hi + x) <= DBL_MAX)) {
            sum_real(s, x, 1);
            continue;
        }
        s->real = lm_dd_add(s->real, x);
        s->n++;
        s->nreal++;
    }
}

static void
sum_add_val(struct sum *s, const struct lm_val *v, int64_t w, bool exact)
{
    struct lm_val number;

    if (lm_val_is_null(v) || !lm_val_number(v, &number))
        return;
    if (number.kind == LM_K_INT)
        sum_whole(s, number.i, 0, w);
    else if (number.kind == LM_K_DEC && (exact || number.scale == 0))
        sum_whole(s, number.d, number.scale, w);
    else
        sum_real(s, lm_val_double(&number), w);
}

void
lm_agg_sum_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];
    bool exact = a->arg[0]->type.id == LM_T_DECIMAL;

    assert(a->nvalue == 1);
    if (c->kind == LM_K_NULL)
        return;
    if (c->null == NULL && rows->weight == NULL && c->kind == LM_K_F64) {
        sum_add_reals(rows->states, c->f, rows->sel);
        return;
    }
    bool whole = c->kind == LM_K_INT && !exact;
    if (c->null == NULL && rows->weight == NULL && whole) {
        sum_add_ints(rows->states, c->i, rows->sel);
        return;
    }
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        int64_t w = lm_agg_weight(rows, r);
        struct sum *s = rows->states[k];
        if (lm_col_is_null(c, r))
            continue;
        if (c->kind == LM_K_INT) {
            sum_whole(s, c->i[r], 0, w);
        } else if (c->kind == LM_K_F64) {
            sum_real(s, c->f[r], w);
        } else {
            struct lm_val v = lm_col_get(c, r);
            sum_add_val(s, &v, w, exact);
        }
    }
}

static void
sum_real(struct sum *s, double v, int64_t w)
{
    s->n += w;
    s->nreal += w;
    if (isnan(v)) {
        s->nan += (int32_t)w;
    } else if (isinf(v)) {
        *(v > 0 ? &s->plus : &s->minus) += (int32_t)w;
    } else if (!(fabs(s->real.hi + v * (double)w) <= DBL_MAX)) {
        s->real = (struct lm_dd){s->real.hi + v * (double)w, 0}; /* beyond the range for good */
    } else {
        s->real = w == 1 ? lm_dd_add(s->real, v) : lm_dd_sum(s->real, lm_dd_product(v, (double)w));
    }
    if (s->nreal == 0)
        s->real = (struct lm_dd){0, 0};
}

/* A value of another scale brings the sum, or is brought, to the greater one. What does not fit
 * goes on as a double. */
static void
sum_whole(struct sum *s, lm_i128 v, int scale, int64_t w)
{
    lm_i128 sum = s->whole;

    if (scale != s->scale) {
        int to = scale > s->scale ? scale : s->scale;
        if (!lm_dec_rescale(sum, s->scale, to, &sum, NULL) ||
            !lm_dec_rescale(v, scale, to, &v, NULL)) {
            sum_real(s, lm_dec_double(v, scale), w);
            return;
        }
        s->scale = to;
        s->whole = sum;
    }
    if (__builtin_mul_overflow(v, (lm_i128)w, &v) || __builtin_add_overflow(sum, v, &sum)) {
        sum_real(s, lm_dec_double(v, s->scale), 1);
        return;
    }
    s->whole = sum;
    s->n += w;
}

void
lm_agg_sum_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct sum *s = into;
    const struct sum *f = from;
    int64_t n = s->n + f->n;

    if (f->whole != 0 || f->scale != 0)
        sum_whole(s, f->whole, f->scale, 1);
    s->plus += f->plus;
    s->minus += f->minus;
    s->nan += f->nan;
    s->nreal += f->nreal;
    s->real = isfinite(s->real.hi + f->real.hi) ? lm_dd_sum(s->real, f->real)
                                                : (struct lm_dd){s->real.hi + f->real.hi, 0};
    s->n = n;
}

/* Both parts as one double-double; a special value alone in hi. */
static struct lm_dd
sum_total(const struct sum *s)
{
    if (s->nan != 0 || (s->plus != 0 && s->minus != 0))
        return (struct lm_dd){NAN, 0};
    if (s->plus != 0 || s->minus != 0)
        return (struct lm_dd){s->plus != 0 ? INFINITY : -INFINITY, 0};
    if (!isfinite(s->real.hi))
        return (struct lm_dd){s->real.hi, 0};
    struct lm_dd whole = lm_dd_of(s->whole);
    if (s->scale > 0)
        whole = lm_dd_div(whole, lm_dd_of(lm_pow10_i128(s->scale)));
    return lm_dd_sum(whole, s->real);
}

void
lm_agg_sum_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                  struct lm_val *out)
{
    const struct sum *s = state;

    *out = LM_VAL_NULL;
    if (s->n == 0)
        return;
    if (s->nreal != 0 || a->result.id == LM_T_DOUBLE) {
        struct lm_dd d = sum_total(s);
        *out = lm_val_f64(d.hi + d.lo);
    } else if (s->scale == 0 && s->whole == (int64_t)s->whole &&
               (a->result.id != LM_T_DECIMAL || a->result.scale == 0)) {
        *out = lm_val_int((int64_t)s->whole);
    } else {
        *out = (struct lm_val){.kind = LM_K_DEC, .scale = (uint8_t)s->scale, .d = s->whole};
    }
}

void
lm_agg_avg_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                  struct lm_val *out)
{
    const struct sum *s = state;

    *out = LM_VAL_NULL;
    if (s->n == 0)
        return;
    struct lm_dd d = sum_total(s);
    if (!isfinite(d.hi)) {
        *out = lm_val_f64(d.hi / (double)s->n);
        return;
    }
    d = lm_dd_div(d, lm_dd_of(s->n));
    *out = lm_val_f64(d.hi + d.lo);
}

struct lm_dd
lm_dd_of(lm_i128 v)
{
    double hi = (double)v;

    if (fabs(hi) >= 0x1p126)
        return (struct lm_dd){hi, 0};
    return (struct lm_dd){hi, (double)(v - (lm_i128)hi)};
}

struct lm_dd
lm_dd_mul(struct lm_dd a, struct lm_dd b)
{
    struct lm_dd p = lm_dd_product(a.hi, b.hi);

    p.lo += a.hi * b.lo + a.lo * b.hi;
    return lm_dd_add((struct lm_dd){p.hi, 0}, p.lo);
}

/* Long division in three steps. Of a finite a by a finite b that is not 0. */
struct lm_dd
lm_dd_div(struct lm_dd a, struct lm_dd b)
{
    double q1 = a.hi / b.hi;

    if (!isfinite(q1))
        return (struct lm_dd){q1, 0};
    struct lm_dd r = lm_dd_sum(a, lm_dd_neg(lm_dd_mul(b, (struct lm_dd){q1, 0})));
    double q2 = r.hi / b.hi;
    r = lm_dd_sum(r, lm_dd_neg(lm_dd_mul(b, (struct lm_dd){q2, 0})));
    struct lm_dd q = lm_dd_add((struct lm_dd){q1, 0}, q2);
    return lm_dd_add(q, r.hi / b.hi);
}
