/* fn.c -- the table of scalar functions and operators, and its look-up by name. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include <assert.h>

const struct lm_fn lm_fns[] = {
#define LM_FN(name, signature, row, batch, flags, meaning, example, result) \
    { name, signature, row, batch, flags, meaning, example, result },
#define LM_FAMILY(title)
#include "expr/operators.def"
#include "expr/functions.def"
#undef LM_FN
#undef LM_FAMILY
};

const uint32_t lm_fn_count = sizeof lm_fns / sizeof lm_fns[0];

/* The first row from number `from` on that has the name. The table is short and is searched while a
 * query is bound, so a walk does; the first letter rules out nearly all. */
static const struct lm_fn *
fn_from(uint32_t from, struct lm_str name)
{
    assert(from <= lm_fn_count);
    if (name.n == 0)
        return NULL;
    for (uint32_t i = from; i < lm_fn_count; i++) {
        if (((lm_fns[i].name[0] ^ name.p[0]) & ~0x20) != 0)
            continue;
        if (lm_str_eq_nocase(lm_str_of(lm_fns[i].name), name))
            return &lm_fns[i];
    }
    return NULL;
}

const struct lm_fn *
lm_fn_find(struct lm_str name)
{
    return fn_from(0, name);
}

const struct lm_fn *
lm_fn_next(const struct lm_fn *f)
{
    assert(f >= lm_fns && f < lm_fns + lm_fn_count);
    return fn_from((uint32_t)(f - lm_fns) + 1, lm_str_of(f->name));
}
