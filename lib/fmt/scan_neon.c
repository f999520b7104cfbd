/* scan_neon.c -- the scan with NEON. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * As scan_avx2.c, with tables of 16 bytes. NEON has no instruction that gathers the upper bits of
 * bytes: each is and-ed with its place in a group of eight and neighbours are added three times.
 */
#include "fmt/scan_kinds.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#define SCAN_TARGET
#include "fmt/scan_body.h"

struct block {
    uint8x16_t v[4];
};

/* Bit i: byte i of the block is all ones (the bytes are 0 or 0xff). */
static inline uint64_t
block_mask(struct block b)
{
    const uint8x16_t place = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t low = vpaddq_u8(vandq_u8(b.v[0], place), vandq_u8(b.v[1], place));
    uint8x16_t high = vpaddq_u8(vandq_u8(b.v[2], place), vandq_u8(b.v[3], place));
    uint8x16_t all = vpaddq_u8(low, high);

    all = vpaddq_u8(all, all);
    return vgetq_lane_u64(vreinterpretq_u64_u8(all), 0);
}

static inline struct block
block_load(const char *p)
{
    struct block b;

    for (int i = 0; i < 4; i++)
        b.v[i] = vld1q_u8((const uint8_t *)p + 16 * i);
    return b;
}

static inline uint64_t
equal_mask(struct block b, char c)
{
    for (int i = 0; i < 4; i++)
        b.v[i] = vceqq_u8(b.v[i], vdupq_n_u8((uint8_t)c));
    return block_mask(b);
}

static inline uint64_t
kind_mask(struct block b, uint8_t kind)
{
    for (int i = 0; i < 4; i++)
        b.v[i] = vtstq_u8(b.v[i], vdupq_n_u8(kind));
    return block_mask(b);
}

static inline uint64_t
range_mask(struct block b, uint8_t from, uint8_t to)
{
    for (int i = 0; i < 4; i++)
        b.v[i] = vandq_u8(vcgeq_u8(b.v[i], vdupq_n_u8(from)), vcleq_u8(b.v[i], vdupq_n_u8(to)));
    return block_mask(b);
}

static inline struct block
byte_kinds(struct block b)
{
    const uint8x16_t lower = {16, 0, 0, 0, 0, 0, 0, 0, 0, 4, 9, 2, 32, 6, 0, 0};
    const uint8x16_t upper = {12, 0, 48, 1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0};

    for (int i = 0; i < 4; i++)
        b.v[i] = vandq_u8(vqtbl1q_u8(lower, vandq_u8(b.v[i], vdupq_n_u8(15))),
                          vqtbl1q_u8(upper, vshrq_n_u8(b.v[i], 4)));
    return b;
}

static inline void
kernel_json(const char *p, struct json_masks *m)
{
    struct block b = block_load(p), k = byte_kinds(b);

    m->quote = equal_mask(b, '"');
    m->back = equal_mask(b, '\\');
    m->line = equal_mask(b, '\n');
    m->op = kind_mask(k, 35);
    m->blank = kind_mask(k, 20);
    m->low = range_mask(b, 0, 0x1f);
    m->high = range_mask(b, 0x80, 0xff);
}

static inline void
kernel_csv(const char *p, char delimiter, char quote, struct csv_masks *m)
{
    struct block b = block_load(p);

    m->delimiter = equal_mask(b, delimiter);
    m->quote = equal_mask(b, quote);
    m->line = equal_mask(b, '\n');
    m->cr = equal_mask(b, '\r');
    m->rare = range_mask(b, 0x80, 0xff) | equal_mask(b, '\\');
}

static inline uint64_t
kernel_prefix_xor(uint64_t m)
{
    for (int shift = 1; shift < 64; shift *= 2)
        m ^= m << shift;
    return m;
}

static inline void
kernel_tokens(const char *p, uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint32_t n = s->ntok;

    for (; tokens != 0; tokens &= tokens - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(tokens);
        s->pos[n] = (uint16_t)(base + i);
        s->cls[n++] = lm_scan_class[(uint8_t)p[i]];
    }
    s->ntok = n;
}

static inline void
kernel_fields(uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint32_t n = s->ntok;

    for (; tokens != 0; tokens &= tokens - 1)
        s->pos[n++] = (uint16_t)(base + (uint32_t)__builtin_ctzll(tokens));
    s->ntok = n;
}

static void
neon_json(const char *p, uint32_t n, struct lm_scan *s)
{
    body_json(p, n, s);
}

static void
neon_csv(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s)
{
    body_csv(p, n, delimiter, quote, s);
}

const struct lm_scan_type lm_scan_neon = {"neon", neon_json, neon_csv};

#endif
