. "$SOURCE/tests/cli/helpers"
# RLP, amounts, checksums and the reading of cast: what is printed, and what is said when it is refused.
zeros=$(hex_of 0 64)
two=${zeros%?}2
try phala abi encode --rlp '["0x63",[],5]'
try phala abi encode --rlp 0x --json
try phala abi encode --rlp '["63",null]'
try phala abi encode --rlp '["63",null]' --as-cast
try phala abi encode --rlp '[0x63]'
try phala abi encode --rlp '[-1]' --as-cast
try phala abi encode --rlp '[]' 'f()'
try phala abi encode --rlp '[]' --packed
try phala abi encode --as-cast 'f()'
try phala abi encode
try phala abi decode --rlp 0xc363c005
try phala abi decode --rlp 0xc101 --json
try phala abi decode --rlp 0xc101ff
try phala abi decode --rlp 0xc101ff --as-cast
try phala abi decode --rlp 0xc101ff --as-cast --json
try phala abi decode --rlp 0xc28101 --as-cast
try phala abi decode --rlp 0x
try phala abi decode --rlp 0xc
echo 0xc0 >item
try phala abi decode --rlp @item
try phala abi decode --rlp - <item
try phala abi decode --rlp 0xc0 'f()'
try phala abi decode --rlp 0xc0 --input
deep=$(for n in {32..0}; do printf %02x $((192 + n)); done)
try phala abi decode --rlp "$deep"
try phala abi decode 'f()(bool)'
try phala abi decode 'f()(bool)' "0x$two"
try phala abi decode --as-cast 'f()(bool)' "0x$two"
try phala abi decode --as-cast 'f()(bool)' "0x$two" --json
try phala abi decode --as-cast 'f()(bool)' "0x${two}01"
try phala abi decode --as-cast 'f()(bool)' 0x02
text=${zeros%??}20${two}c328$(hex_of 0 60)
try phala abi decode --as-cast 'f()(string)' "0x$text"
try phala abi decode --as-cast 'f()(string)' "0x$text" --json
try phala abi decode --as-cast 'f()(string,bool)' "0x${zeros%??}40$two${text:64}"
try phala abi decode --as-cast --input 'f(uint256)' "0xdeadbeef${zeros%?????}f4240"
try phala abi decode --as-cast 'error E(uint8)' "0xdeadbeef$two"
topic=$(phala abi event 'E(bool)')
try phala abi decode --as-cast 'E(bool indexed)' 0x --topic "$topic" --topic "0x$two"
try phala tx amount 1.5ether
try phala tx amount '10 gwei' --json
try phala tx amount 1000000000000000000 --in ether
try phala tx amount 1000000000000000000 --in ether --short
try phala tx amount 1ether --in gwei --json
try phala tx amount 1.5ether --in wei
try phala tx amount 1.5 --decimals 6
try phala tx amount 1500000 --decimals 6 --in token
try phala tx amount 1000000 --decimals 6 --in token --short
try phala tx amount 1.5 --decimals 6 --in token
try phala tx amount 1.5 --decimals 256
try phala tx amount 1.5 --in token
try phala tx amount 1 --decimals 6 --in ether
try phala tx amount 1 --short
try phala tx amount 1 --in kwei
try phala tx amount 1 --in kwei --as-cast
try phala tx amount 1 --in wei --as-cast
try phala tx amount 1.2345678 --decimals 6
try phala tx amount 1.2345678 --decimals 6 --as-cast
try phala tx amount --as-cast -- '-1_000.5 eth'
try phala tx amount 1e3gwei --in wei --short --as-cast
try phala tx amount 1e3 --in wei --as-cast
try phala tx amount '1 pha' --as-cast
try phala wallet checksum 5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
try phala wallet checksum 0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED --json
try phala wallet checksum 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
try phala wallet checksum 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD
try phala wallet checksum 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed --chain-id 30
try phala wallet checksum 0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD --chain-id 30 --json
try phala wallet checksum 0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD --chain-id 31
try phala wallet checksum 0x5aaEB6053f3e94c9b9a09f33669435E7ef1bEAeD
try phala wallet checksum 0x5aae
