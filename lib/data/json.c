/* json.c -- JSON texts in place: members, elements, paths of keys, values. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A nested value stays the text that was read; asking for a part of it walks the text. Walking skips
 * what it does not need by brackets and strings alone, without recursion. lm_json_valid is the one
 * place that looks at everything: a stack of one byte a level remembers which bracket is open.
 */
#include "data/json.h"

#include <assert.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

static inline bool
json_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline size_t
json_skip_blanks(struct lm_str s, size_t at)
{
    while (at < s.n && json_blank(s.p[at]))
        at++;
    return at;
}

/* Offset behind the closing quote of the string whose opening quote is at `at`; 0 when it is open. */
static size_t
json_string_end(struct lm_str s, size_t at)
{
    assert(at < s.n && s.p[at] == '"');
    for (size_t i = at + 1; i < s.n; i++) {
        if (s.p[i] == '"')
            return i + 1;
        if (s.p[i] == '\\')
            i++;
    }
    return 0;
}

enum lm_json_kind
lm_json_kind(struct lm_str s)
{
    size_t at = json_skip_blanks(s, 0);

    if (at == s.n)
        return LM_JSON_NONE;
    switch (s.p[at]) {
    case '{':
        return LM_JSON_OBJECT;
    case '[':
        return LM_JSON_ARRAY;
    case '"':
        return LM_JSON_STRING;
    case 't':
    case 'f':
        return LM_JSON_BOOL;
    case 'n':
        return LM_JSON_NULL;
    default:
        return s.p[at] == '-' || (s.p[at] >= '0' && s.p[at] <= '9') ? LM_JSON_NUMBER : LM_JSON_NONE;
    }
}

/* End of an array or object: counts brackets outside of strings. */
static size_t
json_nested_end(struct lm_str s, size_t at)
{
    size_t depth = 0;

    while (at < s.n) {
        switch (s.p[at]) {
        case '"':
            at = json_string_end(s, at);
            if (at == 0)
                return 0;
            continue;
        case '{':
        case '[':
            depth++;
            break;
        case '}':
        case ']':
            if (--depth == 0)
                return at + 1;
            break;
        default:
            break;
        }
        at++;
    }
    return 0;
}

size_t
lm_json_end(struct lm_str s, size_t at)
{
    at = json_skip_blanks(s, at);
    if (at >= s.n)
        return 0;
    if (s.p[at] == '{' || s.p[at] == '[')
        return json_nested_end(s, at);
    if (s.p[at] == '"')
        return json_string_end(s, at);
    size_t end = at;
    while (end < s.n && !json_blank(s.p[end]) && strchr(",:]}[{\"", s.p[end]) == NULL)
        end++;
    return end > at ? end : 0;
}

void
lm_json_begin(struct lm_json_iter *it, struct lm_str nested)
{
    size_t at = json_skip_blanks(nested, 0);
    bool is = at < nested.n && (nested.p[at] == '{' || nested.p[at] == '[');

    *it = (struct lm_json_iter){.text = nested, .at = is ? at + 1 : nested.n};
    it->object = is && nested.p[at] == '{';
}

bool
lm_json_next(struct lm_json_iter *it)
{
    struct lm_str s = it->text;
    size_t at = json_skip_blanks(s, it->at);

    it->at = s.n;
    if (at < s.n && s.p[at] == ',')
        at = json_skip_blanks(s, at + 1);
    if (at >= s.n || s.p[at] == '}' || s.p[at] == ']')
        return false;
    if (it->object) {
        size_t end = s.p[at] == '"' ? json_string_end(s, at) : 0;
        if (end == 0)
            return false;
        it->key = (struct lm_str){s.p + at + 1, end - at - 2};
        at = json_skip_blanks(s, end);
        if (at >= s.n || s.p[at] != ':')
            return false;
        at = json_skip_blanks(s, at + 1);
    }
    size_t end = lm_json_end(s, at);
    if (end == 0)
        return false;
    it->item = (struct lm_str){s.p + at, end - at};
    it->at = end;
    return true;
}

uint32_t
lm_json_count(struct lm_str nested)
{
    struct lm_json_iter it;
    uint32_t n = 0;

    lm_json_begin(&it, nested);
    while (lm_json_next(&it))
        n++;
    return n;
}

