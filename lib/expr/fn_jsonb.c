/* fn_jsonb.c -- JSON: containment, tests of keys, merging, choosing, flattening, schemas. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "expr/fn_json.h"
#include "expr/functions.h"

/* Texts are nested at most as deep as two records can be put into each other. */
enum { JSONB_DEPTH_MAX = 2 * LM_JSON_DEPTH };

static bool
jsonb_same_scalar(struct lm_arena *a, struct lm_str x, struct lm_str y)
{
    struct lm_val v = lm_json_val(a, x), w = lm_json_val(a, y);

    return lm_json_kind(x) == lm_json_kind(y) && lm_val_order(&v, &w) == 0;
}

static bool
jsonb_nested(struct lm_str s)
{
    return lm_json_kind(s) >= LM_JSON_ARRAY;
}

static bool jsonb_contains(struct lm_arena *a, struct lm_str whole, struct lm_str part, uint32_t depth);

/* Whether an element of the array contains (nested) or equals (scalar) the item. */
static bool
jsonb_has_element(struct lm_arena *a, struct lm_str array, struct lm_str item, uint32_t depth)
{
    struct lm_json_iter it;

    lm_json_begin(&it, array);
    while (lm_json_next(&it)) {
        if (lm_json_kind(it.item) != lm_json_kind(item))
            continue;
        if (jsonb_nested(item) ? jsonb_contains(a, it.item, item, depth + 1)
                               : jsonb_same_scalar(a, it.item, item))
            return true;
    }
    return false;
}

/* Whether `whole` contains `part`, as PostgreSQL's @> means it. */
static bool
jsonb_contains(struct lm_arena *a, struct lm_str whole, struct lm_str part, uint32_t depth)
{
    enum lm_json_kind kind = lm_json_kind(whole);
    struct lm_json_iter it;
    struct lm_str item;

    if (depth > JSONB_DEPTH_MAX)
        return false;
    if (kind == LM_JSON_ARRAY && depth == 0 && !jsonb_nested(part))
        return jsonb_has_element(a, whole, part, depth);
    if (kind != lm_json_kind(part))
        return false;
    if (!jsonb_nested(whole))
        return jsonb_same_scalar(a, whole, part);
    lm_json_begin(&it, part);
    while (lm_json_next(&it)) {
        if (kind == LM_JSON_ARRAY) {
            if (!jsonb_has_element(a, whole, it.item, depth))
                return false;
        } else if (!lm_json_get(whole, lm_json_unescape(a, it.key), &item) ||
                   !jsonb_contains(a, item, it.item, depth + 1)) {
            return false;
        }
    }
    return true;
}

void
lm_fn_json_contains(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out =
        lm_val_bool(jsonb_contains(c->arena, lm_json_arg(c, arg, 0), lm_json_arg(c, arg, 1), 0));
}

void
lm_fn_json_contained(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out =
        lm_val_bool(jsonb_contains(c->arena, lm_json_arg(c, arg, 1), lm_json_arg(c, arg, 0), 0));
}

/* Whether s has the key, or as an array the text among its elements, or is that text. */
static bool
jsonb_has_key(struct lm_str s, struct lm_str key)
{
    struct lm_json_iter it;
    struct lm_str item;

    if (lm_json_kind(s) == LM_JSON_OBJECT)
        return lm_json_get(s, key, &item);
    if (lm_json_kind(s) == LM_JSON_STRING)
        return lm_json_key_is((struct lm_str){s.p + 1, s.n - 2}, key);
    lm_json_begin(&it, s);
    while (lm_json_next(&it)) {
        if (lm_json_kind(it.item) == LM_JSON_STRING &&
            lm_json_key_is((struct lm_str){it.item.p + 1, it.item.n - 2}, key))
            return true;
    }
    return false;
}

static void
jsonb_keys_test(struct lm_call *c, const struct lm_val *arg, bool all, struct lm_val *out)
{
    struct lm_str s = lm_json_arg(c, arg, 0);
    uint32_t n = 0, hits = 0;
    struct lm_str *key = lm_json_texts(c->arena, &arg[1], &n);

    for (uint32_t i = 0; i < n; i++)
        hits += jsonb_has_key(s, key[i]);
    *out = lm_val_bool(all ? hits == n : hits > 0);
}

