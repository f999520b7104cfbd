#!/usr/bin/env bats
# long_query.bats -- queries of many terms.
# SPDX-License-Identifier: Apache-2.0
load helper

@test "a subquery takes a condition of ten thousand terms" {
    {
        printf 'SELECT id FROM stdin a WHERE EXISTS (SELECT 1 FROM stdin b WHERE b.id = a.id AND b.id > 1'
        printf ' AND b.id > -%d' $(seq 10000)
        printf ')'
    } >q.sql
    run sh -c 'printf "{\"id\":1}\n{\"id\":2}\n" | timeout 20 "$1" -f q.sql' sh "$LAMINAR"
    [ "$status" -eq 0 ]
    [ "$output" = '{"id":2}' ]
}
