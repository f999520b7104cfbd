/* csv_row.c -- the fields of a CSV or TSV record into columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/utf8.h"
#include "fmt/csv_in.h"
#include "fmt/short_int.h"

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
    return (struct lm_str){ to, n };
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

bool
cs_fast(struct cs *cs, struct lm_put *o, const char *p, uint32_t begin, uint32_t from)
{
    const struct lm_scan *s = &cs->s;

    for (uint32_t k = 0; k < cs->nread; k++) {
        struct cs_read r = cs->reads[k];
        uint32_t at = r.field == 0 ? begin : s->pos[from + r.field - 1] + 1u;
        uint32_t end = s->pos[from + r.field];
        struct cs_field f = { { p + at, end - at }, false };
        if (r.field + 1 == cs->nfield && end > at && p[end - 1] == '\r')
            f.text.n--;
        if (s->quotes && f.text.n > 0 && f.text.p[0] == cs->quote) {
            f.text = (struct lm_str){ p + at + 1, f.text.n - 2 };
            f.quoted = true;
            if (memchr(f.text.p, cs->quote, f.text.n) != NULL)
                return false;
        }
        cs_value(cs, o, r.col, f, s->rare == 0 || !lm_scan_rare(s, at, end));
    }
    for (uint32_t k = 0; k < cs->nabsent; k++)
        lm_put_missing(o, &o->cols[cs->absent[k]], cs->d.cols[cs->absent[k]].want);
    return true;
}
