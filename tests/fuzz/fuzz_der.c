/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: der_any, der_element, der_whole_element, der_oid, der_boolean, der_uint,
 * der_magnitude, der_bits, der_time. */
#include "target.h"

#include <stdlib.h>

#include "base/buf.h"
#include "codec/der.h"

enum { DEPTH_MAX = 20, CONSTRUCTED = 0x20 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Tag, length and content as DER writes them. */
static void encode(struct buf *out, uint8_t tag, struct bytes content)
{
    unsigned n = 0;
    while (n < 8 && (uint64_t)content.left >> (8 * n) != 0) {
        n++;
    }
    buf_char(out, (char)tag);
    if (content.left < 0x80) {
        buf_char(out, (char)content.left);
    } else {
        buf_char(out, (char)(0x80 | n));
        for (; n > 0; n--) {
            buf_char(out, (char)(uint8_t)(content.left >> (8 * (n - 1))));
        }
    }
    buf_add(out, content);
}

static void check_encoding(struct bytes whole, uint8_t tag, struct bytes content)
{
    AUTO(buf_done) struct buf out = buf_start(whole.left);
    encode(&out, tag, content);
    require(buf_is_whole(&out) && bytes_equal(buf_view(&out), whole));
}

static void check_integer(struct bytes whole)
{
    AUTO(buf_done) struct buf out = buf_start(whole.left);
    struct bytes from = whole;
    struct bytes magnitude = {NULL, 0};
    uint64_t value = 0;
    if (der_magnitude(&from, &magnitude)) {
        require(bytes_end(from) && magnitude.left > 0);
        require(magnitude.left == 1 || magnitude.at[0] != 0);
        if (magnitude.at[0] >= 0x80) {
            buf_char(&out, 0);
        }
        buf_add(&out, magnitude);
        check_encoding(whole, DER_INTEGER, buf_view(&out));
    }
    from = whole;
    require(der_uint(&from, DER_INTEGER, &value) == (magnitude.left > 0 && magnitude.left <= 8));
    for (size_t i = magnitude.left <= 8 ? magnitude.left : 0; i > 0; i--) {
        require((uint8_t)value == magnitude.at[i - 1]);
        value >>= 8;
    }
}

static void check_bits(struct bytes whole)
{
    AUTO(buf_done) struct buf out = buf_start(whole.left);
    struct bytes bits;
    uint8_t unused = 0;
    struct bytes from = whole;
    if (der_bits(&from, &bits, &unused)) {
        buf_char(&out, (char)unused);
        buf_add(&out, bits);
        check_encoding(whole, DER_BIT_STRING, buf_view(&out));
    }
}

/* The digits of the date that an instant is written as are those of the time, but for a century
 * that UTCTime does not have. */
static void check_time(struct bytes whole, struct bytes content)
{
    char text[INSTANT_TEXT];
    instant at = 0;
    struct bytes from = whole;
    if (!der_time(&from, &at)) {
        return;
    }
    AUTO(buf_done) struct buf out = buf_start(INSTANT_TEXT);
    for (const char *c = instant_format(at, text); *c != 0; c++) {
        if ((*c >= '0' && *c <= '9') || *c == 'Z') {
            buf_char(&out, *c);
        }
    }
    struct bytes written = buf_view(&out);
    require(content.left == 15 || bytes_skip(&written, 2));
    require(bytes_end(from) && bytes_equal(written, content));
}

static void check_others(struct bytes whole, struct bytes content)
{
    struct bytes oid;
    bool flag = false;
    struct bytes from = whole;
    require(!der_oid(&from, &oid) || (bytes_equal(oid, content) && bytes_end(from)));
    from = whole;
    if (der_boolean(&from, &flag)) {
        uint8_t octet = flag ? 0xff : 0;
        check_encoding(whole, DER_BOOLEAN, bytes_of(&octet, 1));
    }
}

static void walk(struct bytes from, unsigned depth)
{
    struct bytes before = from;
    uint8_t tag = 0;
    struct bytes content;
    struct bytes whole = {NULL, 0};
    while (der_any(&from, &tag, &content)) {
        struct bytes again = before;
        require(der_is_next(before, tag) && der_whole_element(&before, tag, &whole));
        require(before.at == from.at && before.left == from.left);
        require(der_element(&again, tag, &content) && again.at == from.at);
        check_encoding(whole, tag, content);
        check_integer(whole);
        check_bits(whole);
        check_time(whole, content);
        check_others(whole, content);
        if ((tag & CONSTRUCTED) != 0 && depth < DEPTH_MAX) {
            walk(content, depth + 1);
        }
    }
    require(from.at == before.at && from.left == before.left);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk(bytes_of(data, size), 0);
    return 0;
}
