. "$SOURCE/tests/cli/helpers"
# Another root: PEM or DER, one certificate; the synthetic ones are nothing under Intel's own.
needs jq
use valid_tdx_v4
run() {
  local status=0
  phala verify --offline --no-cache --at 1768435200 --hardware-only --json \
    --collateral collateral.json "$@" quote.bin >"$TMPDIR/out" 2>"$TMPDIR/err" || status=$?
  sed 's/^/! /' "$TMPDIR/err"
  jq -r '.error.kind // [.verdict, .trust_root.builtin, .trust_root.sha256,
    ([.checks[] | select(.result == "fail") | .id] | join(" "))] | tostring' "$TMPDIR/out"
  echo "[$status]"
}
run --trust-root root_ca.pem
run --trust-root root_ca.der
run
sha256sum <root_ca.der
cat root_ca.pem root_ca.pem >two.pem
run --trust-root two.pem
run --trust-root collateral.json
run --trust-root /dev/null
run --trust-root absent
head -c 200 root_ca.der >short.der
run --trust-root short.der
run --trust-root root_ca.pem --trust-root root_ca.pem
