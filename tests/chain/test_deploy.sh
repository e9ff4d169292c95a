#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy`: what it refuses before anything is sent, what a dry run says, and what running it
# again does. Formats and types are in test_artifacts.sh.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
counter=$contracts/foundry/Counter.sol/Counter.json
quilt=$contracts/foundry/Quilt.sol/Quilt.json
refuses=$contracts/foundry/Refuses.sol/Refuses.json

deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$@" --rpc-url "$PROXY_URL" --key-file "$key" --json
}

sent() {
  proxy_calls eth_sendRawTransaction
}

field() {
  jq -r "$1" "$scratch/stdout"
}

# is WANTED FILTER: what the answer has there.
is() {
  [[ $(field "$2") == "$1" ]] || failed "$2 is $(field "$2"), not $1"
}

# Nothing of it is signed, and no key is read where the account is said.
proxy_set
expect 0 contract deploy "$counter" 7 --dry-run --from "${accounts[1]}" --rpc-url "$PROXY_URL" --json
is true .dry_run
is 7 '.contracts[0].arguments[0].value'
is "$("$cast" compute-address --nonce 0 "${accounts[1]}" | sed 's/.* //')" '.contracts[0].address'
[[ $(field .balance) == 10000000000000000000000 ]] || failed "a balance of $(field .balance)"
gas=$(field '.contracts[0].gas')
[[ $(field .cost_max) -gt $(field .cost_likely) ]] || failed "the most is not more than the likely"
expect 2 contract deploy "$counter" 7 --rpc-url "$PROXY_URL" --from "${accounts[1]}"
says 'key'

# One request before it is sent, one that sends it and sees it mined, one that proves it.
proxy_set
deploy 0 "$counter" 7
[[ $(proxy_requests) -le 4 ]] || failed "$(proxy_requests) requests"
is deployed '.contracts[0].state'
is exact '.contracts[0].code'
is "$gas" '.contracts[0].gas_used'
first=$(field '.contracts[0].address')
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$first" 'value()(uint256)') == 7 ]] || failed "not 7"

# Again: one request, nothing sent.
proxy_set
deploy 0 "$counter" 7
is true .unchanged
is "$first" '.contracts[0].address'
[[ $(sent) == 0 && $(proxy_requests) == 1 ]] || failed "$(sent) sent in $(proxy_requests) requests"
expect 0 contract deploy "$counter" start=7 --from "${accounts[3]}" --dry-run --rpc-url "$PROXY_URL"
says '^ *state: *unchanged'

# Another argument, code, or lie in the lock file.
deploy 6 "$counter" 8
says "$first"
says '--new'
deploy 6 "$quilt" a b --name Counter
cp phala-contracts.lock.json kept.json
jq '.networks["2035"].contracts.Counter.code_hash = "0x" + "11" * 32' kept.json >phala-contracts.lock.json
deploy 1 "$counter" 7
says 'other code'
jq --arg at "${accounts[2]}" '.networks["2035"].contracts.Counter.address = $at' kept.json \
  >phala-contracts.lock.json
deploy 0 "$counter" 7
is deployed '.contracts[0].state'
says 'the chain has no code there'
echo '{"version": 1}' >phala-contracts.lock.json
deploy 8 "$counter" 7
cp kept.json phala-contracts.lock.json
[[ $(transactions "${accounts[0]}") == 2 ]] || failed "not two transactions"

# Beside it, or in its place.
deploy 0 "$counter" 8 --name Second
deploy 0 "$counter" 8 --new
is deployed '.contracts[0].state'
deploy 0 "$counter" 8
is true .unchanged
deploy 0 "$counter" 8 --lock "other.json" --value 5wei
[[ $("$cast" balance --rpc-url "$ANVIL_URL" "$(field '.contracts[0].address')") == 5 ]] || failed "not 5 wei"
deploy 2 "$quilt" a b --value 1
says 'takes no value'

