/* digest.c -- MD5 (RFC 1321) and SHA-256 (FIPS 180-4). */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Both take 64 bytes at a time; the last block or two hold the rest, the bit 1, zeros and the length
 * in bits: low byte first in MD5, high byte first in SHA-256.
 */
#include "expr/digest.h"

#include <assert.h>
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

void
lm_sha256(struct lm_str s, uint8_t out[static 32])
{
    uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

    digest_all(s, h, sha256_block, true);
    for (int i = 0; i < 32; i++)
        out[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}
