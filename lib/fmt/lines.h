/* lines.h -- what the formats whose records are lines share: cutting, refusing, columns. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A format of lines says what a line is: it fills `fields` (in its own order, or, where records
 * carry their names, in that of the columns wanted) and answers NULL, or a phrase that says what is
 * wrong. A refused line has then touched no column. `place` tells for each wanted column which
 * field it is.
 */
#ifndef LM_LINES_H
#define LM_LINES_H

#include "fmt/fmt.h"

struct lm_lines;

/* The line without its end, valid UTF-8, borrowed from the input or from arena a (of the batch). */
typedef const char *lm_line_f(struct lm_lines *l, struct lm_str line, struct lm_arena *a);

/* Embedded at the begin of such a decoder. */
struct lm_lines {
    struct lm_decoder d;
    lm_line_f *line;
    const struct lm_str *names; /* of the fields; NULL: the format sets `place` itself */
    uint32_t nfield;
    struct lm_val *fields; /* [nfield] of the newest line */
    uint32_t *place;       /* [ncol] UINT32_MAX: it has no such field. NULL before the first line */
    enum lm_code code;     /* of the refusal when `line` answers a phrase */
    bool blank;            /* blank lines are records */
    bool begun;            /* the begin of the file is behind */
};

/* Fills in the head. names may be NULL (see above). */
void lm_lines_init(struct lm_lines *l, struct lm_arena *a, const struct lm_fmt_options *o,
                   lm_line_f *line);

/* lm_fmt_type.names for fixed names, decode, and rewind. */
int lm_lines_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
                   struct lm_str **names, uint32_t *nnames);
size_t lm_lines_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b);
void lm_lines_rewind(struct lm_decoder *d);

/* The first line of `head` that is not blank, without its end. 1 found, 0 more bytes are needed, -1
 * there is none. */
int lm_lines_first(struct lm_str head, bool eof, struct lm_str *line);

/* A copy of the names for lm_fmt_type.names. */
void lm_lines_answer(struct lm_arena *a, const struct lm_str *from, uint32_t n,
                     struct lm_str **names, uint32_t *nnames);

#endif
