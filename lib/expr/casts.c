/* casts.c -- one value to another type: CAST, and what undeclared values are to operators. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "expr/casts.h"
#include "expr/expr_priv.h"

struct lm_str
lm_cast_text(const struct lm_val *v, struct lm_arena *a)
{
    char *to;

    if (v->kind == LM_K_STR || v->kind == LM_K_JSON || v->p != NULL)
        if (v->kind != LM_K_BYTES)
            return lm_val_text(v);
    switch (v->kind) {
    case LM_K_BOOL:
        return v->i != 0 ? LM_STR("true") : LM_STR("false");
    case LM_K_INT:
        to = lm_alloc_raw(a, LM_I64_TEXT);
        return (struct lm_str){ to, lm_i64_print(v->i, to) };
    case LM_K_F64:
        to = lm_alloc_raw(a, LM_F64_TEXT);
        return (struct lm_str){ to, lm_f64_print(v->f, to) };
    case LM_K_DEC:
        to = lm_alloc_raw(a, LM_DEC_TEXT);
        return (struct lm_str){ to, lm_dec_print(v->d, v->scale, to) };
    case LM_K_DATE:
        to = lm_alloc_raw(a, LM_TS_TEXT);
        return (struct lm_str){ to, lm_date_print((int32_t)v->i, to) };
    case LM_K_TIME:
        to = lm_alloc_raw(a, LM_TS_TEXT);
        return (struct lm_str){ to, lm_time_print(v->i, to) };
    case LM_K_TS:
        to = lm_alloc_raw(a, LM_TS_TEXT);
        return (struct lm_str){ to, lm_ts_print(v->i, to) };
    case LM_K_IVL:
        to = lm_alloc_raw(a, LM_IVL_TEXT);
        return (struct lm_str){ to, lm_ivl_print(v->ivl, to) };
    default:
        break;
    }
    assert(v->kind == LM_K_BYTES);
    static const char hex[] = "0123456789abcdef";
    to = lm_alloc_raw(a, 2 + 2 * (size_t)v->n);
    to[0] = '\\';
    to[1] = 'x';
    for (uint32_t i = 0; i < v->n; i++) {
        to[2 + 2 * i] = hex[(unsigned char)v->p[i] >> 4];
        to[3 + 2 * i] = hex[v->p[i] & 15];
    }
    return (struct lm_str){ to, 2 + 2 * (size_t)v->n };
}

/* Any prefix of these that is not ambiguous, as PostgreSQL reads booleans. */
bool
lm_bool_parse(struct lm_str s, bool *out)
{
    static const struct {
        const char *word;
        uint8_t least; /* letters that must be there */
        bool value;
    } words[] = {
        { "true", 1, true }, { "false", 1, false }, { "yes", 1, true }, { "no", 1, false },
        { "on", 2, true },   { "off", 2, false },   { "1", 1, true },   { "0", 1, false },
    };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if (s.n < words[i].least || s.n > n)
            continue;
        if (lm_str_eq_nocase(s, (struct lm_str){ words[i].word, s.n })) {
            *out = words[i].value;
            return true;
        }
    }
    return false;
}

static enum lm_code
to_boolean(const struct lm_val *v, struct lm_val *out)
{
    bool b = false;

    switch (v->kind) {
    case LM_K_STR:
        if (!lm_bool_parse(lm_str_trim(lm_val_text(v)), &b))
            return LM_E_CAST;
        break;
    case LM_K_INT:
        b = v->i != 0;
        break;
    case LM_K_F64:
        b = v->f != 0;
        break;
    case LM_K_DEC:
        b = v->d != 0;
        break;
    default:
        return LM_E_CAST;
    }
    *out = lm_val_bool(b);
    return LM_OK;
}

bool
lm_f64_to_i64(double f, int64_t *out)
{
    /* 2^63 itself is out; NaN fails both comparisons. */
    if (!(f >= -9223372036854775808.0 && f < 9223372036854775808.0))
        return false;
    *out = (int64_t)f;
    return true;
}

