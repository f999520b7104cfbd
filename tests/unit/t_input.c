/* t_input.c -- files, pipes, compressed streams and followed files as one input. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <bzlib.h>
#include <errno.h>
#include <fcntl.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "conn/conn.h"
#include "conn/inflate.h"

static struct lm_arena arena;

static void
put(const char *path, const void *p, size_t n, int flags)
{
    int fd = open(path, O_WRONLY | O_CREAT | flags, 0600);

    CHECK(fd >= 0);
    CHECK(write(fd, p, n) == (ssize_t)n);
    close(fd);
}

/* Everything that is there now, with "|" between files and "~" where the input says AGAIN (the end
 * of what is there) or "!" for an error. */
static void
drain(struct lm_input *in, size_t step, struct lm_buf *out, struct lm_err *err)
{
    char p[4096];

    out->n = 0;
    for (;;) {
        ssize_t r = in->type->read(in, p, step, err);
        if (r > 0)
            lm_buf_add(out, p, (size_t)r);
        else if (r == LM_READ_NEXT_FILE)
            lm_buf_addc(out, '|');
        else if (r == LM_READ_AGAIN)
            lm_buf_addc(out, '~');
        else if (r == LM_READ_ERROR)
            lm_buf_addc(out, '!');
        if (r <= 0 && r != LM_READ_NEXT_FILE)
            return;
    }
}

static struct lm_input *
open_one(const char *path, bool follow, struct lm_err *err)
{
    *err = (struct lm_err){ 0 };
    return lm_input_open(&arena, "stdin", &path, 1, follow, err);
}

static void
files_follow_each_other(void)
{
    const char *paths[] = { "a", "b", "c" };
    struct lm_buf out = { 0 };
    struct lm_err err = { 0 };

    put("a", "one\n", 4, O_TRUNC);
    put("b", "", 0, O_TRUNC);
    put("c", "BZh three", 9, O_TRUNC);
    struct lm_input *in = lm_input_open(&arena, "stdin", paths, 3, false, &err);
    CHECK(in != NULL && in->size_bytes == 13 && !in->live && strcmp(in->file, "a") == 0);
    drain(in, 3, &out, &err);
    CHECK_TEXT(out.p, out.n, "one\n||BZh three");
    CHECK(strcmp(in->file, "c") == 0 && in->read_bytes == 13);
    lm_input_close(in);
    lm_buf_fini(&out);
}

static void
what_cannot_be_opened_is_named(void)
{
    struct lm_err err;

    CHECK(open_one("missing", false, &err) == NULL && err.code == LM_E_OPEN);
    CHECK(strcmp(err.what, "\"missing\": No such file or directory") == 0);
    CHECK(open_one(".", false, &err) == NULL && err.code == LM_E_OPEN);
    CHECK(strcmp(err.what, "\".\": Is a directory") == 0);
}

/* With a check sum, as zstd(1) writes it. */
static size_t
zstd(const char *p, size_t n, char *out, size_t cap)
{
    ZSTD_CCtx *c = ZSTD_createCCtx();

    ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
    size_t r = ZSTD_compress2(c, out, cap, p, n);
    ZSTD_freeCCtx(c);
    return r;
}

static size_t
squeeze(enum lm_squeeze kind, const char *p, size_t n, char *out, size_t cap)
{
    unsigned bz = (unsigned)cap;
    size_t pos = 0;
    z_stream s = { 0 };

    switch (kind) {
    case LM_SQUEEZE_GZIP:
        deflateInit2(&s, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
        s.next_in = (Bytef *)(uintptr_t)p;
        s.avail_in = (uInt)n;
        s.next_out = (Bytef *)out;
        s.avail_out = (uInt)cap;
        deflate(&s, Z_FINISH);
        deflateEnd(&s);
        return cap - s.avail_out;
    case LM_SQUEEZE_ZSTD:
        return zstd(p, n, out, cap);
    case LM_SQUEEZE_LZ4: {
        LZ4F_preferences_t pref = { .frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled };
        return LZ4F_compressFrame(out, cap, p, n, &pref);
    }
    case LM_SQUEEZE_BZIP2:
        BZ2_bzBuffToBuffCompress(out, &bz, (char *)(uintptr_t)p, (unsigned)n, 9, 0, 0);
        return bz;
    default:
        lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, NULL, (const uint8_t *)p, n, (uint8_t *)out,
                                &pos, cap);
        return pos;
    }
}

static void
compressed_files(enum lm_squeeze kind)
{
    static char text[300000], packed[700000];
    struct lm_buf out = { 0 };
    struct lm_err err;

    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)('a' + (i * i / 7 + i / 1000) % 26);
    size_t n = squeeze(kind, text, sizeof text, packed, sizeof packed);
    size_t two = n + squeeze(kind, "tail\n", 5, packed + n, sizeof packed - n);

    put("z", packed, two, O_TRUNC);
    struct lm_input *in = open_one("z", false, &err);
    drain(in, 4096, &out, &err);
    CHECK(out.n == sizeof text + 5 && memcmp(out.p, text, sizeof text) == 0);
    CHECK(out.n > 5 && memcmp(out.p + out.n - 5, "tail\n", 5) == 0);
    CHECK(in->read_bytes == two);
    lm_input_close(in);

    put("z", packed, n - 1, O_TRUNC); /* cut */
    in = open_one("z", false, &err);
    drain(in, 4096, &out, &err);
    CHECK(out.n > 0 && out.p[out.n - 1] == '!' && err.code == LM_E_COMPRESSED);
    lm_input_close(in);

    char keep = packed[n / 2];
    packed[n / 2] = (char)(keep ^ 0x55); /* damaged */
    put("z", packed, n, O_TRUNC);
    in = open_one("z", false, &err);
    drain(in, 4096, &out, &err);
    CHECK(out.n > 0 && out.p[out.n - 1] == '!' && err.code == LM_E_COMPRESSED);
    lm_input_close(in);

    packed[n / 2] = keep;
    memcpy(packed + n, "rubbish", 7);
    put("z", packed, n + 7, O_TRUNC);
    in = open_one("z", false, &err);
    drain(in, 4096, &out, &err);
    CHECK(out.n > sizeof text && out.p[out.n - 1] == '!' && err.code == LM_E_COMPRESSED);
    lm_input_close(in);
    lm_buf_fini(&out);
}

