/* t_agg.c -- aggregates: whole, in two halves merged, and with rows taken back. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <math.h>

#include "expr/agg.h"
#include "state/pool.h"

enum { ROWS = 96, COLS = 2 };

/* One aggregate over the rows of a table that is made of lm_vals. */
static struct lm_arena arena;
static struct lm_pool_home home;
static struct lm_pool pool;
static struct lm_col col[COLS];
static uint32_t ncol, nrow;
static int64_t ts[ROWS];
static bool has_ts;

static const struct lm_val null = {.kind = LM_K_NULL};

static struct lm_val
dec(int64_t v, uint8_t scale)
{
    return (struct lm_val){.kind = LM_K_DEC, .scale = scale, .d = v};
}

static struct lm_val
text(const char *s)
{
    return lm_val_str(lm_str_of(s));
}

/* A fresh table of n columns. */
static void
table(uint32_t n)
{
    ncol = n;
    nrow = 0;
    has_ts = false;
    for (uint32_t i = 0; i < n; i++)
        lm_col_init(&col[i], LM_K_NULL, ROWS, &arena);
}

static void
row2(struct lm_val a, struct lm_val b)
{
    lm_col_set(&col[0], nrow, &a, ROWS, &arena);
    if (ncol > 1)
        lm_col_set(&col[1], nrow, &b, ROWS, &arena);
    nrow++;
}

static void
row(struct lm_val a)
{
    row2(a, null);
}

static struct lm_agg
call(enum lm_type_id type)
{
    struct lm_agg a = {.pos = LM_NOWHERE};

    a.arg = lm_alloc(&arena, 4 * sizeof *a.arg);
    for (uint32_t i = 0; i < ncol; i++)
        a.arg[a.narg++] = lm_expr_col(&arena, i, lm_type_of(type), LM_STR("v"), LM_NOWHERE);
    return a;
}

static void *
state_new(const struct lm_agg *a)
{
    void *s = lm_alloc(&arena, a->type->size(a));

    if (a->type->init != NULL)
        a->type->init(a, s);
    return s;
}

/* Rows [from, to) into `state`, with weight w. */
static void
add(const struct lm_agg *a, void *state, uint32_t from, uint32_t to, int32_t w)
{
    static uint16_t sel[ROWS];
    static void *states[ROWS];
    static int32_t weight[ROWS];
    const struct lm_col *arg[8];
    struct lm_batch b = {
        .arena = &arena, .nrow = nrow, .ncol = ncol, .cols = col, .sel = {sel, to - from}};
    struct lm_eval x = {.arena = &arena, .keep = &arena};
    uint16_t passed[ROWS];

    for (uint32_t k = 0; k < to - from; k++) {
        sel[k] = (uint16_t)(from + k);
        states[k] = state;
        weight[from + k] = w;
    }
    lm_eval_begin(&x, &b);
    struct lm_agg_rows rows = {.states = states, .arg = arg, .x = &x, .mem = &pool.mem};
    rows.sel = lm_agg_eval(a, &x, b.sel, passed, arg);
    rows.weight = w != 1 ? weight : NULL;
    rows.ts = has_ts ? ts : NULL;
    CHECK(x.nbad == 0);
    a->type->add(a, &rows);
}

static void
answer(const struct lm_agg *a, void *state, const char *want, const char *how)
{
    struct lm_val v;
    struct lm_buf b = {0};

    a->type->result(a, state, &arena, &v);
    lm_val_print_json(&b, &v);
    if (b.n != strlen(want) || memcmp(b.p, want, b.n) != 0)
        printf("%s (%s): ", a->base->name, how);
    CHECK_TEXT(b.p, b.n, want);
    lm_buf_fini(&b);
    if (a->type->fini != NULL)
        a->type->fini(a, state, &pool.mem);
}

/* The call over all rows: at once, in halves merged both ways, and after rows were added and
 * removed. */
