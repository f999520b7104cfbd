#!/usr/bin/env python3
# over_differential.py -- random window functions, answered alike by laminar and by SQLite.
# SPDX-License-Identifier: Apache-2.0
"""over_differential.py [-s SEED] [-n QUERIES] [--duckdb] [LAMINAR]

Random rows and random SELECTs with OVER: all functions, frames, windows with names and windows that add to them,
aggregates below, conditions on ranks, other queries around. SQLite answers the same, or DuckDB, which has IGNORE NULLS,
QUALIFY and RANGE over times. The program is $LAMINAR if none is given. The seed is printed. The last line is
`N passed, M failed`."""
import argparse
import collections
import json
import math
import os
import random
import subprocess
import sys

try:
    import sqlite3
except ImportError:
    sqlite3 = None

COLUMNS = (("id", "INTEGER"), ("k", "VARCHAR"), ("t", "VARCHAR"), ("v", "INTEGER"), ("d", "DOUBLE"), ("tm", "TIMESTAMP"),
           ("n", "INTEGER"))


class Sqlite:
    """NULL is least there: where it stands is always written."""

    def __init__(self, rows):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE TABLE x (id INT, k TEXT, t TEXT, v INT, d REAL, tm TEXT, n INT)")
        self.db.executemany("INSERT INTO x VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def ask(self, sql):
        cursor = self.db.execute(sql)
        return [c[0] for c in cursor.description], cursor.fetchall()


class Duck:
    def __init__(self, rows):
        import duckdb
        self.db = duckdb.connect(":memory:")
        self.db.execute("SET threads = 1")
        self.db.execute("CREATE TABLE x (id BIGINT, k VARCHAR, t VARCHAR, v BIGINT, d DOUBLE, tm TIMESTAMP, n BIGINT)")
        if rows:
            self.db.executemany("INSERT INTO x VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def ask(self, sql):
        cursor = self.db.execute(sql)
        return [c[0] for c in cursor.description], cursor.fetchall()


def make_rows(rng):
    rows = []
    for i in range(rng.choice([0, 1, 3, 12, 30])):
        rows.append((i, rng.choice("abc") if rng.random() < 0.9 else None, rng.choice("pqr"),
                     rng.choice([None, 0, 1, 2, 3, 4, 7, 7]), rng.choice([None, -1.5, 0.25, 2.0, 8.5]),
                     "2024-01-01 00:00:%02d" % rng.randrange(20)))
    rng.shuffle(rows)
    return [(*row, n) for n, row in enumerate(rows)]


class Maker:
    def __init__(self, rng, duck):
        self.rng = rng
        self.duck = duck

    def one(self, *choices):
        return self.rng.choice(choices)

    def order(self):
        """ORDER BY, and how many keys of what kind it has: a unique one, or none, makes frames of rows definite."""
        nulls = " NULLS " + self.one("FIRST", "LAST")
        down = self.one("", " DESC")
        text, kind = self.one(("id", "number"), ("v", "ties"), ("k", "text"), ("v %% 2%s, id" % nulls, "keys"), ("d", "ties"),
                              ("tm", "time"), ("v + id", "number"), ("-v", "ties"), ("v%s, k%s, id" % (nulls, nulls), "keys"))
        return "ORDER BY %s%s%s" % (text, down, nulls if kind != "keys" else ""), kind

    def frame(self, kind):
        unit = self.one("ROWS", "RANGE", "GROUPS")
        if kind in ("ties", "text", "time", "number") and unit == "ROWS":
            unit = "RANGE"  # rows of ties stand in no order that both know
        far = unit != "RANGE" or kind in ("ties", "number") or (kind == "time" and self.duck)
        while True:
            i, j = sorted((self.rng.randrange(5), self.rng.randrange(5)))
            if i == 4 or j == 0 or (not far and (i in (1, 3) or j in (1, 3))):
                continue
            ends = []
            by = [self.rng.randrange(4), self.rng.randrange(4)]
            if i == j:
                by.sort(reverse=i == 1)
            for end, n in zip((i, j), by):
                n = "INTERVAL '%d' SECOND" % (3 * n) if kind == "time" and unit == "RANGE" else str(n)
                ends.append(("UNBOUNDED PRECEDING", n + " PRECEDING", "CURRENT ROW", n + " FOLLOWING",
                             "UNBOUNDED FOLLOWING")[end])
            less = self.one("", "", " EXCLUDE CURRENT ROW", " EXCLUDE GROUP", " EXCLUDE TIES", " EXCLUDE NO OTHERS")
            if ends[1] == "CURRENT ROW" and self.rng.random() < 0.3:
                return "%s %s%s" % (unit, ends[0], less)
            return "%s BETWEEN %s AND %s%s" % (unit, ends[0], ends[1], less)

    def window(self):
        """What stands in the parentheses, and the kind of its order."""
        part = self.one("", "PARTITION BY k", "PARTITION BY k, t", "PARTITION BY v % 3", "PARTITION BY v IS NULL")
        order, kind = self.order() if self.rng.random() < 0.85 else ("", "none")
        return part, order, kind

    def call(self, kind):
        """A function that is definite over an order of that kind, and whether a frame may stand there."""
        definite = kind == "keys"
        nulls = self.one("", " IGNORE NULLS") if self.duck else ""
        aggs = ["count(*)", "count(v)", "sum(v)", "avg(v)", "min(v)", "max(v)", "min(t)", "max(d)", "sum(d)", "count(DISTINCT t)"]
        if self.duck:
            aggs += ["stddev_pop(v)", "median(v)", "bool_or(v > 2)", "bit_xor(id)", "var_samp(d)"]
        agg = self.one(*aggs)
        if self.rng.random() < 0.3 and (self.duck or not agg.startswith("m")):  # SQLite forgets FILTER in MIN and MAX
            agg += " FILTER (WHERE %s)" % self.one("v > 2", "t = 'p'", "d IS NOT NULL")
        if "DISTINCT" in agg and not self.duck:
            agg = "sum(id)"  # SQLite has no DISTINCT there
        if kind == "none":
            return agg, False
        if not definite:
            return self.one(agg, agg, "rank()", "dense_rank()", "percent_rank()", "cume_dist()"), True
        shift = "%s(%s, %d%s)" % (self.one("lag", "lead"), self.one("v", "id", "t"), self.rng.randrange(4), nulls)
        if self.rng.random() < 0.4:
            far = self.one("id % 3", "v - 2", "-1") if self.duck else self.rng.randrange(4)  # SQLite goes one way
            shift = "%s(v, %s, %s%s)" % (self.one("lag", "lead"), far, self.one("-1", "id"), nulls)
        name = "string_agg" if self.duck else "group_concat"
        return self.one(agg, agg, "row_number()", "rank()", "dense_rank()", "ntile(%d)" % self.one(1, 2, 3, 40), "percent_rank()",
                        "cume_dist()", shift, shift, "first_value(v%s)" % nulls, "last_value(v%s)" % nulls,
                        "nth_value(v, %d%s)" % (self.one(1, 2, 3), nulls), "%s(t, '-')" % name), True

    def select(self):
        named, items, order = [], ["id", "k", "v"], ""
        for i in range(self.one(1, 1, 2, 3)):
            part, by, kind = self.window()
            call, framed = self.call(kind)
            frame = self.frame(kind) if framed and self.rng.random() < 0.6 else ""
            if "IGNORE" in call or call.startswith(("lag", "lead", "ntile", "row_num", "rank", "dense", "perc", "cume")):
                frame = frame if "value" in call else ""
            over = " ".join(x for x in (part, by, frame) if x)
            how = self.rng.random()
            if how < 0.15:
                named.append("w%d AS (%s)" % (i, over))
                text = "%s OVER w%d" % (call, i)
            elif how < 0.3 and part:
                named.append("w%d AS (%s)" % (i, part))
                text = "%s OVER (w%d %s %s)" % (call, i, by, frame)
            else:
                text = "%s OVER (%s)" % (call, over)
            if self.rng.random() < 0.1 and call.startswith(("sum(v)", "count", "rank", "row")):
                text = self.one("%s + 1", "CASE WHEN v > 2 THEN %s ELSE id END", "coalesce(%s, -1)") % text
            items.append("%s AS a%d" % (text, i))
        window = " WINDOW " + ", ".join(named) if named else ""
        where = self.one("", "", "", " WHERE v > 1", " WHERE t <> 'q'")
        return "SELECT %s FROM x%s%s%s" % (", ".join(items), where, window, order)

    def grouped(self):
        over = self.one("ORDER BY k NULLS LAST", "ORDER BY sum(v) DESC NULLS LAST, k NULLS FIRST", "")
        call = self.one("sum(sum(v))", "count(*)", "max(count(*))", *(["rank()", "row_number()"] if over else []))
        lag = ", lag(count(*)) OVER (ORDER BY k NULLS LAST) AS l" if self.rng.random() < 0.5 else ""
        return "SELECT k, count(*) AS n, %s OVER (%s) AS a%s FROM x GROUP BY k%s" % (
            call, over, lag, self.one("", "", " HAVING count(*) > 1"))

    def ranked(self):
        kind = self.one("row_number", "rank", "dense_rank")
        by = self.one("v NULLS LAST, id", "v DESC NULLS LAST, id DESC", "d NULLS FIRST, id") if kind == "row_number" else \
            self.one("v NULLS LAST", "d DESC NULLS FIRST", "t")
        part = self.one("", "PARTITION BY k ", "PARTITION BY k, t ")
        n = self.rng.randrange(1, 5)
        where = self.one("r <= %d" % n, "%d >= r" % n, "r < %d" % n, "r = %d" % n, "r BETWEEN 2 AND %d" % n, "r IN (1, %d)" % n,
                         "r > %d" % n, "r <= %d AND v > 1" % n, "t = 'p' AND r < %d" % n, "NOT r > %d" % n, "r <> %d" % n,
                         "r = 1 OR r = %d" % n, "r - 1 < %d" % n, "%d > r AND r > 1" % n, "r <= %d OR v = 7" % n)
        inner = "SELECT id, k, v, t, %s() OVER (%sORDER BY %s) AS r FROM x" % (kind, part, by)
        columns = self.one("id, r", "id", "*", "k, id, r * 10 AS r10")
        if self.duck and self.rng.random() < 0.3:
            return inner + " QUALIFY " + where
        shape = self.one("SELECT %s FROM (%s) AS y WHERE %s", "SELECT %s FROM (SELECT * FROM (%s) AS z) AS y WHERE %s",
                         "WITH y AS (@) SELECT %s FROM y WHERE %s", "SELECT count(*) AS n, max(r) AS m FROM (%s) AS y WHERE %s")
        if "@" in shape:
            return shape.replace("@", inner) % (columns, where)
        return shape % ((columns, inner, where) if shape.count("%s") == 3 else (inner, where))

    def around(self):
        inner = self.select()
        return self.one("SELECT count(*) AS n, max(a0) AS m FROM (%s) AS y", "SELECT id, a0, sum(id) OVER (ORDER BY id) AS b FROM (%s) AS y",
                        "SELECT k, count(a0) AS n FROM (%s) AS y GROUP BY k", "SELECT id, a0 FROM (%s) AS y WHERE v IS NOT NULL") % inner

    def tied(self):
        """Window functions beside and above each other over rows that tie: @ is what breaks ties, said to the other alone."""
        def over():
            part = self.one("", "PARTITION BY k ", "PARTITION BY t ", "PARTITION BY v % 2 ")
            order = self.one("v NULLS LAST", "v DESC NULLS LAST", "t", "k DESC NULLS FIRST", "t DESC, v NULLS FIRST", "tm")
            call = self.one("row_number()", "row_number()", "lag(n)", "lead(n, 2)", "first_value(n)", "last_value(n)", "ntile(3)",
                            "nth_value(n, 2)", "sum(n)", "rank()")
            if call == "rank()":
                return "rank() OVER (%sORDER BY %s)" % (part, order)
            frame = self.one(" ROWS UNBOUNDED PRECEDING", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING")
            return "%s OVER (%sORDER BY %s@%s)" % (call, part, order, frame if "value" in call or call == "sum(n)" else "")
        inner = "SELECT n, k, t, v, tm, %s FROM x" % ", ".join("%s AS a%d" % (over(), i) for i in range(self.one(1, 2, 3, 4)))
        group = "SELECT k, count(*) AS c, %s FROM x GROUP BY k" % ", ".join(
            "%s OVER (ORDER BY count(*)%s#) AS a%d" % (self.one("row_number()", "lag(count(*))"), self.one("", " DESC", " / 2"), i)
            for i in range(3))
        bare = inner.replace("v, tm,", "v,", 1)
        return self.one(bare, bare, "SELECT n, a0, %s AS b FROM (%s) AS y" % (over(), inner), group,
                        "SELECT n, a0, %s AS b FROM (%s) AS y WHERE a0 > 1" % (over(), inner),
                        "SELECT n, a0, row_number() OVER (ORDER BY a0 NULLS LAST@) AS b FROM (%s) AS y" % inner,
                        "SELECT n, a0 FROM (%s) AS y WHERE a0 <= 3" % inner)

    def make(self):
        r = self.rng.random()
        if r < 0.15:
            return self.tied()
        r = self.rng.random()
        return self.select() if r < 0.5 else self.ranked() if r < 0.75 else self.grouped() if r < 0.87 else self.around()


def near(a, b):
    if isinstance(a, bool) or isinstance(b, bool):
        return a == b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b


def laminar(program, sql, rows, more=()):
    lines = "".join(json.dumps({c[0]: v for c, v in zip(COLUMNS, row)}) + "\n" for row in rows)
    script = "CREATE SOURCE stdin (%s); %s" % (", ".join("%s %s" % c for c in COLUMNS), sql.replace("FROM x", "FROM stdin"))
    p = subprocess.run([program, "-q", "-w", "1h", *more, "--", script], input=lines, text=True, capture_output=True,
                       timeout=60, check=False)
    return p.returncode, p.stdout, p.stderr


def key(row):
    return [(v is None, isinstance(v, str), v if v is not None else 0) for v in row]


def check(program, bench, sql, rows):
    """None, or what is wrong."""
    names, theirs = bench.ask(sql.replace("@", ", n").replace("#", ", min(n)"))
    mine_sql = sql.replace("@", "").replace("#", "").replace("group_concat(", "string_agg(")
    status, out, err = laminar(program, mine_sql, rows)
    if status != 0:
        return "status %d: %s" % (status, err)
    mine = [[json.loads(line).get(n) for n in names] for line in out.splitlines()]
    if "@" in sql or "#" in sql:
        status, out, err = laminar(program, mine_sql + " EMIT CHANGES", rows)
        total = collections.Counter()
        for line in out.splitlines():
            row = json.loads(line)
            total[tuple(row.get(n) for n in names)] += row.get("_weight", 1)
        left = sorted((list(row) for row in (+total).elements()), key=key)
        if status != 0 or min(total.values(), default=0) < 0 or left != sorted(mine, key=key):
            return "its changes sum up to %r, the final rows are %r%s" % (left, mine, err)
    theirs = [[float(v) if type(v).__name__ == "Decimal" else v for v in row] for row in theirs]
    mine.sort(key=key)
    theirs.sort(key=key)
    for a, b in zip(mine, theirs):
        if not all(near(x, y) for x, y in zip(a, b)):
            return "laminar %r, the other %r" % (a, b)
    return None if len(mine) == len(theirs) else "laminar has %d rows, the other %d" % (len(mine), len(theirs))


def main():
    parser = argparse.ArgumentParser(description="Compares window functions.")
    parser.add_argument("-s", "--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    parser.add_argument("-n", "--queries", type=int, default=400)
    parser.add_argument("--duckdb", action="store_true", help="compare with DuckDB's Python module")
    parser.add_argument("program", nargs="?", default=os.environ.get("LAMINAR", "./laminar"))
    options = parser.parse_args()
    if not options.duckdb and (sqlite3 is None or sqlite3.sqlite_version_info < (3, 39)):
        print("no sqlite3 of version 3.39 or later: skipped\n0 passed, 0 failed")
        return 0
    program, passed, failed = os.path.abspath(options.program), 0, 0
    for i in range(options.queries):
        rng = random.Random(options.seed * 100003 + i)
        rows = make_rows(rng)
        sql = Maker(rng, options.duckdb).make()
        wrong = check(program, (Duck if options.duckdb else Sqlite)(rows), sql, rows)
        passed += wrong is None
        failed += wrong is not None
        if wrong is not None:
            print("not ok query %d: %s\n    %s" % (i, sql, wrong.replace("\n", "\n    ")))
        if failed == 20:
            break
    print("seed %d\n%d passed, %d failed" % (options.seed, passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
