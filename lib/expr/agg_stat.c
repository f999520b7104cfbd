/* agg_stat.c -- variance, covariance and regression, from sums of powers. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The sums n, x, x*x (and y, y*y, x*y) are kept as double-doubles: their 106 bits make up for the
 * cancellation in x*x - x^2/n, rows can be taken back, and states of parts can be added.
 */
#include <assert.h>
#include <float.h>

#include "expr/agg_priv.h"

struct var {
    int64_t n;
    int64_t special; /* NaN and infinities among the values: the answer is NaN */
    struct lm_dd x, xx;
};

struct covar {
    struct var x;
    struct lm_dd y, yy, xy;
};

size_t
lm_agg_var_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct var) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct var);
}

size_t
lm_agg_covar_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct covar) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct covar);
}

/* The number at row r as double-double (a BIGINT has more bits than a double). */
static bool
stat_number(const struct lm_col *c, uint32_t r, struct lm_dd *out)
{
    if (lm_col_is_null(c, r))
        return false;
    struct lm_val v = lm_col_get(c, r), number;
    if (!lm_val_number(&v, &number))
        return false;
    *out = number.kind == LM_K_INT ? lm_dd_of(number.i) : (struct lm_dd){lm_val_double(&number), 0};
    return true;
}

static struct lm_dd
stat_times(struct lm_dd a, int64_t w)
{
    return w == 1 ? a : lm_dd_mul(a, lm_dd_of(w));
}

static void
var_add(struct var *s, struct lm_dd x, int64_t w)
{
    s->n += w;
    s->x = lm_dd_sum(s->x, stat_times(x, w));
    s->xx = lm_dd_sum(s->xx, stat_times(lm_dd_mul(x, x), w));
}

void
lm_agg_var_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct var *s = rows->states[k];
        struct lm_dd x;
        if (!stat_number(c, r, &x))
            continue;
        if (isfinite(x.hi * x.hi)) {
            var_add(s, x, lm_agg_weight(rows, r));
        } else {
            s->n += lm_agg_weight(rows, r);
            s->special += lm_agg_weight(rows, r);
        }
    }
}

void
lm_agg_var_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct var *s = into;
    const struct var *f = from;

    s->n += f->n;
    s->special += f->special;
    s->x = lm_dd_sum(s->x, f->x);
    s->xx = lm_dd_sum(s->xx, f->xx);
}

/* The sum of (a - mean a) * (b - mean b), from the sums of ab, a and b. */
static struct lm_dd
stat_deviation(struct lm_dd ab, struct lm_dd a, struct lm_dd b, int64_t n)
{
    struct lm_dd square = lm_dd_div(lm_dd_mul(a, b), lm_dd_of(n));

    return lm_dd_sum(ab, lm_dd_neg(square));
}

/* Divided by n - less; false where that is not above 0. */
static bool
var_of(const struct var *s, int less, double *out)
{
    if (s->n <= less)
        return false;
    struct lm_dd d = stat_deviation(s->xx, s->x, s->x, s->n);
    if (d.hi < 0)
        d = (struct lm_dd){0, 0};
    d = lm_dd_div(d, lm_dd_of(s->n - less));
    *out = s->special != 0 ? NAN : d.hi + d.lo;
    return true;
}

static void
var_result(const void *state, int less, bool root, struct lm_val *out)
{
    double v = 0;

    *out = LM_VAL_NULL;
    if (var_of(state, less, &v))
        *out = lm_val_f64(root ? sqrt(v) : v);
}

void
lm_agg_var_samp_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    var_result(state, 1, false, out);
}

void
lm_agg_var_pop_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    var_result(state, 0, false, out);
}

void
lm_agg_stddev_samp_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                          struct lm_val *out)
{
    var_result(state, 1, true, out);
}

void
lm_agg_stddev_pop_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                         struct lm_val *out)
{
    var_result(state, 0, true, out);
}

/* Arguments are (y, x), as in SQL. */
void
lm_agg_covar_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    assert(a->nvalue == 2);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        struct covar *s = rows->states[k];
        int64_t w = lm_agg_weight(rows, r);
        struct lm_dd x, y;
        if (!stat_number(rows->arg[1], r, &x) || !stat_number(rows->arg[0], r, &y))
            continue;
        if (!isfinite(x.hi * x.hi) || !isfinite(y.hi * y.hi)) {
            s->x.n += w;
            s->x.special += w;
            continue;
        }
        var_add(&s->x, x, w);
        s->y = lm_dd_sum(s->y, stat_times(y, w));
        s->yy = lm_dd_sum(s->yy, stat_times(lm_dd_mul(y, y), w));
        s->xy = lm_dd_sum(s->xy, stat_times(lm_dd_mul(x, y), w));
    }
}

