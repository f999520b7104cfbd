#!/usr/bin/env bats
# lookup_on_demand.bats -- lookups on demand in files that change, go and come back.
# SPDX-License-Identifier: Apache-2.0
load helper

# asks TABLE-OPTIONS: a LEFT JOIN that looks up n of names.csv on demand, behind a pipe that stays open.
asks() {
    live --stats "CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, PRIMARY KEY (k))
            FROM FILE (path = 'names.csv', lookup = 'on demand'$1);
        SELECT v, n FROM stdin LEFT JOIN names ON stdin.k = names.k"
}

# told_until ROW PATTERN: puts the row into the pipe again and again until an answer matches.
told_until() {
    local tries=600
    while ! grep -q -e "$2" out && [ $tries -gt 0 ]; do
        told "$1"
        sleep 0.05
        tries=$((tries - 1))
    done
    grep -q -e "$2" out
}

@test "what is looked up on demand is asked for anew when its time is over" {
    printf 'k,n\n1,one\n' >names.csv
    asks ", cache.ttl = '0.1s', cache.negative_ttl = '0.1s'"
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    told '{"k":2,"v":1}'
    until_seen out '{"v":1,"n":null}'
    printf 'k,n\n1,uno\n2,due\n' >new.csv
    mv new.csv names.csv
    told_until '{"k":1,"v":2}' '{"v":2,"n":"uno"}'
    told_until '{"k":2,"v":2}' '{"v":2,"n":"due"}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    grep -q 'lookups in names: .*expired [1-9]' err
}

@test "an answer stays in the cache, and so does the answer that there is no row" {
    printf 'k,n\n1,one\n' >names.csv
    asks ", cache.ttl = 0, cache.negative_ttl = '0'"
    told '{"k":1,"v":1}'
    told '{"k":2,"v":1}'
    until_seen out '{"v":1,"n":null}'
    printf 'k,n\n1,uno\n2,due\n3,tre\n' >new.csv
    mv new.csv names.csv
    told '{"k":3,"v":2}'
    until_seen out '{"v":2,"n":"tre"}'
    told '{"k":1,"v":3}'
    told '{"k":2,"v":3}'
    until_seen out '{"v":3,"n":null}'
    grep -q '{"v":3,"n":"one"}' out
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    grep -q 'lookups in names: hits 1, negative hits 1, misses 3, expired 0, evicted 0' err
}

@test "what was not asked for of late leaves a full cache" {
    printf 'k,n\n1,one\n2,two\n3,three\n' >names.csv
    asks ", cache.max_rows = 2"
    for k in 1 2 1 3; do
        told "{\"k\":$k,\"v\":$k$k}"
        until_seen out "\"v\":$k$k"
    done
    printf 'k,n\n1,uno\n2,due\n' >new.csv
    mv new.csv names.csv
    told '{"k":1,"v":4}'
    until_seen out '{"v":4,"n":"one"}'
    told '{"k":2,"v":4}'
    until_seen out '{"v":4,"n":"due"}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    grep -q 'lookups in names: hits 2, negative hits 0, misses 4, expired 0, evicted 2' err
}

@test "a file that is gone fails the query that looks up in it, and gives no NULLs" {
    printf 'k,n\n1,one\n' >names.csv
    asks ""
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    rm names.csv
    told '{"k":1,"v":2}'
    until_seen out '{"v":2,"n":"one"}'
    told '{"k":2,"v":3}'
    ended
    [ "$status" -eq 4 ]
    grep -q 'LDB-5001: .*names.csv' err
    grep -q 'fetches 2, retries 5' err
    ! grep -q '"v":3' out
}

@test "a file that is back in a moment is read then" {
    printf 'k,n\n1,one\n' >names.csv
    asks ""
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    mv names.csv away.csv
    printf '2,two\n' >>away.csv
    told '{"k":2,"v":2}'
    mv away.csv names.csv
    until_seen out '{"v":2,"n":"two"}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "a compressed file that ends early fails the lookup" {
    printf 'k,n\n1,one\n2,two\n' | gzip >names.csv.gz
    live "CREATE LOOKUP TABLE names FROM FILE (path = 'names.csv.gz', lookup = 'on demand');
        SELECT v, n FROM stdin LEFT JOIN names ON stdin.k = names.k"
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    head -c 30 names.csv.gz >cut.gz
    mv cut.gz names.csv.gz
    told '{"k":2,"v":2}'
    ended
    [ "$status" -eq 4 ]
    grep -q 'LDB-4005' err
    ! grep -q '"v":2' out
}

