. "$SOURCE/tests/cli/helpers"
# zsh: the script is asked inside the real completion system, on a terminal of its own.
needs zsh
touch quote.bin quotes.jsonl
mkdir functions
phala completion zsh >functions/_phala
zsh -n functions/_phala
head -n 1 functions/_phala
cat >ask <<'SH'
zmodload zsh/zpty || exit 77
ask() {
  zpty -b shell zsh -f -i
  zpty -w shell 'PS1= PS2= RPS1=; stty -echo; unset zle_bracketed_paste'
  zpty -w shell 'fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -D'
  # All that would be offered is written to a file instead.
  zpty -w shell 'compadd() {
    local -a found options; local o
    zparseopts -E -a options d:=o D:=o O:=o A:=o P: S: p: s: i: I: W: J: V: X: x: r: R: M: F: o: E: \
      a k q e Q f U l 1 2 n C
    if (( ${@[(I)-(O|A|D)]} )); then builtin compadd "$@"; return; fi
    builtin compadd -O found "$@"; (( $#found )) && print -rl -- $found >>found
    builtin compadd "$@"
  }'
  zpty -w shell 'bindkey "^I" complete-word; done-here() { print end >>found; zle kill-buffer }; zle -N done-here; bindkey "^X" done-here'
  zpty -w shell 'print ready >>ready'
  for ((i = 0; i < 500; i++)); do [[ -s ready ]] && break; sleep 0.02; done
  : >found
  zpty -w -n shell "$1"$'\t'$'\x18'
  for ((i = 0; i < 500; i++)); do grep -q '^end$' found && break; sleep 0.02; done
  zpty -d shell
  print -r -- "> $1|"
  sed '/^end$/d' found | LC_ALL=C sort
  rm -f found ready
}
ask 'phala '
ask 'phala ver'
ask 'phala quote '
ask 'phala verify --al'
ask 'phala verify --allow-tcb '
ask 'phala verify --allow-tcb=Out'
ask 'phala verify --color=a'
ask 'phala verify --format '
ask 'phala verify quo'
ask 'phala verify --collateral=quo'
ask 'phala completion '
SH
zsh -f ask
cmp functions/_phala "$SOURCE/completions/_phala"
