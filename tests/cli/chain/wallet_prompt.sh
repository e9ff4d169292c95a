. "$SOURCE/tests/cli/helpers"
# Passwords that are asked for: nothing that is typed is shown, and nobody is asked where nobody is.
needs python3
unset CI
python3 "$SOURCE/tests/cli/chain/wallet_prompt"
