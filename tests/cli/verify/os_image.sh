. "$SOURCE/tests/cli/helpers"
# The release of the operating system: measured values, a list, the folder of an image, and another one.
. "$SOURCE/tests/cli/dstack/machine"
image=$VECTORS/os/image
verify --collateral collateral.json --json --hardware-only get_quote.json >report.json
jq '.measurements | {mrtd, rtmr0, rtmr1, rtmr2} + {os_image_hash: $hash}' \
  --arg hash "$(jq -r .app.os_image_hash report.json)" report.json >values.json
os() {
  proof --expect "compose_hash=$compose_hash" "$@" get_quote.json |
    sed 's/^\(  [a-z]* os\.[a-z0-9_]*\): .*differs, if.*/\1: differs, if …/'
  jq -r '.checks[]? | select(.id | startswith("os.")) | select(.result == "pass" or .result == "warn")
    | "  \(.result) \(.id): \(.detail)"' "$TMPDIR/out"
}
echo "measured values"
os --os-image values.json
jq -r '.inputs[] | [.role, .name, .origin] | join(" ")' "$TMPDIR/out"
echo "one of them changed"
jq '.rtmr2 = ("ab" * 48)' values.json >other.json
os --os-image other.json
echo "its hash alone"
jq -r .os_image_hash values.json >digest.txt
os --os-image digest.txt
echo "another image, by its folder, list and document"
os --os-image "$image"
jq -r '.inputs[] | select(.role == "os-image") | .name | split("/") | last' "$TMPDIR/out"
os --os-image "$image/sha256sum.txt"
os --os-image "$image/measurement.tdx.cbor"
echo "no release"
mkdir empty
os --os-image empty
os --os-image absent
os --os-image get_quote.json
cp -r "$image" changed
echo >>changed/initramfs.cpio.gz
os --os-image changed
rm changed/bzImage
os --os-image changed

# A bundle keeps the release.
expect 0 verify --collateral collateral.json --json --expect "compose_hash=$compose_hash" --os-image values.json \
  --save-bundle bundle.json get_quote.json
cp "$TMPDIR/out" first.json
expect 1 verify --collateral collateral.json --json --hardware-only --os-image "$image" --save-bundle folder.json \
  get_quote.json
cp "$TMPDIR/out" second.json
mkdir elsewhere
cd elsewhere
expect 0 phala verify --offline --no-cache --json ../bundle.json
cmp "$TMPDIR/out" ../first.json
expect 1 phala verify --offline --no-cache --json ../folder.json
cmp "$TMPDIR/out" ../second.json
