/* SPDX-License-Identifier: Apache-2.0 */
#include "der_write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hex.h"
#include "must.h"

enum { LONG_FORM = 0x80, LENGTH_MAX = 4 };

size_t der_open(struct buf *to, uint8_t tag)
{
    buf_char(to, (char)tag);
    return to->len;
}

static size_t length_encode(size_t n, uint8_t out[LENGTH_MAX + 1])
{
    if (n < LONG_FORM) {
        out[0] = (uint8_t)n;
        return 1;
    }
    size_t octets = 1;
    while (n >> (8 * octets) != 0) {
        octets++;
    }
    out[0] = (uint8_t)(LONG_FORM | octets);
    for (size_t i = 0; i < octets; i++) {
        out[1 + i] = (uint8_t)(n >> (8 * (octets - 1 - i)));
    }
    return octets + 1;
}

void der_close(struct buf *to, size_t mark)
{
    uint8_t length[LENGTH_MAX + 1];
    size_t content = to->len - mark;
    size_t n = length_encode(content, length);
    must(buf_extend(to, n) != NULL, "DER too long");
    memmove(to->at + mark + n, to->at + mark, content);
    memcpy(to->at + mark, length, n);
}

void der_value(struct buf *to, uint8_t tag, struct bytes value)
{
    size_t mark = der_open(to, tag);
    buf_add(to, value);
    der_close(to, mark);
}

void der_integer(struct buf *to, struct bytes magnitude)
{
    while (magnitude.left > 1 && magnitude.at[0] == 0) {
        magnitude = bytes_of(magnitude.at + 1, magnitude.left - 1);
    }
    size_t mark = der_open(to, DER_INTEGER);
    if (magnitude.at[0] >= 0x80) {
        buf_char(to, 0);
    }
    buf_add(to, magnitude);
    der_close(to, mark);
}

void der_number(struct buf *to, uint64_t value)
{
    uint8_t octets[8];
    for (size_t i = 0; i < sizeof(octets); i++) {
        octets[i] = (uint8_t)(value >> (56 - 8 * i));
    }
    der_integer(to, BYTES_OF(octets));
}

static void base128(struct buf *to, unsigned long value)
{
    int shift = 0;
    while (value >> (shift + 7) != 0) {
        shift += 7;
    }
    for (; shift >= 0; shift -= 7) {
        unsigned long more = shift > 0 ? 0x80 : 0;
        buf_char(to, (char)(((value >> shift) & 0x7f) | more));
    }
}

void der_oid(struct buf *to, const char *dotted)
{
    char *end = NULL;
    unsigned long first = strtoul(dotted, &end, 10);
    unsigned long second = strtoul(end + 1, &end, 10);
    size_t mark = der_open(to, DER_OID);
    base128(to, first * 40 + second);
    while (*end == '.') {
        base128(to, strtoul(end + 1, &end, 10));
    }
    der_close(to, mark);
}

void der_text(struct buf *to, uint8_t tag, const char *text)
{
    der_value(to, tag, bytes_of(text, strlen(text)));
}

void der_boolean(struct buf *to, uint8_t value)
{
    der_value(to, DER_BOOLEAN, bytes_of(&value, 1));
}

void der_time(struct buf *to, int64_t at)
{
    struct tm parts;
    char text[32];
    time_t seconds = (time_t)at;
    must(gmtime_r(&seconds, &parts) != NULL, "time");
    bool is_short = parts.tm_year >= 50 && parts.tm_year < 150;
    size_t n = strftime(text, sizeof(text), "%Y%m%d%H%M%SZ", &parts);
    const char *from = is_short ? text + 2 : text;
    must(n > 0, "time");
    der_text(to, is_short ? DER_UTC_TIME : DER_GENERALIZED_TIME, from);
}

void der_bits(struct buf *to, struct bytes value)
{
    size_t mark = der_open(to, DER_BIT_STRING);
    buf_char(to, 0);
    buf_add(to, value);
    der_close(to, mark);
}

void hex_append(struct buf *to, const char *hex)
{
    size_t n = hex != NULL ? strlen(hex) / 2 : 0;
    if (n == 0) {
        return;
    }
    uint8_t *at = buf_extend(to, n);
    must(at != NULL && hex_decode(text_of(hex), at, n), "hex");
}
