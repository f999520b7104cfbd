/* scan_avx512.c -- the scan with AVX-512 (BW, VBMI, VBMI2). */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One permutation looks up the kinds of 64 bytes in a table of 128; bit tests of the answer are the
 * masks. Bytes from 0x80 are found by their sign and taken out. Tokens leave by compression: the
 * bytes at the set bits move together, and so do their numbers.
 */
#include "fmt/scan_kinds.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN_TARGET                                                                                \
    __attribute__((target(                                                                         \
        "avx2,avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,pclmul,popcnt,lzcnt")))
#include "fmt/scan_body.h"

enum { KIND_QUOTE = 1, KIND_BACK = 2, KIND_OP = 4, KIND_BLANK = 8, KIND_LINE = 16, KIND_LOW = 32 };

static const uint8_t kinds[128] __attribute__((aligned(64))) = {
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
};

static const uint8_t numbers[64] __attribute__((aligned(64))) = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
    22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
    44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
};

static inline SCAN_TARGET void
kernel_json(const char *p, struct json_masks *m)
{
    __m512i v = _mm512_loadu_si512(p);
    __m512i k =
        _mm512_permutex2var_epi8(_mm512_load_si512(kinds), v, _mm512_load_si512(kinds + 64));
    uint64_t high = _mm512_movepi8_mask(v);

    k = _mm512_maskz_mov_epi8(~high, k);
    m->quote = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_QUOTE));
    m->back = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_BACK));
    m->op = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_OP));
    m->blank = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_BLANK));
    m->line = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_LINE));
    m->low = _mm512_test_epi8_mask(k, _mm512_set1_epi8(KIND_LOW));
    m->high = high;
}

static inline SCAN_TARGET void
kernel_csv(const char *p, char delimiter, char quote, struct csv_masks *m)
{
    __m512i v = _mm512_loadu_si512(p);

    m->delimiter = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(delimiter));
    m->quote = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(quote));
    m->line = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n'));
    m->cr = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r'));
    m->rare = _mm512_movepi8_mask(v) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\'));
}

static inline SCAN_TARGET uint64_t
kernel_prefix_xor(uint64_t m)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)m), _mm_set1_epi8(-1), 0);

    return (uint64_t)_mm_cvtsi128_si64(product);
}

/* Writes 64 offsets at the most, of which `count` count. */
static inline SCAN_TARGET void
put_offsets(uint16_t *pos, uint32_t base, uint64_t tokens, uint32_t count)
{
    __m512i from = _mm512_set1_epi16((short)base);
    __m512i at = _mm512_maskz_compress_epi8(tokens, _mm512_load_si512(numbers));

    _mm512_storeu_si512(pos,
                        _mm512_add_epi16(from, _mm512_cvtepu8_epi16(_mm512_castsi512_si256(at))));
    if (count > 32) {
        __m256i rest = _mm512_extracti64x4_epi64(at, 1);
        _mm512_storeu_si512(pos + 32, _mm512_add_epi16(from, _mm512_cvtepu8_epi16(rest)));
    }
}

static inline SCAN_TARGET void
kernel_tokens(const char *p, uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint32_t count = (uint32_t)__builtin_popcountll(tokens);
    __m512i v = _mm512_maskz_compress_epi8(tokens, _mm512_loadu_si512(p));
    __m512i c = _mm512_permutex2var_epi8(_mm512_loadu_si512(lm_scan_class), v,
                                         _mm512_loadu_si512(lm_scan_class + 64));

    c = _mm512_mask_mov_epi8(c, _mm512_movepi8_mask(v), _mm512_set1_epi8(LM_SCAN_BAD));
    _mm512_storeu_si512(s->cls + s->ntok, c);
    put_offsets(s->pos + s->ntok, base, tokens, count);
    s->ntok += count;
}

static inline SCAN_TARGET void
kernel_fields(uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint32_t count = (uint32_t)__builtin_popcountll(tokens);

    put_offsets(s->pos + s->ntok, base, tokens, count);
    s->ntok += count;
}

static SCAN_TARGET void
avx512_json(const char *p, uint32_t n, struct lm_scan *s)
{
    body_json(p, n, s);
}

static SCAN_TARGET void
avx512_csv(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s)
{
    body_csv(p, n, delimiter, quote, s);
}

const struct lm_scan_type lm_scan_avx512 = {"avx512", avx512_json, avx512_csv};

#endif
