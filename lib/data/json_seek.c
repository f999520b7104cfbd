/* json_seek.c -- one member of a JSON text, found in the pass that proves the text to be JSON. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The text is walked once from end to end. `reach` counts the keys of the path that were met and whose
 * values are still open; a key counts only in the object that is the value of the keys before it. Of
 * equal keys the last one is meant, so a key that is met again makes what was found before void. Strings
 * are passed eight bytes at a time. What is rare (escapes in keys, numbers with exponents or many digits)
 * is left to the functions that know it all: the answer is then LM_SEEK_ASK.
 */
#include "data/json_seek.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "base/limits.h"

struct seek {
    const char *p, *end;
    const struct lm_str *key;
    uint32_t nkey;
    uint32_t depth;          /* containers that are open */
    uint32_t reach;
    const char *begin;       /* of the value that is looked for, while it is passed; NULL: it is not */
    bool found, odd;         /* odd: something rare was met */
    struct lm_str item;
    uint64_t objects[LM_JSON_DEPTH / 64]; /* bit d: container d, counted from 0, is an object */
};

static void
seek_blanks(struct seek *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\t' || *s->p == '\r'))
        s->p++;
}

/* Bytes of w that are a quote, a backslash or below a blank have their top bits set. */
static inline uint64_t
seek_stops(uint64_t w)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t quote = w ^ (ones * '"'), slash = w ^ (ones * '\\');

    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((w - ones * 0x20) & ~w)) & tops;
}

/* From behind the quote of a string to behind its end; false: it is none. */
static bool
seek_string(struct seek *s, struct lm_str *between)
{
    const char *begin = s->p;

    for (;;) {
        uint64_t w;
        while (s->end - s->p >= 8) {
            memcpy(&w, s->p, 8);
            uint64_t stops = seek_stops(le64toh(w));
            if (stops != 0) {
                s->p += __builtin_ctzll(stops) / 8;
                break;
            }
            s->p += 8;
        }
        while (s->p < s->end && *s->p != '"' && *s->p != '\\' && (unsigned char)*s->p >= 0x20)
            s->p++;
        if (s->p == s->end || (*s->p != '"' && *s->p != '\\'))
            return false;
        if (*s->p == '"')
            break;
        s->odd = true; /* escapes are proved elsewhere */
        return false;
    }
    *between = (struct lm_str){ begin, (size_t)(s->p - begin) };
    s->p++;
    return true;
}

static bool
seek_word(struct seek *s, const char *word, size_t n)
{
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n) != 0)
        return false;
    s->p += n;
    return true;
}

static size_t
seek_digits(struct seek *s)
{
    const char *begin = s->p;

    while (s->p < s->end && (unsigned char)(*s->p - '0') < 10)
        s->p++;
    return (size_t)(s->p - begin);
}

static bool
seek_number(struct seek *s)
{
    s->p += *s->p == '-';
    bool zero = s->p < s->end && *s->p == '0';
    size_t n = seek_digits(s);
    if (n == 0 || (zero && n > 1))
        return false;
    size_t fraction = 0;
    if (s->p < s->end && *s->p == '.') {
        s->p++;
        fraction = seek_digits(s);
        if (fraction == 0)
            return false;
    }
    bool exponent = s->p < s->end && (*s->p | 0x20) == 'e';
    s->odd |= exponent || n + fraction > 17;
    return !s->odd;
}

static bool
seek_scalar(struct seek *s)
{
    struct lm_str between;

    switch (*s->p) {
    case '"':
        s->p++;
        return seek_string(s, &between);
    case 't':
        return seek_word(s, "true", 4);
    case 'f':
        return seek_word(s, "false", 5);
    case 'n':
        return seek_word(s, "null", 4);
    default:
        return seek_number(s);
    }
}

static inline bool
seek_in_object(const struct seek *s)
{
    return (s->objects[(s->depth - 1) / 64] >> ((s->depth - 1) % 64) & 1) != 0;
}

/* A key and its colon; the value behind it may be the one. */
static bool
seek_key(struct seek *s)
{
    struct lm_str key;
    bool ours = false;

    seek_blanks(s);
    if (s->p == s->end || *s->p++ != '"' || !seek_string(s, &key))
        return false;
    if (s->reach == s->depth - 1 && s->depth <= s->nkey && lm_str_eq(key, s->key[s->depth - 1])) {
        s->found = false;
        ours = s->depth == s->nkey;
        s->reach = s->depth;
    }
    seek_blanks(s);
    if (s->p == s->end || *s->p++ != ':')
        return false;
    seek_blanks(s);
    if (ours)
        s->begin = s->p;
    return true;
}

/* Behind a value in the container at s->depth. */
static void
seek_value_ends(struct seek *s)
{
    if (s->reach != s->depth || s->depth == 0)
        return;
    s->reach--;
    if (s->depth != s->nkey)
        return;
    s->item = (struct lm_str){ s->begin, (size_t)(s->p - s->begin) };
    s->found = true;
}

/* Opens a container; true: it was empty, and is closed again. */
static bool
seek_open(struct seek *s, bool *good)
{
    bool object = *s->p == '{';
    uint64_t bit = UINT64_C(1) << (s->depth % 64), *word = &s->objects[s->depth / 64];

    *word = object ? *word | bit : *word & ~bit;
    s->depth++;
    s->p++;
    seek_blanks(s);
    if (s->p < s->end && *s->p == (object ? '}' : ']')) {
        s->p++;
        s->depth--;
        return true;
    }
    *good = !object || seek_key(s);
    return false;
}

/* Behind a value: closes containers, up to the place of the next value. False: the text is no JSON, or
 * has ended (*all). */
static bool
seek_after(struct seek *s, bool *all)
{
    for (;;) {
        seek_value_ends(s);
        seek_blanks(s);
        *all = s->depth == 0 && s->p == s->end;
        if (s->depth == 0 || s->p == s->end)
            return false;
        bool object = seek_in_object(s);
        if (*s->p == ',') {
            s->p++;
            return !object || seek_key(s);
        }
        if (*s->p != (object ? '}' : ']'))
            return false;
        s->p++;
        s->depth--;
    }
}

enum lm_seek
lm_json_seek(struct lm_str text, const struct lm_str *key, uint32_t nkey, struct lm_str *item)
{
    struct seek s = { .p = text.p, .end = text.p + text.n, .key = key, .nkey = nkey };
    bool all = false, good = true;

    assert(nkey > 0);
    while (good) {
        seek_blanks(&s);
        if (s.p == s.end)
            break;
        if (*s.p == '{' || *s.p == '[') {
            if (s.depth == LM_JSON_DEPTH)
                break;
            if (!seek_open(&s, &good))
                continue;
        } else if (!seek_scalar(&s)) {
            break;
        }
        good = seek_after(&s, &all);
    }
    if (s.odd)
        return LM_SEEK_ASK;
    if (!all)
        return LM_SEEK_BAD;
    *item = s.item;
    return s.found ? LM_SEEK_FOUND : LM_SEEK_NONE;
}
