#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What was fetched is kept, used while it is fresh, and offline whatever its age.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin root=$scratch/pcs/root_ca.pem
verify=(verify --hardware-only --trust-root "$root" --ca-file "$ca" --pccs "$pccs")
kept=$XDG_CACHE_HOME/phala

entries() {
  find "$kept" -type f 2>/dev/null | wc -l
}

age() {
  sed -i 's/"stored_at": "[^"]*"/"stored_at": "'"$1"'"/' "$kept"/pccs/*/*.json
}

expect 0 "${verify[@]}" --no-cache "$quote"
[[ ! -e $kept ]] || failed "--no-cache writes"

expect 0 "${verify[@]}" "$quote"
[[ $(entries) == 4 ]] || failed "$(entries) entries, not 4"
[[ -z $(find "$kept" -type f ! -perm 0600) && -z $(find "$kept" -type d ! -perm 0700) ]] ||
  failed "others can read the cache"
[[ $(answered 200) == 8 ]] || failed "not four requests each"

# Fresh: no request. Old: again. Of the future: again.
expect 0 "${verify[@]}" --json "$quote"
[[ $(answered 200) == 0 ]] || failed "a request although the cache is fresh"
jq -e '[.inputs[] | select(.role == "collateral") | .origin] | unique == ["cache"]' \
  "$scratch/stdout" >"$scratch/jq" || failed "the inputs do not say that they are kept copies"
expect 0 "${verify[@]}" --no-cache "$quote"
[[ $(answered 200) == 4 ]] || failed "--no-cache reads"
for instant in 2020-01-01T00:00:00Z 2099-01-01T00:00:00Z; do
  age "$instant"
  expect 0 "${verify[@]}" "$quote"
  [[ $(answered 200) == 4 ]] || failed "an entry of $instant was not fetched anew"
done

# Damage is a miss, and is made good.
for damage in 'truncate -s 100' 'truncate -s 0' "sed -i s/sha256/sha257/"; do
  $damage "$kept"/pccs/*/tcb-*.json
  expect 0 "${verify[@]}" "$quote"
  [[ $(answered 200) == 1 ]] || failed "after '$damage' not exactly one request"
done

# Another service has another cache.
expect 0 collateral fetch "$quote" --ca-file "$ca" --pccs "${pccs/127.0.0.1/localhost}"
[[ $(answered 200) == 4 ]] || failed "the cache of another service was used"

# Without the service.
stop "$nginx_pid"
expect 0 "${verify[@]}" "$quote"
expect 0 collateral fetch "$quote" --offline --pccs "$pccs" -o "$scratch/kept.json"
age 2020-01-01T00:00:00Z
expect 0 collateral fetch "$quote" --offline --pccs "$pccs" -o "$scratch/kept.json"
expect 0 "${verify[@]}" "$quote"
expect 0 collateral fetch "$quote" --pccs "$pccs" -o "$scratch/kept.json" -v
says 'kept copy'
fetch_fails 5 . "$pccs" --offline --no-cache
rm -r "$kept"
fetch_fails 5 . "$pccs" --offline
expect 3 "${verify[@]}" "$quote"
fetch_fails 3 'cannot reach' "$pccs" --ca-file "$ca"
[[ $(entries) == 0 ]] || failed "something was kept of a service that is down"

# No place for a cache is no error.
start_again() {
  try_nginx || { echo "nginx does not start again"; exit 1; }
  started+=("$nginx_pid")
  verify=(verify --hardware-only --trust-root "$root" --ca-file "$ca" --pccs "$pccs")
}
rm "$scratch/nginx.pid" 2>/dev/null || true
start_again
echo "no folder" >"$scratch/file"
XDG_CACHE_HOME=$scratch/file expect 0 "${verify[@]}" "$quote"
XDG_CACHE_HOME=/proc/self expect 0 "${verify[@]}" "$quote"
HOME='' XDG_CACHE_HOME='' expect 0 "${verify[@]}" "$quote"
finish
