/* agg_priv.h -- what the files of the aggregates share: states, rows, double-double sums. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_AGG_PRIV_H
#define LM_AGG_PRIV_H

#include <math.h>

#include "expr/agg.h"

enum { LM_AGG_ARGS = 16 }; /* arguments of one call, ORDER BY inside counted */

/* A row that the bag keeps, as the `rows` functions get it. */
struct lm_agg_row {
    struct lm_agg_row *chain; /* the bag's: next of its bucket */
    uint64_t hash;            /* the bag's: of the arguments, once there are buckets */
    int64_t ts;
    uint64_t seq;   /* of arrival */
    int64_t weight; /* > 0: so many equal rows */
    uint64_t unused;
    struct lm_val arg[]; /* [agg->narg], texts owned by the bag */
};

/* An unevaluated sum of two doubles, about 106 bits. Møller and Knuth's TwoSum, Dekker's
 * arithmetic. */
struct lm_dd {
    double hi, lo;
};

static inline struct lm_dd
lm_dd_add(struct lm_dd a, double b)
{
    double t = a.hi + b, bb = t - a.hi;
    double e = (a.hi - (t - bb)) + (b - bb) + a.lo;
    double hi = t + e;

    return (struct lm_dd){hi, e - (hi - t)};
}

static inline struct lm_dd
lm_dd_sum(struct lm_dd a, struct lm_dd b)
{
    return lm_dd_add(lm_dd_add(a, b.lo), b.hi);
}

static inline struct lm_dd
lm_dd_product(double a, double b)
{
    double p = a * b;

    return (struct lm_dd){p, fma(a, b, -p)};
}

struct lm_dd lm_dd_mul(struct lm_dd a, struct lm_dd b);
struct lm_dd lm_dd_div(struct lm_dd a, struct lm_dd b);
struct lm_dd lm_dd_of(lm_i128 v);

static inline struct lm_dd
lm_dd_neg(struct lm_dd a)
{
    return (struct lm_dd){-a.hi, -a.lo};
}

/* Weight of row r. */
static inline int64_t
lm_agg_weight(const struct lm_agg_rows *rows, uint32_t r)
{
    return rows->weight != NULL ? rows->weight[r] : 1;
}

/* Whether all rows go to one state, and are not few: an aggregate without GROUP BY, or rows of one
 * window. */
bool lm_agg_one_state(const struct lm_agg_rows *rows);

/* Hash of a value: equal for values that lm_val_order calls equal. */
uint64_t lm_agg_hash(const struct lm_val *v);

/* The functions behind the rows of the table. */
typedef size_t lm_agg_size_f(const struct lm_agg *a);
typedef void lm_agg_init_f(const struct lm_agg *a, void *state);
typedef void lm_agg_add_f(const struct lm_agg *a, const struct lm_agg_rows *rows);
typedef void
lm_agg_merge_f(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem);
typedef void lm_agg_result_f(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                             struct lm_val *out);
typedef void lm_agg_fini_f(const struct lm_agg *a, void *state, struct lm_agg_mem *mem);
typedef void lm_agg_rows_f(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                           struct lm_arena *arena, struct lm_val *out);

/* agg_sum.c */
lm_agg_size_f lm_agg_count_size, lm_agg_sum_size;
lm_agg_add_f lm_agg_count_add, lm_agg_count_if_add, lm_agg_sum_add;
lm_agg_merge_f lm_agg_count_merge, lm_agg_sum_merge;
lm_agg_result_f lm_agg_count_result, lm_agg_sum_result, lm_agg_avg_result;

/* agg_logic.c */
lm_agg_size_f lm_agg_logic_size;
lm_agg_add_f lm_agg_bool_add, lm_agg_bit_and_add, lm_agg_bit_or_add, lm_agg_bit_xor_add;
lm_agg_merge_f lm_agg_bool_merge, lm_agg_bit_and_merge, lm_agg_bit_or_merge, lm_agg_bit_xor_merge;
lm_agg_result_f lm_agg_bool_and_result, lm_agg_bool_or_result, lm_agg_bit_result;

/* agg_pick.c */
lm_agg_size_f lm_agg_pick_size;
lm_agg_add_f lm_agg_min_add, lm_agg_max_add, lm_agg_first_add, lm_agg_last_add, lm_agg_any_add,
    lm_agg_arg_min_add, lm_agg_arg_max_add;
lm_agg_merge_f lm_agg_min_merge, lm_agg_max_merge, lm_agg_first_merge, lm_agg_last_merge,
    lm_agg_any_merge;
