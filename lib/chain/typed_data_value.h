/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_TYPED_DATA_VALUE_H
#define PHALA_CHAIN_TYPED_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "chain/typed_data_type.h"
#include "codec/json.h"

enum { TYPED_WORD = 32 };

/* encodeData of one atomic value: 32 bytes. ERR_MALFORMED says what is wrong with it. `as_cast`: as
 * typed_data_hash_as_cast has it. */
MUST_CHECK bool typed_value_encode(const struct typed_atom *type, const struct json_value *value,
                                   bool as_cast, uint8_t out[TYPED_WORD], struct err *e);

#endif
