#!/bin/sh
# sources.sh -- writes sources.mk anew from what lies in the folders; --check only compares.
# SPDX-License-Identifier: Apache-2.0
#
# Automake wants every source named. This is the one place where the naming is done: a file added to a
# folder of lib/, cmd/, tests/unit or tests/fuzz becomes part of the build by running this script.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C
export LC_ALL

# list VARIABLE FILE...: an automake variable, a file a line, in sorted order.
list() {
    variable=$1
    shift
    printf '\n%s =' "$variable"
    for file in "$@"; do
        [ -e "$file" ] && printf ' \\\n    %s' "$file"
    done
    printf '\n'
}

programs() {
    variable=$1
    shift
    printf '\n%s =' "$variable"
    for file in "$@"; do
        [ -e "$file" ] && printf ' \\\n    %s' "${file%.c}"
    done
    printf '\n'
}

write() {
    echo "# sources.mk -- the files of the program and of its tests; written by tests/sources.sh."
    echo "# SPDX-License-Identifier: Apache-2.0"
    list lib_sources lib/*/*.c
    # shellcheck disable=SC2046 # a list of files without blanks in their names
    list bench_files $(find bench -type f ! -path 'bench/data/*' ! -path '*/bin/*' ! -path '*/__pycache__/*' | sort)
    list lib_headers lib/*.h lib/*/*.h lib/*/*.def
    list cmd_sources cmd/*.c cmd/*.h cmd/*.def
    programs unit_programs tests/unit/t_*.c
    list unit_headers tests/unit/*.h
    programs fuzz_programs tests/fuzz/fuzz_*.c
    for file in tests/fuzz/fuzz_*.c; do
        [ -e "$file" ] || continue
        name=$(echo "${file%.c}" | tr / _)
        printf '%s_SOURCES = %s tests/fuzz/corpus_main.c\n' "$name" "$file"
    done
}

if [ "${1-}" = --check ]; then
    write | cmp -s - sources.mk && exit 0
    echo "sources.mk is not what tests/sources.sh writes: run it" >&2
    exit 1
fi
write >sources.mk.new
if cmp -s sources.mk.new sources.mk; then
    rm sources.mk.new
else
    mv sources.mk.new sources.mk
fi
