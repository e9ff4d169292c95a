. "$SOURCE/tests/cli/helpers"
# Nothing is asked where nobody can answer.
for words in "" verify "quote show" "collateral show" "collateral fetch" completion; do
  read -ra words <<<"$words"
  status=0
  timeout 10 phala "${words[@]}" </dev/null >/dev/null 2>&1 || status=$?
  echo "phala ${words[*]}: $status"
done
try timeout 10 phala verify --offline --no-input - </dev/null
