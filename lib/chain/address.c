/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"

#include "base/buf.h"
#include "base/hex.h"
#include "chain/u256.h"

enum { DIGITS = 2 * ETH_ADDRESS_SIZE };

/* Letters are upper case where the hash of the digits behind `prefix` has a high digit. */
static const char *format(const struct eth_address *address, struct text prefix,
                          char out[ADDRESS_TEXT])
{
    char *digits = out + 2;
    AUTO(buf_done) struct buf hashed = buf_start(prefix.len + DIGITS);
    out[0] = '0';
    out[1] = 'x';
    hex_encode(BYTES_OF(address->at), digits);
    digits[DIGITS] = 0;
    buf_slice(&hashed, prefix);
    buf_text(&hashed, digits);
    const struct keccak256 hash = keccak256_of(buf_view(&hashed));
    for (size_t i = 0; i < DIGITS; i++) {
        unsigned nibble = hash.at[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
        bool is_letter = digits[i] >= 'a';
        digits[i] = (char)(is_letter && nibble >= 8 ? digits[i] - 'a' + 'A' : digits[i]);
    }
    return out;
}

const char *address_format(const struct eth_address *address, char out[ADDRESS_TEXT])
{
    return format(address, (struct text){NULL, 0}, out);
}

const char *address_format_of_chain(const struct eth_address *address, uint64_t chain_id,
                                    char out[ADDRESS_TEXT])
{
    const struct u256 id = u256_of(chain_id);
    char decimal[U256_DECIMAL];
    AUTO(buf_done) struct buf prefix = buf_start(sizeof decimal + 2);
    buf_text(&prefix, u256_format(&id, decimal));
    buf_text(&prefix, "0x");
    return format(address, buf_view_text(&prefix), out);
}

static bool has_between(struct text text, char first, char last)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] >= first && text.at[i] <= last) {
            return true;
        }
    }
    return false;
}

bool address_parse_unchecked(struct text text, struct eth_address *out)
{
    struct text digits = hex_without_0x(text);
    return digits.len == DIGITS && hex_decode(digits, out->at, sizeof out->at);
}

bool address_parse(struct text text, struct eth_address *out, struct err *e)
{
    char wanted[ADDRESS_TEXT];
    struct text digits = hex_without_0x(text);
    if (!address_parse_unchecked(text, out)) {
        return err_set(e, ERR_USAGE, "an address has 40 hex digits");
    }
    bool is_mixed = has_between(digits, 'a', 'f') && has_between(digits, 'A', 'F');
    if (!is_mixed || text_is(digits, address_format(out, wanted) + 2)) {
        return true;
    }
    (void)err_set(e, ERR_USAGE, "the checksum of the address is wrong");
    return err_hint(
        e, "a digit is wrong, or it was never a checksum: in lower case it is taken as it is");
}

bool address_parse_of_chain(struct text text, uint64_t chain_id, struct eth_address *out,
                            struct err *e)
{
    char wanted[ADDRESS_TEXT];
    return (address_parse_unchecked(text, out) &&
            text_is(hex_without_0x(text), address_format_of_chain(out, chain_id, wanted) + 2)) ||
           address_parse(text, out, e);
}
