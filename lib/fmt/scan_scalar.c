/* scan_scalar.c -- the scan without vector instructions: what every other one must agree with. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "fmt/scan_kinds.h"

#define SCAN_TARGET
#include "fmt/scan_body.h"

enum {
    KIND_QUOTE = 1,
    KIND_BACK = 2,
    KIND_OP = 4,
    KIND_BLANK = 8,
    KIND_LINE = 16,
    KIND_LOW = 32,
    KIND_HIGH = 64
};

/* [byte] the masks of struct json_masks that it belongs to. */
static const uint8_t kinds[256] = {
    [0 ... 8] = KIND_LOW,
    ['\t'] = KIND_LOW | KIND_BLANK,
    ['\n'] = KIND_LOW | KIND_LINE,
    [11] = KIND_LOW,
    [12] = KIND_LOW,
    ['\r'] = KIND_LOW | KIND_BLANK,
    [14 ... 31] = KIND_LOW,
    [' '] = KIND_BLANK,
    ['"'] = KIND_QUOTE,
    ['\\'] = KIND_BACK,
    ['{'] = KIND_OP,
    ['}'] = KIND_OP,
    ['['] = KIND_OP,
    [']'] = KIND_OP,
    [':'] = KIND_OP,
    [','] = KIND_OP,
    [128 ... 255] = KIND_HIGH,
};

static inline void
kernel_json(const char *p, struct json_masks *m)
{
    *m = (struct json_masks){0};
    for (int i = 0; i < 64; i++) {
        uint64_t k = kinds[(uint8_t)p[i]];
        m->quote |= (k & 1) << i;
        m->back |= (k >> 1 & 1) << i;
        m->op |= (k >> 2 & 1) << i;
        m->blank |= (k >> 3 & 1) << i;
        m->line |= (k >> 4 & 1) << i;
        m->low |= (k >> 5 & 1) << i;
        m->high |= (k >> 6 & 1) << i;
    }
}

static inline void
kernel_csv(const char *p, char delimiter, char quote, struct csv_masks *m)
{
    *m = (struct csv_masks){0};
    for (int i = 0; i < 64; i++) {
        uint64_t bit = UINT64_C(1) << i;
        char c = p[i];
        m->delimiter |= c == delimiter ? bit : 0;
        m->quote |= c == quote ? bit : 0;
        m->line |= c == '\n' ? bit : 0;
        m->cr |= c == '\r' ? bit : 0;
        m->rare |= c == '\\' || (uint8_t)c >= 0x80 ? bit : 0;
    }
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
scalar_json(const char *p, uint32_t n, struct lm_scan *s)
{
    body_json(p, n, s);
}

static void
scalar_csv(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s)
{
    body_csv(p, n, delimiter, quote, s);
}

const struct lm_scan_type lm_scan_scalar = {"scalar", scalar_json, scalar_csv};
