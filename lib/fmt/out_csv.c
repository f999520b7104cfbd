/* out_csv.c -- CSV, TSV and raw lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "fmt/out_priv.h"

/* A field of CSV: quoted where it would not read back as it is. NULL is nothing, empty text "". */
static void
csv_field(struct lm_encoder *e, const struct out_cell *c, struct lm_buf *out)
{
    struct lm_str s = c->text;
    bool plain = c->form == OUT_NULL || (s.n > 0 && !lm_str_eq(s, e->null_text));

    if (c->form == OUT_NULL) {
        lm_buf_adds(out, e->null_text);
        return;
    }
    for (size_t i = 0; plain && i < s.n; i++)
        plain = s.p[i] != e->delimiter && s.p[i] != e->quote && s.p[i] != '\n' && s.p[i] != '\r';
    if (plain) {
        lm_buf_adds(out, s);
        return;
    }
    char *w = lm_buf_room(out, 2 * s.n + 2), *begin = w;
    *w++ = e->quote;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == e->quote)
            *w++ = e->quote;
        *w++ = s.p[i];
    }
    *w++ = e->quote;
    out->n += (size_t)(w - begin);
}

/* A field of TSV: what would end it or the line is escaped with a backslash. */
static void
tsv_field(struct lm_encoder *e, const struct out_cell *c, struct lm_buf *out)
{
    static const char from[] = "\t\n\r\\", to[] = "tnr\\";
    struct lm_str s = c->text;

    if (c->form == OUT_NULL)
        lm_buf_adds(out, e->null_text);
    else if (s.n == 0)
        lm_buf_addz(out, "\"\"");
    char *w = lm_buf_room(out, 2 * s.n), *begin = w;
    for (size_t i = 0; i < s.n; i++) {
        const char *special =
            (unsigned char)s.p[i] <= '\\' ? memchr(from, s.p[i], sizeof from - 1) : NULL;
        if (special != NULL)
            *w++ = '\\';
        *w++ = special != NULL ? to[special - from] : s.p[i];
    }
    out->n += (size_t)(w - begin);
}

static inline uint64_t
csv_special(uint64_t x, const uint64_t *with)
{
    return out_zero(x ^ with[0]) | out_zero(x ^ with[1]) | out_zero(x ^ with[2]) |
           out_zero(x ^ with[3]);
}

/* A field that may need quotes or escapes. */
static void
csv_or_tsv(struct lm_encoder *e, const struct out_cell *c, struct lm_buf *out)
{
    if (e->fmt == LM_OUT_TSV)
        tsv_field(e, c, out);
    else
        csv_field(e, c, out);
}

static inline char *
csv_text(struct lm_encoder *e, char *w, struct lm_str s, struct lm_buf *out)
{
    const struct out *o = out_of(e);

    out->n = (size_t)(w - out->p);
    w = lm_buf_room(out, s.n + o->fix);
    if (s.n > 0 && out_copy(w, s.p, s.n, csv_special, o->special))
        return w + s.n;
    csv_or_tsv(e, &(struct out_cell){ .text = s, .form = OUT_TEXT }, out);
    return lm_buf_room(out, o->fix);
}

static inline char *
csv_spelled(struct lm_encoder *e, char *w, struct lm_str s, struct lm_buf *out)
{
    out->n = (size_t)(w - out->p);
    lm_buf_adds(out, s);
    return lm_buf_room(out, out_of(e)->fix);
}

/* Values of other kinds, by the way of their text. */
static char *
csv_val(struct lm_encoder *e, char *w, const struct lm_val *v, struct lm_buf *out)
{
    struct out *o = out_of(e);

    if (lm_val_is_null(v))
        return w;
    if (v->kind == LM_K_STR || v->kind == LM_K_JSON)
        return csv_text(e, w, lm_val_text(v), out);
    o->scratch.n = 0;
    lm_val_print(&o->scratch, v);
    return csv_text(e, w, lm_buf_str(&o->scratch), out);
}

static inline char *
csv_cell(struct lm_encoder *e, char *w, const struct lm_col *c, uint32_t r, struct lm_buf *out)
{
    if (c->kind == LM_K_DYN)
        return csv_val(e, w, &c->y[r], out);
    if (c->kind == LM_K_NULL || (c->null != NULL && c->null[r] != 0))
        return w;
    if (c->kind == LM_K_STR)
        return csv_text(e, w, c->s[r], out);
    if (c->kind == LM_K_INT || c->kind == LM_K_F64) {
        if (c->text != NULL && c->text[r].p != NULL)
            return csv_spelled(e, w, c->text[r], out);
        return w + (c->kind == LM_K_INT ? lm_i64_print(c->i[r], w) : lm_f64_print(c->f[r], w));
    }
    struct lm_val v = lm_col_get(c, r);
    return csv_val(e, w, &v, out);
}

void
lm_out_csv_plain(struct lm_encoder *e, const struct lm_batch *b, uint32_t r,
                 const struct out_tag *tag, struct lm_buf *out)
{
    char delimiter = e->fmt == LM_OUT_TSV ? '\t' : e->delimiter;
    char *w = lm_buf_room(out, out_of(e)->fix);

    if (tag->name.n > 0) {
        memcpy(w, tag->value.p + tag->text, tag->value.n - 2 * tag->text);
        w += tag->value.n - 2 * tag->text;
    }
    for (uint32_t i = 0; i < e->ncol; i++) {
        if (i > 0 || tag->name.n > 0)
            *w++ = delimiter;
        w = csv_cell(e, w, &b->cols[i], r, out);
    }
    *w++ = '\n';
    out->n = (size_t)(w - out->p);
}

/* Whether no number, no boolean and no tag needs quotes, so that texts alone must be looked at. */
bool
lm_out_csv_is_plain(struct lm_encoder *e)
{
    struct out *o = out_of(e);
    bool tsv = e->fmt == LM_OUT_TSV;
    unsigned char care[4] = { tsv ? '\t' : e->delimiter, tsv ? '\\' : e->quote, '\n', '\r' };

    for (int i = 0; i < 4; i++)
        o->special[i] = OUT_ONES * care[i];
    return e->null_text.n == 0 && strchr(",;|\t: ", (char)care[0]) != NULL &&
           strchr("\"'\\", (char)care[1]) != NULL;
}

void
lm_out_csv_head(struct lm_encoder *e, struct lm_buf *out)
{
    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addc(out, e->delimiter);
        csv_field(e, &(struct out_cell){ .text = e->fixed[i], .form = OUT_TEXT }, out);
    }
    lm_buf_addc(out, '\n');
}

void
lm_out_csv_row(struct lm_encoder *e, struct lm_buf *out)
{
    const struct out *o = out_of(e);

    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addc(out, e->delimiter);
        csv_field(e, &o->cells[i], out);
    }
    lm_buf_addc(out, '\n');
}

void
lm_out_tsv_head(struct lm_encoder *e, struct lm_buf *out)
{
    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addc(out, '\t');
        tsv_field(e, &(struct out_cell){ .text = e->fixed[i], .form = OUT_TEXT }, out);
    }
    lm_buf_addc(out, '\n');
}

void
lm_out_tsv_row(struct lm_encoder *e, struct lm_buf *out)
{
    const struct out *o = out_of(e);

    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addc(out, '\t');
        tsv_field(e, &o->cells[i], out);
    }
    lm_buf_addc(out, '\n');
}

void
lm_out_raw_row(struct lm_encoder *e, struct lm_buf *out)
{
    const struct out *o = out_of(e);

    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addc(out, '\t');
        lm_buf_adds(out, o->cells[i].text);
    }
    lm_buf_addc(out, '\n');
}
