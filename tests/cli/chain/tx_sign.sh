. "$SOURCE/tests/cli/helpers"
# Every vector of tx-sign.json, without and with --as-cast: the same bytes, and read again what cast
# reads. One is signed only with it: 098, with a priority fee above the max fee.
needs jq

words() {
  local kind=$1 price=$2 priority=$3 to=$4 list=$5
  shift 5
  words=(--chain-id "$1" --nonce "$2" --gas-limit "$3" --value "$4" --data "$5")
  if [[ $kind == eip1559 ]]; then
    words+=(--max-fee "$price" --priority-fee "$priority")
  else
    words+=(--gas-price "$price")
  fi
  [[ -z $to ]] || words+=(--to "$to")
  [[ -z $list ]] || words+=(--access-list "$list")
}

signed() {
  [[ $(<"$TMPDIR/out") == "$2" ]] || wrong "$1: $(<"$TMPDIR/out")"
  echo "$2" >raw
  expect 0 phala tx decode @raw --json
  jq -c --arg id "$1" '. + {$id}' "$TMPDIR/out" >>decoded
}

count=0
while IFS=$'\x1f' read -r id key kind price priority to list chain nonce gas value data raw; do
  count=$((count + 1))
  export PRIVATE_KEY=$key
  if [[ -z $chain ]]; then
    words eip1559 10gwei 1gwei 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 '' 2035 0 21000 0 0x
    expect 2 phala tx sign "${words[@]}"
    [[ ! -s $TMPDIR/out ]] || wrong "$id: $(<"$TMPDIR/out")"
    ! grep -q "${key#0x}" "$TMPDIR/err" || wrong "$id: the key is in the message"
    continue
  fi
  words "$kind" "$price" "$priority" "$to" "$list" "$chain" "$nonce" "$gas" "$value" "$data"
  if [[ $id == tx-sign-098 ]]; then
    expect 2 phala tx sign "${words[@]}"
    grep -qx "phala: the priority fee is above the max fee" "$TMPDIR/err" || wrong "$id: $(<"$TMPDIR/err")"
    expect 0 phala tx sign --as-cast "${words[@]}"
    [[ $(<"$TMPDIR/out") == "$raw" ]] || wrong "$id: $(<"$TMPDIR/out")"
    grep -q "the priority fee is above the max fee: it is signed all the same" "$TMPDIR/err" || wrong "$id: $(<"$TMPDIR/err")"
    continue
  fi
  expect 0 phala tx sign "${words[@]}"
  signed "$id" "$raw"
  expect 0 phala tx sign --as-cast "${words[@]}"
  [[ $(<"$TMPDIR/out") == "$raw" ]] || wrong "$id with --as-cast: $(<"$TMPDIR/out")"
  ! grep cast "$TMPDIR/err" || wrong "$id: a warning"
done < <(jq -r '.vectors[] | [.id, .private_key // (.cmd | capture("--private-key (?<key>[^ ]*)").key),
  .kind, .gas_price // "", .priority // "", .to // "",
  (if .access_list == null then "" else .access_list | tojson end),
  .chain_id // "", .nonce // "", .gas_limit // "", .value // "", .decoded.input // "", .raw // ""] |
  map(tostring) | join("\u001f")' "$VECTORS/chain/tx-sign.json")
[[ $count == $(jq .count "$VECTORS/chain/tx-sign.json") ]] || wrong "$count vectors"

# cast's numbers are in hex without leading zeros; all of these are small but for r and s.
jq -n -e --slurpfile vectors "$VECTORS/chain/tx-sign.json" --slurpfile ours decoded '
  def number: ltrimstr("0x") | explode | reduce .[] as $c (0; . * 16 + $c - (if $c > 57 then 87 else 48 end));
  def wide: "0x" + ("0" * (66 - length) // "") + ltrimstr("0x");
  ($ours | INDEX(.id)) as $ours | [$vectors[0].vectors[] | select(.raw and .id != "tx-sign-098") |
  . as $v | .decoded as $d | $ours[.id] as $o | select((
    $o.hash == $d.hash and ($o.from | ascii_downcase) == $d.signer and $o.from == $v.from and
    $o.kind == $v.kind and ($o.chain_id | tonumber) == ($d.chainId | number) and
    ($o.nonce | tonumber) == ($d.nonce | number) and ($o.gas_limit | tonumber) == ($d.gas | number) and
    $o.to == $v.to and $o.data == $d.input and ($o.value | tonumber) == ($d.value | number) and
    $o.r == ($d.r | wide) and $o.s == ($d.s | wide) and
    (($o.max_fee // $o.gas_price) | tonumber) == (($d.maxFeePerGas // $d.gasPrice) | number) and
    ($d.maxPriorityFeePerGas == null or ($o.priority_fee | tonumber) == ($d.maxPriorityFeePerGas | number)) and
    ($d.accessList == null or [$o.access_list[] | [(.address | ascii_downcase), .storage_keys]] ==
      [$d.accessList[] | [.address, .storageKeys]])) | not) | .id] |
  if . == [] then true else error(tojson) end' >/dev/null || wrong "decoded fields differ"
[[ $(wc -l <decoded) == 80 ]] || wrong "$(wc -l <decoded) were decoded"