static enum lm_code
to_integer(const struct lm_val *v, struct lm_type to, struct lm_val *out)
{
    lm_i128 d = 0;
    int64_t i = 0;

    switch (v->kind) {
    case LM_K_BOOL:
    case LM_K_INT:
        i = v->i;
        break;
    case LM_K_F64:
        if (!lm_f64_to_i64(rint(v->f), &i)) /* half to even: the rounding mode of the process */
            return LM_E_CAST;
        break;
    case LM_K_DEC:
        if (!lm_dec_rescale(v->d, v->scale, 0, &d, NULL) || d != (int64_t)d)
            return LM_E_CAST;
        i = (int64_t)d;
        break;
    case LM_K_STR:
        if (!lm_i64_parse(lm_str_trim(lm_val_text(v)), &i))
            return LM_E_CAST;
        break;
    default:
        return LM_E_CAST;
    }
    if (to.id == LM_T_INTEGER && i != (int32_t)i)
        return LM_E_CAST;
    *out = lm_val_int(i);
    return LM_OK;
}

/* A text of digits that is infinite as a DOUBLE; "inf" is written so. */
static bool
digits_beyond(struct lm_str text, double f)
{
    bool digits = false;

    for (size_t i = 0; i < text.n && isinf(f); i++)
        digits = digits || (text.p[i] >= '0' && text.p[i] <= '9');
    return digits;
}

static enum lm_code
to_double(const struct lm_val *v, struct lm_val *out)
{
    double f = 0;

    switch (v->kind) {
    case LM_K_BOOL:
        f = (double)v->i;
        break;
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        f = lm_val_double(v);
        break;
    case LM_K_STR:
        if (!lm_f64_parse(lm_str_trim(lm_val_text(v)), &f) || digits_beyond(lm_val_text(v), f))
            return LM_E_CAST;
        break;
    default:
        return LM_E_CAST;
    }
    *out = lm_val_f64(f);
    return LM_OK;
}

bool
lm_dec_of_val(const struct lm_val *v, lm_i128 *d, int *scale)
{
    char digits[LM_F64_TEXT];
    struct lm_str s;

    switch (v->kind) {
    case LM_K_BOOL:
    case LM_K_INT:
        *d = v->i;
        *scale = 0;
        return true;
    case LM_K_DEC:
        *d = v->d;
        *scale = v->scale;
        return true;
    case LM_K_F64:
        /* The digits as written, else the shortest ones: 0.1 is 0.1. */
        s = lm_val_text(v);
        if (v->p == NULL)
            s = (struct lm_str){ digits, lm_f64_print(v->f, digits) };
        return isfinite(v->f) && lm_dec_parse(s, d, scale);
    case LM_K_STR:
        return lm_dec_parse(lm_str_trim(lm_val_text(v)), d, scale);
    default:
        return false;
    }
}

bool
lm_dec_fits(lm_i128 d, struct lm_type to)
{
    int digits = to.precision == 0 ? LM_DECIMAL_DIGITS : to.precision;
    lm_i128 limit = lm_pow10_i128(digits);

    return d < limit && d > -limit;
}

static enum lm_code
to_decimal(const struct lm_val *v, struct lm_type to, struct lm_val *out)
{
    lm_i128 d = 0;
    int scale = 0;

    if (!lm_dec_of_val(v, &d, &scale) || scale < 0)
        return LM_E_CAST;
    if (to.precision != 0) {
        if (!lm_dec_rescale(d, scale, to.scale, &d, NULL))
            return LM_E_CAST;
        scale = to.scale;
    }
    if (!lm_dec_fits(d, to))
        return LM_E_CAST;
    *out = (struct lm_val){ .kind = LM_K_DEC, .scale = (uint8_t)scale, .d = d };
    return LM_OK;
}

/* A number as a time is an epoch number, in the unit that its size says, as when it is read. */
static bool
epoch(const struct lm_val *v, int64_t *us)
{
    if (v->kind != LM_K_INT && v->kind != LM_K_F64 && v->kind != LM_K_DEC)
        return false;
    *us = lm_stamp_val(&(struct lm_stamp){ .unit = LM_UNIT_AUTO }, v);
    return *us != LM_NO_TIME;
}

