/* fn_out.c -- what scalar functions share: texts that grow in an arena, failures, small checks. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_out.h"

#include <assert.h>
#include <math.h>

char *
lm_out_room_slow(struct lm_out *o, size_t more)
{
    size_t cap = o->cap * 2 > o->n + more ? o->cap * 2 : o->n + more + 32;
    char *p = lm_alloc_raw(o->arena, cap);

    assert(o->arena != NULL && o->n <= o->cap);
    if (o->n > 0)
        memcpy(p, o->p, o->n);
    o->p = p;
    o->cap = cap;
    return p + o->n;
}

void
lm_out_fill(struct lm_out *o, char c, size_t n)
{
    if (n > 0)
        memset(lm_out_room(o, n), c, n);
    o->n += n;
}

void
lm_out_int(struct lm_out *o, int64_t v, int digits)
{
    char to[LM_I64_TEXT + 1];
    size_t n = lm_i64_print(v, to);
    size_t sign = v < 0;

    lm_out_add(o, to, sign);
    if ((size_t)digits > n - sign)
        lm_out_fill(o, '0', (size_t)digits - (n - sign));
    lm_out_add(o, to + sign, n - sign);
}

void
lm_out_quote(struct lm_out *o, struct lm_str s)
{
    static const char hex[] = "0123456789abcdef";
    size_t from = 0;

    lm_out_addc(o, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        lm_out_add(o, s.p + from, i - from);
        from = i + 1;
        const char *at = c == 0 ? NULL : strchr("\"\"\\\\\nn\tt\rr\bb\ff", c);
        lm_out_addc(o, '\\');
        if (at != NULL) {
            lm_out_addc(o, at[1]);
        } else {
            lm_out_add(o, "u00", 3);
            lm_out_addc(o, hex[c >> 4]);
            lm_out_addc(o, hex[c & 15]);
        }
    }
    lm_out_add(o, s.p + from, s.n - from);
    lm_out_addc(o, '"');
}

/* BYTEA as \x and two digits a byte. */
static void
out_bytes(struct lm_out *o, struct lm_str s)
{
    static const char hex[] = "0123456789abcdef";
    char *to = lm_out_room(o, 2 + 2 * s.n);

    *to++ = '\\';
    *to++ = 'x';
    for (size_t i = 0; i < s.n; i++) {
        *to++ = hex[(unsigned char)s.p[i] >> 4];
        *to++ = hex[(unsigned char)s.p[i] & 15];
    }
    o->n += 2 + 2 * s.n;
}

void
lm_out_val(struct lm_out *o, const struct lm_val *v)
{
    char to[LM_IVL_TEXT]; /* the longest of them */
    size_t n = 0;

    switch ((enum lm_kind)v->kind) {
    case LM_K_BOOL:
        lm_out_addz(o, v->i != 0 ? "true" : "false");
        return;
    case LM_K_STR:
    case LM_K_JSON:
        lm_out_add(o, v->p, v->n);
        return;
    case LM_K_BYTES:
        out_bytes(o, lm_val_text(v));
        return;
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        if (v->p != NULL) {
            lm_out_add(o, v->p, v->n);
            return;
        }
        n = v->kind == LM_K_INT   ? lm_i64_print(v->i, to)
            : v->kind == LM_K_F64 ? lm_f64_print(v->f, to)
                                  : lm_dec_print(v->d, v->scale, to);
        break;
    case LM_K_DATE:
        n = lm_date_print((int32_t)v->i, to);
        break;
    case LM_K_TIME:
        n = lm_time_print(v->i, to);
        break;
    case LM_K_TS:
        n = lm_ts_print(v->i, to);
        break;
    case LM_K_IVL:
        n = lm_ivl_print(v->ivl, to);
        break;
    default:
        break;
    }
    assert(n <= sizeof to);
    lm_out_add(o, to, n);
}

void
lm_out_json(struct lm_out *o, const struct lm_val *v)
{
    switch ((enum lm_kind)v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        lm_out_add(o, "null", 4);
        return;
    case LM_K_STR:
        lm_out_quote(o, lm_val_text(v));
        return;
    case LM_K_BYTES:
        lm_out_add(o, "\"\\", 2);
        out_bytes(o, lm_val_text(v));
        lm_out_addc(o, '"');
        return;
    case LM_K_F64:
        if (!isfinite(v->f)) {
            lm_out_add(o, "null", 4);
            return;
        }
        lm_out_val(o, v);
        return;
    case LM_K_DATE:
    case LM_K_TIME:
    case LM_K_TS:
    case LM_K_IVL:
        lm_out_addc(o, '"');
        lm_out_val(o, v);
        lm_out_addc(o, '"');
        return;
    default:
        lm_out_val(o, v);
        return;
    }
}

struct lm_val
lm_out_str(const struct lm_out *o)
{
    return (struct lm_val){.kind = LM_K_STR, .p = o->p, .n = (uint32_t)o->n};
}

struct lm_val
lm_out_nested(const struct lm_out *o)
{
    return (struct lm_val){.kind = LM_K_JSON, .p = o->p, .n = (uint32_t)o->n};
}

struct lm_str
lm_fn_text(struct lm_arena *a, const struct lm_val *v)
{
    struct lm_out o = lm_out_new(a);

    if (v->kind == LM_K_STR || v->kind == LM_K_JSON)
        return lm_val_text(v);
    lm_out_val(&o, v);
    return (struct lm_str){o.p, o.n};
}

bool
lm_fn_fits(struct lm_call *c, size_t n)
{
    if (n <= LM_OUT_MAX)
        return true;
    LM_FN_FAIL(c, LM_E_OVERFLOW, "the text would be longer than %d MiB", LM_OUT_MAX >> 20);
    return false;
}
