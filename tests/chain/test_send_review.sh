#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala contract send` for others to sign: --unsigned with `tx sign` and `tx send`, --safe. What is in the
# documents is what would be sent otherwise; no key is read, and nothing is sent.
# shellcheck disable=SC2016
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
from=${accounts[0]}
counter=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[3]}" --json --create \
  "0x$(cat "$contracts/bin/Counter.bin")$(printf %064x 7)" | jq -r .contractAddress | xargs "$cast" to-check-sum-address)
common=(contract send "$counter" --rpc-url "$PROXY_URL" --abi "$contracts/bin/Counter.abi")

# is FILE FILTER: what the document says.
is() {
  jq -e --arg counter "$counter" --arg from "$from" "$2" "$1" >"$scratch/which" || failed "not so: $2"
}
value() {
  "$cast" call --rpc-url "$ANVIL_URL" "$counter" 'value()(uint256)'
}

# Signed by tx sign, sent by tx send.
proxy_set
expect_exit 0 env -u HOME -u XDG_DATA_HOME "$phala" "${common[@]}" set 42 --unsigned --from "$from"
says 'phala tx sign --unsigned FILE.*phala tx send @SIGNED'
cp "$scratch/stdout" unsigned.json
[[ $(proxy_requests) -le 1 ]] || failed "$(proxy_requests) requests"
data=$("$cast" calldata 'set(uint256)' 42)
is unsigned.json '.schema == "phala.unsigned/1" and .chain_id == "2035" and .from == $from
  and (.transactions | length) == 1'
is unsigned.json ".transactions[0] | .data == \"$data\" and .to == \$counter and .value == \"0\" and .nonce == \"0\"
  and .address == null and .step == \"send set\""
expect 0 "${common[@]}" set 42 --dry-run --from "$from" --json
is "$scratch/stdout" ".data == \"$data\" and .gas_limit == \"$(jq -r '.transactions[0].gas_limit' unsigned.json)\""
expect 0 "${common[@]}" set 42 --unsigned --from "$from" --json
[[ ! -s $scratch/stderr ]] || failed "a hint for people"
expect 4 tx sign --unsigned unsigned.json --key-file "$(key_file 1)"
expect 0 tx sign --unsigned unsigned.json --key-file "$(key_file 0)"
cp "$scratch/stdout" signed.json
[[ $(value) == 7 && $(transactions "$from") == 0 ]] || failed "it was sent"
expect 0 tx send @signed.json --rpc-url "$PROXY_URL" --json
[[ $(value) == 42 && $(transactions "$from") == 1 ]] || failed "it was not sent"
hash=$(jq -r '.transactions[0].hash' signed.json)
[[ $(rpc eth_getTransactionByHash "$hash" | jq -r .input) == "$data" ]] || failed "other data was sent"
expect 0 "${common[@]}" step --value 3 --gas-price 2gwei --unsigned --from "$from"
cp "$scratch/stdout" unsigned.json
is unsigned.json '.transactions[0] | .nonce == "1" and .value == "3" and .type == "legacy" and .gas_price == "2000000000"'

# With the nonce that it will have once others are sent, which no node is asked for.
asked=$(proxy_calls eth_getTransactionCount)
expect 0 "${common[@]}" set 44 --unsigned --from "$from" --nonce 7
is "$scratch/stdout" '.transactions[0].nonce == "7"'
[[ $(proxy_calls eth_getTransactionCount) == "$asked" ]] || failed "the nonce is asked for"
expect 0 "${common[@]}" set 44 --dry-run --from "$from" --nonce 7 --json
is "$scratch/stdout" '.nonce == "7"'
expect_error 2 "'--nonce' goes with '--unsigned' and '--dry-run'" "${common[@]}" set 44 --safe --from "$from" --nonce 7
expect_error 2 "'--as-cast' does not go with '--safe'" "${common[@]}" set 44 --safe --from "$from" --as-cast

