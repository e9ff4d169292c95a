. "$SOURCE/tests/cli/helpers"
# What a verdict rested on can be kept and judged again: the same report to the byte, from another
# folder and without the files; the bundle's options count only where the command line has none.
needs jq
use valid_tdx_v4
mrtd=$(verify --hardware-only --collateral collateral.json --json quote.bin | jq -r .measurements.mrtd)
data=$(verify --hardware-only --collateral collateral.json --json quote.bin | jq -r .measurements.report_data)
expect 0 verify --collateral collateral.json --expect "mrtd=$mrtd" --report-data "$data" --allow-tcb any \
  --min-tcb-date 2020-01-01 --save-bundle bundle.json --json quote.bin
cp "$TMPDIR/out" first.json
mkdir elsewhere
mv bundle.json first.json elsewhere
cd elsewhere
expect 0 phala verify --offline --no-cache --json bundle.json
cmp "$TMPDIR/out" first.json || wrong "the report differs"
grep -q "judged by the bundle's own options and under its own root" "$TMPDIR/err" || wrong "not said"
expect 0 phala verify --offline --no-cache --json - <bundle.json
cmp "$TMPDIR/out" first.json || wrong "the report from stdin differs"

# Options of the command line take the place of all of the bundle's, its root and instant with them.
expect 1 phala verify --offline --no-cache --hardware-only --json bundle.json
jq -e '.trust_root.builtin and (.checks[] | select(.id == "pck.root").result == "fail")' \
  "$TMPDIR/out" >/dev/null || wrong "the bundle's root counts"
expect 1 phala verify --offline --no-cache --trust-root ../root_ca.pem --at 2026-01-15T00:00:00Z \
  --expect "mrtd=${mrtd//[0-9a-f]/0}" bundle.json

# Another instant, judged by the bundle's options.
expect 1 phala verify --offline --no-cache --at 2020-01-01T00:00:00Z bundle.json

# Its collateral serves other evidence.
cp ../quote.bin ../root_ca.pem .
expect 0 verify --collateral bundle.json --hardware-only quote.bin

# A content that is not of its digest, an option that is none, an absent piece.
jq '.inputs[0].content = "AAAA"' bundle.json >changed.json
expect 8 phala verify --offline --no-cache changed.json
jq '.options += ["--no-such"]' bundle.json >changed.json
expect 8 phala verify --offline --no-cache changed.json
jq 'del(.at)' bundle.json >changed.json
expect 8 phala verify --offline --no-cache changed.json
expect 5 verify --hardware-only --collateral collateral.json --save-bundle none.json nothing.bin
[[ ! -e none.json ]] || wrong "a bundle of nothing"
