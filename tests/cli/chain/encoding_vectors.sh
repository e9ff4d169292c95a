. "$SOURCE/tests/cli/helpers"
# Every vector of RLP, amounts and checksums; see encoding_vectors.
needs python3
"$SOURCE/tests/cli/chain/encoding_vectors" "$VECTORS/chain"
