/* inflate.h -- decompression of one file as a stream of bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_INFLATE_H
#define LM_INFLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/str.h"

enum lm_squeeze {
    LM_SQUEEZE_NONE,
    LM_SQUEEZE_GZIP,
    LM_SQUEEZE_ZSTD,
    LM_SQUEEZE_LZ4,
    LM_SQUEEZE_BZIP2,
    LM_SQUEEZE_XZ
};

struct lm_inflate;

/* What the first bytes of a file say. *more: they are the begin of a known mark, but too few to
 * tell. */
enum lm_squeeze lm_squeeze_of(struct lm_str head, bool *more);

/* NULL when there is no memory. lm_inflate_close gives it back. */
struct lm_inflate *lm_inflate_open(enum lm_squeeze kind);
void lm_inflate_close(struct lm_inflate *z);

/* Takes bytes from the begin of *in and writes at most n (> 0) bytes to `out`; answers how many. 0
 * with in->n == 0: more input is needed. -1: the stream is damaged. Members that follow each other
 * are one stream, as in gzip(1). */
ssize_t lm_inflate_step(struct lm_inflate *z, struct lm_str *in, char *out, size_t n);

/* Whether the input may end here: not inside of a member. */
bool lm_inflate_whole(const struct lm_inflate *z);

#endif
