/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_PEM_H
#define PHALA_CODEC_PEM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/text.h"

/* Takes the next PEM block (RFC 7468, strict: "-----BEGIN label-----", base64 lines, "-----END
 * label-----" with the same label; LF or CRLF) off the front of `from`, past any white space and
 * NUL bytes. The decoded content is appended to `out`. `*found` is false when nothing but white
 * space and NUL is left. Returns false on anything else. */
MUST_CHECK bool pem_next(struct text *from, const char *label, struct buf *out, bool *found);

/* The text begins (behind white space) with a PEM block of any label. */
bool pem_is(struct text text);

/* Appends a block with lines of 64 characters. */
void pem_write(const char *label, struct bytes der, struct buf *out);

#endif
