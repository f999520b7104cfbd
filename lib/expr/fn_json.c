/* fn_json.c -- JSON: parts by key, place and path, kinds, and values made of others. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_json.h"

#include "expr/casts.h"
#include "expr/functions.h"

struct lm_str
lm_json_arg(struct lm_call *c, const struct lm_val *arg, uint32_t k)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_str s = lm_val_text(&arg[k]);
    bool declared = k < c->node->narg && c->node->arg[k]->type.id == LM_T_VARCHAR;

    if (arg[k].kind == LM_K_JSON || (arg[k].kind == LM_K_STR && declared && lm_json_valid(s)))
        return s;
    lm_out_json(&o, &arg[k]);
    return (struct lm_str){o.p, o.n};
}

/* Whether a number is a place in an array. */
static bool
is_place(const struct lm_val *key, int64_t *at)
{
    struct lm_val n;

    if (key->kind == LM_K_INT) {
        *at = key->i;
        return true;
    }
    if ((key->kind != LM_K_DEC && key->kind != LM_K_F64) || !lm_val_number(key, &n))
        return false;
    double f = lm_val_double(&n);
    if (!(f > -0x1p53 && f < 0x1p53)) /* nor is NaN */
        return false;
    *at = (int64_t)f;
    return (double)*at == f;
}

bool
lm_json_step(struct lm_str nested, const struct lm_val *key, struct lm_str *item)
{
    int64_t at;

    if (key->kind == LM_K_STR)
        return lm_json_get(nested, lm_val_text(key), item);
    return is_place(key, &at) && lm_json_at(nested, at, item);
}

/* a -> k: *out NULL when there is no such part. */
void
lm_fn_json_get(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str item;

    if (lm_json_step(lm_json_arg(c, arg, 0), &arg[1], &item))
        *out = lm_json_val(c->arena, item);
}

static void
json_as_text(struct lm_call *c, struct lm_val *out)
{
    if (!lm_val_is_null(out))
        *out = lm_val_str(lm_fn_text(c->arena, out));
}

void
lm_fn_json_get_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    lm_fn_json_get(c, arg, narg, out);
    json_as_text(c, out);
}

struct lm_val *
lm_json_text_vals(struct lm_arena *a, const struct lm_val *v, uint32_t *n)
{
    struct lm_str s = lm_str_trim(lm_val_text(v));
    struct lm_json_iter it;

    *n = 0;
    if (v->kind == LM_K_STR && !lm_braces_parse(s, a, &s) && !lm_json_valid(s))
        return NULL;
    if ((v->kind != LM_K_STR && v->kind != LM_K_JSON) || lm_json_kind(s) != LM_JSON_ARRAY)
        return NULL;
    struct lm_val *to = lm_alloc_raw(a, (lm_json_count(s) + 1) * sizeof *to);
    lm_json_begin(&it, s);
    while (lm_json_next(&it)) {
        struct lm_val item = lm_json_val(a, it.item);
        to[(*n)++] = lm_val_is_null(&item) ? item : lm_val_str(lm_fn_text(a, &item));
    }
    return to;
}

struct lm_str *
lm_json_texts(struct lm_arena *a, const struct lm_val *v, uint32_t *n)
{
    struct lm_val *item = lm_json_text_vals(a, v, n);
    struct lm_str *to = lm_alloc_raw(a, (*n + 1) * sizeof *to);

    if (item == NULL) {
        to[0] = lm_fn_text(a, v);
        *n = 1;
        return to;
    }
    for (uint32_t i = 0; i < *n; i++)
        to[i] = lm_val_text(&item[i]);
    return to;
}

/* Follows keys and places, each spelled as text; from argument k on. */
static void
json_follow(struct lm_call *c, struct lm_str at, const struct lm_str *step, uint32_t n,
            struct lm_val *out)
{
    int64_t place = 0;

    for (uint32_t i = 0; i < n; i++) {
        bool there = lm_json_kind(at) == LM_JSON_ARRAY
                         ? lm_i64_parse(step[i], &place) && lm_json_at(at, place, &at)
                         : lm_json_get(at, step[i], &at);
        if (!there)
            return;
    }
    *out = lm_json_val(c->arena, at);
}

/* a #> path */
void
lm_fn_json_path_get(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    uint32_t n = 0;
    struct lm_str *step = lm_json_texts(c->arena, &arg[1], &n);

    json_follow(c, lm_json_arg(c, arg, 0), step, n, out);
}

void
lm_fn_json_path_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    lm_fn_json_path_get(c, arg, narg, out);
    json_as_text(c, out);
}

/* json_extract_path(v, key, ...) */
void
lm_fn_json_extract_path(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_str *step = lm_alloc_raw(c->arena, narg * sizeof *step);

    for (uint32_t i = 1; i < narg; i++)
        step[i - 1] = lm_fn_text(c->arena, &arg[i]);
    json_follow(c, lm_json_arg(c, arg, 0), step, narg - 1, out);
}

void
lm_fn_json_extract_path_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                             struct lm_val *out)
{
    lm_fn_json_extract_path(c, arg, narg, out);
    json_as_text(c, out);
}

/* What a path finds, gathered. */
struct json_found {
    struct lm_out items; /* of an array, without its brackets */
    struct lm_str first;
    uint32_t n;
};

