#!/usr/bin/env bats
# analyze.bats -- EXPLAIN ANALYZE: what has gone through each operator, and what it held.
# SPDX-License-Identifier: Apache-2.0
load helper

# The times are what a clock said.
untimed() {
    sed 's/"time_ms":[0-9]*\.[0-9]*/"time_ms":T/g; s/time [0-9]*\.[0-9]* ms/time T ms/'
}

@test "EXPLAIN ANALYZE runs the query and says what went through" {
    printf 'city,t\nOslo,4\nRome,21\nOslo,7\n' >c.csv
    run sh -c '"$1" --format=raw "EXPLAIN ANALYZE SELECT city FROM '"'c.csv'"' WHERE t > 5"' sh "$LAMINAR"
    [ "$status" -eq 0 ]
    [ "$(untimed <<<"$output")" = "project city  [append-only] rows in 2, out 2, batches 1, time T ms
  filter t > 5  [append-only] rows in 3, out 2, batches 1, time T ms
    scan c.csv  [append-only] rows in 3, out 3, batches 1, time T ms
rows 2; late 0, no event time 0; state 0 bytes" ]
}

@test "EXPLAIN ANALYZE (JSON) has late rows and state in numbers" {
    run "$LAMINAR" -q --format=raw 'CREATE SOURCE stdin (k VARCHAR, ts BIGINT, WATERMARK FOR ts);
        EXPLAIN ANALYZE (JSON) SELECT k, count(*) FROM stdin GROUP BY k, TUMBLE(ts, 1s)' <<<'{"k":"a","ts":1000}
{"k":"a","ts":2500}
{"k":"b","ts":1500}
{"k":"b","ts":null}'
    [ "$status" -eq 0 ]
    [[ $output == *'"operator":"window group"'*'"rows_in":4,"rows_out":2'*'"late":1,"no_event_time":1,"state_bytes":'* ]]
}

@test "a longer part of the work has the longer time" {
    run "$LAMINAR" --format=raw 'EXPLAIN ANALYZE (JSON) SELECT sha256(repeat(i::VARCHAR, 100)) AS h
        FROM generate_series(1, 20000) AS t(i)'
    [ "$status" -eq 0 ]
    python3 -c 'import json, sys
top = json.loads(sys.argv[1])
assert top["operator"] == "project" and top["rows_in"] == 20000
assert top["time_ms"] > 1 and top["time_ms"] > 3 * sum(i["time_ms"] for i in top["inputs"])' "$output"
}

@test "EXPLAIN ANALYZE INSERT writes its rows" {
    run "$LAMINAR" --format=raw "EXPLAIN ANALYZE INSERT INTO 'out.csv' SELECT k FROM stdin WHERE v > 1" <<<'{"k":"a","v":1}
{"k":"b","v":2}'
    [ "$status" -eq 0 ]
    [[ $output == *'rows in 2, out 1,'*'rows 1; late 0,'* ]]
    [ "$(cat out.csv)" = $'k\nb' ]
}

@test "EXPLAIN ANALYZE CREATE SINK writes its rows" {
    run "$LAMINAR" --format=raw "CREATE STREAM a AS SELECT k FROM stdin;
        EXPLAIN ANALYZE CREATE SINK s FROM a WHERE k <> 'a' INTO FILE (path = 'out.csv')" <<<'{"k":"a"}
{"k":"b"}'
    [ "$status" -eq 0 ]
    [[ $output == *'filter'*'rows in 2, out 1,'* ]]
    [ "$(cat out.csv)" = $'k\nb' ]
}

@test "EXPLAIN ANALYZE INSERT INTO a source is refused" {
    run "$LAMINAR" 'CREATE SOURCE x (a BIGINT); EXPLAIN ANALYZE INSERT INTO x SELECT 1'
    [ "$status" -eq 3 ]
    [[ $output == *LDB-1004* ]]
}

# most ROWS QUERY: the most bytes of state that an operator held while so many rows went through.
most() {
    "$LAMINAR" -q --format=csv "SELECT i % 1000 AS k, 1700000000000 + i * 10 + (i * 7919) % 500 AS ts
        FROM generate_series(1, $1) AS t(i)" | "$LAMINAR" -q -i csv --format=raw "CREATE SOURCE stdin (k BIGINT, ts BIGINT,
        WATERMARK FOR ts AS ts - INTERVAL '1' SECOND); EXPLAIN ANALYZE (JSON) $2" >plan
    grep -o '"state_bytes_most":[0-9]*' plan | cut -d: -f2 | sort -n | tail -n 1
}

@test "sessions hold no more after a million rows than after a hundred thousand" {
    query='SELECT k, count(*) FROM stdin GROUP BY k, SESSION(ts, 5s)'
    few=$(most 100000 "$query")
    many=$(most 1000000 "$query")
    [ "$few" -gt 10000 ]
    [ "$many" -le $((few * 11 / 10)) ]
}

@test "an interval join holds no more after a million rows than after a hundred thousand" {
    query='SELECT count(*) FROM stdin a JOIN stdin b ON a.k = b.k AND b.ts BETWEEN a.ts - 5s AND a.ts'
    few=$(most 100000 "$query")
    many=$(most 1000000 "$query")
    [ "$few" -gt 10000 ]
    [ "$many" -le $((few * 11 / 10)) ]
}
