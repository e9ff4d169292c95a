. "$SOURCE/tests/cli/helpers"
# The help of each command in three forms is one text; that of the program and of verify is as it was.
needs jq
commands=$(phala __describe | jq -r 'def down($words):
  .commands[] | ($words + [.name]) as $here | ($here | join(" ")), down($here); .root | down([])')
count=0
while read -r line; do
  read -ra words <<<"$line"
  phala help "${words[@]}" >by_help
  phala "${words[@]}" --help >by_option
  phala -h "${words[@]}" >by_letter
  cmp by_help by_option
  cmp by_help by_letter
  grep -q "^phala${line:+ $line}: " by_help || wrong "phala help $line: does not begin with its name"
  count=$((count + 1))
done < <(echo && echo "$commands")
((count >= 10)) || wrong "$count commands"
phala --help
phala verify --help
phala help verify --json | jq -r 'keys_unsorted | join(" ")'
phala verify --help --json | jq -r 'keys_unsorted | join(" ")'
phala help exit-codes
phala help environment
