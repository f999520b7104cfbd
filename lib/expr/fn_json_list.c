/* fn_json_list.c -- JSON: the keys, values, members and elements of a value as an array. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_json.h"
#include "expr/functions.h"

/* What is listed of a value of which kind; another one fails with the phrase. */
struct json_list {
    enum lm_json_kind kind;
    const char *refusal;
    void (*put)(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it);
};

static void
json_list(struct lm_call *c, const struct lm_val *arg, const struct json_list *how, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_json_iter it;

    lm_json_begin(&it, lm_json_arg(c, arg, 0));
    if (lm_json_kind(it.text) != how->kind) {
        LM_FN_FAIL(c, LM_E_VALUE, "%s", how->refusal);
        return;
    }
    lm_out_addc(&o, '[');
    while (lm_json_next(&it)) {
        if (o.n > 1)
            lm_out_addc(&o, ',');
        how->put(c, &o, &it);
    }
    lm_out_addc(&o, ']');
    *out = lm_out_nested(&o);
}

static void
put_key(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it)
{
    lm_out_addc(o, '"');
    lm_out_adds(o, it->key);
    lm_out_addc(o, '"');
}

static void
put_value(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it)
{
    lm_out_adds(o, it->item);
}

/* What ->> makes of it: a text, or null. */
static void
put_text(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it)
{
    struct lm_val v = lm_json_val(c->arena, it->item);

    if (lm_val_is_null(&v))
        lm_out_addz(o, "null");
    else
        lm_out_quote(o, lm_fn_text(c->arena, &v));
}

static void
put_member(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it)
{
    lm_out_addz(o, "{\"key\":");
    put_key(c, o, it);
    lm_out_addz(o, ",\"value\":");
    put_value(c, o, it);
    lm_out_addc(o, '}');
}

static void
put_member_text(struct lm_call *c, struct lm_out *o, const struct lm_json_iter *it)
{
    lm_out_addz(o, "{\"key\":");
    put_key(c, o, it);
    lm_out_addz(o, ",\"value\":");
    put_text(c, o, it);
    lm_out_addc(o, '}');
}

void
lm_fn_json_keys(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const struct json_list keys = {LM_JSON_OBJECT, "the keys of a value that is no object", put_key};

    json_list(c, arg, &keys, out);
}

void
lm_fn_map_values(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const struct json_list values = {LM_JSON_OBJECT, "the values of a value that is no map",
                                            put_value};

    json_list(c, arg, &values, out);
}

/* The members of an object: {"key":..,"value":..}. */
void
lm_fn_json_each(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const struct json_list each = {LM_JSON_OBJECT, "the members of a value that is no object",
                                          put_member};

    json_list(c, arg, &each, out);
}

void
lm_fn_json_each_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    static const struct json_list each = {LM_JSON_OBJECT, "the members of a value that is no object",
                                          put_member_text};

    json_list(c, arg, &each, out);
}

/* The array itself, for table functions over its elements. */
void
lm_fn_json_elements(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_json_arg(c, arg, 0);

    if (lm_json_kind(s) == LM_JSON_ARRAY)
        *out = lm_json_val(c->arena, s);
    else
        LM_FN_FAIL(c, LM_E_VALUE, "the elements of a value that is no array");
}

void
lm_fn_json_elements_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                         struct lm_val *out)
{
    static const struct json_list elements = {LM_JSON_ARRAY, "the elements of a value that is no array",
                                              put_text};

    json_list(c, arg, &elements, out);
}
