#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --upgrade`: UUPS of two kinds, proxies with an admin of two kinds, what is refused, and
# what running it again does.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
stranger=$(key_file 2)
gates=$contracts/foundry/Gate.sol
owner=${accounts[0]}
slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
admin_slot=0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103
beacon_slot=0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50

deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$@" --rpc-url "$PROXY_URL" --json "${with[@]}"
}
with=(--key-file "$key")

is() {
  [[ $(jq -r "$2" "$scratch/stdout") == "$1" ]] || failed "$2 is $(jq -r "$2" "$scratch/stdout"), not $1"
}

asks() {
  "$cast" call --rpc-url "$ANVIL_URL" "$@"
}

# The lock file's; what stands behind the proxy.
locked() {
  jq -r --arg name "$1" --arg key "${2:-address}" '.networks["2035"].contracts[$name][$key]' phala-contracts.lock.json
}
behind() {
  "$cast" parse-bytes32-address "$(rpc eth_getStorageAt "$(locked "$1.proxy")" "$slot" latest)"
}

# upgraded NAME: the lock file and the chain agree on what is behind it.
upgraded() {
  [[ $(behind "$1") == "$(locked "$1")" ]] || failed "$1: the proxy has $(behind "$1"), the lock file $(locked "$1")"
  expect 0 contract status --rpc-url "$ANVIL_URL"
}

sends() {
  [[ $(proxy_calls eth_sendRawTransaction) == "$1" ]] ||
    failed "$(proxy_calls eth_sendRawTransaction) transactions were sent, not $1"
}

# refused WANTED TEXT WORD…: nothing is sent, and nothing is written.
refused() {
  local wanted=$1 text=$2 before
  shift 2
  before=$(cat phala-contracts.lock.json)
  proxy_set
  deploy "$wanted" "$@"
  says "$text"
  sends 0
  [[ $(cat phala-contracts.lock.json) == "$before" ]] || failed "the lock file was changed"
}

# for_safe NAME TO PAYABLE SIGNATURE ARTIFACT WORD…: its owners see function and values of the upgrade, and
# these give what is sent otherwise.
for_safe() {
  local name=$1 to=$2 payable=$3 signature=$4 signer=("${with[@]}") sent values
  shift 4
  with=(--from "$owner")
  refused 0 '"dry_run": *true' "$@" --name "$name" --upgrade --create2 --dry-run
  sent=$(jq -r '.contracts[-1].calldata' "$scratch/stdout")
  refused 0 '"createdFromSafeAddress"' "$@" --name "$name" --upgrade --create2 --safe
  is "0x4e59b44847b379578588920cA78FbF26c0B4956C $to" '[.transactions[].to] | join(" ")'
  is "$sent" '.transactions[-1].data'
  is "null null" '.transactions[0] | "\(.contractMethod) \(.contractInputsValues)"'
  is "$payable $signature" \
    '.transactions[-1].contractMethod | "\(.payable) \(.name)(\([.inputs[] | select(.type == .internalType).type] | join(",")))"'
  mapfile -t values < <(jq -r '.transactions[-1] | .contractInputsValues[.contractMethod.inputs[].name]' "$scratch/stdout")
  [[ $("$cast" calldata "$signature" "${values[@]}") == "$sent" ]] || failed "the values are ${values[*]}, for $sent"
  with=("${signer[@]}")
}

gate() {
  deploy 0 "$gates/GateFive.json" 3 --name "$1" --proxy "initialize($owner)" "${@:2}"
}

# There is nothing yet.
deploy 5 "$gates/GateNext.json" 3 --name Gate --upgrade
says 'nothing to upgrade'
gate Gate
first=$(locked Gate)
proxy=$(locked Gate.proxy)

# What does not go together.
refused 2 'of --upgrade and --new there is one' "$gates/GateNext.json" 3 --name Gate --upgrade --new
refused 2 "needs '--upgrade'" "$gates/GateNext.json" 3 --name Gate --upgrade-call 'migrate(7)'
refused 2 "needs '--upgrade-call'" "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-args-json '[7]'
refused 2 "no function 'begin" "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call 'begin(7)'
refused 2 'takes no value' "$gates/GateNext.json" 3 --name Gate --upgrade --value 1
refused 2 'takes no value' "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call "initialize($owner)" --value 1
refused 6 'initialised by another call' "$gates/GateNext.json" 3 --name Gate --upgrade --proxy 'migrate(7)'
# Without it, what it is for is said.
refused 6 '"hint": *"--upgrade puts' "$gates/GateNext.json" 3 --name Gate --proxy "initialize($owner)"

