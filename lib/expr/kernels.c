/* kernels.c -- arithmetic and comparison over whole vectors, in loops that the compiler vectorises. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * All rows of the vector are computed, meant or not: a straight loop is faster than one through a
 * selection unless very few rows are left. Overflow is found after the fact from signs, ORed together;
 * a loop that saw one is done again row by row by the caller. Doubles are ordered as lm_val_order does
 * it: NaN equals NaN and is above all numbers.
 */
#pragma GCC optimize("O3")

#include "expr/kernels.h"

void
lm_k_i64_to_f64(const int64_t *restrict a, double *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        out[r] = (double)a[r];
}

void
lm_k_or_null(const uint8_t *restrict a, const uint8_t *restrict b, uint8_t *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        out[r] = a[r] | b[r];
}

bool
lm_k_add_i64(const int64_t *restrict a, const int64_t *restrict b, int64_t *restrict out, uint32_t n)
{
    uint64_t over = 0;

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)a[r], y = (uint64_t)b[r], s = x + y;
        over |= (s ^ x) & (s ^ y);
        out[r] = (int64_t)s;
    }
    return over >> 63 != 0;
}

bool
lm_k_sub_i64(const int64_t *restrict a, const int64_t *restrict b, int64_t *restrict out, uint32_t n)
{
    uint64_t over = 0;

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)a[r], y = (uint64_t)b[r], s = x - y;
        over |= (x ^ y) & (s ^ x);
        out[r] = (int64_t)s;
    }
    return over >> 63 != 0;
}

bool
lm_k_addc_i64(const int64_t *restrict a, int64_t b, int64_t *restrict out, uint32_t n)
{
    uint64_t over = 0, y = (uint64_t)b;

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)a[r], s = x + y;
        over |= (s ^ x) & (s ^ y);
        out[r] = (int64_t)s;
    }
    return over >> 63 != 0;
}

/* Factors below 2^31 cannot overflow; whether larger ones did is for the caller to find out. */
bool
lm_k_mul_i64(const int64_t *restrict a, const int64_t *restrict b, int64_t *restrict out, uint32_t n)
{
    uint64_t large = 0;

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)a[r], y = (uint64_t)b[r];
        large |= (x + (UINT64_C(1) << 31)) | (y + (UINT64_C(1) << 31));
        out[r] = (int64_t)(x * y);
    }
    return large >> 32 != 0;
}

bool
lm_k_mulc_i64(const int64_t *restrict a, int64_t b, int64_t *restrict out, uint32_t n)
{
    uint64_t y = (uint64_t)b, large = y + (UINT64_C(1) << 31);

    for (uint32_t r = 0; r < n; r++) {
        uint64_t x = (uint64_t)a[r];
        large |= x + (UINT64_C(1) << 31);
        out[r] = (int64_t)(x * y);
    }
    return large >> 32 != 0;
}

void
lm_k_add_f64(const double *restrict a, const double *restrict b, double *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        out[r] = a[r] + b[r];
}

void
lm_k_sub_f64(const double *restrict a, const double *restrict b, double *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        out[r] = a[r] - b[r];
}

void
lm_k_mul_f64(const double *restrict a, const double *restrict b, double *restrict out, uint32_t n)
{
    for (uint32_t r = 0; r < n; r++)
        out[r] = a[r] * b[r];
}

bool
lm_k_div_f64(const double *restrict a, const double *restrict b, double *restrict out,
             uint8_t *restrict null, uint32_t n)
{
    uint8_t any = 0;

    for (uint32_t r = 0; r < n; r++)
        out[r] = a[r] / b[r];
    for (uint32_t r = 0; r < n; r++) {
        null[r] |= b[r] == 0;
        any |= null[r];
    }
    return any != 0;
}

bool
lm_k_i64_exact(const int64_t *a, uint32_t n)
{
    uint64_t large = 0;

    for (uint32_t r = 0; r < n; r++)
        large |= (uint64_t)a[r] + (UINT64_C(1) << 53);
    return large >> 54 == 0;
}

#define I64_EQ(x, y) ((x) == (y))
#define I64_NE(x, y) ((x) != (y))
#define I64_LT(x, y) ((x) < (y))
#define I64_LE(x, y) ((x) <= (y))
#define I64_GT(x, y) ((x) > (y))
#define I64_GE(x, y) ((x) >= (y))

/* Either side may be NaN. */
#define F64_EQ(x, y) (((x) == (y)) | (((x) != (x)) & ((y) != (y))))
#define F64_LT(x, y) (((x) < (y)) | (((x) == (x)) & ((y) != (y))))
#define F64_GT(x, y) F64_LT(y, x)
#define F64_NE(x, y) !F64_EQ(x, y)
#define F64_LE(x, y) !F64_LT(y, x)
#define F64_GE(x, y) !F64_LT(x, y)

/* The right side is a number. */
#define F64C_EQ(x, y) ((x) == (y))
#define F64C_NE(x, y) !((x) == (y))
#define F64C_LT(x, y) ((x) < (y))
#define F64C_LE(x, y) ((x) <= (y))
#define F64C_GT(x, y) !((x) <= (y))
#define F64C_GE(x, y) !((x) < (y))

