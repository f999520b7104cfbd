/* val_key.c -- equality and order of values, and keys that are equal as bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Every value belongs to a class (boolean, number, text, bytes, instant, time of day, interval,
 * nested, NULL) and classes follow each other in this order. Inside one:
 *   - numbers compare by their exact value. A DECIMAL whose nearest double is the other side's
 *     double needs a second look: whole parts as integers, then the fractions bit by bit.
 *   - DATE and TIMESTAMP compare as instants, intervals by lm_ivl_length, texts by bytes, nested values
 *     by what is in them (val_nested.c).
 * A key is the class and the value in the one form that all equal values share: an int64 if the
 * number is one, else a double if it is exactly one, else the DECIMAL without trailing zeros. Keys
 * have a fixed length after their first byte, or that length comes first, or an end that nothing inside
 * begins with, so none begins another.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "data/val.h"
#include "data/val_nested.h"

/* Classes in their order; also the first byte of a key, with the forms of numbers between. */
enum key_class {
    KEY_BOOL = 1,
    KEY_INT,
    KEY_F64,
    KEY_DEC,
    KEY_STR,
    KEY_BYTES,
    KEY_INSTANT,
    KEY_FAR, /* a DATE that no timestamp reaches */
    KEY_TIME,
    KEY_IVL,
    KEY_JSON,
    KEY_NULL
};

static enum key_class
class_of(const struct lm_val *v)
{
    static const uint8_t classes[LM_K_KINDS] = {
        [LM_K_NULL] = KEY_NULL,  [LM_K_MISSING] = KEY_NULL, [LM_K_BOOL] = KEY_BOOL,
        [LM_K_INT] = KEY_INT,    [LM_K_F64] = KEY_INT,      [LM_K_DEC] = KEY_INT,
        [LM_K_STR] = KEY_STR,    [LM_K_BYTES] = KEY_BYTES,  [LM_K_DATE] = KEY_INSTANT,
        [LM_K_TS] = KEY_INSTANT, [LM_K_TIME] = KEY_TIME,    [LM_K_IVL] = KEY_IVL,
        [LM_K_JSON] = KEY_JSON,
    };

    assert(v->kind < LM_K_KINDS && v->kind != LM_K_DYN);
    return classes[v->kind];
}

#define ORDER(a, b) ((a) < (b) ? -1 : (a) > (b))

/* Fractions: rest / unit against f, 0 <= f < 1, bit by bit. Ends, as f runs out of bits. */
static int
order_fraction(lm_u128 rest, lm_u128 unit, double f)
{
    while (f > 0) {
        rest *= 2;
        f *= 2;
        if (rest == 0)
            return -1;
        int mine = rest >= unit, other = f >= 1;
        if (mine != other)
            return mine - other;
        if (mine) {
            rest -= unit;
            f -= 1;
        }
    }
    return rest > 0;
}

/* value / 10^scale against a double that is no NaN. */
static int
order_dec_f64(lm_i128 value, int scale, double f)
{
    double near = lm_dec_double(value, scale);

    /* Rounding keeps order, so only equal neighbours need a second look. */
    if (near != f)
        return ORDER(near, f);
    if (value < 0)
        return -order_dec_f64(-value, scale, -f);
    lm_i128 unit = lm_pow10_i128(scale), whole = value / unit;
    double floor_f = floor(f); /* below 2^127: |value| < 10^38 */
    if (whole != (lm_i128)floor_f)
        return ORDER(whole, (lm_i128)floor_f);
    return order_fraction((lm_u128)(value % unit), (lm_u128)unit, f - floor_f);
}

/* a / 10^scale_a against b / 10^scale_b. */
static int
order_dec(lm_i128 a, int scale_a, lm_i128 b, int scale_b)
{
    if (scale_a == scale_b)
        return ORDER(a, b);
    if (scale_a > scale_b)
        return -order_dec(b, scale_b, a, scale_a);
    lm_i128 unit = lm_pow10_i128(scale_b - scale_a), whole = b / unit;
    if (a != whole)
        return ORDER(a, whole);
    lm_i128 rest = b % unit;
    return ORDER(0, rest);
}

static int
order_number(const struct lm_val *a, const struct lm_val *b)
{
    if (a->kind == LM_K_INT && b->kind == LM_K_INT)
        return ORDER(a->i, b->i);
    if (a->kind == LM_K_F64 && b->kind == LM_K_F64) {
        if (isnan(a->f) || isnan(b->f))
            return (isnan(a->f) != 0) - (isnan(b->f) != 0);
        return ORDER(a->f, b->f);
    }
    if (a->kind == LM_K_F64)
        return -order_number(b, a);
    lm_i128 d = a->kind == LM_K_INT ? a->i : a->d;
    int scale = a->kind == LM_K_INT ? 0 : a->scale;
    if (b->kind == LM_K_F64)
        return isnan(b->f) ? -1 : order_dec_f64(d, scale, b->f);
    return order_dec(d, scale, b->kind == LM_K_INT ? b->i : b->d,
                     b->kind == LM_K_INT ? 0 : b->scale);
}

