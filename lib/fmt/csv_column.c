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

/* Fields that are text as they are. Answers how many there are. */
static uint32_t
run_texts(const struct cs *cs, const char *p, const struct lm_str *v, uint32_t n, struct lm_str *to, bool all)
{
    struct lm_str null = cs->d.options.null_text;
    uint32_t i = 0;

    for (; i < n && v[i].n > 0 && (all || !maybe_other(v[i])) && cs_clean(cs, p, v[i]); i++) {
        if (null.n > 0 && lm_str_eq(v[i], null))
            break;
        to[i] = v[i];
    }
    return i;
}

/* Writes values of the kind that the column has, from row `row` on. Answers how many. */
static uint32_t
run_kind(const struct cs *cs, const char *p, uint32_t col, struct lm_col *c, uint32_t row,
         const struct lm_str *v, uint32_t n)
{
    bool null = cs->d.options.null_text.n > 0; /* it may look like a number */
    uint32_t done = 0;

    if (c->kind == LM_K_STR)
        return run_texts(cs, p, v, n, c->s + row, (cs->d.cols[col].want & LM_WANT_TEXT) != 0);
    if (c->kind == LM_K_INT && !null)
        return lm_run_ints(v, n, c->i + row);
    if (c->kind != LM_K_F64 || null)
        return 0;
    done = lm_run_reals(v, n, c->f + row);
    if (c->text != NULL)
        memcpy(c->text + row, v, done * sizeof *v);
    return done;
}

static void
run_column(struct cs *cs, struct lm_put *o, uint32_t col, const char *p, const struct lm_str *v, uint32_t n)
{
    struct lm_col *c = &o->cols[col];
    uint32_t row = o->row, i = 0;

    if (c->null != NULL)
        memset(c->null + row, 0, n);
    for (;; i++) {
        i += run_kind(cs, p, col, c, row + i, v + i, n - i);
        if (i == n)
            break;
        o->row = row + i;
        cs_put(cs, o, col, p, v[i]);
    }
    o->row = row;
}

void
cs_run(struct cs *cs, struct lm_put *o, const char *p, uint32_t line, uint32_t n)
{
    const uint16_t *first = cs->s.pos + (line > 0 ? cs->s.end[line - 1] + 1u : 0);
    struct lm_str v[LM_RUN_ROWS];

    assert(n <= LM_RUN_ROWS);
    assert(o->row + n <= o->cap);
    for (uint32_t k = 0; k < cs->nread; k++) {
        uint32_t field = cs->reads[k].field;
        const uint16_t *end = first + field;
        for (uint32_t i = 0; i < n; i++, end += cs->nfield)
            v[i] = cs_text(cs, p, end, field + 1 == cs->nfield);
        run_column(cs, o, cs->reads[k].col, p, v, n);
    }
    for (uint32_t k = 0; k < cs->nabsent; k++) {
        uint32_t j = cs->absent[k], row = o->row;
        for (uint32_t i = 0; i < n; i++, o->row++)
            lm_put_missing(o, &o->cols[j], cs->d.cols[j].want);
        o->row = row;
    }
}
