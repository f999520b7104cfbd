/* agg_shape.c -- the shape of a distribution: skewness, kurtosis, products, entropy, spread. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Moments are computed from the sums of x, x^2, x^3 and x^4, kept as double-doubles: rows can be taken
 * back and states of parts added. A product keeps its logarithm apart from its sign and its zeros for
 * the same reason; the product itself is multiplied anew where rows were taken back.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "expr/agg_priv.h"

struct moments {
    int64_t n;
    int64_t special; /* NaN and what overflows: the answer is NaN */
    struct lm_dd x[4]; /* sums of powers 1 to 4 */
};

size_t
lm_agg_moment_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct moments) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct moments);
}

/* The number of row r; false: NULL. */
static bool
shape_number(const struct lm_col *c, uint32_t r, double *out)
{
    struct lm_val number;

    if (lm_col_is_null(c, r))
        return false;
    struct lm_val v = lm_col_get(c, r);
    if (!lm_val_number(&v, &number))
        return false;
    *out = lm_val_double(&number);
    return true;
}

void
lm_agg_moment_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        int64_t w = lm_agg_weight(rows, r);
        struct moments *s = rows->states[k];
        double x = 0;
        if (!shape_number(rows->arg[0], r, &x))
            continue;
        s->n += w;
        if (!isfinite(x * x * x * x)) {
            s->special += w;
            continue;
        }
        struct lm_dd power = {x, 0};
        for (int i = 0; i < 4; i++) {
            s->x[i] = lm_dd_sum(s->x[i], w == 1 ? power : lm_dd_mul(power, lm_dd_of(w)));
            power = lm_dd_mul(power, (struct lm_dd){x, 0});
        }
    }
}

void
lm_agg_moment_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct moments *s = into;
    const struct moments *f = from;

    s->n += f->n;
    s->special += f->special;
    for (int i = 0; i < 4; i++)
        s->x[i] = lm_dd_sum(s->x[i], f->x[i]);
}

/* a * b * k, k small and whole. */
static struct lm_dd
shape_times(struct lm_dd a, struct lm_dd b, int k)
{
    return lm_dd_mul(lm_dd_mul(a, b), lm_dd_of(k));
}

/* The mean deviations to the powers 2, 3 and 4 of a state that is not empty. */
static void
shape_central(const struct moments *s, double m[3])
{
    struct lm_dd n = lm_dd_of(s->n), u = lm_dd_div(s->x[0], n), e[3];

    for (int i = 0; i < 3; i++)
        e[i] = lm_dd_div(s->x[i + 1], n);
    struct lm_dd uu = lm_dd_mul(u, u);
    struct lm_dd m2 = lm_dd_sum(e[0], lm_dd_neg(uu));
    struct lm_dd m3 = lm_dd_sum(e[1], lm_dd_neg(shape_times(e[0], u, 3)));
    m3 = lm_dd_sum(m3, shape_times(uu, u, 2));
    struct lm_dd m4 = lm_dd_sum(e[2], lm_dd_neg(shape_times(e[1], u, 4)));
    m4 = lm_dd_sum(m4, shape_times(e[0], uu, 6));
    m4 = lm_dd_sum(m4, lm_dd_neg(shape_times(uu, uu, 3)));
    m[0] = m2.hi + m2.lo;
    m[1] = m3.hi + m3.lo;
    m[2] = m4.hi + m4.lo;
}

/* Whether there are more than `least` values that differ; else the answer is in *out. */
static bool
shape_begin(const struct moments *s, int64_t least, double m[3], struct lm_val *out)
{
    *out = LM_VAL_NULL;
    if (s->n <= least)
        return false;
    if (s->special != 0) {
        *out = lm_val_f64(NAN);
        return false;
    }
    shape_central(s, m);
    return m[0] > 0;
}

void
lm_agg_skewness_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct moments *s = state;
    double m[3], n = (double)s->n;

    if (shape_begin(s, 2, m, out))
        *out = lm_val_f64(sqrt(n * (n - 1)) / (n - 2) * m[1] / (m[0] * sqrt(m[0])));
}

void
lm_agg_kurtosis_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct moments *s = state;
    double m[3], n = (double)s->n;

    if (shape_begin(s, 3, m, out))
        *out = lm_val_f64((n - 1) * ((n + 1) * m[2] / (m[0] * m[0]) - 3 * (n - 1)) /
                          ((n - 2) * (n - 3)));
}

void
lm_agg_kurtosis_pop_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                           struct lm_val *out)
{
    double m[3];

    if (shape_begin(state, 1, m, out))
        *out = lm_val_f64(m[2] / (m[0] * m[0]) - 3);
}

