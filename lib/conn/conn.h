/* conn.h -- what a connector is: bytes from somewhere, with places. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CONN_H
#define LM_CONN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct lm_arena;
struct lm_input;

enum { LM_READ_AGAIN = -2, LM_READ_ERROR = -1, LM_READ_END = 0, LM_READ_NEXT_FILE = -3 };

/* An open input: one file, pipe, or several files one after the other. */
struct lm_conn_type {
    /* Bytes into p: their number (> 0), LM_READ_AGAIN when nothing is there now (wait on `fd`, or for a
     * followed file try again in a moment), LM_READ_NEXT_FILE when a file ended and another begins,
     * LM_READ_END, LM_READ_ERROR with err. Never blocks longer than a disk. */
    ssize_t (*read)(struct lm_input *in, char *p, size_t n, struct lm_err *err);
    void (*close)(struct lm_input *in);
};

struct lm_input {
    const struct lm_conn_type *type;
    const char *source;   /* name of the source it belongs to */
    const char *file;     /* path of the current file as given; "-" is stdin */
    int fd;               /* to wait on; -1: none */
    bool live;            /* one of its files is a pipe, terminal or followed: rows come when they come */
    bool drained;         /* the last read took all there was: another one is not worth it before poll
                             says so */
    bool readable;        /* poll has just said so, set by who polled: the next read does not ask again */
    const char *compression; /* what it is said to be; NULL or "auto": what its first bytes say */
    bool follows;         /* waits for more at the end of the last file */
    uint64_t size_bytes;  /* of all files together, for progress; 0: unknown */
    uint64_t read_bytes;  /* taken so far (compressed bytes where compressed) */
};

/* Opens `paths` (files, globs expanded by the caller, "-" for stdin) as one input, decompressing by
 * magic bytes. NULL with err (LM_E_OPEN names the path). */
struct lm_input *lm_input_open(struct lm_arena *a, const char *source, const char *const *paths, uint32_t n,
                               bool follow, struct lm_err *err);
void lm_input_close(struct lm_input *in);

/* Paths that match a pattern with * ? [ ], sorted by name; 0 matches is LM_E_OPEN. A path without such
 * signs is answered as it is. -1 with err. */
int lm_paths_of(struct lm_arena *a, const char *pattern, const char ***paths, uint32_t *n,
                struct lm_err *err);

#endif
