/* civil.h -- instants, calendar dates and their texts. Microseconds since 1970-01-01 UTC throughout. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CIVIL_H
#define LM_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define LM_US_SECOND INT64_C(1000000)
#define LM_US_MINUTE (60 * LM_US_SECOND)
#define LM_US_HOUR (60 * LM_US_MINUTE)
#define LM_US_DAY (24 * LM_US_HOUR)

enum {
    LM_TS_TEXT = 40, /* bytes that any timestamp, date or time needs */
    LM_IVL_TEXT = 96 /* bytes that any interval needs */
};

/* PostgreSQL's interval: months and days have no fixed length. */
struct lm_ivl {
    int32_t months;
    int32_t days;
    int64_t us;
};

/* A point of the proleptic Gregorian calendar in UTC. */
struct lm_civil {
    int32_t year;
    int8_t month; /* 1 to 12 */
    int8_t day;   /* 1 to 31 */
    int8_t hour, minute, second;
    int32_t us;      /* of the second */
    int8_t weekday;  /* 0 Sunday to 6 */
    int16_t yearday; /* 1 to 366 */
};

/* Days since 1970-01-01 of a date and back. Howard Hinnant, "chrono-compatible low-level date
 * algorithms". */
int64_t lm_days_of(int32_t year, int month, int day);
void lm_civil_of(int64_t us, struct lm_civil *out);
int lm_days_in_month(int32_t year, int month);

/* Floor division and its remainder (0 <= result < b), b > 0. */
int64_t lm_floor_div(int64_t a, int64_t b);
int64_t lm_floor_mod(int64_t a, int64_t b);

/* ISO 8601 text: YYYY-MM-DD, optional T or blank and HH:MM[:SS[.fraction]], optional Z or +HH[[:]MM].
 * Fraction beyond 6 digits rounds to the nearest microsecond. Without an offset it is UTC. Blanks
 * around are not allowed. False when it is no such text or no such day. */
bool lm_ts_parse(struct lm_str s, int64_t *us);
bool lm_date_parse(struct lm_str s, int32_t *days);    /* YYYY-MM-DD, a time behind it is not allowed */
bool lm_time_parse(struct lm_str s, int64_t *us);      /* HH:MM[:SS[.fraction]] since midnight */

/* Texts as laminar prints them; answers the bytes. 2026-01-31T23:59:59.123456Z, fraction only as long
 * as it needs; 2026-01-31; 23:59:59.5; "1 day 02:00:00" as PostgreSQL does. */
size_t lm_ts_print(int64_t us, char *to);
size_t lm_date_print(int32_t days, char *to);
size_t lm_time_print(int64_t us, char *to);
size_t lm_ivl_print(struct lm_ivl v, char *to);

/* "1 day 2 hours", "5s", "100ms", "1h30m", "90", PostgreSQL's and ISO 8601's (P1DT2H) spellings;
 * a bare number takes `unit` (NULL: refused). Units: us ms s m h d w mon y with their common
 * spellings. False when it is no duration. */
bool lm_ivl_parse(struct lm_str s, const char *unit, struct lm_ivl *out);

/* A duration of fixed length with a unit, "250ms": for options. False for months and years too. */
bool lm_duration_parse(struct lm_str s, int64_t *us);

/* t + sign * v: months by calendar (a day that is not there becomes the last of the month), then
 * days, then microseconds. False on overflow. */
bool lm_ts_add(int64_t t, struct lm_ivl v, int sign, int64_t *out);

/* Each field times f, or divided by it; fractions of months go to days (of 30), fractions of days to
 * microseconds, as in PostgreSQL. False on overflow and for a division by 0. */
bool lm_ivl_scale(struct lm_ivl v, double f, bool divide, struct lm_ivl *out);

/* Length with a month of 30 days and a day of 24 hours: for comparison. */
__int128 lm_ivl_length(struct lm_ivl v);

/* A time zone; lives as long as the program. */
struct lm_zone;

/* A zone by its name in the system's tz database (TZDIR, else /usr/share/zoneinfo), without case where
 * that is the only way to find it; also "UTC", "Z" and fixed offsets, east positive: "+02:00", "-0530".
 * Safe from several threads. False when there is none of that name. */
bool lm_zone_find(struct lm_str name, const struct lm_zone **out);

/* The wall clock of the zone at an instant, and back. A wall-clock time in a gap is taken with the
 * offset before the gap (so it moves forward); one that comes twice is the one in standard time (the
 * later), both as in PostgreSQL. */
int64_t lm_zone_to_local(const struct lm_zone *z, int64_t utc_us);
int64_t lm_zone_to_utc(const struct lm_zone *z, int64_t local_us);

#endif
