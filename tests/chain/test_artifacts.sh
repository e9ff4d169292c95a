#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The artifacts of Foundry, Hardhat 2, Hardhat 3 and solc, as their tools wrote them: each contract is
# deployed with its libraries, has the code and the arguments that it should, is left as it is when the
# same command runs again, and is missed when the chain was wiped.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
artifacts=$source/tests/vectors/chain-artifacts
start_anvil
start_proxy
sender=0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc # another one of the chain's

# An argument of every type of the ABI: for phala as JSON, for cast in its own writing.
types='address,bool,uint8,uint256,int8,int256,bytes1,bytes32,bytes,string,uint8,uint256[3],uint16[]'
types+=',bytes[],(int128,int128),(address,string,uint64[],(int128,int128)[2])'
types+=',(bytes32,(address,string,uint64[],(int128,int128)[2])[],uint256[][],string[][2])'
ones=$(printf '11%.0s' {1..32})
most=115792089237316195423570985008687907853269984665640564039457584007913129639935
least=-57896044618658097711785492504343953926634992332820282019728792003956564819968
person_json='["0x70997970C51812dc3A010C7d01b50e0d17dc79C8","Zoë",["0","18446744073709551615"],[["-1","2"],["3","-4"]]]'
all_json='["0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",true,"255","'$most'","-128","'$least'","0xff",'
all_json+='"0x'$ones'","0x00ff","text, \"quoted\"","2",["1","2","3"],["65535"],["0x","0xabcd"],'
all_json+='["-170141183460469231731687303715884105728","170141183460469231731687303715884105727"],'
all_json+="$person_json"',["0x'$ones'",['"$person_json"'],[["1","2"],[]],[["a"],["b","c"]]]]'
person_cast='(0x70997970C51812dc3A010C7d01b50e0d17dc79C8,Zoë,[0,18446744073709551615],[(-1,2),(3,-4)])'
all_cast=(
  0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266 true 255 "$most" -128 "$least" 0xff "0x$ones" 0x00ff
  'text, "quoted"' 2 '[1,2,3]' '[65535]' '[0x,0xabcd]'
  '(-170141183460469231731687303715884105728,170141183460469231731687303715884105727)' "$person_cast"
  "(0x$ones,[$person_cast],[[1,2],[]],[[a],[b,c]])"
)
arguments_hash=$("$cast" abi-encode "f($types)" -- "${all_cast[@]}" | "$cast" keccak)

artifact() {
  case $1 in
    solc) echo "$artifacts/solc-standard-json/own.output.json:$2" ;;
    *) echo "$artifacts/$1/$3.sol/$2.json" ;;
  esac
}

# calls ADDRESS SIGNATURE WANTED: the contract answers so.
calls() {
  local answer
  answer=$("$cast" call --rpc-url "$ANVIL_URL" "$1" "$2")
  [[ $answer == "$3" ]] || failed "$format: $2 is $answer, not $3"
}

# deploy CONTRACT FILE WORD…: sets $address.
deploy() {
  local contract=$1 file=$2
  shift 2
  expect 0 contract deploy "$(artifact "$format" "$contract" "$file")" "$@" --rpc-url "$PROXY_URL" \
    --key-file "$key" --json
  address=$(jq -r --arg name "$contract" '.contracts[]? | select(.name == $name) | .address' "$scratch/stdout")
  [[ $address == 0x* ]] || failed "$format: $contract has no address"
}

deploy_all() {
  deploy Counter Counter 7
  calls "$address" 'number()(uint256)' 7
  calls "$address" 'deployer()(address)' "${accounts[account]}"
  deploy Faults Faults
  deploy AllTypes AllTypes --args-json "$all_json"
  calls "$address" 'argsHash()(bytes32)' "$arguments_hash"
  deploy Linked Linked left right
  calls "$address" 'label()(string)' '"leftright"'
  "$cast" send --rpc-url "$ANVIL_URL" --unlocked --from "$sender" "$address" 'update(uint256,uint256)' \
    10 20 >"$scratch/which"
  calls "$address" 'last()(uint256)' 15
}

# Each contract of the lock file has the code that it says, and was proved.
check_lock() {
  local name at hash proof
  while read -r name at hash proof; do
    [[ $("$cast" keccak "$(rpc eth_getCode "$at" latest)") == "$hash" ]] ||
      failed "$format: $name has other code"
    [[ $proof == exact* || $proof == *masked* ]] || failed "$format: $name is proved by '$proof'"
  done < <(jq -r '.networks["2035"].contracts | to_entries[] |
    "\(.key) \(.value.address) \(.value.code_hash) \(.value.proof)"' phala-contracts.lock.json)
}

unchanged() {
  deploy "$@"
  jq -e '[.contracts[].state] | all(. == "unchanged")' "$scratch/stdout" >"$scratch/which" ||
    failed "$format: $1 is not unchanged"
}

formats=(foundry hardhat2 hardhat3 solc)
count=0
for account in "${!formats[@]}"; do
  format=${formats[account]}
  key=$(key_file "$account")
  mkdir "$format"
  cd "$format"
  proxy_set
  deploy_all
  check_lock
  count=$((count + $(jq '.networks["2035"].contracts | length' phala-contracts.lock.json)))
  sent=$(transactions "${accounts[account]}")
  proxy_set
  unchanged Counter Counter 7
  unchanged Faults Faults
  unchanged AllTypes AllTypes --args-json "$all_json"
  unchanged Linked Linked left right
  [[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "$format: run again, something is sent"
  [[ $(transactions "${accounts[account]}") == "$sent" ]] || failed "$format: another transaction"
  cd ..
done

# Another chain of the same number: nothing is there any more, which is said, and put right.
stop "$anvil_pid" "$proxy_pid"
start_anvil
start_proxy
for account in "${!formats[@]}"; do
  format=${formats[account]}
  key=$scratch/key.$account
  cd "$format"
  deploy Linked Linked left right
  says 'genesis|wiped|another chain|not there'
  [[ $(transactions "${accounts[account]}") == 3 ]] || failed "$format: not three transactions"
  cd ..
done
echo "${#formats[@]} formats, $count contracts"
finish
