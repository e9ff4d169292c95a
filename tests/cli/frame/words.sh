. "$SOURCE/tests/cli/helpers"
# Where options may stand, how their values are written, and what -- ends.
use valid_tdx_v4
same() {
  expect 0 "$@"
  cmp "$TMPDIR/out" wanted || wrong "$*: another answer"
}
common=(--offline --no-cache --at 2026-01-15T00:00:00Z --trust-root root_ca.pem --hardware-only
  --collateral collateral.json)
phala verify "${common[@]}" --json quote.bin >wanted
same phala --json verify "${common[@]}" quote.bin
same phala -j verify quote.bin "${common[@]}"
same phala verify quote.bin "${common[@]}" -j
same phala verify "${common[@]}" -jqv quote.bin
same phala verify "${common[@]}" --json --json quote.bin
same phala verify "${common[@]}" --json -- quote.bin
same phala verify "${common[@]}" -o- --json quote.bin
same phala verify "${common[@]}" -jo - quote.bin
same phala verify --offline --no-cache --at=2026-01-15T00:00:00Z --trust-root=root_ca.pem \
  --hardware-only --collateral=collateral.json --json quote.bin
same phala --timeout 1s --color=never --no-input -y verify "${common[@]}" --format json quote.bin

cp quote.bin ./--json
phala verify "${common[@]}" --json -- --json | grep -c '"name": "--json"'
try phala verify "${common[@]}" -- -j --json
expect 0 phala verify "${common[@]}" -oreport quote.bin
grep -c '^VERIFIED' report
[[ ! -s $TMPDIR/out ]]
