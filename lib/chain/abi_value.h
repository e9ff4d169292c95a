/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_VALUE_H
#define PHALA_CHAIN_ABI_VALUE_H

#include <stdint.h>

#include "chain/abi_type.h"
#include "chain/u256.h"
#include "codec/json.h"
#include "codec/json_write.h"

/* A value of a type that somebody else holds. The arguments of a call are one value, too: a tuple
 * with an item for each parameter, where there may be none. */
struct abi_value {
    uint8_t word[ABI_WORD];  /* of what takes one word: as it is encoded */
    uint8_t *bytes;          /* of bytes and string */
    struct abi_value *items; /* of arrays and tuples */
    size_t n;                /* bytes or items */
};

void abi_value_done(struct abi_value *value);

/* An integer: decimal or 0x, 0o, 0b digits; of decimal ones a fraction, an exponent (1.5e18) and a
 * unit (ether, gwei, wei; blanks may stand before it), as long as there are no more decimals than
 * these have: 1.50e2 is one, 1.500e2 and 10e-1 are none, as with cast. Signed
 * ones may have a sign. `size`: bytes of the type. `out`: two's complement. ERR_USAGE. */
MUST_CHECK bool abi_integer_parse(struct text text, bool is_signed, unsigned size, struct u256 *out,
                                  struct err *e);

/* A value of that type as it stands on a command line: true, 0x…, [1,2], (1,"a, b",[c]). Texts in
 * arrays and tuples may stand in quotes, which keep commas and brackets; there are no escapes.
 * A text that is not inside of anything is taken as it stands. ERR_USAGE. */
MUST_CHECK bool abi_value_parse(const struct abi_type *type, struct text text,
                                struct abi_value *out, struct err *e);

/* One argument a parameter. A text that is the only argument is taken as it stands; beside others
 * it may stand in quotes, which do not belong to it. One that begins with a quote and does not end
 * with it, or has it inside, is refused: it is what is left of a mistake in the shell. ERR_USAGE
 * names position, parameter and type. */
MUST_CHECK bool abi_arguments_parse(const struct abi_params *params, const char *const *arguments,
                                    size_t n, struct abi_value *out, struct err *e);

/* The same from JSON. Integers: numbers, or strings as above; addresses and bytes: strings of hex;
 * tuples: arrays, or objects with all names of the components and no other. ERR_USAGE. */
MUST_CHECK bool abi_value_from_json(const struct abi_type *type, const struct json_value *json,
                                    struct abi_value *out, struct err *e);
MUST_CHECK bool abi_arguments_from_json(const struct abi_params *params,
                                        const struct json_value *json, struct abi_value *out,
                                        struct err *e);

/* For people: -5, true, 0x00ff, "text" with \n \r \t \" \\ \xNN, [1, 2], (1, "a"). */
void abi_value_write(const struct abi_type *type, const struct abi_value *value, struct buf *out);

/* The same as cast 1.7.1 prints it: from 10000 on an integer has its size behind it ("[1.234e7]"),
 * and in texts \0 and \u{1b} stand for what does not show. */
void abi_value_write_as_cast(const struct abi_type *type, const struct abi_value *value,
                             struct buf *out);

/* Integers are decimal strings; tuples objects where all components have names, else arrays; a
 * string that is not UTF-8 is {"hex": "0x…"}. */
void abi_value_write_json(const struct abi_type *type, const struct abi_value *value,
                          struct json_writer *out);

/* The same as cast 1.7.1 has it: integers of 64 bits are numbers, all tuples are arrays. */
void abi_value_write_json_as_cast(const struct abi_type *type, const struct abi_value *value,
                                  struct json_writer *out);

#endif
