. "$SOURCE/tests/cli/helpers"
# What may be accepted beside UpToDate, and what never.
needs jq
use level_sgx_ok_tdx_lower
judge --hardware-only quote.bin
judge --hardware-only --allow-tcb OutOfDate quote.bin
judge --hardware-only --allow-tcb any quote.bin
judge --hardware-only --allow-tcb SWHardeningNeeded quote.bin
judge --hardware-only --allow-tcb SWHardeningNeeded --allow-tcb OutOfDate quote.bin
judge --hardware-only --allow-tcb outofdate quote.bin
judge --hardware-only --allow-tcb Revoked quote.bin
use tdx_module_v1_revoked
judge --hardware-only --allow-tcb any quote.bin
use unknown_status_string
judge --hardware-only --allow-tcb any quote.bin

use status_ConfigurationAndSWHardeningNeeded
judge --hardware-only --allow-tcb any --allow-advisory INTEL-SA-00289 quote.bin
judge --hardware-only --allow-tcb any --allow-advisory INTEL-SA-00289 --allow-advisory INTEL-SA-00615 quote.bin
judge --hardware-only --allow-advisory INTEL-SA-00289 --allow-advisory INTEL-SA-00615 quote.bin

use tdx_sept_ve_disabled
judge --hardware-only quote.bin
use tdx_reserved_bit_29
judge --hardware-only --allow-td-attribute PERFMON quote.bin
judge --hardware-only --allow-td-attribute DEBUG quote.bin
judge --hardware-only --allow-td-attribute NOTHING quote.bin

use valid_tdx_v4
judge --hardware-only --min-tcb-date 2025-06-01 quote.bin
judge --hardware-only --min-tcb-date 2025-06-01T00:00:01Z quote.bin
judge --hardware-only --min-tcb-evaluation-data-number 18 quote.bin
judge --hardware-only --min-tcb-evaluation-data-number 19 quote.bin
