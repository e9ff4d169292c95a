/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_AMOUNT_H
#define PHALA_CHAIN_AMOUNT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "chain/u256.h"

/* Amounts as people write them. Nothing is ever rounded: what has no exact value in the smallest
 * unit is refused, and so is what does not fit into 256 bits. All errors are ERR_USAGE. */

enum {
    ETHER_DECIMALS = 18,
    GWEI_DECIMALS = 9,
    AMOUNT_DECIMALS_MAX = 255,                    /* of an ERC-20 token: a uint8 */
    AMOUNT_TEXT = AMOUNT_DECIMALS_MAX + 2 + 1 + 1 /* a digit or more before it, a point, a zero */
};

/* The number times 10^decimals (at most AMOUNT_DECIMALS_MAX): digits, or digits on both sides of
 * one point. No sign, no exponent, no separators. */
MUST_CHECK bool amount_scale(struct text number, unsigned decimals, struct u256 *out,
                             struct err *e);

/* The decimals of "wei", "gwei" or "ether"; false for another word. */
MUST_CHECK bool amount_unit(struct text name, unsigned *decimals);

/* The digits and points that a text begins with; may be none. */
struct text amount_number(struct text text);

/* A number and its unit, with or without one blank between them ("1.5ether", "10 gwei"), in wei;
 * wei without a unit. */
MUST_CHECK bool amount_parse(struct text text, struct u256 *wei, struct err *e);

/* The value divided by 10^decimals, exactly, without zeros at the end of the fraction ("1.5"),
 * zero-terminated; returns `out`. */
const char *amount_format(const struct u256 *value, unsigned decimals, char out[AMOUNT_TEXT]);

/* The same with all decimals ("1.500000000"); without a point when there are none. */
const char *amount_format_all(const struct u256 *value, unsigned decimals, char out[AMOUNT_TEXT]);

#endif
