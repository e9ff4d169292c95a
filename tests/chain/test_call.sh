#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala contract call`: values, names, reverts, and what is not there.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
abi=$contracts/bin/Counter.abi
artifact=$contracts/foundry/Counter.sol/Counter.json
node=(--rpc-url "$ANVIL_URL")

# create NAME WORD: a contract with that constructor argument; prints its address.
create() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --json --create \
    "0x$(cat "$contracts/bin/$1.bin")$2" | jq -r .contractAddress | xargs "$cast" to-check-sum-address
}
counter=$(create Counter "$(printf %064x 7)")

# gives TEXT WORD…: the call ends with 0, and stdout is that.
gives() {
  local wanted=$1
  shift
  expect 0 contract call "${node[@]}" "$counter" "$@"
  [[ $(<"$scratch/stdout") == "$wanted" ]] || failed "not '$wanted': $*"
}
gives 7 'value()(uint256)'
gives 7 'value() returns (uint256)'
gives 7 'function value() external view returns (uint256 now)'
gives "0x$(printf %064x 7)" 'value()'
gives 7 value --abi "$abi"
gives 7 value --abi "$artifact"
gives 7 value --abi "$contracts/solc.json:Counter"
gives 7 'value()' --abi "$abi"
gives "${accounts[0]}" maker --abi "$contracts/bin/Counter.bin"
gives "0x" 'set(uint256)' 9
gives 8 step --abi "$abi" --value 1ether --from "${accounts[1]}"

# By the names of an ABI that has them; integers are texts.
echo '[{"type":"function","name":"value","inputs":[],"outputs":[{"name":"count","type":"uint256"}]}]' >named.json
expect 0 contract call "${node[@]}" "$counter" value --abi named.json --json
jq -e --arg a "$counter" '.schema == "phala.contract-call/1" and .values == {count: "7"} and .address == $a
  and .chain_id == "2035" and .signature == "value()"' "$scratch/stdout" >"$scratch/which" || failed "JSON by names"
expect 0 contract call "${node[@]}" "$counter" value --abi "$abi" --json
jq -e '.values == ["7"]' "$scratch/stdout" >"$scratch/which" || failed "JSON without names"

# At a block.
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" "$counter" 'set(uint256)' 50 >"$scratch/which"
gives 50 value --abi "$abi"
gives 7 value --abi "$abi" --block 1
gives 50 value --abi "$abi" --block 2
expect_error 2 "option '--block'" contract call "${node[@]}" "$counter" value --abi "$abi" --block soon

# A block that is still to come is absent, whatever the node says or answers; one that it has forgotten is not.
start_proxy
expect_error 5 'there is no block 99 on phala-l2: the latest is 2' contract call "${node[@]}" "$counter" value --abi "$abi" --block 99
at=(contract call --rpc-url "$PROXY_URL" "$counter" 'value()(uint256)' --block)
while read -r words; do
  proxy_set "error=$words@eth_call"
  expect_error 5 'there is no block 3 on phala-l2' "${at[@]}" 3
  expect_error 3 "$words" "${at[@]}" 2
  expect_error 5 "$words" "${at[@]}" finalized
done <<'END'
header not found
block not found: 0x3
Unknown block
BlockOutOfRangeError: block height is 2 but requested was 3
Received invalid block tag 3. Latest block number is 2
finalized block not found
END
proxy_set 'error=required historical state unavailable@eth_call'
expect_error 3 'historical state' "${at[@]}" 1
says 'does not keep that block'
proxy_set 'error=some words of its own@eth_call'
expect_error 5 'there is no block 3' "${at[@]}" 3
proxy_set 'result="0x'"$(printf %064x 50)"'"@eth_call'
expect_error 5 'there is no block 3' "${at[@]}" 3
expect_error 5 'there is no block 18446744073709551615' "${at[@]}" 18446744073709551615
expect_error 2 "option '--block'" "${at[@]}" 18446744073709551616
proxy_set 'result="0x1"@eth_chainId'
expect_error 6 'chain 1, not of 2035' "${at[@]}" 3
proxy_set
expect_error 5 'there is no contract at 0x[0-9a-fA-F]{40} on phala-l2 in block 0$' "${at[@]}" 0

