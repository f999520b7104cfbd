#!/usr/bin/env bats
# terminal.bats -- what a terminal sees.
# SPDX-License-Identifier: Apache-2.0
load helper

# on_a_terminal COMMAND: runs it with standard output and error on a pseudo-terminal; what it shows is in seen.
on_a_terminal() {
    script -qec "$1" /dev/null </dev/null | tr -d '\r' >seen
}

@test "rows are a table on a terminal" {
    on_a_terminal "'$LAMINAR' 'SELECT 1 AS a'"
    grep -q '┌' seen
    grep -q '│ a │' seen
    grep -q '│ 1 │' seen
}

@test "rows are NDJSON in a pipe" {
    run bash -c "'$LAMINAR' 'SELECT 1 AS a' | cat"
    [ "$output" = '{"a":1}' ]
}

@test "a format that was asked for holds on a terminal" {
    on_a_terminal "'$LAMINAR' -F ndjson 'SELECT 1 AS a'"
    grep -qx '{"a":1}' seen
}

@test "NO_COLOR is honoured" {
    on_a_terminal "'$LAMINAR' 'SELECT x y z'" || true
    grep -q LDB-1000 seen
    ! grep -q "$(printf '\033')" seen
}

@test "--color=always colours without a terminal, --color=never never" {
    run "$LAMINAR" --color=never 'SELECT x y z'
    [[ "$output" != *$'\033'* ]]
    [[ "$output" == *LDB-1000* ]]
}
