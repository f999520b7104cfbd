/* agg_table.c -- the table of aggregates. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/agg_priv.h"

/* What aggregates with the same state share. */
#define COUNT_STATE                                                                                \
    .size = lm_agg_count_size, .merge = lm_agg_count_merge, .retracts = true, .counts = true
#define SUM_STATE                                                                                  \
    .size = lm_agg_sum_size, .merge = lm_agg_sum_merge, .add = lm_agg_sum_add, .retracts = true
#define LOGIC_STATE .size = lm_agg_logic_size
#define BOOL_STATE LOGIC_STATE, .add = lm_agg_bool_add, .merge = lm_agg_bool_merge, .retracts = true
#define PICK_STATE .size = lm_agg_pick_size, .result = lm_agg_pick_result, .fini = lm_agg_pick_fini
#define MIN_STATE                                                                                  \
    PICK_STATE, .add = lm_agg_min_add, .merge = lm_agg_min_merge, .rows = lm_agg_min_rows,         \
                .sorted = LM_AGG_BY_VALUE
#define MAX_STATE                                                                                  \
    PICK_STATE, .add = lm_agg_max_add, .merge = lm_agg_max_merge, .rows = lm_agg_max_rows,         \
                .sorted = LM_AGG_BY_VALUE
#define FIRST_STATE                                                                                \
    PICK_STATE, .add = lm_agg_first_add, .merge = lm_agg_first_merge, .rows = lm_agg_first_rows,   \
                .sorted = LM_AGG_BY_TIME, .ordered = true
#define LAST_STATE                                                                                 \
    PICK_STATE, .add = lm_agg_last_add, .merge = lm_agg_last_merge, .rows = lm_agg_last_rows,      \
                .sorted = LM_AGG_BY_TIME, .ordered = true
#define ARG_MIN_STATE                                                                              \
    PICK_STATE, .add = lm_agg_arg_min_add, .merge = lm_agg_min_merge, .rows = lm_agg_arg_min_rows, \
                .sorted = LM_AGG_BY_SECOND
#define ARG_MAX_STATE                                                                              \
    PICK_STATE, .add = lm_agg_arg_max_add, .merge = lm_agg_max_merge, .rows = lm_agg_arg_max_rows, \
                .sorted = LM_AGG_BY_SECOND
#define VAR_STATE                                                                                  \
    .size = lm_agg_var_size, .add = lm_agg_var_add, .merge = lm_agg_var_merge, .retracts = true
#define COVAR_STATE                                                                                \
    .size = lm_agg_covar_size, .add = lm_agg_covar_add, .merge = lm_agg_covar_merge,               \
    .retracts = true
#define STRING_ROWS .rows = lm_agg_string_rows, .ordered = true
#define ARRAY_ROWS .rows = lm_agg_array_rows, .ordered = true, .nulls = true
#define CONT_ROWS .rows = lm_agg_cont_rows, .sorted = LM_AGG_BY_VALUE
#define DISC_ROWS .rows = lm_agg_disc_rows, .sorted = LM_AGG_BY_VALUE

#define EXACT_STATE                                                                                \
    .size = lm_agg_exact_size, .add = lm_agg_exact_add, .merge = lm_agg_exact_merge,               \
    .result = lm_agg_exact_result, .fini = lm_agg_exact_fini, CONT_ROWS
#define DIGEST_STATE                                                                               \
    .size = lm_agg_digest_size, .add = lm_agg_digest_add, .merge = lm_agg_digest_merge,            \
    .result = lm_agg_digest_result, .fini = lm_agg_digest_fini, CONT_ROWS

#define IVL_STATE                                                                                  \
    .size = lm_agg_ivl_size, .add = lm_agg_ivl_add, .merge = lm_agg_ivl_merge, .retracts = true
#define CONT_TIME_ROWS .rows = lm_agg_cont_time_rows, .sorted = LM_AGG_BY_VALUE
#define MOMENT_STATE                                                                               \
    .size = lm_agg_moment_size, .add = lm_agg_moment_add, .merge = lm_agg_moment_merge,            \
    .retracts = true
#define LOG_STATE                                                                                  \
    .size = lm_agg_log_size, .add = lm_agg_log_add, .merge = lm_agg_log_merge

#define ROW(n, s, m, e, r, ...)                                                                    \
    {                                                                                              \
        .name = n, .signature = s, .meaning = m, .example = e, .example_result = r, __VA_ARGS__    \
    }

