. "$SOURCE/tests/cli/helpers"
# What tx sign and tx decode print, and what they refuse. The key is the first of foundry's.
export PRIVATE_KEY=0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
to=(--to 0x70997970C51812dc3A010C7d01b50e0d17dc79C8)
known=(--chain-id 2035 --nonce 3 --gas-limit 60000)
fees=(--max-fee 10gwei --priority-fee 1gwei)
list='[{"address":"0x70997970C51812dc3A010C7d01b50e0d17dc79C8","storageKeys":[]}]'

try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --value 1.5ether --json
try phala tx sign "${known[@]}" --gas-price 10gwei --data 0x00
phala tx sign "${known[@]}" --gas-price 1 --access-list "$list" "${to[@]}" --data 0x0102 >raw
try phala tx decode @raw
try phala tx decode --json - <raw
phala tx sign "${known[@]}" "${fees[@]}" --data 0x00 >raw
try phala tx decode @raw
# The transaction that makes the deterministic deployer: without a chain id, signed by nobody.
try phala tx decode 0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222

# Gas: below what any network asks for, and below what today's rules ask for.
try phala tx sign --chain-id 1 --nonce 0 --gas-limit 21015 --gas-price 1 "${to[@]}" --data 0x01
try phala tx sign --chain-id 1 --nonce 0 --gas-limit 21016 --gas-price 1 "${to[@]}" --data 0x01
try phala tx sign --quiet --chain-id 1 --nonce 0 --gas-limit 23399 --gas-price 1 "${to[@]}" --access-list "$list"

try phala tx sign
try phala tx sign --chain-id 1
try phala tx sign --chain-id 1 --nonce 0
try phala tx sign "${known[@]}" "${to[@]}"
try phala tx sign "${known[@]}" "${to[@]}" --max-fee 1
try phala tx sign "${known[@]}" "${to[@]}" --priority-fee 1
try phala tx sign "${known[@]}" "${to[@]}" --gas-price 1 --priority-fee 1
try phala tx sign "${known[@]}" "${to[@]}" --gas-price 1 --max-fee 1
try phala tx sign "${known[@]}" "${to[@]}" --max-fee 1gwei --priority-fee 2gwei
try phala tx sign "${known[@]}" "${fees[@]}"
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --value 0.5
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --value 1eth
try phala tx sign "${known[@]}" --max-fee x --priority-fee 1 "${to[@]}"
try phala tx sign "${known[@]}" --max-fee 1 --priority-fee=-1 "${to[@]}"
try phala tx sign "${known[@]}" "${fees[@]}" --to 0x70997970c51812dc3A010C7d01b50e0d17dc79C8
try phala tx sign "${known[@]}" "${fees[@]}" --to somebody.eth
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --data 0x0
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --data ''
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --access-list '[{}]'
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --access-list '['
try phala tx sign --chain-id 0 --nonce 0 --gas-limit 21000 "${fees[@]}" "${to[@]}"
try phala tx sign --chain-id 1 --nonce 18446744073709551615 --gas-limit 21000 "${fees[@]}" "${to[@]}"
unset PRIVATE_KEY
try phala tx sign "${known[@]}" "${fees[@]}" "${to[@]}" --key-stdin --data -

try phala tx decode
try phala tx decode 0x
try phala tx decode 0x02
try phala tx decode 0x03c0
try phala tx decode 0xc0
try phala tx decode "$(cat raw)00"
try phala tx decode "$(head -c 100 raw)"
try phala tx decode @absent
