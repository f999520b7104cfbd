/* fn_json_set.c -- JSON: values put into, taken out of and joined to others, and printed with indents. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "expr/fn_json.h"
#include "expr/functions.h"

enum { SET_DEPTH_MAX = 2 * LM_JSON_DEPTH };

enum set_way { SET_PUT, SET_BEFORE, SET_BEHIND, SET_DELETE };

/* A change on its way: what is to be done at the end of a path. */
struct setter {
    struct lm_call *c;
    struct lm_out *o;
    const struct lm_str *step;
    uint32_t n; /* steps */
    struct lm_str with;
    enum set_way way;
    bool create; /* PUT: also where nothing is */
    bool failed;
};

static void set_at(struct setter *s, struct lm_str at, uint32_t depth);

static void
set_fail(struct setter *s, const char *what, struct lm_str step)
{
    if (!s->failed)
        LM_FN_FAIL(s->c, LM_E_VALUE, "%s \"%.*s\"", what, (int)(step.n > 60 ? 60 : step.n), step.p);
    s->failed = true;
}

/* Where the next item of a nested value goes; `begin` is where its bracket stands. */
static void
set_comma(struct setter *s, size_t begin)
{
    if (s->o->n > begin + 1)
        lm_out_addc(s->o, ',');
}

static void
set_key(struct setter *s, size_t begin, struct lm_str written)
{
    set_comma(s, begin);
    lm_out_addc(s->o, '"');
    lm_out_adds(s->o, written);
    lm_out_addz(s->o, "\":");
}

static void
set_member(struct setter *s, struct lm_str object, uint32_t depth)
{
    bool last = depth + 1 == s->n, found = false;
    size_t begin = s->o->n;
    struct lm_json_iter it;

    lm_out_addc(s->o, '{');
    lm_json_begin(&it, object);
    while (lm_json_next(&it)) {
        bool here = lm_json_key_is(it.key, s->step[depth]);
        found = found || here;
        if (here && last && s->way == SET_DELETE)
            continue;
        set_key(s, begin, it.key);
        if (here && last && s->way == SET_PUT)
            lm_out_adds(s->o, s->with);
        else if (here && last)
            set_fail(s, "there already is the key", s->step[depth]);
        else if (here)
            set_at(s, it.item, depth + 1);
        else
            lm_out_adds(s->o, it.item);
    }
    if (!found && last && s->create) {
        set_comma(s, begin);
        lm_out_quote(s->o, s->step[depth]);
        lm_out_addc(s->o, ':');
        lm_out_adds(s->o, s->with);
    }
    lm_out_addc(s->o, '}');
}

/* The element that the last step names. */
static void
set_here(struct setter *s, size_t begin, struct lm_str item)
{
    if (s->way == SET_DELETE)
        return;
    if (s->way == SET_BEHIND) {
        set_comma(s, begin);
        lm_out_adds(s->o, item);
    }
    set_comma(s, begin);
    lm_out_adds(s->o, s->with);
    if (s->way == SET_BEFORE) {
        set_comma(s, begin);
        lm_out_adds(s->o, item);
    }
}

static void
set_element(struct setter *s, struct lm_str array, uint32_t depth)
{
    bool last = depth + 1 == s->n;
    size_t begin = s->o->n;
    int64_t place = 0, n = lm_json_count(array);
    struct lm_json_iter it;

    if (!lm_i64_parse(s->step[depth], &place)) {
        set_fail(s, "an array has no place", s->step[depth]);
        return;
    }
    place = place < 0 && place >= -n ? place + n : place;
    lm_out_addc(s->o, '[');
    if (last && s->create && place < 0)
        lm_out_adds(s->o, s->with);
    lm_json_begin(&it, array);
    for (int64_t i = 0; lm_json_next(&it); i++) {
        if (i == place && last) {
            set_here(s, begin, it.item);
            continue;
        }
        set_comma(s, begin);
        if (i == place)
            set_at(s, it.item, depth + 1);
        else
            lm_out_adds(s->o, it.item);
    }
    if (last && s->create && place >= n) {
        set_comma(s, begin);
        lm_out_adds(s->o, s->with);
    }
    lm_out_addc(s->o, ']');
}

static void
set_at(struct setter *s, struct lm_str at, uint32_t depth)
{
    enum lm_json_kind kind = lm_json_kind(at);

    if (depth < s->n && depth < SET_DEPTH_MAX && kind == LM_JSON_OBJECT)
        set_member(s, at, depth);
    else if (depth < s->n && depth < SET_DEPTH_MAX && kind == LM_JSON_ARRAY)
        set_element(s, at, depth);
    else
        lm_out_adds(s->o, at);
}

