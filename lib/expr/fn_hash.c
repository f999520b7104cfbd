/* fn_hash.c -- bytes: hash, digests, base64 and hexadecimal text, percent encoding and parts of URLs. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "expr/casts.h"
#include "expr/digest.h"
#include "expr/fn_out.h"
#include "expr/functions.h"

/* XXH3 of the key bytes: equal values have equal hashes, whatever they look like. */
void
lm_fn_hash(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_buf key = {0};

    for (uint32_t i = 0; i < narg; i++)
        lm_val_key(&key, &arg[i]);
    *out = lm_val_int((int64_t)lm_hash_bytes(key.p, key.n));
    lm_buf_fini(&key);
}

static void
hash_hex(struct lm_out *o, const uint8_t *p, size_t n)
{
    static const char digit[] = "0123456789abcdef";

    for (size_t i = 0; i < n; i++) {
        lm_out_addc(o, digit[p[i] >> 4]);
        lm_out_addc(o, digit[p[i] & 15]);
    }
}

void
lm_fn_md5(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint8_t sum[16];

    lm_md5(lm_val_text(&arg[0]), sum);
    hash_hex(&o, sum, sizeof sum);
    *out = lm_out_str(&o);
}

void
lm_fn_sha1(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint8_t sum[20];

    lm_sha1(lm_val_text(&arg[0]), sum);
    hash_hex(&o, sum, sizeof sum);
    *out = lm_out_str(&o);
}

#define HASH_SHA(name, bytes)                                                                      \
    void lm_fn_##name(struct lm_call *c, const struct lm_val *arg, uint32_t narg,                  \
                      struct lm_val *out)                                                          \
    {                                                                                              \
        uint8_t *sum = lm_alloc_raw(c->arena, bytes);                                              \
        lm_##name(lm_val_text(&arg[0]), sum);                                                      \
        *out = (struct lm_val){.kind = LM_K_BYTES, .p = (char *)sum, .n = bytes};                  \
    }

HASH_SHA(sha224, 28)
HASH_SHA(sha256, 32)
HASH_SHA(sha384, 48)
HASH_SHA(sha512, 64)

