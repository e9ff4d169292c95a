. "$SOURCE/tests/cli/helpers"
# --as-cast: what cast takes and we refuse, with the bytes that cast 1.7.1 gave, and what is said.
umask 077
key=ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
echo "0x$key" >key
echo "test test test test test test test test test test test junk" >words
printf 'pw' >password
printf 'h\xc3\xa9llo' >passphrase

# Keystores of the key 1, by openssl and hashlib: in CTR, and in CBC.
iv=ffffffffffffffffffffffffffffffff
address=7e5f4552091a69125d5dfcb7b8c2659029395bdf
keystore() {
  local version=$1 cipher=$2 prf=$3 text=$4 mac=$5 address=$6
  cat <<JSON
{"version":$version,${address:+\"address\":\"$address\",}"crypto":{"cipher":"$cipher","cipherparams":{"iv":"$iv"},
"kdf":"pbkdf2","kdfparams":{"c":1,"dklen":32,"prf":"$prf","salt":"00112233"},"ciphertext":"$text","mac":"$mac"}}
JSON
}
ctr=(71b7ef0afc36bb431ce2b1a9a11a46000c3612bf083884f1f0367d64eca0ca19
  7b235e04f23a2f70c905e0cceb69e72056ad5ef794caf1440ef5102f30663adc)
cbc=(71b7ef0afc36bb431ce2b1a9a11a46007fae906d89a383be24c7d3fe9820e189
  5c66965d8e86804676b8d58bfd43b84900d9c6613b59c51a4284961495c2fbbb)
both() {
  try phala wallet address --keystore ./file --password-file password
  try phala wallet address --keystore ./file --password-file password --as-cast
}
echo '# proved by the address'
keystore 3 aes-128-cbc hmac-sha256 "${ctr[@]}" $address >file
both
keystore 1 aes-128-ctr hmac-sha256 "${ctr[@]}" $address >file
both
echo '# proved by nothing'
keystore 1 aes-128-cbc hmac-sha256 "${ctr[@]}" '' >file
both
echo '# proved by the MAC'
keystore 3 aes-128-ctr hmac-sha512 "${ctr[@]}" '' >file
both
echo '# really another cipher'
keystore 3 aes-128-cbc hmac-sha256 "${cbc[@]}" $address >file
both
echo '# another address'
keystore 3 aes-128-ctr hmac-sha256 "${ctr[@]}" "${address/7e/7f}" >file
both

echo '# mnemonics'
mnemonic() {
  try phala wallet address --mnemonic-file words "$@"
  try phala wallet address --mnemonic-file words "$@" --as-cast
}
mnemonic --passphrase-file passphrase
mnemonic --path "m/44'/60'/0'/0/2147483648"
mnemonic --path "m/2147483648'"
mnemonic --path "44'/60'/0'/+0/007"
mnemonic --path m/4294967296
mnemonic --index 2147483648
mnemonic --index 4294967296
mnemonic --index 1

echo '# messages'
for digest in 0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff "$(hex_of 1 64)"; do
  try phala wallet sign --no-hash "$digest" --key-file key
  try phala wallet sign --no-hash "$digest" --key-file key --as-cast
done
try phala wallet sign hello --key-file key --as-cast

echo '# typed data'
cat >typed.json <<'JSON'
{"types": {"A": [{"name": "s", "type": "bytes4"}]}, "primaryType": "A", "domain": {}, "message": {"s": "01", "t": 1}}
JSON
try phala wallet sign-typed typed.json --key-file key
try phala wallet sign-typed typed.json --key-file key --as-cast
sed 's/"01"/"0g"/' typed.json >other.json
try phala wallet sign-typed other.json --key-file key
try phala wallet sign-typed other.json --key-file key --as-cast

echo '# transactions'
to=0x70997970C51812dc3A010C7d01b50e0d17dc79C8
fees=(--max-fee 10gwei --priority-fee 1gwei)
transaction() {
  try phala tx sign --key-file key "$@"
  try phala tx sign --key-file key "$@" --as-cast
}
transaction --chain-id 2035 --nonce 18446744073709551615 --gas-limit 21000 "${fees[@]}" --to $to
transaction --chain-id 2035 --nonce 0 --gas-limit 20999 "${fees[@]}" --to $to
transaction --chain-id 0 --nonce 0 --gas-limit 21000 "${fees[@]}" --to $to
transaction --chain-id 0 --nonce 0 --gas-limit 21000 --gas-price 10gwei --to $to
transaction --chain-id 9223372036854775772 --nonce 0 --gas-limit 21000 --gas-price 10gwei --to $to
transaction --chain-id 9223372036854775790 --nonce 0 --gas-limit 21000 --gas-price 10gwei --to $to
transaction --chain-id 18446744073709551615 --nonce 0 --gas-limit 21000 "${fees[@]}" --to $to
transaction --chain-id 2035 --nonce 0 --gas-limit 210000 "${fees[@]}" --data 0x
transaction --chain-id 2035 --nonce 0 --gas-limit 210000 "${fees[@]}"
transaction --chain-id 2035 --nonce 0 --gas-limit 21000 "${fees[@]}" --to 0x70997970c51812Dc3A010C7d01b50e0d17dc79C8
transaction --chain-id 2035 --nonce 0 --gas-limit 21000 "${fees[@]}" --to 0x70997970c51812Dc3A010C7d01b50e0d17dc79C
