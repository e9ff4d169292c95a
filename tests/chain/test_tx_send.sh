#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala tx send`: what was signed elsewhere is sent, once.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
node=(--rpc-url "$ANVIL_URL")
key=$(key_file 0)
to=${accounts[1]}

# signed NONCE WORD…: the raw transaction.
signed() {
  local nonce=$1
  shift
  "$phala" tx sign --key-file "$key" --chain-id 2035 --nonce "$nonce" --gas-limit 300000 --max-fee 5gwei \
    --priority-fee 1gwei "$@"
}
# has FILTER: the JSON answer.
has() {
  jq -e "$1" "$scratch/stdout" >"$scratch/which" || failed "not so: $1"
}

raw=$(signed 0 --to "$to" --value 1)
hash=$("$cast" keccak "$raw")
expect 0 tx send "${node[@]}" "$raw" --json
has '.schema == "phala.tx-send/1" and .chain_id == "2035" and (.transactions | length) == 1'
has ".transactions[0] | .hash == \"$hash\" and .status == \"succeeded\" and .was_mined_before == false and .nonce == \"0\""
has '.transactions[0] | .gas_used == "21000" and .block == "1" and .from == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"'
# Again: it is there, and stays the only one.
expect 0 tx send "${node[@]}" "$raw" --json
has '.transactions[0] | .status == "succeeded" and .was_mined_before == true and .block == "1"'
[[ $(transactions "${accounts[0]}") == 1 ]] || failed "sent twice"

# Several, from a file and from stdin; a creation says its address.
init=0x$(cat "$contracts/bin/Counter.bin")$(printf %064x 7)
{ signed 1 --to "$to" --value 2; echo; signed 2 --data "$init"; } >two.txt
expect 0 tx send "${node[@]}" @two.txt --json
has '[.transactions[] | .status] == ["succeeded", "succeeded"]'
counter=$(jq -r '.transactions[1].contract' "$scratch/stdout")
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$counter" 'value()(uint256)') == 7 ]] || failed "no contract at $counter"
expect_exit 0 bash -c "'$phala' tx send --rpc-url '$ANVIL_URL' - --json <two.txt"
has '[.transactions[] | .was_mined_before] == [true, true]'

# A document. Each transaction has to be what the document says.
document() {
  jq -nc --arg chain "$1" --arg raw "$2" --arg hash "$3" \
    '{schema: "phala.signed/1", chain_id: $chain, transactions: [{step: "pay", $raw, $hash}]}'
}
raw=$(signed 3 --to "$to" --value 3)
hash=$("$cast" keccak "$raw")
document 2035 "$raw" "$hash" >signed.json
expect 0 tx send "${node[@]}" @signed.json
says "hash: +$hash"
says 'step: +pay'
document 2035 "$raw" "$("$cast" keccak 0x00)" >false.json
expect_error 8 "hash" tx send "${node[@]}" @false.json
document 1 "$raw" "$hash" >other.json
expect 8 tx send "${node[@]}" @other.json
mainnet=$("$phala" tx sign --key-file "$key" --chain-id 1 --nonce 4 --gas-limit 21000 --max-fee 5gwei --priority-fee 1 --to "$to")
document 1 "$mainnet" "$("$cast" keccak "$mainnet")" >other.json
expect_error 6 "chain 1, not 2035" tx send "${node[@]}" @other.json
says 'network ethereum'
expect_error 6 "chain 1, not 2035" tx send "${node[@]}" "$mainnet"
expect_error 6 "node of chain 2035, not of 1" tx send "${node[@]}" --network ethereum "$mainnet"

# For people money has its unit.
expect 0 tx send "${node[@]}" @signed.json
says 'gas price: +[0-9.]+ gwei$'
says 'fee: +0\.[0-9]+ ETH$'

# A mined revert is never exit 0; its reason is said; so it is when it is sent again.
call=$("$cast" calldata 'named(string)' 'not today')
raw=$(signed 4 --to "$counter" --data "$call")
expect_error 1 "0x[0-9a-f]{64} failed in block [0-9]+: reverted: not today" tx send "${node[@]}" "$raw"
expect_error 1 "reverted: not today" tx send "${node[@]}" "$raw"
expect 1 tx send "${node[@]}" "$raw" --json
has '.error.kind == "refused" and (.error.data | startswith("0x08c379a0"))'

# What the node does not take.
expect_error 6 'another transaction took nonce 0' tx send "${node[@]}" "$(signed 0 --to "$to" --value 9)"
poor=$("$phala" tx sign --key-stdin --chain-id 2035 --nonce 0 --gas-limit 21000 --max-fee 5gwei --priority-fee 1 --to "$to" \
  <<<"0x$(printf %064x 12345)")
expect_error 1 '[Ii]nsufficient funds' tx send "${node[@]}" "$poor"
# One behind one that is refused is not lost, and the first says why.
cheap=$("$phala" tx sign --key-file "$key" --chain-id 2035 --nonce 5 --gas-limit 21000 --max-fee 1 --priority-fee 1 --to "$to")
{ echo "$cheap"; signed 6 --to "$to" --value 1; } >late.txt
expect_error 1 'base fee' tx send "${node[@]}" @late.txt

# Not in time: 7 with the hash, and the same command goes on.
rpc evm_setAutomine false >"$scratch/which"
raw=$(signed 5 --to "$to" --value 5)
hash=$("$cast" keccak "$raw")
expect_error 7 "$hash was sent, and not seen in a block" tx send "${node[@]}" "$raw" --wait-timeout 300ms
expect 0 tx send "${node[@]}" "$raw" --wait none --json
has '.transactions[0].status == "sent"'
(sleep 0.5 && rpc evm_mine >"$scratch/mined") &
expect 0 tx send "${node[@]}" "$raw" --json
has ".transactions[0] | .status == \"succeeded\" and .hash == \"$hash\""
rpc evm_setAutomine true >"$scratch/which"

# Without a chain id it is valid everywhere, which is said.
old=$("$cast" mktx --rpc-url "$ANVIL_URL" --private-key "${keys[2]}" --legacy --nonce 0 --gas-limit 21000 --gas-price 5gwei "$to")
expect 0 tx send "${node[@]}" "$old"

# RAW itself.
expect_error 2 'RAW: transaction 1 is not hex' tx send "${node[@]}" 0xzz
expect_error 8 'transaction 1' tx send "${node[@]}" 0x02c0
expect_error 5 "cannot open" tx send "${node[@]}" @none.txt
: >empty.txt
expect_error 8 'no transaction' tx send "${node[@]}" @empty.txt
echo "$raw 00" >blank.txt
expect_error 8 'not hex' tx send "${node[@]}" @blank.txt
finish
