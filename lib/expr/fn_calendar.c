/* fn_calendar.c -- fields of times: their names, their values, and instants put together from parts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_calendar.h"

#include <assert.h>

const char *const lm_month_names[12] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
const char *const lm_day_names[7] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                     "Thursday", "Friday", "Saturday"};

enum { CALENDAR_YEAR_MIN = -4712, CALENDAR_YEAR_MAX = 294276 };

static const struct {
    const char *names; /* words, a blank behind each */
    enum lm_time_field field;
} calendar_fields[] = {
    {"microseconds microsecond us usec usecs ", LM_FIELD_US},
    {"milliseconds millisecond ms msec msecs ", LM_FIELD_MS},
    {"second seconds s sec secs ", LM_FIELD_SECOND},
    {"minute minutes m min mins ", LM_FIELD_MINUTE},
    {"hour hours h hr hrs ", LM_FIELD_HOUR},
    {"day days d dayofmonth ", LM_FIELD_DAY},
    {"week weeks w weekofyear ", LM_FIELD_WEEK},
    {"month months mon mons ", LM_FIELD_MONTH},
    {"quarter quarters qtr ", LM_FIELD_QUARTER},
    {"year years y yr yrs ", LM_FIELD_YEAR},
    {"decade decades ", LM_FIELD_DECADE},
    {"century centuries ", LM_FIELD_CENTURY},
    {"millennium millenniums millennia ", LM_FIELD_MILLENNIUM},
    {"epoch ", LM_FIELD_EPOCH},
    {"dow dayofweek weekday ", LM_FIELD_DOW},
    {"isodow ", LM_FIELD_ISODOW},
    {"doy dayofyear ", LM_FIELD_DOY},
    {"isoyear ", LM_FIELD_ISOYEAR},
    {"julian ", LM_FIELD_JULIAN},
    {"timezone timezone_hour timezone_minute ", LM_FIELD_ZONE},
};

enum lm_time_field
lm_field_by_name(struct lm_str name)
{
    for (size_t i = 0; i < sizeof calendar_fields / sizeof calendar_fields[0]; i++) {
        const char *p = calendar_fields[i].names;
        for (const char *end = strchr(p, ' '); end != NULL; p = end + 1, end = strchr(p, ' ')) {
            if (lm_str_eq_nocase(name, (struct lm_str){p, (size_t)(end - p)}))
                return calendar_fields[i].field;
        }
    }
    return LM_FIELD_NONE;
}

enum lm_time_field
lm_field_of(struct lm_call *c, const struct lm_val *arg, uint32_t k)
{
    if (*c->memo != NULL)
        return (enum lm_time_field)(uintptr_t)*c->memo;
    enum lm_time_field f = lm_field_by_name(lm_val_text(&arg[k]));
    if (f == LM_FIELD_NONE)
        LM_FN_FAIL(c, LM_E_DOMAIN, "\"%.*s\" is no field of a time",
                   (int)(arg[k].n > 60 ? 60 : arg[k].n), arg[k].p);
    else if (lm_fn_fixed(c, k))
        *c->memo = (void *)(uintptr_t)f;
    return f;
}

int64_t
lm_field_us(enum lm_time_field f)
{
    switch (f) {
    case LM_FIELD_US:
        return 1;
    case LM_FIELD_MS:
        return 1000;
    case LM_FIELD_SECOND:
        return LM_US_SECOND;
    case LM_FIELD_MINUTE:
        return LM_US_MINUTE;
    case LM_FIELD_HOUR:
        return LM_US_HOUR;
    case LM_FIELD_DAY:
        return LM_US_DAY;
    default:
        return 0;
    }
}

void
lm_iso_week(const struct lm_civil *t, int32_t *year, int32_t *week)
{
    /* The Thursday of a week decides the year that the week belongs to. */
    int isodow = t->weekday == 0 ? 7 : t->weekday;
    int64_t thursday = lm_days_of(t->year, t->month, t->day) + 4 - isodow;
    struct lm_civil th;

    lm_civil_of(thursday * LM_US_DAY, &th);
    *year = th.year;
    *week = (th.yearday - 1) / 7 + 1;
}

/* Years count 1 BC as 0; centuries and millennia begin with year 1. */
static int64_t
calendar_hundreds(int64_t year, int64_t span)
{
    return year > 0 ? (year + span - 1) / span : -((span - 1 - (year - 1)) / span);
}