const struct lm_agg_type lm_agg_types[] = {
    ROW("count", "a?>i", "rows, or the values that are not NULL", "count(*)", "3", COUNT_STATE,
        .add = lm_agg_count_add, .result = lm_agg_count_result),
    ROW("count_if", "b>i", "rows for which the condition is true", "count_if(v > 3)", "2",
        COUNT_STATE, .add = lm_agg_count_if_add, .result = lm_agg_count_result),
    ROW("countif", "b>i", "as count_if", "countif(v > 3)", "2", COUNT_STATE,
        .add = lm_agg_count_if_add, .result = lm_agg_count_result),
    ROW("sum", "n>N", "sum: exact over whole numbers and DECIMAL", "sum(v)", "12", SUM_STATE,
        .result = lm_agg_sum_result),
    ROW("sum", "v>v", "sum of intervals", "sum(v * INTERVAL '1 day')", "\"12 days\"", IVL_STATE,
        .result = lm_agg_ivl_sum_result),
    ROW("fsum", "n>N", "as sum", "fsum(v)", "12", SUM_STATE, .result = lm_agg_sum_result),
    ROW("kahan_sum", "n>N", "as sum", "kahan_sum(v)", "12", SUM_STATE,
        .result = lm_agg_sum_result),
    ROW("avg", "n>f", "mean, a DOUBLE", "avg(v)", "4", SUM_STATE, .result = lm_agg_avg_result),
    ROW("avg", "v>v", "mean of intervals", "avg(v * INTERVAL '1 day')", "\"4 days\"", IVL_STATE,
        .result = lm_agg_ivl_avg_result),
    ROW("avg", "t>t", "mean of times", "avg(DATE '2026-01-01' + v)", "\"2026-01-05T00:00:00Z\"",
        IVL_STATE, .result = lm_agg_time_avg_result),
    ROW("favg", "n>f", "as avg", "favg(v)", "4", SUM_STATE, .result = lm_agg_avg_result),
    ROW("mean", "n>f", "as avg", "mean(v)", "4", SUM_STATE, .result = lm_agg_avg_result),
    ROW("min", "a>A", "least value", "min(v)", "2", MIN_STATE),
    ROW("min", "a|i>l", "the n least values, from the least up", "min(v, 2)", "[2,4]",
        .rows = lm_agg_first_n_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("max", "a>A", "greatest value", "max(v)", "6", MAX_STATE),
    ROW("max", "a|i>l", "the n greatest values, from the greatest down", "max(v, 2)", "[6,4]",
        .rows = lm_agg_topk_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("first", "a>A", "first value by event time, else by arrival", "first(v)", "2", FIRST_STATE),
    ROW("first_value", "a>A", "as first", "first_value(v)", "2", FIRST_STATE),
    ROW("last", "a>A", "last value by event time, else by arrival", "last(v)", "4", LAST_STATE),
    ROW("last_value", "a>A", "as last", "last_value(v)", "4", LAST_STATE),
    ROW("any_value", "a>A", "some value that is not NULL", "any_value(v)", "2", PICK_STATE,
        .add = lm_agg_any_add, .merge = lm_agg_any_merge, .rows = lm_agg_any_rows),
    ROW("arbitrary", "a>A", "as any_value", "arbitrary(v)", "2", PICK_STATE, .add = lm_agg_any_add,
        .merge = lm_agg_any_merge, .rows = lm_agg_any_rows),
    ROW("arg_min", "aa>A", "the first argument where the second is least", "arg_min(k, v)", "\"a\"",
        ARG_MIN_STATE),
    ROW("arg_min", "aa|i>l", "the first arguments where the second are the n least", "arg_min(x, v, 2)", "[1,3]",
        .rows = lm_agg_first_n_rows, .sorted = LM_AGG_BY_SECOND),
    ROW("min_by", "aa>A", "as arg_min", "min_by(k, v)", "\"a\"", ARG_MIN_STATE),
    ROW("min_by", "aa|i>l", "the first arguments where the second are the n least", "min_by(x, v, 2)", "[1,3]",
        .rows = lm_agg_first_n_rows, .sorted = LM_AGG_BY_SECOND),
    ROW("arg_max", "aa>A", "the first argument where the second is greatest", "arg_max(k, v)",
        "\"b\"", ARG_MAX_STATE),
    ROW("arg_max", "aa|i>l", "the first arguments where the second are the n greatest", "arg_max(x, v, 2)", "[2,3]",
        .rows = lm_agg_topk_rows, .sorted = LM_AGG_BY_SECOND),
    ROW("max_by", "aa>A", "as arg_max", "max_by(k, v)", "\"b\"", ARG_MAX_STATE),
    ROW("max_by", "aa|i>l", "the first arguments where the second are the n greatest", "max_by(x, v, 2)", "[2,3]",
        .rows = lm_agg_topk_rows, .sorted = LM_AGG_BY_SECOND),
    ROW("bool_and", "b>b", "whether all are true", "bool_and(ok)", "false", BOOL_STATE,
        .result = lm_agg_bool_and_result),
    ROW("every", "b>b", "as bool_and", "every(ok)", "false", BOOL_STATE,
        .result = lm_agg_bool_and_result),
    ROW("bool_or", "b>b", "whether one is true", "bool_or(ok)", "true", BOOL_STATE,
        .result = lm_agg_bool_or_result),
    ROW("bit_and", "i>i", "bits that all have", "bit_and(v)", "0", LOGIC_STATE,
        .add = lm_agg_bit_and_add, .merge = lm_agg_bit_and_merge, .result = lm_agg_bit_result,
        .rows = lm_agg_bit_and_rows),
    ROW("bit_or", "i>i", "bits that one has", "bit_or(v)", "6", LOGIC_STATE,
        .add = lm_agg_bit_or_add, .merge = lm_agg_bit_or_merge, .result = lm_agg_bit_result,
        .rows = lm_agg_bit_or_rows),
    ROW("bit_xor", "i>i", "bits that an odd number have", "bit_xor(v)", "0", LOGIC_STATE,
        .add = lm_agg_bit_xor_add, .merge = lm_agg_bit_xor_merge, .result = lm_agg_bit_result,
        .retracts = true),
    ROW("stddev", "n>f", "standard deviation of a sample", "stddev(v)", "2", VAR_STATE,
        .result = lm_agg_stddev_samp_result),
    ROW("stddev_samp", "n>f", "standard deviation of a sample", "stddev_samp(v)", "2", VAR_STATE,
        .result = lm_agg_stddev_samp_result),
    ROW("stddev_pop", "n>f", "standard deviation of a population", "stddev_pop(v)",
        "1.632993161855452", VAR_STATE, .result = lm_agg_stddev_pop_result),
    ROW("variance", "n>f", "variance of a sample", "variance(v)", "4", VAR_STATE,
        .result = lm_agg_var_samp_result),
    ROW("var_samp", "n>f", "variance of a sample", "var_samp(v)", "4", VAR_STATE,
        .result = lm_agg_var_samp_result),
    ROW("var_pop", "n>f", "variance of a population", "var_pop(v)", "2.6666666666666665", VAR_STATE,
        .result = lm_agg_var_pop_result),
    ROW("sem", "n>f", "standard error of the mean", "round(sem(v), 6)", "0.942809", MOMENT_STATE,
        .result = lm_agg_sem_result),
    ROW("skewness", "n>f", "skewness of a sample", "skewness(x)", "0", MOMENT_STATE,
        .result = lm_agg_skewness_result),
    ROW("kurtosis", "n>f", "excess kurtosis of a sample; needs four values", "kurtosis(v)", "null",
        MOMENT_STATE, .result = lm_agg_kurtosis_result),
    ROW("kurtosis_pop", "n>f", "excess kurtosis of a population", "round(kurtosis_pop(v), 6)",
        "-1.5", MOMENT_STATE, .result = lm_agg_kurtosis_pop_result),
    ROW("geomean", "n>f", "geometric mean", "round(geomean(v), 6)", "3.634241", LOG_STATE,
        .result = lm_agg_geomean_result, .retracts = true),
    ROW("geometric_mean", "n>f", "as geomean", "round(geometric_mean(v), 6)", "3.634241", LOG_STATE,
        .result = lm_agg_geomean_result, .retracts = true),
    ROW("product", "n>f", "product of all", "product(v)", "48", LOG_STATE,
        .result = lm_agg_product_result, .rows = lm_agg_product_rows),
    ROW("entropy", "a>f", "bits that tell the values apart", "round(entropy(k), 6)", "0.918296",
        .rows = lm_agg_entropy_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("mad", "n>f", "median of the distances from the median", "mad(v)", "2",
        .rows = lm_agg_mad_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("covar_samp", "nn>f", "covariance of a sample", "covar_samp(y, x)", "2.5", COVAR_STATE,
        .result = lm_agg_covar_samp_result),
    ROW("covar_pop", "nn>f", "covariance of a population", "covar_pop(y, x)", "1.6666666666666667",
        COVAR_STATE, .result = lm_agg_covar_pop_result),
    ROW("corr", "nn>f", "coefficient of correlation", "corr(y, x)", "0.9933992677987828",
        COVAR_STATE, .result = lm_agg_corr_result),
    ROW("regr_count", "nn>i", "rows where both are there", "regr_count(y, x)", "3", COVAR_STATE,
        .result = lm_agg_regr_count_result, .counts = true),
    ROW("regr_slope", "nn>f", "slope of the line of least squares", "regr_slope(y, x)", "2.5",
        COVAR_STATE, .result = lm_agg_regr_slope_result),
    ROW("regr_intercept", "nn>f", "y of that line at x = 0", "regr_intercept(y, x)",
        "-0.6666666666666666", COVAR_STATE, .result = lm_agg_regr_intercept_result),
    ROW("regr_r2", "nn>f", "square of the correlation", "regr_r2(y, x)", "0.9868421052631579",
        COVAR_STATE, .result = lm_agg_regr_r2_result),
    ROW("regr_avgx", "nn>f", "mean of x where both are there", "regr_avgx(y, x)", "2", COVAR_STATE,
        .result = lm_agg_regr_avgx_result),
    ROW("regr_avgy", "nn>f", "mean of y where both are there", "regr_avgy(y, x)",
        "4.333333333333333", COVAR_STATE, .result = lm_agg_regr_avgy_result),
    ROW("regr_sxx", "nn>f", "sum of the squared deviations of x", "regr_sxx(y, x)", "2",
        COVAR_STATE, .result = lm_agg_regr_sxx_result),
    ROW("regr_sxy", "nn>f", "sum of the products of deviations", "regr_sxy(y, x)", "5", COVAR_STATE,
        .result = lm_agg_regr_sxy_result),
    ROW("regr_syy", "nn>f", "sum of the squared deviations of y", "regr_syy(y, x)",
        "12.666666666666666", COVAR_STATE, .result = lm_agg_regr_syy_result),
    ROW("string_agg", "a|s?>s", "texts with a separator between them",
        "string_agg(k, '-' ORDER BY v)", "\"a-a-b\"", STRING_ROWS),
    ROW("listagg", "a|s?>s", "as string_agg", "listagg(k, ',')", "\"a,b,a\"", STRING_ROWS),
    ROW("group_concat", "a|s?>s", "as string_agg", "group_concat(k, ',')", "\"a,b,a\"", STRING_ROWS),
    ROW("array_agg", "a>l", "all values as an array, NULL too", "array_agg(k ORDER BY v)",
        "[\"a\",\"a\",\"b\"]", ARRAY_ROWS),
    ROW("list", "a>l", "as array_agg", "list(v)", "[2,6,4]", ARRAY_ROWS),
    ROW("json_agg", "a>j", "all values as a JSON array", "json_agg(v)", "[2,6,4]", ARRAY_ROWS),
    ROW("jsonb_agg", "a>j", "as json_agg", "jsonb_agg(v)", "[2,6,4]", ARRAY_ROWS),
    ROW("json_group_array", "a>j", "as json_agg", "json_group_array(v)", "[2,6,4]", ARRAY_ROWS),
    ROW("json_object_agg", "aa>j", "an object of keys and values", "json_object_agg(y, k)",
        "{\"2\":\"a\",\"4\":\"b\",\"7\":\"a\"}", .rows = lm_agg_object_rows, .ordered = true),
    ROW("jsonb_object_agg", "aa>j", "as json_object_agg", "jsonb_object_agg(y, k)",
        "{\"2\":\"a\",\"4\":\"b\",\"7\":\"a\"}", .rows = lm_agg_object_rows, .ordered = true),
    ROW("json_group_object", "aa>j", "as json_object_agg", "json_group_object(y, k)",
        "{\"2\":\"a\",\"4\":\"b\",\"7\":\"a\"}", .rows = lm_agg_object_rows, .ordered = true),
    ROW("median", "n>f", "middle value, or the mean of the two in the middle", "median(v)", "4",
        EXACT_STATE),
    ROW("median", "t>t", "middle of times", "median(DATE '2026-01-01' + v)",
        "\"2026-01-05T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("median", "v>v", "middle of intervals", "median(v * INTERVAL '1 hour')", "\"04:00:00\"",
        CONT_TIME_ROWS),
    ROW("percentile_cont", "n|f>f", "value at a fraction (or an array of them) of the order, between two if need be",
        "percentile_cont(0.9) WITHIN GROUP (ORDER BY v)", "5.6", EXACT_STATE),
    ROW("percentile_cont", "t|f>t", "the same of times",
        "percentile_cont(0.75) WITHIN GROUP (ORDER BY DATE '2026-01-01' + v)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("percentile_cont", "v|f>v", "the same of intervals",
        "percentile_cont(0.75) WITHIN GROUP (ORDER BY v * INTERVAL '1 hour')", "\"05:00:00\"", CONT_TIME_ROWS),
    ROW("quantile", "n|f>f", "as percentile_cont", "quantile(v, 0.9)", "5.6", EXACT_STATE),
    ROW("quantile", "t|f>t", "the same of times",
        "quantile(DATE '2026-01-01' + v, 0.75)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("quantile", "v|f>v", "the same of intervals",
        "quantile(v * INTERVAL '1 hour', 0.75)", "\"05:00:00\"", CONT_TIME_ROWS),
    ROW("quantile_cont", "n|f>f", "as percentile_cont", "quantile_cont(v, 0.9)", "5.6",
        EXACT_STATE),
    ROW("quantile_cont", "t|f>t", "the same of times",
        "quantile_cont(DATE '2026-01-01' + v, 0.75)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("quantile_cont", "v|f>v", "the same of intervals",
        "quantile_cont(v * INTERVAL '1 hour', 0.75)", "\"05:00:00\"", CONT_TIME_ROWS),
    ROW("approx_percentile", "n|f>f", "value near a fraction of the order",
        "approx_percentile(v, 0.99)", "5.96", DIGEST_STATE),
    ROW("approx_percentile", "t|f>t", "the same of times",
        "approx_percentile(DATE '2026-01-01' + v, 0.75)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("approx_percentile", "v|f>v", "the same of intervals",
        "approx_percentile(v * INTERVAL '1 hour', 0.75)", "\"05:00:00\"", CONT_TIME_ROWS),
    ROW("approx_quantile", "n|f>f", "as approx_percentile", "approx_quantile(v, 0.99)", "5.96",
        DIGEST_STATE),
    ROW("approx_quantile", "t|f>t", "the same of times",
        "approx_quantile(DATE '2026-01-01' + v, 0.75)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("approx_quantile", "v|f>v", "the same of intervals",
        "approx_quantile(v * INTERVAL '1 hour', 0.75)", "\"05:00:00\"", CONT_TIME_ROWS),
    ROW("p50", "n>f", "percentiles, p1 to p99 and p999: as quantile(v, 0.5)", "p50(v)", "4",
        EXACT_STATE),
    ROW("p50", "t>t", "the same of times", "p75(DATE '2026-01-01' + v)",
        "\"2026-01-06T00:00:00Z\"", CONT_TIME_ROWS),
    ROW("p50", "v>v", "the same of intervals", "p75(v * INTERVAL '1 hour')", "\"05:00:00\"",
        CONT_TIME_ROWS),
    ROW("percentile_disc", "a|f>A", "first value at or behind a fraction of the order",
        "percentile_disc(0.9) WITHIN GROUP (ORDER BY v)", "6", DISC_ROWS),
    ROW("quantile_disc", "a|f>A", "as percentile_disc", "quantile_disc(v, 0.5)", "4", DISC_ROWS),
    ROW("mode", "a>A", "most frequent value; of several the first that came", "mode(k)", "\"a\"",
        .rows = lm_agg_mode_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("approx_count_distinct", "a>i", "number of different values, within about 1 %",
        "approx_count_distinct(k)", "2", .size = lm_agg_hll_size, .add = lm_agg_hll_add,
        .merge = lm_agg_hll_merge, .result = lm_agg_hll_result, .fini = lm_agg_hll_fini,
        .counts = true),
    ROW("histogram", "a>j", "an object of the values and how often they came", "histogram(k)",
        "{\"a\":2,\"b\":1}", .rows = lm_agg_histogram_rows, .sorted = LM_AGG_BY_VALUE),
    ROW("topk", "a|i>l", "the n greatest values, from the greatest down", "topk(v, 2)", "[6,4]",
        .rows = lm_agg_topk_rows, .sorted = LM_AGG_BY_VALUE),
};

const uint32_t lm_agg_type_count = sizeof lm_agg_types / sizeof lm_agg_types[0];
