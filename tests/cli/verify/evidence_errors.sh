. "$SOURCE/tests/cli/helpers"
# What is no evidence: one line, one exit code, no answer, nothing written.
use valid_tdx_v4
mkdir folder
: >empty
echo "this is no quote" >garbage
head -c 600 quote.bin >truncated
truncate -s 17M huge
head -c 70000 /dev/zero >zeros
echo '{"report":"00"}' >no_quote.json
echo '{"quote":7}' >number.json
echo '{"quote":"zz"}' >no_hex.json
echo '{"quote":""}' >empty.json
echo '{"quote":"00","quote":"00"}' >twice.json
echo '{"quote":' >half.json
echo '[]' >list.json
printf '\x04\x00' >two_bytes
{ cat quote.bin; head -c 70000 /dev/zero; } >oversized
ln -s loop loop
no_evidence() {
  local code=$1
  shift
  ls >before
  expect "$code" "$@"
  ls | cmp - before
  [[ ! -s $TMPDIR/out ]] || wrong "$*: there is an answer"
  [[ $(grep -c '^phala: ' "$TMPDIR/err") == 1 && $(grep -vc '^hint: ' "$TMPDIR/err") == 1 ]] ||
    wrong "$*: not one line"
  [[ $(wc -c <"$TMPDIR/err") -lt 400 ]] || wrong "$*: a long line"
  sed 's/^phala: //' "$TMPDIR/err"
}
: >before
for file in absent garbage/absent folder empty garbage truncated huge zeros no_quote.json number.json \
  no_hex.json empty.json twice.json half.json list.json two_bytes loop; do
  case $file in absent | garbage/absent) code=5 ;; loop) code=74 ;; *) code=8 ;; esac
  no_evidence "$code" verify --hardware-only --collateral collateral.json -o report "$file"
done
no_evidence 8 verify --hardware-only - </dev/null
no_evidence 8 verify --hardware-only - <garbage
no_evidence 8 verify --hardware-only - <folder
cp garbage $'new\nline\033[31m'
no_evidence 8 phala quote show $'new\nline\033[31m'
echo "the same of what is named beside the evidence:"
for file in absent folder empty garbage huge; do
  case $file in absent) code=5 ;; *) code=8 ;; esac
  no_evidence "$code" verify --hardware-only --collateral "$file" quote.bin
done
no_evidence 8 phala verify --offline --hardware-only --trust-root garbage quote.bin