static int64_t
calendar_field(enum lm_time_field f, const struct lm_civil *t)
{
    int32_t year = 0, week = 0;

    switch (f) {
    case LM_FIELD_US:
        return t->second * INT64_C(1000000) + t->us;
    case LM_FIELD_MINUTE:
        return t->minute;
    case LM_FIELD_HOUR:
        return t->hour;
    case LM_FIELD_DAY:
        return t->day;
    case LM_FIELD_WEEK:
        lm_iso_week(t, &year, &week);
        return week;
    case LM_FIELD_MONTH:
        return t->month;
    case LM_FIELD_QUARTER:
        return (t->month + 2) / 3;
    case LM_FIELD_YEAR:
        return t->year > 0 ? t->year : t->year - 1;
    case LM_FIELD_DECADE:
        return lm_floor_div(t->year, 10);
    case LM_FIELD_CENTURY:
        return calendar_hundreds(t->year, 100);
    case LM_FIELD_MILLENNIUM:
        return calendar_hundreds(t->year, 1000);
    case LM_FIELD_DOW:
        return t->weekday;
    case LM_FIELD_ISODOW:
        return t->weekday == 0 ? 7 : t->weekday;
    case LM_FIELD_DOY:
        return t->yearday;
    case LM_FIELD_ISOYEAR:
        lm_iso_week(t, &year, &week);
        return year > 0 ? year : year - 1;
    default:
        return 0;
    }
}

struct lm_val
lm_field_get(enum lm_time_field f, int64_t us)
{
    struct lm_civil t;

    assert(f != LM_FIELD_NONE);
    switch (f) {
    case LM_FIELD_EPOCH:
        return lm_val_f64((double)us / 1e6);
    case LM_FIELD_SECOND:
        return lm_val_f64((double)lm_floor_mod(us, LM_US_MINUTE) / 1e6);
    case LM_FIELD_MS:
        return lm_val_f64((double)lm_floor_mod(us, LM_US_MINUTE) / 1e3);
    case LM_FIELD_JULIAN:
        return lm_val_f64(2440588 + (double)us / (double)LM_US_DAY);
    default:
        lm_civil_of(us, &t);
        return lm_val_int(calendar_field(f, &t));
    }
}

int64_t
lm_field_trunc(enum lm_time_field f, int64_t us)
{
    int64_t unit = lm_field_us(f);
    struct lm_civil t;
    int32_t year = 0;

    if (unit > 0)
        return us - lm_floor_mod(us, unit);
    if (f == LM_FIELD_WEEK) /* 1970-01-01 was a Thursday; weeks begin on Monday */
        return us - lm_floor_mod(us + 3 * LM_US_DAY, 7 * LM_US_DAY);
    lm_civil_of(us, &t);
    year = t.year;
    int month = f == LM_FIELD_MONTH     ? t.month
                : f == LM_FIELD_QUARTER ? (t.month - 1) / 3 * 3 + 1
                                        : 1;
    if (f == LM_FIELD_DECADE)
        year = (int32_t)lm_floor_div(year, 10) * 10;
    else if (f == LM_FIELD_CENTURY)
        year = (int32_t)lm_floor_div(year - 1, 100) * 100 + 1;
    else if (f == LM_FIELD_MILLENNIUM)
        year = (int32_t)lm_floor_div(year - 1, 1000) * 1000 + 1;
    return lm_days_of(year, month, 1) * LM_US_DAY;
}

int
lm_name_match(struct lm_str s, const char *const *names, int count, bool full, size_t *n)
{
    for (int i = 0; i < count; i++) {
        *n = full ? strlen(names[i]) : 3;
        if (s.n >= *n && lm_str_eq_nocase((struct lm_str){s.p, *n}, (struct lm_str){names[i], *n}))
            return i;
    }
    return -1;
}

bool
lm_digits(struct lm_str s, size_t *at, int most, int64_t *v)
{
    size_t begin = *at;

    *v = 0;
    for (; *at < s.n && most > 0 && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at, most--) {
        if (*v > INT64_MAX / 100)
            return false;
        *v = *v * 10 + (s.p[*at] - '0');
    }
    return *at > begin;
}

