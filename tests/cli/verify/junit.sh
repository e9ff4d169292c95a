. "$SOURCE/tests/cli/helpers"
# JUnit: well-formed, and its counts are those of its elements.
needs xmllint
for case in tampered_body_rtmr3 valid_tdx_v4; do
  use "$case"
  for options in "--collateral collateral.json" ""; do
    read -ra options <<<"$options"
    verify --format junit "${options[@]}" quote.bin >report.xml || true
    xmllint --noout report.xml
    for what in testcase:tests failure:failures error:errors skipped:skipped; do
      xmllint --xpath "count(//${what%:*}) = //testsuite/@${what#*:} and
        count(//${what%:*}) = //testsuites/@${what#*:}" report.xml
    done | uniq -c | tr -s ' '
    xmllint --xpath 'string(//property[@name="verdict"]/@value)' report.xml
  done
done
use tampered_body_rtmr3
try verify --hardware-only --format junit --collateral collateral.json quote.bin
