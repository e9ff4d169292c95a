#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# `phala chain stake`: a vault of our own with the functions of the real one. What is shown, what each
# step does and says that it will do, every reason to refuse, the wait for the unlock, and what an
# interruption leaves. The vault's own answers are the oracle, through cast.
# shellcheck source=tests/chain/chain_env
. "$(dirname -- "$0")/chain_env"
compile_contracts
start_anvil
start_proxy
me=${accounts[0]}
other=${accounts[1]}
key=$(key_file 0)
other_key=$(key_file 1)
period=1814400

# create CONTRACT SIGNATURE ARGUMENT…: sets $address.
create() {
  local code
  code=0x$(<"$contracts/bin/$1.bin")$("$cast" abi-encode "${@:2}" | cut -c 3-)
  address=$("$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" --json --create "$code" |
    jq -r .contractAddress)
  address=$("$cast" to-check-sum-address "$address")
}

# view SIGNATURE ARGUMENT…: what the vault says; numbers are alone.
view() {
  "$cast" call --rpc-url "$ANVIL_URL" "$vault" "$@" | sed 's/ \[.*//'
}

# as_owner SIGNATURE ARGUMENT…: the vault's owner does this.
as_owner() {
  "$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" "$vault" "$@" >"$scratch/which"
}

# later SECONDS: the chain's time goes on.
later() {
  rpc evm_increaseTime "$(printf '0x%x' "$1")" >"$scratch/which"
  rpc evm_mine >"$scratch/which"
}

new_vault() {
  create StakeToken 'c(string,uint8,uint256)' PHA 18 1000000000000000000000
  token=$address
  create StakeVault 'c(address,uint256,uint256,uint256,uint256)' "$token" "$1" "$period" 2 500
  vault=$address
  where=(--vault "$vault" --token "$token" --chain-id 2035 --rpc-url "$PROXY_URL")
}

# stake CODE WORD…: the command ends so.
stake() {
  local code=$1
  shift
  expect "$code" chain stake "$@" "${where[@]}"
}

# has FILTER WANTED: the JSON of the last answer.
has() {
  local found
  found=$(jq -rc "$1" "$scratch/stdout")
  [[ $found == "$2" ]] || failed "$1 is $found, not $2"
}

# tells FILE PATTERN
tells() {
  grep -qE -- "$2" "$scratch/$1" || failed "$1 does not say '$2'"
}

# refused PATTERN WORD…: exit 1, says why, and sends nothing.
refused() {
  local before pattern=$1
  shift
  before=$(rpc eth_getTransactionCount "$me" pending)
  stake 1 "$@"
  tells stderr "$pattern"
  [[ $(rpc eth_getTransactionCount "$me" pending) == "$before" ]] || failed "something was sent: $*"
}

# What there is before anything is done.
new_vault 1000000000000
proxy_set
stake 0 show "$me" --json
has '[.vault, .token, .account]' "[\"$vault\",\"$token\",\"$me\"]"
has '.staking | [.total_assets.wei, .one_share.amount, .rewards_a_second.wei, .treasury_ratio]' \
  '["0","1","1000000000000","500"]'
has '.staking.one_asset | [.amount, .symbol]' '["1","shares"]'
has '.staking | [.unlock_period, .unlock_requests_max, .paused]' "[\"$period\",\"2\",false]"
has '.holdings | [.assets.amount, .shares.wei]' '["1000","0"]'
has .unlock_requests '[]'
(($(proxy_requests) <= 2)) || failed "show makes $(proxy_requests) requests"
stake 0 show
tells stdout '^  treasury ratio: +5 %$'
tells stdout '^  unlock period: +21 days$'

# A preview needs no key, and changes nothing.
stake 0 deposit 100 --dry-run --from "$me" --json
has '[.state, .deposit.amount, .receives_about.amount]' '["not sent","100","100"]'
has '.transactions | map(.step)' '["approve","deposit"]'
has '.transactions | map(.hash)' '[null,null]'
[[ $(transactions "$me") == 2 ]] || failed "a dry run has sent something"

# Nobody says yes.
refused "" claim --key-file "$key" --yes
before=$(transactions "$me")
stake 2 deposit 100 --key-file "$key"
tells stderr 'nobody can be asked'
tells stderr -- '--yes'
stake 2 deposit 100 --from "$me" --yes
[[ $(transactions "$me") == "$before" ]] || failed "not confirmed, and sent"