# Nothing to upgrade to: the same code is there.
refused 0 '"unchanged": *true' "$gates/GateFive.json" 3 --name Gate --upgrade
refused 6 'not by an upgrade with this --upgrade-call' "$gates/GateFive.json" 3 --name Gate --upgrade \
  --upgrade-call "initialize($owner)"

# What would be reverted, or would be the last one, is known before anything is sent.
refused 1 'GateLast.* no proxiableUUID|no proxiableUUID' "$gates/GateLast.json" --name Gate --upgrade
refused 1 'names another slot' "$gates/GateElsewhere.json" 3 --name Gate --upgrade
refused 1 'TooMany\(most: 100\)' "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call 'migrate(101)'
refused 1 'Again\(\)' "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call "initialize($owner)"
with=(--key-file "$stranger")
refused 1 "OwnableUnauthorizedAccount.*${accounts[2]}" "$gates/GateNext.json" 3 --name Gate --upgrade
says "its owner is $owner"
with=(--key-file "$key")
refused 1 'max-cost' "$gates/GateNext.json" 3 --name Gate --upgrade --max-cost 1wei

# A dry run says all of it.
refused 0 '"dry_run": *true' "$gates/GateNext.json" 4 --name Gate --upgrade --upgrade-call 'migrate(7)' --dry-run
is 'create upgrade' '[.contracts[].by] | join(" ")'
is "$proxy $proxy $first $owner true estimated" \
  '.contracts[1] | [.address, .to, .implementation_before, .owner, .simulated, .gas_is] | join(" ")'
is "$(jq -r '.contracts[0].address' "$scratch/stdout")" '.contracts[1].implementation'
is 'upgradeToAndCall(address newImplementation, bytes data)' '.contracts[1].function'
is "$("$cast" calldata 'migrate(uint256)' 7)" '.contracts[1].arguments[1].value'
refused 1 '"would_fail": *".*TooMany' "$gates/GateNext.json" 4 --name Gate --upgrade --upgrade-call 'migrate(101)' --dry-run

# It is done: in two blocks, the second one behind the proof of the first.
proxy_set
deploy 0 "$gates/GateNext.json" 4 --name Gate --upgrade --upgrade-call 'migrate(7)'
is 'deployed upgraded' '[.contracts[].state] | join(" ")'
is "$proxy" '.contracts[1].address'
sends 2
upgraded Gate
[[ $(asks "$proxy" 'count()(uint256)') == 7 && $(asks "$proxy" 'version()(uint256)') == 2 &&
  $(asks "$proxy" 'width()(uint256)') == 4 && $(asks "$proxy" 'owner()(address)') == "$owner" ]] ||
  failed "it is not upgraded, or not migrated"
[[ $(locked Gate.proxy) == "$proxy" && $(locked Gate) != "$first" ]] || failed "the lock file has another proxy"
[[ $(locked Gate.proxy upgrade_data) == "$("$cast" calldata 'migrate(uint256)' 7)" ]] || failed "what was called is not locked"
[[ $(rpc eth_getTransactionReceipt "$(locked Gate.proxy upgrade_tx_hash)" | jq -r '.to | ascii_downcase') == \
  "$(tr A-F a-f <<<"$proxy")" ]] || failed "another transaction is locked"
