/* fn_batch_strftime.c -- strftime with a constant pattern over whole columns. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A pattern whose fields all have a fixed width is a form: a text with gaps of two digits each. A row is
 * a copy of the form with its gaps filled in. Other patterns, and years that do not have four digits, are
 * left to the row function.
 */
#include "expr/fn_batch.h"

#include <assert.h>

#include "expr/expr_priv.h"
#include "expr/fn_day.h"

enum { FORM_BYTES = 64, FORM_GAPS = 24 };

/* What a gap is filled with: two digits of a time. */
enum gap_of { GAP_CENTURY, GAP_YEAR, GAP_MONTH, GAP_DAY, GAP_HOUR, GAP_HOUR12, GAP_MINUTE, GAP_SECOND,
              GAP_US_HIGH, GAP_US_MIDDLE, GAP_US_LOW, GAPS };

struct form {
    char text[FORM_BYTES];
    uint32_t n;
    uint32_t ngap;
    uint8_t at[FORM_GAPS];
    uint8_t of[FORM_GAPS]; /* enum gap_of */
};

static bool
form_text(struct form *f, char c)
{
    if (f->n == FORM_BYTES)
        return false;
    f->text[f->n++] = c;
    return true;
}

static bool
form_gaps(struct form *f, enum gap_of first, uint32_t n)
{
    if (f->ngap + n > FORM_GAPS || f->n + 2 * n > FORM_BYTES)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        f->at[f->ngap] = (uint8_t)f->n;
        f->of[f->ngap++] = (uint8_t)(first + i);
        f->n += 2;
    }
    return true;
}

/* One letter behind a %; false: the pattern has no form. */
static bool
form_letter(struct form *f, char letter)
{
    switch (letter) {
    case 'Y': return form_gaps(f, GAP_CENTURY, 2);
    case 'C': return form_gaps(f, GAP_CENTURY, 1);
    case 'y': return form_gaps(f, GAP_YEAR, 1);
    case 'm': return form_gaps(f, GAP_MONTH, 1);
    case 'd': return form_gaps(f, GAP_DAY, 1);
    case 'H': return form_gaps(f, GAP_HOUR, 1);
    case 'I': return form_gaps(f, GAP_HOUR12, 1);
    case 'M': return form_gaps(f, GAP_MINUTE, 1);
    case 'S': return form_gaps(f, GAP_SECOND, 1);
    case 'f': return form_gaps(f, GAP_US_HIGH, 3);
    case '%': return form_text(f, '%');
    case 'F': return form_letter(f, 'Y') && form_text(f, '-') && form_letter(f, 'm') &&
                     form_text(f, '-') && form_letter(f, 'd');
    case 'R': return form_letter(f, 'H') && form_text(f, ':') && form_letter(f, 'M');
    case 'T': return form_letter(f, 'R') && form_text(f, ':') && form_letter(f, 'S');
    default: return false;
    }
}

static bool
form_of(struct form *f, struct lm_str pattern)
{
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.p[i] != '%') {
            if (!form_text(f, pattern.p[i]))
                return false;
        } else if (++i == pattern.n || !form_letter(f, pattern.p[i])) {
            return false;
        }
    }
    return f->n > 0;
}

/* The values of all gaps; false: the year has not four digits. */
static inline bool
form_values(int64_t us, uint32_t value[GAPS])
{
    uint32_t n = lm_day_number(us);
    struct lm_day d = lm_day_of(n);
    uint64_t rest = (uint64_t)us - (uint64_t)lm_day_begin(n);
    uint32_t seconds = (uint32_t)(rest / LM_US_SECOND), part = (uint32_t)(rest % LM_US_SECOND);

    value[GAP_CENTURY] = (uint32_t)d.year / 100;
    value[GAP_YEAR] = (uint32_t)d.year % 100;
    value[GAP_MONTH] = d.month;
    value[GAP_DAY] = d.day + 1;
    value[GAP_HOUR] = seconds / 3600;
    value[GAP_HOUR12] = (seconds / 3600 + 11) % 12 + 1;
    value[GAP_MINUTE] = seconds / 60 % 60;
    value[GAP_SECOND] = seconds % 60;
    value[GAP_US_HIGH] = part / 10000;
    value[GAP_US_MIDDLE] = part / 100 % 100;
    value[GAP_US_LOW] = part % 100;
    return (uint32_t)d.year <= 9999;
}

static inline void
form_fill(const struct form *f, const uint32_t value[GAPS], char *to)
{
    memcpy(to, f->text, f->n);
    for (uint32_t g = 0; g < f->ngap; g++) {
        uint32_t v = value[f->of[g]], ten = v * 103 >> 10;
        to[f->at[g]] = (char)('0' + ten);
        to[f->at[g] + 1] = (char)('0' + (v - 10 * ten));
    }
}

const struct lm_col *
lm_fn_strftime_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg,
                     struct lm_sel sel)
{
    const struct lm_expr *pattern = c->node->arg[1];
    struct form f = { .n = 0 };
    uint32_t value[GAPS];

    assert(narg == 2);
    if (arg[0]->kind != LM_K_TS || pattern->op != LM_X_CONST || pattern->value.kind != LM_K_STR ||
        !form_of(&f, lm_val_text(&pattern->value)))
        return NULL;
    struct lm_col *out = lm_eval_col(c->x, LM_K_STR);
    char *to = lm_alloc_raw(c->arena, (size_t)sel.n * f.n);
    out->null = arg[0]->null;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = c->row = lm_sel_row(sel, k);
        bool null = out->null != NULL && out->null[r] != 0;
        out->s[r] = (struct lm_str){ to, null ? 0 : f.n };
        if (null)
            continue;
        if (form_values(arg[0]->i[r], value)) {
            form_fill(&f, value, to);
            to += f.n;
            continue;
        }
        struct lm_val v[2] = { { .kind = LM_K_TS, .i = arg[0]->i[r] }, pattern->value }, text = LM_VAL_NULL;
        c->node->fn->row(c, v, 2, &text);
        out->s[r] = lm_val_text(&text);
    }
    return out;
}