/* The standard error of the mean, by the deviation of the population. */
void
lm_agg_sem_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                  struct lm_val *out)
{
    const struct moments *s = state;
    double m[3] = {0};

    if (s->n > 0 && !shape_begin(s, 0, m, out) && s->special == 0)
        *out = lm_val_f64(0);
    else if (s->n == 0)
        *out = LM_VAL_NULL;
    else if (s->special == 0)
        *out = lm_val_f64(sqrt(m[0] / (double)s->n));
}

/* Products ----------------------------------------------------------------------------------------- */

struct logs {
    int64_t n;
    int64_t zero;  /* values that are 0 */
    int64_t minus; /* values below 0 */
    int64_t unused;
    struct lm_dd log; /* of the sizes of the others */
    double plain[2];  /* [0]: the product of all; says nothing while n is 0 */
};

size_t
lm_agg_log_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct logs) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct logs);
}

void
lm_agg_log_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        int64_t w = lm_agg_weight(rows, r);
        struct logs *s = rows->states[k];
        double x = 0;
        if (!shape_number(rows->arg[0], r, &x))
            continue;
        s->plain[0] = (s->n == 0 ? 1 : s->plain[0]) * (w == 1 ? x : pow(x, (double)w));
        s->n += w;
        s->minus += x < 0 ? w : 0;
        if (x == 0)
            s->zero += w;
        else
            s->log = lm_dd_sum(s->log, lm_dd_product(log(fabs(x)), (double)w));
    }
}

void
lm_agg_log_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct logs *s = into;
    const struct logs *f = from;

    if (f->n != 0)
        s->plain[0] = (s->n == 0 ? 1 : s->plain[0]) * f->plain[0];
    s->n += f->n;
    s->zero += f->zero;
    s->minus += f->minus;
    s->log = lm_dd_sum(s->log, f->log);
}

/* The n-th root of the product: NaN where values below 0 take part, as their logarithm is. */
void
lm_agg_geomean_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct logs *s = state;

    *out = LM_VAL_NULL;
    if (s->n == 0)
        return;
    struct lm_dd mean = lm_dd_div(s->log, lm_dd_of(s->n));
    *out = lm_val_f64(s->minus != 0 ? NAN : s->zero != 0 ? 0 : exp(mean.hi + mean.lo));
}

void
lm_agg_product_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct logs *s = state;

    *out = s->n == 0 ? LM_VAL_NULL : lm_val_f64(s->plain[0]);
}

void
lm_agg_product_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    double product = 1;

    for (uint32_t i = 0; i < n; i++)
        product *= rows[i]->weight == 1 ? lm_val_double(&rows[i]->arg[0])
                                        : pow(lm_val_double(&rows[i]->arg[0]), (double)rows[i]->weight);
    *out = lm_val_f64(product);
}

/* Of sorted rows ----------------------------------------------------------------------------------- */

/* Bits that tell which of the values a row has. */
void
lm_agg_entropy_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    double count = 0, bits = 0;

    for (uint32_t i = 0; i < n; i++)
        count += (double)rows[i]->weight;
    for (uint32_t i = 0, end = 0; i < n; i = end) {
        double run = 0;
        for (end = i; end < n && lm_val_order(&rows[end]->arg[0], &rows[i]->arg[0]) == 0; end++)
            run += (double)rows[end]->weight;
        bits += run / count * log2(count / run);
    }
    *out = lm_val_f64(bits);
}

static int
shape_order(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;

    return (a > b) - (a < b);
}

/* The middle of n sorted doubles, n > 0. */
static double
shape_middle(const double *v, uint64_t n)
{
    return n % 2 == 1 ? v[n / 2] : v[n / 2 - 1] + (v[n / 2] - v[n / 2 - 1]) / 2;
}

/* The median distance from the median. */
void
lm_agg_mad_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                struct lm_arena *arena, struct lm_val *out)
{
    uint64_t count = 0, at = 0;

    for (uint32_t i = 0; i < n; i++)
        count += (uint64_t)rows[i]->weight;
    double *v = lm_alloc_raw(arena, (count + 1) * sizeof *v);
    for (uint32_t i = 0; i < n; i++) {
        for (int64_t w = 0; w < rows[i]->weight; w++)
            v[at++] = lm_val_double(&rows[i]->arg[0]);
    }
    double middle = shape_middle(v, count);
    for (uint64_t i = 0; i < count; i++)
        v[i] = fabs(v[i] - middle);
    qsort(v, count, sizeof *v, shape_order);
    *out = lm_val_f64(shape_middle(v, count));
}
