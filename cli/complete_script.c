/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/macro.h"
#include "cli/complete.h"

static const char bash_script[] =
    "# bash completion for phala\n"
    "_phala() {\n"
    "    local line candidate words=() current=${COMP_WORDS[COMP_CWORD]}\n"
    "    # COMP_WORDS is split at '=' and ':'; the words are taken from the line instead.\n"
    "    read -r -a words <<<\"${COMP_LINE:0:COMP_POINT}\"\n"
    "    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')\n"
    "    local typed=${words[${#words[@]}-1]}\n"
    "    local prefix=\n"
    "    [[ $typed == *=* && $typed != \"$current\" ]] && prefix=${typed%\"${typed##*=}\"}\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r line; do\n"
    "        if [[ $line == :files ]]; then\n"
    "            local path=${typed#\"$prefix\"}\n"
    "            compopt -o filenames 2>/dev/null\n"
    "            while IFS= read -r candidate; do\n"
    "                COMPREPLY+=(\"$candidate\")\n"
    "            done < <(compgen -f -- \"$path\")\n"
    "        else\n"
    "            candidate=${line%%$'\\t'*}\n"
    "            COMPREPLY+=(\"${candidate#\"$prefix\"}\")\n"
    "        fi\n"
    "    done < <(\"${words[0]}\" __complete -- \"${words[@]:1}\" 2>/dev/null)\n"
    "    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null\n"
    "    return 0\n"
    "}\n"
    "complete -F _phala phala\n";

static const char zsh_script[] =
    "#compdef phala\n"
    "# zsh completion for phala\n"
    "_phala() {\n"
    "    local line\n"
    "    local -a candidates\n"
    "    local files=0\n"
    "    while IFS= read -r line; do\n"
    "        if [[ $line == :files ]]; then\n"
    "            files=1\n"
    "        else\n"
    "            candidates+=(\"${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}\")\n"
    "        fi\n"
    "    done < <(\"${words[1]}\" __complete -- \"${(@)words[2,CURRENT]}\" 2>/dev/null)\n"
    "    (( ${#candidates} )) && _describe -t phala phala candidates\n"
    "    if (( files )); then\n"
    "        compset -P '*='\n"
    "        _files\n"
    "    fi\n"
    "}\n"
    "if [[ ${funcstack[1]} == _phala ]]; then\n"
    "    _phala \"$@\"\n"
    "else\n"
    "    compdef _phala phala\n"
    "fi\n";

static const char fish_script[] =
    "# fish completion for phala\n"
    "function __phala_complete\n"
    "    set -l words (commandline -opc)\n"
    "    set -l current (commandline -ct)\n"
    "    for line in ($words[1] __complete -- $words[2..-1] $current 2>/dev/null)\n"
    "        if test \"$line\" = :files\n"
    "            if string match -q -- '--*=*' $current\n"
    "                set -l option (string replace -r '=.*' '=' -- $current)\n"
    "                for path in (__fish_complete_path (string replace -r '^[^=]*=' '' -- "
    "$current))\n"
    "                    echo $option$path\n"
    "                end\n"
    "            else\n"
    "                __fish_complete_path $current\n"
    "            end\n"
    "        else\n"
    "            echo $line\n"
    "        end\n"
    "    end\n"
    "end\n"
    "complete -c phala -f -a '(__phala_complete)'\n";

const char *const complete_shells[] = {"bash", "zsh", "fish", NULL};

const char *complete_script(const char *shell)
{
    static const char *const scripts[] = {bash_script, zsh_script, fish_script};
    for (size_t i = 0; i < COUNT(scripts); i++) {
        if (strcmp(shell, complete_shells[i]) == 0) {
            return scripts[i];
        }
    }
    return NULL;
}
