#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala contract status`: lock files made by hand and by `contract deploy`, against a chain that agrees,
# has changed, or is another one.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
start_anvil
zeros=0000000000000000000000000000000000000000000000000000000000000000
slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc

genesis=$(rpc eth_getBlockByNumber 0x0 false | jq -r .hash)

# create CODE: a contract with that runtime code; sets $address, $tx and $block.
create() {
  local runtime=${1#0x} receipt
  receipt=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --json --create \
    "0x60$(printf %02x $((${#runtime} / 2)))8060095f395ff3$runtime")
  address=$("$cast" to-check-sum-address "$(jq -r .contractAddress <<<"$receipt")")
  tx=$(jq -r .transactionHash <<<"$receipt")
  block=$(($(jq -r .blockNumber <<<"$receipt")))
}

# locked ADDRESS TX BLOCK CODE_HASH [MEMBERS]: what a lock file has of a contract.
locked() {
  jq -n --arg address "$1" --arg tx "$2" --arg block "$3" --arg hash "$4" --arg deployer "${accounts[0]}" \
    --arg zeros "0x$zeros" --argjson more "${5:-"{}"}" '{$address, $deployer, tx_hash: $tx, $block, nonce: "0",
    init_code_hash: $zeros, code_hash: $hash, constructor: "constructor()", arguments: "0x",
    artifact_sha256: $zeros} + $more'
}

# lock CONTRACTS: the lock file of chain 2035.
lock() {
  jq -n --arg genesis "$genesis" --argjson contracts "$1" \
    '{version: 1, networks: {"2035": {$genesis, $contracts}}}' >phala-contracts.lock.json
}

# shows CODE FILTER WANTED WORD…: status ends so, and its JSON has that.
shows() {
  local code=$1 filter=$2 wanted=$3 found
  shift 3
  expect "$code" contract status --rpc-url "$ANVIL_URL" --json "$@"
  found=$(jq -c "$filter" "$scratch/stdout")
  [[ $found == "$wanted" ]] || failed "$filter: $found, not $wanted"
}
rows='[.networks[].contracts[] | [.name, .state] + .differs | join(" ")]'

