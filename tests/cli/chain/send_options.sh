. "$SOURCE/tests/cli/helpers"
# Options that have nothing to be about are refused before anything is asked: no node listens here.
export ETH_RPC_URL=http://127.0.0.1:1
artifact=$SOURCE/tests/vectors/chain-artifacts/foundry/Counter.sol/Counter.json
to=0x70997970C51812dc3A010C7d01b50e0d17dc79C8
from=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
(umask 077 && echo 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80 >key)

# refused OPTION WORD…: with this option the command is not understood; the line is printed.
refused() {
  local option=$1
  shift
  expect 2 phala "$@"
  grep -q "'$option\b" "$TMPDIR/err" || wrong "nobody says '$option': phala $*: $(<"$TMPDIR/err")"
  sed 's/^phala: //' "$TMPDIR/err"
}
# goes WORD…: it goes on to the node, which nobody is.
goes() {
  expect 3 phala --timeout 50ms "$@"
}

waits=(--wait=none --wait=safe --wait-timeout=5s)
prices=(--max-fee=1gwei --priority-fee=1 --gas-price=1gwei --gas-limit=90000 --max-cost=1ether)
keys=(--keystore=dev --password-file=key --key-file=key --key-stdin --mnemonic-file=key --passphrase-file=key
  --index=1 "--path=m/44'" --private-key=0x01)

send=(contract send "$to" 'f()')
echo "contract send"
for option in "${waits[@]}"; do
  refused "${option%=*}" "${send[@]}" --key-file key --dry-run "$option"
  refused "${option%=*}" "${send[@]}" --from "$from" --unsigned "$option"
  refused "${option%=*}" "${send[@]}" --from "$from" --safe "$option"
done
for option in "${prices[@]}"; do
  refused "${option%=*}" "${send[@]}" --from "$from" --safe "$option"
  goes "${send[@]}" --from "$from" --unsigned "$option"
  goes "${send[@]}" --from "$from" --dry-run "$option"
  goes "${send[@]}" --key-file key "$option"
done
for option in "${keys[@]}"; do
  for mode in --dry-run --unsigned --safe; do
    refused "${option%%=*}" "${send[@]}" --from "$from" "$mode" "$option" >"$TMPDIR/line"
  done
  cat "$TMPDIR/line"
done
refused --from "${send[@]}" --from "$from" --key-file key
refused --wait-timeout "${send[@]}" --key-file key --wait none --wait-timeout 5s
goes "${send[@]}" --key-file key --dry-run
goes "${send[@]}" --key-file key --wait none

deploy=(contract deploy "$artifact" 7)
echo "contract deploy"
for option in "${waits[@]}"; do
  refused "${option%=*}" "${deploy[@]}" --key-file key --dry-run "$option"
  refused "${option%=*}" "${deploy[@]}" --key-file key --plan plan.json "$option"
  refused "${option%=*}" "${deploy[@]}" --from "$from" --unsigned "$option"
  refused "${option%=*}" "${deploy[@]}" --from "$from" --create2 --safe "$option"
  refused "${option%=*}" "${deploy[@]}" --at "$to" "$option"
done
for option in "${prices[@]}"; do
  refused "${option%=*}" "${deploy[@]}" --from "$from" --create2 --safe "$option"
  refused "${option%=*}" "${deploy[@]}" --at "$to" "$option"
  goes "${deploy[@]}" --from "$from" --unsigned "$option"
  goes "${deploy[@]}" --from "$from" --dry-run "$option"
done
for option in "${keys[@]}"; do
  refused "${option%%=*}" "${deploy[@]}" --from "$from" --create2 --safe "$option" >"$TMPDIR/line"
  refused "${option%%=*}" "${deploy[@]}" --at "$to" "$option"
done
refused --value "${deploy[@]}" --at "$to" --value 1
echo 60016000f3 >payable.bin
goes contract deploy payable.bin --at "$to" --value 1 --from "$from"
# A key that is given beside the account is held against it, also where nothing is signed.
for mode in --dry-run --unsigned; do
  goes "${deploy[@]}" --key-file key "$mode"
  goes "${deploy[@]}" --key-file key --from "$from" "$mode"
  expect 4 phala "${deploy[@]}" --key-file key --from "$to" "$mode"
done

echo "chain stake"
for act in "deposit 1" "redeem 1" claim "cancel 0"; do
  # shellcheck disable=SC2206
  stake=(chain stake $act)
  for option in "${waits[@]}"; do
    refused "${option%=*}" "${stake[@]}" --from "$from" --dry-run "$option" >"$TMPDIR/line"
  done
  for option in "${keys[@]}"; do
    refused "${option%%=*}" "${stake[@]}" --from "$from" --dry-run "$option" >"$TMPDIR/line"
  done
  cat "$TMPDIR/line"
  goes "${stake[@]}" --key-file key --dry-run
done

echo "tx send"
refused --wait-timeout tx send 0x00 --wait none --wait-timeout 5s
