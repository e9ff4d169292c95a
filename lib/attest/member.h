/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_MEMBER_H
#define PHALA_ATTEST_MEMBER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/instant.h"
#include "codec/json.h"

/* Required members of the objects in collateral. Each fails with ERR_MALFORMED and says which
 * member is missing, or what it is not. */

MUST_CHECK bool member_text(const struct json_value *object, const char *name, struct text *out,
                            struct err *e);

/* Exactly `n` bytes in hex of either case. */
MUST_CHECK bool member_hex(const struct json_value *object, const char *name, uint8_t *out,
                           size_t n, struct err *e);

/* YYYY-MM-DDThh:mm:ssZ. */
MUST_CHECK bool member_instant(const struct json_value *object, const char *name, instant *out,
                               struct err *e);

/* A plain decimal integer of at most `max`. */
MUST_CHECK bool member_uint(const struct json_value *object, const char *name, uint64_t max,
                            uint64_t *out, struct err *e);

MUST_CHECK bool member_object(const struct json_value *object, const char *name,
                              const struct json_value **out, struct err *e);

/* An array of one to `max` elements; ERR_TOO_BIG for more. */
MUST_CHECK bool member_array(const struct json_value *object, const char *name, size_t max,
                             const struct json_value **out, struct err *e);

#endif
