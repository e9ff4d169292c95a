#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a service may say instead of an answer: exit codes, messages, how often it is asked.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin
while read -r path code answer times; do
  answered "$answer" >"$scratch/count"
  fetch_fails "$code" "answered $answer" "$pccs/$path" --ca-file "$ca" --no-cache
  [[ $(answered "$answer") == "$times" ]] || failed "$path was not asked $times times"
done <<'CASES'
unknown 4 401 4
denied 4 403 4
none 5 404 4
gone 5 410 4
conflict 6 409 4
refused 1 400 4
down 3 503 4
flawed 3 500 4
odd 3 304 1
later 3 429 1
CASES

# The request id, in the message and in the document; what 404 means.
fetch_fails 3 'answered 503 \(request id-503\)' "$pccs/down" --ca-file "$ca" --no-cache
expect 3 collateral fetch "$quote" --pccs "$pccs/down" --ca-file "$ca" --no-cache --json
jq -e '.schema == "phala.error/1" and .error.kind == "service" and .error.request_id == "id-503"' \
  "$scratch/stdout" >"$scratch/jq" || failed "no error document"
fetch_fails 5 'request id-404' "$pccs/none" --ca-file "$ca" --no-cache
says 'FMSPC'

# A verdict is undecided then, and still one.
for path in none down later denied; do
  expect 3 verify "$quote" --hardware-only --trust-root "$scratch/pcs/root_ca.pem" \
    --pccs "$pccs/$path" --ca-file "$ca" --no-cache --json
  jq -e '.verdict == "undecided"' "$scratch/stdout" >"$scratch/jq" || failed "$path: not undecided"
done

# Bodies that are too big are not read to their end.
fetch_fails 3 'larger than' "$pccs/big" --ca-file "$ca" --no-cache
within 10000
expect_error 8 'larger than' verify --hardware-only "$pccs/big/quote.bin" --ca-file "$ca"
within 10000
expect_error 5 'answered 404' verify --hardware-only "$pccs/none/quote.bin" --ca-file "$ca"

# Addresses that are not asked at all.
answered 200 >"$scratch/count"
for url in http://192.0.2.1 http://example.org ftp://127.0.0.1 pccs.example.org '' \
  "https://user@127.0.0.1" "$pccs?a=b"; do
  fetch_fails 2 . "$url" --ca-file "$ca" --no-cache
done
expect_error 2 'http' verify --hardware-only http://192.0.2.1/quote.bin
expect_error 2 'offline|network' verify --hardware-only --offline "$pccs/quote.bin"
[[ $(answered 200) == 0 ]] || failed "requests although the addresses are wrong"
finish
