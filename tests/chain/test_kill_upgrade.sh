#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The upgrade of a proxy that is killed between any two of its steps is finished by the same command. See
# kill_loop.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
strace -o "$scratch/which" true 2>/dev/null || skip "strace is not installed, or may not trace here"
compile_contracts
export scratch contracts PHALA=$phala

# loop MODE OPTION…: with a chain that is started with these.
loop() {
  start_anvil --accounts 200 --config-out "$scratch/accounts.json" "${@:2}"
  start_proxy
  "$source/tests/chain/kill_loop" "$ANVIL_URL" "$PROXY_URL" "$1" upgrade || failures=$((failures + 1))
  stop "$anvil_pid" "$proxy_pid"
  rm -rf "$scratch"/scene.*
}
loop mined
loop pending --no-mining
finish
