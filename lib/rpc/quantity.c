/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/quantity.h"

#include "base/hex.h"

/* The digits behind "0x". */
static bool digits_of(const struct json_value *value, struct text *out)
{
    struct text text;
    if (!json_text(value, &text) || !text_starts(text, "0x")) {
        return false;
    }
    *out = text_behind(text, 2);
    return true;
}

bool quantity_read(const struct json_value *value, struct u256 *out)
{
    struct text digits;
    TRY(digits_of(value, &digits));
    struct u256 number;
    bool is_padded = digits.len > 1 && digits.at[0] == '0';
    if (is_padded || !u256_parse(digits, 16, &number)) {
        return false;
    }
    *out = number;
    return true;
}

bool quantity_u64(const struct json_value *value, uint64_t *out)
{
    struct u256 number;
    uint64_t narrow = 0;
    TRY(quantity_read(value, &number) && u256_to_u64(&number, &narrow));
    *out = narrow;
    return true;
}

bool quantity_bytes(const struct json_value *value, uint8_t *out, size_t n)
{
    struct text digits;
    return digits_of(value, &digits) && digits.len == 2 * n && (n == 0 || hex_is(digits)) &&
           hex_decode(digits, out, n);
}

bool quantity_data(const struct json_value *value, struct buf *out)
{
    struct text digits;
    TRY(digits_of(value, &digits));
    if (digits.len == 0) {
        return true;
    }
    if (!hex_is(digits)) {
        return false;
    }
    uint8_t *room = buf_extend(out, digits.len / 2);
    return room != NULL && hex_decode(digits, room, digits.len / 2);
}
