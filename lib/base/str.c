/* str.c -- text as pointer and length. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

enum { DISTANCE_MAX = 64 };

static unsigned char
fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

int
lm_str_cmp(struct lm_str a, struct lm_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

    if (order != 0)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

bool
lm_str_eq_nocase(struct lm_str a, struct lm_str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (fold(a.p[i]) != fold(b.p[i]))
            return false;
    return true;
}

char *
lm_str_z(struct lm_arena *a, struct lm_str s)
{
    char *p = lm_alloc_raw(a, s.n + 1);

    if (s.n > 0)
        memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return p;
}

struct lm_str
lm_str_dup(struct lm_arena *a, struct lm_str s)
{
    return (struct lm_str){ lm_str_z(a, s), s.n };
}

struct lm_str
lm_str_format(struct lm_arena *a, const char *format, ...)
{
    va_list ap;

    va_start(ap, format);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    assert(n >= 0);
    char *p = lm_alloc_raw(a, (size_t)n + 1);
    va_start(ap, format);
    vsnprintf(p, (size_t)n + 1, format, ap);
    va_end(ap);
    return (struct lm_str){ p, (size_t)n };
}

static bool
blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct lm_str
lm_str_trim(struct lm_str s)
{
    while (s.n > 0 && blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n > 0 && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

static uint32_t
least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t
lm_str_distance(struct lm_str a, struct lm_str b)
{
    uint32_t row[3][DISTANCE_MAX + 1]; /* the last three rows of the table, turned over in place */

    if (a.n > DISTANCE_MAX || b.n > DISTANCE_MAX)
        return UINT32_MAX;
    for (uint32_t j = 0; j <= b.n; j++)
        row[0][j] = j;
    for (uint32_t i = 1; i <= a.n; i++) {
        uint32_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (uint32_t j = 1; j <= b.n; j++) {
            uint32_t differ = fold(a.p[i - 1]) != fold(b.p[j - 1]);
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + differ);
            if (i > 1 && j > 1 && fold(a.p[i - 1]) == fold(b.p[j - 2]) &&
                fold(a.p[i - 2]) == fold(b.p[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return row[a.n % 3][b.n];
}

static bool
starts_nocase(struct lm_str s, struct lm_str prefix)
{
    return s.n >= prefix.n && lm_str_eq_nocase((struct lm_str){ s.p, prefix.n }, prefix);
}

struct lm_str
lm_str_nearest(struct lm_str s, const struct lm_str *candidates, size_t n)
{
    struct lm_str best = { NULL, 0 };
    uint32_t best_distance = (uint32_t)(s.n <= 3 ? 1 : s.n <= 6 ? 2 : 3) + 1;

    for (size_t i = 0; i < n; i++) {
        uint32_t d = lm_str_distance(s, candidates[i]);
        /* "latency" for "latency_ms": one is the beginning of the other. */
        if (d >= best_distance && s.n >= 3 && candidates[i].n >= 3 &&
            (starts_nocase(candidates[i], s) || starts_nocase(s, candidates[i])))
            d = best_distance - 1;
        if (d < best_distance && d > 0) {
            best = candidates[i];
            best_distance = d;
        }
    }
    return best;
}
