#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The way that works: collateral is fetched, and a quote judged by it.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin root=$scratch/pcs/root_ca.pem
verify=(verify --hardware-only --trust-root "$root" --ca-file "$ca")

# To a file, to stdout, from services whose address is written in other ways.
expect 0 collateral fetch "$quote" --pccs "$pccs" --ca-file "$ca" --no-cache -o "$scratch/one.json"
jq -e .tcb_info "$scratch/one.json" >"$scratch/jq" || failed "no collateral was written"
for service in "$pccs/" "$pccs/sgx/certification/v4/" "$pccs/older" "$plain" \
  "${plain/127.0.0.1/localhost}" "${pccs/127.0.0.1/localhost}"; do
  expect 0 collateral fetch "$quote" --pccs "$service" --ca-file "$ca" --no-cache --json
  cmp -s "$scratch/stdout" "$scratch/one.json" || failed "$service gives something else"
done
SSL_CERT_FILE=$ca expect 0 collateral fetch "$quote" --pccs "$pccs" --no-cache
SSL_CERT_FILE=$ca expect 0 collateral fetch "$pccs/quote.bin" --pccs "$pccs" --no-cache
expect 0 collateral fetch "$quote" --pccs "$pccs" --ca-file "$ca" --no-cache --tcb-update early -v
says 'update=early'

# What is fetched is what the quote is verified by, here and later.
expect 0 "${verify[@]}" --pccs "$pccs" --no-cache "$quote"
expect 0 "${verify[@]}" --pccs "$pccs" --no-cache "$pccs/quote.bin"
expect 0 "${verify[@]}" --offline --no-cache --collateral "$scratch/one.json" "$quote"
expect 0 "${verify[@]}" --pccs "$pccs" --no-cache --json "$quote"
jq -e '[.inputs[] | select(.role == "collateral") | .origin] == ["url", "url", "url", "url"]' \
  "$scratch/stdout" >"$scratch/jq" || failed "the inputs do not say where they are from"

# Nothing is asked for that was given.
answered 200 >"$scratch/count"
expect 0 "${verify[@]}" --pccs "$pccs" --no-cache --collateral "$scratch/one.json" "$quote"
[[ $(answered 200) == 0 ]] || failed "requests although all collateral was given"

# Answers of another kind, and a service that wants its client to wait for a moment.
fetch_fails 3 'TCB Info' "$pccs/headless" --ca-file "$ca" --no-cache
says 'TCB-Info-Issuer-Chain'
expect 0 collateral fetch "$quote" --pccs "$pccs/busy" --ca-file "$ca" --no-cache -v
says 'again in'
finish
