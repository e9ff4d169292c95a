#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Nothing waits longer than it was told to, and Ctrl-C ends it.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin
verify=(verify --hardware-only --trust-root "$scratch/pcs/root_ca.pem" --ca-file "$ca" --no-cache)
fetch_fails 7 'did not answer within 1' "$pccs/slow" --ca-file "$ca" --no-cache --timeout 1s
within 3000
expect 3 "${verify[@]}" --pccs "$pccs/slow" --timeout 1s "$quote"
within 3000
cut_server silent
silent=$cut
for url in "$silent" "${silent/http:/https:}"; do
  fetch_fails 7 'did not answer within 0.5' "$url" --ca-file "$ca" --no-cache --timeout 500ms
  within 2500
  expect 3 "${verify[@]}" --pccs "$url" --timeout 500ms "$quote"
  within 2500
done
cut_server drip
fetch_fails 7 'did not answer' "$cut" --no-cache --timeout 1s
within 3000
# Retries end with the timeout too.
fetch_fails 3 'answered 503' "$pccs/down" --ca-file "$ca" --no-cache --timeout 300ms
within 2300

# Ctrl-C, while an answer is waited for and between attempts.
interrupt() {
  status=0
  "$phala" collateral fetch "$quote" --pccs "$1" --ca-file "$ca" --no-cache --timeout 30s \
    -o "$scratch/none.json" </dev/null >"$scratch/stdout" 2>"$scratch/stderr" &
  local pid=$! start
  sleep 1
  start=$(date +%s%3N)
  kill -INT "$pid" 2>/dev/null || failed "it had ended before it was interrupted"
  wait "$pid" || status=$?
  [[ $status == 130 ]] || failed "interrupted, it ended with $status"
  (($(date +%s%3N) - start < 2500)) || failed "it took long to end"
  [[ -z $(find "$scratch" -maxdepth 1 -name 'none.json*') ]] || failed "a file was left"
}
# A shell without job control lets children ignore SIGINT.
set -m
interrupt "$silent"
interrupt "$pccs/slow"
finish
