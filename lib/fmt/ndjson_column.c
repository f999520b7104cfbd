/* ndjson_column.c -- the values that one key has in many records of one shape. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "fmt/ndjson.h"
#include "fmt/number_run.h"

/* Texts that have only plain ASCII between their quotes. Answers how many there are. */
static uint32_t
run_texts(const struct lm_scan *s, const char *p, const struct lm_str *v, uint32_t n, struct lm_str *to)
{
    uint32_t i = 0;

    for (; i < n && v[i].p[0] == '"'; i++) {
        uint32_t from = (uint32_t)(v[i].p - p);
        if (s->rare != 0 && lm_scan_rare(s, from, from + (uint32_t)v[i].n))
            break;
        to[i] = (struct lm_str){ v[i].p + 1, v[i].n - 2 };
    }
    return i;
}

/* Writes values of the kind that the column has, from row `row` on. Answers how many. */
static uint32_t
run_kind(const struct lm_scan *s, const char *p, struct lm_col *c, uint32_t row, const struct lm_str *v,
         uint32_t n)
{
    uint32_t done = 0;

    if (c->kind == LM_K_INT)
        return lm_run_ints(v, n, c->i + row);
    if (c->kind == LM_K_STR)
        return run_texts(s, p, v, n, c->s + row);
    if (c->kind != LM_K_F64)
        return 0;
    done = lm_run_reals(v, n, c->f + row);
    if (c->text != NULL)
        memcpy(c->text + row, v, done * sizeof *v);
    return done;
}

bool
nd_column(struct ndjson *nd, struct lm_put *o, uint32_t col, const char *p, const struct lm_str *v, uint32_t n)
{
    struct lm_col *c = &o->cols[col];
    const struct lm_scan *s = &nd->s;
    uint32_t row = o->row, i = 0;
    bool good = true;

    assert(n <= LM_RUN_ROWS);
    assert(row + n <= o->cap);
    if (c->null != NULL)
        memset(c->null + row, 0, n);
    while (good) {
        i += run_kind(s, p, c, row + i, v + i, n - i);
        if (i == n)
            break;
        uint32_t from = (uint32_t)(v[i].p - p);
        bool clean = s->rare == 0 || !lm_scan_rare(s, from, from + (uint32_t)v[i].n);
        o->row = row + i;
        good = nd_value(nd, o, col, v[i], clean);
        i++;
    }
    o->row = row;
    return good;
}
