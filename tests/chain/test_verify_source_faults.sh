#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Source verification at services that let wait, fail, do not answer, or answer something else.
# shellcheck source=tests/chain/explorer_env
. "$(dirname -- "$0")/explorer_env"

secret=THEKEY7THEKEY7

# What the services say on the way.
words pending=2
verify 0 "$c" "$counter" "${own[@]}"
words no-own pending=1 unseen=1
verify 0 "$c" "$counter" "${own[@]}" --json
state verified unknown
[[ $(asked verifysourcecode) == 2 ]] || failed "not asked again"
words silent pending=1
verify 0 "$c" "$counter" "${own[@]}" --wait-timeout 30s --json
state verified exact
[[ $(asked own_submit) == 1 && $(asked verifysourcecode) == 1 ]] || failed "the other way was not taken"
words silent fail
verify 1 "$c" "$counter" "${own[@]}" --wait-timeout 8s
says 'Fail - Unable to verify'
words no-form unseen=1 busy=1 cut=1
verify 0 "$c" "$counter" "${own[@]}"
words unseen=1 cut=1
verify 0 "$c" "$counter" "${sourcify[@]}"
words fail
verify 1 "$c" "$counter" "${sourcify[@]}"
says 'no_match'
words twin no-form
verify 7 "$c" "$counter" "${own[@]}" --wait-timeout 2s
words partial
verify 0 "$c" "$counter" "${sourcify[@]}" --json
state already-verified partial
words unseen=100
verify 5 "$c" "$counter" "${own[@]}" --wait-timeout 3s

# Not done in time: the same command goes on.
words pending=3
verify 7 "$c" "$counter" "${sourcify[@]}" --wait-timeout 2s
says 'same command'
verify 0 "$c" "$counter" "${sourcify[@]}"
words
verify 0 "$c" "$counter" "${own[@]}" --no-wait --json
state submitted unknown

# No service, or none that answers.
words html
verify 3 "$c" "$counter" "${own[@]}"
verify 3 "$c" "$counter" "${sourcify[@]}"
ETHERSCAN_API_KEY=$secret verify 3 "$c" "$counter" "${etherscan[@]}"
words stall
verify 7 "$c" "$counter" "${own[@]}" --timeout 1
words stall-poll
verify 7 "$c" "$counter" "${own[@]}" --timeout 1 --wait-timeout 2s
verify 3 "$c" "$counter" --explorer-url http://127.0.0.1:1
verify 2 "$c" "$counter" --explorer-url http://explorer.example
verify 2 "$c" "$counter" --explorer-url "$explorer?a=b"

# An interruption ends it at once.
words pending=100
timeout --preserve-status -s INT 2 "$phala" contract verify-source "$c" "$counter" "${own[@]}" \
  --rpc-url "$ANVIL_URL" >"$scratch/stdout" 2>"$scratch/stderr" && status=0 || status=$?
[[ $status == 130 ]] || failed "interrupted: $status"
words
finish
