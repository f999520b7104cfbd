/* civil_parse.c -- timestamps, dates and times from ISO 8601 text. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * YYYY-MM-DD is one word and two bytes, DDTHH:MM another word: a word is combined with the pattern
 * it should have (zeros for digits), which makes digits their values and separators zero, so one
 * test of all bytes tells whether the form is right. The rest of the text is read byte by byte.
 */
#include <assert.h>
#include <string.h>

#include "base/civil.h"

#define WORD(a, b, c, d, e, f, g, h)                                                               \
    ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 |              \
     (uint64_t)(e) << 32 | (uint64_t)(f) << 40 | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

/* "YYYY-MM-" and "DD?HH:MM": what the bytes are combined with, what makes a byte that was no digit
 * overflow into its upper half, and the bits that must be zero. */
#define DATE_FORM WORD('0', '0', '0', '0', '-', '0', '0', '-')
#define DATE_SIX WORD(6, 6, 6, 6, 0, 6, 6, 0)
#define DATE_ZERO WORD(0xf0, 0xf0, 0xf0, 0xf0, 0xff, 0xf0, 0xf0, 0xff)
#define CLOCK_FORM WORD('0', '0', 0, '0', '0', ':', '0', '0')
#define CLOCK_SIX WORD(6, 6, 0, 6, 6, 0, 6, 6)
#define CLOCK_ZERO WORD(0xf0, 0xf0, 0, 0xf0, 0xf0, 0xff, 0xf0, 0xf0)

static bool
is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

/* Two digits as a number, or -1. */
static int
two_digits(const char *p)
{
    return is_digit(p[0]) && is_digit(p[1]) ? (p[0] - '0') * 10 + (p[1] - '0') : -1;
}

/* As lm_days_of, for years from 0 to 9999: 400 years are added so that nothing is negative. */
static int64_t
days_of(uint32_t year, uint32_t month, uint32_t day)
{
    static const uint16_t from_march[13] = { 0,   306, 337, 0,   31,  61, 92,
                                             122, 153, 184, 214, 245, 275 };
    uint32_t y = year + 400 - (month <= 2), centuries = y / 100;

    return (int64_t)(y * 365 + y / 4 - centuries + centuries / 4 + from_march[month] + day) - 1 -
           146097 - 719468;
}

/* YYYY-MM-DD at p, 10 bytes. */
static bool
read_date(const char *p, int64_t *days)
{
    uint64_t w;

    memcpy(&w, p, 8);
    w ^= DATE_FORM;
    int day = two_digits(p + 8);
    if (((w | (w + DATE_SIX)) & DATE_ZERO) != 0 || day < 1)
        return false;
    w = w * 10 + (w >> 8); /* each byte ten times, and the byte behind it */
    int32_t year = (int32_t)((w & 0xff) * 100 + (w >> 16 & 0xff));
    int month = (int)(w >> 40 & 0xff);
    if (month < 1 || month > 12 || (day > 28 && day > lm_days_in_month(year, month)))
        return false;
    *days = days_of((uint32_t)year, (uint32_t)month, (uint32_t)day);
    return true;
}

/* Digits of a second's fraction from p; microseconds, rounded. Answers the byte behind them, NULL
 * when there are none. */
static const char *
read_fraction(const char *p, const char *end, int64_t *us)
{
    static const uint32_t units[7] = { 1000000, 100000, 10000, 1000, 100, 10, 1 };
    const char *first = p, *six = end - p > 6 ? p + 6 : end;
    uint32_t v = 0;

    for (; p < six && is_digit(*p); p++)
        v = v * 10 + (uint32_t)(*p - '0');
    *us += v * units[p - first];
    if (p == first)
        return NULL;
    if (p == six && p < end && is_digit(*p)) {
        *us += *p >= '5';
        while (p < end && is_digit(*p))
            p++;
    }
    return p;
}

/* [:SS[.fraction]] at *p, behind hours and minutes; moves *p behind it. Second 60 is the next
 * minute. */
static bool
read_seconds(const char **p, const char *end, int64_t *us)
{
    if (end - *p < 1 || **p != ':')
        return true;
    if (end - *p < 3)
        return false;
    int second = two_digits(*p + 1);
    if (second < 0 || second > 60)
        return false;
    *us += second * LM_US_SECOND;
    *p += 3;
    if (*p < end && (**p == '.' || **p == ',')) {
        *p = read_fraction(*p + 1, end, us);
        return *p != NULL;
    }
    return true;
}

/* Hours and minutes are there; is this a time of a day? 24:00 is its end. */
static bool
clock_us(int hour, int minute, int64_t *us)
{
    *us = hour * LM_US_HOUR + minute * LM_US_MINUTE;
    return hour <= 24 && minute <= 59;
}

/* Z, +HH, +HHMM, +HH:MM to the end of the text; nothing is UTC. */
static bool
read_offset(const char *p, const char *end, int64_t *us)
{
    size_t n = (size_t)(end - p);

    *us = 0;
    if (n == 0 || (n == 1 && (*p == 'Z' || *p == 'z')))
        return true;
    if ((n != 3 && n != 5 && n != 6) || (*p != '+' && *p != '-') || (n == 6 && p[3] != ':'))
        return false;
    int hours = two_digits(p + 1), minutes = n > 3 ? two_digits(end - 2) : 0;
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59)
        return false;
    *us = hours * LM_US_HOUR + minutes * LM_US_MINUTE;
    if (*p == '-')
        *us = -*us;
    return true;
}

bool
lm_ts_parse(struct lm_str s, int64_t *us)
{
    const char *end = s.p + s.n;
    int64_t days = 0, clock = 0, offset = 0;
    uint64_t w;

    assert(us != NULL);
    if (s.n < 10 || !read_date(s.p, &days))
        return false;
    const char *p = s.p + 10;
    if (s.n >= 16 && (*p == 'T' || *p == ' ' || *p == 't')) {
        memcpy(&w, s.p + 8, 8);
        w ^= CLOCK_FORM;
        if (((w | (w + CLOCK_SIX)) & CLOCK_ZERO) != 0)
            return false;
        w &= ~(UINT64_C(0xff) << 16); /* the T, lest it overflow into the hours */
        w = w * 10 + (w >> 8);
        p = s.p + 16;
        if (!clock_us((int)(w >> 24 & 0xff), (int)(w >> 48 & 0xff), &clock) ||
            !read_seconds(&p, end, &clock))
            return false;
        if (clock > LM_US_DAY) /* 24:00 is the last; 23:59:60 is the same */
            return false;
    }
    if (p == s.p + 10 ? p != end : !read_offset(p, end, &offset))
        return false;
    *us = days * LM_US_DAY + clock - offset;
    return true;
}

bool
lm_date_parse(struct lm_str s, int32_t *days)
{
    int64_t v = 0;

    if (s.n != 10 || !read_date(s.p, &v))
        return false;
    *days = (int32_t)v;
    return true;
}

bool
lm_time_parse(struct lm_str s, int64_t *us)
{
    const char *end = s.p + s.n, *p = s.p + 5;
    int64_t clock = 0;

    if (s.n < 5 || s.p[2] != ':')
        return false;
    int hour = two_digits(s.p), minute = two_digits(s.p + 3);
    if (hour < 0 || minute < 0 || !clock_us(hour, minute, &clock) || !read_seconds(&p, end, &clock))
        return false;
    if (p != end || clock > LM_US_DAY)
        return false;
    *us = clock;
    return true;
}
