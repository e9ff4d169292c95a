#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a contract is reverted with, and what a node refuses; see revert_table.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
start_anvil
start_proxy
artifact=$source/tests/vectors/chain-artifacts/foundry/Faults.sol/Faults.json
faults=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[3]}" --json --create "$(jq -r .bytecode.object "$artifact")" |
  jq -r .contractAddress | xargs "$cast" to-check-sum-address)
key=$(key_file 0)
export scratch key cast PHALA=$phala contracts=$scratch
"$source/tests/chain/revert_table" "$source/tests/vectors/chain/reverts.json" "$artifact" "$faults" "$ANVIL_URL" \
  "$PROXY_URL" || failures=$((failures + 1))
finish
