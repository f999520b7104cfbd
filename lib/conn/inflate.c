/* inflate.c -- gzip, zstd, lz4, bzip2 and xz behind one call. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A compressed file is a row of members, each with its own begin and end. A codec decodes inside of
 * one member and says when it has ended; this file starts the next one when more bytes follow.
 * Zeros between members are padding (tapes, xz); anything else there is damage. Each codec is told
 * what it may read and write, and is called again until neither moves.
 */
#include "conn/inflate.h"

#include <assert.h>
#include <bzlib.h>
#include <lz4frame.h>
#include <lzma.h>
#include <stdint.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

enum { INFLATE_GZIP_BITS = 15 + 16, INFLATE_ZSTD_LOG_MAX = 31 };

struct lm_inflate {
    const struct inflate_codec *codec;
    bool open;   /* the codec holds memory */
    bool inside; /* of a member; false at the begin and after each end */
    bool some;   /* a member has been seen */
    bool bad;    /* damage was found behind bytes that were good: told by the next call */
    union {
        z_stream gzip;
        ZSTD_DCtx *zstd;
        LZ4F_dctx *lz4;
        bz_stream bzip2;
        lzma_stream xz;
    };
};

/* One piece of work: moved by the codec. */
struct inflate_work {
    const char *in;
    size_t in_n;
    char *out;
    size_t out_n;
};

enum inflate_answer { INFLATE_MORE, INFLATE_END, INFLATE_BAD };

struct inflate_codec {
    struct lm_str mark;                  /* first bytes of a member */
    bool (*begin)(struct lm_inflate *z); /* a new member; the first call makes the codec */
    enum inflate_answer (*step)(struct lm_inflate *z, struct inflate_work *w);
    void (*close)(struct lm_inflate *z);
};

static bool
gzip_begin(struct lm_inflate *z)
{
    return z->open ? inflateReset(&z->gzip) == Z_OK
                   : inflateInit2(&z->gzip, INFLATE_GZIP_BITS) == Z_OK;
}

static enum inflate_answer
gzip_step(struct lm_inflate *z, struct inflate_work *w)
{
    z_stream *s = &z->gzip;

    s->next_in = (Bytef *)(uintptr_t)w->in;
    s->avail_in = w->in_n > UINT32_MAX ? UINT32_MAX : (uInt)w->in_n;
    s->next_out = (Bytef *)w->out;
    s->avail_out = w->out_n > UINT32_MAX ? UINT32_MAX : (uInt)w->out_n;
    int r = inflate(s, Z_NO_FLUSH);
    size_t took = (size_t)((const char *)s->next_in - w->in);
    w->in += took;
    w->in_n -= took;
    w->out_n -= (size_t)((char *)s->next_out - w->out);
    w->out = (char *)s->next_out;
    if (r == Z_STREAM_END)
        return INFLATE_END;
    return r == Z_OK || r == Z_BUF_ERROR ? INFLATE_MORE : INFLATE_BAD;
}

static void
gzip_close(struct lm_inflate *z)
{
    inflateEnd(&z->gzip);
}

static bool
zstd_begin(struct lm_inflate *z)
{
    if (!z->open)
        z->zstd = ZSTD_createDCtx();
    if (z->zstd == NULL)
        return false;
    /* zstd --long=31 writes windows beyond what the library takes unasked. */
    ZSTD_DCtx_setParameter(z->zstd, ZSTD_d_windowLogMax, INFLATE_ZSTD_LOG_MAX);
    return true;
}

static enum inflate_answer
zstd_step(struct lm_inflate *z, struct inflate_work *w)
{
    ZSTD_inBuffer in = { w->in, w->in_n, 0 };
    ZSTD_outBuffer out = { w->out, w->out_n, 0 };
    size_t r = ZSTD_decompressStream(z->zstd, &out, &in);

    w->in += in.pos;
    w->in_n -= in.pos;
    w->out += out.pos;
    w->out_n -= out.pos;
    if (ZSTD_isError(r))
        return INFLATE_BAD;
    return r == 0 ? INFLATE_END : INFLATE_MORE;
}

