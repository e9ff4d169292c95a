/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_BASE64_H
#define PHALA_BASE_BASE64_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"

/* RFC 4648 section 4. Appends the decoded bytes to `out`. White space between characters is
 * skipped; padding must be there and right, bits behind the end must be zero. On failure what was
 * appended is taken back. */
MUST_CHECK bool base64_decode(struct text from, struct buf *out);

/* Appends the encoding without line breaks. */
void base64_encode(struct bytes from, struct buf *out);

#endif
