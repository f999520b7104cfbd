#!/usr/bin/env python3
# changelog_invariant.py -- under EMIT CHANGES the sum of what was emitted is the query over the rows so far.
# SPDX-License-Identifier: Apache-2.0
"""changelog_invariant.py [-s SEED] [-n ROWS] [-l QUERY] LAMINAR

For each query random rows are made, some of which are taken back again. After every row:
- the changes printed so far, summed, are the rows that the same query gives for the rows that are left,
- and they begin with the changes printed before that row.
The seed is printed when something differs; -s runs it again. Ends with a line `N passed, N failed`."""
import argparse
import collections
import json
import random
import subprocess
import sys

# What is asked, and whether rows can be taken back: False where the answer depends on which of two equal
# values goes.
QUERIES = [
    ("SELECT k, count(*) AS n, sum(v) AS s FROM stdin GROUP BY k", True),
    ("SELECT count(*) AS n, sum(v) AS s, avg(v) AS a FROM stdin", True),
    ("SELECT k, min(v) AS lo, max(v) AS hi FROM stdin GROUP BY k", True),
    ("SELECT k, count(DISTINCT v) AS d, sum(DISTINCT v) AS s FROM stdin GROUP BY k", True),
    ("SELECT k, string_agg(t, ',' ORDER BY t) AS ts FROM stdin GROUP BY k", True),
    ("SELECT k, array_agg(id ORDER BY id) AS ids FROM stdin GROUP BY k", True),
    ("SELECT k, first(id) AS f, last(id) AS l FROM stdin GROUP BY k", True),
    ("SELECT k, arg_min(id, v) AS f, arg_max(id, v) AS l FROM stdin GROUP BY k", True),
    ("SELECT k, median(v) AS m, p90(v) AS p FROM stdin GROUP BY k", True),
    ("SELECT k, bool_and(v > 2) AS e, bool_or(v > 2) AS s, bit_and(v) AS ba, bit_xor(v) AS bx FROM stdin GROUP BY k",
     True),
    ("SELECT k, var_pop(v) AS vp, count_if(v > 1) AS c FROM stdin GROUP BY k", True),
    ("SELECT k, count(*) FILTER (WHERE v > 2) AS n, max(v) FILTER (WHERE t = 'p') AS m FROM stdin GROUP BY k", True),
    ("SELECT k, mode(v) AS m FROM stdin GROUP BY k", False),
    ("SELECT k, count(*) AS n FROM stdin GROUP BY k HAVING count(*) BETWEEN 2 AND 3", True),
    ("SELECT k, v FROM stdin WHERE v > 1", True),
    ("SELECT DISTINCT k, v FROM stdin", True),
    ("SELECT n, count(*) AS groups FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) GROUP BY n", True),
    ("SELECT k, s FROM (SELECT k, sum(v) AS s FROM stdin GROUP BY k) WHERE s > 4", True),
    ("SELECT max(s) AS most FROM (SELECT k, sum(v) AS s FROM stdin GROUP BY k)", True),
    ("SELECT k FROM stdin WHERE t = 'p' UNION SELECT k FROM stdin WHERE t = 'q'", True),
    ("SELECT k, v FROM stdin WHERE t = 'p' UNION ALL SELECT k, v FROM stdin WHERE v > 2", True),
    ("SELECT k FROM stdin WHERE t = 'p' EXCEPT SELECT k FROM stdin WHERE t = 'q'", True),
    ("SELECT k FROM stdin WHERE t = 'p' INTERSECT SELECT k FROM stdin WHERE t = 'q'", True),
    ("SELECT k FROM stdin WHERE t = 'p' EXCEPT ALL SELECT k FROM stdin WHERE t = 'q'", True),
    ("SELECT k FROM stdin WHERE t = 'p' INTERSECT ALL SELECT k FROM stdin WHERE t = 'q'", True),
    ("SELECT n FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) EXCEPT ALL SELECT v FROM stdin", True),
    ("SELECT k, window_end, count(*) AS n, max(v) AS m FROM stdin GROUP BY k, TUMBLE(ts, INTERVAL '5' SECOND)", True),
    ("SELECT window_end, sum(v) AS s FROM stdin GROUP BY HOP(ts, INTERVAL '2' SECOND, INTERVAL '5' SECOND)", True),
    ("SELECT k, window_start, window_end, count(*) AS n FROM stdin GROUP BY k, SESSION(ts, INTERVAL '2' SECOND)", True),
    ("SELECT a.k, a.n, b.s FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) a "
     "JOIN (SELECT k, sum(v) AS s FROM stdin WHERE t = 'p' GROUP BY k) b ON a.k = b.k", True),
    ("SELECT a.k, a.n, b.s FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) a "
     "LEFT JOIN (SELECT k, sum(v) AS s FROM stdin WHERE t = 'p' GROUP BY k) b ON a.k = b.k", True),
    ("SELECT k, v, id FROM stdin ORDER BY v DESC, id LIMIT 3", True),
    ("SELECT k, sum(v) AS s FROM stdin GROUP BY k ORDER BY s DESC, k LIMIT 2", True),
    ("SELECT * FROM (SELECT k, id, v, row_number() OVER (PARTITION BY k ORDER BY v, id) AS r FROM stdin) WHERE r <= 2",
     True),
]