static void
all_ways(struct lm_agg a, const char *want)
{
    void *whole = state_new(&a), *left = state_new(&a), *right = state_new(&a);

    add(&a, whole, 0, nrow, 1);
    answer(&a, whole, want, "whole");
    add(&a, left, 0, nrow / 2, 1);
    add(&a, right, nrow / 2, nrow, 1);
    a.type->merge(&a, left, right, &pool.mem);
    answer(&a, left, want, "merged");
    if (a.type->fini != NULL)
        a.type->fini(&a, right, &pool.mem);

    lm_agg_changing(&a);
    CHECK(a.type->retracts);
    void *s = state_new(&a);
    add(&a, s, 0, nrow, 1);
    for (uint32_t r = 0; r < nrow; r++) { /* each in turn once more, and back */
        add(&a, s, r, r + 1, 1);
        add(&a, s, r, r + 1, -1);
    }
    answer(&a, s, want, "changing");
    s = state_new(&a);
    add(&a, s, 0, nrow, 1);
    add(&a, s, 0, nrow, -1);
    for (uint32_t r = 0; r < nrow; r++)
        add(&a, s, r, r + 1, 1);
    answer(&a, s, want, "emptied and filled");
}

static void
expect_typed(const char *name, enum lm_type_id type, const char *want)
{
    struct lm_err err = {0};
    struct lm_agg a = call(type);

    CHECK(lm_agg_is(lm_str_of(name)));
    CHECK(lm_agg_bind(&arena, lm_str_of(name), &a, &err) == 0);
    if (err.code != LM_OK) {
        printf("%s: %s\n", name, err.what);
        return;
    }
    all_ways(a, want);
}

static void
expect(const char *name, const char *want)
{
    expect_typed(name, LM_T_DYN, want);
}

/* With one constant behind the columns. */
static struct lm_agg
with_constant(const char *name, struct lm_val v)
{
    struct lm_err err = {0};
    struct lm_agg a = call(LM_T_DYN);

    a.arg[a.narg++] = lm_expr_val(&arena, lm_kind_type((enum lm_kind)v.kind), v, LM_NOWHERE);
    CHECK(lm_agg_bind(&arena, lm_str_of(name), &a, &err) == 0);
    return a;
}

/* As expect, up to rounding. */
static void
near(const char *name, double want)
{
    struct lm_err err = {0};
    struct lm_agg a = call(LM_T_DYN);
    struct lm_val v;

    CHECK(lm_agg_bind(&arena, lm_str_of(name), &a, &err) == 0);
    for (int changing = 0; changing < 2; changing++) {
        void *s = state_new(&a), *more = state_new(&a);
        add(&a, s, 0, nrow, 1);
        add(&a, s, 0, nrow / 2, -1);
        add(&a, more, 0, nrow / 2, 1);
        a.type->merge(&a, s, more, &pool.mem);
        a.type->result(&a, s, &arena, &v);
        CHECK(v.kind == LM_K_F64 && fabs(v.f - want) <= fabs(want) * 1e-12);
        lm_agg_changing(&a);
    }
}

static void
sums(void)
{
    table(1);
    expect("sum", "null");
    row(lm_val_int(1));
    row(null);
    row(lm_val_int(4));
    expect("sum", "5");
    expect("avg", "2.5");
    expect("min", "1");
    expect("max", "4");
    expect("count", "2");
    expect_typed("sum", LM_T_BIGINT, "5");
    table(1);
    for (int i = 0; i < 10; i++)
        row(lm_val_f64(0.1));
    expect("avg", "0.1");
    expect("sum", "1");
    table(1);
    row(lm_val_f64(1e100));
    row(lm_val_int(1));
    row(lm_val_f64(-1e100));
    expect("sum", "1");
    table(1);
    for (int i = 0; i < 5; i++)
        row(lm_val_int(INT64_MAX));
    row(lm_val_int(-1));
    expect("sum", "46116860184273879034");
    expect_typed("sum", LM_T_BIGINT, "46116860184273879034");
    table(1);
    for (int i = 0; i < 10; i++)
        row(dec(10, 2));
    row(dec(999999999999, 2));
    expect_typed("sum", LM_T_DECIMAL, "10000000000.99");
    expect_typed("avg", LM_T_DECIMAL, "909090909.180909");
    table(1);
    row(text("12"));
    row(lm_val_int(3));
    expect("sum", "15");
    table(1);
    row(lm_val_f64(1));
    row(lm_val_f64(INFINITY));
    expect("sum", "null"); /* JSON has no infinity */
}

