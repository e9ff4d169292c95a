. "$SOURCE/tests/cli/helpers"
# Report data: exactly, by its beginning, by the digest of a file. It shows freshness, not identity.
needs jq
use valid_tdx_v4
all=$(hex_of 5 128)
judge --hardware-only --report-data "$all" quote.bin
judge --report-data "$all" quote.bin
judge --expect "mrtd=$(hex_of 3 96)" --report-data "$all" quote.bin
judge --hardware-only --report-data "${all:2}" quote.bin
judge --hardware-only --report-data 55 quote.bin
judge --hardware-only --report-data-prefix "${all:0:32}" quote.bin
verify --hardware-only --json --collateral collateral.json --report-data-prefix "${all:0:32}" quote.bin |
  jq -c '.checks[] | select(.id == "report_data")'
judge --hardware-only --report-data-prefix "$(hex_of 6 32)" quote.bin
echo hello >file
judge --hardware-only --report-data-sha256 file quote.bin
echo "usage:"
judge --hardware-only --report-data-prefix "${all:0:30}" quote.bin
judge --hardware-only --report-data "" quote.bin
judge --hardware-only --report-data 5 quote.bin
judge --hardware-only --report-data "${all}55" quote.bin
judge --hardware-only --report-data nonsense quote.bin
judge --hardware-only --report-data 55 --report-data-prefix "$all" quote.bin
judge --hardware-only --report-data-sha256 absent quote.bin
