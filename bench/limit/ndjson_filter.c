/* ndjson_filter.c -- the limit of WHERE status >= 500 over requests.ndjson, service and latency out. */
/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "limit.h"

int
main(int argc, char **argv)
{
    struct limit_text t = limit_map(argv[argc - 1]);
    static char out[1 << 16];
    size_t n = 0;
    const char *p = t.p;

    while (p < t.end) {
        const char *key = (const char *)memchr(p + 29, '"', 16) + 13;
        const char *latency = key + 35, *end;
        if (key[18] >= '5') {
            end = memchr(latency, ',', 20);
            if (n > sizeof out - 128) {
                fwrite(out, 1, n, stdout);
                n = 0;
            }
            memcpy(out + n, "{\"service\":\"", 12);
            memcpy(out + n + 12, key, 7);
            memcpy(out + n + 19, "\",\"latency_ms\":", 15);
            memcpy(out + n + 34, latency, (size_t)(end - latency));
            n += 34 + (size_t)(end - latency);
            out[n++] = '}';
            out[n++] = '\n';
        }
        p = (const char *)memchr(latency, '\n', (size_t)(t.end - latency)) + 1;
    }
    fwrite(out, 1, n, stdout);
    return 0;
}
