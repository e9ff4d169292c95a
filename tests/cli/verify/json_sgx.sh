. "$SOURCE/tests/cli/helpers"
use valid_sgx_v3
try verify --json --expect mrsigner="$(hex_of 7 64)" --collateral collateral.json quote.bin
