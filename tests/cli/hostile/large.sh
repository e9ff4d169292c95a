. "$SOURCE/tests/cli/helpers"
# A gigabyte of events through a pipe: refused as soon as it is too much, in bounded memory.
. "$SOURCE/tests/cli/hostile/hostile"
cat >events <<'PYTHON'
import signal
import sys
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
event = b'{"imr":3,"event_type":134217729,"digest":"' + b'ab' * 48 + b'","event":"","event_payload":""},'
sys.stdout.buffer.write(b'{"quote":"00","event_log":[')
for _ in range(1024):
    sys.stdout.buffer.write(event * (2**20 // len(event)))
PYTHON
# What the sanitizers take for themselves is not bounded.
limit=65536
[[ -z $SANITIZE ]] || limit=unlimited
measured() (
  ulimit -v "$limit"
  refused 8 "$@"
)
SECONDS=0
measured --hardware-only - < <(python3 events)
measured --hardware-only --event-log - quote.bin < <(python3 events | tail -c +27)
measured --app-compose app-compose.json --compose - get_quote.json < <(python3 events)
for option in --app-compose --kms --policy --os-image; do
  measured --hardware-only "$option" - get_quote.json < <(python3 events)
done
((SECONDS < 120)) || wrong "took $SECONDS s"
