/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_CREATE_H
#define PHALA_CHAIN_CREATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"

/* Where new contracts come to be. */

struct create_salt {
    uint8_t at[32];
};

/* How a salt was written. */
enum create_salt_form {
    CREATE_SALT_HEX,    /* 0x and 64 digits: as it is */
    CREATE_SALT_NUMBER, /* decimal, below 64 digits: big-endian, padded on the left */
    CREATE_SALT_TEXT,   /* text:WORDS: Keccak-256 of the words */
};

/* The contract that deploys by CREATE2 what is sent to it, at the same address on every chain. */
extern const struct eth_address create_deterministic_deployer;

/* CREATE: the contract that `deployer` makes by its transaction number `nonce` (for a contract: by
 * its creation of that number, from 1). */
struct eth_address create_address(const struct eth_address *deployer, uint64_t nonce);

/* CREATE2 (EIP-1014). */
struct eth_address create2_address(const struct eth_address *deployer,
                                   const struct create_salt *salt,
                                   const struct keccak256 *init_code_hash);

/* Reads a salt in one of the three forms; `form` says which. ERR_USAGE for any other text: shorter
 * hex is not padded, since tools differ about the side. */
MUST_CHECK bool create_salt_parse(struct text text, struct create_salt *out,
                                  enum create_salt_form *form, struct err *e);

#endif
