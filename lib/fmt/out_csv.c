/* out_csv.c -- CSV, TSV and raw lines. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "fmt/out_priv.h"

/* A field of CSV: quoted where it would not read back as it is. NULL is nothing, empty text "". */
static void
csv_field(struct lm_encoder *e, const struct out_cell *c, struct lm_buf *out)
{
    struct lm_str s = c->text;
    bool plain = c->form == OUT_NULL || s.n > 0;

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
tsv_field(const struct out_cell *c, struct lm_buf *out)
{
    static const char from[] = "\t\n\r\\", to[] = "tnr\\";
    struct lm_str s = c->text;

    if (c->form != OUT_NULL && s.n == 0)
        lm_buf_addz(out, "\"\"");
    char *w = lm_buf_room(out, 2 * s.n), *begin = w;
    for (size_t i = 0; i < s.n; i++) {
        const char *special = (unsigned char)s.p[i] <= '\\' ? memchr(from, s.p[i], sizeof from - 1) : NULL;
        if (special != NULL)
            *w++ = '\\';
        *w++ = special != NULL ? to[special - from] : s.p[i];
    }
    out->n += (size_t)(w - begin);
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
        tsv_field(&(struct out_cell){ .text = e->fixed[i], .form = OUT_TEXT }, out);
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
        tsv_field(&o->cells[i], out);
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
