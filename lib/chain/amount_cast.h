/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_AMOUNT_CAST_H
#define PHALA_CHAIN_AMOUNT_CAST_H

#include "chain/amount.h"

/* Amounts as cast 1.7.1 reads them, which is not as strict as chain/amount.h. Where cast computes
 * something else than what is written (a number that does not fit wraps around, '_' behind the
 * point is a digit), it is refused here as well. All errors are ERR_USAGE. */

struct amount_signed {
    bool is_negative;
    struct u256 size; /* the amount without its sign */
};

/* 'cast to-wei' and 'cast parse-units': with '-' in front, '_' between the digits, no digit on one
 * side of the point; digits that have no exact value are cut off. */
MUST_CHECK bool amount_scale_as_cast(struct text number, unsigned decimals,
                                     struct amount_signed *out, struct err *e);

/* The same and a unit behind it, with or without one blank between them; wei without a unit. */
MUST_CHECK bool amount_parse_as_cast(struct text text, struct amount_signed *wei, struct err *e);

/* The decimals of a unit, of any case: "eth", "milliether", "finney", "kwei"; or their number (0 to
 * 77). */
MUST_CHECK bool amount_unit_as_cast(struct text name, unsigned *decimals);

/* 'cast from-wei' and 'cast format-units': an integer of base 10, or behind 0x, 0o, 0b another one;
 * with '_' between decimal digits, and a '+' before them. */
MUST_CHECK bool amount_whole_as_cast(struct text text, struct u256 *out, struct err *e);

#endif
