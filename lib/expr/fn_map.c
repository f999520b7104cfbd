/* fn_map.c -- maps and structs: objects whose keys are texts. */
/* SPDX-License-Identifier: Apache-2.0 */

#include "expr/fn_json.h"
#include "expr/functions.h"

/* map(keys, values): the last of equal keys wins when it is read. */
void
lm_fn_map(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_json_iter key, value;

    lm_out_addc(&o, '{');
    if (narg == 2 && (arg[0].kind != LM_K_JSON || arg[1].kind != LM_K_JSON)) {
        LM_FN_FAIL(c, LM_E_VALUE, "map takes an array of keys and one of values");
        return;
    }
    if (narg == 2) {
        if (lm_json_count(lm_val_text(&arg[0])) != lm_json_count(lm_val_text(&arg[1]))) {
            LM_FN_FAIL(c, LM_E_DOMAIN, "map needs as many keys as values");
            return;
        }
        lm_json_begin(&key, lm_val_text(&arg[0]));
        lm_json_begin(&value, lm_val_text(&arg[1]));
        while (lm_json_next(&key) && lm_json_next(&value)) {
            struct lm_val k = lm_json_val(c->arena, key.item);
            if (lm_val_is_null(&k)) {
                LM_FN_FAIL(c, LM_E_DOMAIN, "a key is NULL");
                return;
            }
            struct lm_str text = lm_fn_text(c->arena, &k);
            if (o.n > 1)
                lm_out_addc(&o, ',');
            lm_out_quote(&o, text);
            lm_out_addc(&o, ':');
            lm_out_adds(&o, value.item);
        }
    }
    lm_out_addc(&o, '}');
    *out = lm_out_nested(&o);
}

void
lm_fn_map_contains_key(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_str item;

    *out = lm_val_bool(lm_json_get(lm_json_arg(c, arg, 0), lm_fn_text(c->arena, &arg[1]), &item));
}

/* element_at(map, key), element_at(array, place) */
void
lm_fn_element_at(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_json_arg(c, arg, 0), item;
    bool there = lm_json_kind(s) == LM_JSON_OBJECT
                     ? lm_json_get(s, lm_fn_text(c->arena, &arg[1]), &item)
                     : lm_json_step(s, &arg[1], &item);

    if (there)
        *out = lm_json_val(c->arena, item);
}
