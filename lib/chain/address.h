/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_ADDRESS_H
#define PHALA_CHAIN_ADDRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/secp256k1.h"

/* Addresses as people write them (struct eth_address is in crypto/secp256k1.h). */

enum { ADDRESS_TEXT = 43 /* 0x, 40 digits, a zero */ };

/* 40 hex digits, with or without 0x. Of one case they are taken as they are; mixed case has to be
 * the checksum of EIP-55. ERR_USAGE says which it is. */
MUST_CHECK bool address_parse(struct text text, struct eth_address *out, struct err *e);

/* The same, whatever the case: a wrong digit is not noticed. */
MUST_CHECK bool address_parse_unchecked(struct text text, struct eth_address *out);

/* With 0x and the checksum of EIP-55, zero-terminated; returns `out`. */
const char *address_format(const struct eth_address *address, char out[ADDRESS_TEXT]);

/* The same two with the checksum of EIP-1191, which only RSK and few other chains have: it is of
 * that chain alone. Mixed case may be EIP-55, too. */
MUST_CHECK bool address_parse_of_chain(struct text text, uint64_t chain_id, struct eth_address *out,
                                       struct err *e);
const char *address_format_of_chain(const struct eth_address *address, uint64_t chain_id,
                                    char out[ADDRESS_TEXT]);

#endif
