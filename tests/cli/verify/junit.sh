. "$SOURCE/tests/cli/helpers"
# JUnit: well-formed, and the counts of all and of each suite are those of their elements.
needs xmllint
for case in tampered_body_rtmr3 valid_tdx_v4; do
  use "$case"
  for options in "--collateral collateral.json" ""; do
    read -ra options <<<"$options"
    verify --format junit "${options[@]}" quote.bin >report.xml || true
    xmllint --noout report.xml
    for what in testcase:tests failure:failures error:errors skipped:skipped; do
      xmllint --xpath "count(//${what%:*}) = sum(//testsuite/@${what#*:}) and
        count(//${what%:*}) = //testsuites/@${what#*:} and
        not(//testsuite[count(.//${what%:*}) != @${what#*:}])" report.xml
    done | uniq -c | tr -s ' '
    xmllint --xpath 'string(//testsuite[1]//property[@name="verdict"]/@value)' report.xml
  done
done
use tampered_body_rtmr3
try verify --hardware-only --format junit --collateral collateral.json quote.bin
