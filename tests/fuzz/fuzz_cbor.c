/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: all of codec/cbor.h. There is one encoding of a value but for the order of
 * keys: what a walk with the readers writes is what was read, and cbor_skip agrees about its end.
 */
#include "target.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "codec/cbor.h"

enum { WRITTEN_MAX = 1 << 20 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void put_head(struct buf *out, unsigned major, uint64_t value)
{
    unsigned low = (unsigned)value;
    unsigned width = 0;
    if (value > 23) {
        width = value <= UINT8_MAX ? 1 : value <= UINT16_MAX ? 2 : value <= UINT32_MAX ? 4 : 8;
        low = width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
    }
    buf_char(out, (char)(uint8_t)(major << 5 | low));
    for (; width > 0; width--) {
        buf_char(out, (char)(uint8_t)(value >> (8 * (width - 1))));
    }
}

static bool walk(struct bytes *from, unsigned depth, struct buf *out);

static bool walk_values(struct bytes *from, size_t n, unsigned depth, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (!walk(from, depth, out)) {
            return false;
        }
    }
    return true;
}

static bool walk_integer(struct bytes *from, struct buf *out)
{
    uint64_t value = 0;
    int64_t number = 0;
    struct bytes again = *from;
    bool is_unsigned = cbor_uint(from, UINT64_MAX, &value);
    bool is_integer = cbor_int(&again, &number);
    if (is_unsigned) {
        require(is_integer == (value <= INT64_MAX) && (!is_integer || (uint64_t)number == value));
        put_head(out, 0, value);
        return true;
    }
    if (is_integer) {
        require(number < 0);
        put_head(out, 1, (uint64_t)(-1 - number));
        *from = again;
    }
    return is_integer;
}

static bool walk_scalar(struct bytes *from, struct buf *out)
{
    bool flag = false;
    struct text text = {NULL, 0};
    struct bytes bytes = {NULL, 0};
    if (walk_integer(from, out)) {
        return true;
    }
    if (cbor_null(from)) {
        buf_char(out, (char)0xf6);
    } else if (cbor_bool(from, &flag)) {
        buf_char(out, flag ? (char)0xf5 : (char)0xf4);
    } else if (cbor_text(from, from->left, &text)) {
        put_head(out, 3, text.len);
        buf_slice(out, text);
    } else if (cbor_bytes(from, from->left, &bytes)) {
        put_head(out, 2, bytes.left);
        buf_add(out, bytes);
    } else {
        return false;
    }
    return true;
}

/* Below -2^63, which is nobody's to read. */
static bool walk_rest(struct bytes *from, struct buf *out)
{
    struct bytes before = *from;
    if (bytes_end(before) || before.at[0] >> 5 != 1 || !cbor_skip(from)) {
        return false;
    }
    buf_add(out, bytes_before(before, *from));
    return true;
}

static bool walk(struct bytes *from, unsigned depth, struct buf *out)
{
    size_t n = 0;
    uint64_t tag = 0;
    struct bytes before = *from;
    if (walk_scalar(from, out)) {
        return true;
    }
    require(from->at == before.at && from->left == before.left);
    if (cbor_array(from, &n)) {
        require(n <= from->left);
        put_head(out, 4, n);
        return n == 0 || (depth > 0 && walk_values(from, n, depth - 1, out));
    }
    if (cbor_map(from, &n)) {
        require(n <= from->left / 2);
        put_head(out, 5, n);
        return n == 0 || (depth > 0 && walk_values(from, 2 * n, depth - 1, out));
    }
    if (cbor_tag(from, &tag)) {
        put_head(out, 6, tag);
        return depth > 0 && walk(from, depth - 1, out);
    }
    return walk_rest(from, out);
}

/* How often a map has that text for a key; the value of the last is in `value`. */
static size_t count_keys(struct bytes map, struct text key, struct bytes *value)
{
    size_t n = 0;
    size_t found = 0;
    require(cbor_map(&map, &n));
    for (; n > 0; n--) {
        struct bytes from = map;
        struct text name = {NULL, 0};
        require(cbor_skip(&map));
        struct bytes before = map;
        require(cbor_skip(&map));
        if (cbor_text(&from, from.left, &name) && text_equal(name, key)) {
            *value = bytes_before(before, map);
            found++;
        }
    }
    return found;
}

/* A member is found when its key is there once. */
static void check_members(struct bytes map)
{
    enum { TRIED = 32 };
    struct bytes from = map;
    size_t n = 0;
    if (!cbor_map(&from, &n)) {
        return;
    }
    for (size_t i = 0; i < n && i < TRIED; i++) {
        struct bytes key = from;
        struct text name = {NULL, 0};
        struct bytes value = {NULL, 0};
        struct bytes right = {NULL, 0};
        require(cbor_skip(&from) && cbor_skip(&from));
        if (!cbor_text(&key, key.left, &name) || bytes_find(text_bytes(name), 0) < name.len) {
            continue;
        }
        AUTO(mem_freep) char *zero_terminated = text_dup(name);
        bool is_once = count_keys(map, name, &right) == 1;
        require(cbor_member(map, zero_terminated, &value) == is_once);
        require(!is_once || (value.at == right.at && value.left == right.left));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf_done) struct buf written = buf_start(WRITTEN_MAX);
    struct bytes whole = bytes_of(data, size < 4096 ? size : 4096);
    struct bytes walked = whole;
    struct bytes skipped = whole;
    bool ok = walk(&walked, 32, &written);
    require(cbor_skip(&skipped) == ok);
    if (!ok) {
        require(skipped.left == whole.left);
        return 0;
    }
    require(skipped.at == walked.at && skipped.left == walked.left);
    require(bytes_equal(buf_view(&written), bytes_before(whole, walked)));
    check_members(bytes_before(whole, walked));
    return 0;
}
