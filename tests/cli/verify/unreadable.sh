. "$SOURCE/tests/cli/helpers"
# A file that may not be read: 4. Root may read everything, so it steps down.
use valid_tdx_v4
: >secret
chmod 000 secret
as() { "$@"; }
if ((EUID == 0)); then
  needs setpriv
  chmod 755 "$TMPDIR" .
  as() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
  as test -x "$PHALA" || skip "the program is where only root can run it"
fi
try as phala verify --offline --hardware-only secret
try as phala verify --offline --hardware-only --collateral secret quote.bin
try as phala verify --offline --hardware-only --trust-root secret quote.bin
try as phala collateral show secret
mkdir locked && chmod 555 locked && cp quote.bin locked && chmod 444 locked/quote.bin
try as phala verify --offline --hardware-only -o locked/report quote.bin
ls locked