static void
zstd_close(struct lm_inflate *z)
{
    ZSTD_freeDCtx(z->zstd);
}

static bool
lz4_begin(struct lm_inflate *z)
{
    return z->open || !LZ4F_isError(LZ4F_createDecompressionContext(&z->lz4, LZ4F_VERSION));
}

static enum inflate_answer
lz4_step(struct lm_inflate *z, struct inflate_work *w)
{
    size_t in_n = w->in_n, out_n = w->out_n;
    size_t r = LZ4F_decompress(z->lz4, w->out, &out_n, w->in, &in_n, NULL);

    if (LZ4F_isError(r))
        return INFLATE_BAD;
    w->in += in_n;
    w->in_n -= in_n;
    w->out += out_n;
    w->out_n -= out_n;
    return r == 0 ? INFLATE_END : INFLATE_MORE;
}

static void
lz4_close(struct lm_inflate *z)
{
    LZ4F_freeDecompressionContext(z->lz4);
}

static bool
bzip2_begin(struct lm_inflate *z)
{
    if (z->open)
        BZ2_bzDecompressEnd(&z->bzip2);
    z->bzip2 = (bz_stream){ 0 };
    return BZ2_bzDecompressInit(&z->bzip2, 0, 0) == BZ_OK;
}

static enum inflate_answer
bzip2_step(struct lm_inflate *z, struct inflate_work *w)
{
    bz_stream *s = &z->bzip2;

    s->next_in = (char *)(uintptr_t)w->in;
    s->avail_in = w->in_n > UINT32_MAX ? UINT32_MAX : (unsigned)w->in_n;
    s->next_out = w->out;
    s->avail_out = w->out_n > UINT32_MAX ? UINT32_MAX : (unsigned)w->out_n;
    int r = BZ2_bzDecompress(s);
    w->in_n -= (size_t)(s->next_in - w->in);
    w->in = s->next_in;
    w->out_n -= (size_t)(s->next_out - w->out);
    w->out = s->next_out;
    if (r == BZ_STREAM_END)
        return INFLATE_END;
    return r == BZ_OK ? INFLATE_MORE : INFLATE_BAD;
}

static void
bzip2_close(struct lm_inflate *z)
{
    BZ2_bzDecompressEnd(&z->bzip2);
}

static bool
xz_begin(struct lm_inflate *z)
{
    if (!z->open)
        z->xz = (lzma_stream)LZMA_STREAM_INIT;
    return lzma_stream_decoder(&z->xz, UINT64_MAX, 0) == LZMA_OK;
}

static enum inflate_answer
xz_step(struct lm_inflate *z, struct inflate_work *w)
{
    lzma_stream *s = &z->xz;

    s->next_in = (const uint8_t *)w->in;
    s->avail_in = w->in_n;
    s->next_out = (uint8_t *)w->out;
    s->avail_out = w->out_n;
    lzma_ret r = lzma_code(s, LZMA_RUN);
    w->in = (const char *)s->next_in;
    w->in_n = s->avail_in;
    w->out = (char *)s->next_out;
    w->out_n = s->avail_out;
    if (r == LZMA_STREAM_END)
        return INFLATE_END;
    return r == LZMA_OK || r == LZMA_BUF_ERROR ? INFLATE_MORE : INFLATE_BAD;
}

static void
xz_close(struct lm_inflate *z)
{
    lzma_end(&z->xz);
}

static const struct inflate_codec inflate_codecs[] = {
    [LM_SQUEEZE_GZIP] = { { "\x1f\x8b\x08", 3 }, gzip_begin, gzip_step, gzip_close },
    [LM_SQUEEZE_ZSTD] = { { "\x28\xb5\x2f\xfd", 4 }, zstd_begin, zstd_step, zstd_close },
    [LM_SQUEEZE_LZ4] = { { "\x04\x22\x4d\x18", 4 }, lz4_begin, lz4_step, lz4_close },
    [LM_SQUEEZE_BZIP2] = { { "BZh", 3 }, bzip2_begin, bzip2_step, bzip2_close },
    [LM_SQUEEZE_XZ] = { { "\xfd\x37zXZ\0", 6 }, xz_begin, xz_step, xz_close },
};

