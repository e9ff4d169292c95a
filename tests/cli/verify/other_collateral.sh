. "$SOURCE/tests/cli/helpers"
# Sound collateral that does not fit is no bad input: the whole report, with a verdict and a hint.
needs jq
use valid_tdx_v4
whole() {
  local status=0
  verify --hardware-only --json "$@" quote.bin >"$TMPDIR/out" 2>"$TMPDIR/err" || status=$?
  jq -r '.verdict, .summary, (.checks | length), (.checks[] | select(.result == "fail" or .result == "undecided") |
    "  \(.result) \(.id): \(.detail)\(if .hint then " (\(.hint))" else "" end)")' "$TMPDIR/out"
  echo "[$status]"
}
whole --collateral "$VECTORS/negative/valid_sgx_v3/collateral.json"
whole --collateral "$VECTORS/negative/tdx_module_v1_uptodate/collateral.json"
use unknown_status_string
whole --collateral collateral.json
use wrong_root_everything
whole --collateral collateral.json
