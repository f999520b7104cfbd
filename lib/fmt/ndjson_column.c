/* ndjson_column.c -- the values that one key has in many records of one shape. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "fmt/ndjson.h"
#include "fmt/number_run.h"

/* Values that go to a column, a row each. */
struct run {
    const struct ndjson *nd;
    struct lm_col *col;
    uint32_t want;
    uint32_t row; /* of the first */
    const struct lm_str *v;
    uint32_t n;
};

/* Texts, from number i on, that have only plain ASCII between their quotes. Answers how many. */
static uint32_t
run_texts(const struct run *r, uint32_t i)
{
    struct lm_str *to = r->col->s + r->row;
    uint32_t first = i;

    for (; i < r->n && r->v[i].p[0] == '"' && nd_clean(r->nd, r->v[i]); i++)
        to[i] = (struct lm_str){r->v[i].p + 1, r->v[i].n - 2};
    return i - first;
}

/* Writes values, from number i on, of the kind that the column has. Answers how many. */
static uint32_t
run_kind(const struct run *r, uint32_t i)
{
    if (r->col->kind == LM_K_STR)
        return run_texts(r, i);
    if ((r->want & LM_WANT_TEXT) != 0)
        return 0;
    return lm_run_column(r->v + i, r->n - i, r->col, r->row + i, (r->want & LM_WANT_SPELLING) != 0);
}

bool
nd_column(struct ndjson *nd, struct lm_put *o, uint32_t col, const struct lm_str *v, uint32_t n)
{
    struct run r = {nd, &o->cols[col], nd->d.cols[col].want, o->row, v, n};
    bool good = true;

    assert(n <= LM_RUN_ROWS);
    assert(r.row + n <= o->cap);
    if (r.col->null != NULL)
        memset(r.col->null + r.row, 0, n);
    for (uint32_t i = 0; good; i++) {
        i += run_kind(&r, i);
        if (i == n)
            break;
        o->row = r.row + i;
        good = nd_value(nd, o, col, v[i], nd_clean(nd, v[i]));
    }
    o->row = r.row;
    return good;
}
