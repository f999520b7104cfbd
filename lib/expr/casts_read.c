/* casts_read.c -- values as read to declared types, and as operators need them: nothing is lost. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "data/json.h"
#include "expr/casts.h"
#include "expr/expr_priv.h"
#include "time/stamp.h"

/* The number of v as a whole number, when it is one exactly. */
static bool
whole(const struct lm_val *v, int64_t *out)
{
    struct lm_val n;
    lm_i128 d = 0;
    int scale = 0;
    bool exact = false;

    if (!lm_val_number(v, &n))
        return false;
    if (n.kind == LM_K_INT) {
        *out = n.i;
        return true;
    }
    if (n.kind == LM_K_F64 && n.p == NULL)
        return n.f == rint(n.f) && lm_f64_to_i64(n.f, out);
    if (!lm_dec_of_val(&n, &d, &scale) || !lm_dec_rescale(d, scale, 0, &d, &exact) || !exact ||
        d != (int64_t)d)
        return false;
    *out = (int64_t)d;
    return true;
}

static enum lm_code
read_number(const struct lm_val *v, struct lm_type to, struct lm_val *out)
{
    struct lm_val n;
    lm_i128 d = 0;
    int64_t i = 0;
    int scale = 0;
    bool exact = false;

    if (!lm_val_number(v, &n))
        return LM_E_CONVERT;
    switch (to.id) {
    case LM_T_DOUBLE:
        *out = lm_val_f64(lm_val_double(&n));
        return lm_val_beyond(&n) ? LM_E_CONVERT : LM_OK;
    case LM_T_DECIMAL:
        if (!lm_dec_of_val(&n, &d, &scale))
            return LM_E_CONVERT;
        if (to.precision != 0) {
            if (!lm_dec_rescale(d, scale, to.scale, &d, &exact) || !exact)
                return LM_E_CONVERT;
            scale = to.scale;
        }
        if (!lm_dec_fits(d, to))
            return LM_E_CONVERT;
        *out = (struct lm_val){ .kind = LM_K_DEC, .scale = (uint8_t)scale, .d = d };
        return LM_OK;
    default:
        if (!whole(&n, &i) || (to.id == LM_T_INTEGER && i != (int32_t)i))
            return LM_E_CONVERT;
        *out = lm_val_int(i);
        return LM_OK;
    }
}

/* An instant: of a text, a time, or an epoch number (a text that spells one, too). */
static bool
instant(const struct lm_val *v, enum lm_time_unit unit, int64_t *us)
{
    struct lm_stamp stamp = { .unit = unit };
    struct lm_val n;

    if (v->kind == LM_K_BOOL || v->kind == LM_K_JSON)
        return false;
    if (v->kind == LM_K_STR && lm_ts_parse(lm_val_text(v), us))
        return true;
    *us = lm_stamp_val(&stamp, v);
    if (*us == LM_NO_TIME && v->kind == LM_K_STR && lm_val_number(v, &n))
        *us = lm_stamp_val(&stamp, &n);
    return *us != LM_NO_TIME;
}

static enum lm_code
read_time(const struct lm_val *v, struct lm_type to, enum lm_time_unit unit, struct lm_val *out)
{
    struct lm_str s = lm_val_text(v);
    bool text = v->kind == LM_K_STR, ok = false;
    int64_t us = 0;
    int32_t days = 0;

    switch (to.id) {
    case LM_T_DATE:
        if (text && lm_date_parse(s, &days)) {
            us = days * LM_US_DAY;
            ok = true;
        } else {
            ok = ((text && lm_ts_parse(s, &us)) ||
                  (v->kind == LM_K_TS && instant(v, LM_UNIT_AUTO, &us))) &&
                 lm_floor_mod(us, LM_US_DAY) == 0;
        }
        *out = (struct lm_val){ .kind = LM_K_DATE, .i = lm_floor_div(us, LM_US_DAY) };
        break;
    case LM_T_TIME:
        ok = text && lm_time_parse(s, &us);
        *out = (struct lm_val){ .kind = LM_K_TIME, .i = us };
        break;
    case LM_T_TIMESTAMP:
        ok = instant(v, unit, &us);
        *out = (struct lm_val){ .kind = LM_K_TS, .i = us };
        break;
    default:
        assert(to.id == LM_T_INTERVAL);
        *out = (struct lm_val){ .kind = LM_K_IVL };
        ok = text && lm_ivl_parse(s, NULL, &out->ivl);
        break;
    }
    return ok ? LM_OK : LM_E_CONVERT;
}

static enum lm_code
read_nested(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    *out = *v;
    if (v->kind == LM_K_STR) {
        enum lm_json_kind k = lm_json_kind(lm_val_text(v));
        /* A CSV field may hold an array or object as text; other text is a JSON string by itself. */
        if ((k == LM_JSON_ARRAY || k == LM_JSON_OBJECT) &&
            lm_nested_read(v, to, a, out) == LM_OK)
            return LM_OK;
        *out = *v;
    }
    if (to.id == LM_T_JSON)
        return LM_OK;
    if (v->kind != LM_K_JSON || v->n == 0)
        return LM_E_CONVERT;
    return lm_nested_read(v, to, a, out) == LM_OK ? LM_OK : LM_E_CONVERT;
}

