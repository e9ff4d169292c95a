. "$SOURCE/tests/cli/helpers"
# Event logs that claim more than was measured, each with a quote that it replays to, and logs that
# were edited behind the back of the quote.
. "$SOURCE/tests/cli/hostile/hostile"
make_hostile logs
foreign=$(printf 'ab%.0s' {1..32})

# What an app writes behind system-ready counts for nothing, whatever it calls it.
for late in late second_ready; do
  judged 0 --hardware-only --expect "compose_hash=$compose_hash" "log_$late.json"
  judged 1 --expect "compose_hash=$foreign" "log_$late.json"
done
judged 1 --expect "app_id=${foreign:0:40}" log_late.json
for log in doubled doubled_before doubled_same early_ready no_ready colon short; do
  judged 1 --hardware-only --expect "compose_hash=$compose_hash" "log_$log.json"
  [[ $(<"$TMPDIR/out") == *'✗ log.boot_events'* ]] || wrong "log_$log.json: $(<"$TMPDIR/out")"
done

# A name reaches a terminal with nothing in it that a terminal obeys.
judged 0 --hardware-only --verbose log_escape.json
! LC_ALL=C grep -q $'[\x01-\x09\x0b-\x1f\x7f]' "$TMPDIR/out" || wrong "a control character came through"

make_hostile edited
for log in payload both register type moved gone; do
  judged 1 --hardware-only "edited_$log.json"
done
for log in base64_payload base64_digest odd register_4 register_minus register_half register_text \
  nameless 20001 object number nested text cut deep; do
  refused 8 --hardware-only "edited_$log.json"
done
