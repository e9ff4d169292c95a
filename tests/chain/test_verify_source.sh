#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Source verification at services on loopback that take nothing but what they should be sent, compile
# it with solc, and compare with the code on the chain.
# shellcheck source=tests/chain/explorer_env
. "$(dirname -- "$0")/explorer_env"

# Blockscout's own interface; the second time nothing is sent; arguments are the lock file's.
words
verify 0 "$c" "$counter" "${own[@]}" --json
state verified exact
jq -e '.contract == "src/Counter.sol:Counter" and .compiler == "0.8.28+commit.7893614a" and
  .explorer == "blockscout" and .input == "out/build-info/1.json" and .sources > 3' \
  "$scratch/stdout" >"$scratch/which" || failed "another answer"
sent own_submit '.constructor_args[-1:] == "7" and .license_type == "apache_2_0"'
[[ $(asked own_submit) == 1 && $(asked verifysourcecode) == 0 ]] || failed "another way"
noted Counter '{"blockscout": "exact"}'
verify 0 "$c" "$counter" --explorer-url "$explorer/api/" --json
state already-verified exact
[[ $(asked own_submit) == 1 ]] || failed "sent again"

# Linked after it was compiled: the metadata is another one, except where nobody has to be told.
words
verify 0 "$q" "$quilt" "${own[@]}" --json
state verified partial
verify 0 "$q" "$quilt" "${sourcify[@]}" --json
words
verify 0 "$q" "$quilt" "${sourcify[@]}" --json
state verified exact
sent sourcify_submit '.creationTransactionHash | length == 66'
noted Quilt '{"blockscout": "partial", "sourcify": "exact"}'

# Etherscan: its key comes from the environment or a file, and goes to nobody else.
secret=THEKEY7THEKEY7
words "key=$secret"
expect_error 4 'wants an API key' contract verify-source "$c" "$counter" "${etherscan[@]}" --rpc-url "$ANVIL_URL"
ETHERSCAN_API_KEY=$secret verify 0 "$c" "$counter" "${etherscan[@]}" --json --verbose
state verified unknown
! grep -q "$secret" "$scratch/stdout" "$scratch/stderr" "$log" || failed "the key is shown"
noted Counter '{"blockscout": "exact", "etherscan": "unknown"}'
(umask 077 && echo "$secret" >key.txt)
verify 0 "$c" "$counter" "${etherscan[@]}" --api-key-file key.txt --json
state already-verified unknown
words key=other says
ETHERSCAN_API_KEY=$secret verify 4 "$c" "$counter" "${etherscan[@]}" --verbose
! grep -q "$secret" "$scratch/stdout" "$scratch/stderr" || failed "the key is said back"
verify 2 "$c" "$counter" "${own[@]}" --api-key-file key.txt
words
ETHERSCAN_API_KEY=$secret verify 0 "$c" "$counter" "${own[@]}"

# Arguments: as such, encoded, looked for by the explorer, wanted; other ones do not match.
none=(--lock none.json)
words
verify 0 "$c" "$counter" 7 "${own[@]}" "${none[@]}"
words
verify 0 "$c" "$counter" --constructor-args "0x$(printf '%064x' 7)" "${own[@]}" "${none[@]}"
words
verify 0 "$c" "$counter" "${own[@]}" "${none[@]}"
sent own_submit '.autodetect_constructor_args == "true"'
ETHERSCAN_API_KEY=$secret verify 2 "$c" "$counter" "${etherscan[@]}" "${none[@]}"
verify 2 "$c" "$counter" 7 --constructor-args 00 "${own[@]}"
words no-own
expect_error 1 'Fail - Unable to verify' contract verify-source "$c" "$counter" 8 "${own[@]}" "${none[@]}" \
  --rpc-url "$ANVIL_URL"
[[ ! -e none.json ]] || failed "a lock file that was not there"

# The library of the constructor is not in the code: it has to be said, by the lock file or here.
words
verify 2 "$q" "$quilt" a b "${own[@]}" "${none[@]}"
says 'Patches'
patches=$(at Patches)
verify 0 "$q" "$quilt" a b "${own[@]}" "${none[@]}" --library "Patches=$patches"
verify 5 "$q" "$quilt" a b "${own[@]}" "${none[@]}" --library "Nobody=$patches"

