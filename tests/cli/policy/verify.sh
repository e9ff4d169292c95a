. "$SOURCE/tests/cli/helpers"
# A policy from evidence verifies that evidence, in every form; each value that is changed in the
# policy is found, with its rule and line.
. "$SOURCE/tests/cli/dstack/machine"

init() {
  phala policy init --offline --no-cache --at 2026-01-15T00:00:00Z --trust-root root_ca.pem \
    --collateral collateral.json "$@"
}

meets() {
  verify --collateral collateral.json "$@"
}

for document in quote.bin get_quote.json attestation.json attestation.bin attestation_v1.bin info.json \
  ra_tls.pem cloud.json inference.json; do
  expect 0 init "$document" -o policy.toml --force
  expect 0 meets --policy policy.toml "$document"
done

expect 0 init get_quote.json -o policy.toml --force
changed=0
while IFS=: read -r line key value; do
  case $key in
    key_provider) other=tpm ;;
    root) other=${value::-128}$(hex_of a 128) ;;
    *) other=$([[ $value == 0* ]] && echo 1 || echo 0)${value:1} ;;
  esac
  sed "${line}s/$value/$other/" policy.toml >other.toml
  expect 1 meets --policy other.toml get_quote.json
  grep -Eq "^    rule +(.*; )?[a-z]+\.$key, line $line(;|\$)" "$TMPDIR/out" ||
    wrong "$key, line $line: not named"
  jq -e --arg rule ".$key, line $line" '[.checks[] | select(.result == "fail") | .rule // ""]
    | any(contains($rule))' <<<"$(meets --policy other.toml --json get_quote.json || true)" >/dev/null ||
    wrong "$key, line $line: not named in JSON"
  changed=$((changed + 1))
done < <(grep -nE '^[a-z0-9_]+ = "' policy.toml | sed 's/ = "\(.*\)"$/:\1/')
echo "$changed values"

# What allows adds up, what demands holds beside the command line, and nothing could meet both of two.
expect 1 meets --policy policy.toml --expect "rtmr3=$(hex_of a 96)" get_quote.json
expect 2 meets --policy policy.toml --expect "mrtd=$(hex_of a 96)" get_quote.json
expect 1 meets --policy policy.toml --app-compose docker-compose.yml get_quote.json
echo 'version = 1' >empty.toml
expect 3 meets --policy empty.toml get_quote.json
printf 'version = 1\n[app]\npinned_images = true\n' >images.toml
judge --policy images.toml get_quote.json
printf 'version = 1\n[binding]\nnonce_required = true\n' >nonce.toml
try meets --policy nonce.toml get_quote.json

# What is no policy is refused before anything is judged or written.
printf 'version = 1\n[measurements]\nmtrd = "00"\n' >unknown.toml
try meets --policy unknown.toml --save-bundle bundle.json --output report.txt get_quote.json
[[ ! -e bundle.json && ! -e report.txt ]] || wrong "something was written"
try meets --policy absent.toml get_quote.json

# A bundle keeps the policy; a batch is judged by it, and its lines cannot put others in its place.
expect 0 meets --policy policy.toml --save-bundle bundle.json --json get_quote.json
cp "$TMPDIR/out" first.json
mkdir elsewhere
cp bundle.json elsewhere
(cd elsewhere && phala verify --offline --no-cache --json bundle.json 2>/dev/null) >again.json
cmp first.json again.json
jq -c '{id: "whole", evidence: .}, {id: "more", evidence: ., expect: {rtmr3: ("a" * 96)}},
  {id: "other", evidence: ., expect: {mrtd: ("a" * 96)}}' get_quote.json >lines.jsonl
expect 1 meets --policy policy.toml --batch lines.jsonl
jq -r '[.id, .verdict // .error.message] | join(" ")' "$TMPDIR/out"
