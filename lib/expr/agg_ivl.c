/* agg_ivl.c -- SUM and AVG of intervals, AVG and percentiles of times and intervals. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Months, days and microseconds are added apart and exactly, so rows can be taken back and states of
 * parts added. A mean is the sum divided as PostgreSQL divides an interval: fractions of months go to
 * days, of days to time. A point between two times lies that part of their distance from the first.
 */
#include <assert.h>

#include "expr/agg_priv.h"

struct ivl_sum {
    lm_i128 us; /* of times: of the instants */
    int64_t months;
    int64_t days;
    int64_t n; /* values */
    int64_t unused;
};

size_t
lm_agg_ivl_size(const struct lm_agg *a)
{
    static_assert(sizeof(struct ivl_sum) % 16 == 0, "a state is a multiple of 16 bytes");
    return sizeof(struct ivl_sum);
}

/* A DATE as the instant at which it begins; others as they are. */
static int64_t
ivl_instant(const struct lm_val *v)
{
    return v->kind == LM_K_DATE ? v->i * LM_US_DAY : v->i;
}

void
lm_agg_ivl_add(const struct lm_agg *a, const struct lm_agg_rows *rows)
{
    const struct lm_col *c = rows->arg[0];

    assert(a->nvalue == 1);
    for (uint32_t k = 0; k < rows->sel.n; k++) {
        uint32_t r = lm_sel_row(rows->sel, k);
        int64_t w = lm_agg_weight(rows, r);
        struct ivl_sum *s = rows->states[k];
        if (lm_col_is_null(c, r))
            continue;
        struct lm_val v = lm_col_get(c, r);
        if (v.kind == LM_K_IVL) {
            s->months += v.ivl.months * w;
            s->days += v.ivl.days * w;
            s->us += (lm_i128)v.ivl.us * w;
        } else {
            s->us += (lm_i128)ivl_instant(&v) * w;
        }
        s->n += w;
    }
}

void
lm_agg_ivl_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    struct ivl_sum *s = into;
    const struct ivl_sum *f = from;

    s->us += f->us;
    s->months += f->months;
    s->days += f->days;
    s->n += f->n;
}

/* The sum as an interval; false when it is beyond all of them (the answer is NULL then). */
static bool
ivl_total(const struct ivl_sum *s, struct lm_ivl *out)
{
    *out = (struct lm_ivl){(int32_t)s->months, (int32_t)s->days, (int64_t)s->us};
    return out->months == s->months && out->days == s->days && out->us == s->us;
}

void
lm_agg_ivl_sum_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct ivl_sum *s = state;
    struct lm_ivl total;

    *out = LM_VAL_NULL;
    if (s->n != 0 && ivl_total(s, &total))
        *out = (struct lm_val){.kind = LM_K_IVL, .ivl = total};
}

void
lm_agg_ivl_avg_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                      struct lm_val *out)
{
    const struct ivl_sum *s = state;
    struct lm_ivl total, mean;

    *out = LM_VAL_NULL;
    if (s->n != 0 && ivl_total(s, &total) && lm_ivl_scale(total, (double)s->n, true, &mean))
        *out = (struct lm_val){.kind = LM_K_IVL, .ivl = mean};
}

/* The kind of an answer between values of the argument: a DATE's is a TIMESTAMP. */
static enum lm_kind
ivl_answer_kind(const struct lm_agg *a)
{
    return a->result.id == LM_T_TIME ? LM_K_TIME : LM_K_TS;
}

void
lm_agg_time_avg_result(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                       struct lm_val *out)
{
    const struct ivl_sum *s = state;

    *out = LM_VAL_NULL;
    if (s->n == 0)
        return;
    lm_i128 q = s->us / s->n, rest = s->us % s->n;
    rest = rest < 0 ? -rest : rest;
    if (2 * rest >= (s->n < 0 ? -s->n : s->n)) /* to the nearest microsecond */
        q += s->us < 0 ? -1 : 1;
    *out = (struct lm_val){.kind = (uint8_t)ivl_answer_kind(a), .i = (int64_t)q};
}

/* low + (high - low) * part */
static bool
ivl_between(struct lm_ivl low, struct lm_ivl high, double part, struct lm_ivl *out)
{
    struct lm_ivl d;

    if (__builtin_sub_overflow(high.months, low.months, &d.months) ||
        __builtin_sub_overflow(high.days, low.days, &d.days) ||
        __builtin_sub_overflow(high.us, low.us, &d.us) || !lm_ivl_scale(d, part, false, &d))
        return false;
    return !__builtin_add_overflow(low.months, d.months, &out->months) &&
           !__builtin_add_overflow(low.days, d.days, &out->days) &&
           !__builtin_add_overflow(low.us, d.us, &out->us);
}

void
lm_agg_cont_time_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                      struct lm_arena *arena, struct lm_val *out)
{
    double part = 0;
    const struct lm_val *low = lm_agg_place(a, rows, n, 0, &part);
    const struct lm_val *high = part > 0 ? lm_agg_place(a, rows, n, 1, &part) : low;

    *out = *low;
    if (low->kind == LM_K_IVL) {
        if (part > 0 && !ivl_between(low->ivl, high->ivl, part, &out->ivl))
            *out = LM_VAL_NULL;
        return;
    }
    __int128 distance = (__int128)ivl_instant(high) - ivl_instant(low);
    *out = (struct lm_val){.kind = (uint8_t)ivl_answer_kind(a), .i = ivl_instant(low)};
    out->i += (int64_t)rint((double)distance * part);
}
