#!/usr/bin/env bats
# files.bats -- inputs: compression, patterns, following.
# SPDX-License-Identifier: Apache-2.0
load helper

rows() {
    printf '{"v":%d}\n' 1 2 3
}

for_each_compression() {
    rows | gzip -c >rows.gz
    rows | zstd -q -c >rows.zst
    rows | xz -c >rows.xz
    rows | bzip2 -c >rows.bz2
    rows | lz4 -q -c >rows.lz4
}

@test "compressed files are known by their first bytes" {
    for_each_compression
    for ending in gz zst xz bz2 lz4; do
        mv rows.$ending plain_name
        run "$LAMINAR" 'SELECT sum(v) AS s FROM stdin' plain_name
        [ "$status" -eq 0 ]
        [ "$output" = '{"s":6}' ]
    done
}

@test "compressed standard input is known too" {
    for_each_compression
    for ending in gz zst xz bz2 lz4; do
        run bash -c "cat rows.$ending | '$LAMINAR' 'SELECT sum(v) AS s FROM stdin'"
        [ "$status" -eq 0 ]
        [ "$output" = '{"s":6}' ]
    done
}

@test "compressed pieces one after the other are one input" {
    rows | gzip -c >two.gz
    rows | gzip -c >>two.gz
    run "$LAMINAR" 'SELECT count(*) AS n FROM stdin' two.gz
    [ "$output" = '{"n":6}' ]
}

@test "damaged compression: status 4" {
    seq 1 20000 | sed 's/.*/{"v":&}/' | gzip -c | head -c 5000 >short.gz
    run "$LAMINAR" 'SELECT count(*) AS n FROM stdin' short.gz
    [ "$status" -eq 4 ]
    [[ "$output" == *LDB-4005* ]]
}

@test "a pattern reads its files by name" {
    mkdir logs
    echo '{"v":2}' >logs/b.ndjson
    echo '{"v":1}' | gzip -c >logs/a.ndjson.gz
    run "$LAMINAR" "SELECT v FROM 'logs/*.ndjson*'"
    [ "$output" = $'{"v":1}\n{"v":2}' ]
}

@test "a pattern without a file: status 4" {
    run "$LAMINAR" "SELECT v FROM 'logs/*.ndjson'"
    [ "$status" -eq 4 ]
}

@test "- is standard input among files" {
    echo '{"v":1}' >a
    echo '{"v":3}' >c
    run "$LAMINAR" 'SELECT v FROM stdin' a - c <<<'{"v":2}'
    [ "$output" = $'{"v":1}\n{"v":2}\n{"v":3}' ]
}

@test "--follow waits for more, across rotation and truncation" {
    echo '{"v":1}' >log
    "$LAMINAR" --follow 'SELECT v FROM stdin' log >out 2>err 3>&- &
    child=$!
    until_seen out '{"v":1}'
    echo '{"v":2}' >>log
    until_seen out '{"v":2}'
    mv log log.1
    echo '{"v":3}' >log
    until_seen out '{"v":3}'
    : >log
    sleep 0.3
    echo '{"v":4}' >>log
    until_seen out '{"v":4}'
    kill -TERM "$child"
    ended
    [ "$status" -eq 143 ]
    [ "$(cat out)" = $'{"v":1}\n{"v":2}\n{"v":3}\n{"v":4}' ]
}

@test "--until=eof ends a followed file" {
    echo '{"v":1}' >log
    run "$LAMINAR" --follow --until=eof 'SELECT v FROM stdin' log
    [ "$status" -eq 0 ]
    [ "$output" = '{"v":1}' ]
}

@test "-o writes a file and nothing to standard output" {
    run "$LAMINAR" -o rows.csv --csv 'SELECT 1 AS a, 2 AS b'
    [ "$status" -eq 0 ]
    [ -z "$output" ]
    [ "$(cat rows.csv)" = $'a,b\n1,2' ]
}

@test "dead letters are written as they happen" {
    live -i ndjson --dlq=dead 'SELECT v FROM stdin'
    told '{"v":1}'
    until_seen out '{"v":1}'
    told 'oops'
    until_seen dead 'LDB-4002'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "a record of more keys than most has all of them in CSV" {
    awk 'BEGIN { for (i = 0; i < 5000; i++) printf "%s\"k%d\":%d", i ? "," : "{", i, i; print "}" }' >wide
    "$LAMINAR" --csv 'SELECT * FROM stdin' <wide >out
    [ "$(awk -F, '{ print NF }' out | sort -u)" = 5000 ]
    [ "$(awk -F, 'NR == 2 { print $5000 }' out)" = 4999 ]
}
