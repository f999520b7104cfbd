/* t_alloc.c -- rows cost no allocation once a pipe has warmed up: ten times the rows, the same calls. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "laminar.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(__GLIBC__)

int
main(void)
{
    CHECK(true); /* the allocator is not ours to count here */
    return check_done();
}

#else

static unsigned long calls;

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *
malloc(size_t n)
{
    calls++;
    return __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
    calls++;
    return __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
    calls++;
    return __libc_realloc(p, n);
}

static char *
rows_file(unsigned rows)
{
    static const char *const levels[] = { "info", "warn", "error" };
    char *path = strdup("/tmp/laminar-alloc-XXXXXX");
    FILE *f = fdopen(mkstemp(path), "w");

    for (unsigned i = 0; i < rows; i++)
        fprintf(f, "{\"ts\":%u,\"level\":\"%s\",\"v\":%u.5,\"path\":\"/a/%u\"}\n", 1700000000 + i / 100,
                levels[i % 3], i % 1000, i % 77);
    fclose(f);
    return path;
}

/* Calls of the allocator while the query runs over the file. */
static unsigned long
calls_of(const char *query, const char *path)
{
    struct lm_text text = { "query", query, strlen(query), NULL };
    struct lm_operand operand = { NULL, path };
    struct lm_settings set;
    struct lm_trouble trouble = { 0 };

    lm_settings_default(&set);
    set.texts = &text;
    set.ntexts = 1;
    set.operands = &operand;
    set.noperands = 1;
    set.input_format = "ndjson";
    set.output = "/dev/null";
    set.watermark_us = 0;
    set.err = stderr;
    struct lm_pipe *p = lm_pipe_open(&set, &trouble);
    CHECK(p != NULL);
    calls = 0;
    CHECK(p != NULL && lm_pipe_run(p) == 0);
    unsigned long n = calls;
    lm_pipe_close(p);
    return n;
}

int
main(void)
{
    static const char *const queries[] = {
        "SELECT level, v FROM stdin WHERE v > 500",
        "SELECT * FROM stdin WHERE level = 'error'",
        "SELECT upper(level) AS l, v * 2 + 1 AS w, path LIKE '%7' AS s FROM stdin",
        "SELECT level, count(*) AS n, sum(v) AS s, max(path) AS m FROM stdin GROUP BY level",
        "SELECT level, count(*) AS n, avg(v) AS a FROM stdin GROUP BY level, TUMBLE(ts, 1m)",
        "SELECT level, count(*) AS n FROM stdin GROUP BY level, HOP(ts, 10s, 1m)",
        "SELECT level, count(*) AS n FROM stdin GROUP BY level EMIT CHANGES",
    };
    char *few = rows_file(100000), *many = rows_file(1000000);

    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        unsigned long a = calls_of(queries[i], few), b = calls_of(queries[i], many);
        if (a != b)
            printf("%s: %lu calls for 100,000 rows, %lu for 1,000,000\n", queries[i], a, b);
        CHECK(a == b);
    }
    unlink(few);
    unlink(many);
    free(few);
    free(many);
    return check_done();
}

#endif
