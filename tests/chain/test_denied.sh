#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A node that wants a key (401, 403): exit code 4, which the help of every command that asks one lists.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
start_anvil
start_proxy
artifact=$source/tests/vectors/chain-artifacts/foundry/Counter.sol/Counter.json
key=$(key_file 0)
to=${accounts[1]}
raw=$("$phala" tx sign --key-file "$key" --chain-id 2035 --nonce 0 --gas-limit 21000 --max-fee 5gwei --priority-fee 1 --to "$to")
jq -n --arg zeros "0x$(printf %064d 0)" --arg a "$to" '{version: 1, networks: {"2035": {genesis: $zeros, contracts: {Counter: {
  address: $a, deployer: $a, tx_hash: $zeros, block: "1", nonce: "0", init_code_hash: $zeros, code_hash: $zeros,
  constructor: "constructor()", arguments: "0x", artifact_sha256: $zeros}}}}}' >phala-contracts.lock.json

# denied COMMAND -- WORD…
denied() {
  local command=() status
  while [[ $1 != -- ]]; do
    command+=("$1")
    shift
  done
  shift
  for status in 401 403; do
    proxy_set "status=$status"
    expect_error 4 "answered $status" "${command[@]}" --rpc-url "$PROXY_URL" "$@"
  done
  expect 0 "${command[@]}" --help
  grep -qE '^ +4 +' "$scratch/stdout" || failed "the help of ${command[*]} does not know 4"
}
denied chain info --
denied chain balance -- "$to"
denied contract call -- "$to" 'f()'
denied contract send -- "$to" 'f()' --key-file "$key"
denied contract deploy -- "$artifact" 7 --key-file "$key" --lock other.json
denied contract status --
denied contract verify-code -- "$to" "$artifact"
denied tx send -- "$raw"
denied chain stake show -- "$to"
denied chain stake deposit -- 1 --key-file "$key"
denied chain stake redeem -- 1 --key-file "$key"
denied chain stake claim -- --key-file "$key"
denied chain stake cancel -- 0 --key-file "$key"
finish
