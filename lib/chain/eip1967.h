/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_EIP1967_H
#define PHALA_CHAIN_EIP1967_H

#include <stdbool.h>

#include "base/macro.h"
#include "chain/u256.h"
#include "crypto/secp256k1.h"

/* Where proxies keep who is behind them (EIP-1967). */

enum eip1967_slot {
    EIP1967_IMPLEMENTATION,
    EIP1967_BEACON, /* a contract that names the implementation */
    EIP1967_ADMIN,
};
enum { EIP1967_SLOTS = 3 };

extern const uint8_t eip1967_slots[EIP1967_SLOTS][U256_SIZE];

/* `implementation()` of a beacon. */
enum { EIP1967_SELECTOR = 4 };
extern const uint8_t eip1967_beacon_call[EIP1967_SELECTOR];

/* The address in a word; false for the zero address, and for what is no address. */
MUST_CHECK bool eip1967_address(const uint8_t word[U256_SIZE], struct eth_address *out);

#endif
