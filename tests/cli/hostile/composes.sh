. "$SOURCE/tests/cli/helpers"
# docker-compose files that grow when they are read: the measured one is somebody else's.
. "$SOURCE/tests/cli/hostile/hostile"
make_hostile composes
for document in compose_*.json; do
  judged 1 --app-compose "${document%.json}.app-compose" --compose docker-compose.yml "$document" >"$TMPDIR/line"
  echo "$document: $(grep -m 1 'docker_compose_file' "$TMPDIR/out" | sed 's/^ *//' || cat "$TMPDIR/line")"
done

# A file of one's own is compared, and not read; more than what can be measured is refused.
for document in aliases deep cycle; do
  sed 's/x/y/' "compose_$document.app-compose" | jq -r .docker_compose_file >own.yml
  judged 1 --app-compose app-compose.json --compose own.yml get_quote.json
done
yes '' | head -c 1048577 >own.yml || true
refused 8 --app-compose app-compose.json --compose own.yml get_quote.json
