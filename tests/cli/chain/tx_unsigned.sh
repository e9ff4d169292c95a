. "$SOURCE/tests/cli/helpers"
# What tx sign --unsigned prints, and what it refuses. Preimages are those of cast mktx --raw-unsigned;
# what is signed are the bytes of cast mktx with the same key, the first of foundry's.
needs jq
export PRIVATE_KEY=0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80
salt=0000000000000000000000000000000000000000000000000000000000000007
cat >file.json <<FILE
{"schema":"phala.unsigned/1","chain_id":"2035","from":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266","transactions":[
{"step":"deploy Counter","nonce":"3","type":"eip1559","to":null,"value":"0","gas_limit":"200000",
"max_fee":"2000000000","priority_fee":"1000000000","data":"0x6001600055",
"preimage":"0x02db8207f303843b9aca00847735940083030d408080856001600055c0",
"signing_hash":"0x5586ca9e7ed3205a79d5eace0ef219529032ac4182d8addd8241c356e22b5262",
"address":"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9"},
{"step":"deploy Texts","nonce":"4","type":"legacy","to":"0x4e59b44847b379578588920cA78FbF26c0B4956C","value":"5",
"gas_limit":"300000","gas_price":"1000000000","data":"0x${salt}6001600055",
"preimage":"0xf84b04843b9aca00830493e0944e59b44847b379578588920ca78fbf26c0b4956c05a5${salt}60016000558207f38080",
"signing_hash":"0x0be5aa6d6ab5654a1b24db1ff24f66a1ff691457a59f30b3a9b9288cf19e7f9d",
"address":"0xF77751829AfD5188D042f03267E7B2588A99750E"}]}
FILE
try phala tx sign --unsigned file.json
phala tx sign --unsigned file.json >signed.json
phala tx sign --unsigned - --json <file.json | cmp - signed.json
for n in 0 1; do
  jq -r ".transactions[$n].raw" signed.json >raw
  phala tx decode @raw --json | jq -r .hash | grep -qx "$(jq -r ".transactions[$n].hash" signed.json)" ||
    wrong "the hash of transaction $n"
done

# changed FILTER: the file with something else in it.
changed() {
  jq "$1" file.json >changed.json
  try phala tx sign --unsigned changed.json
}
changed '.transactions[0].value = "1"'
changed '.transactions[1].to = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"'
changed '.transactions[1].signing_hash |= sub("0x0"; "0x1")'
changed '.transactions[1].address = .transactions[0].address'
changed '.transactions[0].access_list = []'
changed '.transactions = []'
changed '.chain_id = "1"'
changed '.from = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"'
changed 'del(.transactions[0]) | .from = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"'

try phala tx sign --unsigned file.json --nonce 3
try phala tx sign --unsigned file.json --chain-id 2035
try phala tx sign --unsigned file.json --gas-price 1
try phala tx sign --unsigned file.json --data 0x
try phala tx sign --unsigned absent.json
try phala tx sign --unsigned - --key-stdin
unset PRIVATE_KEY
try phala tx sign --unsigned file.json
