/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OPTIONAL_H
#define PHALA_ATTEST_OPTIONAL_H

#include <stddef.h>

#include "attest/keep.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"

/* Members that a document may leave out, or have as null or "": then `*out` becomes empty. Each
 * fails with ERR_MALFORMED and the name of the member. */

/* At most `max` characters, which stay the document's. */
MUST_CHECK bool optional_text(const struct json_value *object, const char *name, size_t max,
                              struct text *out, struct err *e);

/* A member and how many bytes it has. */
struct hex_member {
    const char *name;
    size_t min, max;
};

/* So many bytes in hex of either case, with or without 0x, decoded into `keep`. */
MUST_CHECK bool optional_hex(const struct json_value *object, struct hex_member member,
                             struct keep *keep, struct bytes *out, struct err *e);

/* The same of a text by itself; the name is for the error. */
MUST_CHECK bool optional_hex_text(struct text text, struct hex_member member, struct keep *keep,
                                  struct bytes *out, struct err *e);

#endif
