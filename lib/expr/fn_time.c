/* fn_time.c -- times: fields, units, bins, differences, epochs, zones, instants from numbers. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <math.h>

#include "expr/fn_calendar.h"

static struct lm_val
time_val(enum lm_kind kind, int64_t i)
{
    return (struct lm_val){.kind = (uint8_t)kind, .i = i};
}

/* Field of an INTERVAL, whose parts are kept apart. */
static bool
time_of_interval(enum lm_time_field f, struct lm_ivl v, struct lm_val *out)
{
    int64_t minute_us = v.us % LM_US_MINUTE;

    switch (f) {
    case LM_FIELD_EPOCH:
        /* A year is 365.25 days, a month 30, as in PostgreSQL. */
        *out = lm_val_f64(((double)(v.months / 12) * 365.25 + v.months % 12 * 30 + v.days) * 86400 +
                          (double)v.us / 1e6);
        return true;
    case LM_FIELD_US:
        *out = lm_val_int(minute_us);
        return true;
    case LM_FIELD_MS:
        *out = lm_val_f64((double)minute_us / 1e3);
        return true;
    case LM_FIELD_SECOND:
        *out = lm_val_f64((double)minute_us / 1e6);
        return true;
    case LM_FIELD_MINUTE:
        *out = lm_val_int(v.us / LM_US_MINUTE % 60);
        return true;
    case LM_FIELD_HOUR:
        *out = lm_val_int(v.us / LM_US_HOUR);
        return true;
    case LM_FIELD_DAY:
        *out = lm_val_int(v.days);
        return true;
    case LM_FIELD_MONTH:
        *out = lm_val_int(v.months % 12);
        return true;
    case LM_FIELD_QUARTER:
        *out = lm_val_int(v.months % 12 / 3 + 1);
        return true;
    case LM_FIELD_YEAR:
        *out = lm_val_int(v.months / 12);
        return true;
    case LM_FIELD_DECADE:
        *out = lm_val_int(v.months / 120);
        return true;
    case LM_FIELD_CENTURY:
        *out = lm_val_int(v.months / 1200);
        return true;
    case LM_FIELD_MILLENNIUM:
        *out = lm_val_int(v.months / 12000);
        return true;
    default:
        return false;
    }
}

void
lm_fn_extract(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);

    if (f != LM_FIELD_NONE)
        *out = lm_field_get(f, arg[1].i);
}

void
lm_fn_extract_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);

    if (f != LM_FIELD_NONE && !time_of_interval(f, arg[1].ivl, out))
        LM_FN_FAIL(c, LM_E_DOMAIN, "an INTERVAL has no field \"%.*s\"", (int)arg[0].n, arg[0].p);
}

void
lm_fn_extract_time(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);

    if (f == LM_FIELD_EPOCH || (f >= LM_FIELD_US && f <= LM_FIELD_HOUR))
        *out = lm_field_get(f, arg[1].i);
    else if (f != LM_FIELD_NONE)
        LM_FN_FAIL(c, LM_E_DOMAIN, "a TIME has no field \"%.*s\"", (int)arg[0].n, arg[0].p);
}

/* year(t), month(t), ...: whole numbers. */
#define TIME_PART(name, field)                                                                     \
    void lm_fn_##name(struct lm_call *c, const struct lm_val *arg, uint32_t narg,                  \
                      struct lm_val *out)                                                          \
    {                                                                                              \
        *out = lm_field_get(field, arg[0].i);                                                      \
        if (out->kind == LM_K_F64)                                                                 \
            *out = lm_val_int((int64_t)out->f);                                                    \
    }

TIME_PART(year, LM_FIELD_YEAR)
TIME_PART(quarter, LM_FIELD_QUARTER)
TIME_PART(month, LM_FIELD_MONTH)
TIME_PART(week, LM_FIELD_WEEK)
TIME_PART(day, LM_FIELD_DAY)
TIME_PART(hour, LM_FIELD_HOUR)
TIME_PART(minute, LM_FIELD_MINUTE)
TIME_PART(second, LM_FIELD_SECOND)
TIME_PART(dayofweek, LM_FIELD_DOW)
TIME_PART(isodow, LM_FIELD_ISODOW)
TIME_PART(dayofyear, LM_FIELD_DOY)
TIME_PART(isoyear, LM_FIELD_ISOYEAR)
TIME_PART(decade, LM_FIELD_DECADE)
TIME_PART(century, LM_FIELD_CENTURY)
TIME_PART(millennium, LM_FIELD_MILLENNIUM)
TIME_PART(millisecond, LM_FIELD_MS)
TIME_PART(microsecond, LM_FIELD_US)

