. "$SOURCE/tests/cli/helpers"
# The report for programs.
use level_sgx_ok_tdx_lower
try verify --hardware-only --json --collateral collateral.json quote.bin
