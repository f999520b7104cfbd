/* fn_bytes.c -- BYTEA: parts, single bytes and bits, changes. Positions of parts count from 1, of bytes
 * and bits from 0, as PostgreSQL's do. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "base/utf8.h"
#include "expr/fn_out.h"
#include "expr/functions.h"

static struct lm_val
bytes_val(const char *p, size_t n)
{
    return (struct lm_val){.kind = LM_K_BYTES, .p = p, .n = (uint32_t)n};
}

void
lm_fn_bytes_substring(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    int64_t from = arg[1].i, end = INT64_MAX, n = arg[0].n;

    if (narg > 2 && arg[2].i < 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "substring with the negative length %lld", (long long)arg[2].i);
        return;
    }
    if (narg > 2 && __builtin_add_overflow(from, arg[2].i, &end))
        end = INT64_MAX;
    from = from < 1 ? 1 : from > n + 1 ? n + 1 : from;
    end = end > n + 1 ? n + 1 : end < from ? from : end;
    *out = bytes_val(arg[0].p + (from - 1), (size_t)(end - from));
}

/* position(part IN whole) */
void
lm_fn_bytes_position(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    const char *at = arg[0].n == 0 ? arg[1].p
                     : arg[0].n > arg[1].n
                         ? NULL
                         : memmem(arg[1].p, arg[1].n, arg[0].p, arg[0].n);

    *out = lm_val_int(at == NULL && arg[0].n > 0 ? 0 : 1 + (at - arg[1].p));
}

static void
bytes_trim(const struct lm_val *arg, bool left, bool right, struct lm_val *out)
{
    const char *p = arg[0].p;
    size_t from = 0, to = arg[0].n;

    while (left && from < to && memchr(arg[1].p, p[from], arg[1].n) != NULL)
        from++;
    while (right && to > from && memchr(arg[1].p, p[to - 1], arg[1].n) != NULL)
        to--;
    *out = bytes_val(p + from, to - from);
}

void
lm_fn_bytes_btrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bytes_trim(arg, true, true, out);
}

void
lm_fn_bytes_ltrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bytes_trim(arg, true, false, out);
}

void
lm_fn_bytes_rtrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bytes_trim(arg, false, true, out);
}

/* Whether byte `at` of n is there; else the call has failed. */
static bool
bytes_has(struct lm_call *c, int64_t at, int64_t n)
{
    if (at >= 0 && at < n)
        return true;
    LM_FN_FAIL(c, LM_E_DOMAIN, "there is no place %lld, only 0 to %lld", (long long)at,
               (long long)n - 1);
    return false;
}

void
lm_fn_get_byte(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (bytes_has(c, arg[1].i, arg[0].n))
        *out = lm_val_int((unsigned char)arg[0].p[arg[1].i]);
}

void
lm_fn_get_bit(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (bytes_has(c, arg[1].i, (int64_t)arg[0].n * 8))
        *out = lm_val_int((unsigned char)arg[0].p[arg[1].i / 8] >> (arg[1].i % 8) & 1);
}

void
lm_fn_set_byte(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (!bytes_has(c, arg[1].i, arg[0].n))
        return;
    char *to = lm_alloc_copy(c->arena, arg[0].p, arg[0].n);
    to[arg[1].i] = (char)arg[2].i;
    *out = bytes_val(to, arg[0].n);
}

void
lm_fn_set_bit(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (!bytes_has(c, arg[1].i, (int64_t)arg[0].n * 8))
        return;
    if (arg[2].i != 0 && arg[2].i != 1) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "a bit is 0 or 1, not %lld", (long long)arg[2].i);
        return;
    }
    char *to = lm_alloc_copy(c->arena, arg[0].p, arg[0].n);
    unsigned char mask = (unsigned char)(1u << arg[1].i % 8);
    unsigned char old = (unsigned char)to[arg[1].i / 8];
    to[arg[1].i / 8] = (char)(arg[2].i == 1 ? old | mask : old & ~mask);
    *out = bytes_val(to, arg[0].n);
}

/* The whole with `part` in the place of n units from `from` (1 is the first) on; `at` and `end` are
 * offsets in bytes. */
static void
bytes_overlay(struct lm_call *c, const struct lm_val *arg, size_t at, size_t end,
              struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    lm_out_add(&o, arg[0].p, at);
    lm_out_add(&o, arg[1].p, arg[1].n);
    lm_out_add(&o, arg[0].p + end, arg[0].n - end);
    if (!lm_fn_fits(c, o.n))
        return;
    *out = bytes_val(o.p, o.n);
    out->kind = arg[0].kind;
}

/* overlay(whole, part, from [, count]), of texts in characters. A negative count repeats what stands
 * before. */
void
lm_fn_overlay(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bool text = arg[0].kind == LM_K_STR;
    struct lm_str s = lm_val_text(&arg[0]);
    int64_t n = text ? (int64_t)lm_utf8_length(lm_val_text(&arg[1])) : arg[1].n;
    int64_t from = arg[2].i, end = 0;

    n = narg > 3 ? arg[3].i : n;
    if (from < 1 || __builtin_add_overflow(from, n, &end)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "overlay from place %lld", (long long)from);
        return;
    }
    int64_t at = from - 1 > (int64_t)s.n ? (int64_t)s.n : from - 1;
    int64_t rest = end - 1 > (int64_t)s.n ? (int64_t)s.n : end < 1 ? 0 : end - 1;
    if (text)
        bytes_overlay(c, arg, lm_utf8_offset(s, (size_t)at), lm_utf8_offset(s, (size_t)rest), out);
    else
        bytes_overlay(c, arg, (size_t)at, (size_t)rest, out);
}

static bool
bytes_is_utf8(struct lm_call *c, const struct lm_val *name)
{
    struct lm_str s = lm_val_text(name);

    if (lm_str_eq_nocase(s, LM_STR("utf8")) || lm_str_eq_nocase(s, LM_STR("utf-8")) ||
        lm_str_eq_nocase(s, LM_STR("unicode")))
        return true;
    LM_FN_FAIL(c, LM_E_DOMAIN, "the encoding \"%.*s\" is not UTF8", (int)(s.n > 60 ? 60 : s.n),
               s.p);
    return false;
}

/* convert_from(bytes, 'UTF8') */
void
lm_fn_convert_from(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (narg > 1 && !bytes_is_utf8(c, &arg[1]))
        return;
    if (!lm_utf8_valid(lm_val_text(&arg[0])))
        LM_FN_FAIL(c, LM_E_VALUE, "the bytes are no text in UTF-8");
    else
        *out = lm_val_str(lm_val_text(&arg[0]));
}

/* convert_to(text, 'UTF8') */
void
lm_fn_convert_to(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (narg < 2 || bytes_is_utf8(c, &arg[1]))
        *out = bytes_val(arg[0].p, arg[0].n);
}
