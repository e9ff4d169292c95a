/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_GZIP_H
#define PHALA_CODEC_GZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"

/* Expands exactly one gzip member (RFC 1952; CRC and length are checked) and appends what is in it
 * to `out`. ERR_MALFORMED when it is not one, is cut short or has bytes behind it; ERR_TOO_BIG as
 * soon as there is more in it than `max` bytes or than `out` takes, so that nothing costs more than
 * that. After a failure `out` may hold a part. */
MUST_CHECK bool gzip_expand(struct bytes in, size_t max, struct buf *out, struct err *e);

#endif
