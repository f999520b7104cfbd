#!/usr/bin/env bats
# status.bats -- exit statuses and the command line.
# SPDX-License-Identifier: Apache-2.0
load helper

@test "done: status 0" {
    run "$LAMINAR" 'SELECT 1 AS a'
    [ "$status" -eq 0 ]
    [ "$output" = '{"a":1}' ]
}

@test "the stream failed: status 1" {
    run "$LAMINAR" -i ndjson --on-error=fail 'SELECT a FROM stdin' <<<'oops'
    [ "$status" -eq 1 ]
}

@test "unknown option: one line and status 2" {
    run "$LAMINAR" --colr=never 'SELECT 1'
    [ "$status" -eq 2 ]
    [[ "$output" == laminar:*--colr* ]]
}

@test "unknown short option: status 2" {
    run "$LAMINAR" -Z 'SELECT 1'
    [ "$status" -eq 2 ]
}

@test "options are not abbreviated" {
    run "$LAMINAR" --tab 'SELECT 1'
    [ "$status" -eq 2 ]
}

@test "an option without its argument: status 2" {
    run "$LAMINAR" --output
    [ "$status" -eq 2 ]
}

@test "no query: status 2" {
    run "$LAMINAR" </dev/null
    [ "$status" -eq 2 ]
}

@test "refused SQL: status 3" {
    run "$LAMINAR" 'SELECT ( FROM stdin' </dev/null
    [ "$status" -eq 3 ]
    [[ "$output" == *LDB-1000* ]]
}

@test "missing input: status 4" {
    run "$LAMINAR" 'SELECT * FROM stdin' no_such_file
    [ "$status" -eq 4 ]
    [[ "$output" == *LDB-5001* ]]
}

@test "full output: status 5" {
    "$LAMINAR" 'SELECT 1' >/dev/full 2>err || status=$?
    [ "$status" -eq 5 ]
    grep -q LDB-5003 err
}

@test "an input that cannot be read: status 4" {
    run "$LAMINAR" 'SELECT * FROM stdin' /proc/self/mem
    [ "$status" -eq 4 ]
    [[ "$output" == *LDB-5002* ]]
}

@test "help shows the options" {
    run "$LAMINAR" --help
    [ "$status" -eq 0 ]
    [[ "$output" == *--watermark* ]]
    run "$LAMINAR" -h
    [ "$status" -eq 0 ]
}

@test "version" {
    run "$LAMINAR" --version
    [ "$status" -eq 0 ]
    [[ "${lines[0]}" == "laminar 0.1.0"* ]]
}

@test "help explains an error" {
    run "$LAMINAR" help LDB-1100
    [ "$status" -eq 0 ]
    [[ "$output" == *"unknown column"* ]]
}

@test "short options bundle" {
    run "$LAMINAR" -qicsv 'SELECT a FROM stdin' <<<$'a\n1'
    [ "$status" -eq 0 ]
    [ "$output" = '{"a":1}' ]
}

@test "options may follow operands" {
    printf '{"a":1}\n' >rows.ndjson
    run "$LAMINAR" 'SELECT a FROM stdin' rows.ndjson --csv
    [ "$status" -eq 0 ]
    [ "$output" = $'a\n1' ]
}

@test "-- ends the options" {
    printf '{"a":1}\n' >--csv
    run "$LAMINAR" 'SELECT a FROM stdin' -- --csv
    [ "$status" -eq 0 ]
    [ "$output" = '{"a":1}' ]
}

@test "-v binds a parameter" {
    run "$LAMINAR" -v least=2 'SELECT a FROM stdin WHERE a >= :least' <<<$'{"a":1}\n{"a":2}'
    [ "$output" = '{"a":2}' ]
}

@test "a script with #! is a program" {
    printf '#!%s -f\nSELECT a FROM stdin WHERE a > 1\n' "$LAMINAR" >over_one
    chmod +x over_one
    run ./over_one <<<$'{"a":1}\n{"a":2}'
    [ "$status" -eq 0 ]
    [ "$output" = '{"a":2}' ]
}

@test "the script can come from standard input" {
    printf 'a\n5\n' >rows.csv
    run "$LAMINAR" -f - rows.csv <<<'SELECT a FROM stdin'
    [ "$status" -eq 0 ]
    [ "$output" = '{"a":5}' ]
}

@test "several scripts are one" {
    echo 'CREATE STREAM big AS SELECT a FROM stdin WHERE a > 1;' >one.sql
    echo 'SELECT a + 1 AS b FROM big' >two.sql
    run "$LAMINAR" -f one.sql -f two.sql <<<$'{"a":1}\n{"a":2}'
    [ "$output" = '{"b":3}' ]
}

@test "--explain prints the plan and runs nothing" {
    run "$LAMINAR" --explain 'SELECT k, count(*) FROM stdin GROUP BY k' </dev/null
    [ "$status" -eq 0 ]
    [[ "$output" == *stdin* ]]
}

@test "--stats counts rows" {
    "$LAMINAR" --stats 'SELECT a FROM stdin' <<<$'{"a":1}\n{"a":2}' >out 2>err
    grep -q 2 err
}

@test "--stats=json is one object" {
    "$LAMINAR" --stats=json 'SELECT a FROM stdin' <<<$'{"a":1}\n{"a":2}' >out 2>err
    python3 -c 'import json, sys; json.load(open("err"))'
}

@test "-q keeps quiet about what was refused" {
    "$LAMINAR" -q 'SELECT a FROM stdin' <<<$'{"a":1}\noops' >out 2>err
    [ ! -s err ]
    [ "$(cat out)" = '{"a":1}' ]
}