static enum lm_code
to_date(const struct lm_val *v, struct lm_val *out)
{
    struct lm_str s = lm_str_trim(lm_val_text(v));
    int32_t days = 0;
    int64_t us = 0;

    switch (v->kind) {
    case LM_K_STR:
        if (lm_date_parse(s, &days))
            us = days * LM_US_DAY;
        else if (!lm_ts_parse(s, &us) && !lm_loose_ts_parse(s, &us))
            return LM_E_CAST;
        break;
    case LM_K_TS:
        us = v->i;
        break;
    default:
        if (!epoch(v, &us))
            return LM_E_CAST;
        break;
    }
    *out = (struct lm_val){ .kind = LM_K_DATE, .i = lm_floor_div(us, LM_US_DAY) };
    return LM_OK;
}

static enum lm_code
to_time(const struct lm_val *v, struct lm_val *out)
{
    struct lm_str s = lm_str_trim(lm_val_text(v));
    int64_t us = 0;

    switch (v->kind) {
    case LM_K_STR:
        if (!lm_time_parse(s, &us) && !lm_ts_parse(s, &us) && !lm_loose_time_parse(s, &us) &&
            !lm_loose_ts_parse(s, &us))
            return LM_E_CAST;
        break;
    case LM_K_TS:
        us = v->i;
        break;
    case LM_K_IVL:
        us = v->ivl.us;
        break;
    default:
        if (!epoch(v, &us))
            return LM_E_CAST;
        break;
    }
    *out = (struct lm_val){ .kind = LM_K_TIME, .i = lm_floor_mod(us, LM_US_DAY) };
    return LM_OK;
}

static enum lm_code
to_timestamp(const struct lm_val *v, struct lm_val *out)
{
    struct lm_str s = lm_str_trim(lm_val_text(v));
    int64_t us = 0;

    switch (v->kind) {
    case LM_K_STR:
        if (!lm_ts_parse(s, &us) && !lm_loose_ts_parse(s, &us))
            return LM_E_CAST;
        break;
    case LM_K_DATE:
        if (__builtin_mul_overflow(v->i, LM_US_DAY, &us))
            return LM_E_CAST;
        break;
    default:
        if (!epoch(v, &us))
            return LM_E_CAST;
        break;
    }
    *out = (struct lm_val){ .kind = LM_K_TS, .i = us };
    return LM_OK;
}

static enum lm_code
to_interval(const struct lm_val *v, struct lm_val *out)
{
    struct lm_ivl ivl = { 0 };

    if (v->kind == LM_K_TIME)
        ivl.us = v->i;
    else if (v->kind != LM_K_STR || !lm_ivl_parse(lm_str_trim(lm_val_text(v)), "s", &ivl))
        return LM_E_CAST;
    *out = (struct lm_val){ .kind = LM_K_IVL, .ivl = ivl };
    return LM_OK;
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_octal(char c, char most)
{
    return c >= '0' && c <= most;
}

enum lm_code
lm_bytes_unescape(struct lm_str s, struct lm_arena *a, struct lm_val *out)
{
    char *to = lm_alloc_raw(a, s.n);
    uint32_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\') {
            to[n++] = s.p[i];
        } else if (i + 1 < s.n && s.p[i + 1] == '\\') {
            to[n++] = s.p[++i];
        } else if (i + 3 < s.n && is_octal(s.p[i + 1], '3') && is_octal(s.p[i + 2], '7') &&
                   is_octal(s.p[i + 3], '7')) {
            to[n++] = (char)((s.p[i + 1] - '0') << 6 | (s.p[i + 2] - '0') << 3 | (s.p[i + 3] - '0'));
            i += 3;
        } else {
            return LM_E_CAST;
        }
    }
    *out = (struct lm_val){ .kind = LM_K_BYTES, .p = to, .n = n };
    return LM_OK;
}

enum lm_code
lm_bytes_of_text(struct lm_str s, struct lm_arena *a, struct lm_val *out)
{
    *out = (struct lm_val){ .kind = LM_K_BYTES, .p = s.p, .n = (uint32_t)s.n };
    if (s.n == 0 || memchr(s.p, '\\', s.n) == NULL)
        return LM_OK;
    if (s.n < 2 || s.p[0] != '\\' || s.p[1] != 'x')
        return lm_bytes_unescape(s, a, out);
    if (s.n % 2 != 0)
        return LM_E_CAST;
    char *to = lm_alloc_raw(a, s.n / 2);
    for (size_t i = 2; i < s.n; i += 2) {
        int high = hex_digit(s.p[i]), low = hex_digit(s.p[i + 1]);
        if (high < 0 || low < 0)
            return LM_E_CAST;
        to[i / 2 - 1] = (char)(high << 4 | low);
    }
    out->p = to;
    out->n = (uint32_t)(s.n / 2 - 1);
    return LM_OK;
}

