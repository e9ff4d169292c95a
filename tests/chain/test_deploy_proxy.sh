#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `contract deploy --proxy`: the proxy, its initialiser, and what running it again does.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
key=$(key_file 0)
vault=$contracts/foundry/Vault.sol/Vault.json
owner=${accounts[1]}
slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc

deploy() {
  local wanted=$1
  shift
  expect "$wanted" contract deploy "$@" --rpc-url "$PROXY_URL" --key-file "$key" --json
}

is() {
  [[ $(jq -r "$2" "$scratch/stdout") == "$1" ]] || failed "$2 is $(jq -r "$2" "$scratch/stdout"), not $1"
}

asks() {
  "$cast" call --rpc-url "$ANVIL_URL" "$@"
}

# What the initialiser refuses is known before anything is sent.
proxy_set
deploy 1 "$vault" --proxy "initialize($owner,0)"
says 'a vault without a limit'
deploy 2 "$vault" --proxy "initialize($owner)"
deploy 2 "$vault" --proxy 'begin()'
says "no function 'begin"
deploy 2 "$vault" --proxy-args-json '[]'
deploy 2 "$vault" --proxy "initialize($owner,5)" --value 1
[[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "something was sent"

deploy 0 "$vault" --proxy "initialize($owner, 5)"
is 'deployed deployed' '[.contracts[].state] | join(" ")'
is 'exact exact' '[.contracts[].code] | join(" ")'
is Vault '.contracts[1].proxy_of'
implementation=$(jq -r '.contracts[0].address' "$scratch/stdout")
proxy=$(jq -r '.contracts[1].address' "$scratch/stdout")
plain=$(tr A-F a-f <<<"${implementation#0x}")
[[ $(asks "$proxy" 'limit()(uint256)') == 5 && $(asks "$proxy" 'owner()(address)') == "$owner" ]] ||
  failed "the proxy is not initialised"
[[ $(rpc eth_getStorageAt "$proxy" "$slot" latest) == "0x000000000000000000000000$plain" ]] ||
  failed "another implementation stands in the slot"
# Errors of the implementation come through.
"$cast" call --rpc-url "$ANVIL_URL" "$proxy" 'initialize(address,uint256)' "$owner" 1 \
  >"$scratch/stdout" 2>"$scratch/stderr" || true
grep -q "$("$cast" sig 'Again()')" "$scratch/stderr" || failed "the proxy does not pass its error on"

# Again, in every way to say it; another value is another proxy.
for words in "initialize($owner,5)" "initialize:[\"$owner\",5]" "initialize(address,uint256):[\"$owner\",\"5\"]"; do
  json=${words#*:}
  proxy_set
  if [[ $json == "$words" ]]; then
    deploy 0 "$vault" --proxy "$words"
  else
    deploy 0 "$vault" --proxy "${words%%:*}" --proxy-args-json "$json"
  fi
  is true .unchanged
  [[ $(proxy_calls eth_sendRawTransaction) == 0 ]] || failed "$words: something is sent"
done
deploy 6 "$vault" --proxy "initialize($owner,6)"
says "$proxy"
deploy 6 "$contracts/foundry/Vault.sol/VaultTwo.json" --name Vault --proxy "initialize($owner,5)"

# Without an initialiser; by CREATE2, found without a lock file.
deploy 0 "$vault" --name Bare --proxy none
[[ $(asks "$(jq -r '.contracts[1].address' "$scratch/stdout")" 'limit()(uint256)') == 0 ]] || failed "not bare"
deploy 0 "$vault" --name Fixed --create2 --proxy "initialize($owner,5)"
rm phala-contracts.lock.json
deploy 0 "$vault" --name Fixed --create2 --proxy "initialize($owner,5)"
is true .unchanged

# The artifact of another proxy: the same arguments, here of the same source.
jq '.contracts["Erc1967Proxy.sol"]["Erc1967Proxy"] | {abi, bytecode: {object: ("0x" + .evm.bytecode.object),
  linkReferences: {}}, deployedBytecode: {object: ("0x" + .evm.deployedBytecode.object), linkReferences: {},
  immutableReferences: {}}, metadata: {}}' "$source/lib/deploy/proxy/Erc1967Proxy.json" >Other.json
deploy 0 "$vault" --name Third --proxy "initialize($owner,5)" --proxy-artifact Other.json
is 'deployed deployed' '[.contracts[].state] | join(" ")'
deploy 2 "$vault" --name Fourth --proxy "initialize($owner,5)" --proxy-artifact "$vault"
says 'constructor\(address,bytes\)'

# An implementation that is changed behind it is no longer what was deployed.
third=$(jq -r '.networks["2035"].contracts["Third.proxy"].address' phala-contracts.lock.json)
rpc anvil_setStorageAt "$third" "$slot" "0x000000000000000000000000$plain" >"$scratch/which"
deploy 6 "$vault" --name Third --proxy "initialize($owner,5)" --proxy-artifact Other.json
says 'another implementation'
finish
