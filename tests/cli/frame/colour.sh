. "$SOURCE/tests/cli/helpers"
# When reports are in colour: on a terminal (t) and into a pipe (p).
needs script
script -qec true /dev/null >/dev/null 2>&1 || skip "no pseudo-terminal can be had"
use valid_tdx_v4
cat >report <<'SH'
. "$SOURCE/tests/cli/helpers"
verify --hardware-only --collateral collateral.json quote.bin "$@"
SH
escapes() { { grep -c $'\033' || true; } | sed 's/^0$/no/; t; s/^[0-9]*$/yes/' | tr -d '\n'; }
# row VARIABLES… -- OPTIONS…
row() {
  local variables=()
  while [[ $1 != -- ]]; do
    variables+=("$1")
    shift
  done
  shift
  export SOURCE
  echo -n "${variables[*]:--} ${*:--}: t "
  env TERM=xterm "${variables[@]}" script -qec "bash report $*" /dev/null | escapes
  echo -n " p "
  env TERM=xterm "${variables[@]}" bash report "$@" | escapes
  echo
}
row --
row NO_COLOR= --
row NO_COLOR=1 --
row CLICOLOR=0 --
row CLICOLOR=1 --
row CLICOLOR_FORCE=1 --
row CLICOLOR_FORCE=0 --
row FORCE_COLOR=1 --
row NO_COLOR=1 CLICOLOR_FORCE=1 --
row CLICOLOR=0 CLICOLOR_FORCE=1 --
row TERM=dumb --
row TERM=dumb CLICOLOR_FORCE=1 --
row -- --color always
row -- --color never
row -- --color auto
row NO_COLOR=1 -- --color always
row CLICOLOR_FORCE=1 -- --color never
row TERM=dumb -- --color=always
