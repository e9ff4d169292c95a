/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "chain/abi_codec.h"

static void add_padded(struct bytes bytes, struct buf *out)
{
    buf_add(out, bytes);
    buf_repeat(out, 0, (ABI_WORD - bytes.left % ABI_WORD) % ABI_WORD);
}

static bool has_bytes(const struct abi_type *type)
{
    return type->kind == ABI_BYTES || type->kind == ABI_STRING;
}

static void encode(const struct abi_type *type, const struct abi_value *value, struct buf *out);

/* Writes into the word at `at`, which is there already, how far behind `start` the end is. */
static void set_offset(struct buf *out, size_t at, size_t start)
{
    uint8_t word[ABI_WORD];
    const struct u256 offset = u256_of(out->len - start);
    u256_to_bytes(&offset, word);
    if (buf_is_whole(out)) {
        memcpy(out->at + at, word, sizeof word);
    }
}

/* Heads, then the tails of what is dynamic. */
static void encode_parts(const struct abi_type *type, const struct abi_value *value,
                         struct buf *out)
{
    size_t start = out->len;
    size_t at = start;
    for (size_t i = 0; i < value->n; i++) {
        const struct abi_type *part = abi_type_part(type, i);
        if (part->is_dynamic) {
            u256_append_u64(0, out);
        } else {
            encode(part, &value->items[i], out);
        }
    }
    for (size_t i = 0; i < value->n; i++) {
        const struct abi_type *part = abi_type_part(type, i);
        if (part->is_dynamic) {
            set_offset(out, at, start);
            encode(part, &value->items[i], out);
        }
        at += part->head;
    }
}

static void encode(const struct abi_type *type, const struct abi_value *value, struct buf *out)
{
    if (has_bytes(type)) {
        u256_append_u64(value->n, out);
        add_padded(bytes_of(value->bytes, value->n), out);
    } else if (!abi_type_has_parts(type)) {
        buf_add(out, BYTES_OF(value->word));
    } else {
        if (type->kind == ABI_LIST) {
            u256_append_u64(value->n, out);
        }
        encode_parts(type, value, out);
    }
}

void abi_encode(const struct abi_params *params, const struct abi_value *values, struct buf *out)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    encode_parts(&all, values, out);
}

static void pack(const struct abi_type *type, const struct abi_value *value, struct buf *out);

/* An item of an array fills whole words. What is not of one word (which Solidity has no packed form
 * for) has the zeros before it, as other tools write it. */
static void pack_item(const struct abi_type *type, const struct abi_value *value, struct buf *out)
{
    if (!abi_type_has_parts(type) && !has_bytes(type)) {
        buf_add(out, BYTES_OF(value->word));
        return;
    }
    AUTO(buf_done) struct buf item = buf_start(ABI_DATA_MAX);
    pack(type, value, &item);
    buf_repeat(out, 0, (ABI_WORD - item.len % ABI_WORD) % ABI_WORD);
    buf_add(out, buf_view(&item));
    out->failed = out->failed || !buf_is_whole(&item);
}

static void pack(const struct abi_type *type, const struct abi_value *value, struct buf *out)
{
    bool is_array = type->kind == ABI_LIST || type->kind == ABI_ARRAY;
    bool is_left = type->kind == ABI_FIXED_BYTES || type->kind == ABI_FUNCTION;
    if (has_bytes(type)) {
        buf_add(out, bytes_of(value->bytes, value->n));
    } else if (!abi_type_has_parts(type)) {
        buf_add(out, bytes_of(value->word + (is_left ? 0 : ABI_WORD - type->size), type->size));
    }
    for (size_t i = 0; abi_type_has_parts(type) && i < value->n; i++) {
        (is_array ? pack_item : pack)(abi_type_part(type, i), &value->items[i], out);
    }
}

void abi_encode_packed(const struct abi_params *params, const struct abi_value *values,
                       struct buf *out)
{
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *params};
    pack(&all, values, out);
}