void
lm_fn_json_exists(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(jsonb_has_key(lm_json_arg(c, arg, 0), lm_val_text(&arg[1])));
}

void
lm_fn_json_exists_any(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    jsonb_keys_test(c, arg, false, out);
}

void
lm_fn_json_exists_all(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    jsonb_keys_test(c, arg, true, out);
}

/* Writing objects ---------------------------------------------------------------------------------- */

/* A member behind those that are there; `begin` is where the object's brace stands. */
static void
jsonb_key(struct lm_out *o, size_t begin, struct lm_str written)
{
    if (o->n > begin + 1)
        lm_out_addc(o, ',');
    lm_out_addc(o, '"');
    lm_out_adds(o, written);
    lm_out_addz(o, "\":");
}

/* The members of a, replaced by those of b, then b's own; deep: objects on both sides are merged too. */
static void
jsonb_merge(struct lm_arena *a, struct lm_out *o, const struct lm_str side[2], bool deep,
            uint32_t depth)
{
    size_t begin = o->n;
    struct lm_json_iter it;
    struct lm_str other;

    if (depth > JSONB_DEPTH_MAX || lm_json_kind(side[0]) != LM_JSON_OBJECT ||
        lm_json_kind(side[1]) != LM_JSON_OBJECT) {
        lm_out_adds(o, side[1]);
        return;
    }
    lm_out_addc(o, '{');
    lm_json_begin(&it, side[0]);
    while (lm_json_next(&it)) {
        jsonb_key(o, begin, it.key);
        if (!lm_json_get(side[1], lm_json_unescape(a, it.key), &other))
            lm_out_adds(o, it.item);
        else if (deep)
            jsonb_merge(a, o, (struct lm_str[2]){it.item, other}, true, depth + 1);
        else
            lm_out_adds(o, other);
    }
    lm_json_begin(&it, side[1]);
    while (lm_json_next(&it)) {
        if (lm_json_get(side[0], lm_json_unescape(a, it.key), &other))
            continue;
        jsonb_key(o, begin, it.key);
        lm_out_adds(o, it.item);
    }
    lm_out_addc(o, '}');
}

static void
jsonb_merge_call(struct lm_call *c, const struct lm_val *arg, bool deep, struct lm_val *out)
{
    struct lm_str side[2] = {lm_json_arg(c, arg, 0), lm_json_arg(c, arg, 1)};
    struct lm_out o = lm_out_new(c->arena);

    jsonb_merge(c->arena, &o, side, deep, 0);
    if (lm_fn_fits(c, o.n))
        *out = lm_json_val(c->arena, (struct lm_str){o.p, o.n});
}

void
lm_fn_json_merge(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    jsonb_merge_call(c, arg, false, out);
}

void
lm_fn_json_deep_merge(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    jsonb_merge_call(c, arg, true, out);
}

/* Null members of objects go, at every depth; elements of arrays stay. */
static void
jsonb_strip(struct lm_out *o, struct lm_str s, uint32_t depth)
{
    size_t begin = o->n;
    struct lm_json_iter it;

    if (!jsonb_nested(s) || depth > JSONB_DEPTH_MAX) {
        lm_out_adds(o, s);
        return;
    }
    lm_json_begin(&it, s);
    lm_out_addc(o, it.object ? '{' : '[');
    while (lm_json_next(&it)) {
        if (it.object && lm_json_kind(it.item) == LM_JSON_NULL)
            continue;
        if (it.object)
            jsonb_key(o, begin, it.key);
        else if (o->n > begin + 1)
            lm_out_addc(o, ',');
        jsonb_strip(o, it.item, depth + 1);
    }
    lm_out_addc(o, it.object ? '}' : ']');
}

void
lm_fn_json_strip_nulls(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    jsonb_strip(&o, lm_json_arg(c, arg, 0), 0);
    *out = lm_json_val(c->arena, (struct lm_str){o.p, o.n});
}

