/* ndjson_group.c -- the limit of GROUP BY service over requests.ndjson: trusts the order of keys. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "limit.h"

int
main(int argc, char **argv)
{
    struct limit_text t = limit_map(argv[argc - 1]);
    static struct limit_group groups[LIMIT_SLOTS];
    const char *p = t.p;

    while (p < t.end) {
        /* {"ts":1700000000000,"level":"info","service":"svc-001","status":200,"latency_ms":1.5,... */
        const char *key = (const char *)memchr(p + 29, '"', 16) + 13;
        struct limit_group *g = limit_find(groups, key, 7);
        g->count++;
        g->sum += limit_decimal(key + 35, &p);
        p = (const char *)memchr(p, '\n', (size_t)(t.end - p)) + 1;
    }
    limit_print(groups);
    return 0;
}
