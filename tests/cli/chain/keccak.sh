. "$SOURCE/tests/cli/helpers"
# Every vector of keccak.json: plain ones as they are; those of messages (EIP-191) with the prefix in
# front; those of names (EIP-137) label by label, in the case that they are
# given.
needs jq

message() {
  local LC_ALL=C
  printf '\x19Ethereum Signed Message:\n%d%s' "${#1}" "$1"
}

name_hash() {
  local node labels i
  node=$(hex_of 0 64)
  IFS=. read -ra labels <<<"$1"
  for ((i = ${#labels[@]} - 1; i >= 0; i--)); do
    node=$(phala keccak "0x$node$(phala keccak --text "${labels[i]}" | cut -c 3-)" | cut -c 3-)
  done
  echo "0x$node"
}

count=0
while IFS=$'\x1f' read -r id kind input hash; do
  count=$((count + 1))
  case $kind in
    refused) expect 2 phala keccak "$input"; continue ;;
    plain) expect 0 phala keccak "$input" ;;
    message) expect 0 phala keccak --text "$(message "$input")" ;;
    name) expect 0 name_hash "$input" ;;
  esac
  [[ $(<"$TMPDIR/out") == "$hash" ]] || wrong "$id: $(<"$TMPDIR/out")"
  [[ $(<"$TMPDIR/out") == 0x* && ! -s $TMPDIR/err ]] || wrong "$id: $(<"$TMPDIR/err")"
done < <(jq -r '.vectors[] | [.id,
  (if .hash == null then "refused" elif .eip191 then "message" elif .namehash then "name" else "plain" end),
  .input, .hash // ""] | join("\u001f")' "$VECTORS/chain/keccak.json")
[[ $count == $(jq .count "$VECTORS/chain/keccak.json") ]] || wrong "$count vectors"

try phala keccak 0xabc
try phala keccak 0xzz
try phala keccak --text 0xabc
try phala keccak --json 0x00
try phala keccak --json --text ''
try phala keccak
