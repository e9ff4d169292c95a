/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_HD_H
#define PHALA_CHAIN_HD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "chain/mnemonic.h"
#include "crypto/secp256k1_sign.h"

/* The keys of a wallet (BIP-32), by their paths. */

enum { HD_DEPTH_MAX = 255 }; /* BIP-32 has a byte for it */
#define HD_HARDENED UINT32_C(0x80000000)

struct hd_path {
    uint32_t at[HD_DEPTH_MAX]; /* hardened ones have the highest bit */
    size_t n;
};

/* m/44'/60'/0'/0/INDEX, with or without "m/"; "m" alone is the wallet's own key. A number is below
 * 2^31; ' or h behind it says that it is hardened. Else ERR_USAGE. */
MUST_CHECK bool hd_path_parse(struct text text, struct hd_path *out, struct err *e);

/* As Foundry's cast reads it: a number is below 2^32, and may have + or zeros before it. From 2^31
 * on it has the bit that hardens it; ' or h turn that bit round. A part "m" says nothing, wherever
 * it is. What hd_path_parse takes is the same in both. */
MUST_CHECK bool hd_path_parse_as_cast(struct text text, struct hd_path *out, struct err *e);

/* Appends it as hd_path_parse takes it, with '. */
void hd_path_format(const struct hd_path *path, struct buf *out);

/* The path of Ethereum's accounts, of which `index` (below 2^31, or hardened) is the last number.
 */
struct hd_path hd_path_of_account(uint32_t index);

/* The key there. Fails (ERR_MALFORMED) where BIP-32 has no key: one time in 2^127. */
MUST_CHECK bool hd_derive(const struct mnemonic_seed *seed, const struct hd_path *path,
                          struct secp256k1_secret *out, struct err *e);

#endif
