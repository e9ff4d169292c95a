/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_FORM_H
#define PHALA_EXPLORER_FORM_H

#include "base/buf.h"
#include "base/text.h"

/* Bodies of requests. What is too much fails the buffer. */

#define FORM_TYPE "application/x-www-form-urlencoded"

/* Appends "&name=value" (without & at the start), the value percent-encoded, a blank as "+". The
 * name is one that needs no encoding. */
void form_add(struct buf *out, const char *name, struct text value);

enum { MULTIPART_BOUNDARY = 48 };

/* multipart/form-data (RFC 7578). */
struct multipart {
    struct buf *out;
    char boundary[MULTIPART_BOUNDARY];
};

/* Begins one in which `contents` will stand: the boundary is made of their hash, and is not in
 * them. The same contents make the same body. */
struct multipart multipart_start(struct buf *out, struct bytes contents);
void multipart_field(struct multipart *m, const char *name, struct text value);
void multipart_file(struct multipart *m, const char *name, const char *file_name,
                    const char *content_type, struct bytes content);
void multipart_end(struct multipart *m);

/* "multipart/form-data; boundary=…", to be freed with mem_free. */
char *multipart_type(const struct multipart *m);

#endif
