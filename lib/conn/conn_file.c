/* conn_file.c -- bytes from standard input, pipes and files, one after the other. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A file is read with read(2) into the caller's buffer. Its first bytes go through `raw`, where
 * they show whether it is compressed; then plain files bypass that buffer, and compressed ones are
 * inflated from it. What is no regular file is asked by poll() before each read, so that no read
 * waits; its flags are not changed, because standard input is shared with other programs. A FIFO is
 * opened without waiting for its writer.
 *
 * Of several followed files the last one is followed; those before it are read to their ends. A
 * file that was emptied and written again may be as long as before, so after each wait the last
 * bytes that were read are compared with what stands there now.
 */
#include "conn/conn.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "conn/follow.h"
#include "conn/inflate.h"

enum { FILE_TAIL_BYTES = 64 };

struct file_input {
    struct lm_input in;
    const char *const *paths;
    uint32_t npath;
    uint32_t at;     /* path being read */
    bool follow;     /* as asked for, if the last file is one that can grow */
    bool at_last;    /* the open file is the one that is followed */
    bool regular;    /* the open file is one: reads do not wait */
    bool known;      /* its first bytes have been looked at */
    bool ended;      /* the last file has been read */
    bool failed;     /* an error was answered; the input gives nothing more */
    uint64_t offset; /* in the open file, of the next byte to be read from it */
    bool waits;      /* a followed file had no more when it was last read */
    uint32_t ntail;  /* followed: the last bytes read, by which it is known again */
    char tail[FILE_TAIL_BYTES];
    struct lm_inflate *z; /* NULL: plain */
    char *raw;            /* LM_READ_BYTES, malloc: first bytes, compressed bytes */
    struct lm_str rest;   /* of raw: read, not given out yet */
};

static ssize_t file_read(struct lm_input *in, char *p, size_t n, struct lm_err *err);
static void file_close(struct lm_input *in);

static const struct lm_conn_type file_type = { .read = file_read, .close = file_close };

static bool
file_is_stdin(const char *path)
{
    return strcmp(path, "-") == 0;
}

static int
file_fail(const char *path, int error, struct lm_err *err)
{
    return lm_fail(err, LM_E_OPEN, LM_NOWHERE, "\"%s\": %s", path, strerror(error));
}

/* Whether the path can be read: asked before any row is, because a late error is worse. */
static int
file_check(const char *path, struct stat *st, struct lm_err *err)
{
    int r = file_is_stdin(path) ? fstat(STDIN_FILENO, st) : stat(path, st);

    if (r != 0)
        return file_fail(path, errno, err);
    if (S_ISDIR(st->st_mode))
        return file_fail(path, EISDIR, err);
    if (!file_is_stdin(path) && access(path, R_OK) != 0)
        return file_fail(path, errno, err);
    return 0;
}

/* Gives the open file back. */
static void
file_leave(struct file_input *f)
{
    if (f->in.fd > STDIN_FILENO)
        close(f->in.fd);
    f->in.fd = -1;
    lm_inflate_close(f->z);
    f->z = NULL;
    f->rest.n = 0;
}

/* Makes path number f->at the open file. */
static int
file_enter(struct file_input *f, struct lm_err *err)
{
    const char *path = f->paths[f->at];
    struct stat st;

    assert(f->in.fd < 0);
    /* O_NONBLOCK: a FIFO whose writer is not there yet must not hold up the others. */
    int fd = file_is_stdin(path) ? STDIN_FILENO
                                 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return file_fail(path, errno, err);
    if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
        int error = S_ISDIR(st.st_mode) ? EISDIR : errno;
        if (fd > STDIN_FILENO)
            close(fd);
        return file_fail(path, error, err);
    }
    f->in.fd = fd;
    f->in.file = path;
    f->regular = S_ISREG(st.st_mode);
    f->at_last = f->follow && f->regular && f->at + 1 == f->npath;
    f->known = false;
    f->waits = false;
    f->ntail = 0;
    f->offset = 0;
    if (f->regular) {
        off_t at = lseek(fd, 0, SEEK_CUR);
        f->offset = at > 0 ? (uint64_t)at : 0;
        posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
    }
    return 0;
}