static void
pipes_never_wait(void)
{
    char packed[200];
    struct lm_buf out = { 0 }, all = { 0 };
    struct lm_err err;
    int fd[2];

    CHECK(pipe(fd) == 0);
    CHECK(dup2(fd[0], STDIN_FILENO) == STDIN_FILENO);
    close(fd[0]);
    struct lm_input *in = open_one("-", false, &err);
    CHECK(in->live && !in->follows && in->size_bytes == 0 && in->fd == STDIN_FILENO);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "~");
    size_t n = squeeze(LM_SQUEEZE_ZSTD, "hello", 5, packed, sizeof packed);
    for (size_t i = 0; i < n; i++) {
        CHECK(write(fd[1], packed + i, 1) == 1);
        drain(in, 100, &out, &err);
        CHECK(out.n > 0 && out.p[out.n - 1] == '~');
        lm_buf_add(&all, out.p, out.n - 1);
    }
    CHECK_TEXT(all.p, all.n, "hello");
    lm_buf_fini(&all);
    close(fd[1]);
    drain(in, 100, &out, &err);
    CHECK(out.n == 0 && err.code == LM_OK && in->read_bytes == n);
    lm_input_close(in);

    CHECK(mkfifo("fifo", 0600) == 0);
    in = open_one("fifo", false, &err);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "~");
    int w = open("fifo", O_WRONLY);
    CHECK(write(w, "x\n", 2) == 2);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "x\n~");
    close(w);
    drain(in, 100, &out, &err);
    CHECK(out.n == 0);
    lm_input_close(in);
    lm_buf_fini(&out);
}

static void
followed_files_are_rotated_and_cut(void)
{
    struct lm_buf out = { 0 };
    struct lm_err err;

    put("log", "1\n", 2, O_TRUNC);
    struct lm_input *in = open_one("log", true, &err);
    CHECK(in->live && in->follows);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "1\n~");
    put("log", "2\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "2\n~");
    CHECK(rename("log", "log.1") == 0);
    put("log.1", "3\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "3\n~");
    put("log", "", 0, O_TRUNC);
    put("log.1", "4\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "4\n~");
    put("log", "new\n", 4, O_APPEND);
    put("log.1", "5\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "5\n|new\n~");
    put("log", "c\n", 2, O_TRUNC);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "|c\n~");
    put("log", "d\n", 2, O_TRUNC); /* as long as before */
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "|d\n~");
    put("log", "e\nf\n", 4, O_TRUNC); /* longer */
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "|e\nf\n~");
    put("log", "g\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "g\n~");
    lm_input_close(in);
    lm_buf_fini(&out);
}

static void
the_last_of_several_is_followed(void)
{
    const char *paths[] = { "a", "log" };
    struct lm_buf out = { 0 };
    struct lm_err err = { 0 };

    put("a", "1\n", 2, O_TRUNC);
    put("log", "", 0, O_TRUNC);
    struct lm_input *in = lm_input_open(&arena, "stdin", paths, 2, true, &err);
    CHECK(in->live && in->follows);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "1\n|~");
    put("log", "2\n", 2, O_APPEND);
    drain(in, 100, &out, &err);
    CHECK_TEXT(out.p, out.n, "2\n~");
    lm_input_close(in);
    lm_buf_fini(&out);
}

static void
patterns_are_sorted_names(void)
{
    const char **paths;
    uint32_t n;
    struct lm_err err = { 0 };

    put("g2.x", "", 0, 0);
    put("g1.x", "", 0, 0);
    put("g[1].x", "", 0, 0);
    CHECK(lm_paths_of(&arena, "g?.x", &paths, &n, &err) == 0 && n == 2 &&
          strcmp(paths[0], "g1.x") == 0);
    CHECK(lm_paths_of(&arena, "g[1].x", &paths, &n, &err) == 0 && n == 1 &&
          strcmp(paths[0], "g[1].x") == 0);
    CHECK(lm_paths_of(&arena, "-", &paths, &n, &err) == 0 && n == 1);
    CHECK(lm_paths_of(&arena, "none*.x", &paths, &n, &err) == -1 && err.code == LM_E_OPEN);
}

int
main(void)
{
    char dir[] = "/tmp/t_input.XXXXXX";

    lm_arena_init(&arena, 4096);
    if (mkdtemp(dir) == NULL || chdir(dir) != 0)
        return 1;
    files_follow_each_other();
    what_cannot_be_opened_is_named();
    for (int k = LM_SQUEEZE_GZIP; k <= LM_SQUEEZE_XZ; k++)
        compressed_files((enum lm_squeeze)k);
    pipes_never_wait();
    followed_files_are_rotated_and_cut();
    the_last_of_several_is_followed();
    patterns_are_sorted_names();
    lm_arena_fini(&arena);
    static const char *const made[] = { "a",   "b",     "c",    "z",    "fifo",
                                        "log", "log.1", "g1.x", "g2.x", "g[1].x" };
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(made[i]);
    if (chdir("/") != 0 || rmdir(dir) != 0)
        return 1;
    return check_done();
}
