. "$SOURCE/tests/cli/helpers"
# The instant: as RFC 3339 or Unix seconds, before and after what the collateral is good for.
needs jq
use valid_tdx_v4
at() {
  local status=0
  phala verify --offline --no-cache --trust-root root_ca.pem --hardware-only --json \
    --collateral collateral.json --at "$1" quote.bin >"$TMPDIR/out" || status=$?
  jq -r '[.at, .verdict, ([.checks[] | select(.result == "fail") | .id] | join(" ")),
    "undecided:", ([.checks[] | select(.result == "undecided") | .id] | join(" "))] | join(" ")' "$TMPDIR/out"
  echo "[$status]"
}
at 2026-01-15T00:00:00Z
at 1768435200
at 2026-01-15T01:00:00+01:00
at 2026-01-30T23:59:59Z
at 2026-01-31T00:00:00Z
at 2026-01-31T00:00:01Z
at 2025-12-31T23:59:59Z
at 2100-01-01T00:00:00Z
# Before the root was born.
at 1970-01-01T00:00:00Z
at 0
at 2010-01-01T00:00:00Z
for bad in 2026-01-15 2026-02-30T00:00:00Z 2026-01-15T00:00:00 yesterday 1e9 "" 99999999999999999999; do
  try phala verify --offline --at="$bad" quote.bin
done