static const char hash_base64[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* A new line after each 76 characters, as MIME and PostgreSQL have it. */
static void
hash_to_base64(struct lm_out *o, struct lm_str s)
{
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t w = 0;
        if (i > 0 && i % 57 == 0)
            lm_out_addc(o, '\n');
        for (size_t k = 0; k < 3; k++)
            w = w << 8 | (i + k < s.n ? (uint8_t)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            lm_out_addc(o, i + k > s.n ? '=' : hash_base64[w >> (18 - 6 * k) & 63]);
    }
}

static bool
hash_from_base64(struct lm_out *o, struct lm_str s)
{
    uint32_t w = 0, bits = 0, chars = 0, pads = 0;

    for (size_t i = 0; i < s.n; i++) {
        const char *at = s.p[i] == '\0' ? NULL : strchr(hash_base64, s.p[i]);
        if (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t')
            continue;
        if (s.p[i] == '=') {
            pads++;
            continue;
        }
        if (at == NULL || pads > 0)
            return false;
        w = w << 6 | (uint32_t)(at - hash_base64);
        bits += 6;
        chars++;
        if (bits >= 8) {
            bits -= 8;
            lm_out_addc(o, (char)(w >> bits));
        }
    }
    return chars % 4 != 1 && (pads == 0 || (chars + pads) % 4 == 0);
}

static int
hash_digit(char c)
{
    return c >= '0' && c <= '9'                 ? c - '0'
           : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                : -1;
}

static bool
hash_from_hex(struct lm_out *o, struct lm_str s)
{
    int high = -1;

    for (size_t i = 0; i < s.n; i++) {
        int d = hash_digit(s.p[i]);
        if (high < 0 && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r'))
            continue;
        if (d < 0)
            return false;
        if (high >= 0)
            lm_out_addc(o, (char)(high << 4 | d));
        high = high >= 0 ? -1 : d;
    }
    return high < 0;
}

/* Bytes that are no printable ASCII as \ooo, a backslash twice. */
static void
hash_to_escape(struct lm_out *o, struct lm_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        uint8_t b = (uint8_t)s.p[i];
        if (b == '\\')
            lm_out_addc(o, '\\');
        if (b != 0 && b < 0x80) {
            lm_out_addc(o, (char)b);
            continue;
        }
        lm_out_addc(o, '\\');
        for (int shift = 6; shift >= 0; shift -= 3)
            lm_out_addc(o, (char)('0' + (b >> shift & 7)));
    }
}

enum hash_form { HASH_BASE64, HASH_HEX, HASH_ESCAPE, HASH_FORMS };

static const char *const hash_forms[HASH_FORMS] = {"base64", "hex", "escape"};

/* The form of argument k; HASH_FORMS: the call has failed. */
static enum hash_form
hash_form_of(struct lm_call *c, const struct lm_val *arg, uint32_t k)
{
    struct lm_str name = lm_val_text(&arg[k]);

    for (int f = 0; f < HASH_FORMS; f++) {
        if (lm_str_eq_nocase(name, lm_str_of(hash_forms[f])))
            return (enum hash_form)f;
    }
    LM_FN_FAIL(c, LM_E_DOMAIN, "the encoding \"%.*s\" is none of base64, hex, escape",
               (int)(name.n > 60 ? 60 : name.n), name.p);
    return HASH_FORMS;
}

/* encode(bytes, format) */
void
lm_fn_encode(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_str s = lm_val_text(&arg[0]);
    enum hash_form form = hash_form_of(c, arg, 1);

    if (form == HASH_FORMS || !lm_fn_fits(c, s.n * 2))
        return;
    if (form == HASH_BASE64)
        hash_to_base64(&o, s);
    else if (form == HASH_HEX)
        hash_hex(&o, (const uint8_t *)s.p, s.n);
    else
        hash_to_escape(&o, s);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* decode(text, format) */
void
lm_fn_decode(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_str s = lm_val_text(&arg[0]);
    enum hash_form form = hash_form_of(c, arg, 1);
    bool ok = false;

    if (form == HASH_FORMS)
        return;
    if (form == HASH_ESCAPE)
        ok = lm_bytes_unescape(s, c->arena, out) == LM_OK;
    else if (form == HASH_BASE64)
        ok = hash_from_base64(&o, s);
    else
        ok = hash_from_hex(&o, s);
    if (!ok)
        LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is not %s", (int)(s.n > 100 ? 100 : s.n), s.p,
                   form == HASH_HEX ? "hexadecimal" : hash_forms[form]);
    else if (form != HASH_ESCAPE)
        *out = (struct lm_val){.kind = LM_K_BYTES, .p = o.p, .n = (uint32_t)o.n};
}

/* %20 and the like become bytes; what is no UTF-8 then becomes U+FFFD. */
void
lm_fn_url_decode(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_out o = lm_out_new(c->arena);
    uint64_t bad = 0;

    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hash_digit(s.p[i + 1]) : -1;
        int low = high >= 0 ? hash_digit(s.p[i + 2]) : -1;
        if (low >= 0) {
            lm_out_addc(&o, (char)(high << 4 | low));
            i += 2;
        } else {
            lm_out_addc(&o, s.p[i]);
        }
    }
    *out = lm_val_str(lm_utf8_clean(c->arena, (struct lm_str){o.p, o.n}, &bad));
}

void
lm_fn_url_encode(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const char digit[] = "0123456789ABCDEF";
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_out o = lm_out_new(c->arena);

    for (size_t i = 0; i < s.n; i++) {
        unsigned char b = (unsigned char)s.p[i];
        bool plain = ((b | 32) >= 'a' && (b | 32) <= 'z') || (b >= '0' && b <= '9') || b == '-' ||
                     b == '_' || b == '.' || b == '~';
        if (plain) {
            lm_out_addc(&o, (char)b);
            continue;
        }
        lm_out_addc(&o, '%');
        lm_out_addc(&o, digit[b >> 4]);
        lm_out_addc(&o, digit[b & 15]);
    }
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* Offset of the first of the given bytes from `at` on, or s.n. */
static size_t
hash_any(struct lm_str s, size_t at, const char *set)
{
    while (at < s.n && (s.p[at] == '\0' || strchr(set, s.p[at]) == NULL))
        at++;
    return at;
}

/* Where the host with its user and port stands in a URL; false when it has none. */
static bool
hash_authority(struct lm_str s, size_t *begin, size_t *end)
{
    size_t at = hash_any(s, 0, ":/?#");

    if (s.n - at >= 3 && memcmp(s.p + at, "://", 3) == 0)
        at += 3;
    else if (s.n >= 2 && memcmp(s.p, "//", 2) == 0)
        at = 2;
    else
        return false;
    *begin = at;
    *end = hash_any(s, at, "/?#");
    return true;
}

void
lm_fn_url_host(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    size_t begin = 0, end = 0;

    if (!hash_authority(s, &begin, &end))
        return;
    const char *user = memrchr(s.p + begin, '@', end - begin);
    if (user != NULL)
        begin = (size_t)(user - s.p) + 1;
    struct lm_str host = {s.p + begin, end - begin};
    if (host.n > 0 && host.p[0] == '[') /* an IPv6 address has colons of its own */
        host = (struct lm_str){host.p + 1, hash_any(host, 0, "]") - 1};
    else
        host.n = hash_any(host, 0, ":");
    *out = lm_val_str(host);
}

void
lm_fn_url_path(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    size_t begin = 0, end = 0;

    if (!hash_authority(s, &begin, &end))
        end = 0;
    *out = lm_val_str((struct lm_str){s.p + end, hash_any(s, end, "?#") - end});
}

void
lm_fn_url_query(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    size_t at = hash_any(s, 0, "?#");

    if (at < s.n && s.p[at] == '?')
        *out = lm_val_str((struct lm_str){s.p + at + 1, hash_any(s, at, "#") - at - 1});
}
