/* fn_day.h -- the day of an instant in the calendar, without branches, to be inlined into loops. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Days are counted from a 1st of March so far back that no day is negative and 32 bits are enough; the
 * calendar is then Neri and Schneider's, "Euclidean affine functions and their application to calendar
 * algorithms" (2022).
 */
#ifndef LM_FN_DAY_H
#define LM_FN_DAY_H

#include "base/civil.h"

#define LM_INLINE static inline __attribute__((always_inline))

enum {
    LM_DAY_ERAS = 726,                           /* of 400 years, before 0000-03-01 */
    LM_DAYS_BEFORE = 719468 + 146097 * LM_DAY_ERAS, /* of 1970-01-01 */
    LM_DAY_UNITS = 10546875                  /* of 2^13 us in a day */
};

/* A day of the calendar. */
struct lm_day {
    int32_t year;
    uint32_t month;   /* 1 to 12 */
    uint32_t day;     /* from 0 */
    uint32_t yearday; /* from 0 */
    uint32_t leap;    /* 1: the year has 366 days */
};

LM_INLINE uint32_t
lm_day_number(int64_t us)
{
    return (uint32_t)(((uint64_t)(us >> 13) + (uint64_t)LM_DAYS_BEFORE * LM_DAY_UNITS) / LM_DAY_UNITS);
}

LM_INLINE int64_t
lm_day_begin(uint32_t n)
{
    return (int64_t)(((uint64_t)n - LM_DAYS_BEFORE) * (uint64_t)LM_US_DAY);
}

LM_INLINE struct lm_day
lm_day_of(uint32_t n)
{
    uint32_t n1 = 4 * n + 3, century = n1 / 146097, n2 = n1 % 146097 / 4 * 4 + 3;
    uint64_t p2 = UINT64_C(2939745) * n2;
    uint32_t y = (uint32_t)(p2 >> 32), from_march = (uint32_t)p2 / 2939745 / 4;
    uint32_t n3 = 2141 * from_march + 197913, m = n3 >> 16, next = from_march >= 306;
    int32_t year = (int32_t)(100 * century + y) - 400 * LM_DAY_ERAS + (int32_t)next;
    uint32_t leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0));

    return (struct lm_day){ .year = year,
                         .month = next != 0 ? m - 12 : m,
                         .day = (n3 & 0xffff) / 2141,
                         .yearday = next != 0 ? from_march - 306 : from_march + 59 + leap,
                         .leap = leap };
}

#endif
