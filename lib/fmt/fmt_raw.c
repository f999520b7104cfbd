/* fmt_raw.c -- raw: each line is a row with the one column `line`. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/lines.h"
#include "fmt/types.h"

static const struct lm_str raw_names[] = { { "line", 4 } };

static const char *
raw_line(struct lm_lines *l, struct lm_str line, struct lm_arena *a)
{
    l->fields[0] = lm_val_str(line);
    return NULL;
}

static struct lm_decoder *
raw_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct lm_lines *l = lm_alloc(a, sizeof *l);

    lm_lines_init(l, a, o, raw_line);
    l->d.type = &lm_fmt_raw;
    l->names = raw_names;
    l->nfield = 1;
    l->blank = true;
    return &l->d;
}

const struct lm_fmt_type lm_fmt_raw = {
    .name = "raw",
    .open = raw_open,
    .names = lm_lines_names,
    .decode = lm_lines_decode,
    .rewind = lm_lines_rewind,
};
