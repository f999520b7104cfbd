#!/usr/bin/env python3
# differential.py -- random expressions and queries, answered alike by laminar and by SQLite.
# SPDX-License-Identifier: Apache-2.0
#
# Random rows are written as files for the one and inserted into tables of the other; random SQL is made in two
# spellings at once. Expressions go many to a SELECT; a disagreement is narrowed to the smallest part that still
# disagrees. What differs by design is not made at all; each such place has a comment that says why.
#
# usage: differential.py [--seed N] [--count N] [--keep DIR] [PROGRAM]; else the program is $LAMINAR. The seed is
# printed. The last line is `N passed, M failed`.
import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile

try:
    import sqlite3
except ImportError:
    sqlite3 = None

PER_SELECT = 40     # expressions of one run
ROWS = 24           # rows of a file
INT_LIMIT = 2 ** 61  # SQLite turns an overflow into a REAL, laminar refuses it: stay below
DBL_LIMIT = 1e100


class Node:
    """An expression in both spellings. kind: int dbl txt bool any. bound: the greatest magnitude it may have."""

    def __init__(self, kind, mine, theirs=None, parts=(), bound=1, rank=9):
        self.kind = kind
        self.mine = mine
        self.theirs = theirs if theirs is not None else mine
        self.parts = [p for p in parts if isinstance(p, Node)]
        self.bound = bound
        self.rank = rank    # binding strength; 9 needs no parentheses


def fill(kind, template, parts, bound=1, theirs=None, rank=9):
    """A node of a template: {} takes each part, in parentheses where it binds less strongly than rank 9."""
    def text(t, side):
        return t.format(*[wrap(p, side) for p in parts])
    return Node(kind, text(template, 0), text(theirs or template, 1), parts, bound, rank)


def wrap(part, side, rank=9):
    if not isinstance(part, Node):
        return part
    text = part.theirs if side else part.mine
    return text if part.rank >= rank else "(" + text + ")"


def infix(kind, op, a, b, rank, bound=1):
    """a op b; only operators that both dialects bind alike are written without parentheses."""
    def text(side):
        return "%s %s %s" % (wrap(a, side, rank), op, wrap(b, side, rank + 1))
    return Node(kind, text(0), text(1), (a, b), bound, rank)


def quote(s):
    return "'" + s.replace("'", "''") + "'"


