#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala contract send`: done once, whatever happens on the way.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
abi=$contracts/bin/Counter.abi
key=$(key_file 0)
journal=$data/phala/journal/2035-${accounts[0]}.jsonl

# create NAME WORD: a contract of account 3 with that constructor argument; prints its address.
create() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[3]}" --json --create \
    "0x$(cat "$contracts/bin/$1.bin")$2" | jq -r .contractAddress | xargs "$cast" to-check-sum-address
}
counter=$(create Counter "$(printf %064x 7)")

# value: what the counter stands at.
value() {
  "$cast" call --rpc-url "$ANVIL_URL" "$counter" 'value()(uint256)'
}
# has FILTER: the JSON answer.
has() {
  jq -e "$1" "$scratch/stdout" >"$scratch/which" || failed "not so: $1"
}
# sent N: so many of the account are mined, and the journal is empty.
sent() {
  [[ $(transactions "${accounts[0]}") == "$1" ]] || failed "$(transactions "${accounts[0]}") are mined, not $1"
  [[ ! -s $journal ]] || failed "something is left in the journal"
}
# on_its_way: waits until what another process sends is in the journal, and with the node.
on_its_way() {
  for _ in {1..100}; do
    [[ ! -s $journal ]] || break
    sleep 0.05
  done
  known "$(jq -r .hash "$journal" | tail -n 1)"
}
# known HASH: waits until the node has it.
known() {
  for _ in {1..200}; do
    [[ $(rpc eth_getTransactionByHash "$1") == null ]] || return 0
    sleep 0.05
  done
  failed "$1 did not come to the node"
}
send() {
  contract_send "$ANVIL_URL" "$@"
}
contract_send() {
  local url=$1
  shift
  echo contract send --rpc-url "$url" --abi "$abi" --key-file "$key" "$counter" "$@"
}
# shellcheck disable=SC2046
{
# Mined at once: two requests, the second of which has the receipt or is followed by few.
start_proxy
proxy_set
expect 0 $(contract_send "$PROXY_URL" set 42) --json
[[ $(proxy_requests) -le 5 ]] || failed "$(proxy_requests) requests"
[[ $(proxy_calls eth_sendRawTransaction) == 1 ]] || failed "sent more than once"
has '.schema == "phala.contract-send/1" and .status == "succeeded" and .nonce == "0" and .was_sent_before == false'
has '.events == [{address: .to, event: "Changed", signature: "Changed(address,uint256)", values: {by: .from, value: "42"}}]'
has '(.fee | tonumber) == (.gas_used | tonumber) * (.gas_price | tonumber)'
[[ $(value) == 42 ]] || failed "not 42"
sent 1
[[ $(stat -c %a "$journal" "$(dirname "$journal")" | xargs) == "600 700" ]] || failed "modes of the journal"
expect 0 $(send step) --value 1ether --gas-price 5gwei --json
has '.value == "1000000000000000000" and .gas_price == "5000000000"'
expect 0 $(send step) --max-fee 9gwei --priority-fee 2gwei --gas-limit 90000
sent 3

# For people money has its unit; in JSON it is wei.
expect 0 $(send step) --dry-run --value 0.5ether
says '^value: +0\.5 ETH$'
says '^max fee: +[0-9.]+ gwei$'
says '^priority fee: +[0-9.]+ gwei$'
says '^cost max: +0\.5[0-9]+ ETH$'
says '^balance: +[0-9.]+ ETH$'
! grep -qE '[0-9]{15}$' "$scratch/stdout" || failed "a number without a unit"

# A dry run sends nothing; it needs no key.
expect 0 $(send step) --dry-run --json
has '.dry_run and .returns == ["45"] and .nonce == "3" and (.cost_max | tonumber) > 0'
expect 0 contract send --rpc-url "$ANVIL_URL" "$counter" 'step()(uint256)' --dry-run --from "${accounts[2]}" --json
has '.from == "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC" and .nonce == "0"'
expect_error 2 "'--from' goes with '--dry-run', '--unsigned' and '--safe'" $(send step) --from "${accounts[2]}"

# Refused before anything is sent; what it would be reverted with is in the JSON.
expect 1 $(send set 101) --json
has '.error.data == "0xf000fe80" + "'"$(printf %064x%064x 100 101)"'"'
expect_error 1 'reverted: Above\(limit: 100, given: 101\)' $(send set 101)
expect_error 1 'reverted: Above' $(send set 101) --gas-limit 90000
expect_error 1 'reverted: not_today' $(send named not_today)
expect_error 1 'above --max-cost 0.000001 ether' $(send step) --max-cost 1000gwei --gas-limit 90000
expect_error 2 'gas-limit.*costs 21064 before anything runs' $(send step) --gas-limit 21063
expect 1 $(send step) --value 20000ether
says 'funds'
expect 1 $(send set 1) --value 1
expect_error 5 'no contract' contract send --rpc-url "$ANVIL_URL" --key-file "$key" "${accounts[2]}" 'f()'
expect_error 6 'chain 2035, not of 8453' $(send step) --network base
expect_error 2 'wait' $(send step) --wait forever
expect_error 2 'wait' $(send step) --wait confirmations=0
expect_error 2 'gas-price' $(send step) --gas-price 1 --max-fee 1
expect_error 2 'nothing runs' $(send step) --gas-limit 0
expect_exit 74 env -u HOME -u XDG_DATA_HOME "$phala" $(send step)
says 'set HOME'
"$cast" rpc --rpc-url "$ANVIL_URL" anvil_setBalance "${accounts[2]}" 0x1 >"$scratch/which"
expect_error 1 '[Ff]unds' contract send --rpc-url "$ANVIL_URL" --key-file "$(key_file 2)" "$counter" 'step()'
sent 3

# As cast has it: the estimate is the limit; no function is a transfer, be there a contract or not.
as_cast=(contract send --rpc-url "$ANVIL_URL" --key-file "$(key_file 1)" --as-cast)
expect 0 "${as_cast[@]}" "$counter" 'set(uint256)' 8 --dry-run --json
has '.gas_limit == .gas_estimate'
expect_error 2 'SIGNATURE.NAME is missing' $(contract_send "$ANVIL_URL")
expect_error 2 'receive\(\): 1 given, 0 expected' "${as_cast[@]}" "${accounts[2]}" --args-json '[1]'
expect_error 5 'no contract' "${as_cast[@]}" "${accounts[2]}" 'f()'
expect_error 1 'reverted without a reason' "${as_cast[@]}" "$counter"
expect 0 "${as_cast[@]}" "${accounts[3]}" --value 5gwei --json
has '.gas_used == "21000" and .value == "5000000000" and (has("signature") | not) and .events == []'
jq -r .hash "$scratch/stdout" | xargs "$cast" tx --rpc-url "$ANVIL_URL" --json >"$scratch/which"
jq -e '.gas == "0x5208" and .input == "0x" and .type == "0x2"' "$scratch/which" >"$scratch/has" ||
  failed "not the transfer of cast: $(<"$scratch/which")"
# A fee that no node takes is the node's to refuse: nothing of it is left.
before=$(transactions "${accounts[1]}")
expect 1 "${as_cast[@]}" "${accounts[3]}" --max-fee 2gwei --priority-fee 3gwei
says 'priority fee per gas higher than max fee per gas'
says 'as cast has it: no node takes it'
[[ ! -s $data/phala/journal/2035-${accounts[1]}.jsonl ]] || failed "something is left in the journal"
expect 0 "${as_cast[@]}" "${accounts[3]}"
[[ $(transactions "${accounts[1]}") == $((before + 1)) ]] || failed "a nonce was lost"
expect_error 2 "'--nonce' goes with" "${as_cast[@]}" "${accounts[3]}" --nonce 3

# What the simulation did not see: mined and reverted is never 0, and it is done with.
proxy_set 'result="0x15f90"@eth_estimateGas'
expect_error 1 "failed in block [0-9]+: reverted: Above\(limit: 100, given: 101\)" $(contract_send "$PROXY_URL" set 101)
sent 4
full=$(create Counter "$(printf f%.0s {1..64})")
expect_error 1 "failed in block [0-9]+: reverted: panic 0x11" contract send --rpc-url "$PROXY_URL" --key-file "$key" "$full" 'step()'
sent 5
expect 1 $(contract_send "$PROXY_URL" named 'not_today')
says 'reverted: not_today'
sent 6
proxy_set

# Killed between any two requests: the same command goes on, and there is one transaction.
n=6
for fault in kill-before=@2 kill-before=@eth_sendRawTransaction kill-after=@eth_sendRawTransaction kill-after=@3; do
  proxy_set "$fault"
  before=$(value)
  "$phala" $(contract_send "$PROXY_URL" step) --json >"$scratch/killed" 2>&1 &
  echo $! >"$scratch/pid"
  wait $! 2>"$scratch/which" || true
  proxy_set
  if [[ -s $journal ]]; then
    expect 0 $(contract_send "$PROXY_URL" step) --json
    has '.was_sent_before and .status == "succeeded"'
    says 'was sent by an earlier run'
  fi
  n=$((n + 1))
  sent $n
  [[ $(value) == $((before + 1)) ]] || failed "$fault: $(value), after $before"
done

# Two at once wait for each other.
before=$(value)
"$phala" $(send step) >"$scratch/one" 2>&1 & one=$!
"$phala" $(send step) >"$scratch/two" 2>&1 & two=$!
wait $one || failed "the first of two: $(<"$scratch/one")"
wait $two || failed "the second of two: $(<"$scratch/two")"
n=$((n + 2))
sent $n
[[ $(value) == $((before + 2)) ]] || failed "not both"

# The node takes it, and forgets it: it is sent again.
rpc evm_setAutomine false >"$scratch/which"
before=$(value)
"$phala" $(send step) --json >"$scratch/stdout" 2>"$scratch/stderr" & one=$!
on_its_way
hash=$(jq -r .hash "$journal")
rpc anvil_dropTransaction "$hash" >"$scratch/which"
[[ $(rpc eth_getTransactionByHash "$hash") == null ]] || failed "it was not dropped"
known "$hash"
rpc evm_mine >"$scratch/which"
wait $one || failed "it was not sent again"
has ".hash == \"$hash\""
n=$((n + 1))
sent $n

# Not in time: 7, with the hash; the same command goes on; another one comes behind it.
expect_error 7 '0x[0-9a-f]{64} was sent, and not seen in a block in 300 ms' $(send step) --wait-timeout 300ms
hash=$(jq -r .hash "$journal")
says "$hash"
says 'the same command goes on'
expect 7 $(send set 3) --wait-timeout 300ms
[[ $(jq -r .nonce "$journal" | xargs) == "$n $((n + 1))" ]] || failed "nonces of the journal"
expect 7 $(send step) --wait-timeout 300ms
[[ $(wc -l <"$journal") == 2 ]] || failed "the same is in the journal twice"
# The node loses both: they are there again before anything else is sent.
rpc anvil_dropAllTransactions >"$scratch/which"
expect 7 $(send step) --wait-timeout 300ms
[[ $(printf '%d\n' "$(rpc eth_getTransactionCount "${accounts[0]}" pending)") == $((n + 2)) ]] || failed "not sent again"
rpc evm_mine >"$scratch/which"
expect 0 $(send step) --json
has ".was_sent_before and .hash == \"$hash\""
expect 0 $(send set 3) --json
n=$((n + 2))
sent $n
[[ $(value) == 3 ]] || failed "not 3"

# Interrupted: 130, and the same command goes on.
"$phala" $(send step) >"$scratch/stdout" 2>"$scratch/stderr" & one=$!
on_its_way
kill -INT $one
status=0
wait $one || status=$?
[[ $status == 130 ]] || failed "interrupted: $status"
says "$(jq -r .hash "$journal")"
rpc evm_mine >"$scratch/which"
expect 0 $(send step)
n=$((n + 1))
sent $n

# Sent is enough.
expect 0 $(send step) --wait none --json
has '.status == "sent" and .events == []'
# What is pending from elsewhere is said; what is sent now comes behind it.
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --async --nonce $((n + 1)) "$counter" 'set(uint256)' 5 >"$scratch/which"
expect 0 $(send step) --wait none --json
has ".nonce == \"$((n + 2))\""
says '2 pending that were sent elsewhere'
rpc evm_mine >"$scratch/which"
n=$((n + 3))
sent $n

# Somebody takes the nonce: 6, and it is not tried again.
expect 7 $(send step) --wait-timeout 200ms
hash=$(jq -r .hash "$journal")
rpc anvil_dropTransaction "$hash" >"$scratch/which"
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --async --nonce $n "$counter" 'set(uint256)' 6 >"$scratch/which"
rpc evm_mine >"$scratch/which"
rpc evm_setAutomine true >"$scratch/which"
expect 0 $(send step) --json
says "another transaction took nonce $n; it does not count any more"
has '.was_sent_before == false'
n=$((n + 2))
sent $n

# A block every second; confirmations; blocks that are safe and final.
rpc evm_setIntervalMining 1 >"$scratch/which"
expect 0 $(send step) --wait confirmations=3 --json
[[ $(($(rpc eth_blockNumber))) -ge $(($(jq -r .block "$scratch/stdout") + 2)) ]] || failed "not 3 confirmations"
expect 7 $(send step) --wait finalized --wait-timeout 1s
says 'is in block [0-9]+, and not yet as deep as asked for'
rpc anvil_mine 0x80 >"$scratch/which"
expect 0 $(send step) --wait finalized
expect 0 $(send step) --wait safe --wait-timeout 100s
n=$((n + 3))
sent $n
rpc evm_setIntervalMining 0 >"$scratch/which"
# Its block is reorganised away while it is waited for.
rpc evm_setAutomine false >"$scratch/which"
"$phala" $(send step) --wait confirmations=3 -v --json >"$scratch/stdout" 2>"$scratch/stderr" & one=$!
on_its_way
hash=$(jq -r .hash "$journal")
rpc evm_mine >"$scratch/which"
sleep 2.5
rpc anvil_reorg 1 '[]' >"$scratch/which"
known "$hash"
rpc anvil_mine 3 >"$scratch/which"
wait $one || failed "not after a reorganisation"
says 'its block was reorganised away'
has '.status == "succeeded"'
n=$((n + 1))
sent $n
rpc evm_setAutomine true >"$scratch/which"

# A node that lies of the receipt.
proxy_set 'patch={"transactionHash":"0x'"$(printf %064x 1)"'"}@eth_getTransactionReceipt'
expect 3 $(contract_send "$PROXY_URL" step) --wait-timeout 5s
proxy_set
expect 0 $(contract_send "$PROXY_URL" step) --json
has '.was_sent_before'
n=$((n + 1))
sent $n

# The node is another one of the same id: what is in the journal does not count there.
rpc evm_setAutomine false >"$scratch/which"
expect 7 $(send step) --wait-timeout 200ms
stop "$anvil_pid"
start_anvil
again=$(create Counter "$(printf %064x 7)")
[[ $again == "$counter" ]] || failed "$again is not $counter"
expect 0 $(send step) --json
has '.nonce == "0" and .was_sent_before == false'
says '1 in the journal: sent on another chain with the id 2035'
[[ $(value) == 8 ]] || failed "$(value) is not 8"
[[ $(wc -l <"$journal") == 1 ]] || failed "the journal is not kept"

# A journal that is damaged is not written over.
echo '{}' >>"$journal"
cp "$journal" "$scratch/copy"
expect_error 8 'line 2' $(send step)
cmp -s "$journal" "$scratch/copy" || failed "it was written over"
}
finish
