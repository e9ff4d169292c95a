. "$SOURCE/tests/cli/helpers"
# What report data must hold: each kind once, from the command line or a file.
needs jq
use valid_tdx_v4
all=$(hex_of 5 128)
judge --hardware-only --bind "nonce=$all" quote.bin
judge --hardware-only --bind "nonce=0x${all:2}" quote.bin
judge --hardware-only --bind "public-key=$all" --bind "nonce=$all" quote.bin
printf '%s\n' "$all" >nonce.hex
judge --hardware-only --bind nonce=@nonce.hex quote.bin
head -c 64 /dev/zero | tr '\0' U >nonce.bin
verify --hardware-only --json --collateral collateral.json --bind nonce=@nonce.bin quote.bin |
  jq -c '.checks[] | select(.id | startswith("bind.")) | [.id, .result, .detail]'
judge --hardware-only --bind "address=${all:0:40}" quote.bin
echo "usage:"
judge --hardware-only --bind "nonce=${all:0:30}" quote.bin
judge --hardware-only --bind "nonce=$(hex_of 0 64)" quote.bin
judge --hardware-only --bind nonce=word quote.bin
judge --hardware-only --bind nonce= quote.bin
judge --hardware-only --bind "key=$all" quote.bin
judge --hardware-only --bind "nonce=$all" --bind "nonce=$all" quote.bin
judge --hardware-only --bind "tls-key=$all" quote.bin
judge --hardware-only --bind tls-key=@absent quote.bin
judge --hardware-only --bind tls-key=@nonce.hex quote.bin
jq -nc --arg quote "$(base64 -w 0 quote.bin)" '{id: "one", $quote}' >line.jsonl
judge --hardware-only --batch --bind "nonce=$all" line.jsonl
judge --hardware-only --batch --bind "nonce=$(hex_of 4 128)" line.jsonl
