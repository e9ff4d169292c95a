. "$SOURCE/tests/cli/helpers"
# bash: the script is asked as readline asks it.
touch quote.bin quotes.jsonl 'with space.bin'
mkdir folder
phala completion bash >script
cat >ask <<'SH'
. ./script
complete -p phala >/dev/null
# As readline does, with the words of COMP_WORDBREAKS.
ask() {
  local line=$1
  COMP_LINE=$line COMP_POINT=${#line}
  local spaced=${line//=/ = }
  read -r -a COMP_WORDS <<<"$spaced"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _phala phala "${COMP_WORDS[COMP_CWORD]}"
  echo "> $line|"
  printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort
}
ask 'phala '
ask 'phala ver'
ask 'phala quote '
ask 'phala verify --a'
ask 'phala verify --allow-tcb '
ask 'phala verify --allow-tcb Out'
ask 'phala verify --allow-tcb=Out'
ask 'phala verify --allow-tcb='
ask 'phala verify --color=a'
ask 'phala verify --format '
ask 'phala verify --expect mren'
ask 'phala verify quo'
ask 'phala verify --collateral quote.'
ask 'phala verify --collateral=quote.'
ask 'phala verify -o fol'
ask 'phala completion '
ask 'phala help exit'
ask 'phala nothing-like-it'
SH
bash --norc ask
cmp script "$SOURCE/completions/phala.bash"
