/* kernels.h -- loops over whole vectors: arithmetic, comparison, selection. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * What GCC 12 makes of these loops for x86-64-v2 (16 bytes at a time), by its assembly. At the -O2 of the
 * rest it vectorises none of them, for it does not know that n is large; hence -O3 in these files.
 *   add, sub, mul of two columns, add of a constant, or_null, i64_exact   vectorised
 *   add, sub, mul, div of doubles                                         vectorised, two at a time
 *   cmp, cmpc of integers    vectorised: pcmpgtq, packed to a byte a row (without SSE4.2: a setcc a row)
 *   cmp, cmpc of doubles     vectorised, NaN by masks
 *   mulc                     scalar: one imul a row is less than the three pmuludq it would take
 *   i64_to_f64               scalar: there is no packed conversion before AVX-512
 *   sel, selc, sel_true      scalar without branches: the row is always stored, and the place behind it
 *                            moves on by the result; so what passes costs the same as what does not
 *   truth, and_truth, or_truth, split_truth, choose, choose_present, other_null, fill_u16
 *                            vectorised, 16 rows (choose: 8) at a time
 *   count_true, all_same, least_i64, sum_i64
 *                            vectorised; the last two are two rows at a time
 *   pick, in_map             scalar without branches: each row loads from a place of its own
 *   contains                 16 places at a time, by hand (SSE2); row by row elsewhere
 * Functions over texts and times (fn_batch*.c, casts_text.c) take a row at a time; they gain by having no
 * calls, no branches and no lm_val in between. The calendar's loops (fn_day.h) multiply 64 by 64 bits for
 * the upper half, which has no packed form.
 */
#ifndef LM_KERNELS_H
#define LM_KERNELS_H

#include <endian.h>

#include "data/batch.h"
#include "expr/expr_priv.h"

/* Rows: `rows` NULL means 0 .. n-1. Vectors have no overlap. What stands in rows that are NULL or not
 * meant is computed along and nobody looks at it; so a flag may be raised for nothing. */

void lm_k_i64_to_f64(const int64_t *a, double *out, uint32_t n);
void lm_k_or_null(const uint8_t *a, const uint8_t *b, uint8_t *out, uint32_t n);

/* True when a result may have overflowed: then each row is to be computed with care. */
bool lm_k_add_i64(const int64_t *a, const int64_t *b, int64_t *out, uint32_t n);
bool lm_k_sub_i64(const int64_t *a, const int64_t *b, int64_t *out, uint32_t n);
bool lm_k_mul_i64(const int64_t *a, const int64_t *b, int64_t *out, uint32_t n);
bool lm_k_addc_i64(const int64_t *a, int64_t b, int64_t *out, uint32_t n);
bool lm_k_mulc_i64(const int64_t *a, int64_t b, int64_t *out, uint32_t n);

void lm_k_add_f64(const double *a, const double *b, double *out, uint32_t n);
void lm_k_sub_f64(const double *a, const double *b, double *out, uint32_t n);
void lm_k_mul_f64(const double *a, const double *b, double *out, uint32_t n);

/* a / b; null[r] is set to 1 where b is zero (or was 1 before), else it stays. True: some b was. */
bool lm_k_div_f64(const double *a, const double *b, double *out, uint8_t *null, uint32_t n);

/* Whether every number is a double without rounding: |a| <= 2^53. */
bool lm_k_i64_exact(const int64_t *a, uint32_t n);

/* out[r] = a[r] op b[r], by enum lm_cmp; "c": b is one value, no NaN. */
typedef void lm_k_cmp_i64_f(const int64_t *a, const int64_t *b, uint8_t *out, uint32_t n);
typedef void lm_k_cmpc_i64_f(const int64_t *a, int64_t b, uint8_t *out, uint32_t n);
typedef void lm_k_cmp_f64_f(const double *a, const double *b, uint8_t *out, uint32_t n);
typedef void lm_k_cmpc_f64_f(const double *a, double b, uint8_t *out, uint32_t n);
extern lm_k_cmp_i64_f *const lm_k_cmp_i64[6];
extern lm_k_cmpc_i64_f *const lm_k_cmpc_i64[6];
extern lm_k_cmp_f64_f *const lm_k_cmp_f64[6];
extern lm_k_cmpc_f64_f *const lm_k_cmpc_f64[6];

/* The rows of sel that are not NULL (null may be NULL) and where the comparison holds, into `to`, which
 * may be sel.rows itself; answers how many. */
typedef uint32_t lm_k_sel_i64_f(const int64_t *a, const int64_t *b, const uint8_t *null, struct lm_sel sel,
                                uint16_t *to);
typedef uint32_t lm_k_selc_i64_f(const int64_t *a, int64_t b, const uint8_t *null, struct lm_sel sel,
                                 uint16_t *to);
typedef uint32_t lm_k_sel_f64_f(const double *a, const double *b, const uint8_t *null, struct lm_sel sel,
                                uint16_t *to);
typedef uint32_t lm_k_selc_f64_f(const double *a, double b, const uint8_t *null, struct lm_sel sel,
                                 uint16_t *to);
extern lm_k_sel_i64_f *const lm_k_sel_i64[6];
extern lm_k_selc_i64_f *const lm_k_selc_i64[6];
extern lm_k_sel_f64_f *const lm_k_sel_f64[6];
extern lm_k_selc_f64_f *const lm_k_selc_f64[6];

