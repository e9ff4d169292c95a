/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_TYPED_DATA_H
#define PHALA_CHAIN_TYPED_DATA_H

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/keccak.h"

/* Structured data that people sign (EIP-712). */

enum { TYPED_DATA_SIZE_MAX = 4 * 1024 * 1024 };

struct typed_data_hash {
    struct keccak256 domain;  /* hashStruct of the domain: the domain separator */
    struct keccak256 message; /* hashStruct of the message */
    struct keccak256 digest;  /* of 19 01, and the two: what is signed */
};

/* Reads the JSON that eth_signTypedData_v4 takes: types, primaryType, domain, message. Integers may
 * be numbers, decimal or 0x texts; bytes are 0x texts. Where `types` has no EIP712Domain, it is
 * that of the fields that the domain has. ERR_MALFORMED says where something is wrong. Refused is
 * also what would be signed in two ways, or not at all: members that the types do not name, a
 * domain without fields or with its fields in another order than EIP-712's, null, integers out of
 * range, addresses whose checksum is wrong. */
MUST_CHECK bool typed_data_hash(struct bytes json, struct typed_data_hash *out, struct err *e);

/* The same for all that it takes, and for more, as Foundry's cast 1.7.1 reads it: the domain is
 * that of its own fields, whatever `types` says of it, and may have none; members that the types do
 * not name say nothing; nor do unknown types that nothing refers to; a primary type EIP712Domain
 * has no message (whose hash is then zero). The checksum of addresses is not looked at; integers
 * may be texts with 0x, 0o, 0b, '_', a sign, or empty; int and uint are types; "true" and "false"
 * are bools; bytes need no 0x, bytesN not their length, and bytes may be a list of numbers. */
MUST_CHECK bool typed_data_hash_as_cast(struct bytes json, struct typed_data_hash *out,
                                        struct err *e);

#endif