bool
lm_json_get(struct lm_str object, struct lm_str key, struct lm_str *item)
{
    struct lm_json_iter it;
    bool found = false;

    lm_json_begin(&it, object);
    if (!it.object)
        return false;
    while (lm_json_next(&it)) {
        if (lm_json_key_is(it.key, key)) {
            *item = it.item;
            found = true;
        }
    }
    return found;
}

bool
lm_json_at(struct lm_str array, int64_t place, struct lm_str *item)
{
    struct lm_json_iter it;

    lm_json_begin(&it, array);
    if (it.object)
        return false;
    if (place < 0) {
        place += lm_json_count(array);
        if (place < 0)
            return false;
    }
    while (lm_json_next(&it)) {
        if (place-- == 0) {
            *item = it.item;
            return true;
        }
    }
    return false;
}

/* Four hexadecimal digits at p, or -1. */
static int32_t
json_hex4(const char *p)
{
    int32_t v = 0;

    for (int i = 0; i < 4; i++) {
        char c = p[i];
        int d = c >= '0' && c <= '9'                 ? c - '0'
                : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                     : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* The character of the \u escape whose 'u' is at *i, which moves to its last byte. */
static uint32_t
json_unicode(struct lm_str s, size_t *i)
{
    int32_t c = *i + 4 < s.n ? json_hex4(s.p + *i + 1) : -1;

    if (c < 0)
        return 0xFFFD;
    *i += 4;
    if (c < 0xD800 || c > 0xDFFF)
        return (uint32_t)c;
    if (c > 0xDBFF || *i + 6 >= s.n || s.p[*i + 1] != '\\' || s.p[*i + 2] != 'u')
        return 0xFFFD;
    int32_t low = json_hex4(s.p + *i + 3);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0xFFFD;
    *i += 6;
    return 0x10000 + ((uint32_t)(c - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
}

static char
json_escape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    default:
        return c;
    }
}

struct lm_str
lm_json_unescape(struct lm_arena *a, struct lm_str s)
{
    size_t n = 0;

    if (s.n == 0 || memchr(s.p, '\\', s.n) == NULL)
        return s;
    char *to = lm_alloc_raw(a, s.n + 4); /* no escape is shorter than what it stands for */
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            to[n++] = s.p[i];
            continue;
        }
        i++;
        if (s.p[i] == 'u')
            n += lm_utf8_put(json_unicode(s, &i), to + n);
        else
            to[n++] = json_escape(s.p[i]);
    }
    assert(n <= s.n + 4);
    return (struct lm_str){to, n};
}

bool
lm_json_key_is(struct lm_str written, struct lm_str key)
{
    char to[4];
    size_t k = 0;

    if (written.n == key.n && (key.n == 0 || memcmp(written.p, key.p, key.n) == 0))
        return key.n == 0 || memchr(key.p, '\\', key.n) == NULL;
    if (written.n <= key.n || memchr(written.p, '\\', written.n) == NULL)
        return false;
    for (size_t i = 0; i < written.n; i++) {
        size_t n = 1;
        to[0] = written.p[i];
        if (to[0] == '\\' && i + 1 < written.n) {
            i++;
            if (written.p[i] == 'u')
                n = lm_utf8_put(json_unicode(written, &i), to);
            else
                to[0] = json_escape(written.p[i]);
        }
        if (key.n - k < n || memcmp(key.p + k, to, n) != 0)
            return false;
        k += n;
    }
    return k == key.n;
}

static struct lm_val
json_number(struct lm_str s)
{
    struct lm_val v = {.p = s.p, .n = (uint32_t)s.n};
    int64_t i = 0;
    double f = 0;
    int scale = 0;

    switch (lm_num_parse(s, &i, &f)) {
    case LM_NUM_INT:
        return lm_val_int(i);
    case LM_NUM_BIG:
        v.kind = LM_K_DEC;
        if (lm_dec_parse(s, &v.d, &scale))
            return v;
        v.kind = LM_K_F64;
        v.f = f;
        return v;
    case LM_NUM_REAL:
        v.kind = LM_K_F64;
        v.f = f;
        return v;
    default:
        return LM_VAL_NULL;
    }
}

