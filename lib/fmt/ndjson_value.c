/* ndjson_value.c -- a JSON value into a column, and the table of keys. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/utf8.h"
#include "data/json.h"
#include "fmt/ndjson.h"
#include "fmt/short_int.h"

static inline uint32_t
key_hash(const char *key, size_t n)
{
    uint64_t h = n;

    for (; n >= 8; n -= 8, key += 8) {
        uint64_t w;
        memcpy(&w, key, 8);
        h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
    }
    uint64_t w = 0;
    memcpy(&w, key, n);
    h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
    return (uint32_t)(h >> 32);
}

int32_t
nd_lookup(const struct ndjson *nd, const char *key, size_t n)
{
    if (nd->nkey == 0)
        return -1;
    for (uint32_t at = key_hash(key, n);; at++) {
        int32_t col = nd->table[at & nd->table_mask];
        if (col < 0)
            return -1;
        const struct lm_str *name = &nd->keys[col].name;
        if (name->n == n && memcmp(name->p, key, n) == 0)
            return col;
    }
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
        int32_t same = nd_lookup(nd, k->name.p, k->name.n);
        if (same >= 0) {
            k->next = nd->keys[same].next;
            nd->keys[same].next = (int32_t)j;
            continue;
        }
        uint32_t at = key_hash(k->name.p, k->name.n);
        while (nd->table[at & nd->table_mask] >= 0)
            at++;
        nd->table[at & nd->table_mask] = (int32_t)j;
    }
}

/* A text with something rare in it. */
static bool
value_text(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct lm_str s = { text.p + 1, text.n - 2 };
    uint64_t bad = 0;

    if (!lm_json_valid(text))
        return false;
    s = lm_utf8_clean(o->arena, lm_json_unescape(o->arena, s), &bad);
    if (!nd->any_record) /* else it is counted with the record */
        nd->d.bad_utf8 += bad;
    lm_put_str(o, &o->cols[col], nd->d.cols[col].want, s);
    return true;
}

static bool
value_nested(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct lm_val v = { .kind = nd->d.cols[col].want & LM_WANT_TEXT ? LM_K_STR : LM_K_JSON };
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

    assert(text.n > 0);
    switch (text.p[0]) {
    case '"':
        if (!clean)
            return value_text(nd, o, col, text);
        assert(text.n >= 2);
        lm_put_str(o, &o->cols[col], want, (struct lm_str){ text.p + 1, text.n - 2 });
        return true;
    case '{':
    case '[':
        return value_nested(nd, o, col, text);
    case 't':
    case 'f':
    case 'n':
        return value_literal(nd, o, col, text);
    default:
        if ((want & LM_WANT_TEXT) == 0 && lm_short_int(text.p, text.n, &i)) {
            lm_put_int(o, &o->cols[col], want, i);
            return true;
        }
        return value_number(nd, o, col, text);
    }
}
