#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Evidence that a live server shows in its handshake: nothing is sent to it, nobody has to vouch for
# its certificate but the quote inside, and every way in which there is none has one clear line.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
need_nginx
make_machine

# The key of a machine's certificate, the same without its issuers, a certificate of the web, one
# that holds a quote which was made for something else, one that is no certificate of either.
make_leaves() (
  cd "$scratch" || exit
  cp machine/ra_tls.key right.key
  cp machine/ra_tls.key alone.key
  cp machine/ra_tls.pem right.pem
  openssl x509 -in machine/ra_tls.pem -out alone.pem
  local request=(openssl req -x509 -newkey ec -pkeyopt "ec_paramgen_curve:P-256" -nodes -days 3650)
  "${request[@]}" -subj /CN=web -keyout web.key -out web.pem 2>/dev/null
  local quote
  quote=$(od -An -v -tx1 <machine/quote.bin | tr -d ' \n')
  printf '[req]\ndistinguished_name=dn\nx509_extensions=own\n[dn]\n[own]\n%s=DER:0482%04x%s\n' \
    1.3.6.1.4.1.62397.1.1 $((${#quote} / 2)) "$quote" >stolen.conf
  "${request[@]}" -config stolen.conf -subj /CN=stolen -keyout stolen.key -out stolen.pem 2>/dev/null
  printf '[req]\ndistinguished_name=dn\nx509_extensions=own\n[dn]\n[own]\n%s=DER:0403616263\n' \
    1.3.6.1.4.1.62397.1.1 >broken.conf
  "${request[@]}" -config broken.conf -subj /CN=broken -keyout broken.key -out broken.pem 2>/dev/null
)

# shows PORT NAME [DIRECTIVES]: a server with that certificate, which would lead elsewhere if asked.
shows() {
  echo "server { listen 127.0.0.1:$1 ssl; ssl_certificate $scratch/$2.pem; ${3:-}"
  echo "ssl_certificate_key $scratch/$2.key; location / { return 302 https://192.0.2.1/; } }"
}

try_servers() {
  local ports
  mapfile -t ports < <(some_ports 7)
  {
    head_of_configuration
    shows "${ports[0]}" right
    shows "${ports[1]}" alone "ssl_protocols TLSv1.2;"
    shows "${ports[2]}" web
    shows "${ports[3]}" stolen
    shows "${ports[4]}" broken
    shows "${ports[5]}" right "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT@SECLEVEL=0;"
    echo "server { listen 127.0.0.1:${ports[6]}; } }"
  } >"$scratch/nginx.conf"
  right=https://127.0.0.1:${ports[0]} alone=https://127.0.0.1:${ports[1]}
  web=https://127.0.0.1:${ports[2]} stolen=https://127.0.0.1:${ports[3]}
  broken=https://127.0.0.1:${ports[4]} old_tls=https://127.0.0.1:${ports[5]}
  plain=http://127.0.0.1:${ports[6]}
  run_nginx
}

make_leaves
keep_trying try_servers

compose_hash=$(sha256sum <"$machine/app-compose.json" | cut -d ' ' -f 1)
# Options that take no part in the connection; the address is the last word.
verify=(verify --no-cache --at 2026-01-15T00:00:00Z --trust-root "$machine/root_ca.pem"
  --collateral "$machine/collateral.json")

# result CHECK RESULT: what the last report says.
result() {
  jq -e --arg id "$1" --arg result "$2" \
    '.checks[] | select(.id == $id).result == $result' "$scratch/stdout" >"$scratch/jq" ||
    failed "$1 is not $2"
}

# The machine itself, by address and name, with the slash of an empty path, of TLS 1.2, named.
for url in "$right" "${right/127.0.0.1/localhost}" "$right/" "$alone"; do
  expect 0 "${verify[@]}" --json --expect "compose_hash=$compose_hash" "$url"
  result ra_tls.key pass
  jq -e --arg url "$url" '.evidence.kind == "ra-tls" and
    (.inputs[0] | .role == "evidence" and .origin == "url" and .name == $url)' \
    "$scratch/stdout" >"$scratch/jq" || failed "the report does not say where it is from"
done
expect 0 "${verify[@]}" --hardware-only --kind ra-tls "$right/any/path?query"
expect 1 "${verify[@]}" --expect "compose_hash=${compose_hash//[0-9a-f]/0}" "$right"

# What the handshake gave is the same as the file of it.
expect 0 "${verify[@]}" --json --hardware-only "$right"
jq 'del(.inputs)' "$scratch/stdout" >"$scratch/live.json"
expect 0 "${verify[@]}" --json --hardware-only --offline "$machine/ra_tls.pem"
jq 'del(.inputs)' "$scratch/stdout" | cmp -s - "$scratch/live.json" ||
  failed "the file of the certificates is judged otherwise"

# Kept, it is judged again without the server.
expect 0 "${verify[@]}" --json --expect "compose_hash=$compose_hash" \
  --save-bundle "$scratch/bundle.json" "$right"
mv "$scratch/stdout" "$scratch/first.json"
expect 0 verify --offline --no-cache --json "$scratch/bundle.json"
cmp -s "$scratch/stdout" "$scratch/first.json" || failed "the bundle gives another report"

# A quote that was made for another key.
expect 1 "${verify[@]}" --json --hardware-only "$stolen"
result ra_tls.key fail

# An address is one, whatever files there are.
mkdir -p "$scratch/files/https:"
cp "$machine/ra_tls.pem" "$scratch/files/https:/${right#https://}"
(cd "$scratch/files" && expect_error 2 'network is not touched' "${verify[@]}" --offline \
  --hardware-only "$right"; ((failures == 0))) || failures=$((failures + 1))

# Nothing was asked for until here.
[[ ! -s $scratch/access.log ]] || failed "something was sent: $(<"$scratch/access.log")"

# What is no evidence, and what is no server of it.
none() {
  expect_error "$@"
  [[ ! -e $scratch/none.json ]] || failed "a bundle of nothing"
}
none=("${verify[@]}" --hardware-only --save-bundle "$scratch/none.json")
none 8 "'$web': not an RA-TLS certificate: it carries no quote" "${none[@]}" "$web"
none 8 "'$broken': not an RA-TLS certificate that can be read: extension .1" "${none[@]}" "$broken"
none 3 'no TLS connection' "${none[@]}" "${plain/http:/https:}"
none 3 'no TLS connection' "${none[@]}" "$old_tls"
none 2 'it is not https' "${none[@]}" --kind ra-tls "$plain"
none 3 'no trusted connection' "${none[@]}" "$right/quote.bin"
none 3 'cannot reach' "${none[@]}" https://127.0.0.1:9
none 2 'URL' "${none[@]}" https://user@127.0.0.1
for mode in closed reset garbage; do
  cut_server "$mode"
  none 3 'no TLS connection' "${none[@]}" --timeout 5s "${cut/http:/https:}"
  within 3000
  stop "$cut_pid"
done
cut_server silent
none 7 'did not answer within 0.5' "${none[@]}" --timeout 500ms "${cut/http:/https:}"
within 2500

# Ctrl-C while the handshake is waited for.
set -m
status=0
"$phala" "${none[@]}" --timeout 30s "${cut/http:/https:}" </dev/null >"$scratch/stdout" \
  2>"$scratch/stderr" &
pid=$!
sleep 1
kill -INT "$pid" 2>/dev/null || failed "it had ended before it was interrupted"
wait "$pid" || status=$?
[[ $status == 130 ]] || failed "interrupted, it ended with $status"
finish
