. "$SOURCE/tests/cli/helpers"
# The report for people: verified, rejected, undecided; short and with -v.
use valid_tdx_v4
try verify --hardware-only --collateral collateral.json quote.bin
use tampered_body_rtmr3
try verify --hardware-only --collateral collateral.json quote.bin
use valid_tdx_v4
try verify quote.bin
use status_ConfigurationAndSWHardeningNeeded
try verify --hardware-only -v --collateral collateral.json quote.bin
