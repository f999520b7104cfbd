#!/usr/bin/env python3
# stream_differential.py -- random queries over random streams, answered alike by laminar and by SQLite.
# SPDX-License-Identifier: Apache-2.0
"""stream_differential.py [--seed N] [--count N] [--seconds N] [--only KIND] [--keep DIR] [PROGRAM]

Three kinds of cases, each made from its own seed:
- final:   a query over files, or over tables that are interleaved in one pipe: its rows are SQLite's rows, and its
           bytes do not depend on -j or on how the pipe is cut.
- changes: the same query under EMIT CHANGES, fed with the first n rows for 20 random n: the changes begin with those
           of a shorter input, no row is taken back that is not there, and their sum is SQLite's answer over n rows.
- time:    windows and interval joins over rows in disorder: within the watermark's delay the rows are those of the
           whole input; rows beyond it are late, and as many are counted as the rule says.

The program is PROGRAM or else $LAMINAR. A failure prints its seed, a smaller set of rows that still fails, the
command, and keeps the files. The last line is `N passed, M failed`."""
import argparse
import collections
import datetime
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

try:
    import sqlite3
except ImportError:
    sqlite3 = None

sys.dont_write_bytecode = True      # the sources may not be ours to write beside
# pylint: disable=wrong-import-position
from random_queries import SPOKEN, GiveUp, Maker, Query, Windows, span
from random_tables import T0, Data

CUTS = 20                # prefixes of a changelog that are summed up
STEPS_MAX = 3000000      # SQLite's steps after which a query is given up as too dear
EMITS = ["", " EMIT ON WINDOW CLOSE", " EMIT ON WATERMARK", " EMIT FINAL", " EMIT CHANGES"]   # of one sum
# A query that this build refuses is no failure, but must stay an exception.
REFUSED_MAX = 0.25



class Joined:
    """string_agg(x, '|' ORDER BY x), which this SQLite has not."""

    down = False

    def __init__(self):
        self.found = []

    def step(self, x):
        if x is not None:
            self.found.append(x)

    def finalize(self):
        self.found.sort(key=lambda s: s.encode(), reverse=self.down)
        return "|".join(self.found) if self.found else None


class JoinedDown(Joined):
    down = True


class Oracle:
    """The tables in SQLite; of a stream only what has come by then and has not gone."""

    def __init__(self, data):
        self.db = sqlite3.connect(":memory:")
        self.db.create_aggregate("joined", 1, Joined)
        self.db.create_aggregate("joineddesc", 1, JoinedDown)
        self.db.execute("CREATE TABLE cut (n INTEGER)")
        self.db.execute("INSERT INTO cut VALUES (1000000)")
        left = STEPS_MAX // 1000
        self.left = left
        self.db.set_progress_handler(self.tick, 1000)
        come = {}
        for i, (weight, t, row) in enumerate(data.events):
            come.setdefault((t.name, row["id"]), [1, 2000000, 1])[0 if weight > 0 else 1] = i + 1
            come[(t.name, row["id"])][2] = abs(weight)
        types = {"int": "INTEGER", "bool": "INTEGER", "time": "INTEGER", "dbl": "REAL", "txt": "TEXT"}
        for t in data.tables:
            self.db.execute("CREATE TABLE all_%s (come INTEGER, gone INTEGER, %s)" % (
                t.name, ", ".join("%s %s" % (c.name, types[c.kind]) for c in t.cols)))
            self.db.executemany("INSERT INTO all_%s VALUES (%s)" % (t.name, ", ".join("?" * (len(t.cols) + 2))), [
                times + [row[c.name] for c in t.cols] for row in t.rows
                for *times, copies in [come.get((t.name, row["id"]), [1, 2000000, 1])] for _ in range(copies)])
            self.db.execute("CREATE VIEW %s AS SELECT %s FROM all_%s, cut WHERE come <= n AND gone > n" % (
                t.name, ", ".join(c.name for c in t.cols), t.name))

    def tick(self):
        self.left -= 1
        return self.left < 0

    def answer(self, query, n=None):
        if n is not None:
            self.db.execute("UPDATE cut SET n = %d" % n)
        self.left = STEPS_MAX // 1000
        try:
            return [list(row) for row in self.db.execute(query)]
        except sqlite3.OperationalError as wrong:
            if "interrupt" in str(wrong):
                raise GiveUp("too many steps") from wrong
            if "tables to its right" in str(wrong):     # its own fault, where RIGHT and FULL meet
                raise GiveUp("SQLite cannot") from wrong
            raise


