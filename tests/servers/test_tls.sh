#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Certificates are checked, always; a file of CAs stands in for the system's.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
start_nginx

quote=$scratch/pcs/quote.bin other=$scratch/tls/other.pem
expect 0 collateral fetch "$quote" --pccs "$pccs" --ca-file "$ca" --no-cache
fetch_fails 3 'no trusted connection.*expired' "$expired" --ca-file "$ca" --no-cache
fetch_fails 3 'no trusted connection' "$wrong" --ca-file "$ca" --no-cache
fetch_fails 3 'no trusted connection' "$pccs" --ca-file "$other" --no-cache
fetch_fails 3 'no trusted connection' "$pccs" --no-cache
says '--ca-file'
fetch_fails 3 'no trusted connection' "$old_tls" --ca-file "$ca" --no-cache
fetch_fails 3 'no trusted connection' "${plain/http:/https:}" --ca-file "$ca" --no-cache
[[ $(answered 200) == 4 ]] || failed "a request went over a connection that is not trusted"

# The option wins over the variable.
SSL_CERT_FILE=$other expect 0 collateral fetch "$quote" --pccs "$pccs" --ca-file "$ca" --no-cache
SSL_CERT_FILE=$ca fetch_fails 3 'no trusted' "$pccs" --ca-file "$other" --no-cache
SSL_CERT_FILE='' fetch_fails 3 'no trusted' "$pccs" --no-cache

# Files of CAs that are none.
fetch_fails 5 'absent.pem' "$pccs" --ca-file "$scratch/absent.pem" --no-cache
fetch_fails 8 'directory' "$pccs" --ca-file "$scratch" --no-cache
echo "no PEM" >"$scratch/text.pem"
fetch_fails 3 'no trusted' "$pccs" --ca-file "$scratch/text.pem" --no-cache

# A quote is not judged by what came over such a connection.
for service in "$expired" "$wrong"; do
  expect 3 verify "$quote" --hardware-only --trust-root "$scratch/pcs/root_ca.pem" \
    --pccs "$service" --ca-file "$ca" --no-cache
done
finish
