#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Redirects are followed, but not for ever and not to a place that is less protected.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin
for path in moved twice; do
  expect 0 collateral fetch "$quote" --pccs "$pccs/$path" --ca-file "$ca" --no-cache
done
answered 301 >"$scratch/count"
fetch_fails 3 'more than 3 redirects' "$pccs/loop" --ca-file "$ca" --no-cache
[[ $(answered 301) == 4 ]] || failed "a loop was not left after three redirects"
for path in elsewhere downgrade file; do
  fetch_fails 3 'not followed' "$pccs/$path" --ca-file "$ca" --no-cache
  within 5000
done
[[ $(answered 200) == 0 ]] || failed "an unprotected address was asked"
finish