RANKED = "(SELECT k, id, v, t, %s() OVER (PARTITION BY k ORDER BY v%s) AS r FROM stdin)"
QUERIES += [("SELECT %s FROM %s WHERE %s" % (columns, RANKED % (rank, order), where), True)
            for rank, order, columns, where in (
                ("row_number", "", "k, id", "3 >= r"),
                ("row_number", " DESC", "*", "r < 3"),
                ("row_number", " NULLS FIRST", "k, id", "r = 1"),
                ("row_number", "", "id, r", "r BETWEEN 2 AND 3"),
                ("row_number", "", "id, r", "r IN (1, 2)"),
                ("row_number", "", "id, r", "r IN (1, 3)"),
                ("row_number", "", "id, r", "r = 2 OR r = 4"),
                ("row_number", "", "id", "r <= 2 AND t = 'p'"),
                ("row_number", "", "id", "t = 'p' AND NOT r > 2"),
                ("row_number", "", "id, r", "r > 2"),
                ("row_number", "", "id, r", "r <> 2"),
                ("row_number", "", "id", "r + 1 <= 3"),
                ("rank", "", "id, r", "r <= 2"),
                ("rank", " DESC", "id", "r = 1"),
                ("dense_rank", "", "id, r", "r <= 2"),
                ("dense_rank", "", "id", "r = 2"))]
QUERIES += [(q, True) for q in (
    "WITH x AS (SELECT k, id, row_number() OVER (ORDER BY v DESC) AS r FROM stdin) SELECT id FROM x WHERE r <= 3",
    "SELECT id FROM (SELECT id, r FROM (SELECT id, row_number() OVER (ORDER BY v) AS r FROM stdin)) WHERE r < 4",
    "SELECT k, id, v FROM stdin QUALIFY row_number() OVER (PARTITION BY k ORDER BY v DESC, id) <= 2",
    "SELECT k, id, rank() OVER (PARTITION BY k ORDER BY v) AS r FROM stdin QUALIFY r = 1",
    "SELECT k, sum(v) AS s FROM stdin GROUP BY k QUALIFY rank() OVER (ORDER BY sum(v) DESC) <= 2",
    "SELECT id, k, v FROM stdin ORDER BY v LIMIT 2 BY k",
    "SELECT DISTINCT ON (k) k, id, v FROM stdin ORDER BY k, v DESC",
    "SELECT id, v FROM stdin ORDER BY v DESC LIMIT 3 OFFSET 2",
    "SELECT id, v FROM stdin ORDER BY v NULLS FIRST LIMIT 2",
    "SELECT k, n FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k) ORDER BY n, k LIMIT 1 OFFSET 1",
    "SELECT r, count(*) AS n FROM (SELECT rank() OVER (PARTITION BY k ORDER BY v) AS r FROM stdin) WHERE r <= 2 "
    "GROUP BY r",
    "SELECT id, rank() OVER (ORDER BY v) AS r, row_number() OVER (PARTITION BY t ORDER BY v DESC) AS n FROM stdin",
    "SELECT id, sum(v) OVER (PARTITION BY k ORDER BY id) AS s, lag(id) OVER (PARTITION BY k ORDER BY v) AS l FROM stdin",
    "SELECT id, string_agg(t, '') OVER (ORDER BY v ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) AS s FROM stdin",
    "SELECT id, first_value(id) OVER w AS f, last_value(id) OVER w AS l, nth_value(id, 2) OVER w AS n FROM stdin "
    "WINDOW w AS (PARTITION BY k ORDER BY v RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING)",
    "SELECT id, max(v) OVER (PARTITION BY k ORDER BY id) AS m, ntile(3) OVER (PARTITION BY k ORDER BY id) AS n FROM stdin",
    "SELECT id, percent_rank() OVER (ORDER BY v) AS p, cume_dist() OVER (ORDER BY v DESC) AS c FROM stdin",
    "SELECT id, lead(v, 2, -1) OVER (PARTITION BY k ORDER BY id DESC) AS d, count(*) OVER (PARTITION BY k) AS n FROM stdin",
    "SELECT id, lag(id, v) OVER (ORDER BY id) AS a, lead(id, v - 2, -1) OVER (PARTITION BY k ORDER BY v) AS b FROM stdin",
    "SELECT id, sum(v) OVER (ORDER BY v GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE GROUP) AS s, "
    "max(t) OVER (ORDER BY v GROUPS 1 PRECEDING EXCLUDE TIES) AS m FROM stdin",
    "SELECT k, n, n - lag(n) OVER (ORDER BY k) AS d FROM (SELECT k, count(*) AS n FROM stdin GROUP BY k)",
    "SELECT sum(s) AS s FROM (SELECT sum(v) OVER (PARTITION BY k ORDER BY id) AS s FROM stdin)",
)]