#define CMP_VECTORS(name, T, HOLDS)                                                                \
    static void name(const T *restrict a, const T *restrict b, uint8_t *restrict out, uint32_t n)  \
    {                                                                                              \
        for (uint32_t r = 0; r < n; r++)                                                           \
            out[r] = HOLDS(a[r], b[r]);                                                            \
    }
#define CMP_CONST(name, T, HOLDS)                                                                  \
    static void name(const T *restrict a, T b, uint8_t *restrict out, uint32_t n)                  \
    {                                                                                              \
        for (uint32_t r = 0; r < n; r++)                                                           \
            out[r] = HOLDS(a[r], b);                                                               \
    }

/* A row is written always and counted only when it is one: no branch that could be mispredicted. */
#define SELECT_LOOPS(HOLDS_R)                                                                      \
    uint32_t m = 0;                                                                                \
    if (sel.rows == NULL && null == NULL) {                                                        \
        for (uint32_t r = 0; r < sel.n; r++) {                                                     \
            to[m] = (uint16_t)r;                                                                   \
            m += (HOLDS_R);                                                                        \
        }                                                                                          \
        return m;                                                                                  \
    }                                                                                              \
    if (null == NULL) {                                                                            \
        for (uint32_t k = 0; k < sel.n; k++) {                                                     \
            uint32_t r = sel.rows[k];                                                              \
            to[m] = (uint16_t)r;                                                                   \
            m += (HOLDS_R);                                                                        \
        }                                                                                          \
        return m;                                                                                  \
    }                                                                                              \
    for (uint32_t k = 0; k < sel.n; k++) {                                                         \
        uint32_t r = lm_sel_row(sel, k);                                                           \
        to[m] = (uint16_t)r;                                                                       \
        m += (HOLDS_R) & (null[r] == 0);                                                           \
    }                                                                                              \
    return m;

#define SEL_VECTORS(name, T, HOLDS)                                                                \
    static uint32_t name(const T *a, const T *b, const uint8_t *null, struct lm_sel sel, uint16_t *to) \
    {                                                                                              \
        SELECT_LOOPS(HOLDS(a[r], b[r]))                                                            \
    }
#define SEL_CONST(name, T, HOLDS)                                                                  \
    static uint32_t name(const T *a, T b, const uint8_t *null, struct lm_sel sel, uint16_t *to)    \
    {                                                                                              \
        SELECT_LOOPS(HOLDS(a[r], b))                                                               \
    }

#define SIX(MAKE, prefix, T, H)                                                                    \
    MAKE(prefix##_eq, T, H##_EQ)                                                                   \
    MAKE(prefix##_ne, T, H##_NE)                                                                   \
    MAKE(prefix##_lt, T, H##_LT)                                                                   \
    MAKE(prefix##_le, T, H##_LE)                                                                   \
    MAKE(prefix##_gt, T, H##_GT)                                                                   \
    MAKE(prefix##_ge, T, H##_GE)
#define TABLE(prefix) { prefix##_eq, prefix##_ne, prefix##_lt, prefix##_le, prefix##_gt, prefix##_ge }

SIX(CMP_VECTORS, cmp_i64, int64_t, I64)
SIX(CMP_CONST, cmpc_i64, int64_t, I64)
SIX(CMP_VECTORS, cmp_f64, double, F64)
SIX(CMP_CONST, cmpc_f64, double, F64C)
SIX(SEL_VECTORS, sel_i64, int64_t, I64)
SIX(SEL_CONST, selc_i64, int64_t, I64)
SIX(SEL_VECTORS, sel_f64, double, F64)
SIX(SEL_CONST, selc_f64, double, F64C)

lm_k_cmp_i64_f *const lm_k_cmp_i64[6] = TABLE(cmp_i64);
lm_k_cmpc_i64_f *const lm_k_cmpc_i64[6] = TABLE(cmpc_i64);
lm_k_cmp_f64_f *const lm_k_cmp_f64[6] = TABLE(cmp_f64);
lm_k_cmpc_f64_f *const lm_k_cmpc_f64[6] = TABLE(cmpc_f64);
lm_k_sel_i64_f *const lm_k_sel_i64[6] = TABLE(sel_i64);
lm_k_selc_i64_f *const lm_k_selc_i64[6] = TABLE(selc_i64);
lm_k_sel_f64_f *const lm_k_sel_f64[6] = TABLE(sel_f64);
lm_k_selc_f64_f *const lm_k_selc_f64[6] = TABLE(selc_f64);

uint32_t
lm_k_sel_true(const uint8_t *b, const uint8_t *null, struct lm_sel sel, uint16_t *to)
{
    SELECT_LOOPS(b[r] == 1)
}

uint32_t
lm_k_sel_present(const uint8_t *null, struct lm_sel sel, uint16_t *to)
{
    SELECT_LOOPS(1)
}

uint32_t
lm_k_sel_text(const struct lm_str *a, struct lm_str s, bool same, struct lm_sel sel, uint16_t *to)
{
    uint32_t m = 0;

    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        to[m] = (uint16_t)r;
        m += lm_text_is(a[r], s) == same;
    }
    return m;
}