class Exprs:
    """Makes random expressions over the columns it is told."""

    words = ["", "a", "ab", "abc", "B", "Ba", "zz", "a b", " x ", "10", "7", "a%c", "it's", "_"]
    words += ["\u65e5\u672c", "x\u20ac"]

    def __init__(self, rng, columns):
        self.rng = rng
        self.columns = columns      # kind -> list of names

    def make(self, kind, depth):
        if depth <= 0 or self.rng.random() < 0.08:
            return self.leaf(kind)
        if self.rng.random() < 0.15:
            return self.common(kind, depth - 1)
        return getattr(self, kind)(depth - 1)

    def leaf(self, kind):
        r = self.rng
        if self.columns.get(kind) and r.random() < 0.75:
            return Node(kind, r.choice(self.columns[kind]), bound=1000)
        if kind == "int":
            n = r.choice([0, 1, 2, 3, 7, 10, -1, -5, r.randint(-1000, 1000)])
            return Node(kind, str(n), bound=1000, rank=9 if n >= 0 else 0)
        if kind == "dbl":
            # With an exponent: a literal without one is an exact DECIMAL in laminar, a REAL in SQLite.
            n = r.choice([0, 1, 25, 125, -75, r.randint(-4000, 4000) * 25])
            return Node(kind, "%de-2" % n, bound=1000, rank=9 if n >= 0 else 0)
        if kind == "txt":
            return Node(kind, quote(r.choice(self.words)))
        if kind == "bool":
            return Node(kind, r.choice(["true", "false"]))
        return Node(kind, self.columns["any"][0])

    def common(self, kind, d):
        """What is made for every kind alike. Branches have one kind: laminar unites them, SQLite does not."""
        r, a, b = self.rng, self.make(kind, d), self.make(kind, d)
        bound = max(a.bound, b.bound)
        form = r.randrange(6)
        if form == 0:
            return fill(kind, "CASE WHEN {} THEN {} ELSE {} END", (self.make("bool", d), a, b), bound)
        if form == 1:
            return fill(kind, "CASE WHEN {} THEN {} WHEN {} THEN {} END",
                        (self.make("bool", d), a, self.make("bool", d), b), bound)
        if form == 2:
            return fill(kind, "coalesce({}, {})", (a, b), bound)
        if form == 3:
            return fill(kind, "nullif({}, {})", (a, b), bound)
        if form == 4:
            k = r.choice(["int", "txt"])
            return fill(kind, "CASE {} WHEN {} THEN {} ELSE {} END", (self.make(k, d), self.make(k, d), a, b), bound)
        return fill(kind, "if({}, {}, {})", (self.make("bool", d), a, b), bound, theirs="iif({}, {}, {})")

    def int(self, d):
        r = self.rng
        form = r.randrange(16)
        if form < 6:
            return self.arith("int", d, ["+", "-", "*", "/", "%"])
        if form == 6:
            a = self.make("int", d)
            return fill("int", "abs({})", (a,), a.bound)
        if form == 7:
            return fill("int", "length({})", (self.make("txt", d),), 100)
        if form == 8:
            return fill("int", "strpos({}, {})", (self.make("txt", d), self.make("txt", 0)), 100, "instr({}, {})")
        if form == 9:
            a = self.make("int", d)
            return Node("int", "- " + wrap(a, 0, 10) if a.rank == 9 else "-(%s)" % a.mine,
                        "- " + wrap(a, 1, 10) if a.rank == 9 else "-(%s)" % a.theirs, (a,), a.bound, 0)
        if form == 10:
            # The sign of a double is a double in PostgreSQL, an integer in SQLite.
            return fill("int", "sign({})", (self.make("int", d),), 1)
        if form == 11:
            # Shifts of negative counts and bits beyond 64 differ from one system to the next.
            a = self.make("int", d)
            if a.bound > 2 ** 40:
                return a
            return Node("int", "((%s) << %d)" % (a.mine, 3), "((%s) << %d)" % (a.theirs, 3), (a,), a.bound * 8)
        if form == 12:
            a, b = self.make("int", d), self.make("int", d)
            return fill("int", "(({}) %s ({}))" % r.choice("&|"), (a, b), 2 * max(a.bound, b.bound))
        if form == 13:
            return fill("int", "(({}) >> 2)", (self.make("int", d),), INT_LIMIT)
        if form == 14:
            return fill("int", "CAST({} AS BIGINT)", (self.make("bool", d),), 1, "CAST({} AS INTEGER)")
        # Scalar max and min of SQLite are NULL if an argument is; greatest and least pass over NULL.
        a, b = self.make("int", d), self.make("int", d)
        n = r.choice(["greatest max", "least min"]).split()
        return fill("int", n[0] + "(coalesce({}, 0), coalesce({}, 1))", (a, b), max(a.bound, b.bound),
                    n[1] + "(coalesce({}, 0), coalesce({}, 1))")

    def dbl(self, d):
        r = self.rng
        form = r.randrange(10)
        if form < 4:
            # No %: SQLite takes the remainder of integers whatever the operands are.
            return self.arith("dbl", d, ["+", "-", "*", "/"])
        if form == 4:
            a = self.make("int", d)
            return fill("dbl", "(({}) * 1e0)", (a,), a.bound)
        if form == 5:
            a = self.make("dbl", d)
            return fill("dbl", r.choice(["abs", "floor", "ceil", "trunc"]) + "({})", (a,), a.bound + 1)
        if form == 6:
            a = self.make(r.choice(["int", "dbl"]), d)
            return fill("dbl", "sqrt(abs({}))", (a,), max(a.bound, 1))
        if form == 7:
            a, b = self.make("dbl", d), self.make("int", d)
            if r.random() < 0.5:
                a, b = b, a
            return self.result("dbl", r.choice(["+", "-", "*"]), a, b)
        if form == 8:
            a = self.make("dbl", d)
            return fill("dbl", "-({})", (a,), a.bound, rank=0)
        return fill("dbl", "CAST({} AS DOUBLE)", (self.make("int", d),), INT_LIMIT, "CAST({} AS REAL)")

    def arith(self, kind, d, ops):
        return self.result(kind, self.rng.choice(ops), self.make(kind, d), self.make(kind, d))

    def result(self, kind, op, a, b):
        bound = a.bound * b.bound if op == "*" else a.bound + b.bound
        if op in "/%":
            bound = a.bound if kind == "int" else a.bound * 1e10
        if bound > (INT_LIMIT if kind == "int" else DBL_LIMIT):
            return a if a.kind == kind else b
        return infix(kind, op, a, b, 5 if op in "+-" else 6, bound)

    def txt(self, d):
        r = self.rng
        a = self.make("txt", d)
        form = r.randrange(12)
        if a.bound > 200:
            return fill("txt", "substr({}, 1, 3)", (a,), 3)
        if form < 3:
            b = self.make("txt", d)
            return fill("txt", "({} || {})", (a, b), a.bound + b.bound)
        if form == 3:
            # lower and upper know all of Unicode in laminar and ASCII in SQLite: the words have no other letters.
            return fill("txt", r.choice(["lower", "upper"]) + "({})", (a,), a.bound)
        if form == 4:
            # Positions before the first count from the end in SQLite and before the beginning in PostgreSQL.
            return fill("txt", "substr({}, %d)" % r.randint(1, 4), (a,), a.bound)
        if form == 5:
            return fill("txt", "substr({}, %d, %d)" % (r.randint(1, 4), r.randint(0, 3)), (a,), a.bound)
        if form == 6:
            return fill("txt", r.choice(["trim", "ltrim", "rtrim"]) + "({})", (a,), a.bound)
        if form == 7:
            return fill("txt", r.choice(["ltrim", "rtrim"]) + "({}, {})", (a, self.leaf("txt")), a.bound)
        if form == 8:
            # SQLite answers before it looks whether the last argument is NULL, if the second is empty.
            return fill("txt", "replace({}, {}, coalesce({}, ''))", (a, self.leaf("txt"), self.leaf("txt")), a.bound * 12)
        if form == 9:
            return fill("txt", "CAST({} AS VARCHAR)", (self.make("int", d),), 20)
        if form == 10:
            return fill("txt", "left({}, %d)" % 2, (a,), 2, "substr({}, 1, 2)")
        return fill("txt", "('<' || coalesce({}, 'none') || '>')", (a,), a.bound + 2)

    def bool(self, d):
        r = self.rng
        form = r.randrange(17)
        if form < 4:
            k = r.choice(["int", "dbl", "txt"])
            return fill("bool", "(({}) %s ({}))" % r.choice(["=", "<>", "<", "<=", ">", ">=", "!="]),
                        (self.make(k, d), self.make(k, d)))
        if form == 4:
            # Other comparisons of mixed kinds are NULL in laminar, an order of classes in SQLite.
            pair = [self.make("int", d), self.make("dbl", d)]
            r.shuffle(pair)
            return fill("bool", "(({}) %s ({}))" % r.choice(["=", "<>", "<", ">="]), pair)
        if form in (5, 6):
            return infix("bool", "AND", self.make("bool", d), self.make("bool", d), 2)
        if form in (7, 8):
            return infix("bool", "OR", self.make("bool", d), self.make("bool", d), 1)
        if form == 9:
            return fill("bool", "(NOT ({}))", (self.make("bool", d),))
        k = r.choice(["int", "dbl", "txt"])
        no = r.choice(["", "NOT "])
        if form == 10:
            return fill("bool", "(({}) IS %sNULL)" % no, (self.make(r.choice([k, "bool"]), d),))
        if form == 11:
            return fill("bool", "(({}) %sBETWEEN ({}) AND ({}))" % no, [self.make(k, d) for _ in range(3)])
        if form == 12:
            n = r.randint(1, 4)
            rest = [self.make(k, 0 if r.random() < 0.7 else d) for _ in range(n)]
            if r.random() < 0.2:
                rest.append(Node("int", "NULL"))
            return fill("bool", "(({}) %sIN (%s))" % (no, ", ".join(["({})"] * len(rest))), [self.make(k, d)] + rest)
        if form == 13:
            pattern = "".join(r.choice("%_abBczx1\u65e5") for _ in range(r.randint(0, 4)))
            return fill("bool", "(({}) %sLIKE %s)" % (no, quote(pattern)), (self.make("txt", d),))
        if form == 14:
            return fill("bool", "(({}) %sLIKE %s ESCAPE '!')" % (no, quote(r.choice(["a!%c", "!_", "%!%%", "a!!%"]))),
                        (self.make("txt", d),))
        if form == 15:
            return fill("bool", "(({}) IS %sDISTINCT FROM ({}))" % no, (self.make(k, d), self.make(k, d)))
        return fill("bool", "(({}) IS %s%s)" % (no, r.choice(["TRUE", "FALSE"])), (self.make("bool", d),))