# prompt ANSWER: the deposit at a terminal; prints what it shows, ends as it does.
prompt() {
  python3 - "$1" "$phala" chain stake deposit 1 "${where[@]}" --key-file "$key" <<'PY'
import os, pty, select, sys, time
os.environ.pop("CI", None)  # where nobody is asked
answer, program, *words = sys.argv[1:]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(program, [program, *words])
shown, end = "", time.monotonic() + 60
while time.monotonic() < end:
    if select.select([terminal], [], [], 0.1)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece.decode()
        if answer and shown.endswith("[y/N] "):
            os.write(terminal, answer.encode().decode("unicode_escape").encode())
            answer = ""
status = os.waitpid(pid, 0)[1]
print(shown)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 99)
PY
}
for answer in 'n\n' '\n' 'yep\n'; do
  status=0
  prompt "$answer" >"$scratch/stdout" || status=$?
  [[ $status == 1 ]] || failed "'$answer' at the prompt ended with $status"
  tells stdout 'not confirmed: nothing was sent'
done
status=0
prompt '\x03' >"$scratch/stdout" || status=$?
[[ $status == 130 ]] || failed "Ctrl-C at the prompt ended with $status"
[[ $(transactions "$me") == "$before" ]] || failed "not confirmed, and sent"
status=0
prompt 'Y\n' >"$scratch/stdout" || status=$?
[[ $status == 0 ]] || failed "y at the prompt ended with $status"
tells stdout 'Deposit it\? \[y/N\] '
[[ $(view 'balanceOf(address)(uint256)' "$me") == 1000000000000000000 ]] || failed "y did not deposit"

# Deposit: exactly so much is approved, and what came of it is what the vault says.
shares_before=$(view 'balanceOf(address)(uint256)' "$me")
proxy_set
stake 0 deposit 99 --key-file "$key" --yes --json
has '[.state, .deposit.amount]' '["mined","99"]'
has '.transactions | map(.step)' '["approve","deposit"]'
has '(.transactions[1].nonce | tonumber) - (.transactions[0].nonce | tonumber)' 1
[[ $(proxy_calls eth_sendRawTransaction) == 2 ]] || failed "more than two were sent"
(($(proxy_requests) <= 7)) || failed "a deposit makes $(proxy_requests) requests"
gained=$(python3 -c "print($(view 'balanceOf(address)(uint256)' "$me") - $shares_before)")
has .received.wei "$gained"
[[ $("$cast" call --rpc-url "$ANVIL_URL" "$token" 'allowance(address,address)(uint256)' "$me" "$vault") == 0 ]] ||
  failed "something is left of the allowance"
