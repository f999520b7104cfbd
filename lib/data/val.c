/* val.c -- one value: its text, its JSON, its number. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "data/val.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

struct lm_val
lm_val_keep(struct lm_arena *a, struct lm_val v)
{
    if (v.p != NULL && v.n > 0)
        v.p = lm_alloc_copy(a, v.p, v.n);
    else if (v.p != NULL)
        v.p = "";
    return v;
}

/* BYTEA: \x and two hex digits a byte. */
static void
print_bytes(struct lm_buf *b, struct lm_str s)
{
    static const char hex[16] = { '0', '1', '2', '3', '4', '5', '6', '7',
                                  '8', '9', 'a', 'b', 'c', 'd', 'e', 'f' };

    lm_buf_add(b, "\\x", 2);
    char *to = lm_buf_room(b, s.n * 2);
    for (size_t i = 0; i < s.n; i++) {
        to[2 * i] = hex[(unsigned char)s.p[i] >> 4];
        to[2 * i + 1] = hex[(unsigned char)s.p[i] & 15];
    }
    b->n += s.n * 2;
}

/* What has a text of bounded length. */
static size_t
print_short(const struct lm_val *v, char *to)
{
    switch (v->kind) {
    case LM_K_BOOL:
        memcpy(to, v->i != 0 ? "true " : "false", 5);
        return v->i != 0 ? 4 : 5;
    case LM_K_INT:
        return lm_i64_print(v->i, to);
    case LM_K_F64:
        return lm_f64_print(v->f, to);
    case LM_K_DEC:
        return lm_dec_print(v->d, v->scale, to);
    case LM_K_DATE:
        return lm_date_print((int32_t)v->i, to);
    case LM_K_TIME:
        return lm_time_print(v->i, to);
    case LM_K_TS:
        return lm_ts_print(v->i, to);
    default:
        assert(v->kind == LM_K_IVL);
        return lm_ivl_print(v->ivl, to);
    }
}

void
lm_val_print(struct lm_buf *b, const struct lm_val *v)
{
    assert(v->kind < LM_K_KINDS && v->kind != LM_K_DYN);
    if (lm_val_is_null(v))
        return;
    if (v->kind == LM_K_BYTES)
        print_bytes(b, lm_val_text(v));
    else if (v->p != NULL || v->kind == LM_K_STR || v->kind == LM_K_JSON)
        lm_buf_add(b, v->p, v->n);
    else
        b->n += print_short(v, lm_buf_room(b, LM_IVL_TEXT));
}

void
lm_val_print_json(struct lm_buf *b, const struct lm_val *v)
{
    switch (v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        lm_buf_add(b, "null", 4);
        return;
    case LM_K_STR:
        lm_json_quote(b, lm_val_text(v));
        return;
    case LM_K_F64:
        if (v->p == NULL && !isfinite(v->f)) {
            lm_buf_add(b, "null", 4);
            return;
        }
        break;
    case LM_K_BYTES:
        lm_buf_add(b, "\"\\", 2); /* the backslash of \x, escaped */
        print_bytes(b, lm_val_text(v));
        lm_buf_addc(b, '"');
        return;
    case LM_K_DATE:
    case LM_K_TIME:
    case LM_K_TS:
    case LM_K_IVL:
        lm_buf_addc(b, '"');
        lm_val_print(b, v);
        lm_buf_addc(b, '"');
        return;
    default:
        break;
    }
    lm_val_print(b, v);
}

/* The upper bits of those bytes that JSON must escape; bits above a found one may be wrong. */
static uint64_t
escapes_of(uint64_t w)
{
    uint64_t quote = w ^ ONES * '"', slash = w ^ ONES * '\\';

    return ((w - ONES * 0x20) | (quote - ONES) | (slash - ONES)) & ~w & HIGHS;
}

/* The first byte that must be escaped, or the end. */
static const char *
skip_plain(const char *p, const char *end)
{
    uint64_t w;

    for (; end - p >= 8; p += 8) {
        memcpy(&w, p, 8);
        uint64_t found = escapes_of(w);
        if (found != 0)
            return p + (__builtin_ctzll(found) >> 3);
    }
    while (p < end && (unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
        p++;
    return p;
}

static void
add_escape(struct lm_buf *b, char c)
{
    static const char letters[] = "\bb\nn\tt\rr\ff\"\"\\\\";

    for (size_t i = 0; i < sizeof letters - 1; i += 2) {
        if (letters[i] == c) {
            lm_buf_addc(b, '\\');
            lm_buf_addc(b, letters[i + 1]);
            return;
        }
    }
    lm_buf_addf(b, "\\u%04x", (unsigned)(unsigned char)c);
}

void
lm_json_quote(struct lm_buf *b, struct lm_str s)
{
    const char *p = s.p, *end = s.p + s.n;

    lm_buf_room(b, s.n + 2);
    lm_buf_addc(b, '"');
    while (p < end) {
        const char *run = p;
        p = skip_plain(p, end);
        lm_buf_add(b, run, (size_t)(p - run));
        if (p < end)
            add_escape(b, *p++);
    }
    lm_buf_addc(b, '"');
}

/* The value of a text that JSON calls a number. */
static bool
number_of_text(struct lm_str s, struct lm_val *out)
{
    int64_t i = 0;
    double f = 0;
    int scale = 0;

    switch (lm_num_parse(s, &i, &f)) {
    case LM_NUM_INT:
        *out = lm_val_int(i);
        return true;
    case LM_NUM_BIG:
        *out = (struct lm_val){ .kind = LM_K_DEC };
        if (lm_dec_parse(s, &out->d, &scale) && scale == 0)
            return true;
        *out = lm_val_f64(f); /* more than 38 digits */
        return true;
    case LM_NUM_REAL:
        *out = lm_val_f64(f);
        return true;
    default:
        return false;
    }
}

bool
lm_val_number(const struct lm_val *v, struct lm_val *out)
{
    switch (v->kind) {
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        *out = *v;
        return true;
    case LM_K_STR:
        if (!number_of_text(lm_val_text(v), out))
            return false;
        if (out->kind == LM_K_F64 && __builtin_isinf(out->f)) { /* lm_val_beyond knows it by its text */
            out->p = v->p;
            out->n = v->n;
        }
        return true;
    default:
        return false;
    }
}

double
lm_val_double(const struct lm_val *number)
{
    if (number->kind == LM_K_INT)
        return (double)number->i;
    if (number->kind == LM_K_F64)
        return number->f;
    assert(number->kind == LM_K_DEC);
    return lm_dec_double(number->d, number->scale);
}

struct lm_val
lm_val_of_field(struct lm_str field, bool quoted)
{
    struct lm_val v;

    assert(field.n <= UINT32_MAX);
    if (field.n == 0) {
        if (!quoted)
            return LM_VAL_NULL;
        return lm_val_str(LM_STR(""));
    }
    char first = field.p[0];
    if ((first == '-' || (first >= '0' && first <= '9')) && number_of_text(field, &v)) {
        v.p = field.p;
        v.n = (uint32_t)field.n;
        return v;
    }
    if (first == 't' && lm_str_eq(field, LM_STR("true")))
        return lm_val_bool(true);
    if (first == 'f' && lm_str_eq(field, LM_STR("false")))
        return lm_val_bool(false);
    return lm_val_str(field);
}
