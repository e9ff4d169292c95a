. "$SOURCE/tests/cli/helpers"
# While a verification is at work, nothing is loaded that could reach the network, a repository or an
# archive.
use valid_tdx_v4
mkfifo pipe
exec 3<>pipe
phala verify --offline --hardware-only - <pipe >/dev/null 2>&1 &
pid=$!
# It has read all its options when it waits for the evidence.
tries=0
until [[ $(cat "/proc/$pid/comm") == phala && $(cat "/proc/$pid/status") == *$'\n'State:$'\t'S* ]]; do
  ((++tries < 250)) || wrong "phala does not wait for its input"
  sleep 0.02
done
cp "/proc/$pid/maps" maps
kill -INT "$pid"
wait "$pid" || true
exec 3>&-
grep -q 'libcjson' maps || wrong "no library is listed"
! grep -E 'lib(curl|ssl|nghttp2|git2|ssh2?|archive|idn2|ldap[^/]*|gnutls|nss_[^/]*|resolv)[-.]' maps ||
  wrong "these are not needed"

# The same for a whole run with all that it loads until its end.
LD_DEBUG=files phala verify --offline --no-cache --at 1768435200 --trust-root root_ca.pem \
  --hardware-only --collateral collateral.json quote.bin 2>&1 >/dev/null | sed -n 's/.*calling init: //p' |
  xargs -n 1 basename >loaded
grep -q '^libcrypto\.' loaded || wrong "nothing was loaded"
grep -vE '^(ld-linux-x86-64|ld-linux-aarch64|libc|libm|libcrypto|libcjson|libsecp256k1|libyaml-0|libz|libzstd|libpthread|libdl|libgcc_s|libstdc\+\+|libasan|libubsan|libtsan)\.' loaded || true