class Data:
    """Random rows, as tables in SQLite and as files with declared columns for laminar."""

    kinds = {"id": "int", "a": "int", "b": "int", "d": "dbl", "s": "txt", "u": "txt", "f": "bool", "m": "any"}
    mine = {"int": "BIGINT", "dbl": "DOUBLE", "txt": "VARCHAR", "bool": "BOOLEAN"}
    theirs = {"int": "INTEGER", "dbl": "REAL", "txt": "TEXT", "bool": "INTEGER", "any": ""}

    def __init__(self, rng, folder):
        self.rng = rng
        self.db = sqlite3.connect(":memory:")
        self.db.execute("PRAGMA case_sensitive_like = ON")
        self.sources = ""
        self.tables = {}
        for name, ending in (("t1", "csv"), ("t2", "ndjson"), ("t3", "ndjson")):
            columns = [c for c in self.kinds if c != "m" or ending == "ndjson"]
            rows = [self.row(i, columns) for i in range(ROWS if name == "t1" else rng.choice([ROWS, 5, 1, 0]))]
            path = os.path.join(folder, name + "." + ending)
            with open(path, "w", encoding="utf-8") as f:
                self.write(f, ending, columns, rows)
            self.declare(name, path, ending, columns)
            self.db.execute("CREATE TABLE %s (%s)" % (name, ", ".join(c + " " + self.theirs[self.kinds[c]] for c in columns)))
            self.db.executemany("INSERT INTO %s VALUES (%s)" % (name, ", ".join("?" * len(columns))), rows)
            self.tables[name] = columns

    def row(self, i, columns):
        return [i if c == "id" else self.value(self.kinds[c]) for c in columns]

    def value(self, kind):
        r = self.rng
        if r.random() < 0.2:
            return None
        if kind == "any":
            # No booleans among mixed values: they are numbers in SQLite.
            kind = r.choice(["int", "dbl", "txt"])
            if kind == "txt":
                # A text that looks like a number is not made: against a text column without affinity it stays text.
                return r.choice(["x", "yy", "", "1a"])
        if kind == "int":
            return r.choice([0, 1, 2, 3, r.randint(-9, 9), r.randint(-1000, 1000)])
        if kind == "dbl":
            return r.choice([0, 1, 2, r.randint(-9, 9) / 2, r.randint(-4000, 4000) / 4]) * 1.0
        if kind == "txt":
            return r.choice(Exprs.words)
        return r.random() < 0.5

    def write(self, f, ending, columns, rows):
        if ending == "ndjson":
            for row in rows:
                line = {c: v for c, v in zip(columns, row) if v is not None or self.rng.random() < 0.5}
                f.write(json.dumps(line, ensure_ascii=self.rng.random() < 0.5) + "\n")
            return
        f.write(",".join(columns) + "\n")
        for row in rows:
            f.write(",".join(self.field(v) for v in row) + "\n")

    def field(self, v):
        if v is None:
            return ""
        if isinstance(v, bool):
            return "true" if v else "false"
        if isinstance(v, str):
            plain = v != "" and not set(v) & set(',"\r\n') and self.rng.random() < 0.5
            return v if plain else '"' + v.replace('"', '""') + '"'
        return repr(v)

    def declare(self, name, path, ending, columns):
        typed = [c + " " + self.mine[self.kinds[c]] for c in columns if c != "m"]
        if "m" in columns:
            typed.append("*")
        self.sources += "CREATE SOURCE %s (%s) FROM FILE (path = %s, format = '%s');\n" % (
            name, ", ".join(typed), quote(path), ending)

    def columns_of(self, names):
        """The columns of these tables (alias -> table), qualified, by kind; the mixed one only where asked for."""
        found = {}
        for alias, table in names.items():
            for c in self.tables[table]:
                found.setdefault(self.kinds[c], []).append(alias + "." + c if alias else c)
        return found


