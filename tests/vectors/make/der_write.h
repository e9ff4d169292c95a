/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_DER_WRITE_H
#define VECTORS_DER_WRITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum {
    DER_BOOLEAN = 0x01,
    DER_INTEGER = 0x02,
    DER_BIT_STRING = 0x03,
    DER_OCTET_STRING = 0x04,
    DER_OID = 0x06,
    DER_ENUMERATED = 0x0a,
    DER_UTF8_STRING = 0x0c,
    DER_PRINTABLE_STRING = 0x13,
    DER_UTC_TIME = 0x17,
    DER_GENERALIZED_TIME = 0x18,
    DER_SEQUENCE = 0x30,
    DER_SET = 0x31,
    DER_CONTEXT = 0x80,
    DER_CONTEXT_CONSTRUCTED = 0xa0,
};

/* Writes the tag; what is appended until der_close(its result) is the content. */
size_t der_open(struct buf *to, uint8_t tag);
void der_close(struct buf *to, size_t mark);

void der_value(struct buf *to, uint8_t tag, struct bytes value);

/* An INTEGER from an unsigned big-endian number: zeros in front are dropped, or one added. */
void der_integer(struct buf *to, struct bytes magnitude);
void der_number(struct buf *to, uint64_t value);

/* "1.2.840.10045.2.1" */
void der_oid(struct buf *to, const char *dotted);
void der_text(struct buf *to, uint8_t tag, const char *text);
void der_boolean(struct buf *to, uint8_t value);

/* UTCTime for 1950 to 2049, GeneralizedTime otherwise. */
void der_time(struct buf *to, int64_t at);

/* A BIT STRING without unused bits. */
void der_bits(struct buf *to, struct bytes value);

/* Appends the bytes that the hex text stands for; NULL is none. */
void hex_append(struct buf *to, const char *hex);

#endif