tells stderr '^deposit: +99 tokens$'
tells stderr '^receives about: '
[[ ! -s $data/phala/journal ]] || ! grep -rq nonce "$data"/phala/journal/*.jsonl || failed "the journal is not settled"

# Where there is an allowance, it is used.
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" "$token" 'approve(address,uint256)' "$vault" \
  5000000000000000000 >"$scratch/which"
stake 0 deposit 5 --key-file "$key" --yes --json
has '.transactions | map(.step)' '["deposit"]'

# Refused: more than there is, than the fee may be, of nothing; amounts that are none.
refused 'the account has 895 tokens, not 10000 tokens' deposit 10000 --key-file "$key" --yes
refused 'above --max-cost' deposit 1 --key-file "$key" --yes --max-cost 1gwei
stake 2 deposit 1 --key-file "$key" --yes --gas-limit 21000
for amount in 0 0.0 0wei 1e3 1,5 100pha 5gwei 1.0000000000000000001 1.5wei ''; do
  stake 2 deposit "$amount" --key-file "$key" --yes
done
rpc anvil_setBalance "$other" 0x1000 >"$scratch/which"
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[0]}" "$token" 'transfer(address,uint256)' "$other" 10 >"$scratch/which"
expect 1 chain stake deposit 10wei "${where[@]}" --key-file "$other_key" --yes
tells stderr 'the account has 0\.000000000000004096 ETH, and it may cost'
rpc anvil_setBalance "$other" 0xde0b6b3a7640000 >"$scratch/which"

# Redeem: a request, with what it is of and when it is unlocked.
refused 'shares, not 100000 shares' redeem 100000 --key-file "$key" --yes
stake 2 redeem --key-file "$key" --yes
stake 2 redeem 1 --all --key-file "$key" --yes
stake 0 redeem 40 --dry-run --from "$me" --json
has .state 'not sent'
stake 0 redeem 40 --key-file "$key" --yes --json
request=$(view 'unlockRequests(address)((address,uint256,uint256)[])' "$me" | tr -d '[]()' | tr -d ' ')
start=$("$cast" call --rpc-url "$ANVIL_URL" "$vault" 'unlockRequests(address)' "$me" | cut -c $((2 + 64 * 4 + 1))-$((2 + 64 * 5)))
assets=$("$cast" call --rpc-url "$ANVIL_URL" "$vault" 'unlockRequests(address)' "$me" | cut -c $((2 + 64 * 3 + 1))-$((2 + 64 * 4)))
[[ -n $request ]] || failed "there is no request"
has .unlocks.wei "$("$cast" to-dec "0x$assets")"
has .claimable_from "$(date -u -d "@$(($("$cast" to-dec "0x$start") + period))" +%Y-%m-%dT%H:%M:%SZ)"
stake 0 show "$me" --json
has '.unlock_requests | map([.index, .claimable, .receiver])' "[[0,false,\"$me\"]]"
has '.unlock_requests[0].assets.wei' "$("$cast" to-dec "0x$assets")"
has .holdings.shares_are_worth.wei "$(view 'convertToAssets(uint256)(uint256)' "$(view 'balanceOf(address)(uint256)' "$me")")"
stake 0 show "$me"
tells stdout 'claimable from: +[0-9T:-]+Z \(in 2[01] days'

# Claim: not yet, and when.
refused 'nothing is unlocked yet: the first is at 20[0-9T:-]+Z \(in 2[01] days' claim --key-file "$key" --yes

# Cancel: one that is there.
refused 'there is no request 1: the account has 1' cancel 1 --key-file "$key" --yes
stake 2 cancel x --key-file "$key" --yes
shares_before=$(view 'balanceOf(address)(uint256)' "$me")
was=$(date -u -d "@$(($("$cast" to-dec "0x$start") + period))" +%Y-%m-%dT%H:%M:%SZ)
stake 0 cancel 0 --dry-run --from "$me" --json
has '[.state, .was_claimable_from]' "[\"not sent\",\"$was\"]"
stake 0 cancel 0 --key-file "$key" --yes --json
has .was_claimable_from "$was"
has '[.state, .index, .cancelled.wei]' "[\"mined\",0,\"$("$cast" to-dec "0x$assets")\"]"
has .received.wei "$(python3 -c "print($(view 'balanceOf(address)(uint256)' "$me") - $shares_before)")"
refused 'there is no request 0' cancel 0 --key-file "$key" --yes

# No more requests than the vault takes; claimed is what is unlocked, and no more.
stake 0 redeem 10 --key-file "$key" --yes
later 1000000
stake 0 redeem 20 --key-file "$key" --yes
refused 'the account has 2 open requests, and may not have more' redeem 1 --key-file "$key" --yes
later $((period - 1000000 + 10))
stake 0 claim --dry-run --from "$me" --json
has '.requests | map(.index)' '[0]'
second=$("$cast" call --rpc-url "$ANVIL_URL" "$vault" 'unlockRequests(address)' "$me" | cut -c $((2 + 64 * 7 + 1))-$((2 + 64 * 8)))
has .next_claimable_from "$(date -u -d "@$(($("$cast" to-dec "0x$second") + period))" +%Y-%m-%dT%H:%M:%SZ)"
before=$("$cast" call --rpc-url "$ANVIL_URL" "$token" 'balanceOf(address)(uint256)' "$me" | sed 's/ .*//')
stake 0 claim --key-file "$key" --yes --json
after=$("$cast" call --rpc-url "$ANVIL_URL" "$token" 'balanceOf(address)(uint256)' "$me" | sed 's/ .*//')
has .claimed.wei "$(python3 -c "print($after - $before)")"
stake 0 show "$me" --json
has '.unlock_requests | length' 1

# A longer period is the one that counts, also for what is open.
as_owner 'setUnlockPeriod(uint256)' 18144000
stake 0 show "$me"
tells stdout '\(in 2[0-9][0-9] days'
as_owner 'setUnlockPeriod(uint256)' "$period"

