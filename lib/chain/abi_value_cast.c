/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>
#include <stdint.h>

#include "chain/abi_value.h"

/* A whole number of JSON is one where it fits into 64 bits, with a sign where the type has one. */
static bool is_number(const struct abi_type *type, const struct abi_value *value)
{
    enum { LOW = ABI_WORD - sizeof(uint64_t) };
    if (type->kind != ABI_UINT && type->kind != ABI_INT) {
        return false;
    }
    const bool is_signed = type->kind == ABI_INT;
    const bool is_negative = is_signed && value->word[0] >= 0x80;
    for (size_t i = 0; i < LOW; i++) {
        if (value->word[i] != (is_negative ? UINT8_MAX : 0)) {
            return false;
        }
    }
    return !is_signed || (value->word[LOW] >= 0x80) == is_negative;
}

static void write_leaf(const struct abi_type *type, const struct abi_value *value,
                       struct json_writer *out)
{
    AUTO(buf_done) struct buf text = buf_start(3 * ABI_DATA_MAX);
    abi_value_write(type, value, &text);
    if (is_number(type, value)) {
        json_write_raw(out, buf_view(&text));
    } else {
        json_write_text(out, buf_view_text(&text));
    }
}

void abi_value_write_json_as_cast(const struct abi_type *type, const struct abi_value *value,
                                  struct json_writer *out)
{
    if (type->kind == ABI_BOOL) {
        json_write_bool(out, value->word[ABI_WORD - 1] != 0);
    } else if (type->kind == ABI_STRING) {
        json_write_text(out, text_of_bytes(bytes_of(value->bytes, value->n)));
    } else if (!abi_type_has_parts(type)) {
        write_leaf(type, value, out);
    } else {
        json_begin_array(out);
        for (size_t i = 0; i < value->n; i++) {
            abi_value_write_json_as_cast(abi_type_part(type, i), &value->items[i], out);
        }
        json_end_array(out);
    }
}
