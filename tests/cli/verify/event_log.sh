. "$SOURCE/tests/cli/helpers"
# A quote by itself, and its event log in a file of its own.
. "$SOURCE/tests/cli/dstack/machine"
jq -r .quote get_quote.json | xxd -r -p >quote.bin
proof --expect "compose_hash=$compose_hash" quote.bin
proof --expect "compose_hash=$compose_hash" --event-log event_log.json quote.bin
proof --expect "compose_hash=$compose_hash" --event-log - quote.bin <event_log.json
jq 'map(if .event == "app-id" then .event_payload = "00" * 20 else . end)' event_log.json >edited.json
proof --expect "compose_hash=$compose_hash" --event-log edited.json quote.bin
proof --expect "compose_hash=$compose_hash" --event-log event_log.json get_quote.json
proof --hardware-only --event-log docker-compose.yml quote.bin
proof --hardware-only --event-log absent quote.bin
expect 0 verify --collateral collateral.json --json --expect "compose_hash=$compose_hash" \
  --event-log event_log.json --save-bundle bundle.json quote.bin
cp "$TMPDIR/out" first.json
mkdir elsewhere
cd elsewhere
expect 0 phala verify --offline --no-cache --json ../bundle.json
cmp "$TMPDIR/out" ../first.json
