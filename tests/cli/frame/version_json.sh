. "$SOURCE/tests/cli/helpers"
needs jq
phala --version --json | jq -r '.schema, (.version | test("^[0-9]+\\.[0-9]+\\.[0-9]+")), .libraries'
phala -v --version --json | jq -c '.libraries | map_values(length > 0)'
phala --version -v | wc -l
[[ $(phala verify --version) == "$(phala --version)" ]]
