/* decode.h -- for tests of formats: a whole input, cut anyhow, as text. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_DECODE_H
#define LM_DECODE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fmt/fmt.h"

/* What is read, and what came of it. */
struct decode {
    const struct lm_fmt_type *type;
    struct lm_fmt_options options;
    struct lm_fmt_col *cols;
    uint32_t ncol;
    uint64_t seed;                      /* of the cuts; 0: the input is whole */
    void (*tune)(struct lm_decoder *d); /* NULL: as it is */
    enum lm_on_error on_error;
    struct lm_buf rows;    /* a line for each: line, offset, raw record, values with their kinds */
    struct lm_buf refused; /* a line for each */
    uint32_t kinds[16];    /* [column] a bit for each kind that a batch had */
    uint64_t bad_utf8;
    struct lm_refuser refuser;
};

static inline uint64_t
decode_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static inline void
decode_refused(struct lm_refuser *r, const struct lm_refusal *f)
{
    struct decode *t = (struct decode *)((char *)r - offsetof(struct decode, refuser));

    lm_buf_addf(&t->refused, "LDB-%d line %d offset %d %.*s: %.*s <%.*s>\n", (int)f->code,
                (int)f->line, (int)f->offset, LM_STRF(f->field), LM_STRF(f->what), LM_STRF(f->raw));
}

static inline void
decode_batch(struct decode *t, const struct lm_batch *b)
{
    static const char letters[] = "0biFDSxdtTvJ?M"; /* by enum lm_kind */

    for (uint32_t c = 0; c < b->ncol && c < 16; c++)
        t->kinds[c] |= b->nrow > 0 ? 1u << b->cols[c].kind : 0;
    for (uint32_t r = 0; r < b->nrow; r++) {
        lm_buf_addf(&t->rows, "%d %d <%.*s>", (int)b->origin->line[r], (int)b->origin->offset[r],
                    LM_STRF(b->origin->raw[r]));
        for (uint32_t c = 0; c < b->ncol; c++) {
            struct lm_val v = lm_col_get(&b->cols[c], r);
            lm_buf_addf(&t->rows, " %c:", letters[v.kind]);
            lm_val_print_json(&t->rows, &v);
        }
        lm_buf_addc(&t->rows, '\n');
    }
}

/* Decodes the input. Each call sees exactly the bytes there are, and LM_PAD bytes of rubbish. */
static inline void
decode_run(struct decode *t, struct lm_str in)
{
    struct lm_arena a, ba;
    struct lm_err err = {0};
    uint64_t seed = t->seed;
    size_t at = 0, have = 0;

    lm_arena_init(&a, 1 << 16);
    lm_arena_init(&ba, 1 << 16);
    lm_buf_room(&t->rows, 1); /* so that an empty answer is a text too */
    lm_buf_room(&t->refused, 1);
    t->refuser = (struct lm_refuser){t->on_error, decode_refused};
    struct lm_decoder *d = t->type->open(&a, &t->options, &err);
    d->cols = t->cols;
    d->ncol = t->ncol;
    d->refuser = &t->refuser;
    d->source = "stdin";
    if (t->tune != NULL)
        t->tune(d);
    while (!d->failed && at < in.n) {
        have += seed == 0 ? in.n
                          : 1 + decode_random(&seed) % (decode_random(&seed) % 8 == 0 ? 5000 : 60);
        have = have < in.n ? have : in.n;
        bool eof = have == in.n && (seed == 0 || decode_random(&seed) % 2 == 0);
        for (size_t used = 1; used > 0 && !d->failed && at < in.n;) {
            struct lm_batch b = {.arena = &ba};
            char *copy = malloc(have - at + LM_PAD);
            memcpy(copy, in.p + at, have - at);
            memset(copy + (have - at), '"', LM_PAD);
            used = t->type->decode(d, copy, have - at, eof, &b);
            decode_batch(t, &b);
            lm_arena_reset(&ba);
            free(copy);
            at += used;
        }
        if (eof && at < in.n && !d->failed) {
            lm_buf_addz(&t->refused, "STUCK\n");
            break;
        }
    }
    t->bad_utf8 = d->bad_utf8;
    if (t->type->fini != NULL)
        t->type->fini(d);
    lm_arena_fini(&a);
    lm_arena_fini(&ba);
}

static inline void
decode_fini(struct decode *t)
{
    lm_buf_fini(&t->rows);
    lm_buf_fini(&t->refused);
}

static inline bool
decode_same(const struct decode *a, const struct decode *b)
{
    return lm_str_eq(lm_buf_str(&a->rows), lm_buf_str(&b->rows)) &&
           lm_str_eq(lm_buf_str(&a->refused), lm_buf_str(&b->refused)) &&
           a->bad_utf8 == b->bad_utf8;
}

#endif
