/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: scale_compact, scale_bytes, scale_text. What is read is written again. */
#include "target.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "codec/scale.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The shortest form that holds the value. */
static void encode(uint32_t value, struct buf *out)
{
    unsigned form = value < 1U << 6 ? 0 : value < 1U << 14 ? 1 : value < 1U << 30 ? 2 : 3;
    uint64_t bits = form < 3 ? (uint64_t)value << 2 | form : (uint64_t)value << 8 | 3;
    size_t n = form < 3 ? (size_t)1 << form : 5;
    for (size_t i = 0; i < n; i++) {
        buf_char(out, (char)(uint8_t)(bits >> (8 * i)));
    }
}

static void check_compact(struct bytes from)
{
    AUTO(buf_done) struct buf out = buf_start(8);
    struct bytes rest = from;
    uint32_t value = 0;
    if (scale_compact(&rest, &value)) {
        encode(value, &out);
        require(bytes_equal(buf_view(&out), bytes_before(from, rest)));
    } else {
        require(rest.at == from.at && rest.left == from.left);
    }
}

static void check_content(struct bytes from)
{
    struct bytes rest = from;
    struct bytes as_text = from;
    struct bytes length = from;
    struct bytes content = {NULL, 0};
    struct text text = {NULL, 0};
    uint32_t n = 0;
    bool ok = scale_bytes(&rest, from.left, &content);
    require(scale_text(&as_text, from.left, &text) ==
            (ok && utf8_is_valid(text_of_bytes(content))));
    if (ok) {
        require(scale_compact(&length, &n) && n == content.left && content.at == length.at);
        require(rest.left + n == length.left);
        struct bytes again = from;
        require(n == 0 || !scale_bytes(&again, n - 1, &content));
        require(scale_bytes(&again, n, &content));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size && i < 64; i++) {
        check_compact(bytes_of(data + i, size - i));
        check_content(bytes_of(data + i, size - i));
    }
    return 0;
}