/* yearweek(t): year of the ISO week and its number, 202601. */
void
lm_fn_yearweek(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t year = lm_field_get(LM_FIELD_ISOYEAR, arg[0].i).i, week = lm_field_get(LM_FIELD_WEEK, arg[0].i).i;

    *out = lm_val_int(year * 100 + (year < 0 ? -week : week));
}

void
lm_fn_dayname(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_str(lm_str_of(lm_day_names[lm_field_get(LM_FIELD_DOW, arg[0].i).i]));
}

void
lm_fn_monthname(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_str(lm_str_of(lm_month_names[lm_field_get(LM_FIELD_MONTH, arg[0].i).i - 1]));
}

void
lm_fn_last_day(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_civil t;

    lm_civil_of(arg[0].i, &t);
    *out = time_val(LM_K_DATE, lm_days_of(t.year, t.month, lm_days_in_month(t.year, t.month)));
}

static bool
time_unit_ok(struct lm_call *c, enum lm_time_field f, const struct lm_val *name)
{
    if (f >= LM_FIELD_US && f < LM_FIELD_EPOCH)
        return true;
    if (f != LM_FIELD_NONE)
        LM_FN_FAIL(c, LM_E_DOMAIN, "\"%.*s\" is no unit to cut a time to", (int)name->n, name->p);
    return false;
}

/* The zone of argument k; false: the call has failed. */
static bool
time_zone(struct lm_call *c, const struct lm_val *arg, uint32_t k, const struct lm_zone **z)
{
    if (lm_zone_find(lm_val_text(&arg[k]), z))
        return true;
    LM_FN_FAIL(c, LM_E_DOMAIN, "there is no time zone \"%.*s\"",
               (int)(arg[k].n > 60 ? 60 : arg[k].n), arg[k].p);
    return false;
}

/* date_trunc(unit, t [, zone]) */
void
lm_fn_date_trunc(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);
    const struct lm_zone *z = NULL;
    int64_t t = arg[1].i;

    if (!time_unit_ok(c, f, &arg[0]))
        return;
    if (narg < 3) {
        *out = time_val(LM_K_TS, lm_field_trunc(f, t));
        return;
    }
    if (!time_zone(c, arg, 2, &z))
        return;
    int64_t local = lm_zone_to_local(z, t);
    int64_t cut = lm_field_trunc(f, local);
    /* Less than a day is cut without leaving the offset, so an hour that comes twice stays itself. */
    *out = time_val(LM_K_TS, f < LM_FIELD_DAY ? t - (local - cut) : lm_zone_to_utc(z, cut));
}

void
lm_fn_date_trunc_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                          struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);
    struct lm_ivl v = arg[1].ivl;

    if (!time_unit_ok(c, f, &arg[0]))
        return;
    if (f == LM_FIELD_WEEK) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "an INTERVAL cannot be cut to weeks");
        return;
    }
    static const int months[] = {
        [LM_FIELD_MONTH] = 1,    [LM_FIELD_QUARTER] = 3,    [LM_FIELD_YEAR] = 12,
        [LM_FIELD_DECADE] = 120, [LM_FIELD_CENTURY] = 1200, [LM_FIELD_MILLENNIUM] = 12000};
    int64_t unit = lm_field_us(f);
    if (f >= LM_FIELD_MONTH) {
        v.months -= v.months % months[f];
        v.days = 0;
    }
    v.us = f >= LM_FIELD_DAY ? 0 : v.us - v.us % unit;
    *out = (struct lm_val){.kind = LM_K_IVL, .ivl = v};
}

/* The begin of the bin of width v, counted from origin, that contains t. */
static void
time_bin(struct lm_call *c, struct lm_ivl v, int64_t t, int64_t origin, struct lm_val *out)
{
    __int128 width = (__int128)v.days * LM_US_DAY + v.us;

    if (v.months != 0 || width <= 0 || width > INT64_MAX) {
        LM_FN_FAIL(c, LM_E_DOMAIN,
                   v.months != 0 ? "bins of months have no fixed width"
                                 : "the width of a bin must be positive");
        return;
    }
    __int128 off = ((__int128)t - origin) % width;
    off = off < 0 ? off + width : off;
    __int128 at = (__int128)t - off;
    if (at < INT64_MIN + 2)
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the bin begins before all times");
    else
        *out = time_val(LM_K_TS, (int64_t)at);
}

void
lm_fn_date_bin(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    time_bin(c, arg[0].ivl, arg[1].i, narg > 2 ? arg[2].i : 0, out);
}

