#!/usr/bin/env bats
# examples.bats -- what README, manual and examples say is so.
# SPDX-License-Identifier: Apache-2.0
load helper

top=$BATS_TEST_DIRNAME/../..

@test "the examples run" {
    run "$top/examples/run" "$LAMINAR"
    [ "$status" -eq 0 ]
    [[ "$output" == *"│ ACME "* ]]
    [[ "$output" == *'{"_weight":-1,"symbol":"UMBRELLA"'* ]]
    [[ "$output" == *'"status":503}'* ]]
}

@test "the example data is what its generator writes" {
    cp "$top/examples/make-data" .
    chmod u+w make-data
    python3 make-data
    cmp trades.csv "$top/examples/trades.csv"
    cmp access.log "$top/examples/access.log"
}

@test "five-minute bars agree with a plain program" {
    "$LAMINAR" --csv -f "$top/examples/bars.sql" "$top/examples/trades.csv" | sort >ours
    python3 - "$top/examples/trades.csv" <<'END' | sort >plain
import csv, sys
from decimal import Decimal
bars = {}
for i, row in enumerate(csv.DictReader(open(sys.argv[1]))):
    start = row["ts"][:14] + "%02d:00Z" % (int(row["ts"][14:16]) // 5 * 5)
    bars.setdefault((row["symbol"], start), []).append((row["ts"], i, row["price"], int(row["qty"])))
print("symbol,start,open,high,low,close,volume")
for (symbol, start), rows in bars.items():
    first = min(rows, key=lambda r: (r[0], r[1]))[2]
    last = max(rows, key=lambda r: (r[0], r[1]))[2]
    prices = [Decimal(r[2]) for r in rows]
    print(",".join([symbol, start, first, str(max(prices)), str(min(prices)), last, str(sum(r[3] for r in rows))]))
END
    cmp ours plain
}

@test "the filter of the README agrees with grep" {
    "$LAMINAR" -i clf --csv 'SELECT time, host, path WHERE status >= 500' "$top/examples/access.log" >out
    [ "$(($(wc -l <out) - 1))" -eq "$(grep -cE '" 50[0-9] ' "$top/examples/access.log")" ]
}

@test "the query of the README's first pipe" {
    run bash -c "head -n 1 '$top/examples/access.log' | '$LAMINAR' -i clf 'SELECT status, count(*) GROUP BY status EMIT CHANGES'"
    [ "$output" = '{"_weight":1,"status":200,"count":1}' ]
}

@test "the manual pages are well formed" {
    command -v groff >/dev/null || skip "no groff"
    for page in laminar.1 laminar-sql.7; do
        run groff -man -Tutf8 -ww -z "$top/man/$page"
        [ -z "$output" ]
    done
}

@test "the completions are well formed" {
    bash -n "$top/completions/laminar.bash"
    ! command -v zsh >/dev/null || zsh -n "$top/completions/_laminar"
    ! command -v fish >/dev/null || fish -n "$top/completions/laminar.fish"
}

@test "bash completes options and their values" {
    source "$top/completions/laminar.bash"
    compopt() { :; }
    COMP_WORDS=(laminar --wat) COMP_CWORD=1
    _laminar
    [ "${COMPREPLY[*]}" = "--watermark=" ]
    COMP_WORDS=(laminar --format = mark) COMP_CWORD=3
    _laminar
    [ "${COMPREPLY[*]}" = "markdown" ]
}

@test "--explain=json is JSON" {
    "$LAMINAR" --explain=json 'SELECT k, count(*) FROM stdin GROUP BY k, TUMBLE(ts, 1m)' </dev/null >plan
    python3 -c 'import json; json.load(open("plan"))'
}

# Each block of the page: another program's command, then laminar's, which begins a line or stands in its pipe.
@test "the one-liners print what awk, jq and Miller print" {
    mkdir bin && ln -s "$LAMINAR" bin/laminar
    cp "$top/examples/trades.csv" "$top/examples/access.log" .
    export PATH=$PWD/bin:$PATH LC_ALL=C
    laminar 'SELECT * FROM stdin' trades.csv >trades.ndjson
    python3 - "$top/examples/one-liners.md" <<'END'
import re, shutil, subprocess, sys

blocks = re.findall(r"```sh\n(.*?)```", open(sys.argv[1]).read(), re.S)
failed, ran = [], 0
for block in blocks:
    at = re.search(r"^(?=.*\blaminar )", block, re.M).start()
    theirs, ours = block[:at], block[at:]
    out = subprocess.run(["bash", "-c", ours], capture_output=True, text=True)
    if out.returncode != 0 or not out.stdout:
        failed.append(ours + out.stderr)
    if any(re.search(r"\b%s\b" % tool, theirs) and shutil.which(tool) is None for tool in ("awk", "jq", "mlr")):
        continue
    ran += 1
    want = subprocess.run(["bash", "-c", theirs], capture_output=True, text=True).stdout
    if out.stdout != want:
        failed.append("%s\nprints\n%s\nnot\n%s" % (ours, out.stdout[:400], want[:400]))
print(len(blocks), "one-liners,", ran, "compared\n" + "\n".join(failed))
sys.exit(bool(failed) or len(blocks) < 10)
END
}
