. "$SOURCE/tests/cli/helpers"
# What a policy asks for, rule by rule, and where one is wrong.
cat >policy.toml <<'POLICY'
# what we run
version = 1

[tcb]
allow = ["SWHardeningNeeded", "OutOfDate"]
min_date = 2025-01-01

[measurements]
isv_svn = ["0100", "0200"]

[app]
app_id = "000102030405060708090a0b0c0d0e0f10111213"
pinned_images = true
public_logs = true

[kms]
key_provider = "kms"
root = "3059"

[binding]
nonce_required = true
POLICY
try phala policy check policy.toml
try phala policy check --json - <policy.toml

# refused LINES…: they stand behind the version.
refused() {
  printf '%s\n' "version = 1" "$@" >policy.toml
  try phala policy check policy.toml
}
refused '[measurements]' 'mrdt = "00"'
refused '[measurements]' 'mrtd = "00"'
refused '[app]' 'mrtd = "00"'
refused '[ap]'
refused '[tcb]' 'allow = ["OutOfDate", "SWHardeningNeded"]'
refused '[tcb]' 'min_date = "2025-01-01"'
refused '[td]' 'allow_attributes = "DEBUG"'
refused '[os]' 'development = false' 'development = false'
refused '[os' 'development = false'
refused '# nothing' $'\e[2J = 1'
refused $'"\\u001b[2J" = 1'
: >policy.toml
try phala policy check policy.toml
echo 'version = 2' >policy.toml
try phala policy check policy.toml
try phala policy check policy.toml --json
try phala policy check absent.toml
try phala policy check .