void
lm_agg_covar_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct covar *s = into;
    const struct covar *f = from;

    lm_agg_var_merge(a, &s->x, &f->x, mem);
    s->y = lm_dd_sum(s->y, f->y);
    s->yy = lm_dd_sum(s->yy, f->yy);
    s->xy = lm_dd_sum(s->xy, f->xy);
}

/* The three sums of squared deviations. */
struct spread {
    struct lm_dd xx, yy, xy;
};

static struct spread
covar_spread(const struct covar *s)
{
    struct spread d = {
        stat_deviation(s->x.xx, s->x.x, s->x.x, s->x.n),
        stat_deviation(s->yy, s->y, s->y, s->x.n),
        stat_deviation(s->xy, s->x.x, s->y, s->x.n),
    };
    if (s->x.special != 0)
        d.xx.hi = d.yy.hi = d.xy.hi = NAN;
    return d;
}

static void
stat_set(struct lm_val *out, struct lm_dd d)
{
    *out = lm_val_f64(d.hi + d.lo);
}

static void
covar_result(const struct covar *s, int less, struct lm_val *out)
{
    *out = LM_VAL_NULL;
    if (s->x.n > less)
        stat_set(out, lm_dd_div(covar_spread(s).xy, lm_dd_of(s->x.n - less)));
}

void
lm_agg_covar_samp_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                         struct lm_val *out)
{
    covar_result(state, 1, out);
}

void
lm_agg_covar_pop_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                        struct lm_val *out)
{
    covar_result(state, 0, out);
}

void
lm_agg_corr_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                   struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n == 0)
        return;
    struct spread d = covar_spread(s);
    if (d.xx.hi <= 0 || d.yy.hi <= 0)
        return;
    /* One root is rounded once; two are needed where the product leaves the range. */
    double both = d.xx.hi * d.yy.hi;
    bool whole = both >= DBL_MIN && both <= DBL_MAX;
    double r = d.xy.hi / (whole ? sqrt(both) : sqrt(d.xx.hi) * sqrt(d.yy.hi));
    *out = lm_val_f64(r > 1 ? 1 : r < -1 ? -1 : r);
}

void
lm_agg_regr_count_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                         struct lm_val *out)
{
    *out = lm_val_int(((const struct covar *)state)->x.n);
}

void
lm_agg_regr_slope_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                         struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n == 0)
        return;
    struct spread d = covar_spread(s);
    if (d.xx.hi > 0 || isnan(d.xx.hi))
        stat_set(out, lm_dd_div(d.xy, d.xx));
}

void
lm_agg_regr_intercept_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                             struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n == 0)
        return;
    struct spread d = covar_spread(s);
    if (!(d.xx.hi > 0) && !isnan(d.xx.hi))
        return;
    struct lm_dd slope = lm_dd_div(d.xy, d.xx);
    struct lm_dd rest = lm_dd_sum(s->y, lm_dd_neg(lm_dd_mul(slope, s->x.x)));
    stat_set(out, lm_dd_div(rest, lm_dd_of(s->x.n)));
}

void
lm_agg_regr_r2_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n == 0)
        return;
    struct spread d = covar_spread(s);
    if (d.xx.hi <= 0)
        return;
    if (d.yy.hi <= 0)
        *out = lm_val_f64(1);
    else
        stat_set(out, lm_dd_div(lm_dd_mul(d.xy, d.xy), lm_dd_mul(d.xx, d.yy)));
}

static void
regr_mean(const struct covar *s, struct lm_dd sum, struct lm_val *out)
{
    *out = LM_VAL_NULL;
    if (s->x.n > 0)
        stat_set(out,
                 s->x.special != 0 ? (struct lm_dd){NAN, 0} : lm_dd_div(sum, lm_dd_of(s->x.n)));
}

void
lm_agg_regr_avgx_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                        struct lm_val *out)
{
    regr_mean(state, ((const struct covar *)state)->x.x, out);
}

void
lm_agg_regr_avgy_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                        struct lm_val *out)
{
    regr_mean(state, ((const struct covar *)state)->y, out);
}

void
lm_agg_regr_sxx_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n > 0)
        stat_set(out, covar_spread(s).xx);
}

void
lm_agg_regr_sxy_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n > 0)
        stat_set(out, covar_spread(s).xy);
}

void
lm_agg_regr_syy_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct covar *s = state;

    *out = LM_VAL_NULL;
    if (s->x.n > 0)
        stat_set(out, covar_spread(s).yy);
}
