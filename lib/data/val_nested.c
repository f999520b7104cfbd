/* val_nested.c -- order and keys of arrays and objects: by what they say, not by how they are written. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Arrays stand before objects and compare element by element, a shorter one before its continuation.
 * Objects compare by their number of members, then member by member in the order of keys: key, then
 * value. Equal keys count once, the last with its value. Scalars inside compare as they do outside,
 * JSON null last. Texts inside are taken as written between their quotes. The members of an object are
 * found in order by looking for the next greater key, so nothing is allocated.
 */

#include "base/buf.h"
#include "base/limits.h"
#include "data/json.h"
#include "data/val_nested.h"

/* The value of an item; nested ones and texts as written. */
static struct lm_val
nested_val(struct lm_str item)
{
    enum lm_json_kind kind = lm_json_kind(item);
    struct lm_val v = lm_val_str(item);

    switch (kind) {
    case LM_JSON_STRING:
        return lm_val_str((struct lm_str){item.p + 1, item.n - 2});
    case LM_JSON_BOOL:
        return lm_val_bool(item.p[0] == 't');
    case LM_JSON_NUMBER:
        return lm_val_number(&v, &v) ? v : LM_VAL_NULL;
    case LM_JSON_ARRAY:
    case LM_JSON_OBJECT:
        v.kind = LM_K_JSON;
        return v;
    default:
        return LM_VAL_NULL;
    }
}

/* The member with the least key above `last` (NULL: of all). False: there is none. */
static bool
nested_member(struct lm_str object, const struct lm_str *last, struct lm_str *key,
              struct lm_str *item)
{
    struct lm_json_iter it;
    bool found = false;

    lm_json_begin(&it, object);
    while (lm_json_next(&it)) {
        if (last != NULL && lm_str_cmp(it.key, *last) <= 0)
            continue;
        if (found && lm_str_cmp(it.key, *key) > 0)
            continue;
        found = true;
        *key = it.key;
        *item = it.item;
    }
    return found;
}

static uint32_t
nested_members(struct lm_str object)
{
    struct lm_str key = {"", 0}, last = {"", 0}, item;
    uint32_t n = 0;

    while (nested_member(object, n == 0 ? NULL : &last, &key, &item)) {
        last = key;
        n++;
    }
    return n;
}

static int
nested_order_item(struct lm_str a, struct lm_str b, uint32_t depth)
{
    struct lm_val x = nested_val(a), y = nested_val(b);

    if (x.kind == LM_K_JSON && y.kind == LM_K_JSON)
        return lm_nested_order(a, b, depth + 1);
    return lm_val_order(&x, &y);
}

static int
nested_order_arrays(struct lm_str a, struct lm_str b, uint32_t depth)
{
    struct lm_json_iter x, y;

    lm_json_begin(&x, a);
    lm_json_begin(&y, b);
    for (;;) {
        bool more = lm_json_next(&x), other = lm_json_next(&y);
        if (!more || !other)
            return (int)more - (int)other;
        int order = nested_order_item(x.item, y.item, depth);
        if (order != 0)
            return order;
    }
}

static int
nested_order_objects(struct lm_str a, struct lm_str b, uint32_t depth)
{
    uint32_t n = nested_members(a), m = nested_members(b);
    struct lm_str key_a = {"", 0}, key_b = {"", 0}, last_a, last_b, x, y;

    if (n != m)
        return n < m ? -1 : 1;
    for (uint32_t i = 0; i < n; i++) {
        last_a = key_a;
        last_b = key_b;
        nested_member(a, i == 0 ? NULL : &last_a, &key_a, &x);
        nested_member(b, i == 0 ? NULL : &last_b, &key_b, &y);
        int order = lm_str_cmp(key_a, key_b);
        order = order != 0 ? order : nested_order_item(x, y, depth);
        if (order != 0)
            return order;
    }
    return 0;
}

int
lm_nested_order(struct lm_str a, struct lm_str b, uint32_t depth)
{
    if (a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0))
        return 0;
    bool object = lm_json_kind(a) == LM_JSON_OBJECT, other = lm_json_kind(b) == LM_JSON_OBJECT;
    if (object != other)
        return object ? 1 : -1;
    if (depth > 2 * LM_JSON_DEPTH) /* deeper than any record: as written */
        return lm_str_cmp(a, b);
    return object ? nested_order_objects(a, b, depth) : nested_order_arrays(a, b, depth);
}

static void
nested_key_item(struct lm_buf *b, struct lm_str item, uint32_t depth)
{
    struct lm_val v = nested_val(item);

    if (v.kind == LM_K_JSON)
        lm_nested_key(b, item, depth + 1);
    else
        lm_val_key(b, &v);
}

void
lm_nested_key(struct lm_buf *b, struct lm_str s, uint32_t depth)
{
    bool object = lm_json_kind(s) == LM_JSON_OBJECT;
    struct lm_str key = {"", 0}, last, item;
    struct lm_json_iter it;
    bool first = true;

    if (depth > 2 * LM_JSON_DEPTH) {
        lm_buf_add(b, s.p, s.n);
        return;
    }
    lm_buf_addc(b, object ? '{' : '[');
    lm_json_begin(&it, s);
    while (!object && lm_json_next(&it))
        nested_key_item(b, it.item, depth);
    for (; object; first = false) {
        last = key;
        if (!nested_member(s, first ? NULL : &last, &key, &item))
            break;
        struct lm_val name = lm_val_str(key);
        lm_val_key(b, &name);
        nested_key_item(b, item, depth);
    }
    lm_buf_addc(b, 0); /* no key begins with it */
}
