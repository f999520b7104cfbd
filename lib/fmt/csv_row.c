/* csv_row.c -- the fields of a CSV or TSV record into columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/utf8.h"
#include "fmt/csv_in.h"
#include "fmt/short_num.h"

/* TSV's escapes; others stay as they are. */
static struct lm_str
unescape(struct lm_arena *a, struct lm_str s)
{
    if (memchr(s.p, '\\', s.n) == NULL)
        return s;
    char *to = lm_alloc_raw(a, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        static const char from[] = "tnr\\", into[] = "\t\n\r\\";
        const char *known = s.p[i] == '\\' && i + 1 < s.n ? memchr(from, s.p[i + 1], 4) : NULL;
        to[n++] = known != NULL ? into[known - from] : s.p[i];
        i += known != NULL;
    }
    return (struct lm_str){to, n};
}

/* A text that is neither number nor boolean. */
static void
value_text(struct cs *cs, struct lm_put *o, uint32_t col, struct lm_str s, bool clean)
{
    uint64_t bad = 0;

    if (!clean) {
        if (cs->escapes)
            s = unescape(o->arena, s);
        s = lm_utf8_clean(o->arena, s, &bad);
        cs->d.bad_utf8 += bad;
    }
    lm_put_str(o, &o->cols[col], cs->d.cols[col].want, s);
}

void
cs_value(struct cs *cs, struct lm_put *o, uint32_t col, struct cs_field f, bool clean)
{
    struct lm_str s = f.text, null = cs->d.options.null_text;
    struct lm_col *c = &o->cols[col];
    uint32_t want = cs->d.cols[col].want;
    int64_t i = 0;
    double r = 0;

    if (s.n == 0 ? !f.quoted : null.n > 0 && lm_str_eq(s, null)) {
        lm_put_null(o, c);
        return;
    }
    if ((want & LM_WANT_TEXT) == 0 && s.n > 0) {
        if ((uint8_t)(s.p[0] - '0') <= 9 || s.p[0] == '-') {
            if (lm_short_int(s.p, s.n, &i)) {
                lm_put_int(o, c, want, i);
                return;
            }
            if (lm_short_real(s.p, s.n, &r)) {
                lm_put_f64(o, c, want, r, s);
                return;
            }
            if (lm_put_number(o, c, want, s))
                return;
        } else if ((s.p[0] == 't' && lm_str_eq(s, LM_STR("true"))) ||
                   (s.p[0] == 'f' && lm_str_eq(s, LM_STR("false")))) {
            lm_put_bool(o, c, want, s.p[0] == 't');
            return;
        }
    }
    value_text(cs, o, col, s, clean);
}

/* The text of a quoted field in which quotes are doubled. */
static struct lm_str
undouble(struct cs *cs, struct lm_arena *a, struct lm_str s)
{
    uint32_t n = 0;
    struct cs_field *f = cs_split(cs, a, (struct lm_str){s.p - 1, s.n + 2}, &n);

    assert(n == 1);
    return f[0].text;
}

void
cs_put(struct cs *cs, struct lm_put *o, uint32_t col, struct lm_str text)
{
    struct cs_field f = {text, cs_quoted(cs, text)};
    bool clean = cs_clean(cs, text);

    if (f.quoted && !clean && memchr(text.p, cs->quote, text.n) != NULL)
        f.text = undouble(cs, o->arena, text);
    cs_value(cs, o, col, f, clean);
}
