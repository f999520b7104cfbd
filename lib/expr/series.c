/* series.c -- range and generate_series: their elements one after the other. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/series.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "expr/functions.h"

bool
lm_series_is(const struct lm_fn *fn)
{
    return fn->row == lm_fn_series;
}

static enum lm_code
begin_int(struct lm_series *s, const struct lm_val *arg, uint32_t narg, const char **what)
{
    s->i = s->open && narg == 1 ? 0 : arg[0].i;
    s->to = s->open && narg == 1 ? arg[0].i : arg[1].i;
    s->by = narg > 2 ? arg[2].i : 1;
    s->down = s->by < 0;
    *what = "the step is 0";
    return s->by != 0 ? LM_OK : LM_E_DOMAIN;
}

static enum lm_code
begin_time(struct lm_series *s, const struct lm_val *arg, const char **what)
{
    __int128 length = lm_ivl_length(arg[2].ivl);

    s->kind = LM_SERIES_TIME;
    s->i = arg[0].i;
    s->to = arg[1].i;
    s->ivl = arg[2].ivl;
    s->down = length < 0;
    *what = "the step is 0";
    return length != 0 ? LM_OK : LM_E_DOMAIN;
}

/* A number as DECIMAL with the scale. */
static bool
scaled(const struct lm_val *v, int scale, lm_i128 *out)
{
    return lm_dec_rescale(v->kind == LM_K_DEC ? v->d : v->i, v->kind == LM_K_DEC ? v->scale : 0, scale, out, NULL);
}

/* Exact unless one of them is a DOUBLE. */
static enum lm_code
begin_number(struct lm_series *s, const struct lm_val *arg, uint32_t narg, const char **what)
{
    struct lm_val one = {.kind = LM_K_INT, .i = 1};
    const struct lm_val *v[3] = {&arg[0], &arg[1], narg > 2 ? &arg[2] : &one};
    bool exact = true;

    for (int i = 0; i < 3; i++) {
        exact = exact && v[i]->kind != LM_K_F64;
        s->scale = v[i]->kind == LM_K_DEC && v[i]->scale > s->scale ? v[i]->scale : s->scale;
    }
    s->f = lm_val_double(v[0]);
    s->f_by = lm_val_double(v[2]);
    s->down = s->f_by < 0;
    *what = "the step is 0";
    if (s->f_by == 0)
        return LM_E_DOMAIN;
    s->kind = exact ? LM_SERIES_DEC : LM_SERIES_F64;
    if (!exact) {
        s->f_n = floor((lm_val_double(v[1]) - s->f) / s->f_by + 1e-9);
        *what = "the series has no end";
        return s->f_n < 0x1p53 ? LM_OK : LM_E_DOMAIN;
    }
    *what = "the series has more than 38 digits";
    return scaled(v[0], s->scale, &s->d) && scaled(v[1], s->scale, &s->d_to) && scaled(v[2], s->scale, &s->d_by)
               ? LM_OK
               : LM_E_OVERFLOW;
}

enum lm_code
lm_series_begin(struct lm_series *s, const struct lm_fn *fn, const struct lm_val *arg, uint32_t narg,
                const char **what)
{
    assert(lm_series_is(fn));
    *s = (struct lm_series){ .open = strcmp(fn->name, "range") == 0 };
    if (fn->signature[0] == 't')
        return begin_time(s, arg, what);
    return fn->signature[0] == 'n' ? begin_number(s, arg, narg, what) : begin_int(s, arg, narg, what);
}

static bool
next_int(struct lm_series *s, struct lm_val *v)
{
    if ((s->down ? s->i < s->to : s->i > s->to) || (s->open && s->i == s->to))
        return false;
    *v = lm_val_int(s->i);
    s->done = __builtin_add_overflow(s->i, s->by, &s->i);
    return true;
}

/* A step of months may stand still, or go back by days. */
static bool
next_time(struct lm_series *s, struct lm_val *v)
{
    int64_t before = s->i;

    if (s->down ? s->i < s->to : s->i > s->to)
        return false;
    *v = (struct lm_val){.kind = LM_K_TS, .i = s->i};
    s->done = !lm_ts_add(s->i, s->ivl, 1, &s->i) || (s->down ? s->i >= before : s->i <= before);
    return true;
}

bool
lm_series_next(struct lm_series *s, struct lm_val *v)
{
    if (s->done)
        return false;
    switch (s->kind) {
    case LM_SERIES_INT:
        return next_int(s, v);
    case LM_SERIES_TIME:
        return next_time(s, v);
    case LM_SERIES_DEC:
        if (s->down ? s->d < s->d_to : s->d > s->d_to)
            return false;
        *v = (struct lm_val){.kind = LM_K_DEC, .d = s->d, .scale = (uint8_t)s->scale};
        s->d += s->d_by;
        return true;
    default:
        if (!(s->f_at <= s->f_n))
            return false;
        *v = lm_val_f64(s->f + s->f_at++ * s->f_by);
        return true;
    }
}

size_t
lm_series_count(const struct lm_series *s, size_t most)
{
    __int128 n = s->kind == LM_SERIES_INT ? ((__int128)s->to - s->i) / s->by : 0;

    if (s->kind == LM_SERIES_DEC)
        n = (s->d_to - s->d) / s->d_by;
    else if (s->kind == LM_SERIES_F64)
        n = (__int128)s->f_n;
    return n < 0 ? 0 : n > (__int128)most ? most : (size_t)n;
}
