#!/usr/bin/env bats
# inputs.bats -- several live inputs at once.
# SPDX-License-Identifier: Apache-2.0
load helper

# two OPTION... QUERY: the program behind the FIFOs a and b, which stay open as descriptors 7 and 8.
two() {
    mkfifo a b
    "$LAMINAR" "$@" a=a b=b >out 2>err 3>&- &
    child=$!
    exec 7>a 8>b
}

to_a() { printf '%s\n' "$1" >&7; }
to_b() { printf '%s\n' "$1" >&8; }

both_end() {
    exec 7>&- 8>&-
    ended
    [ "$status" -eq 0 ]
}

@test "the rows of two pipes come as they are written" {
    two 'SELECT v FROM a UNION ALL SELECT v FROM b'
    to_a '{"v":1}'
    to_b '{"v":2}'
    until_seen out '{"v":1}'
    until_seen out '{"v":2}'
    to_b '{"v":3}'
    until_seen out '{"v":3}'
    to_a '{"v":4}'
    until_seen out '{"v":4}'
    both_end
}

@test "a pipe that ends leaves the other one running" {
    two 'SELECT v FROM a UNION ALL SELECT v FROM b'
    to_a '{"v":1}'
    to_b '{"v":2}'
    until_seen out '{"v":1}'
    exec 7>&-
    to_b '{"v":3}'
    until_seen out '{"v":3}'
    both_end
}

@test "a pipe that says nothing at all holds the other one back for --idle only" {
    two --idle 300ms 'SELECT v FROM a UNION ALL SELECT v FROM b'
    to_a '{"v":1}'
    until_seen out '{"v":1}'
    to_b '{"V":2}'
    until_seen out '{"v":2}'
    both_end
}

@test "a silent pipe that turns out to be no NDJSON is an error" {
    two --idle 300ms 'SELECT v FROM a UNION ALL SELECT v FROM b'
    to_a '{"v":1}'
    until_seen out '{"v":1}'
    to_b 'v,w'
    ended
    [ "$status" -eq 4 ]
    grep -q 'LDB-5002: b was silent when the query began' err
}

@test "what waits for a header says so" {
    two -i csv --idle 300ms 'SELECT v FROM a UNION ALL SELECT v FROM b'
    to_a 'v'
    to_a '1'
    until_seen err 'the query waits for the first record of b'
    to_b 'v'
    until_seen out '{"v":1}'
    both_end
}

@test "a live row meets the rows of a file at once" {
    printf '{"k":1,"n":"one"}\n{"k":2,"n":"two"}\n' >names.ndjson
    live 'SELECT v, n FROM stdin JOIN names ON stdin.k = names.k' names=names.ndjson
    told '{"k":2,"v":1}'
    until_seen out '{"v":1,"n":"two"}'
    told '{"k":1,"v":2}'
    until_seen out '{"v":2,"n":"one"}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "an interval join of two pipes answers when the second row comes" {
    two -w 0s 'SELECT a.v, b.w FROM a JOIN b ON a.k = b.k AND b.ts BETWEEN a.ts - 5s AND a.ts + 5s'
    to_a '{"k":1,"v":1,"ts":1700000000}'
    to_b '{"k":1,"w":9,"ts":1700000001}'
    until_seen out '{"v":1,"w":9}'
    both_end
}

@test "an outer row waits for the watermark of the other pipe" {
    two -w 0s 'SELECT a.v, b.w FROM a LEFT JOIN b ON a.k = b.k AND b.ts BETWEEN a.ts AND a.ts + 5s'
    to_a '{"k":1,"v":1,"ts":1700000000}'
    to_b '{"k":2,"w":1,"ts":1700000000}'
    to_a '{"k":1,"v":2,"ts":1700000100}'
    to_b '{"k":1,"w":2,"ts":1700000005}'
    until_seen out '{"v":1,"w":2}'
    to_b '{"k":2,"w":3,"ts":1700000106}'
    until_seen out '{"v":2,"w":null}'
    both_end
}

