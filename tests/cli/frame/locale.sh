. "$SOURCE/tests/cli/helpers"
# Plain ASCII in the C locale; and for programs nothing depends on locale, zone or width.
use valid_tdx_v4
plain() {
  if LC_ALL=C grep -q $'[\x80-\xff]' "$@"; then echo no; else echo yes; fi
}
# run VARIABLES… OPTIONS…
run() {
  env "$@" --offline --no-cache --at 2026-01-15T00:00:00Z --trust-root root_ca.pem --hardware-only \
    --collateral collateral.json quote.bin
}
run LC_ALL=C phala verify >c.txt
run LC_ALL= LC_CTYPE= LANG= phala verify >none.txt
run LC_ALL=C.UTF-8 phala verify >utf8.txt
plain utf8.txt
plain c.txt
cmp c.txt none.txt
for words in "--help" "help help" "help verify" "collateral show -h" "quote show quote.bin"; do
  read -ra words <<<"$words"
  LC_ALL=C phala "${words[@]}" >>c_help.txt
done
plain c_help.txt

run LC_ALL=C phala verify --json >c.json
run LC_ALL=tr_TR.UTF-8 TZ=Asia/Kolkata COLUMNS=20 phala verify --json >kolkata.json
run LC_ALL=C TZ=America/St_Johns CI=1 phala verify --json >st_johns.json
cmp c.json kolkata.json
cmp c.json st_johns.json
run LC_ALL=C.UTF-8 TZ=Asia/Kolkata phala verify >kolkata.txt
cmp utf8.txt kolkata.txt
