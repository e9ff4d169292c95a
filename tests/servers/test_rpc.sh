#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Nodes that are not as they should be: what `chain info`, which asks all in one request, makes of
# them, and how often it asks.
# shellcheck source=tests/servers/servers
. "$(dirname -- "$0")/servers"
command -v python3 >"$scratch/which" || skip "python3 is not installed"
unset ETH_RPC_URL
mkdir "$scratch/work"
cd "$scratch/work"

python3 "$here/rpc_server.py" "$scratch/log" >"$scratch/port" 2>"$scratch/server" &
started+=("$!")
for _ in {1..100}; do
  [[ ! -s $scratch/port ]] || break
  sleep 0.05
done
[[ -s $scratch/port ]] || { echo "the server does not start"; cat "$scratch/server"; exit 1; }
node=http://127.0.0.1:$(cat "$scratch/port")

# How many requests a mode had, and how many questions the last one of them.
requests() {
  grep -c "^$1 " "$scratch/log" || true
}
questions() {
  grep "^$1 " "$scratch/log" | tail -n 1 | cut -d ' ' -f 2
}

info() {
  expect "$1" chain info --rpc-url "$node/$2/v2/CANARY" "${@:3}"
  ! grep -q CANARY "$scratch/stdout" "$scratch/stderr" || failed "$2: the path is shown"
}

# Good ones.
info 0 plain --json
[[ $(requests plain) == 1 ]] || failed "not one request"
all=$(questions plain)
((all > 10)) || failed "only $all questions in it"
jq -e '.chain_id == "2035" and .client == "Node/v1" and .fees == {"max_fee": "207", "priority_fee": "7"} and
  .block.number == "16" and .l1.base_fee == "5" and .l1.fjord and (.node | test("^http://127.0.0.1:[0-9]+$"))' \
  "$scratch/stdout" >"$scratch/jq" || failed "not what the node says"
cp "$scratch/stdout" "$scratch/plain"

# An answer in another order, or under another status, is the same answer.
for mode in reversed status-500; do
  info 0 "$mode" --json
  cmp <(jq 'del(.block.age_seconds)' "$scratch/stdout") <(jq 'del(.block.age_seconds)' "$scratch/plain") ||
    failed "$mode: another answer"
  [[ $(requests "$mode") == 1 ]] || failed "$mode: not one request"
done

# Without a fee history there is another way.
info 0 fees --json
jq -e '.fees == {"max_fee": "209", "priority_fee": "9"}' "$scratch/stdout" >"$scratch/jq" || failed "no fall-back"

# Nodes that take no batches are asked one by one, once they have said so, over one connection.
for mode in object empty lone http-400 http-405 http-501; do
  info 0 "$mode" --json
  cmp <(jq 'del(.block.age_seconds)' "$scratch/stdout") <(jq 'del(.block.age_seconds)' "$scratch/plain") ||
    failed "$mode: another answer"
  [[ $(requests "$mode") == $((all + 1)) ]] || failed "$mode: $(requests "$mode") requests"
  [[ $(questions "$mode") == 1 ]] || failed "$mode: not one by one"
done
[[ $(grep '^object ' "$scratch/log" | cut -d ' ' -f 3 | sort -u | wc -l) == 1 ]] ||
  failed "connections are not kept"
! grep -E '[A-Z]' "$scratch/log" || failed "headers that should not be there"

# What may pass is asked again.
for mode in twice-429 twice-busy; do
  info 0 "$mode"
  [[ $(requests "$mode") == 3 ]] || failed "$mode: $(requests "$mode") requests"
done
info 0 once-503
[[ $(requests once-503) == 2 ]] || failed "once-503: $(requests once-503) requests"

# Lies, and what is no node.
while read -r mode code times words; do
  info "$code" "$mode"
  says "$words"
  [[ $(requests "$mode") == "$times" ]] || failed "$mode: $(requests "$mode") requests, not $times"
  info "$code" "$mode" --json
  jq -e '.schema == "phala.error/1"' "$scratch/stdout" >"$scratch/jq" || failed "$mode: no error document"
done <<'CASES'
missing 3 1 no JSON-RPC: an answer is missing
doubled 3 1 two answers to one question
stranger 3 1 an answer to what was not asked
both 3 1 without a result or an error
texts 3 1 an answer to what was not asked
old 3 1 without a result or an error
other-chain 6 1 is a node of chain 1, not of 2035
unknown-chain 6 1 is a node of chain 11259375, not of 2035
no-chain 3 1 eth_chainId: not now
padded 3 1 eth_chainId is not of its form
html 3 1 it is a web page
nothing 3 1 it is empty
deep 3 1 no JSON-RPC
number 3 2 no JSON-RPC
redirect 3 1 answered 307
denied 4 2 answered 401
absent 3 2 answered 404
down 3 4 answered 502
busy 3 4 limit exceeded
CASES
info 3 forbidden
says 'no key'

# Hints name what would be right.
info 6 other-chain
says '--network ethereum, or --chain-id 1'
info 6 unknown-chain
says '--chain-id 11259375'
info 0 other-chain --network ethereum
info 0 other-chain --chain-id 1

# A node that stalls.
info 3 slow --timeout 1
within 3000
finish
