/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_REPORT_URI_H
#define PHALA_REPORT_URI_H

#include "attest/report.h"
#include "base/buf.h"

/* For lib/report alone: appends the name of an input as a URI reference (RFC 3986). A URL stays as
 * it is but for bytes that no URI has; the path of a file is escaped, and begins with file:// when
 * it is absolute; stdin is "stdin". */
void uri_of_input(const struct report_input *input, struct buf *out);

#endif
