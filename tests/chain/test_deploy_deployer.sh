#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --create2 --deploy-deployer`: on a chain without the deterministic deployer that is
# made first, once, whatever happens on the way.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
counter=$contracts/foundry/Counter.sol/Counter.json
deployer=0x4e59b44847b379578588920cA78FbF26c0B4956C
maker=0x3fab184622dc19b6109349b94811493bf2a45362
journal=$data/phala/journal/2035-${accounts[0]}.jsonl
there=$(rpc eth_getCode "$deployer" latest)
cent=10000000000000000

# none WEI: the chain as it was at first, without the deployer, whose maker has so much.
none() {
  rpc evm_revert "$first" >"$scratch/which"
  first=$(rpc evm_snapshot)
  rm -f "$journal" phala-contracts.lock.json
  rpc anvil_setBalance "$maker" "$("$cast" to-hex "$1")" >"$scratch/which"
}
rpc anvil_setCode "$deployer" 0x >"$scratch/which"
rpc anvil_setNonce "$deployer" 0x0 >"$scratch/which"
first=$(rpc evm_snapshot)
deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$counter" 7 --create2 --rpc-url "$PROXY_URL" --key-file "$key" --json "$@"
}
field() {
  jq -r "$1" "$scratch/stdout"
}
is() {
  [[ $(field "$2") == "$1" ]] || failed "$2 is $(field "$2"), not $1"
}
balance() {
  "$cast" balance --rpc-url "$ANVIL_URL" "$maker"
}
# made N: the deployer is there, by its one transaction; the account has sent N, and nothing is left.
made() {
  [[ $(rpc eth_getCode "$deployer" latest) == "$there" ]] || failed "it is not there"
  [[ $(transactions "$maker") == 1 ]] || failed "its maker has sent $(transactions "$maker")"
  [[ $(transactions "${accounts[0]}") == "$1" ]] || failed "$(transactions "${accounts[0]}") are mined, not $1"
  [[ ! -s $journal ]] || failed "something is left in the journal"
}
# untouched N: nothing was sent or paid.
untouched() {
  [[ $(transactions "${accounts[0]}") == "$1" ]] || failed "something was sent"
  [[ $(rpc eth_getCode "$deployer" latest) != "$there" ]] || failed "it was made"
  [[ ! -s $journal ]] || failed "something is in the journal"
}

none 0
deploy 1
says 'no deterministic deployer'
says '--deploy-deployer makes it'
expect 2 contract deploy "$counter" 7 --deploy-deployer --rpc-url "$PROXY_URL" --key-file "$key"
deploy 2 --deploy-deployer --unsigned --from "${accounts[0]}"
deploy 2 --deploy-deployer --safe --from "${accounts[0]}"
deploy 2 --deploy-deployer --at "${accounts[0]}"
untouched 0

# What it would do and cost: all that it takes is counted.
deploy 0 --deploy-deployer --dry-run --gas-price 3gwei
is "$deployer" .deployer.address
is 'to do' .deployer.state
is $cent .deployer.funds
is "$("$cast" to-check-sum-address "$maker")" .deployer.funded
is estimated '.contracts[0].gas_is'
is 1 '.contracts[0].nonce'
at=$(field '.contracts[0].address')
cost=$(field .cost_max)
[[ $((cost - cent - 3000000000 * $(field '.contracts[0].gas_limit'))) -ge $((3000000000 * 21000)) ]] || failed "$cost is not all"
[[ $(field .cost_likely) == $((cent + 3000000000 * (21000 + $(field '.contracts[0].gas')))) ]] || failed "another likely cost"
deploy 1 --deploy-deployer --gas-price 3gwei --max-cost "$((cost - 1))wei"
says 'more than --max-cost'
untouched 0
rpc anvil_setBalance "${accounts[3]}" "$("$cast" to-hex $((cost - 1)))" >"$scratch/which"
expect 1 contract deploy "$counter" 7 --create2 --rpc-url "$PROXY_URL" --key-file "$(key_file 3)" --deploy-deployer --gas-price 3gwei
says 'balance'
untouched 0

