/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_JCS_H
#define PHALA_CODEC_JCS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"

/* Canonical JSON (JCS, RFC 8785): no white space, members sorted by the UTF-16 code units of their
 * names, the shortest escapes. Of numbers, only integers within ±2^53 that are written as such
 * (digits, perhaps a minus sign) are taken; they are exact, and nothing that is signed here has
 * another. */

/* Appends the value. ERR_MALFORMED names a number that is not taken. `out` goes over its cap as any
 * buf does, which is the caller's to ask. */
MUST_CHECK bool jcs_write(const struct json_value *value, struct buf *out, struct err *e);

/* Appends an object without its member of that name, there or not (what is signed, without the
 * signature). ERR_MALFORMED when it is no object. */
MUST_CHECK bool jcs_write_without(const struct json_value *object, const char *member,
                                  struct buf *out, struct err *e);

/* Appends a string in quotes (RFC 8785 section 3.2.2.2). False, and nothing is appended, when it is
 * not well-formed UTF-8. */
MUST_CHECK bool jcs_string(struct text text, struct buf *out);

#endif
