/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_TYPED_DATA_TYPE_H
#define PHALA_CHAIN_TYPED_DATA_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/keccak.h"

/* The types of EIP-712: structs of members that are atomic, structs, or arrays of either. */

enum { TYPED_STRUCTS_MAX = 64, TYPED_MEMBERS_MAX = 64 };

#define TYPED_DOMAIN "EIP712Domain"

enum typed_kind { TYPED_BOOL, TYPED_ADDRESS, TYPED_STRING, TYPED_BYTES, TYPED_UINT, TYPED_INT };

/* `size`: bits of an integer; bytes of bytes1 to bytes32, and 0 for bytes of any length. */
struct typed_atom {
    enum typed_kind kind;
    unsigned size;
};

struct typed_member {
    struct text name, type;
};

struct typed_struct {
    struct text name;
    struct typed_member members[TYPED_MEMBERS_MAX];
    size_t n;
    struct keccak256 hash; /* of its encodeType */
};

/* Sorted by name. The texts are those of the JSON document. */
struct typed_types {
    struct typed_struct at[TYPED_STRUCTS_MAX];
    size_t n;
    bool as_cast;
};

/* The name of an atomic type; false for anything else. With `as_cast` int and uint are int256 and
 * uint256. */
MUST_CHECK bool typed_atom_parse(struct text name, bool as_cast, struct typed_atom *out);

/* Takes the last "[]" or "[N]" off: true for an array, of `*n` elements, or of any number where
 * `*is_fixed` is false. */
MUST_CHECK bool typed_element(struct text type, struct text *element, size_t *n, bool *is_fixed);

/* What stands before all brackets. */
struct text typed_base(struct text type);

/* NULL when there is none of that name. */
const struct typed_struct *typed_find(const struct typed_types *types, struct text name);

/* Reads `types`, or, for a domain that they do not have, makes it of the fields of `domain`; checks
 * that every type is known, and hashes them. ERR_MALFORMED names what is wrong. Where `out` says as
 * cast, the domain is always made, and of any fields; and types are not checked. */
MUST_CHECK bool typed_types_read(const struct json_value *json, const struct json_value *domain,
                                 struct typed_types *out, struct err *e);

/* Checks that the types that a struct refers to are known, and those that they refer to. */
MUST_CHECK bool typed_types_check(const struct typed_types *types, const struct typed_struct *of,
                                  struct err *e);

#endif
