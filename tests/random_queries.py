# random_queries.py -- random queries over random tables, in laminar's spelling and in SQLite's.
# SPDX-License-Identifier: Apache-2.0
import collections
import re

from random_tables import Col, Table, quote

ROWS_MAX = 20000         # estimated rows of a join that is still made
SPOKEN = " HAVING count(*) > -1"    # of an aggregate that has a row even of nothing
KEYS = ("int", "txt", "bool", "dbl", "time")   # kinds that may be compared; `opq..` may only be passed on

# The two spellings, the columns that it gives, and about how many rows.
Query = collections.namedtuple("Query", "mine theirs cols est")


class GiveUp(Exception):
    """This case asks for too much, or for what is not there to be compared."""



class Maker:
    """Makes random queries over a Data, each in laminar's spelling (mine) and in SQLite's (theirs)."""

    def __init__(self, rng, data):
        self.rng, self.data = rng, data
        self.named = []     # (name, Query): CTEs or streams
        self.aliases = 0
        self.replaces = {}      # queries in which a row changes by a -1 directly before its +1: how many keys
        self.totals = 0         # aggregates that have a row even of nothing
        self.depth = 0          # of the query as a whole
        self.waits = False      # something answers at the end only

    def make(self, depth):
        self.depth = depth
        return self.query(depth)

    def alias(self):
        self.aliases += 1
        return "x%d" % self.aliases

    def query(self, depth):
        forms = [self.plain] * 4 + [self.grouped] * 4 + [self.total, self.distinct, self.setop, self.setop, self.top,
                 self.ranked, self.ranked, self.distinct_on, self.over, self.windowed, self.interval,
                 self.asof, self.using, self.grouping_sets]
        return self.rng.choice(forms)(depth)

    def relation(self, depth):
        """What may stand in FROM: (mine, theirs, cols, est)."""
        r = self.rng
        if depth <= 0 or r.random() < 0.35:
            if self.named and r.random() < 0.3:
                name, q = r.choice(self.named)
                return Query(name, name, q.cols, q.est)
            t = r.choice(self.data.tables)
            return Query(t.name, t.name, t.cols, len(t.rows))
        q = self.query(depth - 1)
        if r.random() < 0.5:
            name = "w%d" % len(self.named)
            self.named.append((name, q))
            return Query(name, name, q.cols, q.est)
        return Query("(%s)" % q.mine, "(%s)" % q.theirs, q.cols, q.est)

    def source(self, depth, joins=None):
        """A FROM clause: (mine, theirs, columns as Col of qualified names, est)."""
        r = self.rng
        q, a = self.relation(depth), self.alias()
        mine, theirs, est = "%s AS %s" % (q.mine, a), "%s AS %s" % (q.theirs, a), q.est
        cols = [Col(a + "." + c.name, c.kind) for c in q.cols]
        for _ in range(r.choice([0, 0, 0, 1, 1, 2, 3]) if joins is None else joins):
            q, a = self.relation(depth - 1), self.alias()
            right = [Col(a + "." + c.name, c.kind) for c in q.cols]
            pairs = [(x, y) for x in cols for y in right if x.kind == y.kind and x.kind in KEYS]
            kind = r.choice(["JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN",
                             "SEMI JOIN", "ANTI JOIN"])
            if kind == "CROSS JOIN" or not pairs:
                kind, on, est = "CROSS JOIN", "", est * q.est
            else:
                on, est = " ON " + self.on(pairs, cols + right), est * q.est // 3 + est + q.est
            if est > ROWS_MAX:
                raise GiveUp("too many rows")
            mine += " %s %s AS %s%s" % (kind, q.mine, a, on)
            if kind in ("SEMI JOIN", "ANTI JOIN"):
                # SQLite has neither: a join with one row, if there is a partner.
                theirs += " JOIN (SELECT 1) AS %s_ ON %sEXISTS (SELECT 1 FROM %s AS %s WHERE %s)" % (
                    a, "NOT " if kind == "ANTI JOIN" else "", q.theirs, a, on[4:])
                continue
            theirs += " %s %s AS %s%s" % (kind, q.theirs, a, on)
            cols = cols + right
        return mine, theirs, cols, est

    def on(self, pairs, cols):
        """The condition of a join: equalities, or rarely none, and more."""
        r = self.rng
        if r.random() < 0.08:
            self.waits = True   # no incremental join: one side is read first
            return self.condition(cols, 1)
        keys = [(x.name, y.name) for x, y in r.sample(pairs, min(len(pairs), r.choice([1, 1, 2])))]
        if r.random() < 0.1:
            x, y = r.choice(pairs)
            shape = {"int": "%s + 1", "txt": "%s || '.'", "bool": "NOT %s", "dbl": "%s * 2"}.get(x.kind, "%s")
            keys.append((shape % x.name, shape % y.name))
        on = " AND ".join("%s = %s" % (k if r.random() < 0.5 else k[::-1]) for k in keys)
        if r.random() < 0.3:
            on += " AND (%s)" % self.condition(cols, 1)
        return on

    # Expressions: one spelling is enough for what is made here; differential.py tries the many others.

    def of(self, cols, kinds):
        return [c for c in cols if c.kind in kinds]

    def literal(self, kind):
        r = self.rng
        return {"int": str(r.randint(-1, 6)), "dbl": r.choice(["0", "0.25", "-1.5", "2.0", "3"]),
                "txt": quote(r.choice(Table.texts)), "bool": r.choice(["true", "false"])}.get(kind)

    def expression(self, cols):
        """(text, kind) with at least one column in it."""
        r = self.rng
        c = r.choice(cols)
        form = r.random()
        if form < 0.6 or c.kind in ("opq", "opq time", "time"):
            return c.name, c.kind
        if c.kind in ("int", "dbl"):
            other = r.choice(self.of(cols, ["int", "dbl"]))
            if form < 0.7 and c.kind == "int":
                return "%s %% %d" % (c.name, r.randint(2, 4)), "int"
            if form < 0.9:
                kind = "dbl" if "dbl" in (c.kind, other.kind) else "int"
                return "%s %s %s" % (c.name, r.choice("+-"), other.name), kind
            return "coalesce(%s, %d)" % (c.name, r.randint(0, 3)), c.kind
        if c.kind == "txt":
            if form < 0.8:
                return r.choice(["%s || '~'", "coalesce(%s, 'none')", "nullif(%s, 'a')"]) % c.name, "txt"
            return "length(%s)" % c.name, "int"
        return r.choice(["NOT %s", "coalesce(%s, false)", "%s IS NULL"]) % c.name, "bool"

    def condition(self, cols, depth):
        r = self.rng
        if depth > 0 and r.random() < 0.35:
            a, b = self.condition(cols, depth - 1), self.condition(cols, depth - 1)
            return r.choice(["(%s) AND (%s)", "(%s) OR (%s)", "NOT ((%s) AND (%s))"]) % (a, b)
        c = r.choice(self.of(cols, KEYS) or [Col("1", "int")])
        form = r.random()
        if form < 0.12:
            return "%s IS %sNULL" % (c.name, r.choice(["", "NOT "]))
        if form < 0.2 and c.kind in ("int", "txt"):
            return "%s %sIN (%s, %s)" % (c.name, r.choice(["", "NOT "]), self.literal(c.kind), self.literal(c.kind))
        if c.kind == "bool":
            return r.choice(["%s", "NOT %s", "%s = true"]) % c.name
        # Not with itself: SQLite 3.40 takes some such conditions above a RIGHT JOIN for false.
        same = [x for x in self.of(cols, [c.kind]) if x != c] or [Col("NULL", c.kind)]
        other = r.choice(same).name if c.kind == "time" or r.random() < 0.4 else self.literal(c.kind)
        if form < 0.28:
            return "%s IS %sDISTINCT FROM %s" % (c.name, r.choice(["", "NOT "]), other)
        return "%s %s %s" % (c.name, r.choice(["<", "<=", ">", ">=", "=", "<>"]), other)

    def where(self, cols, depth, chance=0.5):
        """(mine, theirs): a WHERE clause or nothing."""
        r = self.rng
        if r.random() > chance:
            return "", ""
        if depth > 0 and r.random() < 0.4:
            mine, theirs = self.membership(cols, depth)
        else:
            mine = theirs = self.condition(cols, 2)
        return " WHERE " + mine, " WHERE " + theirs

    def membership(self, cols, depth):
        """IN, EXISTS and scalar subqueries as a condition."""
        r = self.rng
        q, y = self.relation(depth - 1), self.alias()
        inner = [Col(y + "." + c.name, c.kind) for c in q.cols]
        pairs = [(a, b) for a in cols for b in inner if a.kind == b.kind and a.kind in KEYS]
        if not pairs:
            raise GiveUp("no columns to compare")
        a, b = r.choice(pairs)
        no = r.choice(["", "NOT "])
        form = r.randrange(5)
        # NOT IN, which looks at NULLs, and EXISTS of nothing outside are asked for once.
        self.waits = self.waits or form == 4 or (form == 0 and no != "")
        only = " WHERE " + self.condition(inner, 1) if r.random() < 0.5 else ""
        if form == 0:
            text = "%s %sIN (SELECT %s FROM {} AS %s%s)" % (a.name, no, b.name, y, only)
        elif form == 1:
            more = " AND " + self.condition(cols + inner, 0) if r.random() < 0.3 else ""
            text = "%sEXISTS (SELECT 1 FROM {} AS %s WHERE %s = %s%s)" % (no, y, a.name, b.name, more)
        elif form == 2:
            if a.kind == "bool":
                raise GiveUp("no order of booleans")
            text = "%s %s (SELECT %s(%s) FROM {} AS %s%s)" % (
                a.name, r.choice(["<", ">=", "="]), r.choice(["min", "max"]), b.name, y, only)
        elif form == 3:
            text = "(SELECT count(*) FROM {} AS %s WHERE %s = %s) %s %d" % (
                y, b.name, a.name, r.choice(["<", ">", "="]), r.randint(0, 4))
        else:
            text = "%sEXISTS (SELECT 1 FROM {} AS %s%s)" % (no, y, only)
        return text.replace("{}", q.mine), text.replace("{}", q.theirs)

    def listed(self, items):
        """(SELECT list, Cols) of (text, kind)."""
        return (", ".join("%s AS c%d" % (text, i) for i, (text, _) in enumerate(items)),
                [Col("c%d" % i, kind) for i, (_, kind) in enumerate(items)])

    def aggregate(self, cols):
        """(mine, theirs, kind)."""
        r = self.rng
        f = r.choice(["count", "count", "sum", "sum", "avg", "min", "max", "distinct", "string_agg", "bool"])
        numbers, texts, bools = self.of(cols, ["int", "dbl"]), self.of(cols, ["txt"]), self.of(cols, ["bool"])
        if f in ("sum", "avg") and numbers:
            c = r.choice(numbers)
            mine = theirs = "%s(%s%s)" % (f, r.choice(["", "", "DISTINCT "]), c.name)
            kind = "opq" if f == "avg" else c.kind
        elif f == "string_agg" and texts:
            c = r.choice(texts)
            way = r.choice(["", " DESC"])
            mine = "string_agg(%s, '|' ORDER BY %s%s)" % (c.name, c.name, way)
            theirs, kind = "joined%s(%s)" % (way.strip().lower(), c.name), "opq"
        elif f == "bool" and bools:
            c = r.choice(bools)
            mine, theirs, kind = r.choice([("bool_and(%s)", "min(%s)", "bool"), ("bool_or(%s)", "max(%s)", "bool")])
            mine, theirs = mine % c.name, theirs % c.name
        elif f in ("min", "max"):
            c = r.choice(self.of(cols, ["int", "dbl", "txt", "time"]) or [Col("1", "int")])
            mine = theirs = "%s(%s)" % (f, c.name)
            kind = c.kind
        elif f == "distinct":
            mine = theirs = "count(DISTINCT %s)" % r.choice(self.of(cols, KEYS) or [Col("1", "int")]).name
            kind = "int"
        else:
            mine = theirs = "count(%s)" % r.choice(["*", r.choice(cols).name])
            kind = "int"
        if r.random() < 0.2:
            only = " FILTER (WHERE %s)" % self.condition(cols, 0)
            mine, theirs = mine + only, theirs + only
        return mine, theirs, kind

    def order(self, names, cols):
        """ORDER BY of these, in random directions, NULLs last in both unless told: (mine, theirs)."""
        mine, theirs = [], []
        if any(c.kind == "time" for c in cols if c.name in names[:2]):
            self.waits = True   # by event time (behind what parts them) rows may wait for the watermark
        for n in names:
            way, nulls = self.rng.choice(["", "", " DESC"]), self.rng.choice(["", "", "", " NULLS FIRST"])
            mine.append(n + way + nulls)
            theirs.append(n + way + (nulls or " NULLS LAST"))
        return " ORDER BY " + ", ".join(mine), " ORDER BY " + ", ".join(theirs)

    # Queries.

    def plain(self, depth, distinct=""):
        mine, theirs, cols, est = self.source(depth)
        items = [self.expression(cols) for _ in range(self.rng.randint(1, 4))]
        w = self.where(cols, depth)
        texts, out = [self.listed(items)[0]] * 2, self.listed(items)[1]
        if depth > 0 and self.rng.random() < 0.08:
            values = self.scalar(cols, depth)
            texts = [self.listed(items + [(v, values[2])])[0] for v in values[:2]]
            out = out + [Col("c%d" % len(items), values[2])]
        heads = ["SELECT %s%s FROM " % (distinct, text) for text in texts]
        return Query(heads[0] + mine + w[0], heads[1] + theirs + w[1], out, est)

    def scalar(self, cols, depth):
        """(SELECT one aggregate), mostly of what equals a column outside."""
        r = self.rng
        self.waits = True
        q, y = self.relation(depth - 1), self.alias()
        inner = [Col(y + "." + c.name, c.kind) for c in q.cols]
        pairs = [(a, b) for a in cols for b in inner if a.kind == b.kind and a.kind in KEYS]
        a = self.aggregate(inner)
        only = " WHERE %s = %s" % tuple(c.name for c in r.choice(pairs)) if pairs and r.random() < 0.8 else ""
        return ["(SELECT %s FROM %s AS %s%s)" % (a[i], (q.mine, q.theirs)[i], y, only) for i in (0, 1)] + [a[2]]

    def distinct(self, depth):
        return self.plain(depth, "DISTINCT ")

    def keys(self, cols, n):
        """n different expressions to group by."""
        found = []
        for _ in range(20):
            e = self.expression(cols)
            if e[1] in KEYS and e not in found:
                found.append(e)
            if len(found) == n:
                return found
        raise GiveUp("no keys")

    def aggregated(self, cols, keys, n):
        a = [self.aggregate(cols) for _ in range(n)]
        mine, out = self.listed(keys + [(m, k) for m, _, k in a])
        return mine, self.listed(keys + [(t, k) for _, t, k in a])[0], out

    def grouped(self, depth):
        r = self.rng
        mine, theirs, cols, est = self.source(depth)
        keys = self.keys(cols, r.choice([1, 1, 2]))
        w = self.where(cols, depth)
        lists = self.aggregated(cols, keys, r.randint(0 if len(keys) == 1 else 1, 3))
        tail = " GROUP BY " + (", ".join(k for k, _ in keys) if r.random() < 0.7 else ", ".join(
            str(i + 1) for i in range(len(keys))))
        h = ["", ""]
        if r.random() < 0.3:
            m, t, kind = self.aggregate(self.of(cols, ["int"]) or cols)
            if kind == "int":
                h = [" HAVING %s %s" % (x, c) for c in [r.choice(["> 2", "< 4", "= 1", "<> 2"])] for x in (m, t)]
        alone = re.fullmatch(r"[abc] AS \w+", mine) and "SELECT" not in w[0] + w[1] and h[0] == ""
        text = "SELECT %s FROM %s%s%s%s" % (lists[0], mine, w[0], tail, h[0])
        if alone:
            self.replaces[text] = len(keys)
        return Query(text, "SELECT %s FROM %s%s%s%s" % (lists[1], theirs, w[1], tail, h[1]), lists[2], est // 2 + 1)

    def total(self, depth):
        mine, theirs, cols, _ = self.source(depth)
        lists, w = self.aggregated(cols, [], self.rng.randint(1, 3)), self.where(cols, depth, 0.3)
        self.totals += 1
        return Query("SELECT %s FROM %s%s" % (lists[0], mine, w[0]),
                     "SELECT %s FROM %s%s%s" % (lists[1], theirs, w[1], SPOKEN), lists[2], 1)

    def grouping_sets(self, depth):
        """GROUPING SETS, ROLLUP and CUBE; SQLite gets one query for each set."""
        r = self.rng
        mine, theirs, cols, est = self.source(depth, 0)
        two = self.of(cols, ["int", "txt", "bool"])
        if len(two) < 2:
            raise GiveUp("too few columns")
        x, y = r.sample(two, 2)
        text, sets = r.choice([("ROLLUP (%s, %s)", [(x, y), (x,), ()]), ("CUBE (%s, %s)", [(x, y), (x,), (y,), ()]),
                               ("GROUPING SETS ((%s), (%s))", [(x,), (y,)]),
                               ("GROUPING SETS ((%s, %s), ())", [(x, y), ()])])
        a = [self.aggregate(cols) for _ in range(r.randint(1, 2))]
        keys = [(x.name, x.kind), (y.name, y.kind)]
        m, out = self.listed(keys + [(t, k) for t, _, k in a])
        parts = []
        for s in sets:
            t, _ = self.listed([(c.name if c in s else "NULL", c.kind) for c in (x, y)] + [(t, k) for _, t, k in a])
            group = " GROUP BY " + ", ".join(c.name for c in s) if s else SPOKEN
            self.totals += not s
            parts.append("SELECT %s FROM %s%s" % (t, theirs, group))
        return Query("SELECT %s FROM %s GROUP BY %s" % (m, mine, text % (x.name, y.name)), " UNION ALL ".join(parts),
                     out, est + 1)

    def setop(self, depth):
        r = self.rng
        sources = [self.source(depth - 1, 0), self.source(depth - 1, r.choice([0, 0, 1]))]
        common = [k for k in KEYS if all(self.of(s[2], [k]) for s in sources)]
        if not common:
            raise GiveUp("no columns in common")
        kinds = [r.choice(common) for _ in range(r.randint(1, 3))]
        sides = []
        for mine, theirs, cols, _ in sources:
            text, out = self.listed([(r.choice(self.of(cols, [k])).name, k) for k in kinds])
            w = self.where(cols, depth, 0.4)
            sides.append(("SELECT %s FROM %s%s" % (text, mine, w[0]), "SELECT %s FROM %s%s" % (text, theirs, w[1])))
        op = r.choice(["UNION", "UNION ALL", "EXCEPT", "INTERSECT", "EXCEPT ALL", "INTERSECT ALL"])
        est = sources[0][3] + sources[1][3]
        mine = sides[0][0] + " " + op + " " + sides[1][0]
        if op in ("EXCEPT ALL", "INTERSECT ALL"):
            # SQLite has neither: copies are numbered, then the numbered rows are a set.
            names = ", ".join(c.name for c in out)
            number = "SELECT %s, row_number() OVER (PARTITION BY %s) AS n FROM (%%s)" % (names, names)
            theirs = "SELECT %s FROM (%s %s %s)" % (names, number % sides[0][1], op.split()[0], number % sides[1][1])
        else:
            theirs = sides[0][1] + " " + op + " " + sides[1][1]
        return Query(mine, theirs, out, est)

    def columns(self, depth):
        """Some columns of a relation, named c0.. (mine, theirs, cols, est), as a query to build upon."""
        q = self.plain(depth) if depth > 0 else self.plain(0)
        return Query("(%s) AS z" % q.mine, "(%s) AS z" % q.theirs, q.cols, q.est)

    def top(self, depth):
        r = self.rng
        q = self.plain(depth)
        names = self.by_no_time(q.cols, [c.name for c in q.cols])
        o, n = self.order(names, q.cols), r.choice([1, 2, 5, 20])
        tail = " LIMIT %d%s" % (n, r.choice(["", "", " OFFSET %d" % r.randint(1, 4)]))
        return Query(q.mine + o[0] + tail, "SELECT * FROM (%s%s%s)" % (q.theirs, o[1], tail), q.cols, n)

    def by_no_time(self, cols, names):
        """The names in a random order that is not one by event time, which leaves out rows without one."""
        some, times = list(names), {c.name for c in cols if c.kind == "time"}
        self.rng.shuffle(some)
        some.sort(key=lambda n: n in times)
        if some[0] in times:
            raise GiveUp("an order by event time leaves out rows without one")
        return some

    def ranked(self, depth):
        r = self.rng
        q = self.columns(depth)
        names = [c.name for c in q.cols]
        by = [c.name for c in q.cols if c.kind in KEYS and r.random() < 0.4]
        rest = self.by_no_time(q.cols, [n for n in names if n not in by] or list(names))
        f = r.choice(["row_number", "row_number", "rank", "dense_rank"])
        if f != "row_number":
            rest = rest[:r.randint(1, len(rest))]
        o = self.order(rest, q.cols)
        part = "PARTITION BY " + ", ".join(by) if by else ""
        limit = r.choice(["<= 1", "<= 2", "= 1", "< 3", "<= 3", "= 2", "BETWEEN 1 AND 2", "IN (1, 3)", "> 1"])
        inner = ["SELECT %s, %s() OVER (%s%s) AS rn FROM %s" % (", ".join(names), f, part, o[i], s)
                 for i, s in enumerate((q.mine, q.theirs))]
        shown, out = (names, list(q.cols)) if r.random() < 0.5 else (names + ["rn"], list(q.cols) + [Col("rn", "int")])
        whole = "SELECT %s FROM (%s) AS y WHERE rn %s"
        mine = whole % (", ".join(shown), inner[0], limit)
        if r.random() < 0.3:
            mine = inner[0] + " QUALIFY rn " + limit
            shown, out = names + ["rn"], list(q.cols) + [Col("rn", "int")]
        elif r.random() < 0.2:
            mine = "SELECT %s FROM %s QUALIFY %s() OVER (%s%s) %s" % (", ".join(names), q.mine, f, part, o[0], limit)
            shown, out = names, list(q.cols)
        return Query(mine, whole % (", ".join(shown), inner[1], limit), out, q.est)

    def distinct_on(self, depth):
        """DISTINCT ON, and LIMIT n BY."""
        r = self.rng
        q = self.columns(depth)
        names = [c.name for c in q.cols]
        k = r.choice([c.name for c in q.cols if c.kind in KEYS] or names)
        rest = [n for n in names if n != k]
        o = self.order([k] + (self.by_no_time(q.cols, rest) if rest else []), q.cols)
        n = 1
        mine = "SELECT DISTINCT ON (%s) %s FROM %s%s" % (k, ", ".join(names), q.mine, o[0])
        if r.random() < 0.3:
            n = r.randint(1, 3)
            mine = "SELECT %s FROM %s%s LIMIT %d BY %s" % (", ".join(names), q.mine, o[0], n, k)
        theirs = "SELECT %s FROM (SELECT *, row_number() OVER (PARTITION BY %s%s) AS rn FROM %s) WHERE rn <= %d" % (
            ", ".join(names), k, o[1], q.theirs, n)
        return Query(mine, theirs, list(q.cols), q.est)

    def over(self, depth):
        r = self.rng
        q = self.columns(depth)
        names = [c.name for c in q.cols]
        by = [c.name for c in q.cols if c.kind in KEYS and r.random() < 0.3]
        frame = r.choice(["", "", " ROWS 2 PRECEDING", " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
                          " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                          " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"])
        # Equal rows are told apart by nobody, so all columns make a complete order.
        some = self.by_no_time(q.cols, names)
        f = r.choice(["agg", "agg", "lag", "lead", "first_value", "last_value", "row_number", "rank"])
        whole = f in ("lag", "lead", "first_value", "last_value", "row_number") or "ROWS" in frame
        o = self.order(some if whole else some[:r.randint(1, len(some))], q.cols)
        part = "PARTITION BY " + ", ".join(by) if by else ""
        c = r.choice(q.cols)
        if f == "agg":
            numbers = self.of(q.cols, ["int", "dbl"])
            g = r.choice(["count", "min", "max", "sum"]) if numbers else "count"
            c = r.choice(numbers) if numbers else c
            call, kind = "%s(%s)" % (g, c.name), "int" if g == "count" else c.kind
        elif f in ("row_number", "rank"):
            call, kind, frame = f + "()", "int", ""
        else:
            call, kind = "%s(%s)" % (f, c.name), c.kind
            frame = frame if f.endswith("value") else ""
        texts = ["SELECT %s, %s OVER (%s%s%s) AS o FROM %s" % (", ".join(names), call, part, o[i], frame, s)
                 for i, s in enumerate((q.mine, q.theirs))]
        return Query(texts[0], texts[1], list(q.cols) + [Col("o", kind)], q.est)

    def windowed(self, depth):
        """Tumbling and hopping windows; SQLite gets the arithmetic."""
        r = self.rng
        # In a query around it a window may tell its row when it closes.
        self.waits = self.waits or depth < self.depth
        t = r.choice(self.data.tables)
        w = Windows(r)
        cols = [c for c in t.cols if c.kind != "time"]
        keys = self.keys(cols, 1) if r.random() < 0.6 else []
        a = [self.aggregate(cols) for _ in range(r.randint(1, 2))]
        h = " HAVING count(*) > 1" if r.random() < 0.2 else ""
        only = " WHERE " + self.condition(cols, 1) if r.random() < 0.3 else ""
        # Bounds of a text time are such texts, though perhaps not spelled as the column spells them.
        bound = "opq time" if self.data.style == "iso" else "time"
        times = [("window_start", bound), ("window_end", bound)]
        mine, out = self.listed(keys + times + [(m, k) for m, _, k in a])
        theirs = self.listed(keys + times + [(x, k) for _, x, k in a])[0]
        group = "".join(", " + k for k, _ in keys) + h
        return Query("SELECT %s FROM %s%s GROUP BY %s%s" % (mine, t.name, only, w.call("ts"), group),
                     "SELECT %s FROM %s%s GROUP BY window_start, window_end%s" % (
                         theirs, w.rows(t.name), only, group), out,
                      2 * len(t.rows))

    def interval(self, depth):
        """A join within a time; rows without a time take no part in it."""
        r = self.rng
        a, b = r.choice(self.data.tables), r.choice(self.data.tables)
        low, high = sorted([r.randrange(-8, 9) * 250, r.randrange(-8, 9) * 250])
        # An unmatched row waits for the watermark, and on a short input for the end.
        self.waits = True
        kind = r.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
        cols = [Col("l." + c.name, c.kind) for c in a.cols] + [Col("r." + c.name, c.kind) for c in b.cols]
        pairs = [(x.name, y.name) for x in a.cols for y in b.cols if x.kind == y.kind in ("int", "txt", "bool")]
        x, y = r.choice(pairs)
        on = "l.%s = r.%s AND " % (x, y)
        more = " AND " + self.condition(cols, 0) if r.random() < 0.2 else ""
        text, out = self.listed([self.expression(cols) for _ in range(r.randint(1, 4))])
        mine = "SELECT %s FROM %s AS l %s %s AS r ON %sr.ts BETWEEN l.ts + %s AND l.ts + %s%s" % (
            text, a.name, kind, b.name, on, span(low), span(high), more)
        timed = "(SELECT * FROM %s WHERE ts IS NOT NULL)"
        theirs = "SELECT %s FROM %s AS l %s %s AS r ON %sr.ts BETWEEN l.ts + %d AND l.ts + %d%s" % (
            text, timed % a.name, kind, timed % b.name, on, low, high, more)
        return Query(mine, theirs, out, len(a.rows) * len(b.rows) // 2 + 1)

    def asof(self, depth):
        """The nearest row in time; of equal times the one that came last."""
        r = self.rng
        self.waits = True
        a, b = r.choice(self.data.tables), r.choice(self.data.tables)
        if self.data.retract:
            raise GiveUp("which row came last is not to be seen in SQLite")
        kind, op = r.choice(["ASOF JOIN", "ASOF LEFT JOIN"]), r.choice([">=", ">", "<=", "<"])
        cols = [Col("l." + c.name, c.kind) for c in a.cols] + [Col("r." + c.name, c.kind) for c in b.cols]
        pairs = [(x.name, y.name) for x in a.cols for y in b.cols if x.kind == y.kind in ("int", "txt", "bool")]
        x, y = r.choice(pairs)
        text, out = self.listed([self.expression(cols) for _ in range(r.randint(1, 4))])
        mine = "SELECT %s FROM %s AS l %s %s AS r ON l.%s = r.%s AND l.ts %s r.ts" % (
            text, a.name, kind, b.name, x, y, op)
        left = "(SELECT * FROM %s WHERE ts IS NOT NULL) AS l" % a.name
        nearest = "SELECT id FROM %s AS z WHERE l.%s = z.%s AND l.ts %s z.ts ORDER BY z.ts%s, id DESC LIMIT 1" % (
            b.name, x, y, op, " DESC" if ">" in op else "")
        theirs = "SELECT %s FROM %s %s %s AS r ON r.id = (%s)" % (text, left, kind[5:], b.name, nearest)
        return Query(mine, theirs, out, len(a.rows))

    def using(self, depth):
        """A join with USING, whose columns need no table."""
        r = self.rng
        a, b = r.choice(self.data.tables), r.choice(self.data.tables)
        names = [c.name for c in a.cols if c in b.cols and c.name in ("k", "v", "s", "b", "j")]
        keys = r.sample(names, min(len(names), r.randint(1, 2)))
        kind = r.choice(["JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"])
        cols = [c for c in a.cols if c.name in keys] + [
            Col(side + c.name, c.kind) for side, t in (("l.", a), ("r.", b)) for c in t.cols if c.name not in keys]
        text, out = self.listed([self.expression(cols) for _ in range(r.randint(1, 4))])
        if len(a.rows) * len(b.rows) > ROWS_MAX:
            raise GiveUp("too many rows")
        w = " WHERE " + self.condition(cols, 1) if r.random() < 0.4 else ""
        q = "SELECT %s FROM %s AS l %s %s AS r USING (%s)%s" % (text, a.name, kind, b.name, ", ".join(keys), w)
        return Query(q, q, out, len(a.rows) * len(b.rows) // 3 + 1)

    def text(self, q, tail=""):
        """The whole statement for laminar."""
        named = self.data.base() + [(n, x.mine) for n, x in self.named]
        if self.data.script:
            return self.data.preamble() + "".join("CREATE STREAM %s AS %s;\n" % nq for nq in named) + q.mine + tail
        ctes = "WITH " + ",\n  ".join("%s AS (%s)" % nq for nq in named) + "\n" if named else ""
        return self.data.preamble() + ctes + q.mine + tail

    def their_text(self, q):
        ctes = "WITH " + ",\n  ".join("%s AS (%s)" % (n, x.theirs) for n, x in self.named) + "\n" if self.named else ""
        return ctes + q.theirs


def span(ms):
    return "INTERVAL '%s' SECOND" % (ms / 1000 if ms % 1000 else ms // 1000)


class Windows:
    """A tumbling or hopping window, as a call and as rows of SQLite."""

    def __init__(self, rng):
        self.slide = rng.choice([500, 1000, 2000, 3000])
        self.size = self.slide if rng.random() < 0.5 else self.slide * rng.choice([1, 2, 3]) + rng.choice([0, 250])
        self.offset = rng.choice([0, 0, 250, 750])
        self.tumbles = self.size == self.slide

    def call(self, column):
        sizes = [self.size] if self.tumbles else [self.slide, self.size]
        sizes += [self.offset] if self.offset else []
        return "%s(%s, %s)" % ("TUMBLE" if self.tumbles else "HOP", column, ", ".join(span(s) for s in sizes))

    def starts(self, ts):
        """The starts of all windows with this moment in them."""
        last = (ts - self.offset) // self.slide * self.slide + self.offset
        return [s for s in range(last, last - self.size, -self.slide) if s + self.size > ts]

    def rows(self, table):
        """A FROM item with the columns of the table and window_start, window_end: a row for each window."""
        last = "(ts - %d) / %d * %d + %d" % (self.offset, self.slide, self.slide, self.offset)
        numbers = " UNION ALL ".join("SELECT %d AS n" % (i * self.slide) for i in range(self.size // self.slide + 1))
        return ("(SELECT *, %s - n AS window_start, %s - n + %d AS window_end FROM %s, (%s) "
                "WHERE ts IS NOT NULL AND %s - n + %d > ts) AS w" % (
                    last, last, self.size, table, numbers, last, self.size))
