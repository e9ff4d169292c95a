. "$SOURCE/tests/cli/helpers"
# Policies that are none: refused by the check of policies and by a verification, in the same words.
. "$SOURCE/tests/cli/hostile/hostile"

# policy LINES…: they stand behind the version.
policy() {
  printf '%s\n' 'version = 1' "$@" >policy.toml
  expect 8 phala policy check policy.toml
  cp "$TMPDIR/err" checked
  refused 8 --policy policy.toml --collateral collateral.json get_quote.json
  cmp -s checked "$TMPDIR/err" || wrong "policy check has other words: $(<checked)"
  grep '^hint: ' checked || true
}
many() {
  printf "$1%.0s" $(seq "$2")
}
policy '[app]' 'compose_hsh = "00"'
policy '[ap]'
policy '[app]' 'compose_hash = "'"$(head -c 32 /dev/zero | base64)"'"'
policy '[app]' '[app]'
policy '[measurements]' "mrtd = [$(many '"00",' 100)]"
policy "a = $(many '[' 5000)"
policy "a = $(many '{a=' 5000)"
policy "$(many 'a.' 5000)a = 1"
policy "[$(many 'a.' 5000)a]"
policy "$(many '[[a]]\n' 60000)"
policy "$(many x 5000) = 1"
policy $'a = "\xff"'
policy $'\e[2J = 1'
policy 'a = """never ended'
policy "#$(many x 5000)" "[tcb]" "min_date = 2025-02-30"

head -c 1048577 /dev/zero | tr '\0' '#' >policy.toml
expect 8 phala policy check policy.toml
cat "$TMPDIR/err"
refused 8 --policy policy.toml get_quote.json
