#!/usr/bin/env bats
# functions.bats -- what the program says of functions is true, and the manual says the same.
# SPDX-License-Identifier: Apache-2.0
load helper

top=$BATS_TEST_DIRNAME/../..

@test "the manual of the functions is what the program says" {
    LAMINAR="$LAMINAR" "$top/man/functions.sh" --check
}

@test "the manual of the functions is well formed" {
    command -v groff >/dev/null || skip "no groff"
    run groff -man -Tutf8 -ww -z "$top/man/laminar-functions.7"
    [ -z "$output" ]
}

@test "every function has a meaning and an example" {
    "$LAMINAR" 'SHOW FUNCTIONS' >functions
    run "$LAMINAR" "SELECT name FROM stdin WHERE family = '' OR meaning = '' OR coalesce(example, '') = '' OR coalesce(result, '') = ''" functions
    [ "$status" -eq 0 ]
    [ -z "$output" ]
}

@test "the examples give what SHOW FUNCTIONS says" {
    rows=$("$LAMINAR" help count | sed -n '/^ *(VALUES/p')
    times=$("$LAMINAR" help tumble | sed -n 's/^ *over //p')
    "$LAMINAR" 'SHOW FUNCTIONS' >functions
    "$LAMINAR" -i ndjson -F raw -v rows="$rows" -v times="$times" \
        "SELECT CASE WHEN family LIKE 'Window%' THEN 'SELECT array_agg(r) AS r FROM (' ELSE '' END ||
                'SELECT ' || example || ' AS r' ||
                CASE family WHEN 'Aggregates' THEN ' FROM ' || :rows
                            WHEN 'Windows' THEN ' FROM ' || :times || ' GROUP BY 1)'
                            WHEN 'Window functions' THEN ' FROM ' || :times || ')' ELSE '' END || ';'
         FROM stdin WHERE signature NOT LIKE '%-> rows'" functions >script.sql
    "$LAMINAR" -i ndjson -F raw "SELECT '{\"r\":' || result || '}' FROM stdin WHERE signature NOT LIKE '%-> rows'" \
        functions >expected
    "$LAMINAR" -f script.sql </dev/null >got
    diff expected got
}

@test "help knows operators by the way they are written" {
    run "$LAMINAR" help 'is null'
    [ "${lines[0]}" = "any IS NULL -> boolean" ]
    run "$LAMINAR" help '->>'
    [ "${lines[0]}" = "any ->> any -> text" ]
    run "$LAMINAR" help like
    [[ "${lines[0]}" == "text LIKE text"* ]]
}

@test "help explains every format that is read or written" {
    for format in $("$LAMINAR" --version | sed -n 's/^input formats: //p'); do
        "$LAMINAR" help "$format" | grep -q "^$format "
    done
}

@test "help file lists the options of the connector" {
    run "$LAMINAR" help file
    [[ "$output" == *"delimiter "* ]]
    run "$LAMINAR" help delimiter
    [ "${#lines[@]}" -eq 1 ]
}

@test "wrong arguments are answered with the right ones" {
    run "$LAMINAR" 'SELECT date_trunc(1)'
    [ "$status" -eq 3 ]
    [[ "${lines[0]}" == *"date_trunc takes (text, timestamp[, text])"* ]]
}

@test "bash completes the topics of help" {
    source "$top/completions/laminar.bash"
    COMP_WORDS=("$LAMINAR" help date_t) COMP_CWORD=2
    _laminar
    [ "${COMPREPLY[*]}" = "date_trunc" ]
}

@test "every function is in a golden file" {
    cat "$top"/tests/sql/*/*.sql >golden
    "$LAMINAR" 'SHOW FUNCTIONS' | "$LAMINAR" -i ndjson -F raw "SELECT DISTINCT name FROM stdin WHERE name ~ '^[a-z]'" >names
    while read -r name; do
        grep -qiw -e "$name" golden || echo "$name"
    done <names >missing
    diff missing /dev/null
}