/* The members whose key is (want) or is not among the given ones. */
static void
jsonb_choose(struct lm_call *c, const struct lm_val *arg, bool want, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint32_t n = 0;
    struct lm_str *key = lm_json_texts(c->arena, &arg[1], &n);
    struct lm_json_iter it;

    lm_json_begin(&it, lm_json_arg(c, arg, 0));
    if (!it.object) {
        *out = arg[0];
        return;
    }
    lm_out_addc(&o, '{');
    while (lm_json_next(&it)) {
        bool among = false;
        for (uint32_t i = 0; i < n && !among; i++)
            among = lm_json_key_is(it.key, key[i]);
        if (among != want)
            continue;
        jsonb_key(&o, 0, it.key);
        lm_out_adds(&o, it.item);
    }
    lm_out_addc(&o, '}');
    *out = lm_out_nested(&o);
}

void
lm_fn_json_pick(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    jsonb_choose(c, arg, true, out);
}

void
lm_fn_json_except(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    jsonb_choose(c, arg, false, out);
}

/* jsonb_rename_keys(v, map of old to new) */
void
lm_fn_json_rename_keys(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_str names = lm_json_arg(c, arg, 1), name;
    struct lm_out o = lm_out_new(c->arena);
    struct lm_json_iter it;

    lm_json_begin(&it, lm_json_arg(c, arg, 0));
    if (!it.object) {
        *out = arg[0];
        return;
    }
    lm_out_addc(&o, '{');
    while (lm_json_next(&it)) {
        if (lm_json_get(names, lm_json_unescape(c->arena, it.key), &name) &&
            lm_json_kind(name) == LM_JSON_STRING)
            jsonb_key(&o, 0, (struct lm_str){name.p + 1, name.n - 2});
        else
            jsonb_key(&o, 0, it.key);
        lm_out_adds(&o, it.item);
    }
    lm_out_addc(&o, '}');
    *out = lm_out_nested(&o);
}

/* json_infer_schema: each value by its type's name. */
static void
jsonb_schema(struct lm_out *o, struct lm_str s, uint32_t depth)
{
    size_t begin = o->n;
    struct lm_json_iter it;
    int64_t i = 0;
    double f = 0;

    switch (lm_json_kind(s)) {
    case LM_JSON_OBJECT:
        lm_out_addc(o, '{');
        lm_json_begin(&it, s);
        while (depth < JSONB_DEPTH_MAX && lm_json_next(&it)) {
            jsonb_key(o, begin, it.key);
            jsonb_schema(o, it.item, depth + 1);
        }
        lm_out_addc(o, '}');
        return;
    case LM_JSON_ARRAY:
        /* The first element speaks for all. */
        lm_out_addc(o, '[');
        lm_json_begin(&it, s);
        if (depth < JSONB_DEPTH_MAX && lm_json_next(&it))
            jsonb_schema(o, it.item, depth + 1);
        lm_out_addc(o, ']');
        return;
    case LM_JSON_STRING:
        lm_out_addz(o, "\"VARCHAR\"");
        return;
    case LM_JSON_BOOL:
        lm_out_addz(o, "\"BOOLEAN\"");
        return;
    case LM_JSON_NUMBER:
        lm_out_addz(o, lm_num_parse(s, &i, &f) == LM_NUM_INT ? "\"BIGINT\"" : "\"DOUBLE\"");
        return;
    default:
        lm_out_addz(o, "\"NULL\"");
        return;
    }
}

void
lm_fn_json_infer_schema(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    jsonb_schema(&o, lm_json_arg(c, arg, 0), 0);
    *out = lm_json_val(c->arena, (struct lm_str){o.p, o.n});
}

/* Flattening ----------------------------------------------------------------------------------------- */

struct jsonb_path {
    struct lm_out *o;   /* the flat object */
    struct lm_out path; /* key so far, escaped */
    struct lm_str sep;  /* escaped */
};

static void
jsonb_flat(struct jsonb_path *p, struct lm_str s, uint32_t depth)
{
    size_t mark = p->path.n;
    struct lm_json_iter it;
    int64_t place = 0;

    if (depth > JSONB_DEPTH_MAX || !jsonb_nested(s) || lm_json_count(s) == 0) {
        jsonb_key(p->o, 0, (struct lm_str){p->path.p, p->path.n});
        lm_out_adds(p->o, s);
        return;
    }
    lm_json_begin(&it, s);
    while (lm_json_next(&it)) {
        if (depth > 0)
            lm_out_adds(&p->path, p->sep);
        if (it.object)
            lm_out_adds(&p->path, it.key);
        else
            lm_out_int(&p->path, place++, 1);
        jsonb_flat(p, it.item, depth + 1);
        p->path.n = mark;
    }
}

