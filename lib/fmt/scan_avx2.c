/* scan_avx2.c -- the scan with AVX2. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A byte's kinds are looked up by its lower and its upper four bits; the bits that both tables have
 * are its kinds: 1 is ':', 32 is ',', 2 the brackets, 4 tab and CR, 8 LF, 16 the blank. The
 * brackets are 0x5b 0x5d 0x7b 0x7d, which is all of {5,7} x {b,d}.
 */
#include "fmt/scan_kinds.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN_TARGET __attribute__((target("avx2,bmi,bmi2,pclmul,popcnt,lzcnt")))
#include "fmt/scan_body.h"

static inline SCAN_TARGET uint64_t
pair_mask(__m256i a, __m256i b)
{
    return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

static inline SCAN_TARGET uint64_t
equal_mask(__m256i a, __m256i b, char c)
{
    __m256i v = _mm256_set1_epi8(c);

    return pair_mask(_mm256_cmpeq_epi8(a, v), _mm256_cmpeq_epi8(b, v));
}

static inline SCAN_TARGET __m256i
byte_kinds(__m256i v)
{
    const __m256i lower = _mm256_setr_epi8(16, 0, 0, 0, 0, 0, 0, 0, 0, 4, 9, 2, 32, 6, 0, 0, 16, 0,
                                           0, 0, 0, 0, 0, 0, 0, 4, 9, 2, 32, 6, 0, 0);
    const __m256i upper = _mm256_setr_epi8(12, 0, 48, 1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 12, 0,
                                           48, 1, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0);
    const __m256i four = _mm256_set1_epi8(15);
    __m256i high = _mm256_and_si256(_mm256_srli_epi16(v, 4), four);

    return _mm256_and_si256(_mm256_shuffle_epi8(lower, _mm256_and_si256(v, four)),
                            _mm256_shuffle_epi8(upper, high));
}

static inline SCAN_TARGET uint64_t
kind_mask(__m256i a, __m256i b, char kind)
{
    __m256i v = _mm256_set1_epi8(kind), zero = _mm256_setzero_si256();

    return ~pair_mask(_mm256_cmpeq_epi8(_mm256_and_si256(a, v), zero),
                      _mm256_cmpeq_epi8(_mm256_and_si256(b, v), zero));
}

static inline SCAN_TARGET void
kernel_json(const char *p, struct json_masks *m)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)p),
            b = _mm256_loadu_si256((const __m256i *)(p + 32));
    __m256i ka = byte_kinds(a), kb = byte_kinds(b);
    __m256i control = _mm256_set1_epi8(0x1f);

    m->quote = equal_mask(a, b, '"');
    m->back = equal_mask(a, b, '\\');
    m->line = equal_mask(a, b, '\n');
    m->op = kind_mask(ka, kb, 35);
    m->blank = kind_mask(ka, kb, 20);
    m->low = pair_mask(_mm256_cmpeq_epi8(_mm256_min_epu8(a, control), a),
                       _mm256_cmpeq_epi8(_mm256_min_epu8(b, control), b));
    m->high = pair_mask(a, b);
}

static inline SCAN_TARGET void
kernel_csv(const char *p, char delimiter, char quote, struct csv_masks *m)
{
    __m256i a = _mm256_loadu_si256((const __m256i *)p),
            b = _mm256_loadu_si256((const __m256i *)(p + 32));

    m->delimiter = equal_mask(a, b, delimiter);
    m->quote = equal_mask(a, b, quote);
    m->line = equal_mask(a, b, '\n');
    m->cr = equal_mask(a, b, '\r');
    m->rare = pair_mask(a, b) | equal_mask(a, b, '\\');
}

static inline SCAN_TARGET uint64_t
kernel_prefix_xor(uint64_t m)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)m), _mm_set1_epi8(-1), 0);

    return (uint64_t)_mm_cvtsi128_si64(product);
}

/* Four at a time without asking: what is too much is written over by the next block. */
static inline SCAN_TARGET void
kernel_tokens(const char *p, uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint16_t *pos = s->pos + s->ntok;
    uint8_t *cls = s->cls + s->ntok;

    s->ntok += (uint32_t)__builtin_popcountll(tokens);
    while (tokens != 0) {
        for (int k = 0; k < 4; k++) {
            uint32_t i = (uint32_t)_tzcnt_u64(tokens) & 63;
            pos[k] = (uint16_t)(base + i);
            cls[k] = lm_scan_class[(uint8_t)p[i]];
            tokens = _blsr_u64(tokens);
        }
        pos += 4;
        cls += 4;
    }
}

static inline SCAN_TARGET void
kernel_fields(uint32_t base, uint64_t tokens, struct lm_scan *s)
{
    uint16_t *pos = s->pos + s->ntok;

    s->ntok += (uint32_t)__builtin_popcountll(tokens);
    while (tokens != 0) {
        for (int k = 0; k < 4; k++) {
            pos[k] = (uint16_t)(base + (uint32_t)_tzcnt_u64(tokens));
            tokens = _blsr_u64(tokens);
        }
        pos += 4;
    }
}

static SCAN_TARGET void
avx2_json(const char *p, uint32_t n, struct lm_scan *s)
{
    body_json(p, n, s);
}

static SCAN_TARGET void
avx2_csv(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s)
{
    body_csv(p, n, delimiter, quote, s);
}

const struct lm_scan_type lm_scan_avx2 = {"avx2", avx2_json, avx2_csv};

#endif