create 0x6001
implementation=$address
one=$(locked "$address" "$tx" "$block" "$("$cast" keccak 0x6001)")
create 0x6002
proxy=$address
two=$(locked "$address" "$tx" "$block" "$("$cast" keccak 0x6002)" '{"proxy_of":"Counter"}')
rpc anvil_setStorageAt "$proxy" "$slot" "0x${zeros:0:24}$(tr '[:upper:]' '[:lower:]' <<<"${implementation#0x}")" >/dev/null
both=$(jq -n --argjson one "$one" --argjson two "$two" '{Counter: $one, "Counter.proxy": $two}')

# All as it was locked, in one request; and for people.
lock "$both"
start_proxy
proxy_set
expect 0 contract status --rpc-url "$PROXY_URL"
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests"
cmp -s "$scratch/stdout" <(printf '%s\n' "phala-l2, chain 2035" "ok       Counter        $implementation" \
  "ok       Counter.proxy  $proxy") || failed "the answer is another one"
shows 0 "$rows" '["Counter ok","Counter.proxy ok"]'
shows 0 '[.schema, .lock, .as_locked, (.networks[] | .network, .chain_id, .genesis_is_locked)]' \
  '["phala.contract-status/1","phala-contracts.lock.json",true,"phala-l2","2035",true]'
mv phala-contracts.lock.json elsewhere.json
shows 0 .lock '"elsewhere.json"' --lock elsewhere.json
mv elsewhere.json phala-contracts.lock.json

# One thing is otherwise.
lock "$(jq '.Counter.code_hash = "0x'$zeros'"' <<<"$both")"
shows 1 "$rows" '["Counter changed code","Counter.proxy ok"]'
expect 1 contract status --rpc-url "$ANVIL_URL"
says "^changed  Counter        $implementation  \(code\)$" || failed "the line is another one"
lock "$(jq '.Counter.tx_hash = "0x'$zeros'"' <<<"$both")"
shows 1 "$rows" '["Counter changed transaction","Counter.proxy ok"]'
lock "$(jq '.Counter.block = "77"' <<<"$both")"
shows 1 "$rows" '["Counter changed transaction","Counter.proxy ok"]'
lock "$(jq '.Counter.address = "0x4e59b44847b379578588920cA78FbF26c0B4956C"' <<<"$both")"
shows 1 "$rows" '["Counter changed code transaction","Counter.proxy changed implementation"]'
lock "$(jq '.Counter.address = "0x00000000000000000000000000000000DeaDBeef"' <<<"$both")"
shows 1 "$rows" '["Counter absent code transaction","Counter.proxy changed implementation"]'
lock "$(jq 'del(.Counter)' <<<"$both")"
shows 1 "$rows" '["Counter.proxy changed implementation"]'
genesis=0x$zeros lock "$both"
shows 1 '[.as_locked, .networks[0].genesis_is_locked]' '[false,false]'

# What was there already, and what came by CREATE2.
lock "$(jq 'del(.Counter.tx_hash, .Counter.block, .Counter.nonce) | .Counter.salt = "0x'$zeros'"' <<<"$both")"
shows 0 "$rows" '["Counter ok","Counter.proxy ok"]'
lock "$(jq 'del(.Counter.nonce) | .Counter.salt = "0x'$zeros'"' <<<"$both")"
shows 0 "$rows" '["Counter ok","Counter.proxy ok"]'

# What deploy writes; then the proxy is pointed elsewhere, and then the chain begins anew.
rm phala-contracts.lock.json
compile_contracts
key=$(key_file 1)
expect 0 contract deploy "$contracts/foundry/Counter.sol/Counter.json" 7 --key-file "$key" --rpc-url "$ANVIL_URL"
shows 0 "$rows" '["Counter ok"]'
rpc anvil_setCode "$(jq -r '.networks["2035"].contracts.Counter.address' phala-contracts.lock.json)" 0x00 >/dev/null
shows 1 "$rows" '["Counter changed code"]'
url=$ANVIL_URL
stop "$anvil_pid"
expect 3 contract status --rpc-url "$url"
start_anvil --timestamp 1700000000
shows 1 '[.networks[0].genesis_is_locked, .networks[0].contracts[0].state]' '[false,"absent"]'
expect 1 contract status --rpc-url "$ANVIL_URL"
says '^phala-l2, chain 2035: another chain than the one that was locked$' || failed "the line is another one"

# All networks: one of phala.toml, and one that nobody knows.
other_url=$ANVIL_URL
chain_id=31338 start_anvil
genesis=$(rpc eth_getBlockByNumber 0x0 false | jq -r .hash)
create 0x6001
one=$(locked "$address" "$tx" "$block" "$("$cast" keccak 0x6001)")
jq --arg genesis "$genesis" --argjson one "$one" '.networks["31338"] = {$genesis, contracts: {Here: $one}}' \
  phala-contracts.lock.json >both.json
printf '[networks.phala-l2]\nrpc_url = "%s"\n[networks.here]\nchain_id = 31338\nrpc_url = "%s"\n' "$other_url" \
  "$ANVIL_URL" >phala.toml
expect 1 contract status --all --lock both.json --json
[[ $(jq -c "[.networks[] | .network, .as_locked, .contracts[].state]" "$scratch/stdout") == \
  '["phala-l2",null,"absent","here",null,"ok"]' ]] || failed "not both networks"
expect 0 contract status --network here --lock both.json
expect_error 5 "^phala: the lock file has no contract on 'here' \(chain 31338\)$" contract status --network here
expect_error 2 "option '--all' goes with no option" contract status --all --network here
expect_error 6 "is a node of chain 31338, not of 2035" contract status --rpc-url "$ANVIL_URL"
sed -i '/here/,$d' phala.toml
expect_error 2 "^phala: chain 31338: " contract status --all --lock both.json
rm phala.toml

# No lock file, an empty one, and none.
expect_error 5 "^phala: there is no lock file 'absent.json'$" contract status --lock absent.json
echo '{"version":1,"networks":{}}' >empty.json
expect_error 5 "^phala: there is no contract in the lock file 'empty.json'$" contract status --lock empty.json
echo '{"version":2,"networks":{}}' >other.json
expect_error 8 "^phala: lock file 'other.json': member 'version' is not 1$" contract status --lock other.json
finish