bool
lm_offset_read(struct lm_str s, size_t *at, int32_t *seconds)
{
    struct lm_str rest = {s.p + *at, s.n - *at};
    int64_t hours = 0, minutes = 0;

    *seconds = 0;
    if (rest.n >= 3 && (lm_str_eq_nocase((struct lm_str){rest.p, 3}, LM_STR("UTC")) ||
                        lm_str_eq_nocase((struct lm_str){rest.p, 3}, LM_STR("GMT")))) {
        *at += 3;
        return true;
    }
    if (rest.n >= 1 && (rest.p[0] == 'Z' || rest.p[0] == 'z')) {
        *at += 1;
        return true;
    }
    if (rest.n == 0 || (rest.p[0] != '+' && rest.p[0] != '-'))
        return false;
    int sign = rest.p[0] == '-' ? -1 : 1;
    ++*at;
    if (!lm_digits(s, at, 2, &hours))
        return false;
    if (*at + 1 < s.n && s.p[*at] == ':' && s.p[*at + 1] >= '0' && s.p[*at + 1] <= '9')
        ++*at;
    lm_digits(s, at, 2, &minutes);
    *seconds = sign * (int32_t)(hours * 3600 + minutes * 60);
    return hours <= 15 && minutes <= 59;
}

/* Instants from parts ------------------------------------------------------------------------------ */

void
lm_parts_init(struct lm_parts *p)
{
    *p = (struct lm_parts){.year = INT64_MIN,
                           .month = -1,
                           .day = -1,
                           .yearday = -1,
                           .iso_year = -1,
                           .iso_week = -1,
                           .iso_day = -1,
                           .hour = -1,
                           .hour12 = -1,
                           .minute = -1,
                           .second = -1,
                           .pm = -1,
                           .day_seconds = -1,
                           .julian = -1,
                           .epoch = INT64_MIN};
}

bool
lm_civil_make(int64_t year, int64_t month, int64_t day, int64_t *days)
{
    if (year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX || month < 1 || month > 12 || day < 1)
        return false;
    if (day > lm_days_in_month((int32_t)year, (int)month))
        return false;
    *days = lm_days_of((int32_t)year, (int)month, (int)day);
    return true;
}

static bool
parts_days(const struct lm_parts *p, int64_t *days)
{
    int64_t year = p->year == INT64_MIN ? 1970 : p->bc ? 1 - p->year : p->year;

    if (p->julian >= 0) {
        *days = p->julian - 2440588;
        return p->julian < INT64_C(100000000);
    }
    if (p->iso_year >= 0 && p->iso_week >= 0) {
        int32_t day = p->iso_day > 0 ? p->iso_day : 1;
        if (p->iso_week < 1 || p->iso_week > 53 || day > 7 ||
            !lm_civil_make(p->iso_year, 1, 4, days))
            return false;
        /* The 4th of January is always in week 1. */
        *days -= lm_floor_mod(*days + 3, 7);
        *days += (p->iso_week - 1) * 7 + day - 1;
        return true;
    }
    if (p->iso_year >= 0 && p->year == INT64_MIN)
        year = p->iso_year;
    if (p->yearday >= 0 && p->month < 0) {
        bool leap = lm_days_in_month((int32_t)year, 2) == 29;
        if (p->yearday < 1 || p->yearday > 365 + leap || !lm_civil_make(year, 1, 1, days))
            return false;
        *days += p->yearday - 1;
        return true;
    }
    return lm_civil_make(year, p->month < 0 ? 1 : p->month, p->day < 0 ? 1 : p->day, days);
}

bool
lm_parts_us(const struct lm_parts *p, int64_t *us)
{
    int64_t hour = p->hour < 0 ? 0 : p->hour, days = 0;
    int64_t minute = p->minute < 0 ? 0 : p->minute, second = p->second < 0 ? 0 : p->second;

    if (p->epoch != INT64_MIN)
        return !__builtin_mul_overflow(p->epoch, LM_US_SECOND, us) &&
               !__builtin_add_overflow(*us, p->ms * INT64_C(1000) + p->us, us);
    if (p->hour12 >= 0) {
        if (p->hour12 < 1 || p->hour12 > 12)
            return false;
        hour = p->hour12 % 12 + (p->pm == 1 ? 12 : 0);
    } else if (p->pm == 1 && hour < 12) {
        hour += 12;
    }
    if (p->day_seconds >= 0) {
        hour = 0;
        minute = 0;
        second = p->day_seconds;
        if (second > 86400)
            return false;
    } else if (hour > 24 || minute > 59 || second > 60 ||
               (hour == 24 && (minute > 0 || second > 0))) {
        return false;
    }
    if (!parts_days(p, &days))
        return false;
    *us = days * LM_US_DAY + hour * LM_US_HOUR + minute * LM_US_MINUTE + second * LM_US_SECOND +
          p->ms * INT64_C(1000) + p->us - p->offset * LM_US_SECOND;
    return true;
}
