#!/bin/sh
# functions.sh -- writes man/laminar-functions.7 from SHOW FUNCTIONS; --check only compares.
# SPDX-License-Identifier: Apache-2.0
#
# LAMINAR is the program that is asked; without it the one in the folder above. The page is kept in the
# repository, so that it can be installed without running anything.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
LAMINAR=${LAMINAR:-$folder/../laminar}
page=$folder/laminar-functions.7
LC_ALL=C
export LC_ALL

write() {
    cat <<'HEAD'
.\" laminar-functions.7 -- the functions and operators; written by man/functions.sh.
.\" SPDX-License-Identifier: Apache-2.0
.TH LAMINAR\-FUNCTIONS 7 "November 2026" "laminar 0.1.0" "Miscellaneous"
.SH NAME
laminar\-functions \- functions, operators and aggregates of laminar
.SH DESCRIPTION
.ad l
Each entry has the call with the types of its arguments and its result, what it means, and an example with
what it prints as JSON.
Arguments in brackets may be left out; three dots repeat the one before.
A value whose type is not declared adapts to the type that is asked for.
Unless it says otherwise a function of NULL is NULL.
.PP
.B laminar help
.I NAME
shows one entry, and the statement
.B SHOW FUNCTIONS
answers all of them as rows.
HEAD
    "$LAMINAR" -F tsv 'SHOW FUNCTIONS' | awk -F '\t' '
        BEGIN {
            for (i = 128; i < 256; i++)
                byte[sprintf("%c", i)] = i
        }
        # Characters beyond ASCII by their code points: roff reads bytes.
        function named(s,    i, c, n, more, out) {
            for (i = 1; i <= length(s); i++) {
                c = substr(s, i, 1)
                if (!(c in byte)) {
                    out = out c
                    continue
                }
                n = byte[c]
                more = n >= 240 ? 3 : n >= 224 ? 2 : 1
                n -= n >= 240 ? 240 : n >= 224 ? 224 : 192
                while (more-- > 0)
                    n = n * 64 + byte[substr(s, ++i, 1)] - 128
                out = out sprintf("\\[u%04X]", n)
            }
            return out
        }
        # A field as it was, then as roff wants it. Lines may break behind a comma.
        function roff(s) {
            gsub(/\\\\/, "\001", s)
            gsub(/\\t/, "\t", s)
            gsub(/\\n/, " ", s)
            gsub(/\001/, "\\e", s)
            gsub(/-/, "\\-", s)
            gsub(/\047/, "\\(aq", s)
            gsub(/\^/, "\\(ha", s)
            gsub(/~/, "\\(ti", s)
            gsub(/,/, ",\\:", s)
            return named(s)
        }
        NR == 1 { next }
        $2 != family {
            family = $2
            printf ".SH %s\n", toupper(family)
            if (family == "Aggregates")
                print aggregates
            if (family == "Windows" || family == "Window functions")
                print windows
        }
        {
            printf ".TP\n\\fB%s\\fR\n\\&%s.\n.br\n\\&%s \\fIgives\\fR %s\n", roff($3), roff($4), roff($5), roff($6)
        }
    ' aggregates="$(examples count)" windows="$(examples tumble)"
    cat <<'TAIL'
.SH SEE ALSO
.BR laminar (1),
.BR laminar\-sql (7)
TAIL
}

# What the examples of aggregates are computed from, as help says it.
# examples NAME: which rows the examples of NAME and its kin are computed from.
examples() {
    rows=$("$LAMINAR" help "$1" | sed -n 's/^ *\(over \)*\((VALUES\)/\2/p' | sed "s/'/\\\\\\\\(aq/g; s/-/\\\\\\\\-/g")
    echo "The examples are computed from $rows."
}

new=$(mktemp)
trap 'rm -f "$new"' EXIT
write >"$new"
if cmp -s "$new" "$page"; then
    exit 0
fi
if [ "${1-}" = --check ]; then
    diff "$page" "$new" | head -n 10 >&2
    echo "man/laminar-functions.7 is not what the program says: run man/functions.sh" >&2
    exit 1
fi
cat "$new" >"$page"
