# random_tables.py -- tables of random rows, as files or as one stream on standard input.
# SPDX-License-Identifier: Apache-2.0
import collections
import csv
import datetime
import io
import json
import os
import random

T0 = 1700000000000       # where the times begin, in milliseconds

Col = collections.namedtuple("Col", "name kind")


def quote(s):
    return "'" + s.replace("'", "''") + "'"


def iso(ms):
    t = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc)
    return t.strftime("%Y-%m-%dT%H:%M:%S") + ".%03dZ" % (ms % 1000)



class Table:
    """A table: columns with their kinds, how its file is written, and its rows."""

    texts = ["", "a", "b", "ab", "B", "x y", "it's", "q\"t", "a,b", "日本", "é", "zz"]

    def __init__(self, rng, name, style, size, form):
        self.rng, self.name, self.style, self.form = rng, name, style, form
        self.cols = [Col("id", "int"), Col("k", rng.choice(["int", "int", "txt"])), Col("v", "int"), Col("ts", "time")]
        for c in [Col("s", "txt"), Col("d", "dbl"), Col("b", "bool"), Col("j", "int")]:
            if rng.random() < 0.7:
                self.cols.append(c)
        self.nulls = rng.choice([0, 0.05, 0.2])
        self.spread = rng.choice([2, 4, 8, 20])
        self.declared = {c.name for c in self.cols if c.kind != "time" and rng.random() < rng.choice([0, 0.5, 1])}
        if style == "declared":
            self.declared.add("ts")
        self.exact = rng.random() < 0.4     # a declared fraction is a DECIMAL
        self.rows = [self.row(i) for i in range(size)]

    def value(self, c):
        r = self.rng
        if r.random() < self.nulls:
            return None
        if c.name in ("k", "j", "v") and c.kind == "int":
            return r.randrange(self.spread) - (1 if c.name == "v" else 0)
        if c.kind == "dbl":
            return r.randrange(-4 * self.spread, 4 * self.spread) / 4
        if c.kind == "bool":
            return r.random() < 0.5
        if c.kind == "time":
            return T0 + 250 * r.randrange(8 * self.spread)
        return r.choice(self.texts[1 if self.form == "tsv" else 0:][:max(3, self.spread)])

    def row(self, i):
        return {c.name: i if c.name == "id" else self.value(c) for c in self.cols}

    def raw(self, c, v):
        """The value as it stands in a JSON record."""
        return iso(v) if c.kind == "time" and v is not None and self.style != "ms" else v

    def type_of(self, c):
        return {"int": "BIGINT", "txt": "VARCHAR", "bool": "BOOLEAN", "time": "TIMESTAMP",
                "dbl": "DECIMAL(12, 2)" if self.exact else "DOUBLE"}[c.kind]

    def declaration(self):
        """The CREATE SOURCE of its declared columns, or nothing."""
        typed = ["%s %s" % (c.name, self.type_of(c)) for c in self.cols if c.name in self.declared]
        return "CREATE SOURCE %s (%s, *);\n" % (self.name, ", ".join(typed)) if typed else ""

    def record(self, row, more=()):
        """One line of NDJSON; a NULL is null or not there."""
        r = random.Random(row["id"])
        values = [(c.name, self.raw(c, row[c.name])) for c in self.cols if row[c.name] is not None or r.random() < 0.5]
        return json.dumps(dict(list(more) + values), ensure_ascii=r.random() < 0.5)

    def text(self):
        if self.form == "ndjson":
            return "".join(self.record(row) + "\n" for row in self.rows)
        lines = [[c.name for c in self.cols]]
        lines += [[self.field(self.raw(c, row[c.name])) for c in self.cols] for row in self.rows]
        return "".join(("\t" if self.form == "tsv" else ",").join(line) + "\n" for line in lines)

    def field(self, v):
        if v is None:
            return ""
        if isinstance(v, bool):
            return "true" if v else "false"
        if not isinstance(v, str) or self.form == "tsv":
            return str(v)
        out = io.StringIO()
        csv.writer(out, lineterminator="", quoting=csv.QUOTE_ALL if v == "" else csv.QUOTE_MINIMAL).writerow([v])
        return out.getvalue()


class Data:
    """The tables of a case. Tables of files, or of one stream on stdin, in which rows may also be taken back."""

    def __init__(self, rng, one, size, retract=False, changes=False):
        self.rng, self.one, self.retract, self.changes = rng, one, retract, changes
        style = rng.choice(["ms", "iso", "declared"])
        forms = ["ndjson"] if one else ["ndjson", "csv", "tsv"]
        self.tables = [Table(rng, n, style, rng.randint(0, rng.choice([6, size, size])), rng.choice(forms))
                       for n in ["a", "b", "c"][:rng.randint(1, 3)]]
        if one:
            kinds = {}
            for t in self.tables:   # columns of one stream have one kind and one declaration
                t.cols = [kinds.setdefault(c.name, c) if t.rows == [] else c for c in t.cols]
                t.declared = {"ts"} if style == "declared" else set()
        self.style = style
        self.events = self.make_events() if one else []
        self.script = rng.random() < 0.5    # named queries are streams of a script, else CTEs

    def make_events(self):
        """(weight, table, row) in order of arrival, which is that of the ids. Some rows come and go in pairs."""
        turns = [t for t in self.tables for _ in t.rows]
        self.rng.shuffle(turns)
        rows = {t.name: iter(t.rows) for t in self.tables}
        made, there = [], []
        for t in turns:
            while self.retract and there and self.rng.random() < 0.25:
                weight, *gone = there.pop(self.rng.randrange(len(there)))
                made.append((-weight, *gone))
            event = (self.rng.choice([1, 1, 1, 2]) if self.retract else 1, t, next(rows[t.name]))
            made.append(event)
            there.append(event)
        return made

    def base(self):
        """Named queries that make the tables of one stream."""
        if not self.one:
            return []
        return [(t.name, "SELECT %s FROM stdin WHERE tbl = '%s'" % (", ".join(c.name for c in t.cols), t.name))
                for t in self.tables]

    def preamble(self):
        if not self.one:
            return "".join(t.declaration() for t in self.tables)
        return "CREATE SOURCE stdin (ts TIMESTAMP, *);\n" if self.style == "declared" else ""

    def lines(self, n):
        """The first n records of the stream."""
        made = []
        for weight, t, row in self.events[:n]:
            more = [("_weight", weight)] if self.retract else []
            made.append(t.record(row, more + [("tbl", t.name)]) + "\n")
        return "".join(made)

    def write(self, folder):
        for t in self.tables:
            with open(os.path.join(folder, t.name + "." + t.form), "w", encoding="utf-8") as f:
                f.write(t.text())

    def inputs(self):
        return [] if self.one else ["%s=%s.%s" % (t.name, t.name, t.form) for t in self.tables]
