/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_ONE_VALUE_H
#define PHALA_COMMANDS_ONE_VALUE_H

#include "base/bytes.h"
#include "base/text.h"
#include "chain/u256.h"
#include "cli/print.h"
#include "crypto/secp256k1.h"

/* How values of the chain are printed. */

/* In text the value alone on one line, and true: that is the whole answer. In JSON false, and
 * nothing is printed. */
bool print_alone(struct printer *p, struct text value);
bool print_alone_0x(struct printer *p, struct bytes value);

/* With 0x in front. */
void print_0x(struct printer *p, const char *key, struct bytes value);

/* With the checksum of EIP-55. */
void print_address(struct printer *p, const char *key, const struct eth_address *address);

/* In decimal digits, in JSON as a string: numbers of 256 bits are beyond most readers. */
void print_u256(struct printer *p, const char *key, const struct u256 *value);
void print_decimal(struct printer *p, const char *key, uint64_t value);

/* Money and the price of a unit of gas: in JSON wei, in text with their unit, "0.05 ETH" and
 * "1.5 gwei". */
void print_cost(struct printer *p, const char *key, const struct u256 *wei, const char *currency);
void print_price(struct printer *p, const char *key, const struct u256 *wei);

#endif
