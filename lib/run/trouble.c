/* trouble.c -- a failure as it is shown. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/trouble.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"

enum { LINE_MAX_SHOWN = 160, LINE_BEFORE = 60 };

struct place {
    struct lm_str line;
    uint32_t number;  /* from 1 */
    size_t column;    /* bytes before the mark */
};

static struct place
place_of(const struct lm_text *t, uint32_t off)
{
    struct place p = { { t->p, 0 }, 1, 0 };
    size_t begin = 0, end;

    off = off > t->n ? (uint32_t)t->n : off;
    for (size_t i = 0; i < off; i++)
        if (t->p[i] == '\n') {
            begin = i + 1;
            p.number++;
        }
    for (end = begin; end < t->n && t->p[end] != '\n' && t->p[end] != '\r'; end++)
        continue;
    p.line = (struct lm_str){ t->p + begin, end - begin };
    p.column = off - begin;
    return p;
}

static size_t
width(struct lm_str s)
{
    return lm_utf8_length(s);
}

/* Whether messages on stderr are coloured: --color, NO_COLOR, CLICOLOR_FORCE, a terminal. */
static bool
trouble_coloured(const struct lm_settings *set)
{
    const char *force = getenv("CLICOLOR_FORCE"), *no = getenv("NO_COLOR");

    if (set->color != LM_AUTO)
        return set->color == LM_YES;
    if (no != NULL && no[0] != '\0')
        return false;
    if (force != NULL && force[0] != '\0' && strcmp(force, "0") != 0)
        return true;
    return isatty(STDERR_FILENO) != 0;
}

static void
mark_print(struct lm_buf *b, const struct place *p, uint32_t len, bool colors)
{
    struct lm_str line = p->line;
    size_t column = p->column, skip = 0;

    if (line.n > LINE_MAX_SHOWN && column > LINE_BEFORE)
        skip = lm_utf8_offset(line, width((struct lm_str){ line.p, column }) - LINE_BEFORE);
    line.p += skip;
    line.n -= skip;
    column -= skip;
    if (line.n > LINE_MAX_SHOWN)
        line.n = lm_utf8_offset(line, LINE_MAX_SHOWN) < line.n ? lm_utf8_offset(line, LINE_MAX_SHOWN) : line.n;
    if (column > line.n)
        column = line.n;
    size_t marked = len < line.n - column ? len : line.n - column;
    lm_buf_addf(b, "    %.*s\n    ", LM_STRF(line));
    for (size_t i = 0; i < column; i++)
        if (((unsigned char)line.p[i] & 0xC0) != 0x80)
            lm_buf_addc(b, line.p[i] == '\t' ? '\t' : ' ');
    size_t carets = width((struct lm_str){ line.p + column, marked });
    lm_buf_addz(b, colors ? "\033[31m" : "");
    for (size_t i = 0; i < (carets > 0 ? carets : 1); i++)
        lm_buf_addc(b, '^');
    lm_buf_addz(b, colors ? "\033[0m\n" : "\n");
}

void
lm_trouble_print(struct lm_buf *b, const struct lm_err *e, const struct lm_settings *set)
{
    bool colors = trouble_coloured(set);

    lm_buf_addf(b, "laminar: %sLDB-%04d%s: %s\n", colors ? "\033[1;31m" : "", e->code, colors ? "\033[0m" : "",
                e->what);
    if (e->pos.len > 0 && e->pos.text < set->ntexts) {
        struct place p = place_of(&set->texts[e->pos.text], e->pos.off);
        lm_buf_addf(b, "  %s:%u:%zu\n", set->texts[e->pos.text].name, p.number,
                    width((struct lm_str){ p.line.p, p.column }) + 1);
        mark_print(b, &p, e->pos.len, colors);
    }
    if (e->hint[0] != '\0')
        lm_buf_addf(b, "  %shint:%s %s\n", colors ? "\033[36m" : "", colors ? "\033[0m" : "", e->hint);
}