# It is done, and once.
proxy_set
deploy 0 --deploy-deployer --gas-price 3gwei --max-cost "${cost}wei"
is deployed .deployer.state
is 0xeddf9e61fb9d8f5111840daef55e5fde0041f5702856532cdbb5a02998033d26 .deployer.tx_hash
is $cent .deployer.funds
is deployed '.contracts[0].state'
is "$at" '.contracts[0].address'
[[ $(field .cost) == $((cent + 3000000000 * (21000 + $(field '.contracts[0].gas_used')))) ]] || failed "another cost"
made 2
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$at" 'maker()(address)') == "$deployer" ]] || failed "another maker"
proxy_set
deploy 0 --deploy-deployer
is true .unchanged
is null .deployer
[[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "something is sent"
deploy 0 --deploy-deployer --salt 1 --new
is null .deployer
made 3

# No more is paid than is lacking.
for has in 4000000000000000 $cent $((2 * cent)); do
  none "$has"
  deploy 0 --deploy-deployer
  is $((has < cent ? cent - has : 0)) .deployer.funds
  made $((has < cent ? 2 : 1))
done

# It is waited for, whatever the rest is.
none 0
run contract deploy "$counter" 7 --create2 --rpc-url "$PROXY_URL" --key-file "$key" --deploy-deployer --wait none
((status == 0 || status == 7)) || failed "--wait none ends with $status"
[[ $(rpc eth_getCode "$deployer" latest) == "$there" ]] || failed "it is not there"
deploy 0
made 2

# A plan says it; what was reviewed without it is not done with it.
plan() {
  expect 0 contract deploy "$counter" 7 --create2 --deploy-deployer --plan plan.json --from "${accounts[0]}" \
    --rpc-url "$PROXY_URL"
  [[ $(jq -r .deployer_funds plan.json) == "$1" ]] || failed "the plan does not say whether it is made"
}
none 0
plan $cent
[[ $(jq -r .cost_max plan.json) -gt $cent ]] || failed "the plan has not what it costs"
deploy 0 --deploy-deployer --apply plan.json
made 2
none 0
rpc anvil_setCode "$deployer" "$there" >"$scratch/which"
plan null
none 0
deploy 6 --deploy-deployer --apply plan.json
says 'deterministic deployer is there already in the plan file, and to be made now'
untouched 0

# A node that takes no transaction without a chain id says so before anything is paid.
proxy_set 'error=only replay-protected (EIP-155) transactions allowed over RPC@eth_sendRawTransaction'
deploy 1 --deploy-deployer
says 'has no chain id \(EIP-155\): only replay-protected'
says 'another node'
[[ $(balance) == 0 ]] || failed "something was paid"
untouched 0
proxy_set

# What cannot be made.
rpc anvil_setCode "$deployer" 0x00 >"$scratch/which"
deploy 1 --deploy-deployer
says 'other code is at its address'
none 0
rpc anvil_setNonce "$maker" 0x1 >"$scratch/which"
deploy 1 --deploy-deployer
says 'its transaction was used'
untouched 0

# Killed before and after any request: the same command goes on, and pays once.
ended=
for fault in kill-before@{2..14} kill-after@{2..14}; do
  none 0
  proxy_set "$fault"
  "$phala" contract deploy "$counter" 7 --create2 --deploy-deployer --rpc-url "$PROXY_URL" --key-file "$key" --json \
    >"$scratch/stdout" 2>"$scratch/stderr" & pid=$!
  echo $pid >"$scratch/pid"
  status=0
  wait $pid 2>"$scratch/which" || status=$?
  proxy_set
  case $status in
    0) ended=${ended:-$fault} ;;
    137) deploy 0 --deploy-deployer ;;
    *) failed "$fault: ended with $status" ;;
  esac
  made 2
  [[ $(balance) -lt $cent ]] || failed "$fault: paid twice"
done
[[ -n $ended ]] || failed "no run came to its end: more requests than were counted"

# Not mined in time: 7; the same command goes on.
none 0
rpc evm_setAutomine false >"$scratch/which"
deploy 7 --deploy-deployer --wait-timeout 300ms
says 'fund the deterministic deployer'
# What is lacking is another amount by now, and it is still paid once.
rpc anvil_setBalance "$maker" 0x5 >"$scratch/which"
deploy 7 --deploy-deployer --wait-timeout 300ms
[[ $(wc -l <"$journal") == 1 ]] || failed "it is paid twice"
rpc evm_mine >"$scratch/which"
deploy 7 --deploy-deployer --wait-timeout 300ms
says 'make the deterministic deployer'
rpc evm_mine >"$scratch/which"
rpc evm_setAutomine true >"$scratch/which"
deploy 0 --deploy-deployer
made 2

# Others made it after this account had paid.
none 0
rpc evm_setAutomine false >"$scratch/which"
deploy 7 --deploy-deployer --wait-timeout 300ms
rpc evm_mine >"$scratch/which"
rpc anvil_setCode "$deployer" "$there" >"$scratch/which"
rpc evm_setAutomine true >"$scratch/which"
deploy 0 --deploy-deployer
is null .deployer
[[ ! -s $journal ]] || failed "something is left in the journal"
[[ $(transactions "${accounts[0]}") == 2 ]] || failed "not two are mined"

# Where data on L1 costs something its maker needs more: twice what that is now is put by.
none 0
oracle=0x420000000000000000000000000000000000000F
rpc anvil_setCode "$oracle" "$(jq -r .deployedBytecode.object "$contracts/foundry/GasPriceOracle.sol/GasPriceOracle.json")" \
  >"$scratch/which"
