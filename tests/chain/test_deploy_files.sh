#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The lock file and the journal: two that write them at once, links, full disks, and what is lasting
# before what. Where a process is killed is in test_kill.sh.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil --no-mining
counter=$contracts/foundry/Counter.sol/Counter.json
lock="phala-contracts.lock.json"

# deploy ACCOUNT WORD…: in $deployment.
deploy() {
  deployment=(contract deploy "$counter" 7 --rpc-url "$ANVIL_URL" --key-file "$(key_file "$1")" "${@:2}")
}

locked() {
  jq -r --arg name "$1" '.networks["2035"].contracts[$name].address // "none"' $lock
}

# Starts what is in $deployment, and waits until it has sent something.
start() {
  "$phala" "${deployment[@]}" </dev/null >"$scratch/first.out" 2>"$scratch/first.err" & first=$!
  for _ in {1..200}; do
    [[ $(rpc txpool_status | jq -r .pending) == "$1" ]] && return
    sleep 0.05
  done
  failed "it has sent nothing: $(<"$scratch/first.err")"
}

# How many transactions of the account there are, mined or not.
sent() {
  printf '%d\n' "$(rpc eth_getTransactionCount "${accounts[$1]}" pending)"
}

# Two accounts, one name: the second sends nothing while the first is at it, and takes its contract then.
deploy 0
start 0x1
deploy 1
expect_error 6 "another process is deploying 'Counter' for the lock file" "${deployment[@]}"
says 'run the same command again'
[[ $(sent 1) == 0 ]] || failed "the second has sent something"
expect 0 "${deployment[@]}" --dry-run
deploy 1 --name Other --wait none
expect 7 "${deployment[@]}"
rpc evm_mine >"$scratch/which"
wait "$first" || failed "the first one: $(<"$scratch/first.err")"
deploy 1
expect 0 "${deployment[@]}" --json
jq -e .unchanged "$scratch/stdout" >"$scratch/which" || failed "it is not the first one's"
deploy 1 --name Other
expect 0 "${deployment[@]}"
[[ $(sent 0) == 1 && $(sent 1) == 1 ]] || failed "$(sent 0) and $(sent 1) transactions, not 1 and 1"
[[ $(locked Counter) == 0x* && $(locked Other) == 0x* ]] || failed "one is not in the lock file"

# By another path, too; a process that is killed keeps nothing.
ln -s . here
ln -s $lock linked.json
deploy 0 --name Same
start 0x1
for path in here/$lock "$PWD/here/$lock" linked.json; do
  deploy 1 --name Same --lock "$path"
  expect_error 6 'another process is deploying' "${deployment[@]}"
done
kill -KILL "$first"
wait "$first" 2>"$scratch/which" || true
rpc evm_mine >"$scratch/which"
deploy 0 --name Same
expect 0 "${deployment[@]}"
[[ $(sent 0) == 2 && $(sent 1) == 1 ]] || failed "$(sent 0) and $(sent 1) transactions, not 2 and 1"

# Those that do not know of each other (another user, another machine): neither is lost in silence.
deploy 0 --name Far
start 0x1
deploy 1 --name Far
XDG_DATA_HOME=$scratch/far "$phala" "${deployment[@]}" </dev/null >"$scratch/out" 2>"$scratch/err" & second=$!
for _ in {1..200}; do
  [[ $(rpc txpool_status | jq -r .pending) != 0x2 ]] || break
  sleep 0.05
done
rpc evm_mine >"$scratch/which"
codes=()
for pid in "$first" "$second"; do
  status=0
  wait "$pid" || status=$?
  codes+=("$status")
done
case "${codes[*]}" in
  "0 6") late=1 said=$scratch/err home=$scratch/far ;;
  "6 0") late=0 said=$scratch/first.err home=$data ;;
  *) failed "they ended with ${codes[*]}: $(cat "$scratch/first.err" "$scratch/err")" ;;
esac
grep -q "another run has locked one at $(locked Far) by now" "$said" || failed "it is not said: $(<"$said")"
second_at=$(sed -n "s/.*'Far' is at \(0x[0-9a-fA-F]*\),.*/\1/p" "$said")
deploy "$late" --name Far
XDG_DATA_HOME=$home expect 0 "${deployment[@]}"
says "another one, at $second_at, which is in no lock file"
deploy "$late" --name Beside
XDG_DATA_HOME=$home expect 0 "${deployment[@]}"
[[ $(locked Beside) == "$second_at" && $(locked Far) == 0x* ]] || failed "it is not taken in"
deploy "$late" --name Far
XDG_DATA_HOME=$home expect 0 "${deployment[@]}"
! grep -q 'in no lock file' "$scratch/stderr" || failed "it is still in the journal"
[[ $(sent 0) == 3 && $(sent 1) == 2 ]] || failed "$(sent 0) and $(sent 1) transactions, not 3 and 2"
rpc evm_setAutomine true >"$scratch/which"

# Behind a link it is replaced as a whole, and the link stays.
mkdir kept
ln -s kept/lock.json link.json
for name in One Two; do
  deploy 0 --name "$name" --lock link.json
  before=$(stat -c %i kept/lock.json 2>"$scratch/which" || true)
  expect 0 "${deployment[@]}"
  [[ -L link.json && $(stat -c %i kept/lock.json) != "$before" ]] || failed "it was not written anew behind the link"
done
jq -e '.networks["2035"].contracts | keys == ["One", "Two"]' kept/lock.json >"$scratch/which" || failed "not both"

# Files that may not grow: said before anything is sent, and by no signal.
before=$(sent 0)
for blocks in 1 4; do
  deploy 0 --name "Full$blocks"
  # shellcheck disable=SC2016
  expect_exit 74 bash -c 'ulimit -f "$0" && exec "$@" 2>&1 | cat; exit "${PIPESTATUS[0]}"' "$blocks" "$phala" \
    "${deployment[@]}"
  grep -q 'File too large' "$scratch/stdout" || failed "it is not said: $(<"$scratch/stdout")"
done
[[ $(sent 0) == "$before" ]] || failed "something was sent that could not be written down"

# The lock file is lasting before the journal forgets.
if strace -o "$scratch/which" true 2>/dev/null; then
  deploy 0 --name Lasting
  ASAN_OPTIONS=detect_leaks=0 expect_exit 0 strace -f -y -qq -o "$scratch/calls" -e trace=rename,fsync,ftruncate \
    "$phala" "${deployment[@]}"
  order=$(sed -n "s/.*rename(.*\"$lock\").* = 0\$/lock/p; s/.*fsync([0-9]*<$(pwd -P | sed 's/[/.]/\\&/g')>).*/folder/p
    s/.*ftruncate(.*jsonl>, 0).*/journal/p" "$scratch/calls" | tr '\n' ' ')
  [[ $order == "lock folder journal " ]] || failed "the order is: $order"
fi

# Nothing is left over.
left=$(find . "$data" -name '*.phala' -o -type f -empty -not -name '*.lock' -not -name '*.jsonl')
[[ -z $left ]] || failed "left: $left"
finish
