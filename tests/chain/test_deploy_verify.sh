#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --verify`: the sources of what is deployed, or is there, go to a service; what becomes
# of that changes the exit code where it is required, and a run again goes on with what is left.
# shellcheck source=tests/chain/explorer_env
. "$(dirname -- "$0")/explorer_env"
key=$(key_file 0)
vault=out/Vault.sol/Vault.json
gates=out/Gate.sol

# deploy WANTED WORD…
deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$@" --rpc-url "$ANVIL_URL" --key-file "$key" --json
}

is() {
  [[ $(jq -r "$2" "$scratch/stdout") == "$1" ]] || failed "$2 is $(jq -r "$2" "$scratch/stdout"), not $1"
}

# rows WANTED: what is said of the sources, "NAME:STATE:MATCH …".
rows() {
  is "phala.contract-deploy/1" .schema
  is "$1" '[.verification[] | "\(.name):\(.state):\(.match // "")"] | join(" ")'
}

# nothing_sent WORD…: since then there is no transaction.
sent_until=$(transactions "${accounts[0]}")
more() {
  local n
  n=$(transactions "${accounts[0]}")
  [[ $((n - sent_until)) == "$1" ]] || failed "$((n - sent_until)) transactions, not $1"
  sent_until=$n
}

# What is there is verified as it is; what the lock file has as verified is left alone.
words
deploy 0 "$counter" 7 --verify "${own[@]}"
is true .unchanged
rows 'Counter:verified:exact'
is "blockscout $explorer" '.verification[0] | "\(.explorer) \(.url)"'
noted Counter '{"blockscout": "exact"}'
sent own_submit '.constructor_args[-1:] == "7"'
words
deploy 0 "$counter" 7 --verify=required "${own[@]}"
rows 'Counter:locked:'
[[ ! -s $log ]] || failed "the service was asked"
deploy 0 "$counter" 7 --verify "${sourcify[@]}"
rows 'Counter:verified:exact'
noted Counter '{"blockscout": "exact", "sourcify": "exact"}'
more 0

# Libraries, too; what is verified there already is noted.
words
deploy 0 "$quilt" a b --verify "${own[@]}"
rows 'Patches:verified:exact Threads:verified:exact Quilt:verified:partial'
words exact
deploy 0 "$counter" 7 --name Counter --lock other.json --new --verify "${own[@]}"
rows 'Counter:already-verified:exact'
[[ $(asked own_submit) == 0 ]] || failed "sent again"
more 1

# Deployed, and verified by the same command.
words
deploy 0 "$counter" 9 --name Fresh --verify "${own[@]}"
is deployed '.contracts[0].state'
rows 'Fresh:verified:exact'
noted Fresh '{"blockscout": "exact"}'
more 1
expect 0 contract deploy "$counter" 10 --name Told --rpc-url "$ANVIL_URL" --key-file "$key" --verify "${own[@]}"
says '^ *state: *verified'
more 1

# A failure is told, and is no failure of the deployment; the same command tries it again.
words fail no-own
deploy 0 "$counter" 11 --name Later --verify "${own[@]}"
is deployed '.contracts[0].state'
is 'not verified' '.verification[0].state'
is true '.verification[0].error | length > 0'
says "'Later' is not verified"
noted Later null
more 1
words
deploy 0 "$counter" 11 --name Later --verify "${own[@]}"
is true .unchanged
rows 'Later:verified:exact'
more 0

# Where it is required, it decides: as verify-source ends.
words fail no-own
deploy 1 "$counter" 12 --name Wanted --verify=required "${own[@]}"
is deployed '.contracts[0].state'
is 'not verified' '.verification[0].state'
deploy 1 "$counter" 12 --name Wanted --verify=required "${own[@]}"
is true .unchanged
words pending=9999
deploy 7 "$counter" 12 --name Wanted --verify=required "${own[@]}" --wait-timeout 2
deploy 0 "$counter" 12 --name Wanted --verify "${own[@]}" --wait-timeout 2
words html
deploy 3 "$counter" 12 --name Wanted --verify=required "${own[@]}"
deploy 3 "$counter" 12 --name Wanted --verify=required --explorer-url http://127.0.0.1:9
deploy 0 "$counter" 12 --name Wanted --verify --explorer-url http://127.0.0.1:9
says 'is not verified'
noted Wanted null
words
deploy 0 "$counter" 12 --name Wanted --verify=required "${own[@]}"
more 1

