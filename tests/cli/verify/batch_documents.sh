. "$SOURCE/tests/cli/helpers"
# Documents among quotes, one a line, in every form: each answer is the one that the document gets by
# itself, whatever is around it.
. "$SOURCE/tests/cli/dstack/machine"
common=(--collateral collateral.json --expect "compose_hash=$compose_hash")

# A second machine, whose log was edited; one of another TEE; what is no evidence.
jq '.event_log |= (fromjson | map(if .event == "compose-hash" then .event_payload = "ab" * 32 else . end)
  | tojson)' get_quote.json >edited.json
jq '.event_log |= (fromjson | map(select(.event != "instance-id")) | tojson)' get_quote.json >short.json
jq -n '{attestation: ("0002" + "00" * 67)}' >nitro.json
jq '.vm_config = "{"' get_quote.json >broken.json
jq -r .quote get_quote.json >quote.hex
python3 -c 'import sys; sys.stdout.buffer.write(bytes.fromhex(sys.stdin.read()))' <quote.hex >quote.bin
echo '{"model":"none"}' >none.json

# line FILE: as an object or a list when it is one, else as text; what is binary, as base64.
line() {
  case $1 in
    *.json) printf '{"id":"%s","evidence":%s}\n' "$1" "$(tr -d '\n' <"$1")" ;;
    *.bin) jq -cn --arg id "$1" --arg text "$(base64 -w 0 "$1")" '{$id, evidence: $text}' ;;
    *) jq -cn --arg id "$1" --rawfile text "$1" '{$id, evidence: $text}' ;;
  esac
}

files=(get_quote.json attestation.json edited.json attestation.bin attestation.b64 attestation_v1.bin
  info.json nitro.json info_text.json ra_tls.pem short.json cloud.json none.json quote.hex tcb_info.json
  inference.json broken.json quote.bin nonce)
for file in "${files[@]}"; do
  line "$file"
done >lines
jq -cn --rawfile quote quote.hex '{id: "quote.hex", quote: ($quote | rtrimstr("\n"))}' >>lines
[[ $(wc -l <lines) == $((${#files[@]} + 1)) ]] || wrong "$(wc -l <lines) lines"

# What both say: without where the document came from.
same='del(.id, .inputs, .error.hint) | (.error.message? // empty) |= sub("^(\u0027[^\u0027]*\u0027|): "; "")'
expect 1 verify --batch "${common[@]}" lines
cp "$TMPDIR/out" answers
for jobs in 1 2 8; do
  expect 1 verify --batch "${common[@]}" --jobs $jobs lines
  cmp "$TMPDIR/out" answers || wrong "--jobs $jobs"
done
i=0
for file in "${files[@]}" quote.hex; do
  i=$((i + 1))
  sed -n "${i}p" answers >answer
  status=0
  verify "${common[@]}" --json "$file" >single 2>/dev/null || status=$?
  echo "$file $(jq -r '[.verdict // .error.kind, .evidence.kind // .error.message] | join(" ")' answer) [$status]"
  diff <(jq -S "$same" single) <(jq -S "$same" answer) || wrong "$file"
done
