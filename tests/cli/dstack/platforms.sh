. "$SOURCE/tests/cli/helpers"
# Machines of several platforms in one document, and in one batch: each is judged by the collateral
# that is for it, whatever the order of the files.
. "$SOURCE/tests/cli/dstack/machine"
verdicts() {
  local status=0
  verify --hardware-only --json "$@" fleet.json >"$TMPDIR/out" 2>"$TMPDIR/err" || status=$?
  sed 's/^/! /' "$TMPDIR/err"
  jq -r '.error.message // ([.verdict, .parts[].verdict] | join(" ")),
    (.checks[]? | select(.id == "document.parts") | .detail)' "$TMPDIR/out"
  echo "[$status]"
}
all=(--collateral collateral.json --collateral model2/collateral.json --collateral model3/collateral.json)
verdicts "${all[@]}"
verdicts --collateral model3/collateral.json --collateral model2/collateral.json --collateral collateral.json
verdicts --collateral collateral.json
verdicts --collateral collateral.json --collateral model3/collateral.json

# What is for another machine than the first is not held against the first.
verdicts --collateral model2/collateral.json

# One model twice, and pieces of a second one.
verdicts --collateral collateral.json --collateral model2/collateral.json --collateral model2/collateral.json
verdicts --collateral collateral.json --collateral collateral.json
jq -j '"{\"tcbInfo\":\(.tcb_info),\"signature\":\"\(.tcb_info_signature)\"}"' model2/collateral.json >tcb.json
verdicts --collateral collateral.json --collateral tcb.json

# A certificate of the one machine in its collateral is not asked of others of its model.
python3 - <<'PYTHON'
import json
quote = open("quote.bin", "rb").read()
at = quote.index(b"-----BEGIN CERTIFICATE-----")
chain = quote[at:quote.rindex(b"-----END CERTIFICATE-----") + 26].decode()
json.dump(json.load(open("collateral.json")) | {"pck_certificate_chain": chain},
          open("machine.json", "w"))
PYTHON
verdicts --collateral machine.json --collateral model2/collateral.json --collateral model3/collateral.json

# A bundle keeps all of it, and serves other evidence.
expect 0 verify --hardware-only --json "${all[@]}" --save-bundle bundle.json fleet.json
cp "$TMPDIR/out" first.json
expect 0 phala verify --offline --no-cache --json bundle.json
cmp "$TMPDIR/out" first.json || wrong "the report differs"
verdicts --collateral bundle.json
jq '.other_collateral = {}' bundle.json >changed.json
expect 8 phala verify --offline --no-cache changed.json
jq '.other_collateral += [.collateral, .collateral, .collateral, .collateral, .collateral, .collateral]' \
  bundle.json >changed.json
expect 8 phala verify --offline --no-cache changed.json

# Collateral is taken of eight platforms.
python3 - <<'PYTHON'
import json, os, subprocess
document = json.load(open("cloud.json"))
document["instances"] = []
log = json.load(open("fleet.json"))["instances"][0]
for i in range(9):
    folder = f"many{i}"
    os.mkdir(folder)
    subprocess.run([os.environ["BUILD"] + "/bin/vectors-make", "td", folder,
                    "--set", f"fmspc=0000000000{i:02x}"], check=True)
    document["instances"].append(log | {"quote": open(f"{folder}/quote.bin", "rb").read().hex()})
json.dump(document, open("many.json", "w"))
PYTHON
many=()
for i in {0..7}; do many+=(--collateral "many$i/collateral.json"); done
expect 1 verify --hardware-only --json "${many[@]}" many.json
jq -r '[.checks[], .parts[].checks[] | select(.id == "tcb_info.fmspc").result] | join(" ")' "$TMPDIR/out"
sed 's/^/! /' "$TMPDIR/err"
expect 8 verify --hardware-only "${many[@]}" --collateral many8/collateral.json many.json
sed 's/^/! /' "$TMPDIR/err"

# Lines of a batch.
for quote in quote.bin model2/quote.bin model3/quote.bin; do
  jq -nc --arg id "$quote" --arg quote "$(base64 -w 0 $quote)" '{id: $id, quote: $quote}'
done >lines.jsonl
expect 0 verify --hardware-only --batch "${all[@]}" lines.jsonl
jq -r '"\(.id) \(.verdict) \(.tcb.fmspc)"' "$TMPDIR/out"
expect 3 verify --hardware-only --batch --collateral collateral.json lines.jsonl
jq -r '"\(.id) \(.verdict)"' "$TMPDIR/out"
