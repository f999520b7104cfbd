/* stamp.c -- event times from values, and bounds back in the unit of the stream. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Times are kept within +-2^62 us (146,000 years), so that adding a window's size cannot overflow;
 * what lies beyond is no time. Numbers are multiplied or divided into microseconds; halves go up.
 */
#include "time/stamp.h"

#include <assert.h>
#include <math.h>

#define TIME_MAX (INT64_C(1) << 62)

/* Microseconds of one unit; 0: it is smaller (ns). */
static int64_t
unit_us(enum lm_time_unit u)
{
    return u == LM_UNIT_S ? LM_US_SECOND : u == LM_UNIT_MS ? 1000 : u == LM_UNIT_US ? 1 : 0;
}

static uint64_t
size_of_int(int64_t n)
{
    return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

static enum lm_time_unit
unit_of_size(uint64_t v)
{
    if (v < UINT64_C(100000000000))
        return LM_UNIT_S;
    if (v < UINT64_C(100000000000000))
        return LM_UNIT_MS;
    return v < UINT64_C(100000000000000000) ? LM_UNIT_US : LM_UNIT_NS;
}

static enum lm_time_unit
unit_of_int(int64_t n)
{
    return unit_of_size(size_of_int(n));
}

/* The unit in which a number is read: as declared, else by its magnitude. */
static enum lm_time_unit
unit_for(const struct lm_stamp *s, int64_t n)
{
    return s->unit == LM_UNIT_AUTO || s->unit == LM_UNIT_TIMESTAMP ? unit_of_int(n) : s->unit;
}

static int64_t
in_range(int64_t us)
{
    return us > -TIME_MAX && us < TIME_MAX ? us : LM_NO_TIME;
}

static int64_t
us_of_int(int64_t n, enum lm_time_unit u)
{
    int64_t us;

    if (u == LM_UNIT_NS)
        return lm_floor_div(n, 1000); /* a whole number of ns is no fraction: it falls into its us */
    if (__builtin_mul_overflow(n, unit_us(u), &us))
        return LM_NO_TIME;
    return in_range(us);
}

static int64_t
us_of_f64(double f, enum lm_time_unit u)
{
    double us = u == LM_UNIT_NS ? f / 1000 : f * (double)unit_us(u);

    us = floor(us + 0.5);
    if (!(us > -(double)TIME_MAX && us < (double)TIME_MAX)) /* NaN too */
        return LM_NO_TIME;
    return (int64_t)us;
}

/* d * 10^-scale units. */
static int64_t
us_of_dec(lm_i128 d, int scale, enum lm_time_unit u)
{
    int shift = u == LM_UNIT_S ? 6 : u == LM_UNIT_MS ? 3 : u == LM_UNIT_US ? 0 : -3;
    lm_i128 us = d;

    if (scale > shift) {
        if (scale - shift > 38)
            return 0; /* less than half a microsecond */
        lm_i128 unit = lm_pow10_i128(scale - shift), rest = d % unit;
        us = d / unit - (rest < 0);
        rest += rest < 0 ? unit : 0;
        us += rest >= unit - rest;
    } else if (__builtin_mul_overflow(d, lm_pow10_i128(shift - scale), &us)) {
        return LM_NO_TIME;
    }
    if (us <= -TIME_MAX || us >= TIME_MAX)
        return LM_NO_TIME;
    return (int64_t)us;
}

/* Whole part of a number for judging its magnitude. */
static int64_t
magnitude(double f)
{
    return f > -9e18 && f < 9e18 ? (int64_t)f : INT64_MAX;
}

static void
seen(struct lm_stamp *s, enum lm_time_unit u, int64_t us)
{
    if (s->seen == LM_UNIT_AUTO && us != LM_NO_TIME)
        s->seen = u;
}

static int64_t
stamp_number(struct lm_stamp *s, const struct lm_val *v)
{
    enum lm_time_unit u;
    int64_t us;

    if (v->kind == LM_K_INT) {
        u = unit_for(s, v->i);
        us = us_of_int(v->i, u);
    } else if (v->kind == LM_K_F64) {
        u = unit_for(s, magnitude(v->f));
        us = us_of_f64(v->f, u);
    } else {
        assert(v->kind == LM_K_DEC);
        u = unit_for(s, magnitude(lm_dec_double(v->d, v->scale)));
        us = us_of_dec(v->d, v->scale, u);
    }
    seen(s, u, us);
    return us;
}

static int64_t
stamp_text(struct lm_stamp *s, const struct lm_val *v)
{
    struct lm_val number;
    int64_t us;

    if (lm_ts_parse(lm_val_text(v), &us)) {
        us = in_range(us);
        seen(s, LM_UNIT_TIMESTAMP, us);
        return us;
    }
    return lm_val_number(v, &number) ? stamp_number(s, &number) : LM_NO_TIME;
}

int64_t
lm_stamp_val(struct lm_stamp *s, const struct lm_val *v)
{
    int64_t us;

    switch (v->kind) {
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        return stamp_number(s, v);
    case LM_K_STR:
        return stamp_text(s, v);
    case LM_K_TS:
        us = in_range(v->i);
        break;
    case LM_K_DATE:
        us = v->i > -TIME_MAX / LM_US_DAY && v->i < TIME_MAX / LM_US_DAY ? v->i * LM_US_DAY
                                                                         : LM_NO_TIME;
        break;
    default:
        return LM_NO_TIME;
    }
    seen(s, LM_UNIT_TIMESTAMP, us);
    return us;
}

/* Whole numbers of one unit that divides or is a microsecond. */
static void
stamp_ints(const int64_t *n, struct lm_sel sel, enum lm_time_unit u, int64_t *out)
{
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out[r] = us_of_int(n[r], u);
    }
}

