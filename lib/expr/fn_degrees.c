/* fn_degrees.c -- angles in degrees: exact where a sine, cosine or tangent is a simple number. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <assert.h>
#include <math.h>

#include "expr/fn_out.h"

static void
degrees_give(struct lm_call *c, double x, double f, struct lm_val *out)
{
    char to[LM_F64_TEXT];
    size_t n = lm_f64_print(x, to);

    if (isnan(f) && !isnan(x))
        LM_FN_FAIL(c, LM_E_DOMAIN, "%s(%.*s) has no value", c->node->fn->name, (int)n, to);
    else
        *out = lm_val_f64(f);
}

/* The sine of an angle of the first quadrant. */
static double
degrees_sin90(double x)
{
    assert(x >= 0 && x <= 90);
    return x == 30 ? 0.5 : x == 90 ? 1 : x > 45 ? cos((90 - x) / 180 * M_PI) : sin(x / 180 * M_PI);
}

static double
degrees_sin(double x)
{
    double sign = x < 0 ? -1 : 1;

    if (!isfinite(x))
        return NAN;
    x = fmod(fabs(x), 360);
    if (x > 180) {
        x = 360 - x;
        sign = -sign;
    }
    return sign * degrees_sin90(x > 90 ? 180 - x : x);
}

static double
degrees_cos(double x)
{
    if (!isfinite(x))
        return NAN;
    x = fmod(fabs(x), 360);
    x = x > 180 ? 360 - x : x;
    return x > 90 ? -degrees_sin90(x - 90) : degrees_sin90(90 - x);
}

static double
degrees_tan(double x)
{
    double turn = fmod(x, 180), s = degrees_sin(x);

    if (turn == 45 || turn == -135)
        return 1;
    if (turn == -45 || turn == 135)
        return -1;
    return s == 0 ? 0 : s / degrees_cos(x);
}

static double
degrees_cot(double x)
{
    double turn = fmod(x, 180), s = degrees_cos(x);

    if (turn == 45 || turn == -135)
        return 1;
    if (turn == -45 || turn == 135)
        return -1;
    return s == 0 ? 0 : s / degrees_sin(x);
}

static double
degrees_asin(double x)
{
    return x == 0.5 ? 30 : x == -0.5 ? -30 : asin(x) / M_PI * 180;
}

static double
degrees_acos(double x)
{
    return x == 0.5 ? 60 : x == -0.5 ? 120 : acos(x) / M_PI * 180;
}

#define DEGREES_OF_ONE(name, expression)                                                           \
    void lm_fn_##name(struct lm_call *c, const struct lm_val *arg, uint32_t narg,                  \
                      struct lm_val *out)                                                          \
    {                                                                                              \
        double x = arg[0].f;                                                                       \
        degrees_give(c, x, expression, out);                                                       \
    }

DEGREES_OF_ONE(sind, degrees_sin(x))
DEGREES_OF_ONE(cosd, degrees_cos(x))
DEGREES_OF_ONE(tand, degrees_tan(x))
DEGREES_OF_ONE(cotd, degrees_cot(x))
DEGREES_OF_ONE(asind, degrees_asin(x))
DEGREES_OF_ONE(acosd, degrees_acos(x))
DEGREES_OF_ONE(atand, x == 1 ? 45 : x == -1 ? -45 : atan(x) / M_PI * 180)

void
lm_fn_atan2d(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_f64(atan2(arg[0].f, arg[1].f) / M_PI * 180);
}
