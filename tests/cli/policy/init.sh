. "$SOURCE/tests/cli/helpers"
# A policy from evidence: what is written, when it is refused, and that no file is lost.
init() {
  phala policy init --offline --no-cache --at 2026-01-15T00:00:00Z --trust-root root_ca.pem "$@"
}

use valid_tdx_v4
try init --collateral collateral.json quote.bin
try init --collateral collateral.json quote.bin -o policy.toml
mv policy.toml first.toml
echo "mine" >policy.toml
try init --collateral collateral.json quote.bin -o policy.toml
cat policy.toml
try init --collateral collateral.json quote.bin -o policy.toml --force --json
cmp first.toml policy.toml
try init --collateral collateral.json quote.bin --output - --quiet --json
phala policy check policy.toml >/dev/null

use valid_sgx_v4
try init --collateral collateral.json quote.bin

# What could not be checked is told; what is wrong is refused.
expect 0 init quote.bin
grep -q "^# Written from .*: undecided\.$" "$TMPDIR/out" || wrong "the verdict is not told"
grep -q "not all of the evidence could be checked" "$TMPDIR/err" || wrong "no warning"
use valid_tdx_v4
printf '\x01' | dd of=quote.bin bs=1 seek=300 conv=notrunc status=none
try init --collateral collateral.json quote.bin -o rejected.toml
[[ ! -e rejected.toml ]]
use status_ConfigurationAndSWHardeningNeeded
try init --collateral collateral.json quote.bin
try init --collateral collateral.json --allow-tcb any quote.bin

echo "not evidence" >text
expect 8 init text
expect 5 init absent
expect 2 init