static enum lm_code
read_other(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_str s = lm_val_text(v);

    switch (to.id) {
    case LM_T_BOOLEAN:
        if (v->kind != LM_K_STR || !(lm_str_eq(s, LM_STR("true")) || lm_str_eq(s, LM_STR("false"))))
            return LM_E_CONVERT;
        *out = lm_val_bool(s.p[0] == 't');
        return LM_OK;
    case LM_T_VARCHAR:
        *out = lm_val_str(lm_cast_text(v, a));
        return LM_OK;
    case LM_T_UUID:
        if (v->kind != LM_K_STR || !lm_uuid_parse(s, a, &s))
            return LM_E_CONVERT;
        *out = lm_val_str(s);
        return LM_OK;
    default:
        assert(to.id == LM_T_BYTEA);
        if (lm_bytes_of_text(lm_cast_text(v, a), a, out) != LM_OK)
            return LM_E_CONVERT;
        return LM_OK;
    }
}

enum lm_code
lm_read_val(const struct lm_val *v, struct lm_type to, enum lm_time_unit unit, struct lm_arena *a,
            struct lm_val *out)
{
    struct lm_val from = *v;
    enum lm_code code = LM_E_CONVERT;

    *out = LM_VAL_NULL;
    if (lm_val_is_null(&from) || to.id == LM_T_NULL)
        return LM_OK;
    if (to.id == LM_T_DYN || (from.kind == (uint8_t)lm_type_kind(to) && !lm_type_is_number(to) &&
                              to.id != LM_T_UUID && !lm_type_is_nested(to))) {
        *out = from;
        code = LM_OK;
    } else if (lm_type_is_number(to)) {
        code = read_number(&from, to, out);
    } else if (to.id >= LM_T_DATE && to.id <= LM_T_INTERVAL) {
        code = read_time(&from, to, unit, out);
    } else if (lm_type_is_nested(to)) {
        code = read_nested(&from, to, a, out);
    } else {
        code = read_other(&from, to, a, out);
    }
    if (code == LM_OK && to.limit != 0 && !lm_limit_holds(to, &from, unit, out))
        code = LM_E_CONVERT;
    if (code != LM_OK)
        *out = LM_VAL_NULL;
    return code;
}

/* Times that an undeclared value may stand for. */
static enum lm_code
adapt_time(const struct lm_val *v, struct lm_type to, struct lm_val *out)
{
    int64_t us = 0;

    if (v->kind == (uint8_t)lm_type_kind(to)) {
        *out = *v;
        return LM_OK;
    }
    switch (to.id) {
    case LM_T_TIMESTAMP:
    case LM_T_DATE:
        if (!instant(v, LM_UNIT_AUTO, &us))
            return LM_E_VALUE;
        *out = (struct lm_val){ .kind = LM_K_TS, .i = us };
        if (to.id == LM_T_DATE)
            *out = (struct lm_val){ .kind = LM_K_DATE, .i = lm_floor_div(us, LM_US_DAY) };
        return LM_OK;
    case LM_T_TIME:
        if (v->kind == LM_K_TS) {
            *out = (struct lm_val){ .kind = LM_K_TIME, .i = lm_floor_mod(v->i, LM_US_DAY) };
            return LM_OK;
        }
        return read_time(v, to, LM_UNIT_AUTO, out) == LM_OK ? LM_OK : LM_E_VALUE;
    default:
        return read_time(v, to, LM_UNIT_AUTO, out) == LM_OK ? LM_OK : LM_E_VALUE;
    }
}

static enum lm_code
adapt_number(const struct lm_val *v, struct lm_type to, struct lm_val *out)
{
    struct lm_val n;
    lm_i128 d = 0;
    int64_t i = 0;
    int scale = 0;

    if (!lm_val_number(v, &n))
        return LM_E_VALUE;
    bool beyond = lm_val_beyond(&n);
    switch (to.id) {
    case LM_T_DYN:
        *out = n;
        out->p = NULL;
        return beyond ? LM_E_OVERFLOW : LM_OK;
    case LM_T_DOUBLE:
        *out = lm_val_f64(lm_val_double(&n));
        return beyond ? LM_E_OVERFLOW : LM_OK;
    case LM_T_DECIMAL:
        if (!lm_dec_of_val(&n, &d, &scale))
            return LM_E_VALUE;
        *out = (struct lm_val){ .kind = LM_K_DEC, .scale = (uint8_t)scale, .d = d };
        return LM_OK;
    default:
        if (!whole(&n, &i))
            return LM_E_VALUE;
        *out = lm_val_int(i);
        return LM_OK;
    }
}

enum lm_code
lm_adapt_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_val from = *v;
    enum lm_code code = LM_OK;

    *out = LM_VAL_NULL;
    if (lm_val_is_null(&from))
        return LM_OK;
    if (to.id == LM_T_DYN || lm_type_is_number(to)) {
        code = adapt_number(&from, to, out);
    } else if (to.id >= LM_T_DATE && to.id <= LM_T_INTERVAL) {
        code = adapt_time(&from, to, out);
    } else if (to.id == LM_T_VARCHAR || to.id == LM_T_UUID) {
        *out = lm_val_str(lm_cast_text(&from, a));
    } else if (to.id == LM_T_JSON) {
        *out = from;
    } else if (from.kind == (uint8_t)lm_type_kind(to) && !lm_type_is_nested(to)) {
        *out = from;
    } else {
        bool nested = lm_type_is_nested(to);
        code = nested ? read_nested(&from, to, a, out) : read_other(&from, to, a, out);
        code = code == LM_OK ? LM_OK : LM_E_VALUE;
    }
    if (code != LM_OK && code != LM_E_OVERFLOW)
        *out = LM_VAL_NULL;
    return code;
}
