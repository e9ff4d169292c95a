/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_U256_H
#define PHALA_CHAIN_U256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/macro.h"
#include "base/text.h"

/* Unsigned integers of 256 bits: what the EVM computes with. */

enum { U256_SIZE = 32, U256_DECIMAL = 79 /* digits of the largest, and a zero */ };

struct u256 {
    uint64_t limb[4]; /* the lowest first */
};

extern const struct u256 u256_zero, u256_max;

struct u256 u256_of(uint64_t value);

/* From at most 32 bytes, big-endian; false for more. */
MUST_CHECK bool u256_from_bytes(struct bytes bytes, struct u256 *out);
void u256_to_bytes(const struct u256 *value, uint8_t out[U256_SIZE]);

/* Appends them: a word of the EVM. */
void u256_append(const struct u256 *value, struct buf *out);
void u256_append_u64(uint64_t value, struct buf *out);

/* Bytes without leading zeros (0 to 32). */
unsigned u256_byte_length(const struct u256 *value);
unsigned u256_bit_length(const struct u256 *value);

bool u256_is_zero(const struct u256 *value);

/* Below zero, zero or above zero, as memcmp. */
int u256_compare(const struct u256 *a, const struct u256 *b);

/* False when the result does not fit; it is then what is left of it modulo 2^256. `out` may be one
 * of the operands. */
MUST_CHECK bool u256_add(const struct u256 *a, const struct u256 *b, struct u256 *out);
MUST_CHECK bool u256_subtract(const struct u256 *a, const struct u256 *b, struct u256 *out);
MUST_CHECK bool u256_multiply(const struct u256 *a, const struct u256 *b, struct u256 *out);

/* The quotient by a divisor that is not zero, and the remainder. */
struct u256 u256_divide(const struct u256 *a, uint64_t divisor, uint64_t *remainder);

/* Two's complement: 2^256 - value; zero for zero. */
struct u256 u256_negate(const struct u256 *value);

/* Fits into so many bits (0 to 256). */
bool u256_fits(const struct u256 *value, unsigned bits);

/* False when it does not fit. */
MUST_CHECK bool u256_to_u64(const struct u256 *value, uint64_t *out);

/* Digits alone, at least one, of the base (2 to 16); false for anything else, and for what does not
 * fit. */
MUST_CHECK bool u256_parse(struct text digits, unsigned base, struct u256 *out);

/* Decimal, zero-terminated; returns `out`. */
const char *u256_format(const struct u256 *value, char out[U256_DECIMAL]);

#endif
