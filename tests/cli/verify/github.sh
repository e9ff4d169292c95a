. "$SOURCE/tests/cli/helpers"
use valid_tdx_v4
try verify --hardware-only --format github --collateral collateral.json quote.bin
try verify --format github --collateral collateral.json quote.bin
use tampered_body_rtmr3
try verify --hardware-only --format github --collateral collateral.json quote.bin
use tcb_expired
try verify --hardware-only --format github --collateral collateral.json quote.bin
use trailing_nonzero_bytes
try verify --hardware-only --format github --collateral collateral.json quote.bin
