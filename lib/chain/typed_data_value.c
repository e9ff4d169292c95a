/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/typed_data_value.h"

#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "chain/address.h"
#include "chain/u256.h"

static void put_hash(struct bytes of, uint8_t out[TYPED_WORD])
{
    const struct keccak256 hash = keccak256_of(of);
    memcpy(out, hash.at, sizeof hash.at);
}

static bool encode_bool(const struct json_value *value, uint8_t out[TYPED_WORD], struct err *e)
{
    bool flag = false;
    if (!json_bool(value, &flag)) {
        return err_set(e, ERR_MALFORMED, "is not true or false");
    }
    out[TYPED_WORD - 1] = flag ? 1 : 0;
    return true;
}

static bool encode_address(const struct json_value *value, uint8_t out[TYPED_WORD], struct err *e)
{
    struct text text;
    struct eth_address address;
    struct err why = {0};
    if (!json_text(value, &text)) {
        return err_set(e, ERR_MALFORMED, "is not an address in a text");
    }
    if (!address_parse(text, &address, &why)) {
        return err_set(e, ERR_MALFORMED, "%s", why.text);
    }
    memcpy(out + TYPED_WORD - sizeof address.at, address.at, sizeof address.at);
    return true;
}

/* Decimal, with a minus or not, or hex behind 0x; a number or a text. */
static bool read_integer(const struct json_value *value, struct u256 *magnitude, bool *is_negative)
{
    struct text text;
    if (!json_number(value, &text) && !json_text(value, &text)) {
        return false;
    }
    if (text_starts(text, "0x")) {
        *is_negative = false;
        return u256_parse(text_behind(text, 2), 16, magnitude);
    }
    *is_negative = text_starts(text, "-");
    return u256_parse(text_behind(text, *is_negative ? 1 : 0), 10, magnitude);
}

/* -2^(n-1) to 2^(n-1) - 1. */
static bool is_in_signed_range(const struct u256 *magnitude, bool is_negative, unsigned bits)
{
    const struct u256 one = u256_of(1);
    struct u256 most = *magnitude;
    bool is_below_zero = is_negative && u256_subtract(magnitude, &one, &most);
    return u256_fits(is_below_zero ? &most : magnitude, bits - 1);
}

static bool encode_integer(const struct typed_atom *type, const struct json_value *value,
                           uint8_t out[TYPED_WORD], struct err *e)
{
    struct u256 magnitude;
    bool is_negative = false;
    if (!read_integer(value, &magnitude, &is_negative)) {
        return err_set(e, ERR_MALFORMED, "is not an integer of at most 256 bits");
    }
    bool is_signed = type->kind == TYPED_INT;
    bool is_in_range = is_signed ? is_in_signed_range(&magnitude, is_negative, type->size)
                                 : u256_fits(&magnitude, type->size) &&
                                       (!is_negative || u256_is_zero(&magnitude));
    if (!is_in_range) {
        return err_set(e, ERR_MALFORMED, "is out of the range of %s%u", is_signed ? "int" : "uint",
                       type->size);
    }
    magnitude = is_negative ? u256_negate(&magnitude) : magnitude;
    u256_to_bytes(&magnitude, out);
    return true;
}

static bool encode_bytes(const struct typed_atom *type, const struct json_value *value,
                         uint8_t out[TYPED_WORD], struct err *e)
{
    struct text text = {NULL, 0};
    bool is_hex = json_text(value, &text) && text_starts(text, "0x") && text.len % 2 == 0;
    size_t n = is_hex ? (text.len - 2) / 2 : 0;
    if (is_hex && type->size > 0 && n != type->size) {
        return err_set(e, ERR_MALFORMED, "has %zu bytes instead of %u", n, type->size);
    }
    AUTO(mem_freep) uint8_t *bytes = mem_new(n);
    if (!is_hex || !hex_decode(text_behind(text, 2), bytes, n)) {
        return err_set(e, ERR_MALFORMED, "is not bytes in hex behind 0x");
    }
    if (type->size > 0) {
        memcpy(out, bytes, n);
    } else {
        put_hash(bytes_of(bytes, n), out);
    }
    return true;
}

static bool encode_string(const struct json_value *value, uint8_t out[TYPED_WORD], struct err *e)
{
    struct text text;
    if (!json_text(value, &text)) {
        return err_set(e, ERR_MALFORMED, "is not a text");
    }
    put_hash(text_bytes(text), out);
    return true;
}

bool typed_value_encode(const struct typed_atom *type, const struct json_value *value,
                        uint8_t out[TYPED_WORD], struct err *e)
{
    memset(out, 0, TYPED_WORD);
    switch (type->kind) {
    case TYPED_BOOL:
        return encode_bool(value, out, e);
    case TYPED_ADDRESS:
        return encode_address(value, out, e);
    case TYPED_STRING:
        return encode_string(value, out, e);
    case TYPED_BYTES:
        return encode_bytes(type, value, out, e);
    case TYPED_UINT:
    case TYPED_INT:
        return encode_integer(type, value, out, e);
    }
    return err_set(e, ERR_INTERNAL, "a type has no encoding");
}
