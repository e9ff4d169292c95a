. "$SOURCE/tests/cli/helpers"
# With --json a failure is one document on stdout, wherever the option stands, and a line on stderr.
needs jq
mkdir folder
echo garbage >garbage
failure() {
  local code=$1
  shift
  expect "$code" phala "$@"
  jq -es 'length == 1 and .[0].schema == "phala.error/1" and (.[0].error | keys ==
    ["hint", "kind", "message", "request_id"] and (.message | length > 0))' \
    "$TMPDIR/out" >/dev/null || wrong "phala $*: not one document of an error"
  [[ $(sed -n 1p "$TMPDIR/err") == "phala: $(jq -r .error.message "$TMPDIR/out")" ]] ||
    wrong "phala $*: two messages"
  echo "$code $(jq -r .error.kind "$TMPDIR/out")"
}
failure 2 --json --bad
failure 2 --bad --json
failure 2 --bad -j
failure 2 verify --json --at never quote.bin
failure 2 verify --at never quote.bin --json
failure 2 verfy -j
failure 2 --json verify
failure 2 completion ksh --json
failure 5 verify --offline absent --json
failure 8 verify --offline folder --json
failure 8 verify --offline garbage --json
failure 8 quote show garbage --json
failure 8 collateral show garbage --json
failure 5 verify --offline garbage --trust-root absent --json

# Behind -- it is an operand.
expect 2 phala --bad -- --json
[[ ! -s $TMPDIR/out ]]

# Whatever succeeds is one document as well.
for words in "--help" "--version" "help verify" "help environment" "verify -h" "completion zsh" "tour"; do
  read -ra words <<<"$words"
  phala "${words[@]}" --json | jq -es 'length == 1 and (.[0] | keys_unsorted[0] == "schema")' \
    >/dev/null || wrong "phala ${words[*]} --json"
done
