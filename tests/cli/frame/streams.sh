. "$SOURCE/tests/cli/helpers"
# An answer that cannot be delivered is an error; a reader that went away is none of our business.
use valid_tdx_v4
try bash -c 'phala --help >/dev/full'
try bash -c 'phala --version >&-'
try bash -c 'phala --version --json >&-'
try bash -c 'phala --version <&- 2>&- | grep -c phala'
try bash -c 'phala --bad 2>&-'
echo "verdicts:"
try bash -c '. "$SOURCE/tests/cli/helpers"
  verify --hardware-only --collateral collateral.json quote.bin >/dev/full'

# What --output names and is no regular file is written to, not replaced.
mkfifo pipe
cat pipe >from_pipe &
verify --hardware-only --collateral collateral.json -o pipe quote.bin
wait $!
[[ -p pipe ]] && head -c 8 from_pipe && echo
echo old >file && ln -s file link
verify --hardware-only --collateral collateral.json -o link quote.bin
[[ -L link ]] && head -c 8 file && echo
try verify --hardware-only --collateral collateral.json -o . quote.bin

# The reader has gone before there is anything to read.
exec 3> >(exec 0<&-)
wait $!
code=0
phala verify --help >&3 2>"$TMPDIR/err" || code=$?
echo "[$code]"
[[ ! -s $TMPDIR/err ]]
exec 3>&-
phala verify --help | head -n 1 || true
