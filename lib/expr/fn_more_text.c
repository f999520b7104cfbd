/* fn_more_text.c -- texts: other bases, printf, distances, accents, types by name, random UUIDs. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdio.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "expr/fn_out.h"
#include "expr/functions.h"

/* Digits of a number in a base from 2 to 36. */
static size_t
more_digits(uint64_t v, unsigned base, char to[64])
{
    size_t n = 64;

    assert(base >= 2 && base <= 36);
    do {
        unsigned d = (unsigned)(v % base);
        to[--n] = (char)(d < 10 ? '0' + d : 'a' + d - 10);
        v /= base;
    } while (v > 0);
    memmove(to, to + n, 64 - n);
    return 64 - n;
}

static void
more_base(struct lm_call *c, uint64_t v, unsigned base, size_t least, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    char to[64];
    size_t n = more_digits(v, base, to);

    if (!lm_fn_fits(c, least))
        return;
    if (least > n)
        lm_out_fill(&o, '0', least - n);
    lm_out_add(&o, to, n);
    *out = lm_out_str(&o);
}

void
lm_fn_bin(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    more_base(c, (uint64_t)arg[0].i, 2, 0, out);
}

void
lm_fn_to_oct(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    more_base(c, (uint64_t)arg[0].i, 8, 0, out);
}

/* to_base(n, base [, least digits]) */
void
lm_fn_to_base(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t least = narg > 2 ? arg[2].i : 0;

    if (arg[0].i < 0 || arg[1].i < 2 || arg[1].i > 36 || least < 0)
        LM_FN_FAIL(c, LM_E_DOMAIN, "to_base takes a number from 0 and a base from 2 to 36");
    else
        more_base(c, (uint64_t)arg[0].i, (unsigned)arg[1].i, (size_t)least, out);
}

/* hex(x): bytes of a text, or of a number its digits, in capitals */
void
lm_fn_hex(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const char digit[] = "0123456789ABCDEF";
    struct lm_out o = lm_out_new(c->arena);

    if (arg[0].kind == LM_K_INT) {
        char to[64];
        size_t n = more_digits((uint64_t)arg[0].i, 16, to);
        for (size_t i = 0; i < n; i++)
            lm_out_addc(&o, (char)(to[i] >= 'a' ? to[i] - 32 : to[i]));
        *out = lm_out_str(&o);
        return;
    }
    if (!lm_fn_fits(c, (size_t)arg[0].n * 2))
        return;
    for (uint32_t i = 0; i < arg[0].n; i++) {
        lm_out_addc(&o, digit[(unsigned char)arg[0].p[i] >> 4]);
        lm_out_addc(&o, digit[arg[0].p[i] & 15]);
    }
    *out = lm_out_str(&o);
}

static void
more_code(struct lm_call *c, const struct lm_val *arg, const char *form, lm_fn_row_f *code,
          struct lm_val *out)
{
    struct lm_val two[2] = {arg[0], lm_val_str(lm_str_of(form))};

    code(c, two, 2, out);
}

void
lm_fn_unhex(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    more_code(c, arg, "hex", lm_fn_decode, out);
}

void
lm_fn_to_base64(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    more_code(c, arg, "base64", lm_fn_encode, out);
}

void
lm_fn_from_base64(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    more_code(c, arg, "base64", lm_fn_decode, out);
}

/* How many characters of two texts of one length differ. */
void
lm_fn_hamming(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str a = lm_val_text(&arg[0]), b = lm_val_text(&arg[1]);
    int64_t n = 0;

    if (lm_utf8_length(a) != lm_utf8_length(b)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "%s of texts of different lengths", c->node->fn->name);
        return;
    }
    for (size_t i = 0, k = 0; i < a.n && k < b.n;)
        n += lm_utf8_next(a, &i) != lm_utf8_next(b, &k);
    *out = lm_val_int(n);
}

void
lm_fn_strip_accents(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_STRIPMARK | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)arg[0].p;
    utf8proc_ssize_t n = utf8proc_decompose(p, arg[0].n, NULL, 0, options);

    if (n < 0) {
        LM_FN_FAIL(c, LM_E_VALUE, "the text is no UTF-8");
        return;
    }
    utf8proc_int32_t *code = lm_alloc_raw(c->arena, ((size_t)n + 1) * sizeof *code);
    n = utf8proc_decompose(p, arg[0].n, code, n, options);
    n = n < 0 ? n : utf8proc_reencode(code, n, options);
    if (n >= 0)
        *out = lm_val_str((struct lm_str){(const char *)code, (size_t)n});
}

/* A UUID of version 4, from the same numbers as random(). */
void
lm_fn_uuid(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const char digit[] = "0123456789abcdef";
    uint8_t b[16];
    char *to = lm_alloc_raw(c->arena, 36);
    size_t n = 0;

    for (int i = 0; i < 16; i += 4) {
        struct lm_val r = LM_VAL_NULL;
        lm_fn_random(c, NULL, 0, &r);
        uint32_t w = (uint32_t)(r.f * 4294967296.0);
        memcpy(b + i, &w, sizeof w);
    }
    b[6] = (uint8_t)((b[6] & 0x0F) | 0x40);
    b[8] = (uint8_t)((b[8] & 0x3F) | 0x80);
    for (int i = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            to[n++] = '-';
        to[n++] = digit[b[i] >> 4];
        to[n++] = digit[b[i] & 15];
    }
    *out = lm_val_str((struct lm_str){to, n});
}