static void
picks(void)
{
    table(1);
    row(text("b"));
    row(text("Z"));
    row(text("\xc3\xa9"));
    row(null);
    expect("min", "\"Z\"");
    expect("max", "\"\xc3\xa9\"");
    expect("first", "\"b\"");
    expect("last", "\"\xc3\xa9\"");
    expect("any_value", "\"b\"");
    expect("mode", "\"b\"");
    expect("json_agg", "[\"b\",\"Z\",\"\xc3\xa9\",null]");
    table(1);
    has_ts = true;
    int64_t times[] = {5, 3, 3, 9, 9, LM_NO_TIME};
    for (int i = 0; i < 6; i++) {
        ts[i] = times[i];
        row(lm_val_int(i));
    }
    expect("first", "1");
    expect("last", "4");
    table(2);
    row2(text("a"), lm_val_int(10));
    row2(text("b"), lm_val_int(30));
    row2(text("c"), null);
    row2(text("d"), lm_val_f64(30));
    row2(text("e"), lm_val_int(10));
    expect("arg_min", "\"a\"");
    expect("max_by", "\"b\"");
    expect("json_object_agg", "{\"a\":10,\"b\":30,\"c\":null,\"d\":30,\"e\":10}");
}

static void
logic(void)
{
    table(1);
    row(lm_val_bool(true));
    row(null);
    row(lm_val_bool(false));
    expect("bool_and", "false");
    expect("every", "false");
    expect("bool_or", "true");
    expect("count_if", "1");
    table(1);
    row(lm_val_int(12));
    row(lm_val_int(10));
    row(null);
    row(lm_val_int(14));
    expect("bit_and", "8");
    expect("bit_or", "14");
    expect("bit_xor", "8");
}

static void
statistics(void)
{
    const int v[] = {2, 4, 4, 4, 5, 5, 7, 9};

    table(1);
    for (int i = 0; i < 8; i++)
        row(lm_val_int(v[i]));
    row(null);
    expect("stddev_pop", "2");
    expect("var_pop", "4");
    expect("var_samp", "4.571428571428571");
    expect("stddev", "2.138089935299395");
    expect("median", "4.5");
    expect("p25", "4");
    expect("approx_count_distinct", "5");
    expect("histogram", "{\"2\":1,\"4\":3,\"5\":2,\"7\":1,\"9\":1}");
    expect("mode", "4");
    all_ways(with_constant("topk", lm_val_int(3)), "[9,7,5]");
    all_ways(with_constant("quantile", dec(90, 2)), "7.6");
    all_ways(with_constant("approx_percentile", dec(90, 2)), "7.6");
    all_ways(with_constant("percentile_disc", dec(5, 1)), "4");
    all_ways(with_constant("string_agg", text("-")), "\"2-4-4-4-5-5-7-9\"");
    table(1);
    row(lm_val_int(5));
    expect("stddev", "null");
    expect("var_pop", "0");
    table(2);
    const double x[] = {1, 2, 3, 4, 5}, y[] = {2.5, 3.5, 7.25, 8, 13.5};
    for (int i = 0; i < 5; i++)
        row2(lm_val_f64(y[i]), lm_val_f64(x[i]));
    row2(lm_val_int(100), null);
    expect("covar_samp", "6.625");
    expect("covar_pop", "5.3");
    expect("regr_slope", "2.65");
    expect("regr_intercept", "-1");
    expect("regr_count", "5");
    expect("regr_sxx", "10");
    expect("regr_avgy", "6.95");
    table(1);
    for (int i = 0; i < 10; i++)
        row(lm_val_f64(1e9 + i % 2));
    expect("var_pop", "0.25");
}

static struct lm_val
ivl(int32_t months, int32_t days, int64_t us)
{
    return (struct lm_val){.kind = LM_K_IVL, .ivl = {months, days, us}};
}

