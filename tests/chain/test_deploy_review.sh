#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A proxy deployment that others look at or sign: --plan and --apply, --unsigned with `tx sign` and `tx
# send`, --safe; and --at, when they have. All of them say what is sent otherwise.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
vault=$contracts/foundry/Vault.sol/Vault.json
init="initialize(${accounts[1]},5)"
common=(contract deploy "$vault" --proxy "$init" --rpc-url "$PROXY_URL")

# A plan needs no key, and is carried out as it is, or not at all.
proxy_set
expect 0 "${common[@]}" --plan plan.json --from "${accounts[0]}" --max-cost 0.01ether
[[ $(jq -r .schema plan.json) == phala.plan/1 && $(jq '.steps | length' plan.json) == 2 ]] || failed "no plan"
[[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "a plan is sent"
expect 6 contract deploy "$vault" --proxy "initialize(${accounts[1]},6)" --rpc-url "$PROXY_URL" \
  --apply plan.json --key-file "$key"
expect 6 "${common[@]}" --apply plan.json --key-file "$(key_file 2)"
[[ $(transactions "${accounts[0]}") == 0 && $(transactions "${accounts[2]}") == 0 ]] || failed "it was sent"
expect 0 "${common[@]}" --apply plan.json --key-file "$key" --json
planned=$(jq -r '[.steps[].address] | join(" ")' plan.json)
[[ $(jq -r '[.contracts[].address] | join(" ")' "$scratch/stdout") == "$planned" ]] || failed "not as planned"
expect 0 "${common[@]}" --apply plan.json --key-file "$key" --json
[[ $(jq .unchanged "$scratch/stdout") == true ]] || failed "applied twice"

# Signed without a network, sent later by whoever has the file.
mkdir apart && cd apart
expect 0 "${common[@]}" --unsigned --from "${accounts[1]}"
cp "$scratch/stdout" unsigned.json
[[ $(jq -r .schema unsigned.json) == phala.unsigned/1 ]] || failed "no unsigned transactions"
expect 0 tx sign --unsigned unsigned.json --key-file "$(key_file 1)"
cp "$scratch/stdout" signed.json
expect 0 tx send @signed.json --rpc-url "$PROXY_URL" --json
for at in $(jq -r '.transactions[].address' unsigned.json); do
  [[ $(rpc eth_getCode "$at" latest) != 0x ]] || failed "no code at $at"
done
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$(jq -r '.transactions[1].address' unsigned.json)" \
  'limit()(uint256)') == 5 ]] || failed "the proxy is not initialised"
cd ..

# locked FILTER: the lock file of this folder, its contracts.
locked() {
  jq -e ".networks[\"2035\"].contracts | $1" phala-contracts.lock.json >"$scratch/which" || failed "not so: $1"
}
# answers FILTER: the JSON answer.
answers() {
  jq -e "$1" "$scratch/stdout" >"$scratch/which" || failed "not so: $1"
}
# Once others have sent it, it is proved where it is, and locked; then there is nothing left to do.
cd apart
at=$(jq -r '.transactions[1].address' unsigned.json)
behind=$(jq -r '.transactions[0].address' unsigned.json)
expect 0 "${common[@]}" --unsigned --from "${accounts[2]}"
says "phala tx sign --unsigned FILE.*phala tx send @SIGNED.*--at 0x[0-9a-fA-F]{40}"
proxy_set
expect_exit 0 env -u HOME -u XDG_DATA_HOME "$phala" "${common[@]}" --at "$at" --from "${accounts[1]}" --json
answers '.unchanged == false and ([.contracts[] | [.name, .state, .code, .nonce]]
  == [["Vault", "adopted", "exact", "0"], ["Vault.proxy", "adopted", "exact", "1"]])'
[[ $(proxy_requests) -le 3 && $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "$(proxy_requests) requests"
locked ".Vault.address == \"$behind\" and .Vault.nonce == \"0\" and .Vault.deployer == \"${accounts[1]}\""
locked ".\"Vault.proxy\" | .address == \"$at\" and .nonce == \"1\" and .proxy_of == \"Vault\" and has(\"tx_hash\") == false"
cp phala-contracts.lock.json first.json
expect 0 "${common[@]}" --at "$at" --json
answers '.unchanged and .account == null'
expect 0 "${common[@]}" --key-file "$(key_file 1)" --json
answers '.unchanged'
expect 0 contract status --rpc-url "$ANVIL_URL"
cmp -s phala-contracts.lock.json first.json || failed "the lock file was written again"
[[ $(proxy_calls eth_sendRawTransaction) == 0 && $(transactions "${accounts[1]}") == 2 ]] || failed "it was sent"
# Another proxy by that name is a conflict; so is another call.
other=$(jq -r '.steps[1].address' ../plan.json)
expect_error 6 "'Vault' is at $behind by the lock file" "${common[@]}" --at "$other"
expect_error 6 'of other arguments' contract deploy "$vault" --proxy "initialize(${accounts[1]},6)" --rpc-url "$ANVIL_URL" --at "$at"
cmp -s phala-contracts.lock.json first.json || failed "a refusal is written"
expect 0 "${common[@]}" --at "$other" --new
locked ".\"Vault.proxy\" | .address == \"$other\" and (has(\"deployer\") or has(\"nonce\") or has(\"salt\")) == false"
expect 0 "${common[@]}" --at "$other" --from "${accounts[0]}" --json
answers '[.contracts[].state] == ["adopted", "adopted"]'
locked ".\"Vault.proxy\".deployer == \"${accounts[0]}\""
cd ..

# A contract by itself: its immutable says who made it.
mkdir taken && cd taken
create() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[2]}" --json --create \
    "0x$(cat "$contracts/bin/$1.bin")$2" | jq -r .contractAddress | xargs "$cast" to-check-sum-address
}
counter=$(create Counter "$(printf %064x 7)")
adopt=(contract deploy "$contracts/foundry/Counter.sol/Counter.json" 7 --rpc-url "$PROXY_URL" --at "$counter")
expect_error 1 "'Counter' is not what is at $counter: .* 'differs'" "${adopt[@]}" --from "${accounts[1]}"
says 'without --from'
expect_error 1 "'Vault' is not what is at" contract deploy "$vault" --rpc-url "$PROXY_URL" --at "$counter"
expect_error 1 'no proxy' "${common[@]}" --at "$counter"
expect_error 1 'of this salt and code' "${adopt[@]}" --create2
expect_error 5 'no contract at' contract deploy "$vault" --rpc-url "$PROXY_URL" --at "${accounts[3]}"
expect_error 5 'no contract at' "${common[@]}" --at "${accounts[3]}"
expect_error 2 "'--at'" "${common[@]}" --at 0x12
expect_error 2 'there is one' "${adopt[@]}" --dry-run
expect_error 2 'where the library' contract deploy "$contracts/foundry/Quilt.sol/Quilt.json" a b \
  --rpc-url "$PROXY_URL" --at "$counter"
expect_error 2 'no runtime code' contract deploy "$contracts/bin/Counter.bin" 7 --name Counter \
  --rpc-url "$PROXY_URL" --at "$counter"
expect_error 6 'chain 2035, not of 8453' "${adopt[@]}" --network base
[[ ! -e phala-contracts.lock.json ]] || failed "a refusal is written"
expect 0 "${adopt[@]}" --json
answers '.contracts == [{name: "Counter", address: .contracts[0].address, state: "adopted", code: "immutables-masked"}]'
locked '.Counter | .proof == "immutables-masked" and (has("deployer") or has("nonce") or has("tx_hash")) == false'
expect 0 "${adopt[@]:0:4}" --rpc-url "$PROXY_URL" --key-file "$(key_file 3)" --json
answers '.unchanged'
expect 0 "${adopt[@]}" --from "${accounts[2]}" --json
answers '.contracts[0] | .state == "adopted" and .code == "exact" and .nonce == "0"'
locked ".Counter | .deployer == \"${accounts[2]}\" and .nonce == \"0\" and .proof == \"exact\""
# Without runtime code in the artifact it is the simulation alone.
expect 0 contract deploy "$contracts/bin/Counter.bin" 7 --name Bare --rpc-url "$PROXY_URL" --at "$counter" \
  --from "${accounts[2]}"
# Libraries are those that are named.
patches=$(create Patches '')
threads=$(create Threads '')
linked=(contract deploy "$contracts/foundry/Quilt.sol/Quilt.json" a b --library "Patches=$patches" --library "Threads=$threads")
expect 0 "${linked[@]}" --key-file "$(key_file 3)" --rpc-url "$PROXY_URL" --json
quilt=$(jq -r '.contracts[0].address' "$scratch/stdout")
rm phala-contracts.lock.json
expect 0 "${linked[@]}" --rpc-url "$PROXY_URL" --at "$quilt" --from "${accounts[3]}" --json
locked ".Quilt | (.libraries | length) == 2 and .deployer == \"${accounts[3]}\""
cd ..

# A Safe's batch: through the deterministic deployer, the same calldata as by an account.
mkdir safe && cd safe
safe=${accounts[3]}
expect 2 "${common[@]}" --safe --from "$safe"
says '--create2'
expect 0 "${common[@]}" --safe --from "$safe" --create2
cp "$scratch/stdout" batch.json
expect 0 "${common[@]}" --unsigned --from "${accounts[2]}" --create2
cp "$scratch/stdout" unsigned.json
jq -e '.version == "1.0" and .chainId == "2035" and (.createdAt | type == "number")
  and .meta.createdFromSafeAddress == $safe and ([.transactions[] | keys] | unique
  == [["contractInputsValues", "contractMethod", "data", "to", "value"]])' --arg safe "$safe" \
  batch.json >"$scratch/which" || failed "no batch of the builder's"
for name in to value data; do
  [[ $(jq -c "[.transactions[].$name]" batch.json) == "$(jq -c "[.transactions[].$name]" unsigned.json)" ]] ||
    failed "$name of the batch is not that of the transactions"
done
# What the owners would have sent is what the command would have: there is nothing left to do then.
jq -r '.transactions[] | "\(.to) \(.data)"' batch.json | while read -r to data; do
  "$cast" send --rpc-url "$ANVIL_URL" --unlocked --from "$safe" "$to" "$data" >"$scratch/which"
done
made=$(jq -r '.transactions[1].address' unsigned.json)
expect 1 "${common[@]}" --create2 --salt 1 --at "$made"
expect 0 "${common[@]}" --create2 --at "$made" --json
answers '[.contracts[].state] == ["adopted", "adopted"]'
locked '[.[] | has("salt"), has("deployer")] == [true, false, true, false]'
rm phala-contracts.lock.json
expect 0 "${common[@]}" --create2 --key-file "$(key_file 2)" --json
[[ $(jq .unchanged "$scratch/stdout") == true ]] || failed "the Safe's is not the same"
locked '[.[] | has("salt"), has("deployer")] == [true, false, true, false]'
expect 2 "${common[@]}" --plan x.json --dry-run --key-file "$key"
# What the lock file says of a chain that was wiped is not what made the same address on this one.
cd ../taken
expect 0 "${common[@]}" --name Wiped --key-file "$(key_file 3)" --json
was=$(jq -r '.contracts[1].address' "$scratch/stdout")
locked '."Wiped.proxy" | has("tx_hash")'
jq '.networks["2035"].genesis = "0x" + "11" * 32' phala-contracts.lock.json >changed
cp changed phala-contracts.lock.json
expect 0 "${common[@]}" --name Wiped --at "$was"
says 'another first block'
locked '(keys | length) == 2 and ([.[] | has("deployer")] == [false, false])'
finish
