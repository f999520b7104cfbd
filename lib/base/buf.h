/* buf.h -- bytes that grow. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BUF_H
#define LM_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

/* The owner finishes it with lm_buf_fini. A zeroed buffer is an empty one. */
struct lm_buf {
    char *p;
    size_t n;   /* bytes in use */
    size_t cap; /* bytes allocated */
};

void lm_buf_fini(struct lm_buf *b);

/* Room for `more` bytes behind the end; answers the end. The bytes are not counted yet. */
char *lm_buf_room_slow(struct lm_buf *b, size_t more);

static inline char *
lm_buf_room(struct lm_buf *b, size_t more)
{
    return b->cap - b->n >= more ? b->p + b->n : lm_buf_room_slow(b, more);
}

static inline void
lm_buf_add(struct lm_buf *b, const void *p, size_t n)
{
    char *to = lm_buf_room(b, n);

    if (n > 0)
        memcpy(to, p, n);
    b->n += n;
}

static inline void
lm_buf_addc(struct lm_buf *b, char c)
{
    *lm_buf_room(b, 1) = c;
    b->n++;
}

static inline void
lm_buf_adds(struct lm_buf *b, struct lm_str s)
{
    lm_buf_add(b, s.p, s.n);
}

static inline void
lm_buf_addz(struct lm_buf *b, const char *z)
{
    lm_buf_add(b, z, strlen(z));
}

void lm_buf_addf(struct lm_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What is in it; valid until the next change. */
static inline struct lm_str
lm_buf_str(const struct lm_buf *b)
{
    return (struct lm_str){ b->p, b->n };
}

#endif
