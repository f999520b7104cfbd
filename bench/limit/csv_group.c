/* csv_group.c -- the limit of GROUP BY service over requests.csv: trusts the places of fields. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "limit.h"

int
main(int argc, char **argv)
{
    struct limit_text t = limit_map(argv[argc - 1]);
    static struct limit_group groups[LIMIT_SLOTS];
    const char *p = (const char *)memchr(t.p, '\n', 200) + 1;

    while (p < t.end) {
        /* 1700000000000,info,svc-001,200,1.5,/api/... */
        const char *key = (const char *)memchr(p + 14, ',', 16) + 1;
        struct limit_group *g = limit_find(groups, key, 7);
        g->count++;
        g->sum += limit_decimal(key + 12, &p);
        p = (const char *)memchr(p, '\n', (size_t)(t.end - p)) + 1;
    }
    limit_print(groups);
    return 0;
}
