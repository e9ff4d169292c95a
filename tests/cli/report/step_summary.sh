. "$SOURCE/tests/cli/helpers"
# With --format github the report is appended to the summary of the step, which has room for 1 MiB.
use valid_tdx_v4
github() {
  GITHUB_STEP_SUMMARY=$summary verify --hardware-only --collateral collateral.json "$@" quote.bin
}
summary=$PWD/summary

# Behind what is there, and another one behind that.
printf 'before' >summary
expect 0 github --format github
expect 0 github --format github -o annotations
cmp "$TMPDIR/out" /dev/null || wrong "-o writes to stdout"
expect 0 env -u GITHUB_STEP_SUMMARY true
head -c 6 summary
echo
grep -n '^## ' summary
sed -n '2,/^$/p' summary | head -n 12
tail -n 4 summary

# Of a rejected quote too, and the exit code stays.
use tampered_body_rtmr3
rm summary
expect 1 github --format github
grep -c quote.signature summary

# In no other form, and not where the variable is empty.
rm summary
for form in text json junit sarif html vsa; do
  expect 1 github --format $form
done
summary=
expect 1 github --format github
[[ ! -e summary ]] || wrong "it is written without being asked for"

# A file that is nearly full takes whole lines and a note; a full one nothing.
summary=$PWD/summary
for left in 4000 300 60 30 1 0; do
  head -c $((1024 * 1024 - left)) /dev/zero | tr '\0' 'x' >summary
  expect 1 github --format github
  size=$(stat -c %s summary)
  ((size <= 1024 * 1024)) || wrong "$size bytes"
  tail -c +$((1024 * 1024 - left + 1)) summary >added
  [[ ! -s added || $(tail -c 1 added | od -An -tx1) == ' 0a' ]] || wrong "a line is broken at $left"
  echo "$left: $(grep -c . added || true) lines, $(grep -c '^The rest is left out' added || true) notes"
done

# One that cannot be written is a warning, and -q is silent about it.
summary=$PWD/absent/summary
expect 1 github --format github
cp "$TMPDIR/out" "$TMPDIR/annotations"
sed "s|$PWD|FOLDER|" "$TMPDIR/err"
expect 1 github -q --format github
cat "$TMPDIR/err"
summary=$PWD
expect 1 github --format github
sed "s|$PWD|FOLDER|" "$TMPDIR/err"
summary=/dev/full
expect 1 github --format github
cat "$TMPDIR/err"
cmp "$TMPDIR/out" "$TMPDIR/annotations"
