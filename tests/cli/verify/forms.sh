. "$SOURCE/tests/cli/helpers"
# One quote in every form and from stdin: one report, but for where it came from.
needs jq
use valid_tdx_v4
hex=$(od -An -v -tx1 quote.bin | tr -d ' \n')
echo "$hex" >quote.hex
echo "0x${hex^^}" >upper.hex
fold -w 64 quote.hex >folded.hex
base64 -w 0 quote.bin >quote.b64
base64 quote.bin >folded.b64
echo "{\"quote\":\"$hex\"}" >hex.json
echo "{\"model\":\"any\",\"quote\":\"0x$hex\"}" >prefixed.json
echo "{\"quote\":\"$(<quote.b64)\"}" >base64.json
common=(--hardware-only --collateral collateral.json --json)
verify "${common[@]}" quote.bin >wanted
verify "${common[@]}" quote.bin | cmp - wanted
without='.inputs |= map(del(.name, .origin, .sha256))'
for form in quote.bin quote.hex upper.hex folded.hex quote.b64 folded.b64 hex.json prefixed.json \
  base64.json; do
  verify "${common[@]}" "$form" >by_file
  verify "${common[@]}" - <"$form" >by_stdin
  cmp <(jq "$without" wanted) <(jq "$without" by_file)
  jq -c '.inputs[0] | .role, .name, .origin' by_file by_stdin | paste -sd ' '
  { diff by_file by_stdin || true; } | grep -c '^[<>]'
  [[ $(jq -r '.inputs[0].sha256' by_stdin) == $(sha256sum <"$form" | cut -d ' ' -f 1) ]]
done
verify "${common[@]}" --kind quote quote.hex | cmp - <(verify "${common[@]}" quote.hex)
verify "${common[@]}" --kind json hex.json | cmp - <(verify "${common[@]}" hex.json)
try verify "${common[@]}" --kind json quote.hex
try verify "${common[@]}" --kind quote hex.json

# Everything but the evidence can come from stdin as well, though only one of them.
verify --hardware-only --json --collateral - quote.bin <collateral.json | jq -c '.inputs[1].origin'
phala verify --offline --no-cache --at 1768435200 --trust-root - --hardware-only --json \
  --collateral collateral.json quote.bin <root_ca.pem | jq -c '.verdict, .trust_root.builtin'
try verify --hardware-only --collateral - - <quote.bin
