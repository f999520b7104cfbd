/* scan_body.h -- the part of a scan that is the same for every instruction set. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A file for an instruction set defines SCAN_TARGET (its function attribute), includes
 * scan_masks.h, defines the five kernels below, and includes this file; it gets body_json and
 * body_csv.
 *
 * Which bytes are inside of quotes is a prefix sum of the quotes modulo 2, carried from block to
 * block (Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019). In a file of lines one
 * odd quote must not turn the rest inside out. So a JSON scan ends at a line end inside a text, and
 * a CSV scan at a quote in a place where quotes neither open nor close: the caller deals with that
 * record and begins anew behind it.
 */
#ifndef LM_SCAN_BODY_H
#define LM_SCAN_BODY_H

#include <assert.h>

#include "fmt/scan.h"
#include "fmt/scan_masks.h"

static inline SCAN_TARGET void kernel_json(const char *p, struct json_masks *m);
static inline SCAN_TARGET void
kernel_csv(const char *p, char delimiter, char quote, struct csv_masks *m);
static inline SCAN_TARGET uint64_t kernel_prefix_xor(uint64_t m);
static inline SCAN_TARGET void
kernel_tokens(const char *p, uint32_t base, uint64_t tokens, struct lm_scan *s);
static inline SCAN_TARGET void kernel_fields(uint32_t base, uint64_t tokens, struct lm_scan *s);

/* The bytes that a backslash before them takes the meaning from. *carry: the first of the next
 * block. */
static inline SCAN_TARGET uint64_t
body_escaped(uint64_t back, uint64_t *carry)
{
    uint64_t escaped = *carry;

    *carry = 0;
    back &= ~escaped;
    while (back != 0) {
        uint64_t low = back & -back;
        if (low >> 63 != 0) {
            *carry = 1;
            break;
        }
        escaped |= low << 1;
        back &= ~(low | low << 1);
    }
    return escaped;
}

/* Notes which tokens of the block are line ends. Comes before the tokens are added. */
static inline SCAN_TARGET void
body_ends(uint64_t tokens, uint64_t ends, struct lm_scan *s)
{
    while (ends != 0) {
        uint64_t below = (ends & -ends) - 1;
        s->end[s->nend++] = (uint16_t)(s->ntok + (uint32_t)__builtin_popcountll(tokens & below));
        ends &= ends - 1;
    }
}

struct json_carry {
    uint64_t escaped; /* 1: the first byte is escaped */
    uint64_t inside;  /* all ones: a text is open */
    uint64_t scalar;  /* 1: the byte before was part of a scalar */
};

/* One block; `valid` has the bits of bytes that count. The answer is 0, or the bit of a line end
 * inside a text. */
static inline SCAN_TARGET uint64_t
body_json_block(const char *p, uint32_t base, uint64_t valid, struct json_carry *c,
                struct lm_scan *s)
{
    struct json_masks m;
    uint64_t bad = 0;

    kernel_json(p, &m);
    uint64_t quote = m.quote;
    if (__builtin_expect((m.back | c->escaped) != 0, 0))
        quote &= ~body_escaped(m.back, &c->escaped);
    uint64_t inside = kernel_prefix_xor(quote) ^ c->inside; /* with the opening quote */
    uint64_t tail = inside ^ quote;                         /* with the closing one instead */
    uint64_t scalar = ~(m.op | m.blank | m.line);
    uint64_t plain = scalar & ~quote;
    uint64_t starts = scalar & ~(plain << 1 | c->scalar);
    uint64_t tokens = ((m.op | starts) & ~tail) | (quote & inside) | (m.back & ~inside) | m.line;
    uint64_t rare = (m.high | m.back | (m.low & inside)) & valid;

    c->inside = (uint64_t)((int64_t)inside >> 63);
    c->scalar = plain >> 63;
    tokens &= valid;
    uint64_t lines = m.line & valid;
    uint64_t stray = lines & inside;
    if (__builtin_expect(stray != 0, 0)) {
        bad = stray & -stray;
        tokens &= bad | (bad - 1);
        lines &= bad | (bad - 1);
    }
    s->rares[base / 64] = rare;
    s->rare |= rare;
    body_ends(tokens, lines, s);
    kernel_tokens(p, base, tokens, s);
    return bad;
}

