. "$SOURCE/tests/cli/helpers"
# A verification summary for tools that read those: verified passes, all else has failed.
needs jq
use valid_tdx_v4
verify --hardware-only --format vsa --collateral collateral.json quote.bin |
  jq 'del(.predicate.verifier.version)'
rtmr3=$(verify --json --hardware-only --collateral collateral.json quote.bin | jq -r .measurements.rtmr3)
for options in "--hardware-only" "--expect rtmr3=$rtmr3" "--report-data 00"; do
  read -ra options <<<"$options"
  verify --format vsa "${options[@]}" --collateral collateral.json - <quote.bin |
    jq -c '[.predicate.verificationResult, .predicate.verifiedLevels, .predicate.resourceUri]' || true
done
