#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What chains of the OP stack take beside gas, for data on L1 and by their operator: with a contract of
# our own in the place of their oracle. anvil does not take it; what is counted is what is tested.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
key=$(key_file 0)
oracle=0x420000000000000000000000000000000000000F
counter=$contracts/foundry/Counter.sol/Counter.json
abi=$contracts/bin/Counter.abi
code=$(jq -r .bytecode.object "$counter")$("$cast" abi-encode 'f(uint256)' 7 | cut -c 3-)

rpc anvil_setCode "$oracle" "$(jq -r .deployedBytecode.object "$contracts/foundry/GasPriceOracle.sol/GasPriceOracle.json")" \
  >"$scratch/which"
# oracle SIGNATURE VALUE…: sets something of it.
oracle() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[3]}" "$oracle" "$@" >"$scratch/which"
}
# say QUESTION REVERTS WORDS: what it answers from now on.
say() {
  oracle 'say(bytes4,bool,bytes)' "$("$cast" sig "$1")" "$2" "$3"
}
unsay() {
  oracle 'unsay(bytes4)' "$("$cast" sig "$1")"
}
bound='getL1FeeUpperBound(uint256)' exact='getL1Fee(bytes)' takes='getOperatorFee(uint256)'
ones=0x$(printf 'f%.0s' {1..64})

# base, blob, scalars as on a chain of 2025, times ten.
oracle 'set(uint256,uint256,uint256,uint256)' 90000000000 8000000 22690 10550140

deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$counter" 7 --rpc-url "$ANVIL_URL" --key-file "$key" --gas-price 3gwei --json "$@"
}
# fjord SIZE: the most that an unsigned transaction of that size pays for L1.
fjord() {
  python3 - "$1" <<'PY'
import sys
size = int(sys.argv[1]) + 68
size += size // 255 + 16
price = 16 * 22690 * 90000000000 + 10550140 * 8000000
print(max(100000000, 836500 * size - 42585600) * price // 10**12)
PY
}
field() {
  jq -r "$1" "$scratch/stdout"
}
is() {
  [[ $(field "$2") == "$1" ]] || failed "$2 is $(field "$2"), not $1"
}
# between A B C: a <= b <= c, of integers of any size.
between() {
  python3 -c 'import sys; a, b, c = map(int, sys.argv[1:]); sys.exit(not a <= b <= c)' "$@" ||
    failed "not $1 <= $2 <= $3"
}
less() {
  python3 -c 'import sys; print(int(sys.argv[1]) - int(sys.argv[2]))' "$@"
}
# size WORD…: bytes of the unsigned transaction that cast makes of it.
size() {
  local raw
  raw=$("$cast" mktx --raw-unsigned --chain 2035 --from "${accounts[0]}" --rpc-url "$ANVIL_URL" "$@") || failed "cast: $*"
  echo $((${#raw} / 2 - 1))
}

# What is said before is what such a transaction pays at most, and little more.
deploy 0 --dry-run
l1=$(field .l1_fee)
n=$(size --legacy --gas-price 3gwei --nonce 0 --gas-limit "$(field '.contracts[0].gas_limit')" --create "$code")
between "$(fjord "$n")" "$l1" "$(fjord $((n + 48)))"
gas=$(less "$(field .cost_max)" "$l1")
[[ $gas == $((3000000000 * $(field '.contracts[0].gas_limit'))) ]] || failed "$gas for gas"
is null .operator_fee
cost=$(field .cost_max)
likely=$(less "$(field .cost_likely)" "$l1")
[[ $likely == $((3000000000 * $(field '.contracts[0].gas'))) ]] || failed "$likely is likely for gas"

# --max-cost is of all of it.
deploy 1 --max-cost "$(less "$cost" 1)wei" --dry-run
says 'more than --max-cost'
deploy 0 --max-cost "${cost}wei" --dry-run
deploy 1 --max-cost "$(less "$cost" 1)wei"
[[ $(transactions "${accounts[0]}") == 0 ]] || failed "it was sent"
rpc anvil_setBalance "${accounts[0]}" "$("$cast" to-hex "$(less "$cost" 1)")" >"$scratch/which"
deploy 1
says "more than the account's balance"
[[ $(transactions "${accounts[0]}") == 0 ]] || failed "it was sent"
rpc anvil_setBalance "${accounts[0]}" "$("$cast" to-hex "$cost")" >"$scratch/which"
deploy 0 --max-cost "${cost}wei"
[[ $(transactions "${accounts[0]}") == 1 ]] || failed "it was not sent"
at=$(field '.contracts[0].address')
rpc anvil_setBalance "${accounts[0]}" 0x21e19e0c9bab2400000 >"$scratch/which"

# A plan has it, and is held to it.
expect 0 contract deploy "$counter" 8 --new --plan plan.json --from "${accounts[0]}" --rpc-url "$ANVIL_URL"
[[ $(jq -r .l1_fee plan.json) != null ]] || failed "no L1 fee in the plan"

# The same of a call; one that costs the floor of 100 bytes.
send() {
  local wanted=$1
  shift
  expect "$wanted" contract send "$at" step --abi "$abi" --rpc-url "$ANVIL_URL" --key-file "$key" --gas-price 3gwei --json "$@"
}
send 0 --dry-run
l1=$(field .l1_fee_max)
n=$(size --legacy --gas-price 3gwei --nonce 1 --gas-limit 90000 "$at" 'step()')
between "$(fjord "$n")" "$l1" "$(fjord $((n + 48)))"
cost=$(field .cost_max)
[[ $(less "$cost" "$l1") == $((3000000000 * $(field .gas_limit))) ]] || failed "$cost is not all of it"
is null .operator_fee_max
send 1 --max-cost "$(less "$cost" 1)wei"
says 'above --max-cost'
rpc anvil_setBalance "${accounts[0]}" "$("$cast" to-hex "$(less "$cost" 1)")" >"$scratch/which"
send 1
says 'insufficient funds'
[[ $(transactions "${accounts[0]}") == 1 ]] || failed "it was sent"
rpc anvil_setBalance "${accounts[0]}" "$("$cast" to-hex "$cost")" >"$scratch/which"
send 0
rpc anvil_setBalance "${accounts[0]}" 0x21e19e0c9bab2400000 >"$scratch/which"

# The operator's fee since Isthmus: 5 for each unit of gas, and 700 once.
oracle 'setOperator(bool,uint256,uint256)' true 5000000 700
send 0 --dry-run
[[ $(field .operator_fee_max) == $((5 * $(field .gas_limit) + 700)) ]] || failed "another operator fee"
between "$(less "$(field .cost_max)" "$cost")" "$(field .operator_fee_max)" "$(field .operator_fee_max)"
cost=$(field .cost_max)
send 1 --max-cost "$(less "$cost" 1)wei"
send 0 --max-cost "${cost}wei"
deploy 0 --name Other --dry-run
[[ $(field .operator_fee) == $((5 * $(field '.contracts[0].gas_limit') + 700)) ]] || failed "another operator fee"
between "$(field .cost_max)" "$((3000000000 * $(field '.contracts[0].gas_limit') + $(field .operator_fee) + $(field .l1_fee)))" \
  "$(field .cost_max)"
between "$(field .cost_likely)" "$((3000000000 * $(field '.contracts[0].gas') + 5 * $(field '.contracts[0].gas') + 700 + $(field .l1_fee)))" \
  "$(field .cost_likely)"
expect 0 chain info --rpc-url "$ANVIL_URL" --json
is true .l1.isthmus
is 700 .l1.operator_fee_once
is 5000700 .l1.operator_fee_of_million_gas
is 22690 .l1.base_fee_scalar
is 90000000000 .l1.base_fee
say "$takes" true 0x
send 0 --dry-run
is null .operator_fee_max
jq -e 'has("operator_fee_max")' "$scratch/stdout" >"$scratch/which" || failed "not said"
says 'does not say what it takes'
send 1 --max-cost 1ether
says 'max-cost cannot be held'
expect 0 chain info --rpc-url "$ANVIL_URL" --json
is null .l1.operator_fee_once
# All that there is, and more: never less for that.
for wrong in "$ones" "0x$(printf %064x 5)00" 0x05 0x; do
  say "$takes" false "$wrong"
  case $wrong in
    "$ones")
      send 3 --dry-run
      says 'says more than there can be'
      deploy 3 --name Other --dry-run
      says 'says more than there can be'
      ;;
    *)
      send 0 --dry-run
      is null .operator_fee_max
      says 'does not say what it takes'
      deploy 0 --name Other --dry-run
      is null .operator_fee
      says 'does not say what it takes'
      ;;
  esac
done
unsay "$takes"
oracle 'setOperator(bool,uint256,uint256)' false 0 0

# One of the two questions is enough; of two answers the larger one counts.
say "$bound" true 0x
send 0 --dry-run
between 1 "$(field .l1_fee_max)" "$l1"
say "$bound" false "$("$cast" to-uint256 77)"
say "$exact" false "$("$cast" to-uint256 78)"
send 0 --dry-run
is 78 .l1_fee_max
say "$bound" false 0x05
say "$exact" false "$("$cast" to-uint256 78)"
send 0 --dry-run
is 78 .l1_fee_max

# Neither: it is said, and no ceiling is promised.
for words in 0x05 0x "0x$(printf %064x 5)$(printf %064x 5)"; do
  for reverts in true false; do
    [[ $words$reverts != 0xfalse ]] || continue
    say "$bound" "$reverts" "$words"
    say "$exact" "$reverts" "$words"
    send 0 --dry-run
    jq -e 'has("l1_fee_max") and .l1_fee_max == null' "$scratch/stdout" >"$scratch/which" || failed "not null"
    says 'does not say what it takes'
    deploy 0 --name Other --dry-run
    jq -e 'has("l1_fee") and .l1_fee == null' "$scratch/stdout" >"$scratch/which" || failed "not null"
    says 'does not say what it takes'
  done
done
before=$(transactions "${accounts[0]}")
send 1 --max-cost 1ether
says 'max-cost cannot be held'
deploy 1 --name Other --max-cost 1ether
says 'max-cost cannot be held'
[[ $(transactions "${accounts[0]}") == "$before" ]] || failed "it was sent"
send 0
expect 0 contract send "$at" step --abi "$abi" --rpc-url "$ANVIL_URL" --from "${accounts[0]}" --dry-run

# 2^256 - 1, whichever says it.
for lies in "$bound" "$exact"; do
  unsay "$bound"
  unsay "$exact"
  say "$lies" false "$ones"
  before=$(transactions "${accounts[0]}")
  for dry in --dry-run ''; do
    send 3 ${dry:+"$dry"}
    says 'says more than there can be'
    deploy 3 --name Other ${dry:+"$dry"}
    says 'says more than there can be'
  done
  [[ $(transactions "${accounts[0]}") == "$before" ]] || failed "it was sent"
done

# A chain that has no oracle takes nothing of it, and nothing is said.
rpc anvil_setCode "$oracle" 0x >"$scratch/which"
send 0 --dry-run
jq -e '(has("l1_fee_max") or has("operator_fee_max")) | not' "$scratch/stdout" >"$scratch/which" || failed "an L1 fee of nobody"
send 0 --max-cost 1ether
finish
