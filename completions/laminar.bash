# laminar.bash -- completions of laminar for bash.
# SPDX-License-Identifier: Apache-2.0

_laminar()
{
    local cur prev name
    local long="--file= --input-format= --format= --json --csv --tsv --table --output= --header --no-header
        --delimiter= --quote= --null= --schema= --event-time= --watermark= --lateness= --idle= --follow
        --until= --threads= --max-memory= --on-error= --strict --dlq= --changelog= --var= --explain --explain=json --stats
        --stats=json --progress --progress= --color= --quiet --help --version"
    COMPREPLY=()
    cur=${COMP_WORDS[COMP_CWORD]}
    prev=${COMP_WORDS[COMP_CWORD - 1]}

    # Bash splits words at "=": `--format=cs` comes as three of them.
    if [[ $cur == "=" ]]; then
        name=$prev
        cur=
    elif [[ $prev == "=" ]]; then
        name=${COMP_WORDS[COMP_CWORD - 2]}
    else
        name=$prev
    fi
    case $name in
    -F | --format)
        COMPREPLY=($(compgen -W "auto ndjson csv tsv table vertical markdown json raw" -- "$cur"))
        return
        ;;
    -i | --input-format)
        COMPREPLY=($(compgen -W "auto ndjson json csv tsv logfmt clf syslog raw regex: changelog debezium" -- "$cur"))
        return
        ;;
    --on-error)
        COMPREPLY=($(compgen -W "skip null fail" -- "$cur"))
        return
        ;;
    --changelog)
        COMPREPLY=($(compgen -W "weight op upsert debezium" -- "$cur"))
        return
        ;;
    --color | --progress)
        COMPREPLY=($(compgen -W "auto always never" -- "$cur"))
        return
        ;;
    -E | --until)
        COMPREPLY=($(compgen -W "eof" -- "$cur"))
        return
        ;;
    -f | --file | -o | --output | --dlq)
        compopt -o filenames
        COMPREPLY=($(compgen -f -- "$cur"))
        return
        ;;
    --delimiter | --quote | --null | --schema | -e | --event-time | -w | --watermark | --lateness | --idle | \
        -j | --threads | -v | --var)
        return
        ;;
    esac
    # `laminar help` knows the names itself.
    if [[ $COMP_CWORD -eq 2 && ${COMP_WORDS[1]} == help ]]; then
        COMPREPLY=($(compgen -W "functions formats file nexmark $("${COMP_WORDS[0]}" help functions 2>/dev/null |
            sed -n 's/^  \([a-z][a-z_0-9]*\) .*/\1/p')" -- "$cur"))
        return
    fi
    if [[ $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$long" -- "$cur"))
        if [[ ${COMPREPLY[0]-} == *= ]]; then
            compopt -o nospace
        fi
        return
    fi
    compopt -o filenames
    COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _laminar laminar
