/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/der.h"

#include "base/err.h"

enum {
    TAG_NUMBER = 0x1f, /* all ones: the number is in the octets that follow */
    TAG_CONSTRUCTED = 0x20,
    LONG_LENGTH = 0x80,
    LENGTH_OCTETS_MAX = 4,
};

/* X.690 8.1.2: tag numbers up to 30, and not the end-of-contents mark of the indefinite form. */
static bool take_tag(struct bytes *from, uint8_t *tag)
{
    uint8_t first = 0;
    if (!bytes_u8(from, &first) || (first & TAG_NUMBER) == TAG_NUMBER ||
        (first & ~TAG_CONSTRUCTED) == 0) {
        return false;
    }
    *tag = first;
    return true;
}

/* X.690 10.1: definite, in as few octets as possible. */
static bool take_length(struct bytes *from, size_t *out)
{
    uint8_t first = 0;
    TRY(bytes_u8(from, &first));
    if (first < LONG_LENGTH) {
        *out = first;
        return true;
    }
    struct bytes octets;
    size_t n = first - LONG_LENGTH;
    if (n == 0 || n > LENGTH_OCTETS_MAX || !bytes_take(from, n, &octets) || octets.at[0] == 0) {
        return false;
    }
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        length = length << 8 | octets.at[i];
    }
    if (length < LONG_LENGTH) {
        return false;
    }
    *out = length;
    return true;
}

bool der_any(struct bytes *from, uint8_t *tag, struct bytes *content)
{
    struct bytes rest = *from;
    uint8_t first = 0;
    size_t length = 0;
    if (!take_tag(&rest, &first) || !take_length(&rest, &length) ||
        !bytes_take(&rest, length, content)) {
        return false;
    }
    *tag = first;
    *from = rest;
    return true;
}

bool der_element(struct bytes *from, unsigned tag, struct bytes *content)
{
    uint8_t found = 0;
    return der_is_next(*from, tag) && der_any(from, &found, content);
}

bool der_is_next(struct bytes from, unsigned tag)
{
    return from.left > 0 && from.at[0] == tag;
}

bool der_whole_element(struct bytes *from, unsigned tag, struct bytes *whole)
{
    struct bytes rest = *from;
    struct bytes content;
    TRY(der_element(&rest, tag, &content));
    *whole = bytes_before(*from, rest);
    *from = rest;
    return true;
}

/* X.690 8.19.2: base 128 numbers, each without leading zeros, the last one whole. */
static bool is_oid(struct bytes content)
{
    bool at_start = true;
    for (size_t i = 0; i < content.left; i++) {
        if (at_start && content.at[i] == 0x80) {
            return false;
        }
        at_start = content.at[i] < 0x80;
    }
    return content.left > 0 && at_start;
}

bool der_oid(struct bytes *from, struct bytes *oid)
{
    struct bytes rest = *from;
    struct bytes content;
    if (!der_element(&rest, DER_OID, &content) || !is_oid(content)) {
        return false;
    }
    *oid = content;
    *from = rest;
    return true;
}

bool der_boolean(struct bytes *from, bool *out)
{
    struct bytes rest = *from;
    struct bytes content;
    if (!der_element(&rest, DER_BOOLEAN, &content) || content.left != 1 ||
        (content.at[0] != 0 && content.at[0] != 0xff)) {
        return false;
    }
    *out = content.at[0] != 0;
    *from = rest;
    return true;
}

/* X.690 8.3.2: the first nine bits are neither all zeros nor all ones; here the first bit, the
 * sign, is zero too. */
static bool take_magnitude(struct bytes *from, unsigned tag, struct bytes *out)
{
    struct bytes content;
    if (!der_element(from, tag, &content) || content.left == 0 || content.at[0] >= 0x80) {
        return false;
    }
    if (content.left > 1 && content.at[0] == 0) {
        TRY(content.at[1] >= 0x80);
        TRY(bytes_skip(&content, 1));
    }
    *out = content;
    return true;
}

bool der_uint(struct bytes *from, unsigned tag, uint64_t *out)
{
    struct bytes rest = *from;
    struct bytes magnitude;
    if (!take_magnitude(&rest, tag, &magnitude) || magnitude.left > sizeof *out) {
        return false;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < magnitude.left; i++) {
        value = value << 8 | magnitude.at[i];
    }
    *out = value;
    *from = rest;
    return true;
}

bool der_magnitude(struct bytes *from, struct bytes *out)
{
    struct bytes rest = *from;
    TRY(take_magnitude(&rest, DER_INTEGER, out));
    *from = rest;
    return true;
}

/* X.690 8.6.2 and 11.2.1. */
static bool are_bits(struct bytes bits, uint8_t unused)
{
    if (bits.left == 0 || unused > 7) {
        return unused == 0;
    }
    return (bits.at[bits.left - 1] & ((1U << unused) - 1)) == 0;
}

bool der_bits(struct bytes *from, struct bytes *bits, uint8_t *unused)
{
    struct bytes rest = *from;
    struct bytes content;
    uint8_t n = 0;
    if (!der_element(&rest, DER_BIT_STRING, &content) || !bytes_u8(&content, &n) ||
        !are_bits(content, n)) {
        return false;
    }
    *bits = content;
    *unused = n;
    *from = rest;
    return true;
}

static bool two_digits(struct bytes *from, unsigned *out)
{
    struct bytes digits;
    TRY(bytes_take(from, 2, &digits));
    for (size_t i = 0; i < 2; i++) {
        TRY(digits.at[i] >= '0' && digits.at[i] <= '9');
    }
    *out = (digits.at[0] - (unsigned)'0') * 10 + (digits.at[1] - (unsigned)'0');
    return true;
}

/* RFC 5280 4.1.2.5.1 and 4.1.2.5.2. */
static bool take_year(struct bytes *from, bool has_century, unsigned *year)
{
    unsigned century = 0;
    unsigned short_year = 0;
    TRY(!has_century || two_digits(from, &century));
    TRY(two_digits(from, &short_year));
    if (!has_century) {
        century = short_year >= 50 ? 19 : 20;
    }
    *year = century * 100 + short_year;
    return true;
}

bool der_time(struct bytes *from, instant *out)
{
    struct bytes rest = *from;
    struct bytes text;
    struct civil c = {0};
    bool has_century = der_is_next(rest, DER_GENERALIZED_TIME);
    if (!der_element(&rest, has_century ? DER_GENERALIZED_TIME : DER_UTC_TIME, &text) ||
        !take_year(&text, has_century, &c.year)) {
        return false;
    }
    if (!two_digits(&text, &c.month) || !two_digits(&text, &c.day) || !two_digits(&text, &c.hour) ||
        !two_digits(&text, &c.minute) || !two_digits(&text, &c.second) ||
        !bytes_expect(&text, "Z", 1) || !bytes_end(text) || !instant_from_civil(&c, out)) {
        return false;
    }
    *from = rest;
    return true;
}