# For other people: who gets the shares of a deposit, whose shares are redeemed (where they allow it) and
# who is paid, and whose requests are claimed, which anybody may see to.
third=${accounts[2]}
nobody=${accounts[3]}
token_of() {
  "$cast" call --rpc-url "$ANVIL_URL" "$token" 'balanceOf(address)(uint256)' "$1" | sed 's/ .*//'
}
stake 0 deposit 7 --receiver "$other" --key-file "$key" --yes --json
has '[.account, .owner, .receiver]' "[\"$me\",null,\"$other\"]"
has .received.wei "$(view 'balanceOf(address)(uint256)' "$other")"
refused 'ERC20InsufficientAllowance' redeem 1 --owner "$other" --key-file "$key" --yes
refused 'the owner has .* shares, not 1000 shares' redeem 1000 --owner "$other" --key-file "$key" --yes
"$cast" send --rpc-url "$ANVIL_URL" --private-key "${keys[1]}" "$vault" 'approve(address,uint256)' "$me" \
  "$(view 'balanceOf(address)(uint256)' "$other")" >"$scratch/which"
stake 0 redeem --all --owner "$other" --receiver "$third" --key-file "$key" --yes --json
has '[.account, .owner, .receiver]' "[\"$me\",\"$other\",\"$third\"]"
[[ $(view 'balanceOf(address)(uint256)' "$other") == 0 ]] || failed "the shares of the owner are not redeemed"
stake 0 show "$other" --json
has '.unlock_requests | map(.receiver)' "[\"$third\"]"
refused 'nothing is unlocked yet' claim --owner "$other" --key-file "$key" --yes
later $((period + 10))
stake 0 claim --owner "$other" --key-file "$key" --yes --json
has .claimed.wei "$(token_of "$third")"
stake 0 redeem 1 --key-file "$key" --yes
stake 0 show "$me" --json
index=$(jq '.unlock_requests | length - 1' "$scratch/stdout")
stake 0 cancel "$index" --receiver "$nobody" --key-file "$key" --yes --json
has .received.wei "$(view 'balanceOf(address)(uint256)' "$nobody")"
stake 2 deposit 1 --receiver 0x12 --key-file "$key" --yes
tells stderr "option '--receiver'"
stake 2 claim --owner "${me/F/f}" --key-file "$key" --yes
tells stderr "option '--owner'"
stake 2 claim --receiver "$me" --key-file "$key" --yes