/* Whether undeclared numbers are all of one unit: their least and greatest magnitude are. */
static bool
one_unit(const int64_t *n, struct lm_sel sel, enum lm_time_unit *unit)
{
    uint64_t least = UINT64_MAX, greatest = 0;

    if (sel.n == 0)
        return false;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint64_t size = size_of_int(n[lm_sel_row(sel, k)]);
        least = size < least ? size : least;
        greatest = size > greatest ? size : greatest;
    }
    *unit = unit_of_size(least);
    return *unit == unit_of_size(greatest);
}

void
lm_stamp_col(struct lm_stamp *s, const struct lm_col *c, struct lm_sel sel, int64_t *out)
{
    enum lm_time_unit unit = s->unit;
    bool known = unit >= LM_UNIT_S && unit <= LM_UNIT_NS;

    if (c->kind == LM_K_INT && c->null == NULL && s->seen != LM_UNIT_AUTO &&
        (known || one_unit(c->i, sel, &unit))) {
        stamp_ints(c->i, sel, unit, out);
        return;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (c->kind == LM_K_TS && s->seen != LM_UNIT_AUTO) {
            out[r] = lm_col_is_null(c, r) ? LM_NO_TIME : in_range(c->i[r]);
            continue;
        }
        struct lm_val v = lm_col_get(c, r);
        out[r] = lm_stamp_val(s, &v);
    }
}

struct lm_val
lm_stamp_bound(const struct lm_stamp *s, int64_t us)
{
    enum lm_time_unit u = s->unit != LM_UNIT_AUTO ? s->unit : s->seen;

    if (u == LM_UNIT_AUTO || u == LM_UNIT_TIMESTAMP)
        return (struct lm_val){ .kind = LM_K_TS, .i = us };
    if (u == LM_UNIT_NS) {
        lm_i128 ns = (lm_i128)us * 1000;
        if (ns >= INT64_MIN && ns <= INT64_MAX)
            return lm_val_int((int64_t)ns);
        return (struct lm_val){ .kind = LM_K_DEC, .d = ns };
    }
    int64_t unit = unit_us(u);
    if (us % unit == 0)
        return lm_val_int(us / unit);
    uint8_t scale = u == LM_UNIT_S ? 6 : 3;
    while (us % 10 == 0) {
        us /= 10;
        scale--;
    }
    return (struct lm_val){ .kind = LM_K_DEC, .scale = scale, .d = us };
}
