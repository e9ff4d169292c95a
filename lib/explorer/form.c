/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/form.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hex.h"
#include "base/mem.h"
#include "crypto/keccak.h"

enum { BOUNDARY_BYTES = 16 };

/* What application/x-www-form-urlencoded leaves as it is (WHATWG URL, section 1.3). */
static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != 0 && strchr("*-._", c) != NULL);
}

static void add_encoded(struct buf *out, char c)
{
    static const char digits[] = "0123456789ABCDEF";
    if (is_plain(c)) {
        buf_char(out, c);
    } else if (c == ' ') {
        buf_char(out, '+');
    } else {
        buf_char(out, '%');
        buf_char(out, digits[(uint8_t)c >> 4]);
        buf_char(out, digits[(uint8_t)c & 0xf]);
    }
}

void form_add(struct buf *out, const char *name, struct text value)
{
    if (out->len > 0) {
        buf_char(out, '&');
    }
    buf_text(out, name);
    buf_char(out, '=');
    for (size_t i = 0; i < value.len; i++) {
        add_encoded(out, value.at[i]);
    }
}

static void make_boundary(struct keccak256 hash, char out[MULTIPART_BOUNDARY])
{
    char hex[2 * BOUNDARY_BYTES + 1] = {0};
    hex_encode(bytes_of(hash.at, BOUNDARY_BYTES), hex);
    (void)snprintf(out, MULTIPART_BOUNDARY, "phala-%s", hex);
}

/* Who could make contents in which their own hash stands could do it to one that is hashed again.
 */
struct multipart multipart_start(struct buf *out, struct bytes contents)
{
    struct multipart m = {.out = out};
    struct keccak256 hash = keccak256_of(contents);
    make_boundary(hash, m.boundary);
    while (contents.left > 0 &&
           memmem(contents.at, contents.left, m.boundary, strlen(m.boundary)) != NULL) {
        hash = keccak256_of(BYTES_OF(hash.at));
        make_boundary(hash, m.boundary);
    }
    return m;
}

static void begin_part(struct multipart *m, const char *name)
{
    buf_printf(m->out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"", m->boundary, name);
}

void multipart_field(struct multipart *m, const char *name, struct text value)
{
    begin_part(m, name);
    buf_text(m->out, "\r\n\r\n");
    buf_slice(m->out, value);
    buf_text(m->out, "\r\n");
}

void multipart_file(struct multipart *m, const char *name, const char *file_name,
                    const char *content_type, struct bytes content)
{
    begin_part(m, name);
    buf_printf(m->out, "; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n", file_name, content_type);
    buf_add(m->out, content);
    buf_text(m->out, "\r\n");
}

void multipart_end(struct multipart *m)
{
    buf_printf(m->out, "--%s--\r\n", m->boundary);
}

char *multipart_type(const struct multipart *m)
{
    static const char type[] = "multipart/form-data; boundary=";
    char *text = mem_new(sizeof type + MULTIPART_BOUNDARY);
    (void)snprintf(text, sizeof type + MULTIPART_BOUNDARY, "%s%s", type, m->boundary);
    return text;
}
