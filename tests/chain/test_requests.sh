#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A deployment takes three requests (what there is, what is sent, what came of it), of which the third
# is made while the answer to the second is on its way; one that has nothing to do takes one:
# everything that can be asked together is.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
# Long enough for a block to be there by the next request.
start_proxy --delay 200

# takes COUNT WORD…: a deployment with so many requests. "3+" is one more where the one beside the
# sending came before the block.
takes() {
  local wanted=${1%+} most count
  most=$wanted
  [[ $1 != *+ ]] || most=$((wanted + 1))
  shift
  proxy_set
  expect 0 contract deploy "$@" --rpc-url "$PROXY_URL" --key-file "$(key_file 0)"
  count=$(proxy_requests)
  ((count >= wanted && count <= most)) || { failed "$count requests, not $wanted: $*" && cat "$scratch/requests"; }
}
takes 1 "$contracts/foundry/Counter.sol/Counter.json" 7 --dry-run
takes 3+ "$contracts/foundry/Counter.sol/Counter.json" 7
takes 1 "$contracts/foundry/Counter.sol/Counter.json" 7
# What libraries and a proxy cost is asked for once their addresses are known.
takes 4+ "$contracts/foundry/Quilt.sol/Quilt.json" a b --proxy 'rename("behind")'
takes 1 "$contracts/foundry/Quilt.sol/Quilt.json" a b --proxy 'rename("behind")'

rm phala-contracts.lock.json
takes 3+ "$contracts/foundry/Counter.sol/Counter.json" 7 -v
grep -q 'beside it: 200, ' "$scratch/stderr" || failed "the third was not asked beside the second"

# The third is a chance and no need: whatever becomes of it, the receipt is asked for as ever.
for fault in drop drop-after stall status=500 html garbage empty cut half ids missing endless; do
  rm phala-contracts.lock.json
  proxy_set "$fault@3"
  expect 0 contract deploy "$contracts/foundry/Counter.sol/Counter.json" 7 --rpc-url "$PROXY_URL" \
    --key-file "$(key_file 0)"
  grep -q 'code: *exact$' "$scratch/stdout" || failed "$fault: nothing was proved"
  count=$(proxy_requests)
  [[ $count == 4 ]] || failed "$fault: $count requests, not 4"
done
finish
