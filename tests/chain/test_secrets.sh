#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# No key, password or phrase is anywhere but where it was read from. See secret_hunt.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
strace -o "$scratch/which" true 2>/dev/null || skip "strace is not installed, or may not trace here"
((EUID == 0)) || skip "only root may read the memory of a process that is guarded"
compile_contracts
export scratch contracts PHALA=$phala
start_anvil
start_proxy
"$source/tests/chain/secret_hunt" "$ANVIL_URL" "$PROXY_URL" || failures=1
finish