static inline SCAN_TARGET void
body_json(const char *p, uint32_t n, struct lm_scan *s)
{
    struct json_carry c = {0, 0, 0};
    uint32_t base = 0;

    assert(n <= LM_SCAN_BYTES);
    s->ntok = s->nend = 0;
    s->rare = 0;
    s->bytes = n;
    for (; base < n; base += 64) {
        uint64_t valid = n - base >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (n - base)) - 1;
        uint64_t bad = body_json_block(p + base, base, valid, &c, s);
        if (__builtin_expect(bad != 0, 0)) {
            s->bytes = base + (uint32_t)__builtin_ctzll(bad) + 1;
            base += 64;
            break;
        }
    }
    s->rares[base / 64] = 0;
    assert(s->ntok <= n);
}

struct csv_carry {
    uint64_t inside; /* all ones: quotes are open */
    uint64_t begin;  /* 1: the first byte begins a field */
    uint64_t closed; /* 1: the byte before was a closing quote */
    uint64_t cr;     /* 1: the byte before was a CR behind a closing quote */
};

/* Which bytes are inside quotes; *odd are the quotes, and bytes behind quotes, out of place; *twice
 * the second quotes of those that are doubled. */
static inline SCAN_TARGET uint64_t
body_csv_quotes(const struct csv_masks *m, struct csv_carry *c, uint64_t *odd, uint64_t *twice)
{
    uint64_t inside = kernel_prefix_xor(m->quote) ^ c->inside;
    uint64_t cut = (m->delimiter | m->line) & ~inside;
    uint64_t closing = m->quote & ~inside;
    uint64_t behind = closing << 1 | c->closed;
    uint64_t begins = cut << 1 | c->begin;
    uint64_t behind_cr = (behind & m->cr) << 1 | c->cr;

    *twice = m->quote & inside & behind;
    *odd = (m->quote & inside & ~(begins | behind)) | (behind & ~(cut | m->quote | m->cr)) |
           (behind_cr & ~m->line);
    c->inside = (uint64_t)((int64_t)inside >> 63);
    c->begin = cut >> 63;
    c->closed = closing >> 63;
    c->cr = (behind & m->cr) >> 63;
    return inside;
}

static inline SCAN_TARGET uint64_t
body_csv_block(const struct csv_masks *m, uint32_t base, uint64_t valid, struct csv_carry *c,
               struct lm_scan *s)
{
    uint64_t tokens = (m->delimiter | m->line) & valid, odd = 0, twice = 0;

    if (__builtin_expect(m->quote != 0 || c->inside != 0 || c->closed != 0 || c->cr != 0, 0)) {
        uint64_t inside = body_csv_quotes(m, c, &odd, &twice);
        tokens &= ~inside;
        odd &= valid;
        if (odd != 0)
            tokens &= (odd & -odd) - 1;
        s->quotes = true;
        s->breaks |= (m->line & inside & valid) != 0;
    } else {
        c->begin = tokens >> 63;
    }
    s->rares[base / 64] = (m->rare | twice) & valid;
    s->rare |= s->rares[base / 64];
    body_ends(tokens, m->line & tokens, s);
    kernel_fields(base, tokens, s);
    return odd;
}

static inline SCAN_TARGET void
body_csv(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s)
{
    struct csv_carry c = {.begin = 1};
    uint32_t base = 0;

    assert(n <= LM_SCAN_BYTES);
    s->ntok = s->nend = 0;
    s->rare = 0;
    s->bytes = n;
    s->odd = s->quotes = s->breaks = false;
    for (; base < n; base += 64) {
        struct csv_masks m;
        uint64_t valid = n - base >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << (n - base)) - 1;
        kernel_csv(p + base, delimiter, quote, &m);
        m.quote = quote != 0 ? m.quote & valid : 0;
        uint64_t odd = body_csv_block(&m, base, valid, &c, s);
        if (__builtin_expect(odd != 0, 0)) {
            s->bytes = base + (uint32_t)__builtin_ctzll(odd);
            s->odd = true;
            base += 64;
            break;
        }
    }
    s->open = c.inside != 0;
    s->rares[base / 64] = 0;
    assert(s->ntok <= n);
}

#endif
