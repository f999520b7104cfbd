/* member.c -- the members of a JSON object, one after the other, as they are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/member.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

static bool
member_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void
member_skip_blanks(struct lm_str *s)
{
    while (s->n > 0 && member_blank(*s->p)) {
        s->p++;
        s->n--;
    }
}

/* Bytes of the string that begins with the quote at s.p[0]; 0 when it has no end. */
static size_t
string_span(struct lm_str s)
{
    const char *at = s.p + 1, *end = s.p + s.n;

    while (at < end) {
        const char *quote = memchr(at, '"', (size_t)(end - at));
        if (quote == NULL)
            return 0;
        const char *slash = quote;
        while (slash > at && slash[-1] == '\\')
            slash--;
        if (((quote - slash) & 1) == 0)
            return (size_t)(quote + 1 - s.p);
        at = quote + 1;
    }
    return 0;
}

static size_t
nested_span(struct lm_str s)
{
    uint32_t depth = 0;

    for (size_t i = 0; i < s.n;) {
        char c = s.p[i];
        size_t step = 1;
        if (c == '"')
            step = string_span((struct lm_str){ s.p + i, s.n - i });
        else if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
        if (step == 0)
            return 0;
        i += step;
        if (depth == 0)
            return i;
    }
    return 0;
}

static size_t
word_span(struct lm_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (member_blank(s.p[i]) || strchr(",{}[]\"", s.p[i]) != NULL)
            return i;
    return 0;
}

size_t
lm_json_span(struct lm_str s)
{
    if (s.n == 0)
        return 0;
    if (s.p[0] == '"')
        return string_span(s);
    if (s.p[0] == '{' || s.p[0] == '[')
        return nested_span(s);
    return word_span(s);
}

bool
lm_member_first(struct lm_str object, struct lm_str *rest)
{
    member_skip_blanks(&object);
    if (object.n < 2 || object.p[0] != '{')
        return false;
    *rest = (struct lm_str){ object.p + 1, object.n - 1 };
    return true;
}

bool
lm_member_next(struct lm_str *rest, struct lm_member *m)
{
    struct lm_str s = *rest;

    member_skip_blanks(&s);
    if (s.n > 0 && s.p[0] == ',') {
        s.p++;
        s.n--;
        member_skip_blanks(&s);
    }
    if (s.n == 0 || s.p[0] != '"')
        return false;
    size_t n = string_span(s);
    if (n < 2)
        return false;
    m->key = (struct lm_str){ s.p + 1, n - 2 };
    m->escaped = n > 2 && memchr(m->key.p, '\\', m->key.n) != NULL;
    s.p += n;
    s.n -= n;
    member_skip_blanks(&s);
    if (s.n == 0 || s.p[0] != ':')
        return false;
    s.p++;
    s.n--;
    member_skip_blanks(&s);
    n = lm_json_span(s);
    if (n == 0)
        return false;
    m->value = (struct lm_str){ s.p, n };
    *rest = (struct lm_str){ s.p + n, s.n - n };
    return true;
}

/* Four hexadecimal digits; -1 when they are none. */
static int32_t
text_hex4(const char *p)
{
    int32_t v = 0;

    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* The character of the escape \uXXXX at s.p[at] (the u), with its second half; moves *at behind it. */
static uint32_t
text_unicode(struct lm_str s, size_t *at)
{
    int32_t hi = s.n - *at >= 5 ? text_hex4(s.p + *at + 1) : -1;

    if (hi < 0) {
        *at += 1;
        return 0xfffd;
    }
    *at += 5;
    if (hi < 0xd800 || hi > 0xdfff)
        return (uint32_t)hi;
    if (hi > 0xdbff || s.n - *at < 6 || s.p[*at] != '\\' || s.p[*at + 1] != 'u')
        return 0xfffd;
    int32_t lo = text_hex4(s.p + *at + 2);
    if (lo < 0xdc00 || lo > 0xdfff)
        return 0xfffd;
    *at += 6;
    return 0x10000 + (((uint32_t)hi - 0xd800) << 10) + ((uint32_t)lo - 0xdc00);
}

struct lm_str
lm_json_text(struct lm_arena *a, struct lm_str inner)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

    if (inner.n == 0 || memchr(inner.p, '\\', inner.n) == NULL)
        return inner;
    char *p = lm_alloc_raw(a, 2 * inner.n), *w = p; /* worst: `\\u` without digits, 3 bytes of U+FFFD */
    for (size_t i = 0; i < inner.n;) {
        char c = inner.p[i++];
        if (c != '\\' || i == inner.n) {
            *w++ = c;
            continue;
        }
        if (inner.p[i] == 'u') {
            w += lm_utf8_put(text_unicode(inner, &i), w);
            continue;
        }
        const char *known = memchr(from, inner.p[i], sizeof from - 1);
        *w++ = known != NULL ? to[known - from] : inner.p[i];
        i++;
    }
    assert((size_t)(w - p) <= 2 * inner.n);
    return (struct lm_str){ p, (size_t)(w - p) };
}

struct lm_str
lm_member_name(struct lm_arena *a, const struct lm_member *m)
{
    return m->escaped ? lm_json_text(a, m->key) : m->key;
}

struct lm_val
lm_member_val(struct lm_arena *a, struct lm_str value)
{
    uint64_t bad = 0;

    assert(value.n > 0);
    if (value.p[0] == '"')
        return lm_val_str(lm_utf8_clean(a, lm_json_text(a, (struct lm_str){ value.p + 1, value.n - 2 }), &bad));
    if (value.p[0] == '{' || value.p[0] == '[')
        return (struct lm_val){ .kind = LM_K_JSON, .p = value.p, .n = (uint32_t)value.n };
    if (lm_str_eq(value, LM_STR("null")))
        return LM_VAL_NULL;
    return lm_val_of_field(value, false);
}
