#!/usr/bin/env bats
# signals.bats -- how it ends, and what it says when asked.
# SPDX-License-Identifier: Apache-2.0
load helper

# A shell that starts a program in the background lets it ignore SIGINT; `env` undoes that.
interruptible() {
    mkfifo pipe
    env --default-signal=INT "$LAMINAR" "$@" <pipe >out 2>err 3>&- &
    child=$!
    exec 7>pipe
}

@test "SIGINT closes the windows and is status 130" {
    interruptible 'SELECT count(*) AS n, max(v) AS v FROM stdin GROUP BY TUMBLE(ts, 1m)'
    told '{"ts":1700000001,"v":1}'
    told '{"ts":1700000002,"v":2}'
    told '{"ts":"none"}'
    until_seen err 'LDB-2005'
    kill -INT "$child"
    ended
    [ "$status" -eq 130 ]
    [ "$(cat out)" = '{"n":2,"v":2}' ]
}

@test "SIGTERM prints the final rows and is status 143" {
    live 'SELECT sum(v + 0) AS s FROM stdin'
    told '{"v":1}'
    told '{"v":2}'
    told '{"v":"x"}'
    until_seen err 'LDB-4013'
    kill -TERM "$child"
    ended
    [ "$status" -eq 143 ]
    [ "$(cat out)" = '{"s":3}' ]
}

@test "SIGHUP is status 129" {
    python3 -c 'import signal, sys; sys.exit(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)' ||
        skip "SIGHUP is ignored here, as under nohup"
    live 'SELECT v FROM stdin'
    told '{"v":1}'
    until_seen out '{"v":1}'
    kill -HUP "$child"
    ended
    [ "$status" -eq 129 ]
}

@test "SIGPIPE is silent and status 141" {
    run bash -c "set -o pipefail; yes '{\"v\":1}' | head -n 200000 | { '$LAMINAR' 'SELECT v + 1 AS w FROM stdin' 2>err; echo \$? >status; } | head -n 1"
    [ "$(cat status)" -eq 141 ]
    [ ! -s err ]
}

@test "SIGUSR1 prints one line of status and goes on" {
    live 'SELECT v FROM stdin'
    told '{"v":1}'
    until_seen out '{"v":1}'
    kill -USR1 "$child"
    until_seen err .
    told '{"v":2}'
    until_seen out '{"v":2}'
    exec 7>&-
    ended
    [ "$status" -eq 0 ]
    [ "$(wc -l <err)" -eq 1 ]
}
@test "SIGINT before the first row is status 130" {
    interruptible 'SELECT count(*) AS n FROM stdin'
    # Nothing tells from outside that the signals are caught by now, but for the program's own table of them.
    until_seen "/proc/$child/status" 'SigCgt:.*[2367abef]$'
    kill -INT "$child"
    ended
    [ "$status" -eq 130 ]
}

