. "$SOURCE/tests/cli/helpers"
# What is read of the environment is what `help environment` names; nothing else has a say in a
# report.
use valid_tdx_v4
run() {
  env -i PATH="$PATH" "$@" phala verify --offline --at 1768435200 --trust-root root_ca.pem \
    --hardware-only --json --collateral collateral.json quote.bin
}
run >wanted
run HOME=/nowhere XDG_CACHE_HOME=relative TMPDIR=/nowhere SSL_CERT_FILE=/nowhere \
  SSL_CERT_DIR=/nowhere HTTPS_PROXY=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1 \
  COLUMNS=1 CLICOLOR_FORCE=1 TERM=xterm CI=1 LC_ALL=C.UTF-8 OPENSSL_CONF=/nowhere | cmp - wanted
run OPENSSL_MODULES=/nowhere OPENSSL_ENGINES=/nowhere TZ=:/nowhere MALLOC_PERTURB_=85 | cmp - wanted

# There is one place that reads; each name in it stands in the topic.
grep -rlE '\b(secure_)?getenv\(' "$SOURCE/cli" "$SOURCE/commands" "$SOURCE/lib" | sed "s|$SOURCE/||"
phala help environment >topic
grep -oE '"[A-Z][A-Z_]+"' "$SOURCE/cli/environment.c" | tr -d '"' | sort -u >names
(($(wc -l <names) > 10)) || wrong "no names are found"
while read -r name; do
  grep -qw "$name" topic || wrong "$name is read, and not in the topic"
done <names
