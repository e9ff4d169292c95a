#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What `chain info` says of a chain, and what cast says.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
start_anvil

info() {
  expect 0 chain info --json "$@"
}
same() {
  local ours
  ours=$(jq -r "$1" "$scratch/stdout")
  [[ $ours == "$2" ]] || failed "$1 is $ours, not $2"
}

info --rpc-url "$ANVIL_URL"
same .network phala-l2
same .chain_id 2035
same .node "$ANVIL_URL"
same .client "$(rpc web3_clientVersion)"
same .block.number 0
same .block.hash "$("$cast" block latest --field hash --rpc-url "$ANVIL_URL")"
same .block.gas_limit "$("$cast" block latest --field gasLimit --rpc-url "$ANVIL_URL")"
same .block.base_fee "$("$cast" base-fee --rpc-url "$ANVIL_URL")"
same .block_ms 10000
same .contracts.create2_deployer 0x4e59b44847b379578588920cA78FbF26c0B4956C
same .contracts.l1_fee_oracle null
same .l1 null

# What is offered is what cast would offer.
offer=$("$cast" mktx --private-key "${keys[0]}" --rpc-url "$ANVIL_URL" "${accounts[1]}" | "$cast" decode-transaction --json)
same .fees.max_fee "$(jq -r 'if type == "string" then fromjson else . end | .maxFeePerGas' <<<"$offer" | "$cast" to-dec)"
same .fees.priority_fee "$(jq -r 'if type == "string" then fromjson else . end | .maxPriorityFeePerGas' <<<"$offer" | "$cast" to-dec)"

# The time between blocks is measured where there are enough of them.
rpc anvil_mine 0x100 0x3 >"$scratch/mined"
info --rpc-url "$ANVIL_URL"
same .block.number 256
# The first of them comes as late as this test does.
block_ms=$(jq .block_ms "$scratch/stdout")
((block_ms >= 3000 && block_ms < 3200)) || failed "block_ms is $block_ms"

# The oracle of the OP stack, as far as it answers: one word for everything.
oracle=0x420000000000000000000000000000000000000F
rpc anvil_setCode "$oracle" 0x60075f5260205ff3 >"$scratch/set"
info --rpc-url "$ANVIL_URL"
same .contracts.l1_fee_oracle "$oracle"
same .l1.base_fee 7
same .l1.blob_base_fee_scalar 7
same .l1.fjord true
rpc anvil_setCode "$oracle" 0x5f5ffd >"$scratch/set"
info --rpc-url "$ANVIL_URL"
same .l1.base_fee null
same .l1.fjord false

# A chain is never taken for another one.
expect 6 chain info --network anvil --rpc-url "$ANVIL_URL"
says 'is a node of chain 2035, not of 31337'
says '--network phala-l2, or --chain-id 2035'
ETH_RPC_URL=$ANVIL_URL expect 6 chain info --network base
ETH_RPC_URL=$ANVIL_URL expect 0 chain info
ETH_RPC_URL=http://127.0.0.1:1 expect 0 chain info --rpc-url "$ANVIL_URL"
info --network anvil --chain-id 2035 --rpc-url "$ANVIL_URL"
same .network anvil
same .chain_id 2035

# Of the project.
printf '[contract]\nnetwork = "own"\n[networks.own]\nchain_id = 2035\nrpc_url = "%s"\n' "$ANVIL_URL" >phala.toml
info
same .network own
expect 6 chain info --chain-id 2036 --network own
expect 2 chain info --chain-id 2036
says 'no node of'

# Without a base fee a legacy transaction is offered.
start_anvil --hardfork berlin
info --rpc-url "$ANVIL_URL"
same .block.base_fee null
same '.fees | keys | join(",")' gas_price
expect 0 chain info
stop "$anvil_pid"
expect 3 chain info --rpc-url "$ANVIL_URL"
finish
