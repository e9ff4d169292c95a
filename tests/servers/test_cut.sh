#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Answers that are cut, or are none: no crash, one line, nothing written, nothing kept.
# shellcheck source=tests/servers/servers
. "$(dirname -- "$0")/servers"
make_bodies

quote=$scratch/pcs/quote.bin
while read -r mode code pattern; do
  cut_server "$mode"
  fetch_fails "$code" "$pattern" "$cut" --timeout 5s
  within 8000
  expect 3 verify "$quote" --hardware-only --trust-root "$scratch/pcs/root_ca.pem" \
    --pccs "$cut" --timeout 5s --json
  jq -e '.verdict == "undecided"' "$scratch/stdout" >"$scratch/jq" || failed "$mode: not undecided"
  stop "$cut_pid"
done <<'CASES'
closed 3 not whole
reset 3 not whole
garbage 3 not whole
old-http 3 not whole
cut-headers 3 not whole
cut-body 3 not whole
cut-chunk 3 not whole
bad-chunk 3 not whole
bad-length 3 not whole
html 3 did not answer with a TCB Info
endless-headers 3 headers of more than
endless-body 3 larger than
hostile-header 3 answered 500
CASES
[[ -z $(find "$XDG_CACHE_HOME" -type f 2>/dev/null) ]] || failed "something was kept"

# Nobody listens any more.
fetch_fails 3 'cannot reach' "$cut" --timeout 5s
finish