# Subqueries as values: what they give for rows that were there before changes as rows come.
QUERIES += [(q, True) for q in (
    "SELECT id, v FROM stdin WHERE v > (SELECT avg(v) FROM stdin)",
    "SELECT id, v, (SELECT avg(v) FROM stdin) AS a, (SELECT count(*) FROM stdin WHERE t = 'p') AS n FROM stdin",
    "SELECT id, (SELECT max(v) FROM stdin b WHERE b.k = a.k) AS m FROM stdin a",
    "SELECT id, (SELECT count(*) FROM stdin b WHERE b.k = a.k AND b.v > 2) AS n FROM stdin a",
    "SELECT id, (SELECT v FROM stdin ORDER BY v DESC, id LIMIT 1) AS top FROM stdin",
    "SELECT id, (SELECT b.v FROM stdin b WHERE b.id = a.id) AS own FROM stdin a",
    "SELECT id, (SELECT b.id FROM stdin b WHERE b.k = a.k ORDER BY b.v, b.id LIMIT 1) AS least FROM stdin a",
    "SELECT id, v IN (SELECT v FROM stdin WHERE t = 'p') AS a FROM stdin",
    "SELECT id, v NOT IN (SELECT v + 1 FROM stdin WHERE t = 'p') AS a FROM stdin",
    "SELECT id, a.v IN (SELECT b.v FROM stdin b WHERE b.k = a.k AND b.t = 'q') AS x FROM stdin a",
    "SELECT id, v IN (SELECT v FROM stdin WHERE t = 'p' UNION SELECT id FROM stdin) AS a FROM stdin",
    "SELECT id FROM stdin WHERE v NOT IN (SELECT v FROM stdin WHERE t = 'q')",
    "SELECT id FROM stdin WHERE v IN (SELECT v FROM stdin WHERE t = 'q') OR k = 'a'",
    "SELECT id FROM stdin WHERE v IN (SELECT max(v) FROM stdin)",
    "SELECT id FROM stdin WHERE v IN (SELECT max(v) FROM stdin GROUP BY k)",
    "SELECT id, EXISTS (SELECT 1 FROM stdin b WHERE b.k = a.k AND b.t = 'q') AS x FROM stdin a",
    "SELECT id, NOT EXISTS (SELECT 1 FROM stdin WHERE v = 7) AS x FROM stdin",
    "SELECT id FROM stdin a WHERE EXISTS (SELECT 1 FROM stdin b WHERE b.v = a.id) OR v = 1",
    "SELECT id, CASE WHEN v > (SELECT avg(v) FROM stdin) THEN 'above' ELSE 'below' END AS c FROM stdin",
    "SELECT k, sum(v) AS s FROM stdin GROUP BY k HAVING sum(v) >= (SELECT avg(v) FROM stdin)",
    "SELECT k, sum(v) AS s, sum(v) > (SELECT max(v) FROM stdin) AS more FROM stdin GROUP BY k",
    "SELECT k, count(*) AS n FROM stdin WHERE v < (SELECT avg(v) FROM stdin) GROUP BY k",
    "SELECT DISTINCT k, (SELECT max(v) FROM stdin) AS m FROM stdin",
    "SELECT id, row_number() OVER (ORDER BY v, id) AS r, (SELECT max(v) FROM stdin) AS m FROM stdin",
    "SELECT id, v - (SELECT min(v) FROM stdin) AS d FROM stdin ORDER BY d DESC, id LIMIT 2",
    "SELECT x, count(*) AS n FROM (SELECT v > (SELECT avg(v) FROM stdin) AS x FROM stdin) GROUP BY x",
    "SELECT id FROM stdin WHERE v > (SELECT avg(v) FROM stdin) AND id IN (SELECT id FROM stdin WHERE v > (SELECT min(v) FROM stdin))",
)]


