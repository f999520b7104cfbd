/* t_civil.c -- the calendar, times and intervals, their texts, and time zones. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/civil.h"
#include "check.h"

static void
check_ts(const char *text, const char *want)
{
    int64_t us = 0;
    char out[LM_TS_TEXT];
    bool ok = lm_ts_parse(lm_str_of(text), &us);

    if (ok != (want != NULL))
        printf("%s:\n", text);
    CHECK(ok == (want != NULL));
    if (ok && want != NULL)
        CHECK_TEXT(out, lm_ts_print(us, out), want);
}

static void
test_ts(void)
{
    check_ts("2026-01-31T23:59:59.123456Z", "2026-01-31T23:59:59.123456Z");
    check_ts("2026-01-31T23:59:59.12Z", "2026-01-31T23:59:59.12Z");
    check_ts("2026-01-31 23:59:59", "2026-01-31T23:59:59Z");
    check_ts("2026-01-31T23:59", "2026-01-31T23:59:00Z");
    check_ts("2026-01-31", "2026-01-31T00:00:00Z");
    check_ts("2026-01-31T00:00:00+02:00", "2026-01-30T22:00:00Z");
    check_ts("2026-01-31T00:00:00-0530", "2026-01-31T05:30:00Z");
    check_ts("2026-01-31 00:00+01", "2026-01-30T23:00:00Z");
    check_ts("2026-01-31T10:11:12.1234565Z", "2026-01-31T10:11:12.123457Z");
    check_ts("2026-01-31T10:11:12.1234564999Z", "2026-01-31T10:11:12.123456Z");
    check_ts("2026-12-31T23:59:59.9999999Z", "2027-01-01T00:00:00Z");
    check_ts("2026-01-31T24:00:00Z", "2026-02-01T00:00:00Z");
    check_ts("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
    check_ts("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z");
    check_ts("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    check_ts("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
    static const char *bad[] = {
        "",
        "2026",
        "2026-1-1",
        "2026-13-01",
        "2026-00-01",
        "2026-02-29",
        "2026-01-32",
        "2026-01-00",
        "2026-01-31T",
        "2026-01-31T1",
        "2026-01-31T10",
        "2026-01-31T24:01",
        "2026-01-31T10:60",
        "2026-01-31T25:00",
        "2026-01-31T10:11:61",
        "2026-01-31T10:11:1",
        "2026-01-31T10:11:12.",
        "2026-01-31T10:11:12.Z",
        "2026-01-31T10:11:12ZZ",
        "2026-01-31T10:11:12+",
        "2026-01-31T10:11:12+1",
        "2026-01-31T10:11:12+01:0",
        "2026-01-31T10:11:12+19:00",
        " 2026-01-31",
        "2026-01-31 ",
        "2026/01/31",
        "2026-01-31x10:11",
        "2026-01-31-05",
        "20a6-01-31",
        "2026-01-31T1a:00",
        "2026-01-31T10.00",
        "2026-01-31T10:11:12 Z",
        "1700000000",
        "2026-01-31T10:11Zx",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_ts(bad[i], NULL);
    char text[LM_TS_TEXT];
    CHECK(lm_ts_print(INT64_MAX, text) <= LM_TS_TEXT);
    CHECK_TEXT(text, lm_ts_print(INT64_MIN, text), "-290308-12-21T19:59:05.224192Z");
}

/* Every day of the years 1 to 9999, counted by a calendar of our own. */
static void
test_all_days(void)
{
    int64_t day = lm_days_of(1, 1, 1);
    int wrong = 0;

    CHECK(day == -719162 && lm_days_of(1970, 1, 1) == 0);
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int of_month = 1; of_month <= lm_days_in_month(year, month); of_month++, day++) {
                char text[LM_TS_TEXT], want[80];
                int64_t us = 0;
                int32_t back = 0;
                struct lm_civil c;
                size_t n = lm_date_print((int32_t)day, text);
                wrong +=
                    n != 10 || !lm_date_parse((struct lm_str){ text, n }, &back) || back != day;
                wrong += lm_days_of(year, month, of_month) != day;
                lm_civil_of(day * LM_US_DAY + 1, &c);
                wrong += c.year != year || c.month != month || c.day != of_month || c.us != 1;
                wrong += c.weekday != lm_floor_mod(day + 4, 7);
                wrong += c.hour != 0 || c.minute != 0 || c.second != 0;
                if (of_month % 9 != 1)
                    continue;
                int64_t at =
                    day * LM_US_DAY + (day & 1 ? 86399999999 : day * 7 % 86400 * LM_US_SECOND);
                if (at < day * LM_US_DAY)
                    at += LM_US_DAY;
                n = lm_ts_print(at, text);
                snprintf(want, sizeof want, "%04d-%02d-%02dT", year, month, of_month);
                wrong += memcmp(text, want, 11) != 0;
                wrong += !lm_ts_parse((struct lm_str){ text, n }, &us) || us != at;
            }
    CHECK(wrong == 0);
    CHECK(lm_days_in_month(1900, 2) == 28 && lm_days_in_month(2000, 2) == 29);
}

