# libcrypto is opened by what needs it: where it cannot be, that says so, and the rest runs.
mkdir none
: >none/libcrypto.so.3
export LD_LIBRARY_PATH=$PWD/none
phala --version >version
phala keccak phala
case=$SOURCE/tests/vectors/negative/valid_tdx_v4
phala verify --hardware-only --offline --collateral "$case/collateral.json" "$case/quote.bin" || echo "$?"
