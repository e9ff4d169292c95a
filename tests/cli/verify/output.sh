. "$SOURCE/tests/cli/helpers"
# --output: the same bytes, whole or not at all, with the exit code of the verdict.
use valid_tdx_v4
for format in text json junit github; do
  verify --hardware-only --format "$format" --collateral collateral.json quote.bin >wanted
  expect 0 verify --hardware-only --format "$format" --collateral collateral.json -o report quote.bin
  cmp wanted report
  [[ ! -s $TMPDIR/out && ! -s $TMPDIR/err ]]
done
stat -c %a report
printf x >>quote.bin
sed -i 's/a/b/' root_ca.pem
cp report before
expect 8 verify --hardware-only --collateral collateral.json -o report quote.bin
cmp report before
use tampered_body_rtmr3
expect 1 verify --hardware-only --collateral collateral.json -o report quote.bin
head -n 1 report
try verify --hardware-only -o absent/report quote.bin
try verify --hardware-only -o . quote.bin
expect 1 verify --hardware-only --collateral collateral.json --json -o report quote.bin
[[ ! -s $TMPDIR/out ]]
ls