# What cannot be, or is not to be.
proxy_set
deploy 1 "$counter" 1 --name Dear --max-cost 1gwei
says '--max-cost'
deploy 2 "$counter" 1 --name Dear --max-cost 1foo
deploy 1 "$refuses" 0
says 'nothing is a multiple of none'
deploy 1 "$refuses" 0 --dry-run
is 1 "(.would_fail | test(\"nothing is a multiple of none\")) | if . then 1 else 0 end"
deploy 1 "$contracts/foundry/Sizes.sol/TooBig.json"
says '24576'
deploy 2 "$counter"
says '1 argument is expected'
deploy 2 "$counter" -- -1
says 'uint256'
deploy 5 "$counter.absent" 1
deploy 5 "$contracts/bin/Quilt.bin" a b --name Bin
says '--library'
rpc anvil_setBalance "${accounts[2]}" 0x1 >"$scratch/which"
expect 1 contract deploy "$counter" 1 --name Poor --rpc-url "$PROXY_URL" --key-file "$(key_file 2)"
says 'balance'
expect 6 contract deploy "$counter" 1 --name Poor --chain-id 8453 --rpc-url "$PROXY_URL" --key-file "$key"
[[ $(sent) == 0 ]] || failed "$(sent) transactions were sent of what cannot be"

# Two at once: one of them deploys, the other one sees that, or says that it has to be run again.
before=$(transactions "${accounts[0]}")
twice=(contract deploy "$counter" 1 --name Once --rpc-url "$ANVIL_URL" --key-file "$key")
timeout 60 "$phala" "${twice[@]}" >"$scratch/other" 2>&1 &
other=$!
run "${twice[@]}"
wait "$other" || [[ $? == 6 && $status == 0 ]] || failed "the other one: $(<"$scratch/other")"
[[ $status == 0 || $status == 6 ]] || failed "one of two ended with $status"
expect 0 "${twice[@]}"
[[ $(transactions "${accounts[0]}") == "$((before + 1))" ]] || failed "two of them made two contracts"

# Libraries: known ones are given, new ones deployed and used again.
deploy 0 "$quilt" a b
is 3 '.contracts | length'
patches=$(field '.contracts[] | select(.name == "Patches") | .address')
threads=$(field '.contracts[] | select(.name == "Threads") | .address')
deploy 0 "$quilt" c d --name Another
is 'unchanged unchanged deployed' '[.contracts[].state] | join(" ")'
linked=(--library "src/Quilt.sol:Patches=$patches" --library "src/Quilt.sol:Threads=$threads")
deploy 0 "$contracts/bin/Quilt.bin" e f --name Bin "${linked[@]}"
is 1 '.contracts | length'
is exact '.contracts[0].code'
deploy 0 "$contracts/bin/Quilt.bin" e f --name Bin "${linked[@]}"
is true .unchanged

# Sent and not waited for, or not seen in time: the same command goes on.
stop "$anvil_pid" "$proxy_pid"
rm phala-contracts.lock.json
start_anvil --no-mining
start_proxy
for _ in 1 2; do
  deploy 7 "$counter" 7 --wait none
  is 'sent, not seen' '.contracts[0].state'
  is false .finished
  is null .cost
  jq -e '.contracts[0].tx_hash | test("^0x[0-9a-f]{64}$")' "$scratch/stdout" >"$scratch/which" || failed "no hash"
  says 'run the same command again to finish'
  [[ ! -e phala-contracts.lock.json ]] || failed "what is not there is in the lock file"
done
expect 7 contract deploy "$counter" 7 --wait none --rpc-url "$PROXY_URL" --key-file "$key"
says 'finished: +no'
deploy 7 "$counter" 7 --wait-timeout 1s
says '0x[0-9a-f]{64}'
deploy 0 "$counter" 7 --dry-run
is 'sent, not seen' '.contracts[0].state'
rpc evm_mine >"$scratch/which"
deploy 0 "$counter" 7 --wait none
is deployed '.contracts[0].state'
is true .finished
jq -e '.networks["2035"].contracts.Counter' phala-contracts.lock.json >"$scratch/which" || failed "it is not locked"
deploy 0 "$counter" 7 --wait none
is unchanged '.contracts[0].state'
[[ $(transactions "${accounts[0]}") == 1 ]] || failed "not one transaction"
finish
