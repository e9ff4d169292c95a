/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/msgpack.h"

#include "base/err.h"
#include "codec/item.h"

/* First bytes that hold the value in their low bits, up to `last`. */
static const struct small_format {
    uint8_t last;
    uint8_t mask;
    enum item_kind kind;
} small_formats[] = {
    {0x7f, 0x7f, ITEM_UINT}, {0x8f, 0x0f, ITEM_MAP},      {0x9f, 0x0f, ITEM_ARRAY},
    {0xbf, 0x1f, ITEM_TEXT}, {0xff, 0x1f, ITEM_NEGATIVE},
};

/* First bytes from c0 to df, and how many bytes hold the value, big-endian. c1 is not used; floats
 * (ca, cb) and extension types (c7 to c9, d4 to d8) are not here. */
static const struct format {
    uint8_t first;
    uint8_t width;
    enum item_kind kind;
} formats[] = {
    {0xc0, 0, ITEM_NULL},     {0xc2, 0, ITEM_BOOL},     {0xc3, 0, ITEM_BOOL},
    {0xc4, 1, ITEM_BIN},      {0xc5, 2, ITEM_BIN},      {0xc6, 4, ITEM_BIN},
    {0xcc, 1, ITEM_UINT},     {0xcd, 2, ITEM_UINT},     {0xce, 4, ITEM_UINT},
    {0xcf, 8, ITEM_UINT},     {0xd0, 1, ITEM_NEGATIVE}, {0xd1, 2, ITEM_NEGATIVE},
    {0xd2, 4, ITEM_NEGATIVE}, {0xd3, 8, ITEM_NEGATIVE}, {0xd9, 1, ITEM_TEXT},
    {0xda, 2, ITEM_TEXT},     {0xdb, 4, ITEM_TEXT},     {0xdc, 2, ITEM_ARRAY},
    {0xdd, 4, ITEM_ARRAY},    {0xde, 2, ITEM_MAP},      {0xdf, 4, ITEM_MAP},
};

static struct item small_item(uint8_t first)
{
    size_t i = 0;
    while (first > small_formats[i].last) {
        i++;
    }
    return (struct item){small_formats[i].kind, first & small_formats[i].mask};
}

static const struct format *find_format(uint8_t first)
{
    for (size_t i = 0; i < COUNT(formats); i++) {
        if (formats[i].first == first) {
            return &formats[i];
        }
    }
    return NULL;
}

static bool take_value(struct bytes *from, size_t width, uint64_t *out)
{
    struct bytes taken;
    TRY(bytes_take(from, width, &taken));
    uint64_t value = 0;
    for (size_t i = 0; i < width; i++) {
        value = value << 8 | taken.at[i];
    }
    *out = value;
    return true;
}

/* A signed format whose sign bit is clear holds what an unsigned one would. */
static bool take_wide(struct bytes *from, const struct format *format, struct item *out)
{
    bool has_sign = !bytes_end(*from) && from->at[0] >= 0x80;
    uint64_t value = 0;
    TRY(take_value(from, format->width, &value));
    enum item_kind kind = format->kind;
    *out = (struct item){kind == ITEM_NEGATIVE && !has_sign ? ITEM_UINT : kind, value};
    return true;
}

static bool read_head(struct bytes *from, struct item *out)
{
    uint8_t first = 0;
    TRY(bytes_u8(from, &first));
    if (first < 0xc0 || first >= 0xe0) {
        *out = small_item(first);
        return true;
    }
    const struct format *format = find_format(first);
    TRY(format != NULL && take_wide(from, format, out));
    if (out->kind == ITEM_BOOL) {
        out->value = first & 1U;
    }
    return true;
}

bool msgpack_map(struct bytes *from, size_t *n)
{
    return item_count(from, read_head, ITEM_MAP, n);
}

bool msgpack_array(struct bytes *from, size_t *n)
{
    return item_count(from, read_head, ITEM_ARRAY, n);
}

bool msgpack_text(struct bytes *from, size_t max, struct text *out)
{
    return item_text(from, read_head, max, out);
}

bool msgpack_bin(struct bytes *from, size_t max, struct bytes *out)
{
    return item_bin(from, read_head, max, out);
}

bool msgpack_uint(struct bytes *from, uint64_t max, uint64_t *out)
{
    return item_uint(from, read_head, max, out);
}

bool msgpack_bool(struct bytes *from, bool *out)
{
    return item_bool(from, read_head, out);
}

bool msgpack_nil(struct bytes *from)
{
    uint64_t value = 0;
    return item_take(from, read_head, ITEM_NULL, &value);
}

static bool take_integers(struct bytes *from, size_t max, struct buf *out)
{
    size_t n = 0;
    uint64_t value = 0;
    TRY(msgpack_array(from, &n) && n <= max);
    for (size_t i = 0; i < n; i++) {
        TRY(msgpack_uint(from, UINT8_MAX, &value));
        buf_char(out, (char)(uint8_t)value);
    }
    return true;
}

bool msgpack_bytes(struct bytes *from, size_t max, struct buf *out)
{
    struct bytes rest = *from;
    struct bytes content;
    size_t before = out->len;
    bool ok = true;
    if (msgpack_bin(&rest, max, &content)) {
        buf_add(out, content);
    } else {
        ok = take_integers(&rest, max, out);
    }
    if (!ok || !buf_is_whole(out)) {
        out->len = before;
        return false;
    }
    *from = rest;
    return true;
}

bool msgpack_skip(struct bytes *from)
{
    return item_skip(from, read_head);
}

bool msgpack_member(struct bytes map, const char *key, struct bytes *value)
{
    return item_member(map, read_head, key, value);
}
