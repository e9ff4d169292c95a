. "$SOURCE/tests/cli/helpers"
# RA-TLS certificates with too much in them: an extension twice, two quotes, bombs.
. "$SOURCE/tests/cli/hostile/hostile"
make_hostile certificates
for name in two_1.der two_8.der other_quote.pem bomb_log.pem bomb_attestation.pem bomb_events.pem \
  bomb_spaces.pem gzip_cut.pem gzip_more.pem gzip_twice.pem app_id.pem app_info.pem no_evidence.pem; do
  refused 8 --hardware-only "certificate_$name"
done
# The same with an extension that nobody knows can be read; what it says is another matter.
for name in one_1.der one_8.der; do
  judged 1 --hardware-only "certificate_$name"
done