/* time_bucket(width, t [, origin]): as date_bin, and by whole months from the origin's month. */
void
lm_fn_time_bucket(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_ivl v = arg[0].ivl;
    /* Monday 2000-01-03, for months 2000-01-01, where no origin is given. */
    int64_t first = (v.months > 0 ? 10957 : 10959) * LM_US_DAY;
    int64_t origin = narg > 2 ? arg[2].i : first;
    struct lm_civil t, from;

    if (v.months <= 0 || v.days != 0 || v.us != 0) {
        time_bin(c, v, arg[1].i, origin, out);
        return;
    }
    lm_civil_of(arg[1].i, &t);
    lm_civil_of(origin, &from);
    int64_t zero = from.year * INT64_C(12) + from.month - 1;
    int64_t months = t.year * INT64_C(12) + t.month - 1 - zero;
    months = lm_floor_div(months, v.months) * v.months + zero;
    *out = time_val(LM_K_TS, lm_days_of((int32_t)lm_floor_div(months, 12),
                                        (int)lm_floor_mod(months, 12) + 1, 1) *
                                 LM_US_DAY);
}

/* The difference in years, months, days and time; what is missing is borrowed from the next larger,
 * a month by the length of the month of the earlier time. */
static struct lm_ivl
time_age(int64_t a, int64_t b)
{
    struct lm_civil x, y;
    int sign = a < b ? -1 : 1;

    lm_civil_of(a < b ? b : a, &x);
    lm_civil_of(a < b ? a : b, &y);
    int64_t us = lm_floor_mod(a < b ? b : a, LM_US_DAY) - lm_floor_mod(a < b ? a : b, LM_US_DAY);
    int32_t days = x.day - y.day;
    int32_t months = (x.year - y.year) * 12 + x.month - y.month;
    if (us < 0) {
        us += LM_US_DAY;
        days--;
    }
    if (days < 0) {
        days += lm_days_in_month(y.year, y.month);
        months--;
    }
    return (struct lm_ivl){sign * months, sign * days, sign * us};
}

/* age(a, b), age(b): from b up to a, or up to the present midnight. */
void
lm_fn_age(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t midnight = lm_field_trunc(LM_FIELD_DAY, c->x->now_us);

    *out = (struct lm_val){.kind = LM_K_IVL};
    out->ivl = narg > 1 ? time_age(arg[0].i, arg[1].i) : time_age(midnight, arg[0].i);
}

/* date_diff(unit, from, to): how many bounds of the unit lie between. */
void
lm_fn_date_diff(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);
    int64_t unit = lm_field_us(f);
    struct lm_civil a, b;

    if (!time_unit_ok(c, f, &arg[0]))
        return;
    if (f == LM_FIELD_WEEK)
        unit = 7 * LM_US_DAY;
    if (unit > 0) {
        int64_t shift = f == LM_FIELD_WEEK ? 3 * LM_US_DAY : 0;
        *out =
            lm_val_int(lm_floor_div(arg[2].i + shift, unit) - lm_floor_div(arg[1].i + shift, unit));
        return;
    }
    static const int months[] = {
        [LM_FIELD_MONTH] = 1,    [LM_FIELD_QUARTER] = 3,    [LM_FIELD_YEAR] = 12,
        [LM_FIELD_DECADE] = 120, [LM_FIELD_CENTURY] = 1200, [LM_FIELD_MILLENNIUM] = 12000};
    lm_civil_of(lm_field_trunc(f, arg[1].i), &a);
    lm_civil_of(lm_field_trunc(f, arg[2].i), &b);
    *out = lm_val_int(((b.year - a.year) * INT64_C(12) + b.month - a.month) / months[f]);
}

/* A number of units of 10^-(6 - power) seconds as an instant, rounded to the microsecond. */
static void
time_of_epoch(struct lm_call *c, const struct lm_val *n, int power, struct lm_val *out)
{
    lm_i128 us = 0;
    bool fits = true;

    if (n->kind == LM_K_F64) {
        double f = rint(power < 0 ? n->f / 1e3 : n->f * pow(10, power));
        fits = f > -9e18 && f < 9e18; /* false for NaN */
        us = fits ? (lm_i128)f : 0;
    } else {
        lm_i128 v = n->kind == LM_K_DEC ? n->d : n->i;
        int scale = n->kind == LM_K_DEC ? n->scale : 0;
        int more = power > scale ? power - scale : 0;
        fits = lm_dec_rescale(v, scale - power + more, more, &us, NULL);
    }
    if (!fits || us < INT64_MIN + 2 || us >= INT64_MAX)
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the number of seconds is no TIMESTAMP");
    else
        *out = time_val(LM_K_TS, (int64_t)us);
}

void
lm_fn_to_timestamp(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    time_of_epoch(c, &arg[0], 6, out);
}

void
lm_fn_ms_to_timestamp(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    time_of_epoch(c, &arg[0], 3, out);
}

void
lm_fn_us_to_timestamp(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    time_of_epoch(c, &arg[0], 0, out);
}

