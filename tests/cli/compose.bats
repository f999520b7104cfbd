#!/usr/bin/env bats
# compose.bats -- a query over the changes of another gives what one query gives.
# SPDX-License-Identifier: Apache-2.0
load helper

# The first query, the second over its changes (in stdin), and both as one query.
pairs() {
    cat <<'END'
SELECT k, sum(v) AS s FROM stdin GROUP BY k|SELECT count(*) AS n, sum(s) AS t FROM stdin
SELECT k, sum(v) AS s FROM stdin GROUP BY k|SELECT s, count(*) AS n FROM stdin GROUP BY s ORDER BY s
SELECT k, count(*) AS n FROM stdin GROUP BY k HAVING count(*) > 2|SELECT max(n) AS m, min(n) AS l FROM stdin
SELECT k, max(v) AS m FROM stdin GROUP BY k|SELECT m, string_agg(k, ',' ORDER BY k) AS ks FROM stdin GROUP BY m ORDER BY m
SELECT DISTINCT k FROM stdin|SELECT count(*) AS n FROM stdin
SELECT k, avg(v) AS a FROM stdin GROUP BY k|SELECT count(*) AS n FROM stdin WHERE a > 10
SELECT k, v FROM stdin WHERE v > 5 ORDER BY v DESC, k LIMIT 3|SELECT k, count(*) AS n FROM stdin GROUP BY k ORDER BY k
SELECT k, v FROM stdin QUALIFY row_number() OVER (PARTITION BY k ORDER BY v DESC) <= 2|SELECT sum(v) AS s, count(DISTINCT k) AS ks FROM stdin
SELECT k FROM stdin WHERE v > 9 EXCEPT SELECT k FROM stdin WHERE k < 'k2' AND v < 9|SELECT k FROM stdin ORDER BY k
SELECT k FROM stdin WHERE v > 9 INTERSECT SELECT k FROM stdin WHERE v < 9|SELECT count(*) AS n FROM stdin
SELECT k, median(v) AS m FROM stdin GROUP BY k|SELECT round(sum(m)) AS s FROM stdin
SELECT k, last(v) AS v FROM stdin GROUP BY k|SELECT v % 2 AS odd, count(*) AS n FROM stdin GROUP BY v % 2 ORDER BY odd
SELECT k, count(*) FILTER (WHERE v > 10) AS n FROM stdin GROUP BY k|SELECT n, count(*) AS ks FROM stdin WHERE n > 0 GROUP BY n ORDER BY n
SELECT v % 3 AS r, k, sum(v) AS s FROM stdin GROUP BY v % 3, k|SELECT r, max(s) AS m FROM stdin GROUP BY r ORDER BY r
END
}

rows() {
    awk 'BEGIN { for (i = 1; i <= 200; i++) printf "{\"k\":\"k%d\",\"v\":%d}\n", i * i % 7, i * 37 % 23 }'
}

# composed FORM FORMAT: every pair through a pipe, with changes in that form.
composed() {
    local first second as=changelog whole n=0
    [ "$1" != debezium ] || as=debezium
    rows >in
    while IFS='|' read -r first second; do
        # What is append-only is written plain, and that is no Debezium record.
        case $1,$first in debezium,*DISTINCT*) continue ;; esac
        whole="WITH first AS ($first) ${second/FROM stdin/FROM first}"
        "$LAMINAR" "$whole" <in >want
        "$LAMINAR" --changelog="$1" -F "$2" "$first EMIT CHANGES" <in | "$LAMINAR" -i $as "$second" >got
        echo "$first => $second"
        diff want got
        [ -s want ]
        n=$((n + 1))
    done < <(pairs)
    [ $n -ge 13 ]
}

@test "weights in NDJSON compose" {
    composed weight ndjson
}

@test "operations in NDJSON compose" {
    composed op ndjson
}

@test "Debezium records compose" {
    composed debezium ndjson
}

@test "weights in CSV compose" {
    composed weight csv
}

@test "operations in TSV compose" {
    composed op tsv
}

@test "changes pass through a second program as they are" {
    rows >in
    for form in weight op debezium; do
        as=changelog
        [ $form != debezium ] || as=debezium
        "$LAMINAR" --changelog=$form 'SELECT k, sum(v) AS s FROM stdin GROUP BY k EMIT CHANGES' <in >first
        "$LAMINAR" -i $as --changelog=$form 'SELECT * FROM stdin' <first >second
        diff first second
    done
}
