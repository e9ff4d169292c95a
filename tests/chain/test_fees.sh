#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a transaction pays, by what a node answers; see fee_table. No chain is needed, and cast, which is
# asked about the same, is left out where it is not installed.
# shellcheck source=tests/servers/servers
. "$(dirname -- "$0")/../servers/servers"
command -v python3 >"$scratch/which" || skip "python3 is not installed"
unset ETH_RPC_URL PRIVATE_KEY ETH_KEYSTORE
cast=${CHAIN_TOOLS:-$source/build/chain}/node_modules/.bin/cast
if [[ ! -x $cast ]]; then
  [[ ${CI:-} != true ]] || { echo "cast is not installed: see tests/chain/install"; exit 1; }
  cast=
fi
export cast PHALA=$phala XDG_DATA_HOME=$scratch/data
mkdir "$scratch/work"
cd "$scratch/work"
"$source/tests/chain/fee_table" "$source/tests/vectors/chain/fees.json"
