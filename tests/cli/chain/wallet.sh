. "$SOURCE/tests/cli/helpers"
# Where keys come from and where they are kept: one source, said which is meant; files of others are
# refused; no keystore is written over.
key=ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
umask 077
# The names of scratch folders differ each time.
told() {
  try "$@" >"$TMPDIR/told"
  sed "s|$HOME|~|g; s|$key|KEY|g" "$TMPDIR/told"
}
echo "0x$key" >key
echo "test test test test test test test test test test test junk" >words
echo "correct horse" >password
echo "wrong horse" >other
: >empty

told phala wallet address
told phala wallet address --key-file key --mnemonic-file words
told phala wallet address --key-file key --key-stdin
told phala wallet address --key-file key --index 1
told phala wallet address --key-file key --path m/0
told phala wallet address --key-file key --password-file password
told phala wallet address --key-file key --passphrase-file password
told phala wallet address --mnemonic-file words --index 1 --path m/0
told phala wallet address --mnemonic-file words --index 2147483648
told phala wallet address --mnemonic-file words --path m/2147483648
told phala wallet address --mnemonic-file - --passphrase-file - <words
told phala wallet address --keystore absent --password-file password
told phala wallet address --keystore ./absent --password-file password
told phala wallet address --key-file absent
told phala wallet address --key-file empty
told phala wallet address --key-file .
told phala wallet address --key-stdin <empty
told phala wallet address --mnemonic-file key
told phala wallet address --key-file words

# Whoever may read a key may have it.
for mode in 0644 0640 0620 0604 0601; do
  chmod "$mode" key
  told phala wallet address --key-file key
done
chmod 0400 key
told phala wallet address --key-file key --json
told phala wallet address --key-file - <key
chmod 0600 key
chmod 0644 words password
told phala wallet address --mnemonic-file words
told phala wallet new main --password-file password
chmod 0600 words password

# The command line and the environment.
told phala wallet address --private-key "$key"
told phala wallet address --private-key "$key" --quiet
told phala wallet address --private-key "${key}0"
PRIVATE_KEY=$key told phala wallet address
PRIVATE_KEY=${key}0 told phala wallet address
PRIVATE_KEY=$key told phala wallet address --mnemonic-file words --index 1
PRIVATE_KEY='' told phala wallet address

# Keystores.
told phala wallet list
told phala wallet import main --key-file key --new-password-file password
told phala wallet list --json
[[ $(stat -c %a "$HOME/.local/share/phala/keystores/main") == 600 ]] || wrong "others can read it"
[[ $(ls "$HOME/.local/share/phala/keystores") == main ]] || wrong "something is left behind"
jq -c '[.version, .address, .crypto.cipher, .crypto.kdf, .crypto.kdfparams.n, .crypto.kdfparams.r]' \
  "$HOME/.local/share/phala/keystores/main"
told phala wallet address --keystore main --password-file password
told phala wallet address --keystore main --password-file other
told phala wallet address --keystore main </dev/null
CI=1 told phala wallet address --keystore main
told phala wallet address --keystore main --no-input
ETH_KEYSTORE=main ETH_PASSWORD=password told phala wallet address
ETH_KEYSTORE=main told phala wallet address --password-file password
ETH_KEYSTORE=main PRIVATE_KEY=$key told phala wallet address
ETH_KEYSTORE=main told phala wallet address --key-file key
told phala wallet import main --mnemonic-file words --new-password-file password
told phala wallet new main --password-file password
told phala wallet new .hidden --password-file password
told phala wallet new '' --password-file password
told phala wallet new other --password-file empty
told phala wallet new other --no-input
told phala wallet new other/key --password-file password
[[ $(ls "$HOME/.local/share/phala/keystores") == main ]] || wrong "something is left behind"
told phala wallet import ./file --key-stdin --new-password-file - <key
told phala wallet import ./file --keystore main --password-file password --new-password-file other
told phala wallet import ./file --keystore main --password-file password --new-password-file other
told phala wallet address --keystore ./file --password-file other
told phala wallet address --keystore file --password-file other
told phala wallet address --keystore - --password-file other <file

# Foundry's folder, which has no addresses; a name in both is none.
mkdir -p "$HOME/.foundry/keystores"
jq -c 'del(.address)' file >"$HOME/.foundry/keystores/cast"
echo '{}' >"$HOME/.foundry/keystores/broken"
told phala wallet address --keystore cast --password-file other
told phala wallet list
told phala wallet new cast --password-file password
cp file "$HOME/.local/share/phala/keystores/cast"
told phala wallet address --keystore cast --password-file other
XDG_DATA_HOME=$PWD/data told phala wallet new main --password-file password --json >made
jq -r 'keys | join(" ")' <(sed -n '/^{/,/^}/p' made)
[[ -s data/phala/keystores/main ]] || wrong "it is not where XDG_DATA_HOME says"
phala wallet new second --password-file password --json >first
phala wallet new third --password-file password --json >second
[[ $(jq .address first) != $(jq .address second) ]] || wrong "two new keys are the same"

# Messages.
told phala wallet sign hello --key-file key
told phala wallet sign 0x68656c6c6f --key-file key --json
told phala wallet sign 0x68656c6c6f --text --key-file key
told phala wallet sign 0x1 --key-file key
told phala wallet sign 0xgg --key-file key
told phala wallet sign hello --no-hash --key-file key
told phala wallet sign "0x$(hex_of 1 63)" --no-hash --key-file key
told phala wallet sign "0x$(hex_of 1 64)" --no-hash --text --key-file key
told phala wallet sign --key-file key

# Typed data.
cat >typed.json <<'JSON'
{"types": {"A": [{"name": "s", "type": "string"}]}, "primaryType": "A",
 "domain": {"name": "only name"}, "message": {"s": ""}}
JSON
told phala wallet sign-typed typed.json --key-file key --json
told phala wallet sign-typed - --key-stdin <key
told phala wallet sign-typed absent.json --key-file key
told phala wallet sign-typed . --key-file key
sed -i 's/"s": ""/"s": 1/' typed.json
told phala wallet sign-typed typed.json --key-file key
head -c 5000000 /dev/zero >large.json
told phala wallet sign-typed large.json --key-file key
