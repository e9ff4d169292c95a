. "$SOURCE/tests/cli/helpers"
# Which networks there are, and which one is meant. No node is asked: none listens there.
unset ETH_RPC_URL
nobody=http://127.0.0.1:1
try phala chain list
cat >phala.toml <<'T'
app_id = "0102"
[contract]
network = "staging"
[networks.staging]
chain_id = 20350
rpc_url = "https://node.example/v2/CANARY"
explorer = "blockscout"
explorer_url = "https://explorer.example//"
colour = "red"
[networks.base]
rpc_url = "https://base.example/CANARY"
T
phala chain list --json 2>warnings | jq -c '.networks[] | select(.from == "phala.toml" or .default)'
cat warnings

refused() {
  printf '%b' "$1" >phala.toml
  try phala chain list
}
refused '[networks.base]\nchain_id = 1\n'
refused '[networks.x]\nrpc_url = "https://x"\n'
refused '[networks.x]\nchain_id = 0\n'
refused '[networks.x]\nchain_id = "1"\n'
refused '[networks.x]\nchain_id = 1\nrpc_url = 5\n'
refused '[networks.x]\nchain_id = 1\nexplorer = "otterscan"\n'
refused '[networks]\nx = 1\n'
refused 'networks = 1\n'
refused '[contract]\nnetwork = 1\n'
refused '[contract]\nnetwork = "nowhere"\n'
refused '[contract]\nnetwork = "Phat Contract"\n'
refused '[contract\n'
refused 'contract = "base"\n'
# Mistyped, it would be another network than the one that is meant: that is said.
refused '[contract]\nnetwrk = "base"\n'

rm phala.toml
try phala chain info --network khala
try phala chain info --network inDEX --json
try phala chain info --network sepola
try phala chain info --network nowhere
try phala chain info --chain-id 0
try phala chain info --chain-id 77
try phala chain info --rpc-url http://192.0.2.1/CANARY

# Whose URL it is that cannot be asked; nothing of it is shown.
try phala chain info --rpc-url ''
try phala chain info --rpc-url https://user:CANARY@node.example/CANARY?key=CANARY -v
ETH_RPC_URL=ftp://node.example/CANARY try phala chain info
printf '[networks.base]\nrpc_url = "https://user:CANARY@node.example"\n' >phala.toml
try phala chain info --network base --json
rm phala.toml

# Who is asked; nobody is there.
asked() {
  try phala chain info --timeout 1 "$@" | sed -n "s/^! phala: [^']*'\([^']*\)'.*/\1/p"
}
asked --rpc-url "$nobody/CANARY?key=CANARY"
ETH_RPC_URL=$nobody/CANARY asked --network base
ETH_RPC_URL=$nobody/CANARY asked --rpc-url http://127.0.0.1:2/CANARY
# What is written in the project goes before what is built in, the environment before both.
printf '[networks.base]\nrpc_url = "%s/CANARY"\n' "$nobody" >phala.toml
asked --network base
asked --chain-id 8453
ETH_RPC_URL=http://127.0.0.1:2/CANARY asked --network base