/* Carries s out on argument 0, along the path of argument 1. */
static void
set_run(struct setter *s, const struct lm_val *arg, struct lm_val *out)
{
    struct lm_str whole = lm_json_arg(s->c, arg, 0);
    struct lm_out o = lm_out_new(s->c->arena);

    s->step = lm_json_texts(s->c->arena, &arg[1], &s->n);
    s->o = &o;
    if (lm_json_kind(whole) < LM_JSON_ARRAY) {
        LM_FN_FAIL(s->c, LM_E_VALUE, "a scalar has no parts to change");
        return;
    }
    set_at(s, whole, 0);
    if (!s->failed && lm_fn_fits(s->c, o.n))
        *out = lm_json_val(s->c->arena, (struct lm_str){o.p, o.n});
}

/* jsonb_set(v, path, new [, create]) */
void
lm_fn_json_set(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct setter s = {.c = c, .way = SET_PUT, .create = narg < 4 || arg[3].i != 0};

    s.with = lm_json_arg(c, arg, 2);
    set_run(&s, arg, out);
}

/* jsonb_set_lax(v, path, new [, create [, what to do for NULL]]) */
void
lm_fn_json_set_lax(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct setter s = {.c = c, .way = SET_PUT, .create = true, .with = LM_STR("null")};
    struct lm_str null = lm_fn_null(arg, narg, 4) ? LM_STR("use_json_null") : lm_val_text(&arg[4]);

    if (lm_val_is_null(&arg[0]) || lm_val_is_null(&arg[1]) || (narg > 3 && lm_fn_null(arg, narg, 3)))
        return;
    s.create = narg < 4 || arg[3].i != 0;
    if (!lm_val_is_null(&arg[2])) {
        s.with = lm_json_arg(c, arg, 2);
    } else if (lm_str_eq(null, LM_STR("delete_key"))) {
        s.way = SET_DELETE;
        s.create = false;
    } else if (lm_str_eq(null, LM_STR("return_target"))) {
        *out = lm_json_val(c->arena, lm_json_arg(c, arg, 0));
        return;
    } else if (!lm_str_eq(null, LM_STR("use_json_null"))) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "a new value of jsonb_set_lax is NULL");
        return;
    }
    set_run(&s, arg, out);
}

/* jsonb_insert(v, path, new [, behind]) */
void
lm_fn_json_insert(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct setter s = {.c = c, .way = SET_BEFORE, .create = true};

    s.with = lm_json_arg(c, arg, 2);
    if (narg > 3 && arg[3].i != 0)
        s.way = SET_BEHIND;
    set_run(&s, arg, out);
}

/* v #- path */
void
lm_fn_json_delete_path(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct setter s = {.c = c, .way = SET_DELETE};

    set_run(&s, arg, out);
}

/* v - place */
void
lm_fn_json_delete_place(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_str whole = lm_json_arg(c, arg, 0);
    struct lm_val place[2] = {arg[0], lm_val_str(lm_fn_text(c->arena, &arg[1]))};

    if (lm_json_kind(whole) == LM_JSON_ARRAY)
        lm_fn_json_delete_path(c, place, 2, out);
    else
        LM_FN_FAIL(c, LM_E_VALUE, "an element by its place is taken from a value that is no array");
}

/* v - key, v - keys: members by key; of an array the elements that are such texts. */
void
lm_fn_json_delete(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str whole = lm_json_arg(c, arg, 0), one = lm_val_text(&arg[1]);
    struct lm_out o = lm_out_new(c->arena);
    struct setter s = {.c = c, .o = &o};
    struct lm_json_iter it;
    uint32_t n = 1;
    const struct lm_str *key = &one;

    if (arg[1].kind != LM_K_STR || (one.n > 0 && one.p[0] == '{'))
        key = lm_json_texts(c->arena, &arg[1], &n);
    if (lm_json_kind(whole) < LM_JSON_ARRAY) {
        LM_FN_FAIL(c, LM_E_VALUE, "a scalar has no keys to delete");
        return;
    }
    lm_json_begin(&it, whole);
    lm_out_addc(&o, it.object ? '{' : '[');
    while (lm_json_next(&it)) {
        bool text = !it.object && lm_json_kind(it.item) == LM_JSON_STRING;
        struct lm_str word =
            text ? (struct lm_str){it.item.p + 1, it.item.n - 2} : it.key;
        bool gone = false;
        for (uint32_t i = 0; i < n && !gone && (it.object || text); i++)
            gone = lm_json_key_is(word, key[i]);
        if (gone)
            continue;
        if (it.object)
            set_key(&s, 0, it.key);
        else
            set_comma(&s, 0);
        lm_out_adds(&o, it.item);
    }
    lm_out_addc(&o, it.object ? '}' : ']');
    *out = lm_out_nested(&o);
}

/* The elements of an array, or the one value. */
static void
set_spread(struct setter *s, struct lm_str v)
{
    struct lm_json_iter it;

    if (lm_json_kind(v) != LM_JSON_ARRAY) {
        set_comma(s, 0);
        lm_out_adds(s->o, v);
        return;
    }
    lm_json_begin(&it, v);
    while (lm_json_next(&it)) {
        set_comma(s, 0);
        lm_out_adds(s->o, it.item);
    }
}

