/* fn_calendar.h -- fields of times: their names, their values, and instants put together from parts. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_CALENDAR_H
#define LM_FN_CALENDAR_H

#include "expr/fn_out.h"

/* Fields of extract, units of date_trunc. */
enum lm_time_field {
    LM_FIELD_NONE,
    LM_FIELD_US,
    LM_FIELD_MS,
    LM_FIELD_SECOND,
    LM_FIELD_MINUTE,
    LM_FIELD_HOUR,
    LM_FIELD_DAY,
    LM_FIELD_WEEK,
    LM_FIELD_MONTH,
    LM_FIELD_QUARTER,
    LM_FIELD_YEAR,
    LM_FIELD_DECADE,
    LM_FIELD_CENTURY,
    LM_FIELD_MILLENNIUM,
    LM_FIELD_EPOCH, /* from here on: not for date_trunc */
    LM_FIELD_DOW,
    LM_FIELD_ISODOW,
    LM_FIELD_DOY,
    LM_FIELD_ISOYEAR,
    LM_FIELD_JULIAN,
    LM_FIELD_ZONE /* seconds east of UTC: 0 */
};

/* The field named by argument k (kept in the memo when it is the same in all rows). NONE: the call
 * has failed. */
enum lm_time_field lm_field_of(struct lm_call *c, const struct lm_val *arg, uint32_t k);
enum lm_time_field lm_field_by_name(struct lm_str name);

/* The length of a unit in us; 0 for those that differ in length. */
int64_t lm_field_us(enum lm_time_field f);

/* A field of an instant: INT, or F64 for epoch, second and ms. */
struct lm_val lm_field_get(enum lm_time_field f, int64_t us);

/* The begin of the unit that contains the instant. */
int64_t lm_field_trunc(enum lm_time_field f, int64_t us);

/* ISO 8601: year and number of the week that contains the day. */
void lm_iso_week(const struct lm_civil *t, int32_t *year, int32_t *week);

/* 12 and 7 English names, full and of three letters. */
extern const char *const lm_month_names[12];
extern const char *const lm_day_names[7]; /* from Sunday */

/* Number of the name that s begins with, without case, -1: none. *n: bytes of it. Full names and
 * those of three letters. */
int lm_name_match(struct lm_str s, const char *const *names, int count, bool full, size_t *n);

/* Parts of a text that is read as an instant; -1 where not given, unless said otherwise. */
struct lm_parts {
    int64_t year; /* INT64_MIN: not given */
    int32_t month, day, yearday;
    int32_t iso_year, iso_week, iso_day; /* 1 Monday to 7 */
    int32_t hour, hour12, minute, second;
    int32_t pm; /* 1: p.m., 0: a.m. */
    int64_t day_seconds;
    int32_t ms, us; /* added to each other; 0: not given */
    int64_t julian; /* -1: not given */
    int64_t epoch;  /* INT64_MIN: not given */
    int32_t offset; /* seconds east of UTC; 0: not given */
    bool bc;
};

void lm_parts_init(struct lm_parts *p);

/* The instant; false when there is no such day or time. */
bool lm_parts_us(const struct lm_parts *p, int64_t *us);

/* An instant from year to microsecond of the day, checked. */
bool lm_civil_make(int64_t year, int64_t month, int64_t day, int64_t *days);

/* Digits from *at on, at most `most`; false when there is none. */
bool lm_digits(struct lm_str s, size_t *at, int most, int64_t *v);

/* "+02", "-0530", "+02:00", "Z", "UTC" at *at as seconds east. False when there is none. */
bool lm_offset_read(struct lm_str s, size_t *at, int32_t *seconds);

#endif