# One that fails for itself keeps nobody back; a service that is gone is not asked for each.
words html
deploy 0 "$quilt" c d --name Second --lock second.json --verify "${own[@]}"
rows 'Patches:not verified: Threads:not tried: Second:not tried:'
[[ $(grep -c 'is not verified' "$scratch/stderr") == 1 ]] || failed "not one warning"
more 3
words
mv out/build-info kept
deploy 0 "$quilt" c d --name Second --lock second.json --verify "${own[@]}"
rows 'Patches:not verified: Threads:not verified: Second:not verified:'
says 'no build information'
deploy 5 "$quilt" c d --name Second --lock second.json --verify=required "${own[@]}"
deploy 0 "$quilt" c d --name Second --lock second.json --verify=required "${own[@]}" --input kept/1.json
rows 'Patches:verified:exact Threads:verified:exact Second:verified:partial'
mv kept out/build-info
more 0

# A proxy: the one that comes with the program has its source with it.
words
deploy 0 "$vault" --proxy "initialize(${accounts[1]},5)" --verify=required "${own[@]}"
rows 'Vault:verified:exact Vault.proxy:verified:exact'
noted Vault.proxy '{"blockscout": "exact"}'
deploy 0 "$gates/GateFive.json" 3 --name Gate --proxy "initialize(${accounts[0]})" --verify "${own[@]}"
rows 'Gate:verified:exact Gate.proxy:verified:exact'
deploy 0 "$gates/GateNext.json" 3 --name Gate --upgrade --verify "${own[@]}"
rows 'Gate:verified:exact'
noted Gate.proxy '{"blockscout": "exact"}'
more 6

# What others have sent.
words
expect 0 contract deploy "$counter" 7 --name Taken --at "$c" --rpc-url "$ANVIL_URL" --json --verify "${own[@]}"
is adopted '.contracts[0].state'
rows 'Taken:verified:exact'

# A key that is missing, or a service that nobody knows, is told before anything is sent.
deploy 4 "$counter" 13 --name None --verify "${etherscan[@]}"
says 'API key'
(umask 077 && echo THEKEY >key.txt)
words key=THEKEY
deploy 0 "$counter" 7 --verify=required "${etherscan[@]}" --api-key-file key.txt
rows 'Counter:verified:unknown'
sent verifysourcecode '.constructorArguements[-1:] == "7"'
deploy 2 "$counter" 13 --name None --verify "${own[@]}" --api-key-file key.txt
for words in --dry-run "--plan -" --unsigned "--safe --create2 --from ${accounts[0]}" --check; do
  # shellcheck disable=SC2086
  expect_error 2 '--verify' contract deploy "$counter" 13 --name None --rpc-url "$ANVIL_URL" --verify "${own[@]}" $words
done
for words in "--explorer sourcify" "--explorer-url $explorer" "--api-key-file key.txt" "--input in.json" \
  "--compiler 0.8.28+commit.7893614a" "--license MIT"; do
  # shellcheck disable=SC2086
  expect_error 2 "needs '--verify'" contract deploy "$counter" 13 --name None --rpc-url "$ANVIL_URL" $words
done
expect_error 2 "'maybe' is none of required" contract deploy "$counter" 13 --rpc-url "$ANVIL_URL" --verify=maybe
more 0

# What is not finished is not verified.
words
rpc evm_setAutomine false >"$scratch/which"
deploy 7 "$counter" 14 --name Open --verify=required "${own[@]}" --wait none
is null .verification
[[ ! -s $log ]] || failed "the service was asked for what is not there"
rpc evm_setAutomine true >"$scratch/which"
rpc evm_mine >"$scratch/which"
deploy 0 "$counter" 14 --name Open --verify=required "${own[@]}"
rows 'Open:verified:exact'
check_log
finish
