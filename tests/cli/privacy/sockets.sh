. "$SOURCE/tests/cli/helpers"
# Without the network: no socket is made, and no file is written but those that were asked for.
needs strace
use valid_tdx_v4
# The leak check cannot run under a tracer.
export ASAN_OPTIONS=detect_leaks=0
strace -o probe true 2>/dev/null || skip "strace may not trace here"

# traced CODE WORDS…: leaves the calls in `calls`.
traced() {
  local code=$1
  shift
  expect "$code" strace -f -qq -e signal=none -e trace=network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat \
    -o calls phala "$@"
  grep -q 'open' calls || wrong "phala $*: nothing was traced"
  ! grep -E '(socket|socketpair|connect|bind|sendto|sendmsg|getaddrinfo)\(' calls ||
    wrong "phala $*: touches the network"
}

# written: the paths that were made, changed or removed. The sanitizer's own are under /proc.
written() {
  { grep -E 'O_CREAT|O_WRONLY|O_RDWR|creat\(|mkdir|rename|unlink' calls || true; } |
    { grep -v '"/proc/' || true; } | sed 's/^[0-9]* *//'
}

# What is looked for would be seen.
expect 3 strace -f -qq -e signal=none -e trace=network -o calls phala verify --no-cache --timeout 1s \
  --pccs https://127.0.0.1:1 --at 2026-01-15T00:00:00Z --trust-root root_ca.pem --hardware-only quote.bin
grep -q 'connect(' calls || wrong "a connection is not seen"

quiet() {
  traced "$@"
  [[ -z $(written) ]] || wrong "phala ${*:2}: writes: $(written)"
}

judged=(--at 2026-01-15T00:00:00Z --trust-root root_ca.pem --collateral collateral.json)
quiet 0 verify --offline --hardware-only "${judged[@]}" quote.bin
quiet 0 verify --offline --hardware-only --json "${judged[@]}" quote.bin
quiet 3 verify --offline "${judged[@]}" quote.bin
quiet 3 verify --offline --hardware-only --at 1768435200 --trust-root root_ca.pem quote.bin
quiet 8 verify --offline collateral.json
quiet 3 verify --batch "${judged[@]}"
quiet 0 quote show quote.bin
quiet 0 collateral show collateral.json
quiet 0 --help
quiet 0 --version
quiet 0 help verify
quiet 0 completion bash
quiet 0 __complete -- verify --
quiet 2 verfy
# With all the collateral at hand there is nothing to fetch, though the network is allowed.
quiet 0 verify --hardware-only --no-cache "${judged[@]}" quote.bin

traced 0 verify --offline --hardware-only "${judged[@]}" -o report quote.bin
written | grep -c 'report' >/dev/null
! written | grep -v '"report' || wrong "more than the report is written"
traced 0 tour
! written | grep -vE '"(/[^"]*)?phala-tour\.|^openat\(AT_FDCWD, "(quote|tampered)\.bin"|mkdir' ||
  wrong "the tour writes elsewhere"
[[ -z $(find "$HOME" -mindepth 1) ]] || wrong "HOME is not as it was"
