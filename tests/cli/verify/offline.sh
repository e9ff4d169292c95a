. "$SOURCE/tests/cli/helpers"
# Without collateral nothing is verified, and nothing is touched.
needs jq
use valid_tdx_v4
expect 3 verify --hardware-only --json quote.bin
jq -c '.verdict, .summary, .valid_until, .tcb, ([.checks[].result] | group_by(.) | map({(.[0]): length}) | add)' \
  "$TMPDIR/out"
[[ -z $(find "$HOME" -mindepth 1) ]]
expect 3 phala verify --offline --at 1768435200 --trust-root root_ca.pem --hardware-only quote.bin
[[ -z $(find "$HOME" -mindepth 1) ]]
# A part of it is not enough, and says which part is missing.
jq -r .root_ca_crl collateral.json >root_ca.crl
jq -r .pck_crl_issuer_chain collateral.json >pck_crl_chain.pem
expect 3 verify --hardware-only --json --collateral root_ca.crl --collateral pck_crl_chain.pem quote.bin
jq -r '.verdict, (.checks[] | select(.result == "undecided") | "\(.id): \(.detail)"),
  (.inputs[] | "\(.role) \(.name)")' "$TMPDIR/out"
try verify https://example.org/quote
