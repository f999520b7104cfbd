/* csv_column.c -- the fields of one column of many CSV records. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "fmt/csv_in.h"
#include "fmt/number_run.h"

/* Whether a text that is not empty may be a number or a boolean. A number ends in a digit. */
static inline bool
maybe_other(struct lm_str s)
{
    char first = s.p[0], last = s.p[s.n - 1];

    if ((uint8_t)(first - '0') <= 9 || first == '-')
        return (uint8_t)(last - '0') <= 9;
    return (s.n == 4 && memcmp(s.p, "true", 4) == 0) || (s.n == 5 && memcmp(s.p, "false", 5) == 0);
}

/* Fields that go to a column, a row each. */
struct run {
    const struct cs *cs;
    struct lm_col *col;
    uint32_t want;
    uint32_t row; /* of the first */
    const struct lm_str *v;
    uint32_t n;
};

/* Fields, from number i on, that are text as they are. Answers how many. */
static uint32_t
run_texts(const struct run *r, uint32_t i)
{
    struct lm_str null = r->cs->d.options.null_text, *to = r->col->s + r->row;
    bool all = (r->want & LM_WANT_TEXT) != 0;
    uint32_t first = i;

    for (; i < r->n && r->v[i].n > 0 && (all || !maybe_other(r->v[i])) && cs_clean(r->cs, r->v[i]);
         i++) {
        if (null.n > 0 && lm_str_eq(r->v[i], null))
            break;
        to[i] = r->v[i];
    }
    return i - first;
}

/* Writes fields, from number i on, of the kind that the column has. Answers how many. */
static uint32_t
run_kind(const struct run *r, uint32_t i)
{
    if (r->col->kind == LM_K_STR)
        return run_texts(r, i);
    if ((r->want & LM_WANT_TEXT) != 0 ||
        r->cs->d.options.null_text.n > 0) /* it may look like a number */
        return 0;
    return lm_run_column(r->v + i, r->n - i, r->col, r->row + i, (r->want & LM_WANT_SPELLING) != 0);
}

static void
run_column(struct cs *cs, struct lm_put *o, uint32_t col, const struct lm_str *v, uint32_t n)
{
    struct run r = {cs, &o->cols[col], cs->d.cols[col].want, o->row, v, n};

    if (r.col->null != NULL)
        memset(r.col->null + r.row, 0, n);
    for (uint32_t i = 0;; i++) {
        i += run_kind(&r, i);
        if (i == n)
            break;
        o->row = r.row + i;
        cs_put(cs, o, col, v[i]);
    }
    o->row = r.row;
}

void
cs_run(struct cs *cs, struct lm_put *o, uint32_t line, uint32_t n)
{
    const uint16_t *first = cs->s.pos + (line > 0 ? cs->s.end[line - 1] + 1u : 0);
    struct lm_str v[LM_RUN_ROWS];

    assert(n <= LM_RUN_ROWS);
    assert(o->row + n <= o->cap);
    for (uint32_t k = 0; k < cs->nread; k++) {
        uint32_t field = cs->reads[k].field;
        const uint16_t *end = first + field;
        for (uint32_t i = 0; i < n; i++, end += cs->nfield)
            v[i] = cs_text(cs, end, field + 1 == cs->nfield);
        run_column(cs, o, cs->reads[k].col, v, n);
    }
    for (uint32_t k = 0; k < cs->nabsent; k++) {
        uint32_t j = cs->absent[k], row = o->row;
        for (uint32_t i = 0; i < n; i++, o->row++)
            lm_put_missing(o, &o->cols[j], cs->d.cols[j].want);
        o->row = row;
    }
}