oracle() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[1]}" "$oracle" "$@" >"$scratch/which"
}
oracle 'say(bytes4,bool,bytes)' 0xf1c7a58b false "0x$(printf %064x 1000)"
oracle 'setOperator(bool,uint256,uint256)' true 5000000 700
more=$((cent + 2 * (1000 + 5 * 100000 + 700)))
deploy 0 --deploy-deployer --dry-run --gas-price 3gwei
is $more .deployer.funds
is 2000 .l1_fee
is $((2 * 700 + 5 * ($(field '.contracts[0].gas_limit') + 25200))) .operator_fee
deploy 0 --deploy-deployer
is $more .deployer.funds
made 2

# An upgrade: it is made before the implementation, which is mined before the proxy is called.
gates=$contracts/foundry/Gate.sol
slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
# gate WEI: as `none`, and a proxy that was made without it, by two transactions.
gate() {
  none "$1"
  expect 0 contract deploy "$gates/GateFive.json" 3 --name Gate --proxy "initialize(${accounts[0]})" --rpc-url "$PROXY_URL" \
    --key-file "$key" --json
  gate=$(field '.contracts[1].address')
}
next=("$gates/GateLinked.json" 6 --name Gate --upgrade --upgrade-call 'set(4)' --create2 --deploy-deployer)
upgrade() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "${next[@]}" --rpc-url "$PROXY_URL" --key-file "$key" --json "$@"
}
# upgraded N: as `made`; what the lock file has stands behind the proxy, and was called.
upgraded() {
  made "$1"
  [[ $("$cast" parse-bytes32-address "$(rpc eth_getStorageAt "$gate" "$slot" latest)") == \
    "$(jq -r '.networks["2035"].contracts.Gate.address' phala-contracts.lock.json)" ]] || failed "it is not upgraded"
  [[ $("$cast" call --rpc-url "$ANVIL_URL" "$gate" 'count()(uint256)') == 8 ]] || failed "set was not called once"
  expect 0 contract status --rpc-url "$ANVIL_URL"
}
gate 0
upgrade 0 --dry-run
is $cent .deployer.funds
is '3 4 5' '[.contracts[].nonce] | join(" ")'
is true '.contracts[2].simulated'
is 'estimated estimated estimated' '[.contracts[].gas_is] | join(" ")'
expect 1 contract deploy "$gates/GateNext.json" 4 --name Gate --upgrade --upgrade-call 'migrate(101)' --create2 \
  --deploy-deployer --rpc-url "$PROXY_URL" --key-file "$key"
says 'TooMany\(most: 100\)'
expect 2 contract deploy "${next[@]}" --safe --from "${accounts[0]}" --rpc-url "$PROXY_URL"
untouched 2
upgrade 0
is 'deployed deployed upgraded' '[.contracts[].state] | join(" ")'
is deployed .deployer.state
upgraded 6
upgrade 0
is true .unchanged
is null .deployer
upgraded 6
# Paid for, planned before, with a node that does not simulate one behind the other, and without waiting.
gate $cent
expect 0 contract deploy "${next[@]}" --plan plan.json --from "${accounts[0]}" --rpc-url "$PROXY_URL"
upgrade 0 --apply plan.json
is 0 .deployer.funds
upgraded 5
gate 0
proxy_set plain@eth_call
upgrade 0
says 'could not be simulated'
proxy_set
upgraded 6
gate 0
run contract deploy "${next[@]}" --rpc-url "$PROXY_URL" --key-file "$key" --wait none
((status == 0 || status == 7)) || failed "--wait none ends with $status"
upgrade 0
upgraded 6
# Never mined in time: each run goes on a step further.
gate 0
rpc evm_setAutomine false >"$scratch/which"
for wanted in 7 7 7 7 0; do
  upgrade "$wanted" --wait-timeout 300ms
  rpc evm_mine >"$scratch/which"
done
rpc evm_setAutomine true >"$scratch/which"
upgraded 6
# Killed before and after any request.
ended=
for fault in kill-before@{2..18} kill-after@{2..18}; do
  gate 0
  proxy_set "$fault"
  "$phala" contract deploy "${next[@]}" --rpc-url "$PROXY_URL" --key-file "$key" --json >"$scratch/stdout" 2>"$scratch/stderr" &
  pid=$!
  echo $pid >"$scratch/pid"
  status=0
  wait $pid 2>"$scratch/which" || status=$?
  proxy_set
  case $status in
    0) ended=${ended:-$fault} ;;
    137) upgrade 0 ;;
    *) failed "$fault: ended with $status" ;;
  esac
  upgraded 6
done
[[ -n $ended ]] || failed "no run came to its end: more requests than were counted"

# Its price is part of the transaction.
none 0
rpc anvil_setNextBlockBaseFeePerGas 0x2e90edd000 >"$scratch/which"
rpc evm_mine >"$scratch/which"
deploy 1 --deploy-deployer
says 'pays 100 gwei'
untouched 0
finish