def plain_value(v, kind):
    """One text for what both mean alike."""
    if v is None:
        return "NULL"
    if kind.endswith("time") and isinstance(v, str):
        t = datetime.datetime.fromisoformat(v.replace("Z", "+00:00"))
        return str(round(t.timestamp() * 1000))
    if isinstance(v, (bool, int)):
        return str(int(v))
    if isinstance(v, float):
        return str(int(v)) if v == int(v) else "%.10g" % v
    return "'" + v if isinstance(v, str) else json.dumps(v)


def canonical(row, cols):
    return " ".join(plain_value(v, c.kind) for v, c in zip(row, cols))


def records(out, cols):
    """(weight, row) of each line that laminar printed."""
    made = []
    for line in out.splitlines():
        row = json.loads(line)
        made.append((row.get("_weight", 1), canonical([row.get(c.name) for c in cols], cols)))
    return made


def summed(changes):
    """The rows that changes leave, with how often each is there."""
    total = collections.Counter()
    for i, (weight, row) in enumerate(changes):
        total[row] += weight
        if total[row] < 0:
            raise AssertionError("record %d takes back what is not there: %s" % (i + 1, row))
    return total


def difference(mine, theirs):
    lines = ["only laminar: %s (%d times)" % (k, n) for k, n in sorted((mine - theirs).items())[:4]]
    lines += ["only SQLite:  %s (%d times)" % (k, n) for k, n in sorted((theirs - mine).items())[:4]]
    return "\n".join(lines)


def feed(fd, text, sizes):
    """Writes the text in pieces of these sizes, in turn; a pipe of packets gives each to one read."""
    try:
        at = turn = 0
        while at < len(text):
            n = sizes[turn % len(sizes)] if sizes else len(text)
            at += os.write(fd, text[at:at + n])
            turn += 1
    except BrokenPipeError:
        pass
    finally:
        os.close(fd)


