/* casts_time.c -- times as people write them: "Feb 29, 2024", "29-Feb-2024 3:30 PM", "2024-2-9". */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * CAST takes what is no ISO 8601 apart at blanks and commas. Each piece says by its form what it is: a
 * clock has a colon, a date has two marks or eight digits, a name is a month, a day of the week, AM or PM,
 * BC, or at last a time zone. Dates of numbers alone are month, day, year unless the year comes first, as
 * PostgreSQL reads them by default.
 */

#include "expr/casts.h"
#include "expr/fn_calendar.h"

struct loose {
    int64_t year, day, yearday; /* 0: not given */
    int month;
    int64_t clock_us;
    bool clock;
    int half; /* 'a', 'p' or 0 */
    bool bc;
    int32_t offset;             /* seconds east of UTC */
    const struct lm_zone *zone; /* NULL: UTC with the offset */
    bool zoned;
};

enum { LOOSE_FIELDS = 3, LOOSE_BYTES_MAX = 80 };

static bool
loose_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
loose_number(struct lm_str s, int64_t *v)
{
    return s.n > 0 && s.n <= 9 && loose_digit(s.p[0]) && lm_i64_parse(s, v);
}

/* Two digits of a year are 1970 to 2069. */
static int64_t
loose_year(int64_t v, size_t digits)
{
    return digits > 2 ? v : v < 70 ? v + 2000 : v + 1900;
}

/* Number of the month of that name, from three letters on; 0: none. */
static int
loose_month(struct lm_str s)
{
    for (int m = 0; m < 12; m++) {
        struct lm_str name = lm_str_of(lm_month_names[m]);
        if (s.n >= 3 && s.n <= name.n && lm_str_eq_nocase(s, (struct lm_str){name.p, s.n}) &&
            (s.n == 3 || s.n == name.n))
            return m + 1;
    }
    return 0;
}

/* A clock with an offset or half of a day right behind it. */
static bool
loose_clock(struct lm_str s, struct loose *t)
{
    char padded[LOOSE_BYTES_MAX + 1];
    size_t end = 0, at = 0, pad = s.n > 1 && s.p[1] == ':';

    while (end < s.n && (loose_digit(s.p[end]) || s.p[end] == ':' || s.p[end] == '.'))
        end++;
    if (t->clock || end + pad > sizeof padded)
        return false;
    padded[0] = '0';
    memcpy(padded + pad, s.p, end);
    t->clock = lm_time_parse((struct lm_str){padded, end + pad}, &t->clock_us);
    struct lm_str rest = {s.p + end, s.n - end};
    if (rest.n == 2 && (rest.p[1] | 32) == 'm' && ((rest.p[0] | 32) == 'a' || (rest.p[0] | 32) == 'p')) {
        t->half = rest.p[0] | 32;
        return t->clock;
    }
    if (rest.n > 0)
        t->zoned = lm_offset_read(rest, &at, &t->offset);
    return t->clock && (rest.n == 0 || (t->zoned && at == rest.n));
}

/* Three parts of a date. */
static bool
loose_parts(const struct lm_str part[LOOSE_FIELDS], struct loose *t)
{
    int64_t v[LOOSE_FIELDS] = {0};
    int name = -1;

    for (int i = 0; i < LOOSE_FIELDS; i++) {
        int month = loose_month(part[i]);
        if (month > 0 && name < 0) {
            name = i;
            t->month = month;
        } else if (!loose_number(part[i], &v[i])) {
            return false;
        }
    }
    int year = part[0].n > 2 && name != 0 ? 0 : 2;
    int month = name >= 0 ? name : year == 0 ? 1 : 0;
    int day = 3 - year - month;
    if (day < 0 || day > 2 || day == year || day == month || year == month || part[day].n > 2)
        return false;
    t->year = loose_year(v[year], part[year].n);
    t->month = name >= 0 ? t->month : (int)v[month];
    t->day = v[day];
    return t->month >= 1 && t->month <= 12 && t->day >= 1;
}

/* 2024-2-9, 2/29/2024, 29-Feb-2024, 2024.02.29, 2024-060 */
static bool
loose_date(struct lm_str s, struct loose *t)
{
    struct lm_str part[LOOSE_FIELDS];
    int n = 0;
    size_t begin = 0;

    if (t->year != 0 || t->day != 0 || t->month != 0)
        return false;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != '-' && s.p[i] != '/' && s.p[i] != '.')
            continue;
        if (n == LOOSE_FIELDS)
            return false;
        part[n++] = (struct lm_str){s.p + begin, i - begin};
        begin = i + 1;
    }
    if (n == 2 && part[0].n == 4 && part[1].n == 3)
        return loose_number(part[0], &t->year) && loose_number(part[1], &t->yearday) &&
               t->yearday >= 1;
    return n == LOOSE_FIELDS && loose_parts(part, t);
}

