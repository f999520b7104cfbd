/* fn_text.c -- texts: lengths, parts, search and replacement. Positions count characters from 1. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <assert.h>

#include "base/utf8.h"
#include "expr/fn_out.h"

static struct lm_val
text_part(struct lm_str s, size_t from, size_t to)
{
    assert(from <= to && to <= s.n);
    return (struct lm_val){.kind = LM_K_STR, .p = s.p + from, .n = (uint32_t)(to - from)};
}

void
lm_fn_length(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int((int64_t)lm_utf8_length(lm_val_text(&arg[0])));
}

void
lm_fn_octet_length(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int(arg[0].n);
}

void
lm_fn_bit_length(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_int((int64_t)arg[0].n * 8);
}

/* Characters from (counted from 1, may lie before the text) up to, not including, `end`. */
static struct lm_val
text_chars(struct lm_str s, int64_t from, int64_t end)
{
    from = from < 1 ? 1 : from;
    if (end <= from)
        return text_part(s, 0, 0);
    size_t a = lm_utf8_offset(s, (size_t)from - 1);
    struct lm_str rest = {s.p + a, s.n - a};
    return text_part(s, a, a + lm_utf8_offset(rest, (size_t)(end - from)));
}

void
lm_fn_substring(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t from = arg[1].i, end = INT64_MAX;

    if (narg > 2 && arg[2].i < 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "substring with the negative length %lld", (long long)arg[2].i);
        return;
    }
    if (narg > 2 && __builtin_add_overflow(from, arg[2].i, &end))
        end = INT64_MAX;
    *out = text_chars(lm_val_text(&arg[0]), from, end);
}

void
lm_fn_left(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    int64_t n = arg[1].i;

    if (n < 0)
        n = n < -(int64_t)s.n ? 0 : n + (int64_t)lm_utf8_length(s);
    *out = text_part(s, 0, n <= 0 ? 0 : lm_utf8_offset(s, (size_t)n));
}

void
lm_fn_right(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    int64_t n = arg[1].i, all = (int64_t)lm_utf8_length(s);
    int64_t off = n >= 0 ? (n >= all ? 0 : all - n) : (n < -all ? all : -n);

    *out = text_part(s, lm_utf8_offset(s, (size_t)off), s.n);
}

/* Byte offset of the first `part` in s from `from` on, or SIZE_MAX. */
static size_t
text_find(struct lm_str s, size_t from, struct lm_str part)
{
    if (part.n == 0)
        return from;
    if (part.n > s.n - from)
        return SIZE_MAX;
    const char *at = memmem(s.p + from, s.n - from, part.p, part.n);
    return at == NULL ? SIZE_MAX : (size_t)(at - s.p);
}

void
lm_fn_strpos(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    size_t at = text_find(s, 0, lm_val_text(&arg[1]));

    *out = lm_val_int(at == SIZE_MAX ? 0 : 1 + (int64_t)lm_utf8_length((struct lm_str){s.p, at}));
}

void
lm_fn_position(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_val swapped[2] = {arg[1], arg[0]};

    lm_fn_strpos(c, swapped, 2, out);
}

void
lm_fn_starts_with(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(arg[0].n >= arg[1].n &&
                       (arg[1].n == 0 || memcmp(arg[0].p, arg[1].p, arg[1].n) == 0));
}

void
lm_fn_ends_with(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(
        arg[0].n >= arg[1].n &&
        (arg[1].n == 0 || memcmp(arg[0].p + (arg[0].n - arg[1].n), arg[1].p, arg[1].n) == 0));
}

void
lm_fn_contains(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(text_find(lm_val_text(&arg[0]), 0, lm_val_text(&arg[1])) != SIZE_MAX);
}

void
lm_fn_replace(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), from = lm_val_text(&arg[1]), to = lm_val_text(&arg[2]);
    struct lm_out o = lm_out_new(c->arena);
    size_t at = 0;

    *out = arg[0];
    if (from.n == 0 || text_find(s, 0, from) == SIZE_MAX)
        return;
    for (;;) {
        size_t hit = text_find(s, at, from);
        if (hit == SIZE_MAX)
            break;
        lm_out_add(&o, s.p + at, hit - at);
        lm_out_adds(&o, to);
        at = hit + from.n;
        if (!lm_fn_fits(c, o.n)) {
            *out = LM_VAL_NULL;
            return;
        }
    }
    lm_out_add(&o, s.p + at, s.n - at);
    *out = lm_out_str(&o);
}

/* Each character of `from` becomes the one at its place in `to`, or goes away. */
void
lm_fn_translate(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), from = lm_val_text(&arg[1]), to = lm_val_text(&arg[2]);
    struct lm_out o = lm_out_new(c->arena);

    for (size_t at = 0; at < s.n;) {
        size_t begin = at, f = 0, t = 0;
        uint32_t ch = lm_utf8_next(s, &at);
        bool found = false;
        while (f < from.n && !found) {
            size_t t_begin = t;
            found = lm_utf8_next(from, &f) == ch;
            if (t < to.n)
                lm_utf8_next(to, &t);
            if (found)
                lm_out_add(&o, to.p + t_begin, t - t_begin);
        }
        if (!found)
            lm_out_add(&o, s.p + begin, at - begin);
    }
    *out = lm_out_str(&o);
}

void
lm_fn_reverse(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    char *to = lm_alloc_raw(c->arena, s.n);

    for (size_t at = 0; at < s.n;) {
        size_t begin = at;
        lm_utf8_next(s, &at);
        memcpy(to + s.n - at, s.p + begin, at - begin);
    }
    *out = lm_val_str((struct lm_str){to, s.n});
}