class Run:
    """Runs laminar in a folder."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def command(self, options, inputs):
        return [self.program, *options, "-F", "ndjson", "-f", "query.sql", *inputs]

    def __call__(self, query, options, inputs, text=None, sizes=None):
        """(status, stdout, stderr)."""
        with open(os.path.join(self.folder, "query.sql"), "w", encoding="utf-8") as f:
            f.write(query + "\n")
        stdin, writer = subprocess.DEVNULL, None
        if text is not None:
            stdin, writer = os.pipe2(os.O_CLOEXEC | (os.O_DIRECT if sizes else 0))
        p = subprocess.Popen(self.command(options, inputs), cwd=self.folder, stdin=stdin, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
        thread = None
        if text is not None:
            os.close(stdin)
            thread = threading.Thread(target=feed, args=(writer, text.encode(), sizes), daemon=True)
            thread.start()
        try:
            out, err = p.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            p.kill()
            out, err = p.communicate()
            return -1, out.decode(), "did not end within 60 s\n" + err.decode("utf-8", "replace")
        if thread is not None:
            thread.join()
        return p.returncode, out.decode(), err.decode("utf-8", "replace")


class Refused(Exception):
    """This build has no such query."""


def other_bytes(more, sizes, other, out):
    return AssertionError("other bytes with %s, pieces %s:\n%s\nrather than\n%s" % (more, sizes, other, out))


class Case:
    """One case: what is asked, of what data. check() answers None or what is wrong."""

    def __init__(self, seed, run):
        self.rng, self.run = random.Random(seed), run
        self.build()

    def answer(self, options, inputs, text=None, sizes=None):
        status, out, err = self.run(self.query, options, inputs, text, sizes)
        if status == 3:
            raise Refused(err.split("\n")[0])
        if status != 0:
            raise AssertionError("status %d: %s" % (status, err))
        return out, err

    def compare(self, found, n=None):
        found = collections.Counter({k: c for k, c in found.items() if c})
        answers = [self.theirs]
        if n is not None and SPOKEN in self.theirs:
            # Under EMIT CHANGES an aggregate without GROUP BY says nothing before its first row.
            answers.append(self.theirs.replace(SPOKEN, " HAVING count(*) > 0"))
        wrong = ""
        for theirs in answers:
            expected = collections.Counter(canonical(row, self.cols) for row in self.oracle.answer(theirs, n))
            if found == expected:
                return
            wrong = wrong or difference(found, expected)
        raise AssertionError(wrong)

    def check(self):
        self.oracle = Oracle(self.data)
        if not self.data.one:
            self.data.write(self.run.folder)
        else:
            with open(os.path.join(self.run.folder, "stdin.ndjson"), "w", encoding="utf-8") as f:
                f.write(self.data.lines(len(self.data.events)))
        try:
            self.verify()
        except AssertionError as wrong:
            return str(wrong)
        finally:
            self.oracle.db.close()
        return None

    def options(self):
        return ["-q", "-w", "1h", "--on-error=fail", "-i", "changelog" if self.data.retract else "auto"]

    def how(self):
        """The command of the last run, in words for a shell."""
        text = " ".join(self.run.command(self.options(), self.data.inputs()))
        return text + (" < stdin.ndjson" if self.data.one else "")

    def smaller(self):
        """Takes rows away as long as something is wrong all the same."""
        tables, step = self.data.tables, 64
        for _ in range(400):
            if step == 0:
                return
            better = False
            for t in tables:
                at = 0
                while at < len(t.rows):
                    rows, events = t.rows, self.data.events
                    gone = {row["id"] for row in rows[at:at + step]}
                    t.rows = rows[:at] + rows[at + step:]
                    self.data.events = [e for e in events if e[1] is not t or e[2]["id"] not in gone]
                    if self.fails():
                        better = True
                    else:
                        t.rows, self.data.events = rows, events
                        at += step
            step = step if better and step == 1 else step // 2

    def fails(self):
        try:
            return self.check() is not None
        except (GiveUp, Refused, sqlite3.Error):
            return False


class Final(Case):
    """The rows at the end, over files or one stream."""

    def build(self):
        r = self.rng
        one = r.random() < 0.4
        self.data = Data(r, one, r.choice([8, 30, 30, 300]), one and r.random() < 0.3)
        maker = Maker(r, self.data)
        q = maker.make(r.choice([0, 1, 1, 2, 2, 3]))
        self.query, self.theirs, self.cols = maker.text(q), maker.their_text(q), q.cols
        self.sizes = [r.randint(1, r.choice([3, 20, 200])) for _ in range(7)]

    def verify(self):
        text = self.data.lines(len(self.data.events)) if self.data.one else None
        inputs = self.data.inputs()
        out, _ = self.answer(self.options() + ["-j", "1"], inputs, text)
        self.compare(summed(records(out, self.cols)))
        ways = [(["-j", "2"], None)] + ([(["-j", "1"], self.sizes)] if text and len(text) < 8000 else [])
        for more, sizes in ways:
            other, _ = self.answer(self.options() + more, inputs, text, sizes)
            if other != out:
                raise other_bytes(more, sizes, other, out)


class Changes(Case):
    """EMIT CHANGES over every prefix."""

    def build(self):
        r = self.rng
        self.data = Data(r, True, r.choice([6, 15, 30]), r.random() < 0.35, True)
        maker = Maker(r, self.data)
        q = maker.make(r.choice([0, 1, 1, 2, 2]))
        self.query, self.theirs, self.cols = maker.text(q, " EMIT CHANGES"), maker.their_text(q), q.cols
        self.keys = 0 if self.data.retract else maker.replaces.get(q.mine, 0)
        if self.data.retract and maker.totals > 1:
            raise GiveUp("rows of nothing that have or have not been there before")
        self.waits = maker.waits
        self.sizes = [r.randint(1, r.choice([3, 20, 200])) for _ in range(7)]
        self.cut_seed = r.random()

    def verify(self):
        n = len(self.data.events)
        r = random.Random(self.cut_seed)
        cuts = sorted({r.randint(0, n) for _ in range(CUTS)} | {n})
        before = ""
        for cut in cuts:
            out, _ = self.answer(self.options(), [], self.data.lines(cut))
            if not self.waits and not out.startswith(before):
                raise AssertionError("after %d rows the changes do not begin with those before:\n%s\n%s" % (
                    cut, before, out))
            before = out
            self.check_pairs(out)
            try:
                self.compare(summed(records(out, self.cols)), cut)
            except AssertionError as wrong:
                raise AssertionError("after %d rows: %s" % (cut, wrong)) from wrong
        self.check_ops(before, n)
        for more, sizes in ((["-j", "2"], None), ([], self.sizes)):
            other, _ = self.answer(self.options() + more, [], self.data.lines(n), sizes)
            if other != before:
                raise other_bytes(more, sizes, other, before)


    def check_ops(self, out, n):
        """Written with --changelog=op the changes are the same."""
        other, _ = self.answer(self.options() + ["--changelog=op"], [], self.data.lines(n))
        made = re.sub(r'^\{"_op":"(.).",', lambda m: '{"_weight":%s1,' % m.group(1).strip("+"), other, flags=re.M)
        if made != out:
            raise other_bytes(["--changelog=op"], None, other, out)

    def check_pairs(self, out):
        """Where rows are only ever replaced: each -1 stands before the +1 of the same group."""
        changes = records(out, self.cols[:self.keys]) if self.keys else []
        for i, (weight, key) in enumerate(changes):
            if weight < 0 and changes[i + 1:i + 2] != [(1, key)]:
                raise AssertionError("record %d is not followed by the row that replaces it:\n%s" % (i + 1, out))


class Timed(Case):
    """Windows over rows in disorder; those beyond the delay are late."""

    def build(self):
        r = self.rng
        self.data = Data(r, True, r.choice([10, 40, 100]))
        self.delay = r.choice([0, 500, 1000, 3000])
        self.lateness = r.choice([0, 0, 500, 2000])
        self.kind = r.choice(["window", "window", "session", "join"])
        self.beyond = self.kind != "session" and r.random() < 0.6
        disorder = self.delay + (r.choice([1000, 4000]) if self.beyond else 0)
        jitter = {id(e): (e[2]["ts"] or T0) + r.randint(0, disorder) for e in self.data.events}
        self.data.events.sort(key=lambda e: jitter[id(e)])
        getattr(self, "build_" + self.kind)(r, Maker(r, self.data))
        self.sizes = [r.randint(1, r.choice([3, 20, 200])) for _ in range(7)]

    def build_window(self, r, maker):
        t = r.choice(self.data.tables)
        self.table, self.windows = t, Windows(r)
        cols = [c for c in t.cols if c.kind != "time"]
        keys = maker.keys(cols, 1) if r.random() < 0.6 else []
        lists = maker.aggregated(cols, [("window_start", "time"), ("window_end", "time")] + keys, 2)
        only = " WHERE (%s)" % maker.condition(cols, 1) if r.random() < 0.3 else ""
        group = "".join(", " + k for k, _ in keys)
        q = Query("SELECT %s FROM %s%s GROUP BY %s%s%s%s" % (
            lists[0], t.name, only, self.windows.call("ts"), group,
            " ALLOW LATENESS " + span(self.lateness) if self.lateness else "", r.choice(EMITS)), "", lists[2], 1)
        self.query, self.cols = maker.text(q), q.cols
        self.only = only
        self.theirs = "SELECT %s FROM %s%s window_end + %d > mark GROUP BY window_start, window_end%s" % (
            lists[1], self.windows.rows("seen_" + t.name), only + " AND" if only else " WHERE", self.lateness, group)
        self.late = "SELECT count(*) FROM seen_%s%s mark >= 0 AND ts IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s " \
            "WHERE w.id = seen_%s.id AND window_end + %d > w.mark)" % (
                t.name, only + " AND " if only else " WHERE ", self.windows.rows("seen_" + t.name), t.name,
                self.lateness)

    def build_session(self, r, maker):
        t = r.choice(self.data.tables)
        gap = r.choice([250, 500, 1000])
        self.lateness = 0
        k = r.choice([c for c in t.cols if c.kind in ("int", "txt", "bool")])
        cols = [c for c in t.cols if c.kind != "time"]
        lists = maker.aggregated(cols, [("window_start", "time"), ("window_end", "time"), (k.name, k.kind)], 2)
        text = "SELECT %s FROM %s GROUP BY %s, SESSION(ts, %s)%s" % (
            lists[0], t.name, k.name, span(gap), r.choice(EMITS))
        q = Query(text, "", lists[2], 1)
        self.query, self.cols = maker.text(q), q.cols
        first = ("SELECT *, CASE WHEN ts - lag(ts) OVER (PARTITION BY %s ORDER BY ts) < %d THEN 0 ELSE 1 END AS begins "
                 "FROM %s WHERE ts IS NOT NULL" % (k.name, gap, t.name))
        number = "SELECT *, sum(begins) OVER (PARTITION BY %s ORDER BY ts, begins DESC) AS n FROM (%s)" % (
            k.name, first)
        ends = ("SELECT *, min(ts) OVER (PARTITION BY %s, n) AS window_start, max(ts) OVER (PARTITION BY %s, n) + %d "
                "AS window_end FROM (%s)" % (k.name, k.name, gap, number))
        self.theirs = "SELECT %s FROM (%s) GROUP BY %s, window_start, window_end" % (lists[1], ends, k.name)
        self.late = "SELECT 0"

    def build_join(self, r, maker):
        q = maker.interval(0)
        self.query, self.cols = maker.text(q), q.cols
        self.theirs = re.sub(r"\(SELECT \* FROM (\w) WHERE ts IS NOT NULL\)",
                             r"(SELECT * FROM seen_\1 WHERE ts >= mark - %d)" % self.lateness, q.theirs)
        sides = re.findall(r"FROM seen_(\w) ", self.theirs)
        self.late = "SELECT " + " + ".join(
            "(SELECT count(*) FROM seen_%s WHERE ts < mark - %d)" % (s, self.lateness) for s in sides)

    def options(self):
        made = ["-w", "%dms" % self.delay, "-e", "ts", "--on-error=fail", "--stats=json"]
        return made + (["--lateness=%dms" % self.lateness] if self.kind == "join" else [])

    def marks(self):
        """Tables seen_T: each row with the watermark before it."""
        mark, marks = -1, {}
        for i, (_, t, row) in enumerate(self.data.events):
            marks[(t.name, row["id"])] = mark
            if row["ts"] is not None:
                mark = max(mark, row["ts"] - self.delay)
        for t in self.data.tables:
            self.oracle.db.execute("CREATE TABLE seen_%s AS SELECT *, -1 AS mark FROM %s" % (t.name, t.name))
            self.oracle.db.executemany("UPDATE seen_%s SET mark = ? WHERE id = ?" % t.name, [
                (marks[(t.name, row["id"])], row["id"]) for row in t.rows])

    def verify(self):
        self.marks()
        n = len(self.data.events)
        options = self.options()
        out, err = self.answer(options + ["-j", "1"], [], self.data.lines(n))
        self.compare(summed(records(out, self.cols)))
        expected = self.oracle.answer(self.late)[0][0]
        found = sum(int(x) for x in re.findall(r'"late":\s*(\d+)', err))
        if found != expected:
            raise AssertionError("%d rows are late, laminar counts %d:\n%s" % (expected, found, err))
        for more, sizes in ((["-j", "2"], None), (["-j", "1"], self.sizes)):
            other, _ = self.answer(options + more, [], self.data.lines(n), sizes)
            if other != out:
                raise other_bytes(more, sizes, other, out)


KINDS = {"final": Final, "changes": Changes, "time": Timed}


class Tally:
    """What came of the cases."""

    def __init__(self, program, keep, verbose):
        self.program, self.keep, self.verbose = program, keep, verbose
        self.passed = self.failed = self.given_up = 0
        self.refused = collections.Counter()

    def case(self, kind, seed):
        folder = tempfile.mkdtemp(prefix="laminar-differential-")
        try:
            case = KINDS[kind](seed, Run(self.program, folder))
            wrong = case.check()
        except GiveUp:
            self.given_up += 1
        except Refused as why:
            self.refused[str(why)] += 1
            if self.verbose:
                print("refused %s %d: %s" % (kind, seed, why))
        else:
            if wrong is not None:
                self.report(kind, seed, case)
                return
            self.passed += 1
        shutil.rmtree(folder)

    def report(self, kind, seed, case):
        self.failed += 1
        case.smaller()
        wrong = case.check()
        folder = case.run.folder
        if self.keep:
            folder = os.path.join(self.keep, "%s-%d" % (kind, seed))
            shutil.rmtree(folder, ignore_errors=True)
            shutil.move(case.run.folder, folder)
        with open(os.path.join(folder, "sqlite.sql"), "w", encoding="utf-8") as f:
            f.write(case.theirs + ";\n")
        print("not ok %s %d: %s" % (kind, seed, (wrong or "only sometimes").replace("\n", "\n    ")))
        for name, text in (("laminar", case.query), ("sqlite", case.theirs)):
            print("    %s: %s" % (name, text.replace("\n", "\n      ")))
        print("    in %s: %s\n    again: stream_differential.py --only %s --seed %d --count 1" % (
            folder, case.how(), kind, seed))


def main():
    ap = argparse.ArgumentParser(description="random queries over random streams, as in SQLite")
    ap.add_argument("program", nargs="?", default=os.environ.get("LAMINAR", "./laminar"))
    ap.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 10 ** 9))
    ap.add_argument("--count", type=int, default=1200, help="cases (1200)")
    ap.add_argument("--seconds", type=float, default=60, help="begin no case after so long (60)")
    ap.add_argument("--only", choices=sorted(KINDS), help="only cases of this kind")
    ap.add_argument("--keep", help="leave the files of failures in this folder")
    ap.add_argument("--verbose", action="store_true", help="tell what is refused")
    opt = ap.parse_args()
    if sqlite3 is None or sqlite3.sqlite_version_info < (3, 39):
        print("no sqlite3 of version 3.39 or later: skipped\n0 passed, 0 failed")
        return 0
    tally = Tally(os.path.abspath(opt.program), opt.keep, opt.verbose)
    end = time.monotonic() + opt.seconds
    kinds = [opt.only] if opt.only else ["final", "final", "final", "changes", "changes", "time"]
    for seed in range(opt.seed, opt.seed + opt.count):
        if time.monotonic() > end or tally.failed >= 20:
            break
        tally.case(kinds[seed % len(kinds)], seed)
    refused = sum(tally.refused.values())
    print("seed %d; refused %d, given up %d" % (opt.seed, refused, tally.given_up))
    for why, n in tally.refused.most_common() if opt.verbose else []:
        print("%6d %s" % (n, why))
    if tally.passed > 100 and refused > REFUSED_MAX * (tally.passed + refused):
        print("not ok: too much is refused")
        tally.failed += 1
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
