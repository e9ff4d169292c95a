#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala chain balance`: gas and tokens as cast has them, in one request; tokens that are none, are old,
# rude, or in the place of PHA; blocks, networks that are gone, a node of another chain.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
owner=${accounts[0]}
other=${accounts[1]}
pha=0xd63dD43678124DEb6bF38b0d7f8cf0674e85c46E
vpha=0xFdCEBD2E111D64Fc8a682703Eac62918093ec856

# create CONTRACT [SIGNATURE ARGUMENT…]: sets $address.
create() {
  local code name=$1
  code=0x$(<"$contracts/bin/$name.bin")
  shift
  (($# == 0)) || code+=$("$cast" abi-encode "$@" | cut -c 3-)
  address=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --json --create "$code" |
    jq -r .contractAddress)
  address=$("$cast" to-check-sum-address "$address")
}

# shows FILTER WANTED WORD…: the JSON of a balance has that.
shows() {
  local filter=$1 wanted=$2 found
  shift 2
  expect 0 chain balance "$@" --rpc-url "$PROXY_URL" --json
  found=$(jq -rc "$filter" "$scratch/stdout")
  [[ $found == "$wanted" ]] || failed "$* $filter is $found, not $wanted"
}

# lines TEXT WORD…: the whole answer, but for the line on top.
lines() {
  local wanted=$1
  shift
  expect 0 chain balance "$@" --rpc-url "$PROXY_URL"
  [[ $(tail -n +2 "$scratch/stdout") == "$wanted" ]] || failed "$* is not: $wanted"
}

create StakeToken 'c(string,uint8,uint256)' PHA 18 1234500000000000000000
token=$address
create StakeToken 'c(string,uint8,uint256)' SIX 6 1500001
six=$address
create OldToken
old=$address
create RudeToken
rude=$address

# On a chain that has the id of the real one, and nothing else of it: gas is there, the tokens are not,
# which is not a balance of 0.
shows '.balances | map([.token, .symbol, .decimals, .address])' \
  "[[\"gas\",\"ETH\",18,null],[\"pha\",\"PHA\",null,\"$pha\"],[\"vpha\",\"vPHA\",null,\"$vpha\"]]" "$other"
shows '.balances | map(.wei)' '["10000000000000000000000",null,null]' "$other"
expect_error 5 "there is no contract at $pha" chain balance "$other" --token pha --rpc-url "$PROXY_URL"
expect_error 5 "there is no contract at $other" chain balance "$other" --token "$other" --rpc-url "$PROXY_URL"

# As if it were: the token's code and storage at the place of PHA.
rpc anvil_setCode "$pha" "$("$cast" code --rpc-url "$ANVIL_URL" "$token")" >"$scratch/which"
rpc anvil_setCode "$vpha" "$("$cast" code --rpc-url "$ANVIL_URL" "$six")" >"$scratch/which"
expect_error 6 "vPHA at $vpha does not have the 18 decimals" chain balance "$other" --rpc-url "$PROXY_URL"
rpc anvil_setCode "$vpha" "$("$cast" code --rpc-url "$ANVIL_URL" "$token")" >"$scratch/which"
slot=$("$cast" index address "$other" 3)
rpc anvil_setStorageAt "$pha" "$slot" "$(printf '0x%064x' 250)" >"$scratch/which"
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$pha" 'balanceOf(address)(uint256)' "$other") == 250 ]] ||
  failed "balances are not where this test has them"
proxy_set
lines "10000                   ETH
    0.00000000000000025 PHA
    0                   vPHA" "$other"
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests"
shows '.balances[1] | [.token, .wei, .amount]' '["pha","250","0.00000000000000025"]' "$other"
shows '.balances | map(.token)' '["vpha"]' "$other" --token VPHA
shows '.balances[0].token' pha "$other" --token "${pha,,}"

# Any token: by what it says, with its address.
lines "1234.5 PHA ($token)" "$owner" --token "$token"
lines "1.500001 SIX ($six)" "$owner" --token "$six"
lines "1.234567 OLD ($old)" "$owner" --token "$old"
lines "42 \\x1b[2J\\x0aETH 1000000 ($rude), in its smallest unit: it does not say how many decimals it has" \
  "$owner" --token "$rude"
shows '.balances[0] | [.wei, .decimals, .amount, .token]' '["42",null,null,null]' "$owner" --token "$rude"
shows '.balances[0].symbol | length' 16 "$owner" --token "$rude"

# A contract that is no token, and what is no address.
create Counter 'c(uint256)' 1
expect_error 5 "the contract at $address is no token" chain balance "$owner" --token "$address" \
  --rpc-url "$PROXY_URL"
expect_error 2 "option '--token'" chain balance "$owner" --token phi --rpc-url "$PROXY_URL"
expect_error 2 "operand 'ADDRESS': an address has 40 hex digits" chain balance 0x12 --rpc-url "$PROXY_URL"
expect_error 2 "operand 'ADDRESS': the checksum of the address is wrong" \
  chain balance "${owner/f39/F39}" --rpc-url "$PROXY_URL"

# Blocks.
rpc anvil_mine 0x50 >"$scratch/which"
before=$(printf '%d' "$(rpc eth_blockNumber)")
rpc anvil_setBalance "$other" 0x5 >"$scratch/which"
rpc anvil_mine 0x1 >"$scratch/which"
shows '.balances[0].wei' 5 "$other"
shows '.balances[0].wei' 10000000000000000000000 "$other" --block finalized
shows '.block.number | tonumber < '"$before" true "$other" --block safe
expect 2 chain balance "$other" --block pending --rpc-url "$PROXY_URL"
proxy_set 'result=null@eth_getBlockByNumber'
expect_error 5 'the node has no finalized block' chain balance "$other" --block finalized --rpc-url "$PROXY_URL"

# Networks: another one, one without PHA, those that are gone.
proxy_set
expect_error 6 'chain 2035' chain balance "$owner" --network ethereum --rpc-url "$PROXY_URL"
expect_error 5 'no pha is known on base' chain balance "$owner" --network base --token pha --rpc-url "$PROXY_URL"
for name in khala 'Phala parachain' phat subbridge index poc5 pruntime lensapi-oracle; do
  expect_error 1 '.' chain balance "$owner" --network "$name"
  grep -qE 'phala-l2|Phala Cloud|bridge\.phala\.network|--network anvil' "$scratch/stderr" ||
    failed "$name: where to go now?"
done
expect 1 contract deploy "$contracts/foundry/Counter.sol/Counter.json" 1 --network khala --dry-run --from "$owner"
grep -q 'Khala parachain has ended' "$scratch/stderr" || failed "deploy --network khala does not say it"

# All three on Ethereum, at their addresses there.
l2_url=$ANVIL_URL
chain_id=1 start_anvil
pha=0x6c5bA91642F10282b576d91922Ae6448C9d52f4E
vpha=0x21d6eC8fc14CaAcc55aFA23cBa66798DAB3a0ec0
create StakeToken 'c(string,uint8,uint256)' PHA 18 0
for at in "$pha" "$vpha"; do
  rpc anvil_setCode "$at" "$("$cast" code --rpc-url "$ANVIL_URL" "$address")" >"$scratch/which"
done
rpc anvil_setStorageAt "$pha" "$("$cast" index address "$other" 3)" "$(printf '0x%064x' 1500000000000000000)" >"$scratch/which"
rpc anvil_setStorageAt "$vpha" "$("$cast" index address "$other" 3)" "$(printf '0x%064x' 2)" >"$scratch/which"
expect 0 chain balance "$other" --network ethereum --rpc-url "$ANVIL_URL" --json
found=$(jq -c '[.network, .chain_id] + (.balances | map([.symbol, .address, .amount]))' "$scratch/stdout")
[[ $found == "[\"ethereum\",\"1\",[\"ETH\",null,\"10000\"],[\"PHA\",\"$pha\",\"1.5\"],[\"vPHA\",\"$vpha\",\"0.000000000000000002\"]]" ]] ||
  failed "on Ethereum it is $found"
ANVIL_URL=$l2_url

# A node that lies about its form.
for answer in '"0x"' '"0x1"' '"0x00000000000000000000000000000000000000000000000000000000000000ff00"'; do
  proxy_set "result=$answer@eth_call"
  run chain balance "$owner" --token "$token" --rpc-url "$PROXY_URL"
  [[ $status == 5 || $status == 3 ]] || failed "eth_call $answer: $status"
done
proxy_set 'result="0x"@eth_getBalance'
expect 3 chain balance "$owner" --rpc-url "$PROXY_URL"
finish
