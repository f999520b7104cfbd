# helper.bash -- what every .bats file needs: the program, and a folder of its own.
# SPDX-License-Identifier: Apache-2.0

LAMINAR=${LAMINAR:-$BATS_TEST_DIRNAME/../../laminar}

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR XDG_STATE_HOME=$BATS_TEST_TMPDIR
    export NO_COLOR=1 TZ=UTC LC_ALL=C.UTF-8
    unset CLICOLOR_FORCE
}

# A test that fails midway leaves no program behind.
teardown() {
    exec 7>&- || true
    if [ -n "${child-}" ]; then
        kill -KILL "$child" 2>/dev/null || true
    fi
}

# live OPTION... QUERY: starts the program behind a pipe that stays open as descriptor 7; its output goes to
# out, its messages to err, its number to $child.
live() {
    mkfifo pipe
    "$LAMINAR" "$@" <pipe >out 2>err 3>&- &
    child=$!
    exec 7>pipe
}

# told TEXT: puts a line into the pipe.
told() {
    printf '%s\n' "$1" >&7
}

# until_seen FILE PATTERN: waits until a line of the file matches; for ever is half a minute.
until_seen() {
    local tries=0
    until grep -q -e "$2" "$1" 2>/dev/null; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ]; then
            echo "$1 never had a line like $2; it is:"
            cat "$1"
            return 1
        fi
        sleep 0.05
    done
}

# ended: waits for the program and puts its status into $status. What does not end within half a minute is
# killed, which gives a status that no test expects.
ended() {
    local tries=0
    while kill -0 "$child" 2>/dev/null; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ]; then
            kill -KILL "$child"
            break
        fi
        sleep 0.05
    done
    status=0
    wait "$child" || status=$?
    child=
}
