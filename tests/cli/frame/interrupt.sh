. "$SOURCE/tests/cli/helpers"
# Ctrl-C while evidence is awaited: 130, one line, and nothing half-written.
mkfifo pipe

# Its handler for the second signal is in place, and it sleeps.
awaits() {
  local status
  status=$(cat "/proc/$1/status")
  [[ $status == *$'\n'State:$'\t'S* && $status =~ SigCgt:[[:space:]]*[0-9a-f]*[2367abef]($'\n') ]]
}

interrupted() {
  exec 3<>pipe
  phala "$@" <pipe >out 2>err &
  local pid=$! status=0 tries=0
  until awaits "$pid"; do
    ((++tries < 250)) || wrong "phala $* does not wait for its input"
    sleep 0.02
  done
  kill -INT "$pid"
  wait "$pid" || status=$?
  exec 3>&-
  echo "phala $*: $status"
  cat out err
}

interrupted verify --offline --hardware-only -
interrupted verify --offline --hardware-only - -o report
interrupted verify --batch --hardware-only
interrupted quote show -
interrupted collateral show -
[[ ! -e report ]]
