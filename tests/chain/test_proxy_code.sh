#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The proxy that the program has in it is what its source compiles to.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
[[ -d $chain_tools/solc ]] || skip "no solc from npm: see tests/chain/install"
command -v node >"$scratch/which" || skip "no node"
expect_exit 0 node "$source/tests/chain/compile_proxy.mjs" "$chain_tools" "$source/lib/deploy/proxy"
cmp "$scratch/stdout" "$source/lib/deploy/proxy/Erc1967Proxy.json" ||
  failed "lib/deploy/proxy/Erc1967Proxy.json is not what its source compiles to"
finish
