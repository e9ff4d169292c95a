/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: all of codec/msgpack.h. A walk with the readers and msgpack_skip agree about
 * where a value ends, and what the walk wrote in the shortest form is the same again. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "codec/msgpack.h"

enum { WRITTEN_MAX = 1 << 20 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* A head that holds `value` in a first byte up to `most`, else in four bytes or eight behind. */
static void put_head(struct buf *out, uint64_t value, uint8_t small, uint64_t most, uint8_t wide)
{
    if (value <= most) {
        buf_char(out, (char)(uint8_t)(small | value));
        return;
    }
    unsigned n = wide == 0xcf ? 8 : 4;
    buf_char(out, (char)wide);
    for (; n > 0; n--) {
        buf_char(out, (char)(uint8_t)(value >> (8 * (n - 1))));
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

static bool walk_scalar(struct bytes *from, struct buf *out)
{
    bool flag = false;
    uint64_t value = 0;
    struct text text = {NULL, 0};
    struct bytes bytes = {NULL, 0};
    if (msgpack_nil(from)) {
        buf_char(out, (char)0xc0);
    } else if (msgpack_bool(from, &flag)) {
        buf_char(out, flag ? (char)0xc3 : (char)0xc2);
    } else if (msgpack_uint(from, UINT64_MAX, &value)) {
        put_head(out, value, 0, 0x7f, 0xcf);
    } else if (msgpack_text(from, from->left, &text)) {
        put_head(out, text.len, 0xa0, 0x1f, 0xdb);
        buf_slice(out, text);
    } else if (msgpack_bin(from, from->left, &bytes)) {
        put_head(out, bytes.left, 0xff, 0, 0xc6);
        buf_add(out, bytes);
    } else {
        return false;
    }
    return true;
}

static bool is_negative(struct bytes from)
{
    return !bytes_end(from) && (from.at[0] >= 0xe0 || (from.at[0] >= 0xd0 && from.at[0] <= 0xd3));
}

/* One value, by the readers alone; no reader has negative integers. */
static bool walk(struct bytes *from, unsigned depth, struct buf *out)
{
    size_t n = 0;
    struct bytes before = *from;
    if (walk_scalar(from, out)) {
        return true;
    }
    require(from->at == before.at && from->left == before.left);
    if (is_negative(before)) {
        bool ok = msgpack_skip(from);
        buf_add(out, bytes_before(before, *from));
        return ok;
    }
    if (msgpack_array(from, &n)) {
        require(n <= from->left);
        put_head(out, n, 0x90, 0x0f, 0xdd);
        return n == 0 || (depth > 0 && walk_values(from, n, depth - 1, out));
    }
    if (msgpack_map(from, &n)) {
        require(n <= from->left / 2);
        put_head(out, n, 0x80, 0x0f, 0xdf);
        return n == 0 || (depth > 0 && walk_values(from, 2 * n, depth - 1, out));
    }
    return false;
}

static void check_bytes(struct bytes value)
{
    AUTO(buf_done) struct buf octets = buf_start(WRITTEN_MAX);
    struct bytes from = value;
    struct bytes bin = value;
    struct bytes content = {NULL, 0};
    if (!msgpack_bytes(&from, value.left, &octets)) {
        require(octets.len == 0 && from.left == value.left);
        return;
    }
    require(bytes_end(from) && octets.len < value.left);
    if (msgpack_bin(&bin, value.left, &content)) {
        require(bytes_equal(content, buf_view(&octets)));
    }
    AUTO(buf_done) struct buf again = buf_start(octets.len);
    require(msgpack_bytes(&value, octets.len, &again));
    require(bytes_equal(buf_view(&octets), buf_view(&again)));
}

/* Each text key is found, unless it is there twice. */
static void check_members(struct bytes map)
{
    struct bytes from = map;
    size_t n = 0;
    if (!msgpack_map(&from, &n)) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct bytes key = from;
        struct text name = {NULL, 0};
        struct bytes value = {NULL, 0};
        require(msgpack_skip(&from));
        const uint8_t *at = from.at;
        require(msgpack_skip(&from));
        if (!msgpack_text(&key, 100, &name) || memchr(name.at, 0, name.len) != NULL) {
            continue;
        }
        AUTO(mem_freep) char *zero_terminated = text_dup(name);
        if (msgpack_member(map, zero_terminated, &value)) {
            require(value.at == at && value.left == (size_t)(from.at - at));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf_done) struct buf written = buf_start(WRITTEN_MAX);
    struct bytes whole = bytes_of(data, size < 4096 ? size : 4096);
    struct bytes walked = whole;
    struct bytes skipped = whole;
    bool ok = walk(&walked, 32, &written);
    require(msgpack_skip(&skipped) == ok);
    if (!ok) {
        require(skipped.left == whole.left);
        return 0;
    }
    require(skipped.at == walked.at && skipped.left == walked.left);
    struct bytes value = bytes_before(whole, walked);
    check_bytes(value);
    check_members(value);
    AUTO(buf_done) struct buf again = buf_start(WRITTEN_MAX);
    struct bytes from = buf_view(&written);
    require(walk(&from, 32, &again) && bytes_end(from));
    require(bytes_equal(buf_view(&written), buf_view(&again)));
    return 0;
}
