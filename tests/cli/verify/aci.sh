. "$SOURCE/tests/cli/helpers"
# Reports of gateways: the keyset by its canonical form, report data by keyset and nonce, receipts.
needs jq
use valid_tdx_v4
keyset_until() {
  jq -cn --argjson until "$1" '{not_after: $until, subject: null, receipt_signing_keys: []}'
}
digest_of() {
  printf 'sha256:%s' "$(jq -cjS . <<<"$1" | sha256sum | cut -d ' ' -f 1)"
}
report() {
  jq -n --argjson keyset "$1" --arg digest "$2" --arg quote "$(od -An -v -tx1 quote.bin | tr -d ' \n')" \
    '{api_version: "aci/1", workload_keyset_digest: $digest,
      attestation: {tee_type: "tdx", workload_keyset: $keyset, evidence: {quote: $quote}}}'
}
# aci WORDS…: the checks about the keyset.
aci() {
  local status=0
  echo "\$ $*"
  verify --collateral collateral.json --json --hardware-only "$@" >"$TMPDIR/out" || status=$?
  jq -r '.checks[] | select(.id | startswith("aci.")) | "  \(.result) \(.id): \(.detail)"' "$TMPDIR/out"
  echo "[$status]"
}
keyset=$(keyset_until 1800000000)
report "$keyset" "$(digest_of "$keyset")" >report.json
aci report.json
aci --bind "nonce=$(hex_of 1 64)" report.json
report "$keyset" "sha256:$(hex_of 1 64)" >other.json
aci other.json
echo "expired:"
keyset=$(keyset_until 1700000000)
report "$keyset" "$(digest_of "$keyset")" >old.json
aci old.json
jq 'del(.attestation.workload_keyset)' report.json >broken.json
judge --hardware-only broken.json
