/* ndjson_value.c -- a JSON value into a column, and the table of keys. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/utf8.h"
#include "data/json.h"
#include "fmt/ndjson.h"
#include "fmt/short_num.h"

/* The first eight bytes of a key as a word, filled up with zeros. */
static uint64_t
key_head(struct lm_str key)
{
    uint64_t w = 0;

    if (key.n > 0)
        memcpy(&w, key.p, key.n < 8 ? key.n : 8);
    return w;
}

static inline uint32_t
key_hash(uint64_t head, size_t n)
{
    return (uint32_t)((head ^ n) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static inline int32_t
table_find(const struct ndjson *nd, struct lm_str key, uint64_t head)
{
    for (uint32_t at = key_hash(head, key.n);; at++) {
        int32_t col = nd->table[at & nd->table_mask];
        if (col < 0)
            return -1;
        const struct nd_key *k = &nd->keys[col];
        if (k->head == head && k->name.n == key.n &&
            (key.n <= 8 || memcmp(k->name.p + 8, key.p + 8, key.n - 8) == 0))
            return col;
    }
}

int32_t
nd_lookup(const struct ndjson *nd, struct lm_str key)
{
    return table_find(nd, key, key_head(key));
}

int32_t
nd_lookup_padded(const struct ndjson *nd, struct lm_str key)
{
    uint64_t w;

    memcpy(&w, key.p, 8);
    return table_find(nd, key, key.n >= 8 ? w : w & ((UINT64_C(1) << 8 * key.n) - 1));
}

void
nd_table_fill(struct ndjson *nd)
{
    for (uint32_t at = 0; at <= nd->table_mask; at++)
        nd->table[at] = -1;
    for (uint32_t j = 0; j < nd->d.ncol; j++) {
        struct nd_key *k = &nd->keys[j];
        k->next = -1;
        if (nd->d.cols[j].record)
            continue;
        k->head = key_head(k->name);
        int32_t same = nd_lookup(nd, k->name);
        if (same >= 0) {
            k->next = nd->keys[same].next;
            nd->keys[same].next = (int32_t)j;
            continue;
        }
        uint32_t at = key_hash(k->head, k->name.n);
        while (nd->table[at & nd->table_mask] >= 0)
            at++;
        nd->table[at & nd->table_mask] = (int32_t)j;
    }
}

/* Facts about bytes, eight at a time: the upper bit of some byte is set where it holds. */
static inline uint64_t
any_zero(uint64_t w)
{
    return (w - UINT64_C(0x0101010101010101)) & ~w & UINT64_C(0x8080808080808080);
}

static inline uint64_t
any_control(uint64_t w)
{
    return (w - UINT64_C(0x2020202020202020)) & ~w & UINT64_C(0x8080808080808080);
}

/* Looks for backslashes and for bytes below a blank. Eight bytes behind the text are readable. */
static void
text_facts(struct lm_str s, bool *backslash, bool *control)
{
    uint64_t back = 0, low = 0;

    for (size_t i = 0; i < s.n; i += 8) {
        uint64_t w;
        memcpy(&w, s.p + i, 8);
        if (s.n - i < 8) /* what is behind the text becomes blanks */
            w = (w & ~(UINT64_MAX << 8 * (s.n - i))) | UINT64_C(0x2020202020202020)
                                                           << 8 * (s.n - i);
        back |= any_zero(w ^ UINT64_C(0x5c5c5c5c5c5c5c5c));
        low |= any_control(w);
    }
    *backslash = back != 0;
    *control = low != 0;
}

/* Undoes escapes of one letter. False: there are others, or bad ones. */
static bool
text_unescape(struct lm_arena *a, struct lm_str s, struct lm_str *out)
{
    static const char letters[256] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                                      ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
    char *to = lm_alloc_raw(a, s.n);
    size_t n = 0, i = 0;

    while (i < s.n) {
        if (s.p[i] != '\\') {
            to[n++] = s.p[i++];
            continue;
        }
        char c = i + 1 < s.n ? letters[(uint8_t)s.p[i + 1]] : '\0';
        if (c == '\0')
            return false;
        to[n++] = c;
        i += 2;
    }
    *out = (struct lm_str){to, n};
    return true;
}

/* A text with something rare in it. */
static bool
value_text(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct lm_str s = {text.p + 1, text.n - 2};
    bool backslash = false, control = false;
    uint64_t bad = 0;

    text_facts(s, &backslash, &control);
    if (control)
        return false;
    if (backslash && !text_unescape(o->arena, s, &s)) {
        if (!lm_json_valid(text))
            return false;
        s = lm_json_unescape(o->arena, s);
    }
    s = lm_utf8_clean(o->arena, s, &bad);
    if (!nd->any_record) /* else it is counted with the record */
        nd->d.bad_utf8 += bad;
    lm_put_str(o, &o->cols[col], nd->d.cols[col].want, s);
    return true;
}

static bool
value_nested(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct lm_val v = {.kind = nd->d.cols[col].want & LM_WANT_TEXT ? LM_K_STR : LM_K_JSON};
    uint64_t bad = 0;

    if (!lm_json_valid(text))
        return false;
    text = lm_utf8_clean(o->arena, text, &bad);
    if (!nd->any_record)
        nd->d.bad_utf8 += bad;
    v.p = text.p;
    v.n = (uint32_t)text.n;
    lm_put_val(o, &o->cols[col], nd->d.cols[col].want, &v);
    return true;
}

/* A number that is no short whole one; with its text where that is all that is wanted. */
static bool
value_number(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    uint32_t want = nd->d.cols[col].want;
    int64_t i = 0;
    double f = 0;

    if ((want & LM_WANT_TEXT) == 0)
        return lm_put_number(o, &o->cols[col], want, text);
    if (lm_num_parse(text, &i, &f) == LM_NUM_NONE)
        return false;
    lm_put_str(o, &o->cols[col], want, text);
    return true;
}

static bool
value_literal(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct lm_col *c = &o->cols[col];
    uint32_t want = nd->d.cols[col].want;

    if (lm_str_eq(text, LM_STR("null"))) {
        lm_put_null(o, c);
        return true;
    }
    bool yes = lm_str_eq(text, LM_STR("true"));
    if (!yes && !lm_str_eq(text, LM_STR("false")))
        return false;
    if (want & LM_WANT_TEXT)
        lm_put_str(o, c, want, text);
    else
        lm_put_bool(o, c, want, yes);
    return true;
}

bool
nd_value(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text, bool clean)
{
    uint32_t want = nd->d.cols[col].want;
    int64_t i = 0;
    double f = 0;

    assert(text.n > 0);
    switch (text.p[0]) {
    case '"':
        if (!clean)
            return value_text(nd, o, col, text);
        assert(text.n >= 2);
        lm_put_str(o, &o->cols[col], want, (struct lm_str){text.p + 1, text.n - 2});
        return true;
    case '{':
    case '[':
        return value_nested(nd, o, col, text);
    case 't':
    case 'f':
    case 'n':
        return value_literal(nd, o, col, text);
    default:
        if ((want & LM_WANT_TEXT) != 0)
            return value_number(nd, o, col, text);
        if (lm_short_int(text.p, text.n, &i))
            lm_put_int(o, &o->cols[col], want, i);
        else if (lm_short_real(text.p, text.n, &f))
            lm_put_f64(o, &o->cols[col], want, f, text);
        else
            return value_number(nd, o, col, text);
        return true;
    }
}
