# bash completion for phala
_phala() {
    local line candidate words=() current=${COMP_WORDS[COMP_CWORD]}
    # COMP_WORDS is split at '=' and ':'; the words are taken from the line instead.
    read -r -a words <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
    local typed=${words[${#words[@]}-1]}
    local prefix=
    [[ $typed == *=* && $typed != "$current" ]] && prefix=${typed%"${typed##*=}"}
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            local path=${typed#"$prefix"}
            compopt -o filenames 2>/dev/null
            while IFS= read -r candidate; do
                COMPREPLY+=("$candidate")
            done < <(compgen -f -- "$path")
        else
            candidate=${line%%$'\t'*}
            COMPREPLY+=("${candidate#"$prefix"}")
        fi
    done < <("${words[0]}" __complete -- "${words[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
    return 0
}
complete -F _phala phala
