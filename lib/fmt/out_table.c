/* out_table.c -- tables for the eye: boxes, name and value a line, and markdown. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A box table cannot be drawn before its widths are known, so its cells wait in one buffer, each as
 * its width, length, form and text. They are drawn at the end, when TABLE_ROWS_MAX of them wait, or
 * when the writer pauses. Widths only grow, so pieces of one table stand under each other in line
 * unless a wider cell came, and then the header is drawn again.
 */
#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "fmt/out_priv.h"

enum { TABLE_ROWS_MAX = 10000, TABLE_SCREEN_ROWS = 40 };

struct out_table {
    struct lm_buf cells;   /* of the rows that wait */
    uint32_t nrow;         /* how many */
    uint64_t below_header; /* rows drawn since the last header */
    uint32_t *width;       /* [nfixed] */
    bool *number;          /* [nfixed] numbers only, so far */
    bool *some;            /* [nfixed] a value has come */
    bool grown;            /* a column is wider than it was drawn */
    bool begun;            /* the top has been drawn */
};

struct table_cell {
    uint32_t width, n;
    enum out_form form;
};

/* Columns that a terminal shows the text in. */
static uint32_t
table_width(struct lm_str s)
{
    uint32_t width = 0;

    for (size_t at = 0; at < s.n;) {
        if ((unsigned char)s.p[at] < 0x80) {
            width++;
            at++;
            continue;
        }
        int w = utf8proc_charwidth((utf8proc_int32_t)lm_utf8_next(s, &at));
        width += w > 0 ? (uint32_t)w : 0;
    }
    return width;
}

/* Appends s with control characters made visible: a terminal would obey them. */
static void
table_visible(struct lm_buf *to, struct lm_str s)
{
    static const char from[] = "\n\r\t", names[] = "nrt";
    char *w = lm_buf_room(to, 4 * s.n), *begin = w;

    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x20 && c != 0x7f) {
            *w++ = (char)c;
            continue;
        }
        const char *known = memchr(from, c, sizeof from - 1);
        *w++ = '\\';
        *w++ = known != NULL ? names[known - from] : 'x';
        if (known == NULL) {
            *w++ = "0123456789abcdef"[c >> 4];
            *w++ = "0123456789abcdef"[c & 15];
        }
    }
    to->n += (size_t)(w - begin);
}

static void
table_repeat(struct lm_buf *out, const char *piece, uint32_t times)
{
    for (; times > 0; times--)
        lm_buf_addz(out, piece);
}

static void
table_rule(struct lm_encoder *e, const char *const parts[3], struct lm_buf *out)
{
    const struct out_table *t = out_of(e)->table;

    lm_buf_addz(out, parts[0]);
    for (uint32_t i = 0; i < e->nfixed; i++) {
        if (i > 0)
            lm_buf_addz(out, parts[1]);
        table_repeat(out, "─", t->width[i] + 2);
    }
    lm_buf_addz(out, parts[2]);
    lm_buf_addc(out, '\n');
}

static void
table_put(struct lm_str text, uint32_t pad, bool right, struct lm_buf *out)
{
    lm_buf_addz(out, " ");
    if (right)
        table_repeat(out, " ", pad);
    lm_buf_adds(out, text);
    if (!right)
        table_repeat(out, " ", pad);
    lm_buf_addz(out, " │");
}

static void
table_header(struct lm_encoder *e, struct lm_buf *out)
{
    static const char *const top[3] = { "┌", "┬", "┐" }, *const middle[3] = { "├", "┼", "┤" };
    struct out_table *t = out_of(e)->table;
    struct lm_buf name = { 0 };

    table_rule(e, t->begun ? middle : top, out);
    lm_buf_addz(out, "│");
    for (uint32_t i = 0; i < e->nfixed; i++) {
        name.n = 0;
        table_visible(&name, e->fixed[i]);
        table_put(lm_buf_str(&name), t->width[i] - table_width(lm_buf_str(&name)),
                  t->some[i] && t->number[i], out);
    }
    lm_buf_addc(out, '\n');
    table_rule(e, middle, out);
    lm_buf_fini(&name);
    t->begun = true;
    t->grown = false;
    t->below_header = 0;
}

/* Draws the rows that wait. */
static void
table_draw(struct lm_encoder *e, struct lm_buf *out)
{
    struct out_table *t = out_of(e)->table;
    const char *p = t->cells.p;

    for (uint32_t r = 0; r < t->nrow; r++) {
        lm_buf_addz(out, "│");
        for (uint32_t i = 0; i < e->nfixed; i++) {
            struct table_cell c;
            memcpy(&c, p, sizeof c);
            p += sizeof c;
            assert(c.width <= t->width[i]);
            table_put((struct lm_str){ p, c.n }, t->width[i] - c.width,
                      t->number[i] && c.form == OUT_NUMBER, out);
            p += c.n;
        }
        lm_buf_addc(out, '\n');
    }
    t->below_header += t->nrow;
    t->nrow = 0;
    t->cells.n = 0;
}

