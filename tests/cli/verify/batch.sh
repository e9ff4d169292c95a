. "$SOURCE/tests/cli/helpers"
# JSON lines in, JSON lines out: in order, with their ids, whatever is between them.
needs jq
use valid_tdx_v4
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
good=$(hex quote.bin) bad=$(hex "$VECTORS/negative/tampered_body_rtmr3/quote.bin")
sgx=$(hex "$VECTORS/negative/valid_sgx_v3/quote.bin")
jq -c . collateral.json >one_line.json
jq -c . "$VECTORS/negative/valid_sgx_v3/collateral.json" >sgx.json
run() { verify --batch --hardware-only --collateral collateral.json "$@"; }
# answers: one line each.
answers() { jq -r '"\(.id) \(.schema) \(.verdict // .error.kind) \(.error.message // "" | .[:90])"'; }

{
  echo "{\"id\":\"good\",\"quote\":\"$good\"}"
  echo
  echo "{\"id\":\"tampered\",\"quote\":\"$bad\"}"
  echo "   "
  echo "{\"id\":\"base64\",\"quote\":\"$(base64 -w 0 quote.bin)\"}"
  echo "{\"id\":\"own collateral\",\"quote\":\"$sgx\",\"collateral\":$(<sgx.json)}"
  echo "{\"id\":\"not its own\",\"quote\":\"$sgx\"}"
  echo "{\"id\":\"later\",\"quote\":\"$good\",\"at\":\"2027-01-01T00:00:00Z\"}"
  echo "{\"id\":\"seconds\",\"quote\":\"$good\",\"at\":1768435200}"
  echo "{\"id\":\"expected\",\"quote\":\"$good\",\"expect\":{\"mrtd\":\"$(hex_of 3 96)\"}}"
  echo "{\"id\":\"not expected\",\"quote\":\"$good\",\"expect\":{\"mrtd\":\"$(hex_of 4 96)\"}}"
  echo "{\"quote\":\"$good\",\"id\":\"ünï\\\"\\u0001\"}"
  echo "no json"
  echo "{\"id\":\"half\",\"quote\":"
  echo "[1]"
  echo "{\"id\":7,\"quote\":\"$good\"}"
  echo "{\"quote\":\"$good\"}"
  echo "{\"id\":\"no quote\"}"
  echo "{\"id\":\"no text\",\"quote\":{}}"
  echo "{\"id\":\"no quote\",\"quote\":\"00\"}"
  echo "{\"id\":\"misspelt\",\"quote\":\"$good\",\"expects\":{}}"
  echo "{\"id\":\"twice\",\"id\":\"twice\",\"quote\":\"$good\"}"
  echo "{\"id\":\"at\",\"quote\":\"$good\",\"at\":\"now\"}"
  echo "{\"id\":\"collateral\",\"quote\":\"$good\",\"collateral\":[]}"
  echo "{\"id\":\"pieces\",\"quote\":\"$good\",\"collateral\":{\"tcb\":1}}"
  echo "{\"id\":\"key\",\"quote\":\"$good\",\"expect\":{\"mrdt\":\"00\"}}"
  echo "{\"id\":\"length\",\"quote\":\"$good\",\"expect\":{\"mrtd\":\"00\"}}"
  echo "{\"id\":\"file\",\"quote\":\"$good\",\"expect\":{\"mrsigner\":\"@/etc/passwd\"}}"
  printf '{"id":"long","quote":"%s"}\n' "$(hex_of 0 1048576)"
  echo "{\"id\":\"last, without a newline\",\"quote\":\"$good\"}" | tr -d '\n'
} >lines
expect 1 run lines
[[ ! -s $TMPDIR/err ]]
cp "$TMPDIR/out" wanted
answers <wanted
jq -ces 'all(.[]; keys_unsorted[:2] == ["id", "schema"])' wanted
for jobs in 1 2 8; do
  expect 1 run --jobs "$jobs" lines
  cmp "$TMPDIR/out" wanted
done
for evidence in "" -; do
  read -ra evidence <<<"$evidence"
  expect 1 run "${evidence[@]}" <lines
  sed 's/"origin":"stdin"/"origin":"file"/g' "$TMPDIR/out" | cmp - wanted
done
expect 1 run --json lines
cmp "$TMPDIR/out" wanted

# Each answer is what the quote alone is answered.
cmp <(run <<<"{\"id\":\"x\",\"quote\":\"$good\"}" | jq -c 'del(.id, .inputs)') \
  <(verify --hardware-only --json --collateral collateral.json quote.bin | jq -c 'del(.inputs)')
run <<<"{\"id\":\"x\",\"quote\":\"$sgx\",\"collateral\":$(<sgx.json)}" | jq -c '.inputs[] | del(.sha256)'
run <<<"{\"id\":\"x\",\"quote\":\"$good\"}" | jq -c '.inputs[] | del(.sha256)'
