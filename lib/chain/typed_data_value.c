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

static bool read_bool_as_cast(const struct json_value *value, bool *out)
{
    struct text text;
    TRY(json_text(value, &text) && (text_is(text, "true") || text_is(text, "false")));
    *out = text_is(text, "true");
    return true;
}

static bool encode_bool(const struct json_value *value, bool as_cast, uint8_t out[TYPED_WORD],
                        struct err *e)
{
    bool flag = false;
    if (!json_bool(value, &flag) && !(as_cast && read_bool_as_cast(value, &flag))) {
        return err_set(e, ERR_MALFORMED, "is not true or false");
    }
    out[TYPED_WORD - 1] = flag ? 1 : 0;
    return true;
}

static bool encode_address(const struct json_value *value, bool as_cast, uint8_t out[TYPED_WORD],
                           struct err *e)
{
    struct text text;
    struct eth_address address;
    struct err why = {0};
    if (!json_text(value, &text)) {
        return err_set(e, ERR_MALFORMED, "is not an address in a text");
    }
    if (!address_parse(text, &address, &why) &&
        !(as_cast && address_parse_unchecked(text, &address))) {
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

/* The base that 0x, 0o or 0b in front says, of either case; else 10. */
static unsigned take_base(struct text *text)
{
    static const struct {
        char mark;
        unsigned base;
    } bases[] = {{'x', 16}, {'X', 16}, {'o', 8}, {'O', 8}, {'b', 2}, {'B', 2}};
    for (size_t i = 0; text_starts(*text, "0") && text->len > 1 && i < COUNT(bases); i++) {
        if (text->at[1] == bases[i].mark) {
            *text = text_behind(*text, 2);
            return bases[i].base;
        }
    }
    return 10;
}

/* A text: of signed types with a sign or not, of any of those bases, '_' anywhere; nothing is 0. */
static bool read_integer_as_cast(const struct json_value *value, bool is_signed,
                                 struct u256 *magnitude, bool *is_negative)
{
    struct text text;
    AUTO(buf_done) struct buf digits = buf_start(SIZE_MAX);
    TRY(json_text(value, &text));
    *is_negative = is_signed && text_starts(text, "-");
    if (*is_negative || (is_signed && text_starts(text, "+"))) {
        text = text_behind(text, 1);
    }
    unsigned base = take_base(&text);
    buf_char(&digits, '0');
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] != '_') {
            buf_char(&digits, text.at[i]);
        }
    }
    return u256_parse(buf_view_text(&digits), base, magnitude);
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
                           bool as_cast, uint8_t out[TYPED_WORD], struct err *e)
{
    struct u256 magnitude;
    bool is_negative = false;
    bool is_signed = type->kind == TYPED_INT;
    if (!read_integer(value, &magnitude, &is_negative) &&
        !(as_cast && read_integer_as_cast(value, is_signed, &magnitude, &is_negative))) {
        return err_set(e, ERR_MALFORMED, "is not an integer of at most 256 bits");
    }
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

/* With 0x or without; of a size of its own, cut off or filled up with zeros. */
static bool encode_text_as_cast(const struct typed_atom *type, struct text text,
                                uint8_t out[TYPED_WORD])
{
    struct text digits = hex_without_0x(text);
    size_t n = digits.len / 2;
    AUTO(mem_freep) uint8_t *bytes = mem_new(n);
    TRY(digits.len % 2 == 0 && hex_decode(digits, bytes, n));
    if (type->size == 0) {
        put_hash(bytes_of(bytes, n), out);
    } else if (n > 0) {
        memcpy(out, bytes, n < type->size ? n : type->size);
    }
    return true;
}

static bool encode_bytes_as_cast(const struct typed_atom *type, const struct json_value *value,
                                 uint8_t out[TYPED_WORD])
{
    struct text text;
    AUTO(buf_done) struct buf bytes = buf_start(SIZE_MAX);
    if (json_text(value, &text)) {
        return encode_text_as_cast(type, text, out);
    }
    TRY(type->size == 0 && json_is_array(value));
    for (const struct json_value *at = json_first(value); at != NULL; at = json_next(at)) {
        uint64_t byte = 0;
        TRY(json_uint(at, UINT8_MAX, &byte));
        buf_char(&bytes, (char)byte);
    }
    put_hash(buf_view(&bytes), out);
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

bool typed_value_encode(const struct typed_atom *type, const struct json_value *value, bool as_cast,
                        uint8_t out[TYPED_WORD], struct err *e)
{
    memset(out, 0, TYPED_WORD);
    switch (type->kind) {
    case TYPED_BOOL:
        return encode_bool(value, as_cast, out, e);
    case TYPED_ADDRESS:
        return encode_address(value, as_cast, out, e);
    case TYPED_STRING:
        return encode_string(value, out, e);
    case TYPED_BYTES:
        return encode_bytes(type, value, out, e) ||
               (as_cast && encode_bytes_as_cast(type, value, out));
    case TYPED_UINT:
    case TYPED_INT:
        return encode_integer(type, value, as_cast, out, e);
    }
    return err_set(e, ERR_INTERNAL, "a type has no encoding");
}