void
lm_fn_repeat(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t n = arg[1].i < 0 || arg[0].n == 0 ? 0 : arg[1].i;
    struct lm_out o = lm_out_new(c->arena);

    if (n > LM_OUT_MAX)
        n = LM_OUT_MAX + INT64_C(1);
    if (!lm_fn_fits(c, (size_t)n * arg[0].n))
        return;
    lm_out_room(&o, (size_t)n * arg[0].n);
    for (int64_t i = 0; i < n; i++)
        lm_out_add(&o, arg[0].p, arg[0].n);
    *out = lm_out_str(&o);
}

/* Field n (from 1; negative: from the end) between separators; empty beyond. */
void
lm_fn_split_part(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), sep = lm_val_text(&arg[1]);
    int64_t n = arg[2].i;
    size_t at = 0;

    if (n == 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "split_part counts fields from 1");
        return;
    }
    *out = n == 1 || n == -1 ? text_part(s, 0, s.n) : text_part(s, 0, 0);
    if (sep.n == 0)
        return;
    if (n < 0) {
        int64_t fields = 1;
        for (size_t hit = text_find(s, 0, sep); hit != SIZE_MAX;
             hit = text_find(s, hit + sep.n, sep))
            fields++;
        n = n < -fields ? INT64_MAX : fields + 1 + n;
    }
    for (;;) {
        size_t hit = text_find(s, at, sep);
        if (--n == 0) {
            *out = text_part(s, at, hit == SIZE_MAX ? s.n : hit);
            return;
        }
        if (hit == SIZE_MAX)
            break;
        at = hit + sep.n;
    }
    *out = text_part(s, 0, 0);
}

/* string_to_array(text, separator [, the part that means NULL]); separator NULL: characters. */
void
lm_fn_string_to_array(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), sep = lm_val_text(&arg[1]);
    struct lm_out o = lm_out_new(c->arena);
    bool chars = lm_val_is_null(&arg[1]);
    size_t at = 0;

    if (lm_val_is_null(&arg[0]))
        return;
    lm_out_addc(&o, '[');
    for (bool more = s.n > 0; more;) {
        size_t end = s.n, next = s.n;
        if (chars) {
            end = at;
            lm_utf8_next(s, &end);
            next = end;
            more = next < s.n;
        } else {
            size_t hit = sep.n == 0 ? SIZE_MAX : text_find(s, at, sep);
            more = hit != SIZE_MAX;
            end = more ? hit : s.n;
            next = more ? hit + sep.n : s.n;
        }
        struct lm_str part = {s.p + at, end - at};
        if (o.n > 1)
            lm_out_addc(&o, ',');
        if (!lm_fn_null(arg, narg, 2) && lm_str_eq(part, lm_val_text(&arg[2])))
            lm_out_addz(&o, "null");
        else
            lm_out_quote(&o, part);
        at = next;
    }
    lm_out_addc(&o, ']');
    *out = lm_out_nested(&o);
}

void
lm_fn_ascii(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    size_t at = 0;

    *out = lm_val_int(arg[0].n == 0 ? 0 : lm_utf8_next(lm_val_text(&arg[0]), &at));
}

void
lm_fn_chr(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    char *to = lm_alloc_raw(c->arena, 4);
    int64_t code = arg[0].i;

    if (code <= 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "%lld is no character", (long long)code);
        return;
    }
    *out = lm_val_str((struct lm_str){to, lm_utf8_put((uint32_t)code, to)});
}

void
lm_fn_to_hex(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_str(lm_str_format(c->arena, "%llx", (unsigned long long)arg[0].i));
}

void
lm_fn_concat(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    for (uint32_t i = 0; i < narg; i++)
        lm_out_val(&o, &arg[i]);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

void
lm_fn_concat_ws(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    bool any = false;

    if (lm_val_is_null(&arg[0]))
        return;
    for (uint32_t i = 1; i < narg; i++) {
        if (lm_val_is_null(&arg[i]))
            continue;
        if (any)
            lm_out_val(&o, &arg[0]);
        lm_out_val(&o, &arg[i]);
        any = true;
    }
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* Characters of s, in the arena. */
static uint32_t *
text_points(struct lm_arena *a, struct lm_str s, size_t *n)
{
    uint32_t *to = lm_alloc_raw(a, (s.n + 1) * sizeof *to);

    *n = 0;
    for (size_t at = 0; at < s.n;)
        to[(*n)++] = lm_utf8_next(s, &at);
    return to;
}

/* Insertions, deletions and replacements; one row of the table at a time. */
void
lm_fn_levenshtein(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    size_t na = 0, nb = 0;
    uint32_t *a = text_points(c->arena, lm_val_text(&arg[0]), &na);
    uint32_t *b = text_points(c->arena, lm_val_text(&arg[1]), &nb);
    uint32_t *row = lm_alloc_raw(c->arena, (nb + 1) * sizeof *row);

    if ((uint64_t)na * nb > UINT64_C(1) << 26) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "levenshtein of texts of %zu and %zu characters", na, nb);
        return;
    }
    for (size_t j = 0; j <= nb; j++)
        row[j] = (uint32_t)j;
    for (size_t i = 1; i <= na; i++) {
        uint32_t diagonal = row[0];
        row[0] = (uint32_t)i;
        for (size_t j = 1; j <= nb; j++) {
            uint32_t up = row[j] + 1, left = row[j - 1] + 1;
            uint32_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            best = up < best ? up : best;
            row[j] = left < best ? left : best;
        }
    }
    *out = lm_val_int(row[nb]);
}
