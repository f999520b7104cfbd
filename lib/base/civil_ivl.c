/* civil_ivl.c -- intervals and durations: their many spellings, and PostgreSQL's text of them. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/civil.h"
#include "base/num_priv.h"

enum { FRACTION_DIGITS = 18 };

/* How long a unit is; only one of the three is not 0. */
struct ivl_unit {
    const char *names; /* with a blank before and behind each */
    int32_t months;
    int32_t days;
    int64_t us;
};

static const struct ivl_unit ivl_units[] = {
    { " us usec usecs microsecond microseconds \xc2\xb5s ", 0, 0, 1 },
    { " ms msec msecs millisecond milliseconds millis ", 0, 0, 1000 },
    { " s sec secs second seconds ", 0, 0, LM_US_SECOND },
    { " m min mins minute minutes ", 0, 0, LM_US_MINUTE },
    { " h hr hrs hour hours ", 0, 0, LM_US_HOUR },
    { " d day days ", 0, 1, 0 },
    { " w week weeks ", 0, 7, 0 },
    { " mon mons month months ", 1, 0, 0 },
    { " qtr quarter quarters ", 3, 0, 0 },
    { " y yr yrs year years ", 12, 0, 0 },
    { " dec decade decades ", 120, 0, 0 },
    { " c cent century centuries ", 1200, 0, 0 },
    { " mil millennium millennia ", 12000, 0, 0 },
};

/* ISO 8601's letters, before and behind the T. */
static const struct ivl_unit iso_date_units[] = {
    { "Y", 12, 0, 0 }, { "M", 1, 0, 0 }, { "W", 0, 7, 0 }, { "D", 0, 1, 0 }
};
static const struct ivl_unit iso_time_units[] = { { "H", 0, 0, LM_US_HOUR },
                                                  { "M", 0, 0, LM_US_MINUTE },
                                                  { "S", 0, 0, LM_US_SECOND } };

/* A number with its fraction: (whole + fraction / 10^18) with the sign. */
struct ivl_number {
    bool negative;
    int64_t whole;
    int64_t fraction;
};

/* What has been added up, wide enough not to overflow while texts are short. */
struct ivl_sum {
    __int128 months, days, us;
};

static bool
is_digit(char c)
{
    return (unsigned char)(c - '0') <= 9;
}

static bool
is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static const char *
skip_blanks(const char *p, const char *end)
{
    while (p < end && is_blank(*p))
        p++;
    return p;
}

static const struct ivl_unit *
unit_find(struct lm_str name)
{
    for (size_t i = 0; i < sizeof ivl_units / sizeof *ivl_units; i++) {
        for (const char *at = ivl_units[i].names + 1; *at != '\0';) {
            size_t n = strcspn(at, " ");
            if (lm_str_eq_nocase(name, (struct lm_str){ at, n }))
                return &ivl_units[i];
            at += n + 1;
        }
    }
    return NULL;
}

/* A number at *p, which moves behind it. */
static bool
read_number(const char **p, const char *end, struct ivl_number *out)
{
    const char *at = *p, *first;
    int64_t unit = INT64_C(1000000000000000000) / 10;

    *out = (struct ivl_number){ .negative = at < end && *at == '-' };
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    for (first = at; at < end && is_digit(*at); at++)
        if (__builtin_mul_overflow(out->whole, 10, &out->whole) ||
            __builtin_add_overflow(out->whole, *at - '0', &out->whole))
            return false;
    bool some = at > first;
    if (at < end && *at == '.') {
        for (first = ++at; at < end && is_digit(*at); at++) {
            out->fraction += (*at - '0') * unit;
            unit /= 10;
        }
        some |= at > first;
    }
    *p = at;
    return some;
}

/* v * unit as a whole and a rest in units of 10^-18, without sign. */
static __int128
number_times(const struct ivl_number *v, int64_t unit, int64_t *fraction)
{
    const int64_t one = INT64_C(1000000000000000000);
    __int128 part = (__int128)v->fraction * unit;

    *fraction = (int64_t)(part % one);
    return (__int128)v->whole * unit + part / one;
}

/* Adds v units. What a month's fraction leaves becomes days of 30 to the month, a day's hours
 * of 24. */