/* "BZh9" may begin a text, so the mark of the first block (or of an empty file's end) counts. */
static bool
bzip2_plausible(struct lm_str head, bool *more)
{
    static const char block[] = "1AY&SY", end[] = "\x17\x72\x45\x38\x50\x90";
    size_t n = head.n < 10 ? head.n : 10;

    if (n > 3 && (head.p[3] < '1' || head.p[3] > '9'))
        return false;
    if (n > 4 && memcmp(head.p + 4, block, n - 4) != 0 && memcmp(head.p + 4, end, n - 4) != 0)
        return false;
    *more = n < 10;
    return n == 10;
}

enum lm_squeeze
lm_squeeze_of(struct lm_str head, bool *more)
{
    static const char skippable[] = "\x2a\x4d\x18"; /* behind 0x50 to 0x5f: pzstd begins so */

    *more = false;
    for (int k = LM_SQUEEZE_GZIP; k <= LM_SQUEEZE_XZ; k++) {
        struct lm_str mark = inflate_codecs[k].mark;
        size_t n = head.n < mark.n ? head.n : mark.n;
        if (n == 0 || memcmp(head.p, mark.p, n) != 0)
            continue;
        if (n < mark.n)
            *more = true;
        else if (k != LM_SQUEEZE_BZIP2 || bzip2_plausible(head, more))
            return (enum lm_squeeze)k;
    }
    if (head.n == 0)
        *more = true;
    if (head.n > 0 && ((unsigned char)head.p[0] & 0xf0) == 0x50) {
        size_t n = head.n < 4 ? head.n : 4;
        if (memcmp(head.p + 1, skippable, n - 1) == 0) {
            *more = n < 4;
            return n == 4 ? LM_SQUEEZE_ZSTD : LM_SQUEEZE_NONE;
        }
    }
    return LM_SQUEEZE_NONE;
}

struct lm_inflate *
lm_inflate_open(enum lm_squeeze kind)
{
    struct lm_inflate *z = calloc(1, sizeof *z);

    assert(kind != LM_SQUEEZE_NONE && kind <= LM_SQUEEZE_XZ);
    if (z != NULL)
        z->codec = &inflate_codecs[kind];
    return z;
}

void
lm_inflate_close(struct lm_inflate *z)
{
    if (z == NULL)
        return;
    if (z->open)
        z->codec->close(z);
    free(z);
}

/* Begins the next member when bytes follow the last one. 1 begun, 0 nothing follows, -1 damage. */
static int
inflate_next(struct lm_inflate *z, struct lm_str *in)
{
    while (z->some && in->n > 0 && in->p[0] == '\0') {
        in->p++;
        in->n--;
    }
    if (in->n == 0)
        return 0;
    if (!z->codec->begin(z))
        return -1;
    z->open = true;
    z->inside = true;
    z->some = true;
    return 1;
}

ssize_t
lm_inflate_step(struct lm_inflate *z, struct lm_str *in, char *out, size_t n)
{
    struct inflate_work w = { in->p, in->n, out, n };

    assert(n > 0);
    while (w.out_n > 0 && !z->bad) {
        if (!z->inside) {
            struct lm_str rest = { w.in, w.in_n };
            int r = inflate_next(z, &rest);
            w.in = rest.p;
            w.in_n = rest.n;
            z->bad = r < 0;
            if (r <= 0)
                break;
        }
        size_t in_n = w.in_n, out_n = w.out_n;
        enum inflate_answer r = z->codec->step(z, &w);
        z->inside = r != INFLATE_END;
        z->bad = r == INFLATE_BAD;
        if (r == INFLATE_MORE && w.in_n == in_n && w.out_n == out_n) {
            z->bad = in_n > 0; /* room and bytes, and nothing done: it cannot go on */
            break;
        }
    }
    *in = (struct lm_str){ w.in, w.in_n };
    ssize_t made = (ssize_t)(n - w.out_n);
    return made == 0 && z->bad ? -1 : made;
}

bool
lm_inflate_whole(const struct lm_inflate *z)
{
    return !z->inside;
}
