/* fn_shape.c -- texts: upper and lower case, trimming, padding, format(). */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "expr/fn_out.h"

enum shape_case { SHAPE_UPPER, SHAPE_LOWER, SHAPE_INITCAP };

static bool
shape_ascii(struct lm_str s)
{
    unsigned char all = 0;

    for (size_t i = 0; i < s.n; i++)
        all |= (unsigned char)s.p[i];
    return all < 0x80;
}

/* Letters and digits make words. */
static bool
shape_in_word(uint32_t ch)
{
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)ch);

    return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO) ||
           (k >= UTF8PROC_CATEGORY_MN && k <= UTF8PROC_CATEGORY_ME) ||
           (k >= UTF8PROC_CATEGORY_ND && k <= UTF8PROC_CATEGORY_NO);
}

static void
shape_unicode(struct lm_out *o, struct lm_str s, enum shape_case way)
{
    bool in_word = false;

    for (size_t at = 0; at < s.n;) {
        uint32_t ch = lm_utf8_next(s, &at);
        bool up = way == SHAPE_UPPER || (way == SHAPE_INITCAP && !in_word);
        utf8proc_int32_t to =
            up ? utf8proc_toupper((utf8proc_int32_t)ch) : utf8proc_tolower((utf8proc_int32_t)ch);
        if (ch == 0xDF) /* sharp s has no capital of one character that is in use */
            to = 0xDF;
        if (way == SHAPE_INITCAP)
            in_word = shape_in_word(ch);
        o->n += lm_utf8_put((uint32_t)to, lm_out_room(o, 4));
    }
}

static void
shape_initcap_ascii(char *to, struct lm_str s)
{
    bool in_word = false;

    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        bool letter = (ch | 32) >= 'a' && (ch | 32) <= 'z';
        to[i] = !letter ? ch : in_word ? (char)(ch | 32) : (char)(ch & ~32);
        in_word = letter || (ch >= '0' && ch <= '9');
    }
}

/* The text itself when nothing changes in it. */
static void
shape_change(struct lm_call *c, const struct lm_val *arg, enum shape_case way, struct lm_val *out)
{
    struct lm_str s = lm_val_text(arg);
    struct lm_out o = lm_out_new(c->arena);

    if (!shape_ascii(s)) {
        shape_unicode(&o, s, way);
        *out = lm_out_str(&o);
        return;
    }
    char *to = lm_out_room(&o, s.n + 1);
    if (way == SHAPE_INITCAP) {
        shape_initcap_ascii(to, s);
    } else {
        char first = way == SHAPE_UPPER ? 'a' : 'A';
        for (size_t i = 0; i < s.n; i++)
            to[i] = (char)(s.p[i] ^ ((unsigned char)(s.p[i] - first) < 26 ? 32 : 0));
    }
    o.n = s.n;
    *out = lm_out_str(&o);
}

void
lm_fn_upper(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_change(c, arg, SHAPE_UPPER, out);
}

void
lm_fn_lower(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_change(c, arg, SHAPE_LOWER, out);
}

void
lm_fn_initcap(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_change(c, arg, SHAPE_INITCAP, out);
}

static bool
shape_is_in(struct lm_str set, uint32_t ch)
{
    for (size_t at = 0; at < set.n;) {
        if (lm_utf8_next(set, &at) == ch)
            return true;
    }
    return false;
}

/* Takes characters of arg[1] (a blank without it) off the ends that are asked for. */
static void
shape_trim(const struct lm_val *arg, uint32_t narg, bool front, bool back, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_str set = narg > 1 ? lm_val_text(&arg[1]) : LM_STR(" ");

    for (size_t at = 0; front && s.n > 0; at = 0) {
        if (!shape_is_in(set, lm_utf8_next(s, &at)))
            break;
        s = (struct lm_str){s.p + at, s.n - at};
    }
    while (back && s.n > 0) {
        size_t begin = s.n - 1;
        while (begin > 0 && ((unsigned char)s.p[begin] & 0xC0) == 0x80)
            begin--;
        size_t at = begin;
        if (!shape_is_in(set, lm_utf8_next(s, &at)))
            break;
        s.n = begin;
    }
    *out = lm_val_str(s);
}

void
lm_fn_btrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_trim(arg, narg, true, true, out);
}

void
lm_fn_ltrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_trim(arg, narg, true, false, out);
}

void
lm_fn_rtrim(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_trim(arg, narg, false, true, out);
}

/* `chars` characters of `with`, again and again. */
static void
shape_fill(struct lm_out *o, struct lm_str with, size_t chars)
{
    size_t at = 0;

    while (chars-- > 0) {
        size_t begin = at;
        lm_utf8_next(with, &at);
        lm_out_add(o, with.p + begin, at - begin);
        at = at == with.n ? 0 : at;
    }
}

