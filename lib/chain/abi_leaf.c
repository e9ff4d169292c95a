/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/abi_leaf.h"

#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "chain/address.h"

enum { SHOWN = 90 };

bool abi_refuse(struct text text, const char *why, struct err *e)
{
    int shown = text.len < SHOWN ? (int)text.len : SHOWN;
    return err_set(e, ERR_USAGE, "'%.*s'%s %s", shown, text.at, text.len > SHOWN ? "..." : "", why);
}

static bool parse_integer(const struct abi_type *type, struct text text, struct abi_value *out,
                          struct err *e)
{
    struct u256 number;
    TRY(abi_integer_parse(text, type->kind == ABI_INT, type->size, &number, e));
    u256_to_bytes(&number, out->word);
    return true;
}

static bool parse_bool(struct text text, struct abi_value *out, struct err *e)
{
    if (!text_is(text, "true") && !text_is(text, "false")) {
        return abi_refuse(text, "is neither true nor false", e);
    }
    out->word[ABI_WORD - 1] = text_is(text, "true") ? 1 : 0;
    return true;
}

static bool parse_address(struct text text, struct abi_value *out, struct err *e)
{
    struct eth_address address;
    if (!address_parse(text, &address, e)) {
        return err_wrap(e, "'%.*s'", text.len < SHOWN ? (int)text.len : SHOWN, text.at);
    }
    memcpy(out->word + ABI_WORD - sizeof address.at, address.at, sizeof address.at);
    return true;
}

/* Without 0x, which nothing but the empty needs. */
static bool take_digits(struct text text, struct text *digits, struct err *e)
{
    bool has_prefix = text_starts(text, "0x");
    *digits = has_prefix ? text_behind(text, 2) : text;
    if (digits->len % 2 != 0 &&
        (digits->len == 1 || hex_is((struct text){digits->at, digits->len - 1}))) {
        return abi_refuse(text, "has an odd number of hex digits", e);
    }
    return hex_is(*digits) || (has_prefix && digits->len == 0) || abi_refuse(text, "is no hex", e);
}

static bool parse_fixed(const struct abi_type *type, struct text text, struct abi_value *out,
                        struct err *e)
{
    struct text digits;
    TRY(take_digits(text, &digits, e));
    if (digits.len != 2 * (size_t)type->size) {
        (void)abi_refuse(text, "has", e);
        return err_add(e, " %zu bytes, not %u", digits.len / 2, type->size);
    }
    return hex_decode(digits, out->word, type->size) || abi_refuse(text, "is no hex", e);
}

static bool parse_bytes(struct text text, struct abi_value *out, struct err *e)
{
    struct text digits;
    TRY(take_digits(text, &digits, e));
    out->n = digits.len / 2;
    out->bytes = mem_array(out->n, 1);
    return hex_decode(digits, out->bytes, out->n) || abi_refuse(text, "is no hex", e);
}

static bool parse_string(struct text text, struct abi_value *out, struct err *e)
{
    if (!utf8_is_valid(text)) {
        return err_set(e, ERR_USAGE, "the text is not UTF-8");
    }
    out->n = text.len;
    out->bytes = mem_copy(text.at, text.len);
    return true;
}

bool abi_leaf_parse(const struct abi_type *type, struct text text, struct abi_value *out,
                    struct err *e)
{
    switch (type->kind) {
    case ABI_UINT:
    case ABI_INT:
        return parse_integer(type, text, out, e);
    case ABI_BOOL:
        return parse_bool(text, out, e);
    case ABI_ADDRESS:
        return parse_address(text, out, e);
    case ABI_FIXED_BYTES:
    case ABI_FUNCTION:
        return parse_fixed(type, text, out, e);
    case ABI_BYTES:
        return parse_bytes(text, out, e);
    case ABI_OTHER:
        return err_set(e, ERR_USAGE, "'%.80s' is no type of the ABI", type->other);
    case ABI_STRING:
        return parse_string(text, out, e);
    case ABI_LIST:
    case ABI_ARRAY:
    case ABI_TUPLE:
        break;
    }
    return err_set(e, ERR_USAGE, "a value with parts is expected");
}