static bool
json_gather(void *user, struct lm_str item)
{
    struct json_found *f = user;

    if (f->n++ == 0)
        f->first = item;
    else
        lm_out_addc(&f->items, ',');
    lm_out_adds(&f->items, item);
    return true;
}

/* json_extract(v, path): "$.a[0]", a key, or a place; a path with a wildcard gives an array. */
void
lm_fn_json_extract(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct json_found f = {.items = lm_out_new(c->arena)};

    if (arg[1].kind != LM_K_STR || arg[1].n == 0 || arg[1].p[0] != '$') {
        lm_fn_json_get(c, arg, narg, out);
        return;
    }
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    if (p == NULL)
        return;
    lm_out_addc(&f.items, '[');
    lm_json_path_walk(c->arena, p, lm_json_arg(c, arg, 0), false, json_gather, &f);
    lm_out_addc(&f.items, ']');
    if (lm_json_path_many(p))
        *out = lm_out_nested(&f.items);
    else if (f.n > 0)
        *out = lm_json_val(c->arena, f.first);
}

void
lm_fn_json_extract_string(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                          struct lm_val *out)
{
    lm_fn_json_extract(c, arg, narg, out);
    json_as_text(c, out);
}

static bool
json_one_is_enough(void *user, struct lm_str item)
{
    *(bool *)user = true;
    return false;
}

void
lm_fn_json_path_exists(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    bool found = false;

    if (p == NULL)
        return;
    if (lm_json_path_walk(c->arena, p, lm_json_arg(c, arg, 0), true, json_one_is_enough, &found))
        *out = lm_val_bool(found);
}

void
lm_fn_json_path_match(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    struct json_found f = {.items = lm_out_new(c->arena)};

    if (p == NULL)
        return;
    struct lm_str root = lm_json_arg(c, arg, 0);
    int truth = lm_json_path_truth(c->arena, p, root);
    if (truth >= 0)
        *out = lm_val_bool(truth == 1);
    if (truth != -2)
        return;
    /* A path that leads to a boolean says as much as a predicate. */
    lm_json_path_walk(c->arena, p, root, true, json_gather, &f);
    if (f.n == 1 && lm_json_kind(f.first) == LM_JSON_BOOL)
        *out = lm_json_val(c->arena, f.first);
}

/* jsonb_path_query_array(v, path) */
void
lm_fn_json_path_query(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    struct json_found f = {.items = lm_out_new(c->arena)};

    if (p == NULL)
        return;
    lm_out_addc(&f.items, '[');
    bool there = lm_json_path_walk(c->arena, p, lm_json_arg(c, arg, 0), true, json_gather, &f);
    lm_out_addc(&f.items, ']');
    if (there || lm_json_path_silent(p))
        *out = lm_out_nested(&f.items);
}

void
lm_fn_json_path_first(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    struct json_found f = {.items = lm_out_new(c->arena)};

    if (p == NULL)
        return;
    lm_json_path_walk(c->arena, p, lm_json_arg(c, arg, 0), true, json_gather, &f);
    if (f.n > 0)
        *out = lm_json_val(c->arena, f.first);
}

void
lm_fn_json_typeof(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const char *const names[] = {NULL,     "null",  "boolean", "number",
                                        "string", "array", "object"};
    const char *name = names[lm_json_kind(lm_json_arg(c, arg, 0))];

    if (name != NULL)
        *out = lm_val_str(lm_str_of(name));
}

void
lm_fn_json_array_length(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_str s = lm_json_arg(c, arg, 0);

    if (lm_json_kind(s) == LM_JSON_ARRAY)
        *out = lm_val_int(lm_json_count(s));
    else
        LM_FN_FAIL(c, LM_E_VALUE, "the length of a value that is no array");
}

/* key, value, key, value, ... */
void
lm_fn_json_object(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    if (narg % 2 != 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "a key without a value");
        return;
    }
    lm_out_addc(&o, '{');
    for (uint32_t i = 0; i < narg; i += 2) {
        if (lm_val_is_null(&arg[i])) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "a key is NULL");
            return;
        }
        if (i > 0)
            lm_out_addc(&o, ',');
        struct lm_str key = lm_fn_text(c->arena, &arg[i]);
        lm_out_quote(&o, key);
        lm_out_addc(&o, ':');
        lm_out_json(&o, &arg[i + 1]);
    }
    lm_out_addc(&o, '}');
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

void
lm_fn_json_array(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);

    lm_out_addc(&o, '[');
    for (uint32_t i = 0; i < narg; i++) {
        if (i > 0)
            lm_out_addc(&o, ',');
        lm_out_json(&o, &arg[i]);
    }
    lm_out_addc(&o, ']');
    if (lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

/* The JSON value of any value: times become text. */
void
lm_fn_to_json(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bool text = arg[0].kind == LM_K_BYTES || (arg[0].kind >= LM_K_DATE && arg[0].kind <= LM_K_IVL);

    *out = text ? lm_val_str(lm_fn_text(c->arena, &arg[0])) : arg[0];
}

void
lm_fn_from_json(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    if (lm_json_valid(lm_val_text(&arg[0])))
        *out = lm_json_val(c->arena, lm_val_text(&arg[0]));
    else
        LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is no JSON", (int)(arg[0].n > 100 ? 100 : arg[0].n),
                   arg[0].p);
}

void
lm_fn_json_valid(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    *out = lm_val_bool(arg[0].kind != LM_K_STR || lm_json_valid(lm_val_text(&arg[0])));
}
