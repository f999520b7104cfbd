#!/usr/bin/env python3
# generate.py -- writes the benchmark's data: the same bytes for the same size, realistic fields.
# SPDX-License-Identifier: Apache-2.0
"""generate.py FOLDER MEGABYTES: requests.ndjson, requests.csv, ticks.csv of about that size each."""
import os
import random
import sys

LEVELS = ["debug", "info", "info", "info", "warn", "error"]
STATUS = [200] * 12 + [201, 204, 301, 304, 400, 403, 404, 404, 500, 503]


def requests(n, seed):
    r = random.Random(seed)
    for i in range(n):
        yield (1700000000000 + i * 7 + r.randrange(5), r.choice(LEVELS), "svc-%03d" % r.randrange(200),
               r.choice(STATUS), round(r.expovariate(0.02), 2), "/api/v1/items/%d" % r.randrange(100000))


def write(path, lines):
    with open(path + ".part", "w") as f:
        f.writelines(lines)
    os.rename(path + ".part", path)


def main():
    folder, size = sys.argv[1], int(sys.argv[2]) * 1000000
    os.makedirs(folder, exist_ok=True)
    nd, csv, ticks = (os.path.join(folder, x) for x in ("requests.ndjson", "requests.csv", "ticks.csv"))
    if not os.path.exists(nd):
        write(nd, ('{"ts":%d,"level":"%s","service":"%s","status":%d,"latency_ms":%s,"path":"%s"}\n' % row
                   for row in requests(size // 114, 1)))
    if not os.path.exists(csv):
        write(csv, ["ts,level,service,status,latency_ms,path\n"])
        with open(csv, "a") as f:
            f.writelines("%d,%s,%s,%d,%s,%s\n" % row for row in requests(size // 58, 2))
    if not os.path.exists(ticks):
        write(ticks, ["ts,key,price\n"])
        r = random.Random(3)
        with open(ticks, "a") as f:
            f.writelines("%d,key-%04d,%.4f\n" % (1700000000000 + i * 3 + r.randrange(3), r.randrange(1000),
                                                  1000 + r.random() * 8999) for i in range(size // 34))


main()