static void
sum_add(struct ivl_sum *sum, const struct ivl_number *v, const struct ivl_unit *unit)
{
    struct ivl_sum more = { 0, 0, 0 };
    struct ivl_number rest = *v;

    if (unit->months != 0) {
        more.months = number_times(&rest, unit->months, &rest.fraction);
        rest.whole = 0;
    }
    if (unit->months != 0 || unit->days != 0) {
        more.days = number_times(&rest, unit->months != 0 ? 30 : unit->days, &rest.fraction);
        rest.whole = 0;
    }
    int64_t fraction = 0;
    more.us = number_times(&rest, unit->us != 0 ? unit->us : LM_US_DAY, &fraction);
    more.us += fraction >= INT64_C(500000000000000000);
    int sign = v->negative ? -1 : 1;
    sum->months += sign * more.months;
    sum->days += sign * more.days;
    sum->us += sign * more.us;
}

static bool
sum_take(const struct ivl_sum *sum, struct lm_ivl *out)
{
    if (sum->months != (int32_t)sum->months || sum->days != (int32_t)sum->days ||
        sum->us != (int64_t)sum->us)
        return false;
    *out = (struct lm_ivl){ (int32_t)sum->months, (int32_t)sum->days, (int64_t)sum->us };
    return true;
}

/* P[nY][nM][nW][nD][T[nH][nM][nS]] behind the P. */
static bool
iso_parse(const char *p, const char *end, struct ivl_sum *sum)
{
    bool time = false, some = false;

    while (p < end) {
        struct ivl_number v;
        if (!time && (*p == 'T' || *p == 't')) {
            time = true;
            some = false;
            p++;
            continue;
        }
        const struct ivl_unit *units = time ? iso_time_units : iso_date_units, *unit = NULL;
        if (!read_number(&p, end, &v) || p == end)
            return false;
        for (size_t i = 0; i < (time ? 3u : 4u); i++)
            if (units[i].names[0] == (*p & ~0x20))
                unit = &units[i];
        if (unit == NULL)
            return false;
        sum_add(sum, &v, unit);
        some = true;
        p++;
    }
    return some;
}

/* The :MM[:SS[.fraction]] behind hours. */
static bool
clock_rest(const char **p, const char *end, const struct ivl_number *hours, struct ivl_sum *sum)
{
    struct ivl_number v;
    struct ivl_sum clock = { 0, 0, 0 };
    const struct ivl_unit *unit = &iso_time_units[0];

    if (hours->fraction != 0)
        return false;
    v = *hours;
    v.negative = false;
    sum_add(&clock, &v, unit);
    while (unit < iso_time_units + 2 && *p < end && **p == ':') {
        ++*p;
        if (*p == end || !is_digit(**p) || !read_number(p, end, &v) || v.whole > 59)
            return false;
        sum_add(&clock, &v, ++unit);
    }
    sum->us += hours->negative ? -clock.us : clock.us;
    return true;
}

/* "1-2": years and months, as standard SQL writes them. */
static bool
year_month(const char **p, const char *end, const struct ivl_number *years, struct ivl_sum *sum)
{
    struct ivl_number months;

    ++*p;
    if (years->fraction != 0 || !read_number(p, end, &months) || months.whole > 11 ||
        months.fraction != 0)
        return false;
    months.negative = years->negative;
    sum_add(sum, years, unit_find(LM_STR("y")));
    sum_add(sum, &months, unit_find(LM_STR("mon")));
    return true;
}

/* One part of the text: number and unit, a clock, or a bare number. */
static bool
part_parse(const char **p, const char *end, const char *bare_unit, struct ivl_sum *sum)
{
    struct ivl_number v;
    const struct ivl_unit *unit = NULL;

    if (!read_number(p, end, &v))
        return false;
    if (*p < end && **p == ':')
        return clock_rest(p, end, &v, sum);
    if (*p < end && **p == '-' && end - *p > 1 && is_digit((*p)[1]))
        return year_month(p, end, &v, sum);
    const char *name = skip_blanks(*p, end), *at = name;
    while (at < end && !is_blank(*at) && !is_digit(*at) && *at != '+' && *at != '-' && *at != '.')
        at++;
    if (at > name) {
        unit = unit_find((struct lm_str){ name, (size_t)(at - name) });
        *p = at;
    } else if (name == end && bare_unit != NULL) {
        unit = unit_find(lm_str_of(bare_unit));
        *p = end;
    } else if (name < end && memchr(name, ':', (size_t)(end - name)) != NULL) {
        unit = unit_find(LM_STR("d")); /* "3 04:05:06" */
    }
    if (unit == NULL)
        return false;
    sum_add(sum, &v, unit);
    return true;
}

