#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --create2`: the address follows from salt and code, so that no lock file is needed to
# find it again.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
counter=$contracts/foundry/Counter.sol/Counter.json
quilt=$contracts/foundry/Quilt.sol/Quilt.json
deployer=0x4e59b44847b379578588920cA78FbF26c0B4956C

deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$@" --create2 --rpc-url "$PROXY_URL" --key-file "$key" --json
}

is() {
  [[ $(jq -r "$2" "$scratch/stdout") == "$1" ]] || failed "$2 is $(jq -r "$2" "$scratch/stdout"), not $1"
}

code=$(jq -r .bytecode.object "$counter")$("$cast" abi-encode 'f(uint256)' 7 | cut -c 3-)
salt=$("$cast" keccak one)
at=$("$cast" create2 --deployer "$deployer" --salt "$salt" --init-code "$code" | sed -n 's/^Address: //p')
[[ -n $at ]] || at=$("$cast" create2 --deployer "$deployer" --salt "$salt" --init-code "$code" | grep -o '0x[0-9a-fA-F]\{40\}' | head -n 1)

deploy 0 "$counter" 7 --salt text:one --dry-run
is "$at" '.contracts[0].address'
deploy 0 "$counter" 7 --salt text:one
is "$at" '.contracts[0].address'
is deployed '.contracts[0].state'
# The maker of the tests' Counter is whoever creates it.
says 'deterministic deployer'
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$at" 'maker()(address)') == "$deployer" ]] || failed "another maker"
tx=$(jq -r '.networks["2035"].contracts.Counter.tx_hash' phala-contracts.lock.json)
[[ $tx == 0x* ]] || failed "no transaction in the lock file"

# Known, and forgotten: there it is, and nothing is sent.
for lock in kept gone; do
  [[ $lock == kept ]] || rm phala-contracts.lock.json
  proxy_set
  deploy 0 "$counter" 7 --salt text:one
  is true .unchanged
  is "$at" '.contracts[0].address'
  [[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "$lock: something is sent"
  [[ $(jq -r '.networks["2035"].contracts.Counter.address' phala-contracts.lock.json) == "$at" ]] ||
    failed "$lock: not in the lock file"
done
deploy 6 "$counter" 7 --salt text:two
says "$at"
deploy 0 "$counter" 7 --salt text:two --new
is deployed '.contracts[0].state'
deploy 0 "$counter" 7 --salt text:two --new
is true .unchanged
says 'not made anew'
expect 2 contract deploy "$counter" 7 --salt 1 --rpc-url "$PROXY_URL" --key-file "$key"
says '--create2'

# Libraries go the same way, and a Counter with value.
deploy 0 "$quilt" a b --salt 5
is 'deployed deployed deployed' '[.contracts[].state] | join(" ")'
quilt_at=$(jq -r '.contracts[2].address' "$scratch/stdout")
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$quilt_at" 'title()(string)') == '"a-b"' ]] || failed "no title"
rm phala-contracts.lock.json
deploy 0 "$quilt" a b --salt 5
is true .unchanged
deploy 0 "$counter" 9 --salt 5 --value 3
[[ $("$cast" balance --rpc-url "$ANVIL_URL" "$(jq -r '.contracts[0].address' "$scratch/stdout")") == 3 ]] ||
  failed "not 3 wei"

# Code that depends on the value: the deployer has none, and is simulated as if it had.
paid=$contracts/foundry/Paid.sol/Paid.json
deploy 0 "$paid" --value 3
is exact '.contracts[0].code'
paid_at=$(jq -r '.contracts[0].address' "$scratch/stdout")
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$paid_at" 'paid()(uint256)') == 3 ]] || failed "not 3 wei"
rm phala-contracts.lock.json
deploy 0 "$paid" --value 3
is 'true exact' '"\(.unchanged) \(.contracts[0].code)"'
# adopt WANTED ARTIFACT WORD…: others have sent it.
adopt() {
  rm -f phala-contracts.lock.json
  expect "$1" contract deploy "${@:2}" --create2 --at "$paid_at" --rpc-url "$PROXY_URL" --json
}
adopt 0 "$paid" --value 3
is 'adopted exact' '.contracts[0] | "\(.state) \(.code)"'
adopt 0 "$contracts/bin/Paid.bin" --name Paid --value 3 --from "${accounts[1]}"
is 'adopted exact' '.contracts[0] | "\(.state) \(.code)"'
for words in '' '--value 4'; do
  # shellcheck disable=SC2086
  adopt 1 "$paid" $words
  says "is not what is at $paid_at: the code on the chain is 'differs'"
  says '--value AMOUNT'
done
# A node that cannot do so: it is the artifact's code, but for that.
proxy_set plain@eth_call
adopt 0 "$paid" --value 3
is 'adopted immutables-masked' '.contracts[0] | "\(.state) \(.code)"'
says 'cannot be simulated'
deploy 0 "$paid" --value 3 --salt 8 --new
is 'deployed immutables-masked' '.contracts[0] | "\(.state) \(.code)"'
proxy_set

# A contract that knows its own address looks at that, and not at its creator.
deploy 0 "$contracts/foundry/Gate.sol/Gate.json" 3 --salt 9 --new
is deployed '.contracts[0].state'
! grep -q 'looks at its creator' "$scratch/stderr" || failed "its own address is taken for its creator"

# A constructor that reverts is known by its reason, though the deployer gives none.
deploy 1 "$contracts/foundry/Refuses.sol/Refuses.json" 0
says 'nothing is a multiple of none'
is "$("$cast" calldata 'Error(string)' 'nothing is a multiple of none')" .error.data

# Without the deployer nothing can be done.
rpc anvil_setCode "$deployer" 0x >"$scratch/which"
deploy 1 "$counter" 7 --salt 77 --name Lost
says 'no deterministic deployer'
finish
