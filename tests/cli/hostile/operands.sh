. "$SOURCE/tests/cli/helpers"
# Files that are none: absent, folders, empty, not to be read, without end.
. "$SOURCE/tests/cli/hostile/hostile"
mkdir folder
: >empty
truncate -s 1G large
declare -A file=(["--event-log"]=quote.bin)

# with FILE: as each operand that names a file.
with() {
  local code=$1 name=$2 option
  for option in --app-compose --compose --kms --os-image --policy --event-log --collateral; do
    [[ $name != folder || $option != --os-image ]] || continue
    refused "$code" --hardware-only "$option" "$name" "${file[$option]:-get_quote.json}"
  done
  for option in "bind nonce=@" "bind public-key=@" "expect compose_hash=@" "report-data-sha256 "; do
    refused "$code" "--${option%% *}" "${option#* }$name" get_quote.json
  done
  refused "$code" --hardware-only "$name"
}
with 5 absent
with 8 folder
with 8 empty
SECONDS=0
with 8 large
((SECONDS < 60)) || wrong "a large file took $SECONDS s"

# One that root reads all the same.
echo '{}' >closed
chmod 0 closed
if [[ $(id -u) != 0 ]]; then
  with 4 closed >"$TMPDIR/closed"
  ! grep -v 'cannot open' "$TMPDIR/closed" || wrong "not said to be closed"
fi

# A pipe is a file as any other one; one without end is not read to its end.
mkfifo pipe
cat docker-compose.yml >pipe 2>/dev/null &
judged 0 --app-compose app-compose.json --compose pipe get_quote.json
yes 'name: without end' >pipe 2>/dev/null &
refused 8 --app-compose app-compose.json --compose pipe get_quote.json
yes '{' >pipe 2>/dev/null &
refused 8 --hardware-only pipe
wait