/* parse_epoch(n, unit) */
void
lm_fn_parse_epoch(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str unit = lm_val_text(&arg[1]);
    enum lm_time_field f = lm_field_by_name(unit);
    bool ns = lm_str_eq_nocase(unit, LM_STR("ns")) ||
              lm_str_eq_nocase(unit, LM_STR("nanosecond")) ||
              lm_str_eq_nocase(unit, LM_STR("nanoseconds"));

    if (f == LM_FIELD_SECOND)
        time_of_epoch(c, &arg[0], 6, out);
    else if (f == LM_FIELD_MS)
        time_of_epoch(c, &arg[0], 3, out);
    else if (f == LM_FIELD_US)
        time_of_epoch(c, &arg[0], 0, out);
    else if (ns)
        time_of_epoch(c, &arg[0], -3, out);
    else
        LM_FN_FAIL(c, LM_E_DOMAIN, "the unit \"%.*s\" is not of s, ms, us, ns",
                   (int)(unit.n > 60 ? 60 : unit.n), unit.p);
}

void
lm_fn_epoch(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_field_get(LM_FIELD_EPOCH, arg[0].i);
}

void
lm_fn_epoch_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    time_of_interval(LM_FIELD_EPOCH, arg[0].ivl, out);
}

void
lm_fn_epoch_ms(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int(lm_floor_div(arg[0].i, 1000));
}

void
lm_fn_epoch_us(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int(arg[0].i);
}

void
lm_fn_epoch_ns(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t ns = 0;

    if (__builtin_mul_overflow(arg[0].i, INT64_C(1000), &ns))
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the nanoseconds are no BIGINT");
    else
        *out = lm_val_int(ns);
}

/* The wall clock of a zone. */
void
lm_fn_timezone(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const struct lm_zone *z = NULL;

    if (time_zone(c, arg, 0, &z))
        *out = time_val(LM_K_TS, lm_zone_to_local(z, arg[1].i));
}

/* The wall clock of an offset from UTC. */
void
lm_fn_timezone_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_ivl v = arg[0].ivl;
    int64_t at = 0;

    if (v.months != 0 || v.days != 0 || !lm_ts_add(arg[1].i, v, 1, &at))
        LM_FN_FAIL(c, LM_E_DOMAIN, "an offset from UTC is hours and minutes");
    else
        *out = time_val(LM_K_TS, at);
}

/* Hours, minutes and seconds as us of a day; false when there is no such time. */
static bool
time_of_day(int64_t hour, int64_t minute, double second, int64_t *us)
{
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || !(second >= 0 && second <= 60))
        return false;
    *us = hour * LM_US_HOUR + minute * LM_US_MINUTE + (int64_t)rint(second * 1e6);
    return *us <= LM_US_DAY;
}

void
lm_fn_make_timestamp(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t days = 0, us = 0;

    if (!lm_civil_make(arg[0].i, arg[1].i, arg[2].i, &days) ||
        !time_of_day(arg[3].i, arg[4].i, arg[5].f, &us)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "there is no such day or time");
        return;
    }
    *out = time_val(LM_K_TS, days * LM_US_DAY + us);
}

/* make_timestamptz(year, month, day, hour, minute, seconds [, zone]) */
void
lm_fn_make_timestamptz(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    const struct lm_zone *z = NULL;

    if (narg > 6 && !time_zone(c, arg, 6, &z))
        return;
    lm_fn_make_timestamp(c, arg, 6, out);
    if (narg > 6 && !lm_val_is_null(out))
        out->i = lm_zone_to_utc(z, out->i);
}

void
lm_fn_make_date(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t days = 0;

    if (lm_civil_make(arg[0].i, arg[1].i, arg[2].i, &days))
        *out = time_val(LM_K_DATE, days);
    else
        LM_FN_FAIL(c, LM_E_DOMAIN, "there is no day %lld-%lld-%lld", (long long)arg[0].i,
                   (long long)arg[1].i, (long long)arg[2].i);
}

void
lm_fn_make_time(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t us = 0;

    if (time_of_day(arg[0].i, arg[1].i, arg[2].f, &us) && us < LM_US_DAY)
        *out = time_val(LM_K_TIME, us);
    else
        LM_FN_FAIL(c, LM_E_DOMAIN, "there is no such time of day");
}

/* date(t): the day of an instant. */
void
lm_fn_date(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = time_val(LM_K_DATE, lm_floor_div(arg[0].i, LM_US_DAY));
}

void
lm_fn_now(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = time_val(LM_K_TS, c->x->now_us);
}

void
lm_fn_current_date(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = time_val(LM_K_DATE, lm_floor_div(c->x->now_us, LM_US_DAY));
}

void
lm_fn_current_time(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = time_val(LM_K_TIME, lm_floor_mod(c->x->now_us, LM_US_DAY));
}
