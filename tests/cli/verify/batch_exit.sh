. "$SOURCE/tests/cli/helpers"
# The exit code of many: any rejected 1, else any malformed 8, else any undecided or none at all 3, else 0.
use valid_tdx_v4
hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
mrtd=$(hex_of 3 96)
good="{\"id\":\"v\",\"quote\":\"$(hex quote.bin)\",\"expect\":{\"mrtd\":\"$mrtd\"}}"
rejected="{\"id\":\"r\",\"quote\":\"$(hex quote.bin)\",\"expect\":{\"mrtd\":\"$(hex_of 4 96)\"}}"
undecided="{\"id\":\"u\",\"quote\":\"$(hex quote.bin)\"}"
malformed="{}"
row() {
  local name line status=0
  for name in "$@"; do
    line=${!name}
    echo "$line"
  done | verify --batch --collateral collateral.json >answers || status=$?
  [[ $(wc -l <answers) == "$#" ]]
  echo "$*: $status"
}
row
row good
row good good
row rejected
row undecided
row malformed
row good rejected
row good undecided
row good malformed
row undecided malformed
row malformed undecided
row rejected undecided malformed good
row good malformed rejected
# The defaults; what a line expects takes the place of what all are expected to be.
echo "defaults:"
status=0
{ echo "$good"; echo "$undecided"; } | verify --batch --collateral collateral.json \
  --expect "mrtd=$(hex_of 4 96)" >answers || status=$?
grep -o '"verdict":"[a-z]*"' answers
echo "[$status]"
status=0
echo "$undecided" | verify --batch --collateral collateral.json --expect "mrtd=$mrtd" >answers || status=$?
echo "[$status]"
status=0
echo "$good" | verify --batch >answers || status=$?
echo "without collateral: [$status]"
printf '\n \n\t\n' | verify --batch || echo "blank lines: [$?]"
try verify --batch </dev/null
try verify --batch absent
try verify --batch .
for option in "--pccs https://localhost" "--kind quote" "--output report" "--format text" "--tcb-update early"; do
  read -ra option <<<"$option"
  try phala verify --batch "${option[@]}" </dev/null
done
expect 3 verify --batch --format json </dev/null
try bash -c '. "$SOURCE/tests/cli/helpers"; echo "$0" | verify --batch --collateral collateral.json >/dev/full' "$good" | tail -n 2