lm_agg_result_f lm_agg_pick_result;
lm_agg_fini_f lm_agg_pick_fini;

/* agg_stat.c */
lm_agg_size_f lm_agg_var_size, lm_agg_covar_size;
lm_agg_add_f lm_agg_var_add, lm_agg_covar_add;
lm_agg_merge_f lm_agg_var_merge, lm_agg_covar_merge;
lm_agg_result_f lm_agg_var_samp_result, lm_agg_var_pop_result, lm_agg_stddev_samp_result,
    lm_agg_stddev_pop_result;
lm_agg_result_f lm_agg_covar_samp_result, lm_agg_covar_pop_result, lm_agg_corr_result,
    lm_agg_regr_count_result, lm_agg_regr_slope_result, lm_agg_regr_intercept_result,
    lm_agg_regr_r2_result, lm_agg_regr_avgx_result, lm_agg_regr_avgy_result, lm_agg_regr_sxx_result,
    lm_agg_regr_sxy_result, lm_agg_regr_syy_result;

/* agg_hll.c */
lm_agg_size_f lm_agg_hll_size;
lm_agg_add_f lm_agg_hll_add;
lm_agg_merge_f lm_agg_hll_merge;
lm_agg_result_f lm_agg_hll_result;
lm_agg_fini_f lm_agg_hll_fini;

/* agg_digest.c */
lm_agg_size_f lm_agg_digest_size;
lm_agg_add_f lm_agg_digest_add;
lm_agg_merge_f lm_agg_digest_merge;
lm_agg_result_f lm_agg_digest_result;
lm_agg_fini_f lm_agg_digest_fini;

/* agg_exact.c */
lm_agg_size_f lm_agg_exact_size;
lm_agg_add_f lm_agg_exact_add;
lm_agg_merge_f lm_agg_exact_merge;
lm_agg_result_f lm_agg_exact_result;
lm_agg_fini_f lm_agg_exact_fini;

/* agg_ivl.c */
lm_agg_size_f lm_agg_ivl_size;
lm_agg_add_f lm_agg_ivl_add;
lm_agg_merge_f lm_agg_ivl_merge;
lm_agg_result_f lm_agg_ivl_sum_result, lm_agg_ivl_avg_result, lm_agg_time_avg_result;
lm_agg_rows_f lm_agg_cont_time_rows;

/* agg_shape.c */
lm_agg_size_f lm_agg_moment_size, lm_agg_log_size;
lm_agg_add_f lm_agg_moment_add, lm_agg_log_add;
lm_agg_merge_f lm_agg_moment_merge, lm_agg_log_merge;
lm_agg_result_f lm_agg_skewness_result, lm_agg_kurtosis_result, lm_agg_kurtosis_pop_result,
    lm_agg_sem_result, lm_agg_geomean_result, lm_agg_product_result;
lm_agg_rows_f lm_agg_product_rows, lm_agg_entropy_rows, lm_agg_mad_rows;

/* The value that a percentile's place begins at, or the one `more` behind it; *part is how far
 * between the two it lies (agg_rows.c). Rows are sorted and there is one at least. */
const struct lm_val *lm_agg_place(const struct lm_agg *a, const struct lm_agg_row *const *rows,
                                  uint32_t n, int64_t more, double *part);

/* The fraction that a percentile asks for, counted from the low end (agg_rows.c). */
double lm_agg_fraction(const struct lm_agg *a);

/* agg_rows.c */
lm_agg_rows_f lm_agg_string_rows, lm_agg_array_rows, lm_agg_object_rows, lm_agg_cont_rows,
    lm_agg_disc_rows, lm_agg_mode_rows, lm_agg_histogram_rows, lm_agg_topk_rows,
    lm_agg_first_n_rows, lm_agg_each_rows;

/* agg_again.c: what is added as it comes, computed from all rows where some may be taken back. */
lm_agg_rows_f lm_agg_min_rows, lm_agg_max_rows, lm_agg_first_rows, lm_agg_last_rows,
    lm_agg_any_rows, lm_agg_arg_min_rows, lm_agg_arg_max_rows, lm_agg_bit_and_rows,
    lm_agg_bit_or_rows;

/* agg_bag.c: the type that keeps rows and answers with base->rows, or by adding them to base
 * anew. */
extern const struct lm_agg_type lm_agg_bag;

/* agg_distinct.c: hands the first of equal rows to agg->inner. */
extern const struct lm_agg_type lm_agg_distinct;

#endif
