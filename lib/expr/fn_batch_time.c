/* fn_batch_time.c -- extract and date_trunc over whole columns. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * No row is branched on, and no division is by anything but a constant: each field has its own loop,
 * into which the function of one instant is inlined with the field known (fn_day.h). Values of NULL
 * rows are computed along. Arithmetic wraps, since the unit that contains the first instant of all
 * begins before it.
 */
#include "expr/fn_batch.h"

#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/fn_calendar.h"
#include "expr/fn_day.h"

/* Days since the Monday. */
LM_INLINE uint32_t
day_of_week(uint32_t n)
{
    return (n + (3 + 7 - LM_DAYS_BEFORE % 7)) % 7; /* 1970-01-01 was a Thursday */
}

/* The Thursday of a week decides the year that the week belongs to. */
LM_INLINE struct lm_day
thursday_of(uint32_t n)
{
    return lm_day_of(n - day_of_week(n) + 3);
}

LM_INLINE int64_t
floor_by(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

LM_INLINE int64_t
rest_of(int64_t us, int64_t cycle)
{
    int64_t m = us % cycle;

    return m + (cycle & (m >> 63));
}

/* There is no year 0: 1 BC is -1. */
LM_INLINE int64_t
year_shown(int64_t year)
{
    return year - (year <= 0);
}

/* Centuries and millennia begin with year 1. */
LM_INLINE int64_t
span_shown(int64_t year, int64_t span)
{
    int64_t n = floor_by(year - 1, span);

    return n + (n >= 0);
}

LM_INLINE int64_t
field_of(enum lm_time_field f, int64_t us)
{
    switch (f) {
    case LM_FIELD_US: return rest_of(us, LM_US_MINUTE);
    case LM_FIELD_MINUTE: return rest_of(us, LM_US_HOUR) / LM_US_MINUTE;
    case LM_FIELD_HOUR: return rest_of(us, LM_US_DAY) / LM_US_HOUR;
    case LM_FIELD_DAY: return lm_day_of(lm_day_number(us)).day + 1;
    case LM_FIELD_WEEK: return thursday_of(lm_day_number(us)).yearday / 7 + 1;
    case LM_FIELD_MONTH: return lm_day_of(lm_day_number(us)).month;
    case LM_FIELD_QUARTER: return (lm_day_of(lm_day_number(us)).month + 2) / 3;
    case LM_FIELD_YEAR: return year_shown(lm_day_of(lm_day_number(us)).year);
    case LM_FIELD_DECADE: return floor_by(lm_day_of(lm_day_number(us)).year, 10);
    case LM_FIELD_CENTURY: return span_shown(lm_day_of(lm_day_number(us)).year, 100);
    case LM_FIELD_MILLENNIUM: return span_shown(lm_day_of(lm_day_number(us)).year, 1000);
    case LM_FIELD_DOW: return (day_of_week(lm_day_number(us)) + 1) % 7;
    case LM_FIELD_ISODOW: return day_of_week(lm_day_number(us)) + 1;
    case LM_FIELD_DOY: return lm_day_of(lm_day_number(us)).yearday + 1;
    case LM_FIELD_ISOYEAR: return year_shown(thursday_of(lm_day_number(us)).year);
    default: return 0;
    }
}

LM_INLINE double
real_of(enum lm_time_field f, int64_t us)
{
    switch (f) {
    case LM_FIELD_EPOCH: return (double)us / 1e6;
    case LM_FIELD_SECOND: return (double)rest_of(us, LM_US_MINUTE) / 1e6;
    case LM_FIELD_MS: return (double)rest_of(us, LM_US_MINUTE) / 1e3;
    default: return 2440588 + (double)us / (double)LM_US_DAY;
    }
}

/* Days of the year before the quarter of a month begins. */
LM_INLINE uint32_t
before_quarter(struct lm_day d)
{
    uint32_t q = (d.month - 1) / 3;

    return q == 0 ? 0 : (q == 1 ? 90 : q == 2 ? 181 : 273) + d.leap;
}

/* The years that the year is behind the first one of its decade, century, millennium. */
LM_INLINE int64_t
begin_of_years(int64_t year, int64_t span, int64_t first)
{
    return lm_days_of((int32_t)(floor_by(year - first, span) * span + first), 1, 1);
}

LM_INLINE int64_t
trunc_of(enum lm_time_field f, int64_t us)
{
    uint32_t n = lm_day_number(us);
    struct lm_day d = lm_day_of(n);

    switch (f) {
    case LM_FIELD_MONTH: return lm_day_begin(n - d.day);
    case LM_FIELD_QUARTER: return lm_day_begin(n - d.yearday + before_quarter(d));
    case LM_FIELD_YEAR: return lm_day_begin(n - d.yearday);
    case LM_FIELD_DECADE: return lm_day_begin((uint32_t)(begin_of_years(d.year, 10, 0) + LM_DAYS_BEFORE));
    case LM_FIELD_CENTURY: return lm_day_begin((uint32_t)(begin_of_years(d.year, 100, 1) + LM_DAYS_BEFORE));
    default: return lm_day_begin((uint32_t)(begin_of_years(d.year, 1000, 1) + LM_DAYS_BEFORE));
    }
}

LM_INLINE int64_t
floor_of(int64_t us, int64_t unit, int64_t shift)
{
    int64_t m = rest_of((int64_t)((uint64_t)us + (uint64_t)shift), unit);

    return (int64_t)((uint64_t)us - (uint64_t)m);
}

#define EACH(to, what)                                                                             \
    for (uint32_t k = 0; k < sel.n; k++) {                                                         \
        uint32_t r = lm_sel_row(sel, k);                                                           \
        int64_t us = from[r];                                                                      \
        (to)[r] = (what);                                                                          \
    }                                                                                              \
    break

/* A case of its own for each field, so that the loops know theirs. */
#define FIELD(f)                                                                                   \
    case f: EACH(to, field_of(f, us))
#define REAL(f)                                                                                    \
    case f: EACH(to, real_of(f, us))
#define TRUNC(f)                                                                                   \
    case f: EACH(to, trunc_of(f, us))
#define FLOOR(f, unit, shift)                                                                      \
    case f: EACH(to, floor_of(us, unit, shift))

static void
all_fields(enum lm_time_field f, const int64_t *from, struct lm_sel sel, int64_t *to)
{
    switch (f) {
        FIELD(LM_FIELD_US);
        FIELD(LM_FIELD_MINUTE);
        FIELD(LM_FIELD_HOUR);
        FIELD(LM_FIELD_DAY);
        FIELD(LM_FIELD_WEEK);
        FIELD(LM_FIELD_MONTH);
        FIELD(LM_FIELD_QUARTER);
        FIELD(LM_FIELD_YEAR);
        FIELD(LM_FIELD_DECADE);
        FIELD(LM_FIELD_CENTURY);
        FIELD(LM_FIELD_MILLENNIUM);
        FIELD(LM_FIELD_DOW);
        FIELD(LM_FIELD_ISODOW);
        FIELD(LM_FIELD_DOY);
        FIELD(LM_FIELD_ISOYEAR);
    default:
        assert(f == LM_FIELD_ZONE);
        EACH(to, us & 0);
    }
}

static void
all_reals(enum lm_time_field f, const int64_t *from, struct lm_sel sel, double *to)
{
    switch (f) {
        REAL(LM_FIELD_EPOCH);
        REAL(LM_FIELD_SECOND);
        REAL(LM_FIELD_MS);
    default:
        assert(f == LM_FIELD_JULIAN);
        EACH(to, real_of(LM_FIELD_JULIAN, us));
    }
}

static void
all_truncs(enum lm_time_field f, const int64_t *from, struct lm_sel sel, int64_t *to)
{
    switch (f) {
        FLOOR(LM_FIELD_US, 1, 0);
        FLOOR(LM_FIELD_MS, 1000, 0);
        FLOOR(LM_FIELD_SECOND, LM_US_SECOND, 0);
        FLOOR(LM_FIELD_MINUTE, LM_US_MINUTE, 0);
        FLOOR(LM_FIELD_HOUR, LM_US_HOUR, 0);
        FLOOR(LM_FIELD_DAY, LM_US_DAY, 0);
        FLOOR(LM_FIELD_WEEK, 7 * LM_US_DAY, 3 * LM_US_DAY); /* they begin on Monday */
        TRUNC(LM_FIELD_MONTH);
        TRUNC(LM_FIELD_QUARTER);
        TRUNC(LM_FIELD_YEAR);
        TRUNC(LM_FIELD_DECADE);
        TRUNC(LM_FIELD_CENTURY);
    default:
        assert(f == LM_FIELD_MILLENNIUM);
        EACH(to, trunc_of(LM_FIELD_MILLENNIUM, us));
    }
}

/* The field that the constant argument 0 names. */
static enum lm_time_field
constant_field(const struct lm_call *c)
{
    const struct lm_expr *e = c->node->arg[0];

    if (e->op != LM_X_CONST || e->value.kind != LM_K_STR)
        return LM_FIELD_NONE;
    return lm_field_by_name(lm_val_text(&e->value));
}

static struct lm_col *
time_col(struct lm_call *c, enum lm_kind kind, const struct lm_col *like)
{
    struct lm_col *out = lm_eval_col(c->x, kind);

    out->null = like->null;
    return out;
}

const struct lm_col *
lm_fn_date_trunc_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                       struct lm_sel sel)
{
    enum lm_time_field f = constant_field(c);

    if (narg != 2 || arg[1]->kind != LM_K_TS || f == LM_FIELD_NONE || f > LM_FIELD_MILLENNIUM)
        return NULL;
    struct lm_col *out = time_col(c, LM_K_TS, arg[1]);
    all_truncs(f, arg[1]->i, sel, out->i);
    return out;
}

const struct lm_col *
lm_fn_extract_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                    struct lm_sel sel)
{
    enum lm_time_field f = constant_field(c);

    if (arg[1]->kind != LM_K_TS || f == LM_FIELD_NONE)
        return NULL;
    if (f == LM_FIELD_EPOCH || f == LM_FIELD_SECOND || f == LM_FIELD_MS || f == LM_FIELD_JULIAN) {
        struct lm_col *out = time_col(c, LM_K_F64, arg[1]);
        all_reals(f, arg[1]->i, sel, out->f);
        return out;
    }
    struct lm_col *out = time_col(c, LM_K_INT, arg[1]);
    all_fields(f, arg[1]->i, sel, out->i);
    return out;
}