class Queries:
    """Makes random queries: (mine, theirs, ordered)."""

    def __init__(self, rng, data):
        self.rng = rng
        self.data = data

    def make(self):
        form = self.rng.choice([self.plain, self.plain, self.grouped, self.grouped, self.union, self.distinct, self.nested,
                                self.membership, self.total, self.mixed, self.windowed, self.ranked])
        return form()

    def source(self):
        """FROM: a table, a join, or a query. Answers its text in both spellings and its columns by kind."""
        r = self.rng
        names = list(self.data.tables)
        form = r.randrange(10)
        if form < 4:
            t = r.choice(names)
            return t, t, self.data.columns_of({"": t}), {"": t}
        a, b = r.choice(names), r.choice(names)
        both = self.data.columns_of({"x": a, "y": b})
        if form < 9:
            kind = r.choice(["JOIN", "INNER JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
            k = r.choice(["id", "a", "s", "d", "b"])
            on = Node("bool", "x.%s = y.%s" % (k, k))
            if r.random() < 0.4:
                on = infix("bool", "AND", on, Exprs(r, both).make("bool", 2), 2)
            text = ["%s AS x %s %s AS y ON %s" % (a, kind, b, t) for t in (on.mine, on.theirs)]
            return text[0], text[1], both, {"x": a, "y": b}
        text = "%s AS x CROSS JOIN %s AS y" % (a, b)
        return text, text, both, {"x": a, "y": b}

    def where(self, e, chance=0.6):
        if self.rng.random() > chance:
            return "", ""
        c = e.make("bool", 3)
        return " WHERE " + c.mine, " WHERE " + c.theirs

    def pick(self, e, n, depth=2):
        return [e.make(self.rng.choice(["int", "int", "dbl", "txt", "bool"]), depth) for _ in range(n)]

    def listed(self, items):
        return [", ".join("%s AS c%d" % (wrap(x, side), i) for i, x in enumerate(items)) for side in (0, 1)]

    def order(self, n, always=False):
        """ORDER BY all columns, so that no ties are left to differ, and LIMIT; NULLs as laminar has them unless told."""
        r = self.rng
        if not always and r.random() < 0.5:
            return "", "", False
        places = list(range(n))
        r.shuffle(places)
        mine, theirs = [], []
        for i in places:
            way = r.choice(["", " ASC", " DESC"])
            nulls = r.choice(["", " NULLS LAST", " NULLS FIRST"])
            key = r.choice(["c%d" % i, str(i + 1)])
            mine.append(key + way + nulls)
            theirs.append(key + way + (nulls or " NULLS LAST"))
        tail = ""
        if r.random() < 0.6:
            tail = " LIMIT %d" % r.choice([0, 1, 3, 10])
            if r.random() < 0.5:
                tail += " OFFSET %d" % r.choice([0, 1, 4, 50])
        return " ORDER BY " + ", ".join(mine) + tail, " ORDER BY " + ", ".join(theirs) + tail, True

    def plain(self, distinct=""):
        mine, theirs, columns, _ = self.source()
        e = Exprs(self.rng, columns)
        items = self.pick(e, self.rng.randint(1, 4))
        lists, w, o = self.listed(items), self.where(e), self.order(len(items))
        return ("SELECT %s%s FROM %s%s%s" % (distinct, lists[0], mine, w[0], o[0]),
                "SELECT %s%s FROM %s%s%s" % (distinct, lists[1], theirs, w[1], o[1]), o[2])

    def distinct(self):
        return self.plain("DISTINCT ")

    def aggregate(self, e):
        r = self.rng
        kind = r.choice(["int", "int", "dbl", "txt"])
        # Sums of doubles are rounded once in laminar; the values are quarters, so that they are exact in both.
        depth = 0 if kind == "dbl" else r.choice([0, 1])
        x = e.make(kind, depth)
        name = r.choice(["count", "min", "max"] + (["sum", "avg", "sum"] if kind != "txt" else []))
        only = r.choice(["", "", "DISTINCT "])
        if name == "count" and r.random() < 0.3:
            a = Node("int", "count(*)", bound=10 ** 4)
        else:
            bound = x.bound * 10 ** 4
            out = "int" if name == "count" else "dbl" if name == "avg" else kind
            a = fill(out, name + "(" + only + "{})", (x,), bound)
        if r.random() < 0.3:
            c = e.make("bool", 1)
            a = fill(a.kind, "{} FILTER (WHERE {})", (a, c), a.bound)
        return a

    def grouped(self):
        r = self.rng
        mine, theirs, columns, _ = self.source()
        e = Exprs(r, columns)
        # A constant key is a position in one dialect and an error or a constant in the other: keys name a column.
        keys = [Node(k, r.choice(columns[k])) for k in r.sample(["int", "txt", "bool", "dbl"], r.randint(1, 2))]
        if r.random() < 0.4 and keys[0].kind == "int":
            keys[0] = fill("int", "({} % 3)", (keys[0],))
        aggregates = [self.aggregate(e) for _ in range(r.randint(1, 3))]
        items = keys + aggregates
        lists, w, o = self.listed(items), self.where(e, 0.4), self.order(len(items))
        g = [" GROUP BY " + (", ".join(wrap(k, side) for k in keys)) for side in (0, 1)]
        if r.random() < 0.3:
            g = [" GROUP BY " + ", ".join(str(i + 1) for i in range(len(keys)))] * 2
        h = ["", ""]
        if r.random() < 0.4:
            a = self.aggregate(e)
            c = fill("bool", "(({}) %s ({}))" % r.choice(["<", ">=", "<>"]), (a, Exprs(r, {}).leaf(a.kind)))
            h = [" HAVING " + c.mine, " HAVING " + c.theirs]
        return ("SELECT %s FROM %s%s%s%s%s" % (lists[0], mine, w[0], g[0], h[0], o[0]),
                "SELECT %s FROM %s%s%s%s%s" % (lists[1], theirs, w[1], g[1], h[1], o[1]), o[2])

    def total(self):
        mine, theirs, columns, _ = self.source()
        e = Exprs(self.rng, columns)
        items = [self.aggregate(e) for _ in range(self.rng.randint(1, 4))]
        lists, w = self.listed(items), self.where(e)
        return "SELECT %s FROM %s%s" % (lists[0], mine, w[0]), "SELECT %s FROM %s%s" % (lists[1], theirs, w[1]), False

    def union(self):
        # One operator at a time: INTERSECT binds more strongly in PostgreSQL, and alike in SQLite.
        r = self.rng
        kinds = [r.choice(["int", "dbl", "txt", "bool"]) for _ in range(r.randint(1, 3))]
        sides = []
        for _ in range(2):
            mine, theirs, columns, _ = self.source()
            e = Exprs(r, columns)
            lists = self.listed([e.make(k, r.choice([0, 0, 1])) for k in kinds])
            w = self.where(e)
            sides.append(("SELECT %s FROM %s%s" % (lists[0], mine, w[0]), "SELECT %s FROM %s%s" % (lists[1], theirs, w[1])))
        op = r.choice([" UNION ", " UNION ALL ", " EXCEPT ", " INTERSECT "])
        o = self.order(len(kinds))
        return sides[0][0] + op + sides[1][0] + o[0], sides[0][1] + op + sides[1][1] + o[1], o[2]

    def nested(self):
        """A query over a query, written in FROM or in WITH."""
        r = self.rng
        mine, theirs, columns, _ = self.source()
        e = Exprs(r, columns)
        kinds = ["int", "txt", "dbl", "bool"][:r.randint(1, 4)]
        inner = [e.make(k, 2) for k in kinds]
        w = self.where(e)
        lists = self.listed(inner)
        o = self.order(len(inner)) if r.random() < 0.3 else ("", "")
        outer = Exprs(r, {k: ["q.c%d" % i] for i, k in enumerate(kinds)})
        for i, node in enumerate(inner):
            # A column may be as great as the expression it was made of.
            if node.bound > 10 ** 6 and node.kind == "int":
                del outer.columns[kinds[i]]
        outer_items = self.pick(outer, r.randint(1, 3), 1)
        out_lists, out_w = self.listed(outer_items), self.where(outer)
        result = []
        with_form = r.random() < 0.5
        for side, source in ((0, mine), (1, theirs)):
            query = "SELECT %s FROM %s%s%s" % (lists[side], source, w[side], o[side])
            if with_form:
                result.append("WITH q AS (%s) SELECT %s FROM q%s" % (query, out_lists[side], out_w[side]))
            else:
                result.append("SELECT %s FROM (%s) AS q%s" % (out_lists[side], query, out_w[side]))
        return result[0], result[1], False

    def membership(self):
        """IN, EXISTS and scalar subqueries."""
        r = self.rng
        a, b = r.sample(list(self.data.tables), 2)
        outer = Exprs(r, self.data.columns_of({"x": a}))
        inner = Exprs(r, self.data.columns_of({"y": b}))
        items = self.pick(outer, r.randint(1, 3), 1)
        lists, w = self.listed(items), self.where(inner, 0.5)
        k = r.choice(["int", "txt", "dbl"])
        left, right = outer.make(k, r.choice([0, 1])), inner.make(k, r.choice([0, 1]))
        no = r.choice(["", "NOT "])
        form = r.randrange(4)
        texts = []
        op = r.choice(["<", ">", "="])
        extra = outer.make("bool", 1)
        name = r.choice(["max", "min", "count"])
        column = r.choice(["a", "s", "d"])
        for side in (0, 1):
            x, y = wrap(left, side), wrap(right, side)
            if form == 0:
                c = "(%s) %sIN (SELECT %s FROM %s AS y%s)" % (x, no, y, b, w[side])
            elif form == 1:
                c = "%sEXISTS (SELECT 1 FROM %s AS y WHERE x.%s = y.%s%s)" % (
                    no, b, column, column, w[side].replace(" WHERE ", " AND (", 1) + ")" if w[side] else "")
            elif form == 2 and name != "count":
                c = "(%s) %s (SELECT %s(%s) FROM %s AS y%s)" % (x, op, name, y, b, w[side])
            else:
                c = "%sEXISTS (SELECT 1 FROM %s AS y%s)" % (no, b, w[side])
            if len(items) > 2:
                c = "(%s) AND (%s)" % (c, wrap(extra, side))
            texts.append("SELECT %s FROM %s AS x WHERE %s" % (lists[side], a, c))
        return texts[0], texts[1], False

    def over(self, e, unique):
        """OVER: (partition and order) in both spellings. unique: no two rows are ties."""
        r = self.rng
        keys = [wrap(e.leaf(r.choice(["int", "txt", "bool"])), 0)] if r.random() < 0.6 else []
        keys = [k for k in keys if "." in k]    # no constants
        part = "PARTITION BY " + ", ".join(keys) + " " if keys else ""
        order = [r.choice(["x.a", "x.d", "x.s", "x.b"]) for _ in range(r.randint(0 if unique else 1, 2))]
        order += ["x.id"] if unique else []
        mine, theirs = [], []
        for k in order:
            way, nulls = r.choice(["", " DESC"]), r.choice(["", "", " NULLS FIRST"])
            mine.append(k + way + nulls)
            theirs.append(k + way + (nulls or " NULLS LAST"))
        return part + "ORDER BY " + ", ".join(mine), part + "ORDER BY " + ", ".join(theirs)

    def window_call(self, e):
        r = self.rng
        form = r.randrange(5)
        if form == 0:
            f = r.choice(["rank()", "dense_rank()", "percent_rank()", "cume_dist()"])
            over = self.over(e, False)
            return [f + " OVER (" + o + ")" for o in over]
        if form == 1:
            f = r.choice(["row_number()", "ntile(%d)" % r.randint(1, 5)])
            return [f + " OVER (" + o + ")" for o in self.over(e, True)]
        x = e.make(r.choice(["int", "txt", "dbl"]), r.choice([0, 0, 1]))
        if form == 2:
            more = r.choice(["", ", 0", ", 1", ", 2", ", 30"])
            f = r.choice(["lag", "lead"])
            return ["%s(%s%s) OVER (%s)" % (f, wrap(x, side), more, o) for side, o in enumerate(self.over(e, True))]
        frame = r.choice(["", "", " ROWS 2 PRECEDING", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                          " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                          " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING", " ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING",
                          " ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING",
                          " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                          " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                          " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"])
        over = self.over(e, "ROWS" in frame or form == 3)
        if form == 3:
            f = r.choice(["first_value(%s)", "last_value(%s)", "nth_value(%s, 2)"])
        else:
            if x.kind == "dbl":
                x = e.leaf("dbl")   # sums are exact
            f = r.choice(["count(%s)", "min(%s)", "max(%s)"] + ([] if x.kind == "txt" else ["sum(%s)", "avg(%s)"]))
        return ["%s OVER (%s%s)" % (f % wrap(x, side), o, frame) for side, o in enumerate(over)]

    def windowed(self):
        t = self.rng.choice(list(self.data.tables))
        e = Exprs(self.rng, self.data.columns_of({"x": t}))
        calls = [self.window_call(e) for _ in range(self.rng.randint(1, 3))]
        w = self.where(e, 0.3)
        return tuple("SELECT x.id AS c0, %s FROM %s AS x%s" % (
            ", ".join("%s AS c%d" % (c[side], i + 1) for i, c in enumerate(calls)), t, w[side])
            for side in (0, 1)) + (False,)

    def ranked(self):
        """The first n of each group, in the shapes that laminar knows."""
        r = self.rng
        t = r.choice(list(self.data.tables))
        e = Exprs(r, self.data.columns_of({"x": t}))
        f = r.choice(["row_number()", "rank()", "dense_rank()"])
        over = self.over(e, f == "row_number()")
        limit = r.choice(["<= 1", "<= 2", "= 1", "< 3", "= 2", "BETWEEN 1 AND 2", "> 1"])
        inner = "SELECT x.id AS c0, x.a AS c1, %s OVER (%s) AS c2 FROM %s AS x"
        whole = "SELECT c0, c1, c2 FROM (%s) AS q WHERE c2 %s"
        mine = whole % (inner % (f, over[0], t), limit)
        if r.random() < 0.4:
            mine = inner % (f, over[0], t) + " QUALIFY c2 " + limit
        return mine, whole % (inner % (f, over[1], t), limit), False

    def mixed(self):
        """The undeclared column, of mixed kinds: grouped, compared with itself, made distinct, ordered."""
        r = self.rng
        t = r.choice(["t2", "t3"])
        form = r.randrange(6)
        if form == 0:
            q = "SELECT m AS c0, count(*) AS c1, min(id) AS c2 FROM %s GROUP BY m" % t
        elif form == 1:
            q = "SELECT DISTINCT m AS c0 FROM %s" % t
        elif form == 2:
            q = "SELECT m AS c0, id AS c1 FROM " + t + " ORDER BY m%s, id"
            way = r.choice(["", " DESC"])
            return q % way, q % (way + " NULLS LAST"), True
        elif form == 3:
            q = "SELECT x.id AS c0, y.id AS c1 FROM t2 AS x %s t3 AS y ON x.m = y.m" % r.choice(["JOIN", "LEFT JOIN"])
        elif form == 4:
            q = "SELECT x.id AS c0, y.id AS c1 FROM t2 AS x CROSS JOIN t3 AS y WHERE x.m %s y.m" % r.choice(["<", "<>", ">="])
        else:
            q = "SELECT m AS c0 FROM t2 %s SELECT m AS c0 FROM t3" % r.choice(["UNION", "EXCEPT", "INTERSECT", "UNION ALL"])
        return q, q, False


def plain_value(v):
    """One spelling for what both systems mean alike: booleans are 0 and 1, whole doubles are integers."""
    if isinstance(v, bool):
        return int(v)
    if isinstance(v, float):
        if math.isnan(v) or math.isinf(v):
            return None     # JSON has neither
        return int(v) if v == int(v) and abs(v) < 2 ** 53 else v
    return v


def near(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and (isinstance(a, float) or isinstance(b, float)):
        return math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
    return a == b and isinstance(a, str) == isinstance(b, str)


def sort_key(row):
    return [(0, 0, "") if v is None else (1, v, "") if not isinstance(v, str) else (2, 0, v) for v in row]


class Bench:
    """Runs both systems and compares."""

    def __init__(self, program, data, folder):
        self.program = program
        self.data = data
        self.script = os.path.join(folder, "query.sql")

    def mine(self, query, width):
        with open(self.script, "w", encoding="utf-8") as f:
            f.write(self.data.sources + query + ";\n")
        run = subprocess.run([self.program, "--on-error=fail", "-q", "-F", "ndjson", "-f", self.script],
                             stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        if run.returncode != 0:
            return "exit %d: %s" % (run.returncode, run.stderr.decode("utf-8", "replace").strip())
        try:
            rows = [json.loads(line) for line in run.stdout.decode("utf-8").split("\n") if line != ""]
        except ValueError as wrong:
            return "printed what is no JSON: %s" % wrong
        return [[plain_value(row.get("c%d" % i, "<absent>")) for i in range(width)] for row in rows]

    def theirs(self, query):
        return [[plain_value(v) for v in row] for row in self.data.db.execute(query).fetchall()]

    def differ(self, mine, theirs, ordered):
        """None, or where they differ first."""
        expected = self.theirs(theirs)
        got = self.mine(mine, len(expected[0]) if expected else 1)
        if isinstance(got, str):
            return got
        if not ordered:
            got, expected = sorted(got, key=sort_key), sorted(expected, key=sort_key)
        for i, (a, b) in enumerate(zip(got, expected)):
            if not all(near(x, y) for x, y in zip(a, b)):
                return "row %d: laminar %r, SQLite %r" % (i, a, b)
        if len(got) != len(expected):
            return "laminar has %d rows, SQLite %d" % (len(got), len(expected))
        return None

    def expressions(self, nodes):
        return self.differ(*[
            "SELECT " + ", ".join("(%s) AS c%d" % (wrap(n, side), i) for i, n in enumerate(nodes)) + " FROM t1 AS x"
            for side in (0, 1)], True)

    def narrow(self, node):
        """The smallest part of an expression that disagrees by itself."""
        for part in node.parts:
            try:
                if self.expressions([part]) is not None:
                    return self.narrow(part)
            except sqlite3.Error:
                pass
        return node


def shown(mine, theirs, why):
    print("not ok %s\n    laminar: %s\n    sqlite:  %s" % (why.replace("\n", "\n    "), mine, theirs))


def one_round(program, seed, count, folder):
    """count expressions and count / 8 queries over one set of files. Answers (passed, failed)."""
    rng = random.Random(seed)
    data = Data(rng, folder)
    bench = Bench(program, data, folder)
    e = Exprs(rng, data.columns_of({"x": "t1"}))
    passed = failed = 0
    for first in range(0, count, PER_SELECT):
        nodes = [e.make(rng.choice(["int", "int", "dbl", "txt", "bool", "bool"]), rng.randint(1, 5))
                 for _ in range(min(PER_SELECT, count - first))]
        if bench.expressions(nodes) is None:
            passed += len(nodes)
            continue
        wrong = [n for n in nodes if bench.expressions([n]) is not None]
        failed += max(1, len(wrong))
        passed += len(nodes) - max(1, len(wrong))
        if not wrong:
            shown(", ".join(n.mine for n in nodes), "the same", "right one by one, wrong together")
        for n in wrong:
            small = bench.narrow(n)
            shown(small.mine, small.theirs, bench.expressions([small]))
    queries = Queries(rng, data)
    for _ in range(max(1, count // 8)):
        mine, theirs, ordered = queries.make()
        why = bench.differ(mine, theirs, ordered)
        if why is None:
            passed += 1
        else:
            failed += 1
            shown(mine, theirs, why)
    return passed, failed


def main():
    ap = argparse.ArgumentParser(description="random SQL, answered alike by laminar and by SQLite")
    ap.add_argument("program", nargs="?", default=os.environ.get("LAMINAR", "./laminar"))
    ap.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 10 ** 9))
    ap.add_argument("--count", type=int, default=8000, help="expressions; an eighth as many queries (8000)")
    ap.add_argument("--keep", help="leave the files of a round that fails in this folder")
    opt = ap.parse_args()
    if sqlite3 is None or sqlite3.sqlite_version_info < (3, 39):
        print("no sqlite3 of version 3.39 or later: skipped\n0 passed, 0 failed")
        return 0
    program = os.path.abspath(opt.program)
    passed = failed = 0
    seed, left = opt.seed, opt.count
    while left > 0 and failed < 20:
        with tempfile.TemporaryDirectory() as folder:
            if opt.keep is not None:
                folder = os.path.join(opt.keep, str(seed))
                os.makedirs(folder, exist_ok=True)
            p, f = one_round(program, seed, min(left, 400), folder)
        if f > 0:
            print("to repeat: differential.py --seed %d --count %d" % (seed, min(left, 400)))
        passed += p
        failed += f
        left -= 400
        seed += 1
    print("seed %d\n%d passed, %d failed" % (opt.seed, passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
