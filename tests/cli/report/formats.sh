. "$SOURCE/tests/cli/helpers"
# Formats for other programs: each is the same twice, goes to a file as to stdout, and has the verdict
# as its exit code.
needs jq
use tampered_body_rtmr3
for format in sarif html vsa junit github json; do
  for i in 1 2; do
    expect 1 verify --hardware-only --collateral collateral.json --format "$format" quote.bin
    mv "$TMPDIR/out" "$i"
  done
  expect 1 verify --hardware-only --collateral collateral.json --format "$format" -o 3 quote.bin
  cmp 1 2 && cmp 1 3 || wrong "$format differs"
  mv 3 "report.$format"
done
jq -c '.runs[0] | [.tool.driver.name, (.tool.driver.rules | length) > 100, .properties.verdict,
  [.results[] | [.ruleId, .level]]]' report.sarif
head -n 1 report.html
grep -c '<div class="banner bad">' report.html
grep -o 'aria-label="[^"]*: [^"]*"' report.html | sort | uniq -c | tr -s ' '
try verify --hardware-only --json --format html quote.bin