static void
shape_pad(struct lm_call *c, const struct lm_val *arg, uint32_t narg, bool front,
          struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_str with = narg > 2 ? lm_val_text(&arg[2]) : LM_STR(" ");
    struct lm_out o = lm_out_new(c->arena);
    size_t want = arg[1].i < 0 ? 0 : (size_t)arg[1].i;
    size_t chars = lm_utf8_length(s);

    if (chars >= want || with.n == 0) {
        s.n = chars > want ? lm_utf8_offset(s, want) : s.n;
        *out = lm_val_str(s);
        return;
    }
    if (!lm_fn_fits(c, want))
        return;
    if (front)
        shape_fill(&o, with, want - chars);
    lm_out_adds(&o, s);
    if (!front)
        shape_fill(&o, with, want - chars);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

void
lm_fn_lpad(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_pad(c, arg, narg, true, out);
}

void
lm_fn_rpad(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    shape_pad(c, arg, narg, false, out);
}

/* format() ----------------------------------------------------------------------------------------- */

/* One %[place$][-][width]kind of a format. */
struct shape_spec {
    int64_t place; /* of the argument, from 1; 0: the next */
    int64_t width; /* characters at least; star: the place of its argument, 0: the next */
    bool left;     /* blanks behind */
    bool star;     /* the width is an argument */
    char kind;
};

static int64_t
shape_digits(struct lm_str s, size_t *at)
{
    int64_t n = 0;

    for (; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9'; ++*at)
        n = n > 99999999 ? n : n * 10 + (s.p[*at] - '0');
    return n;
}

/* Reads a specification behind its '%'. */
static bool
shape_spec_read(struct lm_str s, size_t *at, struct shape_spec *p)
{
    size_t i = *at;
    int64_t n = shape_digits(s, &i);

    *p = (struct shape_spec){0};
    if (i > *at && i < s.n && s.p[i] == '$') {
        p->place = n;
        *at = i + 1;
        if (n == 0)
            return false;
    }
    for (; *at < s.n && s.p[*at] == '-'; ++*at)
        p->left = true;
    if (*at < s.n && s.p[*at] == '*') {
        p->star = true;
        i = ++*at;
        n = shape_digits(s, &i);
        if (i > *at && i < s.n && s.p[i] == '$') {
            p->width = n;
            *at = i + 1;
            if (n == 0)
                return false;
        }
    } else {
        p->width = shape_digits(s, at);
    }
    p->kind = *at < s.n ? s.p[(*at)++] : '\0';
    return p->kind == 's' || p->kind == 'I' || p->kind == 'L';
}

static void
shape_arg(struct lm_call *c, struct lm_out *o, const struct shape_spec *p, const struct lm_val *v)
{
    struct lm_str s = lm_fn_text(c->arena, v);
    struct lm_out quoted = lm_out_new(c->arena);

    if (p->kind == 'L' && lm_val_is_null(v)) {
        s = LM_STR("NULL");
    } else if (p->kind == 'L' || p->kind == 'I') {
        if (p->kind == 'L')
            lm_out_literal(&quoted, s);
        else
            lm_out_ident(&quoted, s);
        s = (struct lm_str){quoted.p, quoted.n};
    }
    size_t chars = lm_utf8_length(s);
    size_t fill = (size_t)p->width > chars ? (size_t)p->width - chars : 0;
    if (!lm_fn_fits(c, o->n + s.n + fill))
        return;
    if (!p->left)
        lm_out_fill(o, ' ', fill);
    lm_out_adds(o, s);
    if (p->left)
        lm_out_fill(o, ' ', fill);
}

/* The width of a '*', from the next argument. */
static bool
shape_star(const struct lm_val *arg, uint32_t narg, uint32_t *next, struct shape_spec *p)
{
    struct lm_val n;

    *next = p->width > 0 ? (uint32_t)p->width : *next;
    p->width = 0;
    if (*next >= narg)
        return false;
    const struct lm_val *v = &arg[(*next)++];
    if (lm_val_is_null(v))
        return true;
    if (!lm_val_number(v, &n) || n.kind != LM_K_INT || n.i > LM_OUT_MAX || n.i < -LM_OUT_MAX)
        return false;
    p->left = p->left || n.i < 0;
    p->width = n.i < 0 ? -n.i : n.i;
    return true;
}

void
lm_fn_format(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_out o = lm_out_new(c->arena);
    struct shape_spec p;
    uint32_t next = 1;

    if (lm_val_is_null(&arg[0]))
        return;
    for (size_t at = 0; at < s.n;) {
        char ch = s.p[at++];
        if (ch != '%') {
            lm_out_addc(&o, ch);
            continue;
        }
        if (at < s.n && s.p[at] == '%') {
            lm_out_addc(&o, s.p[at++]);
            continue;
        }
        if (!shape_spec_read(s, &at, &p)) {
            LM_FN_FAIL(c, LM_E_PATTERN, "format: \"%%\" needs s, I, L or %% behind it");
            return;
        }
        bool fine = !p.star || shape_star(arg, narg, &next, &p);
        next = p.place > 0 ? (uint32_t)p.place : next;
        if (!fine || next >= narg) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "format: there is no argument %u", next);
            return;
        }
        const struct lm_val *v = &arg[next++];
        if (p.kind == 'I' && lm_val_is_null(v)) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "format: %%I of NULL");
            return;
        }
        shape_arg(c, &o, &p, v);
    }
    *out = lm_out_str(&o);
}
