. "$SOURCE/tests/cli/helpers"
# The three ways to give the arguments of a constructor, and what is refused before any node is asked.
# What is right goes on to a node that is not there.
account=0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266
cp "$VECTORS/chain-artifacts/foundry/Counter.sol/Counter.json" "$VECTORS/chain-artifacts/foundry/Linked.sol/Linked.json" \
  "$VECTORS/chain-artifacts/foundry/Linked.sol/Texts.json" .
libraries=(--library "Texts=$account" --library "WideMath=$account")

with() {
  phala contract verify-code --deployer $account --rpc-url http://127.0.0.1:1 $account "$@"
}
linked() {
  with Linked.json "${libraries[@]}" "$@"
}

echo '["a", "b"]' >array
echo '{"second": "b", "first": "a"}' >object
expect 3 linked a b
expect 3 linked second=b first=a
expect 3 linked first=a=b second=
expect 3 linked fifth=a third=b
expect 3 linked first=a =b
expect 3 linked first=a 'second one=b'
expect 3 linked --args-json '["a","b"]'
expect 3 linked --args-json '{"second":"b","first":"a"}'
expect 3 linked --args-file array
expect 3 linked --args-file object
expect 3 linked --args-file - <object
expect 3 with Counter.json initial=7
expect 3 with Counter.json 0x7
expect 3 with Texts.json
expect 3 with Texts.json --args-json '[]'

try linked
try linked a
try linked first=a
try linked first=a first=b
try linked first=a second=b first=a
try linked first=a second=b third=c
try linked first=a third=b
try linked a b --args-json '[]'
try linked --args-json '[]' --args-file array
try linked --args-json '["a"'
try linked --args-json '{"first":"a"}'
try linked --args-json '{"first":"a","second":"b","third":"c"}'
try linked --args-file none
echo '[' >broken
try linked --args-file broken
echo '["a", 7]' >wrong
try linked --args-file wrong
try with Counter.json -1
try with Counter.json -- -1
try with Counter.json initial=seven
try with Counter.json 115792089237316195423570985008687907853269984665640564039457584007913129639936
try with Texts.json a
try with Counter.json 7 --abi array
try with Linked.json a b
try phala contract verify-code 0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266 Counter.json
try phala contract verify-code $account Counter.json --deployer 0x12 7
