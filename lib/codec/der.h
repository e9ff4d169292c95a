/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_DER_H
#define PHALA_CODEC_DER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/instant.h"
#include "base/text.h"

/* A strict reader of DER (X.690): definite minimal lengths, low tag numbers, nothing left over
 * inside what is read. As everywhere, a read that fails leaves cursor and output as they were. */

enum der_tag {
    DER_BOOLEAN = 0x01,
    DER_INTEGER = 0x02,
    DER_BIT_STRING = 0x03,
    DER_OCTET_STRING = 0x04,
    DER_OID = 0x06,
    DER_ENUMERATED = 0x0a,
    DER_UTF8_STRING = 0x0c,
    DER_PRINTABLE_STRING = 0x13,
    DER_UTC_TIME = 0x17,
    DER_GENERALIZED_TIME = 0x18,
    DER_SEQUENCE = 0x30,
    DER_SET = 0x31,
};

/* Constructed and primitive context tags [n]. */
#define DER_CONTEXT(n)           (0xa0U | (n))
#define DER_CONTEXT_PRIMITIVE(n) (0x80U | (n))

/* Any element: its tag and the view of its content. */
MUST_CHECK bool der_any(struct bytes *from, uint8_t *tag, struct bytes *content);

/* An element of that tag. */
MUST_CHECK bool der_element(struct bytes *from, unsigned tag, struct bytes *content);

/* The next element has that tag. */
bool der_is_next(struct bytes from, unsigned tag);

/* An element of that tag with its tag and length octets (for comparing names and hashing). */
MUST_CHECK bool der_whole_element(struct bytes *from, unsigned tag, struct bytes *whole);

/* An OBJECT IDENTIFIER's content octets. */
MUST_CHECK bool der_oid(struct bytes *from, struct bytes *oid);

/* BOOLEAN: 00 or FF only. */
MUST_CHECK bool der_boolean(struct bytes *from, bool *out);

/* A non-negative INTEGER (or another tag of the same form, as ENUMERATED) that fits 64 bits. */
MUST_CHECK bool der_uint(struct bytes *from, unsigned tag, uint64_t *out);

/* A non-negative INTEGER's magnitude without a leading zero octet (0 is one zero octet). */
MUST_CHECK bool der_magnitude(struct bytes *from, struct bytes *out);

/* A BIT STRING; `unused` bits (0 to 7) at the end, which have to be zero. */
MUST_CHECK bool der_bits(struct bytes *from, struct bytes *bits, uint8_t *unused);

/* UTCTime or GeneralizedTime in the forms of RFC 5280 4.1.2.5 (seconds, Z, no fraction). */
MUST_CHECK bool der_time(struct bytes *from, instant *out);

#endif