# More than the signature says is no secret.
proxy_set 'result="0x'"$(printf %064x%064x 7 9)"'"@eth_call'
expect 0 contract call --rpc-url "$PROXY_URL" "$counter" 'value()(uint256)'
[[ $(<"$scratch/stdout") == 7 ]] || failed "not 7"
says "warning: the answer has 32 bytes more than 'value' gives"
expect 0 contract call --rpc-url "$PROXY_URL" "$counter" 'value()(uint256,uint256)'
! grep -q warning "$scratch/stderr" || failed "a warning of a whole answer"

# One request, and a second one only when nothing came back.
proxy_set
expect 0 "${at[@]}" 2
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests for a value of a block"
proxy_set
expect 0 contract call --rpc-url "$PROXY_URL" "$counter" 'value()(uint256)'
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests for a value"
proxy_set
expect 0 contract call --rpc-url "$PROXY_URL" "$counter" 'set(uint256)' 9
[[ $(proxy_requests) == 2 ]] || failed "$(proxy_requests) requests for nothing"

# Reverts, decoded.
expect_error 1 'reverted: Above\(limit: 100, given: 101\)' contract call "${node[@]}" "$counter" set 101 --abi "$abi"
expect_error 1 'reverted: .*0xf000fe80' contract call "${node[@]}" "$counter" 'set(uint256)' 101
expect_error 1 'reverted: not today' contract call "${node[@]}" "$counter" 'named(string)' 'not today'
expect_error 1 'reverted' contract call "${node[@]}" "$counter" 'nowhere()(uint256)'
expect 1 contract call "${node[@]}" "$counter" set 101 --abi "$abi" --json
jq -e '.schema == "phala.error/1" and .error.kind == "refused" and (.error.data | startswith("0xf000fe80"))' "$scratch/stdout" >"$scratch/which" || failed "JSON of a revert"

# Nothing is ever an empty ok.
nobody=0x00000000000000000000000000000000000000aa
expect_error 5 'there is no contract at 0x0+AA on phala-l2' contract call "${node[@]}" $nobody 'value()(uint256)'
expect_error 5 'there is no contract' contract call "${node[@]}" $nobody 'value()'
expect_error 5 'gives nothing back' contract call "${node[@]}" "$counter" 'set(uint256)(bool)' 9
expect_error 8 'the answer is not what' contract call "${node[@]}" "$counter" 'value()(string)'

# Operands.
expect_error 2 "operand 'ADDRESS'" contract call "${node[@]}" 0x12 'value()(uint256)'
expect_error 2 'checksum' contract call "${node[@]}" 0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266 'value()'
expect_error 2 'only the name is known' contract call "${node[@]}" "$counter" value
expect_error 5 "has no function 'worth'" contract call "${node[@]}" "$counter" worth --abi "$abi"
expect_error 2 'uint256' contract call "${node[@]}" "$counter" set --abi "$abi"
expect_error 2 'uint256' contract call "${node[@]}" "$counter" --abi "$abi" set -- -1
expect_error 2 'is not a function' contract call "${node[@]}" "$counter" 'event E(uint256)'
expect_error 5 "cannot open 'none.json'" contract call "${node[@]}" "$counter" value --abi none.json
echo '{}' >not.json
expect_error 8 'not.json' contract call "${node[@]}" "$counter" value --abi not.json
jq -nc '[range(3) | {type: "function", name: "f", inputs: [range(.) | {name: "", type: "uint256"}], outputs: []}]
  + [{type: "function", name: "f", inputs: [{name: "", type: "bool"}], outputs: []}]' >many.json
expect_error 2 "'f' could be more than one" contract call "${node[@]}" "$counter" f 1 --abi many.json
says 'f\(uint256\), .*f\(bool\)'
expect_error 1 'reverted' contract call "${node[@]}" "$counter" f 1 2 --abi many.json

# Another chain, and none.
expect_error 6 'chain 2035, not of 8453' contract call "${node[@]}" --network base "$counter" 'value()(uint256)'
says '--network phala-l2'
stop "$anvil_pid"
expect_error 3 '127.0.0.1' contract call "${node[@]}" "$counter" 'value()(uint256)'
finish
