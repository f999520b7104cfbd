/* csv_tumble.c -- the limit of a one-minute tumbling window by key over ticks.csv, in order of time. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "limit.h"

int
main(int argc, char **argv)
{
    struct limit_text t = limit_map(argv[argc - 1]);
    static struct limit_group groups[LIMIT_SLOTS];
    const char *p = (const char *)memchr(t.p, '\n', 200) + 1;
    int64_t window = -1;

    while (p < t.end) {
        /* 1700000000000,key-0001,0012.3456 */
        int64_t ts = 0;
        for (int i = 0; i < 13; i++)
            ts = ts * 10 + (p[i] - '0');
        if (ts / 60000 != window) {
            limit_print(groups);
            memset(groups, 0, sizeof groups);
            window = ts / 60000;
        }
        struct limit_group *g = limit_find(groups, p + 14, 8);
        g->count++;
        g->sum += limit_decimal(p + 23, &p);
        p++;
    }
    limit_print(groups);
    return 0;
}