struct lm_input *
lm_input_open(struct lm_arena *a, const char *source, const char *const *paths, uint32_t n,
              bool follow, struct lm_err *err)
{
    struct file_input *f = lm_alloc(a, sizeof *f);
    bool sized = true;

    assert(n > 0 && source != NULL);
    f->in = (struct lm_input){ .type = &file_type, .source = source, .fd = -1 };
    f->paths = lm_alloc_copy(a, paths, n * sizeof *paths);
    f->npath = n;
    for (uint32_t i = 0; i < n; i++) {
        struct stat st;
        if (file_check(paths[i], &st, err) != 0)
            return NULL;
        sized = sized && S_ISREG(st.st_mode);
        f->in.live = f->in.live || !S_ISREG(st.st_mode);
        f->follow = follow && S_ISREG(st.st_mode);
        f->in.size_bytes += S_ISREG(st.st_mode) ? (uint64_t)st.st_size : 0;
    }
    if (!sized)
        f->in.size_bytes = 0;
    f->in.follows = f->follow;
    f->in.live = f->in.live || f->follow;
    if (file_enter(f, err) != 0)
        return NULL;
    f->raw = malloc(LM_READ_BYTES);
    if (f->raw == NULL) {
        file_leave(f);
        lm_fail(err, LM_E_OUT_OF_MEMORY, LM_NOWHERE, "no memory to read \"%s\"", paths[0]);
        return NULL;
    }
    return &f->in;
}

static void
file_close(struct lm_input *in)
{
    struct file_input *f = (struct file_input *)in;

    file_leave(f);
    free(f->raw);
    f->raw = NULL;
}

void
lm_input_close(struct lm_input *in)
{
    if (in != NULL)
        in->type->close(in);
}

/* Bytes of the open file as they are; 0 at its end. */
static ssize_t
file_take(struct file_input *f, char *p, size_t n, struct lm_err *err)
{
    struct pollfd one = { .fd = f->in.fd, .events = POLLIN };
    bool asked = f->in.readable;

    f->in.readable = f->in.drained = false;
    if (!f->regular && !asked && poll(&one, 1, 0) <= 0)
        return LM_READ_AGAIN;
    ssize_t got = read(f->in.fd, p, n);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return LM_READ_AGAIN;
    if (got < 0) {
        lm_fail(err, LM_E_READ, LM_NOWHERE, "\"%s\": %s", f->in.file, strerror(errno));
        return LM_READ_ERROR;
    }
    f->offset += (uint64_t)got;
    f->in.read_bytes += (uint64_t)got;
    if (f->at_last && got > 0) {
        f->ntail = got < FILE_TAIL_BYTES ? (uint32_t)got : FILE_TAIL_BYTES;
        memcpy(f->tail, p + got - f->ntail, f->ntail);
    }
    return got;
}

/* What was found is what the input is said to be; "none" takes the bytes as they are. */
static int
file_is_as_said(const struct file_input *f, enum lm_squeeze *kind, struct lm_err *err)
{
    static const char *const names[] = {
        [LM_SQUEEZE_NONE] = "none", [LM_SQUEEZE_GZIP] = "gzip",   [LM_SQUEEZE_ZSTD] = "zstd",
        [LM_SQUEEZE_LZ4] = "lz4",   [LM_SQUEEZE_BZIP2] = "bzip2", [LM_SQUEEZE_XZ] = "xz",
    };
    const char *said = f->in.compression;

    if (said == NULL || strcasecmp(said, "auto") == 0 || strcasecmp(said, names[*kind]) == 0)
        return 0;
    if (strcasecmp(said, "none") != 0)
        return lm_fail(err, LM_E_COMPRESSED, LM_NOWHERE, "\"%s\": compression = '%s', found %s", f->in.file, said,
                       *kind == LM_SQUEEZE_NONE ? "no compressed data" : names[*kind]);
    *kind = LM_SQUEEZE_NONE;
    return 0;
}

/* Reads first bytes until they tell whether the file is compressed. 1: known. */
static ssize_t
file_know(struct file_input *f, struct lm_err *err)
{
    for (;;) {
        bool more;
        size_t held = f->rest.n;
        enum lm_squeeze kind = lm_squeeze_of(f->rest, &more);
        ssize_t got = 0;
        if (more && kind == LM_SQUEEZE_NONE)
            got = file_take(f, f->raw + held, LM_READ_BYTES - held, err);
        if (got < 0)
            return got;
        f->rest = (struct lm_str){ f->raw, held + (size_t)got };
        if (got > 0)
            continue;
        if (more && f->at_last)
            return held == 0 ? 0 : LM_READ_AGAIN;
        if (file_is_as_said(f, &kind, err) != 0)
            return LM_READ_ERROR;
        if (kind != LM_SQUEEZE_NONE) {
            f->z = lm_inflate_open(kind);
            if (f->z == NULL) {
                lm_fail(err, LM_E_OUT_OF_MEMORY, LM_NOWHERE, "no memory to read \"%s\"",
                        f->in.file);
                return LM_READ_ERROR;
            }
        }
        f->known = true;
        return 1;
    }
}