static void
check_time(const char *text, const char *want)
{
    int64_t us = 0;
    char out[LM_TS_TEXT];
    bool ok = lm_time_parse(lm_str_of(text), &us);

    CHECK(ok == (want != NULL));
    if (ok && want != NULL)
        CHECK_TEXT(out, lm_time_print(us, out), want);
}

static void
check_ivl(const char *text, const char *unit, const char *want)
{
    struct lm_ivl v;
    char out[LM_IVL_TEXT];
    bool ok = lm_ivl_parse(lm_str_of(text), unit, &v);

    if (ok != (want != NULL))
        printf("interval %s:\n", text);
    CHECK(ok == (want != NULL));
    if (ok && want != NULL)
        CHECK_TEXT(out, lm_ivl_print(v, out), want);
}

static void
test_ivl(void)
{
    check_ivl("1 day 2 hours", NULL, "1 day 02:00:00");
    check_ivl("5s", NULL, "00:00:05");
    check_ivl("100ms", NULL, "00:00:00.1");
    check_ivl("1h30m", NULL, "01:30:00");
    check_ivl("90", NULL, NULL);
    check_ivl("90", "minute", "01:30:00");
    check_ivl("1.5", "SECONDS", "00:00:01.5");
    check_ivl("P1DT2H", NULL, "1 day 02:00:00");
    check_ivl("P1Y2M3W4DT5H6M7.5S", NULL, "1 year 2 mons 25 days 05:06:07.5");
    check_ivl("14 months", NULL, "1 year 2 mons");
    check_ivl("-14 months", NULL, "-1 years -2 mons");
    check_ivl("1 mon -1 days", NULL, "1 mon -1 days");
    check_ivl("-1 days +02:03:00", NULL, "-1 days +02:03:00");
    check_ivl("1 day -00:00:01", NULL, "1 day -00:00:01");
    check_ivl("1.5 days", NULL, "1 day 12:00:00");
    check_ivl("0.5 month", NULL, "15 days");
    check_ivl("1.5 years", NULL, "1 year 6 mons");
    check_ivl("2 weeks", NULL, "14 days");
    check_ivl("1-2", NULL, "1 year 2 mons");
    check_ivl("3 04:05:06", NULL, "3 days 04:05:06");
    check_ivl("1:30", NULL, "01:30:00");
    check_ivl("@ 1 minute ago", NULL, "-00:01:00");
    check_ivl("0 s", NULL, "00:00:00");
    check_ivl("100 hours", NULL, "100:00:00");
    check_ivl("  7 us ", NULL, "00:00:00.000007");
    check_ivl("9223372036854775807 us", NULL, "2562047788:00:54.775807");
    static const char *bad[] = { "",
                                 " ",
                                 "x",
                                 "5 x",
                                 "s",
                                 "1 day x",
                                 "P",
                                 "PT",
                                 "P1",
                                 "P1X",
                                 "1:60",
                                 "ago",
                                 "1d 2",
                                 "99999999999999999999 s",
                                 "9223372036854775807 s",
                                 "3000000000 mon",
                                 "1e3s",
                                 "--5s" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_ivl(bad[i], NULL, NULL);
    int64_t us = 0;
    CHECK(lm_duration_parse(LM_STR("250ms"), &us) && us == 250000);
    CHECK(lm_duration_parse(LM_STR("1d"), &us) && us == LM_US_DAY);
    CHECK(!lm_duration_parse(LM_STR("250"), &us) && !lm_duration_parse(LM_STR("1 month"), &us));
    struct lm_ivl longest = { INT32_MIN, INT32_MIN, INT64_MIN };
    char text[LM_IVL_TEXT];
    CHECK(lm_ivl_print(longest, text) <= LM_IVL_TEXT);
}

static void
check_add(const char *text, const char *ivl, int sign, const char *want)
{
    int64_t t = 0, out = 0;
    struct lm_ivl v;
    char printed[LM_TS_TEXT];

    CHECK(lm_ts_parse(lm_str_of(text), &t) && lm_ivl_parse(lm_str_of(ivl), NULL, &v));
    CHECK(lm_ts_add(t, v, sign, &out));
    CHECK_TEXT(printed, lm_ts_print(out, printed), want);
}

static void
test_add(void)
{
    int64_t out = 0;

    check_add("2026-01-31T10:00:00Z", "1 mon", 1, "2026-02-28T10:00:00Z");
    check_add("2024-03-31", "1 mon", -1, "2024-02-29T00:00:00Z");
    check_add("2026-01-31", "1 mon 1 day", 1, "2026-03-01T00:00:00Z");
    check_add("2024-02-29", "1 year", 1, "2025-02-28T00:00:00Z");
    check_add("1970-01-01", "1 us", -1, "1969-12-31T23:59:59.999999Z");
    CHECK(!lm_ts_add(INT64_MAX, (struct lm_ivl){ 0, 0, 1 }, 1, &out));
    CHECK(!lm_ts_add(0, (struct lm_ivl){ INT32_MAX, 0, 0 }, 1, &out));
    CHECK(!lm_ts_add(0, (struct lm_ivl){ 0, INT32_MIN, 0 }, 1, &out));
    CHECK(lm_ts_add(0, (struct lm_ivl){ 0, 0, INT64_MIN }, 1, &out) && out == INT64_MIN);
}

static void
check_zone(const char *zone, const char *utc, const char *want)
{
    const struct lm_zone *z = NULL;
    int64_t t = 0;
    char text[LM_TS_TEXT];

    CHECK(lm_zone_find(lm_str_of(zone), &z) && lm_ts_parse(lm_str_of(utc), &t));
    if (z == NULL)
        return;
    int64_t local = lm_zone_to_local(z, t);
    CHECK_TEXT(text, lm_ts_print(local, text), want);
    CHECK(lm_zone_to_local(z, lm_zone_to_utc(z, local)) == local);
}

static void
check_back(const char *zone, const char *local, const char *want)
{
    const struct lm_zone *z = NULL;
    int64_t t = 0;
    char text[LM_TS_TEXT];

    CHECK(lm_zone_find(lm_str_of(zone), &z) && lm_ts_parse(lm_str_of(local), &t));
    if (z != NULL)
        CHECK_TEXT(text, lm_ts_print(lm_zone_to_utc(z, t), text), want);
}

static void
test_zones(void)
{
    const struct lm_zone *z = NULL;

    check_zone("UTC", "2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z");
    check_zone("+02:00", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00Z");
    check_zone("-0530", "2026-07-01T12:00:00Z", "2026-07-01T06:30:00Z");
    CHECK(!lm_zone_find(LM_STR("Nowhere/Here"), &z) && !lm_zone_find(LM_STR("../etc/passwd"), &z));
    CHECK(!lm_zone_find(LM_STR(""), &z) && !lm_zone_find(LM_STR("Europe"), &z));
    CHECK(!lm_zone_find(LM_STR("+25:00"), &z) && !lm_zone_find(LM_STR("tzdata.zi"), &z));
    if (!lm_zone_find(LM_STR("Europe/Berlin"), &z)) {
        printf("no tz database: its zones are not tested\n");
        return;
    }
    check_zone("Europe/Berlin", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");
    check_zone("Europe/Berlin", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00Z");
    check_zone("europe/berlin", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00Z");
    check_zone("Europe/Berlin", "2026-03-29T00:59:59Z", "2026-03-29T01:59:59Z");
    check_zone("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00Z");
    check_zone("Europe/Berlin", "2199-07-01T12:00:00Z", "2199-07-01T14:00:00Z");
    check_zone("Europe/Berlin", "2199-01-01T12:00:00Z", "2199-01-01T13:00:00Z");
    check_zone("America/New_York", "2026-11-01T06:00:00Z", "2026-11-01T01:00:00Z");
    check_zone("Australia/Sydney", "2101-01-01T00:00:00Z", "2101-01-01T11:00:00Z");
    check_zone("Asia/Kolkata", "1999-01-01T00:00:00Z", "1999-01-01T05:30:00Z");
    check_back("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z");
    check_back("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T01:30:00Z");
    check_back("America/New_York", "2018-11-04T01:30:00", "2018-11-04T06:30:00Z");
    check_back("America/New_York", "2018-03-11T02:30:00", "2018-03-11T07:30:00Z");
    CHECK(lm_zone_find(LM_STR("Europe/Berlin"), &z) && lm_zone_to_local(z, INT64_MAX) == INT64_MAX);
}

int
main(void)
{
    test_ts();
    test_all_days();
    check_time("23:59:59.5", "23:59:59.5");
    check_time("00:00", "00:00:00");
    check_time("24:00", "24:00:00");
    check_time("24:00:01", NULL);
    check_time("1:00", NULL);
    check_time("10:00Z", NULL);
    check_time("", NULL);
    test_ivl();
    test_add();
    test_zones();
    return check_done();
}