/* The name of the value's type: the declared one, else that of the value. */
void
lm_fn_typeof(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_type t = lm_type_plain(c->node->arg[0]->type);
    char *to = lm_alloc_raw(c->arena, 64);

    if (t.id == LM_T_DYN && arg[0].kind != LM_K_NULL && arg[0].kind != LM_K_MISSING)
        t = lm_kind_type((enum lm_kind)arg[0].kind);
    else if (t.id == LM_T_DYN)
        t = lm_type_of(LM_T_NULL);
    *out = lm_val_str(t.id == LM_T_NULL ? LM_STR("NULL") : lm_str_of(lm_type_print(t, to)));
}

/* printf -------------------------------------------------------------------------------------------- */

/* The number of an argument; false: the call has failed. */
static bool
more_number(struct lm_call *c, const struct lm_val *v, struct lm_val *n)
{
    if (lm_val_number(v, n))
        return true;
    LM_FN_FAIL(c, LM_E_VALUE, "printf needs a number here");
    return false;
}

/* One conversion, `spec` from its % to its letter; false: the call has failed. */
static bool
more_convert(struct lm_call *c, struct lm_out *o, const char *spec, char letter,
             const struct lm_val *v)
{
    struct lm_val n;
    char form[32], to[512];
    int made = 0;

    if (letter == 's') {
        struct lm_str s = lm_fn_text(c->arena, v);
        const char *z = lm_str_z(c->arena, s);
        made = snprintf(NULL, 0, spec, z);
        if (made < 0 || !lm_fn_fits(c, o->n + (size_t)made))
            return false;
        char *room = lm_out_room(o, (size_t)made + 1);
        o->n += (size_t)snprintf(room, (size_t)made + 1, spec, z);
        return true;
    }
    if (!more_number(c, v, &n))
        return false;
    if (strchr("eEfFgG", letter) != NULL) {
        made = snprintf(to, sizeof to, spec, lm_val_double(&n));
    } else {
        int64_t i = n.kind == LM_K_INT ? n.i : (int64_t)lm_val_double(&n);
        snprintf(form, sizeof form, "%.*sll%c", (int)strlen(spec) - 1, spec, letter);
        made = snprintf(to, sizeof to, form, (long long)i);
    }
    if (made < 0 || (size_t)made >= sizeof to) {
        LM_FN_FAIL(c, LM_E_OVERFLOW, "printf has no room for the number");
        return false;
    }
    lm_out_add(o, to, (size_t)made);
    return true;
}

/* The conversion behind the % at s.p[*at]: flags, width up to 3 digits, precision up to 2, a letter. */
static char
more_spec(struct lm_str s, size_t *at, char spec[16])
{
    size_t i = *at + 1, n = 1, digits = 0;

    spec[0] = '%';
    while (i < s.n && n < 6 && s.p[i] != '\0' && strchr("-+ 0#", s.p[i]) != NULL)
        spec[n++] = s.p[i++];
    for (; i < s.n && digits < 3 && s.p[i] >= '0' && s.p[i] <= '9'; digits++)
        spec[n++] = s.p[i++];
    if (i < s.n && s.p[i] == '.') {
        spec[n++] = s.p[i++];
        for (digits = 0; i < s.n && digits < 2 && s.p[i] >= '0' && s.p[i] <= '9'; digits++)
            spec[n++] = s.p[i++];
    }
    while (i < s.n && (s.p[i] == 'l' || s.p[i] == 'h'))
        i++;
    char letter = i < s.n ? s.p[i] : '\0';
    if (letter == '\0' || strchr("sdixXoueEfFgG%", letter) == NULL)
        return '\0';
    spec[n++] = letter;
    spec[n] = '\0';
    *at = i + 1;
    return letter;
}

/* printf(format, ...): %s %d %i %u %x %X %o %e %f %g with C's flags, width and precision. */
void
lm_fn_printf(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_out o = lm_out_new(c->arena);
    uint32_t next = 1;
    char spec[16];

    for (size_t at = 0; at < s.n;) {
        if (s.p[at] != '%') {
            lm_out_addc(&o, s.p[at++]);
            continue;
        }
        char letter = more_spec(s, &at, spec);
        if (letter == '%') {
            lm_out_addc(&o, '%');
            continue;
        }
        if (letter == '\0' || next >= narg) {
            LM_FN_FAIL(c, LM_E_DOMAIN, letter == '\0' ? "printf has a conversion it does not know"
                                                      : "printf has too few arguments");
            return;
        }
        if (!more_convert(c, &o, spec, letter, &arg[next++]))
            return;
    }
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}
