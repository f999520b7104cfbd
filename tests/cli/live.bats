#!/usr/bin/env bats
# live.bats -- pipes that stay open.
# SPDX-License-Identifier: Apache-2.0
load helper

@test "a row is printed while the pipe is open" {
    live 'SELECT v + 1 AS w FROM stdin'
    told '{"v":1}'
    until_seen out '{"w":2}'
    told '{"v":2}'
    until_seen out '{"w":3}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    [ "$(wc -l <out)" -eq 2 ]
}

@test "a change is printed while the pipe is open" {
    live 'SELECT count(*) AS n FROM stdin EMIT CHANGES'
    told '{"v":1}'
    until_seen out '{"_weight":1,"n":1}'
    told '{"v":1}'
    until_seen out '{"_weight":1,"n":2}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "a window is printed as soon as the watermark passes its end" {
    live -w 0s 'SELECT count(*) AS n FROM stdin GROUP BY TUMBLE(ts, 10s)'
    told '{"ts":1700000001}'
    told '{"ts":1700000010}'
    until_seen out '{"n":1}'
    exec 7>&-
    ended
    [ "$(wc -l <out)" -eq 2 ]
}

@test "an aggregate without a window waits for the end" {
    live 'SELECT sum(v + 1) AS s FROM stdin'
    told '{"v":1}'
    told '{"v":"x"}'
    until_seen err LDB-4013
    [ ! -s out ]
    exec 7>&-
    ended
    [ "$(cat out)" = '{"s":2}' ]
}

@test "EMIT EVERY prints while the pipe is open" {
    live 'SELECT count(*) AS n FROM stdin EMIT EVERY 100ms'
    told '{"v":1}'
    until_seen out '{"n":1}'
    told '{"v":1}'
    until_seen out '{"n":2}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "a line in two pieces is one record" {
    live 'SELECT v FROM stdin'
    printf '{"v":' >&7
    printf '1}\n' >&7
    until_seen out '{"v":1}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
}

@test "LIMIT stops reading at once" {
    live 'SELECT v FROM stdin LIMIT 2'
    told '{"v":1}'
    told '{"v":2}'
    ended
    [ "$status" -eq 0 ]
    [ "$(cat out)" = '{"v":1}
{"v":2}' ]
}

@test "LIMIT ends an endless writer" {
    run bash -c "yes '{\"v\":1}' | '$LAMINAR' 'SELECT v FROM stdin LIMIT 3'"
    [ "$status" -eq 0 ]
    [ "${#lines[@]}" -eq 3 ]
}

@test "-o is written while the pipe is open" {
    live -o rows 'SELECT v FROM stdin'
    told '{"v":1}'
    until_seen rows '{"v":1}'
    exec 7>&-
    ended
    [ ! -s out ]
}