static bool
loose_digits(struct lm_str s, struct loose *t)
{
    int64_t v = 0;

    if (!loose_number(s, &v))
        return false;
    if (s.n == 8 && t->year == 0 && t->day == 0 && t->month == 0) {
        t->year = v / 10000;
        t->month = (int)(v / 100 % 100);
        t->day = v % 100;
        return t->year > 0;
    }
    if (s.n == 6 && !t->clock) { /* 123456 */
        t->clock = true;
        t->clock_us = (v / 10000 * 3600 + v / 100 % 100 * 60 + v % 100) * LM_US_SECOND;
        return v / 10000 < 24 && v / 100 % 100 < 60 && v % 100 < 60;
    }
    if (s.n <= 2 && t->day == 0)
        t->day = v;
    else if (s.n == 4 && t->year == 0)
        t->year = v;
    else
        return false;
    return v > 0;
}

static bool
loose_word(struct lm_str s, struct loose *t)
{
    int month = loose_month(s);

    if (month > 0 && t->month == 0) {
        t->month = month;
        return true;
    }
    for (int d = 0; d < 7; d++) {
        struct lm_str name = lm_str_of(lm_day_names[d]);
        if ((s.n == 3 || s.n == name.n) && lm_str_eq_nocase(s, (struct lm_str){name.p, s.n}))
            return true;
    }
    if (lm_str_eq_nocase(s, LM_STR("am")) || lm_str_eq_nocase(s, LM_STR("pm"))) {
        t->half = s.p[0] | 32;
        return t->clock;
    }
    if (lm_str_eq_nocase(s, LM_STR("bc")) || lm_str_eq_nocase(s, LM_STR("ad"))) {
        t->bc = (s.p[0] | 32) == 'b';
        return true;
    }
    if (t->zoned || !lm_zone_find(s, &t->zone))
        return false;
    t->zoned = true;
    return true;
}

static bool
loose_piece(struct lm_str s, struct loose *t)
{
    bool number = true, mark = false;
    size_t at = 0;

    if ((s.p[0] == '+' || s.p[0] == '-') && t->clock && !t->zoned) {
        t->zoned = lm_offset_read(s, &at, &t->offset);
        return t->zoned && at == s.n;
    }
    if (loose_digit(s.p[0]) && memchr(s.p, ':', s.n) != NULL)
        return loose_clock(s, t);
    for (size_t i = 0; i < s.n; i++) {
        number = number && loose_digit(s.p[i]);
        mark = mark || (i > 0 && (s.p[i] == '-' || s.p[i] == '/' || s.p[i] == '.'));
    }
    bool date = mark && (loose_digit(s.p[0]) || loose_digit(s.p[s.n - 1]));
    return number ? loose_digits(s, t) : date && loose_date(s, t) ? true : loose_word(s, t);
}

/* The pieces of s; false: one of them says nothing. */
static bool
loose_read(struct lm_str s, struct loose *t)
{
    *t = (struct loose){0};
    if (s.n == 0 || s.n > LOOSE_BYTES_MAX)
        return false;
    for (size_t i = 0; i < s.n;) {
        size_t begin = i;
        while (i < s.n && s.p[i] != ' ' && s.p[i] != ',')
            i++;
        if (i > begin && !loose_piece((struct lm_str){s.p + begin, i - begin}, t))
            return false;
        i++;
    }
    if (t->half != 0) {
        int64_t hour = t->clock_us / LM_US_HOUR;
        if (!t->clock || hour < 1 || hour > 12)
            return false;
        t->clock_us += ((hour % 12 + (t->half == 'p' ? 12 : 0)) - hour) * LM_US_HOUR;
    }
    return true;
}

bool
lm_loose_ts_parse(struct lm_str s, int64_t *us)
{
    struct loose t;
    int64_t days = 0;

    if (lm_str_eq_nocase(s, LM_STR("epoch"))) {
        *us = 0;
        return true;
    }
    if (!loose_read(s, &t) || t.year == 0)
        return false;
    int64_t year = t.bc ? 1 - t.year : t.year;
    if (t.yearday > 0) {
        int64_t most = 337 + lm_days_in_month((int32_t)year, 2);
        if (!lm_civil_make(year, 1, 1, &days) || t.yearday > most)
            return false;
        days += t.yearday - 1;
    } else if (t.day == 0 || t.month == 0 || !lm_civil_make(year, t.month, t.day, &days)) {
        return false;
    }
    *us = days * LM_US_DAY + t.clock_us - t.offset * LM_US_SECOND;
    if (t.zone != NULL)
        *us = lm_zone_to_utc(t.zone, *us);
    return true;
}

bool
lm_loose_time_parse(struct lm_str s, int64_t *us)
{
    struct loose t;

    if (lm_str_eq_nocase(s, LM_STR("allballs"))) {
        *us = 0;
        return true;
    }
    if (!loose_read(s, &t) || !t.clock || t.year != 0 || t.month != 0 || t.day != 0)
        return false;
    *us = t.clock_us;
    return true;
}
