/* ops_time.c -- arithmetic on times and intervals, as PostgreSQL has it. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "expr/expr_priv.h"

static bool
out_of_range(struct lm_call *c)
{
    lm_eval_fail(c->x, c->row, LM_E_OVERFLOW, "the time is out of range");
    return true;
}

static bool
is_day_number(const struct lm_val *v)
{
    return v->kind == LM_K_INT;
}

/* A DATE or TIMESTAMP as microseconds; false for other kinds or beyond the range. */
static bool
instant_us(const struct lm_val *v, int64_t *us)
{
    *us = v->i;
    if (v->kind == LM_K_DATE)
        return !__builtin_mul_overflow(v->i, LM_US_DAY, us);
    return v->kind == LM_K_TS;
}

static bool
move(struct lm_call *c, const struct lm_val *t, struct lm_ivl by, int sign, struct lm_val *out)
{
    int64_t us = 0;

    if (t->kind == LM_K_TIME) {
        *out = (struct lm_val){ .kind = LM_K_TIME };
        out->i = lm_floor_mod(t->i + sign * lm_floor_mod(by.us, LM_US_DAY), LM_US_DAY);
        return true;
    }
    if (!instant_us(t, &us) || !lm_ts_add(us, by, sign, &us))
        return out_of_range(c);
    *out = (struct lm_val){ .kind = LM_K_TS, .i = us };
    return true;
}

static bool
add_days(struct lm_call *c, int64_t date, int64_t days, int sign, struct lm_val *out)
{
    int64_t sum = 0;

    if (sign > 0 ? __builtin_add_overflow(date, days, &sum) : __builtin_sub_overflow(date, days, &sum))
        return out_of_range(c);
    if (sum != (int32_t)sum)
        return out_of_range(c);
    *out = (struct lm_val){ .kind = LM_K_DATE, .i = sum };
    return true;
}

static bool
add_intervals(struct lm_call *c, struct lm_ivl a, struct lm_ivl b, int sign, struct lm_val *out)
{
    struct lm_ivl s = { 0 };
    bool over = sign > 0 ? __builtin_add_overflow(a.months, b.months, &s.months) |
                               __builtin_add_overflow(a.days, b.days, &s.days) |
                               __builtin_add_overflow(a.us, b.us, &s.us)
                         : __builtin_sub_overflow(a.months, b.months, &s.months) |
                               __builtin_sub_overflow(a.days, b.days, &s.days) |
                               __builtin_sub_overflow(a.us, b.us, &s.us);

    if (over)
        return out_of_range(c);
    *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = s };
    return true;
}

static bool
is_point(const struct lm_val *v)
{
    return v->kind == LM_K_TS || v->kind == LM_K_DATE || v->kind == LM_K_TIME;
}

bool
lm_time_add(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, struct lm_val *out)
{
    if (is_point(a) && b->kind == LM_K_IVL)
        return move(c, a, b->ivl, 1, out);
    if (a->kind == LM_K_IVL && is_point(b))
        return move(c, b, a->ivl, 1, out);
    if (a->kind == LM_K_IVL && b->kind == LM_K_IVL)
        return add_intervals(c, a->ivl, b->ivl, 1, out);
    if (a->kind == LM_K_DATE && is_day_number(b))
        return add_days(c, a->i, b->i, 1, out);
    if (is_day_number(a) && b->kind == LM_K_DATE)
        return add_days(c, b->i, a->i, 1, out);
    if (a->kind == LM_K_DATE && b->kind == LM_K_TIME)
        return move(c, a, (struct lm_ivl){ .us = b->i }, 1, out);
    if (a->kind == LM_K_TIME && b->kind == LM_K_DATE)
        return move(c, b, (struct lm_ivl){ .us = a->i }, 1, out);
    return false;
}

bool
lm_time_sub(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, struct lm_val *out)
{
    int64_t x = 0, y = 0;

    if (is_point(a) && b->kind == LM_K_IVL)
        return move(c, a, b->ivl, -1, out);
    if (a->kind == LM_K_IVL && b->kind == LM_K_IVL)
        return add_intervals(c, a->ivl, b->ivl, -1, out);
    if (a->kind == LM_K_DATE && is_day_number(b))
        return add_days(c, a->i, b->i, -1, out);
    if (a->kind == LM_K_DATE && b->kind == LM_K_DATE) {
        *out = lm_val_int(a->i - b->i);
        return true;
    }
    if (a->kind == LM_K_TIME && b->kind == LM_K_TIME) {
        *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = { .us = a->i - b->i } };
        return true;
    }
    if (!is_point(a) || !is_point(b) || a->kind == LM_K_TIME || b->kind == LM_K_TIME)
        return false;
    if (!instant_us(a, &x) || !instant_us(b, &y) || __builtin_sub_overflow(x, y, &x))
        return out_of_range(c);
    /* Days and time of one sign, as PostgreSQL takes timestamps apart. */
    struct lm_ivl v = { .days = (int32_t)(x / LM_US_DAY), .us = x % LM_US_DAY };
    *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = v };
    return true;
}

/* By a whole number, exactly: a product that goes through a double would lose microseconds. */
static bool
times_whole(struct lm_call *c, struct lm_ivl v, int64_t n, struct lm_val *out)
{
    struct lm_ivl p = { 0 };

    if (__builtin_mul_overflow(v.months, n, &p.months) || __builtin_mul_overflow(v.days, n, &p.days) ||
        __builtin_mul_overflow(v.us, n, &p.us))
        return out_of_range(c);
    *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = p };
    return true;
}

bool
lm_time_scale(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, bool divide,
              struct lm_val *out)
{
    if (a->kind != LM_K_IVL && b->kind == LM_K_IVL && !divide) {
        const struct lm_val *t = a;
        a = b;
        b = t;
    }
    if (a->kind != LM_K_IVL || (b->kind != LM_K_INT && b->kind != LM_K_F64 && b->kind != LM_K_DEC))
        return false;
    double f = lm_val_double(b);
    if (divide && f == 0)
        return true; /* NULL, as for numbers */
    if (!divide && b->kind == LM_K_INT)
        return times_whole(c, a->ivl, b->i, out);
    struct lm_val v = { .kind = LM_K_IVL };
    if (!lm_ivl_scale(a->ivl, f, divide, &v.ivl))
        return out_of_range(c);
    *out = v;
    return true;
}
