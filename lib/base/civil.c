/* civil.c -- days, calendar and instants, and their texts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/civil.h"

#include <assert.h>
#include <string.h>

#include "base/num_priv.h"

enum { DAYS_ERA = 146097, DAYS_TO_1970 = 719468 };

int64_t
lm_floor_div(int64_t a, int64_t b)
{
    assert(b > 0);
    return a / b - (a % b < 0);
}

int64_t
lm_floor_mod(int64_t a, int64_t b)
{
    assert(b > 0);
    int64_t rest = a % b;
    return rest < 0 ? rest + b : rest;
}

/* Microseconds from the begin of day `days` to us. Unsigned: the first day of all begins before
 * INT64_MIN. */
static int64_t
of_day(int64_t us, int64_t days)
{
    return (int64_t)((uint64_t)us - (uint64_t)days * (uint64_t)LM_US_DAY);
}

/* Years are counted from the 1st of March, so that the leap day is the last of its year. */
int64_t
lm_days_of(int32_t year, int month, int day)
{
    assert(month >= 1 && month <= 12);
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * DAYS_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_1970;
}

/* Year, month and day of a day number. */
static void
civil_date(int64_t days, struct lm_civil *out)
{
    int64_t z = days + DAYS_TO_1970;
    int64_t era = (z >= 0 ? z : z - (DAYS_ERA - 1)) / DAYS_ERA;
    uint32_t of_era = (uint32_t)(z - era * DAYS_ERA);
    uint32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    uint32_t of_year = of_era - (365 * y + y / 4 - y / 100);
    uint32_t m = (5 * of_year + 2) / 153;

    out->day = (int8_t)(of_year - (153 * m + 2) / 5 + 1);
    out->month = (int8_t)(m < 10 ? m + 3 : m - 9);
    out->year = (int32_t)(era * 400 + y + (m >= 10));
}

void
lm_civil_of(int64_t us, struct lm_civil *out)
{
    int64_t days = lm_floor_div(us, LM_US_DAY);
    int64_t rest = of_day(us, days);

    civil_date(days, out);
    out->hour = (int8_t)(rest / LM_US_HOUR);
    out->minute = (int8_t)(rest / LM_US_MINUTE % 60);
    out->second = (int8_t)(rest / LM_US_SECOND % 60);
    out->us = (int32_t)(rest % LM_US_SECOND);
    out->weekday = (int8_t)lm_floor_mod(days + 4, 7); /* 1970-01-01 was a Thursday */
    out->yearday = (int16_t)(days - lm_days_of(out->year, 1, 1) + 1);
}

int
lm_days_in_month(int32_t year, int month)
{
    static const int8_t days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    assert(month >= 1 && month <= 12);
    return days[month] + (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool
fits_i64(__int128 v)
{
    return v >= INT64_MIN && v <= INT64_MAX;
}

bool
lm_ts_add(int64_t t, struct lm_ivl v, int sign, int64_t *out)
{
    __int128 sum = t;

    assert(sign == 1 || sign == -1);
    if (v.months != 0) {
        struct lm_civil c;
        lm_civil_of(t, &c);
        int64_t month = (int64_t)c.year * 12 + c.month - 1 + (int64_t)sign * v.months;
        c.year = (int32_t)lm_floor_div(month, 12);
        c.month = (int8_t)(lm_floor_mod(month, 12) + 1);
        int last = lm_days_in_month(c.year, c.month);
        if (c.day > last)
            c.day = (int8_t)last;
        sum = (__int128)lm_days_of(c.year, c.month, c.day) * LM_US_DAY + lm_floor_mod(t, LM_US_DAY);
        if (!fits_i64(sum))
            return false;
    }
    sum += (__int128)sign * v.days * LM_US_DAY + (__int128)sign * v.us;
    if (!fits_i64(sum))
        return false;
    *out = (int64_t)sum;
    return true;
}

static char *
put_two(char *at, unsigned v)
{
    memcpy(at, num_pairs + v * 2, 2);
    return at + 2;
}

static char *
put_date(char *at, const struct lm_civil *c)
{
    uint32_t year = (uint32_t)(c->year < 0 ? -c->year : c->year);

    if (c->year < 0)
        *at++ = '-';
    if (year < 10000) {
        at = put_two(at, year / 100);
        at = put_two(at, year % 100);
    } else {
        at += num_u64_print(year, at);
    }
    *at++ = '-';
    at = put_two(at, (unsigned)c->month);
    *at++ = '-';
    return put_two(at, (unsigned)c->day);
}

/* HH:MM:SS, and the fraction as long as it needs; 0 <= us < 24 h, or a bit more. */
static char *
put_clock(char *at, int64_t us)
{
    uint32_t seconds = (uint32_t)(us / LM_US_SECOND), fraction = (uint32_t)(us % LM_US_SECOND);

    at = put_two(at, seconds / 3600);
    *at++ = ':';
    at = put_two(at, seconds / 60 % 60);
    *at++ = ':';
    at = put_two(at, seconds % 60);
    if (fraction != 0) {
        *at++ = '.';
        at = put_two(at, fraction / 10000);
        at = put_two(at, fraction / 100 % 100);
        at = put_two(at, fraction % 100);
        while (at[-1] == '0')
            at--;
    }
    return at;
}

size_t
lm_ts_print(int64_t us, char *to)
{
    struct lm_civil c;
    int64_t days = lm_floor_div(us, LM_US_DAY);

    civil_date(days, &c);
    char *at = put_date(to, &c);
    *at++ = 'T';
    at = put_clock(at, of_day(us, days));
    *at++ = 'Z';
    return (size_t)(at - to);
}

size_t
lm_date_print(int32_t days, char *to)
{
    struct lm_civil c;

    civil_date(days, &c);
    return (size_t)(put_date(to, &c) - to);
}

size_t
lm_time_print(int64_t us, char *to)
{
    assert(us >= 0 && us <= LM_US_DAY);
    return (size_t)(put_clock(to, us) - to);
}
