/* fn_justify.c -- intervals: made of parts, brought into their usual bounds, printed by a pattern. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "expr/fn_calendar.h"
#include "expr/functions.h"

/* An interval with room for what is carried over. */
struct wide {
    int64_t months, days, us;
};

static void
justify_give(struct lm_call *c, struct wide w, struct lm_val *out)
{
    if (w.months != (int32_t)w.months || w.days != (int32_t)w.days) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the interval is out of range");
        return;
    }
    *out = (struct lm_val){.kind = LM_K_IVL};
    out->ivl = (struct lm_ivl){(int32_t)w.months, (int32_t)w.days, w.us};
}

/* Whole units of `low` go to `high`; what is left has high's sign. */
static void
justify_carry(int64_t *high, int64_t *low, int64_t unit)
{
    *high += *low / unit;
    *low %= unit;
    if (*high > 0 && *low < 0) {
        *low += unit;
        --*high;
    } else if (*high < 0 && *low > 0) {
        *low -= unit;
        ++*high;
    }
}

void
lm_fn_justify_hours(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct wide w = {arg[0].ivl.months, arg[0].ivl.days, arg[0].ivl.us};

    justify_carry(&w.days, &w.us, LM_US_DAY);
    justify_give(c, w, out);
}

void
lm_fn_justify_days(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct wide w = {arg[0].ivl.months, arg[0].ivl.days, arg[0].ivl.us};

    justify_carry(&w.months, &w.days, 30);
    justify_give(c, w, out);
}

void
lm_fn_justify_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct wide w = {arg[0].ivl.months, arg[0].ivl.days, arg[0].ivl.us};

    w.days += w.us / LM_US_DAY;
    w.us %= LM_US_DAY;
    w.months += w.days / 30;
    w.days %= 30;
    if (w.months > 0 && (w.days < 0 || (w.days == 0 && w.us < 0))) {
        w.days += 30;
        w.months--;
    } else if (w.months < 0 && (w.days > 0 || (w.days == 0 && w.us > 0))) {
        w.days -= 30;
        w.months++;
    }
    if (w.days > 0 && w.us < 0) {
        w.us += LM_US_DAY;
        w.days--;
    } else if (w.days < 0 && w.us > 0) {
        w.us -= LM_US_DAY;
        w.days++;
    }
    justify_give(c, w, out);
}

/* make_interval(years, months, weeks, days, hours, minutes, seconds); what is left out is 0. */
void
lm_fn_make_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t part[6] = {0};
    struct wide w = {0, 0, 0};
    double seconds = narg > 6 ? rint(arg[6].f * 1e6) : 0;
    bool over = !(fabs(seconds) < 9e18);

    for (uint32_t i = 0; i < 6 && i < narg; i++) {
        part[i] = arg[i].i;
        over = over || part[i] != (int32_t)part[i];
    }
    if (!over) {
        w.months = part[0] * 12 + part[1];
        w.days = part[2] * 7 + part[3];
        over = __builtin_add_overflow(part[4] * LM_US_HOUR + part[5] * LM_US_MINUTE,
                                      (int64_t)seconds, &w.us);
    }
    if (over)
        LM_FN_FAIL(c, LM_E_OVERFLOW, "the interval is out of range");
    else
        justify_give(c, w, out);
}

/* n units as an interval, fractions as in `n * INTERVAL '1 unit'`. */
static void
justify_units(struct lm_call *c, double n, struct lm_ivl unit, struct lm_val *out)
{
    *out = (struct lm_val){.kind = LM_K_IVL};
    if (lm_ivl_scale(unit, n, false, &out->ivl))
        return;
    *out = LM_VAL_NULL;
    LM_FN_FAIL(c, LM_E_OVERFLOW, "the interval is out of range");
}

#define JUSTIFY_UNIT(name, ...)                                                                    \
    void lm_fn_to_##name(struct lm_call *c, const struct lm_val *arg, uint32_t narg,               \
                         struct lm_val *out)                                                       \
    {                                                                                              \
        justify_units(c, arg[0].f, (struct lm_ivl){__VA_ARGS__}, out);                             \
    }

JUSTIFY_UNIT(years, 12, 0, 0)
JUSTIFY_UNIT(quarters, 3, 0, 0)
JUSTIFY_UNIT(months, 1, 0, 0)
JUSTIFY_UNIT(weeks, 0, 7, 0)
JUSTIFY_UNIT(days, 0, 1, 0)
JUSTIFY_UNIT(hours, 0, 0, LM_US_HOUR)
JUSTIFY_UNIT(minutes, 0, 0, LM_US_MINUTE)
JUSTIFY_UNIT(seconds, 0, 0, LM_US_SECOND)
JUSTIFY_UNIT(milliseconds, 0, 0, 1000)
JUSTIFY_UNIT(microseconds, 0, 0, 1)

/* Times are always finite. */
void
lm_fn_isfinite_time(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(true);
}

/* date_sub(unit, from, to): how many whole units lie between. */
void
lm_fn_date_sub(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    enum lm_time_field f = lm_field_of(c, arg, 0);
    int64_t from = arg[1].i, to = arg[2].i, unit = lm_field_us(f);
    struct lm_civil a, b;

    if (f == LM_FIELD_NONE)
        return;
    if (f >= LM_FIELD_EPOCH) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "\"%.*s\" is no unit", (int)arg[0].n, arg[0].p);
        return;
    }
    if (f == LM_FIELD_WEEK)
        unit = 7 * LM_US_DAY;
    if (unit > 0) {
        *out = lm_val_int((int64_t)(((__int128)to - from) / unit));
        return;
    }
    static const int months[] = {
        [LM_FIELD_MONTH] = 1,    [LM_FIELD_QUARTER] = 3,    [LM_FIELD_YEAR] = 12,
        [LM_FIELD_DECADE] = 120, [LM_FIELD_CENTURY] = 1200, [LM_FIELD_MILLENNIUM] = 12000};
    int sign = to < from ? -1 : 1;
    lm_civil_of(sign < 0 ? to : from, &a);
    lm_civil_of(sign < 0 ? from : to, &b);
    int64_t n = (b.year - a.year) * INT64_C(12) + b.month - a.month, at = 0;
    struct lm_ivl whole = {(int32_t)n, 0, 0};
    bool there = lm_ts_add(sign < 0 ? to : from, whole, 1, &at) && at <= (sign < 0 ? from : to);
    *out = lm_val_int(sign * ((there ? n : n - 1) / months[f]));
}
