/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_MNEMONIC_H
#define PHALA_CHAIN_MNEMONIC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* Phrases of words that stand for a wallet (BIP-39, English). */

enum { MNEMONIC_WORDS_MAX = 24, MNEMONIC_SEED_SIZE = 64 };

/* What the keys of a wallet are derived from. Whoever has one wipes it:
 * AUTO(mnemonic_seed_done). */
struct mnemonic_seed {
    uint8_t at[MNEMONIC_SEED_SIZE];
};

void mnemonic_seed_done(struct mnemonic_seed *seed);

/* A passphrase that BIP-39's normalisation (NFKD) leaves as it is, because it is ASCII. */
bool mnemonic_is_plain(struct text passphrase);

/* The seed of 12, 15, 18, 21 or 24 words, between which there may be any white space (that of
 * Unicode, too), and of a passphrase, which may be empty, and which is taken by its bytes: what of
 * it is not plain gives other wallets in programs that normalise it. ERR_MALFORMED when a word is
 * not in the list (which counts only lower case), when their number or the checksum is wrong; no
 * message has a word in it. ERR_TOO_BIG for a passphrase of more than 1024 bytes. */
MUST_CHECK bool mnemonic_to_seed(struct text phrase, struct text passphrase,
                                 struct mnemonic_seed *out, struct err *e);

#endif
