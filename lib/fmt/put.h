/* put.h -- writing the columns of a batch while it is read: the kind that was, is what comes. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A column begins as LM_K_NULL, takes the kind of its first value, and becomes LM_K_DYN at the
 * first value of another kind. The inline functions write the expected kind; lm_put_val does the
 * rest. A row may be written again (the last of equal keys wins) as long as it is the newest.
 */
#ifndef LM_PUT_H
#define LM_PUT_H

#include "data/batch.h"
#include "fmt/fmt.h"

struct lm_put {
    struct lm_col *cols;
    uint32_t row;           /* that is being written */
    uint32_t cap;           /* rows that the columns have room for */
    struct lm_arena *arena; /* of the batch */
    struct lm_str *raw;     /* [row] for lm_origin */
    uint64_t *line, *offset;
};

/* Gives b columns for the decoder's, without rows. There is room for `rows`, but not for more than
 * LM_BATCH_ROWS, and for fewer where columns are many. */
void lm_put_begin(struct lm_put *o, const struct lm_decoder *d, size_t rows, struct lm_batch *b);

/* The bytes that the rows which still have room will take, by the `done` bytes of those that are there:
 * enough to scan at once. */
uint32_t lm_put_window(const struct lm_put *o, size_t done);

/* The rest of a line that was refused for its length: answers the bytes to pass over. */
size_t lm_put_skip(struct lm_decoder *d, const char *p, size_t n);

/* Sets what the batch says of its rows. */
void lm_put_end(struct lm_put *o, const struct lm_decoder *d, struct lm_batch *b);

/* Notes where the row that is being written came from. */
static inline void
lm_put_origin(struct lm_put *o, struct lm_str raw, uint64_t line, uint64_t offset)
{
    o->raw[o->row] = raw;
    o->line[o->row] = line;
    o->offset[o->row] = offset;
}

/* A value of any kind. `want` is lm_fmt_col.want. */
void lm_put_val(struct lm_put *o, struct lm_col *c, uint32_t want, const struct lm_val *v);

/* A number that is no short whole one, or no number: then false. v->p, v->n is its text. */
bool lm_put_number(struct lm_put *o, struct lm_col *c, uint32_t want, struct lm_str text);

static inline void
lm_put_not_null(struct lm_col *c, uint32_t row)
{
    if (c->null != NULL)
        c->null[row] = 0;
}

static inline void
lm_put_int(struct lm_put *o, struct lm_col *c, uint32_t want, int64_t i)
{
    if (__builtin_expect(c->kind == LM_K_INT, 1)) {
        c->i[o->row] = i;
        lm_put_not_null(c, o->row);
    } else {
        struct lm_val v = lm_val_int(i);
        lm_put_val(o, c, want, &v);
    }
}

/* A number that is written `text`. */
static inline void
lm_put_f64(struct lm_put *o, struct lm_col *c, uint32_t want, double f, struct lm_str text)
{
    if (__builtin_expect(c->kind == LM_K_F64, 1)) {
        c->f[o->row] = f;
        if (c->text != NULL)
            c->text[o->row] = text;
        lm_put_not_null(c, o->row);
    } else {
        struct lm_val v = {.kind = LM_K_F64, .p = text.p, .n = (uint32_t)text.n, .f = f};
        lm_put_val(o, c, want, &v);
    }
}

static inline void
lm_put_str(struct lm_put *o, struct lm_col *c, uint32_t want, struct lm_str s)
{
    if (__builtin_expect(c->kind == LM_K_STR, 1)) {
        c->s[o->row] = s;
        lm_put_not_null(c, o->row);
    } else {
        struct lm_val v = lm_val_str(s);
        lm_put_val(o, c, want, &v);
    }
}

static inline void
lm_put_bool(struct lm_put *o, struct lm_col *c, uint32_t want, bool b)
{
    if (__builtin_expect(c->kind == LM_K_BOOL, 1)) {
        c->b[o->row] = b;
        lm_put_not_null(c, o->row);
    } else {
        struct lm_val v = lm_val_bool(b);
        lm_put_val(o, c, want, &v);
    }
}

static inline void
lm_put_null(struct lm_put *o, struct lm_col *c)
{
    struct lm_val v = LM_VAL_NULL;

    if (c->kind != LM_K_NULL)
        lm_put_val(o, c, 0, &v);
}

/* A record without this key. */
static inline void
lm_put_missing(struct lm_put *o, struct lm_col *c, uint32_t want)
{
    struct lm_val v = {.kind = want & LM_WANT_MISSING ? LM_K_MISSING : LM_K_NULL};

    if (c->kind != LM_K_NULL)
        lm_put_val(o, c, want, &v);
}

#endif
