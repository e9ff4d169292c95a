/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ABI_TYPE_H
#define PHALA_CHAIN_ABI_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* Types of the contract ABI (Solidity, "Contract ABI Specification"). */

enum {
    ABI_WORD = 32,
    ABI_DEPTH_MAX = 16,   /* arrays and tuples in one another */
    ABI_PARTS_MAX = 1024, /* parameters, or components of one tuple */
};

#define ABI_DATA_MAX (16 * MIB) /* what is encoded at once, and the head that a type may have */

enum abi_kind {
    ABI_UINT,
    ABI_INT,
    ABI_BOOL,
    ABI_ADDRESS,
    ABI_FIXED_BYTES,
    ABI_FUNCTION, /* an address and a selector */
    ABI_BYTES,
    ABI_STRING,
    ABI_LIST,  /* T[] */
    ABI_ARRAY, /* T[k] */
    ABI_TUPLE,
    ABI_OTHER, /* a name that is no type (a library's struct, a contract): only hashed */
};

struct abi_param;

struct abi_params {
    struct abi_param *at;
    size_t n;
};

struct abi_type {
    enum abi_kind kind;
    bool is_dynamic;
    unsigned size;           /* bytes of a value of one word */
    unsigned depth;          /* 0: no array, no tuple */
    size_t length;           /* of ABI_ARRAY */
    size_t head;             /* bytes that it takes in what it stands in, a multiple of ABI_WORD */
    char *other;             /* of ABI_OTHER: what it is called */
    struct abi_params parts; /* components of a tuple; the one element type of an array */
};

struct abi_param {
    char *name; /* never NULL */
    struct abi_type type;
    bool is_indexed; /* of an event */
};

void abi_type_done(struct abi_type *type);
void abi_params_done(struct abi_params *params);

/* A type that is written as one word; ABI_OTHER when there is none of that name. */
struct abi_type abi_type_of_word(struct text word);

/* Makes an array of the type for each `[]` or `[k]` that comes next. ERR_USAGE when what stands in
 * the brackets is no number above zero, for more than ABI_DEPTH_MAX levels, and for a head above
 * ABI_DATA_MAX. */
MUST_CHECK bool abi_type_brackets(struct text *from, struct abi_type *type, struct err *e);

/* A tuple of at least one component. Takes `parts` over, also when it fails. */
MUST_CHECK bool abi_type_tuple(struct abi_params *parts, struct abi_type *out, struct err *e);

/* One more, whose type it takes over and whose name it copies. ERR_USAGE above ABI_PARTS_MAX. */
MUST_CHECK bool abi_params_add(struct abi_params *params, struct text name, struct abi_type *type,
                               struct err *e);

/* Bytes of all their heads; false above ABI_DATA_MAX. */
MUST_CHECK bool abi_params_head(const struct abi_params *params, size_t *out);

/* An array or a tuple. */
bool abi_type_has_parts(const struct abi_type *type);

/* The type of part `i` of an array or a tuple. */
const struct abi_type *abi_type_part(const struct abi_type *type, size_t i);

/* The first name in it that is no type, or NULL. */
const char *abi_type_other(const struct abi_type *type);

/* All parts have names, and no two the same. */
bool abi_params_are_named(const struct abi_params *params);

/* The canonical form, which selectors are made of: uint256, (address,bytes32[])[2]. */
void abi_type_write(const struct abi_type *type, struct buf *out);
void abi_params_write(const struct abi_params *params, struct buf *out); /* with the parentheses */

/* Puts "WORD 2 'name' (type): " before the text of an error; `i` counts from 0. Returns false. */
bool abi_param_wrap(struct err *e, const char *word, size_t i, const struct abi_param *param);

#endif