/* 32 hex digits, hyphens after any group of four, braces around: lower case with hyphens. */
bool
lm_uuid_parse(struct lm_str s, struct lm_arena *a, struct lm_str *out)
{
    char digits[32], *to;
    size_t n = 0;

    if (s.n >= 2 && s.p[0] == '{' && s.p[s.n - 1] == '}')
        s = (struct lm_str){ s.p + 1, s.n - 2 };
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '-' && n > 0 && n % 4 == 0 && s.p[i - 1] != '-' && i + 1 < s.n)
            continue;
        if (hex_digit(s.p[i]) < 0 || n == sizeof digits)
            return false;
        digits[n++] = (char)(s.p[i] >= 'A' && s.p[i] <= 'F' ? s.p[i] | 0x20 : s.p[i]);
    }
    if (n != sizeof digits)
        return false;
    to = lm_alloc_raw(a, 36);
    for (size_t i = 0, k = 0; i < sizeof digits; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            to[k++] = '-';
        to[k++] = digits[i];
    }
    *out = (struct lm_str){ to, 36 };
    return true;
}

static enum lm_code
to_text(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_str s = lm_cast_text(v, a);

    if (to.id == LM_T_UUID && !lm_uuid_parse(lm_str_trim(s), a, &s))
        return LM_E_CAST;
    *out = lm_val_str(s);
    return LM_OK;
}

/* Whether v already is what a column of the type holds. */
static bool
has_type(const struct lm_val *v, struct lm_type to)
{
    return v->kind == (uint8_t)lm_type_kind(to) && to.id != LM_T_INTEGER && to.id != LM_T_DECIMAL &&
           to.id != LM_T_UUID && !lm_type_is_nested(to);
}

/* The same without a limit, for what is not NULL. */
static enum lm_code
cast_plain(struct lm_val from, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    *out = from;
    if (to.id == LM_T_DYN)
        return LM_OK;
    if (to.id == LM_T_DOUBLE && lm_val_beyond(&from))
        return LM_E_CAST;
    if (has_type(&from, to)) {
        if (from.kind == LM_K_INT || from.kind == LM_K_F64)
            out->p = NULL; /* a cast number prints as its type does, not as it was written */
        return LM_OK;
    }
    enum lm_code code = LM_E_CAST;
    switch (to.id) {
    case LM_T_BOOLEAN: code = to_boolean(&from, out); break;
    case LM_T_INTEGER:
    case LM_T_BIGINT: code = to_integer(&from, to, out); break;
    case LM_T_DOUBLE: code = to_double(&from, out); break;
    case LM_T_DECIMAL: code = to_decimal(&from, to, out); break;
    case LM_T_VARCHAR:
    case LM_T_UUID: code = to_text(&from, to, a, out); break;
    case LM_T_BYTEA:
        if (from.kind == LM_K_STR)
            code = lm_bytes_of_text(lm_val_text(&from), a, out);
        break;
    case LM_T_DATE: code = to_date(&from, out); break;
    case LM_T_TIME: code = to_time(&from, out); break;
    case LM_T_TIMESTAMP: code = to_timestamp(&from, out); break;
    case LM_T_INTERVAL: code = to_interval(&from, out); break;
    default:
        assert(lm_type_is_nested(to));
        code = lm_nested_of_val(&from, to, a, out);
        break;
    }
    return code;
}

enum lm_code
lm_cast_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_val from = *v;
    enum lm_code code = LM_OK;

    *out = LM_VAL_NULL;
    if (lm_val_is_null(&from) || to.id == LM_T_NULL)
        return LM_OK;
    code = cast_plain(from, to, a, out);
    if (code == LM_OK && to.limit != 0)
        code = lm_limit_cast(to, out);
    if (code != LM_OK)
        *out = LM_VAL_NULL;
    return code;
}