struct lm_val
lm_json_val(struct lm_arena *a, struct lm_str s)
{
    size_t at = json_skip_blanks(s, 0);
    size_t end = s.n;

    while (end > at && json_blank(s.p[end - 1]))
        end--;
    s = (struct lm_str){s.p + at, end - at};
    switch (lm_json_kind(s)) {
    case LM_JSON_OBJECT:
    case LM_JSON_ARRAY:
        return (struct lm_val){.kind = LM_K_JSON, .p = s.p, .n = (uint32_t)s.n};
    case LM_JSON_STRING:
        if (s.n < 2 || s.p[s.n - 1] != '"')
            return LM_VAL_NULL;
        return lm_val_str(lm_json_unescape(a, (struct lm_str){s.p + 1, s.n - 2}));
    case LM_JSON_BOOL:
        return lm_val_bool(s.p[0] == 't');
    case LM_JSON_NUMBER:
        return json_number(s);
    default:
        return LM_VAL_NULL;
    }
}

/* Validation ------------------------------------------------------------------------------------- */

/* Offset behind a well formed string; 0 when it is not. */
static size_t
json_valid_string(struct lm_str s, size_t at)
{
    if (at >= s.n || s.p[at] != '"')
        return 0;
    for (size_t i = at + 1; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"')
            return i + 1;
        if (c < 0x20)
            return 0;
        if (c != '\\')
            continue;
        i++;
        if (i >= s.n)
            return 0;
        if (s.p[i] == 'u') {
            if (i + 4 >= s.n || json_hex4(s.p + i + 1) < 0)
                return 0;
            i += 4;
        } else if (s.p[i] == '\0' || strchr("\"\\/bfnrt", s.p[i]) == NULL) {
            return 0;
        }
    }
    return 0;
}

/* Offset behind a scalar; 0 when it is none. */
static size_t
json_valid_scalar(struct lm_str s, size_t at)
{
    size_t end = lm_json_end(s, at);
    struct lm_str t = {s.p + at, end - at};
    int64_t i = 0;
    double f = 0;

    if (end == 0)
        return 0;
    if (s.p[at] == '"')
        return json_valid_string(s, at);
    if (lm_str_eq(t, LM_STR("true")) || lm_str_eq(t, LM_STR("false")) ||
        lm_str_eq(t, LM_STR("null")))
        return end;
    return lm_num_parse(t, &i, &f) != LM_NUM_NONE ? end : 0;
}

/* Passes a key and its colon; 0 when they are not there. */
static size_t
json_valid_key(struct lm_str s, size_t at)
{
    at = json_valid_string(s, json_skip_blanks(s, at));
    if (at == 0)
        return 0;
    at = json_skip_blanks(s, at);
    return at < s.n && s.p[at] == ':' ? at + 1 : 0;
}

/* Behind a value: passes closing brackets up to a comma (and the key behind it). *more tells whether
 * another value must follow. 0: not well formed. */
static size_t
json_valid_after(struct lm_str s, size_t at, const char *open, uint32_t *depth, bool *more)
{
    for (*more = false; *depth > 0;) {
        bool object = open[*depth - 1] == '{';
        at = json_skip_blanks(s, at);
        if (at >= s.n)
            return 0;
        if (s.p[at] == ',') {
            *more = true;
            return object ? json_valid_key(s, at + 1) : at + 1;
        }
        if (s.p[at] != (object ? '}' : ']'))
            return 0;
        at++;
        --*depth;
    }
    return at;
}

bool
lm_json_valid(struct lm_str s)
{
    char open[LM_JSON_DEPTH];
    uint32_t depth = 0;
    size_t at = 0;
    bool more = true;

    while (more) {
        at = json_skip_blanks(s, at);
        if (at >= s.n)
            return false;
        if (s.p[at] == '{' || s.p[at] == '[') {
            char close = s.p[at] == '{' ? '}' : ']';
            if (depth == LM_JSON_DEPTH)
                return false;
            open[depth++] = s.p[at];
            size_t in = json_skip_blanks(s, at + 1);
            if (in >= s.n)
                return false;
            if (s.p[in] != close) {
                at = close == '}' ? json_valid_key(s, in) : in;
                if (at == 0)
                    return false;
                continue;
            }
            at = in; /* empty: closed below */
        } else {
            at = json_valid_scalar(s, at);
        }
        if (at == 0)
            return false;
        at = json_valid_after(s, at, open, &depth, &more);
        if (at == 0)
            return false;
    }
    return json_skip_blanks(s, at) == s.n;
}