@test "a pipe cannot be looked up in on demand" {
    printf 'k,n\n1,one\n' >names.csv
    run "$LAMINAR" "CREATE LOOKUP TABLE names FROM FILE (path = '-', format = 'csv', lookup = 'on demand');
        SELECT v, n FROM s LEFT JOIN names ON s.k = names.k" s=names.csv <names.csv
    [ "$status" -eq 3 ]
    [[ "$output" == *'it must be a regular file, which can be read again'* ]]
}

@test "what lookups on demand did is in the statistics" {
    printf 'k,n\n1,one\n' >names.csv
    printf '{"k":1}\n{"k":1}\n{"k":2}\n{"k":2}\n{"k":null}\n' >in.ndjson
    table="CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand');"
    "$LAMINAR" --stats=json "$table SELECT n FROM stdin JOIN names USING (k)" in.ndjson 2>err
    grep -q '"lookups":\[{"table":"names","hits":1,"negative_hits":1,"misses":2,"expired":0,"evicted":0,"fetches":1,"retries":0}\]}' err
    run "$LAMINAR" "$table EXPLAIN ANALYZE SELECT n FROM stdin JOIN names USING (k)" in.ndjson
    [[ "$output" == *'cache hits 1, negative 1, misses 2, expired 0, evicted 0'* ]]
    run "$LAMINAR" "$table EXPLAIN ANALYZE (JSON) SELECT n FROM stdin JOIN names USING (k)" in.ndjson
    [[ "$output" == *'cache'*'hits'*'negative_hits'* ]]
}

@test "--follow is not for lookup tables, which are read to their end" {
    printf 'k,n\n1,one\n' >names.csv
    for how in snapshot 'on demand'; do
        printf '{"k":1,"v":1}\n' >in.ndjson
        "$LAMINAR" --follow "CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, PRIMARY KEY (k))
                FROM FILE (path = 'names.csv', lookup = '$how');
            SELECT v, n FROM stdin JOIN names ON stdin.k = names.k" in.ndjson >out 2>err 3>&- &
        child=$!
        until_seen out '{"v":1,"n":"one"}'
        printf '{"k":1,"v":2}\n' >>in.ndjson
        until_seen out '{"v":2,"n":"one"}'
        kill -INT "$child"
        ended
        rm out
    done
}

@test "over many batches a cache, also one that is too small, gives what a snapshot gives" {
    seq 1 20000 | awk '{ printf "{\"k\":%d,\"v\":%d}\n", ($1 * 7919 % 1000) % ($1 % 900 + 1), $1 }' >in.ndjson
    seq 1 2000 | awk 'BEGIN { print "k,n" } { print $1 % 700 "," "name" $1 }' >names.csv
    for how in snapshot "on demand" "on demand', cache.max_rows = '20" "on demand', cache.ttl = '0.001s"; do
        "$LAMINAR" "CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = '$how');
            SELECT v, n FROM stdin LEFT JOIN names ON stdin.k = names.k AND n <> 'name8'" in.ndjson >"out.$how"
    done
    [ "$(wc -l <out.snapshot)" -gt 40000 ]
    for how in out.on*; do
        cmp out.snapshot "$how"
    done
}

@test "a cache that outgrows --max-memory is named" {
    seq 1 20000 | awk '{ printf "{\"k\":%d}\n", $1 }' >in.ndjson
    seq 1 20000 | awk 'BEGIN { print "k,n" } { print $1 ",name" $1 }' >names.csv
    table="CREATE LOOKUP TABLE names (k BIGINT, n VARCHAR, PRIMARY KEY (k)) FROM FILE (path = 'names.csv', lookup = 'on demand'"
    run "$LAMINAR" --max-memory 3M "$table); SELECT max(n) FROM stdin JOIN names USING (k)" in.ndjson
    [ "$status" -eq 1 ]
    [[ "$output" == *'LDB-7001: '*'"join" holds'* ]]
    run "$LAMINAR" --max-memory 3M "$table, cache.max_rows = 100); SELECT max(n) FROM stdin JOIN names USING (k)" in.ndjson
    [ "$status" -eq 0 ]
}

@test "a file that became a pipe fails the lookup" {
    printf 'k,n\n1,one\n' >names.csv
    asks ""
    told '{"k":1,"v":1}'
    until_seen out '{"v":1,"n":"one"}'
    rm names.csv
    mkfifo names.csv
    told '{"k":2,"v":2}'
    ended
    [ "$status" -eq 4 ]
    grep -q 'LDB-5001: "names.csv" is no regular file any more' err
    ! grep -q '"v":2' out
}
