/* limit.h -- what the hand-written limits share: a mapped file and a small table. They check nothing. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LIMIT_H
#define LIMIT_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

struct limit_text {
    const char *p, *end;
};

static inline struct limit_text
limit_map(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY);

    if (fd < 0 || fstat(fd, &st) != 0)
        exit(1);
    const char *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    return (struct limit_text){ p, p + st.st_size };
}

static inline double
limit_decimal(const char *p, const char **end)
{
    static const double scale[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8 };
    int64_t n = 0;
    int digits = 0;

    while (*p >= '0' && *p <= '9')
        n = n * 10 + (*p++ - '0');
    if (*p == '.')
        for (p++; *p >= '0' && *p <= '9'; digits++)
            n = n * 10 + (*p++ - '0');
    *end = p;
    return (double)n / scale[digits];
}

struct limit_group {
    const char *key;
    size_t n;
    int64_t count;
    double sum;
};

enum { LIMIT_SLOTS = 8192 };

/* The group of a key of 7 bytes or more. */
static inline struct limit_group *
limit_find(struct limit_group *t, const char *key, size_t n)
{
    uint64_t x;

    memcpy(&x, key + n - 8 + (n < 8), 8 - (n < 8));
    uint32_t at = (uint32_t)((x * UINT64_C(0x9E3779B97F4A7C15)) >> 51);
    while (t[at].key != NULL && (t[at].n != n || memcmp(t[at].key, key, n) != 0))
        at = (at + 1) % LIMIT_SLOTS;
    if (t[at].key == NULL) {
        t[at].key = key;
        t[at].n = n;
    }
    return &t[at];
}

static inline void
limit_print(const struct limit_group *t)
{
    for (int i = 0; i < LIMIT_SLOTS; i++)
        if (t[i].key != NULL)
            printf("%.*s,%lld,%.17g\n", (int)t[i].n, t[i].key, (long long)t[i].count, t[i].sum);
}

#endif
