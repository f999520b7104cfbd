/* over.c -- window functions (OVER): their names, and what their answers wait for. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/over.h"

#include <assert.h>

static const struct over_name {
    const char *name;
    enum lm_over_kind kind;
} over_names[] = {
    { "row_number", LM_W_ROW_NUMBER },
    { "rank", LM_W_RANK },
    { "dense_rank", LM_W_DENSE_RANK },
    { "ntile", LM_W_NTILE },
    { "percent_rank", LM_W_PERCENT_RANK },
    { "cume_dist", LM_W_CUME_DIST },
    { "lag", LM_W_LAG },
    { "lead", LM_W_LEAD },
    { "first_value", LM_W_FIRST_VALUE },
    { "last_value", LM_W_LAST_VALUE },
    { "nth_value", LM_W_NTH_VALUE },
    { "first", LM_W_FIRST_VALUE },
    { "last", LM_W_LAST_VALUE },
};

int
lm_over_find(struct lm_str name)
{
    for (size_t i = 0; i < sizeof over_names / sizeof *over_names; i++)
        if (lm_str_eq_nocase(name, lm_str_of(over_names[i].name)))
            return (int)over_names[i].kind;
    return -1;
}

bool
lm_over_ranks(enum lm_over_kind kind)
{
    return kind == LM_W_ROW_NUMBER || kind == LM_W_RANK || kind == LM_W_DENSE_RANK;
}

bool
lm_over_at_once(const struct lm_over_fn *f)
{
    switch (f->kind) {
    case LM_W_ROW_NUMBER:
    case LM_W_RANK:
    case LM_W_DENSE_RANK:
        return true;
    case LM_W_LAG:
        return f->by == NULL;
    case LM_W_NTILE:
    case LM_W_PERCENT_RANK:
    case LM_W_CUME_DIST:
    case LM_W_LEAD:
        return false;
    case LM_W_FIRST_VALUE:
        if (f->from == LM_B_FIRST && f->to >= LM_B_CURRENT && !f->ignore_nulls && f->exclude == LM_EXCLUDE_NONE)
            return true;
        break;
    default:
        break;
    }
    return f->rows && f->to <= LM_B_CURRENT && f->exclude <= LM_EXCLUDE_ROW;
}

bool
lm_over_needs_end(const struct lm_over_fn *f)
{
    switch (f->kind) {
    case LM_W_NTILE:
    case LM_W_PERCENT_RANK:
    case LM_W_CUME_DIST:
        return true;
    case LM_W_ROW_NUMBER:
    case LM_W_RANK:
    case LM_W_DENSE_RANK:
        return false;
    case LM_W_LAG:
    case LM_W_LEAD:
        return f->by != NULL;
    default:
        return f->to == LM_B_LAST && !lm_over_at_once(f);
    }
}

const char *
lm_over_name(const struct lm_over_fn *f)
{
    if (f->kind == LM_W_AGG)
        return f->agg.type->name;
    for (size_t i = 0; i < sizeof over_names / sizeof *over_names; i++)
        if (over_names[i].kind == f->kind)
            return over_names[i].name;
    assert(!"a kind without a name");
    return "";
}
