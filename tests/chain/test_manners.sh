#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What goes wrong beside the chain: files that cannot be written, names that cannot be kept, options
# that would be in vain, several at once. It is said before anything is sent.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
counter=$contracts/foundry/Counter.sol/Counter.json
node=(--rpc-url "$ANVIL_URL")
lock="phala-contracts.lock.json"

# deploy ACCOUNT WORD…: the words of a deployment from there.
deploy() {
  local key
  key=$(key_file "$1")
  shift
  deployment=(contract deploy "$counter" 7 "${node[@]}" --key-file "$key" "$@")
}
# untouched ACCOUNT N: no more than N transactions are of it, mined or not.
untouched() {
  local n
  n=$(printf '%d\n' "$(rpc eth_getTransactionCount "${accounts[$1]}" pending)")
  [[ $n == "$2" ]] || failed "$n of account $1 were sent, not $2"
}

# A lock file that cannot be written is told before anything is sent, not after.
deploy 0 --lock absent/lock.json
expect_error 5 "cannot write 'absent/lock.json'" "${deployment[@]}"
says 'nothing was sent'
untouched 0 0
if [[ $(id -u) == 0 ]] && mkdir small && mount -t tmpfs -o size=64k tmpfs small 2>"$scratch/which"; then
  dd if=/dev/zero of=small/full bs=1k count=64 2>"$scratch/which" || true
  deploy 0 --lock small/lock.json
  expect_error 74 "cannot write 'small/lock.json': No space left" "${deployment[@]}"
  untouched 0 0
  deploy 0
  XDG_DATA_HOME=$PWD/small expect_error 74 'No space left' "${deployment[@]}"
  untouched 0 0
  umount small
fi

# A name that the lock file could not keep; one that it can.
for name in $'a\nb' $'\e[31m' $'\xff' $'a\x7f' "$(head -c 300 /dev/zero | tr '\0' x)"; do
  deploy 0 --name "$name"
  expect_error 2 "option '--name': " "${deployment[@]}"
  deploy 0 --name "$name" --dry-run
  expect_error 2 "option '--name': " "${deployment[@]}"
done
jq '.contractName = "a\nb"' "$contracts/hardhat/contracts/Counter.sol/Counter.json" >strange.json
expect_error 8 "would not be readable" contract deploy strange.json 7 "${node[@]}" --key-file "$(key_file 0)"
untouched 0 0
deploy 0 --name '../é.proxy'
expect 0 "${deployment[@]}"
expect 0 "${deployment[@]}" --json
jq -e .unchanged "$scratch/stdout" >"$scratch/which" || failed "its name is not found again"
rm $lock

# Less gas than it takes is a revert that can be foreseen.
deploy 0 --gas-limit 100000
expect_error 1 "gas" "${deployment[@]}"
expect 1 "${deployment[@]}" --dry-run
deploy 0 --gas-limit 100
expect_error 2 "gas" "${deployment[@]}"
expect 2 "${deployment[@]}" --dry-run
untouched 0 1

# What only looks needs no journal, waits for nobody, and sends nothing: not what an earlier run has
# left either.
rpc evm_setAutomine false >"$scratch/which"
deploy 1 --wait none
expect 7 "${deployment[@]}"
rpc anvil_dropAllTransactions >"$scratch/which"
untouched 1 0
journals=$(cat "$data"/phala/journal/*.jsonl)
exec {held}<"$data/phala/journal/2035-${accounts[1]}.lock"
flock "$held"
for how in "--dry-run" "--plan $scratch/plan.json" "--unsigned" "--create2 --salt 5 --safe"; do
  # shellcheck disable=SC2086
  expect 0 contract deploy "$counter" 7 "${node[@]}" --from "${accounts[1]}" $how
  within 1500
  untouched 1 0
done
[[ $(cat "$data"/phala/journal/*.jsonl) == "$journals" ]] || failed "the journal is not what it was"
exec {held}<&-
for how in "--dry-run" "--plan $scratch/plan.json" "--unsigned" "--create2 --salt 5 --safe"; do
  # shellcheck disable=SC2086
  HOME='' XDG_DATA_HOME='' expect 0 contract deploy "$counter" 7 "${node[@]}" --from "${accounts[1]}" $how
  # shellcheck disable=SC2086
  XDG_DATA_HOME=$scratch/fresh expect 0 contract deploy "$counter" 7 "${node[@]}" --from "${accounts[1]}" $how
done
[[ ! -e $scratch/fresh ]] || failed "it made a journal to look"
rpc evm_setAutomine true >"$scratch/which"
rm -f $lock

# Three at once, of three accounts and into one lock file: what each has made is in it.
for round in 1 2 3 4; do
  pids=()
  for i in 1 2 3; do
    deploy $i --name "r$round.$i" --lock shared.json
    "$phala" "${deployment[@]}" </dev/null >"$scratch/out.$i" 2>"$scratch/err.$i" &
    pids+=($!)
  done
  for i in 1 2 3; do
    wait "${pids[i - 1]}" || failed "$(cat "$scratch/err.$i")"
    jq -e ".networks[\"2035\"].contracts[\"r$round.$i\"]" shared.json >"$scratch/which" ||
      failed "r$round.$i is not in the lock file"
  done
done

# Not as deep as asked for, in time: 7, and 7 again, until it is.
rm -f $lock
deploy 0 --name deep --wait confirmations=3 --wait-timeout 500ms
expect_error 7 'not yet as deep as asked for' "${deployment[@]}"
expect 7 "${deployment[@]}"
says 'not yet as deep as asked for'
rpc anvil_mine 0x3 >"$scratch/which"
expect 0 "${deployment[@]}"
expect 0 "${deployment[@]}" --json
jq -e .unchanged "$scratch/stdout" >"$scratch/which" || failed "it is not unchanged"

# A node that does not answer could not be asked: 7 is for what was sent.
start_proxy
proxy_set stall
expect_error 3 'did not answer within' contract call "${accounts[0]}" 'f()' --rpc-url "$PROXY_URL" --timeout 300ms
expect_error 3 'did not answer within' contract deploy "$counter" 7 --rpc-url "$PROXY_URL" --timeout 300ms \
  --key-file "$(key_file 0)"
finish
