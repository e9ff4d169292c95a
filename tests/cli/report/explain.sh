. "$SOURCE/tests/cli/helpers"
# What a check is for: one, a group, the beginning of ids, all; and what is none.
needs jq
try phala explain tcb.status
try phala explain expect.mrtd
try phala explain log
try phala explain module
try phala explain ra-tls
try phala explain --json quote.signature
try phala explain pkc.chain
try phala explain nothing.like.it
# Every check of a report can be explained, and the list has them all.
use valid_tdx_v4
verify --json --expect "mrtd=$(hex_of 0 96)" quote.bin >report.json || true
phala explain >list
jq -r '.checks[].id' report.json | while read -r id; do
  expect 0 phala explain "$id"
  [[ $id == expect.* ]] || grep -q "^  $id " list || wrong "$id is not in the list"
done
phala explain --json | jq -c '[.schema, ([.checks[] | select(.why and .attack and .mend)] | length) == (.checks | length),
  (.checks | length) == ([.checks[].id] | unique | length)]'
