. "$SOURCE/tests/cli/helpers"
# Documents that are cut, repeated, nested without end or larger than they say, in every encoding.
. "$SOURCE/tests/cli/hostile/hostile"
make_hostile encodings
for document in encoding_*; do
  refused 8 --hardware-only "$document"
done

# Base64 where hex is due.
base64=$(openssl rand -base64 32)
for option in "expect compose_hash=$base64" "expect mrtd=$base64" "report-data $base64" \
  "report-data-prefix $base64" "bind nonce=$base64" "bind public-key=$base64" "bind address=$base64"; do
  refused 2 "--${option%% *}" "${option#* }" get_quote.json | sed "s|$base64|BASE64|"
done
