/* buf.c -- bytes that grow. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
lm_buf_fini(struct lm_buf *b)
{
    free(b->p);
    *b = (struct lm_buf){ 0 };
}

char *
lm_buf_room_slow(struct lm_buf *b, size_t more)
{
    size_t cap = b->cap * 2;

    assert(more <= SIZE_MAX / 2 - b->n);
    if (cap < b->n + more)
        cap = b->n + more;
    if (cap < 256)
        cap = 256;
    char *p = realloc(b->p, cap);
    if (p == NULL) {
        fprintf(stderr, "laminar: LDB-7002: out of memory: %zu bytes more were needed\n", cap);
        exit(1);
    }
    b->p = p;
    b->cap = cap;
    return p + b->n;
}

void
lm_buf_addf(struct lm_buf *b, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    assert(n >= 0);
    char *to = lm_buf_room(b, (size_t)n + 1);
    va_start(ap, format);
    vsnprintf(to, (size_t)n + 1, format, ap);
    va_end(ap);
    b->n += (size_t)n;
}