static __int128
instant_of(const struct lm_val *v)
{
    return v->kind == LM_K_DATE ? (__int128)v->i * LM_US_DAY : v->i;
}

int
lm_val_order(const struct lm_val *a, const struct lm_val *b)
{
    enum key_class class_a = class_of(a), class_b = class_of(b);

    if (class_a != class_b)
        return class_a < class_b ? -1 : 1;
    switch (class_a) {
    case KEY_INT:
        return order_number(a, b);
    case KEY_STR:
    case KEY_BYTES:
        return ORDER(lm_str_cmp(lm_val_text(a), lm_val_text(b)), 0);
    case KEY_JSON:
        return lm_nested_order(lm_val_text(a), lm_val_text(b), 0);
    case KEY_INSTANT:
        return ORDER(instant_of(a), instant_of(b));
    case KEY_IVL:
        return ORDER(lm_ivl_length(a->ivl), lm_ivl_length(b->ivl));
    case KEY_NULL:
        return 0;
    default: /* BOOL TIME */
        return ORDER(a->i, b->i);
    }
}

/* The class and n bytes. */
static void
add_key(struct lm_buf *b, enum key_class class, const void *p, size_t n)
{
    char *to = lm_buf_room(b, 1 + n);

    to[0] = (char)class;
    memcpy(to + 1, p, n);
    b->n += 1 + n;
}

static void
add_text_key(struct lm_buf *b, enum key_class class, const struct lm_val *v)
{
    char *to = lm_buf_room(b, 5 + v->n);

    to[0] = (char)class;
    memcpy(to + 1, &v->n, sizeof v->n);
    if (v->n > 0)
        memcpy(to + 5, v->p, v->n);
    b->n += 5 + v->n;
}

static void
add_f64_key(struct lm_buf *b, double f)
{
    if (f >= -0x1p63 && f < 0x1p63 && (double)(int64_t)f == f) {
        int64_t i = (int64_t)f;
        add_key(b, KEY_INT, &i, sizeof i);
        return;
    }
    if (isnan(f))
        f = (double)NAN; /* there are many */
    add_key(b, KEY_F64, &f, sizeof f);
}

static void
add_dec_key(struct lm_buf *b, lm_i128 value, uint8_t scale)
{
    char bytes[sizeof value + 1];

    while (scale > 0 && value % 10 == 0) {
        value /= 10;
        scale--;
    }
    if (scale == 0 && value >= INT64_MIN && value <= INT64_MAX) {
        int64_t i = (int64_t)value;
        add_key(b, KEY_INT, &i, sizeof i);
        return;
    }
    double near = lm_dec_double(value, scale);
    if (order_dec_f64(value, scale, near) == 0) {
        add_key(b, KEY_F64, &near, sizeof near);
        return;
    }
    memcpy(bytes, &value, sizeof value);
    bytes[sizeof value] = (char)scale;
    add_key(b, KEY_DEC, bytes, sizeof bytes);
}

void
lm_val_key(struct lm_buf *b, const struct lm_val *v)
{
    enum key_class class = class_of(v);

    switch (class) {
    case KEY_INT:
        if (v->kind == LM_K_INT)
            add_key(b, KEY_INT, &v->i, sizeof v->i);
        else if (v->kind == LM_K_F64)
            add_f64_key(b, v->f);
        else
            add_dec_key(b, v->d, v->scale);
        break;
    case KEY_STR:
    case KEY_BYTES:
        add_text_key(b, class, v);
        break;
    case KEY_JSON:
        lm_buf_addc(b, (char)class);
        lm_nested_key(b, lm_val_text(v), 0);
        break;
    case KEY_BOOL: {
        uint8_t truth = v->i != 0;
        add_key(b, class, &truth, 1);
        break;
    }
    case KEY_INSTANT: {
        __int128 at = instant_of(v);
        bool near = at >= INT64_MIN && at <= INT64_MAX;
        int64_t us = near ? (int64_t)at : v->i;
        add_key(b, near ? class : KEY_FAR, &us, sizeof us);
        break;
    }
    case KEY_IVL: {
        __int128 us = lm_ivl_length(v->ivl);
        add_key(b, class, &us, sizeof us);
        break;
    }
    case KEY_NULL:
        lm_buf_addc(b, KEY_NULL);
        break;
    default:
        add_key(b, class, &v->i, sizeof v->i);
        break;
    }
}
