. "$SOURCE/tests/cli/helpers"
# Every vector of create-address.json; then what is refused, and why. jq would round the largest nonce.
needs jq

count=0
while IFS=$'\x1f' read -r id kind deployer nonce salt code code_hash address; do
  count=$((count + 1))
  words=(--deployer "$deployer")
  if [[ $kind == create ]]; then
    words+=(--nonce "$nonce")
  elif [[ -n $code ]]; then
    words+=(--create2 --salt "$salt" --init-code "$code")
  else
    words+=(--create2 --salt "$salt" --init-code-hash "$code_hash")
  fi
  expect "$([[ -n $address ]] && echo 0 || echo 2)" phala contract address "${words[@]}"
  [[ $(<"$TMPDIR/out") == "$address" ]] || wrong "$id: $(<"$TMPDIR/out")"
  if [[ $kind == create2 && -n $address && -n $code ]]; then
    echo " $code" >code
    expect 0 phala contract address --deployer "$deployer" --create2 --salt "$salt" --init-code @code
    [[ $(<"$TMPDIR/out") == "$address" ]] || wrong "$id: from a file: $(<"$TMPDIR/out")"
    expect 0 phala contract address "${words[@]}" --json
    jq -e --arg address "$address" --arg hash "$code_hash" \
      '.address == $address and .init_code_hash == $hash' "$TMPDIR/out" >/dev/null || wrong "$id: JSON"
  fi
done < <(jq -r '.vectors[] | [.id, .kind, .deployer, (.cmd | capture("--nonce (?<n>[0-9]+)").n) // "", .salt // "",
  .init_code_full // .init_code // "", .init_code_hash // "", .address // ""] |
  map(tostring) | join("\u001f")' "$VECTORS/chain/create-address.json")
[[ $count == $(jq .count "$VECTORS/chain/create-address.json") ]] || wrong "$count vectors"

account=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
try phala contract address --deployer $account --nonce 0
try phala contract address --deployer $account --nonce 7 --json
try phala contract address --create2 --init-code 0x00 --salt 258 --json
try phala contract address --create2 --init-code 0x00 --salt text:hello --json
try phala contract address --create2 --init-code 0x00 --salt hello
try phala contract address --create2 --init-code 0x00 --salt 0x01
try phala contract address --deployer 0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266 --nonce 0
try phala contract address --deployer $account
try phala contract address --nonce 0
try phala contract address --deployer $account --nonce -1
try phala contract address --deployer $account --nonce 0 --salt 1
try phala contract address --create2
try phala contract address --create2 --init-code 0x00 --init-code-hash 0x00
try phala contract address --create2 --init-code-hash 0x00
try phala contract address --create2 --init-code 0x00 --nonce 0
try phala contract address --create2 --init-code ''
try phala contract address --create2 --init-code 0x0
try phala contract address --create2 --init-code @absent
echo '0x6x' >bad
try phala contract address --create2 --init-code @bad