/* Where b[r] is 1 and not NULL. */
uint32_t lm_k_sel_true(const uint8_t *b, const uint8_t *null, struct lm_sel sel, uint16_t *to);

/* Where the text equals (or, with `same` false, does not equal) s. */
uint32_t lm_k_sel_text(const struct lm_str *a, struct lm_str s, bool same, struct lm_sel sel, uint16_t *to);

/* Rows of sel without those that null[] names. */
uint32_t lm_k_sel_present(const uint8_t *null, struct lm_sel sel, uint16_t *to);

/* Truths: a byte a row (kernels_choose.c). */
enum lm_truth { LM_TRUTH_FALSE = 0, LM_TRUTH_TRUE = 1, LM_TRUTH_NULL = 2 };

/* t[r]: NULL where null says so, else b. */
void lm_k_truth(const uint8_t *b, const uint8_t *null, uint8_t *t, uint32_t n);

/* t = t AND u, t = t OR u, of three values. */
void lm_k_and_truth(uint8_t *t, const uint8_t *u, uint32_t n);
void lm_k_or_truth(uint8_t *t, const uint8_t *u, uint32_t n);

/* The truths as values in t and a NULL map; whether any was NULL. */
bool lm_k_split_truth(uint8_t *t, uint8_t *null, uint32_t n);

/* from[r] becomes i where it is still `open` and t[r] is true; and r is not NULL. */
void lm_k_choose(const uint8_t *t, uint16_t open, uint16_t i, uint16_t *from, uint32_t n);
void lm_k_choose_present(const uint8_t *null, uint16_t open, uint16_t i, uint16_t *from, uint32_t n);
void lm_k_fill_u16(uint16_t *to, uint16_t v, uint32_t n);

/* The rows of sel where a[r] is v, into `to`, which may be sel.rows itself; answers how many. */
uint32_t lm_k_sel_u16(const uint16_t *a, uint16_t v, struct lm_sel sel, uint16_t *to);

/* The rows of sel whose byte is not v, likewise. */
uint32_t lm_k_sel_other(const uint8_t *a, uint8_t v, struct lm_sel sel, uint16_t *to);

/* out[r] = value r of vector from[r]. */
void lm_k_pick_u8(const void *const *vectors, const uint16_t *from, uint8_t *out, struct lm_sel sel);
void lm_k_pick_u64(const void *const *vectors, const uint16_t *from, uint64_t *out, struct lm_sel sel);
void lm_k_pick_str(const void *const *vectors, const uint16_t *from, struct lm_str *out,
                   struct lm_sel sel);

/* out[r] is NULL where from[r] is not i, else what null[r] (NULL pointer: 0) says. */
void lm_k_other_null(const uint16_t *from, uint16_t i, const uint8_t *null, uint8_t *out, uint32_t n);

/* out[r] = map[a[r] - least]; what is not in [0, span) has map[span]. */
void lm_k_in_map(const int64_t *a, int64_t least, const uint8_t *map, uint64_t span, uint8_t *out,
                 uint32_t n);

/* How many of b are 1 (all are 0 or 1); whether all pointers are the same. */
uint64_t lm_k_count_true(const uint8_t *b, uint32_t n);
bool lm_k_all_same(void *const *p, uint32_t n);

/* The least of v[r] ^ flip (0: of v; -1: of ~v, so ~ of it is the greatest of v), n > 0; the exact sum. */
int64_t lm_k_least_i64(const int64_t *v, int64_t flip, uint32_t n);
lm_i128 lm_k_sum_i64(const int64_t *v, uint32_t n);

/* Where the piece, which is not empty, stands first in s; NULL: nowhere. */
const char *lm_k_find(struct lm_str s, struct lm_str piece);

static inline bool
lm_k_contains(struct lm_str s, struct lm_str piece)
{
    return piece.n == 0 || lm_k_find(s, piece) != NULL;
}

/* lm_str_cmp, without a call where the first eight bytes decide. */
static inline int
lm_text_order(struct lm_str a, struct lm_str b)
{
    uint64_t x, y;

    if (a.n >= 8 && b.n >= 8) {
        memcpy(&x, a.p, 8);
        memcpy(&y, b.p, 8);
        if (x != y)
            return be64toh(x) < be64toh(y) ? -1 : 1;
    }
    return lm_str_cmp(a, b);
}

/* a == s for texts, without a call for the common lengths. */
static inline bool
lm_text_is(struct lm_str a, struct lm_str s)
{
    uint64_t x, y, u, v;
    uint32_t p, q, m, l;

    if (a.n != s.n)
        return false;
    if (s.n > 16)
        return memcmp(a.p, s.p, s.n) == 0;
    if (s.n >= 8) { /* the first and the last eight bytes, which may overlap */
        memcpy(&x, a.p, 8);
        memcpy(&y, s.p, 8);
        memcpy(&u, a.p + a.n - 8, 8);
        memcpy(&v, s.p + s.n - 8, 8);
        return ((x ^ y) | (u ^ v)) == 0;
    }
    if (s.n >= 4) {
        memcpy(&p, a.p, 4);
        memcpy(&q, s.p, 4);
        memcpy(&m, a.p + a.n - 4, 4);
        memcpy(&l, s.p + s.n - 4, 4);
        return ((p ^ q) | (m ^ l)) == 0;
    }
    for (size_t i = 0; i < s.n; i++)
        if (a.p[i] != s.p[i])
            return false;
    return true;
}

#endif
