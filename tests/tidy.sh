#!/bin/sh
# tidy.sh -- what the source promises about itself: layers, lengths, names, bans, and lists that must agree.
# SPDX-License-Identifier: Apache-2.0
#
# Each check is one test. What breaks a rule for a reason stands in tests/tidy-allowed, with the reason.
set -u
cd "$(dirname "$0")/.." || exit 1
LC_ALL=C
export LC_ALL
passed=0 failed=0

# verdict CHECK SENTENCE: a check passes that prints nothing.
verdict() {
    found=$("$1" 2>&1)
    if [ -z "$found" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'not ok %s\n%s\n' "$2" "$found" | sed '2,$s/^/    /'
    fi
}

# all EXTENSION...: the files of the program with these endings; ours, not generated.
all() {
    for ending in "$@"; do
        find lib cmd -name "*.$ending"
    done | sort
}

# allowed RULE: what tests/tidy-allowed excepts from it, a word a line.
allowed() {
    sed -n "s/^$1[[:space:]]\{1,\}\([^[:space:]]*\).*/\1/p" tests/tidy-allowed
}

sources() {
    tests/sources.sh --check 2>&1
}

layers() {
    all c h | xargs awk '
        FILENAME == "tests/layers" {
            if ($0 ~ /^[a-z]+:/) {
                own = substr($1, 1, length($1) - 1)
                may[own, own] = 1
                for (i = 2; i <= NF; i++)
                    may[own, $i] = 1
            }
            next
        }
        /^#include "/ {
            n = split(FILENAME, dir, "/")
            from = dir[1] == "cmd" ? "cmd" : dir[2]
            split($2, part, "\"")
            what = part[2]
            to = what
            if (!sub("/.*", "", to))
                to = ""
            if (from == "cmd" ? what == "laminar.h" || to == "cmd" || to == "" : (from, to) in may)
                next
            if (to == "grammar" && from == "sql" || what == "laminar.h" && (from == "run" || n == 2))
                next
            print FILENAME ":" FNR ": may not include " what
        }' tests/layers
}

file_lengths() {
    all c h y | xargs wc -l grammar/sql.y tests/unit/*.c | awk '$2 != "total" && $1 >= 1000 { print $2 ": " $1 " lines" }'
}

function_lengths() {
    find lib cmd tests/unit tests/fuzz -name '*.c' | sort | xargs awk '
        FNR == 1 { start = 0 }
        /^[A-Za-z_][A-Za-z_0-9]*\(/ { start = FNR; name = $0; sub(/\(.*/, "", name) }
        /^}/ {
            if (start > 0 && FNR - start > 70)
                print FILENAME ":" start ": " name " has " FNR - start + 1 " lines"
            start = 0
        }'
}

# Ring 0 computes: it does not allocate, lock, print, or ask the time.
ring_0_calls() {
    allowed call >"$scratch"
    find lib/data lib/expr lib/time lib/state lib/op -name '*.c' | sort | xargs awk '
        FILENAME == ARGV[1] { ok[$1] = 1; next }
        {
            line = $0
            gsub(/"([^"\\]|\\.)*"/, "", line)
            sub(/\/\*.*/, "", line)
            if (line ~ /^ \*/)
                next
            while (match(line, /(^|[^A-Za-z_0-9.>])(malloc|calloc|realloc|free|printf|fprintf|time|clock_gettime|gettimeofday|pthread_mutex_[a-z]+) ?\(/)) {
                call = substr(line, RSTART, RLENGTH)
                gsub(/[^a-z_]/, "", call)
                if (!((FILENAME ":" call) in ok))
                    print FILENAME ":" FNR ": " call " is not for ring 0"
                line = substr(line, RSTART + RLENGTH)
            }
        }' "$scratch"
}

base_names() {
    { all c h; find tests/unit tests/fuzz -name '*.[ch]'; } | sed 's|.*/||' | sort | uniq -d
}

first_lines() {
    for file in $(all c h def) $(find tests/unit tests/fuzz -name '*.[ch]') grammar/*.[ydh]*; do
        case $file in grammar/sql.h) continue ;; esac
        name=${file##*/}
        head -n 1 "$file" | grep -q "^/\* $name -- .*" || echo "$file: the first line does not say what it does"
        head -n 6 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || echo "$file: no SPDX line"
    done
    for file in tests/run-* tests/*.sh bootstrap .ci/run configure.ac Makefile.am; do
        head -n 4 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || echo "$file: no SPDX line"
    done
}

promises() {
    grep -rnE '\bTO''DO\b|\bFIX''ME\b|\bXX''X\b' lib cmd grammar/*.y grammar/*.def tests bench examples man completions \
        bootstrap configure.ac Makefile.am README.md 2>/dev/null | grep -v '^tests/tidy.sh'
}

# An error that no test has seen is an error message that nobody has read.
provoked_errors() {
    allowed error >"$scratch"
    sed -n 's/^LM_ERROR([A-Z0-9_]*, *\([0-9]*\),.*/\1/p' lib/base/errors.def | while read -r number; do
        code=$(printf 'LDB-%04d' "$number")
        grep -qx "$code" "$scratch" || grep -rqF "$code" tests/sql tests/cli tests/regress ||
            echo "$code of errors.def is provoked by no test"
    done
}

unique_errors() {
    sed -n 's/^LM_ERROR([A-Z0-9_]*, *\([0-9]*\),.*/\1/p' lib/base/errors.def | sort | uniq -d
}

# Every option is in the manual and in each shell's completions.
options() {
    sed -n "s/^LM_OPTION([^\"]*\"\([a-z0-9-]*\)\".*/\1/p" cmd/options.def | while read -r name; do
        escaped=$(echo "$name" | sed 's/-/\\\\-/g')
        grep -q -e "\\\\-\\\\-$escaped" man/laminar.1 || echo "man/laminar.1: nothing of --$name"
        grep -q -e "--$name" completions/laminar.bash || echo "completions/laminar.bash: nothing of --$name"
        grep -q -e "--$name" completions/_laminar || echo "completions/_laminar: nothing of --$name"
        grep -q -e "-l $name\b" completions/laminar.fish || echo "completions/laminar.fish: nothing of --$name"
    done
}

# ... and the manual promises none that does not exist.
promised_options() {
    sed -n "s/^LM_OPTION([^\"]*\"\([a-z0-9-]*\)\".*/\1/p" cmd/options.def >"$scratch"
    grep -E '^\.(B|BR|OP|IR|BI) ' man/laminar.1 | grep -oE '\\-\\-[a-z][a-z0-9]*(\\-[a-z0-9]+)*' |
        sed 's/\\//g; s/^--//' | sort -u | grep -vxF -f "$scratch" | sed 's/^/man\/laminar.1: there is no --/'
}

golden_sentences() {
    for file in $(find tests/sql tests/regress -name '*.sql' | sort); do
        head -n 1 "$file" | grep -q '^-- .' || echo "$file: the first line is no sentence about behaviour"
    done
}

scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
verdict sources "the list of sources is current"
verdict layers "folders include only what tests/layers lets them"
verdict file_lengths "files have fewer than 1000 lines"
verdict function_lengths "functions have at most 70 lines"
verdict ring_0_calls "ring 0 does not allocate, lock, print or ask the time"
verdict base_names "base names are unique"
verdict first_lines "files say what they do, and their licence"
verdict promises "nothing is put off"
verdict provoked_errors "every error is provoked"
verdict unique_errors "every error has a number of its own"
verdict options "options are in the manual and the completions"
verdict promised_options "the manual promises no other options"
verdict golden_sentences "golden files begin with a sentence"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
