/* fn_batch_json.c -- a member of JSON by constant keys, over whole columns. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Text of a declared VARCHAR must be proved to be JSON; lm_json_seek does so in the pass that finds the
 * member. A row where it met something rare, or that is no JSON, goes to the row function.
 */
#include "expr/fn_batch.h"

#include <assert.h>

#include "data/json_seek.h"
#include "expr/expr_priv.h"
#include "expr/fn_json.h"

enum { KEYS_MAX = 16 };

/* The keys of argument 1, when it is constant: a path of members, or one key. 0: it is something else. */
static uint32_t
member_keys(struct lm_call *c, bool path, struct lm_str *key)
{
    const struct lm_expr *e = c->node->arg[1];

    if (e->op != LM_X_CONST || e->value.kind != LM_K_STR)
        return 0;
    key[0] = lm_val_text(&e->value);
    if (!path || key[0].n == 0 || key[0].p[0] != '$')
        return 1;
    const struct lm_val arg[2] = { LM_VAL_NULL, e->value };
    enum lm_on_error was = c->x->on_error;
    c->x->on_error = LM_ON_ERROR_NULL; /* a bad path is said of the rows that come to it */
    struct lm_json_path *p = lm_json_path_of(c, arg, 1);
    c->x->on_error = was;
    return p != NULL ? lm_json_path_keys(p, key, KEYS_MAX) : 0;
}

/* A whole number that prints as it is written. */
static bool
is_plain_number(struct lm_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)(s.p[i] - '0') > 9)
            return false;
    return true;
}

/* The value of an item as text; a string has no escapes. */
static void
member_text(struct lm_call *c, struct lm_str item, struct lm_val *out)
{
    assert(item.n > 0);
    if (is_plain_number(item)) {
        *out = lm_val_str(item);
        return;
    }
    if (item.p[0] == '"') {
        *out = lm_val_str((struct lm_str){ item.p + 1, item.n - 2 });
        return;
    }
    *out = lm_json_val(c->arena, item);
    if (!lm_val_is_null(out))
        *out = lm_val_str(lm_fn_text(c->arena, out));
}

/* Row r of column `from`: what the keys lead to. */
static void
member_of(struct lm_call *c, const struct lm_col *from, const struct lm_str *key, uint32_t nkey,
          struct lm_val *out)
{
    bool text = c->node->type.id == LM_T_VARCHAR;
    struct lm_str item;

    switch (lm_json_seek(from->s[c->row], key, nkey, &item)) {
    case LM_SEEK_FOUND:
        if (text)
            member_text(c, item, out);
        else
            *out = lm_json_val(c->arena, item);
        return;
    case LM_SEEK_NONE:
        return;
    default:
        break;
    }
    struct lm_val arg[2] = { lm_col_get(from, c->row), c->node->arg[1]->value };
    c->node->fn->row(c, arg, 2, out);
}

static const struct lm_col *
member_col(struct lm_call *c, const struct lm_col *from, bool path, struct lm_sel sel)
{
    struct lm_str key[KEYS_MAX];
    bool declared = c->node->arg[0]->type.id == LM_T_VARCHAR;
    struct lm_build b;

    if (from->kind != LM_K_JSON && (from->kind != LM_K_STR || !declared))
        return NULL;
    uint32_t nkey = member_keys(c, path, key);
    if (nkey == 0)
        return NULL;
    lm_build_begin(&b, c->arena, sel, lm_eval_rows(c->x));
    for (uint32_t k = 0; k < sel.n; k++) {
        struct lm_val out = LM_VAL_NULL;
        c->row = lm_sel_row(sel, k);
        if (from->null == NULL || from->null[c->row] == 0)
            member_of(c, from, key, nkey, &out);
        lm_build_put(&b, &out);
    }
    return b.c;
}

const struct lm_col *
lm_fn_json_get_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                     struct lm_sel sel)
{
    return narg == 2 ? member_col(c, arg[0], false, sel) : NULL;
}

const struct lm_col *
lm_fn_json_extract_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                         struct lm_sel sel)
{
    return narg == 2 ? member_col(c, arg[0], true, sel) : NULL;
}
