. "$SOURCE/tests/cli/helpers"
# No key, password or phrase is left in memory, in an answer, in the process list, with another
# program, or in a core file.
needs strace
needs python3
# The leak check cannot run under a tracer.
export ASAN_OPTIONS=detect_leaks=0:disable_coredump=0
strace -o probe true 2>/dev/null || skip "strace may not trace here"
((EUID == 0)) || skip "only root may read the memory of a process that is guarded"
python3 "$SOURCE/tests/cli/chain/wallet_secrets"

# killed WORDS…: ends phala with a core file, where it makes one, as it writes its answer.
killed() {
  expect 131 bash -c 'ulimit -c unlimited
    strace -qq -o calls -e trace=write -e inject=write:signal=SIGQUIT:when=1 phala "$@"
    exit $?' bash "$@"
  cores=$(find . -name 'core*')
}
killed keccak hello
# Where another program takes core files, none is to be seen.
[[ -n $cores ]] || exit 0
rm -f core*
killed wallet sign hello --key-file key
[[ -z $cores ]] || wrong "there is a core file: $cores"
killed wallet sign hello --keystore ./keystore --password-file password
[[ -z $cores ]] || wrong "there is a core file: $cores"
