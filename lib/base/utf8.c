/* utf8.c -- characters in bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Most text is ASCII, so runs of it are passed 32 bytes at a time by the upper bits of four words.
 * What remains is decoded character by character; the first byte says how long a character is and
 * which second bytes are allowed (RFC 3629's table: no overlong forms, no surrogates).
 */
#include "base/utf8.h"

#include <assert.h>

#include "base/arena.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)

static const char replacement[3] = { (char)0xef, (char)0xbf, (char)0xbd }; /* U+FFFD */

static uint64_t
word_at(const char *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
    return w;
}

/* The first byte that is not ASCII, or the end. */
static const char *
skip_ascii(const char *p, const char *end)
{
    while (end - p >= 32) {
        uint64_t all = word_at(p) | word_at(p + 8) | word_at(p + 16) | word_at(p + 24);
        if ((all & HIGH_BITS) != 0)
            break;
        p += 32;
    }
    while (end - p >= 8) {
        uint64_t high = word_at(p) & HIGH_BITS;
        if (high != 0)
            return p + (__builtin_ctzll(high) >> 3);
        p += 8;
    }
    while (p < end && (unsigned char)*p < 0x80)
        p++;
    return p;
}

/* Bytes of the character at p (p < end); 0 when it is bad, and then *part is the length of the
 * maximal bad part: the bytes that could begin a character. */
static size_t
char_bytes(const char *p, const char *end, size_t *part)
{
    unsigned char first = (unsigned char)p[0], low = 0x80, high = 0xbf;
    size_t n = first < 0x80   ? 1
               : first < 0xc2 ? 0
               : first < 0xe0 ? 2
               : first < 0xf0 ? 3
               : first < 0xf5 ? 4
                              : 0;

    if (first == 0xe0)
        low = 0xa0;
    else if (first == 0xed)
        high = 0x9f;
    else if (first == 0xf0)
        low = 0x90;
    else if (first == 0xf4)
        high = 0x8f;
    for (size_t i = 1; i < n; i++) {
        unsigned char c = p + i < end ? (unsigned char)p[i] : 0;
        if (c < low || c > high) {
            *part = i;
            return 0;
        }
        low = 0x80;
        high = 0xbf;
    }
    *part = 1;
    return n;
}

bool
lm_utf8_valid(struct lm_str s)
{
    const char *p = s.p, *end = s.p + s.n;
    size_t part = 0;

    while ((p = skip_ascii(p, end)) < end) {
        while (p < end && (unsigned char)*p >= 0x80) {
            size_t n = char_bytes(p, end, &part);
            if (n == 0)
                return false;
            p += n;
        }
    }
    return true;
}

struct lm_str
lm_utf8_clean(struct lm_arena *a, struct lm_str s, uint64_t *bad)
{
    assert(bad != NULL);
    *bad = 0;
    if (lm_utf8_valid(s))
        return s;
    assert(s.n <= SIZE_MAX / 3);
    char *to = lm_alloc_raw(a, s.n * 3), *at = to;
    const char *p = s.p, *end = s.p + s.n;
    while (p < end) {
        size_t part = 0, n = char_bytes(p, end, &part);
        if (n > 0) {
            memcpy(at, p, n);
            at += n;
            p += n;
            continue;
        }
        memcpy(at, replacement, sizeof replacement);
        at += sizeof replacement;
        p += part;
        ++*bad;
    }
    return (struct lm_str){ to, (size_t)(at - to) };
}

/* Whether a byte begins a character. */
static bool
begins(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

size_t
lm_utf8_length(struct lm_str s)
{
    size_t n = 0, i = 0;

    for (; s.n - i >= 8; i += 8) {
        uint64_t w = word_at(s.p + i);
        n += 8 - (size_t)__builtin_popcountll(w & ~(w << 1) & HIGH_BITS); /* not the 10xxxxxx */
    }
    for (; i < s.n; i++)
        n += begins(s.p[i]);
    return n;
}

size_t
lm_utf8_offset(struct lm_str s, size_t chars)
{
    size_t i = 0;

    while (s.n - i >= 8 && chars >= 8 && (word_at(s.p + i) & HIGH_BITS) == 0) {
        i += 8;
        chars -= 8;
    }
    for (; i < s.n; i++) {
        if (begins(s.p[i])) {
            if (chars == 0)
                return i;
            chars--;
        }
    }
    return s.n;
}

uint32_t
lm_utf8_next(struct lm_str s, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s.p + *at;
    size_t part = 0;

    assert(*at < s.n);
    size_t n = char_bytes(s.p + *at, s.p + s.n, &part);
    *at += n > 0 ? n : part;
    switch (n) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
    case 3:
        return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    case 4:
        return (p[0] & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
    default:
        return 0xfffd;
    }
}

size_t
lm_utf8_put(uint32_t c, char *to)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xc0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xe0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3f));
        to[2] = (char)(0x80 | (c & 0x3f));
        return 3;
    }
    assert(c <= 0x10ffff);
    to[0] = (char)(0xf0 | c >> 18);
    to[1] = (char)(0x80 | (c >> 12 & 0x3f));
    to[2] = (char)(0x80 | (c >> 6 & 0x3f));
    to[3] = (char)(0x80 | (c & 0x3f));
    return 4;
}