static void
times_and_intervals(void)
{
    table(1);
    row(ivl(1, 2, 0));
    row(ivl(0, 1, 3 * LM_US_HOUR));
    row(null);
    row(ivl(0, 0, -5 * LM_US_HOUR));
    row(ivl(84, 0, 10 * LM_US_MINUTE));
    expect_typed("sum", LM_T_INTERVAL, "\"7 years 1 mon 3 days -01:50:00\"");
    expect_typed("avg", LM_T_INTERVAL, "\"1 year 9 mons 8 days 05:32:30\"");
    expect_typed("median", LM_T_INTERVAL, "\"16 days 13:30:00\"");
    expect_typed("min", LM_T_INTERVAL, "\"-05:00:00\"");
    table(1);
    expect_typed("sum", LM_T_INTERVAL, "null");
    expect_typed("median", LM_T_TIMESTAMP, "null");
    row((struct lm_val){.kind = LM_K_DATE, .i = 10});
    row((struct lm_val){.kind = LM_K_DATE, .i = 1});
    row((struct lm_val){.kind = LM_K_DATE, .i = -3});
    row((struct lm_val){.kind = LM_K_DATE, .i = 2});
    expect_typed("median", LM_T_DATE, "\"1970-01-02T12:00:00Z\"");
    expect_typed("avg", LM_T_DATE, "\"1970-01-03T12:00:00Z\"");
}

/* What skewness and its kin say of random rows is what a plain computation of them says. */
static void
shapes(void)
{
    uint64_t seed = 42;
    double v[40], mean = 0, m[5] = {0};

    table(1);
    for (int i = 0; i < 40; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        v[i] = (double)(seed >> 54) / 8 + 1;
        mean += v[i] / 40;
        row(lm_val_f64(v[i]));
    }
    for (int i = 0; i < 40; i++)
        for (int k = 2; k < 5; k++)
            m[k] += pow(v[i] - mean, k) / 40;
    near("skewness", sqrt(40.0 * 39) / 38 * m[3] / pow(m[2], 1.5));
    near("kurtosis_pop", m[4] / (m[2] * m[2]) - 3);
    near("kurtosis", 39 * (41 * m[4] / (m[2] * m[2]) - 3 * 39) / (38 * 37));
    near("sem", sqrt(m[2] / 40));
    table(1);
    row(lm_val_int(2));
    row(lm_val_int(-6));
    row(null);
    row(lm_val_int(4));
    row(lm_val_int(11));
    expect("product", "-528");
    expect("geomean", "null"); /* NaN */
    expect("mad", "4.5");
    expect("entropy", "2");
    all_ways(with_constant("min", lm_val_int(2)), "[-6,2]");
    all_ways(with_constant("max", lm_val_int(9)), "[11,4,2,-6]");
    row(lm_val_int(0));
    expect("product", "-0"); /* also after the 0 came and went */
}

static void
distinct_and_order(void)
{
    struct lm_err err = {0};

    table(1);
    row(text("c"));
    row(text("a"));
    row(text("c"));
    row(null);
    row(text("b"));
    row(text("a"));
    struct lm_agg a = call(LM_T_DYN);
    a.distinct = true;
    CHECK(lm_agg_bind(&arena, LM_STR("COUNT"), &a, &err) == 0);
    all_ways(a, "3");
    a = call(LM_T_DYN);
    uint8_t desc = LM_SORT_DESC;
    a.distinct = true;
    a.order = a.arg;
    a.norder = 1;
    a.order_flags = &desc;
    CHECK(lm_agg_bind(&arena, LM_STR("string_agg"), &a, &err) == 0);
    all_ways(a, "\"c,b,a\"");
    table(1);
    for (int i = 0; i < 40; i++) {
        row(lm_val_int(i % 7 - 3));
        row(i % 2 == 0 ? lm_val_f64(i % 5) : lm_val_f64(0.5));
    }
    a = call(LM_T_DYN);
    a.distinct = true;
    CHECK(lm_agg_bind(&arena, LM_STR("count"), &a, &err) == 0);
    all_ways(a, "9");
    a = call(LM_T_DYN);
    a.distinct = true;
    CHECK(lm_agg_bind(&arena, LM_STR("sum"), &a, &err) == 0);
    all_ways(a, "4.5");
    table(1);
    for (int i = 0; i < 6; i++)
        row(i == 5 ? null : text(&"a\0c\0b\0c\0a\0"[i * 2]));
    a = call(LM_T_DYN);
    a.order = a.arg;
    a.norder = 1;
    a.order_flags = &desc;
    CHECK(lm_agg_bind(&arena, LM_STR("array_agg"), &a, &err) == 0);
    all_ways(a, "[\"c\",\"c\",\"b\",\"a\",\"a\",null]");
    table(1);
    for (int i = 0; i < 6; i++)
        row(lm_val_f64(i * 10 + 10));
    a = (struct lm_agg){.arg = lm_alloc(&arena, 16), .narg = 1, .order_flags = &desc, .norder = 1};
    a.arg[0] = lm_expr_val(&arena, lm_type_of(LM_T_DOUBLE), lm_val_f64(0.25), LM_NOWHERE);
    a.order = lm_alloc(&arena, sizeof *a.order);
    a.order[0] = lm_expr_col(&arena, 0, lm_type_of(LM_T_DYN), LM_STR("v"), LM_NOWHERE);
    CHECK(lm_agg_bind(&arena, LM_STR("percentile_disc"), &a, &err) == 0);
    all_ways(a, "50");
}