def make_rows(rng, n, goes):
    """Changes (weight, row): rows come, and some of those that are there go."""
    there, changes = [], []
    for i in range(n):
        if goes and there and rng.random() < 0.35:
            changes.append((-1, there.pop(rng.randrange(len(there)))))
            continue
        row = {"id": i, "ts": 1700000000 + rng.randrange(25), "k": rng.choice(["a", "b", "c", None]),
               "v": rng.choice([None, 0, 1, 2, 3, 4, 7]), "t": rng.choice("pq")}
        there.append(row)
        changes.append((1, row))
    return changes


def laminar(program, options, query, lines):
    p = subprocess.run([program, "-q", "-w", "1h", *options, "--", query], input="".join(lines), text=True,
                       capture_output=True, timeout=60, check=False)
    return p.returncode, p.stdout, p.stderr


def text_of(row):
    return json.dumps(row, sort_keys=True)


def summed(out):
    """The rows that a changelog leaves, with how often each is there."""
    total = collections.Counter()
    for line in out.splitlines():
        row = json.loads(line)
        weight = row.pop("_weight", 1)
        total[text_of(row)] += weight
    return {row: n for row, n in total.items() if n != 0}


def counted(out):
    return dict(collections.Counter(text_of(json.loads(line)) for line in out.splitlines()))


def check(program, query, changes):
    """None, or what is wrong; "skip" where this build has no such query."""
    lines, left, before = [], [], ""
    for weight, row in changes:
        lines.append(json.dumps({"_weight": weight, **row}) + "\n")
        if weight > 0:
            left.append(row)
        else:
            left.remove(row)
        status, out, err = laminar(program, ["-i", "changelog"], query + " EMIT CHANGES", lines)
        if "LDB-1001" in err:
            return "skip"
        if status != 0:
            return "status %d: %s" % (status, err)
        if not out.startswith(before):
            return "after %d rows the output does not begin with what was there before:\n%s\n%s" % (
                len(lines), before, out)
        before = out
        status, final, err = laminar(program, ["-i", "ndjson"], query, [json.dumps(r) + "\n" for r in left])
        if status != 0:
            return "status %d of the query over what is left: %s" % (status, err)
        if not left and counted(final) and not summed(out):
            continue  # a lone aggregate has its row even of nothing; its changes begin with the first row
        if summed(out) != counted(final):
            return "after %d rows the changes sum up to\n  %s\nthe query gives\n  %s\nrows:\n%s" % (
                len(lines), summed(out), counted(final), "".join(lines))
    return None


def main():
    parser = argparse.ArgumentParser(description="Sums changelogs up.")
    parser.add_argument("-s", "--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("-n", "--rows", type=int, default=18)
    parser.add_argument("-l", "--like", default="", help="only queries with this in them")
    parser.add_argument("program")
    options = parser.parse_args()
    passed = failed = 0
    for number, (query, goes) in enumerate(QUERIES):
        if options.like not in query:
            continue
        rng = random.Random(options.seed * 1000 + number)
        wrong = check(options.program, query, make_rows(rng, options.rows, goes))
        if wrong is None:
            passed += 1
        elif wrong != "skip":
            failed += 1
            print("not ok: %s\n  seed %d: %s" % (query, options.seed, wrong))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
