/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/cbor.h"

#include "base/err.h"
#include "codec/item.h"

/* RFC 8949 section 3: the three high bits are the major type, the low ones the value or how many
 * bytes hold it. */
enum { MAJOR_SHIFT = 5, LOW_MASK = 0x1f, LOW_VALUE_MAX = 23, LOW_WIDTH_8 = 27 };
enum { SIMPLE = 7, SIMPLE_FALSE = 20, SIMPLE_TRUE = 21, SIMPLE_NULL = 22 };

/* By major type. */
static const enum item_kind kinds[SIMPLE] = {
    ITEM_UINT, ITEM_NEGATIVE, ITEM_BIN, ITEM_TEXT, ITEM_ARRAY, ITEM_MAP, ITEM_TAG,
};

/* In 1, 2, 4 or 8 bytes, of which the next smaller number would not do. */
static bool take_value(struct bytes *from, unsigned low, uint64_t *out)
{
    struct bytes taken;
    size_t width = (size_t)1 << (low - LOW_VALUE_MAX - 1);
    TRY(bytes_take(from, width, &taken));
    uint64_t value = 0;
    for (size_t i = 0; i < width; i++) {
        value = value << 8 | taken.at[i];
    }
    uint64_t beyond = width == 1 ? LOW_VALUE_MAX + 1 : (uint64_t)1 << (4 * width);
    TRY(value >= beyond);
    *out = value;
    return true;
}

static bool simple_value(unsigned low, struct item *out)
{
    TRY(low >= SIMPLE_FALSE && low <= SIMPLE_NULL);
    *out = (struct item){low == SIMPLE_NULL ? ITEM_NULL : ITEM_BOOL, low == SIMPLE_TRUE};
    return true;
}

static bool read_head(struct bytes *from, struct item *out)
{
    uint8_t first = 0;
    TRY(bytes_u8(from, &first));
    unsigned major = (unsigned)first >> MAJOR_SHIFT;
    unsigned low = first & LOW_MASK;
    if (major == SIMPLE) {
        return simple_value(low, out);
    }
    uint64_t value = low;
    TRY(low <= LOW_WIDTH_8 && (low <= LOW_VALUE_MAX || take_value(from, low, &value)));
    *out = (struct item){kinds[major], value};
    return true;
}

bool cbor_map(struct bytes *from, size_t *n)
{
    return item_count(from, read_head, ITEM_MAP, n);
}

bool cbor_array(struct bytes *from, size_t *n)
{
    return item_count(from, read_head, ITEM_ARRAY, n);
}

bool cbor_text(struct bytes *from, size_t max, struct text *out)
{
    return item_text(from, read_head, max, out);
}

bool cbor_bytes(struct bytes *from, size_t max, struct bytes *out)
{
    return item_bin(from, read_head, max, out);
}

bool cbor_uint(struct bytes *from, uint64_t max, uint64_t *out)
{
    return item_uint(from, read_head, max, out);
}

bool cbor_int(struct bytes *from, int64_t *out)
{
    struct bytes rest = *from;
    struct item item;
    TRY(read_head(&rest, &item) && (item.kind == ITEM_UINT || item.kind == ITEM_NEGATIVE) &&
        item.value <= INT64_MAX);
    *out = item.kind == ITEM_UINT ? (int64_t)item.value : -1 - (int64_t)item.value;
    *from = rest;
    return true;
}

bool cbor_tag(struct bytes *from, uint64_t *out)
{
    return item_take(from, read_head, ITEM_TAG, out);
}

bool cbor_bool(struct bytes *from, bool *out)
{
    return item_bool(from, read_head, out);
}

bool cbor_null(struct bytes *from)
{
    uint64_t value = 0;
    return item_take(from, read_head, ITEM_NULL, &value);
}

bool cbor_skip(struct bytes *from)
{
    return item_skip(from, read_head);
}

bool cbor_member(struct bytes map, const char *key, struct bytes *value)
{
    return item_member(map, read_head, key, value);
}
