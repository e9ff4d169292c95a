. "$SOURCE/tests/cli/helpers"
# What 'phala abi' prints, and what it says when it refuses.
owner=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
zeros=$(hex_of 0 64)
one=${zeros%?}1
try phala abi encode 'f(uint8 n,string s)' 255 "'it, it'"
try phala abi encode --calldata 'setAllowAnyDevice(bool)' true --json
try phala abi encode --packed 'f(address,int16)' -- $owner -1
try phala abi encode 'constructor(uint256[] amounts)' --args-json '{"amounts":[1,"2","0.5gwei"]}'
echo '["a \"b\""]' >args.json
try phala abi encode 'f(string)' --args-file args.json
try phala abi encode 'f(string)' --args-file - <args.json
try phala abi encode 'f(uint8 small)' 256
try phala abi encode 'f(bool,(address to,uint8)[] pays)' true '[]'
try phala abi encode 'f(bool,(address,uint8)[] pays)' true "[($owner,1),($owner,-1)]"
try phala abi encode 'f(string s)' '"half'
try phala abi encode 'f(uint8)'
try phala abi encode 'f(Foo)' 1
try phala abi encode 'event E(uint8)' 1
try phala abi encode 'f(uint8)' 1 --packed --calldata
try phala abi encode 'constructor(uint8)' 1 --calldata
try phala abi encode 'f(uint8)' 1 --args-json '[1]'
try phala abi encode 'f(uint8)' --args-json '[1'
try phala abi encode 'f(uint8)' --args-json '[256]' --json
try phala abi encode 'f(uint8)' --args-file absent.json
try phala abi selector 'function f(uint a, Lib.Data storage d) external'
try phala abi selector 'transfer(address,uint256)' --json
try phala abi selector 'event E(uint8)'
try phala abi event 'E(uint indexed a) anonymous'
try phala abi event 'Upgraded(address indexed implementation)' --json
try phala abi event 'function f(uint8)'
try phala abi event 'E(uint indexed,uint indexed,uint indexed,uint indexed)'
try phala abi decode 'f()(uint8 a,(bool,int8)[1])' "0x$one$one$(hex_of f 64)"
try phala abi decode 'f() returns (uint8 a, string)' "0x$one$(hex_of 0 62)40${one}c3$(hex_of 0 62)" --json
try phala abi decode 'f()(uint8)' "0x$one$one"
echo "0x$one" >data
try phala abi decode 'f()(uint8)' @data
try phala abi decode 'f()(uint8)' - <data
try phala abi decode 'f()(uint8)' @absent
try phala abi decode 'f()(uint8)' 0xzz
try phala abi decode 'f()(uint8)' ''
try phala abi decode 'f()(uint8)' 0x
try phala abi decode --input 'setAllowAnyDevice(bool)' "0x7c4beeb8$one"
try phala abi decode --input 'setAllowAnyDevice(bool)' "0x7c4beeb9$one"
try phala abi decode --input 'setAllowAnyDevice(bool)' "$one"
try phala abi decode --input 'constructor(bool)' "$one"
try phala abi decode 'error Error(string)' "0x4e487b71$one"
try phala abi decode 'E(uint8 indexed,string indexed)' 0x --topic "0x$one" --topic "0x$one"
topic=$(phala abi event 'E(uint8,string)')
try phala abi decode 'E(uint8 indexed,string indexed)' 0x --topic "$topic" --topic "0x$one" --topic "0x$one"
try phala abi decode 'E(uint8 indexed)' 0x --topic 0x00
try phala abi decode 'function f(uint8)' 0x --topic "$topic"