/* What the separator looks like inside a key as written. */
static struct lm_str
jsonb_sep(struct lm_call *c, const struct lm_val *arg, uint32_t narg)
{
    struct lm_out o = lm_out_new(c->arena);

    lm_out_quote(&o, narg > 1 && arg[1].n > 0 ? lm_val_text(&arg[1]) : LM_STR("."));
    return (struct lm_str){o.p + 1, o.n - 2};
}

void
lm_fn_json_flatten(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct jsonb_path p = {&o, lm_out_new(c->arena), jsonb_sep(c, arg, narg)};
    struct lm_str s = lm_json_arg(c, arg, 0);

    if (!jsonb_nested(s) || lm_json_count(s) == 0) {
        *out = arg[0];
        return;
    }
    lm_out_addc(&o, '{');
    jsonb_flat(&p, s, 0);
    lm_out_addc(&o, '}');
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

/* A member of the tree that a flat object unfolds to. */
struct jsonb_node {
    struct lm_str key;        /* as written */
    struct lm_str item;       /* of a leaf; p NULL: it has children */
    struct jsonb_node *first; /* children, in order of arrival */
    struct jsonb_node *last;
    struct jsonb_node *next;
    uint32_t n;  /* children */
    bool places; /* their keys are 0, 1, 2, ... */
};

static struct jsonb_node *
jsonb_child(struct lm_arena *a, struct jsonb_node *up, struct lm_str key)
{
    int64_t place = -1;

    for (struct jsonb_node *k = up->first; k != NULL; k = k->next) {
        if (lm_str_eq(k->key, key))
            return k;
    }
    struct jsonb_node *k = lm_alloc(a, sizeof *k);
    k->key = key;
    k->places = true;
    up->places = up->places && key.n > 0 && (key.n == 1 || key.p[0] != '0') &&
                 lm_i64_parse(key, &place) && place == up->n;
    up->n++;
    if (up->last != NULL)
        up->last->next = k;
    else
        up->first = k;
    up->last = k;
    return k;
}

static void
jsonb_write_tree(struct lm_out *o, const struct jsonb_node *node, bool root, uint32_t depth)
{
    size_t begin = o->n;
    bool array = node->places && !root;

    if (node->first == NULL || depth > JSONB_DEPTH_MAX) {
        lm_out_adds(o, node->item.p != NULL ? node->item : LM_STR("{}"));
        return;
    }
    lm_out_addc(o, array ? '[' : '{');
    for (const struct jsonb_node *k = node->first; k != NULL; k = k->next) {
        if (!array)
            jsonb_key(o, begin, k->key);
        else if (k != node->first)
            lm_out_addc(o, ',');
        jsonb_write_tree(o, k, false, depth + 1);
    }
    lm_out_addc(o, array ? ']' : '}');
}

void
lm_fn_json_unflatten(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_str sep = jsonb_sep(c, arg, narg);
    struct jsonb_node root = {.places = true};
    struct lm_json_iter it;

    lm_json_begin(&it, lm_json_arg(c, arg, 0));
    if (!it.object) {
        *out = arg[0];
        return;
    }
    while (lm_json_next(&it)) {
        struct jsonb_node *node = &root;
        struct lm_str key = it.key;
        for (uint32_t depth = 0; depth < JSONB_DEPTH_MAX; depth++) {
            const char *cut = key.n == 0 ? NULL : memmem(key.p, key.n, sep.p, sep.n);
            size_t n = cut == NULL ? key.n : (size_t)(cut - key.p);
            node = jsonb_child(c->arena, node, (struct lm_str){key.p, n});
            if (cut == NULL)
                break;
            key = (struct lm_str){cut + sep.n, key.n - n - sep.n};
        }
        node->item = it.item;
    }
    jsonb_write_tree(&o, &root, true, 0);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}
