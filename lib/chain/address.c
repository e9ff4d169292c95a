/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"

#include "base/hex.h"

enum { DIGITS = 2 * ETH_ADDRESS_SIZE };

const char *address_format(const struct eth_address *address, char out[ADDRESS_TEXT])
{
    char *digits = out + 2;
    out[0] = '0';
    out[1] = 'x';
    hex_encode(BYTES_OF(address->at), digits);
    digits[DIGITS] = 0;
    const struct keccak256 hash = keccak256_of(bytes_of(digits, DIGITS));
    for (size_t i = 0; i < DIGITS; i++) {
        unsigned nibble = hash.at[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
        bool is_letter = digits[i] >= 'a';
        digits[i] = (char)(is_letter && nibble >= 8 ? digits[i] - 'a' + 'A' : digits[i]);
    }
    return out;
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

bool address_parse(struct text text, struct eth_address *out, struct err *e)
{
    char wanted[ADDRESS_TEXT];
    struct text digits = hex_without_0x(text);
    if (digits.len != DIGITS || !hex_decode(digits, out->at, sizeof out->at)) {
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