static void
refused(void)
{
    struct lm_err err = {0};
    struct lm_agg a;

    table(1);
    a = call(LM_T_VARCHAR);
    CHECK(lm_agg_bind(&arena, LM_STR("sum"), &a, &err) == -1);
    CHECK(err.code == LM_E_ARGUMENTS);
    err = (struct lm_err){0};
    a = call(LM_T_DYN);
    CHECK(lm_agg_bind(&arena, LM_STR("corr"), &a, &err) == -1);
    CHECK(err.hint[0] != '\0');
    CHECK(!lm_agg_is(LM_STR("p0")) && !lm_agg_is(LM_STR("p100")) && lm_agg_is(LM_STR("P99")));
    /* A text without a number marks its row. */
    row(lm_val_int(1));
    row(text("n/a"));
    err = (struct lm_err){0};
    a = call(LM_T_DYN);
    CHECK(lm_agg_bind(&arena, LM_STR("sum"), &a, &err) == 0);
    struct lm_batch b = {.arena = &arena, .nrow = 2, .ncol = 1, .cols = col, .sel = lm_sel_all(2)};
    struct lm_eval x = {.arena = &arena, .keep = &arena};
    const struct lm_col *arg[1];
    uint16_t passed[2];
    lm_eval_begin(&x, &b);
    lm_agg_eval(&a, &x, b.sel, passed, arg);
    CHECK(x.nbad == 1 && x.bad[1] == LM_E_VALUE && x.bad[0] == 0);
}

/* Many different values: the estimate is near. */
static void
many(void)
{
    struct lm_err err = {0};

    table(1);
    struct lm_agg a = call(LM_T_BIGINT);
    CHECK(lm_agg_bind(&arena, LM_STR("approx_count_distinct"), &a, &err) == 0);
    void *s = state_new(&a);
    for (int64_t i = 0; i < 200000; i += ROWS) {
        table(1);
        for (int64_t j = 0; j < ROWS; j++)
            row(lm_val_int(i + j));
        add(&a, s, 0, nrow, 1);
    }
    struct lm_val v;
    a.type->result(&a, s, &arena, &v);
    CHECK(v.i > 198000 && v.i < 202000);
    a.type->fini(&a, s, &pool.mem);
    /* Percentiles of 0 .. 199999 in an order that is none. */
    table(1);
    a = with_constant("approx_percentile", lm_val_f64(0.99));
    s = state_new(&a);
    void *half = state_new(&a);
    for (int64_t i = 0; i < 200000; i += ROWS) {
        table(1);
        for (int64_t j = i; j < i + ROWS && j < 200000; j++)
            row(lm_val_int(j * 77773 % 200000));
        add(&a, i % 3 == 0 ? s : half, 0, nrow, 1);
    }
    a.type->merge(&a, s, half, &pool.mem);
    a.type->result(&a, s, &arena, &v);
    CHECK(fabs(v.f - 198000) < 100);
    a.param[0] = lm_val_f64(0.5);
    a.type->result(&a, s, &arena, &v);
    CHECK(fabs(v.f - 100000) < 1000);
    a.param[0] = lm_val_f64(1);
    a.type->result(&a, s, &arena, &v);
    CHECK(v.f == 199999);
    a.type->fini(&a, s, &pool.mem);
    a.type->fini(&a, half, &pool.mem);
}

int
main(void)
{
    lm_arena_init(&arena, 64 * 1024);
    lm_pool_home_init(&home);
    lm_pool_init(&pool, &home);
    sums();
    picks();
    logic();
    statistics();
    times_and_intervals();
    shapes();
    distinct_and_order();
    refused();
    many();
    lm_pool_reset(&pool);
    lm_pool_home_fini(&home);
    lm_arena_fini(&arena);
    return check_done();
}
