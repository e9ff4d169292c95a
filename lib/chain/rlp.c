/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/rlp.h"

#include "base/err.h"

/* The first byte: a byte below STRING is itself; a short string or list has its length in it, up to
 * SHORT_MAX, a longer one the length of its length. */
enum { STRING = 0x80, LIST = 0xc0, SHORT_MAX = 55 };

/* A length of `n` bytes behind the first one: shortest form only. */
static bool long_length(struct bytes *from, size_t n, uint64_t *length)
{
    struct bytes digits;
    uint64_t value = 0;
    TRY(bytes_take(from, n, &digits) && digits.at[0] != 0);
    for (size_t i = 0; i < n; i++) {
        value = value << 8 | digits.at[i];
    }
    *length = value;
    return value > SHORT_MAX;
}

static bool body(struct bytes *from, unsigned in_first, struct bytes *out)
{
    uint64_t length = in_first;
    TRY(in_first <= SHORT_MAX || long_length(from, in_first - SHORT_MAX, &length));
    return length <= from->left && bytes_take(from, (size_t)length, out);
}

bool rlp_item(struct bytes *from, struct rlp_item *out)
{
    struct bytes rest = *from;
    struct rlp_item item = {0};
    uint8_t first = 0;
    TRY(bytes_u8(&rest, &first));
    item.is_list = first >= LIST;
    if (first < STRING) {
        item.body = bytes_of(from->at, 1);
    } else {
        TRY(body(&rest, (unsigned)first - (item.is_list ? LIST : STRING), &item.body));
        TRY(item.is_list || item.body.left != 1 || item.body.at[0] >= STRING);
    }
    *from = rest;
    *out = item;
    return true;
}

bool rlp_list(struct bytes *from, struct bytes *items)
{
    struct bytes rest = *from;
    struct rlp_item item;
    TRY(rlp_item(&rest, &item) && item.is_list);
    *from = rest;
    *items = item.body;
    return true;
}

bool rlp_string(struct bytes *from, struct bytes *out)
{
    struct bytes rest = *from;
    struct rlp_item item;
    TRY(rlp_item(&rest, &item) && !item.is_list);
    *from = rest;
    *out = item.body;
    return true;
}

bool rlp_copy(struct bytes *from, void *out, size_t n)
{
    struct bytes rest = *from;
    struct bytes string;
    TRY(rlp_string(&rest, &string) && string.left == n && bytes_copy(&string, out, n));
    *from = rest;
    return true;
}

bool rlp_u256(struct bytes *from, struct u256 *out)
{
    struct bytes rest = *from;
    struct bytes digits;
    TRY(rlp_string(&rest, &digits) && digits.left <= U256_SIZE);
    TRY(digits.left == 0 || digits.at[0] != 0);
    *from = rest;
    return u256_from_bytes(digits, out);
}

bool rlp_u64(struct bytes *from, uint64_t *out)
{
    struct bytes rest = *from;
    struct u256 value;
    TRY(rlp_u256(&rest, &value) && u256_fits(&value, 64));
    *from = rest;
    return u256_to_u64(&value, out);
}

static unsigned length_of_length(size_t length)
{
    unsigned n = 0;
    for (; length != 0; length >>= 8) {
        n++;
    }
    return n;
}

static void add_head(struct buf *out, unsigned kind, size_t length)
{
    unsigned n = length > SHORT_MAX ? length_of_length(length) : 0;
    buf_char(out, (char)(uint8_t)(kind + (n > 0 ? SHORT_MAX + n : length)));
    for (; n > 0; n--) {
        buf_char(out, (char)(uint8_t)(length >> (8 * (n - 1))));
    }
}

void rlp_add_string(struct buf *out, struct bytes string)
{
    bool is_itself = string.left == 1 && string.at[0] < STRING;
    if (!is_itself) {
        add_head(out, STRING, string.left);
    }
    buf_add(out, string);
}

void rlp_add_u256(struct buf *out, const struct u256 *value)
{
    uint8_t all[U256_SIZE];
    unsigned n = u256_byte_length(value);
    u256_to_bytes(value, all);
    rlp_add_string(out, bytes_of(all + sizeof all - n, n));
}

void rlp_add_u64(struct buf *out, uint64_t value)
{
    const struct u256 wide = u256_of(value);
    rlp_add_u256(out, &wide);
}

void rlp_add_list(struct buf *out, struct bytes items)
{
    add_head(out, LIST, items.left);
    buf_add(out, items);
}
