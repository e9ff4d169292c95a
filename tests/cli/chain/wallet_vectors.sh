. "$SOURCE/tests/cli/helpers"
# Keys, keystores, mnemonics, messages and typed data: all that cast was asked, with the same answer.
needs python3
python3 "$SOURCE/tests/cli/chain/wallet_vectors" "$SOURCE/tests/vectors/chain"