static ssize_t
file_damaged(struct file_input *f, const char *how, struct lm_err *err)
{
    lm_fail(err, LM_E_COMPRESSED, LM_NOWHERE, "\"%s\": %s", f->in.file, how);
    return LM_READ_ERROR;
}

/* Inflated bytes; 0 at the end of the file. */
static ssize_t
file_inflate(struct file_input *f, char *p, size_t n, struct lm_err *err)
{
    for (;;) {
        ssize_t made = lm_inflate_step(f->z, &f->rest, p, n);
        if (made > 0)
            return made;
        if (made < 0)
            return file_damaged(f, "the compressed stream is damaged", err);
        ssize_t got = file_take(f, f->raw, LM_READ_BYTES, err);
        if (got < 0)
            return got;
        if (got == 0 && !f->at_last && !lm_inflate_whole(f->z))
            return file_damaged(f, "the compressed stream is cut short", err);
        if (got == 0)
            return 0;
        f->rest = (struct lm_str){ f->raw, (size_t)got };
    }
}

/* Bytes of the open file as the caller wants them; 0 at its end. */
static ssize_t
file_bytes(struct file_input *f, char *p, size_t n, struct lm_err *err)
{
    if (!f->known) {
        ssize_t r = file_know(f, err);
        if (r <= 0)
            return r;
    }
    if (f->z != NULL)
        return file_inflate(f, p, n, err);
    if (f->rest.n == 0) {
        ssize_t got = file_take(f, p, n, err);
        f->in.drained = !f->regular && got > 0 && (size_t)got < n;
        return got;
    }
    size_t give = f->rest.n < n ? f->rest.n : n;
    memcpy(p, f->rest.p, give);
    f->rest.p += give;
    f->rest.n -= give;
    return (ssize_t)give;
}

/* Whether the bytes before the place of reading are those that were read. */
static bool
file_is_same(const struct file_input *f)
{
    char now[FILE_TAIL_BYTES];

    assert(f->offset >= f->ntail);
    ssize_t n = pread(f->in.fd, now, f->ntail, (off_t)(f->offset - f->ntail));
    return n == (ssize_t)f->ntail && memcmp(now, f->tail, f->ntail) == 0;
}

/* The open file begins anew. */
static ssize_t
file_again(struct file_input *f)
{
    if (lseek(f->in.fd, 0, SEEK_SET) < 0)
        return LM_READ_AGAIN;
    lm_inflate_close(f->z);
    f->z = NULL;
    f->rest.n = 0;
    f->known = false;
    f->waits = false;
    f->ntail = 0;
    f->offset = 0;
    return LM_READ_NEXT_FILE;
}

/* A followed file has given all it has. */
static ssize_t
file_wait(struct file_input *f, struct lm_err *err)
{
    const char *path = file_is_stdin(f->in.file) ? NULL : f->in.file;

    switch (lm_follow_look(f->in.fd, path, f->offset)) {
    case LM_FOLLOW_WAIT:
    case LM_FOLLOW_GREW:
        return LM_READ_AGAIN;
    case LM_FOLLOW_CUT:
        return file_again(f);
    case LM_FOLLOW_MOVED:
        if (f->z != NULL && !lm_inflate_whole(f->z))
            return file_damaged(f, "the compressed stream is cut short", err);
        file_leave(f);
        return file_enter(f, err) == 0 ? LM_READ_NEXT_FILE : LM_READ_ERROR;
    }
    return LM_READ_AGAIN;
}

static ssize_t
file_read(struct lm_input *in, char *p, size_t n, struct lm_err *err)
{
    struct file_input *f = (struct file_input *)in;
    ssize_t r = LM_READ_END;

    assert(n > 0);
    if (f->ended || f->failed)
        return f->failed ? LM_READ_ERROR : LM_READ_END;
    if (f->waits && !file_is_same(f))
        return file_again(f);
    r = file_bytes(f, p, n, err);
    f->waits = r == 0 && f->at_last;
    if (r == 0 && f->at_last) {
        r = file_wait(f, err);
    } else if (r == 0 && f->at + 1 < f->npath) {
        file_leave(f);
        f->at++;
        r = file_enter(f, err) == 0 ? LM_READ_NEXT_FILE : LM_READ_ERROR;
    } else if (r == 0) {
        f->ended = true;
    }
    f->failed = r == LM_READ_ERROR;
    return r;
}