[[ -z $(cat "$data"/phala/journal/*.jsonl) ]] || failed "the journal is not empty"

# Again, in every way to say it.
for words in '' "--upgrade" "--upgrade --upgrade-call migrate(7)" "--upgrade --upgrade-call migrate --upgrade-args-json [7]"; do
  # shellcheck disable=SC2086
  refused 0 '"unchanged": *true' "$gates/GateNext.json" 4 --name Gate $words
done
refused 0 '"unchanged": *true' "$gates/GateNext.json" 4 --name Gate --proxy "initialize($owner)"
refused 0 '"unchanged": *true' "$gates/GateNext.json" 4 --name Gate --proxy "initialize($owner)" --upgrade
refused 6 'not by an upgrade with this' "$gates/GateNext.json" 4 --name Gate --upgrade --upgrade-call 'migrate(8)'
# Other arguments are another implementation; value goes to what is called.
deploy 0 "$gates/GateNext.json" 5 --name Gate --upgrade --upgrade-call 'pay()' --value 3
upgraded Gate
[[ $(rpc eth_getBalance "$proxy" latest) == 0x3 ]] || failed "the call was sent no value"
# Back again.
deploy 0 "$gates/GateFive.json" 3 --name Gate --upgrade
upgraded Gate
[[ $(locked Gate.proxy upgrade_data) == 0x ]] || failed "something was called"

# By CREATE2 an implementation that is there is not deployed again.
deploy 0 "$gates/GateNext.json" 9 --name Made --create2
proxy_set
deploy 0 "$gates/GateNext.json" 9 --name Gate --upgrade --create2
is 'unchanged upgraded' '[.contracts[].state] | join(" ")'
sends 1
upgraded Gate
refused 0 '"unchanged": *true' "$gates/GateNext.json" 9 --name Gate --upgrade --create2
# And one that is not there is, through the deployer, as the same account.
deploy 0 "$gates/GateNext.json" 10 --name Gate --upgrade --create2 --upgrade-call 'migrate(1)'
is 'deployed upgraded' '[.contracts[].state] | join(" ")'
upgraded Gate

# With a library before it: one behind the other is simulated as well.
refused 0 '"simulated": *true' "$gates/GateLinked.json" 6 --name Gate --upgrade --upgrade-call 'set(4)' --dry-run
refused 1 'TooMany|reverted' "$gates/GateLinked.json" 6 --name Gate --upgrade --upgrade-call "initialize($owner)"
deploy 0 "$gates/GateLinked.json" 6 --name Gate --upgrade --upgrade-call 'set(4)'
is 'Marks Gate Gate.proxy' '[.contracts[].name] | join(" ")'
upgraded Gate
[[ $(asks "$proxy" 'count()(uint256)') == 8 && $(asks "$proxy" 'width()(uint256)') == 12 ]] || failed "it is not linked"
refused 0 '"unchanged": *true' "$gates/GateLinked.json" 6 --name Gate --upgrade

# A node that cannot simulate one behind the other: the upgrade is simulated when the code is there.
proxy_set plain@eth_call
deploy 0 "$gates/GateNext.json" 11 --name Gate --upgrade --upgrade-call 'migrate(2)'
says 'could not be simulated'
is 'deployed upgraded' '[.contracts[].state] | join(" ")'
upgraded Gate
# What is refused then leaves the proxy as it was; what was deployed for it is not deployed again.
before=$(behind Gate)
cp phala-contracts.lock.json before.json
proxy_set plain@eth_call
deploy 1 "$gates/GateNext.json" 12 --name Gate --upgrade --upgrade-call 'migrate(101)'
says 'TooMany'
sends 1
[[ $(behind Gate) == "$before" ]] || failed "it was upgraded all the same"
cmp -s phala-contracts.lock.json before.json || failed "the lock file was changed"
count=$(transactions "$owner")
deploy 0 "$gates/GateNext.json" 12 --name Gate --upgrade --upgrade-call 'migrate(3)'
is 'deployed upgraded' '[.contracts[].state] | join(" ")'
[[ $(transactions "$owner") == $((count + 1)) ]] || failed "the implementation was deployed again"
upgraded Gate
[[ -z $(cat "$data"/phala/journal/*.jsonl) ]] || failed "the journal is not empty"

# Planned, reviewed, carried out; what has changed meanwhile is seen.
refused 0 '"dry_run": *true' "$gates/GateNext.json" 13 --name Gate --upgrade --plan plan.json --max-cost 1ether
[[ $(jq -r '[.steps[].kind] | join(" ")' plan.json) == 'create upgrade' ]] || failed "the plan has other steps"
refused 6 'arguments is' "$gates/GateNext.json" 13 --name Gate --upgrade --upgrade-call 'migrate(4)' --apply plan.json
deploy 0 "$gates/GateNext.json" 13 --name Gate --upgrade --apply plan.json
is 'deployed upgraded' '[.contracts[].state] | join(" ")'
upgraded Gate

# With --wait none it is sent and locked by the next run.
run contract deploy "$gates/GateNext.json" 14 --name Gate --upgrade --wait none --rpc-url "$PROXY_URL" --key-file "$key"
((status == 0 || status == 7)) || failed "--wait none ends with $status"
count=$(transactions "$owner")
deploy 0 "$gates/GateNext.json" 14 --name Gate --upgrade
[[ $(transactions "$owner") == "$count" ]] || failed "something was sent twice"
upgraded Gate

# Signed elsewhere, sent, and found behind the proxy.
with=(--from "$owner")
deploy 0 "$gates/GateNext.json" 15 --name Gate --upgrade --unsigned
is 'deploy Gate upgrade Gate.proxy' '[.transactions[].step] | join(" ")'
is "$proxy" '.transactions[1].to'
cp "$scratch/stdout" unsigned.json
expect 0 tx sign --unsigned unsigned.json --key-file "$key"
cp "$scratch/stdout" signed.json
expect 0 tx send @signed.json --rpc-url "$ANVIL_URL"
cp phala-contracts.lock.json stale.json
with=(--key-file "$key")
proxy_set
deploy 0 "$gates/GateNext.json" 15 --name Gate --upgrade
is true .unchanged
sends 0
upgraded Gate
# Or taken over, without a key.
cp stale.json phala-contracts.lock.json
with=()
deploy 0 "$gates/GateNext.json" 15 --name Gate --upgrade --at "$proxy"
is 'adopted adopted' '[.contracts[].state] | join(" ")'
upgraded Gate
deploy 0 "$gates/GateNext.json" 15 --name Gate --upgrade --at "$proxy"
is true .unchanged
refused 1 'no proxy of ERC-1967' "$gates/GateNext.json" 15 --name Gate --upgrade --at "$(locked Gate)"
refused 5 "has no proxy 'None.proxy'" "$gates/GateNext.json" 15 --name None --upgrade --at "$proxy"
refused 1 "is not what is at" "$gates/GateFive.json" 15 --name Gate --upgrade --at "$proxy"
# What is there is something else.
cp stale.json phala-contracts.lock.json
with=(--key-file "$key")
refused 6 'has another implementation by now' "$gates/GateNext.json" 16 --name Gate --upgrade
deploy 0 "$gates/GateNext.json" 15 --name Gate --upgrade

# For the owners of a Safe, both in one batch.
with=(--from "$owner")
deploy 2 "$gates/GateNext.json" 17 --name Gate --upgrade --safe
with=(--key-file "$key")
for_safe Gate "$proxy" true 'upgradeToAndCall(address,bytes)' "$gates/GateNext.json" 17
for_safe Gate "$proxy" true 'upgradeToAndCall(address,bytes)' "$gates/GateNext.json" 17 --upgrade-call 'pay()' --value 3
is 3 '.transactions[1].value'

# OpenZeppelin 4: upgradeTo where nothing is called, else upgradeToAndCall.
deploy 0 "$gates/GateFour.json" 1 --name Four --proxy "initialize($owner)"
refused 0 '"function": *"upgradeTo\(address' "$gates/GateFour.json" 2 --name Four --upgrade --dry-run
for_safe Four "$(locked Four.proxy)" false 'upgradeTo(address)' "$gates/GateFour.json" 2
deploy 0 "$gates/GateFour.json" 2 --name Four --upgrade
upgraded Four
deploy 0 "$gates/GateNext.json" 2 --name Four --upgrade --upgrade-call 'migrate(9)'
upgraded Four
[[ $(asks "$(locked Four.proxy)" 'count()(uint256)') == 9 ]] || failed "Four is not migrated"

# No function but upgradeToAndCall, and no version: what Solady has.
deploy 0 "$gates/Gate.json" 1 --name Plain --proxy "initialize($owner)"
deploy 0 "$gates/Gate.json" 2 --name Plain --upgrade
upgraded Plain

# An interface of a later day; an implementation that takes everything, and what it may not take.
deploy 0 "$gates/GateSix.json" 1 --name Six --proxy "initialize($owner)"
refused 1 'UPGRADE_INTERFACE_VERSION' "$gates/GateNext.json" 2 --name Six --upgrade
deploy 0 "$gates/GateOpen.json" 1 --name Open --proxy "initialize($owner)"
refused 1 'could never be upgraded again' "$gates/GateLast.json" --name Open --upgrade
refused 1 'could never be upgraded again' "$gates/GateElsewhere.json" 2 --name Open --upgrade

# A contract without upgrades, behind the same proxy; one without proxy.
deploy 0 "$gates/GateLast.json" --name Last --proxy "initialize($owner)"
refused 1 'not UUPS' "$gates/GateNext.json" 1 --name Last --upgrade
deploy 0 "$gates/GateLast.json" --name Alone
refused 6 'deployed without a proxy' "$gates/GateNext.json" 1 --name Alone --upgrade

# Proxies with an admin, of OpenZeppelin 5 and 4: the admin is called, whatever the code behind is.
for version in Five Four; do
  name=Managed$version
  deploy 0 "$gates/GateLast.json" --name "$name" --proxy "initialize($owner)" --proxy-artifact "$gates/$name.json"
  admin=$("$cast" parse-bytes32-address "$(rpc eth_getStorageAt "$(locked "$name.proxy")" "$admin_slot" latest)")
  refused 0 "\"to\": *\"$admin\"" "$gates/GateNext.json" 1 --name "$name" --upgrade --dry-run
  method='true upgradeAndCall(address,address,bytes)' plain=$method
  [[ $version == Five ]] || plain='false upgrade(address,address)'
  for_safe "$name" "$admin" "${plain%% *}" "${plain#* }" "$gates/GateNext.json" 18
  for_safe "$name" "$admin" "${method%% *}" "${method#* }" "$gates/GateNext.json" 18 --upgrade-call 'migrate(5)'
  deploy 0 "$gates/GateNext.json" 1 --name "$name" --upgrade
  upgraded "$name"
  deploy 0 "$gates/GateNext.json" 2 --name "$name" --upgrade --upgrade-call 'migrate(5)'
  upgraded "$name"
  [[ $(asks "$(locked "$name.proxy")" 'count()(uint256)') == 5 ]] || failed "$name is not migrated"
  refused 1 'TooMany' "$gates/GateNext.json" 3 --name "$name" --upgrade --upgrade-call 'migrate(500)'
  with=(--key-file "$stranger")
  refused 1 'OwnableUnauthorizedAccount|caller is not the owner' "$gates/GateNext.json" 3 --name "$name" --upgrade
  with=(--key-file "$key")
done

# set NAME SLOT ADDRESS: the slot of that proxy has it from now on.
set_slot() {
  rpc anvil_setStorageAt "$(locked "$1.proxy")" "$2" "0x000000000000000000000000${3#0x}" >"$scratch/which"
}
deploy 0 "$gates/AdminOther.json" --name Other
gate Odd
set_slot Odd "$admin_slot" "$owner"
refused 1 'an account, no ProxyAdmin' "$gates/GateNext.json" 1 --name Odd --upgrade
set_slot Odd "$admin_slot" "$(locked Other)"
refused 1 'and no ProxyAdmin' "$gates/GateNext.json" 1 --name Odd --upgrade
set_slot Odd "$admin_slot" 0x0000000000000000000000000000000000000000
set_slot Odd "$beacon_slot" "$(locked Other)"
odd=$(behind Odd)
set_slot Odd "$slot" 0x0000000000000000000000000000000000000000
refused 1 'the beacon .* names what it runs' "$gates/GateNext.json" 1 --name Odd --upgrade
set_slot Odd "$beacon_slot" 0x0000000000000000000000000000000000000000
refused 1 'no proxy of ERC-1967' "$gates/GateNext.json" 1 --name Odd --upgrade
set_slot Odd "$slot" "$odd"
# A node that does not answer is not a contract without functions.
proxy_set error=overloaded@eth_call
deploy 3 "$gates/GateNext.json" 1 --name Odd --upgrade
# Other code at the proxy's address, and none.
rpc anvil_setCode "$(locked Odd.proxy)" 0x6001 >"$scratch/which"
refused 1 'other code is at' "$gates/GateNext.json" 1 --name Odd --upgrade
rpc anvil_setCode "$(locked Odd.proxy)" 0x >"$scratch/which"
refused 5 'no code there' "$gates/GateNext.json" 1 --name Odd --upgrade
finish
