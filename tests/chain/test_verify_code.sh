#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# contract verify-code, of contracts that cast deployed: by the artifact alone, by the simulated creation,
# other code, other metadata, libraries, proxies, and what cannot be compared.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
foundry=$contracts/foundry
export ETH_RPC_URL=$ANVIL_URL

# deploy INIT_CODE [SIGNATURE ARGS…]: sets $address.
deploy() {
  address=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --json --create "$@" |
    jq -r .contractAddress)
  [[ $address == 0x* ]] || { echo "cast deploys nothing"; exit 1; }
}

init_code() { jq -r .bytecode.object "$foundry/$1.sol/$2.json"; }

# verify STATUS MATCH WITH WORD…: verify-code ends and answers so.
verify() {
  local wanted=$1 match=$2 with=$3
  shift 3
  expect "$wanted" contract verify-code --json "$@"
  jq -e --arg match "$match" --arg with "$with" '.schema == "phala.verify-code/1" and .match == $match and
    .compared_with == $with' "$scratch/stdout" >"$scratch/which" || failed "not '$match' with '$with': $*"
}

answers() {
  jq -e "$1" "$scratch/stdout" >"$scratch/which" || failed "not so: $1"
}

# The artifact alone: what the constructor filled in is listed. The whole creation: every byte.
counter=$foundry/Counter.sol/Counter.json
deploy "$(init_code Counter Counter)" 'constructor(uint256)' 7
made=$address
place=$(jq '[.deployedBytecode.immutableReferences[][]][0].start' "$counter")
maker=0x000000000000000000000000${accounts[0]:2}
verify 0 immutables-masked artifact "$made" "$counter"
answers ".masked == 32 * (.not_compared | length) and .not_compared[0].kind == \"immutable\" and
  (.not_compared | map(.offset) | index($place)) != null"
answers ".not_compared | all(.length == 32 and .on_chain == \"${maker,,}\")"
answers ".code_hash == \"$("$cast" keccak "$("$cast" code --rpc-url "$ANVIL_URL" "$made")")\""
verify 0 exact 'simulated creation' "$made" "$counter" 7 --deployer "${accounts[0]}"
answers '(has("not_compared") or has("differs") or has("proxy")) | not'
verify 0 exact 'simulated creation' "$made" "$contracts/solc.json:Counter" --args-json '[7]' \
  --deployer "${accounts[0]}"
verify 0 exact 'simulated creation' "$made" "$contracts/bin/Counter.bin" start=7 --deployer "${accounts[0]}"
verify 1 differs 'simulated creation' "$made" "$counter" 7 --deployer "${accounts[1]}"
answers ".differs.offset == $place + 12 and .artifact_alone == \"immutables-masked\""
expect_error 2 'constructor\(uint256\): 1 argument is expected, 0 given' contract verify-code "$made" "$counter" \
  --deployer "${accounts[0]}"
expect_error 2 "argument 1 'start'" contract verify-code "$made" "$counter" seven --deployer "${accounts[0]}"
expect_error 2 'arguments are for the simulated creation' contract verify-code "$made" "$counter" 7

# Other code: where it begins to differ. A creation that fails proves nothing by itself.
verify 1 differs artifact "$made" "$contracts/solc.json:Quilt"
answers '.differs.offset >= 0 and .differs.on_chain != .differs.expected'
deploy "$(init_code Sizes Link)" 'constructor(address)' 0x0000000000000000000000000000000000000000
verify 1 differs 'simulated creation' "$address" "$foundry/Sizes.sol/Link.json" "$made" \
  --deployer "${accounts[0]}"
verify 0 immutables-masked artifact "$address" "$foundry/Sizes.sol/Link.json" "${accounts[3]}" \
  --deployer "${accounts[0]}"
answers '.simulation == "reverted: the previous one is not there"'
verify 3 not-compared nothing "$made" "$contracts/bin/Counter.bin"
expect_error 5 'there is no contract at' contract verify-code "${accounts[3]}" "$counter"
expect_error 6 'chain' contract verify-code "$made" "$counter" --chain-id 1
expect_error 5 'none.json' contract verify-code "$made" none.json
expect_error 3 '.' contract verify-code "$made" "$counter" --rpc-url http://127.0.0.1:9

# The same sources by another path: another hash of the metadata, and nothing else.
hardhat=$contracts/hardhat/contracts/Counter.sol/Counter.json
verify 1 metadata-differs artifact "$made" "$hardhat"
answers '[.not_compared[].kind] | index("metadata") != null and index("immutable") != null'
verify 0 metadata-differs artifact "$made" "$hardhat" --allow-metadata
verify 1 metadata-differs 'simulated creation' "$made" "$hardhat" 7 --deployer "${accounts[0]}"
answers '[.not_compared[].kind] | all(. == "metadata")'
sed 's/a2646970667358221220/a2646970667358221221/g' "$counter" >edited.json
verify 1 differs artifact "$made" edited.json --allow-metadata

