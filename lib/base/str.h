/* str.h -- text as pointer and length, never with an end mark. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_STR_H
#define LM_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct lm_arena;

/* A piece of text. It owns nothing: whoever made it says how long `p` lives. */
struct lm_str {
    const char *p; /* the bytes; may be NULL when n == 0 */
    size_t n;      /* bytes */
};

#define LM_STR(literal) ((struct lm_str){ (literal), sizeof(literal) - 1 })
#define LM_STRF(s) (int)(s).n, (s).p /* the two arguments of "%.*s" */

static inline struct lm_str
lm_str_of(const char *z)
{
    return (struct lm_str){ z, strlen(z) };
}

static inline bool
lm_str_eq(struct lm_str a, struct lm_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Order of bytes, a prefix first: <0, 0, >0. */
int lm_str_cmp(struct lm_str a, struct lm_str b);

/* Equal when ASCII letters are taken without case. */
bool lm_str_eq_nocase(struct lm_str a, struct lm_str b);

/* A copy in `a`, with a NUL behind it that does not count. */
struct lm_str lm_str_dup(struct lm_arena *a, struct lm_str s);
char *lm_str_z(struct lm_arena *a, struct lm_str s);

/* printf into the arena. */
struct lm_str lm_str_format(struct lm_arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The text without ASCII blanks at both ends. */
struct lm_str lm_str_trim(struct lm_str s);

/* Edits (insert, delete, replace, swap of neighbours) from a to b without case; more than 64 bytes
 * on either side: UINT32_MAX. Damerau-Levenshtein, optimal string alignment. */
uint32_t lm_str_distance(struct lm_str a, struct lm_str b);

/* The candidate nearest to `s` that is near enough to be what was meant, else an empty text. */
struct lm_str lm_str_nearest(struct lm_str s, const struct lm_str *candidates, size_t n);

#endif
