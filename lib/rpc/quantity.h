/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_QUANTITY_H
#define PHALA_RPC_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/macro.h"
#include "chain/u256.h"
#include "codec/json.h"

/* How numbers and bytes are written in answers (Ethereum execution APIs, "hex value encoding").
 * Pure. All are false for NULL, for other types and for any other form; the output is then as it
 * was. */

/* "0x", then digits without leading zeros; at least one. */
MUST_CHECK bool quantity_read(const struct json_value *value, struct u256 *out);
MUST_CHECK bool quantity_u64(const struct json_value *value, uint64_t *out);

/* "0x", then exactly 2n digits. */
MUST_CHECK bool quantity_bytes(const struct json_value *value, uint8_t *out, size_t n);

/* "0x", then an even number of digits, which may be none. Appends; false also when that is more
 * than fits into `out`. */
MUST_CHECK bool quantity_data(const struct json_value *value, struct buf *out);

#endif
