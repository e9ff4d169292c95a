#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A node that drops, stalls, lies, forgets and reorganises: what each ends with. See fault_table.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
export scratch contracts PHALA=$phala
start_anvil --accounts 200 --config-out "$scratch/accounts.json"
start_proxy
"$source/tests/chain/fault_table" "$ANVIL_URL" "$PROXY_URL" || failures=1
finish
