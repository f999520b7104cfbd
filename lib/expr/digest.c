/* digest.c -- MD5 (RFC 1321), SHA-1 and the SHA-2 family (FIPS 180-4). */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * All take 64 bytes (SHA-384 and SHA-512: 128) at a time; the last block or two hold the rest, the bit
 * 1, zeros and the length in bits: low byte first in MD5, high byte first in the others.
 */
#include "expr/digest.h"

#include <math.h>

typedef void digest_block_f(uint32_t *h, const uint8_t *p);

/* Feeds all of s and its end mark to `block`. */
static void
digest_all(struct lm_str s, uint32_t *h, digest_block_f *block, bool high_first)
{
    uint8_t last[128] = {0};
    size_t whole = s.n / 64 * 64, rest = s.n - whole;
    size_t n = rest < 56 ? 64 : 128;
    uint64_t bits = (uint64_t)s.n * 8;

    for (size_t i = 0; i < whole; i += 64)
        block(h, (const uint8_t *)s.p + i);
    if (rest > 0)
        memcpy(last, s.p + whole, rest);
    last[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        last[n - 8 + (size_t)i] = (uint8_t)(bits >> (high_first ? 56 - 8 * i : 8 * i));
    for (size_t i = 0; i < n; i += 64)
        block(h, last + i);
}

static inline uint32_t
digest_left(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static void
md5_block(uint32_t *h, const uint8_t *p)
{
    static const uint8_t turn[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], x[16];

    for (int i = 0; i < 16; i++)
        x[i] = p[4 * i] | (uint32_t)p[4 * i + 1] << 8 | (uint32_t)p[4 * i + 2] << 16 |
               (uint32_t)p[4 * i + 3] << 24;
    for (int i = 0; i < 64; i++) {
        int round = i / 16;
        uint32_t f = round == 0   ? (b & c) | (~b & d)
                     : round == 1 ? (d & b) | (~d & c)
                     : round == 2 ? b ^ c ^ d
                                  : c ^ (b | ~d);
        int k = round == 0   ? i
                : round == 1 ? (5 * i + 1) % 16
                : round == 2 ? (3 * i + 5) % 16
                             : 7 * i % 16;
        /* The constants are the first 32 bits of |sin(i + 1)|, as the RFC defines them. */
        uint32_t t = (uint32_t)(int64_t)(fabs(sin(i + 1)) * 4294967296.0);
        uint32_t next = b + digest_left(a + f + x[k] + t, turn[round][i % 4]);
        a = d;
        d = c;
        c = b;
        b = next;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
}

void
lm_md5(struct lm_str s, uint8_t out[static 16])
{
    uint32_t h[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

    digest_all(s, h, md5_block, false);
    for (int i = 0; i < 16; i++)
        out[i] = (uint8_t)(h[i / 4] >> (8 * (i % 4)));
}

static const uint32_t sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static void
sha256_block(uint32_t *h, const uint8_t *p)
{
    uint32_t w[64], v[8];

    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
               (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (digest_left(a, 25) ^ digest_left(a, 14) ^ a >> 3) +
               (digest_left(b, 15) ^ digest_left(b, 13) ^ b >> 10);
    }
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t s1 = digest_left(v[4], 26) ^ digest_left(v[4], 21) ^ digest_left(v[4], 7);
        uint32_t choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choice + sha256_k[i] + w[i];
        uint32_t s0 = digest_left(v[0], 30) ^ digest_left(v[0], 19) ^ digest_left(v[0], 10);
        uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        h[i] += v[i];
}

/* The words of a hash, high byte first. */
static void
digest_words(const uint32_t *h, int bytes, uint8_t *out)
{
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}

void
lm_sha256(struct lm_str s, uint8_t out[static 32])
{
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

    digest_all(s, h, sha256_block, true);
    digest_words(h, 32, out);
}

void
lm_sha224(struct lm_str s, uint8_t out[static 28])
{
    uint32_t h[8] = {
        0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
        0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};

    digest_all(s, h, sha256_block, true);
    digest_words(h, 28, out);
}

static void
sha1_block(uint32_t *h, const uint8_t *p)
{
    static const uint32_t round[4] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];

    for (int i = 0; i < 80; i++) {
        w[i] = i < 16 ? (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 |
                            (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3]
                      : digest_left(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        uint32_t f = i < 20   ? (b & c) | (~b & d)
                     : i < 40 ? b ^ c ^ d
                     : i < 60 ? (b & c) | (b & d) | (c & d)
                              : b ^ c ^ d;
        uint32_t t = digest_left(a, 5) + f + e + round[i / 20] + w[i];
        e = d;
        d = c;
        c = digest_left(b, 30);
        b = a;
        a = t;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

void
lm_sha1(struct lm_str s, uint8_t out[static 20])
{
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    digest_all(s, h, sha1_block, true);
    digest_words(h, 20, out);
}

static const uint64_t sha512_k[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

static inline uint64_t
digest_right64(uint64_t x, int n)
{
    return x >> n | x << (64 - n);
}

static void
sha512_block(uint64_t *h, const uint8_t *p)
{
    uint64_t w[80], v[8];

    for (int i = 0; i < 16; i++) {
        w[i] = 0;
        for (int k = 0; k < 8; k++)
            w[i] = w[i] << 8 | p[8 * i + k];
    }
    for (int i = 16; i < 80; i++) {
        uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (digest_right64(a, 1) ^ digest_right64(a, 8) ^ a >> 7) +
               (digest_right64(b, 19) ^ digest_right64(b, 61) ^ b >> 6);
    }
    memcpy(v, h, sizeof v);
    for (int i = 0; i < 80; i++) {
        uint64_t s1 = digest_right64(v[4], 14) ^ digest_right64(v[4], 18) ^ digest_right64(v[4], 41);
        uint64_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + sha512_k[i] + w[i];
        uint64_t s0 = digest_right64(v[0], 28) ^ digest_right64(v[0], 34) ^ digest_right64(v[0], 39);
        uint64_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++)
        h[i] += v[i];
}

/* As digest_all, by 128 bytes and with a length of 16. */
static void
sha512_all(struct lm_str s, uint64_t *h, int bytes, uint8_t *out)
{
    uint8_t last[256] = {0};
    size_t whole = s.n / 128 * 128, rest = s.n - whole;
    size_t n = rest < 112 ? 128 : 256;
    uint64_t bits = (uint64_t)s.n * 8;

    for (size_t i = 0; i < whole; i += 128)
        sha512_block(h, (const uint8_t *)s.p + i);
    if (rest > 0)
        memcpy(last, s.p + whole, rest);
    last[rest] = 0x80;
    for (int i = 0; i < 8; i++)
        last[n - 8 + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
    for (size_t i = 0; i < n; i += 128)
        sha512_block(h, last + i);
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(h[i / 8] >> (56 - 8 * (i % 8)));
}

void
lm_sha512(struct lm_str s, uint8_t out[static 64])
{
    uint64_t h[8] = {
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

    sha512_all(s, h, 64, out);
}

void
lm_sha384(struct lm_str s, uint8_t out[static 48])
{
    uint64_t h[8] = {
        0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
        0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};

    sha512_all(s, h, 48, out);
}