/* a || b: objects are merged; else elements one behind the other, what is no array is one. */
void
lm_fn_json_concat(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str a = lm_json_arg(c, arg, 0), b = lm_json_arg(c, arg, 1);
    struct lm_out o = lm_out_new(c->arena);
    struct setter s = {.c = c, .o = &o};

    if (lm_json_kind(a) == LM_JSON_OBJECT && lm_json_kind(b) == LM_JSON_OBJECT) {
        lm_fn_json_merge(c, arg, narg, out);
        return;
    }
    lm_out_addc(&o, '[');
    set_spread(&s, a);
    set_spread(&s, b);
    lm_out_addc(&o, ']');
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

static void
set_line(struct lm_out *o, uint32_t depth)
{
    lm_out_addc(o, '\n');
    lm_out_fill(o, ' ', 4 * (size_t)depth);
}

static void
set_pretty(struct lm_out *o, struct lm_str v, uint32_t depth)
{
    struct lm_json_iter it;
    bool any = false;

    if (lm_json_kind(v) < LM_JSON_ARRAY || depth > SET_DEPTH_MAX) {
        lm_out_adds(o, v);
        return;
    }
    lm_json_begin(&it, v);
    lm_out_addc(o, it.object ? '{' : '[');
    while (lm_json_next(&it)) {
        if (any)
            lm_out_addc(o, ',');
        any = true;
        set_line(o, depth + 1);
        if (it.object) {
            lm_out_addc(o, '"');
            lm_out_adds(o, it.key);
            lm_out_addz(o, "\": ");
        }
        set_pretty(o, it.item, depth + 1);
    }
    set_line(o, depth);
    lm_out_addc(o, it.object ? '}' : ']');
}

void
lm_fn_json_pretty(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    set_pretty(&o, lm_json_arg(c, arg, 0), 0);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* json_object(texts), json_object(keys, values): an object of texts. */
void
lm_fn_json_object_texts(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    uint32_t n[2] = {0, 0};
    struct lm_val *part[2];

    for (uint32_t k = 0; k < narg; k++) {
        part[k] = lm_json_text_vals(c->arena, &arg[k], &n[k]);
        if (part[k] == NULL) {
            LM_FN_FAIL(c, LM_E_VALUE, "json_object of a value that is no array");
            return;
        }
    }
    if (narg == 2 ? n[0] != n[1] : n[0] % 2 != 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "a key without a value");
        return;
    }
    lm_out_addc(&o, '{');
    for (uint32_t i = 0; i < (narg == 2 ? n[0] : n[0] / 2); i++) {
        const struct lm_val *key = narg == 2 ? &part[0][i] : &part[0][2 * i];
        const struct lm_val *value = narg == 2 ? &part[1][i] : &part[0][2 * i + 1];
        if (lm_val_is_null(key)) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "a key is NULL");
            return;
        }
        if (i > 0)
            lm_out_addc(&o, ',');
        lm_out_quote(&o, lm_val_text(key));
        lm_out_addc(&o, ':');
        lm_out_json(&o, value);
    }
    lm_out_addc(&o, '}');
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

/* b over a as RFC 7396 has it: members that are null go, objects are patched, all else is replaced. */
static void
set_patch(struct setter *s, struct lm_str a, struct lm_str b, uint32_t depth)
{
    bool into = lm_json_kind(a) == LM_JSON_OBJECT;
    size_t begin = s->o->n;
    struct lm_json_iter it;
    struct lm_str other;

    if (lm_json_kind(b) != LM_JSON_OBJECT || depth > SET_DEPTH_MAX) {
        lm_out_adds(s->o, b);
        return;
    }
    lm_out_addc(s->o, '{');
    lm_json_begin(&it, into ? a : LM_STR("{}"));
    while (lm_json_next(&it)) {
        bool patched = lm_json_get(b, lm_json_unescape(s->c->arena, it.key), &other);
        if (patched && lm_json_kind(other) == LM_JSON_NULL)
            continue;
        set_key(s, begin, it.key);
        if (patched)
            set_patch(s, it.item, other, depth + 1);
        else
            lm_out_adds(s->o, it.item);
    }
    lm_json_begin(&it, b);
    while (lm_json_next(&it)) {
        bool there = into && lm_json_get(a, lm_json_unescape(s->c->arena, it.key), &other);
        if (there || lm_json_kind(it.item) == LM_JSON_NULL)
            continue;
        set_key(s, begin, it.key);
        set_patch(s, LM_STR("null"), it.item, depth + 1);
    }
    lm_out_addc(s->o, '}');
}

/* json_merge_patch(a, b) */
void
lm_fn_json_merge_patch(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct setter s = {.c = c, .o = &o};

    set_patch(&s, lm_json_arg(c, arg, 0), lm_json_arg(c, arg, 1), 0);
    if (lm_fn_fits(c, o.n))
        *out = lm_json_val(c->arena, (struct lm_str){o.p, o.n});
}
