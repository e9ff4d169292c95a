. "$SOURCE/tests/cli/helpers"
# What a document proves, and what not, in one screen: 40 lines of 80 columns; every check on request.
script -qec true /dev/null >/dev/null 2>&1 || skip "no pseudo-terminal can be had"
. "$SOURCE/tests/cli/dstack/machine"

# screen CODE WORDS…: the report as a terminal of 80 columns gets it.
screen() {
  local code=$1 status=0
  shift
  printf '%s\n' "$PHALA verify --color=never --offline --no-cache --at 2026-01-15T00:00:00Z \
    --trust-root root_ca.pem --collateral collateral.json $*" >report
  COLUMNS=80 TERM=xterm script -qec "stty cols 80; bash report" /dev/null >typed || status=$?
  ((status == code)) || wrong "$*: exit code $status, not $code"
  tr -d '\r' <typed
}

# plain: without the machine's values, which no reader compares by eye.
plain() {
  sed -E 's/[0-9a-f]{40,}/HEX/; s/[0-9a-f]{16}…/HEX…/'
}

screen 0 --compose docker-compose.yml info.json >screen
plain <screen
(($(wc -l <screen) <= 40)) || wrong "$(wc -l <screen) lines"
(($(wc -L <screen) <= 80)) || wrong "$(wc -L <screen) columns"

# Each check of the JSON report is counted, and each one beside the platform's is named.
verify --collateral collateral.json --compose docker-compose.yml --json info.json >json
jq -r '[.checks[].result] | "\(map(select(. == "pass")) | length) \(map(select(. == "skip")) | length)"' json >counts
read -r passed skipped <counts
grep -q "^Proved: $passed checks" screen || wrong "not $passed that passed"
grep -q "^Not proved: 1 with warning, $skipped skipped" screen || wrong "not $skipped skipped"

# With -v each stands on a line of its own, with all that was measured.
verify -v --collateral collateral.json --compose docker-compose.yml info.json >long
jq -r '.checks[].id' json | while read -r id; do
  grep -qE "^  [✓–!] $id " long || wrong "$id is not in the long report"
done
jq -r '.measurements | keys[]' json | while read -r name; do
  grep -q "^  $name " long || wrong "$name is not in the long report"
done

# Rejected and undecided: what decided stands first, with what to do about it.
sed 's/80:80/81:80/' docker-compose.yml >other.yml
screen 1 --compose other.yml info.json | plain
screen 3 get_quote.json | sed -n 1,12p | plain