@test "the watermark is the least of both pipes" {
    two -w 0s 'SELECT count(*) AS n FROM (SELECT ts FROM a UNION ALL SELECT ts FROM b) GROUP BY TUMBLE(ts, 10s)
               EMIT ON WINDOW CLOSE'
    to_a '{"ts":1700000001}'
    to_b '{"ts":1700000002}'
    to_a '{"ts":1700000031}'
    to_b '{"ts":1700000003}'
    to_b '{"ts":1700000011}'
    until_seen out '{"n":3}'
    [ "$(wc -l <out)" -eq 1 ]
    both_end
    [ "$(cat out)" = '{"n":3}
{"n":1}
{"n":1}' ]
}

@test "an idle pipe stops counting, and what it says then is late" {
    two -w 0s --idle 300ms 'SELECT count(*) AS n FROM (SELECT ts FROM a UNION ALL SELECT ts FROM b)
                            GROUP BY TUMBLE(ts, 10s)'
    to_b '{"ts":1700000000}'
    to_a '{"ts":1700000001}'
    to_a '{"ts":1700000030}'
    until=600
    while [ ! -s out ] && [ $until -gt 0 ]; do
        to_a '{"ts":1700000030}'
        sleep 0.05
        until=$((until - 1))
    done
    [ "$(head -1 out)" = '{"n":2}' ]
    to_b '{"ts":1700000002}'
    until_seen err 'LDB-2004: b:2: late'
    both_end
}

@test "a source that was never heard does not hold the clock back when all are silent" {
    two -w 0s --idle 300ms -i ndjson "CREATE SOURCE a (ts BIGINT, WATERMARK FOR ts) FORMAT NDJSON WITH (path = 'a');
        CREATE SOURCE b (ts BIGINT, WATERMARK FOR ts) FORMAT NDJSON WITH (path = 'b');
        SELECT count(*) AS n FROM (SELECT ts FROM a UNION ALL SELECT ts FROM b) GROUP BY TUMBLE(ts, 1s)"
    to_a "{\"ts\":$(date +%s)000}"
    until_seen out '{"n":1}'
    both_end
}

@test "a key that is silent for --idle stops counting" {
    mkfifo a
    "$LAMINAR" --idle 300ms "CREATE SOURCE s (k VARCHAR, ts BIGINT, WATERMARK FOR ts) FORMAT NDJSON
        WITH (path = 'a', watermark.per_key = 'k'); SELECT k, count(*) AS n FROM s GROUP BY k, TUMBLE(ts, 10s)" \
        >out 2>err 3>&- &
    child=$!
    exec 7>a
    to_a '{"k":"x","ts":1700000001000}'
    to_a '{"k":"y","ts":1700000002000}'
    until=600
    while [ ! -s out ] && [ $until -gt 0 ]; do
        to_a '{"k":"y","ts":1700000030000}'
        sleep 0.05
        until=$((until - 1))
    done
    [ "$(head -2 out)" = '{"k":"x","n":1}
{"k":"y","n":1}' ]
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "what is refused before the first good record is told at once" {
    live 'SELECT v FROM stdin' -i ndjson
    told 'no record'
    until_seen err 'LDB-4002: stdin:1:'
    told '{"v":1}'
    until_seen out '{"v":1}'
    told 'nor this'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    grep -q '2 rows malformed' err
}

aligned="CREATE SOURCE a (v BIGINT, ts BIGINT, WATERMARK FOR ts) FORMAT NDJSON
    WITH (alignment.group = 'g', alignment.max_drift = '1 MINUTE');
CREATE SOURCE b (v BIGINT, ts BIGINT, WATERMARK FOR ts) FORMAT NDJSON
    WITH (alignment.group = 'g', alignment.max_drift = '60s');
SELECT v FROM a UNION ALL SELECT v FROM b"

@test "a source too far ahead of its group waits until the other one is level" {
    two --stats "$aligned"
    to_a '{"v":1,"ts":1700000000000}'
    to_b '{"v":2,"ts":1700000001000}'
    to_a '{"v":3,"ts":1700000061000}'
    to_a '{"v":4,"ts":1700000061001}'
    until_seen out '{"v":3}'
    to_b '{"v":5,"ts":1700000001000}'
    until_seen out '{"v":5}'
    kill -USR1 "$child"
    until_seen err 'a watermark .*, held back by its group; b watermark'
    ! grep -q '{"v":4}' out
    to_b '{"v":6,"ts":1700000001001}'
    until_seen out '{"v":4}'
    both_end
    grep -q 'a was held back [0-9]* times* by its alignment group' err
    [ "$(wc -l <out)" -eq 6 ]
}

@test "a member of a group that ends lets the others go on" {
    two "$aligned"
    to_a '{"v":1,"ts":1700000000000}'
    to_b '{"v":2,"ts":1700000900000}'
    until_seen out '{"v":1}'
    exec 7>&-
    until_seen out '{"v":2}'
    both_end
}

@test "a member of a group that is idle lets the others go on" {
    two --idle 300ms "$aligned"
    to_a '{"v":1,"ts":1700000000000}'
    to_b '{"v":2,"ts":1700000900000}'
    until_seen out '{"v":1}'
    until_seen out '{"v":2}'
    to_a '{"v":3,"ts":1700000001000}'
    until_seen out '{"v":3}'
    both_end
}

@test "a file in a group waits for a pipe" {
    printf '{"v":2,"ts":1700000000000}\n{"v":4,"ts":1700000100000}\n' >b
    mkfifo a
    "$LAMINAR" "$aligned" a=a b=b >out 2>err 3>&- &
    child=$!
    exec 7>a
    to_a '{"v":1,"ts":1700000000000}'
    until_seen out '{"v":1}'
    to_a '{"v":3,"ts":1700000000000}'
    until_seen out '{"v":3}'
    ! grep -q '{"v":4}' out
    to_a '{"v":5,"ts":1700000040000}'
    until_seen out '{"v":4}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "a lookup table that is written anew is read anew" {
    printf 'k,n\n1,one\n' >names.csv
    live --stats "CREATE LOOKUP TABLE names FROM FILE (path = 'names.csv');
        SELECT v, n FROM stdin LEFT JOIN names ON stdin.k = names.k WHERE v > 0"
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    printf 'k,n\n1,uno\n2,due\n' >new.csv
    mv new.csv names.csv
    tries=600
    while ! grep -q due out && [ $tries -gt 0 ]; do
        told '{"k":2,"v":2}'
        sleep 0.05
        tries=$((tries - 1))
    done
    told '{"k":1,"v":3}'
    until_seen out '{"v":3,"n":"uno"}'
    rm names.csv
    sleep 0.3
    told '{"k":2,"v":4}'
    until_seen out '{"v":4,"n":"due"}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    grep -q 'names was read anew 1 time' err
}

@test "a join waits for the names of both its pipes, and says so" {
    two --idle 300ms 'SELECT v, w FROM a JOIN b ON a.k = b.k'
    to_a '{"k":1,"v":1}'
    until_seen err 'the query waits for the first record of b'
    to_b 'k,w'
    to_b '1,7'
    exec 7>&- 8>&-
    ended
    [ "$(cat out)" = '{"v":1,"w":7}' ]
}

@test "switches in the environment are true or false" {
    run env LAMINAR_HEADER=false "$LAMINAR" -i csv 'SELECT c1 FROM stdin' <<<'x'
    [ "$status" -eq 0 ]
    [ "$output" = '{"c1":"x"}' ]
    run env LAMINAR_HEADER=maybe "$LAMINAR" -i csv 'SELECT c1 FROM stdin' <<<'x'
    [ "$status" -eq 2 ]
    [[ $output == *'--header: "maybe" in the environment is neither true nor false'* ]]
}
