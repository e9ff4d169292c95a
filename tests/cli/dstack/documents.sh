. "$SOURCE/tests/cli/helpers"
# One machine in every form that evidence of it comes in; a payload that was not measured is found.
. "$SOURCE/tests/cli/dstack/machine"
for form in get_quote.json attestation.json attestation.bin attestation.b64 attestation_v1.bin \
  info.json info_text.json ra_tls.pem cloud.json inference.json; do
  proof --expect "compose_hash=$compose_hash" "$form" >"$TMPDIR/proof"
  [[ $(<"$TMPDIR/proof") == $'verified\n[0]' ]] || wrong "$form: $(<"$TMPDIR/proof")"
done
proof --compose docker-compose.yml --app-compose app-compose.json get_quote.json
proof --compose docker-compose.yml info.json

# An edited payload, with its old digest and with a new one.
python3 - <<'PYTHON'
import hashlib, json
document = json.load(open("get_quote.json"))
log = json.loads(document["event_log"])
event = next(e for e in log if e["event"] == "compose-hash")
event["event_payload"] = "ab" * 32
json.dump(document | {"event_log": json.dumps(log)}, open("payload.json", "w"))
text = (0x08000001).to_bytes(4, "little") + b":compose-hash:" + bytes.fromhex("ab" * 32)
event["digest"] = hashlib.sha384(text).hexdigest()
json.dump(document | {"event_log": json.dumps(log)}, open("both.json", "w"))
PYTHON
for trick in payload.json both.json; do
  expect 1 verify --collateral collateral.json --expect "compose_hash=${compose_hash//[0-9a-f]/a}" $trick
  expect 1 verify --collateral collateral.json --hardware-only $trick
done
proof --hardware-only tcb_info.json >"$TMPDIR/proof"
head -n 2 "$TMPDIR/proof"