void
lm_out_table_head(struct lm_encoder *e, struct lm_buf *out)
{
    struct out_table *t = lm_alloc(e->arena, sizeof *t);
    struct lm_buf name = { 0 };

    out_of(e)->table = t;
    t->width = lm_alloc(e->arena, e->nfixed * sizeof *t->width);
    t->number = lm_alloc(e->arena, e->nfixed * sizeof *t->number);
    t->some = lm_alloc(e->arena, e->nfixed * sizeof *t->some);
    for (uint32_t i = 0; i < e->nfixed; i++) {
        name.n = 0;
        table_visible(&name, e->fixed[i]);
        t->width[i] = table_width(lm_buf_str(&name));
        t->number[i] = true;
    }
    lm_buf_fini(&name);
}

void
lm_out_table_row(struct lm_encoder *e, struct lm_buf *out)
{
    struct out *o = out_of(e);
    struct out_table *t = o->table;

    for (uint32_t i = 0; i < e->nfixed; i++) {
        struct table_cell c = { .form = o->cells[i].form };
        size_t at = t->cells.n;
        lm_buf_add(&t->cells, &c, sizeof c);
        table_visible(&t->cells, o->cells[i].text);
        c.n = (uint32_t)(t->cells.n - at - sizeof c);
        c.width = table_width((struct lm_str){ t->cells.p + at + sizeof c, c.n });
        memcpy(t->cells.p + at, &c, sizeof c);
        t->grown = t->grown || c.width > t->width[i];
        t->width[i] = c.width > t->width[i] ? c.width : t->width[i];
        t->number[i] = t->number[i] && c.form != OUT_TEXT;
        t->some[i] = t->some[i] || c.form != OUT_NULL;
    }
    t->nrow++;
    if (t->nrow == TABLE_ROWS_MAX) {
        table_header(e, out);
        table_draw(e, out);
    }
}

void
lm_out_table_pause(struct lm_encoder *e, struct lm_buf *out)
{
    struct out_table *t = out_of(e)->table;

    if (t == NULL || t->nrow == 0)
        return;
    if (!t->begun || t->grown || t->below_header >= TABLE_SCREEN_ROWS)
        table_header(e, out);
    table_draw(e, out);
}

void
lm_out_table_end(struct lm_encoder *e, struct lm_buf *out)
{
    static const char *const bottom[3] = { "└", "┴", "┘" };
    struct out_table *t = out_of(e)->table;

    if (t == NULL)
        return; /* no row, and names that only a row could tell */
    if (!t->begun || t->grown)
        table_header(e, out);
    table_draw(e, out);
    table_rule(e, bottom, out);
    lm_buf_fini(&t->cells);
    out_of(e)->table = NULL;
}

void
lm_out_vertical_head(struct lm_encoder *e, struct lm_buf *out)
{
    struct out *o = out_of(e);

    for (uint32_t i = 0; i < e->nfixed; i++) {
        uint32_t w = table_width(e->fixed[i]);
        o->name_width = w > o->name_width ? w : o->name_width;
    }
}

void
lm_out_vertical_row(struct lm_encoder *e, struct lm_buf *out)
{
    struct out *o = out_of(e);

    if (e->rows > 0)
        lm_buf_addc(out, '\n');
    for (uint32_t i = 0; i < e->nfixed; i++) {
        lm_buf_adds(out, e->fixed[i]);
        table_repeat(out, " ", o->name_width - table_width(e->fixed[i]) + 1);
        lm_buf_adds(out, o->cells[i].text);
        lm_buf_addc(out, '\n');
    }
}

/* A bar would end the cell, a line end the row. */
static void
markdown_cell(struct lm_str s, struct lm_buf *out)
{
    lm_buf_addz(out, "| ");
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '|')
            lm_buf_addc(out, '\\');
        if (s.p[i] == '\n')
            lm_buf_addz(out, "<br>");
        else if (s.p[i] != '\r')
            lm_buf_addc(out, s.p[i]);
    }
    lm_buf_addc(out, ' ');
}

void
lm_out_markdown_head(struct lm_encoder *e, struct lm_buf *out)
{
    for (uint32_t i = 0; i < e->nfixed; i++)
        markdown_cell(e->fixed[i], out);
    lm_buf_addz(out, "|\n");
    table_repeat(out, "|---", e->nfixed);
    lm_buf_addz(out, "|\n");
}

void
lm_out_markdown_row(struct lm_encoder *e, struct lm_buf *out)
{
    const struct out *o = out_of(e);

    for (uint32_t i = 0; i < e->nfixed; i++)
        markdown_cell(o->cells[i].text, out);
    lm_buf_addz(out, "|\n");
}
