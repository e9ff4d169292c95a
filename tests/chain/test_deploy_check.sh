#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --check`: whether a deployment would change anything, without a key, and without
# anything being sent or written.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
counter=$contracts/foundry/Counter.sol/Counter.json
quilt=$contracts/foundry/Quilt.sol/Quilt.json
vault=$contracts/foundry/Vault.sol/Vault.json
gates=$contracts/foundry/Gate.sol
owner=${accounts[1]}
lock="phala-contracts.lock.json"
slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc

deploy() {
  expect 0 contract deploy "$@" --rpc-url "$ANVIL_URL" --key-file "$key" --json
}

# check WANTED WORD…: asks no more than it has to, sends and writes nothing, and reads no key.
check() {
  local wanted=$1 before=
  shift
  if [[ -e $lock ]]; then before=$(sha256sum "$lock"); fi
  proxy_set
  PRIVATE_KEY=junk expect "$wanted" contract deploy "$@" --check --rpc-url "$PROXY_URL" --json
  [[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "something was sent"
  if [[ -e $lock ]]; then [[ $(sha256sum "$lock") == "$before" ]] || failed "the lock file was changed"; fi
}

is() {
  [[ $(jq -r "$2" "$scratch/stdout") == "$1" ]] || failed "$2 is $(jq -r "$2" "$scratch/stdout"), not $1"
}

# unchanged N WORD…: N contracts are there as they are meant.
unchanged() {
  local n=$1
  shift
  check 0 "$@"
  is "phala.contract-deploy/1 true true $n" '"\(.schema) \(.check) \(.unchanged) \(.contracts | length)"'
  is unchanged '[.contracts[] | .state] | unique | join(" ")'
  is "" '[.contracts[].differs[]] | join(" ")'
}

# differs WHAT WORD…: it would change, and the contracts say why: "NAME:WHY NAME:WHY,WHY".
differs() {
  local what=$1
  shift
  check 1 "$@"
  is "true false" '"\(.check) \(.unchanged)"'
  is "$what" '[.contracts[] | "\(.name):\(.differs | join(","))"] | join(" ")'
  is true '[.contracts[] | (.state == "would change") == (.differs != [])] | all'
  [[ ! -s $scratch/stderr ]] || failed "an answer, and something on stderr"
}

# Nothing was deployed: there is nothing to be unchanged, whether or not there is a file.
differs 'Counter:unlocked' "$counter" 7
[[ ! -e $lock && ! -e $data/journal ]] || failed "something was written"
is null '.contracts[0].address'
echo '{"version":1,"networks":{}}' >$lock
differs 'Counter:unlocked' "$counter" 7
rm $lock

# What is there as the artifact gives it: one request.
deploy "$counter" 7
at=$(jq -r '.contracts[0].address' "$scratch/stdout")
unchanged 1 "$counter" 7
is "$at immutables-masked" '.contracts[0] | "\(.address) \(.code)"'
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests"
unchanged 1 "$counter" start=7
unchanged 1 "$counter" 7 --from "${accounts[0]}"
is exact '.contracts[0].code'
differs 'Counter:code' "$counter" 7 --from "${accounts[3]}"
expect 0 contract deploy "$counter" 7 --check --rpc-url "$ANVIL_URL"
says '^ *unchanged: *yes'
says '^ *state: *unchanged'
differs 'Other:unlocked' "$counter" 7 --name Other
differs 'Counter:unlocked' "$counter" 7 --lock none.json

# Other arguments, another artifact, both; for people, too.
differs 'Counter:arguments' "$counter" 8
expect 1 contract deploy "$counter" 8 --check --rpc-url "$ANVIL_URL"
says '^ *state: *would change'
says 'other arguments'
jq '.bytecode.object += "00"' "$counter" >Counter.json
differs 'Counter:artifact' Counter.json 7
differs 'Counter:artifact' "$contracts/hardhat/contracts/Counter.sol/Counter.json" 7
differs 'Counter:artifact,arguments' Counter.json 8
differs 'Counter:artifact,arguments' "$contracts/foundry/Quilt.sol/Patches.json" --name Counter

# The chain is asked, not the lock file: no code, other code, a node that was wiped.
cp $lock kept.json
jq --arg at "${accounts[2]}" '.networks["2035"].contracts.Counter.address = $at' kept.json >$lock
differs 'Counter:absent' "$counter" 7
cp kept.json $lock
code=$(rpc eth_getCode "$at" latest)
rpc anvil_setCode "$at" 0x6001 >"$scratch/which"
differs 'Counter:code' "$counter" 7
jq --arg hash "$("$cast" keccak 0x6001)" '.networks["2035"].contracts.Counter.code_hash = $hash' kept.json >$lock
differs 'Counter:code' "$counter" 7
cp kept.json $lock
rpc anvil_setCode "$at" "$code" >"$scratch/which"
unchanged 1 "$counter" 7
jq '.networks["2035"].genesis = "0x" + "11" * 32' kept.json >$lock
differs 'Counter:chain' "$counter" 7
jq '.networks["2035"].contracts.Counter.proof = "differs"' kept.json >$lock
differs 'Counter:unproved' "$counter" 7
cp kept.json $lock

# Libraries: what is linked to one that would change would change with it.
deploy "$quilt" a b
unchanged 3 "$quilt" a b
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests"
patches=$(jq -r '.networks["2035"].contracts.Patches.address' $lock)
threads=$(jq -r '.networks["2035"].contracts.Threads.address' $lock)
unchanged 1 "$quilt" a b --library "Patches=$patches" --library "Threads=$threads"
differs 'Quilt:libraries' "$quilt" a b --library "Patches=${accounts[2]}" --library "Threads=$threads"
cp $lock kept.json
jq 'del(.networks["2035"].contracts.Patches)' kept.json >$lock
check 1 "$quilt" a b
is unlocked '.contracts[] | select(.name == "Patches") | .differs | join(",")'
is needs '.contracts[] | select(.name == "Quilt") | .differs | join(",")'
cp kept.json $lock
code=$(rpc eth_getCode "$patches" latest)
rpc anvil_setCode "$patches" 0x >"$scratch/which"
check 1 "$quilt" a b
is absent '.contracts[] | select(.name == "Patches") | .differs | join(",")'
is needs '.contracts[] | select(.name == "Quilt") | .differs | join(",")'
rpc anvil_setCode "$patches" "$code" >"$scratch/which"

# Code alone is compared with what its creation installs, by whoever the lock file says.
unchanged 1 "$contracts/bin/Counter.bin" 7 --name Counter
is exact '.contracts[0].code'
jq 'del(.networks["2035"].contracts.Counter["deployer", "nonce", "tx_hash", "block"])' $lock >adopted.json
check 2 "$contracts/bin/Counter.bin" 7 --name Counter --lock adopted.json
says '--from'
unchanged 1 "$contracts/bin/Counter.bin" 7 --name Counter --lock adopted.json --from "${accounts[0]}"

# By CREATE2 the salt says where it has to be.
deploy "$counter" 7 --name Salted --create2 --salt 1
unchanged 1 "$counter" 7 --name Salted --create2 --salt 1
differs 'Salted:address' "$counter" 7 --name Salted --create2 --salt 2
differs 'Salted:arguments' "$counter" 8 --name Salted --create2 --salt 1
differs 'Counter:address' "$counter" 7 --create2
differs 'Beside:unlocked' "$counter" 7 --name Beside --create2 --salt 1
is "$(jq -r '.networks["2035"].contracts.Salted.address' $lock)" '.contracts[0].address'
deploy "$counter" 7 --name Paid --create2 --salt 3 --value 5wei
unchanged 1 "$counter" 7 --name Paid --create2 --salt 3
unchanged 1 "$counter" 7 --name Paid --create2 --salt 3 --value 5wei
is exact '.contracts[0].code'

# A proxy: its initialiser, and what stands behind it.
deploy "$vault" --proxy "initialize($owner,5)"
unchanged 2 "$vault" --proxy "initialize($owner,5)"
[[ $(proxy_requests) == 1 ]] || failed "$(proxy_requests) requests"
unchanged 1 "$vault"
differs 'Vault: Vault.proxy:call' "$vault" --proxy "initialize($owner,6)"
proxy=$(jq -r '.networks["2035"].contracts["Vault.proxy"].address' $lock)
held=$(rpc eth_getStorageAt "$proxy" "$slot" latest)
rpc anvil_setStorageAt "$proxy" "$slot" "0x000000000000000000000000${at#0x}" >"$scratch/which"
differs 'Vault: Vault.proxy:implementation' "$vault" --proxy "initialize($owner,5)"
rpc anvil_setStorageAt "$proxy" "$slot" "$held" >"$scratch/which"
unchanged 2 "$vault" --proxy "initialize($owner,5)"

# An upgrade is there, or would be made; its call, too.
differs 'GateNext:unlocked GateNext.proxy:unlocked' "$gates/GateNext.json" 3 --upgrade
deploy "$gates/GateFive.json" 3 --name Gate --proxy "initialize(${accounts[0]})"
unchanged 2 "$gates/GateFive.json" 3 --name Gate --upgrade
differs 'Gate:artifact Gate.proxy:needs' "$gates/GateNext.json" 3 --name Gate --upgrade
deploy "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call 'migrate(7)'
unchanged 2 "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call 'migrate(7)'
unchanged 2 "$gates/GateNext.json" 3 --name Gate --upgrade
unchanged 2 "$gates/GateNext.json" 3 --name Gate --proxy "initialize(${accounts[0]})"
differs 'Gate: Gate.proxy:call' "$gates/GateNext.json" 3 --name Gate --upgrade --upgrade-call 'migrate(8)'
proxy=$(jq -r '.networks["2035"].contracts["Gate.proxy"].address' $lock)
held=$(rpc eth_getStorageAt "$proxy" "$slot" latest)
rpc anvil_setStorageAt "$proxy" "$slot" "0x000000000000000000000000${at#0x}" >"$scratch/which"
differs 'Gate: Gate.proxy:implementation' "$gates/GateNext.json" 3 --name Gate --upgrade
rpc anvil_setStorageAt "$proxy" "$slot" "$held" >"$scratch/which"
rpc anvil_setCode "$proxy" 0x6001 >"$scratch/which"
differs 'Gate: Gate.proxy:code' "$gates/GateNext.json" 3 --name Gate --upgrade

# What it would not look at is refused.
for words in "--dry-run" "--plan -" "--apply x" "--unsigned" "--safe --create2 --from $owner" "--at $at" "--new" \
  "--key-file $key" "--keystore dev" "--max-cost 1ether" "--gas-limit 100000" "--max-fee 1gwei" "--wait none" \
  "--wait-timeout 5" "--value 1" "--create2 --deploy-deployer"; do
  proxy_set
  # shellcheck disable=SC2086
  expect_error 2 '--check' contract deploy "$counter" 7 --check --rpc-url "$PROXY_URL" $words
  [[ $(proxy_requests) == 0 ]] || failed "the node was asked, with $words"
done

# What could not be compared is neither yes nor no.
expect 3 contract deploy "$counter" 7 --check --rpc-url http://127.0.0.1:9
expect 6 contract deploy "$counter" 7 --check --rpc-url "$ANVIL_URL" --chain-id 8453
echo '{' >$lock
expect 8 contract deploy "$counter" 7 --check --rpc-url "$ANVIL_URL"
rm $lock
expect 5 contract deploy "$counter.absent" 7 --check --rpc-url "$ANVIL_URL"

finish