bool
lm_ivl_parse(struct lm_str s, const char *unit, struct lm_ivl *out)
{
    struct ivl_sum sum = { 0, 0, 0 };
    bool ago = false;

    assert(out != NULL);
    s = lm_str_trim(s);
    if (s.n > 4096) /* so that the sums cannot overflow */
        return false;
    if (s.n >= 4 && lm_str_eq_nocase((struct lm_str){ s.p + s.n - 4, 4 }, LM_STR(" ago"))) {
        ago = true;
        s.n -= 4;
    }
    const char *p = s.p, *end = s.p + s.n;
    if (s.n > 0 && *p == '@')
        p = skip_blanks(p + 1, end);
    if (p == end)
        return false;
    if (*p == 'P' || *p == 'p') {
        if (!iso_parse(p + 1, end, &sum))
            return false;
    } else {
        for (; p < end; p = skip_blanks(p, end))
            if (!part_parse(&p, end, unit, &sum))
                return false;
    }
    if (ago)
        sum = (struct ivl_sum){ -sum.months, -sum.days, -sum.us };
    return sum_take(&sum, out);
}

bool
lm_duration_parse(struct lm_str s, int64_t *us)
{
    struct lm_ivl v;
    int64_t days;

    return lm_ivl_parse(s, NULL, &v) && v.months == 0 &&
           !__builtin_mul_overflow(v.days, LM_US_DAY, &days) &&
           !__builtin_add_overflow(days, v.us, us);
}

/* What months and days leave is rounded to a millionth before it goes on. */
static double
ivl_round(double f)
{
    return rint(f * 1e6) / 1e6;
}

bool
lm_ivl_scale(struct lm_ivl v, double f, bool divide, struct lm_ivl *out)
{
    double months = divide ? v.months / f : v.months * f;
    double days = divide ? v.days / f : v.days * f;
    double us = divide ? (double)v.us / f : (double)v.us * f;
    double part = ivl_round((months - trunc(months)) * 30);
    double rest = ivl_round((days - trunc(days) + part - trunc(part)) * 86400);
    double whole_days = trunc(days) + trunc(part);

    if (fabs(rest) >= 86400) {
        whole_days += trunc(rest / 86400);
        rest -= trunc(rest / 86400) * 86400;
    }
    us = rint(us + rest * 1e6);
    if (!(fabs(months) < 2147483648.0 && fabs(whole_days) < 2147483648.0 &&
          fabs(us) < 9223372036854775808.0))
        return false;
    *out = (struct lm_ivl){ (int32_t)months, (int32_t)whole_days, (int64_t)us };
    return true;
}

__int128
lm_ivl_length(struct lm_ivl v)
{
    return ((__int128)v.months * 30 + v.days) * LM_US_DAY + v.us;
}

/* "3 mons" and the like; nothing for 0. A + shows a positive part behind a negative one. */
static char *
put_part(char *at, int64_t v, const char *unit, bool *some, bool *minus)
{
    if (v == 0)
        return at;
    if (*some)
        *at++ = ' ';
    if (*minus && v > 0)
        *at++ = '+';
    at += lm_i64_print(v, at);
    *at++ = ' ';
    size_t n = strlen(unit);
    memcpy(at, unit, n);
    at += n;
    if (v != 1)
        *at++ = 's';
    *some = true;
    *minus = v < 0;
    return at;
}

static char *
put_two(char *at, uint64_t v)
{
    memcpy(at, num_pairs + v * 2, 2);
    return at + 2;
}

size_t
lm_ivl_print(struct lm_ivl v, char *to)
{
    char *at = to;
    bool some = false, minus = false;

    at = put_part(at, v.months / 12, "year", &some, &minus);
    at = put_part(at, v.months % 12, "mon", &some, &minus);
    at = put_part(at, v.days, "day", &some, &minus);
    if (some && v.us == 0)
        return (size_t)(at - to);
    if (some)
        *at++ = ' ';
    if (v.us < 0 || minus)
        *at++ = v.us < 0 ? '-' : '+';
    uint64_t us = v.us < 0 ? 0 - (uint64_t)v.us : (uint64_t)v.us;
    uint64_t hours = us / LM_US_HOUR, fraction = us % LM_US_SECOND;
    at = hours < 100 ? put_two(at, hours) : at + num_u64_print(hours, at);
    *at++ = ':';
    at = put_two(at, us / LM_US_MINUTE % 60);
    *at++ = ':';
    at = put_two(at, us / LM_US_SECOND % 60);
    if (fraction != 0) {
        *at++ = '.';
        at = put_two(at, fraction / 10000);
        at = put_two(at, fraction / 100 % 100);
        at = put_two(at, fraction % 100);
        while (at[-1] == '0')
            at--;
    }
    assert(at - to <= LM_IVL_TEXT);
    return (size_t)(at - to);
}
