. "$SOURCE/tests/cli/helpers"
# The metadata of a key service: as evidence, and beside other evidence.
needs jq
use valid_tdx_v4
# The root keys that tests/unit/attest/binding_values.h has.
ca=3059301306072a8648ce3d020106082a8648ce3d0301070342000451590b7a515140d2d784c85608668fdfef8c82fd1f5be52421554a0dc3d033ede0c17da8904a727d8ae1bf36bf8a79260d012f00d4d80888d1d0bb44fda16da4
k256=025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc
jq -n --arg ca "$ca" --arg k256 "$k256" --arg quote "$(od -An -v -tx1 quote.bin | tr -d ' \n')" \
  '{ca_pubkey: $ca, k256_pubkey: $k256, quote: $quote}' >bootstrap.json
checks() {
  local status=0
  echo "\$ $*"
  verify --collateral collateral.json --json --hardware-only "$@" >"$TMPDIR/out" || status=$?
  jq -r '.checks[] | select(.id | startswith("kms.")) | "  \(.result) \(.id): \(.detail)"' "$TMPDIR/out"
  echo "[$status]"
}
checks bootstrap.json
checks --kms bootstrap.json quote.bin
echo "usage:"
jq '.k256_pubkey = "00"' bootstrap.json >broken.json
judge --hardware-only --kms broken.json quote.bin
judge --hardware-only --kms absent.json quote.bin
jq -nc --arg quote "$(base64 -w 0 quote.bin)" '{id: "one", $quote}' >line.jsonl
judge --hardware-only --batch --kms bootstrap.json line.jsonl