# As cast has it: to be signed with --as-cast where no node takes it.
expect 0 "${common[@]}" set 44 --unsigned --from "$from" --as-cast
says 'phala tx sign --unsigned FILE'
! grep -q 'no node takes' "$scratch/stderr" || failed "a warning without a reason"
gas=$(jq -r '.transactions[0].gas_limit' "$scratch/stdout")
[[ $gas == $("$cast" estimate --rpc-url "$ANVIL_URL" --from "$from" "$counter" 'set(uint256)' 44) ]] || failed "$gas is not the estimate"
expect 0 "${common[@]}" set 44 --unsigned --from "$from" --as-cast --max-fee 2gwei --priority-fee 3gwei
says 'the priority fee is above the max fee, as cast has it: no node takes it'
cp "$scratch/stdout" odd.json
expect_error 8 'the priority fee is above the max fee' tx sign --unsigned odd.json --key-file "$(key_file 0)"
expect 0 tx sign --unsigned odd.json --key-file "$(key_file 0)" --as-cast
says 'it is signed all the same, as cast does, and no node takes it'
[[ $(jq -r '.transactions[0].raw' "$scratch/stdout") == \
  $("$cast" mktx --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --gas-price 2gwei --priority-gas-price 3gwei \
    --gas-limit "$gas" "$counter" 'set(uint256)' 44) ]] || failed "not the bytes of cast"

# A Safe's batch.
safe=${accounts[2]}
rpc anvil_setCode "$safe" 0x00 >"$scratch/which"
rpc anvil_setBalance "$safe" 0x0 >"$scratch/which"
expect 0 "${common[@]}" set 43 --safe --from "$safe"
cp "$scratch/stdout" batch.json
is batch.json ".version == \"1.0\" and .chainId == \"2035\" and .meta.createdFromSafeAddress == \"$safe\"
  and (.meta.checksum | length) == 66 and (.transactions | length) == 1"
is batch.json ".transactions[0] | .to == \$counter and .value == \"0\" and .data == \"$("$cast" calldata 'set(uint256)' 43)\"
  and .contractMethod == {inputs: [{internalType: \"uint256\", name: \"to\", type: \"uint256\"}], name: \"set\", payable: false}
  and .contractInputsValues == {to: \"43\"}"
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[1]}" "$(jq -r '.transactions[0].to' batch.json)" \
  "$(jq -r '.transactions[0].data' batch.json)" >"$scratch/which"
[[ $(value) == 43 ]] || failed "the batch does something else"
# What the signature alone says; the value is the Safe's to give.
expect 1 "${common[@]}" step --value 5 --safe --from "$safe"
[[ ! -s $scratch/stdout ]] || failed "a batch that fails is printed"
rpc anvil_setBalance "$safe" 0x5 >"$scratch/which"
expect 0 contract send "$counter" 'step()' --rpc-url "$PROXY_URL" --value 5 --safe --from "$safe"
is "$scratch/stdout" '.transactions[0] | .value == "5" and .contractMethod == {inputs: [], name: "step", payable: true}
  and .contractInputsValues == {}'

# A revert is said, and nothing is printed.
for mode in --safe --unsigned; do
  expect_error 1 'reverted: Above\(limit: 100, given: 101\)' "${common[@]}" set 101 "$mode" --from "$from"
  expect_error 2 "'--from' is needed" "${common[@]}" set 1 "$mode" --key-file "$(key_file 0)"
  expect_error 2 'there is one' "${common[@]}" set 1 "$mode" --dry-run --from "$from"
  expect_error 5 'no contract' contract send "${accounts[1]}" 'f()' --rpc-url "$PROXY_URL" "$mode" --from "$from"
done
expect_error 1 'above --max-cost' "${common[@]}" set 1 --unsigned --from "$from" --max-cost 1
expect_error 1 'insufficient funds' "${common[@]}" set 1 --unsigned --from "$safe"
[[ $(proxy_calls eth_sendRawTransaction) == 1 ]] || failed "something was sent"
finish