# What does not belong together is told before anything is sent.
words
cp -r out other
jq '.input.sources["src/Counter.sol"].content += " "' out/build-info/1.json >other/build-info/1.json
expect_error 6 "source 'src/Counter.sol' is not what" contract verify-source "$c" other/Counter.sol/Counter.json \
  "${own[@]}" --rpc-url "$ANVIL_URL"
jq '.input.settings.optimizer.runs = 1' out/build-info/1.json >other/build-info/1.json
verify 6 "$c" other/Counter.sol/Counter.json "${own[@]}"
verify 0 "$c" other/Counter.sol/Counter.json --input out/build-info/1.json "${own[@]}" --no-wait
words
verify 6 "$q" "$counter" "${own[@]}"
verify 5 "${accounts[1]}" "$counter" "${own[@]}"
verify 6 "$c" "$counter" --explorer blockscout "${own[@]}" --chain-id 1
echo '{"id":"1","source_id_to_path":{},"language":"Solidity"}' >other/build-info/1.json
verify 5 "$c" other/Counter.sol/Counter.json "${own[@]}"
says 'forge build --build-info'
rm -r other/build-info
verify 5 "$c" other/Counter.sol/Counter.json "${own[@]}"
[[ ! -s $log ]] || failed "something was sent"

# solc's own files, code alone, Hardhat's.
words
verify 0 "$c" "$contracts/solc.json:Counter" --input "$contracts/solc.input.json" "${own[@]}"
words
verify 2 "$c" "$contracts/bin/Counter.bin" --input "$contracts/solc.input.json" "${own[@]}"
says 'compiler'
verify 0 "$c" "$contracts/bin/Counter.bin" --input "$contracts/solc.input.json" "${own[@]}" --license MIT \
  --compiler v0.8.28+commit.7893614a
sent own_submit '.license_type == "mit"'
cp -r "$contracts/hardhat" artifacts
mkdir artifacts/build-info
jq -c '{_format: "hh-sol-build-info-1", solcLongVersion: "0.8.28+commit.7893614a", output: {}, input: (. +
  {sources: (.sources | with_entries(.key |= sub("^src/"; "contracts/")))})}' "$contracts/solc.input.json" \
  >artifacts/build-info/h.json
echo '{"_format":"hh-sol-dbg-1","buildInfo":"../../build-info/h.json"}' \
  >artifacts/contracts/Counter.sol/Counter.dbg.json
words
verify 0 "$c" artifacts/contracts/Counter.sol/Counter.json "${own[@]}" --json
state verified partial
verify 0 "$c" artifacts/contracts/Counter.sol/Counter.json "${own[@]}" --json
state already-verified partial
[[ $(asked own_submit) == 1 ]] || failed "what cannot become better is sent again"

# What is verified in part becomes exact where these sources make it so, and is then left alone.
noted Counter '{"blockscout": "partial", "etherscan": "unknown"}'
verify 0 "$c" "$counter" "${own[@]}" --no-wait --json
state submitted unknown
verify 0 "$c" "$counter" "${own[@]}" --json
! grep -q 'submitted' "$scratch/stdout" || failed "it is not waited for"
state "$(jq -r .state "$scratch/stdout")" exact
noted Counter '{"blockscout": "exact", "etherscan": "unknown"}'
before=$(asked own_submit)
verify 0 "$c" "$counter" "${own[@]}" --json
state already-verified exact
[[ $(asked own_submit) == "$before" ]] || failed "what is exact is sent again"
words
for how in own sourcify; do
  declare -n service=$how
  words
  verify 0 "$c" artifacts/contracts/Counter.sol/Counter.json "${service[@]}" --json
  state verified partial
  verify 0 "$c" "$counter" "${service[@]}" --json
  state verified exact
done

# A service that does not make it so, or does not answer: it is as it was.
words partial
verify 0 "$c" "$counter" "${sourcify[@]}" --json --wait-timeout 5s
[[ $(jq -r .match "$scratch/stdout") == partial && $(asked sourcify_submit) == 1 ]] || failed "it is not asked once more"
words partial fail
verify 0 "$c" "$counter" "${sourcify[@]}" --json --wait-timeout 5s
state already-verified partial
says 'verified in part, and stays so'
words
finish