# A contract that knows where it is: as the transaction that made it, and from a factory (CREATE2), where
# the simulation is elsewhere, and what follows from the address is another.
knows=$foundry/Knows.sol/Knows.json
friend=${accounts[2]}
deploy "$(init_code Knows Knows)" 'constructor(uint256,address)' 5 "$friend"
echo "{\"friend_\": \"$friend\", \"given_\": \"5\"}" >arguments.json
verify 0 exact 'simulated creation' "$address" "$knows" 5 "$friend" --deployer "${accounts[0]}"
verify 0 exact 'simulated creation' "$address" "$knows" "friend_=$friend" given_=5 --deployer "${accounts[0]}"
verify 0 exact 'simulated creation' "$address" "$knows" --args-file arguments.json --deployer "${accounts[0]}"
verify 1 differs 'simulated creation' "$address" "$knows" 6 "$friend" --deployer "${accounts[0]}"
verify 1 differs 'simulated creation' "$address" "$knows" "friend_=$friend" given_=6 --deployer "${accounts[0]}"
verify 0 immutables-masked artifact "$address" "$knows"
create2=0x4e59b44847b379578588920cA78FbF26c0B4956C
beacon_code=$(init_code Knows Beacon)$("$cast" abi-encode 'f(address)' "$address" | cut -c 3-)
salt=$(printf '%064d' 9)
run contract address --create2 --salt "0x$salt" --init-code "$beacon_code"
beacon=$(<"$scratch/stdout")
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" "$create2" "0x$salt${beacon_code#0x}" \
  >"$scratch/which"
verify 0 exact 'simulated creation' "$beacon" "$foundry/Knows.sol/Beacon.json" "$address" --deployer "$create2"

# Proxies say so; what they run is verified when that is asked for.
implementation_slot=0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc
beacon_slot=0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50
mirror=$foundry/Knows.sol/Mirror.json
deploy "$(init_code Knows Mirror)" 'constructor(bytes32,address)' "$implementation_slot" "$made"
verify 0 exact artifact "$address" "$mirror"
answers '.proxy == {implementation: "'"$("$cast" to-check-sum-address "$made")"'"}'
says 'is a proxy: what it runs is verified with --implementation'
verify 0 exact 'simulated creation' "$address" "$counter" 7 --deployer "${accounts[0]}" --implementation
answers '.verified == .proxy.implementation'
verify 1 differs artifact "$address" "$mirror" --implementation
deploy "$(init_code Knows Mirror)" 'constructor(bytes32,address)' "$beacon_slot" "$beacon"
verify 0 immutables-masked artifact "$address" "$knows" --implementation
answers '.proxy.beacon != null and .verified != .proxy.beacon'
expect_error 5 'is no proxy of EIP-1967' contract verify-code "$made" "$counter" --implementation

# Libraries: compared where their address is given, listed where it is not.
quilt=$foundry/Quilt.sol/Quilt.json
deploy "$(init_code Quilt Threads)"
threads=$("$cast" to-check-sum-address "$address")
deploy "$(init_code Quilt Patches)"
patches=$("$cast" to-check-sum-address "$address")
verify 0 exact artifact "$patches" "$foundry/Quilt.sol/Patches.json"
linked=$(python3 - "$quilt" "$threads" "$patches" <<'PYTHON'
import json, sys
code = json.load(open(sys.argv[1]))["bytecode"]
hex = code["object"][2:]
for libraries in code["linkReferences"].values():
    for name, places in libraries.items():
        address = {"Threads": sys.argv[2], "Patches": sys.argv[3]}[name][2:]
        for place in places:
            at = 2 * place["start"]
            hex = hex[:at] + address + hex[at + 40 :]
print("0x" + hex)
PYTHON
)
deploy "$linked" 'constructor(string,string)' a b
verify 0 immutables-masked artifact "$address" "$quilt"
answers ".not_compared | all(.kind == \"library\" and .library == \"src/Quilt.sol:Threads\" and
  .on_chain == \"${threads,,}\")"
verify 0 exact artifact "$address" "$quilt" --library "Threads=$threads"
answers '.libraries == [{name: "Threads", linked_to: "'"$threads"'"}]'
verify 1 differs artifact "$address" "$quilt" --library "Threads=$patches"
verify 0 exact 'simulated creation' "$address" "$quilt" --library "src/Quilt.sol:Threads:$threads" \
  --library "Patches=$patches" --deployer "${accounts[0]}" -- a b
expect_error 2 'is not linked, which a simulation needs' contract verify-code "$address" "$quilt" a b \
  --library "Threads=$threads" --deployer "${accounts[0]}"
expect_error 2 "uses no library 'Other'" contract verify-code "$address" "$quilt" --library "Other=$threads"
expect_error 2 'is not NAME=ADDRESS' contract verify-code "$address" "$quilt" --library Threads

# For people: the same, a line each.
expect 0 contract verify-code "$made" "$counter"
says '^match: +immutables-masked$'
finish
