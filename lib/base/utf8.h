/* utf8.h -- characters in bytes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_UTF8_H
#define LM_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct lm_arena;

/* Whether s is valid UTF-8 (no overlong forms, no surrogates, up to U+10FFFF). SIMD for ASCII runs. */
bool lm_utf8_valid(struct lm_str s);

/* s with U+FFFD for each maximal bad part; s itself when it is valid. *bad counts the parts. */
struct lm_str lm_utf8_clean(struct lm_arena *a, struct lm_str s, uint64_t *bad);

/* Characters of a valid text. */
size_t lm_utf8_length(struct lm_str s);

/* Byte offset of character number `chars` from 0, or s.n when there are fewer. */
size_t lm_utf8_offset(struct lm_str s, size_t chars);

/* The character at s.p[*at], which moves behind it. *at must be < s.n. */
uint32_t lm_utf8_next(struct lm_str s, size_t *at);

/* Writes c (up to 4 bytes); answers how many. */
size_t lm_utf8_put(uint32_t c, char *to);

#endif