# The reason of a revert that only a try brings, in the vault's own words.
"$cast" rpc --rpc-url "$ANVIL_URL" anvil_setNextBlockBaseFeePerGas 0x1 >"$scratch/which"
nothing=0x846ddc76000000000000000000000000${me#0x}
later 2000000
proxy_set "reverted=$nothing@eth_estimateGas"
refused 'NoClaimableAssets\(owner: '"$me"'\)' claim --key-file "$key" --yes
stake 1 claim --key-file "$key" --yes --json
has .error.data "${nothing,,}"
proxy_set

# Paused.
as_owner 'pause()'
refused 'the vault is paused' deposit 1 --key-file "$key" --yes
refused 'the vault is paused' redeem 1 --key-file "$key" --yes
refused 'the vault is paused' claim --key-file "$key" --yes
refused 'the vault is paused' cancel 0 --key-file "$key" --yes
stake 0 show --json
has .staking.paused true
as_owner 'unpause()'

# A node that cannot try two at once; one that says the second would fail.
proxy_set unknown@eth_simulateV1
stake 0 deposit 1 --key-file "$key" --yes --json
has '.transactions[1].gas_limit' 400000
tells stderr 'eth_simulateV1'
proxy_set

one='{"returnData":"0x'$(printf %064d 1)'","logs":[],"gasUsed":"0xb447","status":"0x1"}'
two='{"returnData":"0xd93c0665","logs":[],"gasUsed":"0x1","status":"0x0","error":{"code":-3200,"message":"failed"}}'
proxy_set "result=[{\"calls\":[$one,$two]}]@eth_simulateV1"
refused 'deposit: reverted: EnforcedPause\(\)' deposit 1 --key-file "$key" --yes
stake 1 deposit 1 --key-file "$key" --yes --json
has .error.data 0xd93c0665
two='{"returnData":"0x","logs":[],"gasUsed":"0x1","status":"0x0","error":{"code":-3200,"message":"failed"}}'
proxy_set "result=[{\"calls\":[$one,$two]}]@eth_simulateV1"
refused 'deposit: failed' deposit 1 --key-file "$key" --yes
proxy_set

# Another vault's token, none at all, another chain, half of the options.
expect 6 chain stake show --vault "$vault" --token "$vault" --chain-id 2035 --rpc-url "$PROXY_URL"
expect 5 chain stake show --vault "$token" --token "$token" --chain-id 2035 --rpc-url "$PROXY_URL"
tells stderr 'is not such a vault'
expect 5 chain stake show --vault "$other" --token "$token" --chain-id 2035 --rpc-url "$PROXY_URL"
expect 2 chain stake show --vault "$vault" --chain-id 2035 --rpc-url "$PROXY_URL"
expect 5 chain stake show --chain-id 2035 --rpc-url "$PROXY_URL"
tells stderr 'PHA is staked on Ethereum'
expect 6 chain stake show --rpc-url "$PROXY_URL"
tells stderr 'chain 2035'
expect 1 chain stake show --network khala

# Both in one block, although nothing is mined between them; not seen in time is 7, and the same
# command goes on without sending anything anew.
rpc evm_setAutomine false >"$scratch/which"
before=$(transactions "$me")
stake 7 deposit 3 --key-file "$key" --yes --wait-timeout 1s
tells stderr '0x[0-9a-f]{64}'
tells stderr '[Tt]he same command goes on'
[[ $(rpc eth_getTransactionCount "$me" pending) == $(printf '0x%x' $((before + 2))) ]] || failed "not two are pending"
stake 7 deposit 3 --key-file "$key" --yes --wait-timeout 1s
[[ $(rpc eth_getTransactionCount "$me" pending) == $(printf '0x%x' $((before + 2))) ]] || failed "sent twice"
rpc evm_mine >"$scratch/which"
proxy_set
stake 0 deposit 3 --key-file "$key" --yes --json
has '.transactions | map(.sent_before)' '[true,true]'
has '.transactions | map(.block) | unique | length' 1
tells stderr 'earlier run'
[[ $(transactions "$me") == $((before + 2)) ]] || failed "not two were mined"

# The same for all shares, whose number is another one by then; and what was mined and never seen is
# found, too.
stake 7 redeem --all --key-file "$key" --yes --wait-timeout 1s
rpc evm_mine >"$scratch/which"
rpc evm_setAutomine true >"$scratch/which"
stake 0 redeem --all --key-file "$key" --yes --json
has '[.state, .transactions[0].sent_before]' '["mined",true]'
stake 0 show "$me" --json
has '.unlock_requests | length' 2
has .holdings.shares.wei 0
refused 'the account has no shares' redeem --all --key-file "$key" --yes

# The vault of vPHA on Ethereum, as far as a chain of its id can be made to look like it.
chain_id=1 start_anvil
pha=0x6c5bA91642F10282b576d91922Ae6448C9d52f4E
vpha=0x21d6eC8fc14CaAcc55aFA23cBa66798DAB3a0ec0
put() {
  rpc anvil_setStorageAt "$1" "$2" "$(printf '0x%064x' "$3")" >"$scratch/which"
}
create StakeToken 'c(string,uint8,uint256)' X 18 0
rpc anvil_setCode "$pha" "$("$cast" code --rpc-url "$ANVIL_URL" "$address")" >"$scratch/which"
create StakeVault 'c(address,uint256,uint256,uint256,uint256)' "$pha" 0 0 0 0
rpc anvil_setCode "$vpha" "$("$cast" code --rpc-url "$ANVIL_URL" "$address")" >"$scratch/which"
put "$pha" "$("$cast" index address "$me" 3)" 1000000000000000000
put "$vpha" 0x7 "$period"
put "$vpha" 0x8 5
known=(--rpc-url "$ANVIL_URL" --key-file "$key" --yes)
expect 0 chain stake show "$me" --rpc-url "$ANVIL_URL"
tells stdout '^network: +ethereum$'
tells stdout "^vault: +$vpha\$"
tells stdout '^  assets: +1 PHA$'
expect 0 chain stake deposit 0.5PHA "${known[@]}"
tells stdout '^received: +0.5 vPHA$'
expect 2 chain stake redeem 0.5pha "${known[@]}"
expect 0 chain stake redeem 0.5vpha "${known[@]}"
tells stdout '^unlocks: +0.5 PHA$'
create StakeToken 'c(string,uint8,uint256)' X 6 0
rpc anvil_setCode "$pha" "$("$cast" code --rpc-url "$ANVIL_URL" "$address")" >"$scratch/which"
expect 6 chain stake show --rpc-url "$ANVIL_URL"
tells stderr 'PHA has 6 decimals here, not 18'

# A key shows nowhere.
! grep -rqi "${keys[0]#0x}" "$data" "$scratch/requests" || failed "the key is written down"
finish
