/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_KEEP_H
#define PHALA_ATTEST_KEEP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/text.h"
#include "codec/json.h"

/* What views of parsed evidence look into: decoded bytes and JSON documents, freed together. */
struct keep {
    struct buf *bufs;
    size_t n_bufs;
    struct json **documents;
    size_t n_documents;
};

/* Takes over the buffer and shows what is in it. */
struct bytes keep_buf(struct keep *keep, struct buf *taken);

/* Takes over the document and shows its root. */
const struct json_value *keep_json(struct keep *keep, struct json *taken);

/* A copy. */
struct bytes keep_copy(struct keep *keep, struct bytes bytes);

/* A text made by a format (at most 256 characters). */
struct text keep_printf(struct keep *keep, const char *format, ...) PRINTF_LIKE(2, 3);

/* About how many bytes of memory all of it takes. */
size_t keep_weight(const struct keep *keep);

void keep_done(struct keep *keep);

#endif
