. "$SOURCE/tests/cli/helpers"
# Every vector of the ABI; see abi_vectors.
needs python3
"$SOURCE/tests/cli/chain/abi_vectors" "$VECTORS/chain"
